"""Draws one page of a scan as an upright grey picture, in a process of its own.

pdfium and the decoders of pictures are native code that cannot be stopped in the middle: here they may be killed, and take no more
memory than allowed. On stdin the file; on stdout, for ``count``, the number of pages, and for a page one line of JSON (the ruling
lines) and the picture as PGM. What is wrong is said in one line on stderr: a kind (``too_large``, ``broken``), a colon, the reason.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from typing import Any

DPI = 200  # tesseract reads 12-point letters best at this; more costs time and gives nothing
DRAWN_PIXELS = 12_000_000  # A3 at 200 dpi has 7.7 million: a page that is larger is drawn smaller
CLEANED = 1.5  # times that: the resolution (300 dpi) at which specks are looked for
CLEANABLE = 270  # dpi of a scan that is worth it
FORMATS = ("TIFF", "JPEG", "PNG", "GIF")
FORM_DEPTH = 8
BYTES_A_PIXEL = 12  # RGBA, its copy on white, and the grey one
OWN_BYTES = 1_500_000_000  # of address space that Python and the libraries ask for; they use a tenth of it


class Refused(Exception):
    """The page cannot be drawn; ``args``: the kind and the reason."""


def main(arguments: list[str]) -> int:
    """``count FORMAT PIXELS`` or ``page FORMAT PIXELS NUMBER QUARTERS``: the page from 0, and how often it is turned by 90 degrees
    against the clock; ``FORMAT`` is ``pdf`` or ``picture``."""
    what, kind, pixels = arguments[0], arguments[1], int(arguments[2])
    _limit_memory(OWN_BYTES + BYTES_A_PIXEL * pixels)
    try:
        data = sys.stdin.buffer.read()
        out = str(count_pictures(data)).encode() if what == "count" else _page(kind, data, int(arguments[3]), pixels, int(arguments[4]))
        sys.stdout.buffer.write(out)
    except Refused as refused:
        sys.stderr.write(f"{refused.args[0]}:{refused.args[1]}\n")
        return 1
    except MemoryError:
        sys.stderr.write("too_large:it needs more memory than Limits.picture_pixels allows\n")
        return 1
    except Exception as cause:  # noqa: BLE001 - the decoders raise whatever they like at broken bytes
        sys.stderr.write(f"broken:{' '.join(str(cause).split())[:200] or type(cause).__name__}\n")
        return 1
    return 0


def count_pictures(data: bytes) -> int:
    """Pages of a .tif; 1 for other pictures."""
    image = _open_picture(data)
    return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def _page(kind: str, data: bytes, number: int, pixels: int, quarters: int) -> bytes:
    from resolution_parser.readers.page_cleaning import clean_page
    from resolution_parser.readers.page_rulings import find_rulings

    draw: Callable[[bytes, int, int], Any] = _draw_pdf if kind == "pdf" else _draw_picture
    image = draw(data, number, pixels)
    image = clean_page(image.rotate(90 * quarters, expand=True) if quarters else image)
    out = io.BytesIO()
    out.write(json.dumps(find_rulings(image)).encode() + b"\n")
    image.save(out, "PPM")
    return out.getvalue()


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time is limited there, too
        return
    allowed = [limit for limit in resource.getrlimit(resource.RLIMIT_AS) if limit != resource.RLIM_INFINITY]
    least = min(size, *allowed) if allowed else size  # whoever started the parser may allow less
    resource.setrlimit(resource.RLIMIT_AS, (least, least))


def _check_pixels(size: tuple[int, int], pixels: int) -> None:
    width, height = size
    if width * height > pixels:
        raise Refused("too_large", f"a picture has {width:,} x {height:,} pixels, the limit is {pixels:,} in all")


# ------------------------------------------------------------------------------------------------ pages of a PDF


def _draw_pdf(data: bytes, number: int, pixels: int) -> Any:
    import pypdfium2

    page = pypdfium2.PdfDocument(data)[number]
    pictures = list(page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=FORM_DEPTH))
    for item in pictures:
        _check_pixels(item.get_px_size(), pixels)
    width, height = page.get_size()
    scale = min(DPI / 72, (DRAWN_PIXELS / max(width * height, 1.0)) ** 0.5)
    sharpest = max((_resolution(item) for item in pictures), default=0.0)
    fine = sharpest >= CLEANABLE
    image = page.render(scale=scale * (CLEANED if fine else 1), grayscale=True, may_draw_forms=False).to_pil()
    return _reduced(image, 1 / CLEANED) if fine else image


def _resolution(item: Any) -> float:
    """Pixels an inch that a picture of the page has."""
    left, _, right, _ = item.get_bounds()
    return float(item.get_px_size()[0] * 72 / max(right - left, 1.0))


def _reduced(image: Any, factor: float) -> Any:
    """The picture at the size for recognition; specks are taken out where it has pixels enough to tell them from full stops."""
    from PIL import Image

    from resolution_parser.readers.page_cleaning import without_specks

    if factor <= 1 / CLEANED:
        image = without_specks(image)
    size = tuple(max(round(side * factor), 1) for side in image.size)
    return image if image.size == size else image.resize(size, Image.Resampling.BICUBIC)


# ------------------------------------------------------------------------------------------------ pictures


def _open_picture(data: bytes) -> Any:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # the limit here can be set, and is asked before anything is unpacked
    return Image.open(io.BytesIO(data), formats=FORMATS)


def _draw_picture(data: bytes, number: int, pixels: int) -> Any:
    """The grey picture at about 200 dpi, turned as its camera says."""
    from PIL import ImageOps

    image = _open_picture(data)
    if number:
        image.seek(number)
    _check_pixels(image.size, pixels)
    factor = _factor(image)
    return _reduced(ImageOps.exif_transpose(_grey(image)), factor)


def _factor(image: Any) -> float:
    """What the sides are multiplied by. Without a believable resolution the longer side is taken to be that of A4."""
    longer = max(image.size)
    dpi = float(max(image.info.get("dpi", (0,))))
    inches = longer / dpi if 50 <= dpi <= 2400 and 5 <= longer / dpi <= 18 else 11.7
    factor = min(DPI * inches / longer, 3.0, (DRAWN_PIXELS / (image.size[0] * image.size[1])) ** 0.5)
    return 1.0 if 0.97 < factor < 1.03 else factor


def _grey(image: Any) -> Any:
    from PIL import Image

    if image.mode.startswith(("I", "F")):
        return _from_deep(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        coloured = image.convert("RGBA")
        paper = Image.new("RGBA", coloured.size, "white")
        return Image.alpha_composite(paper, coloured).convert("L")
    grey = image.convert("L")
    if "exif" in image.info:
        grey.info["exif"] = image.info["exif"]
    return grey


def _from_deep(image: Any) -> Any:
    """Sixteen and more bits a pixel, stretched over the greys that there are."""
    import numpy
    from PIL import Image

    values = numpy.asarray(image).astype("float32")
    low, high = float(values.min()), float(values.max())
    return Image.fromarray(((values - low) * (255.0 / max(high - low, 1.0))).astype("uint8"))
