"""What a file is, by its content, and how it is opened."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest

from resolution_parser.document import Document, DocumentBuilder
from resolution_parser.errors import EmptyFile, EncryptedFile, FileMissing, InputError, NotAFile, TooLarge, UnknownFormat
from resolution_parser.readers.base import Limits, sha256_of
from resolution_parser.readers.detect import default_readers, detect_format, read_bytes, read_path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zip_of(*names: str, first: bytes = b"") -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if first:
            archive.writestr("mimetype", first)
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


def ole_of(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(400)


def docx_of(text: str) -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph(text)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(("data", "name", "kind", "reason"), [
    (zip_of("[Content_Types].xml", "word/document.xml"), "a.pdf", "docx", "the content decides, not the suffix"),
    (zip_of("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "a.docm", "docx", "a document with macros"),
    (zip_of("word/document.xml"), "a.dotx", "docx", "a template"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n", "a.doc", "eml", "a web archive of Word by the name of .doc"),
    (zip_of("word/document.xml")[:-30], "a", "docx", "a cut off .docx is for its reader to refuse"),
    (zip_of("xl/workbook.xml"), "a.docx", "xlsx", "a renamed workbook"),
    (zip_of("ppt/presentation.xml"), "a.zip", "pptx", "a presentation"),
    (zip_of("content.xml", first=b"application/vnd.oasis.opendocument.text"), "a", "odt", "OpenDocument names itself first"),
    (zip_of("content.xml", "META-INF/manifest.xml"), "a", "odt", "OpenDocument packed by another program"),
    (zip_of("OEBPS/1.html", first=b"application/epub+zip"), "a", "epub", "an e-book"),
    (zip_of("резолюция.txt"), "a.zip", "zip", "an archive of documents"),
    (b"%PDF-1.4\n", "a.docx", "pdf", "a renamed PDF"),
    (b"\n\r junk %PDF-1.4\n", "a", "pdf", "PDF readers take junk before the header"),
    (ole_of("WordDocument"), "a.docx", "doc", "an old document with a new suffix"),
    (ole_of("Workbook"), "a", "xls", "an old workbook"),
    (OLE + "шрифт Book Antiqua".encode("utf-16-le"), "a.doc", "doc", "a .doc that is cut off before its directory is no workbook"),
    (ole_of("Nothing"), "a", "ole", "another old file"),
    (b"{\\rtf1\\ansi", "a.doc", "rtf", "Word saves RTF as .doc, too"),
    (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.docx", "image", "a picture"),
    (b"\xff\xd8\xff\xe0" + bytes(50), "a", "image", "a photograph"),
    (b"From: a@b.ru\nSubject: =?utf-8?B?0KA=?=\nMIME-Version: 1.0\n\ntext", "a.txt", "eml", "a letter"),
    (b"<?xml version='1.0'?><w:document/>", "a", "xml", "a part of a Word package"),
    ("<!DOCTYPE html><p>Решение".encode(), "a.txt", "html", "a page with the wrong suffix"),
    ("\ufeff  <!-- x --><HTML>".encode("utf-16"), "a", "html", "a page in UTF-16"),
    (b"<?xml version='1.0'?><html xmlns='x'>", "a", "html", "XHTML"),
    ("<p>Решение</p>".encode(), "a", "html", "a piece of a page"),
    ("Решение <br> съезда".encode("cp1251"), "a.html", "html", "the suffix helps where there is a tag"),
    ("Решение <b>съезда</b>: <br>".encode(), "a.txt", "txt", "some tags in a text"),
    ("Решение съезда".encode(), "a.html", "txt", "a page without any tag is text"),
    ("Решение: 2 < 3 и 5 > 4".encode(), "a", "txt", "signs are no tags"),
    ("РЕШЕНИЕ".encode("utf-16-le"), "a", "txt", "UTF-16 without a mark"),
    ("Решение съезда".encode("cp866"), "a.docx", "txt", "text with a wrong suffix"),
])
def test_format_is_told_by_content(data: bytes, name: str, kind: str, reason: str) -> None:
    assert detect_format(data, name=name) == kind, reason


@pytest.mark.parametrize(("data", "what"), [
    (ole_of("__properties_version1.0"), r"\.msg\b.*\.eml"), (zip_of("content.xml", first=b"application/vnd.oasis.opendocument.spreadsheet"), r"\.ods\b"),
    (zip_of("xl/workbook.xml"), "Excel"), (b"AT&TFORM....", "recognise"), (b'{"schema_version": "1.0", "tasks": []}', "JSON.*view"), (bytes(range(256)), "binary"),
])
def test_what_cannot_be_read_is_named_with_a_way_out(data: bytes, what: str) -> None:
    with pytest.raises(UnknownFormat, match=what):
        read_bytes(data, name="a.bin")


def test_an_office_file_with_a_password_is_said_to_be_encrypted() -> None:
    with pytest.raises(EncryptedFile, match="password"):
        detect_format(ole_of("EncryptedPackage"), name="a.docx")


def test_a_docx_renamed_to_pdf_is_read_as_docx() -> None:
    document = read_bytes(docx_of("РЕШЕНИЕ"), name="a.pdf")
    assert (document.format, document.text, document.name) == ("docx", "РЕШЕНИЕ", "a.pdf")


@pytest.mark.parametrize("data", [b"", b"\n \r\n", bytes(20)])
def test_empty_bytes_are_an_empty_file(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        read_bytes(data, name="a.docx")


def test_a_file_is_read_with_its_name_and_hash(tmp_path: Path) -> None:
    path = tmp_path / "решение.txt"
    path.write_bytes("РЕШЕНИЕ\r\n".encode("koi8-r"))
    document = read_path(path)
    assert (document.name, document.text, document.sha256) == ("решение.txt", "РЕШЕНИЕ\n", sha256_of(path.read_bytes()))
    assert read_path(str(path), encoding="koi8-r").text == "РЕШЕНИЕ\n"


@pytest.mark.parametrize(("name", "error", "message"), [
    ("missing.txt", FileMissing, "no such file"),
    ("file.txt/inside.txt", FileMissing, "no such file"),
    ("nul\0byte", FileMissing, "null"),
    ("a" * 300, FileMissing, "too long"),
    (".", NotAFile, "directory"),
    ("pipe", NotAFile, "pipe"),
])
def test_what_cannot_be_opened_says_why(tmp_path: Path, name: str, error: type[InputError], message: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(error, match=message):
        read_path(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(FileMissing, match="permission"):
        read_path(path)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    with pytest.raises(TooLarge, match="file_bytes"):
        read_path(path)
    with pytest.raises(TooLarge, match="file_bytes"):
        read_bytes(b"12345", name="a", limits=Limits(file_bytes=4))


class ScanReader:
    suffixes = (".djvu", ".notes")

    def read(self, data: bytes, *, name: str, limits: Limits) -> Document:
        builder = DocumentBuilder()
        builder.add("из другого читателя")
        return builder.build(name=name, format="djvu", sha256=sha256_of(data))


def test_given_readers_take_formats_that_are_not_built_in() -> None:
    readers = {**default_readers(), "djvu": ScanReader()}
    assert read_bytes(b"AT&TFORM", name="a.doc", readers=readers).format == "djvu"
    assert read_bytes("текст".encode(), name="a.notes", readers=readers).format == "djvu", "a suffix of its own"
    assert read_bytes("текст".encode(), name="a.txt", readers=readers).format == "txt"
    with pytest.raises(UnknownFormat):
        read_bytes("текст".encode(), name="a.txt", readers={"djvu": ScanReader()})


def test_plugins_are_found_and_built_ins_win_over_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "plugin-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[resolution_parser.readers]\ndjvu = scan_plugin:Reader\ntxt = scan_plugin:Reader\n")
    (tmp_path / "scan_plugin.py").write_text(
        "from resolution_parser.readers.text import TextReader\n\n\nclass Reader(TextReader):\n    plugged = True\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    readers = default_readers()
    assert hasattr(readers["djvu"], "plugged")
    assert not hasattr(readers["txt"], "plugged")
    assert read_bytes(b"AT&TFORM", name="a.rtf").text == "AT&TFORM"


def test_importing_and_reading_text_loads_no_heavy_library() -> None:
    code = ("import sys; from resolution_parser.readers.detect import read_bytes; read_bytes(b'text', name='a.txt');"
            "print([m for m in ('lxml', 'docx', 'pdfplumber', 'pypdfium2', 'spacy', 'pymorphy3') if m in sys.modules])")
    loaded: Sequence[str] = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert loaded == ["[]"]
