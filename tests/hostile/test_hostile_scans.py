"""Hostile pictures and PDFs of pictures: which error, how long, how much memory, that of the decoder's own process included."""

from __future__ import annotations

import io
import json
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_makers import assemble
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 4.0  # of the processor, with starting Python twice and tesseract once
MEGABYTES = 250.0  # of one process; Python with the libraries takes a hundred
PARSE = """
import json, resource, sys
from resolution_parser import ResolutionError, parse
told = ""
try:
    parse(sys.argv[1])
except ResolutionError as error:
    told = f"{type(error).__name__}: {error}"
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([told, sum(usage.ru_utime + usage.ru_stime for usage in used), max(usage.ru_maxrss for usage in used) / 1024]))
"""


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, rows: bytes, *, more: bytes = b"") -> bytes:
    """One bit a pixel."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def white(size: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(10_000_000)) for _ in range(size // 10_000_000)) + packer.flush()


def five_hundred_megapixels() -> bytes:
    return png(25_000, 20_000, white(62_500_000))


def declared_only() -> bytes:
    """A JPEG that says that it is 65,000 pixels wide and high, and holds nothing."""
    out = io.BytesIO()
    Image.new("L", (64, 64)).save(out, "JPEG")
    data = bytearray(out.getvalue())
    frame = data.index(b"\xff\xc0")
    data[frame + 5: frame + 9] = struct.pack(">HH", 65_000, 65_000)
    return bytes(data)


def text_bomb() -> bytes:
    """A comment in a PNG that unpacks to 400 MB."""
    return png(100, 100, zlib.compress(bytes(1400)), more=chunk(b"zTXt", b"Comment\0\0" + white(400_000_000)))


def tif(*directories: bytes) -> bytes:
    """Little-endian, of these directories without their number and link, which are put to them."""
    out, at = b"II*\0" + struct.pack("<I", 8), 8
    for rank, entries in enumerate(directories):
        size = 2 + len(entries) + 4
        out += struct.pack("<H", len(entries) // 12) + entries + struct.pack("<I", at + size if rank + 1 < len(directories) else 0)
        at += size
    return out


def entry(tag: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, kind, count, value)


def wide_tif() -> bytes:
    return tif(b"".join((entry(256, 4, 1, 60_000), entry(257, 4, 1, 60_000), entry(258, 3, 1, 1), entry(259, 3, 1, 1), entry(262, 3, 1, 0),
                         entry(273, 4, 1, 8), entry(278, 4, 1, 60_000), entry(279, 4, 1, 100))))


def tif_of_shared_tags() -> bytes:
    """Thousands of tags that all point to the same megabytes."""
    basic = tif(b"".join([entry(256, 4, 1, 10), entry(257, 4, 1, 10), *(entry(40_000 + tag, 1, 8_000_000, 8) for tag in range(4_000))]))
    return basic + bytes(8_000_000)


def tif_in_a_circle() -> bytes:
    one = entry(256, 4, 1, 10) + entry(257, 4, 1, 10)
    data = bytearray(tif(one))
    data[-4:] = struct.pack("<I", 8)
    return bytes(data)


def picture_pdf(width: int, height: int, content: bytes, *, filters: bytes = b"/FlateDecode", media: bytes = b"[0 0 595 842]") -> bytes:
    """A page with a picture all over it, one bit a pixel."""
    drawing = b"q 595 0 0 842 0 0 cm /I Do Q"
    return assemble([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter %s /Length %d >>\n"
        b"stream\n%s\nendstream" % (width, height, filters, len(content), content),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Resources << /XObject << /I 3 0 R >> >> /Contents 4 0 R >>" % media,
    ])


@pytest.mark.parametrize(("make", "said"), [
    pytest.param(five_hundred_megapixels, "TooLarge: .*25,000 x 20,000 pixels.*Limits.picture_pixels", id="500 megapixels"),
    pytest.param(declared_only, "TooLarge: .*65,000 x 65,000 pixels", id="a JPEG that says it is huge"),
    pytest.param(wide_tif, "TooLarge: .*60,000 x 60,000 pixels", id="a tif that says it is huge"),
    pytest.param(text_bomb, "DamagedFile: |NoTextLayer: ", id="a bomb in a comment"),
    pytest.param(tif_of_shared_tags, "TooLarge: |DamagedFile: |HostileFile: ", id="thousands of tags over the same bytes"),
    pytest.param(tif_in_a_circle, "DamagedFile: |NoTextLayer: ", id="directories in a circle"),
    pytest.param(lambda: png(100, 100, b"\xff" * 5_000), "DamagedFile: .*cannot be drawn", id="junk for pixels"),
    pytest.param(lambda: png(0, 100, b""), "DamagedFile: .*cannot be drawn", id="no width"),
    pytest.param(lambda: picture_pdf(25_000, 20_000, white(62_500_000)), "TooLarge: .*500,000,000 pixels.*Limits.picture_pixels",
                 id="500 megapixels in a PDF"),
    pytest.param(lambda: picture_pdf(1_000, 1_000, white(600_000_000)), "HostileFile: .*unpacks to more than its size asks for",
                 id="more pixels than the picture has"),
    pytest.param(lambda: picture_pdf(1_000, 1_000, zlib.compress(white(600_000_000)), filters=b"[/FlateDecode /FlateDecode]"),
                 "HostileFile: .*unpacks to more than its size asks for", id="packed twice"),
    pytest.param(lambda: picture_pdf(800, 1_000, zlib.compress(b"\xff" * 100_000), media=b"[0 0 14400 14400]"), "NoTextLayer: ",
                 id="the largest page that there can be"),
    pytest.param(lambda: picture_pdf(800, 1_000, zlib.compress(b"\xff" * 100)), "NoTextLayer: |DamagedFile: ", id="a picture cut off"),
    pytest.param(lambda: picture_pdf(800, 1_000, b"\x97JB2" + bytes(500), filters=b"/JBIG2Decode"), "NoTextLayer: |DamagedFile: ",
                 id="junk for JBIG2"),
    pytest.param(lambda: picture_pdf(800, 1_000, b"\0\0\0\x0cjP  \r\n\x87\n" + b"\xff" * 900, filters=b"/JPXDecode"),
                 "NoTextLayer: |DamagedFile: ", id="junk for JPEG 2000"),
])
def test_hostile_picture_is_refused_in_little_time_and_memory(make: Callable[[], bytes], said: str, tmp_path: Path) -> None:
    path = tmp_path / "scan"
    path.write_bytes(make())
    # Through a shell: a process that exec replaces keeps the peak of the one that it was forked from, and tests before this one need memory.
    command = ["sh", "-c", '"$@"; exit $?', "sh", sys.executable, "-c", PARSE, str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    error, seconds, megabytes = json.loads(told.stdout)
    assert re.match(said, error), error
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
