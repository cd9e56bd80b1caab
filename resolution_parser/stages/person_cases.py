"""The case that a name of a person without an office stands in, told by what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from resolution_parser.lexicon import Lexicon
from resolution_parser.morph import Case
from resolution_parser.stages.names import name_cases
from resolution_parser.stages.noun_phrases import Grammar, after_separator
from resolution_parser.stages.offices import BOUNDS, CASES, REACH, Office, Text, office_at
from resolution_parser.stages.phrase_words import PhraseWord


def governed_case(whole: Text, at: int, last: tuple[int, Office | None, Case | None]) -> Case | None:
    words, lexicon = whole.words, whole.grammar.lexicon
    known = name_cases(whole.text[words[at].start:words[at].end], lexicon=lexicon)
    for case in _case_candidates(whole, at, last):
        if not known or case in known:
            return case
    return None


def _case_candidates(whole: Text, at: int, last: tuple[int, Office | None, Case | None]) -> Iterator[Case]:
    words, lexicon = whole.words, whole.grammar.lexicon
    agreed = _agreed_case(whole, at)
    if agreed is not None:
        yield agreed
    yield from _opening_cases(whole, at)
    before = words[at - 1] if at else None
    if before is None:
        return
    joined = after_separator(words, last[0] + 1, grammar=whole.grammar) == at and last[0] + 1 < at
    if joined and last[2] is not None:
        yield last[2]
    if before.kind == "word" and before.is_pos("PREP"):
        yield from _cases_after(before, whole.grammar)
    elif before.kind == "word" and before.readings and before.readings[0].pos == "NOUN":
        yield from _cases_of_person(before)
        if before.lemmas & lexicon.words("authored_nouns") or "nomn" not in name_cases(
                whole.text[words[at].start:words[at].end], lexicon=lexicon):
            yield "gent"
    yield from _heard_cases(words[max(0, at - REACH):at], lexicon)


def _opening_cases(whole: Text, at: int) -> Iterator[Case]:
    """«Сухорукову Л.М. … освободить»: the infinitive that comes later governs the name that opens the sentence."""
    if at and whole.words[at - 1].text not in BOUNDS:
        return
    for word in whole.words[at + 1:at + REACH]:
        if word.is_pos("INFN") and word.lemmas & whole.grammar.lexicon.words("person_verbs"):
            yield "accs"
        if word.is_pos("INFN") or word.kind == "sign" and word.text in BOUNDS:
            return


def _cases_after(preposition: PhraseWord, grammar: Grammar) -> Iterator[Case]:
    governed = grammar.prepositions().get(preposition.text.lower(), frozenset())
    yield from (case for case in sorted(CASES) if case in governed)


def _cases_of_person(noun: PhraseWord) -> Iterator[Case]:
    """«их наставницу Е.В. Кудрину»: a noun that means one person stands in the case of the name."""
    cases = [reading.case for reading in noun.readings if reading.pos == "NOUN" and reading.animate and reading.number == "sing"]
    yield from (case for case in CASES if case in cases)


def _heard_cases(before: Sequence[PhraseWord], lexicon: Lexicon) -> Iterator[Case]:
    """Behind «слушали» the accusative; in «утвердить состав комиссии: …» the object stands before the colon, the names as they please."""
    heard = has_object = listed = False
    for word in before:
        if word.kind == "sign":
            heard = heard and word.text not in ".;!?"
            listed = heard and (listed or word.text == ":" and has_object)
        elif word.kind == "word" and word.lemmas & lexicon.words("hearing_words"):
            heard, has_object, listed = True, False, False
        elif heard and word.kind == "word" and word.is_pos("NOUN"):
            has_object = True
    if listed:
        yield "nomn"
    if heard:
        yield "accs"


def _agreed_case(whole: Text, at: int) -> Case | None:
    """«Степанова Д.К., специалиста отдела»: the office behind the comma tells the case."""
    words = whole.words
    if at + 2 >= len(words) or words[at + 1].text != ",":
        return None
    known = name_cases(whole.text[words[at].start:words[at].end], lexicon=whole.grammar.lexicon)
    for case in CASES:
        if known and case not in known:
            continue
        phrase = office_at(words, at + 2, case, len(words), whole.grammar)
        if phrase is not None and phrase.head.reading is not None and phrase.head.reading.number == "sing":
            return case
    return None
