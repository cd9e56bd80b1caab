"""What stands on a page of a PDF, as pdfium sees it: words with place and looks, ruling lines, pictures.

Coordinates are turned so that the page's main text runs upright: x to the right, y downwards, in points. Whether the page has a
``/Rotate`` or its text was drawn sideways makes no difference.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from resolution_parser.normalize import compose

HYPHEN_AT_LINE_END = 0x02  # pdfium puts it for a hyphen at a line end and joins the lines
SOFT_HYPHEN = 0xAD
MAX_OBJECTS = 20_000  # drawings beyond this are a picture, and no table
MAX_SEGMENTS = 400  # of one path
MAX_FORM_DEPTH = 8
FAR = 30_000.0  # points: twice the largest page
THIN = 3.0  # points: a filled shape this narrow is a line (Word draws borders so)
SHORTEST_RULING = 4.0
FEW_WORDS = 12  # a page of fewer may be a scan with a stamp

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # bit 19 of the font descriptor's flags
_FILL_AND_STROKE = 2  # the text render mode that imitates bold
_SPACES = frozenset((*range(0x09, 0x0E), 0x20, 0xA0, 0x2028, 0x2029, 0x202F, 0x3000, *range(0x2000, 0x200B)))
_DROPPED = frozenset((*range(0x20), 0x7F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF))
_SIGNS = str.maketrans({
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "–", "\uf0be": "—", "\uf076": "❖", "\uf06e": "■",
    "\uf0a8": "□", "\uf06f": "□", "\uf071": "❑", "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
})


@dataclass(slots=True)
class Word:
    """A run of characters without white space; ``y`` is the baseline."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    confidence: float | None = None
    """How sure the recogniser is of a scanned word, from 0 to 1; None for text."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line along an axis; ``x0 <= x1`` and ``y0 <= y1``."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """One page. ``stray`` are words that run in another direction than the page's text, as stamps along the margin do."""

    words: tuple[Word, ...] = ()
    stray: tuple[Word, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    picture: bool = False
    """A picture covers most of the page; looked for only where there are few words."""
    shape: tuple[int, int, int] = (0, 0, 0)
    """Width and height of the page, and how its text was turned: pages alike share margins."""
    chars: int = 0
    recognised: bool = False
    """The words were recognised on a picture of the page."""
    empty: bool = False
    """Nothing at all is drawn on the page."""


@dataclass(frozen=True, slots=True)
class _Looks:
    size: float
    bold: bool
    turn: int


def read_page(page: Any, *, max_chars: int) -> PageContent:
    """The content of a pypdfium2 page; the caller closes the page. Of a page over ``max_chars`` only their number is read."""
    from pypdfium2 import raw

    textpage = page.get_textpage()
    try:
        chars = textpage.count_chars()
        if chars > max_chars:
            return PageContent(chars=chars)
        found = [(word, turn) for word, turn in _words(textpage.raw, chars) if _is_placed(word)]
    finally:
        textpage.close()
    turn = _main_turn(found)
    words = tuple(_unique(word for word, own in found if own == turn))
    stray = tuple(_unique(word for word, own in found if own != turn))
    width, height = page.get_size()
    return PageContent(
        words=words, stray=stray, rulings=tuple(_rulings(page.raw, turn)), picture=len(words) < FEW_WORDS and _has_page_picture(page),
        shape=(round(width), round(height), turn), chars=chars, empty=not words and raw.FPDFPage_CountObjects(page.raw) == 0,
    )


def turn_point(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point of the PDF's page in upright coordinates, for text that was turned by so many quarters against the clock.

    >>> turn_point(10, 700, 0)
    (10, -700)
    >>> turn_point(10, 700, 1)
    (700, 10)
    """
    return ((x, -y), (y, x), (-x, y), (-y, -x))[turn]


def clean_word(raw: str) -> str:
    """Ligatures apart, marks composed (и and a breve are й), bullets of symbol fonts as bullets.

    >>> clean_word("рабочии\\u0306"), clean_word("\\uf0b7")
    ('рабочий', '•')
    """
    return raw if raw.isascii() else compose(raw.translate(_SIGNS))


# ------------------------------------------------------------------------------------------------ words


def _words(textpage: Any, chars: int) -> Iterator[tuple[Word, int]]:
    """Words in the order of the content stream, each upright in its own turn, and that turn."""
    from pypdfium2 import raw

    get_unicode = raw.FPDFText_GetUnicode
    codes = [get_unicode(textpage, index) for index in range(chars)]
    reader = _WordReader(textpage, codes)
    start = 0
    for index, code in enumerate(codes):
        if code in _SPACES:
            if index > start:
                yield from reader.read(start, index)
            start = index + 1
        elif code == HYPHEN_AT_LINE_END:
            yield from reader.read(start, index + 1)
            start = index + 1
    if chars > start:
        yield from reader.read(start, chars)


class _WordReader:
    """Asks pdfium for the box of the first and the last character of a word only: calls are what costs."""

    def __init__(self, textpage: Any, codes: list[int]) -> None:
        from pypdfium2 import raw

        self._raw, self._textpage, self._codes = raw, textpage, codes
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._x, self._y, self._flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
        self._name = ctypes.create_string_buffer(256)
        self._looks: dict[int, _Looks] = {}

    def read(self, start: int, end: int) -> Iterator[tuple[Word, int]]:
        """The word of these characters, or several where pdfium joined what stands apart."""
        while start < end - 1 and self._codes[start] in _DROPPED:
            start += 1
        looks = self._look(start)
        first = self._place(start, looks.turn)
        last = self._place(end - 1, looks.turn) if end - start > 1 else first
        if end - start > 1 and (last[1] < first[0] or abs(last[2] - first[2]) > looks.size * 0.6):
            yield from self._read_apart(start, end)
            return
        text = self._text(start, end)
        if text:
            yield Word(text, first[0], last[1], first[2], looks.size, looks.bold), looks.turn

    def _read_apart(self, start: int, end: int) -> Iterator[tuple[Word, int]]:
        """Cut where a character stands on another line, or left of the one before."""
        begin, looks = start, self._look(start)
        before = self._place(start, looks.turn)
        for index in range(start + 1, end + 1):
            here = self._place(index, looks.turn) if index < end else None
            if here is None or here[1] < before[0] or abs(here[2] - before[2]) > looks.size * 0.6:
                first, text = self._place(begin, looks.turn), self._text(begin, index)
                if text:
                    yield Word(text, first[0], before[1], first[2], looks.size, looks.bold), looks.turn
                if here is None:
                    return
                begin, looks = index, self._look(index)
            before = self._place(index, looks.turn)

    def _text(self, start: int, end: int) -> str:
        codes = self._codes[start:end]
        if codes[-1] in (HYPHEN_AT_LINE_END, SOFT_HYPHEN):
            codes[-1] = 0x2D
        if SOFT_HYPHEN in codes:
            codes = [self._without_softness(code, start + at) for at, code in enumerate(codes)]
        kept = [code for code in codes if code not in _DROPPED]
        if not kept:
            return "•" if end - start == 1 else ""  # a bullet of a symbol font that says nothing of what it is
        if any(0xD800 <= code < 0xE000 for code in kept):
            raw = b"".join(code.to_bytes(2, "little") for code in kept if code < 0x10000).decode("utf-16-le", "replace")
        else:
            raw = "".join(map(chr, kept))
        return clean_word(raw)

    def _without_softness(self, code: int, index: int) -> int:
        """A soft hyphen that takes room is printed as a hyphen; one that takes none is dropped."""
        if code != SOFT_HYPHEN:
            return code
        place = self._place(index, self._look(index).turn)
        return 0x2D if place[1] - place[0] > 0.5 else 0

    def _place(self, index: int, turn: int) -> tuple[float, float, float]:
        """Where the character starts and ends along its line, and its baseline, in upright coordinates."""
        box = self._box
        self._raw.FPDFText_GetLooseCharBox(self._textpage, index, box)
        self._raw.FPDFText_GetCharOrigin(self._textpage, index, self._x, self._y)
        one, two = turn_point(box.left, box.bottom, turn)[0], turn_point(box.right, box.top, turn)[0]
        return min(one, two), max(one, two), turn_point(self._x.value, self._y.value, turn)[1]

    def _look(self, index: int) -> _Looks:
        text_object = self._raw.FPDFText_GetTextObject(self._textpage, index)
        key = ctypes.addressof(text_object.contents) if text_object else 0
        known = self._looks.get(key) if key else None
        if known is None:
            known = self._looks[key] = self._ask_looks(index, text_object)
        return known

    def _ask_looks(self, index: int, text_object: Any) -> _Looks:
        matrix = self._matrix
        self._raw.FPDFText_GetMatrix(self._textpage, index, matrix)
        along = abs(matrix.a) >= abs(matrix.b)
        turn = (0 if matrix.a >= 0 else 2) if along else (1 if matrix.b > 0 else 3)
        scale = (matrix.c * matrix.c + matrix.d * matrix.d) ** 0.5
        self._flags.value = 0
        length = self._raw.FPDFText_GetFontInfo(self._textpage, index, self._name, len(self._name), self._flags)
        name = self._name.value.decode("utf-8", "replace") if 0 < length <= len(self._name) else ""
        bold = bool(_BOLD.search(name)) or bool(self._flags.value & _FORCE_BOLD)
        if not bold and text_object:
            bold = self._raw.FPDFTextObj_GetTextRenderMode(text_object) == _FILL_AND_STROKE
        return _Looks(max(self._raw.FPDFText_GetFontSize(self._textpage, index) * scale, 1.0), bold, turn)


def _is_placed(word: Word) -> bool:
    """Whether the word stands where a page can be; broken matrices put words at infinity."""
    return -FAR < word.x0 <= word.x1 < FAR and -FAR < word.y < FAR and word.size < FAR


def _main_turn(found: list[tuple[Word, int]]) -> int:
    weights = [0, 0, 0, 0]
    for word, turn in found:
        weights[turn] += len(word.text)
    return weights.index(max(weights))


def _unique(words: Iterator[Word]) -> Iterator[Word]:
    """Without the second copy of words that are drawn twice for a shadow or a false bold."""
    seen: set[tuple[str, int, int]] = set()
    for word in words:
        x, y = round(word.x0 / 2), round(word.y / 2)
        if (word.text, x, y) not in seen:
            seen.add((word.text, x, y))
            yield word


# ------------------------------------------------------------------------------------------------ drawings


def _rulings(page: Any, turn: int) -> Iterator[Ruling]:
    from pypdfium2 import raw

    count = min(raw.FPDFPage_CountObjects(page), MAX_OBJECTS)
    objects = [raw.FPDFPage_GetObject(page, index) for index in range(count)]
    for path, matrix in islice(_paths(objects, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0), MAX_OBJECTS):
        yield from _path_rulings(path, matrix, turn)


_Matrix = tuple[float, float, float, float, float, float]


def _paths(objects: list[Any], outer: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    from pypdfium2 import raw

    for item in objects:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield item, _times(_matrix_of(item), outer)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
            count = min(raw.FPDFFormObj_CountObjects(item), MAX_OBJECTS)
            inner = [raw.FPDFFormObj_GetObject(item, index) for index in range(count)]
            yield from _paths(inner, _times(_matrix_of(item), outer), depth + 1)


def _matrix_of(item: Any) -> _Matrix:
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, e * oa + f * oc + oe, e * ob + f * od + of


def _path_rulings(path: Any, matrix: _Matrix, turn: int) -> Iterator[Ruling]:
    """The straight lines of a path: its sides where it is stroked, its axis where it is a thin filled shape."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    for points in _subpaths(path, matrix, turn):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if not all(-FAR < place < FAR for place in (*xs, *ys)):
            continue
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if min(width, height) <= THIN:
            if max(width, height) >= SHORTEST_RULING and (fill.value or stroke.value):
                yield _axis(min(xs), min(ys), max(xs), max(ys))
        elif stroke.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                if min(abs(x1 - x0), abs(y1 - y0)) <= 0.5 and max(abs(x1 - x0), abs(y1 - y0)) >= SHORTEST_RULING:
                    yield _axis(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _axis(x0: float, y0: float, x1: float, y1: float) -> Ruling:
    if x1 - x0 >= y1 - y0:
        middle = (y0 + y1) / 2
        return Ruling(x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return Ruling(middle, y0, middle, y1)


def _subpaths(path: Any, matrix: _Matrix, turn: int) -> Iterator[list[tuple[float, float]]]:
    """Polygons of straight lines; a subpath with a curve is left out."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    straight = True
    for index in range(min(raw.FPDFPath_CountSegments(path), MAX_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if straight and len(points) > 1:
                yield points
            points, straight = [], True
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            straight = False
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(turn_point(a * x.value + c * y.value + e, b * x.value + d * y.value + f, turn))
        if raw.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if straight and len(points) > 1:
        yield points


def _has_page_picture(page: Any) -> bool:
    """Whether pictures cover half of the page."""
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    width, height = page.get_size()
    covered = 0.0
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), MAX_OBJECTS)):
        item = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE and raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            covered += (right.value - left.value) * (top.value - bottom.value)
    return bool(covered >= width * height / 2)
