"""Shapes of dates, the day of the meeting, and the period that tasks are set for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.normalize import fold
from resolution_parser.records import Period
from resolution_parser.stages.quotes import Mask, is_quoted, quoted_spans

_DIGIT = re.compile(r"(?<!\d)(?<!\d[./])\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REACH = 160  # characters between a programme and the years that it runs for
_LOOK_BACK = 40  # characters before a date that can say what it is
_TURN_OF_CENTURY = 50  # two digits below it are years after 2000
YearOf = Callable[[int, int], "int | None"]
"""The year of a day and a month that are printed without one."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day or a run of days: half-open offsets in the text, both days included; ``has_year`` says whether the year is printed."""

    start: int
    end: int
    first: date
    last: date
    has_year: bool


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period and where it stands."""

    start: int
    end: int
    period: Period


def find_dates(text: str, *, lexicon: Lexicon, default_year: int | None) -> tuple[FoundDate, ...]:
    """All dates of a line in order. One without a year takes ``default_year``, and is left out where that is None.

    >>> found, = find_dates("30 сентября – 2 октября 2019 года", lexicon=Lexicon.default(), default_year=None)
    >>> found.first.isoformat(), found.last.isoformat()
    ('2019-09-30', '2019-10-02')
    """
    if _DIGIT.search(text) is None:
        return ()
    return scan_dates(fold(text), lexicon=lexicon, year_of=lambda day, month: default_year, this_year=default_year)


def scan_dates(folded: str, *, lexicon: Lexicon, year_of: YearOf, this_year: int | None) -> tuple[FoundDate, ...]:
    """Dates of a text that has been folded; ``year_of`` gives the missing years, ``this_year`` stands for «текущего года»."""
    return tuple(_scan(folded, lexicon, year_of, this_year))


def _scan(folded: str, lexicon: Lexicon, year_of: YearOf, this_year: int | None) -> Iterator[FoundDate]:
    rules = lexicon.rules("dates")
    at = 0
    while (digit := _DIGIT.search(folded, at)) is not None:
        found = _date_at(folded, digit.start(), rules, lexicon, year_of, this_year)
        if found is not None:
            yield found
        at = found.end if found is not None else digit.end()


def _date_at(
    folded: str, at: int, rules: tuple[Rule, ...], lexicon: Lexicon, year_of: YearOf, this_year: int | None,
) -> FoundDate | None:
    for rule in rules:
        match = rule.shape.match(folded, at) if rule.shape is not None else None
        days = _days(match, lexicon, year_of, this_year) if match is not None else None
        if match is not None and days is not None:
            is_day_quoted = folded[at - 1: at] == '"' and '"' in match.group()[:6]
            return FoundDate(at - is_day_quoted, match.end(), *days)
    return None


def _days(
    match: re.Match[str], lexicon: Lexicon, year_of: YearOf, this_year: int | None,
) -> tuple[date, date, bool] | None:
    parts = match.groupdict()
    day_last = int(parts["d2"])
    month_last = _month(parts.get("m2"), parts.get("n2"), lexicon)
    day_first = int(parts.get("d1") or day_last)
    month_first = _month(parts.get("m1"), parts.get("n1"), lexicon) or month_last
    year_first, year_last = _year(parts.get("y1")), _year(parts.get("y2")) or _relative_year(parts.get("rel"), lexicon, this_year)
    has_year = year_first is not None or year_last is not None
    turns = (month_first, day_first) > (month_last, day_last)
    if year_last is None:
        year_first = year_first or year_of(day_first, month_first)
        year_last = None if year_first is None else year_first + turns
    year_first = year_first or (None if year_last is None else year_last - turns)
    first, last = _real_date(year_first, month_first, day_first), _real_date(year_last, month_last, day_last)
    return (first, last, has_year) if first is not None and last is not None and first <= last else None


def _month(word: str | None, digits: str | None, lexicon: Lexicon) -> int:
    return month_number(word, lexicon=lexicon) if word else int(digits or 0)


def month_number(word: str, *, lexicon: Lexicon) -> int:
    """The number of a month by any form of its name, 0 where it is none.

    >>> month_number("мае", lexicon=Lexicon.default())
    5
    """
    return int(lexicon.mapping("month_numbers").get(word[:3].lower(), 0))


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    year = int(digits)
    return year if year > 99 else year + (2000 if year < _TURN_OF_CENTURY else 1900)


def _relative_year(words: str | None, lexicon: Lexicon, this_year: int | None) -> int | None:
    if not words or this_year is None:
        return None
    return this_year + int(lexicon.mapping("relative_years").get(words[:4].lower(), 0))


def _real_date(year: int | None, month: int, day: int) -> date | None:
    try:
        return None if year is None else date(year, month, day)
    except ValueError:
        return None


def find_event_dates(
    text: str, *, lexicon: Lexicon, heading: bool = False, default_year: int | None = None,
) -> tuple[date, date] | None:
    """The first and the last day of the meeting that a title, a date line or a first sentence names, or None.

    Dates of acts, limits and dates inside quotes do not count; in a document's own ``heading`` the date after «от» does.

    >>> first, last = find_event_dates("24-25.08.2006 г.", lexicon=Lexicon.default())
    >>> first.day, last.day
    (24, 25)
    """
    if _DIGIT.search(text) is None:
        return None
    folded = fold(text)
    quotes = quoted_spans(text)
    found = [
        candidate for candidate in find_dates(text, lexicon=lexicon, default_year=default_year)
        if not is_quoted(quotes, candidate.start, candidate.end) and _may_be_event(folded, candidate, lexicon, heading)
    ]
    best = next((candidate for candidate in found if candidate.has_year), found[0] if found else None)
    return None if best is None else (best.first, best.last)


def _may_be_event(folded: str, found: FoundDate, lexicon: Lexicon, heading: bool) -> bool:
    before = folded[max(0, found.start - _LOOK_BACK): found.start]
    kinds = {rule.get("kind") for rule in lexicon.rules("not_event_date") if rule.shape is not None and rule.shape.search(before)}
    if heading:
        kinds.discard("act")
    if found.first != found.last:
        kinds.discard("from")
    return not kinds


def find_periods(text: str, *, lexicon: Lexicon, in_quotes: bool = False) -> tuple[FoundPeriod, ...]:
    """The school years, years and runs of years of a line, in order; those inside quotes only where ``in_quotes`` is set.

    A year that is a limit (до 2030 года) or a part of a date is none.

    >>> find_periods("задачи на 2006/2007 уч. год", lexicon=Lexicon.default())[0].period.label
    '2006/2007 учебный год'
    """
    if _YEAR.search(text) is None:
        return ()
    folded = fold(text)
    quotes = () if in_quotes else quoted_spans(text)
    taken, mask = [], Mask(len(text))
    for rule in lexicon.rules("periods"):
        for match in rule.shape.finditer(folded) if rule.shape is not None else ():
            period = _period(text, folded, match, rule, lexicon)
            if period is None or not mask.is_free(*match.span()) or is_quoted(quotes, *match.span()):
                continue
            mask.take(*match.span())
            taken.append(FoundPeriod(match.start(), match.end(), period))
    return tuple(sorted(taken, key=lambda found: found.start))


def _period(text: str, folded: str, match: re.Match[str], rule: Rule, lexicon: Lexicon) -> Period | None:
    kind = rule.get("kind")
    first = _year(match["y1"]) or 0
    if kind == "calendar_year":
        before = folded[max(0, match.start() - _LOOK_BACK): match.start()]
        if any(rule.shape is not None and rule.shape.search(before) for rule in lexicon.rules("not_period")):
            return None
        return _period_of(str(first), kind, first, first, lexicon)
    runs = (rule.shape for rule in lexicon.rules("not_period") if rule.shape is not None and rule.get("runs"))
    if any(shape.search(folded[max(0, match.start() - _REACH):match.start()]) for shape in runs):
        return None
    last = _year(match["y2"]) or 0
    if kind == "academic_year" and last != first + 1:
        kind = "academic_range"
    if not first < last <= first + 30:
        return None
    years = re.sub(r"\s", "", text[match.start("y1"): match.end("y2")])
    if not re.fullmatch(r"[\d/‑‐–—−-]+", years):  # «с 2021 по 2023 годы»
        years = f"{first}-{last}"
    return _period_of(years, kind, first, last, lexicon)


def _period_of(years: str, kind: str, first: int, last: int, lexicon: Lexicon) -> Period:
    label = f"{years} {lexicon.mapping('period_labels').get(kind, '')}".strip()
    if kind in ("academic_year", "academic_range"):
        start, end = date(first, 9, 1), date(last, 8, 31)
    else:
        start, end = date(first, 1, 1), date(last, 12, 31)
    is_year = kind == "academic_year" or kind == "calendar_year"
    return Period(
        label=label, kind="academic_year" if kind == "academic_year" else "calendar_year" if is_year else "range",
        start=start.isoformat(), end=end.isoformat(),
    )
