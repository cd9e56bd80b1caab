"""Reads .pdf files: pages with a text layer as they are, others (scans, layers that are garbage) by recognising them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from resolution_parser.document import Document, DocumentBuilder
from resolution_parser.errors import DamagedFile, EncryptedFile, NoTextLayer, TooLarge, UnreadableText
from resolution_parser.readers.base import Limits, check_file_size, sha256_of
from resolution_parser.readers.ocr import missing_for_ocr
from resolution_parser.readers.ocr_words import is_poor
from resolution_parser.readers.page_writer import write_pages
from resolution_parser.readers.pdf_guard import check_pdf
from resolution_parser.readers.pdf_pictures import check_pictures
from resolution_parser.readers.pdf_text import PageContent, read_page
from resolution_parser.readers.scans import NO_TEXT_HINT, check_page_count, read_scan
from resolution_parser.readers.text_layer import is_garbage
from resolution_parser.records import Warning

_PDFIUM = threading.Lock()  # pdfium may be used by one thread at a time
_PASSWORD = 4  # FPDF_ERR_PASSWORD


class PdfReader:
    """Pages in reading order as whole paragraphs and table cells, line ends inside them kept as ``\\n``.

    Running heads and page numbers are furniture; a paragraph that runs over a page's end is two blocks.

    >>> PdfReader().read(b"PK\\x03\\x04", name="a.pdf", limits=Limits())
    Traceback (most recent call last):
    resolution_parser.errors.UnknownFormat: a.pdf: the file is no PDF but a zip archive, as .docx, .odt and .xlsx are; give the file ...
    """

    suffixes: tuple[str, ...] = (".pdf",)

    def read(self, data: bytes, *, name: str, limits: Limits) -> Document:
        """Read the whole document."""
        check_file_size(data, name=name, limits=limits)
        check_pdf(data, name=name, limits=limits)
        pages = _read_pages(data, name, limits)
        builder = DocumentBuilder()
        unreadable = _find_unreadable(pages)
        drawn = [number for number in unreadable.all if not pages[number - 1].empty]
        if drawn and missing_for_ocr() is None:
            pages = _recognise(data, pages, drawn, builder, name, limits)
        elif unreadable.all:
            _do_without(pages, unreadable, builder, name)
        write_pages(pages, builder)
        return builder.build(name=name, format="pdf", sha256=sha256_of(data), pages=len(pages))


def _read_pages(data: bytes, name: str, limits: Limits) -> list[PageContent]:
    with _PDFIUM:
        document = _open(data, name)
        try:
            count = len(document)
            if count > limits.pages:
                raise TooLarge(f"the PDF has {count:,} pages, the limit is {limits.pages:,}", where=name, hint="raise Limits.pages")
            if not count:
                raise DamagedFile("the PDF has no pages", where=name, hint="open it in a PDF viewer and print it to a new PDF")
            return list(_each_page(document, count, name, limits))
        finally:
            document.close()


def _open(data: bytes, name: str) -> Any:
    import pypdfium2  # 65 ms

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as cause:
        if getattr(cause, "err_code", None) == _PASSWORD:
            raise EncryptedFile(
                "the PDF is protected by a password", where=name, hint="open it with its password and save it without",
            ) from cause
        raise DamagedFile(
            "the PDF is broken", where=name, hint="download it again, or open it in a PDF viewer and print it to a new PDF",
        ) from cause


def _each_page(document: Any, count: int, name: str, limits: Limits) -> Iterator[PageContent]:
    import pypdfium2

    chars = 0
    for index in range(count):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            yield PageContent()  # said in a warning, as a page without text
            continue
        try:
            content = read_page(page, max_chars=limits.text_chars - chars)
        except pypdfium2.PdfiumError:
            content = PageContent()
        finally:
            page.close()
        chars += content.chars
        if chars > limits.text_chars:
            raise TooLarge(f"the text has more than {limits.text_chars:,} characters", where=name, hint="raise Limits.text_chars")
        yield content


# ------------------------------------------------------------------------------------------------ is it readable


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unreadable:
    """Numbers of pages, from 1: those without a text layer, and those whose text layer is garbage."""

    bare: tuple[int, ...]
    garbage: tuple[int, ...]

    @property
    def all(self) -> tuple[int, ...]:
        return tuple(sorted((*self.bare, *self.garbage)))


def _find_unreadable(pages: Sequence[PageContent]) -> _Unreadable:
    bare = tuple(number for number, page in enumerate(pages, 1) if not page.words or page.picture)
    return _Unreadable(
        bare=bare, garbage=tuple(number for number, page in enumerate(pages, 1) if number not in bare and is_garbage(page.words)))


def _do_without(pages: Sequence[PageContent], unreadable: _Unreadable, builder: DocumentBuilder, name: str) -> None:
    """Where nothing can be recognised on this machine: refuse the PDF, or warn where only some pages are lost."""
    missing = missing_for_ocr()
    install = f"to have it recognised, {missing[1]}; or give a file with its text" if missing is not None else ""
    if len(unreadable.bare) == len(pages):
        blank = all(page.empty for page in pages)
        what = "the pages of the PDF are blank" if blank else "the PDF has no text layer: its pages are pictures"
        raise NoTextLayer(what, where=name, hint=NO_TEXT_HINT if blank else install)
    if len(unreadable.all) == len(pages):
        raise UnreadableText("the text layer is garbage: the fonts do not say which letters they draw", where=name, hint=install)
    if unreadable.bare:
        builder.warn(Warning(code="reader", message=f"no text layer on {_pages_named(unreadable.bare)}; {install}", span=None))
    if unreadable.garbage:
        message = f"the text layer of {_pages_named(unreadable.garbage)} is garbage; {install}"
        builder.warn(Warning(code="reader", message=message, span=None))


def _recognise(
    data: bytes, pages: list[PageContent], numbers: Sequence[int], builder: DocumentBuilder, name: str, limits: Limits,
) -> list[PageContent]:
    """The pages with these recognised; a page that cannot be drawn is left out with a warning."""
    check_pictures(data, name=name, limits=limits)
    check_page_count(len(numbers), name=name, limits=limits)
    found = list(pages)
    lost: dict[int, DamagedFile] = {}
    for number in numbers:
        try:
            found[number - 1] = read_scan(data, number - 1, kind="pdf", name=name, limits=limits)
        except DamagedFile as damaged:
            lost[number], found[number - 1] = damaged, PageContent()
    if len(lost) == len(pages):
        raise lost[numbers[0]]
    for number, fault in lost.items():
        builder.warn(Warning(code="reader", message=f"page {number} is left out: {fault.what}", span=None))
    read = [number for number in numbers if found[number - 1].words]
    if not any(page.words for page in found):
        raise NoTextLayer("the pages are pictures, and no text was recognised on them", where=name, hint=NO_TEXT_HINT)
    _check_recognised(found, numbers, builder, name)
    if read:
        builder.warn(Warning(code="reader", message=f"the text of {_pages_named(read)} was recognised on a picture (OCR)", span=None))
    return found


def _check_recognised(pages: Sequence[PageContent], numbers: Sequence[int], builder: DocumentBuilder, name: str) -> None:
    """Warn of pages that were hardly readable; refuse a PDF that is nothing else."""
    poor = [number for number in numbers if is_poor(pages[number - 1].words)]
    if len(poor) == len(pages):
        raise UnreadableText("what was recognised on the pages is no readable Russian", where=name, hint=NO_TEXT_HINT)
    if poor:
        builder.warn(Warning(code="reader", message=f"{_pages_named(poor)} could hardly be read; {NO_TEXT_HINT}", span=None))


def _pages_named(numbers: Sequence[int]) -> str:
    return ("page " if len(numbers) == 1 else "pages ") + ", ".join(map(str, numbers))
