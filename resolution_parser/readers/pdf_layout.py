"""From words to lines in reading order: rows of a page, columns."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from resolution_parser.readers.pdf_text import Word

SAME_LINE = 0.35  # baselines nearer than this, in sizes of the letters, are one line (superscripts are raised by a third)
WIDE_GAP = 3.0  # sizes: a gap that parts two ends of a line, as the place from the date
LONE_WIDE_GAP = 8.0  # the same in a line of two words: one that is stretched in a narrow column has such gaps
WIDE_GAP_TEXT = " " * 4
MIN_COLUMN_LINES = 4
MIN_COLUMN_SHARE = 0.25  # of the text's width: columns of names beside offices are narrower
MAX_ROWS = 2_000  # of a page: with more it is no page that anybody reads
MAX_COLUMN_DEPTH = 2  # halves of halves
MAX_STRIPS = 500
STRIP = 3.0  # points: how finely a gutter is looked for
GUTTER = 0.8  # sizes: its least width


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    parted: bool
    """A wide gap parts the line into two ends."""


def make_line(words: Iterable[Word]) -> Line:
    """A line of at least one word."""
    ordered = tuple(sorted(words, key=lambda word: (word.x0, word.x1)))
    gaps = [right.x0 - left.x1 for left, right in pairwise(ordered)]
    size = _main_size(ordered)
    wide = _wide_gap(gaps, size)
    parts = [ordered[0].text]
    for gap, word in zip(gaps, ordered[1:], strict=True):
        parts.append(WIDE_GAP_TEXT if gap >= wide else " ")
        parts.append(word.text)
    lettered = [word.bold for word in ordered if any(map(str.isalnum, word.text))]
    return Line(
        words=ordered, text="".join(parts), x0=ordered[0].x0, x1=max(word.x1 for word in ordered), y=_main_baseline(ordered, size),
        size=size, bold=bool(lettered) and all(lettered), parted=any(gap >= wide for gap in gaps),
    )


def _wide_gap(gaps: Sequence[float], size: float) -> float:
    """The width from which a gap parts: the gaps of a justified line are wide too, but all alike."""
    if len(gaps) < 2:
        return LONE_WIDE_GAP * size
    return max(WIDE_GAP * size, 3 * statistics.median_low(gaps))


def _main_size(words: Sequence[Word]) -> float:
    if len(words) == 1 or words[0].size == words[-1].size:
        return words[0].size
    weights: Counter[float] = Counter()
    for word in words:
        weights[word.size] += len(word.text)
    return max(weights, key=lambda size: (weights[size], size))


def _main_baseline(words: Sequence[Word], size: float) -> float:
    return next((word.y for word in words if word.size == size), words[0].y)


def make_rows(words: Iterable[Word]) -> list[Line]:
    """Rows from top to bottom, over the whole width of the page."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.y, word.x0)):
        anchor = rows[-1][0] if rows else None
        if anchor is not None and word.y - anchor.y <= SAME_LINE * max(word.size, anchor.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [make_line(row) for row in rows]


# ------------------------------------------------------------------------------------------------ columns


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines that are read one after the other. ``column`` is None where they run over the whole width."""

    lines: tuple[Line, ...]
    column: int | None = None


def split_columns(rows: Sequence[Line], *, depth: int = 0) -> list[Flow]:
    """Flows in reading order: what stands above two columns, the left one, the right one, what stands below."""
    found = _find_columns(rows) if depth < MAX_COLUMN_DEPTH else None
    if found is None:
        return [Flow(tuple(rows))] if rows else []
    start, end, gutter = found
    left = make_rows(word for row in rows[start:end] for word in row.words if word.x0 < gutter)
    right = make_rows(word for row in rows[start:end] for word in row.words if word.x0 >= gutter)
    columns = [*split_columns(left, depth=depth + 1), *split_columns(right, depth=depth + 1)]
    numbered = [Flow(flow.lines, rank) for rank, flow in enumerate(columns)]
    return [*split_columns(rows[:start], depth=depth), *numbered, *split_columns(rows[end:], depth=depth)]


def _find_columns(rows: Sequence[Line]) -> tuple[int, int, float] | None:
    """The longest run of rows that leave a strip free in the middle: its half-open range and the strip's place."""
    if not MIN_COLUMN_LINES <= len(rows) <= MAX_ROWS:
        return None
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    size = statistics.median_low([row.size for row in rows])
    masks = [_occupied(row, left, size) for row in rows]
    strips = int((right - left) / STRIP)
    best: tuple[int, int, float] | None = None
    for strip in range(strips // 4, strips * 3 // 4, max(1, strips // MAX_STRIPS)):
        gutter = left + (strip + 0.5) * STRIP
        for start, end in _free_runs(masks, strip):
            if (best is None or end - start > best[1] - best[0]) and _are_columns(rows[start:end], gutter, right - left):
                best = start, end, gutter
    return best


def _occupied(row: Line, left: float, size: float) -> int:
    """A bit for each strip of the page's width that a word of the row stands in or comes near to."""
    mask = 0
    for word in row.words:
        first = max(int((word.x0 - left - size * GUTTER / 2) / STRIP), 0)
        last = max(int((word.x1 - left + size * GUTTER / 2) / STRIP), first)
        mask |= ((1 << (last - first + 1)) - 1) << first
    return mask


def _free_runs(masks: Sequence[int], strip: int) -> Iterable[tuple[int, int]]:
    """Half-open ranges of rows that leave the strip free and have enough on both sides of it."""
    start = 0
    for at in range(len(masks) + 1):
        if at < len(masks) and not masks[at] >> strip & 1:
            continue
        run = masks[start:at]
        if len(run) >= MIN_COLUMN_LINES and min(
            sum(1 for mask in run if mask & ((1 << strip) - 1)), sum(1 for mask in run if mask >> strip),
        ) >= MIN_COLUMN_LINES:
            yield start, at
        start = at + 1


def _are_columns(rows: Sequence[Line], gutter: float, width: float) -> bool:
    """Both sides have several lines, side by side, each of a column's width."""
    sides = [
        [part for row in rows if (part := [word for word in row.words if (word.x0 < gutter) == is_left])] for is_left in (True, False)
    ]
    if min(len(side) for side in sides) < MIN_COLUMN_LINES:
        return False
    top = max(side[0][0].y for side in sides)
    bottom = min(side[-1][0].y for side in sides)
    shorter = min(side[-1][0].y - side[0][0].y for side in sides)
    if bottom - top < shorter * 0.5:
        return False
    return all(
        statistics.median_low([max(word.x1 for word in part) - min(word.x0 for word in part) for part in side]) >= width * MIN_COLUMN_SHARE
        for side in sides
    )
