"""Ruled tables: from ruling lines to a grid, from words to cells.

The grid is built from the lines that pdfium reports, so that no second library has to read the page again; merged cells are kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from resolution_parser.readers.pdf_layout import Line, make_rows
from resolution_parser.readers.pdf_text import Ruling, Word

SNAP = 3.0  # points within which lines are one line, and ends meet
MAX_LINES = 1_500  # horizontal and vertical: beyond this it is a drawing
MAX_TABLES = 50  # on a page
MAX_SQUARES = 20_000
OPEN_SIDE = 10.0  # points by which a row's line must stick out beyond the last column's for a column without outer border


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with text; ranks from 0, of its upper left corner where cells are merged."""

    row: int
    column: int
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or what of it stands on one page; ``xs`` are the places of its vertical lines."""

    top: float
    bottom: float
    xs: tuple[float, ...]
    cells: tuple[TableCell, ...]

    @property
    def rows(self) -> list[list[TableCell]]:
        """Rows from top to bottom, those without text left out."""
        ranks = sorted({cell.row for cell in self.cells})
        return [[cell for cell in self.cells if cell.row == rank] for rank in ranks]

    def has_columns_of(self, other: Table) -> bool:
        """Whether the vertical lines stand in the same places, as they do where a table goes on over the page."""
        return len(self.xs) == len(other.xs) and all(abs(a - b) <= 2 * SNAP for a, b in zip(self.xs, other.xs, strict=True))


def find_tables(words: Sequence[Word], rulings: Sequence[Ruling]) -> tuple[list[Table], list[Word]]:
    """The tables of a page from top to bottom, and the words that stand in none.

    A frame of one cell or one column is no table: its words are left over.
    """
    rest = list(words)
    tables: list[Table] = []
    for grid in _grids(rulings):
        inside = [word for word in rest if grid.holds(word)]
        table = _fill(grid, inside)
        if table is not None:
            tables.append(table)
            rest = [word for word in rest if not grid.holds(word)]
    return sorted(tables, key=lambda table: (table.top, table.xs)), rest


@dataclass(frozen=True, slots=True)
class _Grid:
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    corner: tuple[tuple[tuple[int, int], ...], ...]
    """For each square the (row, column) of the upper left square of its cell."""

    def square(self, word: Word) -> tuple[int, int]:
        """Row and column of the square that the middle of the word stands in; out of range outside."""
        return bisect_right(self.ys, word.y - word.size * 0.3) - 1, bisect_right(self.xs, (word.x0 + word.x1) / 2) - 1

    def holds(self, word: Word) -> bool:
        row, column = self.square(word)
        return 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1


def _fill(grid: _Grid, words: Sequence[Word]) -> Table | None:
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        row, column = grid.square(word)
        cells.setdefault(grid.corner[row][column], []).append(word)
    if len({column for _, column in cells}) < 2:
        return None
    filled = tuple(TableCell(row, column, tuple(make_rows(cells[row, column]))) for row, column in sorted(cells))
    return Table(grid.ys[0], grid.ys[-1], grid.xs, filled)


# ------------------------------------------------------------------------------------------------ the grid


def _grids(rulings: Sequence[Ruling]) -> list[_Grid]:
    horizontal = _merged([line for line in rulings if line.is_horizontal])
    vertical = _merged([line for line in rulings if not line.is_horizontal])
    if len(horizontal) < 2 or len(vertical) < 1 or len(horizontal) + len(vertical) > MAX_LINES:
        return []
    grids = (_grid(group) for group in _connected(horizontal, vertical))
    return list(islice((grid for grid in grids if grid is not None), MAX_TABLES))


def _merged(lines: Sequence[Ruling]) -> list[Ruling]:
    """Lines in line that meet, as one: Word draws each cell's border apart."""
    merged: list[Ruling] = []
    for group in _on_one_axis(lines):
        place = _place(group[0])
        spans = sorted(_span(line) for line in group)
        start, end = spans[0]
        for low, high in spans[1:]:
            if low <= end + SNAP:
                end = max(end, high)
            else:
                merged.append(_ruling(group[0].is_horizontal, place, start, end))
                start, end = low, high
        merged.append(_ruling(group[0].is_horizontal, place, start, end))
    return merged


def _on_one_axis(lines: Sequence[Ruling]) -> Iterable[list[Ruling]]:
    group: list[Ruling] = []
    for line in sorted(lines, key=lambda line: (_place(line), _span(line))):
        if group and _place(line) - _place(group[0]) > SNAP:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _place(line: Ruling) -> float:
    return line.y0 if line.is_horizontal else line.x0


def _span(line: Ruling) -> tuple[float, float]:
    return (line.x0, line.x1) if line.is_horizontal else (line.y0, line.y1)


def _ruling(is_horizontal: bool, place: float, start: float, end: float) -> Ruling:
    return Ruling(start, place, end, place) if is_horizontal else Ruling(place, start, place, end)


def _connected(horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> list[list[Ruling]]:
    """Groups of lines that cross or touch each other."""
    lines = [*horizontal, *vertical]
    group = list(range(len(lines)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for h, flat in enumerate(horizontal):
        for v, upright in enumerate(vertical, start=len(horizontal)):
            touches = flat.x0 - SNAP <= upright.x0 <= flat.x1 + SNAP and upright.y0 - SNAP <= flat.y0 <= upright.y1 + SNAP
            if touches:
                group[root(v)] = root(h)
    found: dict[int, list[Ruling]] = {}
    for at, line in enumerate(lines):
        found.setdefault(root(at), []).append(line)
    return list(found.values())


def _grid(lines: Sequence[Ruling]) -> _Grid | None:
    flat = [line for line in lines if line.is_horizontal]
    upright = [line for line in lines if not line.is_horizontal]
    if len(flat) < 2 or not upright:
        return None
    xs = _places([line.x0 for line in upright], min(line.x0 for line in flat), max(line.x1 for line in flat))
    ys = _places([line.y0 for line in flat], min(line.y0 for line in upright), max(line.y1 for line in upright))
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > MAX_SQUARES:
        return None
    return _Grid(xs, ys, _corners(xs, ys, flat, upright))


def _places(found: Iterable[float], low: float, high: float) -> tuple[float, ...]:
    """Places of the lines, snapped, and the ends of the lines across where they stick out: a table without outer borders."""
    places: list[float] = []
    for place in sorted(found):
        if not places or place - places[-1] > SNAP:
            places.append(place)
    before = [low] if low < places[0] - OPEN_SIDE else []
    after = [high] if high > places[-1] + OPEN_SIDE else []
    return (*before, *places, *after)


def _corners(
    xs: Sequence[float], ys: Sequence[float], flat: Sequence[Ruling], upright: Sequence[Ruling],
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Squares with no line between them are one cell, named by the square that comes first."""
    flat_at, upright_at = _spans_at(ys, flat), _spans_at(xs, upright)
    corner: list[list[tuple[int, int]]] = []
    for row in range(len(ys) - 1):
        corner.append([])
        for column in range(len(xs) - 1):
            if row and not _is_drawn(flat_at[row], (xs[column] + xs[column + 1]) / 2):
                corner[row].append(corner[row - 1][column])
            elif column and not _is_drawn(upright_at[column], (ys[row] + ys[row + 1]) / 2):
                corner[row].append(corner[row][column - 1])
            else:
                corner[row].append((row, column))
    return tuple(tuple(row) for row in corner)


def _spans_at(places: Sequence[float], lines: Sequence[Ruling]) -> list[list[tuple[float, float]]]:
    """For each place the spans of the lines that were snapped to it."""
    return [[_span(line) for line in lines if abs(_place(line) - place) <= SNAP] for place in places]


def _is_drawn(spans: Sequence[tuple[float, float]], across: float) -> bool:
    return any(start <= across <= end for start, end in spans)
