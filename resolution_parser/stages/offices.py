"""Offices before a name of a person: «начальника отдела культуры Г.В. Скакалиной», and the words that both stages of persons share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from resolution_parser import morph
from resolution_parser.morph import Case
from resolution_parser.normalize import heal_lookalikes, squash
from resolution_parser.stages.names import name_cases
from resolution_parser.stages.nominative import name_of
from resolution_parser.stages.noun_phrases import Grammar, Phrase, after_separator, find_head, read_phrase
from resolution_parser.stages.phrase_words import PhraseWord

CASES: tuple[Case, ...] = ("nomn", "gent", "datv", "accs", "ablt", "loct")
REACH = 40  # words that an office may be long
BOUNDS = ".:;!?"


@dataclass(frozen=True, slots=True)
class Office:
    """An office before a name: the phrase, its case, and what it is called for one person."""

    phrase: Phrase
    case: Case
    role: str
    is_plural: bool


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    words: tuple[PhraseWord, ...]
    grammar: Grammar


def office_before(whole: Text, at: int) -> Office | None:
    """The longest office that ends right before the name, with further ones that stand before it."""
    name = whole.text[whole.words[at].start:whole.words[at].end]
    known = name_cases(name, lexicon=whole.grammar.lexicon)
    found = office_ending(whole, at, tuple(case for case in CASES if not known or case in known))
    if found is None:
        return None
    return _with_earlier(whole, found)


def _with_earlier(whole: Text, office: Office) -> Office:
    """«доктора медицинских наук, профессора»: offices in a row belong to one person."""
    first, role = office.phrase.first, office.role
    for _ in range(3):
        sign = whole.words[first - 1].text if first else ""
        earlier = office_ending(whole, first - 1 if sign in (",", "-") else first, (office.case,)) if first else None
        if earlier is None or earlier.is_plural != office.is_plural:
            break
        if sign == "-" and earlier.phrase.last - earlier.phrase.first < 2:
            break  # «Председатель – директор школы …» is a label
        dash = whole.text[whole.words[first - 1].start:whole.words[first - 1].end]
        first, role = earlier.phrase.first, earlier.role + (f" {dash} " if sign == "-" else ", ") + role
    return replace(office, role=role)


def office_ending(whole: Text, end: int, cases: tuple[Case, ...]) -> Office | None:
    words, grammar = whole.words, whole.grammar
    begin = end
    while begin and end - begin < REACH and not is_bound(words[begin - 1]):
        begin -= 1
    plural: Office | None = None
    for start in range(begin, end):
        if words[start].kind not in ("word", "short") or _is_pronoun(words[start]):
            continue
        for case in cases:
            phrase = office_at(words, start, case, end, grammar)
            if phrase is None or phrase.last != end:
                continue
            if not _is_plural(phrase):
                return _with_title(whole, phrase, case, end)
            plural = plural or _office(whole, phrase, case)
        if plural is not None:
            return plural
    return None


def _is_pronoun(word: PhraseWord) -> bool:
    """«их наставница»: the office begins behind the pronoun."""
    return any("Apro" in reading.tags or reading.pos == "NPRO" for reading in word.readings)


def _is_plural(phrase: Phrase) -> bool:
    return phrase.head.reading is not None and phrase.head.reading.number == "plur"


def _with_title(whole: Text, phrase: Phrase, case: Case, end: int) -> Office:
    """«ректора университета профессора …»: a title in the same case behind an office is not its tail."""
    words, titles = whole.words, whole.grammar.lexicon.words("titles")
    for rank in range(phrase.head.word + 2, end):
        if words[rank].lemmas & titles and words[rank].has_case(case):
            title = office_at(words, rank, case, end, whole.grammar)
            first = read_phrase(words, phrase.first, case, grammar=whole.grammar, is_list=True, stops=frozenset({rank}))
            if title is not None and title.last == end and first is not None and first.last == rank:
                office, second = _office(whole, first, case), _office(whole, title, case)
                return replace(office, role=f"{office.role}, {second.role}")
    return _office(whole, phrase, case)


def is_bound(word: PhraseWord) -> bool:
    return word.kind == "person" or (word.kind == "sign" and word.text in BOUNDS)


def office_at(words: Sequence[PhraseWord], start: int, case: Case, end: int, grammar: Grammar) -> Phrase | None:
    head = find_head(words, start, case, grammar=grammar)
    if head is None or not is_office(words[head.word], grammar):
        return None
    stops = frozenset({end}) if end < len(words) else frozenset()
    phrase = read_phrase(words, start, case, grammar=grammar, is_list=True, stops=stops)
    if phrase is None or any(word.kind in ("person", "bracket") for word in words[phrase.first:phrase.last]):
        return None
    return phrase


def is_office(word: PhraseWord, grammar: Grammar) -> bool:
    return bool(word.lemmas & grammar.offices) or (word.kind == "short" and bool(word.lemmas & grammar.head_shorts))


def _office(whole: Text, phrase: Phrase, case: Case) -> Office:
    is_plural = _is_plural(phrase)
    role = _singular_role(whole, phrase, case) if is_plural else name_of(
        whole.text, whole.words, phrase, case, lexicon=whole.grammar.lexicon)
    return Office(phrase, case, role, is_plural)


def _singular_role(whole: Text, phrase: Phrase, case: Case) -> str:
    tail_start = whole.words[phrase.head.word].end
    tail = whole.text[tail_start:whole.words[phrase.last - 1].end]
    return squash(heal_lookalikes(_singular_head(whole, phrase, case) + tail))


def _singular_head(whole: Text, phrase: Phrase, case: Case) -> str:
    """«заместителей» → «заместитель»: the head and what stands before it, for one of them."""
    edits = {edit.word for edit in phrase.edits}
    gender = phrase.head.reading.gender if phrase.head.reading is not None else None
    pieces, at = [], whole.words[phrase.first].start
    for rank in range(phrase.first, phrase.head.word + 1):
        word = whole.words[rank]
        printed = heal_lookalikes(whole.text[word.start:word.end])
        form = morph.singular(printed, case=case, gender=gender) if rank in edits else None
        pieces.append(whole.text[at:word.start] + (_without_yo(form, printed) if form else printed))
        at = word.end
    return "".join(pieces)


def _without_yo(form: str, printed: str) -> str:
    return form if "ё" in printed.lower() else form.replace("ё", "е").replace("Ё", "Е")


def shared_office(whole: Text, at: int, last: tuple[int, Office | None, Case | None]) -> Office | None:
    """«заместителей директора Сергиенко Н.В. и Архипова К.Д.», «директоров школы А И.И. Иванова и школы Б П.П. Петрова»."""
    rank, office, _ = last
    if office is None or not office.is_plural or rank < 0:
        return None
    after = after_separator(whole.words, rank + 1, grammar=whole.grammar)
    if after == rank + 1 or at - after > 12 or any(is_bound(word) for word in whole.words[after:at]):
        return None
    if after == at:
        return office
    tail = whole.text[whole.words[after].start:whole.words[at - 1].end]
    return replace(office, role=squash(heal_lookalikes(f"{_singular_head(whole, office.phrase, office.case)} {tail}")))


def bracket_office(whole: Text, at: int) -> str | None:
    """The office that a bracket explains: «Директорам школ № 1 (…), № 2 (…)» are the director of school № 1 and that of № 2."""
    words, grammar = whole.words, whole.grammar
    for start in range(max(0, at - REACH), at):
        if words[start].kind not in ("word", "short") or _is_inside(words, start):
            continue
        for case in CASES[1:] + CASES[:1]:
            head = find_head(words, start, case, grammar=grammar)
            if head is None or not is_office(words[head.word], grammar):
                continue
            phrase = read_phrase(words, start, case, grammar=grammar, is_list=True)
            if phrase is None or not phrase.first <= at < phrase.last:
                continue
            return _role_of_bracket(whole, phrase, case, at)
    return None


def _is_inside(words: Sequence[PhraseWord], start: int) -> bool:
    """Whether the word hangs on the noun before it: «отделу главы» — the body before it counts."""
    before = words[start - 1] if start else None
    return before is not None and before.is_pos("NOUN") and not before.is_pos("VERB", "INFN") and words[start].has_case("gent")


def _role_of_bracket(whole: Text, phrase: Phrase, case: Case, at: int) -> str:
    words = whole.words
    reading = phrase.head.reading
    until = next((rank for rank in range(phrase.first, phrase.last) if words[rank].kind in ("bracket", "number")), phrase.last)
    if reading is None or reading.number != "plur":
        cut = replace(phrase, last=at, edits=tuple(edit for edit in phrase.edits if edit.word < at))
        return _in_small(name_of(whole.text, words, cut, case, lexicon=whole.grammar.lexicon))
    tail = [heal_lookalikes(whole.text[word.start:word.end]) for word in words[phrase.head.word + 1:until]]
    number = words[at - 1] if words[at - 1].kind == "number" else None
    if number is not None and tail:
        tail[-1] = morph.genitive_singular(tail[-1]) or tail[-1]
    pieces = [_singular_head(whole, phrase, case), *tail]
    if number is not None:
        pieces.append(whole.text[number.start:number.end])
    elif words[at - 1].kind in ("quote", "abbreviation") and at - 1 >= until:
        pieces.append(whole.text[words[at - 1].start:words[at - 1].end])
    return _in_small(squash(" ".join(pieces)))


def _in_small(role: str) -> str:
    """The capital that opened the sentence is none of the office's."""
    return role[:1].lower() + role[1:] if role[1:2].islower() else role
