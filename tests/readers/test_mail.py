"""Letters, web archives and archives: which of their files is the document, and what is said where none or several are."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from docx_makers import docx, p
from mail_makers import archive, letter, web_archive

from resolution_parser.errors import DamagedFile, EncryptedFile, HostileFile, InputError, SeveralDocuments, TooLarge, UnknownFormat
from resolution_parser.readers.base import Limits, sha256_of
from resolution_parser.readers.detect import read_bytes

DOCX = docx(p("РЕШЕНИЕ съезда"), p("Поручить школам провести смотр."))
TEXT = "РЕШЕНИЕ съезда\n\nПоручить школам провести смотр.\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)
XLSX = io.BytesIO()
with zipfile.ZipFile(XLSX, "w") as made:
    made.writestr("xl/workbook.xml", "<a/>")


@pytest.mark.parametrize(("data", "name", "format", "reason"), [
    (letter(TEXT), "a.eml", "txt", "the letter is the document"),
    (letter("см. HTML", html="<p>РЕШЕНИЕ съезда</p><ol><li>Поручить школам</ol>".encode()), "a.eml", "html", "the richer of two forms"),
    (letter(attached=(("Решение.docx", DOCX),)), "a.eml", "docx", "a document behind a covering text"),
    (letter(attached=(("Решение.docx", DOCX), ("logo.png", PNG), ("план.xlsx", XLSX.getvalue()))), "a.eml", "docx", "pictures and workbooks are no documents"),
    (letter(attached=(("Решение.docx", DOCX), ("ATT00001.txt", b"checked for viruses"))), "a.txt", "docx", "a text beside a Word file is none"),
    (letter(attached=(("решение.txt", TEXT.encode("koi8-r")),)), "a.eml", "txt", "an attached text"),
    (letter(attached=(("Решение.zip", archive(("Решение.docx", DOCX))),)), "a.eml", "docx", "an archive in a letter"),
    (letter(attached=(("fwd.eml", letter(attached=(("Решение.docx", DOCX),))),)), "a.eml", "docx", "a letter in a letter"),
    (web_archive("<html><body><p>РЕШЕНИЕ съезда</p></body></html>".encode()), "a.mht", "html", "a page with its pictures"),
    (archive(("Решение.docx", DOCX)), "a.zip", "docx", "an archive"),
    (archive(("папка/Решение.docx", DOCX), ("__MACOSX/папка/._Решение.docx", b"\0\5\x16\7"), ("Thumbs.db", PNG), ("readme.txt", b"text")), "a.zip", "docx",
     "what systems leave in archives"),
    (archive(("../../../etc/решение.docx", DOCX)), "a.zip", "docx", "a path that leads outside is a name like any other"),
])
def test_the_one_document_is_read(data: bytes, name: str, format: str, reason: str) -> None:
    document = read_bytes(data, name=name)
    assert (document.format, document.name, document.sha256) == (format, name, sha256_of(data)), reason
    assert "РЕШЕНИЕ съезда" in document.text


def encoded(text: str, encoding: str, charset: str, kind: str = "plain") -> bytes:
    head = f"From: a\nMIME-Version: 1.0\nContent-Type: text/{kind}; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    return head.encode() + text.encode(encoding)


@pytest.mark.parametrize(("data", "expected", "reason"), [
    (encoded("дб", "koi8-r", "koi8-r"), "дб", "two letters tell nothing of their encoding, but the letter does"),
    (encoded("Решили провести смотр школ", "cp1251", "us-ascii"), "Решили провести смотр школ", "a program that knows nothing of Russian"),
    (encoded("Решили смотр", "cp1251", "iso-8859-1"), "Решили смотр", "an encoding without Russian letters"),
    (encoded("Решили провести смотр школ", "cp1251", "koi8-r"), "Решили провести смотр школ", "a program that is wrong"),
    (encoded("Решили провести смотр школ", "cp1251", "utf-8"), "Решили провести смотр школ", "a program that is wrong"),
    (encoded("Решили", "cp1251", "no-such-encoding"), "Решили", "an encoding that nobody knows"),
    (encoded("<meta charset=utf-8><p>дб</p>", "koi8-r", "koi8-r", "html"), "дб", "the letter's word before the page's"),
])
def test_the_encoding_that_a_letter_names_is_believed_where_it_gives_russian(data: bytes, expected: str, reason: str) -> None:
    assert read_bytes(data, name="a.eml").text.strip() == expected, reason


def test_a_covering_text_that_is_left_out_is_told_of() -> None:
    document = read_bytes(letter(attached=(("Решение.docx", DOCX),)), name="a.eml")
    assert [warning.message for warning in document.warnings] == ["The text of the letter was left out: its attachment was read"]
    assert read_bytes(letter(TEXT), name="a.eml").warnings == ()


@pytest.mark.parametrize(("data", "error", "message"), [
    (letter(attached=(("Решение.docx", DOCX), ("Протокол.docx", DOCX))), SeveralDocuments, r"several documents: 'Решение.docx', 'Протокол.docx'; save"),
    (archive(("1.docx", DOCX), ("папка/2.docx", DOCX)), SeveralDocuments, r"'1.docx', '2.docx'; unpack it .*convert"),
    (archive(*((f"{rank}.docx", DOCX) for rank in range(9))), SeveralDocuments, "and 4 more"),
    (letter("", attached=(("план.xlsx", XLSX.getvalue()),)), UnknownFormat, r"no document that can be read, only 'план.xlsx'; give one"),
    (archive(("фото.png", PNG)), DamagedFile, r"фото.png: the picture cannot be drawn"),
    (archive(), UnknownFormat, "no file at all"),
    (letter(attached=(("Решение.docx", DOCX[:300]),)), DamagedFile, r"a.bin: Решение.docx: .*zip"),
])
def test_what_is_there_is_named_where_it_is_not_one_document(data: bytes, error: type[InputError], message: str) -> None:
    with pytest.raises(error, match=message):
        read_bytes(data, name="a.bin")


def nested(times: int) -> bytes:
    data = DOCX
    for _ in range(times):
        data = archive(("a.zip", data)) if data is not DOCX else archive(("a.docx", data))
    return data


def test_archives_within_each_other_are_read_to_a_limit() -> None:
    assert read_bytes(nested(4), name="a.zip").format == "docx"
    with pytest.raises(HostileFile, match="container_depth"):
        read_bytes(nested(5), name="a.zip")
    assert read_bytes(nested(5), name="a.zip", limits=Limits(container_depth=5)).format == "docx"


def boundaries(depth: int) -> bytes:
    head = b"MIME-Version: 1.0\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (rank, rank) for rank in range(depth))
    return head + b"Content-Type: text/plain\n\ntext\n" * 1_000


def locked() -> bytes:
    data = bytearray(archive(("a.docx", DOCX)))
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(("data", "error", "reason"), [
    (boundaries(70), HostileFile, "parts within parts"),
    (boundaries(2_000), TooLarge, "parts within parts without end"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\ntext\n" * 20_000, TooLarge, "parts without end"),
    (b"From: a\nMIME-Version: 1.0\nContent-Type: image/png;\n name=\"" + b"=?utf-8?q?" * 100_000 + b"\"\n\n\x89PNG\r\n\x1a\n", DamagedFile, "a name that never ends"),
    (b"From: a\nMIME-Version: 1.0\nContent-Disposition: attachment; filename*0*=utf-9''%ff%\nContent-Type: text/plain; charset=\xff\n\n", UnknownFormat, "a name in no encoding"),
    (b"From: a\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n=====", InputError, "base64 that is none"),
    (locked(), EncryptedFile, "a password"),
    (archive(("a.docx", DOCX))[:200], DamagedFile, "cut off"),
])
def test_hostile_letters_and_archives_end_soon(data: bytes, error: type[InputError], reason: str) -> None:
    start = time.process_time()
    with pytest.raises(error):
        read_bytes(data, name="a.eml")
    assert time.process_time() - start < 2.0, reason
