"""By when a task is to be done: inside an item, and as the value of a note or of a table's cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.normalize import fold
from resolution_parser.records import Deadline
from resolution_parser.stages.moments import Moment, find_moments, hinted
from resolution_parser.stages.quotes import is_quoted, quoted_spans

_LOOK_BACK = 240  # characters before a time that can say what it is
_SIGN_OF_WORD = re.compile(r"([^\W\d_]+)\W*$")
_NEXT_WORD = re.compile(r"\W{0,2}([^\W\d_]+)")
_TRAILING = re.compile(r"[\s;,:]+$")
_ABBREVIATED = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,2}\.$")
_EMPTY = re.compile(r"^[\W_]*$")


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """A deadline and where it stands: half-open offsets in the text; ``has_year`` says that the text itself fixes the year."""

    start: int
    end: int
    deadline: Deadline
    has_year: bool = False


def item_deadline(text: str, *, lexicon: Lexicon, event_date: date | None) -> FoundDeadline | None:
    """The deadline that an item's record takes: the first one.

    >>> item_deadline("завершить до 1 января 2007 года ремонт", lexicon=Lexicon.default(), event_date=None).deadline.end
    '2007-01-01'
    """
    return next(iter(find_deadlines(text, lexicon=lexicon, event_date=event_date)), None)


def find_deadlines(text: str, *, lexicon: Lexicon, event_date: date | None) -> tuple[FoundDeadline, ...]:
    """All deadlines of an item in order: not those inside quotes, of the past, of what a participle describes, or of a programme.

    >>> find_deadlines("здания, построенные до 1980 года", lexicon=Lexicon.default(), event_date=None)
    ()
    """
    folded = fold(text)
    quotes = quoted_spans(text)
    found = sorted((*_dated(text, folded, lexicon, event_date), *_undated(text, folded, lexicon)), key=lambda one: (one.start, -one.end))
    kept: list[FoundDeadline] = []
    for one in found:
        if is_quoted(quotes, one.start, one.end) or _describes(folded, one, lexicon):
            continue
        if kept and _yearly(kept[-1], one, folded):
            kept[-1] = _merge(text, kept[-1], one)
        elif not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _dated(text: str, folded: str, lexicon: Lexicon, event_date: date | None) -> Iterator[FoundDeadline]:
    for moment in find_moments(folded, lexicon=lexicon, event_date=event_date):
        found = _opened(text, folded, moment, lexicon)
        if found is not None and not _is_false_friend(folded, found, moment, lexicon, event_date):
            yield found


def _undated(text: str, folded: str, lexicon: Lexicon, *, note: bool = False) -> Iterator[FoundDeadline]:
    for group, kind in (("deadline_ongoing", "ongoing"), ("deadline_terms", "period")):
        for rule in hinted(lexicon.rules(group), folded):
            if rule.shape is None or (rule.get("where") == "note" and not note):
                continue
            for match in rule.shape.finditer(folded):
                deadline = Deadline(text=text[match.start(): match.end()], start=None, end=None,
                                    kind="ongoing" if kind == "ongoing" else "period")
                yield FoundDeadline(match.start(), match.end(), deadline)


def _opened(text: str, folded: str, moment: Moment, lexicon: Lexicon) -> FoundDeadline | None:
    if moment.unit == "season" or (moment.unit == "years" and moment.joined):
        return _found(text, moment, moment.start, "in", "")
    opening = _opening(folded, moment, lexicon)
    if opening is None:
        return None
    rule, start = opening
    kind, edge = rule.get("kind"), rule.get("edge")
    if not _goes_with(kind, edge, moment, rule):
        return None
    return _found(text, moment, start, kind, edge)


def _opening(folded: str, moment: Moment, lexicon: Lexicon) -> tuple[Rule, int] | None:
    from_ = max(0, moment.start - _LOOK_BACK)
    before = folded[from_: moment.start]
    for rule in lexicon.rules("deadline_openings"):
        match = rule.shape.search(before[-40:]) if rule.shape is not None else None
        if match is not None:
            return rule, moment.start - (len(before[-40:]) - match.start())
    return None


def _goes_with(kind: str, edge: str, moment: Moment, rule: Rule) -> bool:
    if edge:
        return moment.unit not in ("day", "days")
    if moment.unit == "edge":
        return False
    if moment.unit == "day":
        return kind != "in"
    if rule.get("days"):
        return False
    if kind == "towards":  # «к новому учебному году» names what is prepared for
        return moment.unit not in ("school", "days")
    return True


def _found(text: str, moment: Moment, start: int, kind: str, edge: str) -> FoundDeadline:
    first = moment.first.isoformat() if moment.first else None
    last = moment.last.isoformat() if moment.last else None
    run = text[start: moment.end]
    if kind == "in" or (kind == "from" and moment.joined):
        deadline = Deadline(text=run, start=first, end=last, kind="period")
    elif kind == "from":
        deadline = Deadline(text=run, start=first, end=None, kind="period")
    else:
        deadline = Deadline(text=run, start=None, end=first if edge == "start" else last, kind="date")
    return FoundDeadline(start, moment.end, deadline, moment.has_year)


def _is_false_friend(folded: str, found: FoundDeadline, moment: Moment, lexicon: Lexicon, event_date: date | None) -> bool:
    if event_date is not None and moment.last is not None and moment.last < event_date:
        return True
    before = folded[max(0, found.start - _LOOK_BACK): found.start]
    applies = {"any"}
    if moment.unit in ("year", "years") and found.deadline.kind == "date":
        applies.add("by-year")
    if event_date is not None and moment.first is not None and moment.first <= event_date and found.deadline.kind == "period":
        applies.add("past")
    return any(
        rule.get("applies") in applies and rule.shape is not None and rule.shape.search(before)
        for rule in lexicon.rules("not_deadline_before")
    )


def _describes(folded: str, found: FoundDeadline, lexicon: Lexicon) -> bool:
    """Whether the time belongs to a participle: «построенных до 1980 года», «постоянно действующая комиссия»."""
    before = _SIGN_OF_WORD.search(folded, max(0, found.start - 40), found.start)
    if before is not None and before.end() - before.end(1) < 2 and _is_participle(before[1]):
        return True
    after = _NEXT_WORD.match(folded, found.end)
    return found.deadline.kind == "ongoing" and after is not None and _is_participle(after[1])


def _is_participle(word: str) -> bool:
    best = morph.readings(word)[:1]
    return bool(best) and best[0].pos == "PRTF"


def _yearly(one: FoundDeadline, other: FoundDeadline, folded: str) -> bool:
    """Whether a day without a year and «ежегодно» stand side by side: «ежегодно, до 1 марта»."""
    if folded[one.end: other.start].strip(" ,") or other.start < one.end:
        return False
    dated = [found for found in (one, other) if found.deadline.kind != "ongoing"]
    return len(dated) == 1 and not dated[0].has_year


def _merge(text: str, one: FoundDeadline, other: FoundDeadline) -> FoundDeadline:
    end = max(one.end, other.end)
    return FoundDeadline(one.start, end, Deadline(text=text[one.start: end], start=None, end=None, kind="ongoing"))


def read_deadline(value: str, *, lexicon: Lexicon, event_date: date | None) -> Deadline | None:
    """The deadline that a whole note or a table's cell gives; unknown wording keeps its text and has no dates. None where empty.

    >>> read_deadline("декабрь 2006 г.", lexicon=Lexicon.default(), event_date=None).end
    '2006-12-31'
    """
    text = _clean(value)
    if _EMPTY.match(text):
        return None
    folded = fold(text)
    candidates = [*_undated(text, folded, lexicon, note=True)]
    for moment in find_moments(folded, lexicon=lexicon, event_date=event_date):
        found = _opened(text, folded, moment, lexicon) or (_bare(text, moment) if moment.unit != "edge" else None)
        if found is not None:
            candidates.append(found)
    best = _best(sorted(candidates, key=lambda found: found.start)) or _in_digits(text, folded, lexicon, event_date)
    deadline = best.deadline if best is not None else Deadline(text=text, start=None, end=None, kind="period")
    return replace(deadline, text=text)


def _clean(value: str) -> str:
    text = _TRAILING.sub("", value.strip())
    if text.endswith(".") and not _ABBREVIATED.search(text):
        text = text[:-1].rstrip()
    return text


def _bare(text: str, moment: Moment) -> FoundDeadline:
    kind = "by" if moment.unit == "day" else "in"
    return _found(text, moment, moment.start, kind, "")


def _best(found: list[FoundDeadline]) -> FoundDeadline | None:
    """Work without an end, unless a day with its year stands before it; else the first time of the calendar, else a term."""
    ongoing = next((one for one in found if one.deadline.kind == "ongoing"), None)
    fixed = next((one for one in found if one.deadline.start or one.deadline.end), None)
    if ongoing is not None and fixed is not None and fixed.has_year and fixed.start < ongoing.start:
        return fixed
    return ongoing or fixed or (found[0] if found else None)


def _in_digits(text: str, folded: str, lexicon: Lexicon, event_date: date | None) -> FoundDeadline | None:
    for rule in lexicon.rules("deadline_note_days"):
        match = rule.shape.search(folded) if rule.shape is not None else None
        days = _digit_days(match.groupdict(), event_date) if match is not None else None
        if days is not None:
            first, last = days
            kind = "date" if first is None else "period"
            return FoundDeadline(0, len(text), Deadline(
                text=text, start=first.isoformat() if first else None, end=last.isoformat(), kind="date" if kind == "date" else "period",
            ))
    return None


def _digit_days(parts: dict[str, str | None], event_date: date | None) -> tuple[date | None, date] | None:
    try:
        if parts.get("y2"):
            return date(int(parts["y2"] or 0), 1, 1), date(int(parts.get("y3") or parts["y2"] or 0), 12, 31)
        if event_date is None:
            return None
        day = date(event_date.year, int(parts["n2"] or 0), int(parts["d2"] or 0))
        return None, day if day >= event_date else day.replace(year=day.year + 1)
    except ValueError:
        return None
