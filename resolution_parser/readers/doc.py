"""Reads old Word documents (.doc): Word 97 to 2003 by itself, Word 6 and 95 through LibreOffice where that is installed.

The libraries for .doc give the text without the labels of automatic lists (undoc tells number and depth of an item, but neither
«3.1.» nor «а)» nor the sign of a bullet: over the corpus 0.97 of the items and 0.45 of their labels came out right), and labels are what
tells the items of a resolution apart. So this reads the file as Microsoft's specification [MS-DOC] describes it; only the container is a
library's (olefile).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from resolution_parser.document import Document
from resolution_parser.errors import DamagedFile, TooLarge
from resolution_parser.readers.base import Limits, check_file_size, sha256_of
from resolution_parser.readers.doc_file import HEADERS, DocFile, OldWord
from resolution_parser.readers.doc_lists import DocLists, read_lists
from resolution_parser.readers.doc_properties import CharLook, ParagraphLook, Properties
from resolution_parser.readers.docx_numbering import MAX_LEVEL, Counters, Marker
from resolution_parser.readers.docx_symbols import PRIVATE, readable, symbol
from resolution_parser.readers.docx_xml import markup_limit
from resolution_parser.readers.encodings import refuse_mojibake
from resolution_parser.readers.office import find_office, read_through_office
from resolution_parser.readers.story import Book, Line, Paragraph, TableFlow

_PARAGRAPH_END, _CELL_END, _PAGE_END = "\r", "\x07", "\x0c"
_ENDS = re.compile("[\r\x07\x0c]")
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_MAX_FIELDS = 32
_SIGNS = str.maketrans({
    "\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": None, "\u00ad": None, "\u200b": None, "\u2060": None, "\ufeff": None,
    "\u2028": "\n", **dict.fromkeys(map(chr, (*range(9), *range(0x0F, 0x13), *range(0x16, 0x1E))), None),
})
_PICTURE_SIGNS = ("\x01", "\x08")
_HEADER_SEPARATORS = 6  # stories of the header part that are the rules above footnotes


class DocReader:
    """The reader of .doc and the templates of that age; macros are never looked at."""

    suffixes: tuple[str, ...] = (".doc", ".dot")

    def read(self, data: bytes, *, name: str, limits: Limits) -> Document:
        """Read the whole document: headers, body, notes, text boxes, footers; all but the body is furniture. Comments are left out.

        Raises ``InputError``, and ``MissingExtra`` where Word 6 or 95 wrote the file and LibreOffice is not installed.
        """
        check_file_size(data, name=name, limits=limits)
        book = Book(name=name, limits=limits)
        try:
            _read_stories(DocFile(data, name=name, limits=limits), book)
        except OldWord:
            return _through_office(data, name=name, limits=limits)
        except (struct.error, IndexError) as cause:
            if find_office() is not None:
                return _through_office(data, name=name, limits=limits)
            raise DamagedFile("the .doc is cut off or broken: its tables do not fit its text", where=name,
                              hint="fetch it again, or open it in Word or LibreOffice and save it as .docx") from cause
        document = book.finish(format="doc", sha256=sha256_of(data))
        refuse_mojibake(document.text, name=name)
        return document


def _through_office(data: bytes, *, name: str, limits: Limits) -> Document:
    what = "a document of Word 6 or 95, or a damaged one"
    return read_through_office(data, suffix=".doc", format="doc", what=what, name=name, limits=limits)


def _read_stories(file: DocFile, book: Book) -> None:
    properties = Properties(file)
    story = _Stories(file, properties, read_lists(file, properties), book)
    counts = file.stories
    notes = counts.body
    headers = notes + counts.footnotes
    endnotes = headers + counts.headers + counts.reserved + counts.comments
    boxes = endnotes + counts.endnotes
    heads, feet = _running_heads(file, headers)
    book.begin(is_furniture=True)
    story.read_once(heads)
    book.begin(is_furniture=False)
    story.read(0, counts.body)
    book.begin(is_furniture=True)
    story.read(notes, headers)
    story.read(endnotes, boxes)
    story.read(boxes, boxes + counts.boxes)
    story.read_once(feet)


def _running_heads(file: DocFile, start: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where headers and where footers stand: of each section six stories, even and odd and first of both."""
    plc = file.table(HEADERS)
    count = len(plc) // 4
    marks = struct.unpack_from(f"<{count}I", plc)
    heads: list[tuple[int, int]] = []
    feet: list[tuple[int, int]] = []
    for rank, (first, last) in enumerate(zip(marks[_HEADER_SEPARATORS:], marks[_HEADER_SEPARATORS + 1:], strict=False)):
        if first < last <= file.stories.headers:
            (heads if rank % 6 in (0, 1, 4) else feet).append((start + first, start + last))
    return heads, feet


@dataclass(slots=True)
class _State:
    """What one story knows at a place: its lists, the fields that are open, the line that goes on."""

    counters: Counters
    flow: TableFlow
    line: Line
    fields: list[bool]


class _Stories:
    """Reads the parts of the text, each with lists of its own."""

    def __init__(self, file: DocFile, properties: Properties, lists: DocLists, book: Book) -> None:
        self._file = file
        self._properties = properties
        self._lists = lists
        self._book = book
        self._runs_left = markup_limit(book.limits)

    def read(self, start: int, end: int) -> None:
        """A part of the text."""
        state = _State(Counters(self._lists), TableFlow(self._book), Line(), [])
        for first, last in self._paragraphs(start, min(end, len(self._file.text))):
            self._read_paragraph(first, last, state)
        if state.line.parts:
            state.flow.add(Paragraph(text=state.line.text()), depth=0)
        state.flow.close()

    def read_once(self, ranges: list[tuple[int, int]]) -> None:
        """Running heads: each text once."""
        for start, end in ranges:
            for first, last in self._paragraphs(start, end):
                line = Line()
                self._read_runs(first, last, line, [], style=0)
                self._book.write_once(Paragraph(text=line.text()))

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Each paragraph with its mark as the last character; a page's end is one only where a section ends, too."""
        first = start
        for found in _ENDS.finditer(self._file.text, start, end):
            at = found.start()
            if found.group() != _PAGE_END or self._ends_paragraph(at):
                yield first, at
                first = at + 1
        if first < end:
            yield first, end - 1

    def _ends_paragraph(self, at: int) -> bool:
        offset, piece = self._file.offset_of(at)
        return self._properties.paragraph(offset)[1] <= offset + piece.width

    def _read_paragraph(self, first: int, last: int, state: _State) -> None:
        offset, _ = self._file.offset_of(last)
        look, _ = self._properties.paragraph(offset)
        mark, _ = self._properties.character(offset, style=look.style)
        sign = self._file.text[last]
        depth = look.depth or int(look.in_table)
        if depth and (look.ends_row or look.ends_inner_row):
            state.flow.end_row(depth=depth, edges=look.edges, unseen=look.unseen)
            return
        has_mark = sign in (_PARAGRAPH_END, _CELL_END, _PAGE_END)
        self._read_runs(first, last if has_mark else last + 1, state.line, state.fields, style=look.style)
        if (mark.deleted and sign == _PARAGRAPH_END) or look.is_drop_cap:
            return  # the next paragraph goes on in this line
        line, state.line = state.line, Line()
        if line.parts or not mark.hidden:
            state.flow.add(self._paragraph(line, look, state.counters), depth=depth)
        if depth and (sign == _CELL_END or look.ends_inner_cell):
            state.flow.end_cell(depth=depth)
        state.fields[:] = [True] * len(state.fields)  # an instruction that never ends must not swallow the document

    def _paragraph(self, line: Line, look: ParagraphLook, counters: Counters) -> Paragraph:
        return Paragraph.of(line, self._marker(look, counters), centred=look.centred, heading=self._properties.heading(look))

    def _marker(self, look: ParagraphLook, counters: Counters) -> Marker | None:
        if not look.list_id:
            return None
        deepest = min(MAX_LEVEL, max(self._book.limits.list_depth - 1, 0))
        self._book.tally.is_deep |= look.list_level > deepest
        return counters.advance(look.list_id, min(look.list_level, deepest))

    def _read_runs(self, first: int, end: int, line: Line, fields: list[bool], *, style: int) -> None:
        at = first
        while at < end:
            offset, piece = self._file.offset_of(at)
            look, stop = self._properties.character(offset, style=style)
            size = max((min(stop, piece.offset + (piece.end - piece.start) * piece.width) - offset) // piece.width, 1)
            run_end = min(at + size, end)
            self._count_run()
            self._read_run(self._file.text[at:run_end], look, line, fields)
            at = run_end

    def _count_run(self) -> None:
        self._runs_left -= 1
        if self._runs_left < 0:
            raise TooLarge("the .doc changes its looks more often than any document does", where=self._book.name,
                           hint="raise Limits.text_chars if the file is genuine")

    def _read_run(self, text: str, look: CharLook, line: Line, fields: list[bool]) -> None:
        tally = self._book.tally
        if look.deleted or look.hidden:
            if text.strip("\r\x07 "):
                tally.deleted += look.deleted
                tally.hidden += look.hidden and not look.deleted
            _follow_fields(text, fields)
            return
        if look.symbol is not None and look.special:
            font, code = look.symbol
            text = text.replace("(", symbol(code, self._properties.font(font)))
        if look.special and any(sign in text for sign in _PICTURE_SIGNS):
            tally.pictures += 1
        shown = _follow_fields(text, fields).translate(_SIGNS)
        if PRIVATE.search(shown):
            shown = readable(shown, self._properties.font(look.font))
        if shown:
            line.put(shown.upper() if look.caps else shown, bold=look.bold, underlined=look.underlined and not fields)


def _follow_fields(text: str, fields: list[bool]) -> str:
    """The text without the instructions of fields: of each only the result is seen."""
    if not fields and _FIELD_BEGIN not in text:
        return text
    shown: list[str] = []
    for sign in text:
        if sign == _FIELD_BEGIN and len(fields) < _MAX_FIELDS:
            fields.append(False)
        elif sign == _FIELD_RESULT and fields:
            fields[-1] = True
        elif sign == _FIELD_END and fields:
            fields.pop()
        elif all(fields):
            shown.append(sign)
    return "".join(shown)
