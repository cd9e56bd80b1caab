"""Reads pictures of pages (.tif with any number of them, .jpg, .png, .gif) by recognising their text."""

from __future__ import annotations

from resolution_parser.document import Document, DocumentBuilder
from resolution_parser.errors import NoTextLayer, UnreadableText
from resolution_parser.readers.base import Limits, check_file_size, sha256_of
from resolution_parser.readers.ocr import check_ocr
from resolution_parser.readers.ocr_words import is_poor
from resolution_parser.readers.page_writer import write_pages
from resolution_parser.readers.scans import NO_TEXT_HINT, check_page_count, count_pictures, read_scan
from resolution_parser.records import Warning


class PictureReader:
    """Pages in reading order, as those of a PDF; all of their words are recognised, and may be wrong.

    Besides InputError it raises MissingExtra where tesseract, its Russian or Pillow is not installed.
    """

    suffixes: tuple[str, ...] = (".tif", ".tiff", ".jpg", ".jpeg", ".png", ".gif")

    def read(self, data: bytes, *, name: str, limits: Limits) -> Document:
        """Read the whole document."""
        check_file_size(data, name=name, limits=limits)
        check_ocr(name=name)
        count = count_pictures(data, name=name, limits=limits)
        check_page_count(count, name=name, limits=limits)
        pages = [read_scan(data, number, kind="picture", name=name, limits=limits) for number in range(count)]
        if not any(page.words for page in pages):
            raise NoTextLayer("no text was recognised on the picture", where=name, hint=NO_TEXT_HINT)
        if all(is_poor(page.words) for page in pages):
            raise UnreadableText("what was recognised on the picture is no readable Russian", where=name, hint=NO_TEXT_HINT)
        builder = DocumentBuilder()
        builder.warn(Warning(code="reader", message="the text was recognised on a picture (OCR)", span=None))
        write_pages(pages, builder)
        return builder.build(name=name, format="image", sha256=sha256_of(data), pages=count)
