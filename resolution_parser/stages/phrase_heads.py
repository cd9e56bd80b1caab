"""Heads of noun phrases: the first noun that stands in the case asked for, and the adjectives and participles that agree with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from resolution_parser.lexicon import Lexicon
from resolution_parser.morph import Case, Reading, is_known
from resolution_parser.stages.name_brackets import bracket_words
from resolution_parser.stages.phrase_words import PhraseWord

MAX_MODIFIERS = 8
ADJECTIVES = ("ADJF", "PRTF", "NUMR", "NPRO")
_NOUN, _ADJECTIVE = frozenset({"NOUN"}), frozenset({"ADJF", "PRTF"})


@dataclass(frozen=True, slots=True)
class Edit:
    """A word that agrees with the head: its rank, and the reading in which it does."""

    word: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a phrase: its rank, the words that agree with it, itself among them, and its reading where it has one."""

    word: int
    edits: tuple[Edit, ...]
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase over the words ``first`` (included) to ``last`` (excluded)."""

    first: int
    last: int
    head: Head
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Grammar:
    """The word lists of a lexicon that phrases are cut by."""

    lexicon: Lexicon
    bodies: frozenset[str] = field(init=False)
    offices: frozenset[str] = field(init=False)
    substantives: frozenset[str] = field(init=False)
    organisations: frozenset[str] = field(init=False)
    topics: frozenset[str] = field(init=False)
    coordinators: frozenset[str] = field(init=False)
    head_shorts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        for name, words in (
            ("bodies", "body_nouns"), ("offices", "office_nouns"), ("substantives", "substantive_modifiers"),
            ("organisations", "organisation_abbreviations"), ("topics", "topic_abbreviations"),
            ("coordinators", "coordinators"), ("head_shorts", "head_abbreviations"),
        ):
            object.__setattr__(self, name, self.lexicon.words(words))

    def is_body(self, word: PhraseWord) -> bool:
        """Whether a word can be the head noun of a body."""
        return bool(word.lemmas & self.bodies) or _first_half(word) in self.bodies or _is_compound(word, self.lexicon)

    def is_organisation(self, word: PhraseWord) -> bool:
        return word.kind == "abbreviation" and word.text in self.organisations

    def prepositions(self) -> dict[str, frozenset[str]]:
        return _prepositions(self.lexicon)


@lru_cache(maxsize=8)
def grammar_of(lexicon: Lexicon) -> Grammar:
    """The grammar of a lexicon, made once."""
    return Grammar(lexicon)


def _first_half(word: PhraseWord) -> str:
    """«школа» of «школам-участницам»."""
    if "-" not in word.text or not word.readings:
        return ""
    return word.readings[0].lemma.partition("-")[0]


def _is_compound(word: PhraseWord, lexicon: Lexicon) -> bool:
    """«Минспорту», «Рособрнадзору»: a capital, a short form of an adjective, and no place."""
    if word.kind != "word" or not word.is_capital or len(word.text) < 6:
        return False
    top = word.readings[0] if word.readings else None
    if top is None or top.pos != "NOUN" or {"Geox", "Surn", "Name"} & top.tags:
        return False
    return not is_known(word.text) and word.text.lower().startswith(tuple(sorted(lexicon.words("body_prefixes"))))


@lru_cache(maxsize=8)
def _prepositions(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    return {word: frozenset(str(cases).split()) for word, cases in lexicon.mapping("prepositions_with_cases").items()}


# --- the head -------------------------------------------------------------------------------------------------------------------


def find_head(words: Sequence[PhraseWord], at: int, case: Case, *, grammar: Grammar) -> Head | None:
    """The head of a phrase in a case that begins at word ``at``, with its modifiers, or None."""
    return _head(words, at, case, (), False, grammar)


def _head(
    words: Sequence[PhraseWord], at: int, case: Case, modifiers: tuple[Edit, ...], joined: bool, grammar: Grammar,
) -> Head | None:
    if at >= len(words) or len(modifiers) > MAX_MODIFIERS:
        return None
    word = words[at]
    if word.kind == "abbreviation" or (word.kind == "quote" and modifiers) or (word.kind == "short" and word.lemmas & grammar.head_shorts):
        return Head(at, modifiers, None)
    if word.kind == "person":
        return None if modifiers else Head(at, (), None)
    if word.kind == "short":
        return _shortened_head(words, at, case, modifiers, joined, grammar)
    if word.kind == "bracket" and modifiers and bracket_words(words, at, lexicon=grammar.lexicon):
        return _head(words, at + 1, case, modifiers, joined, grammar)
    if word.kind != "word":
        return None
    longer = _modified_head(words, at, case, modifiers, joined, grammar)
    if longer is not None:
        return longer
    noun = _agreeing(word, ("NOUN",), case, modifiers, joined)
    if noun is not None:
        return Head(at, (*modifiers, Edit(at, noun)), noun)
    surname = None if modifiers else _surname(word, case)
    if surname is not None:
        return Head(at, (Edit(at, surname),), surname)
    adjective = _agreeing(word, ADJECTIVES, case, modifiers, joined)
    if adjective is not None and word.lemmas & grammar.substantives:
        return Head(at, (*modifiers, Edit(at, adjective)), adjective)
    return None


def _shortened_head(
    words: Sequence[PhraseWord], at: int, case: Case, modifiers: tuple[Edit, ...], joined: bool, grammar: Grammar,
) -> Head | None:
    """«кл. руководителям», «ст. науч. сотруднику»: the office behind one or two shortened adjectives."""
    shortened = grammar.lexicon.words("modifier_abbreviations")
    first = next((rank for rank in range(at, min(at + 3, len(words))) if not words[rank].lemmas & shortened), at)
    if first == at or words[first].kind != "word":
        return None
    found = _head(words, first, case, modifiers, joined, grammar)
    return found if found is not None and words[found.word].kind == "word" else None


def _modified_head(
    words: Sequence[PhraseWord], at: int, case: Case, modifiers: tuple[Edit, ...], joined: bool, grammar: Grammar,
) -> Head | None:
    """The head that comes later, where the word at ``at`` is a modifier of it, or an adverb before one."""
    word = words[at]
    if not word.has_case(case) and word.is_pos("ADVB") and not word.is_pos("INFN"):
        parts = ("ADJF", "PRTF") if modifiers else ("PRTF",)  # «вновь избранному правлению»
        return _head(words, at + 1, case, modifiers, joined, grammar) if _is_modifier(words, at + 1, case, parts) else None
    for reading in _distinct(word, ADJECTIVES, case):
        if not _agrees(reading, modifiers, joined):
            continue
        longer = (*modifiers, Edit(at, reading))
        found = _head(words, at + 1, case, longer, joined, grammar)
        if found is not None:
            return found
        after = after_separator(words, at + 1, grammar=grammar)
        if after > at + 1 and _is_modifier(words, after, case, ("ADJF", "PRTF")):
            found = _head(words, after, case, longer, True, grammar)
            if found is not None and found.word > after:
                return found
    return None


def _is_modifier(words: Sequence[PhraseWord], at: int, case: Case, parts: tuple[str, ...]) -> bool:
    return at < len(words) and bool(_distinct(words[at], parts, case))


def _distinct(word: PhraseWord, parts: tuple[str, ...], case: Case) -> list[Reading]:
    seen: dict[tuple[str | None, str | None], Reading] = {}
    for reading in word.readings:
        if reading.pos in parts and reading.case == case and "Surn" not in reading.tags:
            seen.setdefault((reading.number, reading.gender), reading)
    return list(seen.values())


def _agreeing(word: PhraseWord, parts: tuple[str, ...], case: Case, modifiers: tuple[Edit, ...], joined: bool) -> Reading | None:
    return next((reading for reading in _distinct(word, parts, case) if _agrees(reading, modifiers, joined)), None)


def _surname(word: PhraseWord, case: Case) -> Reading | None:
    """A surname without initials: «Петрову подготовить», «Отв.: Петров, Сидоров»."""
    if not word.is_capital or len(word.text) < 4:
        return None
    return next((reading for reading in word.readings
                 if "Surn" in reading.tags and reading.case == case and reading.number == "sing"), None)


def _agrees(reading: Reading, modifiers: tuple[Edit, ...], joined: bool) -> bool:
    """Number and gender as the modifiers have them; joined singular ones may go with a plural head (двум, трём районным)."""
    for edit in modifiers:
        other = edit.reading
        if other.number and reading.number and other.number != reading.number and not (joined and reading.number == "plur"):
            return False
        same_number = other.number == reading.number == "sing"
        if same_number and other.gender and reading.gender and other.gender != reading.gender and "ms-f" not in reading.tags:
            return False
    return True


def after_separator(words: Sequence[PhraseWord], at: int, *, grammar: Grammar) -> int:
    """The rank after commas and conjunctions that begin at ``at``; ``at`` itself where there are none."""
    while at < len(words):
        word = words[at]
        is_sign = word.kind == "sign" and word.text in ",;"
        if not is_sign and not (word.kind == "word" and word.text.islower() and word.lemmas & grammar.coordinators):
            break
        at += 1
    return at


def word_at(words: Sequence[PhraseWord], rank: int) -> PhraseWord | None:
    """The word of a rank, or None outside the line."""
    return words[rank] if 0 <= rank < len(words) else None


def is_infinitive(words: Sequence[PhraseWord], at: int) -> bool:
    """Whether a word is an infinitive where it stands: «вести работу», but not «в печать», «районные вести», «у нас есть»."""
    word = words[at]
    if word.kind != "word" or not word.is_pos("INFN") or word.is_pos("VERB"):
        return False
    if not word.is_pos("NOUN", "ADJF"):
        return True
    before = word_at(words, at - 1)
    if before is not None and before.kind == "word" and (before.is_pos("PREP") or before.is_pos("ADJF") and before.is_pos("ADJF", "NUMR")):
        return before.is_pos("ADVB", "COMP") or _is_ground(before)
    return word.readings[0].pos == "INFN"


def _is_ground(word: PhraseWord) -> bool:
    return word.readings[0].pos not in ("PREP", "ADJF")
