"""A look at the raw bytes of a PDF before the native library gets them: is it one, is it whole, does it swell.

pdfium is native code that cannot be stopped in the middle, so streams are unpacked here first, with a cap.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from resolution_parser.errors import DamagedFile, EmptyFile, HostileFile, UnknownFormat
from resolution_parser.readers.base import Limits

HEADER_WITHIN = 1024  # where pdfium looks for %PDF
DICTIONARY_BYTES = 4096  # of a stream, looked at before its data
CHUNK = 1 << 18
RATIO_FROM = 10_000_000  # bytes: smaller streams may shrink as they like
FILTER_DEPTH = 4  # Flate within Flate
MAX_NESTING = 200  # forms that draw forms, looked into
MAX_DEPTH = 30  # of forms within forms, as pdfium follows them
PAGE_ALLOWANCE = 4  # since a page is taken to draw its dearest form each time
MAX_STREAMS = 100_000
ASCII_BYTES = 2_000_000  # of ASCII85 in all: decoding it costs half a second a megabyte

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT_NUMBER = re.compile(rb"(\d{1,10})\s{1,9}\d{1,5}\s{1,9}$")
_CONTENTS = re.compile(rb"/Contents\s{0,9}(\[[^][/<>]{0,100000}\]|\d{1,10}\s+\d{1,5}\s+R)")
_REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_LENGTH = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d{1,12})", re.DOTALL)
_DO = re.compile(rb"/[^\s/]{1,60}\s+Do\b")

_FOREIGN = (
    (b"PK\x03\x04", "a zip archive, as .docx, .odt and .xlsx are", "give the file its true suffix, as .docx"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "give the file its true suffix, as .doc"),
    (b"{\\rtf", "RTF", "give the file its true suffix, .rtf"),
    (b"\x89PNG", "a picture", "give the file its true suffix, as .png"),
    (b"\xff\xd8\xff", "a picture", "give the file its true suffix, as .jpg"),
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
        if data[:64].lstrip()[: len(magic)].lower() == magic.lower():
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
class Stream:
    """A stream of the file: the number of its object, where its bytes begin, and its dictionary."""

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
    for rank, stream in enumerate(streams_of(data)):
        if rank == MAX_STREAMS:
            raise HostileFile(f"the PDF has more than {MAX_STREAMS:,} streams", where=name, hint="print it to a new PDF")
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
    cost = _costs(data, sizes, drawings, heads, limits.archive_bytes)
    if sum(cost.get(number, 0) * count for number, count in sorted(uses.items())) > limits.archive_bytes:
        raise HostileFile(
            f"the pages' contents unpack to more than {limits.archive_bytes:,} bytes, since pages or forms share them over and over",
            where=name, hint="raise Limits.archive_bytes if the file is genuine",
        )


def _contents(data: bytes) -> Iterator[int]:
    for match in _CONTENTS.finditer(data):
        for reference in _REFERENCE.finditer(match.group(1)):
            yield int(reference.group(1))


def streams_of(data: bytes) -> Iterator[Stream]:
    """All streams as they stand in the file, found by their keyword; one more than the limit at the most."""
    for match in islice(_STREAM.finditer(data), MAX_STREAMS + 1):
        begin = max(0, match.start() - DICTIONARY_BYTES)
        at = data.rfind(b"obj", begin, match.start())
        number = _OBJECT_NUMBER.search(data[max(0, at - 30): at]) if at >= 0 else None
        yield Stream(int(number.group(1)) if number else -1, match.end(), data[max(begin, at): match.start()])


def _unpacked(data: bytes, stream: Stream, tally: _Tally, name: str, limits: Limits) -> Iterator[bytes]:
    """The parts of the unpacked stream, whatever filter its dictionary names: what looks like zlib is tried as zlib."""
    if is_zlib(data[stream.start: stream.start + 2]):
        yield from _inflated(data, stream.start, 0, tally, name, limits)
        return
    end = data.find(b"endstream", stream.start)
    raw = data[stream.start: end if end >= 0 else len(data)]
    if b"A85" in stream.head or b"ASCII85" in stream.head or b"AHx" in stream.head or b"ASCIIHex" in stream.head:
        packed = _from_ascii(raw[: max(ASCII_BYTES - tally.ascii, CHUNK)])
        tally.ascii += len(raw)
        if is_zlib(packed[:2]):
            yield from _inflated(packed, 0, 0, tally, name, limits)
            return
    tally.total += len(raw)
    _check_sizes(0, 1, tally.total, name, limits)
    yield raw


def is_zlib(head: bytes) -> bool:
    """Whether two bytes are the head of a zlib stream."""
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
        if depth < FILTER_DEPTH and (nested or (made == len(part) and is_zlib(part[:2]))):
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


def _costs(data: bytes, sizes: dict[int, int], drawings: dict[int, int], heads: dict[int, bytes], cap: int) -> dict[int, int]:
    """What each stream costs with the forms that it draws, those within those and so on; ``cap`` bounds the numbers.

    Which form a name stands for is not looked up: a form is taken to draw the dearest of those that its dictionary refers to, and a
    page, whose dictionary may be anywhere, the dearest of all.
    """
    forms = {number for number, head in heads.items() if b"/Form" in head}
    nesting = [number for number in sorted(forms) if drawings[number] > 1]
    children = {number: _drawn_forms(data, number, heads, forms) for number in nesting[:MAX_NESTING]}
    cost = dict(sorted(sizes.items()))
    for _ in range(min(len(children), MAX_DEPTH)):
        before = dict(cost)
        for number, drawn in children.items():
            dearest = max((before[child] for child in drawn), default=0)
            cost[number] = min(sizes[number] + drawings[number] * dearest, cap + 1)
        if cost == before:
            break
    dearest = max((cost[number] for number in forms), default=0)
    for number in cost:
        if number not in forms and (dearest > cap or drawings[number] * dearest > PAGE_ALLOWANCE * cap):
            cost[number] += drawings[number] * dearest
    return cost


def _drawn_forms(data: bytes, number: int, heads: dict[int, bytes], forms: set[int]) -> list[int]:
    """The forms that the dictionary of a form refers to, or that objects do which it refers to (shared resources)."""
    named = [int(reference) for reference in _REFERENCE.findall(heads[number])]
    for other in [name for name in named if name not in forms][:8]:
        found = re.search(rb"(?<!\d)%d\s{1,9}\d{1,5}\s{1,9}obj\b([^\0]{0,4000}?)endobj" % other, data)
        named += [int(reference) for reference in _REFERENCE.findall(found.group(1))] if found else []
    return [name for name in named if name in forms and name != number]
