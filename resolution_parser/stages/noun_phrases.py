"""Noun phrases by case: where a body's name begins and ends, and which of its words agree with its head.

The head is the first noun that stands in the case asked for, with the adjectives and participles before it that agree. What
follows belongs to the name as long as it is a genitive, a phrase that hangs on a preposition, a quoted name, an abbreviation,
a number, a bracket, a name of a person or a participial clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from resolution_parser.lexicon import Lexicon
from resolution_parser.morph import Case, Reading, is_known
from resolution_parser.stages.names import is_surname_in
from resolution_parser.stages.phrase_heads import (
    ADJECTIVES,
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
from resolution_parser.stages.phrase_words import PhraseWord

__all__ = ["Edit", "Grammar", "Head", "Phrase", "after_separator", "find_head", "grammar_of", "is_infinitive", "read_phrase"]

MAX_WORDS = 120  # no name of a body is longer; hostile text could be
_OPEN_KINDS = ("quote", "bracket", "number", "abbreviation")


@dataclass(slots=True)
class _Tail:
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
    tail = _Tail(words, case, head, grammar, is_list, stops, list(head.edits), governor=head.word)
    last = _apposition(tail, head.word + 1)
    bound = min(len(words), at + MAX_WORDS)
    while last < bound and last not in stops:
        after = _step(tail, last)
        if after == last:
            break
        last = after
    return Phrase(at, last, head, tuple(tail.edits))


def _apposition(tail: _Tail, at: int) -> int:
    """A second noun in the case right after the head: «врачу терапевту», «директору Иванову»; not what can be a genitive."""
    head = tail.head.reading
    if head is None or head.pos != "NOUN" or tail.case in ("nomn", "gent") or at >= len(tail.words) or at in tail.stops:
        return at
    word = tail.words[at]
    if word.kind != "word" or word.text[:1] == "-":
        return at
    second = next((reading for reading in _distinct_nouns(word, tail.case) if reading.number == head.number), None)
    if second is None:
        return at
    if "Surn" in second.tags and _modifies_next(tail.words, at):
        return at
    is_surname = word.is_capital and "Surn" in second.tags and head.animate
    if not is_surname and (word.has_case("gent") or (tail.case == "accs" and not second.animate) or not _may_appose(tail, second, word)):
        return at
    tail.edits.append(Edit(at, second))
    return at + 1


def _distinct_nouns(word: PhraseWord, case: Case) -> list[Reading]:
    return [reading for reading in word.readings if reading.pos == "NOUN" and reading.case == case]


def _may_appose(tail: _Tail, second: Reading, word: PhraseWord) -> bool:
    head = tail.head.reading
    if head is None or word.is_pos("INFN", "PREP"):
        return False
    if not tail.is_list and not tail.grammar.is_body(word):
        return False
    return head.animate == second.animate and not (head.lemma in _governors(tail.grammar.lexicon) and tail.case == "datv")


@lru_cache(maxsize=8)
def _governors(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("dative_governors")


def _step(tail: _Tail, at: int) -> int:
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
        return at + 1 if _counts_a_noun(tail, at) else at
    if word.kind == "sign":
        return _after_sign(tail, at)
    return _after_word(tail, at)


def _counts_a_noun(tail: _Tail, at: int) -> bool:
    if tail.is_list or tail.in_clause:
        return True
    following = word_at(tail.words, at + 1)
    if following is not None and following.kind == "short":
        return not following.lemmas & tail.grammar.lexicon.words("time_nouns")  # «5-9 кл.»
    return following is not None and following.has_case("gent") and not following.lemmas & tail.grammar.lexicon.words("time_nouns")


def _after_sign(tail: _Tail, at: int) -> int:
    sign = tail.words[at].text
    if sign == ",":
        return _coordinated(tail, at)
    if sign in '"/\'':
        return at + 1
    if tail.is_list and sign == "-" and tail.in_clause:
        return at + 1
    return at


def _after_word(tail: _Tail, at: int) -> int:
    word, words = tail.words[at], tail.words
    if word.lemmas & tail.grammar.coordinators and word.text.islower() and not word.has_case("gent"):
        return _coordinated(tail, at)
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
        return _after_preposition(tail, at, cases)
    if word.is_capital and _names_place(tail, at):
        return at + 1
    if _hangs_on(tail, word):
        if word.is_pos("NOUN"):
            tail.governor = at
        return at + 1
    return at


def _agreeing_surname(tail: _Tail, at: int) -> Reading | None:
    """«начальнику отдела кадров Попову»: a surname without initials behind an office."""
    head, word = tail.head.reading, tail.words[at]
    if head is None or not word.is_capital or head.number != "sing" or not tail.words[tail.head.word].lemmas & tail.grammar.offices:
        return None
    if is_known(word.text) and any("Geox" in reading.tags for reading in word.readings) or _modifies_next(tail.words, at):
        return None
    known = next((reading for reading in _distinct_nouns(word, tail.case) if "Surn" in reading.tags and reading.number == "sing"), None)
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


def _hangs_on(tail: _Tail, word: PhraseWord) -> bool:
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
    if "datv" in cases and governor.lemmas & _governors(tail.grammar.lexicon):
        tail.run |= {"datv"}
        return True
    return False


def _names_place(tail: _Tail, at: int) -> bool:
    """«города Сосновый Бор», «поселений Дубки и Новый Путь»; «общественности Присурья», which the dictionary does not know."""
    before, word = tail.words[at - 1], tail.words[at]
    if before.lemmas & tail.grammar.lexicon.words("place_nouns"):
        agreeing = next((reading for reading in _distinct_nouns(word, tail.case) if "Geox" in reading.tags), None)
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


def _after_preposition(tail: _Tail, at: int, cases: frozenset[str]) -> int:
    """The rank after a preposition that belongs to the name, or ``at``."""
    following = word_at(tail.words, at + 1)
    if following is None or at + 1 in tail.stops:
        return at
    if not tail.is_list and not _attaches(tail, at, following):
        return at
    if following.kind in _OPEN_KINDS or following.kind in ("digits", "short", "person"):
        tail.run = cases
        return at + 1
    if not any(following.has_case(case) for case in cases):
        return at
    tail.run = cases
    return at + 1


def _attaches(tail: _Tail, at: int, following: PhraseWord) -> bool:
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


# --- commas and conjunctions ----------------------------------------------------------------------------------------------------


def _coordinated(tail: _Tail, at: int) -> int:
    """What a comma or a conjunction joins to the tail; ``at`` where a new body or the rest of the sentence begins."""
    words, after = tail.words, after_separator(tail.words, at, grammar=tail.grammar)
    following = word_at(words, after)
    if following is None or after in tail.stops or _begins_body(tail, after):
        return at
    if _opens_clause(tail, at, after):
        tail.in_clause = True
        return after + 1
    if tail.in_clause:
        return _within_clause(tail, at, after)
    if following.kind in ("quote", "number", "bracket", "digits") or following.text in tail.grammar.topics:
        return after + 1 if tail.is_list or following.kind != "digits" or _counts_a_noun(tail, after) else at
    if following.kind == "abbreviation":
        return after + 1 if words[at].kind == "word" else at
    if tail.in_places and following.is_capital and following.kind == "word" and not tail.grammar.is_body(following):
        return after + 1
    if following.kind == "word" and not is_infinitive(words, after):
        cases = tail.grammar.prepositions().get(following.text.lower())
        if cases is not None and tail.run and (tail.is_list or words[at].kind == "word"):
            return after + 1 if _after_preposition(tail, after, cases) > after else at
        if _hangs_on(tail, following):
            return after if after > at else at
    return at


def _within_clause(tail: _Tail, at: int, after: int) -> int:
    if tail.is_list:
        return after
    if is_infinitive(tail.words, after) or tail.words[at].text == "," and not _hangs_in_clause(tail.words[after]):
        return at
    return after


def _hangs_in_clause(word: PhraseWord) -> bool:
    return word.kind not in ("word", "sign") or word.is_pos("NOUN", "ADJF", "PRTF") and not word.is_pos("ADVB", "COMP")


def _opens_clause(tail: _Tail, at: int, after: int) -> bool:
    """A participial or relative clause after a comma; participles that agree with the head are inflected with it."""
    words = tail.words
    if words[at].text != "," and not tail.in_clause:
        return False
    skip = _after_adverbs(words, after)
    word = word_at(words, skip)
    if word is None or word.kind != "word":
        return False
    relative = tail.grammar.lexicon.words("relative_words")
    if word.lemmas & relative or (word.is_pos("PREP") and any(near.lemmas & relative for near in words[skip + 1:skip + 3])):
        tail.in_relative = True
        return True
    adjective = bool(word.lemmas & tail.grammar.lexicon.words("clause_adjectives"))
    participles = [reading for reading in word.readings if reading.pos == "PRTF" or (adjective and reading.pos == "ADJF")]
    if not participles or tail.case == "nomn" and tail.in_clause:
        return False
    head = tail.head.reading
    agreeing = next((reading for reading in participles if reading.case == tail.case and _same_number(reading, head)), None)
    if agreeing is not None:
        tail.edits.append(Edit(skip, agreeing))
    return agreeing is not None or any(reading.case == "gent" for reading in participles)


def _after_adverbs(words: Sequence[PhraseWord], at: int) -> int:
    """The rank after what may stand before a participle: «не имеющих»."""
    word = words[at]
    return at + 1 if word.is_pos("ADVB", "PRCL") and not word.has_case("gent") and not word.is_pos("PREP") else at


def _same_number(reading: Reading, head: Reading | None) -> bool:
    if head is None:
        return True
    return reading.number == head.number and (reading.number == "plur" or reading.gender == head.gender)


def _begins_body(tail: _Tail, at: int) -> bool:
    """Whether a new body begins at ``at``: a head in the same case that cannot go on with the tail."""
    word, grammar = tail.words[at], tail.grammar
    separator = tail.words[at - 1]
    if word.kind == "person":
        return True
    if word.kind == "short":
        return bool(word.lemmas & grammar.head_shorts)
    if word.kind == "abbreviation":
        if word.text in grammar.topics or _shares_plural(tail, at):
            return False
        following = word_at(tail.words, at + 1)
        quoted = following is not None and following.kind == "quote"
        stands_beside_head = at - 2 == tail.head.word  # «полицией и ДНД»
        return quoted or stands_beside_head or (grammar.is_organisation(word) and not tail.run) or separator.text in ",;"
    if word.kind != "word" or is_infinitive(tail.words, at):
        return False
    head = find_head(tail.words, at, tail.case, grammar=grammar)
    if head is None or (tail.in_clause and head.reading is not None and head.reading.pos == "PRTF"):
        return False
    if _is_clause_adjective(tail.words[head.word], head, grammar.lexicon):
        return False
    noun = tail.words[head.word]
    is_body = grammar.is_body(noun) or noun.kind == "abbreviation" or (head.reading is not None and head.reading.animate)
    if head.reading is not None and "Surn" in head.reading.tags:
        return tail.is_list
    if _could_go_on(tail, at, head):
        return grammar.is_body(noun) or bool(noun.lemmas & grammar.substantives) or _is_chief(tail, head)
    return is_body or (tail.is_list or tail.case == "datv") and not tail.in_clause


def _shares_plural(tail: _Tail, at: int) -> bool:
    """«директоров ДМШ и ДШИ», «сельхозпредприятий ООО «Заря» и СПК «Луч»»: a noun in the plural before the first of the two holds both."""
    rank = at - 2
    if rank <= tail.head.word or tail.words[at - 1].kind != "word" or tail.words[rank].kind not in _OPEN_KINDS:
        return False
    while rank > tail.head.word and tail.words[rank].kind in _OPEN_KINDS:
        rank -= 1
    word = tail.words[rank]
    if rank == tail.head.word:
        return tail.head.reading is not None and tail.head.reading.number == "plur"
    return any(reading.pos == "NOUN" and reading.case == "gent" and reading.number == "plur" for reading in word.readings)


def _is_chief(tail: _Tail, head: Head) -> bool:
    """«правление и главного фтизиатра»: an office that no list knows, told by its adjective."""
    ranks = tail.grammar.lexicon.words("office_modifiers")
    is_person = head.reading is not None and head.reading.animate and head.reading.number == "sing"
    return is_person and any(tail.words[edit.word].lemmas & ranks for edit in head.edits)


def _is_clause_adjective(word: PhraseWord, head: Head, lexicon: Lexicon) -> bool:
    """«ответственным за питание» without a noun of its own: a clause, no new head."""
    reading = head.reading
    return reading is not None and reading.pos == "ADJF" and bool(word.lemmas & lexicon.words("clause_adjectives"))


def _could_go_on(tail: _Tail, at: int, head: Head) -> bool:
    """Whether all words up to the head can also be read as part of the tail."""
    for rank in range(at, head.word + 1):
        word = tail.words[rank]
        if word.kind != "word":
            continue
        if not word.has_case("gent") and not any(word.has_case(case) for case in tail.run):
            return False
    return True
