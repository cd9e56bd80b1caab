"""A few seconds of fuzzing: seeded changes of honest files, and whatever the long fuzzing has found. See fuzz_reader.py for the latter."""

from __future__ import annotations

import random
import zlib

import pytest

from resolution_parser.errors import InputError, MissingExtra
from resolution_parser.readers import office
from resolution_parser.readers.base import Limits
from resolution_parser.readers.detect import built_in_formats, default_readers, read_bytes
from tests.fuzz.seeds import DOCX, pack, seeds_of

FORMATS = ("docx", "doc", "rtf", "odt", "pdf", "html", "txt", "eml", "zip", "image")
LIMITS = Limits(file_bytes=2_000_000, archive_bytes=20_000_000, text_chars=1_000_000)
CHANGES = 150
DRAWN = 12  # of pictures: each that can be drawn at all is recognised, in processes of its own
STRANGE = (b"\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"<", b"{", b"\\", b"]]>", b"99999999999", b"%", b"\n\n", "Ё".encode(), b"\xd8\x00")


@pytest.fixture(scope="module")
def seeds() -> dict[str, list[bytes]]:
    return {format: seeds_of(format) for format in FORMATS}


def changed(data: bytes, chance: random.Random) -> bytes:
    """One to four changes: a byte, a strange piece, a piece cut out, doubled or moved."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(made))
        size = chance.choice((1, 2, 4, 16, 64, 512))
        kind = chance.randrange(5)
        if kind == 0:
            made[at] = chance.randrange(256)
        elif kind == 1:
            strange = chance.choice(STRANGE)
            made[at:at + (len(strange) if chance.random() < 0.5 else 0)] = strange
        elif kind == 2 and len(made) > 2 * size:
            del made[at:at + size]
        elif kind == 3:
            made[at:at] = made[at:at + size] * chance.choice((1, 2, 20))
        else:
            to = chance.randrange(len(made))
            made[to:to + size] = made[at:at + size]
    return bytes(made)


@pytest.mark.parametrize("format", FORMATS)
def test_a_changed_file_is_read_or_refused_with_advice(format: str, seeds: dict[str, list[bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PROGRAMS", ())
    reader = default_readers()[format]
    chance = random.Random(zlib.crc32(format.encode()))
    refused = 0
    changes = DRAWN if format == "image" else CHANGES
    for rank in range(changes):
        data = changed(chance.choice(seeds[format]), chance)
        try:
            document = reader.read(data, name="a", limits=LIMITS)
        except (InputError, MissingExtra) as error:
            refused += 1
            if not error.hint:
                pytest.fail(f"change {rank}: {error!r} says nothing of what to do")
        else:
            assert all(block.start < block.end <= len(document.text) for block in document.blocks)
    assert refused < changes, "the changes are too rough to test anything"


def test_every_built_in_format_is_fuzzed() -> None:
    assert set(built_in_formats()) <= set(FORMATS)


NAMELESS = pack({"!": b"text", "a.docx": DOCX}).replace(b"!", b"\0")  # zipfile ends a name at the first zero
FINDINGS: list[tuple[str, bytes, str]] = [
    # what a run of `make fuzz` has found, made small by hand: a name for the file, its bytes, what went wrong
    ("a.zip", NAMELESS, "a member without a name (IndexError in zipfile)"),
    ("a.odt", NAMELESS.replace(b"a.docx", b"a.docc"), "a member without a name"),
    ("a.eml", b'From: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset="\0"\n\n' + "Решили".encode(), "a zero in the name of an encoding"),
]


@pytest.mark.parametrize(("name", "data", "reason"), FINDINGS, ids=[reason for _, _, reason in FINDINGS])
def test_what_fuzzing_has_found_stays_repaired(name: str, data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PROGRAMS", ())
    try:
        read_bytes(data, name=name)
    except (InputError, MissingExtra) as error:
        if not error.hint:
            pytest.fail(f"{error!r} says nothing of what to do")


def test_a_page_of_properties_outside_the_file_is_survived(seeds: dict[str, list[bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Found in .doc: the number of the page was changed (struct.error)."""
    monkeypatch.setattr(office, "PROGRAMS", ())
    data = seeds["doc"][0]
    for at in range(0, len(data) - 4, 512):
        broken = data[:at] + b"\xff\xff\xff\x7f" * 4 + data[at + 16:]
        try:
            read_bytes(broken, name="a.doc")
        except (InputError, MissingExtra) as error:
            if not error.hint:
                pytest.fail(f"{error!r} says nothing of what to do")
