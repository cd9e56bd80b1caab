"""Draws PDFs for tests: text at given places, with the fonts of the PyPI package ``fontpkg-pt-sans`` (OFL)."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import resources
from unittest.mock import patch

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

REGULAR, BOLD = "PTSans", "PTSansBold"
WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP = 85.0, WIDTH - 42.5, HEIGHT - 57.0
SIZE, LEADING, INDENT = 12.0, 16.0, 35.0


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the two fonts known to reportlab."""
    files = resources.files("fontpkg_pt_sans") / "files"
    for name, file in ((REGULAR, "PT_Sans-Web-Regular.ttf"), (BOLD, "PT_Sans-Web-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(files / file)))


def text_width(text: str, font: str = REGULAR, size: float = SIZE) -> float:
    """In points."""
    register_fonts()
    return float(pdfmetrics.stringWidth(text, font, size))


def wrap(text: str, *, width: float, first: float = 0.0, rest: float = 0.0, font: str = REGULAR, size: float = SIZE) -> list[str]:
    """The lines that a typesetter without hyphenation makes; ``first`` and ``rest`` are indents."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        room = width - (rest if lines else first)
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, font, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


class Sheet:
    """A canvas with a pen that goes down the page. ``y`` is the next baseline, from the bottom of the page as PDF counts."""

    def __init__(self, *, encrypt: object = None, rotation: int = 0, pagesize: tuple[float, float] = A4) -> None:
        register_fonts()
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=pagesize, encrypt=encrypt, invariant=1)
        self.rotation = rotation
        self.y = TOP
        self.leading = LEADING

    def put(self, text: str, x: float = LEFT, *, bold: bool = False, size: float = SIZE, y: float | None = None) -> None:
        """Text with its left end at ``x``; the pen stays."""
        self.canvas.setFont(BOLD if bold else REGULAR, size)
        self.canvas.drawString(x, self.y if y is None else y, text)

    def line(self, text: str, x: float = LEFT, *, bold: bool = False, size: float = SIZE) -> None:
        """A line of its own."""
        self.put(text, x, bold=bold, size=size)
        self.y -= self.leading

    def centred(self, text: str, *, bold: bool = False, size: float = SIZE) -> None:
        """A line in the middle between the margins."""
        width = text_width(text, BOLD if bold else REGULAR, size)
        self.line(text, (LEFT + RIGHT - width) / 2, bold=bold, size=size)

    def right(self, text: str) -> None:
        """A line that ends at the right margin."""
        self.line(text, RIGHT - text_width(text))

    def two_ends(self, left: str, right: str) -> None:
        """One line with a part at each margin."""
        self.put(left)
        self.line(right, RIGHT - text_width(right))

    def justified(self, lines: Sequence[str], *, first: float = 0.0, rest: float = 0.0, left: float = LEFT, right: float = RIGHT) -> None:
        """Lines stretched from margin to margin by wide spaces, the last one excepted."""
        for rank, text in enumerate(lines):
            x = left + (rest if rank else first)
            words = text.split(" ")
            spare = right - x - sum(text_width(word) for word in words)
            gap = text_width(" ") if rank == len(lines) - 1 or len(words) == 1 else spare / (len(words) - 1)
            for word in words:
                self.put(word, x)
                x += text_width(word) + gap
            self.y -= self.leading

    def paragraph(self, text: str, *, first: float = INDENT, rest: float = 0.0, justify: bool = True) -> list[str]:
        """Text wrapped between the margins; gives the lines that were drawn."""
        lines = wrap(text, width=RIGHT - LEFT, first=first, rest=rest)
        if justify:
            self.justified(lines, first=first, rest=rest)
        else:
            for rank, line in enumerate(lines):
                self.line(line, LEFT + (rest if rank else first))
        return lines

    def skip(self, points: float) -> None:
        """Leave free space."""
        self.y -= points

    def foot(self, text: str, *, y: float = 30.0) -> None:
        """A line in the middle of the lower margin."""
        self.put(text, (WIDTH - text_width(text)) / 2, y=y)

    def head(self, text: str, *, y: float = HEIGHT - 30) -> None:
        """A line in the upper margin."""
        self.put(text, y=y)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Ruling lines, ``ys`` from the bottom of the page."""
        for x in xs:
            self.canvas.line(x, min(ys), x, max(ys))
        for y in ys:
            self.canvas.line(min(xs), y, max(xs), y)

    def turn_page(self) -> None:
        """The next page."""
        if self.rotation:
            self.canvas.setPageRotation(self.rotation)
        self.canvas.showPage()
        self.y = TOP

    def data(self) -> bytes:
        """The bytes of the PDF; ends the last page."""
        self.turn_page()
        self.canvas.save()
        return self._buffer.getvalue()


def draw(pen: Callable[[Sheet], object]) -> bytes:
    """A PDF with what ``pen`` draws."""
    sheet = Sheet()
    pen(sheet)
    return sheet.data()


def raw_pdf(content: bytes, *, keys: bytes = b"", pages: int = 1, font: bytes = b"/Type1 /BaseFont /Helvetica") -> bytes:
    """A PDF written by hand, whose pages all share one content stream; ``keys`` are further ones of that stream's dictionary."""
    kids = b" ".join(b"%d 0 R" % (5 + rank) for rank in range(pages))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Type /Font /Subtype %s >>" % font,
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), keys, content),
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 4 0 R >>"] * pages,
    ]
    return assemble(bodies)


def assemble(bodies: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start))


def draw_with_wrong_letters(pen: Callable[[Sheet], object], shift: int) -> bytes:
    """A PDF that looks right, but whose fonts name other letters than they draw: each further by so many code points."""
    right = ttfonts.makeToUnicodeCMap
    with patch.object(ttfonts, "makeToUnicodeCMap", lambda name, subset: right(name, [code + shift if code > 0x3FF else code for code in subset])):
        return draw(pen)
