"""Broken and hostile files, the whole way through ``Parser.parse``: which error, which exit code, how long, how much memory."""

from __future__ import annotations

import base64
import io
import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx_makers import declare_size, docx, p, pack, parts
from pdf_makers import Sheet, draw, raw_pdf
from reportlab.lib import pdfencrypt

from resolution_parser import Parser, errors

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 2.0
MEGABYTES = 100.0
RUSSIAN = "РЕШЕНИЕ съезда\n\nСъезд решил:\n1. Поручить школам до 1 мая 2021 года провести смотр.\n"
DOCX = docx(*(p(line) for line in RUSSIAN.split("\n") if line))
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
BOMB_OF_ENTITIES = "<!DOCTYPE a [<!ENTITY a 'аааааааааа'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)) + "]>"
XXE = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"


def pdf(*lines: str) -> bytes:
    return draw(lambda sheet: [sheet.line(line) for line in lines])


PDF = pdf(*(line for line in RUSSIAN.split("\n") if line))


def locked_pdf() -> bytes:
    sheet = Sheet(encrypt=pdfencrypt.StandardEncryption("secret", ownerPassword="owner"))
    sheet.line("Решили: одобрить.")
    return sheet.data()


def with_part(name: str, content: str) -> bytes:
    return pack({**parts(p("Решили: одобрить отчёт.")), name: content})


def zip_bomb(member: str, size: int = 300_000_000) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(p("Решили")).items():
            if name != member:
                archive.writestr(name, content)
        with archive.open(member, "w") as inside:
            for _ in range(size // 10_000_000):
                inside.write(b" " * 10_000_000)
    return packed.getvalue()


def many_members() -> bytes:
    return pack({**parts(p("Решили")), **{f"word/{rank}.xml": b"" for rank in range(3_000)}})


def odt(content: str) -> bytes:
    return pack({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def nested_zip(times: int) -> bytes:
    data = pack({"a.docx": DOCX})
    for _ in range(times):
        data = pack({"a.zip": data})
    return data


def html(inside: str) -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{inside}</body></html>".encode()


Maker = Callable[[], bytes]
REFUSED: list[tuple[str, str, str, Maker]] = [
    # what it is, the file's name, the error, its bytes
    ("no bytes", "a.docx", "EmptyFile", lambda: b""),
    ("no bytes", "a.pdf", "EmptyFile", lambda: b""),
    ("white space only", "a.txt", "EmptyFile", lambda: b" \r\n\t" * 1_000),
    ("a byte order mark only", "a.txt", "EmptyFile", lambda: b"\xef\xbb\xbf"),
    ("invisible signs only", "a.txt", "EmptyFile", lambda: "\u200b\u00a0\u2060".encode() * 100),
    ("a page without text", "a.html", "EmptyFile", lambda: html("<script>x</script>")),
    ("a document without text", "a.docx", "EmptyFile", lambda: docx("<w:p/>")),
    ("junk", "a.docx", "UnknownFormat", lambda: random.Random(1).randbytes(200_000)),
    ("junk", "a.pdf", "UnknownFormat", lambda: random.Random(2).randbytes(200_000)),
    ("junk", "a.txt", "UnknownFormat", lambda: random.Random(3).randbytes(200_000)),
    ("junk", "a.html", "UnknownFormat", lambda: random.Random(4).randbytes(200_000)),
    ("an old file without streams", "a.doc", "DamagedFile", lambda: OLE + "WordDocument".encode("utf-16-le") + b"\0" * 5_000),
    ("an old workbook", "a.xls", "UnknownFormat", lambda: OLE + "Workbook".encode("utf-16-le") + b"\0" * 5_000),
    ("a head and junk", "a.doc", "DamagedFile", lambda: OLE + "WordDocument".encode("utf-16-le") + random.Random(6).randbytes(500_000)),
    ("allocation tables in circles", "a.doc", "UnknownFormat", lambda: OLE + b"\0" * 16 + b"\x3e\0\3\0\xfe\xff\x09\0\6\0" + b"\0" * 1_000_000
     + "WordDocument".encode("utf-16-le")),
    ("a head and junk", "a.rtf", "UnreadableText", lambda: b"{\\rtf1 " + bytes(byte for byte in random.Random(7).randbytes(200_000) if byte not in b"{}\\")),
    ("groups without end", "a.rtf", "HostileFile", lambda: b"{\\rtf1 " + b"{" * 900_000),
    ("control words without end", "a.rtf", "TooLarge", lambda: b"{\\rtf1 " + b"\\b" * 2_000_000),
    ("an entity bomb", "a.odt", "HostileFile", lambda: odt(f"{BOMB_OF_ENTITIES}<a>&i;</a>")),
    ("XXE", "a.odt", "HostileFile", lambda: odt(f"{XXE}<a>&x;</a>")),
    ("a zip bomb", "a.odt", "HostileFile", lambda: zip_bomb("content.xml").replace(b"word/", b"wor_/")),
    ("endless nesting", "a.odt", "HostileFile", lambda: odt("<a>" * 100_000)),
    ("cut in half", "a.odt", "DamagedFile", lambda: odt("<a/>")[:100]),
    ("a zip bomb", "a.zip", "HostileFile", lambda: zip_bomb("big.txt").replace(b"word/", b"wor_/")),
    ("several documents", "a.zip", "SeveralDocuments", lambda: pack({"a.txt": RUSSIAN, "b.txt": RUSSIAN})),
    ("archives in archives", "a.zip", "HostileFile", lambda: nested_zip(30)),
    ("3,000 members", "a.zip", "TooLarge", lambda: pack({f"{rank}.txt": b"" for rank in range(3_000)})),
    ("parts within parts", "a.eml", "TooLarge", lambda: b"MIME-Version: 1.0\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (rank, rank) for rank in range(5_000))),
    ("parts without end", "a.eml", "TooLarge", lambda: b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\ntext\n" * 30_000),
    ("pictures only", "a.mht", "DamagedFile", lambda: b"From: a\nMIME-Version: 1.0\nContent-Type: image/png\n\n\x89PNG\r\n\x1a\n"),
    ("mojibake beyond repair", "a.txt", "UnreadableText", lambda: RUSSIAN.encode("cp1251").decode("utf-8", "replace").encode() * 20),
    ("cut in half", "a.docx", "DamagedFile", lambda: DOCX[:len(DOCX) // 2]),
    ("the last byte missing", "a.docx", "DamagedFile", lambda: DOCX[:-1]),
    ("the head of an archive only", "a.docx", "DamagedFile", lambda: b"PK\x03\x04" + b"\0" * 100_000),
    ("no main part", "a.docx", "DamagedFile", lambda: pack({"word/other.xml": "<a/>", "[Content_Types].xml": "<Types/>"})),
    ("broken XML", "a.docx", "DamagedFile", lambda: with_part("word/document.xml", "<w:document><w:body>")),
    ("cut in half", "a.pdf", "DamagedFile", lambda: PDF[:len(PDF) // 2]),
    ("a header only", "a.pdf", "DamagedFile", lambda: b"%PDF-1.7\n"),
    ("a header and junk", "a.pdf", "DamagedFile", lambda: b"%PDF-1.7\n" + random.Random(5).randbytes(500_000)),
    ("brackets without end", "a.pdf", "DamagedFile", lambda: b"%PDF-1.7\n1 0 obj " + b"[" * 500_000),
    ("a password", "a.docx", "EncryptedFile", lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")),
    ("a password", "a.pdf", "EncryptedFile", locked_pdf),
    ("a drawing only", "a.pdf", "NoTextLayer", lambda: raw_pdf(b"0 0 m 100 100 l S")),
    *((f"XXE in {part}", "a.docx", "HostileFile", lambda part=part: with_part(part, f"{XXE}<a>&x;</a>")) for part in (
        "word/document.xml", "word/styles.xml", "word/numbering.xml", "word/header1.xml", "word/_rels/document.xml.rels", "_rels/.rels",
        "[Content_Types].xml", "docProps/core.xml")),
    *((f"an entity bomb in {part}", "a.docx", "HostileFile", lambda part=part: with_part(part, f"{BOMB_OF_ENTITIES}<a>&i;</a>")) for part in (
        "word/document.xml", "word/numbering.xml", "word/_rels/document.xml.rels", "customXml/item1.xml")),
    ("a zip bomb", "a.docx", "HostileFile", lambda: zip_bomb("word/document.xml")),
    ("a zip bomb beside the text", "a.docx", "HostileFile", lambda: zip_bomb("word/media/image1.png")),
    ("a zip bomb that says it is small", "a.docx", "HostileFile", lambda: declare_size(zip_bomb("word/document.xml"), "word/document.xml", 1_000)),
    ("3,000 members", "a.docx", "TooLarge", many_members),
    ("endless nesting", "a.docx", "HostileFile", lambda: docx("<w:tbl><w:tr><w:tc>" * 20_000)),
    ("endless nesting", "a.html", "HostileFile", lambda: html("<div>" * 200_000)),
    ("tables within tables", "a.html", "HostileFile", lambda: html("<table><tr><td>" * 20_000)),
]
READ: list[tuple[str, str, Maker]] = [
    ("a .docx by the name of .pdf", "a.pdf", lambda: DOCX),
    ("a .pdf by the name of .docx", "a.docx", lambda: PDF),
    ("a text by the name of .docx", "a.docx", lambda: RUSSIAN.encode("cp1251") * 3),
    ("mojibake that can be undone", "a.txt", lambda: RUSSIAN.encode("cp1251").decode("latin-1").encode() * 20),
    ("a text in an archive that points outside", "a.zip", lambda: pack({"../../etc/passwd.txt": RUSSIAN})),
    ("a .docx in a letter by the name of .pdf", "a.pdf", lambda: b"From: a\nMIME-Version: 1.0\nContent-Type: application/octet-stream; name=a.txt\n"
     b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(DOCX)),
    ("a hundred thousand list levels", "a.rtf", lambda: b"{\\rtf1\\ansi\\ansicpg1251 " + RUSSIAN.encode("cp1251") + b"{\\listtext 1.}\\ilvl100000 a\\par}"),
    ("a hundred thousand list levels", "a.docx", lambda: docx(p("Решили"), p("одобрить", num=(1, 100_000)))),
    ("an .rtf by the name of .doc", "a.doc", lambda: b"{\\rtf1\\ansi\\ansicpg1252 " + RUSSIAN.encode("cp1251") + b"}"),
    ("a text by no name", "a", lambda: RUSSIAN.encode()),
    ("XXE in a page", "a.html", lambda: (XXE + html("<p>Решили: одобрить &x;</p>").decode()).encode()),
    ("an entity bomb in a page", "a.html", lambda: (BOMB_OF_ENTITIES + html("<p>Решили: одобрить &i;</p>").decode()).encode()),
    ("cells that span the world", "a.html", lambda: html("<table>" + "<tr><td rowspan=65534 colspan=1000>Решили</td></tr>" * 200 + "</table>")),
    ("a list that starts at 10^24", "a.html", lambda: html("<ol start=999999999999999999999999 type=i><li>одобрить</li></ol>" * 20)),
    ("marks of the file's end", "a.txt", lambda: RUSSIAN.encode() + b"\x1a" * 300_000 + b"."),
    ("accents without end", "a.txt", lambda: RUSSIAN.encode() + ("и" + "\u0306\u0316" * 30_000).encode()),
    ("accents without end", "a.docx", lambda: docx(p("и" + "\u0306\u0316" * 30_000))),
    ("carriage returns", "a.txt", lambda: RUSSIAN.encode() + b"\r" * 500_000),
    ("mail that never ends its header", "a.txt", lambda: b"Subject: a\n" + b" \n" * 200_000 + RUSSIAN.encode()),
]
CASES = [(f"{what} {name}", name, error, make) for what, name, error, make in REFUSED] + [(f"{what} {name}", name, None, make) for what, name, make in READ]
assert len({title for title, *_ in CASES}) == len(CASES)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What came of each file; all are parsed one after another, each in a process of its own."""
    folder = tmp_path_factory.mktemp("hostile")
    honest = [_write(folder / "honest", name, data) for name, data in (("a.docx", DOCX), ("a.pdf", PDF), ("a.html", html("<p>Решили: одобрить.</p>")))]
    paths = [_write(folder / str(rank), name, make()) for rank, (_, name, _, make) in enumerate(CASES)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.measure", os.pathsep.join(honest), *paths], cwd=ROOT, env={**os.environ, "PYTHONPATH": f"{ROOT}"},
        capture_output=True, text=True, check=False, timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return {title: json.loads(line) for (title, *_), line in zip(CASES, done.stdout.splitlines(), strict=True)}


def _write(folder: Path, name: str, data: bytes) -> str:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize(("title", "error"), [pytest.param(title, error, id=title) for title, _, error, _ in CASES])
def test_each_file_is_read_or_refused_by_the_right_error(outcomes: dict[str, dict[str, Any]], title: str, error: str | None) -> None:
    outcome = outcomes[title]
    assert outcome["error"] == error
    assert outcome["exit_code"] == (getattr(errors, error).exit_code if error else 0)


@pytest.mark.parametrize("title", [title for title, *_ in CASES])
def test_each_file_is_quick_and_cheap(outcomes: dict[str, dict[str, Any]], title: str) -> None:
    outcome = outcomes[title]
    assert outcome["seconds"] < SECONDS
    assert outcome["megabytes"] < MEGABYTES


@pytest.mark.parametrize("title", [f"{what} {name}" for what, name, *_ in REFUSED])
def test_each_refusal_names_the_file_and_says_what_to_do(outcomes: dict[str, dict[str, Any]], title: str) -> None:
    said = outcomes[title]["said"]
    assert said.startswith(title.rsplit(" ", 1)[1] + ": ")
    assert "; " in said


def test_what_is_no_file_has_an_error_and_an_exit_code_of_its_own(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")  # opening it would wait for ever
    rows = [(tmp_path / "missing.txt", errors.FileMissing), (tmp_path / "missing" / "a.txt", errors.FileMissing), (tmp_path, errors.NotAFile),
            (tmp_path / "pipe.txt", errors.NotAFile), (Path("/dev/null"), errors.NotAFile), (tmp_path / ("a" * 300), errors.FileMissing),
            (tmp_path / "a\0b.txt", errors.FileMissing)]
    for path, error in rows:
        with pytest.raises(error) as raised:
            Parser().parse(path)
        assert raised.value.exit_code == 3


def test_the_command_line_returns_the_exit_code_and_keeps_stdout_clean(tmp_path: Path) -> None:
    rows = [("empty.docx", b"", 4), ("bomb.docx", with_part("word/document.xml", f"{BOMB_OF_ENTITIES}<a>&i;</a>"), 5)]
    for name, data, code in rows:
        path = _write(tmp_path, name, data)
        done = subprocess.run([sys.executable, "-m", "resolution_parser", "parse", path], capture_output=True, text=True, check=False, timeout=60)
        assert (done.returncode, done.stdout) == (code, "")
        assert name in done.stderr
        assert "Traceback" not in done.stderr
