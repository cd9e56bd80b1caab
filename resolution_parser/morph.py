"""Russian morphology. The only module that knows pymorphy3; everything is cached, nothing is loaded at import."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]
Number = Literal["sing", "plur"]

_CASES = {"nomn": "nomn", "gent": "gent", "gen1": "gent", "gen2": "gent", "datv": "datv", "accs": "accs", "acc2": "accs",
          "ablt": "ablt", "loct": "loct", "loc1": "loct", "loc2": "loct", "voct": "nomn"}
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word form: dictionary form, part of speech and grammemes in the OpenCorpora notation."""

    lemma: str
    pos: str
    case: str | None
    number: str | None
    gender: str | None
    animate: bool
    tags: frozenset[str]
    score: float


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    import pymorphy3  # 46 ms and 87 ms of dictionary

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=200_000)
def _parses(word: str) -> tuple[Any, ...]:
    try:
        return tuple(_analyzer().parse(word))
    except ValueError:  # pymorphy3 asks for the Unicode name of every letter, and some have none: 𗀀 of the Tanguts
        return ()  # readings() makes up for it


@lru_cache(maxsize=200_000)
def readings(word: str) -> tuple[Reading, ...]:
    """All readings of a word form, the most probable first; ``word`` in any case.

    >>> sorted({reading.lemma for reading in readings("целей")})
    ['целый', 'цель']
    """
    return tuple(
        Reading(
            lemma=parse.normal_form.replace("ё", "е"), pos=str(parse.tag.POS or ""), case=_CASES.get(str(parse.tag.case)),
            number=None if parse.tag.number is None else str(parse.tag.number),
            gender=None if parse.tag.gender is None else str(parse.tag.gender),
            animate="anim" in parse.tag, tags=frozenset(map(str, parse.tag.grammemes)), score=float(parse.score),
        )
        for parse in _parses(word.lower())
    ) or (_unknown(word.lower()),)


def _unknown(word: str) -> Reading:
    lemma, tags = word.replace("ё", "е"), frozenset({"UNKN"})
    return Reading(lemma=lemma, pos="", case=None, number=None, gender=None, animate=False, tags=tags, score=1.0)


@lru_cache(maxsize=200_000)
def lemmas(word: str) -> frozenset[str]:
    """The set of dictionary forms of a word, and the form itself; ё is е.

    >>> "цель" in lemmas("целями")
    True
    """
    folded = word.lower().replace("ё", "е")
    return frozenset({reading.lemma for reading in readings(word)} | {folded})


@lru_cache(maxsize=200_000)
def cue_forms(word: str) -> frozenset[str]:
    """What a cue may ask of a word: its :func:`lemmas`, and each with its part of speech (``решить/verb``, ``решить/infn``)."""
    tagged = {f"{reading.lemma}/{reading.pos.lower()}" for reading in readings(word)}
    return lemmas(word) | tagged


def is_known(word: str) -> bool:
    """Whether the dictionary holds the word form itself (a guess from its ending does not count)."""
    return bool(_analyzer().word_is_known(word.lower()))


def is_likely(word: str, pos: str) -> bool:
    """Whether the most probable reading of a word form is of that part of speech: «секретарь» is no imperative of «секретарить»."""
    found = readings(word)
    return bool(found) and found[0].pos == pos


def is_compound_prefix(word: str) -> bool:
    """Whether the word can be the first half of a compound adjective: ``научно``, ``детско``."""
    return len(word) > 3 and word.lower().endswith(("о", "е"))


def has_case(word: str, case: Case) -> bool:
    """Whether the word form can stand in the case (nouns, adjectives, participles, pronouns, numerals)."""
    return any(reading.case == case for reading in readings(word))


def inflect(word: str, *, case: Case, to: Case = "nomn", number: Number | None = None, pos: frozenset[str] | None = None,
            gender: str | None = None) -> str | None:
    """The word that stands in ``case`` put into case ``to``, its number kept; None where it has no such reading.

    Letter case is kept as printed. ``pos``, ``number`` and ``gender`` choose among the readings.

    >>> inflect("образовательным", case="datv", number="plur")
    'образовательные'
    """
    return _inflect(word, case, to, number, pos, gender)


@lru_cache(maxsize=50_000)
def _inflect(word: str, case: str, to: str, number: str | None, pos: frozenset[str] | None, gender: str | None) -> str | None:
    for parse in sorted(_parses(word.lower()), key=lambda parse: "Fixd" in parse.tag):  # «Анне» is Анна before the foreign Анне
        tag = parse.tag
        if _CASES.get(str(tag.case)) != case or (number and tag.number and str(tag.number) != number):
            continue
        if (pos and str(tag.POS) not in pos) or (gender and tag.gender and str(tag.gender) != gender):
            continue
        wanted = {to} | ({str(tag.number)} if tag.number else set())
        form = parse.inflect(wanted)
        if form is not None:
            return _match_letter_case(str(form.word), word)
    return None


def _match_letter_case(form: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return form.upper()
    parts_like = like.split("-")
    parts = form.split("-")
    if len(parts) == len(parts_like):
        return "-".join(p.capitalize() if source[:1].isupper() else p for p, source in zip(parts, parts_like, strict=True))
    return form[:1].upper() + form[1:] if like[:1].isupper() else form


def singular(word: str, *, case: Case, gender: str | None = None) -> str | None:
    """The nominative singular of a plural form that stands in ``case``; an adjective in the gender given.

    >>> singular("заместителей", case="gent")
    'заместитель'
    """
    for parse in _parses(word.lower()):
        if _CASES.get(str(parse.tag.case)) != case or str(parse.tag.number) != "plur":
            continue
        wanted = {"nomn", "sing"} | ({gender} if gender and parse.tag.POS in ("ADJF", "PRTF") else set())
        form = parse.inflect(wanted)
        if form is not None:
            return _match_letter_case(str(form.word), word)
    return None


def genitive_singular(word: str) -> str | None:
    """The genitive singular of a genitive plural: «школ» of «школ № 1, № 2» for one of them.

    >>> genitive_singular("школ")
    'школы'
    """
    for parse in _parses(word.lower()):
        if str(parse.tag.number) == "plur" and _CASES.get(str(parse.tag.case)) == "gent":
            form = parse.inflect({"gent", "sing"})
            if form is not None:
                return _match_letter_case(str(form.word), word)
    return None
