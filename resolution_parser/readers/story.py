"""What readers of word processors' files share: a line of runs, paragraphs that become blocks, tables told row by row."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from resolution_parser.document import Cell, Document, DocumentBuilder
from resolution_parser.errors import EmptyFile, NoTextLayer, TooLarge
from resolution_parser.normalize import compose
from resolution_parser.readers.base import Limits
from resolution_parser.readers.docx_numbering import Marker
from resolution_parser.records import Warning, WarningCode

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_BROKEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_MAX_HEADING = 9
_SAME_EDGE = 60  # twips (1 mm): rows that were drawn apart miss each other's edges by so much


@dataclass(slots=True)
class Tally:
    """What was left out, to be told once at the end."""

    deleted: int = 0
    hidden: int = 0
    embedded: int = 0
    pictures: int = 0
    is_deep: bool = False

    def warnings(self) -> tuple[Warning, ...]:
        """One warning for each kind of thing that was left out.

        >>> [warning.message for warning in Tally(deleted=2, hidden=1).warnings()]
        ['2 tracked deletions were left out', '1 piece of hidden text was left out']
        """
        notes = (
            _left_out("deleted_text", self.deleted, "tracked deletion"),
            _left_out("hidden_text", self.hidden, "piece of hidden text", "pieces of hidden text"),
            _left_out("reader", self.embedded, "embedded document"),
            Warning(code="deep_nesting", message="Lists or tables nested too deep were flattened", span=None) if self.is_deep else None,
        )
        return tuple(note for note in notes if note is not None)

    def refuse_empty(self, *, name: str) -> None:
        """Raise the error of a document without any text."""
        if self.pictures:
            raise NoTextLayer("the document holds pictures only", where=name, hint="recognise the text first (OCR)")
        raise EmptyFile("the document holds no text", where=name, hint="check that this is the right file")


def _left_out(code: WarningCode, count: int, one: str, many: str | None = None) -> Warning | None:
    if not count:
        return None
    what = f"1 {one} was" if count == 1 else f"{count:,} {many or one + 's'} were"
    return Warning(code=code, message=f"{what} left out", span=None)


@dataclass(slots=True)
class Line:
    """What has been gathered of a paragraph's runs."""

    parts: list[str] = field(default_factory=list)
    is_visible: bool = False
    is_bold: bool = True
    is_underlined: bool = True

    def put(self, text: str, *, bold: bool, underlined: bool = False) -> None:
        """Add a run."""
        self.parts.append(text)
        if text and not text.isspace():
            self.is_visible = True
            self.is_bold = self.is_bold and bold
            self.is_underlined = self.is_underlined and underlined

    @property
    def is_emphasised(self) -> bool:
        """All that is seen is bold, or all of it underlined."""
        return self.is_visible and (self.is_bold or self.is_underlined)

    def text(self) -> str:
        """The text, composed (й is one character), without white space at its ends, controls, and halves of surrogate pairs."""
        text = "".join(self.parts)
        if _BROKEN.search(text):
            text = _CONTROLS.sub("", text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        return compose(text).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph as it goes into the document; without text it is an empty line. ``text`` has no marker."""

    text: str
    marker: str | None = None
    space: str = " "
    level: int | None = None
    bold: bool = False
    centred: bool = False
    heading: int | None = None

    @staticmethod
    def of(line: Line, marker: Marker | None, *, centred: bool = False, heading: int | None = None) -> Paragraph:
        """The paragraph of a line, with the marker that its list gives it."""
        known = heading if heading is not None and 0 < heading <= _MAX_HEADING else None
        if marker is None:
            return Paragraph(text=line.text(), bold=line.is_emphasised, centred=centred, heading=known)
        return Paragraph(text=line.text(), marker=marker.text, space=marker.space, level=marker.level, bold=line.is_emphasised,
                         centred=centred, heading=known)


class Book:
    """Takes paragraphs in reading order and makes the document of them; keeps the limits on text and depth."""

    def __init__(self, *, name: str, limits: Limits) -> None:
        self.tally = Tally()
        self.limits = limits
        self.name = name
        self.is_furniture = False
        self._builder = DocumentBuilder()
        self._gap = 1
        self._chars = 0
        self._tables = 0
        self._told: set[str] = set()

    def begin(self, *, is_furniture: bool) -> None:
        """A new story: the body, or one that stands on the page beside it."""
        self.is_furniture = is_furniture
        self._gap = 2

    def write(self, paragraph: Paragraph, *, cell: Cell | None = None) -> None:
        """Add a paragraph; an empty one leaves a gap before the next."""
        if not paragraph.text:
            self._gap = 2
            return
        text = f"{paragraph.marker}{paragraph.space}{paragraph.text}" if paragraph.marker else paragraph.text
        self._count(text)
        self._builder.add(
            text, gap=self._gap, marker=paragraph.marker, level=paragraph.level if paragraph.marker else None, bold=paragraph.bold,
            centred=paragraph.centred, heading=paragraph.heading, furniture=self.is_furniture, cell=cell,
        )
        self._gap = 1

    def write_once(self, paragraph: Paragraph) -> None:
        """Add a running head, of which each section has its copy, once."""
        if paragraph.text and paragraph.text not in self._told:
            self._told.add(paragraph.text)
            self.write(paragraph)

    def open_table(self) -> int:
        """The rank of a new table."""
        self._tables += 1
        return self._tables - 1

    def close_gap(self) -> None:
        """What follows stands on the next line: the next cell, the first paragraph after a table."""
        self._gap = 1

    def finish(self, *, format: str, sha256: str) -> Document:
        """The document; raises the error of an empty one."""
        if not self._chars:
            self.tally.refuse_empty(name=self.name)
        for warning in self.tally.warnings():
            self._builder.warn(warning)
        return self._builder.build(name=self.name, format=format, sha256=sha256)

    def _count(self, text: str) -> None:
        self._chars += len(text) + 1
        if self._chars > self.limits.text_chars:
            raise TooLarge(f"the text has more than {self.limits.text_chars:,} characters", where=self.name,
                           hint="raise Limits.text_chars if the file is genuine")


@dataclass(slots=True)
class _Table:
    rows: list[_Row] = field(default_factory=list)
    cells: list[list[_Content]] = field(default_factory=list)
    cell: list[_Content] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Sequence[Sequence[_Content]]
    edges: tuple[int, ...]
    unseen: frozenset[int]


_Content: TypeAlias = Paragraph | _Table


class TableFlow:
    """Makes tables of what .doc and .rtf tell: paragraphs with a depth, ends of cells, ends of rows with the cells' edges.

    A table is written when its last row is over, because only then the columns of its grid are known.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._open: list[_Table] = []

    def add(self, paragraph: Paragraph, *, depth: int) -> None:
        """A paragraph in a table of the given depth, 0 for none."""
        self._go_to(depth)
        if self._open:
            self._open[-1].cell.append(paragraph)
        else:
            self._book.write(paragraph)

    def end_cell(self, *, depth: int) -> None:
        """The cell is complete."""
        self._go_to(depth)
        if self._open:
            table = self._open[-1]
            table.cells.append(table.cell)
            table.cell = []

    def end_row(self, *, depth: int, edges: Sequence[int] = (), unseen: frozenset[int] = frozenset()) -> None:
        """The row is complete. ``edges`` are the left edges of its cells in twips, ``unseen`` those that a cell above or before covers."""
        self._go_to(depth)
        if not self._open:
            return
        table = self._open[-1]
        if table.cell:
            table.cells.append(table.cell)
        table.rows.append(_Row(table.cells, tuple(edges) if len(edges) >= len(table.cells) else (), unseen))
        table.cells, table.cell = [], []

    def close(self) -> None:
        """The story ends: write what is still open."""
        self._go_to(0)

    def _go_to(self, depth: int) -> None:
        deepest = self._book.limits.table_depth
        self._book.tally.is_deep |= depth > deepest
        depth = min(depth, deepest)
        while len(self._open) > depth:
            table = self._open.pop()
            if self._open:
                self._open[-1].cell.append(table)
            else:
                self._write(table)
        while len(self._open) < depth:
            self._open.append(_Table())

    def _write(self, table: _Table) -> None:
        loose = [*table.cells, table.cell]  # of a row that never ended
        rows = [*table.rows, _Row(loose, (), frozenset())] if any(loose) else table.rows
        rank = self._book.open_table()
        grid = _grid(rows)
        for row_rank, row in enumerate(rows):
            for place, content in enumerate(row.cells):
                if place not in row.unseen:
                    column = _column(row.edges[place], grid) if row.edges else place
                    self._write_cell(content, Cell(table=rank, row=row_rank, column=column))
        self._book.close_gap()

    def _write_cell(self, contents: Sequence[_Content], cell: Cell) -> None:
        self._book.close_gap()
        for content in contents:
            if isinstance(content, Paragraph):
                self._book.write(content, cell=cell)
            else:
                self._write(content)


def _grid(rows: Sequence[_Row]) -> list[int]:
    """The left edges of all columns, those that are nearly the same once."""
    grid: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.edges}):
        if not grid or edge - grid[-1] > _SAME_EDGE:
            grid.append(edge)
    return grid


def _column(edge: int, grid: Sequence[int]) -> int:
    return max(bisect_right(grid, edge) - 1, 0)
