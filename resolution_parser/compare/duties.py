"""An item of a document made ready to be compared: the words of its duty, apart from formula, numbers, dates and deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from resolution_parser.compare.comparison import Occurrence
from resolution_parser.compare.wording import Wording, lemma_of
from resolution_parser.normalize import fold, squash

SAME_LEMMA, SAME_FAMILY, SAME_ROOT = 1.0, 0.8, 0.65
"""How far two words stand for one another: the same word, one of a family of synonyms, another word of the same root."""

OBJECT_WORDS = 3  # so many words after the formula are the object that a duty is about

_TOKEN = re.compile(r"(?P<number_sign>(?:№|n)\s*\d+)|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s*[-/]\s*(?:19|20)?\d\d)?\b")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
_NO_WORDS = re.compile(r"[^\w#]+")
_STOCK, _WEAK, _PLACE = 0.1, 0.5, 0.4


@dataclass(frozen=True, slots=True)
class Concept:
    """A word of a duty: ``features`` with the credit that sharing one earns, the greatest first; only ``share`` of its weight counts."""

    lemma: str
    features: tuple[tuple[str, float], ...]
    share: float


@dataclass(frozen=True, slots=True)
class Duty:
    """``step`` is the document's rank among all, ``rank`` the item's in it; items of the same words have one ``fingerprint``."""

    occurrence: Occurrence
    step: int
    rank: int
    size: int
    concepts: tuple[Concept, ...]
    fingerprint: str
    object: frozenset[str]
    action: str | None

    @property
    def features(self) -> Mapping[str, float]:
        """Every feature of every concept, with the greatest credit that it earns."""
        found: dict[str, float] = {}
        for concept in self.concepts:
            for feature, credit in concept.features:
                found[feature] = max(credit, found.get(feature, 0.0))
        return found


def make_duty(occurrence: Occurrence, *, step: int, rank: int, size: int, action: str | None, wording: Wording) -> Duty:
    """The duty of an occurrence, the ``rank``-th (from 0) of ``size`` items of its document."""
    text = _without_targets(occurrence)
    concepts = tuple(_concepts(text, wording))
    lead = tuple(_concepts(fold(occurrence.lead), wording)) if occurrence.lead else ()
    known = {concept.lemma for concept in concepts}
    return Duty(
        occurrence=occurrence, step=step, rank=rank, size=size,
        concepts=(*concepts, *(Concept(one.lemma, one.features, one.share / 2) for one in lead if one.lemma not in known)),
        fingerprint=_fingerprint(text, occurrence.lead), object=_object(concepts), action=action,
    )


def _without_targets(occurrence: Occurrence) -> str:
    """The folded text without its deadline, with ``#`` for years and for the values of indicators."""
    text = fold(occurrence.text)
    if occurrence.deadline is not None:
        text = text.replace(fold(occurrence.deadline.text), " ")
    for indicator in occurrence.indicators:
        shown = fold(indicator.text)
        text = text.replace(shown, _DIGITS.sub("#", shown))
    return squash(_YEARS.sub("#", text))


def _fingerprint(text: str, lead: str | None) -> str:
    """What is left of a text when case and signs do not count.

    >>> _fingerprint('Школы "Новая" - открыть', None) == _fingerprint("школы новая открыть", None)
    True
    """
    return _NO_WORDS.sub(" ", f"{fold(lead or '')} {text}".casefold()).strip()


def _concepts(text: str, wording: Wording) -> Iterator[Concept]:
    words = tuple(_words(text, wording))
    lemmas = [lemma for lemma, _ in words]
    named = {lemma for lemma, is_name in words if not is_name}
    features: dict[str, dict[str, float]] = {}
    for at, (lemma, _) in enumerate(words):
        own = features.setdefault(lemma, {f"={lemma}": SAME_LEMMA, f"~{wording.root(lemma)}": SAME_ROOT})
        for family in wording.families_at(lemmas, at):
            for member in range(at, at + len(family.phrase)):
                features.setdefault(lemmas[member], {}).setdefault(f"+{family.name}", SAME_FAMILY)
        own.setdefault(f"={lemma}", SAME_LEMMA)
        own.setdefault(f"~{wording.root(lemma)}", SAME_ROOT)
    for lemma, found in features.items():
        ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        yield Concept(lemma, tuple(ranked), _share(lemma, wording) if lemma in named else min(_PLACE, _share(lemma, wording)))


def _share(lemma: str, wording: Wording) -> float:
    return _STOCK if lemma in wording.stock else _WEAK if lemma in wording.weak else 1.0


def _words(text: str, wording: Wording) -> Iterator[tuple[str, bool]]:
    """Dictionary forms in order, phrases that have an abbreviation as that; numbers only after a number sign.

    Each with whether it is a proper name, told by its capital: it says where, and hardly ever what is to be done.
    """
    words = list(_plain_words(text))
    lemmas = [lemma for lemma, _ in words]
    at = 0
    while at < len(words):
        short = wording.abbreviated_at(lemmas, at)
        yield words[at] if short is None else (short[0], False)
        at += 1 if short is None else short[1]


def _plain_words(text: str) -> Iterator[tuple[str, bool]]:
    for match in _TOKEN.finditer(text):
        if match["number_sign"]:
            yield f"№{_DIGITS.findall(match.group())[0]}", False
            continue
        word = match["word"].lower()
        if len(word) > 1 and (lemma := lemma_of(word)) is not None:
            is_inside = match.start() > 0 and text[match.start() - 1] != '"'
            yield lemma, is_inside and match["word"][0].isupper() and not match["word"].isupper()


def _object(concepts: tuple[Concept, ...]) -> frozenset[str]:
    """The features of the first words that are neither stock nor weak."""
    first = [concept for concept in concepts if concept.share > _WEAK][:OBJECT_WORDS]
    return frozenset(feature for concept in first for feature, _ in concept.features)


def lemmas_of(text: str, wording: Wording) -> tuple[str, ...]:
    """The dictionary forms of a text as they are weighed."""
    return tuple(lemma for lemma, _ in _words(fold(text), wording))


def names_in(text: str, wording: Wording) -> frozenset[str]:
    """The dictionary forms of the proper names in a text.

    >>> from resolution_parser.compare.wording import load_wording
    >>> from resolution_parser.lexicon import Lexicon
    >>> sorted(names_in("Отдел образования Кулябинского района", load_wording(Lexicon.default())))
    ['кулябинский']
    """
    return frozenset(lemma for lemma, is_name in _words(fold(text), wording) if is_name)
