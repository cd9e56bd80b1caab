"""What the recognised scan of a document has in common with its text: run in processes, since recognition takes seconds a page."""

from __future__ import annotations

import difflib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pdf_rendition import render_pdf
from PIL import Image
from rendition_source import source_of
from scan_rendition import as_jpg, as_pdf, as_png, as_tif, scan_pages
from scoring import ITEM_KINDS, norm

from resolution_parser import Parser, Resolution

NEAR = 0.9  # as the scorer of the gold has it
FORMATS: dict[str, Callable[[Sequence[Image.Image]], bytes]] = {"pdf": as_pdf, "tif": as_tif, "jpg": as_jpg, "png": as_png}
ONE_PAGE = ("jpg", "png")
_Item = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Items of the text and of its scan; ``near`` counts those that are the same but for a tenth of their letters."""

    wanted: tuple[_Item, ...]
    found: tuple[_Item, ...]
    near: int
    confidences: tuple[float, ...]

    @property
    def share(self) -> float:
        return 2 * self.near / (len(self.wanted) + len(self.found))


def compare_scan(path: Path, format: str) -> Comparison:
    """A picture of one page is compared with the text of that page."""
    parser, text = Parser(), path.read_text("utf-8-sig")
    pdf = render_pdf(source_of(text))
    truth = parser.parse_text(text)
    if format in ONE_PAGE:
        pdf = _first_page(pdf)
        truth = parser.parse(io.BytesIO(pdf), name="page.pdf")
    scanned = parser.parse(io.BytesIO(FORMATS[format](scan_pages(pdf))), name=f"scan.{format}")
    wanted, found = _items(truth), _items(scanned)
    return Comparison(wanted, found, _count_near(wanted, found), tuple(item.confidence for item in scanned.items()))


def _first_page(pdf: bytes) -> bytes:
    whole, one, out = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument.new(), io.BytesIO()
    one.import_pages(whole, [0])
    one.save(out)
    return out.getvalue()


def _items(resolution: Resolution) -> tuple[_Item, ...]:
    return tuple((kind, norm(item.text)) for kind in ITEM_KINDS for item in getattr(resolution, kind))


def _count_near(wanted: Sequence[_Item], found: Sequence[_Item]) -> int:
    """Pairs of one kind, each item in one pair only."""
    left, near = list(found), 0
    for kind, text in wanted:
        likeness = {item: difflib.SequenceMatcher(None, text, item[1]).ratio() for item in left if item[0] == kind}
        best = max(likeness, key=lambda item: likeness[item], default=None)
        if best is not None and likeness[best] >= NEAR:
            left.remove(best)
            near += 1
    return near
