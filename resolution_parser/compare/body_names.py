"""The name of a body taken apart: its own words, its territory, its number, the person; and when two names can mean one body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from resolution_parser import morph
from resolution_parser.compare.wording import lemma_of
from resolution_parser.lexicon import Lexicon
from resolution_parser.normalize import fold

_QUOTED = re.compile(r'"(?P<name>.+)"|"(?P<open>.+)$')
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_CAPITAL = "[^\\W\\d_a-zа-яё]"
_INITIALS = rf"{_CAPITAL}\.\s?(?:{_CAPITAL}\.\s?)?"
_SURNAME = rf"{_CAPITAL}[^\W\d_]+(?:-[^\W\d_]+)?"
_PERSON = re.compile(rf"\s+(?:{_INITIALS}\s?{_SURNAME}|{_SURNAME}\s{_INITIALS}(?=\W|$))")
SYLLABLE = 3  # letters that each word gives to a blend, at least
ENDING = 1  # letters of a blend that may be left over: «Минобрнауки»
_JOINERS = frozenset("ИиU")


@dataclass(frozen=True, slots=True)
class BodyWords:
    """The words that names of bodies are made of, apart from what they are about (``[words.body_…]`` of the lexicon)."""

    levels: Mapping[str, str]
    level_adjectives: frozenset[str]
    level_families: tuple[frozenset[str], ...]
    forms: frozenset[str]
    form_words: frozenset[str]
    tails: frozenset[str]
    heads: frozenset[str]
    equals: Mapping[str, str]


def load_body_words(lexicon: Lexicon) -> BodyWords:
    """The words as the lexicon has them."""
    return BodyWords(
        levels=lexicon.mapping("body_levels"), level_adjectives=lexicon.words("body_level_adjectives"),
        level_families=tuple(
            frozenset(text.split()) for text in sorted(lexicon.words("body_level_families"))),
        forms=lexicon.words("body_forms"), form_words=lexicon.words("body_form_words"), tails=lexicon.words("body_tails"),
        heads=lexicon.words("body_heads"), equals=lexicon.mapping("body_equals"),
    )


@dataclass(frozen=True, slots=True)
class Letters:
    """What a word gives to an abbreviation; it ``may_be_missing`` where the word is one of territory."""

    initials: str
    may_be_missing: bool
    lemma: str


@dataclass(frozen=True, slots=True)
class BodyParts:
    """A name taken apart. ``core`` are the dictionary forms of its own words, the head first; ``letters`` those that an abbreviation of it
    can be made of; ``abbreviation`` is the name itself where it is one, ``word``
    the name as written where it is a single word.
    """

    core: tuple[str, ...]
    letters: tuple[Letters, ...]
    abbreviation: str | None
    levels: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[str]
    person: str | None
    word: str | None
    is_plural: bool


def take_apart(name: str, words: BodyWords) -> BodyParts:
    """The parts of a name in the nominative.

    >>> parts = take_apart("Отдел образования администрации Верхнереченского района", load_body_words(Lexicon.default()))
    >>> parts.core, sorted(parts.levels), sorted(parts.places)
    (('отдел', 'образование'), ['district'], ['верхнереченский'])
    """
    folded = fold(name)
    person = _PERSON.search(folded)
    bare = _PERSON.sub("", folded)
    quoted = _QUOTED.search(bare)
    tokens = _own_tokens(bare, quoted, words)
    pieces = list(_pieces(tokens, words, is_quoted=bool(quoted)))
    pieces_of_core = [piece.token for piece in pieces if piece.part == "core"]
    core = tuple(word for piece in pieces if piece.part == "core" for word in piece.lemma.split())
    outside = _TOKEN.findall(bare[: quoted.start()] + bare[quoted.end():]) if quoted else []
    levels = [words.levels.get(lemma, "") for lemma in (*(piece.lemma for piece in pieces if piece.part == "level"), *map(_lemma, outside))]
    return BodyParts(
        core=core, letters=tuple(Letters(piece.initials, piece.part != "core", piece.lemma) for piece in pieces),
        abbreviation=_abbreviation(pieces_of_core), levels=frozenset(levels) - {""},
        places=frozenset(piece.lemma for piece in pieces if piece.part == "place"), numbers=frozenset(re.findall(r"\d+", bare)),
        person=person.group().strip().lower() if person else None, word=pieces_of_core[0].lower() if len(pieces_of_core) == 1 else None,
        is_plural=_is_plural(tokens, core),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word of a name and the part of it that it belongs to; a ``tail`` is what the body belongs to."""

    token: str
    lemma: str
    part: Literal["core", "level", "place", "tail"]

    @property
    def initials(self) -> str:
        return self.token.lower() if self.token.isupper() else "".join(part[0].lower() for part in self.token.split("-"))


def _lemma(token: str) -> str:
    return lemma_of(token) or token.lower()


def _pieces(tokens: list[str], words: BodyWords, *, is_quoted: bool) -> Iterator[_Piece]:
    has_core = False
    for at, token in enumerate(tokens):
        if token.isdigit() or (lemma_of(token) is None and len(token) < 4):
            continue
        lemma = words.equals.get(_lemma(token), _lemma(token))
        following = _lemma(tokens[at + 1]) if at + 1 < len(tokens) else ""
        if lemma in words.levels and (lemma not in words.level_adjectives or following in words.levels):
            yield _Piece(token, lemma, "level")
        elif _is_place(tokens, at, words, is_quoted=is_quoted):
            yield _Piece(token, lemma, "place")
        elif has_core and lemma in words.tails:
            yield _Piece(token, lemma, "tail")
        else:
            has_core = True
            yield _Piece(token, lemma, "core")


def _is_place(tokens: list[str], at: int, words: BodyWords, *, is_quoted: bool) -> bool:
    """Whether a word is a proper name of a territory: an adjective before «района» or before an abbreviation, or any later capital."""
    token = tokens[at]
    if not token[0].isupper() or token.isupper():
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    if (lemma_of(following) in words.levels or following.isupper() and len(following) > 1) and _is_adjective(token):
        return True
    return bool(at and not is_quoted)


def _is_adjective(token: str) -> bool:
    found = morph.readings(token)
    return bool(found) and found[0].pos == "ADJF"


def _own_tokens(bare: str, quoted: re.Match[str] | None, words: BodyWords) -> list[str]:
    """The words that name the body: what is quoted where something is, else all but the legal form in front."""
    tokens = _TOKEN.findall((quoted["name"] or quoted["open"]) if quoted else bare)
    while len(tokens) > 1 and tokens[0].lower() in words.forms and tokens[0].isupper():
        tokens = tokens[1:]
    return tokens


def _abbreviation(tokens: list[str]) -> str | None:
    """The letters of a name that is nothing but an abbreviation (``ИМЦ``, ``КДНиЗП``, ``КДН и ЗП``), else None."""
    words = [token for token in tokens if not (len(token) == 1 and token.islower())]
    capitals = ["".join(sign for sign in word if sign not in _JOINERS or sign.isupper()) for word in words]
    is_short = all(len(word) > 1 and word.isupper() for word in capitals)
    return "".join(capitals).lower() if words and is_short else None


def _is_plural(tokens: list[str], core: tuple[str, ...]) -> bool:
    """Whether the head is in the plural: a class of bodies, not one."""
    for token in tokens:
        for reading in morph.readings(token):
            if reading.pos == "NOUN" and reading.case == "nomn" and reading.lemma in core[:3]:
                return reading.number == "plur"
    return False


def can_be_one(one: BodyParts, other: BodyParts, words: BodyWords) -> bool:
    """Whether nothing speaks against it: no other number, place or level."""
    if one.numbers != other.numbers:
        return False
    if one.places and other.places and not one.places & other.places:
        return False
    return not one.levels or not other.levels or bool(one.levels & _widened(other.levels, words))


def _widened(levels: frozenset[str], words: BodyWords) -> frozenset[str]:
    return levels.union(*(family for family in words.level_families if family & levels))


def is_abbreviation_of(short: BodyParts, full: BodyParts) -> bool:
    """Whether the letters of a short name are those of the other's words, in order; words of territory may be missing or stand first."""
    if is_blend_of(short, full):
        return True
    if short.abbreviation is None or full.abbreviation is not None:
        return False
    letters = tuple(one for one in full.letters if one.lemma not in short.places)
    optional = tuple(one for one in letters if one.may_be_missing)
    rest = tuple(one for one in letters if not one.may_be_missing)
    return _spells(short.abbreviation, letters) or any(_spells(short.abbreviation, (first, *rest)) for first in optional)


def is_blend_of(short: BodyParts, full: BodyParts) -> bool:
    """Whether a short name is made of the beginnings of the other's words: «Минсельхоз» of «министерство сельского хозяйства»."""
    if short.word is None or len(full.core) < 2:
        return False
    levels = (one.lemma for one in full.letters if one.may_be_missing)
    return _blends(short.word, full.core, 0) or any(_blends(short.word, (level, *full.core[1:]), 0) for level in levels)


def _blends(rest: str, words: tuple[str, ...], used: int) -> bool:
    if len(rest) <= ENDING or not words:
        return len(rest) <= ENDING and used > 1
    longest = next((size for size in range(min(len(rest), len(words[0])), -1, -1) if rest[:size] == words[0][:size]), 0)
    return any(_blends(rest[size:], words[1:], used + 1) for size in range(longest, SYLLABLE - 1, -1))


def _spells(abbreviation: str, letters: tuple[Letters, ...]) -> bool:
    if not letters:
        return not abbreviation
    first, rest = letters[0], letters[1:]
    if abbreviation.startswith(first.initials) and _spells(abbreviation[len(first.initials):], rest):
        return True
    return first.may_be_missing and _spells(abbreviation, rest)
