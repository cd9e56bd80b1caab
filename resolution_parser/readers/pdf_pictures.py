"""A look at the raw pictures of a PDF before one of its pages is drawn: how large they say they are, and how large they unpack."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import chain

from resolution_parser.errors import HostileFile, TooLarge
from resolution_parser.readers.base import Limits
from resolution_parser.readers.pdf_guard import FILTER_DEPTH, is_zlib, streams_of

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
    """Bytes that the stream gives at any of its layers, counted no further than past ``most``; 0 for what is no zlib (JPEG, fax)."""
    chunks: Iterator[bytes] = (data[at: at + CHUNK] for at in range(start, len(data), CHUNK))
    largest = 0
    for _ in range(FILTER_DEPTH):
        layer = _Layer(_inflated(chunks), most)
        chunks = layer.parts()
        first = next(chunks, b"")
        if not is_zlib(first[:2]):
            for _ in chunks:
                pass
            return max(largest, layer.size)
        chunks = chain((first,), chunks)
        largest = max(largest, layer.size)
    return most + 1


class _Layer:
    """Counts the bytes that pass, and lets no more pass than too many."""

    def __init__(self, parts: Iterator[bytes], most: int) -> None:
        self._parts, self._most, self.size = parts, most, 0

    def parts(self) -> Iterator[bytes]:
        for part in self._parts:
            self.size += len(part)
            yield part
            if self.size > self._most:
                return


def _inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    for chunk in chunks:
        pending = chunk
        while pending and not inflater.eof:
            try:
                yield inflater.decompress(pending, CHUNK)
            except zlib.error:
                return
            pending = inflater.unconsumed_tail
