"""From what tesseract reads on a page to words as the PDF's own: in points, of even size, with the signs that were printed."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from resolution_parser.document import Doubt, Recognition
from resolution_parser.lexicon import Lexicon
from resolution_parser.readers.ocr import OcrLine, OcrWord
from resolution_parser.readers.pdf_layout import Line, make_rows
from resolution_parser.readers.pdf_text import PageContent, Ruling, Word

POINTS = 72 / 200  # of a pixel
SAME_SIZE = 0.13  # share by which the measured size of letters wanders from line to line
FAINT = 0.5  # confidence: signs without letters or digits read with less are specks
BULLET_HEIGHT = 0.42  # of the letters' size: small letters are higher
BULLET_GAP = 0.15  # sizes between a bullet and the text, at the least
BULLET, NUMBER_SIGN = "•", "№"
SMALL_LETTER = 0.7  # of a capital's height
USUAL_RISE = 0.72  # of the letters' size: a capital's height
DARK = 140  # greys below this are ink
SURE = 0.9  # confidence below which a number is worth a second look: a tenth of those read rightly is, and half of the others
POOR = 0.6  # mean confidence of a page below which nothing on it can be trusted; clean pages have 0.9 and more
FURTHEST_MOVE = 25.0  # points by which paper lies aside in a scanner, at the most
SAME_PAPER = 90  # points by which a page may grow when its skew is undone

_WORDLIKE = re.compile(r"[^\W_]")
_DATE = re.compile(r"\W*\w{1,2}\.\w{1,2}\.\w{2,4}\W*")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\W\d_]{1,2}(?=\d)")


def page_from_lines(lines: Sequence[OcrLine], rulings: Sequence[tuple[int, int, int, int]], size: tuple[int, int]) -> PageContent:
    """The page; ``rulings`` and ``size`` are in pixels."""
    words = [word for line in lines for word in _words(line)]
    drawn = tuple(Ruling(*(place * POINTS for place in ruling)) for ruling in rulings)
    shape = round(size[0] * POINTS), round(size[1] * POINTS), 0
    return PageContent(words=tuple(words), rulings=drawn, shape=shape, chars=sum(len(word.text) for word in words), recognised=True)


def even_sizes(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """The lines with sizes by the heights of their letters; those that differ from the page's usual one by chance only get that.

    Tesseract's own measure is good for the page as a whole, but misled where a line has no tall letters.
    """
    if not lines:
        return []
    rises = [_rise(line) for line in lines]
    usual = statistics.median_low([line.size for line in lines for _ in line.words])
    usual_rise = statistics.median_low([rise for rise, line in zip(rises, lines, strict=True) for _ in line.words])
    sizes = [rise * usual / usual_rise for rise in rises]
    even = [usual if abs(size - usual) <= usual * SAME_SIZE else size for size in sizes]
    return [replace(line, size=size) for line, size in zip(lines, even, strict=True)]


def _rise(line: OcrLine) -> float:
    """How high capitals stand over the baseline, by the heights of words with and without tall letters."""
    rises = []
    for word in line.words:
        height = line.baseline + line.slope * ((word.left + word.right) / 2 - line.left) - word.top
        if height > 0 and any(map(str.isalnum, word.text)):
            tall = any(char.isupper() or char.isdigit() or char in _signs("ocr_tall_letters") for char in word.text)
            rises.append(height if tall else height / SMALL_LETTER)
    return statistics.median(rises) if rises else line.size * USUAL_RISE


def _words(line: OcrLine) -> Iterator[Word]:
    size = round(line.size * POINTS * 2) / 2
    kept = [word for rank, word in enumerate(line.words) if _is_small_sign(rank, line) or not _is_speck(word)]
    for rank, word in enumerate(kept):
        following = kept[rank + 1] if rank + 1 < len(kept) else None
        text = BULLET if word is line.words[0] and _is_small_sign(0, line) else _mended(word.text, following)
        middle = (word.left + word.right) / 2
        baseline = line.baseline + line.slope * (middle - line.left)
        yield Word(text, word.left * POINTS, word.right * POINTS, baseline * POINTS, size, False, word.confidence)


def _mended(text: str, following: OcrWord | None) -> str:
    if following is not None and following.text[0].isdigit() and text in _signs("ocr_number_signs"):
        return NUMBER_SIGN
    if set(text) <= _signs("ocr_small_signs"):
        return text[-1]
    return mend_number(text)


def _is_speck(word: OcrWord) -> bool:
    """Dirt, or a piece of a ruling line; a dash is neither, since it is often read with doubt."""
    if _WORDLIKE.search(word.text) or _is_dash(word):
        return False
    return set(word.text) <= _signs("ocr_ruling_signs") or word.confidence < FAINT and len(word.text) < 3


def _is_dash(word: OcrWord) -> bool:
    return set(word.text) <= _signs("ocr_small_signs") and word.right - word.left > 2 * (word.bottom - word.top)


def _is_small_sign(rank: int, line: OcrLine) -> bool:
    """A thing before the text that is lower than any letter and no dash: a bullet, whatever tesseract takes it for."""
    if rank or len(line.words) < 2:
        return False
    sign, following = line.words[:2]
    apart = following.left - sign.right >= BULLET_GAP * line.size
    low = max(sign.bottom - sign.top, sign.right - sign.left) <= line.size * BULLET_HEIGHT
    return len(sign.text) == 1 and apart and (low and sign.text not in _signs("ocr_small_signs") or sign.text in _signs("ocr_bullets"))


@lru_cache(maxsize=8)
def _signs(name: str) -> frozenset[str]:
    return Lexicon.default().words(name)


def lost_bullets(lines: Sequence[OcrLine], picture: bytes) -> list[OcrLine]:
    """The lines with the bullets that tesseract passed over: where the text begins as that of a line with a bullet does, and a
    thing of a bullet's place and size stands before it on the picture (PGM)."""
    models = [line for line in lines if _is_small_sign(0, line)]
    return [_with_bullet(line, models, picture) for line in lines]


def _with_bullet(line: OcrLine, models: Sequence[OcrLine], picture: bytes) -> OcrLine:
    first = line.words[0]
    for model in models:
        sign, text = model.words[:2]
        if abs(text.left - first.left) > line.size * BULLET_GAP * 2 or sign.right >= first.left:
            continue
        down = round(line.baseline - model.baseline)
        if _is_dark(picture, sign.left, sign.top + down, sign.right, sign.bottom + down):
            bullet = replace(sign, text=BULLET, top=sign.top + down, bottom=sign.bottom + down, confidence=FAINT)
            return replace(line, words=(bullet, *line.words))
    return line


def _is_dark(picture: bytes, left: int, top: int, right: int, bottom: int) -> bool:
    """The box is half filled, and most of that around it is paper."""
    inside = _dark_share(picture, left, top, right, bottom)
    width, height = right - left, bottom - top
    around = _dark_share(picture, left - width // 2, top - height, right + width // 2, bottom + height)
    return inside >= 0.4 and around <= 0.4


def _dark_share(picture: bytes, left: int, top: int, right: int, bottom: int) -> float:
    fields = picture[:40].split(maxsplit=4)
    width, height = int(fields[1]), int(fields[2])
    start = len(picture) - width * height
    if not (0 <= left < right <= width and 0 <= top < bottom <= height):
        return 0.0
    rows = [picture[start + row * width + left: start + row * width + right] for row in range(top, bottom)]
    return sum(grey < DARK for row in rows for grey in row) / ((right - left) * (bottom - top))


# ------------------------------------------------------------------------------------------------ digits


@lru_cache(maxsize=1)
def as_digits() -> dict[int, str]:
    """Letters to the digits that they look like."""
    return {ord(letter): digit for digit, letters in Lexicon.default().mapping("ocr_digits").items() for letter in letters}


def mend_number(text: str) -> str:
    """A letter between two digits, or in a date, is the digit that it looks like: nothing else can stand there.

    >>> mend_number("2\u041e21"), mend_number("\u04171.12.2020"), mend_number("273-\u0424\u0417"), mend_number("7\u0430")
    ('2021', '31.12.2020', '273-\u0424\u0417', '7\u0430')
    """
    if text.isascii() and text.isdigit() or not any(map(str.isdigit, text)):
        return text
    if _DATE.fullmatch(text):
        dated = text.translate(as_digits())
        return dated if sum(map(str.isalpha, text)) <= 2 and not any(map(str.isalpha, dated)) else text
    return _BETWEEN_DIGITS.sub(lambda found: _if_digits(found.group()), text)


def _if_digits(letters: str) -> str:
    digits = letters.translate(as_digits())
    return digits if digits.isdigit() else letters


# ------------------------------------------------------------------------------------------------ pages


def align_pages(pages: Sequence[PageContent]) -> list[PageContent]:
    """The recognised pages of one paper, moved so that their text begins at the same place, as paper never lies twice alike."""
    lefts = [_left_edge(page) if page.recognised else None for page in pages]
    known = [left for left in lefts if left is not None]
    if len(known) < 2:
        return list(pages)
    common = statistics.median_low(known)
    shapes = [page.shape for page in pages if page.recognised]
    moves = [0.0 if left is None or abs(common - left) > FURTHEST_MOVE else common - left for left in lefts]
    return [
        _moved(page, by, _same_paper(page.shape, shapes)) if page.recognised else page for page, by in zip(pages, moves, strict=True)
    ]


def _same_paper(shape: tuple[int, int, int], shapes: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    """The first shape that differs by no more than turning a skewed page adds."""
    return next(other for other in shapes if abs(other[0] - shape[0]) <= SAME_PAPER and abs(other[1] - shape[1]) <= SAME_PAPER)


def _left_edge(page: PageContent) -> float | None:
    """Where several lines begin, at the left."""
    starts = sorted(line.x0 for line in make_rows(page.words))
    return next((one for one, other in pairwise(starts) if other - one <= 2.0), None)


def _moved(page: PageContent, by: float, shape: tuple[int, int, int]) -> PageContent:
    words = tuple(replace(word, x0=word.x0 + by, x1=word.x1 + by) for word in page.words)
    rulings = tuple(replace(ruling, x0=ruling.x0 + by, x1=ruling.x1 + by) for ruling in page.rulings)
    return replace(page, words=words, rulings=rulings, shape=shape)


# ------------------------------------------------------------------------------------------------ doubts


def is_poor(words: Sequence[Word]) -> bool:
    """Whether a recognised page was hardly readable: what tesseract makes of another script, of handwriting, of a blur."""
    known = [(word.confidence, len(word.text)) for word in words if word.confidence is not None]
    letters = sum(length for _, length in known)
    return bool(known) and sum(confidence * length for confidence, length in known) < POOR * letters


def recognition_of(lines: Sequence[Line], *, with_doubts: bool = True) -> Recognition | None:
    """How sure the recogniser is of these lines, joined by line ends; None where a word of them is no recognised one."""
    known = [word.confidence for line in lines for word in line.words if word.confidence is not None]
    if len(known) < sum(len(line.words) for line in lines) or not known:
        return None
    return Recognition(confidence=round(sum(known) / len(known), 3), doubts=tuple(_doubts(lines)) if with_doubts else ())


def _doubts(lines: Sequence[Line]) -> Iterator[Doubt]:
    at = 0
    for line in lines:
        begin = at
        for rank, word in enumerate(line.words):
            start = at + line.text.index(word.text, begin - at)
            begin = start + len(word.text)
            if word.confidence is not None and word.confidence < SURE and _matters(word.text, opens=not rank and line is lines[0]):
                yield Doubt(start=start, end=begin, confidence=round(word.confidence, 2))
        at += len(line.text) + 1


def _matters(text: str, *, opens: bool) -> bool:
    """A wrong digit is a wrong date, number or deadline, and nobody can see it; so is a wrong list number."""
    return any(map(str.isdigit, text)) or opens and text[-1] in ".)" and len(text) <= 3
