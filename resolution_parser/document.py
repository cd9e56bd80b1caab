"""What readers give and stages take: one text, and the blocks it is made of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from resolution_parser.records import Warning


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The place of a block in a table: ranks from 0; a nested table has its own ``table`` rank."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A number, a date or a list marker that a recogniser (OCR) was not sure of; ``confidence`` from 0 to 1."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """How a text was recognised on a picture: the mean confidence of its words, and its doubts, with offsets into that text."""

    confidence: float
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of :attr:`Document.text` with what the reader knows of its looks.

    ``text[start:end]`` is the block as a reader of the page sees it: with its list marker, without the line end after it.
    A block is a *line* (``is_line``: plain text, where a paragraph may run over several blocks) or a whole paragraph.
    Blocks stand in reading order and do not overlap; between two of them ``text`` holds white space only.
    """

    start: int
    end: int
    page: int | None = None
    is_line: bool = False
    marker: str | None = None
    """The list marker that the text opens with, where the reader knows it is one (Word lists, <li>); it stands in the text."""
    level: int | None = None
    """Depth of the list item, from 0, where the reader knows it."""
    bold: bool = False
    """All of the text is bold (or underlined as a heading is)."""
    centred: bool = False
    heading: int | None = None
    """Level of a heading style, from 1."""
    furniture: bool = False
    """Running heads, page numbers, text boxes, site menus: on the page, but not of the document's text."""
    cell: Cell | None = None
    recognised: float | None = None
    """How sure the recogniser is of the words, from 0 to 1, where the text was recognised on a picture (OCR)."""
    continues: bool = False
    """The reader saw that the paragraph of the block before goes on here, over a page's end (what stands between is furniture)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as read: nothing is lost, nothing interpreted.

    ``text`` is what offsets of all records point into. ``pages`` counts the pages where the format has any.
    """

    name: str
    format: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    warnings: tuple[Warning, ...] = field(default=())
    doubts: tuple[Doubt, ...] = ()
    """In order, none across two blocks."""


class DocumentBuilder:
    """Collects blocks into one text, so that every reader counts offsets in the same way.

    >>> builder = DocumentBuilder()
    >>> builder.add("РЕШЕНИЕ", bold=True)
    >>> builder.add("1. Одобрить", marker="1.", gap=2)
    >>> document = builder.build(name="a", format="txt", sha256="")
    >>> document.text
    'РЕШЕНИЕ\\n\\n1. Одобрить'
    >>> document.blocks[1].start
    9
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._warnings: list[Warning] = []
        self._doubts: list[Doubt] = []

    def add(
        self,
        text: str,
        *,
        gap: int = 1,
        page: int | None = None,
        is_line: bool = False,
        marker: str | None = None,
        level: int | None = None,
        bold: bool = False,
        centred: bool = False,
        heading: int | None = None,
        furniture: bool = False,
        cell: Cell | None = None,
        continues: bool = False,
        recognition: Recognition | None = None,
    ) -> None:
        """Append a block, parted from the one before by ``gap`` line ends (1: next line, 2: a blank line between).

        Cells of one table row are parted by a tab. A block of white space only adds nothing.
        """
        if not text.strip():
            return
        if self._blocks:
            self._append(self._separator(gap, cell))
        start = self._length
        self._append(text)
        self._blocks.append(Block(
            start=start, end=self._length, page=page, is_line=is_line, marker=marker, level=level, bold=bold,
            centred=centred, heading=heading, furniture=furniture, cell=cell, continues=continues,
            recognised=None if recognition is None else recognition.confidence,
        ))
        if recognition is not None:
            self._doubts += [replace(doubt, start=start + doubt.start, end=start + doubt.end) for doubt in recognition.doubts]

    def warn(self, warning: Warning) -> None:
        """Note something that the reader of the records should know."""
        self._warnings.append(warning)

    def build(self, *, name: str, format: str, sha256: str, pages: int | None = None) -> Document:
        """The document of all that was added."""
        return Document(
            name=name, format=format, sha256=sha256, text="".join(self._parts), blocks=tuple(self._blocks), pages=pages,
            warnings=tuple(self._warnings), doubts=tuple(self._doubts),
        )

    def _separator(self, gap: int, cell: Cell | None) -> str:
        last = self._blocks[-1].cell
        same_row = cell is not None and last is not None and (cell.table, cell.row) == (last.table, last.row)
        return "\t" if same_row and cell is not None and last is not None and cell.column != last.column else "\n" * gap

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
