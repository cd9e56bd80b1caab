"""Who is addressed inside an item or a heading, by which verb, and to do what; who watches over the execution."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.morph import Case
from resolution_parser.records import Modality
from resolution_parser.stages.actions import find_action, printed_action, subordinate_ranges
from resolution_parser.stages.address_verbs import address_verbs
from resolution_parser.stages.bodies import BodyList, BodyPhrase, body_of, case_of, find_partners, is_body_phrase, read_list
from resolution_parser.stages.names import name_cases
from resolution_parser.stages.noun_phrases import Grammar, Phrase, find_head, grammar_of, is_infinitive, read_phrase
from resolution_parser.stages.phrase_words import LONGEST_CLAUSE, PhraseWord, cut_words, folded_text

REACH = 16  # words between an addressing verb and a body that stands behind its object
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


@dataclass(frozen=True, slots=True)
class _Hit:
    """An addressing verb: the ranks of its first word and of the first word after it."""

    rule: Rule
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    words: tuple[PhraseWord, ...]
    hits: tuple[_Hit, ...]
    grammar: Grammar


def find_addressee(text: str, *, lexicon: Lexicon) -> Addressee | None:
    """Who is addressed in an item or a heading, or None where nobody is.

    >>> found = find_addressee("Рекомендовать администрации района обеспечить подвоз", lexicon=Lexicon.default())
    >>> (found.bodies[0].name, found.modality, found.action)
    ('администрация района', 'recommendation', 'обеспечить')
    """
    text = text[:LONGEST_CLAUSE]
    words = cut_words(text, lexicon=lexicon)
    grammar = grammar_of(lexicon)
    sentence = _Sentence(text, words, tuple(_hits(text, words, lexicon)), grammar)
    for rule in _RULES:
        found = rule(sentence)
        if found is not None:
            return _with_partners(sentence, found)
    return None


def _hits(text: str, words: Sequence[PhraseWord], lexicon: Lexicon) -> Iterator[_Hit]:
    """The addressing verbs of the main clauses, in order; of two at one place the longer."""
    verbs = address_verbs(text, lexicon=lexicon)
    if not verbs:
        return iter(())
    hidden = subordinate_ranges(text, lexicon=lexicon)
    ranks = {word.start: rank for rank, word in enumerate(words)}
    found: dict[int, _Hit] = {}
    for verb in verbs:
        first = ranks.get(verb.start)
        if first is None or any(begin <= verb.start < end for begin, end in hidden):
            continue
        last = next((rank for rank in range(first, len(words)) if words[rank].start >= verb.end), len(words))
        known = found.get(first)
        if known is None or known.last < last:
            found[first] = _Hit(verb.rule, first, last)
    return iter(sorted(found.values(), key=lambda hit: hit.first))


# --- the rules, in order ----------------------------------------------------------------------------------------------------------


def _dative_first(sentence: _Sentence) -> Addressee | None:
    """«Отделу образования подготовить», «Школам – усилить», a heading in the dative; before any addressing verb."""
    return _dative_at(sentence, 0, BARE_DATIVE)


def _dative_at(sentence: _Sentence, at: int, rule: str) -> Addressee | None:
    text, words, grammar = sentence.text, sentence.words, sentence.grammar
    found = read_list(text, words, at, "datv", grammar=grammar, is_list=False)
    after = found.last
    strong = after < len(words) and words[after].text == "-" and _infinitive_after(sentence, after) is not None
    if not found.bodies or not _is_addressable(sentence, at, "datv", strong=strong):
        return None
    if after < len(words):
        if not _may_continue(words, after) or _is_no_address(text, words[after].start, sentence.grammar.lexicon):
            return None
        infinitive = _infinitive_after(sentence, after)
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


def _is_object_of(sentence: _Sentence, at: int, after: int, action: str) -> bool:
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


def _is_statement(sentence: _Sentence, at: int, infinitive: int) -> bool:
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


def _infinitive_after(sentence: _Sentence, at: int) -> int | None:
    words = sentence.words
    action = find_action(sentence.text, lexicon=sentence.grammar.lexicon, after=words[at].start)
    if action is None:
        return None
    return next((rank for rank in range(at, len(words)) if is_infinitive(words, rank)), None)


def _addresses_another(sentence: _Sentence, hit: _Hit) -> bool:
    """«Отделу образования рекомендовать школам …»: the verb has a body of its own behind it."""
    return _bodies_after(sentence, hit) is not None


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


def _is_addressable(sentence: _Sentence, at: int, case: Case, *, strong: bool = False) -> bool:
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


def _may_be_body(sentence: _Sentence, phrase: Phrase) -> bool:
    """«Рекомендовать пекарням снизить», «Обратиться к Хуралу»: a plain dative with an infinitive to follow, or a capital."""
    words, head = sentence.words, sentence.words[phrase.head.word]
    if head.kind != "word" or not head.is_pos("NOUN") or head.lemmas & sentence.grammar.lexicon.words("not_body_nouns"):
        return False
    if head.is_capital and phrase.head.word and not head.text.isupper():
        return True
    reading = phrase.head.reading
    is_plain = reading is not None and reading.case == "datv" and not head.has_case("gent") and not head.has_case("accs")
    return is_plain and phrase.last < len(words) and _infinitive_after(sentence, phrase.last) is not None


def _verb(sentence: _Sentence) -> Addressee | None:
    """«Рекомендовать кому …», «Съезд просит кого …», «Кому съезд предлагает …»."""
    for rank, hit in enumerate(sentence.hits):
        if rank and not _is_coordinated(sentence.words, hit.first) and sentence.hits[rank - 1].last != hit.first:
            continue
        if not _is_main(sentence.words, hit.first):
            continue
        found = _bodies_before(sentence, hit) or _bodies_after(sentence, hit) or _bodies_far(sentence, hit)
        if found is not None and not _is_public(sentence, found, hit):
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


def _bodies_after(sentence: _Sentence, hit: _Hit) -> BodyList | None:
    """The bodies right behind the verb; adverbs and particles may stand between."""
    words, case, at = sentence.words, case_of(hit.rule), hit.last
    while at < len(words) and _may_skip(words[at], case) and not _begins_phrase(sentence, at, case):
        at += 1
    if at >= len(words) or is_infinitive(words, at):
        return None
    found = read_list(sentence.text, words, at, case, grammar=sentence.grammar, is_list=False)
    if not found.bodies or not _is_addressable(sentence, at, case, strong=hit.rule.get("modality") is not None):
        return None
    if hit.rule.get("appeal") and not _has_appeal(sentence, found.last):
        return None
    return _cut_object(sentence, hit, found, at)


def _begins_phrase(sentence: _Sentence, at: int, case: Case) -> bool:
    """«вновь избранному совету»: the adverb is the participle's, and part of the name."""
    return sentence.words[at].kind == "word" and find_head(sentence.words, at, case, grammar=sentence.grammar) is not None


def _may_skip(word: PhraseWord, case: Case) -> bool:
    """What may stand between the verb and the body: adverbs, particles, a colon."""
    if word.kind == "sign":
        return word.text in ":-"
    return word.kind == "word" and word.is_pos("ADVB", "PRCL", "COMP") and not word.has_case(case)


def _has_appeal(sentence: _Sentence, at: int) -> bool:
    if at >= len(sentence.words):
        return False
    rest = folded_text(sentence.text)[sentence.words[at].start:]
    return any(rule.shape is not None and rule.shape.search(rest) is not None for rule in sentence.grammar.lexicon.rules("appeal_nouns"))


def _cut_object(sentence: _Sentence, hit: _Hit, found: BodyList, at: int) -> BodyList:
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


def _bodies_before(sentence: _Sentence, hit: _Hit) -> BodyList | None:
    """«Министерство … съезд просит», «Ректорам … рекомендуется»: the bodies open the sentence, the verb follows."""
    words, case = sentence.words, case_of(hit.rule)
    if not hit.first or case in ("ablt", "gent"):
        return None
    for at in _clause_starts(sentence, hit.first):
        found = read_list(sentence.text, words, at, case, grammar=sentence.grammar, is_list=False)
        is_right_before = case == "datv" and found.last == hit.first and is_infinitive(words, hit.first)
        if not found.bodies or found.last > hit.first or not _is_addressable(sentence, at, case, strong=is_right_before):
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


def _clause_starts(sentence: _Sentence, end: int) -> Iterator[int]:
    yield 0
    for rank in range(end):
        if sentence.words[rank].kind == "sign" and sentence.words[rank].text == "," and rank + 1 < end:
            yield rank + 1


def _is_subject_or_nothing(sentence: _Sentence, first: int, last: int, case: Case) -> bool:
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


def _bodies_far(sentence: _Sentence, hit: _Hit) -> BodyList | None:
    """«Поручить подготовку сборника организационному комитету»: a plain dative behind the object or an adjunct."""
    words, case, grammar = sentence.words, case_of(hit.rule), sentence.grammar
    if case != "datv" or not hit.rule.get("modality") or hit.rule.name in ("address.necessary", "address.expedient"):
        return None
    for at in range(hit.last, min(len(words), hit.last + REACH)):
        if is_infinitive(words, at) or (words[at].kind == "sign" and words[at].text in ":;"):
            return None
        if at == hit.last or not _is_plain_dative(words, at, grammar):
            continue
        found = read_list(sentence.text, words, at, case, grammar=grammar, is_list=False)
        if found.bodies and _is_addressable(sentence, at, case):
            return found
    return None


def _is_plain_dative(words: Sequence[PhraseWord], at: int, grammar: Grammar) -> bool:
    word, before = words[at], words[at - 1]
    if word.kind != "word" or not word.has_case("datv") or word.has_case("gent") or before.is_pos("PREP"):
        return False
    agrees = before.is_pos("ADJF", "PRTF") and before.has_case("datv")
    return not agrees and not before.lemmas & grammar.lexicon.words("dative_governors")


def _is_public(sentence: _Sentence, found: BodyList, hit: _Hit) -> bool:
    """A call to everybody («каждого жителя», «ко всем коллегам») names no body."""
    if hit.rule.name not in ("address.call", "address.appeal_to", "address.ask"):
        return False
    head = next((word for word in sentence.words if word.start >= found.bodies[0].start), None)
    phrase = None if head is None else read_phrase(
        sentence.words, sentence.words.index(head), case_of(hit.rule), grammar=sentence.grammar, is_list=False)
    public = sentence.grammar.lexicon.words("public_nouns")
    return phrase is not None and any(sentence.words[rank].lemmas & public for rank in range(phrase.first, phrase.head.word + 1))


def _addressed(sentence: _Sentence, hit: _Hit, found: BodyList) -> Addressee:
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


def _after_ground(sentence: _Sentence) -> Addressee | None:
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
        if comma or _is_plain_dative(sentence.words, at, sentence.grammar):
            found = _dative_at(sentence, at, GROUND_DATIVE)
            if found is not None:
                return found
    return None


_RULES: tuple[Callable[[_Sentence], Addressee | None], ...] = (_dative_first, _verb, _after_ground)


def _with_partners(sentence: _Sentence, found: Addressee) -> Addressee:
    partners = tuple(
        body for body in find_partners(sentence.text, lexicon=sentence.grammar.lexicon)
        if not any(known.start < body.end and body.start < known.end for known in found.bodies)
    )
    bodies = (*found.bodies, *_contrasted(sentence, found), *partners)
    return Addressee(bodies, found.modality, found.action, found.start, found.end, found.rule)


def _contrasted(sentence: _Sentence, found: Addressee) -> tuple[BodyPhrase, ...]:
    """«Главам районов рекомендуется встречаться с людьми, а редакциям газет - публиковать уставы»: two that are told apart."""
    words, grammar = sentence.words, sentence.grammar
    for at in range(2, len(words) - 2):
        if words[at - 2].text != "," or words[at - 1].text not in grammar.lexicon.words("contrasts") or words[at].start < found.end:
            continue
        others = read_list(sentence.text, words, at, "datv", grammar=grammar, is_list=False)
        last = others.last
        if others.bodies and last + 1 < len(words) and words[last].text == "-" and is_infinitive(words, last + 1):
            return others.bodies if _is_addressable(sentence, at, "datv") else ()
    return ()


# --- control ------------------------------------------------------------------------------------------------------------------------

_TRAILING_BRACKET = re.compile(r"\s*\([^()]{0,200}\)\s*$")


def find_control_bodies(text: str, *, lexicon: Lexicon) -> tuple[BodyPhrase, ...]:
    """Who watches over the execution; nobody where whoever speaks keeps it («оставляю за собой»).

    >>> [body.name for body in find_control_bodies("Контроль возложить на начальника отдела", lexicon=Lexicon.default())]
    ['начальник отдела']
    """
    folded = folded_text(text)
    words, grammar = cut_words(text, lexicon=lexicon), grammar_of(lexicon)
    for rule in lexicon.rules("control_bodies"):
        for match in rule.shape.finditer(folded) if rule.shape is not None else ():
            at = next((rank for rank, word in enumerate(words) if word.start >= match.end()), len(words))
            if at >= len(words) or is_infinitive(words, at):
                continue
            found = read_list(text, words, at, _control_case(rule), grammar=grammar, is_list=True)
            if found.bodies:
                return tuple(_without_bracket(body) for body in found.bodies)
    addressed = find_addressee(text, lexicon=lexicon)
    return tuple(_without_bracket(body) for body in addressed.bodies if body.role == "executor") if addressed is not None else ()


def _control_case(rule: Rule) -> Case:
    known: dict[str, Case] = {"accs": "accs", "datv": "datv", "ablt": "ablt", "nomn": "nomn", "gent": "gent", "loct": "loct"}
    return known.get(rule.get("case"), "accs")


def _without_bracket(body: BodyPhrase) -> BodyPhrase:
    text = _TRAILING_BRACKET.sub("", body.text)
    return BodyPhrase(body.start, body.start + len(text), text, body.name, body.role)
