"""What a comma or a conjunction joins to a noun phrase, and where it begins the next one: «образования и науки», «школам и отделу»."""

from __future__ import annotations

from collections.abc import Sequence

from resolution_parser.lexicon import Lexicon
from resolution_parser.morph import Reading
from resolution_parser.stages.phrase_heads import Edit, Head, after_separator, find_head, is_infinitive, word_at
from resolution_parser.stages.phrase_tails import OPEN_KINDS, Tail, after_preposition, counts_a_noun, hangs_on
from resolution_parser.stages.phrase_words import PhraseWord


def coordinated(tail: Tail, at: int) -> int:
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
        return after + 1 if tail.is_list or following.kind != "digits" or counts_a_noun(tail, after) else at
    if following.kind == "abbreviation":
        return after + 1 if words[at].kind == "word" else at
    if tail.in_places and following.is_capital and following.kind == "word" and not tail.grammar.is_body(following):
        return after + 1
    if following.kind == "word" and not is_infinitive(words, after):
        cases = tail.grammar.prepositions().get(following.text.lower())
        if cases is not None and tail.run and (tail.is_list or words[at].kind == "word"):
            return after + 1 if after_preposition(tail, after, cases) > after else at
        if hangs_on(tail, following):
            return after if after > at else at
    return at


def _within_clause(tail: Tail, at: int, after: int) -> int:
    if tail.is_list:
        return after
    if is_infinitive(tail.words, after) or tail.words[at].text == "," and not _hangs_in_clause(tail.words[after]):
        return at
    return after


def _hangs_in_clause(word: PhraseWord) -> bool:
    return word.kind not in ("word", "sign") or word.is_pos("NOUN", "ADJF", "PRTF") and not word.is_pos("ADVB", "COMP")


def _opens_clause(tail: Tail, at: int, after: int) -> bool:
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


def _begins_body(tail: Tail, at: int) -> bool:
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


def _shares_plural(tail: Tail, at: int) -> bool:
    """«директоров ДМШ и ДШИ», «сельхозпредприятий ООО «Заря» и СПК «Луч»»: a noun in the plural before the first of the two holds both."""
    rank = at - 2
    if rank <= tail.head.word or tail.words[at - 1].kind != "word" or tail.words[rank].kind not in OPEN_KINDS:
        return False
    while rank > tail.head.word and tail.words[rank].kind in OPEN_KINDS:
        rank -= 1
    word = tail.words[rank]
    if rank == tail.head.word:
        return tail.head.reading is not None and tail.head.reading.number == "plur"
    return any(reading.pos == "NOUN" and reading.case == "gent" and reading.number == "plur" for reading in word.readings)


def _is_chief(tail: Tail, head: Head) -> bool:
    """«правление и главного фтизиатра»: an office that no list knows, told by its adjective."""
    ranks = tail.grammar.lexicon.words("office_modifiers")
    is_person = head.reading is not None and head.reading.animate and head.reading.number == "sing"
    return is_person and any(tail.words[edit.word].lemmas & ranks for edit in head.edits)


def _is_clause_adjective(word: PhraseWord, head: Head, lexicon: Lexicon) -> bool:
    """«ответственным за питание» without a noun of its own: a clause, no new head."""
    reading = head.reading
    return reading is not None and reading.pos == "ADJF" and bool(word.lemmas & lexicon.words("clause_adjectives"))


def _could_go_on(tail: Tail, at: int, head: Head) -> bool:
    """Whether all words up to the head can also be read as part of the tail."""
    for rank in range(at, head.word + 1):
        word = tail.words[rank]
        if word.kind != "word":
            continue
        if not word.has_case("gent") and not any(word.has_case(case) for case in tail.run):
            return False
    return True
