"""Reads Word documents (.docx) as their pages show them: with list numbers, tables, breaks; without what is deleted or hidden.

python-docx opens a package by parsing all of its parts and wraps every element in an object of its own: six to twenty milliseconds
for two pages, without the list numbers. So this walks the lxml elements of the few parts that hold text, in under two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from resolution_parser.document import Cell, Document, DocumentBuilder
from resolution_parser.errors import DamagedFile, TooLarge
from resolution_parser.readers.base import Limits, check_file_size, sha256_of
from resolution_parser.readers.docx_numbering import MAX_LEVEL, Counters, Marker, Numbering
from resolution_parser.readers.docx_package import DocxPackage
from resolution_parser.readers.docx_styles import Look, Styles, heading_level, read_list, without_table_styles
from resolution_parser.readers.docx_table_styles import TableStyles
from resolution_parser.readers.docx_text import Line, LineReader, Pages, has_text
from resolution_parser.readers.docx_xml import MC, R_ID, VAL, Element, W, chosen, is_on, number
from resolution_parser.readers.story import Tally

_PARAGRAPH, _TABLE, _ROW, _CELL, _ALTERNATE = W + "p", W + "tbl", W + "tr", W + "tc", MC + "AlternateContent"
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_DELETED = frozenset((W + "del", W + "moveFrom"))
_EMBEDDED = frozenset((W + "altChunk", W + "subDoc"))
_PAGE_SIGNS = (b"lastRenderedPageBreak", b'type="page"', b"type='page'", b"pageBreakBefore")


class DocxReader:
    """The reader of .docx and its relatives with macros (never run) and templates."""

    suffixes: tuple[str, ...] = (".docx", ".docm", ".dotx", ".dotm")

    def read(self, data: bytes, *, name: str, limits: Limits) -> Document:
        """Read the whole document: headers first, then the body, then notes and footers; all but the body is furniture.

        Page numbers are those that Word noted; None where it noted none. Raises ``InputError`` only.
        """
        check_file_size(data, name=name, limits=limits)
        package = DocxPackage(data, name=name, limits=limits)
        content = package.main()
        root = package.parse(content, "document.xml")
        if root.tag != W + "document":
            raise DamagedFile("there is no Word document in this .docx", where=name, hint="check what kind of file it is")
        book = _open_book(package, content, name=name, limits=limits)
        _read_heads(book, package, root, kind="headerReference")
        for body in root.findall(W + "body"):
            _Story(book, is_furniture=False).read(body)
        _read_notes(book, package)
        _read_heads(book, package, root, kind="footerReference")
        if not book.blocks:
            book.tally.refuse_empty(name=name)
        for warning in book.tally.warnings():
            book.builder.warn(warning)
        pages = book.pages.number if book.pages.is_known else None
        return book.builder.build(name=name, format="docx", sha256=sha256_of(data), pages=pages)


@dataclass(slots=True, kw_only=True)
class _Book:
    """What all stories of a document share."""

    builder: DocumentBuilder
    styles: Styles
    numbering: Numbering
    table_styles: TableStyles
    pages: Pages
    tally: Tally
    limits: Limits
    name: str
    tables: int = 0
    chars: int = 0
    blocks: int = 0

    def take(self, text: str) -> None:
        """Count the text of a new block."""
        self.chars += len(text) + 1
        self.blocks += 1
        if self.chars > self.limits.text_chars:
            raise TooLarge(f"the text has more than {self.limits.text_chars:,} characters", where=self.name,
                           hint="raise Limits.text_chars if the file is genuine")


def _open_book(package: DocxPackage, content: bytes, *, name: str, limits: Limits) -> _Book:
    raw_styles = package.part("styles")
    styles = Styles(None if raw_styles is None else package.parse(without_table_styles(raw_styles), "styles.xml"))
    raw_lists = package.part("numbering")
    numbering = Numbering(None if raw_lists is None else package.parse(raw_lists, "numbering.xml"), styles.list_of_style)
    pages = Pages(is_known=any(sign in content for sign in _PAGE_SIGNS))
    looks = TableStyles(raw_styles, lambda piece: package.parse(piece, "styles.xml"))
    return _Book(
        builder=DocumentBuilder(), styles=styles, numbering=numbering, table_styles=looks, pages=pages, tally=Tally(), limits=limits,
        name=name,
    )


def _read_heads(book: _Book, package: DocxPackage, root: Element, *, kind: str) -> None:
    """Running heads or feet that the document refers to: each part, and each text in them, once."""
    parts: set[str] = set()
    texts: set[str] = set()
    for reference in root.iter(W + kind):
        part = package.target(reference.get(R_ID, ""))
        if part is not None and part not in parts:
            parts.add(part)
            _furniture(book, package.parse(package.read(part), part), told=texts)


def _read_notes(book: _Book, package: DocxPackage) -> None:
    """Footnotes, then endnotes; not the rules that part them from the text."""
    for kind in ("footnotes", "endnotes"):
        content = package.part(kind)
        for note in () if content is None else package.parse(content, f"{kind}.xml"):
            if note.get(W + "type", "normal") == "normal":
                _furniture(book, note, told=None)


def _furniture(book: _Book, container: Element, *, told: set[str] | None) -> None:
    pages, book.pages = book.pages, Pages(is_known=False)
    _Story(book, is_furniture=True, told=told).read(container)
    book.pages = pages  # theirs are not those of the body


@dataclass(slots=True)
class _Format:
    """What a paragraph's own properties set."""

    style: str | None = None
    centred: bool | None = None
    outline: int | None = None
    list_id: int | None = None
    list_level: int | None = None
    is_joined: bool = False
    """Its end is deleted, or it is a drop cap: the next paragraph goes on in the same line."""
    is_mark_hidden: bool = False
    starts_page: bool = False


class _Story:
    """One flow of paragraphs and tables: the body, a header, a note, a text box. Each counts its lists on its own."""

    def __init__(self, book: _Book, *, is_furniture: bool, told: set[str] | None = None, gap: int = 2) -> None:
        self._book = book
        self._is_furniture = is_furniture
        self._told = told
        self._counters = Counters(book.numbering)
        self._lines = LineReader(styles=book.styles, pages=book.pages, tally=book.tally)
        self._line = Line()
        self._gap = gap
        self._boxes: list[Element] = []

    def read(self, container: Element) -> None:
        """Add everything in the container to the book."""
        self._read_blocks(container, None, depth=0)
        self._read_boxes()

    def _read_blocks(self, container: Element, cell: Cell | None, *, depth: int) -> None:
        for child in _children(container):
            tag = child.tag
            if tag == _PARAGRAPH:
                self._read_paragraph(child, cell)
            elif tag == _TABLE:
                self._read_table(child, cell, depth=depth)
            elif tag in _DELETED:
                self._book.tally.deleted += has_text(child)
            elif tag in _EMBEDDED:
                self._book.tally.embedded += 1
            if depth == 0 and self._boxes:
                self._read_boxes()
        if self._line.parts:  # its end was deleted, and nothing came after it
            self._add(_Format(), cell)

    def _read_paragraph(self, paragraph: Element, cell: Cell | None) -> None:
        if len(paragraph) == 0 and not self._line.parts:
            self._gap = 2
            return
        format = _read_format(paragraph.find(W + "pPr"))
        if format.starts_page and not self._book.pages.is_fresh:
            self._book.pages.turn()
        style, _ = self._book.styles.paragraph(format.style)
        self._lines.read(paragraph, self._line, style=style)
        self._boxes += self._line.boxes
        self._line.boxes = []
        if not format.is_joined:
            self._add(format, cell)

    def _add(self, format: _Format, cell: Cell | None) -> None:
        line, self._line = self._line, Line()
        if not line.parts and format.is_mark_hidden:
            return
        text = line.text()
        look = self._book.styles.paragraph(format.style)[1]
        marker = self._marker(format, look) if line.parts or format.style or format.list_id else None
        if not text:
            self._gap = 2
            return
        if marker is not None:
            text = f"{marker.text}{marker.space}{text}"
        if self._told is not None and text in self._told:
            return
        self._put(text, format, look, line, marker, cell)

    def _put(self, text: str, format: _Format, look: Look, line: Line, marker: Marker | None, cell: Cell | None) -> None:
        self._book.take(text)
        if self._told is not None:
            self._told.add(text)
        centred = format.centred if format.centred is not None else look.centred
        self._book.builder.add(
            text, gap=self._gap, page=line.page, marker=marker.text if marker else None, level=marker.level if marker else None,
            bold=line.is_emphasised,
            centred=self._book.styles.centred_by_default if centred is None else centred,
            heading=heading_level(format.outline) if format.outline is not None else look.heading,
            furniture=self._is_furniture, cell=cell,
        )
        self._gap = 1

    def _marker(self, format: _Format, look: Look) -> Marker | None:
        """Count the paragraph in its list: its own word before its style's."""
        list_id = format.list_id if format.list_id is not None else look.list_id
        if not list_id:
            return None
        if format.list_level is not None:
            level = format.list_level
        elif format.list_id is not None:
            level = 0
        else:
            level = look.list_level if look.list_level is not None else self._book.numbering.level_of_style(list_id, look.list_style)
        deepest = min(MAX_LEVEL, max(self._book.limits.list_depth - 1, 0))
        self._book.tally.is_deep |= level > deepest
        return self._counters.advance(list_id, min(max(level, 0), deepest))

    def _read_table(self, table: Element, cell: Cell | None, *, depth: int) -> None:
        """Cells as blocks; a table nested beyond the limit is read as paragraphs of the cell around it."""
        if depth >= self._book.limits.table_depth:
            self._book.tally.is_deep = True
            self._read_flat(table, cell, depth=depth)
            return
        rank = self._book.tables
        self._book.tables += 1
        bold, outer = self._book.table_styles.places(table), self._lines.is_bold_around
        rows = list(self._rows(table))
        for row_rank, row in enumerate(rows):
            self._read_row(row, rank, row_rank, partial(bold.is_bold, row=row_rank, rows=len(rows)), depth=depth + 1)
        self._lines.is_bold_around = outer
        self._gap = 1

    def _read_row(self, row: Element, table: int, rank: int, is_bold: Callable[..., bool], *, depth: int) -> None:
        pages = self._book.pages
        outer, top, end = pages.row_page, pages.number, pages.number
        pages.row_page = None
        cells = list(_cells(row))
        for place, (column, cell) in enumerate(cells):
            self._lines.is_bold_around = is_bold(cell=place, cells=len(cells))
            if place:
                self._gap = 1
                is_moved = pages.row_page is not None and pages.row_page > top
                top = pages.row_page if is_moved and pages.row_page is not None else top
                pages.number, pages.is_fresh = top, pages.is_fresh or is_moved
            self._read_blocks(cell, Cell(table=table, row=rank, column=column), depth=depth)
            end = max(end, pages.number)
        pages.number, pages.row_page = end, outer if outer is not None else pages.row_page
        self._gap = 1

    def _read_flat(self, table: Element, cell: Cell | None, *, depth: int) -> None:
        for row in self._rows(table):
            for _, inner in _cells(row):
                self._read_blocks(inner, cell, depth=depth)

    def _rows(self, table: Element) -> Iterator[Element]:
        for row in _children(table):
            if row.tag != _ROW:
                continue
            if row.find(f"{W}trPr/{W}del") is None:
                yield row
            else:
                self._book.tally.deleted += has_text(row)

    def _read_boxes(self) -> None:
        """Text boxes come after the paragraph, or the table, that they hang on."""
        boxes, self._boxes = self._boxes, []
        pages = self._book.pages
        for box in boxes:
            self._book.pages = replace(pages, is_fixed=True)
            _Story(self._book, is_furniture=True, gap=1).read(box)
        self._book.pages = pages


def _children(container: Element) -> Iterator[Element]:
    """Child elements, with content controls and the like looked through."""
    waiting = [iter(container)]
    while waiting:
        for child in waiting[-1]:
            inside = _inside(child)
            if inside is not None:
                waiting.append(iter(inside))
                break
            yield child
        else:
            waiting.pop()


def _inside(child: Element) -> Element | None:
    if child.tag in _WRAPPERS:
        return child
    return chosen(child) if child.tag == _ALTERNATE else None


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row that are seen, with their column in the grid; a merged cell stands where it begins."""
    column = max(number(row.find(f"{W}trPr/{W}gridBefore"), 0) or 0, 0)
    for cell in _children(row):
        if cell.tag != _CELL:
            continue
        properties = cell.find(W + "tcPr")
        if properties is None:
            span, is_seen = 1, True
        else:
            span = number(properties.find(W + "gridSpan"), 1) or 1
            is_seen = not _goes_on(properties.find(W + "vMerge")) and not _goes_on(properties.find(W + "hMerge"))
        if is_seen:
            yield column, cell
        column += max(span, 1)


def _goes_on(merge: Element | None) -> bool:
    return merge is not None and merge.get(VAL) != "restart"


def _read_format(properties: Element | None) -> _Format:
    format = _Format()
    for setting in properties if properties is not None else ():
        tag = setting.tag
        if tag == W + "pStyle":
            format.style = setting.get(VAL)
        elif tag == W + "jc":
            format.centred = setting.get(VAL) == "center"
        elif tag == W + "numPr":
            format.list_id, format.list_level = read_list(properties)
        elif tag == W + "outlineLvl":
            outline = number(setting)
            format.outline = None if outline is None else outline + 1
        elif tag == W + "pageBreakBefore":
            format.starts_page = is_on(setting)
        elif tag == W + "framePr":
            format.is_joined |= setting.get(W + "dropCap") in ("drop", "margin")
        elif tag == W + "rPr":
            hidden = setting.find(W + "vanish")
            format.is_mark_hidden = hidden is not None and is_on(hidden)
            format.is_joined |= setting.find(W + "del") is not None
    return format
