"""A sentence that may address somebody: its words, its addressing verbs, and whether a phrase in it can be a body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resolution_parser.lexicon import Rule
from resolution_parser.morph import Case
from resolution_parser.stages.actions import find_action
from resolution_parser.stages.bodies import is_body_phrase
from resolution_parser.stages.names import name_cases
from resolution_parser.stages.noun_phrases import Grammar, Phrase, is_infinitive, read_phrase
from resolution_parser.stages.phrase_words import PhraseWord


@dataclass(frozen=True, slots=True)
class Hit:
    """An addressing verb: the ranks of its first word and of the first word after it."""

    rule: Rule
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    words: tuple[PhraseWord, ...]
    hits: tuple[Hit, ...]
    grammar: Grammar


def infinitive_after(sentence: Sentence, at: int) -> int | None:
    words = sentence.words
    action = find_action(sentence.text, lexicon=sentence.grammar.lexicon, after=words[at].start)
    if action is None:
        return None
    return next((rank for rank in range(at, len(words)) if is_infinitive(words, rank)), None)


def is_addressable(sentence: Sentence, at: int, case: Case, *, strong: bool = False) -> bool:
    """Whether the phrase at a rank names a body; where ``strong`` words address it, its noun may be one that no list knows."""
    phrase = read_phrase(sentence.words, at, case, grammar=sentence.grammar, is_list=False)
    if phrase is None:
        return False
    if not is_body_phrase(sentence.words, phrase, grammar=sentence.grammar):
        return strong and _may_be_body(sentence, phrase)
    head = sentence.words[phrase.head.word]
    if head.kind != "person":
        return True
    known = name_cases(sentence.text[head.start:head.end], lexicon=sentence.grammar.lexicon)  # «Предложить Иванова И.И. в состав»
    return not known or case in known


def _may_be_body(sentence: Sentence, phrase: Phrase) -> bool:
    """«Рекомендовать пекарням снизить», «Обратиться к Хуралу»: a plain dative with an infinitive to follow, or a capital."""
    words, head = sentence.words, sentence.words[phrase.head.word]
    if head.kind != "word" or not head.is_pos("NOUN") or head.lemmas & sentence.grammar.lexicon.words("not_body_nouns"):
        return False
    if head.is_capital and phrase.head.word and not head.text.isupper():
        return True
    reading = phrase.head.reading
    is_plain = reading is not None and reading.case == "datv" and not head.has_case("gent") and not head.has_case("accs")
    return is_plain and phrase.last < len(words) and infinitive_after(sentence, phrase.last) is not None


def is_plain_dative(words: Sequence[PhraseWord], at: int, grammar: Grammar) -> bool:
    word, before = words[at], words[at - 1]
    if word.kind != "word" or not word.has_case("datv") or word.has_case("gent") or before.is_pos("PREP"):
        return False
    agrees = before.is_pos("ADJF", "PRTF") and before.has_case("datv")
    return not agrees and not before.lemmas & grammar.lexicon.words("dative_governors")
