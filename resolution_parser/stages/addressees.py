"""Who is addressed inside an item or a heading, by which verb, and to do what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.records import Modality
from resolution_parser.stages.actions import find_action, printed_action, subordinate_ranges
from resolution_parser.stages.address_sentence import Hit, Sentence, infinitive_after, is_addressable, is_plain_dative
from resolution_parser.stages.address_verbs import address_verbs
from resolution_parser.stages.bodies import BodyList, BodyPhrase, find_partners, read_list
from resolution_parser.stages.names import name_cases
from resolution_parser.stages.noun_phrases import grammar_of, is_infinitive
from resolution_parser.stages.phrase_words import LONGEST_CLAUSE, PhraseWord, cut_words, folded_text
from resolution_parser.stages.verb_bodies import bodies_after, bodies_before, bodies_far, is_public

BARE_DATIVE = "address.bare_dative"
GROUND_DATIVE = "address.after_ground"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Bodies that an item addresses, and how. ``modality`` is None for a bare dative: the section's verb decides.

    ``start`` and ``end`` are half-open offsets of the address: from the verb or the first body to the last body.
    """

    bodies: tuple[BodyPhrase, ...]
    modality: Modality | None
    action: str | None
    start: int
    end: int
    rule: str


def find_addressee(text: str, *, lexicon: Lexicon) -> Addressee | None:
    """Who is addressed in an item or a heading, or None where nobody is.

    >>> found = find_addressee("Рекомендовать администрации района обеспечить подвоз", lexicon=Lexicon.default())
    >>> (found.bodies[0].name, found.modality, found.action)
    ('администрация района', 'recommendation', 'обеспечить')
    """
    text = text[:LONGEST_CLAUSE]
    words = cut_words(text, lexicon=lexicon)
    grammar = grammar_of(lexicon)
    sentence = Sentence(text, words, tuple(_hits(text, words, lexicon)), grammar)
    for rule in _RULES:
        found = rule(sentence)
        if found is not None:
            return _with_partners(sentence, found)
    return None


def _hits(text: str, words: Sequence[PhraseWord], lexicon: Lexicon) -> Iterator[Hit]:
    """The addressing verbs of the main clauses, in order; of two at one place the longer."""
    verbs = address_verbs(text, lexicon=lexicon)
    if not verbs:
        return iter(())
    hidden = subordinate_ranges(text, lexicon=lexicon)
    ranks = {word.start: rank for rank, word in enumerate(words)}
    found: dict[int, Hit] = {}
    for verb in verbs:
        first = ranks.get(verb.start)
        if first is None or any(begin <= verb.start < end for begin, end in hidden):
            continue
        last = next((rank for rank in range(first, len(words)) if words[rank].start >= verb.end), len(words))
        known = found.get(first)
        if known is None or known.last < last:
            found[first] = Hit(verb.rule, first, last)
    return iter(sorted(found.values(), key=lambda hit: hit.first))


# --- the rules, in order ----------------------------------------------------------------------------------------------------------


def _dative_first(sentence: Sentence) -> Addressee | None:
    """«Отделу образования подготовить», «Школам – усилить», a heading in the dative; before any addressing verb."""
    return _dative_at(sentence, 0, BARE_DATIVE)


def _dative_at(sentence: Sentence, at: int, rule: str) -> Addressee | None:
    text, words, grammar = sentence.text, sentence.words, sentence.grammar
    found = read_list(text, words, at, "datv", grammar=grammar, is_list=False)
    after = found.last
    strong = after < len(words) and words[after].text == "-" and infinitive_after(sentence, after) is not None
    if not found.bodies or not is_addressable(sentence, at, "datv", strong=strong):
        return None
    if after < len(words):
        if not _may_continue(words, after) or _is_no_address(text, words[after].start, sentence.grammar.lexicon):
            return None
        infinitive = infinitive_after(sentence, after)
        if infinitive is not None and _is_statement(sentence, after, infinitive):
            return None
        hit = next((hit for hit in sentence.hits if after <= hit.first), None)
        if hit is not None and (infinitive is None or hit.first <= infinitive) and not _addresses_another(sentence, hit):
            return None
        if infinitive is None and not _is_colon_or_dash(words, after) and not _is_adjunct(text, words, after, grammar.lexicon):
            return None
    action = find_action(text, lexicon=grammar.lexicon, after=found.bodies[-1].end)
    if action is not None and _is_object_of(sentence, at, after, action):
        return None
    return Addressee(found.bodies, None, action, found.bodies[0].start, found.bodies[-1].end, rule)


def _is_object_of(sentence: Sentence, at: int, after: int, action: str) -> bool:
    """«Сухорукову Л.М. освободить», «Зуеву А.П. избрать секретарём»: an accusative, where the verb has no other object."""
    words, lexicon = sentence.words, sentence.grammar.lexicon
    name = words[at]
    if action not in lexicon.words("person_verbs"):
        return False
    if name.kind == "person" and "accs" not in name_cases(sentence.text[name.start:name.end], lexicon=lexicon):
        return False
    if name.kind != "person" and not any("Surn" in reading.tags and reading.case == "accs" for reading in name.readings):
        return False
    verb = next((rank for rank in range(after, len(words)) if words[rank].text.lower() == action), len(words))
    following = words[verb + 1:verb + 4]
    plain = next((word for word in following if not word.is_pos("ADJF", "PRTF", "ADVB")), None)
    return plain is None or not plain.has_case("accs") or plain.is_pos("PREP")


def _is_statement(sentence: Sentence, at: int, infinitive: int) -> bool:
    """«Фермерам по-прежнему трудно получить кредит», «Педагогам предстоит освоить»: what is the case, not what is to be done."""
    stative = sentence.grammar.lexicon.words("stative_words")
    return any(word.kind == "word" and bool(word.lemmas & stative) for word in sentence.words[at:infinitive])


def _may_continue(words: Sequence[PhraseWord], at: int) -> bool:
    """What can stand after a body that is to do something: an infinitive, an adverb, an adjunct, a dash, a comma."""
    word = words[at]
    if word.kind != "word":
        return word.kind in ("sign", "digits", "short", "quote", "bracket", "number")
    top = word.readings[0].pos if word.readings else ""
    return top not in ("VERB",)


def _addresses_another(sentence: Sentence, hit: Hit) -> bool:
    """«Отделу образования рекомендовать школам …»: the verb has a body of its own behind it."""
    return bodies_after(sentence, hit) is not None


def _is_colon_or_dash(words: Sequence[PhraseWord], at: int) -> bool:
    return words[at].kind == "sign" and words[at].text in ":-"


def _is_adjunct(text: str, words: Sequence[PhraseWord], at: int, lexicon: Lexicon) -> bool:
    """Whether the rest of a heading is but a deadline or the like."""
    rest = folded_text(text)[words[at].start:].rstrip(" :")
    return any(rule.shape is not None and rule.shape.search(rest) is not None for rule in lexicon.rules("heading_tail"))


def _is_no_address(text: str, start: int, lexicon: Lexicon) -> bool:
    rest = folded_text(text)[start:start + 120]
    strong = (rule for rule in lexicon.rules("not_addressed") if not rule.get("weak"))
    return any(rule.shape is not None and rule.shape.search(rest) is not None for rule in strong)


def _verb(sentence: Sentence) -> Addressee | None:
    """«Рекомендовать кому …», «Съезд просит кого …», «Кому съезд предлагает …»."""
    for rank, hit in enumerate(sentence.hits):
        if rank and not _is_coordinated(sentence.words, hit.first) and sentence.hits[rank - 1].last != hit.first:
            continue
        if not _is_main(sentence.words, hit.first):
            continue
        found = bodies_before(sentence, hit) or bodies_after(sentence, hit) or bodies_far(sentence, hit)
        if found is not None and not is_public(sentence, found, hit):
            return _addressed(sentence, hit, found)
    return None


def _is_main(words: Sequence[PhraseWord], at: int) -> bool:
    """Whether a verb opens the sentence, follows its subject or its object, or is joined to what comes before."""
    if at == 0 or not is_infinitive(words, at):
        return True
    return _is_coordinated(words, at) or not any(is_infinitive(words, rank) for rank in range(at))


def _is_coordinated(words: Sequence[PhraseWord], at: int) -> bool:
    before = words[at - 1]
    return at == 0 or before.kind == "sign" or before.is_pos("CONJ", "PRCL", "ADVB") or before.kind in ("person", "bracket")


def _addressed(sentence: Sentence, hit: Hit, found: BodyList) -> Addressee:
    text, lexicon = sentence.text, sentence.grammar.lexicon
    start = min(sentence.words[hit.first].start, found.bodies[0].start)
    end = max(sentence.words[hit.last - 1].end, found.bodies[-1].end)
    action = find_action(text, lexicon=lexicon, after=end)
    if action is None and is_infinitive(sentence.words, hit.first):
        action = printed_action(text, sentence.words, hit.first)
    elif action is None and is_infinitive(sentence.words, 0):  # «Подготовить сборник поручается университету»
        action = printed_action(text, sentence.words, 0)
    return Addressee(found.bodies, _modality(hit.rule), action, start, end, hit.rule.name)


def _modality(rule: Rule) -> Modality | None:
    known: dict[str, Modality] = {"obligation": "obligation", "recommendation": "recommendation", "request": "request"}
    return known.get(rule.get("modality"))


def _after_ground(sentence: Sentence) -> Addressee | None:
    """«В целях …, отделу образования разработать»: the dative stands behind a ground."""
    folded = folded_text(sentence.text)
    if not any(rule.shape is not None and rule.shape.search(folded) for rule in sentence.grammar.lexicon.rules("grounds")):
        return None
    for at, word in enumerate(sentence.words):
        if is_infinitive(sentence.words, at):
            return None
        if not at or word.kind not in ("word", "abbreviation"):
            continue
        comma = sentence.words[at - 1].kind == "sign" and sentence.words[at - 1].text in ",-:"
        if comma or is_plain_dative(sentence.words, at, sentence.grammar):
            found = _dative_at(sentence, at, GROUND_DATIVE)
            if found is not None:
                return found
    return None


_RULES: tuple[Callable[[Sentence], Addressee | None], ...] = (_dative_first, _verb, _after_ground)


def _with_partners(sentence: Sentence, found: Addressee) -> Addressee:
    partners = tuple(
        body for body in find_partners(sentence.text, lexicon=sentence.grammar.lexicon)
        if not any(known.start < body.end and body.start < known.end for known in found.bodies)
    )
    bodies = (*found.bodies, *_contrasted(sentence, found), *partners)
    return Addressee(bodies, found.modality, found.action, found.start, found.end, found.rule)


def _contrasted(sentence: Sentence, found: Addressee) -> tuple[BodyPhrase, ...]:
    """«Главам районов рекомендуется встречаться с людьми, а редакциям газет - публиковать уставы»: two that are told apart."""
    words, grammar = sentence.words, sentence.grammar
    for at in range(2, len(words) - 2):
        if words[at - 2].text != "," or words[at - 1].text not in grammar.lexicon.words("contrasts") or words[at].start < found.end:
            continue
        others = read_list(sentence.text, words, at, "datv", grammar=grammar, is_list=False)
        last = others.last
        if others.bodies and last + 1 < len(words) and words[last].text == "-" and is_infinitive(words, last + 1):
            return others.bodies if is_addressable(sentence, at, "datv") else ()
    return ()
