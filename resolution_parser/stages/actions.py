"""The infinitive that an item turns on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from resolution_parser.lexicon import Lexicon
from resolution_parser.normalize import heal_lookalikes
from resolution_parser.stages.address_verbs import address_verbs
from resolution_parser.stages.noun_phrases import is_infinitive
from resolution_parser.stages.phrase_words import PhraseWord, cut_words, folded_text

_CHARGE = "address.charge"  # «возложить на кого»: it governs no infinitive
_REACH = 7  # words between a noun and the infinitive that explains it


def find_action(text: str, *, lexicon: Lexicon, after: int = 0) -> str | None:
    """The infinitive that a text turns on, in lower case, with its negation; None where there is none.

    The first of several counts; one that an addressing verb governs counts before that verb. ``after``: where to begin.

    >>> find_action("Доклад начальника принять к сведению", lexicon=Lexicon.default())
    'принять'
    >>> find_action("Рекомендовать школам усилить работу", lexicon=Lexicon.default())
    'усилить'
    """
    words = cut_words(text, lexicon=lexicon)
    first: str | None = None
    governing: frozenset[int] | None = None
    for at in _infinitives(text, words, after, lexicon):
        action = printed_action(text, words, at)
        governing = _governing_starts(text, lexicon) if governing is None else governing
        if words[at].start not in governing:
            if first is None or _is_governed(words, at):
                return action
            return first
        first = first or action
    return first


def _is_governed(words: Sequence[PhraseWord], at: int) -> bool:
    """Whether an infinitive after a governing one hangs on it, and is not joined to it by «и»."""
    before = at - 1
    while before >= 0 and (_is_negation(words[before]) or words[before].is_pos("ADVB", "COMP")):
        before -= 1
    return before < 0 or not words[before].is_pos("CONJ") or words[before].is_pos("NOUN", "PREP")


def _governing_starts(text: str, lexicon: Lexicon) -> frozenset[int]:
    starts = {verb.start for verb in address_verbs(text, lexicon=lexicon) if not verb.rule.name.startswith(_CHARGE)}
    for rule in lexicon.rules("governing"):
        if rule.shape is not None:
            starts.update(match.start() for match in rule.shape.finditer(folded_text(text)))
    return frozenset(starts)


def _infinitives(text: str, words: Sequence[PhraseWord], after: int, lexicon: Lexicon) -> Iterator[int]:
    """Ranks of the infinitives that stand in the main clause and explain no noun."""
    hidden: tuple[tuple[int, int], ...] | None = None
    was_explained = False
    for at, word in enumerate(words):
        if word.start < after or not is_infinitive(words, at):
            continue
        hidden = subordinate_ranges(text, lexicon=lexicon) if hidden is None else hidden
        if any(start <= word.start < end for start, end in hidden):
            continue
        was_explained = _explains_noun(words, at, lexicon) or was_explained and words[at - 1].is_pos("CONJ")  # «готовность учиться и расти»
        if was_explained or word.lemmas & lexicon.words("auxiliary_infinitives") and _before(words, at) is not None:
            continue
        yield at


def subordinate_ranges(text: str, *, lexicon: Lexicon) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of subordinate clauses: from their conjunction to the next comma or the end of the sentence."""
    folded = folded_text(text)
    found: list[tuple[int, int]] = []
    for rule in lexicon.rules("subordinate_start"):
        match = rule.shape.search(folded) if rule.shape is not None else None
        if match is not None:
            found.append((match.start(), match.end()))
    for rule in lexicon.rules("subordinate"):
        if rule.shape is not None:
            found.extend((match.start(), _clause_end(folded, match.end())) for match in rule.shape.finditer(folded))
    return tuple(found)


def _clause_end(folded: str, start: int) -> int:
    ends = [at for at in (folded.find(sign, start) for sign in (",", ";", ". ", ":")) if at >= 0]
    return min(ends, default=len(folded))


def _explains_noun(words: Sequence[PhraseWord], at: int, lexicon: Lexicon) -> bool:
    """«возможность провести», «предложение участников создать»: but «с просьбой рассмотреть» is what is asked for."""
    nouns = lexicon.words("nouns_with_infinitive")
    before = _before(words, at)
    if before is not None and before.lemmas & lexicon.words("words_with_infinitive") and before.is_pos("PRTF", "VERB", "ADJS", "ADJF"):
        return not before.is_pos("INFN")
    for rank in range(at - 1, max(-1, at - 1 - _REACH), -1):
        word = words[rank]
        if word.kind in ("sign", "digits"):
            return False
        if word.kind != "word":
            continue
        if word.lemmas & nouns and word.is_pos("NOUN") and not word.is_pos("INFN"):
            is_own = _is_appeal(words, rank, lexicon) or _is_reason(words, rank, at, lexicon)
            return not (is_own or _is_object_first(words, rank, at, lexicon) or _is_only_verb(words, rank, at))
        if not word.has_case("gent") and not word.is_pos("ADVB", "COMP", "PRCL", "NOUN"):
            return False
        if word.is_pos("PREP", "INFN") or not word.has_case("gent") and not word.is_pos("ADVB", "COMP", "PRCL"):
            return False
    return False


def _is_object_first(words: Sequence[PhraseWord], rank: int, at: int, lexicon: Lexicon) -> bool:
    """«Решение опубликовать в газете», «Ход выполнения решений рассмотреть»: nothing else in the sentence could be its verb.

    But «Предложение создать музей поддержать», «Съезд одобряет решение создать музей».
    """
    noun = words[rank]
    if not noun.lemmas & lexicon.words("documents_first") or not (noun.has_case("accs") or noun.has_case("gent")):
        return False
    if any(is_infinitive(words, before) or _is_predicate(words[before]) for before in range(at)):
        return False
    later = (after for after in range(at + 1, len(words)) if is_infinitive(words, after))
    return all(words[after - 1].text == "," or words[after - 1].is_pos("CONJ", "ADVB", "PRCL") for after in later)


def _is_only_verb(words: Sequence[PhraseWord], rank: int, at: int) -> bool:
    """«В случае невыполнения требований начать», «с комиссией по защите прав провести»: the noun hangs on another one before it."""
    noun = words[rank]
    if not noun.has_case("gent") or noun.has_case("nomn") or noun.has_case("accs") or at != rank + 1:
        return False
    return not any(is_infinitive(words, other) or _is_predicate(words[other]) for other in range(len(words)) if other != at)


def _is_predicate(word: PhraseWord) -> bool:
    """A finite verb or a short participle, by its most probable reading."""
    return bool(word.readings) and word.readings[0].pos in ("VERB", "PRTS", "PRED", "ADJS")


def _is_reason(words: Sequence[PhraseWord], rank: int, at: int, lexicon: Lexicon) -> bool:
    """«по решению правления», «при необходимости», «в случае необходимости»."""
    reasons = lexicon.words("prepositions_of_reason")
    before = next((word for word in reversed(words[max(0, rank - 3):rank]) if not word.is_pos("ADJF")), None)
    if before is None:
        return False
    return bool(before.lemmas & reasons) or before.is_pos("PREP") and rank + 1 < at  # «с целью повышения качества проводить»


def _is_appeal(words: Sequence[PhraseWord], rank: int, lexicon: Lexicon) -> bool:
    shapes = [rule.shape for rule in lexicon.rules("appeal_nouns") if rule.shape is not None]
    piece = " ".join(word.text for word in words[max(0, rank - 2): rank + 1])
    return any(shape.search(piece) is not None for shape in shapes)


def _before(words: Sequence[PhraseWord], at: int) -> PhraseWord | None:
    """The word before, adverbs and particles passed over."""
    rank = at - 1
    while rank >= 0 and words[rank].kind == "word" and words[rank].is_pos("ADVB", "PRCL", "COMP") and not words[rank].is_pos("VERB"):
        rank -= 1
    return words[rank] if rank >= 0 else None


def printed_action(text: str, words: Sequence[PhraseWord], at: int) -> str:
    """The infinitive in lower case with a negation right before it; look-alikes healed, ё kept."""
    word = heal_lookalikes(text[words[at].start:words[at].end]).lower()
    negated = at > 0 and _is_negation(words[at - 1])
    return f"{words[at - 1].text.lower()} {word}" if negated else word


def _is_negation(word: PhraseWord) -> bool:
    return any(reading.pos == "PRCL" and reading.lemma == word.text.lower() for reading in word.readings) and len(word.text) == 2 and (
        word.text.lower().startswith("\u043d"))
