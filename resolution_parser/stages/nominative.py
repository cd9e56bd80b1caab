"""The nominative of a body's name: head and what agrees with it are inflected, all else stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon
from resolution_parser.morph import Case, Reading
from resolution_parser.normalize import heal_lookalikes, squash
from resolution_parser.stages.name_brackets import agreeing, bracket_words
from resolution_parser.stages.names import person_to_nominative
from resolution_parser.stages.noun_phrases import Edit, Phrase, after_separator, find_head, grammar_of, read_phrase
from resolution_parser.stages.phrase_words import PhraseWord, cut_words

__all__ = ["guess_case", "name_of", "person_to_nominative", "to_nominative"]

_GUESSES: tuple[Case, ...] = ("nomn", "datv", "accs", "ablt", "gent")
_SPACE_BEFORE_SIGN = re.compile(r"\s+(?=[,;:])")
_ROMAN = re.compile(r"[IVXLCХІ]+")


def to_nominative(phrase: str, *, case: Case | None = None, lexicon: Lexicon) -> str:
    """Put the head and what agrees with it into the nominative; genitive tail, quoted names and abbreviations stay.

    Brackets are left out but for those that agree with the name. Without a case the first one that the head can stand in
    counts, the nominative before all.

    >>> to_nominative("Образовательным организациям района", case="datv", lexicon=Lexicon.default())
    'Образовательные организации района'
    >>> to_nominative("начальника отдела культуры М.Е. Журавлёву", case="accs", lexicon=Lexicon.default())
    'начальник отдела культуры М.Е. Журавлёва'
    """
    return _cached(phrase, case, lexicon)


@lru_cache(maxsize=20_000)
def _cached(phrase: str, case: Case | None, lexicon: Lexicon) -> str:
    text = squash(heal_lookalikes(phrase))
    words = cut_words(text, lexicon=lexicon)
    grammar = grammar_of(lexicon)
    pieces: list[str] = []
    at, done = _after_ordinal(words), 0
    while at < len(words):
        found = case or guess_case(words, at, lexicon=lexicon)
        read = read_phrase(words, at, found, grammar=grammar, is_list=True)
        if read is None or read.last <= at:
            at = next((rank for rank in range(at + 1, len(words)) if after_separator(words, rank, grammar=grammar) > rank), len(words))
        else:
            pieces.append(text[done:words[at].start])
            pieces.append(name_of(text, words, read, found, lexicon=lexicon))
            done = words[read.last - 1].end
            at = read.last
        if case == "gent" and read is not None:
            break  # «съезда фермеров и сельских кооперативов»: what follows is a genitive, too, and stays
        after = after_separator(words, at, grammar=grammar)
        if after < len(words) and read is not None and after == read.last:
            break
        at = max(after, at)
    pieces.append(text[done:])
    return _SPACE_BEFORE_SIGN.sub("", squash("".join(pieces)))


def _after_ordinal(words: Sequence[PhraseWord]) -> int:
    """The rank after a number that opens the phrase: «XI съезда», «12-й конференции»."""
    is_ordinal = len(words) > 1 and (words[0].kind == "digits" or _ROMAN.fullmatch(words[0].text) is not None)
    return 1 if is_ordinal else 0


def guess_case(words: Sequence[PhraseWord], at: int, *, lexicon: Lexicon) -> Case:
    """The case of a phrase that nothing governs: the nominative where it can be one."""
    grammar = grammar_of(lexicon)
    for case in _GUESSES:
        head = find_head(words, at, case, grammar=grammar)
        if head is not None:
            return case
    return "nomn"


def name_of(text: str, words: Sequence[PhraseWord], phrase: Phrase, case: Case, *, lexicon: Lexicon) -> str:
    """The name of a phrase in the nominative, without the brackets that are no part of it."""
    edits = {edit.word: edit for edit in phrase.edits}
    gender = phrase.head.reading.gender if phrase.head.reading is not None else None
    pieces: list[str] = []
    at = words[phrase.first].start
    for rank in range(phrase.first, phrase.last):
        word = words[rank]
        pieces.append(text[at:word.start])
        printed = text[word.start:word.end]
        if word.kind == "bracket":
            pieces.append(_bracket(printed, words, rank, edits.get(rank - 1), case, gender, lexicon))
        else:
            pieces.append(_inflected(printed, word, edits.get(rank), case, gender, lexicon))
        at = word.end
    return _SPACE_BEFORE_SIGN.sub("", squash(heal_lookalikes("".join(pieces))))


def _bracket(
    printed: str, words: Sequence[PhraseWord], rank: int, before: Edit | None, case: Case, gender: str | None, lexicon: Lexicon,
) -> str:
    """A bracket of the name's own, inflected where the word before it is: «Районные (городские)», «главы фермерских (крестьянских)»."""
    inner = bracket_words(words, rank, lexicon=lexicon)
    if not inner or before is None or case == "nomn":
        return printed if inner else ""
    pieces: list[str] = []
    at = 0
    for word in inner:
        start, end = word.start + 1, word.end + 1
        reading = agreeing(word, before.reading)
        form = None if reading is None else nominative_word(printed[start:end], reading, case, gender)
        pieces += (printed[at:start], form or printed[start:end])
        at = end
    return "".join(pieces) + printed[at:]


def _inflected(printed: str, word: PhraseWord, edit: Edit | None, case: Case, gender: str | None, lexicon: Lexicon) -> str:
    if word.kind == "person":
        return person_to_nominative(printed, case=case, lexicon=lexicon)
    if edit is None or case == "nomn":
        return printed
    if "Surn" in edit.reading.tags:
        return person_to_nominative(printed, case=case, lexicon=lexicon)
    return _usual(nominative_word(printed, edit.reading, case, gender) or printed, lexicon)


def _usual(word: str, lexicon: Lexicon) -> str:
    """The usual form where the dictionary prefers a rare one; of a compound, in either half."""
    usual = lexicon.mapping("usual_nominatives")
    halves = ((half, usual.get(half.lower())) for half in word.split("-"))
    return "-".join(half if known is None else str(known).capitalize() if half[0].isupper() else str(known) for half, known in halves)


def nominative_word(printed: str, reading: Reading, case: Case, gender: str | None) -> str | None:
    """A word as it agrees in the nominative; printed without ё it stays without."""
    word = heal_lookalikes(printed)
    if reading.pos == "NOUN" and word.count("-") == 1:
        first, second = (nominative_word(half, _half_reading(reading), case, None) for half in word.split("-"))
        if first is not None and second is not None:
            return f"{first}-{second}"
    part = frozenset({reading.pos}) if reading.pos else None
    wanted = reading.gender if reading.pos == "NOUN" else (gender or reading.gender)
    form = morph.inflect(word, case=case, number=_number(reading), pos=part, gender=wanted)
    if form is None:
        form = morph.inflect(word, case=case, number=_number(reading), pos=part, gender=reading.gender)
    if form is None or "ё" in word.lower():
        return form
    return form.replace("ё", "е").replace("Ё", "Е")


def _half_reading(reading: Reading) -> Reading:
    """The halves of «учителям-предметникам», «школе-интернату» decline each in its own gender."""
    return replace(reading, gender=None)


def _number(reading: Reading) -> morph.Number | None:
    return "sing" if reading.number == "sing" else "plur" if reading.number == "plur" else None
