"""The streams of a Word 97-2003 file, and the text in them. Names of structures are those of Microsoft's open specification [MS-DOC]."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from resolution_parser.errors import DamagedFile, EncryptedFile, TooLarge, UnknownFormat
from resolution_parser.readers.base import Limits
from resolution_parser.readers.encodings import cheapest_encoding

_WORD_97, _WORD_6 = 0xA5EC, 0xA5DC
_FIRST_NFIB = 0xC1  # Word 97; Word 6 and 95 have 101 to 105 and another layout
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_COMPRESSED, _OFFSET = 0x40000000, 0x3FFFFFFF
_FIRST_LETTER, _LEAST_EVIDENCE = 0xC0, 4  # of cp1251; the printers' signs below it are nearly the same in cp1252
_DAMAGED_HINT = "fetch it again, or open it in Word or LibreOffice and save it as .docx"
# Places of "fc" in the FIB; its "lcb" follows.
STYLES, FONTS, HEADERS, CHARACTERS, PARAGRAPHS, PIECES, LISTS, OVERRIDES = 0xA2, 0x112, 0xF2, 0xFA, 0x102, 0x1A2, 0x2E2, 0x2EA
_FIB_END = OVERRIDES + 8
_STORIES = 0x4C  # ccpText, ccpFtn, ccpHdd, a reserved one, ccpAtn, ccpEdn, ccpTxbx, ccpHdrTxbx


class OldWord(Exception):
    """The file is of Word 6 or 95, or what claims to be of Word 97 is not laid out as such."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start`` to ``end`` of the text lie at ``offset`` of the main stream, each ``width`` bytes wide."""

    start: int
    end: int
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class Stories:
    """How many characters each part of the text has; the parts follow each other in this order."""

    body: int
    footnotes: int
    headers: int
    reserved: int
    comments: int
    endnotes: int
    boxes: int
    header_boxes: int


class DocFile:
    """An opened .doc: its text and the tables that describe it. Every offset is checked where it is used."""

    def __init__(self, data: bytes, *, name: str, limits: Limits) -> None:
        self.main, self._table, self.more = _read_streams(data, name)
        if len(self.main) < _FIB_END or struct.unpack_from("<H", self.main, 2)[0] < _FIRST_NFIB:
            raise OldWord
        counts = struct.unpack_from("<8i", self.main, _STORIES)
        if min(counts) < 0:
            raise DamagedFile("the .doc says that a part of its text has less than no characters", where=name, hint=_DAMAGED_HINT)
        self.stories = Stories(*counts)
        self.pieces = _read_pieces(self.table(PIECES))
        self._starts = [piece.start for piece in self.pieces]
        length = self.pieces[-1].end
        if length > limits.text_chars:
            raise TooLarge(f"the text has {length:,} characters, the limit is {limits.text_chars:,}", where=name,
                           hint="raise Limits.text_chars if the file is genuine")
        self._narrow = _code_page(b" ".join(self._raw(piece) for piece in self.pieces if piece.width == 1))
        self.text = "".join(map(self._decode, self.pieces))
        if len(self.text) < length or sum(counts) > length + 2:
            raise DamagedFile("the .doc is cut off: a part of its text is missing", where=name, hint=_DAMAGED_HINT)

    def table(self, place: int) -> bytes:
        """The structure whose offset stands at a place of the FIB; empty where there is none."""
        offset, size = struct.unpack_from("<II", self.main, place)
        return self._table[offset:offset + size]

    def table_from(self, place: int) -> bytes:
        """The same with all that follows in the stream: the levels of lists stand behind the structure."""
        offset, size = struct.unpack_from("<II", self.main, place)
        return self._table[offset:] if size else b""

    def offset_of(self, at: int) -> tuple[int, Piece]:
        """Where a character lies in the main stream, and the piece that it belongs to."""
        piece = self.pieces[max(bisect_right(self._starts, at) - 1, 0)]
        return piece.offset + (at - piece.start) * piece.width, piece

    def _raw(self, piece: Piece) -> bytes:
        return self.main[piece.offset:piece.offset + (piece.end - piece.start) * piece.width]

    def _decode(self, piece: Piece) -> str:
        raw = self._raw(piece)
        if piece.width == 1:
            return raw.decode(self._narrow, errors="replace")
        text = raw.decode("utf-16-le", errors="surrogatepass" if len(raw) % 2 == 0 else "replace")
        # One position for each unit, as the file counts: pairs stay in halves until they are shown.
        return text if len(text) * 2 == len(raw) else "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[:len(raw) // 2 * 2])))


def _code_page(raw: bytes) -> str:
    """That of the text stored in one byte a sign: by the specification cp1252, but some converters put Russian bytes there."""
    if sum(byte >= _FIRST_LETTER for byte in set(raw)) < _LEAST_EVIDENCE:
        return "cp1252"
    return cheapest_encoding(raw)


def _read_streams(data: bytes, name: str) -> tuple[bytes, bytes, bytes]:
    """The main stream, the table stream that it names, and the data stream."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data), raise_defects=olefile.DEFECT_FATAL) as ole:
            if not ole.exists("WordDocument"):
                raise UnknownFormat("this is a file of an old Office program, but holds no Word document", where=name,
                                    hint="open it in the program that made it and save its text as .docx")
            main = ole.openstream("WordDocument").read()
            _check_head(main, name)
            wanted = "1Table" if struct.unpack_from("<H", main, 0x0A)[0] & _SECOND_TABLE else "0Table"
            streams = [ole.openstream(stream).read() if ole.exists(stream) else b"" for stream in (wanted, "Data")]
    except (OSError, struct.error, IndexError, ValueError, TypeError, AttributeError, KeyError, RecursionError, OverflowError) as cause:
        raise DamagedFile("the .doc is cut off or broken: its streams cannot be found", where=name, hint=_DAMAGED_HINT) from cause
    return main, streams[0], streams[1]


def _check_head(main: bytes, name: str) -> None:
    magic = struct.unpack_from("<H", main)[0]
    if magic not in (_WORD_97, _WORD_6):
        raise OldWord
    if struct.unpack_from("<H", main, 0x0A)[0] & _ENCRYPTED:
        raise EncryptedFile("the .doc is protected by a password", where=name, hint="open it in Word and save it without a password")
    if magic == _WORD_6:
        raise OldWord


def _read_pieces(clx: bytes) -> tuple[Piece, ...]:
    """The piece table: which characters lie where. Before it stand property lists of quick saves, which are passed over."""
    at = 0
    while clx[at:at + 1] == b"\x01":
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at:at + 1] != b"\x02":
        raise OldWord
    size = min(struct.unpack_from("<I", clx, at + 1)[0], len(clx) - at - 5)
    return tuple(_pieces(clx[at + 5:at + 5 + size])) or (Piece(0, 0, 0, 1),)


def _pieces(plc: bytes) -> Iterator[Piece]:
    count = max((len(plc) - 4) // 12, 0)
    starts = struct.unpack_from(f"<{count + 1}I", plc) if count else (0,)
    expected = 0
    for rank in range(count):
        start, end = starts[rank], starts[rank + 1]
        if start != expected or end < start:
            raise OldWord
        expected = end
        place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * rank + 2)[0]
        is_compressed = bool(place & _COMPRESSED)
        yield Piece(start, end, (place & _OFFSET) // 2 if is_compressed else place & _OFFSET, 1 if is_compressed else 2)
