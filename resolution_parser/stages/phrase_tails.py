"""What follows the head of a noun phrase and belongs to it: genitives, places, phrases that hang on a preposition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from resolution_parser.lexicon import Lexicon
from resolution_parser.morph import Case, Reading, is_known
from resolution_parser.stages.phrase_heads import ADJECTIVES, Edit, Grammar, Head, word_at
from resolution_parser.stages.phrase_words import PhraseWord

OPEN_KINDS = ("quote", "bracket", "number", "abbreviation")


@dataclass(slots=True)
class Tail:
    """The state of reading on after the head; private to one call."""

    words: Sequence[PhraseWord]
    case: Case
    head: Head
    grammar: Grammar
    is_list: bool
    stops: frozenset[int]
    edits: list[Edit]
    run: frozenset[str] = frozenset()
    governor: int = 0
    in_clause: bool = False
    in_relative: bool = False
    in_places: bool = False


def hangs_on(tail: Tail, word: PhraseWord) -> bool:
    """Whether a word goes on with the tail by its case."""
    cases = {reading.case for reading in word.readings if reading.pos in ("NOUN", *ADJECTIVES)}
    top = word.readings[0].pos if word.readings else ""
    if top == "ADVB" and word.is_capital and cases & tail.run:  # «по Усть-Лобвинскому округу»: no dictionary knows the place
        return True
    if top in ("VERB", "ADVB", "GRND", "PRED", "COMP", "CONJ", "PRCL") and "gent" not in {r.case for r in word.readings[:2]}:
        return False
    if "gent" in cases or cases & tail.run:
        return True
    governor = tail.words[tail.governor]
    if "ablt" in cases and governor.lemmas & tail.grammar.lexicon.words("ablative_governors"):
        tail.run |= {"ablt"}
        return True
    if "datv" in cases and governor.lemmas & governors(tail.grammar.lexicon):
        tail.run |= {"datv"}
        return True
    return False


def names_place(tail: Tail, at: int) -> bool:
    """«города Сосновый Бор», «поселений Дубки и Новый Путь»; «общественности Присурья», which the dictionary does not know."""
    before, word = tail.words[at - 1], tail.words[at]
    if before.lemmas & tail.grammar.lexicon.words("place_nouns"):
        agreeing = next((reading for reading in distinct_nouns(word, tail.case) if "Geox" in reading.tags), None)
        if at - 1 == tail.head.word and agreeing is not None:
            tail.edits.append(Edit(at, agreeing))
        tail.in_places = not tail.grammar.is_body(word)
        return tail.in_places
    if tail.in_places and (before.is_capital or at - 1 > tail.head.word and before.lemmas & tail.grammar.coordinators):
        return not tail.grammar.is_body(word)
    return is_unknown_place(word, tail.grammar.lexicon)


def is_unknown_place(word: PhraseWord, lexicon: Lexicon) -> bool:
    """A word with a capital that the dictionary does not know, with the ending of a genitive."""
    if word.kind != "word" or not word.is_capital or word.text.isupper() or not word.text.endswith(place_endings(lexicon)):
        return False
    return not is_known(word.text) and not word.is_pos("INFN", "VERB")


@lru_cache(maxsize=8)
def place_endings(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(sorted(lexicon.words("place_endings")))


def after_preposition(tail: Tail, at: int, cases: frozenset[str]) -> int:
    """The rank after a preposition that belongs to the name, or ``at``."""
    following = word_at(tail.words, at + 1)
    if following is None or at + 1 in tail.stops:
        return at
    if not tail.is_list and not _attaches(tail, at, following):
        return at
    if following.kind in OPEN_KINDS or following.kind in ("digits", "short", "person"):
        tail.run = cases
        return at + 1
    if not any(following.has_case(case) for case in cases):
        return at
    tail.run = cases
    return at + 1


def _attaches(tail: Tail, at: int, following: PhraseWord) -> bool:
    """In a sentence: whether the phrase that a preposition opens can belong to the name before it."""
    preposition, lexicon = tail.words[at].text.lower(), tail.grammar.lexicon
    if tail.in_clause or preposition in _prepositions_of(tail.words[at - 1], lexicon):
        return True
    rule = lexicon.mapping("attached_prepositions").get(preposition)
    if rule is None:
        return False
    if rule == "condition":
        return not following.lemmas & lexicon.words("not_after_po") and following.kind != "digits"
    noun = _first_noun(tail.words, at + 1)
    if noun is None:
        return False
    if rule == "kind":
        return bool((noun.lemmas | following.lemmas) & lexicon.words("prepositions_of_kind"))
    if rule == "body":
        return tail.grammar.is_body(noun)
    if rule == "head":
        return tail.governor == tail.head.word and bool(tail.words[tail.head.word].lemmas & tail.grammar.substantives)
    if following.is_capital and noun.lemmas & lexicon.words("prepositions_of_named_place"):
        return True
    return bool(noun.lemmas & lexicon.words("prepositions_of_place"))


def _prepositions_of(word: PhraseWord, lexicon: Lexicon) -> frozenset[str]:
    """«борьба с», «надзор за»: prepositions that a noun brings with it."""
    governed = lexicon.mapping("prepositions_of_nouns")
    known = (str(governed[lemma]) for lemma in sorted(word.lemmas) if lemma in governed)
    return frozenset(next(known, "").split())


def _first_noun(words: Sequence[PhraseWord], at: int) -> PhraseWord | None:
    for word in words[at: at + 4]:
        if word.kind != "word":
            return word if word.kind in ("abbreviation", "short") else None
        if word.readings and word.readings[0].pos == "NOUN":
            return word
        if not word.is_pos(*ADJECTIVES):
            return word if word.is_pos("NOUN") else None
    return None


def distinct_nouns(word: PhraseWord, case: Case) -> list[Reading]:
    return [reading for reading in word.readings if reading.pos == "NOUN" and reading.case == case]


@lru_cache(maxsize=8)
def governors(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("dative_governors")


def counts_a_noun(tail: Tail, at: int) -> bool:
    if tail.is_list or tail.in_clause:
        return True
    following = word_at(tail.words, at + 1)
    if following is not None and following.kind == "short":
        return not following.lemmas & tail.grammar.lexicon.words("time_nouns")  # «5-9 кл.»
    return following is not None and following.has_case("gent") and not following.lemmas & tail.grammar.lexicon.words("time_nouns")
