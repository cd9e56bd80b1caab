"""The picture of the flow between the years: a bar for each document, bands for what was kept, stubs for what came and went.

All lengths are in units of the picture (its ``viewBox``), rounded, so that the same comparison gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from resolution_parser.compare.comparison import Comparison, Counts, LinkEnd
from resolution_parser.compare.report.columns import Column

BandKind: TypeAlias = Literal["same", "reworded", "dropped", "returned", "new"]

STEP = 210.0  # from one bar to the next
BAR = 12.0  # width of a bar
MARGIN = 52.0  # at both sides, for the figures above the bars
TOP = 48.0  # for those figures
TALLEST = 230.0  # height of the longest bar
THICKEST = 14.0  # height of one item where there are few
STUB = 78.0  # length of a stub
FALL = 22.0  # how far a stub goes down, or comes from below
UNDER = 16.0  # from the end of a stub to its figure
LABELLED = 15.0  # height of a band from which on its figure fits into it


@dataclass(frozen=True, slots=True)
class Bar:
    """A document: ``middle`` is where its figures are centred."""

    x: float
    y: float
    height: float
    middle: float
    label: str
    items: int


@dataclass(frozen=True, slots=True)
class Band:
    """Items on their way between two bars; their figure stands at ``x``, ``y``, unless the band is too thin to hold it."""

    kind: BandKind
    path: str
    count: int
    x: float
    y: float
    is_labelled: bool
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole picture."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]


def draw_flow(comparison: Comparison, columns: Sequence[Column]) -> Flow:
    """The flow of a comparison, a step for each pair of neighbouring documents."""
    counts = comparison.summary.by_year
    unit = min(THICKEST, TALLEST / max(1, *(one.items for one in counts)))
    bars = tuple(_bar(rank, column, one.items, unit) for rank, (column, one) in enumerate(zip(columns, counts, strict=True)))
    leaving = _leaving(comparison)
    bands = tuple(
        band for rank, (left, right) in enumerate(pairwise(bars), start=1)
        for band in _step(left, right, leaving.get(rank, Counter()), counts[rank], unit))
    lowest = max([bar.y + bar.height for bar in bars] + [band.y for band in bands])
    return Flow(_round(2 * MARGIN + (len(bars) - 1) * STEP + BAR), _round(lowest + 12), bars, bands)


def _bar(rank: int, column: Column, items: int, unit: float) -> Bar:
    x = MARGIN + rank * STEP
    return Bar(_round(x), TOP, _round(max(1.0, items * unit)), _round(x + BAR / 2), column.label, items)


def _leaving(comparison: Comparison) -> Mapping[int, Counter[BandKind]]:
    """For each document how many of the one before went on unchanged, and how many otherwise: splits make them fewer than what arrives."""
    ranks = {document.source: rank for rank, document in enumerate(comparison.documents)}
    same: dict[tuple[int, LinkEnd], bool] = {}
    for link in comparison.links:
        step = ranks[link.later.source]
        if ranks[link.earlier.source] == step - 1:
            same[step, link.earlier] = same.get((step, link.earlier), False) or link.relation == "same"
    leaving: dict[int, Counter[BandKind]] = {}
    for (step, _), is_same in same.items():
        leaving.setdefault(step, Counter())["same" if is_same else "reworded"] += 1
    return leaving


def _step(left: Bar, right: Bar, leaving: Counter[BandKind], counts: Counts, unit: float) -> Iterator[Band]:
    """The bands between two bars: kept ones on top, then stubs down from the left bar and up to the right one."""
    x1, x2 = left.x + BAR, right.x
    y1, y2 = left.y, right.y
    kept: tuple[tuple[BandKind, int], ...] = (("same", counts.same), ("reworded", counts.reworded))
    for kind, count in kept:
        h1, h2 = leaving[kind] * unit, count * unit
        if count:
            yield Band(kind, _ribbon(x1, y1, h1, x2, y2, h2), count, _round((x1 + x2) / 2), _round((y1 + y2 + (h1 + h2) / 2) / 2 + 5),
                       min(h1, h2) >= LABELLED, left.label, right.label)
        y1, y2 = y1 + h1, y2 + h2
    if counts.dropped:
        yield _stub("dropped", x1, y1, x1 + STUB, counts.dropped, unit, left, right)
    come: tuple[tuple[BandKind, int], ...] = (("returned", counts.returned), ("new", counts.new))
    end = max(y2 + (counts.returned + counts.new) * unit, 0)
    for kind, count in come:
        if count:
            yield _arrival(kind, x2, y2, count, unit, end, counts, left, right)
        y2 += count * unit


def _stub(kind: BandKind, x1: float, y1: float, x2: float, count: int, unit: float, left: Bar, right: Bar) -> Band:
    height = count * unit
    middle = (x1 + x2) / 2
    return Band(kind, _ribbon(x1, y1, height, x2, y1 + FALL, height), count, _round(middle + 8), _round(y1 + height + FALL + UNDER),
                True, left.label, right.label)


def _arrival(kind: BandKind, x: float, y: float, count: int, unit: float, end: float, counts: Counts, left: Bar, right: Bar) -> Band:
    """A stub that comes from below; where both kinds arrive, their figures stand one under the other."""
    height = count * unit
    line = 0 if kind == "returned" or not counts.returned else UNDER
    return Band(kind, _ribbon(x - STUB, y + FALL, height, x, y, height), count, _round(x - STUB / 2 - 8), _round(end + FALL + UNDER + line),
                True, left.label, right.label)


def _ribbon(x1: float, y1: float, h1: float, x2: float, y2: float, h2: float) -> str:
    """The outline of a band: two curves that leave and arrive level."""
    middle = _round((x1 + x2) / 2)
    points = [_round(value) for value in (x1, y1, x2, y2, y2 + h2, y1 + h1)]
    left, top, right, top2, bottom2, bottom = points
    return (f"M{left:g},{top:g}C{middle:g},{top:g} {middle:g},{top2:g} {right:g},{top2:g}"
            f"V{bottom2:g}C{middle:g},{bottom2:g} {middle:g},{bottom:g} {left:g},{bottom:g}Z")


def _round(value: float) -> float:
    return round(value, 1)
