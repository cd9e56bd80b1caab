"""The lists of a .doc: what LSTF and LFO tell, as the same values that the lists of a .docx have, so that the same counters count them."""

from __future__ import annotations

import struct
from contextlib import suppress
from dataclasses import dataclass, field

from resolution_parser.readers.doc_file import LISTS, OVERRIDES, DocFile
from resolution_parser.readers.doc_properties import Properties, sprms
from resolution_parser.readers.docx_numbering import MAX_LEVEL, Level, WordList

_FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero", 23: "bullet", 58: "russianLower",
    59: "russianUpper", 255: "none",
}
_SUFFIXES = {0: "tab", 1: "space", 2: "nothing"}
_MAX_MARKER = 64
_MAX_LISTS = 4_000
_LIST, _OVERRIDE, _LEVEL = 28, 16, 28


@dataclass(slots=True)
class _Reader:
    """Reads one structure after another."""

    data: bytes
    at: int = 0

    def take(self, size: int) -> bytes:
        piece = self.data[self.at:self.at + size]
        if len(piece) < size:
            raise IndexError
        self.at += size
        return piece


@dataclass(frozen=True, slots=True)
class DocLists:
    """The lists by the rank, from 1, under which paragraphs refer to them."""

    lists: dict[int, WordList] = field(default_factory=dict)

    def word_list(self, num_id: int) -> WordList | None:
        """The list of a number; None for those that are not defined."""
        return self.lists.get(num_id)


def read_lists(file: DocFile, properties: Properties) -> DocLists:
    """All lists of a document. What is cut off is left out: its paragraphs stay without markers."""
    families: dict[int, dict[int, Level]] = {}
    lists: dict[int, WordList] = {}
    with suppress(IndexError, struct.error):  # a broken list table must not cost the text
        _read_families(_Reader(file.table_from(LISTS)), properties, families)
    with suppress(IndexError, struct.error):
        _read_overrides(_Reader(file.table_from(OVERRIDES)), properties, families, lists)
    return DocLists(lists)


def _read_families(reader: _Reader, properties: Properties, families: dict[int, dict[int, Level]]) -> None:
    if not reader.data:
        return
    count = min(struct.unpack("<H", reader.take(2))[0], _MAX_LISTS)
    heads = [reader.take(_LIST) for _ in range(count)]
    for head in heads:
        is_simple = head[26] & 1
        levels = families[struct.unpack_from("<i", head)[0]] = {}
        for depth in range(1 if is_simple else MAX_LEVEL + 1):
            levels[depth] = _read_level(reader, properties)


def _read_level(reader: _Reader, properties: Properties) -> Level:
    fixed = reader.take(_LEVEL)
    start, format, flags = struct.unpack_from("<iBB", fixed)
    follow, look_size, paragraph_size, restart = fixed[15], fixed[24], fixed[25], fixed[26]
    reader.take(paragraph_size)
    looks = reader.take(look_size)
    length = struct.unpack("<H", reader.take(2))[0]
    text = reader.take(2 * length).decode("utf-16-le", errors="replace")[:_MAX_MARKER]
    font = next((int.from_bytes(operand, "little") for code, operand in sprms(looks) if code == 0x4A4F), None)
    return Level(
        start=start if 0 <= start < 0x8000 else 1, format=_FORMATS.get(format, "decimal"), text=_with_places(text),
        font="" if font is None else properties.font(font), suffix=_SUFFIXES.get(follow, "tab"),
        restart=restart if flags & 0x08 else None, is_legal=bool(flags & 0x04),
    )


def _with_places(text: str) -> str:
    """The control characters 0 to 8 stand for the numbers of levels, ``%1`` to ``%9`` in a .docx.

    >>> _with_places("\\x00.\\x01)")
    '%1.%2)'
    """
    return "".join(f"%{ord(sign) + 1}" if sign <= "\x08" else sign for sign in text)


def _read_overrides(reader: _Reader, properties: Properties, families: dict[int, dict[int, Level]], lists: dict[int, WordList]) -> None:
    if not reader.data:
        return
    count = min(struct.unpack("<I", reader.take(4))[0], _MAX_LISTS)
    heads = [reader.take(_OVERRIDE) for _ in range(count)]
    for rank, head in enumerate(heads, start=1):
        family = struct.unpack_from("<i", head)[0]
        lists[rank] = WordList(family=str(family), levels=families.get(family, {}), starts={})
    for rank, head in enumerate(heads, start=1):
        reader.take(4)
        family = struct.unpack_from("<i", head)[0]
        lists[rank] = _overridden(lists[rank], reader, head[12], properties)


def _overridden(word_list: WordList, reader: _Reader, count: int, properties: Properties) -> WordList:
    levels, starts = dict(word_list.levels), dict(word_list.starts)
    for _ in range(min(count, MAX_LEVEL + 1)):
        start, flags = struct.unpack("<iI", reader.take(8))
        depth = flags & 0xF
        if flags & 0x20:
            level = _read_level(reader, properties)
            if depth <= MAX_LEVEL:
                levels[depth] = level
                if flags & 0x10:
                    starts[depth] = level.start
        elif flags & 0x10 and depth <= MAX_LEVEL and 0 <= start < 0x8000:
            starts[depth] = start
    return WordList(family=word_list.family, levels=levels, starts=starts)
