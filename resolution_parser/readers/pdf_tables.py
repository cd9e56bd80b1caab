"""Ruled tables: pdfplumber finds the cells between the ruling lines, the words of the page are put into them.

The lines and the words are those that pdfium reported: pdfplumber's own way to them, through pdfminer, takes thirty times as long
on every page and has no bound for a hostile one. Merged cells are kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

from resolution_parser.readers.pdf_layout import Line, make_rows
from resolution_parser.readers.pdf_text import Ruling, Word

SNAP = 3.0  # points within which lines are one line, and ends meet
MAX_PIECES = 20_000  # of lines, as they are drawn; beyond this it is a drawing
MAX_LINES = 500  # likewise, pieces joined
MAX_CROSSINGS = 2_000  # likewise; pdfplumber compares each with each
MAX_TABLES = 50  # on a page
OPEN_SIDE = 10.0  # points by which lines must stick out beyond the last that crosses them for a table without outer border

_Edge: TypeAlias = dict[str, Any]  # pdfplumber's
_Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom


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
    for grid in islice(map(_grid, _tables_of_cells(rulings)), MAX_TABLES):
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
    corners: Mapping[tuple[int, int], tuple[int, int]]
    """For each square of a cell the (row, column) of the cell's upper left square."""

    def cell_of(self, word: Word) -> tuple[int, int] | None:
        """The cell that the middle of the word stands in."""
        row, column = bisect_right(self.ys, word.y - word.size * 0.3) - 1, bisect_right(self.xs, (word.x0 + word.x1) / 2) - 1
        return self.corners.get((row, column))

    def holds(self, word: Word) -> bool:
        return self.cell_of(word) is not None


def _fill(grid: _Grid, words: Sequence[Word]) -> Table | None:
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        place = grid.cell_of(word)
        if place is not None:
            cells.setdefault(place, []).append(word)
    if len({column for _, column in cells}) < 2:
        return None
    filled = tuple(TableCell(row, column, tuple(make_rows(cells[row, column]))) for row, column in sorted(cells))
    return Table(grid.ys[0], grid.ys[-1], grid.xs, filled)


def _grid(boxes: Sequence[_Box]) -> _Grid:
    xs = tuple(sorted({x for box in boxes for x in (box[0], box[2])}))
    ys = tuple(sorted({y for box in boxes for y in (box[1], box[3])}))
    columns, rows = {x: rank for rank, x in enumerate(xs)}, {y: rank for rank, y in enumerate(ys)}
    corners = {
        (row, column): (rows[top], columns[left])
        for left, top, right, bottom in boxes
        for row in range(rows[top], rows[bottom]) for column in range(columns[left], columns[right])
    }
    return _Grid(xs, ys, corners)


# ------------------------------------------------------------------------------------------------ pdfplumber's part


def _tables_of_cells(rulings: Sequence[Ruling]) -> list[list[_Box]]:
    flat = sum(line.is_horizontal for line in rulings)
    if flat < 2 or flat == len(rulings) or len(rulings) > MAX_PIECES:
        return []
    from pdfplumber import table as finder  # 130 ms

    edges: list[_Edge] = finder.merge_edges([_edge(line) for line in rulings], SNAP, SNAP, SNAP, SNAP)
    if len(edges) > MAX_LINES:
        return []
    edges += [*_open_sides(edges, "h"), *_open_sides(edges, "v")]
    crossings = finder.edges_to_intersections(edges, SNAP, SNAP)
    if len(crossings) > MAX_CROSSINGS:
        return []
    tables: list[list[_Box]] = finder.cells_to_tables(finder.intersections_to_cells(crossings))
    return tables


def _edge(line: Ruling) -> _Edge:
    return {
        "orientation": "h" if line.is_horizontal else "v", "x0": line.x0, "x1": line.x1, "top": line.y0, "bottom": line.y1,
        "width": line.x1 - line.x0, "height": line.y1 - line.y0,  # (pdfplumber keeps them up to date)
    }


def _open_sides(edges: Sequence[_Edge], along: str) -> Iterator[_Edge]:
    """The outer borders that a table lacks: where its lines stick out beyond the last line that crosses them, all to one place."""
    place, far, low, high = ("top", "bottom", "x0", "x1") if along == "h" else ("x0", "x1", "top", "bottom")
    lines = [edge for edge in edges if edge["orientation"] == along]
    across = [edge for edge in edges if edge["orientation"] != along]
    across.sort(key=lambda edge: (edge[place] - edge[far], edge[place], edge[low]))
    for side in (low, high):
        for together in _ending_together(lines, side):
            tables: dict[int, list[_Edge]] = {}  # by the longest line that crosses
            for line in together:
                ranks = (rank for rank, edge in enumerate(across) if _cross(edge, line, place, far, low, high))
                tables.setdefault(next(ranks, -1), []).append(line)
            for longest, group in tables.items():
                crossing = [edge for edge in across if any(_cross(edge, line, place, far, low, high) for line in group)]
                if len(group) > 1 and longest >= 0 and all(abs(edge[low] - group[0][side]) > OPEN_SIDE for edge in crossing):
                    first, last = min(edge[place] for edge in (*group, *crossing)), max(edge[far] for edge in (*group, *crossing))
                    end = group[0][side]
                    yield {"orientation": "v" if along == "h" else "h", place: first, far: last, low: end, high: end}


def _ending_together(lines: Sequence[_Edge], side: str) -> Iterator[list[_Edge]]:
    group: list[_Edge] = []
    for line in sorted(lines, key=lambda line: line[side]):
        if group and line[side] - group[0][side] > SNAP:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _cross(edge: _Edge, line: _Edge, place: str, far: str, low: str, high: str) -> bool:
    """Whether a line across touches a line."""
    return bool(line[low] - SNAP <= edge[low] <= line[high] + SNAP and edge[place] - SNAP <= line[place] <= edge[far] + SNAP)
