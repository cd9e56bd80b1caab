"""Measurable targets in an item: a number in digits, what it is compared by, and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.normalize import fold
from resolution_parser.records import Comparator, Indicator
from resolution_parser.stages.moments import find_moments
from resolution_parser.stages.quotes import Mask, quoted_spans

_NUMBER = re.compile(r"(?<![\d.,/№-])(?<![^\W_])(?:\d{1,3}(?: \d{3}){1,3}(?![\d])(?:,\d{1,3})?|\d{1,9}(?:[.,]\d{1,3})?)(?!\d|[./]\d|,\d)")
_BARE_NUMBER = re.compile(r"\d{1,3}(?: \d{3}){1,3}(?!\d)|\d{1,9}(?:[.,]\d{1,3})?(?!\d|[./]\d)")
_SPELLED_OUT = re.compile(r" ?\([^\W\d_][^\W\d_ -]{1,20}(?:[ -][^\W\d_]{2,20}){0,3}\)")  # «5 (пять) колодцев», as offices write numbers
_RANGE_SIGN = re.compile(r" ?- ?")
_WORD = re.compile(r"\s{1,2}([^\W\d_]+(?:-[^\W\d_]+)*)")
_SHARES = ("%",)
_LOOK_BACK = 220
_UNIT_WORDS = 6  # adjectives that may stand between a number and its noun, and one
_SOME_YEAR = date(2000, 1, 1)  # only the places of times matter here
_ADJECTIVES = frozenset({"ADJF", "PRTF"})
_UNIT_CASES = frozenset({"nomn", "gent", "accs"})


@dataclass(frozen=True, slots=True)
class FoundIndicator:
    """An indicator and where it stands."""

    start: int
    end: int
    indicator: Indicator


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    value: float


@dataclass(frozen=True, slots=True)
class _Unit:
    end: int
    text: str
    is_count: bool
    larger: float = 0.0
    noun: str = ""


def find_indicators(text: str, *, lexicon: Lexicon) -> tuple[FoundIndicator, ...]:
    """The indicators of an item in order. Dates, ages, grades and numbers that name or select an object are none.

    >>> found, = find_indicators("обеспечить охват не менее 80 % педагогов", lexicon=Lexicon.default())
    >>> found.indicator.value, found.indicator.unit, found.indicator.comparator
    (80.0, '%', 'ge')
    """
    if _NUMBER.search(text) is None:
        return ()
    return tuple(_find(text, fold(text), lexicon))


def _find(text: str, folded: str, lexicon: Lexicon) -> Iterator[FoundIndicator]:
    barred = _barred(text, folded, lexicon)
    at = 0
    while (match := _NUMBER.search(folded, at)) is not None:
        at = match.end()
        if not barred.is_free(*match.span()):
            continue
        found = _indicator_at(text, folded, _number(match), lexicon)
        if found is not None:
            yield found
            at = max(at, found.end)


def _barred(text: str, folded: str, lexicon: Lexicon) -> Mask:
    """Where numbers measure nothing: inside quotes, in times of the calendar, after №."""
    mask = Mask(len(text))
    moments = find_moments(folded, lexicon=lexicon, event_date=_SOME_YEAR)
    names = [match.span() for rule in lexicon.rules("indicator_names") if rule.shape for match in rule.shape.finditer(folded)]
    for start, end in (*quoted_spans(text), *((moment.start, moment.end) for moment in moments), *names):
        mask.take(start, end)
    return mask


def _number(match: re.Match[str]) -> _Number:
    return _Number(match.start(), match.end(), float(match.group().replace(" ", "").replace(",", ".")))


def _indicator_at(text: str, folded: str, number: _Number, lexicon: Lexicon) -> FoundIndicator | None:
    rule, start = _comparator(folded, number.start, lexicon)
    comparator = rule.get("comparator") if rule is not None else "eq"
    upper = _upper(folded, number, comparator, lexicon)
    last = upper or number
    spelled = _SPELLED_OUT.match(folded, last.end)
    unit = _unit(text, folded, spelled.end() if spelled is not None else last.end, lexicon)
    if unit is None or _only_selects(folded, start, last, unit, rule, lexicon):
        return None
    widened = _first_match(lexicon.rules("indicator_widens"), folded[unit.end: unit.end + 20])
    if widened is not None and rule is None:
        comparator = widened.get("comparator")
    if comparator == "up-to":
        comparator = "eq" if _changes(folded, start, lexicon) or unit.text in _SHARES and _has_level(folded, start, lexicon) else "le"
    scale = unit.larger
    value = number.value if not scale else _compound(number.value, scale, folded, number.end)
    end = unit.end if unit.is_count or unit.larger or widened is not None else _with_whole(text, unit)
    return FoundIndicator(start, end, Indicator(
        text=text[start: end], value=value, value_max=upper.value if upper is not None else None, unit=unit.text,
        comparator="range" if upper is not None else _known(comparator),
    ))


def _with_whole(text: str, unit: _Unit) -> int:
    """The end of «80 % педагогов»: a share is quoted with what it is a share of."""
    noun = _head_noun(text, unit.end) if unit.text in _SHARES else None
    return noun[1] if noun is not None and morph.has_case(noun[0], "gent") else unit.end


def _known(comparator: str) -> Comparator:
    known: tuple[Comparator, ...] = ("ge", "le", "gt", "lt")
    return next((name for name in known if name == comparator), "eq")


def _comparator(folded: str, at: int, lexicon: Lexicon) -> tuple[Rule | None, int]:
    from_ = max(0, at - 50)
    for rule in lexicon.rules("indicator_comparators"):
        match = rule.shape.search(folded[from_: at]) if rule.shape is not None else None
        if match is not None:
            return rule, from_ + match.start()
    return None, at


def _upper(folded: str, number: _Number, comparator: str, lexicon: Lexicon) -> _Number | None:
    """The larger end of «10-15 человек» or «от 10 до 15 человек»."""
    sign = _RANGE_SIGN.match(folded, number.end)
    for rule in lexicon.rules("indicator_ranges") if sign is None and comparator == "range" else ():
        sign = rule.shape.match(folded, number.end) if rule.shape is not None else None
    match = _BARE_NUMBER.match(folded, sign.end()) if sign is not None else None
    return _number(match) if match is not None and _number(match).value > number.value else None


def _unit(text: str, folded: str, at: int, lexicon: Lexicon) -> _Unit | None:
    for rule in lexicon.rules("indicator_units"):
        match = rule.shape.match(folded, at) if rule.shape is not None else None
        if match is None:
            continue
        parts = match.groupdict()
        if not parts.get("unit"):
            return _Unit(match.end(), rule.get("unit"), False)
        unit, end = text[match.start("unit"): match.end("unit")], match.end("unit")
        if rule.name.startswith("unit.thousands") and _multiplier_ends(unit, lexicon):
            noun = _head_noun(text, end)
            if noun is not None:
                unit, end = f"{unit} {noun[0]}", noun[1]
        return _Unit(end, unit, False, _ratio(parts, unit, lexicon))
    noun = _head_noun(text, at)
    return None if noun is None else _Unit(noun[1], noun[0], True, noun=noun[2])


def _multiplier_ends(unit: str, lexicon: Lexicon) -> bool:
    return len(unit.split()) == 1 and unit[:3].lower() in lexicon.mapping("multipliers")


def _multiplier(word: str, lexicon: Lexicon) -> float:
    sizes = lexicon.mapping("multipliers")
    word = word.lower()
    return float(max((sizes[stem] for stem in sorted(sizes) if word.startswith(stem)), default=1))


def _ratio(parts: dict[str, str | None], unit: str, lexicon: Lexicon) -> float:
    large = parts.get("large")
    return _multiplier(large, lexicon) / _multiplier(unit, lexicon) if large else 0.0


def _compound(value: float, ratio: float, folded: str, at: int) -> float:
    more = _NUMBER.search(folded, at)
    return value * ratio + (_number(more).value if more is not None else 0)


def _head_noun(text: str, at: int) -> tuple[str, int, str] | None:
    """The noun that a number counts, with its end and dictionary form; adjectives before it are passed over."""
    for _ in range(_UNIT_WORDS):
        match = _WORD.match(text, at)
        if match is None:
            return None
        word, at = match[1], match.end()
        if _is_adjective(word) and _is_nominal(_WORD.match(text, at)):
            continue
        lemma = _noun_lemma(word)
        return None if lemma is None else (word, match.end(), lemma)
    return None


def _is_adjective(word: str) -> bool:
    return any(reading.pos in _ADJECTIVES and reading.case in _UNIT_CASES for reading in morph.readings(word))


def _is_nominal(match: re.Match[str] | None) -> bool:
    if match is None:
        return False
    best = max(morph.readings(match[1]), key=lambda reading: reading.score, default=None)
    return best is not None and (best.pos in _ADJECTIVES or best.pos == "NOUN") and any(
        reading.case in _UNIT_CASES for reading in morph.readings(match[1]))


def _noun_lemma(word: str) -> str | None:
    if word.isupper() and len(word) > 1:
        return word
    found = [reading for reading in morph.readings(word) if reading.pos == "NOUN" or reading.pos in _ADJECTIVES]
    others = [reading for reading in morph.readings(word) if reading.pos in ("PREP", "CONJ", "PRCL", "ADVB", "NPRO")]
    return None if others or not found else found[0].lemma


def _only_selects(folded: str, start: int, last: _Number, unit: _Unit, comparator: Rule | None, lexicon: Lexicon) -> bool:
    if unit.is_count and (_is_no_measure(unit, folded, start, last, comparator, lexicon) or _only_orders(last, unit)):
        return True
    before = folded[max(0, start - _LOOK_BACK): start]
    for rule in lexicon.rules("indicator_selects"):
        if rule.get("counts") and (not unit.is_count or comparator is not None) or not _is_so_compared(rule, comparator):
            continue
        is_rate = bool(morph.lemmas(unit.noun) & lexicon.words("rate_nouns"))
        if rule.get("unless") == "change" and not is_rate and _changes(folded, start, lexicon):
            continue
        if rule.shape is not None and rule.shape.search(before):
            return True
    return False


def _is_so_compared(rule: Rule, comparator: Rule | None) -> bool:
    """Whether a rule that selects by a comparison («площадью до», «с числом жителей менее») finds one."""
    wanted = rule.get("compared")
    return not wanted or comparator is not None and wanted in ("yes", comparator.get("comparator"))


def _only_orders(number: _Number, unit: _Unit) -> bool:
    """«12 тома», «5 место»: after these numbers a noun that is counted stands in the genitive plural; in the singular it is ordered."""
    whole = int(number.value)
    if whole != number.value or whole % 100 not in (11, 12, 13, 14) and whole % 10 in (1, 2, 3, 4) or not morph.is_known(unit.text):
        return False
    nouns = [reading for reading in morph.readings(unit.text) if reading.pos == "NOUN"]
    counted = (reading.number == "plur" and reading.case not in ("nomn", "accs") or "Fixd" in reading.tags for reading in nouns)
    return bool(nouns) and not any(counted)


def _is_no_measure(unit: _Unit, folded: str, start: int, last: _Number, comparator: Rule | None, lexicon: Lexicon) -> bool:
    lemmas = morph.lemmas(unit.noun) | morph.lemmas(unit.text)
    adjacent = comparator is not None or len(folded[last.start: unit.end].split()) <= 2  # «26 населённых пунктов» is a measure
    if unit.text.lower() in lexicon.words("not_measured_forms") or (lemmas & lexicon.words("not_measured") and adjacent):
        return True
    if not lemmas & lexicon.words("measured_when_compared"):
        return False
    clock = comparator is not None and comparator.get("comparator") == "up-to" and not _changes(folded, start, lexicon)  # «до 22 часов»
    return comparator is None or clock


def _changes(folded: str, start: int, lexicon: Lexicon) -> bool:
    return _first_match(lexicon.rules("indicator_changes"), folded[max(0, start - _LOOK_BACK): start]) is not None


def _has_level(folded: str, start: int, lexicon: Lexicon) -> bool:
    return _first_match(lexicon.rules("indicator_levels"), folded[max(0, start - _LOOK_BACK): start]) is not None


def _first_match(rules: tuple[Rule, ...], text: str) -> Rule | None:
    return next((rule for rule in rules if rule.shape is not None and rule.shape.search(text)), None)
