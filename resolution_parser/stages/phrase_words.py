"""A line cut into what noun phrases are made of: words, names of persons, quoted pieces, brackets, numbers, signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.morph import Case, Reading
from resolution_parser.normalize import fold
from resolution_parser.stages.names import find_names
from resolution_parser.stages.quotes import quoted_spans

Kind = Literal["word", "abbreviation", "short", "quote", "bracket", "person", "number", "digits", "sign"]
LONGEST_CLAUSE = 10_000  # characters of a sentence that are searched for its verb and bodies: no author writes more
LONGEST_BRACKET = 400
_CAPITALS = re.compile(r"[^\W\d_a-zа-яё]{2,12}(?:-\d{1,3})?$")
_KINDS: dict[str, Kind] = {"number": "number", "short": "short", "digits": "digits", "sign": "sign"}
_BRACKET = re.compile(r"[()]")
_ROMAN = re.compile(r"[IVXLCІХ]+$")  # with the Cyrillic look-alikes
_MIXED_ABBREVIATION = re.compile(r"[^\W\d_a-zа-яё]{2,8}[a-zа-яё][^\W\d_a-zа-яё]{1,8}$")


@lru_cache(maxsize=512)
def folded_text(text: str) -> str:
    """The folded form of a text, kept for the several that ask of one item after another."""
    return fold(text)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the dictionary says of a word form, gathered once for all places where it stands."""

    readings: tuple[Reading, ...]
    lemmas: frozenset[str]
    cases: frozenset[str]
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class PhraseWord:
    """A piece of the folded text at half-open offsets."""

    text: str
    start: int
    end: int
    kind: Kind
    facts: _Facts = field(repr=False, compare=False)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What the dictionary says of a word, without place names that a word in small letters cannot be."""
        return self.facts.readings

    @property
    def lemmas(self) -> frozenset[str]:
        """Dictionary forms of a word; a shortened word without its dot."""
        return self.facts.lemmas

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()

    def has_case(self, case: str) -> bool:
        """Whether a noun, adjective, participle, numeral or pronoun reading stands in the case."""
        return case in self.facts.cases

    def is_pos(self, *parts: str) -> bool:
        """Whether any reading is one of the parts of speech."""
        return not self.facts.parts.isdisjoint(parts)


_NO_FACTS = _Facts((), frozenset(), frozenset(), frozenset())


@lru_cache(maxsize=100_000)
def _facts_of(text: str, kind: Kind) -> _Facts:
    if kind == "short":
        return _Facts((), frozenset({text.replace(" ", "").rstrip(".").lower()}), frozenset(), frozenset())
    readings = _word_readings(text)
    cases = frozenset(reading.case for reading in readings if reading.case is not None)
    return _Facts(readings, morph.lemmas(text), cases, frozenset(reading.pos for reading in readings))


def phrase_word(text: str, start: int, end: int, kind: Kind) -> PhraseWord:
    """A piece of the folded text with what the dictionary says of it."""
    return PhraseWord(text, start, end, kind, _facts_of(text, kind) if kind in ("word", "short") else _NO_FACTS)


def _word_readings(word: str) -> tuple[Reading, ...]:
    found = morph.readings(word)
    if len(word) <= 3 and any(reading.pos in ("CONJ", "PREP", "PRCL") for reading in found):
        return tuple(reading for reading in found if reading.pos != "NOUN")  # names of letters
    if word[:1].islower():
        proper = {"Geox", "Name", "Surn", "Patr"}
        common = tuple(reading for reading in found if not proper & reading.tags)
        return common or found
    return found


@lru_cache(maxsize=8)
def _token_shape(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        r"(?P<number>{})|(?P<short>(?<!\w)(?=[^\W\d_]{{1,4}}\.){})|(?P<digits>{})|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*(?:-\d+)?)|(?P<sign>[^\w\s])|(?P<rest>\w+)".format(
            lexicon.macro("number_sign"), lexicon.macro("short_word"), lexicon.macro("digits")))


def cut_words(text: str, *, lexicon: Lexicon) -> tuple[PhraseWord, ...]:
    """The words of a line as printed, in order; quoted pieces, brackets and names of persons are one word each.

    >>> [word.text for word in cut_words("МКУ «ИМЦ района» (Кротов В.Н.), школы № 1", lexicon=Lexicon.default())]
    ['МКУ', '"ИМЦ района"', '(Кротов В.Н.)', ',', 'школы', '№ 1']
    """
    return _cut_cached(text, lexicon)


@lru_cache(maxsize=512)
def _cut_cached(text: str, lexicon: Lexicon) -> tuple[PhraseWord, ...]:
    return tuple(_cut(text, lexicon))


def _cut(text: str, lexicon: Lexicon) -> Iterator[PhraseWord]:
    folded = folded_text(text)
    wholes: dict[int, tuple[int, Kind]] = {}
    for name in reversed(find_names(text, lexicon=lexicon)):
        wholes[name.start] = (name.end, "person")
    for start, end in bracket_spans(folded):
        wholes[start] = (end, "bracket")
    for start, end in quoted_spans(text):
        wholes[start] = (end, "quote")
    shape, at = _token_shape(lexicon), 0
    shouting, organisations = folded.isupper(), lexicon.words("organisation_abbreviations")
    for start in (*sorted(wholes), len(folded)):
        if start < at:
            continue  # within the piece before
        for match in shape.finditer(folded, at, start):
            word = match.group()
            yield phrase_word(word, match.start(), match.end(), _kind_of(word, match.lastgroup or "sign", shouting, organisations))
        if start < len(folded):
            at, kind = wholes[start]
            yield phrase_word(folded[start:at], start, at, kind)


def _kind_of(text: str, group: str, shouting: bool, organisations: frozenset[str]) -> Kind:
    if group == "word":
        is_short = not text.islower() and (text in organisations or is_abbreviation(text, shouting=shouting))
        return "abbreviation" if is_short else "word"
    return _KINDS.get(group, "word")


@lru_cache(maxsize=20_000)
def is_abbreviation(word: str, *, shouting: bool) -> bool:
    """Whether a word is written as an abbreviation; in a text all in capitals, only one that the dictionary does not know."""
    if _ROMAN.match(word) or not (_CAPITALS.match(word) or _MIXED_ABBREVIATION.match(word)):
        return False
    if not shouting:
        return not (len(word) > 5 and morph.is_known(word) and not any("Abbr" in reading.tags for reading in morph.readings(word)))
    return len(word) < 8 and (not morph.is_known(word) or any("Abbr" in reading.tags for reading in morph.readings(word)))


def bracket_spans(folded: str) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of the outermost round brackets that are closed."""
    spans: list[tuple[int, int]] = []
    depth, start = 0, 0
    for match in _BRACKET.finditer(folded):
        at = match.start()
        if match.group() == "(":
            if not depth:
                start = at
            depth += 1
        elif depth:
            depth -= 1
            if not depth and at - start < LONGEST_BRACKET:
                spans.append((start, at + 1))
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class PartnerCue:
    """«совместно с» and the like at half-open offsets, and the case that it governs; ``of_noun``: behind a noun it is the noun's."""

    start: int
    end: int
    case: Case
    of_noun: bool


@lru_cache(maxsize=8)
def _partner_gate(lexicon: Lexicon) -> re.Pattern[str]:
    """Where it finds nothing, no rule of [[partner_cues]] needs to be tried."""
    return re.compile(lexicon.macro("partner_gate"))


@lru_cache(maxsize=512)
def partner_cues(text: str, *, lexicon: Lexicon) -> tuple[PartnerCue, ...]:
    """Where «совместно с» and the like stand, in order."""
    folded = folded_text(text)
    if _partner_gate(lexicon).search(folded) is None:
        return ()
    found = [PartnerCue(match.start(), match.end(), _case_of(rule), rule.get("after_noun") == "no")
             for rule in lexicon.rules("partner_cues") if rule.shape is not None for match in rule.shape.finditer(folded)]
    return tuple(sorted(found, key=lambda cue: cue.start))


def _case_of(rule: Rule) -> Case:
    return "ablt" if rule.get("case") == "ablt" else "gent"
