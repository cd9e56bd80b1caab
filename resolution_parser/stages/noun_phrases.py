"""Noun phrases by case: where a body's name begins and ends, and which of its words agree with its head.

The head is the first noun that stands in the case asked for, with the adjectives and participles before it that agree. What
follows belongs to the name as long as it is a genitive, a phrase that hangs on a preposition, a quoted name, an abbreviation,
a number, a bracket, a name of a person or a participial clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from resolution_parser.morph import Case, Reading, is_known
from resolution_parser.stages.names import is_surname_in
from resolution_parser.stages.phrase_coordination import coordinated
from resolution_parser.stages.phrase_heads import (
    Edit,
    Grammar,
    Head,
    Phrase,
    after_separator,
    find_head,
    grammar_of,
    is_infinitive,
    word_at,
)
from resolution_parser.stages.phrase_tails import (
    Tail,
    after_preposition,
    counts_a_noun,
    distinct_nouns,
    governors,
    hangs_on,
    names_place,
)
from resolution_parser.stages.phrase_words import PhraseWord

__all__ = ["Edit", "Grammar", "Head", "Phrase", "after_separator", "find_head", "grammar_of", "is_infinitive", "read_phrase"]

MAX_WORDS = 120  # no name of a body is longer; hostile text could be


def read_phrase(
    words: Sequence[PhraseWord], at: int, case: Case, *, grammar: Grammar, is_list: bool, stops: frozenset[int] = frozenset(),
) -> Phrase | None:
    """The noun phrase in ``case`` that begins at word ``at``, or None.

    ``is_list``: the text holds nothing but names, so that every preposition belongs to one; else the phrase is a part of a sentence
    and ends before what can be the sentence's own. ``stops``: ranks of words where it must end.
    """
    head = find_head(words, at, case, grammar=grammar)
    if head is None:
        return None
    tail = Tail(words, case, head, grammar, is_list, stops, list(head.edits), governor=head.word)
    last = _apposition(tail, head.word + 1)
    bound = min(len(words), at + MAX_WORDS)
    while last < bound and last not in stops:
        after = _step(tail, last)
        if after == last:
            break
        last = after
    return Phrase(at, last, head, tuple(tail.edits))


def _apposition(tail: Tail, at: int) -> int:
    """A second noun in the case right after the head: «врачу терапевту», «директору Иванову»; not what can be a genitive."""
    head = tail.head.reading
    if head is None or head.pos != "NOUN" or tail.case in ("nomn", "gent") or at >= len(tail.words) or at in tail.stops:
        return at
    word = tail.words[at]
    if word.kind != "word" or word.text[:1] == "-":
        return at
    second = next((reading for reading in distinct_nouns(word, tail.case) if reading.number == head.number), None)
    if second is None:
        return at
    if "Surn" in second.tags and _modifies_next(tail.words, at):
        return at
    is_surname = word.is_capital and "Surn" in second.tags and head.animate
    if not is_surname and (word.has_case("gent") or (tail.case == "accs" and not second.animate) or not _may_appose(tail, second, word)):
        return at
    tail.edits.append(Edit(at, second))
    return at + 1


def _may_appose(tail: Tail, second: Reading, word: PhraseWord) -> bool:
    head = tail.head.reading
    if head is None or word.is_pos("INFN", "PREP"):
        return False
    if not tail.is_list and not tail.grammar.is_body(word):
        return False
    return head.animate == second.animate and not (head.lemma in governors(tail.grammar.lexicon) and tail.case == "datv")


def _step(tail: Tail, at: int) -> int:
    """The rank after the next piece of the tail, or ``at`` where the tail ends."""
    word = tail.words[at]
    if word.kind in ("quote", "bracket", "number"):
        return at + 1
    if word.kind == "abbreviation":
        tail.governor = at
        return at + 1
    if word.kind == "short":
        return at + 1 if not word.lemmas & tail.grammar.head_shorts else at
    if word.kind == "person":
        return at + 1 if tail.words[at - 1].kind not in ("person", "bracket") else at
    if word.kind == "digits":
        return at + 1 if counts_a_noun(tail, at) else at
    if word.kind == "sign":
        return _after_sign(tail, at)
    return _after_word(tail, at)


def _after_sign(tail: Tail, at: int) -> int:
    sign = tail.words[at].text
    if sign == ",":
        return coordinated(tail, at)
    if sign in '"/\'':
        return at + 1
    if tail.is_list and sign == "-" and tail.in_clause:
        return at + 1
    return at


def _after_word(tail: Tail, at: int) -> int:
    word, words = tail.words[at], tail.words
    if word.lemmas & tail.grammar.coordinators and word.text.islower() and not word.has_case("gent"):
        return coordinated(tail, at)
    if is_infinitive(words, at):
        return at
    if tail.in_clause and (tail.is_list or tail.in_relative or not _ends_clause(word)):
        return at + 1
    surname = _agreeing_surname(tail, at)
    if surname is not None:
        tail.edits.append(Edit(at, surname))
        return at + 1
    cases = tail.grammar.prepositions().get(word.text.lower())
    if cases is not None:
        return after_preposition(tail, at, cases)
    if word.is_capital and names_place(tail, at):
        return at + 1
    if hangs_on(tail, word):
        if word.is_pos("NOUN"):
            tail.governor = at
        return at + 1
    return at


def _agreeing_surname(tail: Tail, at: int) -> Reading | None:
    """«начальнику отдела кадров Попову»: a surname without initials behind an office."""
    head, word = tail.head.reading, tail.words[at]
    if head is None or not word.is_capital or head.number != "sing" or not tail.words[tail.head.word].lemmas & tail.grammar.offices:
        return None
    if is_known(word.text) and any("Geox" in reading.tags for reading in word.readings) or _modifies_next(tail.words, at):
        return None
    known = next((reading for reading in distinct_nouns(word, tail.case) if "Surn" in reading.tags and reading.number == "sing"), None)
    if known is None and is_surname_in(word.text, case=tail.case, lexicon=tail.grammar.lexicon):
        return replace(word.readings[0], pos="NOUN", case=tail.case, tags=frozenset({"Surn"}))
    return known


def _modifies_next(words: Sequence[PhraseWord], at: int) -> bool:
    """«Новохопровской области»: what could be a surname is the adjective of the genitive after it."""
    following = word_at(words, at + 1)
    if following is not None and following.kind == "abbreviation":  # «директору Кутомской СОШ»
        return any(reading.pos == "ADJF" and reading.case == "gent" for reading in words[at].readings)
    if following is None or following.kind != "word":
        return False
    nouns = {(reading.number, reading.gender) for reading in following.readings if reading.pos == "NOUN" and reading.case == "gent"}
    return any((reading.number, reading.gender) in nouns for reading in words[at].readings
               if (reading.pos == "ADJF" or "Surn" in reading.tags) and reading.case == "gent")


def _ends_clause(word: PhraseWord) -> bool:
    return word.readings[:1] != () and word.readings[0].pos in ("VERB", "INFN")
