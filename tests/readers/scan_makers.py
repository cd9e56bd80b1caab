"""Pictures of pages, and PDFs that hold nothing else."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image


def draw_pages(pdf: bytes, *, dpi: int = 300) -> list[Image.Image]:
    """The pages of a PDF as grey pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def scanned_pdf(pdf: bytes, *, dpi: int = 300) -> bytes:
    """The same pages without a text layer."""
    pages = draw_pages(pdf, dpi=dpi)
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])
    return out.getvalue()
