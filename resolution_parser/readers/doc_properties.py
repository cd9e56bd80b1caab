"""Looks of characters and paragraphs in a .doc: the pages of property lists (FKP), the properties themselves (sprm), the styles."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from resolution_parser.readers.doc_file import CHARACTERS, FONTS, PARAGRAPHS, STYLES, DocFile

_PAGE = 512
_MAX_CHAIN = 32
_NO_STYLE = 0xFFF
_TITLE = 62  # the number of the built-in style Title
_WIDTHS = (1, 1, 2, 4, 2, 2, -1, 3)  # of operands, by the three highest bits of a sprm; -1: told by the first byte
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615
_CENTRE, _BODY_LEVEL = 1, 9


@dataclass(frozen=True, slots=True, kw_only=True)
class CharLook:
    """How characters look; ``style`` is the character style, ``symbol`` the font and code of an inserted sign."""

    bold: bool = False
    underlined: bool = False
    caps: bool = False
    hidden: bool = False
    deleted: bool = False
    special: bool = False
    font: int = 0
    symbol: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLook:
    """How a paragraph looks. ``edges`` are the left edges of the cells of a row, which its end mark tells; ``unseen`` those merged away."""

    style: int = 0
    centred: bool = False
    outline: int | None = None
    list_id: int = 0
    list_level: int = 0
    in_table: bool = False
    depth: int = 0
    ends_row: bool = False
    ends_inner_cell: bool = False
    ends_inner_row: bool = False
    edges: tuple[int, ...] = ()
    unseen: frozenset[int] = frozenset()
    is_drop_cap: bool = False


def sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """The properties of a list: code and operand. What is cut off ends it.

    >>> list(sprms(bytes.fromhex("350801 0324")))
    [(2101, b'\\x01')]
    """
    at = 0
    while at + 2 < len(grpprl):
        code = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        width = _WIDTHS[code >> 13]
        if width < 0:
            width = grpprl[at] + 1
            if code == _TABLE_DEFINITION:
                width = struct.unpack_from("<H", grpprl.ljust(at + 2, b"\0"), at)[0] + 1
            elif code == _TABS and grpprl[at] == 255:
                return
        yield code, grpprl[at:at + width]
        at += width


class _Pages:
    """The property lists of one kind, found by where in the main stream the characters lie; each page is read when it is needed."""

    def __init__(self, main: bytes, plc: bytes, *, is_paragraph: bool) -> None:
        self._main = main
        count = min(max((len(plc) - 4) // 8, 0), len(main) // _PAGE + 1)
        self._starts = struct.unpack_from(f"<{count + 1}I", plc) if count else ()
        self._numbers = struct.unpack_from(f"<{count}I", plc, 4 * ((len(plc) - 4) // 8 + 1)) if count else ()
        self._is_paragraph = is_paragraph
        self._read_page = lru_cache(maxsize=64)(self._read)

    def find(self, offset: int) -> tuple[bytes, int]:
        """The property list of what lies at an offset, and where it ends."""
        page = bisect_right(self._starts, offset) - 1
        if not 0 <= page < len(self._numbers):
            return b"", offset + 1 if page >= 0 or not self._starts else self._starts[0]
        ends, lists = self._read_page(self._numbers[page])
        run = bisect_right(ends, offset) - 1
        if not 0 <= run < len(lists):
            return b"", self._starts[page + 1]
        return lists[run], ends[run + 1]

    def _read(self, number: int) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
        page = self._main[number * _PAGE:(number + 1) * _PAGE]
        if len(page) < _PAGE:
            return (), ()
        count, width = page[-1], 13 if self._is_paragraph else 1
        if 4 * (count + 1) + width * count > _PAGE - 1:
            return (), ()
        ends = struct.unpack_from(f"<{count + 1}I", page)
        places = (page[4 * (count + 1) + width * rank] * 2 for rank in range(count))
        return ends, tuple(_stored_list(page, place, is_paragraph=self._is_paragraph) if place else b"" for place in places)


def _stored_list(page: bytes, place: int, *, is_paragraph: bool) -> bytes:
    size = page[place]
    if not is_paragraph:
        return page[place + 1:place + 1 + size]
    if size:
        return page[place + 1:place + 2 * size]
    return page[place + 2:place + 2 + 2 * page[place + 1]] if place + 1 < _PAGE else b""


@dataclass(frozen=True, slots=True)
class _Style:
    base: int
    paragraph: bytes
    character: bytes
    heading: int | None


class Properties:
    """Answers how a character or a paragraph looks, with its styles."""

    def __init__(self, file: DocFile) -> None:
        self._more = file.more
        self._paragraphs = _Pages(file.main, file.table(PARAGRAPHS), is_paragraph=True)
        self._characters = _Pages(file.main, file.table(CHARACTERS), is_paragraph=False)
        self._styles = tuple(_read_styles(file.table(STYLES)))
        self._fonts = tuple(_read_fonts(file.table(FONTS)))
        self._style_looks: dict[int, tuple[ParagraphLook, CharLook]] = {}
        self._looks: dict[tuple[int, bytes], CharLook] = {}
        self._paragraph_looks: dict[bytes, ParagraphLook] = {}

    def paragraph(self, offset: int) -> tuple[ParagraphLook, int]:
        """The look of the paragraph whose mark lies at an offset, and where the paragraph ends."""
        stored, end = self._paragraphs.find(offset)
        look = self._paragraph_looks.get(stored)
        if look is None:
            style = struct.unpack_from("<H", stored)[0] if len(stored) > 1 else 0
            base = replace(self._style(style)[0], style=style)
            look = self._paragraph_looks[stored] = _apply_paragraph(base, stored[2:], self._more)
        return look, end

    def character(self, offset: int, *, style: int) -> tuple[CharLook, int]:
        """The look of a character in a paragraph of a style, and where this look ends."""
        stored, end = self._characters.find(offset)
        key = style, stored
        if key not in self._looks:
            self._looks[key] = self._character(self._style(style)[1], stored)
        return self._looks[key], end

    def heading(self, look: ParagraphLook) -> int | None:
        """The level of a heading, by the paragraph's outline level or its built-in style."""
        if look.outline is not None:
            return look.outline + 1 if look.outline < _BODY_LEVEL else None
        style = look.style
        for _ in range(_MAX_CHAIN):
            if style >= len(self._styles):
                return None
            if self._styles[style].heading is not None:
                return self._styles[style].heading
            style = self._styles[style].base
        return None

    def font(self, number: int) -> str:
        """The name of a font."""
        return self._fonts[number] if 0 <= number < len(self._fonts) else ""

    def _character(self, base: CharLook, stored: bytes) -> CharLook:
        named = next((operand for code, operand in sprms(stored) if code == 0x4A30 and len(operand) == 2), None)
        if named is not None:
            for style in reversed(self._chain(struct.unpack("<H", named)[0])):
                base = _apply_character(base, base, self._styles[style].character)
        return _apply_character(base, base, stored)

    def _style(self, style: int) -> tuple[ParagraphLook, CharLook]:
        if style not in self._style_looks:
            paragraph, character = ParagraphLook(), CharLook()
            for link in reversed(self._chain(style)):
                paragraph = _apply_paragraph(paragraph, self._styles[link].paragraph, self._more)
                character = _apply_character(character, character, self._styles[link].character)
            self._style_looks[style] = paragraph, character
        return self._style_looks[style]

    def _chain(self, style: int) -> list[int]:
        chain: list[int] = []
        while style < len(self._styles) and style not in chain and len(chain) < _MAX_CHAIN:
            chain.append(style)
            style = self._styles[style].base
        return chain


def _apply_paragraph(look: ParagraphLook, grpprl: bytes, more: bytes) -> ParagraphLook:
    changes: dict[str, object] = {}
    for code, operand in sprms(grpprl):
        if code == 0x6646:  # the list is too long for its page and stands in the data stream
            at = int.from_bytes(operand, "little")
            size = int.from_bytes(more[at:at + 2], "little")
            return _apply_paragraph(replace(look, **changes), more[at + 2:at + 2 + size], b"") if more else look  # type: ignore[arg-type]
        if code == _TABLE_DEFINITION:
            changes.update(zip(("edges", "unseen"), _row_shape(operand), strict=True))
        elif code in _PARAGRAPH_SPRMS:
            name, kind = _PARAGRAPH_SPRMS[code]
            value = int.from_bytes(operand, "little")
            changes[name] = bool(value) if kind == "flag" else value == _CENTRE if kind == "jc" else value
    return replace(look, **changes) if changes else look  # type: ignore[arg-type]


_PARAGRAPH_SPRMS = {
    0x2403: ("centred", "jc"), 0x2461: ("centred", "jc"), 0x260A: ("list_level", "number"), 0x460B: ("list_id", "number"),
    0x2416: ("in_table", "flag"), 0x2417: ("ends_row", "flag"), 0x6649: ("depth", "number"), 0x244B: ("ends_inner_cell", "flag"),
    0x244C: ("ends_inner_row", "flag"), 0x2640: ("outline", "number"), 0x442C: ("is_drop_cap", "flag"),
}


def _row_shape(operand: bytes) -> tuple[tuple[int, ...], frozenset[int]]:
    """The left edges of a row's cells, and those cells that another one covers."""
    count = operand[2] if len(operand) > 2 else 0
    if not 0 < count < 64 or len(operand) < 3 + 2 * (count + 1):
        return (), frozenset()
    edges = struct.unpack_from(f"<{count + 1}h", operand, 3)
    unseen = set()
    for rank in range(count):
        flags = int.from_bytes(operand[3 + 2 * (count + 1) + 20 * rank:][:2], "little")
        if flags & 0x3 == 1 or flags & 0x60 == 0x20:  # goes on from the cell to the left, or from that above
            unseen.add(rank)
    return edges[:-1], frozenset(unseen)


def _apply_character(look: CharLook, style: CharLook, grpprl: bytes) -> CharLook:
    changes: dict[str, object] = {}
    for code, operand in sprms(grpprl):
        if not operand:
            continue
        if code in _TOGGLES:
            name = _TOGGLES[code]
            was = bool(getattr(style, name))
            changes[name] = operand[0] == 1 if operand[0] < 0x80 else was ^ (operand[0] == 0x81)
        elif code == 0x2A3E:
            changes["underlined"] = operand[0] != 0
        elif code == 0x4A4F:
            changes["font"] = int.from_bytes(operand, "little")
        elif code == 0x6A09 and len(operand) == 4:
            changes["symbol"] = struct.unpack("<HH", operand)
        elif code == 0x2A33:  # back to what the style says
            changes = {}
    return replace(look, **changes) if changes else look  # type: ignore[arg-type]


_TOGGLES = {0x0835: "bold", 0x083B: "caps", 0x083C: "hidden", 0x0800: "deleted", 0x0855: "special"}


def _read_styles(sheet: bytes) -> Iterator[_Style]:
    if len(sheet) < 6:
        return
    head, count, fixed = struct.unpack_from("<HHH", sheet)
    at = 2 + head
    for _ in range(min(count, _NO_STYLE)):
        if at + 2 > len(sheet):
            return
        size = struct.unpack_from("<H", sheet, at)[0]
        yield _read_style(sheet[at + 2:at + 2 + size], fixed)
        at += 2 + size + size % 2


def _read_style(style: bytes, fixed: int) -> _Style:
    """One style: its fixed part, its name, then for paragraph styles the paragraph's and the characters' properties."""
    if len(style) < max(fixed, 10) + 2:
        return _Style(_NO_STYLE, b"", b"", None)
    kind, base = style[2] & 0xF, struct.unpack_from("<H", style, 2)[0] >> 4
    built_in = struct.unpack_from("<H", style)[0] & 0xFFF
    at = fixed + 2 + 2 * struct.unpack_from("<H", style, fixed)[0] + 2
    lists: list[bytes] = []
    for _ in range(2):
        at += at % 2
        size = int.from_bytes(style[at:at + 2], "little")
        lists.append(style[at + 2:at + 2 + size])
        at += 2 + size
    heading = built_in if 1 <= built_in <= 9 else 1 if built_in == _TITLE else None
    if kind == 1:
        return _Style(base, lists[0][2:], lists[1], heading)
    return _Style(base, b"", lists[0] if kind == 2 else b"", None)


def _read_fonts(table: bytes) -> Iterator[str]:
    """The names in SttbfFfn."""
    count = int.from_bytes(table[:2], "little")
    at = 4
    for _ in range(count):
        size = table[at] if at < len(table) else 0
        if not size:
            return
        yield table[at + 40:at + 1 + size].decode("utf-16-le", errors="replace").partition("\0")[0]
        at += 1 + size
