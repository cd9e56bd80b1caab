"""Bodies: lists of them in a heading, a note or a cell, partners within a sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.morph import Case
from resolution_parser.records import BodyRole
from resolution_parser.stages.address_verbs import address_verbs
from resolution_parser.stages.nominative import guess_case, name_of, person_to_nominative
from resolution_parser.stages.noun_phrases import Grammar, Phrase, after_separator, grammar_of, is_infinitive, read_phrase
from resolution_parser.stages.phrase_words import LONGEST_CLAUSE, PartnerCue, PhraseWord, cut_words, folded_text, partner_cues

MAX_HEADING = 900  # characters; longer paragraphs are no headings


@dataclass(frozen=True, slots=True)
class BodyPhrase:
    """A body at half-open offsets of the text given: as printed, in the nominative, and its part in the work."""

    start: int
    end: int
    text: str
    name: str
    role: BodyRole


@dataclass(frozen=True, slots=True)
class BodyList:
    """Bodies read one after another, and the rank of the first word that belongs to none."""

    bodies: tuple[BodyPhrase, ...]
    last: int


def read_bodies(text: str, *, case: Case | None, lexicon: Lexicon) -> tuple[BodyPhrase, ...]:
    """The bodies of a text that holds nothing else: a heading without its colon, the value of a note, a cell.

    ``case`` is the case that the list stands in; None where nothing governs it.

    >>> [body.name for body in read_bodies("Отделу образования, директорам школ", case="datv", lexicon=Lexicon.default())]
    ['Отдел образования', 'директора школ']
    """
    words = cut_words(text, lexicon=lexicon)
    grammar = grammar_of(lexicon)
    bodies: list[BodyPhrase] = []
    at = after_separator(words, 0, grammar=grammar)
    while at < len(words):
        found = read_list(text, words, at, case, grammar=grammar, is_list=True)
        bodies.extend(found.bodies)
        if found.last == at or case is not None:
            at = _next_part(words, found.last, grammar)
        else:
            at = after_separator(words, found.last, grammar=grammar) if found.last < len(words) else found.last
            at = at if at > found.last else _next_part(words, found.last, grammar)
    return tuple(bodies)


def _next_part(words: Sequence[PhraseWord], at: int, grammar: Grammar) -> int:
    """The rank after the next comma or the like: what cannot be read is passed over."""
    while at < len(words):
        after = after_separator(words, at, grammar=grammar)
        if after > at:
            return after
        at += 1
    return at


def read_list(
    text: str, words: Sequence[PhraseWord], at: int, case: Case | None, *, grammar: Grammar, is_list: bool,
) -> BodyList:
    """Bodies in one case, coordinated, from word ``at`` on; partners among them stand in the case of their cue."""
    cues = {_rank_at(words, cue.start): (_rank_at(words, cue.end), cue.case) for cue in partner_cues(text, lexicon=grammar.lexicon)}
    stops = frozenset(cues)
    bodies: list[BodyPhrase] = []
    role: BodyRole = "executor"
    current = case
    last = at
    while at < len(words):
        if at in cues:
            after, current = cues[at]
            if after <= at:
                break
            role, at = "partner", after
        found = _read_in(words, at, current, case, role, grammar, is_list, stops)
        if found is None and bodies and words[at].is_pos("ADVB"):  # «правлению и лично председателю»
            found = _read_in(words, at + 1, current, case, role, grammar, is_list, stops)
        if found is None:
            break
        phrase, read_case, role = found
        current = read_case if role == "partner" else case
        bodies.append(body_of(text, words, phrase, read_case, role=role, grammar=grammar))
        if is_list and len(bodies) > 1 and _is_office_of(words, phrase, last, grammar):
            bodies[-2:] = [_joined(text, bodies[-2], bodies[-1])]
        last = phrase.last
        at = after_separator(words, last, grammar=grammar)
        if at not in cues and (at == last or at >= len(words)):
            break
    return BodyList(tuple(bodies), last)


def _is_office_of(words: Sequence[PhraseWord], phrase: Phrase, last: int, grammar: Grammar) -> bool:
    """«Иванова И.И., заместитель директора»: an office in the singular behind a lone name belongs to that person."""
    before, reading = words[last - 1], phrase.head.reading
    if before.kind != "person" or last >= len(words) or words[last].text != "," or phrase.first != last + 1:
        return False
    if reading is None or reading.number != "sing" or not words[phrase.head.word].lemmas & grammar.offices:
        return False
    return not any(word.kind in ("person", "bracket") for word in words[phrase.first:phrase.last])


def _joined(text: str, person: BodyPhrase, office: BodyPhrase) -> BodyPhrase:
    return BodyPhrase(person.start, office.end, text[person.start:office.end], f"{person.name}, {office.name}", person.role)


def _rank_at(words: Sequence[PhraseWord], offset: int) -> int:
    return bisect_left(words, offset, key=lambda word: word.start)


def _read_in(
    words: Sequence[PhraseWord], at: int, current: Case | None, case: Case | None, role: BodyRole, grammar: Grammar,
    is_list: bool, stops: frozenset[int],
) -> tuple[Phrase, Case, BodyRole] | None:
    """A phrase in the partner's case, or in the list's own."""
    if at >= len(words):
        return None
    tries: list[tuple[Case, BodyRole]] = [(current or guess_case(words, at, lexicon=grammar.lexicon), role)]
    if role == "partner":
        tries.append((case or guess_case(words, at, lexicon=grammar.lexicon), "executor"))
    for tried, part in tries:
        phrase = read_phrase(words, at, tried, grammar=grammar, is_list=is_list, stops=stops)
        if phrase is None:
            continue
        if is_list or at == 0 or is_body_phrase(words, phrase, grammar=grammar) or _is_plain_dative(words, phrase, grammar):
            return phrase, tried, part
    return None


def _is_plain_dative(words: Sequence[PhraseWord], phrase: Phrase, grammar: Grammar) -> bool:
    """«Ректорату, деканатам и кафедрам»: what stands in one row with bodies, in a dative that is nothing else, is one, too."""
    head, reading = words[phrase.head.word], phrase.head.reading
    if reading is None or reading.case != "datv" or head.has_case("gent"):
        return False
    return not head.lemmas & grammar.lexicon.words("not_body_nouns")


def is_body_phrase(words: Sequence[PhraseWord], phrase: Phrase, *, grammar: Grammar) -> bool:
    """Whether the head of a phrase names a body: by the list, as an abbreviation, as a person."""
    head = words[phrase.head.word]
    if head.kind == "abbreviation":
        return head.text not in grammar.topics
    if head.kind in ("person", "short"):
        return True
    if head.kind == "quote":
        return phrase.head.word > phrase.first
    if grammar.is_body(head) or head.lemmas & grammar.substantives:
        return True
    printed = " ".join(word.text for word in words[phrase.first:phrase.last])
    if any(rule.shape is not None and rule.shape.search(printed) is not None for rule in grammar.lexicon.rules("body_shapes")):
        return True
    reading = phrase.head.reading
    return reading is not None and reading.animate and not head.lemmas & grammar.lexicon.words("not_body_nouns")


def body_of(
    text: str, words: Sequence[PhraseWord], phrase: Phrase, case: Case, *, role: BodyRole, grammar: Grammar,
) -> BodyPhrase:
    """The body that a phrase names."""
    start, end = words[phrase.first].start, words[phrase.last - 1].end
    name = name_of(text, words, phrase, case, lexicon=grammar.lexicon)
    return BodyPhrase(start, end, text[start:end], name, role)


def find_partners(text: str, *, lexicon: Lexicon) -> tuple[BodyPhrase, ...]:
    """The bodies after «совместно с», «при участии» and the like anywhere in a sentence.

    >>> [body.name for body in find_partners("совместно с отделом культуры провести смотр", lexicon=Lexicon.default())]
    ['отдел культуры']
    """
    text = text[:LONGEST_CLAUSE]
    cues = partner_cues(text, lexicon=lexicon)
    if not cues:
        return ()
    words, grammar = cut_words(text, lexicon=lexicon), grammar_of(lexicon)
    bodies: list[BodyPhrase] = []
    done = 0
    for cue in cues:
        at = _rank_at(words, cue.end)
        if cue.start < done or at >= len(words) or not _is_outside(words, cue.start) or _belongs_to_noun(words, cue, lexicon):
            continue
        found = _partners_at(text, words, at, cue, grammar)
        bodies.extend(found)
        done = found[-1].end if found else done
    return tuple(bodies)


def _partners_at(text: str, words: Sequence[PhraseWord], at: int, cue: PartnerCue, grammar: Grammar) -> list[BodyPhrase]:
    bodies: list[BodyPhrase] = []
    wants_object = _wants_object(words, _rank_at(words, cue.start))
    while at < len(words):
        phrase = read_phrase(words, at, cue.case, grammar=grammar, is_list=False)
        if phrase is None or not (is_body_phrase(words, phrase, grammar=grammar) or _is_proper(words, phrase, grammar)):
            break
        if wants_object:
            phrase = _before_object(words, phrase, grammar)
        bodies.append(body_of(text, words, phrase, cue.case, role="partner", grammar=grammar))
        after = after_separator(words, phrase.last, grammar=grammar)
        if after == phrase.last:
            break
        at = after
    return bodies


def _is_proper(words: Sequence[PhraseWord], phrase: Phrase, grammar: Grammar) -> bool:
    """«совместно с Вече города»: a capital makes a partner's name of a noun that no list knows."""
    head = words[phrase.head.word]
    if head.lemmas & grammar.lexicon.words("partner_nouns"):
        return True
    return head.kind == "word" and words[phrase.first].is_capital and not head.lemmas & grammar.lexicon.words("not_body_nouns")


def _wants_object(words: Sequence[PhraseWord], cue: int) -> bool:
    """Whether the word before the cue is an infinitive that still lacks its object: «пересмотреть совместно с …»."""
    return cue > 0 and is_infinitive(words, cue - 1) and any("tran" in reading.tags for reading in words[cue - 1].readings)


def _before_object(words: Sequence[PhraseWord], phrase: Phrase, grammar: Grammar) -> Phrase:
    """The partner without what can only be the verb's object: «с родительскими комитетами | формы родительских собраний»."""
    if any(_is_object(words, rank) and not words[rank].has_case("gent") for rank in range(phrase.last, _clause_end(words, phrase.last))):
        return phrase
    first = phrase.head.word + 1
    is_single = phrase.head.reading is not None and phrase.head.reading.number == "sing"
    if is_single and words[phrase.head.word].lemmas & grammar.lexicon.words("needs_tail"):
        first += 1  # «с отделом культуры»
    rank = next((rank for rank in range(first, phrase.last) if _is_object(words, rank)), phrase.last)
    return Phrase(phrase.first, rank, phrase.head, tuple(edit for edit in phrase.edits if edit.word < rank))


def _clause_end(words: Sequence[PhraseWord], at: int) -> int:
    return next((rank for rank in range(at, len(words)) if words[rank].kind == "sign" and words[rank].text in ";:."), len(words))


def _is_object(words: Sequence[PhraseWord], rank: int) -> bool:
    """A noun that can stand in the accusative without a preposition."""
    word = words[rank]
    is_object = any(reading.pos == "NOUN" and reading.case == "accs" and not reading.animate for reading in word.readings)
    before = rank - 2 if rank > 1 and words[rank - 1].is_pos("ADJF", "PRTF") else rank - 1
    return is_object and not (before >= 0 and words[before].is_pos("PREP"))


def _is_outside(words: Sequence[PhraseWord], offset: int) -> bool:
    """Whether an offset stands in no quoted piece and no bracket."""
    return any(word.start == offset for word in words)


def _belongs_to_noun(words: Sequence[PhraseWord], cue: PartnerCue, lexicon: Lexicon) -> bool:
    """«протоколы, разработанные при участии общества», «создать штаб с участием ветеранов»: who takes part in the thing, not the task."""
    rank = _rank_at(words, cue.start)
    before = words[rank - 1] if rank else None
    if before is None or before.kind == "sign":
        return False
    top = before.readings[0].pos if before.readings else ""
    if not cue.of_noun or top == "PRTF":
        return top == "PRTF"
    is_noun = before.kind in ("quote", "abbreviation", "number") or top == "NOUN" and not before.lemmas & lexicon.words("time_nouns")
    return is_noun and any(is_infinitive(words, earlier) for earlier in range(rank))


# --- headings -------------------------------------------------------------------------------------------------------------------


def is_body_heading(text: str, *, lexicon: Lexicon) -> bool:
    """Whether a line, its colon off, only says who is addressed, in the dative or after a verb such as «рекомендовать».

    >>> is_body_heading("Просить Думу района", lexicon=Lexicon.default())
    True
    >>> is_body_heading("Содержание и качество образования", lexicon=Lexicon.default())
    False
    """
    if not text or len(text) > MAX_HEADING:
        return False
    words, grammar = cut_words(text.rstrip(" :"), lexicon=lexicon), grammar_of(lexicon)
    if not words:
        return False
    opening = opening_verb(text, words, grammar=grammar)
    if opening is None:
        return _is_addressing(text, words, 0, "datv", grammar)
    rule, at = opening
    return _is_addressing(text, words, at, case_of(rule), grammar)


def case_of(rule: Rule) -> Case:
    """The case that an addressing verb governs."""
    known: dict[str, Case] = {"datv": "datv", "accs": "accs", "gent": "gent", "ablt": "ablt"}
    return known.get(rule.get("case"), "datv")


def opening_verb(text: str, words: Sequence[PhraseWord], *, grammar: Grammar) -> tuple[Rule, int] | None:
    """The addressing verb that a heading opens with, perhaps after its subject, and the rank of the word after it."""
    verbs = address_verbs(text, lexicon=grammar.lexicon)
    found = [(_rank_at(words, verb.start), _rank_at(words, verb.end), verb.rule) for verb in verbs]
    ends = {last: first for first, last, _ in found}
    for first, last, rule in sorted(found, key=lambda hit: (-hit[0], -hit[1])):
        begin = ends.get(first, first)  # «считает целесообразным рекомендовать»: the last verb governs
        if begin == 0 or _is_subject(words, begin, grammar):
            return rule, last
    return None


def _is_subject(words: Sequence[PhraseWord], end: int, grammar: Grammar) -> bool:
    """Whether the words before the verb are its subject: «Участники конференции»."""
    if end > 12 or words[0].kind != "word":
        return False
    phrase = read_phrase(words, 0, "nomn", grammar=grammar, is_list=False)
    return phrase is not None and (phrase.last == end or words[phrase.last].is_pos("ADVB", "PRCL") and phrase.last + 1 == end)


def _is_bare_name(words: Sequence[PhraseWord], at: int, case: Case, text: str) -> bool:
    """A line of a list of people: a name alone that does not stand in the case."""
    if len(words) != at + 1 or words[at].kind != "person":
        return False
    printed = text[words[at].start:words[at].end]
    return person_to_nominative(printed, case=case) == printed


def _is_addressing(text: str, words: Sequence[PhraseWord], at: int, case: Case, grammar: Grammar) -> bool:
    while at < len(words) and words[at].kind == "word" and words[at].is_pos("ADVB", "PRCL") and not words[at].has_case(case):
        at += 1
    found = read_list(text, words, at, case, grammar=grammar, is_list=True)
    if not found.bodies:
        return False
    first = read_phrase(words, at, case, grammar=grammar, is_list=True)
    if first is None or not is_body_phrase(words, first, grammar=grammar):
        return False
    if found.last >= len(words):
        return not _is_bare_name(words, at, case, text)
    if any(is_infinitive(words, rank) for rank in range(found.last, len(words))):
        return False
    rest = folded_text(text)[words[found.last].start:].rstrip(" :")
    return any(rule.shape is not None and rule.shape.search(rest) is not None for rule in grammar.lexicon.rules("heading_tail"))
