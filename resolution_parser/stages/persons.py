"""Persons that a text mentions, with the office that it gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon
from resolution_parser.morph import Case
from resolution_parser.normalize import heal_lookalikes, squash
from resolution_parser.stages.names import name_cases, person_to_nominative
from resolution_parser.stages.nominative import name_of
from resolution_parser.stages.noun_phrases import Grammar, Phrase, after_separator, find_head, grammar_of, read_phrase
from resolution_parser.stages.phrase_words import PhraseWord, cut_words

_CASES: tuple[Case, ...] = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_REACH = 40  # words that an office may be long
_NAMING = 12  # words between «присвоить» and the name
_BOUNDS = ".:;!?"


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person at half-open offsets: the name in the nominative, in the order as printed, and the office or None."""

    start: int
    end: int
    name: str
    role: str | None


@dataclass(frozen=True, slots=True)
class _Office:
    """An office before a name: the phrase, its case, and what it is called for one person."""

    phrase: Phrase
    case: Case
    role: str
    is_plural: bool


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    words: tuple[PhraseWord, ...]
    grammar: Grammar


def find_persons(text: str, *, lexicon: Lexicon) -> tuple[FoundPerson, ...]:
    """All persons in the text, in order; names within quotes and within names of institutions are passed over.

    >>> found = find_persons("доклад начальника отдела культуры Г.В. Скакалиной", lexicon=Lexicon.default())
    >>> (found[0].name, found[0].role)
    ('Г.В. Скакалина', 'начальник отдела культуры')
    """
    return tuple(_persons(_Text(text, cut_words(text, lexicon=lexicon), grammar_of(lexicon)), 0))


def _persons(whole: _Text, shift: int) -> Iterator[FoundPerson]:
    last: tuple[int, _Office | None, Case | None] = (-1, None, None)
    for at, word in enumerate(whole.words):
        if word.kind == "bracket":
            yield from _in_bracket(whole, at, shift)
        elif word.kind == "person" and not _is_memorial(whole, at):
            office = _office_before(whole, at) or _shared_office(whole, at, last)
            if office is not None and _is_memorial(whole, office.phrase.first):
                continue  # «имени Героя Советского Союза Н.Н. Смирнова»
            case = office.case if office is not None else _governed_case(whole, at, last)
            role = office.role if office is not None else _role_after(whole, at, case) or _label(whole, at) or _elected(whole, at)
            yield _person(whole, at, shift, case, role)
            last = (at, office, case)


def _person(whole: _Text, at: int, shift: int, case: Case | None, role: str | None) -> FoundPerson:
    word, lexicon = whole.words[at], whole.grammar.lexicon
    printed = squash(heal_lookalikes(whole.text[word.start:word.end]))
    known = name_cases(printed, lexicon=lexicon)
    if case is not None and known and case not in known:
        case = None
    return FoundPerson(word.start + shift, word.end + shift, person_to_nominative(printed, case=case, lexicon=lexicon), role)


def _is_memorial(whole: _Text, at: int) -> bool:
    """Whether a name is part of an institution's: «школа имени …», but not «присвоить школе имя …»."""
    lexicon = whole.grammar.lexicon
    if not at or not whole.words[at - 1].lemmas & lexicon.words("name_memorials"):
        return False
    return not any(word.lemmas & lexicon.words("naming_words") for word in whole.words[max(0, at - _NAMING):at - 1])


def _in_bracket(whole: _Text, at: int, shift: int) -> Iterator[FoundPerson]:
    """Names in brackets; one without an office of its own has the office that stands before the bracket."""
    word = whole.words[at]
    inner = whole.text[word.start + 1:word.end - 1]
    words = cut_words(inner, lexicon=whole.grammar.lexicon)
    office = None
    for person in _persons(_Text(inner, words, whole.grammar), shift + word.start + 1):
        if person.role is None and words and words[0].kind == "person":
            office = office or _bracket_office(whole, at)
            yield replace(person, role=office)
        else:
            yield person


# --- offices before the name --------------------------------------------------------------------------------------------------------


def _office_before(whole: _Text, at: int) -> _Office | None:
    """The longest office that ends right before the name, with further ones that stand before it."""
    name = whole.text[whole.words[at].start:whole.words[at].end]
    known = name_cases(name, lexicon=whole.grammar.lexicon)
    found = _office_ending(whole, at, tuple(case for case in _CASES if not known or case in known))
    if found is None:
        return None
    return _with_earlier(whole, found)


def _with_earlier(whole: _Text, office: _Office) -> _Office:
    """«доктора медицинских наук, профессора»: offices in a row belong to one person."""
    first, role = office.phrase.first, office.role
    for _ in range(3):
        sign = whole.words[first - 1].text if first else ""
        earlier = _office_ending(whole, first - 1 if sign in (",", "-") else first, (office.case,)) if first else None
        if earlier is None or earlier.is_plural != office.is_plural:
            break
        if sign == "-" and earlier.phrase.last - earlier.phrase.first < 2:
            break  # «Председатель – директор школы …» is a label
        dash = whole.text[whole.words[first - 1].start:whole.words[first - 1].end]
        first, role = earlier.phrase.first, earlier.role + (f" {dash} " if sign == "-" else ", ") + role
    return replace(office, role=role)


def _office_ending(whole: _Text, end: int, cases: tuple[Case, ...]) -> _Office | None:
    words, grammar = whole.words, whole.grammar
    begin = end
    while begin and end - begin < _REACH and not _is_bound(words[begin - 1]):
        begin -= 1
    plural: _Office | None = None
    for start in range(begin, end):
        if words[start].kind not in ("word", "short") or _is_pronoun(words[start]):
            continue
        for case in cases:
            phrase = _office_at(words, start, case, end, grammar)
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


def _with_title(whole: _Text, phrase: Phrase, case: Case, end: int) -> _Office:
    """«ректора университета профессора …»: a title in the same case behind an office is not its tail."""
    words, titles = whole.words, whole.grammar.lexicon.words("titles")
    for rank in range(phrase.head.word + 2, end):
        if words[rank].lemmas & titles and words[rank].has_case(case):
            title = _office_at(words, rank, case, end, whole.grammar)
            first = read_phrase(words, phrase.first, case, grammar=whole.grammar, is_list=True, stops=frozenset({rank}))
            if title is not None and title.last == end and first is not None and first.last == rank:
                office, second = _office(whole, first, case), _office(whole, title, case)
                return replace(office, role=f"{office.role}, {second.role}")
    return _office(whole, phrase, case)


def _is_bound(word: PhraseWord) -> bool:
    return word.kind == "person" or (word.kind == "sign" and word.text in _BOUNDS)


def _office_at(words: Sequence[PhraseWord], start: int, case: Case, end: int, grammar: Grammar) -> Phrase | None:
    head = find_head(words, start, case, grammar=grammar)
    if head is None or not _is_office(words[head.word], grammar):
        return None
    stops = frozenset({end}) if end < len(words) else frozenset()
    phrase = read_phrase(words, start, case, grammar=grammar, is_list=True, stops=stops)
    if phrase is None or any(word.kind in ("person", "bracket") for word in words[phrase.first:phrase.last]):
        return None
    return phrase


def _is_office(word: PhraseWord, grammar: Grammar) -> bool:
    return bool(word.lemmas & grammar.offices) or (word.kind == "short" and bool(word.lemmas & grammar.head_shorts))


def _office(whole: _Text, phrase: Phrase, case: Case) -> _Office:
    is_plural = _is_plural(phrase)
    role = _singular_role(whole, phrase, case) if is_plural else name_of(
        whole.text, whole.words, phrase, case, lexicon=whole.grammar.lexicon)
    return _Office(phrase, case, role, is_plural)


def _singular_role(whole: _Text, phrase: Phrase, case: Case) -> str:
    tail_start = whole.words[phrase.head.word].end
    tail = whole.text[tail_start:whole.words[phrase.last - 1].end]
    return squash(heal_lookalikes(_singular_head(whole, phrase, case) + tail))


def _singular_head(whole: _Text, phrase: Phrase, case: Case) -> str:
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


def _shared_office(whole: _Text, at: int, last: tuple[int, _Office | None, Case | None]) -> _Office | None:
    """«заместителей директора Сергиенко Н.В. и Архипова К.Д.», «директоров школы А И.И. Иванова и школы Б П.П. Петрова»."""
    rank, office, _ = last
    if office is None or not office.is_plural or rank < 0:
        return None
    after = after_separator(whole.words, rank + 1, grammar=whole.grammar)
    if after == rank + 1 or at - after > 12 or any(_is_bound(word) for word in whole.words[after:at]):
        return None
    if after == at:
        return office
    tail = whole.text[whole.words[after].start:whole.words[at - 1].end]
    return replace(office, role=squash(heal_lookalikes(f"{_singular_head(whole, office.phrase, office.case)} {tail}")))


def _bracket_office(whole: _Text, at: int) -> str | None:
    """The office that a bracket explains: «Директорам школ № 1 (…), № 2 (…)» are the director of school № 1 and that of № 2."""
    words, grammar = whole.words, whole.grammar
    for start in range(max(0, at - _REACH), at):
        if words[start].kind not in ("word", "short") or _is_inside(words, start):
            continue
        for case in _CASES[1:] + _CASES[:1]:
            head = find_head(words, start, case, grammar=grammar)
            if head is None or not _is_office(words[head.word], grammar):
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


def _role_of_bracket(whole: _Text, phrase: Phrase, case: Case, at: int) -> str:
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


# --- offices after the name, labels, elections --------------------------------------------------------------------------------------


def _role_after(whole: _Text, at: int, case: Case | None) -> str | None:
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


def _role_at(whole: _Text, start: int, sign: str, at: int, case: Case | None) -> tuple[str, int] | None:
    name = whole.text[whole.words[at].start:whole.words[at].end]
    known = name_cases(name, lexicon=whole.grammar.lexicon)
    cases: tuple[Case, ...] = ("nomn",) if sign == "-" else _CASES
    for tried in cases:
        if sign == "," and known and tried not in known:
            continue
        phrase = _office_at(whole.words, start, tried, len(whole.words), whole.grammar)
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


def _bracket_role(whole: _Text, bracket: PhraseWord) -> str | None:
    inner = whole.text[bracket.start + 1:bracket.end - 1]
    words = cut_words(inner, lexicon=whole.grammar.lexicon)
    phrase = _office_at(words, 0, "nomn", len(words), whole.grammar)
    if phrase is None or phrase.last != len(words):
        return None
    return name_of(inner, words, phrase, "nomn", lexicon=whole.grammar.lexicon)


def _label(whole: _Text, at: int) -> str | None:
    """«Председатель – Белоусова И.Г.», «Секретарь: Кузьмина А.Р.»."""
    words = whole.words
    if at < 2 or words[at - 1].kind != "sign" or words[at - 1].text not in "-:":
        return None
    found = _office_ending(whole, at - 1, ("nomn",))
    if found is None or found.is_plural:
        return None
    return found.role


def _elected(whole: _Text, at: int) -> str | None:
    """«Избрать президентом федерации … Корнилова»: the office in the instrumental."""
    words, grammar = whole.words, whole.grammar
    begin = at
    while begin and at - begin < _REACH and not _is_bound(words[begin - 1]):
        begin -= 1
    verbs = grammar.lexicon.words("electing_verbs")
    if not any(word.lemmas & verbs and word.is_pos("INFN", "VERB", "PRTS") for word in words[begin:at]):
        return None
    for start in range(begin, at):
        head = find_head(words, start, "ablt", grammar=grammar) if words[start].kind == "word" else None
        if head is not None and _is_office(words[head.word], grammar):
            phrase = read_phrase(words, start, "ablt", grammar=grammar, is_list=False, stops=frozenset({at}))
            if phrase is not None:
                return name_of(whole.text, words, phrase, "ablt", lexicon=grammar.lexicon)
    return None


# --- the case of a name without an office -------------------------------------------------------------------------------------------


def _governed_case(whole: _Text, at: int, last: tuple[int, _Office | None, Case | None]) -> Case | None:
    words, lexicon = whole.words, whole.grammar.lexicon
    known = name_cases(whole.text[words[at].start:words[at].end], lexicon=lexicon)
    for case in _case_candidates(whole, at, last):
        if not known or case in known:
            return case
    return None


def _case_candidates(whole: _Text, at: int, last: tuple[int, _Office | None, Case | None]) -> Iterator[Case]:
    words, lexicon = whole.words, whole.grammar.lexicon
    agreed = _agreed_case(whole, at)
    if agreed is not None:
        yield agreed
    yield from _opening_cases(whole, at)
    before = words[at - 1] if at else None
    if before is None:
        return
    joined = after_separator(words, last[0] + 1, grammar=whole.grammar) == at and last[0] + 1 < at
    if joined and last[2] is not None:
        yield last[2]
    if before.kind == "word" and before.is_pos("PREP"):
        yield from _cases_after(before, whole.grammar)
    elif before.kind == "word" and before.readings and before.readings[0].pos == "NOUN":
        yield from _cases_of_person(before)
        if before.lemmas & lexicon.words("authored_nouns") or "nomn" not in name_cases(
                whole.text[words[at].start:words[at].end], lexicon=lexicon):
            yield "gent"
    yield from _heard_cases(words[max(0, at - _REACH):at], lexicon)


def _opening_cases(whole: _Text, at: int) -> Iterator[Case]:
    """«Сухорукову Л.М. … освободить»: the infinitive that comes later governs the name that opens the sentence."""
    if at and whole.words[at - 1].text not in _BOUNDS:
        return
    for word in whole.words[at + 1:at + _REACH]:
        if word.is_pos("INFN") and word.lemmas & whole.grammar.lexicon.words("person_verbs"):
            yield "accs"
        if word.is_pos("INFN") or word.kind == "sign" and word.text in _BOUNDS:
            return


def _cases_after(preposition: PhraseWord, grammar: Grammar) -> Iterator[Case]:
    governed = grammar.prepositions().get(preposition.text.lower(), frozenset())
    yield from (case for case in sorted(_CASES) if case in governed)


def _cases_of_person(noun: PhraseWord) -> Iterator[Case]:
    """«их наставницу Е.В. Кудрину»: a noun that means one person stands in the case of the name."""
    cases = [reading.case for reading in noun.readings if reading.pos == "NOUN" and reading.animate and reading.number == "sing"]
    yield from (case for case in _CASES if case in cases)


def _heard_cases(before: Sequence[PhraseWord], lexicon: Lexicon) -> Iterator[Case]:
    """Behind «слушали» the accusative; in «утвердить состав комиссии: …» the object stands before the colon, the names as they please."""
    heard = has_object = listed = False
    for word in before:
        if word.kind == "sign":
            heard = heard and word.text not in ".;!?"
            listed = heard and (listed or word.text == ":" and has_object)
        elif word.kind == "word" and word.lemmas & lexicon.words("hearing_words"):
            heard, has_object, listed = True, False, False
        elif heard and word.kind == "word" and word.is_pos("NOUN"):
            has_object = True
    if listed:
        yield "nomn"
    if heard:
        yield "accs"


def _agreed_case(whole: _Text, at: int) -> Case | None:
    """«Степанова Д.К., специалиста отдела»: the office behind the comma tells the case."""
    words = whole.words
    if at + 2 >= len(words) or words[at + 1].text != ",":
        return None
    known = name_cases(whole.text[words[at].start:words[at].end], lexicon=whole.grammar.lexicon)
    for case in _CASES:
        if known and case not in known:
            continue
        phrase = _office_at(words, at + 2, case, len(words), whole.grammar)
        if phrase is not None and phrase.head.reading is not None and phrase.head.reading.number == "sing":
            return case
    return None
