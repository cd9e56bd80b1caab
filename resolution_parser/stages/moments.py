"""Times of the calendar in a text: days, months, quarters, school years, years; each with its first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.stages.dates import month_number, scan_dates
from resolution_parser.stages.quotes import Mask

_SCHOOL_TURN = 6  # a meeting in June or later speaks of the school year that begins in September
_YEAR = re.compile(r"\d{4}")
_ANY_TEXT = ("",)
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of the calendar: half-open offsets, its first and last day, None where a missing year cannot be told.

    ``unit`` is ``day``, ``days``, ``months``, ``part`` (quarter, half-year), ``school`` (school year), ``years``, ``year``,
    ``season``, ``season-name`` or
    ``edge`` (a bare «года», that makes sense only after «конца»); ``joined`` says that «с … по …» runs through it.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    unit: str
    has_year: bool
    joined: bool = False


def find_moments(folded: str, *, lexicon: Lexicon, event_date: date | None) -> tuple[Moment, ...]:
    """All times of a text that has been folded, in order. A missing year is the first that does not end before the event.

    >>> found, = find_moments("в I квартале 2020 г.", lexicon=Lexicon.default(), event_date=None)
    >>> found.last.isoformat()
    '2020-03-31'
    """
    this_year = event_date.year if event_date is not None else None
    taken = [
        Moment(found.start, found.end, found.first, found.last, "day" if found.first == found.last else "days", found.has_year,
               found.first != found.last)
        for found in scan_dates(folded, lexicon=lexicon, year_of=_year_after(event_date), this_year=this_year)
    ]
    mask = Mask(len(folded))
    for moment in taken:
        mask.take(moment.start, moment.end)
    for rule in hinted(lexicon.rules("moments"), folded):
        for match in rule.shape.finditer(folded) if rule.shape is not None else ():
            read = _moment(match, rule, lexicon, event_date) if mask.is_free(*match.span()) else None
            if read is not None:
                taken.append(read)
                mask.take(*match.span())
    return tuple(sorted(taken, key=lambda moment: moment.start))


def hinted(rules: Iterable[Rule], folded: str) -> Iterator[Rule]:
    """The rules of which a ``hints`` word stands in the text: looking for a word is far cheaper than trying a shape."""
    lowered = folded.lower()
    for rule in rules:
        for hint in rule.fields.get("hints", _ANY_TEXT):
            if hint in lowered:
                yield rule
                break


def _year_after(event_date: date | None) -> Callable[[int, int], int | None]:
    def year_of(day: int, month: int) -> int | None:
        return None if event_date is None else event_date.year + ((month, day) < (event_date.month, event_date.day))

    return year_of


def _moment(match: re.Match[str], rule: Rule, lexicon: Lexicon, event_date: date | None) -> Moment | None:
    parts = match.groupdict()
    unit = rule.get("unit")
    read = _READERS[unit](match, parts, lexicon, event_date)
    if read is None:
        return None
    first, last, has_year = read
    if parts.get("school"):
        unit = "school" if unit == "year" else unit
    joined = bool(parts.get("from")) or bool(parts.get("join") and not parts["join"].isspace())
    return Moment(match.start(), match.end(), first, last, unit, has_year, joined)


_Read = tuple["date | None", "date | None", bool]
_Reader = Callable[["re.Match[str]", Mapping[str, "str | None"], Lexicon, "date | None"], "_Read | None"]


def _read_months(match: re.Match[str], parts: Mapping[str, str | None], lexicon: Lexicon, event_date: date | None) -> _Read | None:
    last_month = month_number(parts["mo2"] or "", lexicon=lexicon)
    first_month = month_number(parts.get("mo1") or parts["mo2"] or "", lexicon=lexicon)
    return _months(first_month, last_month, parts, lexicon, event_date)


def _months(
    first_month: int, last_month: int, parts: Mapping[str, str | None], lexicon: Lexicon, event_date: date | None,
) -> _Read | None:
    turns = first_month > last_month
    year_first = int(parts["y1"] or 0) if parts.get("y1") else None
    year_last = _year_of(parts, lexicon, event_date)
    has_year = year_first is not None or year_last is not None
    if year_last is None and year_first is None and event_date is not None:
        year_first = event_date.year + (not turns and last_month < event_date.month)
    if year_last is None:
        year_last = None if year_first is None else year_first + turns
    if year_last is None:
        return None, None, False
    year_first = year_first or year_last - turns
    first, last = date(year_first, first_month, 1), date(year_last, last_month, monthrange(year_last, last_month)[1])
    return (first, last, has_year) if first <= last else None


def _year_of(parts: Mapping[str, str | None], lexicon: Lexicon, event_date: date | None) -> int | None:
    if parts.get("y2"):
        return int(parts["y2"] or 0)
    word = parts.get("rel")
    if not word or event_date is None:
        return None
    return event_date.year + int(lexicon.mapping("relative_years").get(word[:4].lower(), 0))


def _read_part(match: re.Match[str], parts: Mapping[str, str | None], lexicon: Lexicon, event_date: date | None) -> _Read | None:
    first, last = _rank(parts["q1"], lexicon), _rank(parts.get("q2") or parts["q1"], lexicon)
    length = 6 if parts.get("half") else 3
    if not 0 < first <= last <= 12 // length:
        return None
    if parts.get("y1") and length == 6:  # half of a school year
        year = int(parts["y1"] or 0)
        return (date(year, 9, 1), date(year, 12, 31), True) if first == 1 else (date(year + 1, 1, 1), date(year + 1, 8, 31), True)
    return _months((first - 1) * length + 1, last * length, parts, lexicon, event_date)


def _rank(word: str | None, lexicon: Lexicon) -> int:
    return int(lexicon.mapping("ordinals").get((word or "").lower().replace("і", "i")[:4], 0))


def _read_school(match: re.Match[str], parts: Mapping[str, str | None], lexicon: Lexicon, event_date: date | None) -> _Read | None:
    first = int(parts["y1"] or 0)
    last = _long_year(parts["y2"] or "", first)
    return (*_school_year(first, last), True) if first < last <= first + 10 else None


def _long_year(digits: str, first: int) -> int:
    return int(digits) if len(digits) == 4 else first // 100 * 100 + int(digits)


def _school_year(first: int, last: int) -> Days:
    return date(first, 9, 1), date(last, 8, 31)


def _read_years(match: re.Match[str], parts: Mapping[str, str | None], lexicon: Lexicon, event_date: date | None) -> _Read | None:
    years = [int(year) for year in _YEAR.findall(match.group())]
    first = years[0]
    last = years[1] if len(years) > 1 else _long_year(parts.get("y2") or "0", first)
    return (date(first, 1, 1), date(last, 12, 31), True) if first < last <= first + 50 else None


def _read_year(match: re.Match[str], parts: Mapping[str, str | None], lexicon: Lexicon, event_date: date | None) -> _Read | None:
    if parts.get("school"):
        if event_date is None:
            return None, None, False
        first = _school_start(event_date) + int(lexicon.mapping("relative_years").get((parts.get("rel") or "")[:4].lower(), 0))
        return *_school_year(first, first + 1), True
    year = _year_of(parts, lexicon, event_date)
    return (date(year, 1, 1), date(year, 12, 31), True) if year is not None else (None, None, False)


def _school_start(event_date: date) -> int:
    return event_date.year - (event_date.month < _SCHOOL_TURN)


def _read_edge(match: re.Match[str], parts: Mapping[str, str | None], lexicon: Lexicon, event_date: date | None) -> _Read | None:
    if event_date is None:
        return None, None, False
    if parts.get("school"):
        start = _school_start(event_date)
        return *_school_year(start, start + 1), False
    return date(event_date.year, 1, 1), date(event_date.year, 12, 31), False


def _read_season(match: re.Match[str], parts: Mapping[str, str | None], lexicon: Lexicon, event_date: date | None) -> _Read | None:
    seasons = lexicon.mapping("seasons")
    word = (parts["season"] or "").lower()
    months = next((seasons[stem] for stem in sorted(seasons) if word.startswith(stem)), None)
    return None if months is None else _months(int(months[0]), int(months[1]), parts, lexicon, event_date)


_READERS: Mapping[str, _Reader] = {
    "months": _read_months, "part": _read_part, "school": _read_school, "years": _read_years, "year": _read_year,
    "edge": _read_edge, "season": _read_season, "season-name": _read_season,
}
