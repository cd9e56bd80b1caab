"""Whom an addressing verb addresses: the bodies behind it, before it, or behind its object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from resolution_parser.morph import Case
from resolution_parser.stages.address_sentence import Hit, Sentence, is_addressable, is_plain_dative
from resolution_parser.stages.bodies import BodyList, body_of, case_of, read_list
from resolution_parser.stages.noun_phrases import find_head, is_infinitive, read_phrase
from resolution_parser.stages.phrase_words import PhraseWord, folded_text

REACH = 16  # words between an addressing verb and a body that stands behind its object


def bodies_after(sentence: Sentence, hit: Hit) -> BodyList | None:
    """The bodies right behind the verb; adverbs and particles may stand between."""
    words, case, at = sentence.words, case_of(hit.rule), hit.last
    while at < len(words) and _may_skip(words[at], case) and not _begins_phrase(sentence, at, case):
        at += 1
    if at >= len(words) or is_infinitive(words, at):
        return None
    found = read_list(sentence.text, words, at, case, grammar=sentence.grammar, is_list=False)
    if not found.bodies or not is_addressable(sentence, at, case, strong=hit.rule.get("modality") is not None):
        return None
    if hit.rule.get("appeal") and not _has_appeal(sentence, found.last):
        return None
    return _cut_object(sentence, hit, found, at)


def _begins_phrase(sentence: Sentence, at: int, case: Case) -> bool:
    """«вновь избранному совету»: the adverb is the participle's, and part of the name."""
    return sentence.words[at].kind == "word" and find_head(sentence.words, at, case, grammar=sentence.grammar) is not None


def _may_skip(word: PhraseWord, case: Case) -> bool:
    """What may stand between the verb and the body: adverbs, particles, a colon."""
    if word.kind == "sign":
        return word.text in ":-"
    return word.kind == "word" and word.is_pos("ADVB", "PRCL", "COMP") and not word.has_case(case)


def _has_appeal(sentence: Sentence, at: int) -> bool:
    if at >= len(sentence.words):
        return False
    rest = folded_text(sentence.text)[sentence.words[at].start:]
    return any(rule.shape is not None and rule.shape.search(rest) is not None for rule in sentence.grammar.lexicon.rules("appeal_nouns"))


def _cut_object(sentence: Sentence, hit: Hit, found: BodyList, at: int) -> BodyList:
    """«от Правительства Российской Федерации безусловного исполнения закона»: what is demanded stands in the genitive, too."""
    if case_of(hit.rule) != "gent" or len(found.bodies) != 1:
        return found
    words, grammar = sentence.words, sentence.grammar
    objects = grammar.lexicon.words("demanded_nouns")
    phrase = read_phrase(words, at, "gent", grammar=grammar, is_list=False)
    if phrase is None:
        return found
    for rank in range(phrase.head.word + 1, phrase.last):
        if not words[rank].lemmas & objects:
            continue
        while rank - 1 > phrase.head.word and words[rank - 1].is_pos("ADJF") and words[rank - 1].text.islower():
            rank -= 1
        if rank == phrase.head.word + 1 and words[phrase.head.word].lemmas & grammar.lexicon.words("needs_tail"):
            continue  # «управления образования»: the tail is the body's own
        cut = type(phrase)(phrase.first, rank, phrase.head, tuple(edit for edit in phrase.edits if edit.word < rank))
        return BodyList((body_of(sentence.text, words, cut, "gent", role="executor", grammar=grammar),), rank)
    return found


def bodies_before(sentence: Sentence, hit: Hit) -> BodyList | None:
    """«Министерство … съезд просит», «Ректорам … рекомендуется»: the bodies open the sentence, the verb follows."""
    words, case = sentence.words, case_of(hit.rule)
    if not hit.first or case in ("ablt", "gent"):
        return None
    for at in _clause_starts(sentence, hit.first):
        found = read_list(sentence.text, words, at, case, grammar=sentence.grammar, is_list=False)
        is_right_before = case == "datv" and found.last == hit.first and is_infinitive(words, hit.first)
        if not found.bodies or found.last > hit.first or not is_addressable(sentence, at, case, strong=is_right_before):
            continue
        if hit.rule.get("appeal") and not _has_appeal(sentence, hit.last):
            continue
        if _is_subject_or_nothing(sentence, _after_clause(words, at, found.last), hit.first, case):
            return found
        last = hit.first if _is_aside(words, found.last, hit.first) else found.last
        if case == "accs" and last == hit.first and _is_object(words, at, hit.first):
            return found
    return None


def _after_clause(words: Sequence[PhraseWord], at: int, last: int) -> int:
    """The rank after the comma that closes a clause within the body: «Банкам, работающим на селе, рекомендуем»."""
    has_clause = last < len(words) and words[last].text == "," and any(word.text == "," for word in words[at:last])
    return last + 1 if has_clause else last


def _is_object(words: Sequence[PhraseWord], at: int, verb: int) -> bool:
    """«Глав районов призываем», «Правление обязать»: nothing that could be the verb's subject, or a verb that wants none."""
    if is_infinitive(words, verb):
        return True
    if any({"1per", "2per"} & reading.tags for reading in words[verb].readings):
        return True
    return not any(word.has_case("nomn") for word in words[at:verb] if word.kind == "word" and word.is_pos("NOUN"))


def _clause_starts(sentence: Sentence, end: int) -> Iterator[int]:
    yield 0
    for rank in range(end):
        if sentence.words[rank].kind == "sign" and sentence.words[rank].text == "," and rank + 1 < end:
            yield rank + 1


def _is_subject_or_nothing(sentence: Sentence, first: int, last: int, case: Case) -> bool:
    """Between the bodies and the verb stands nothing, an adverb, or a short subject in the nominative."""
    words = sentence.words
    if first == last:
        return case == "datv"
    if _is_aside(words, first, last):
        return case == "datv"
    if last - first > 6 or any(word.kind == "sign" and word.text in ",;:" for word in words[first:last]):
        return False
    if all(word.is_pos("ADVB", "PRCL") for word in words[first:last]):
        return case == "datv"
    return words[first].has_case("nomn") and not any(is_infinitive(words, rank) for rank in range(first, last))


def _is_aside(words: Sequence[PhraseWord], first: int, last: int) -> bool:
    """«Директорам, по убеждению делегатов, следует», «Думу, неизменно нас поддерживавшую, просим»: a remark between two commas."""
    if not 2 < last - first < REACH or words[first].text != "," or words[last - 1].text != ",":
        return False
    return words[first + 1].is_pos("PREP", "CONJ", "ADVB", "ADJS", "PRTF") and not any(
        word.kind == "sign" or is_infinitive(words, first + 1 + rank) for rank, word in enumerate(words[first + 1:last - 1]))


def bodies_far(sentence: Sentence, hit: Hit) -> BodyList | None:
    """«Поручить подготовку сборника организационному комитету»: a plain dative behind the object or an adjunct."""
    words, case, grammar = sentence.words, case_of(hit.rule), sentence.grammar
    if case != "datv" or not hit.rule.get("modality") or hit.rule.name in ("address.necessary", "address.expedient"):
        return None
    for at in range(hit.last, min(len(words), hit.last + REACH)):
        if is_infinitive(words, at) or (words[at].kind == "sign" and words[at].text in ":;"):
            return None
        if at == hit.last or not is_plain_dative(words, at, grammar):
            continue
        found = read_list(sentence.text, words, at, case, grammar=grammar, is_list=False)
        if found.bodies and is_addressable(sentence, at, case):
            return found
    return None


def is_public(sentence: Sentence, found: BodyList, hit: Hit) -> bool:
    """A call to everybody («каждого жителя», «ко всем коллегам») names no body."""
    if hit.rule.name not in ("address.call", "address.appeal_to", "address.ask"):
        return False
    head = next((word for word in sentence.words if word.start >= found.bodies[0].start), None)
    phrase = None if head is None else read_phrase(
        sentence.words, sentence.words.index(head), case_of(hit.rule), grammar=sentence.grammar, is_list=False)
    public = sentence.grammar.lexicon.words("public_nouns")
    return phrase is not None and any(sentence.words[rank].lemmas & public for rank in range(phrase.first, phrase.head.word + 1))
