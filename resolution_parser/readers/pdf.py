"""Reads .pdf files that have a text layer."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from resolution_parser.document import Cell, Document, DocumentBuilder
from resolution_parser.errors import DamagedFile, EncryptedFile, NoTextLayer, TooLarge, UnreadableText
from resolution_parser.readers.base import Limits, check_file_size, sha256_of
from resolution_parser.readers.pdf_guard import check_pdf
from resolution_parser.readers.pdf_layout import Flow, Line, find_furniture, make_rows, split_columns
from resolution_parser.readers.pdf_paragraphs import Frame, PdfParagraph, goes_on, make_paragraphs, measure
from resolution_parser.readers.pdf_tables import Table, TableCell, find_tables
from resolution_parser.readers.pdf_text import PageContent, read_page
from resolution_parser.records import Warning

_PDFIUM = threading.Lock()  # pdfium may be used by one thread at a time
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_OCR = "recognise the scan first, for example with ocrmypdf -l rus in.pdf out.pdf, or open it and save it as text"
GARBAGE_SHARE = 0.4  # of the letters: above this the text layer is of no use


class PdfReader:
    """Pages in reading order as whole paragraphs and table cells, line ends inside them kept as ``\\n``.

    Running heads and page numbers are furniture; a paragraph that runs over a page's end is two blocks.

    >>> PdfReader().read(b"PK\\x03\\x04", name="a.pdf", limits=Limits())
    Traceback (most recent call last):
    resolution_parser.errors.UnknownFormat: a.pdf: the file is no PDF but a zip archive, as .docx, .odt and .xlsx are; give the file ...
    """

    suffixes: tuple[str, ...] = (".pdf",)

    def read(self, data: bytes, *, name: str, limits: Limits) -> Document:
        """Read the whole document."""
        check_file_size(data, name=name, limits=limits)
        check_pdf(data, name=name, limits=limits)
        pages = _read_pages(data, name, limits)
        builder = DocumentBuilder()
        _check_readable(pages, builder, name)
        _Writer(builder).write([_lay_out(page) for page in pages])
        return builder.build(name=name, format="pdf", sha256=sha256_of(data), pages=len(pages))


def _read_pages(data: bytes, name: str, limits: Limits) -> list[PageContent]:
    with _PDFIUM:
        document = _open(data, name)
        try:
            count = len(document)
            if count > limits.pages:
                raise TooLarge(f"the PDF has {count:,} pages, the limit is {limits.pages:,}", where=name, hint="raise Limits.pages")
            if not count:
                raise DamagedFile("the PDF has no pages", where=name, hint="open it in a PDF viewer and print it to a new PDF")
            return list(_each_page(document, count, name, limits))
        finally:
            document.close()


def _open(data: bytes, name: str) -> Any:
    import pypdfium2  # 65 ms

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as cause:
        if getattr(cause, "err_code", None) == _PASSWORD:
            raise EncryptedFile(
                "the PDF is protected by a password", where=name, hint="open it with its password and save it without",
            ) from cause
        raise DamagedFile(
            "the PDF is broken", where=name, hint="download it again, or open it in a PDF viewer and print it to a new PDF",
        ) from cause


def _each_page(document: Any, count: int, name: str, limits: Limits) -> Iterator[PageContent]:
    import pypdfium2

    chars = 0
    for index in range(count):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            yield PageContent()  # said in a warning, as a page without text
            continue
        try:
            content = read_page(page, max_chars=limits.text_chars - chars)
        except pypdfium2.PdfiumError:
            content = PageContent()
        finally:
            page.close()
        chars += content.chars
        if chars > limits.text_chars:
            raise TooLarge(f"the text has more than {limits.text_chars:,} characters", where=name, hint="raise Limits.text_chars")
        yield content


# ------------------------------------------------------------------------------------------------ is it readable


def _check_readable(pages: Sequence[PageContent], builder: DocumentBuilder, name: str) -> None:
    """Refuse a text layer that is missing or garbage; warn where only some pages lack it."""
    bare = [number for number, page in enumerate(pages, 1) if not page.words or page.picture]
    if len(bare) == len(pages):
        raise NoTextLayer("the PDF has no text layer: its pages are pictures", where=name, hint=_OCR)
    garbage = [number for number, page in enumerate(pages, 1) if number not in bare and _is_garbage(page)]
    if len(garbage) + len(bare) == len(pages):
        raise UnreadableText(
            "the text layer is garbage: the fonts do not say which letters they draw", where=name,
            hint="recognise the pages anew, for example with ocrmypdf -l rus --force-ocr in.pdf out.pdf",
        )
    if bare:
        builder.warn(Warning(code="reader", message=f"no text layer on {_pages_named(bare)}; {_OCR}", span=None))
    if garbage:
        builder.warn(Warning(code="reader", message=f"the text layer of {_pages_named(garbage)} is garbage; {_OCR}", span=None))


def _pages_named(numbers: Sequence[int]) -> str:
    return ("page " if len(numbers) == 1 else "pages ") + ", ".join(map(str, numbers))


def _is_garbage(page: PageContent) -> bool:
    """Too many letters that are neither Cyrillic nor plain Latin, or too few letters at all."""
    good = bad = signs = 0
    for word in page.words:
        for char in word.text:
            if char.isascii() and char.isalpha() or "\u0400" <= char <= "\u045f":  # Latin and Cyrillic
                good += 1
            elif char.isdigit() or char in "._-…":  # leaders of a table of contents, blanks to fill in
                continue
            elif char.isalpha() or unicodedata.category(char) in ("Co", "Cn", "Cc") or char == "\ufffd":
                bad += 1
            else:
                signs += 1
    return good + bad + signs >= 20 and (bad > GARBAGE_SHARE * (good + bad) or signs > 2 * (good + bad) + 20)


# ------------------------------------------------------------------------------------------------ pages


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    rows: tuple[Line, ...]
    tables: tuple[Table, ...]
    stray: tuple[Line, ...]
    shape: tuple[int, int, int]


def _lay_out(page: PageContent) -> _Page:
    tables, rest = find_tables(page.words, page.rulings) if page.rulings else ([], list(page.words))
    return _Page(rows=tuple(make_rows(rest)), tables=tuple(tables), stray=tuple(make_rows(page.stray)), shape=page.shape)


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
        furniture = find_furniture([page.rows for page in pages])
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
            self._builder.add(line.text, page=page, bold=line.bold, furniture=True, gap=2)

    def _write_flows(self, flows: Sequence[Flow], frame: Frame | None, page: int, *, first: bool) -> None:
        self._table = None
        for rank, flow in enumerate(flows):
            own = frame if flow.column is None and frame is not None else measure(flow.lines)
            for at, paragraph in enumerate(make_paragraphs(flow.lines, own)):
                opens = not rank and not at
                continues = opens and first and flow.column is None and self._last is not None and goes_on(self._last, flow.lines, own)
                self._builder.add(
                    paragraph.text, page=page, gap=2 if paragraph.spaced or opens and not first else 1, bold=paragraph.bold,
                    centred=paragraph.centred, continues=continues,
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
                gap=2 if not at and not self._row else 1,
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
