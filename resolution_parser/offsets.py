"""TextMap: cleaned text ⇄ raw text. It is built while the text is cleaned, never by searching afterwards."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters that stand one for one in the cleaned and in the raw text.

    ``piece`` counts up where the raw text is cut by something that is not part of the paragraph (a blank line, a page number).
    """

    clean: int
    raw: int
    length: int
    piece: int = 0
    page: int | None = None
    dropped: int = 0
    """Raw characters right behind it that cleaning took out but that belong to it: the hyphen of a word broken at a line end."""
    joint: bool = False
    """A space that stands for a line end: it is no part of a piece, though it may stand inside one."""


class TextMap:
    """Offsets in a cleaned text to offsets in the raw text.

    >>> mapping = TextMap([Segment(0, 10, 4), Segment(4, 16, 3)])   # "ab cd\\n  ef" at 10, wrapped
    >>> mapping.to_raw(0, 7)
    (10, 19)
    >>> mapping.to_raw(4, 7)
    (16, 19)
    """

    __slots__ = ("_segments", "_starts")

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(segments)
        self._starts = [segment.clean for segment in self._segments]

    def raw_start(self, at: int) -> int:
        """Where the cleaned character ``at`` stands in the raw text."""
        segment = self._segments[max(bisect_right(self._starts, at) - 1, 0)]
        return segment.raw + min(at - segment.clean, segment.length)

    def raw_end(self, end: int) -> int:
        """The raw offset just behind the cleaned character ``end - 1``."""
        return self.raw_start(end - 1) + 1

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Half-open raw range of a half-open cleaned range that is not empty."""
        return self.raw_start(start), self.raw_end(end)

    def pieces(self, start: int, end: int) -> list[tuple[int, int, int | None]]:
        """Raw pieces ``(start, end, page)`` of a cleaned range, cut where the paragraph is cut."""
        found: list[tuple[int, int, int | None]] = []
        last_piece = -1
        first = max(bisect_right(self._starts, start) - 1, 0)
        for segment in self._segments[first:]:
            if segment.clean >= end:
                break
            low, high = max(start, segment.clean), min(end, segment.clean + segment.length)
            if low >= high or segment.joint:
                continue
            raw_low, raw_high = segment.raw + low - segment.clean, segment.raw + high - segment.clean
            if high < end and high == segment.clean + segment.length:
                raw_high += segment.dropped
            if segment.piece == last_piece and found:
                found[-1] = (found[-1][0], raw_high, found[-1][2])
            else:
                found.append((raw_low, raw_high, segment.page))
            last_piece = segment.piece
        return found


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece that was replaced: half-open ranges in the edited and in the raw text, either of which may be empty."""

    start: int
    end: int
    raw_start: int
    raw_end: int


class Edits:
    """Offsets in an edited text to offsets in the raw text, where little has been edited.

    >>> text, edits = substitute(re.compile("-|..:"), lambda match: match.group()[:1].strip("-"), "a-b cd:e")
    >>> text, edits.to_raw(0, 2), edits.to_raw(3, 4)
    ('ab ce', (0, 3), (4, 7))
    """

    __slots__ = ("_edits", "_starts")

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = tuple(edits)
        self._starts = [edit.start for edit in self._edits]

    def __bool__(self) -> bool:
        return bool(self._edits)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Half-open raw range of a half-open range: a piece that it touches is in it whole, what was taken out at its ends is not."""
        low = self._raw(bisect_right(self._starts, start) - 1, start, at_end=False)
        high = self._raw(bisect_left(self._starts, end) - 1, end, at_end=True) if start < end else low
        return low, high

    def _raw(self, before: int, at: int, *, at_end: bool) -> int:
        if before < 0:
            return at
        edit = self._edits[before]
        if at >= edit.end:
            return edit.raw_end + at - edit.end
        return edit.raw_end if at_end else edit.raw_start


def substitute(pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str], text: str) -> tuple[str, Edits]:
    """What ``pattern.sub(replacement, text)`` gives, and the way back."""
    edits: list[Edit] = []
    shift = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal shift
        new = replacement(match)
        if new == match.group():
            return new
        start = match.start() + shift
        edits.append(Edit(start, start + len(new), match.start(), match.end()))
        shift += len(new) - len(match.group())
        return new

    return pattern.sub(replace, text), Edits(edits)
