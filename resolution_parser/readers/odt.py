"""Reads OpenDocument texts (.odt) as LibreOffice shows them: with list labels, tables, bold; without what is deleted or hidden."""

from __future__ import annotations

from collections.abc import Iterator

from resolution_parser.document import Cell, Document
from resolution_parser.errors import DamagedFile, EncryptedFile
from resolution_parser.readers.base import Limits, check_file_size, sha256_of
from resolution_parser.readers.docx_numbering import Marker
from resolution_parser.readers.docx_symbols import PRIVATE, readable
from resolution_parser.readers.docx_xml import Element, count_markup, markup_limit, number, parse_xml
from resolution_parser.readers.odt_lists import LEVELS, OdtLists, OpenList
from resolution_parser.readers.odt_styles import DRAW, OFFICE, STYLE, TABLE, TEXT, Look, OdtStyles
from resolution_parser.readers.story import Book, Line, Paragraph
from resolution_parser.readers.zip_safety import SafeZip, open_zip

_PARAGRAPH, _HEADING, _LIST, _TABLE = TEXT + "p", TEXT + "h", TEXT + "list", TABLE + "table"
_SKIPPED = frozenset((
    *(TEXT + name for name in (
        "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "ruby-text", "note-citation", "alphabetical-index-mark",
        "hidden-text", "index-title-template")),
    *(OFFICE + name for name in ("annotation", "annotation-end", "forms", "event-listeners")),
))
_ITEMS = (TEXT + "list-item", TEXT + "list-header")
_MAX_BLANKS = 1_000
_MAX_COLUMNS = 1_000
_INVISIBLE = str.maketrans({
    "\n": " ", "\r": " ", "\t": " ", "\u00ad": None, "\u200b": None, "\u2060": None, "\ufeff": None, "\u2028": "\n",
})


class OdtReader:
    """The reader of .odt and its templates; macros are never looked at."""

    suffixes: tuple[str, ...] = (".odt", ".ott")

    def read(self, data: bytes, *, name: str, limits: Limits) -> Document:
        """Read the whole document: headers, body, notes, text boxes, footers; all but the body is furniture. Comments are left out.

        Raises ``InputError`` only.
        """
        check_file_size(data, name=name, limits=limits)
        package = open_zip(data, name=name, limits=limits, kind=".odt")
        content, styles = _parse_parts(package, name=name, limits=limits)
        body = content.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise DamagedFile("there is no text document in this .odt", where=name, hint="check what kind of file it is")
        book = Book(name=name, limits=limits)
        known = OdtStyles(styles, content)
        _read_heads(book, known, styles, "header")
        book.begin(is_furniture=False)
        book.tally.deleted += sum(1 for deletion in content.iter(TEXT + "deletion") if "".join(deletion.itertext()).strip())
        story = _Story(book, known)
        story.read(body)
        story.read_aside()
        _read_heads(book, known, styles, "footer")
        return book.finish(format="odt", sha256=sha256_of(data))


def _parse_parts(package: SafeZip, *, name: str, limits: Limits) -> tuple[Element, Element | None]:
    """The roots of content.xml and, if there is one, styles.xml."""
    manifest = package.find("META-INF/manifest.xml")
    if manifest is not None and b":encryption-data" in package.read(manifest):
        raise EncryptedFile("the .odt is protected by a password", where=name, hint="open it in LibreOffice and save it without a password")
    found = package.find("content.xml")
    if found is None:
        raise DamagedFile("the .odt has no content.xml", where=name, hint="open it in LibreOffice and save it again")
    content = package.read(found)
    most = markup_limit(limits)
    root = parse_xml(content, part=found, name=name, most=most)
    found = package.find("styles.xml")
    if found is None:
        return root, None
    return root, parse_xml(package.read(found), part=found, name=name, most=most - count_markup(content))


def _read_heads(book: Book, styles: OdtStyles, root: Element | None, kind: str) -> None:
    """Running heads or feet of all pages, each text once."""
    book.begin(is_furniture=True)
    for part in () if root is None else root.iter(*(f"{STYLE}{kind}{which}" for which in ("", "-left", "-first"))):
        for paragraph in part.iter(_PARAGRAPH, _HEADING):
            story = _Story(book, styles)
            book.write_once(Paragraph(text=story.line_of(paragraph).text()))


class _Story:
    """The body, or a note or a text box. Notes and boxes are kept aside until the body is read."""

    def __init__(self, book: Book, styles: OdtStyles) -> None:
        self._book, self._styles = book, styles
        self._lists = OdtLists(styles)
        self._aside: list[Element] = []
        self._marker: Marker | None = None

    def read(self, container: Element) -> None:
        """All paragraphs and tables in the container."""
        self._read_blocks(container, None, depth=0)

    def read_aside(self) -> None:
        """Notes and text boxes: furniture, in the order in which they hang on the text."""
        self._book.begin(is_furniture=True)
        while self._aside:
            waiting, self._aside = self._aside, []
            for container in waiting:
                self._read_blocks(container, None, depth=0)

    def line_of(self, paragraph: Element) -> Line:
        """The runs of a paragraph or a heading."""
        line = Line()
        self._read_inside(paragraph, line, self._styles.look("paragraph", paragraph.get(TEXT + "style-name", "")), in_link=False)
        return line

    def _read_blocks(self, container: Element, cell: Cell | None, *, depth: int) -> None:
        for child in container:
            tag = child.tag
            if tag in (_PARAGRAPH, _HEADING):
                self._read_paragraph(child, cell)
            elif tag == _LIST:
                self._read_list(child, self._lists.open(child), 0, child.get(TEXT + "style-name", ""), cell, depth=depth)
            elif tag == _TABLE:
                self._read_table(child, cell, depth=depth)
            elif tag.startswith(DRAW):
                self._take_drawing(child)
            elif tag not in _SKIPPED:
                self._read_blocks(child, cell, depth=depth)  # sections, indexes, groups

    def _read_list(self, element: Element, opened: OpenList, level: int, style: str, cell: Cell | None, *, depth: int) -> None:
        """Items of a list; an item is counted where it has a paragraph of its own before any list in it."""
        self._book.tally.is_deep |= level >= min(LEVELS, self._book.limits.list_depth)
        level = min(level, LEVELS - 1, max(self._book.limits.list_depth - 1, 0))
        for item in element:
            if item.tag not in _ITEMS:
                continue
            first = next((child for child in item if child.tag in (_PARAGRAPH, _HEADING, _LIST, _TABLE)), None)
            if item.tag == _ITEMS[0] and first is not None and first.tag in (_PARAGRAPH, _HEADING):
                self._marker = self._lists.count(item, opened, level, style=style)
            for child in item:
                if child.tag == _LIST:
                    inner = child.get(TEXT + "style-name", "") or style
                    self._read_list(child, opened, level + 1, inner, cell, depth=depth)
                elif child.tag in (_PARAGRAPH, _HEADING):
                    self._read_paragraph(child, cell, is_item=True)
                elif child.tag == _TABLE:
                    self._read_table(child, cell, depth=depth)

    def _read_paragraph(self, element: Element, cell: Cell | None, *, is_item: bool = False) -> None:
        look = self._styles.look("paragraph", element.get(TEXT + "style-name", ""))
        line = self.line_of(element)
        heading = number(element, 1, attribute=TEXT + "outline-level") if element.tag == _HEADING else look.outline
        if element.tag == _HEADING and not is_item and element.get(TEXT + "is-list-header") != "true":
            self._marker = self._lists.count_heading(min(max((heading or 1) - 1, 0), LEVELS - 1))
        marker, self._marker = self._marker, None
        self._book.write(Paragraph.of(line, marker, centred=bool(look.centred), heading=heading), cell=cell)

    def _read_table(self, table: Element, cell: Cell | None, *, depth: int) -> None:
        """Cells as blocks; a table nested beyond the limit is read as paragraphs of the cell around it."""
        is_flat = depth >= self._book.limits.table_depth
        self._book.tally.is_deep |= is_flat
        rank = -1 if is_flat else self._book.open_table()
        for row_rank, row in enumerate(_rows(table)):
            for column, inner in _cells(row):
                self._book.close_gap()
                place = cell if is_flat else Cell(table=rank, row=row_rank, column=column)
                self._read_blocks(inner, place, depth=depth + 1)
        self._book.close_gap()

    def _read_inside(self, element: Element, line: Line, look: Look, *, in_link: bool) -> None:
        self._put(element.text, line, look, in_link)
        for child in element:
            tag = child.tag
            if tag == TEXT + "span":
                inner = self._styles.look("text", child.get(TEXT + "style-name", "")).over(look)
                self._read_inside(child, line, inner, in_link=in_link)
            elif tag == TEXT + "s":
                self._put(" " * min(max(number(child, 1, attribute=TEXT + "c") or 1, 1), _MAX_BLANKS), line, look, in_link)
            elif tag == TEXT + "tab":
                line.put("\t", bold=False)
            elif tag == TEXT + "line-break":
                line.put("\n", bold=False)
            elif tag == TEXT + "note":
                self._aside += child.findall(TEXT + "note-body")
            elif tag.startswith(DRAW):
                self._take_drawing(child)
            elif tag not in _SKIPPED:
                self._read_inside(child, line, look, in_link=in_link or tag == TEXT + "a")
            self._put(child.tail, line, look, in_link)

    def _put(self, text: str | None, line: Line, look: Look, in_link: bool) -> None:
        if not text:
            return
        if look.hidden:
            self._book.tally.hidden += bool(text.strip())
            return
        text = text.translate(_INVISIBLE)
        if PRIVATE.search(text):
            text = readable(text)
        line.put(text.upper() if look.caps else text, bold=bool(look.bold), underlined=bool(look.underlined) and not in_link)

    def _take_drawing(self, drawing: Element) -> None:
        """Frames and shapes: what is written in them is kept aside."""
        boxes = drawing.findall(DRAW + "text-box") if drawing.tag == DRAW + "frame" else [drawing]
        self._aside += [box for box in boxes if next(box.iter(_PARAGRAPH, _HEADING, _TABLE), None) is not None]
        self._book.tally.pictures += not boxes


def _rows(table: Element) -> Iterator[Element]:
    """The rows, those of headers and of groups too."""
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child
        elif child.tag in (TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row with their columns; covered ones take their place and show nothing."""
    column = 0
    for cell in row:
        if cell.tag == TABLE + "table-cell":
            yield column, cell
        if cell.tag in (TABLE + "table-cell", TABLE + "covered-table-cell"):
            column += min(max(number(cell, 1, attribute=TABLE + "number-columns-repeated") or 1, 1), _MAX_COLUMNS)
