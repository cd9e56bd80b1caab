"""Which tables hold data and which only lay out the page; the grid of a data table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from resolution_parser.readers.html_style import Element

_HEADINGS = ("h1", "h2", "h3", "h4")
_PARAGRAPHS = ("p", "div", "li", "br", "blockquote", "pre")
_LONG_CELL = 1500  # characters: a cell of a page frame, where it also holds several paragraphs
_LONG_ROW = 400  # characters: a table of one row with more than this is a page in columns
_MAX_SPAN = 100
_MAX_COLUMNS = 200  # further right, cells that reach down are not followed: no page has such tables, only attacks do


@dataclass(frozen=True, slots=True)
class GridCell:
    """A ``td`` or ``th`` with its place in the grid: spans of cells above and before it counted."""

    element: Element
    row: int
    column: int
    letters: int


def grid_of(table: Element) -> tuple[GridCell, ...]:
    """The cells of a table, each once, at its first row and column; those of nested tables left out."""
    taken: dict[int, int] = {}  # column: rows that a cell from above still reaches into
    cells: list[GridCell] = []
    for row, element in enumerate(_rows(table)):
        column = 0
        reaching: dict[int, int] = {}
        for cell in element:
            if cell.tag not in ("td", "th"):
                continue
            while taken.get(column, 0) > 0:
                column += 1
            cells.append(GridCell(cell, row, column, sum(len(text.strip()) for text in cell.itertext())))
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            if height > 1 and column < _MAX_COLUMNS:
                reaching.update(dict.fromkeys(range(column, column + width), height))
            column += width
        taken = {at: rows - 1 for at, rows in taken.items() if rows > 1} | {at: rows - 1 for at, rows in reaching.items()}
    return tuple(cells)


def data_cells(table: Element) -> tuple[GridCell, ...]:
    """The cells of a data table; none for a table that only lays out the page.

    A data table has more than one column with text, and nothing that only a page frame holds.
    """
    if table.get("role") in ("presentation", "none") or _frames_page(table):
        return ()
    cells = grid_of(table)
    return cells if _is_data(tuple(cell for cell in cells if cell.letters)) else ()


def _is_data(filled: tuple[GridCell, ...]) -> bool:
    if len({cell.column for cell in filled}) < 2:
        return False
    if any(_holds_page(cell) for cell in filled):
        return False
    if len({cell.row for cell in filled}) == 1:
        return sum(cell.letters for cell in filled) <= _LONG_ROW
    return True


def _frames_page(table: Element) -> bool:
    inner = table.iterdescendants("table", *_HEADINGS)
    return any(element.tag != "table" or any(text.strip() for text in element.itertext()) for element in inner)


def _holds_page(cell: GridCell) -> bool:
    return cell.letters > _LONG_CELL and sum(1 for _ in cell.element.iterdescendants(*_PARAGRAPHS)) >= 3


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _span(cell: Element, key: str) -> int:
    value = (cell.get(key) or "1").strip()
    return max(1, min(_MAX_SPAN, int(value))) if value.isascii() and value.isdigit() and len(value) < 6 else 1
