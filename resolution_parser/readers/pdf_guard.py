"""A look at the raw bytes of a PDF before the native library gets them: is it one, is it whole, does it swell.

pdfium is native code that cannot be stopped in the middle, so streams are unpacked here first, with a cap.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from resolution_parser.errors import DamagedFile, EmptyFile, HostileFile, UnknownFormat
from resolution_parser.readers.base import Limits

HEADER_WITHIN = 1024  # where pdfium looks for %PDF
DICTIONARY_BYTES = 4096  # of a stream, looked at before its data
CHUNK = 1 << 18
RATIO_FROM = 10_000_000  # bytes: smaller streams may shrink as they like
FILTER_DEPTH = 4  # Flate within Flate
ASCII_BYTES = 2_000_000  # of ASCII85 in all: decoding it costs half a second a megabyte

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
_CONTENTS = re.compile(rb"/Contents\s*(\[[^\]]{0,100000}\]|\d{1,10}\s+\d{1,5}\s+R)")
_REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_LENGTH = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d{1,12})", re.DOTALL)
_DO = re.compile(rb"/[^\s/]{1,60}\s+Do\b")

_FOREIGN = (
    (b"PK\x03\x04", "a zip archive, as .docx, .odt and .xlsx are", "give the file its true suffix, as .docx"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "give the file its true suffix, as .doc"),
    (b"{\\rtf", "RTF", "give the file its true suffix, .rtf"),
    (b"\x89PNG", "a picture", "recognise its text first, for example with ocrmypdf -l rus"),
    (b"\xff\xd8\xff", "a picture", "recognise its text first, for example with ocrmypdf -l rus"),
    (b"<!DOCTYPE html", "a web page", "give the file its true suffix, .html"),
    (b"<html", "a web page", "give the file its true suffix, .html"),
)
_SAVE_AGAIN = "download it again, or open it in a PDF viewer and save or print it to a new PDF"


def check_pdf(data: bytes, *, name: str, limits: Limits) -> None:
    """Raise where the bytes are no PDF, are cut off, or unpack to more than the limits allow."""
    _check_header(data, name)
    _check_whole(data, name)
    _check_expansion(data, name, limits)


def _check_header(data: bytes, name: str) -> None:
    if not data:
        raise EmptyFile("the file has no bytes", where=name, hint=_SAVE_AGAIN)
    if b"%PDF-" in data[:HEADER_WITHIN]:
        return
    for magic, what, hint in _FOREIGN:
        if data.lstrip()[: len(magic)].lower() == magic.lower():
            raise UnknownFormat(f"the file is no PDF but {what}", where=name, hint=hint)
    raise DamagedFile("the file is no PDF: it does not begin with %PDF-", where=name, hint=_SAVE_AGAIN)


def _check_whole(data: bytes, name: str) -> None:
    """A file that was cut off has lost its end; pdfium would mend it and silently leave out pages."""
    linearized = _LENGTH.search(data[:HEADER_WITHIN])
    short = linearized is not None and int(linearized.group(1)) > len(data)
    if short or data.rfind(b"startxref") < 0:
        raise DamagedFile("the PDF is cut off: its end is missing", where=name, hint=_SAVE_AGAIN)


# ------------------------------------------------------------------------------------------------ bombs


@dataclass(frozen=True, slots=True)
class _Stream:
    number: int
    start: int
    head: bytes


@dataclass(slots=True)
class _Tally:
    """What has been unpacked so far, and how often contents are asked for."""

    total: int = 0
    ascii: int = 0


def _check_expansion(data: bytes, name: str, limits: Limits) -> None:
    tally = _Tally()
    uses = Counter(_contents(data))
    sizes: dict[int, int] = {}
    drawings: dict[int, int] = {}
    heads: dict[int, bytes] = {}
    for stream in _streams(data):
        if _IMAGE.search(stream.head) and stream.number not in uses:
            continue  # pictures are never unpacked for text
        size, calls = 0, 0
        keep = b"/ObjStm" in stream.head
        for part in _unpacked(data, stream, tally, name, limits):
            size += len(part)
            calls += len(_DO.findall(part)) if b"Do" in part else 0
            if keep:
                uses.update(_contents(part))
        sizes[stream.number] = max(size, sizes.get(stream.number, 0))
        drawings[stream.number], heads[stream.number] = calls, stream.head
    cost = _costs(sizes, drawings, heads, limits.archive_bytes)
    if sum(cost.get(number, 0) * count for number, count in sorted(uses.items())) > limits.archive_bytes:
        raise HostileFile(
            f"the pages' contents unpack to more than {limits.archive_bytes:,} bytes, since pages or forms share them over and over",
            where=name, hint="raise Limits.archive_bytes if the file is genuine",
        )


def _contents(data: bytes) -> Iterator[int]:
    for match in _CONTENTS.finditer(data):
        for reference in _REFERENCE.finditer(match.group(1)):
            yield int(reference.group(1))


def _streams(data: bytes) -> Iterator[_Stream]:
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - DICTIONARY_BYTES): match.start()]
        objects = list(_OBJECT.finditer(head))
        number = int(objects[-1].group(1)) if objects else -1
        yield _Stream(number, match.end(), head[objects[-1].end():] if objects else head)


def _unpacked(data: bytes, stream: _Stream, tally: _Tally, name: str, limits: Limits) -> Iterator[bytes]:
    """The parts of the unpacked stream, whatever filter its dictionary names: what looks like zlib is tried as zlib."""
    if _is_zlib(data[stream.start: stream.start + 2]):
        yield from _inflated(data, stream.start, 0, tally, name, limits)
        return
    end = data.find(b"endstream", stream.start)
    raw = data[stream.start: end if end >= 0 else len(data)]
    if b"A85" in stream.head or b"ASCII85" in stream.head or b"AHx" in stream.head or b"ASCIIHex" in stream.head:
        packed = _from_ascii(raw[: max(ASCII_BYTES - tally.ascii, CHUNK)])
        tally.ascii += len(raw)
        if _is_zlib(packed[:2]):
            yield from _inflated(packed, 0, 0, tally, name, limits)
            return
    yield raw


def _is_zlib(head: bytes) -> bool:
    return len(head) == 2 and head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0


def _from_ascii(raw: bytes) -> bytes:
    import base64
    import binascii

    body = raw.split(b"~>")[0].strip().removeprefix(b"<~")
    try:
        return base64.a85decode(body)
    except ValueError:
        pass
    try:
        return binascii.unhexlify(b"".join(raw.split(b">")[0].split()))
    except ValueError:
        return b""


def _inflated(data: bytes, start: int, depth: int, tally: _Tally, name: str, limits: Limits) -> Iterator[bytes]:
    """Unpack in chunks, without ever holding more than one; what is no zlib after all just ends."""
    inflater = zlib.decompressobj()
    position, made = start, 0
    pending = b""
    nested: list[bytes] = []
    while not inflater.eof and (pending or position < len(data)):
        if not pending:
            pending, position = data[position: position + CHUNK], position + CHUNK
        try:
            part = inflater.decompress(pending, CHUNK)
        except zlib.error:
            return
        used = max(min(position, len(data)) - start - len(inflater.unconsumed_tail), 1)
        pending = inflater.unconsumed_tail
        made += len(part)
        tally.total += len(part)
        _check_sizes(made, used, tally.total, name, limits)
        if depth < FILTER_DEPTH and (nested or (made == len(part) and _is_zlib(part[:2]))):
            nested.append(part)
        yield part
    if nested:
        yield from _inflated(b"".join(nested), 0, depth + 1, tally, name, limits)


def _check_sizes(made: int, used: int, total: int, name: str, limits: Limits) -> None:
    hint = "raise the Limits if the file is genuine"
    if made > limits.member_bytes:
        raise HostileFile(f"a stream unpacks to more than {limits.member_bytes:,} bytes", where=name, hint=hint)
    if made > RATIO_FROM and made > limits.archive_ratio * used:
        raise HostileFile(f"a stream unpacks to more than {limits.archive_ratio} times its size", where=name, hint=hint)
    if total > limits.archive_bytes:
        raise HostileFile(f"the streams unpack to more than {limits.archive_bytes:,} bytes", where=name, hint=hint)


def _costs(sizes: dict[int, int], drawings: dict[int, int], heads: dict[int, bytes], cap: int) -> dict[int, int]:
    """What each stream costs with the forms that it draws, those within those and so on.

    Which forms a stream names is not looked up: a stream that draws so many things is taken to draw the dearest form that is known
    to draw less deeply. ``cap`` bounds the numbers.
    """
    forms = {number for number, head in heads.items() if b"/Form" in head}
    nesting = sorted(number for number in forms if drawings[number] > 1)
    cost = {number: sizes[number] for number in sorted(sizes)}
    children = {number: [int(r) for r in _REFERENCE.findall(heads[number]) if int(r) in forms] for number in nesting}
    for _ in range(min(len(nesting), 30)):
        changed = False
        for number in nesting:
            dearest = max((cost[child] for child in children[number] if child != number), default=0)
            new = min(sizes[number] + drawings[number] * dearest, cap + 1)
            if new > cost[number]:
                cost[number], changed = new, True
        if not changed:
            break
    dearest_form = max((cost[number] for number in nesting), default=0)
    if dearest_form > cap:
        cost = {number: cap + 1 if number not in forms and drawings[number] else value for number, value in cost.items()}
    return cost
