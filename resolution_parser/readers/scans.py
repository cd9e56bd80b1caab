"""A page of a scan as the PDF reader sees its own pages: words with places, in points, and ruling lines.

The page is drawn and cleaned by a process of its own (:mod:`resolution_parser.readers.page_process`), then tesseract reads it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from resolution_parser.errors import DamagedFile, HostileFile, TooLarge
from resolution_parser.readers.base import Limits
from resolution_parser.readers.ocr import recognise
from resolution_parser.readers.ocr_words import even_sizes, is_poor, lost_bullets, page_from_lines
from resolution_parser.readers.pdf_text import PageContent

Kind = Literal["pdf", "picture"]
_HINTS = {
    "pdf": "download it again, or open it in a PDF viewer and print it to a new PDF",
    "picture": "get the picture again, or open it in a viewer and save it anew as .png",
}
_START = "import sys; sys.path.insert(0, {root!r}); from resolution_parser.readers.page_process import main; sys.exit(main(sys.argv[1:]))"
FEW_WORDS = 5  # fewer show nothing of how a page lies
NO_TEXT_HINT = "look at it: a page that is blank, handwritten or blurred has to be typed, or scanned again at 300 dpi"


def check_page_count(count: int, *, name: str, limits: Limits) -> None:
    """Refuse a file with more pages to recognise than the limit allows."""
    if count > limits.ocr_pages:
        raise TooLarge(
            f"{count:,} pages would have to be recognised, the limit is {limits.ocr_pages:,}", where=name,
            hint="recognise it with a program for that, or raise Limits.ocr_pages (a page takes about two seconds)",
        )


def count_pictures(data: bytes, *, name: str, limits: Limits) -> int:
    """How many pages a picture file has."""
    return int(_ask(["count", "picture", str(limits.picture_pixels)], data, "picture", "the picture", name, limits))


def read_scan(data: bytes, number: int, *, kind: Kind, name: str, limits: Limits) -> PageContent:
    """Recognise the page of this number, from 0.

    Raises TooLarge, HostileFile and DamagedFile; each names the page.
    """
    page = _Page(data, number, kind, name, limits)
    upright = page.read(0)
    if not upright.lies:
        return upright.content
    turned = [upright, *(page.read(quarters) for quarters in (1, 2, 3))]
    return max(turned, key=lambda reading: reading.sureness).content


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read on a page that was turned in some way."""

    content: PageContent
    sideways: int
    """Words in lines that run up or down the page."""

    @property
    def lies(self) -> bool:
        """The page may lie on its side or upside down: its lines run up or down, or make no sense."""
        words = self.content.words
        return len(words) >= FEW_WORDS and (self.sideways * 2 > len(words) or is_poor(words))

    @property
    def sureness(self) -> float:
        return sum((word.confidence or 0) * len(word.text) for word in self.content.words) if not self.sideways else 0.0


@dataclass(frozen=True, slots=True)
class _Page:
    data: bytes
    number: int
    kind: Kind
    name: str
    limits: Limits

    def read(self, quarters: int) -> _Reading:
        """The page after so many quarter turns against the clock."""
        arguments = ["page", self.kind, str(self.limits.picture_pixels), str(self.number), str(quarters)]
        drawn = _ask(arguments, self.data, self.kind, f"page {self.number + 1}", self.name, self.limits)
        head, _, picture = drawn.partition(b"\n")
        lines = recognise(picture, seconds=self.limits.page_seconds, name=self.name, page=self.number + 1)
        level = [line for line in lines if not line.sideways]
        content = page_from_lines(lost_bullets(even_sizes(level), picture), _rulings(head), _size(picture))
        if len(level) * 2 < len(lines):
            content = page_from_lines(even_sizes(lines), (), _size(picture))
        return _Reading(content, sum(len(line.words) for line in lines if line.sideways))


def _rulings(head: bytes) -> list[tuple[int, int, int, int]]:
    return [(left, top, right, bottom) for left, top, right, bottom in json.loads(head)]


def _size(picture: bytes) -> tuple[int, int]:
    """Width and height out of the head of a PGM."""
    _, width, height = picture[:40].split(maxsplit=3)[:3]
    return int(width), int(height)


def _ask(arguments: Sequence[str], data: bytes, kind: Kind, what: str, name: str, limits: Limits) -> bytes:
    """What the process answers; it is killed when its time is over."""
    start = _START.format(root=str(Path(__file__).parents[2]))
    try:
        told = subprocess.run(
            [sys.executable, "-P", "-c", start, *arguments], input=data, capture_output=True, timeout=limits.page_seconds, check=False)
    except subprocess.TimeoutExpired as cause:
        raise HostileFile(
            f"drawing {what} took more than {limits.page_seconds:g} seconds", where=name,
            hint="raise Limits.page_seconds if the file is genuine",
        ) from cause
    if told.returncode == 0:
        return told.stdout
    fault, _, said = told.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2].partition(":")
    if fault == "too_large":
        raise TooLarge(f"{what}: {said}", where=name, hint="save it with fewer pixels, or raise Limits.picture_pixels if it is genuine")
    if fault == "broken":
        raise DamagedFile(f"{what} cannot be drawn ({said})", where=name, hint=_HINTS[kind])
    raise HostileFile(f"drawing {what} brought the decoder down", where=name, hint=_HINTS[kind])
