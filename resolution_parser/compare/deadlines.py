"""Whether a deadline is another one, and whether it only moved on with the years."""

from __future__ import annotations

from resolution_parser.normalize import fold, squash
from resolution_parser.records import Deadline


def is_equal(one: Deadline | None, other: Deadline | None) -> bool:
    """Whether two deadlines are the same: the same dates, or the same words where they fix none.

    >>> is_equal(None, Deadline(text="до 1 мая", start=None, end="2024-05-01", kind="date"))
    False
    """
    if one is None or other is None:
        return one is other
    if (one.start, one.end) == (None, None) == (other.start, other.end):
        return one.kind == other.kind == "ongoing" or squash(fold(one.text)).casefold() == squash(fold(other.text)).casefold()
    return (one.start, one.end) == (other.start, other.end)


def is_shifted(one: Deadline | None, other: Deadline | None, *, by: int) -> bool:
    """Whether the later deadline is the earlier one so many years on."""
    if one is None or other is None or not by or (one.start, one.end) == (None, None):
        return False
    return (_moved(one.start, by), _moved(one.end, by)) == (_month_end(other.start), _month_end(other.end))


def _moved(day: str | None, years: int) -> str | None:
    if day is None:
        return None
    return _month_end(f"{int(day[:4]) + years:04}{day[4:]}")


def _month_end(day: str | None) -> str | None:
    """The last of February as the 28th, in leap years, too."""
    if day is None or not day.endswith("-02-29"):
        return day
    return f"{day[:8]}28"
