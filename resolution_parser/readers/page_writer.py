"""Writes pages of words into a document: lines, running heads, tables, columns, paragraphs. Where the words come from does not matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resolution_parser.document import Cell, DocumentBuilder
from resolution_parser.readers.ocr_markers import mend_markers
from resolution_parser.readers.ocr_words import align_pages, recognition_of
from resolution_parser.readers.pdf_furniture import SAME_HEIGHT, find_footnotes, find_furniture
from resolution_parser.readers.pdf_layout import Flow, Line, make_rows, split_columns
from resolution_parser.readers.pdf_paragraphs import Frame, PdfParagraph, goes_on, make_paragraphs, measure
from resolution_parser.readers.pdf_tables import Table, TableCell, find_tables
from resolution_parser.readers.pdf_text import PageContent, Ruling

SCAN_WANDER = 20.0  # points by which paper lies higher or lower in a scanner


def write_pages(pages: Sequence[PageContent], builder: DocumentBuilder) -> None:
    """Add the pages to the document in reading order."""
    aligned = align_pages(pages)
    mend_markers([line for page in aligned if page.recognised for line in make_rows(page.words)])
    _Writer(builder).write([_lay_out(page) for page in aligned])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    rows: tuple[Line, ...]
    tables: tuple[Table, ...]
    stray: tuple[Line, ...]
    shape: tuple[int, int, int]
    recognised: bool
    rulings: tuple[Ruling, ...]


def _lay_out(page: PageContent) -> _Page:
    tables, rest = find_tables(page.words, page.rulings) if page.rulings else ([], list(page.words))
    return _Page(
        rows=tuple(make_rows(rest)), tables=tuple(tables), stray=tuple(make_rows(page.stray)), shape=page.shape, recognised=page.recognised,
        rulings=page.rulings,
    )


def _bands(rows: Sequence[Line], tables: Sequence[Table]) -> Iterator[Table | tuple[Line, ...]]:
    """Tables and the rows above, between and below them, from top to bottom."""
    rest = list(rows)
    for table in tables:
        above = [row for row in rest if row.y <= table.top + row.size * 0.3]
        rest = rest[len(above):]
        if above:
            yield tuple(above)
        yield table
    if rest:
        yield tuple(rest)


class _Writer:
    """Writes laid out pages into a builder; knows the table that may go on over the page."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self._builder = builder
        self._table: Table | None = None  # open: nothing but furniture stands after it
        self._header: list[list[str]] = []
        self._tables = -1
        self._row = 0
        self._filled: frozenset[int] = frozenset()
        self._last: PdfParagraph | None = None  # over the whole width of the page: it may go on over the page's end

    def write(self, pages: Sequence[_Page]) -> None:
        wander = SCAN_WANDER if any(page.recognised for page in pages) else SAME_HEIGHT
        heads = find_furniture([page.rows for page in pages], wander=wander)
        furniture = [ranks | find_footnotes(page.rows, page.rulings, ranks) for page, ranks in zip(pages, heads, strict=True)]
        bodies = [
            [row for rank, row in enumerate(page.rows) if rank not in ranks] for page, ranks in zip(pages, furniture, strict=True)
        ]
        flows = [[band if isinstance(band, Table) else split_columns(band) for band in _bands(body, page.tables)]
                 for page, body in zip(pages, bodies, strict=True)]
        frames = _frames(pages, flows)
        for number, (page, ranks, bands) in enumerate(zip(pages, furniture, flows, strict=True), 1):
            half = len(page.rows) / 2
            self._furniture([page.rows[rank] for rank in sorted(ranks) if rank < half], number)
            for at, band in enumerate(bands):
                if isinstance(band, Table):
                    self._write_table(band, number, continues=at == 0)
                else:
                    self._write_flows(band, frames.get(page.shape), number, first=at == 0)
            self._furniture([page.rows[rank] for rank in sorted(ranks) if rank >= half], number)
            self._furniture(page.stray, number)

    def _furniture(self, lines: Sequence[Line], page: int) -> None:
        for line in lines:
            self._builder.add(
                line.text, page=page, bold=line.bold, furniture=True, gap=2, recognition=recognition_of((line,), with_doubts=False))

    def _write_flows(self, flows: Sequence[Flow], frame: Frame | None, page: int, *, first: bool) -> None:
        self._table = None
        for rank, flow in enumerate(flows):
            own = frame if flow.column is None and frame is not None else measure(flow.lines)
            for at, paragraph in enumerate(make_paragraphs(flow.lines, own)):
                opens = not rank and not at
                continues = opens and first and flow.column is None and self._last is not None and goes_on(self._last, flow.lines, own)
                self._builder.add(
                    paragraph.text, page=page, gap=2 if paragraph.spaced or opens and not first else 1, bold=paragraph.bold,
                    centred=paragraph.centred, continues=continues, recognition=recognition_of(paragraph.lines),
                )
                self._last = paragraph if flow.column is None else None

    def _write_table(self, table: Table, page: int, *, continues: bool) -> None:
        self._last = None
        rows = table.rows
        if continues and self._table is not None and self._table.has_columns_of(table):
            rows = self._without_header(rows, page)
            if rows and self._is_rest_of_row(rows[0]):
                self._row -= 1
        else:
            self._tables, self._row = self._tables + 1, 0
            self._header = [_texts(row) for row in rows[:3]]
        for row in rows:
            self._write_row(row, page)
        self._table = table

    def _without_header(self, rows: list[list[TableCell]], page: int) -> list[list[TableCell]]:
        """The rows after those that repeat the table's header, which are written as furniture."""
        repeated = 0
        while repeated < min(len(rows), len(self._header)) and _texts(rows[repeated]) == self._header[repeated]:
            self._builder.add("\t".join(_texts(rows[repeated])), page=page, furniture=True)
            repeated += 1
        return rows[repeated:]

    def _is_rest_of_row(self, row: list[TableCell]) -> bool:
        """The row was cut by the page's end: its first column is empty, and some cell goes on with a small letter."""
        filled = {cell.column for cell in row}
        return self._row > 0 and 0 in self._filled and 0 not in filled and any(cell.text[0].islower() for cell in row)

    def _write_row(self, row: list[TableCell], page: int) -> None:
        for at, cell in enumerate(row):
            self._builder.add(
                cell.text, page=page, bold=cell.bold, cell=Cell(table=self._tables, row=self._row, column=cell.column),
                gap=2 if not at and not self._row else 1, recognition=recognition_of(cell.lines),
            )
        self._row += 1
        self._filled = frozenset(cell.column for cell in row)


def _texts(row: Sequence[TableCell]) -> list[str]:
    return [cell.text for cell in row]


def _frames(
    pages: Sequence[_Page], flows: Sequence[Sequence[Table | list[Flow]]],
) -> dict[tuple[int, int, int], Frame]:
    """The frame of the lines over the whole width, for pages of each shape."""
    lines: dict[tuple[int, int, int], list[Line]] = {}
    for page, bands in zip(pages, flows, strict=True):
        for band in bands:
            if not isinstance(band, Table):
                whole = [line for flow in band if flow.column is None for line in flow.lines]
                lines.setdefault(page.shape, []).extend(whole)
    return {shape: measure(found) for shape, found in lines.items() if found}
