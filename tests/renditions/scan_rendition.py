"""Renders a PDF as a scanner would: grey pages at 300 dpi, each laid a little askew, with noise; in any format that scanners write."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy
import pypdfium2
from PIL import Image

DPI = 300
SKEW = 0.8  # degrees, to the left and to the right in turn
GRAIN = 12.0  # greys by which each pixel wanders
SPECKS = 0.002  # of the pixels turn black, and as many white


def scan_pages(pdf: bytes, *, dpi: int = DPI, skew: float = SKEW, grain: float = GRAIN, specks: float = SPECKS) -> list[Image.Image]:
    """The pages as pictures; the same bytes give the same noise."""
    chance = numpy.random.default_rng(1)
    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()
    return [_scanned(page, skew if rank % 2 else -skew, grain, specks, chance) for rank, page in enumerate(drawn)]


def _scanned(page: Image.Image, skew: float, grain: float, specks: float, chance: numpy.random.Generator) -> Image.Image:
    laid = page.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    greys = numpy.asarray(laid).astype("int16")
    greys += chance.normal(0, grain, greys.shape).astype("int16")
    dice = chance.random(greys.shape)
    greys[dice < specks] = 0
    greys[dice > 1 - specks] = 255
    return Image.fromarray(greys.clip(0, 255).astype("uint8"))


def as_pdf(pages: Sequence[Image.Image]) -> bytes:
    """A PDF that holds nothing but a JPEG for each page."""
    return _saved(pages, "PDF", resolution=DPI, quality=80)


def as_tif(pages: Sequence[Image.Image]) -> bytes:
    """A black and white fax of several pages."""
    return _saved([page.point(lambda grey: 255 * (grey > 150)).convert("1") for page in pages], "TIFF", compression="group4", dpi=(DPI, DPI))


def as_jpg(pages: Sequence[Image.Image]) -> bytes:
    """The first page, without a resolution that would tell the size of the paper."""
    return _saved(pages[:1], "JPEG", quality=85)


def as_png(pages: Sequence[Image.Image]) -> bytes:
    """The first page, in colour."""
    return _saved([pages[0].convert("RGB")], "PNG")


def _saved(pages: Sequence[Image.Image], format: str, **options: object) -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": list(pages[1:])} if len(pages) > 1 else {}
    pages[0].save(out, format, **more, **options)
    return out.getvalue()
