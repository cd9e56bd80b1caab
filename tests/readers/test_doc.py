"""Old Word files: those of Word 97 by the reader itself, older ones through LibreOffice, broken ones refused."""

from __future__ import annotations

import random
import stat
import struct
import time
from pathlib import Path

import pytest
from docx_makers import docx, p, run
from office_makers import convert_all

from resolution_parser.errors import DamagedFile, EncryptedFile, InputError, MissingExtra, TooLarge, UnknownFormat, UnreadableText
from resolution_parser.readers import office
from resolution_parser.readers.base import Limits
from resolution_parser.readers.detect import read_bytes
from resolution_parser.readers.doc import DocReader
from resolution_parser.readers.office import read_through_office

LINES = ["РЕШЕНИЕ съезда 😀", "Съезд решил:", "1. Поручить школам до 1 мая 2021 года провести смотр.", "Контроль возложить на правление."]


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return convert_all({"a": docx(*(p(run(line)) for line in LINES))}, "doc", tmp_path_factory.mktemp("doc"))["a"]


def fib(honest: bytes) -> int:
    """Where the main stream begins in the file."""
    at = honest.find(struct.pack("<H", 0xA5EC), 512)
    assert at > 0
    assert at % 64 == 0, "streams of a small file lie in sectors of 64 bytes"
    return at


def changed(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new):]


def read(data: bytes, limits: Limits | None = None) -> str:
    return DocReader().read(data, name="a.doc", limits=limits or Limits()).text


def test_paragraphs_are_read_with_signs_beyond_the_first_plane(honest: bytes) -> None:
    assert read(honest).split("\n") == LINES


@pytest.mark.parametrize(("raw", "expected", "reason"), [
    (b"Protocol No. 1 \x93signed\x94", "Protocol No. 1 “signed”", "Word stores Latin letters so"),
    ("Поручить школам провести смотр".encode("cp1251"), "Поручить школам провести смотр", "some converters store Russian bytes so"),
])
def test_text_that_is_stored_in_one_byte_a_sign_is_read(honest: bytes, raw: bytes, expected: str, reason: str) -> None:
    """LibreOffice never stores text so, so a file of its own is changed."""
    head = b"\x02\x10\0\0\0\0\0\0\0"  # a piece table of one piece, which begins at the first character
    at = honest.find(head)
    length, flags, place = struct.unpack_from("<IHI", honest, at + len(head))
    packed = changed(honest, fib(honest) + place, raw.ljust(length, b"\r"))
    assert read(changed(packed, at + len(head), struct.pack("<IHI", length, flags, place * 2 | 0x40000000))) == expected, reason


def test_a_file_with_a_password_is_named_so(honest: bytes) -> None:
    flags = fib(honest) + 0x0A
    locked = changed(honest, flags, struct.pack("<H", struct.unpack_from("<H", honest, flags)[0] | 0x0100))
    with pytest.raises(EncryptedFile, match="without a password"):
        read(locked)


def test_a_text_over_the_limit_is_refused(honest: bytes) -> None:
    with pytest.raises(TooLarge, match="text_chars"):
        read(honest, Limits(text_chars=10))


def test_a_file_of_word_95_goes_to_libreoffice_and_says_so_where_there_is_none(honest: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    older = changed(honest, fib(honest) + 2, struct.pack("<H", 104))
    monkeypatch.setattr(office, "PROGRAMS", ("no-such-program",))
    with pytest.raises(MissingExtra, match=r"LibreOffice.*libreoffice-writer"):
        read(older)


def test_libreoffice_reads_what_the_reader_does_not(honest: bytes) -> None:
    document = read_through_office(honest, suffix=".doc", format="doc", what="a document of Word 6", name="a.doc", limits=Limits())
    assert (document.format, document.name, document.text.split("\n")) == ("doc", "a.doc", LINES)


def test_what_libreoffice_makes_of_bytes_is_not_taken_for_russian() -> None:
    """It opens any bytes as text."""
    with pytest.raises((UnreadableText, DamagedFile)):
        read_through_office(random.Random(1).randbytes(5_000), suffix=".txt", format="doc", what="junk", name="a.doc", limits=Limits())


def test_libreoffice_is_ended_with_all_its_children_when_its_time_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "still-alive"
    program = tmp_path / "slow-office"
    program.write_text(f"#!/bin/sh\n(sleep 3; touch {mark}) &\nsleep 60\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(office, "PROGRAMS", (str(program),))
    start = time.monotonic()
    with pytest.raises(TooLarge, match="office_seconds"):
        read_through_office(b"x", suffix=".doc", format="doc", what="a document", name="a.doc", limits=Limits(office_seconds=1))
    assert time.monotonic() - start < 3
    time.sleep(3)
    assert not mark.exists()


def test_an_ole_file_without_word_in_it_is_named(honest: bytes) -> None:
    renamed = honest.replace("WordDocument".encode("utf-16-le"), "NordDocument".encode("utf-16-le"))
    with pytest.raises(UnknownFormat, match="no Word document"):
        read(renamed)


@pytest.mark.parametrize(("offset", "new", "reason"), [
    (0x1A2, struct.pack("<II", 0, 0), "no piece table"),
    (0x1A2, struct.pack("<II", 0xFFFFFF, 0xFFFFFF), "a piece table outside the stream"),
    (0x4C, struct.pack("<i", -5), "less than no characters"),
    (0x4C, struct.pack("<i", 2_000_000_000), "more characters than there are"),
    (0x102, struct.pack("<II", 0, 0), "no paragraph properties"),
    (0xFA, struct.pack("<II", 1, 0xFFFFFF), "character properties outside the stream"),
    (0xA2, struct.pack("<II", 0xFFFF, 0xFFFF), "styles outside the stream"),
    (0x2E2, struct.pack("<II", 5, 0xFFFF), "lists that are none"),
])
def test_a_broken_table_is_survived_or_named(honest: bytes, offset: int, new: bytes, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PROGRAMS", ("no-such-program",))
    broken = changed(honest, fib(honest) + offset, new)
    try:
        text = read(broken)
    except (DamagedFile, MissingExtra):
        return
    assert "Поручить школам" in text, reason


@pytest.mark.parametrize("kept", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_file_that_is_cut_off_raises_nothing_but_the_errors_of_the_package(honest: bytes, kept: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PROGRAMS", ("no-such-program",))
    with pytest.raises((InputError, MissingExtra)) as refused:
        read_bytes(honest[:int(len(honest) * kept)], name="a.doc")
    assert refused.value.hint
