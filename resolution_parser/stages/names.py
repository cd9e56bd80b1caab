"""Names of persons as they are printed, and their nominative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon
from resolution_parser.morph import Case
from resolution_parser.normalize import fold, heal_lookalikes

_LETTERS = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
_OBLIQUE: tuple[Case, ...] = ("gent", "datv", "accs", "ablt", "loct")
_ANY = "any"
_CAPITAL = re.compile(r"[А-Я]")  # a name begins with one; found sooner than the shape of a name
_LAST_WORD = re.compile(r"(?<!\w)([^\W\d_]{1,20})\.? {0,2}\Z")
_INITIAL = re.compile(r"^[^.]{1,2}\.\s?")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name at half-open offsets; ``has_initials`` where it is a surname with initials."""

    start: int
    end: int
    has_initials: bool


@dataclass(frozen=True, slots=True)
class _Ending:
    case: str
    ending: str
    nominative: str
    gender: str


@lru_cache(maxsize=8)
def _name_shape(lexicon: Lexicon) -> re.Pattern[str]:
    parts = {name: lexicon.macro(name) for name in (
        "initials_before", "initial_single", "initials_after", "single_after", "name_word", "surname_word", "patronymic_word")}
    return re.compile(
        r"(?<![\w.])(?:"
        r"(?P<full>(?:{surname_word}[ ])?{name_word}[ ]{patronymic_word}(?:[ ]{surname_word})?)"
        r"|(?P<front>{initials_before}{surname_word})"
        r"|(?P<back>{surname_word}[ ]{{0,2}}{initials_after})"
        r"|(?P<single>{initial_single}{name_word})"
        r"|(?P<late>{surname_word}[ ]{single_after})"
        r"|(?P<pair>{name_word}[ ]{name_word})"
        r")(?![\w])".format(**parts))


@lru_cache(maxsize=8)
def _back_only(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(r"(?P<surname>{})[ ]{{0,2}}(?={}(?P<next>{}))".format(
        lexicon.macro("surname_word"), lexicon.macro("initials_before"), lexicon.macro("surname_word")))


def find_names(text: str, *, lexicon: Lexicon) -> tuple[Name, ...]:
    """All names of persons in a text, in order.

    >>> text = "Директору А.С. Ивановой, Петрову П.П."
    >>> [text[name.start:name.end] for name in find_names(text, lexicon=Lexicon.default())]
    ['А.С. Ивановой', 'Петрову П.П.']
    """
    return tuple(_names(fold(text), lexicon))


def _names(folded: str, lexicon: Lexicon) -> Iterator[Name]:
    shape, tangled = _name_shape(lexicon), _back_only(lexicon)
    at = 0
    for capital in _CAPITAL.finditer(folded):
        match = shape.match(folded, capital.start()) if capital.start() >= at else None
        if match is None:
            continue
        at = match.end()
        if match.lastgroup == "back":
            clash = tangled.match(folded, match.start())
            if clash is not None and not _is_listed_surname(folded, clash, lexicon):
                at = clash.end()
                continue
        if match.lastgroup == "full":
            yield _trim_full(folded, match.start(), match.end(), lexicon)
        elif match.lastgroup in ("pair", "late"):
            first, second = match.group().split(" ")
            is_pair = match.lastgroup == "pair"
            if is_given_and_surname(first, second) if is_pair else is_surname(first, lexicon=lexicon) and not _is_place(first):
                yield Name(match.start(), match.end(), not is_pair)
            else:
                at = match.start() + len(first) + 1
        elif match.lastgroup != "single" or is_surname(_INITIAL.sub("", match.group()), lexicon=lexicon):
            yield Name(match.start(), match.end(), True)


def _is_listed_surname(folded: str, clash: re.Match[str], lexicon: Lexicon) -> bool:
    """Of «Иванов А.Б. Петров В.Г.» the first is a name; of «из Темирска А.Б. Петров», «с. Алтын-Тау А.Б. Петров» it is a place."""
    if not is_surname(clash["surname"], lexicon=lexicon):
        return False
    if any("Surn" in reading.tags for reading in morph.readings(clash["surname"])) or not is_surname(clash["next"], lexicon=lexicon):
        return True
    before = _LAST_WORD.search(folded, max(0, clash.start() - 30), clash.start())
    marker = before[1].lower() if before is not None else ""
    is_placed = marker in lexicon.words("place_prepositions") or not morph.lemmas(marker).isdisjoint(lexicon.words("place_nouns"))
    return not (is_placed or clash["surname"].lower().endswith(tuple(sorted(lexicon.words("town_endings")))))


def _trim_full(folded: str, start: int, end: int, lexicon: Lexicon) -> Name:
    """Of ``Председатель Иван Иванович Иванов`` only the name: one surname, before the first name or behind the patronymic."""
    words = folded[start:end].split(" ")
    patronymic = next(rank for rank, word in enumerate(words) if patronymic_case(word, lexicon=lexicon) is not None and rank)
    first, last = patronymic - 1, patronymic + 1
    if first and _is_surname_of(words[0], words[patronymic], lexicon):
        first = 0
    elif last < len(words) and not morph.lemmas(words[last]) & _offices_and_bodies(lexicon):
        last += 1
    begin = start + sum(len(word) + 1 for word in words[:first])
    return Name(begin, begin + len(" ".join(words[first:last])), False)


@lru_cache(maxsize=8)
def _offices_and_bodies(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("office_nouns") | lexicon.words("body_nouns")


def _is_surname_of(word: str, patronymic: str, lexicon: Lexicon) -> bool:
    """Whether the word before a full name is its surname: «Тихая Анна Ивановна», but «Выступила Анна Ивановна»."""
    if morph.lemmas(word) & (_offices_and_bodies(lexicon) | lexicon.words("not_surnames")):
        return False
    if is_surname(word, lexicon=lexicon) or _has_surname_stem(fold(word).lower(), lexicon):
        return True
    told = patronymic_case(patronymic, lexicon=lexicon)
    return any(reading.pos in ("NOUN", "ADJF") and reading.number == "sing" and told is not None
               and (reading.case == told[0] and reading.gender in (told[1], None) or (told[1], reading.case) == ("femn", "nomn"))
               for reading in morph.readings(word))


@lru_cache(maxsize=20_000)
def is_surname(word: str, *, lexicon: Lexicon) -> bool:
    """Whether a word can be a surname: by the dictionary, or unknown to it, or by its ending."""
    readings = morph.readings(word)
    if any("Surn" in reading.tags for reading in readings) or not morph.is_known(word):
        return True
    return all(reading.pos in ("ADJF", "ADJS") for reading in readings) and _has_surname_stem(fold(word).lower(), lexicon)


def _has_surname_stem(lowered: str, lexicon: Lexicon) -> bool:
    """«Шутова», «Чирковой», which the dictionary takes for adjectives; the stem has three letters at least."""
    endings = (*(row.ending for row in _endings(lexicon, "surname_endings_unknown_case")),
               *sorted(lexicon.words("nominative_surname_endings")))
    return any(lowered.endswith(ending) and len(lowered) - len(ending) > 2 for ending in endings)


@lru_cache(maxsize=20_000)
def is_surname_in(word: str, *, case: Case, lexicon: Lexicon) -> bool:
    """Whether a word that the dictionary takes for another can be a surname in an oblique case: «бухгалтеру Лапиной».

    >>> is_surname_in("Лапиной", case="datv", lexicon=Lexicon.default())
    True
    """
    lowered = fold(word).lower()
    return any(row.case == case and lowered.endswith(row.ending) and len(lowered) - len(row.ending) > 2
               and row.nominative.endswith(_nominative_endings(lexicon)) for row in _endings(lexicon, "surname_endings"))


def _is_place(word: str) -> bool:
    return any({"Geox", "Orgn"} & reading.tags for reading in morph.readings(word)[:3])


@lru_cache(maxsize=20_000)
def is_given_and_surname(first: str, second: str) -> bool:
    """«Алина Ракитина»: a given name and a surname of one case and gender.

    >>> is_given_and_surname("Роман", "Толстого")
    False
    """
    names = morph.readings(first)
    given = {(reading.case, reading.gender) for reading in names[:4] if "Name" in reading.tags}
    if not given:
        return False
    readings = morph.readings(second)
    surnames = [reading for reading in readings if "Surn" in reading.tags]
    if not surnames and all("Name" in reading.tags for reading in names):  # «Анна Бережная», «Пётр Хитрово»
        surnames = [reading for reading in readings if reading.pos == "ADJF" and reading.number == "sing"]
        surnames = surnames if len(surnames) == len(readings) else []
    return any((reading.case, reading.gender) in given for reading in surnames if reading.gender) or any(
        reading.gender is None and "Fixd" in reading.tags for reading in surnames)


def name_cases(name: str, *, lexicon: Lexicon) -> frozenset[str]:
    """The cases that a name as printed can stand in; empty where nothing tells.

    >>> sorted(name_cases("С.Н. Ермакову", lexicon=Lexicon.default()))
    ['accs', 'datv']
    """
    words = [match.group() for match in _LETTERS.finditer(name) if match.end() == len(name) or name[match.end()] != "."]
    if not words:
        return frozenset()
    for word in words[1:]:
        told = patronymic_case(word, lexicon=lexicon)
        if told is not None:
            more = {("gent", "masc"): "accs", ("datv", "femn"): "loct"}.get((told[0], told[1]))
            return frozenset({told[0], more} if more else {told[0]})
    shared = _pair_cases(words[0], words[1]) if len(words) == 2 else frozenset()
    if shared:
        return shared
    surname = words[-1]
    readings = [reading for reading in morph.readings(surname) if "Surn" in reading.tags and reading.number == "sing"]
    if any("Fixd" in reading.tags for reading in readings):
        return frozenset()
    lowered = fold(surname).lower()
    told_cases = {reading.case for reading in readings if reading.case}
    if not readings:
        told_cases = {row.case for row in _endings(lexicon, "surname_endings") if lowered.endswith(row.ending)}
    if not told_cases:
        told_cases = {reading.case for reading in morph.readings(surname) if reading.pos == "ADJF" and reading.case
                      and reading.number == "sing" and reading.gender in ("masc", "femn")}
    if lowered.endswith((*_nominative_endings(lexicon), *sorted(lexicon.words("masculine_surname_endings")))):
        told_cases.add("nomn")
    return frozenset(told_cases)


@lru_cache(maxsize=8)
def _nominative_endings(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(sorted(lexicon.words("nominative_surname_endings")))


def patronymic_case(word: str, *, lexicon: Lexicon) -> tuple[Case, str] | None:
    """Case and gender that a patronymic tells, or None for another word."""
    lowered = fold(word).lower()
    if len(lowered) < 5:
        return None
    for ending, value in _patronymic_endings(lexicon):
        if lowered.endswith(ending):
            case, gender = value.split()
            return next((known for known in ("nomn", *_OBLIQUE) if known == case), "nomn"), gender
    return None


@lru_cache(maxsize=8)
def _patronymic_endings(lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    pairs = lexicon.mapping("patronymic_cases").items()
    return tuple(sorted(((ending, str(value)) for ending, value in pairs), key=lambda pair: -len(pair[0])))


def person_to_nominative(name: str, *, case: Case | None, lexicon: Lexicon | None = None) -> str:
    """A name in the nominative, in the order as printed. Without a case only what its ending gives away is changed.

    >>> person_to_nominative("М.Е. Журавлёву", case="accs")
    'М.Е. Журавлёва'
    >>> person_to_nominative("Корнилова Виктора Сергеевича", case=None)
    'Корнилов Виктор Сергеевич'
    """
    lexicon = lexicon or Lexicon.default()
    name = heal_lookalikes(name)
    words = [match for match in _LETTERS.finditer(name) if match.end() == len(name) or name[match.end()] != "."]
    known = [patronymic_case(match.group(), lexicon=lexicon) for match in words]
    patronymic = next((rank for rank, found in enumerate(known) if found is not None and rank), None) if len(words) > 1 else None
    gender: str | None = None
    first: int | None = None
    if patronymic is not None:
        found = known[patronymic]
        assert found is not None
        seen, gender = found
        if seen == "nomn":
            return name
        case = _agree_case(seen, case)
        first = patronymic - 1
    elif len(words) == 2:
        first = 0
        case = case or _pair_case(words[0].group(), words[1].group())
    pieces, at = [], 0
    for rank, match in enumerate(words):
        pieces.append(name[at:match.start()])
        pieces.append(_piece(match.group(), case, gender, rank == first, rank == patronymic, lexicon))
        at = match.end()
    return "".join((*pieces, name[at:]))


@lru_cache(maxsize=20_000)
def _pair_cases(first: str, second: str) -> frozenset[str]:
    """The cases that a given name and a surname share: the accusative of «Марину Чернецкую»."""
    surnames = {(reading.case, reading.gender) for reading in morph.readings(second) if reading.number == "sing"}
    names = [reading for reading in morph.readings(first) if "Name" in reading.tags and "Fixd" not in reading.tags]
    return frozenset(reading.case for reading in names if reading.case is not None
                     and ((reading.case, reading.gender) in surnames or (reading.case, None) in surnames))


def _pair_case(first: str, second: str) -> Case | None:
    shared = _pair_cases(first, second)
    return next((case for case in ("nomn", *_OBLIQUE) if case in shared), None)


def _agree_case(seen: Case, given: Case | None) -> Case:
    """A masculine genitive is the accusative, too, a feminine dative the prepositional: the given case decides."""
    return given if given is not None and given != "nomn" and (seen, given) in {("gent", "accs"), ("datv", "loct")} else seen


def _piece(word: str, case: Case | None, gender: str | None, is_first: bool, is_patronymic: bool, lexicon: Lexicon) -> str:
    if is_patronymic or is_first:
        return _given_name(word, case, gender) or word
    return surname_to_nominative(word, case=case, gender=gender, lexicon=lexicon)


def _given_name(word: str, case: Case | None, gender: str | None) -> str | None:
    if case is None or case == "nomn":
        return None
    form = morph.inflect(word, case=case, number="sing", gender=gender, pos=frozenset({"NOUN"}))
    return form if form is None or "ё" in word.lower() else form.replace("ё", "е").replace("Ё", "Е")


def surname_to_nominative(surname: str, *, case: Case | None, gender: str | None = None, lexicon: Lexicon) -> str:
    """A surname in the nominative; the parts of a double one each by itself.

    >>> surname_to_nominative("Римскому-Корсакову", case="datv", lexicon=Lexicon.default())
    'Римский-Корсаков'
    """
    return "-".join(_one_surname(part, case, gender, lexicon) for part in surname.split("-"))


def _one_surname(word: str, case: Case | None, gender: str | None, lexicon: Lexicon) -> str:
    lowered = fold(word).lower()
    if case == "nomn" or len(word) < 3:
        return word
    if case is None and gender is None:
        return _by_ending(word, lowered, _ANY, None, _endings(lexicon, "surname_endings_unknown_case")) or word
    for tried in (case,) if case else _OBLIQUE:
        found = _by_ending(word, lowered, tried, gender, _endings(lexicon, "surname_endings"))
        if found is not None:
            return found if found.lower().endswith(_nominative_endings(lexicon)) else _by_adjective(word, tried, gender) or found
    if case is None:
        return word
    return _by_adjective(word, case, gender) or _by_dictionary(word, lowered, case, gender, lexicon)


def _by_adjective(word: str, case: Case, gender: str | None) -> str | None:
    """«Тихой», «Бережной»: a surname that is an adjective to the dictionary declines as one."""
    readings = morph.readings(word)
    if any("Surn" in reading.tags for reading in readings) or not morph.is_known(word):
        return None
    wanted = ("masc", "femn") if gender is None else (gender,)
    found = next((reading for reading in readings if reading.pos == "ADJF" and reading.case == case and reading.number == "sing"
                  and reading.gender in wanted), None)
    if found is None:
        return None
    form = morph.inflect(word, case=case, number="sing", gender=found.gender, pos=frozenset({"ADJF"}))
    return form if form is None or "ё" in word.lower() else form.replace("ё", "е")


def _by_dictionary(word: str, lowered: str, case: Case, gender: str | None, lexicon: Lexicon) -> str:
    readings = [reading for reading in morph.readings(word) if reading.pos == "NOUN"]
    if any({"Surn", "Fixd"} <= reading.tags for reading in readings) or lowered.endswith(_fixed(lexicon, case)):
        return word
    if lowered.endswith(_nominative_endings(lexicon)):
        return word
    if morph.is_known(word) and any(reading.case == case and reading.number == "sing" for reading in readings):
        form = morph.inflect(word, case=case, number="sing", pos=frozenset({"NOUN"}))
        if form is not None:
            return form if "ё" in word.lower() else form.replace("ё", "е")
    return _by_ending(word, lowered, case, gender, _endings(lexicon, "surname_endings_rare")) or word


@lru_cache(maxsize=16)
def _fixed(lexicon: Lexicon, case: Case) -> tuple[str, ...]:
    return tuple(end for end in sorted(lexicon.words("surname_endings_fixed")) if len(end) > 1)


@lru_cache(maxsize=16)
def _endings(lexicon: Lexicon, name: str) -> tuple[_Ending, ...]:
    rows = [_Ending(*row.split()) for row in sorted(lexicon.words(name))]
    return tuple(sorted(rows, key=lambda row: -len(row.ending)))


def _by_ending(word: str, lowered: str, case: str, gender: str | None, rows: tuple[_Ending, ...]) -> str | None:
    for row in rows:
        if row.case != case or not lowered.endswith(row.ending) or (gender and row.gender not in (gender, "-")):
            continue
        target = row.nominative.replace("-", "")
        shared = _shared_prefix(row.ending, target)
        cut = len(row.ending) - shared
        tail = target[shared:]
        return word[:len(word) - cut] + (tail.upper() if word.isupper() else tail)
    return None


def _shared_prefix(left: str, right: str) -> int:
    return next((at for at, (one, other) in enumerate(zip(left, right, strict=False)) if one != other), min(len(left), len(right)))
