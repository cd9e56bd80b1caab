"""Persons that a text mentions, with the office that it gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from resolution_parser.lexicon import Lexicon
from resolution_parser.morph import Case
from resolution_parser.normalize import heal_lookalikes, squash
from resolution_parser.stages.names import name_cases, person_to_nominative
from resolution_parser.stages.nominative import name_of
from resolution_parser.stages.noun_phrases import find_head, grammar_of, read_phrase
from resolution_parser.stages.offices import (
    CASES,
    REACH,
    Office,
    Text,
    bracket_office,
    is_bound,
    is_office,
    office_at,
    office_before,
    office_ending,
    shared_office,
)
from resolution_parser.stages.person_cases import governed_case
from resolution_parser.stages.phrase_words import PhraseWord, cut_words

_NAMING = 12  # words between «присвоить» and the name


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person at half-open offsets: the name in the nominative, in the order as printed, and the office or None."""

    start: int
    end: int
    name: str
    role: str | None


def find_persons(text: str, *, lexicon: Lexicon) -> tuple[FoundPerson, ...]:
    """All persons in the text, in order; names within quotes and within names of institutions are passed over.

    >>> found = find_persons("доклад начальника отдела культуры Г.В. Скакалиной", lexicon=Lexicon.default())
    >>> (found[0].name, found[0].role)
    ('Г.В. Скакалина', 'начальник отдела культуры')
    """
    return tuple(_persons(Text(text, cut_words(text, lexicon=lexicon), grammar_of(lexicon)), 0))


def _persons(whole: Text, shift: int) -> Iterator[FoundPerson]:
    last: tuple[int, Office | None, Case | None] = (-1, None, None)
    for at, word in enumerate(whole.words):
        if word.kind == "bracket":
            yield from _in_bracket(whole, at, shift)
        elif word.kind == "person" and not _is_memorial(whole, at):
            office = office_before(whole, at) or shared_office(whole, at, last)
            if office is not None and _is_memorial(whole, office.phrase.first):
                continue  # «имени Героя Советского Союза Н.Н. Смирнова»
            case = office.case if office is not None else governed_case(whole, at, last)
            role = office.role if office is not None else _role_after(whole, at, case) or _label(whole, at) or _elected(whole, at)
            yield _person(whole, at, shift, case, role)
            last = (at, office, case)


def _person(whole: Text, at: int, shift: int, case: Case | None, role: str | None) -> FoundPerson:
    word, lexicon = whole.words[at], whole.grammar.lexicon
    printed = squash(heal_lookalikes(whole.text[word.start:word.end]))
    known = name_cases(printed, lexicon=lexicon)
    if case is not None and known and case not in known:
        case = None
    return FoundPerson(word.start + shift, word.end + shift, person_to_nominative(printed, case=case, lexicon=lexicon), role)


def _is_memorial(whole: Text, at: int) -> bool:
    """Whether a name is part of an institution's: «школа имени …», but not «присвоить школе имя …»."""
    lexicon = whole.grammar.lexicon
    if not at or not whole.words[at - 1].lemmas & lexicon.words("name_memorials"):
        return False
    return not any(word.lemmas & lexicon.words("naming_words") for word in whole.words[max(0, at - _NAMING):at - 1])


def _in_bracket(whole: Text, at: int, shift: int) -> Iterator[FoundPerson]:
    """Names in brackets; one without an office of its own has the office that stands before the bracket."""
    word = whole.words[at]
    inner = whole.text[word.start + 1:word.end - 1]
    words = cut_words(inner, lexicon=whole.grammar.lexicon)
    office = None
    for person in _persons(Text(inner, words, whole.grammar), shift + word.start + 1):
        if person.role is None and words and words[0].kind == "person":
            office = office or bracket_office(whole, at)
            yield replace(person, role=office)
        else:
            yield person


def _role_after(whole: Text, at: int, case: Case | None) -> str | None:
    """«Дорохов В.П., глава района», «Лапшин Е.Г. – первый заместитель главы», «Иванов И.И. (директор школы)»."""
    words = whole.words
    if at + 1 >= len(words):
        return None
    sign = words[at + 1]
    if sign.kind == "bracket":
        return _bracket_role(whole, sign)
    if sign.kind != "sign" or sign.text not in ",-":
        return None
    roles: list[str] = []
    start = at + 2
    while start < len(words) and len(roles) < 4:
        found = _role_at(whole, start, sign.text, at, case)
        if found is None:
            break
        role, end = found
        roles.append(role)
        if end >= len(words) or words[end].text != ",":
            break
        start = end + 1
    return ", ".join(roles) or None


def _role_at(whole: Text, start: int, sign: str, at: int, case: Case | None) -> tuple[str, int] | None:
    name = whole.text[whole.words[at].start:whole.words[at].end]
    known = name_cases(name, lexicon=whole.grammar.lexicon)
    cases: tuple[Case, ...] = ("nomn",) if sign == "-" else CASES
    for tried in cases:
        if sign == "," and known and tried not in known:
            continue
        phrase = office_at(whole.words, start, tried, len(whole.words), whole.grammar)
        if phrase is None or phrase.head.reading is None or phrase.head.reading.number == "plur":
            continue
        if phrase.last < len(whole.words) and not _closes_role(whole.words, phrase.last):
            continue
        if _is_label(whole.words, phrase.last):
            return None
        return name_of(whole.text, whole.words, phrase, tried, lexicon=whole.grammar.lexicon), phrase.last
    return None


def _closes_role(words: Sequence[PhraseWord], at: int) -> bool:
    word = words[at]
    return (word.kind == "sign" and word.text in ".,;:)-") or (word.kind == "bracket") or word.is_pos("CONJ", "PREP")


def _is_label(words: Sequence[PhraseWord], at: int) -> bool:
    """«Председатель – Белоусова И.Г., секретарь – Жданова М.О.»: an office before a dash and a name is that one's."""
    return at + 1 < len(words) and words[at].text in "-:" and words[at + 1].kind == "person"


def _bracket_role(whole: Text, bracket: PhraseWord) -> str | None:
    inner = whole.text[bracket.start + 1:bracket.end - 1]
    words = cut_words(inner, lexicon=whole.grammar.lexicon)
    phrase = office_at(words, 0, "nomn", len(words), whole.grammar)
    if phrase is None or phrase.last != len(words):
        return None
    return name_of(inner, words, phrase, "nomn", lexicon=whole.grammar.lexicon)


def _label(whole: Text, at: int) -> str | None:
    """«Председатель – Белоусова И.Г.», «Секретарь: Кузьмина А.Р.»."""
    words = whole.words
    if at < 2 or words[at - 1].kind != "sign" or words[at - 1].text not in "-:":
        return None
    found = office_ending(whole, at - 1, ("nomn",))
    if found is None or found.is_plural:
        return None
    return found.role


def _elected(whole: Text, at: int) -> str | None:
    """«Избрать президентом федерации … Корнилова»: the office in the instrumental."""
    words, grammar = whole.words, whole.grammar
    begin = at
    while begin and at - begin < REACH and not is_bound(words[begin - 1]):
        begin -= 1
    verbs = grammar.lexicon.words("electing_verbs")
    if not any(word.lemmas & verbs and word.is_pos("INFN", "VERB", "PRTS") for word in words[begin:at]):
        return None
    for start in range(begin, at):
        head = find_head(words, start, "ablt", grammar=grammar) if words[start].kind == "word" else None
        if head is not None and is_office(words[head.word], grammar):
            phrase = read_phrase(words, start, "ablt", grammar=grammar, is_list=False, stops=frozenset({at}))
            if phrase is not None:
                return name_of(whole.text, words, phrase, "ablt", lexicon=grammar.lexicon)
    return None
