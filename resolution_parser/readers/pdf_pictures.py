"""A look at the raw pictures of a PDF before one of its pages is drawn: how large they say they are, and how large they unpack."""

from __future__ import annotations

import re
import zlib

from resolution_parser.errors import HostileFile, TooLarge
from resolution_parser.readers.base import Limits
from resolution_parser.readers.pdf_guard import streams_of

CHUNK = 1 << 18
BYTES_A_PIXEL = 8  # four colours of sixteen bits
SPARE = 10_000_000  # bytes: predictors, padding, pictures that do not say their size

_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_WIDTH = re.compile(rb"/Width\s{1,9}(\d{1,10})\b")
_HEIGHT = re.compile(rb"/Height\s{1,9}(\d{1,10})\b")


def check_pictures(data: bytes, *, name: str, limits: Limits) -> None:
    """Raise where a picture is larger than ``limits.picture_pixels``, or unpacks to more than its size asks for."""
    total = 0
    for stream in streams_of(data):
        if not _IMAGE.search(stream.head):
            continue
        pixels = _pixels(stream.head)
        if pixels > limits.picture_pixels:
            raise TooLarge(
                f"a picture in the PDF has {pixels:,} pixels, the limit is {limits.picture_pixels:,}", where=name,
                hint="save it with fewer pixels, or raise Limits.picture_pixels if it is genuine",
            )
        room = SPARE + BYTES_A_PIXEL * pixels
        made = _unpacked_size(data, stream.start, room)
        total += made
        if made > room or total > BYTES_A_PIXEL * limits.picture_pixels + limits.archive_bytes:
            raise HostileFile(
                "a picture in the PDF unpacks to more than its size asks for" if made > room else
                "the pictures in the PDF unpack to more than the limits allow", where=name,
                hint="print the PDF to a new one, or give the pictures as .tif",
            )


def _pixels(head: bytes) -> int:
    width, height = _WIDTH.search(head), _HEIGHT.search(head)
    return int(width.group(1)) * int(height.group(1)) if width and height else 0


def _unpacked_size(data: bytes, start: int, most: int) -> int:
    """Bytes that the stream gives, counted no further than past ``most``; 0 for what is no zlib (JPEG, fax)."""
    inflater = zlib.decompressobj()
    position, made, pending = start, 0, b""
    while not inflater.eof and made <= most and (pending or position < len(data)):
        if not pending:
            pending, position = data[position: position + CHUNK], position + CHUNK
        try:
            made += len(inflater.decompress(pending, CHUNK))
        except zlib.error:
            break
        pending = inflater.unconsumed_tail
    return made
