"""What every reader is and the limits that all of them keep."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol

from resolution_parser.document import Document
from resolution_parser.errors import TooLarge


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on what a file may cost; sizes in bytes, ``text_chars`` in code points, times in seconds. All can be set."""

    file_bytes: int = 50_000_000
    archive_members: int = 2_000
    member_bytes: int = 100_000_000
    archive_bytes: int = 500_000_000
    archive_ratio: int = 100
    """A member over 10 MB may be at most so many times its packed size."""
    archive_documents: int = 200_000
    """Members of a zip archive of documents that is converted as a folder is."""
    text_chars: int = 20_000_000
    list_depth: int = 32
    table_depth: int = 16
    pages: int = 5_000
    picture_pixels: int = 100_000_000
    """Of a scanned page or picture: A4 at 1,000 dpi."""
    ocr_pages: int = 500
    """Pages whose text is recognised, at two seconds each."""
    page_seconds: float = 60.0
    """For drawing a scanned page, and again for recognising it."""
    rtf_depth: int = 1_000
    """Groups within groups."""
    mail_parts: int = 1_000
    container_depth: int = 4
    """Letters and archives within each other."""
    office_seconds: int = 60
    """What LibreOffice may take for one file, where a reader needs it."""


class Reader(Protocol):
    """Turns the bytes of one format into a document.

    ``suffixes`` are lower case, with the dot. ``read`` raises only :class:`~resolution_parser.errors.InputError`,
    and :class:`~resolution_parser.errors.MissingExtra` where it needs what is not installed.
    """

    suffixes: tuple[str, ...]

    def read(self, data: bytes, *, name: str, limits: Limits) -> Document:
        """Read the whole document; ``name`` is for messages and for ``Source.name``."""
        ...


def sha256_of(data: bytes) -> str:
    """Hexadecimal SHA-256 of the bytes."""
    return hashlib.sha256(data).hexdigest()


def check_file_size(data: bytes, *, name: str, limits: Limits) -> None:
    """Refuse a file over the limit before anything is unpacked."""
    if len(data) > limits.file_bytes:
        raise TooLarge(
            f"the file has {len(data):,} bytes, the limit is {limits.file_bytes:,}", where=name,
            hint="raise Limits.file_bytes if the file is genuine",
        )
