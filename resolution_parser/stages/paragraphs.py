"""What the later stages work on: a paragraph that knows where each of its characters stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from resolution_parser import morph
from resolution_parser.document import Block, Cell
from resolution_parser.normalize import fold
from resolution_parser.offsets import Segment, TextMap

# What cleaning takes out of a line: emphasis marks of a text export, white space, soft hyphens and zero-width characters.
_NOISE = re.compile(r"\*\*|[\u00ad\u200b-\u200f\u2060\ufeff]+|\s+")
# Where there is any: a lone space between two words is none, so that the map has a segment for a line and not for a word.
_NOISY = re.compile(r"(?:\*\*|[\u00ad\u200b-\u200f\u2060\ufeff\s]){2,}|\*\*|[\u00ad\u200b-\u200f\u2060\ufeff]|[^\S ]")
_HYPHEN_END = re.compile(r"[^\W\d_][-\u00ad\u2010\u2011¬]$")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
LONGEST_WORD = 60  # letters that are looked at where a line ends in a hyphen


@dataclass(frozen=True, slots=True)
class Marker:
    """A list marker: ``label`` as printed, ``style`` the shape shared by the markers of one list, ``number`` its rank if it has one.

    ``depth`` counts the parts of a multilevel number (``2.3.`` has two).
    """

    label: str
    style: str
    number: int | None
    depth: int
    end: int
    """Where the text after the marker begins, in the cleaned text of the paragraph."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A healed paragraph. ``text`` is cleaned, ``folded`` of the same length is for recognition; both include the marker."""

    index: int
    text: str
    folded: str
    map: TextMap
    start: int
    end: int
    page: int | None
    marker: Marker | None
    bold: bool
    bold_until: int
    """How much of the cleaned text, from its start, is emphasised by ``**`` marks."""
    centred: bool
    heading: int | None
    furniture: bool
    cell: Cell | None
    level: int | None
    gap_before: bool
    """A blank line stands before it (or the reader gives none, and each paragraph is its own)."""
    indent: int
    raw: str
    recognised: float | None = None
    """How sure the recogniser is of it, where any of it was recognised on a picture."""

    @property
    def body(self) -> str:
        """The text without its marker."""
        return self.text[self.marker.end:] if self.marker else self.text

    @property
    def body_start(self) -> int:
        return self.marker.end if self.marker else 0


class ParagraphText:
    """Cleans blocks into one paragraph and keeps the map."""

    def __init__(self, document_text: str) -> None:
        self._text = document_text
        self._parts: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0
        self._piece = 0
        self.emphasis: list[int] = []

    def add(self, start: int, end: int, *, page: int | None, cut: bool) -> None:
        """Append a line of the raw text; ``cut`` where something else stands between it and the line before."""
        if cut and self._length:
            self._piece += 1
        if self._length:
            self._join(self._text[start:end])
        at = start
        noises = (noise for noisy in _NOISY.finditer(self._text, start, end) for noise in _NOISE.finditer(self._text, *noisy.span()))
        for noise in noises:
            self._take(at, noise.start(), page)
            found = noise.group()
            if found == "**":
                self.emphasis.append(self._length)
            elif found[0].isspace() and self._length and self._parts[-1] != " " and noise.end() < end:
                self._space(noise.start(), page)
            at = noise.end()
        self._take(at, end, page)

    def build(self) -> tuple[str, TextMap]:
        """The cleaned text and its map."""
        return "".join(self._parts), TextMap(self._segments)

    def _join(self, following: str) -> None:
        tail = self._parts[-1]
        if _HYPHEN_END.search(tail[-2:]) and following[:1].islower():
            if not _hyphen_stays(tail[-LONGEST_WORD:-1], following[:LONGEST_WORD]):
                self._drop_last()
            return
        if tail[-1:] in "-–" and len(tail) > 1 and following[:1].isalnum() and tail[-2:-1].isalnum():
            return
        if tail != " ":
            last = self._segments[-1]
            self._space(last.raw + last.length, last.page, joint=True)

    def _drop_last(self) -> None:
        tail, last = self._parts[-1], self._segments[-1]
        self._parts[-1] = tail[:-1]
        self._segments[-1] = Segment(last.clean, last.raw, last.length - 1, last.piece, last.page, 1)
        self._length -= 1

    def _take(self, start: int, end: int, page: int | None) -> None:
        if start < end:
            self._segments.append(Segment(self._length, start, end - start, self._piece, page))
            self._parts.append(self._text[start:end])
            self._length += end - start

    def _space(self, raw: int, page: int | None, *, joint: bool = False) -> None:
        piece = self._segments[-1].piece if self._segments else self._piece
        self._segments.append(Segment(self._length, raw, 1, piece, page, joint=joint))
        self._parts.append(" ")
        self._length += 1


@lru_cache(maxsize=20_000)
def _is_compound(left: str, right: str) -> bool:
    """Whether the dictionary speaks for ``left-right`` and not for ``leftright``."""
    if morph.is_known(f"{left}-{right}"):
        return True
    if morph.is_known(left + right) or len(left) < 3 or len(right) < 3 or not morph.is_known(right):
        return False
    prefix = left.islower() and morph.is_compound_prefix(left)
    return morph.is_known(left) or prefix and any(reading.pos == "ADJF" for reading in morph.readings(right))


def _hyphen_stays(tail: str, following: str) -> bool:
    """Whether the hyphen at a line end is part of the word: it goes where the dictionary knows the joined word."""
    left, right = _LAST_WORD.search(tail), _FIRST_WORD.match(following)
    if left is None or right is None:
        return True
    return _is_compound(left.group().rsplit("-", 1)[-1], right.group())


def clean_pieces(pieces: Iterable[str]) -> str:
    """The pieces of an item, as sliced from the document's text, put together and cleaned as the record's ``text`` is.

    >>> clean_pieces(["новым  **требо-\\n  ваниям**;", "в том числе"])
    'новым требованиям; в том числе'
    """
    whole = ""
    offsets: list[tuple[int, int]] = []
    for piece in pieces:
        at = 0
        for line in piece.split("\n"):
            stripped = line.strip()
            if stripped:
                low = len(whole) + at + line.index(stripped)
                offsets.append((low, low + len(stripped)))
            at += len(line) + 1
        whole += piece + "\n"
    text = ParagraphText(whole)
    for low, high in offsets:
        text.add(low, high, page=None, cut=False)
    return text.build()[0]


def blocks_to_paragraph(
    text: str, blocks: list[Block], *, index: int, marker: Marker | None, gap_before: bool, indent: int, cuts: list[bool],
    lines: list[tuple[int, int, int | None, bool]] | None = None,
) -> Paragraph:
    """Build the paragraph of one or more blocks (the lines of a wrapped one, the halves of a broken one)."""
    builder = ParagraphText(text)
    for block, cut in zip(blocks, cuts, strict=True):
        for start, end in _lines_of(text, block):
            builder.add(start, end, page=block.page, cut=cut)
            cut = False
    clean, text_map = builder.build()
    first = blocks[0]
    emphasis = builder.emphasis
    bold_until = (emphasis[1] if len(emphasis) > 1 else len(clean)) if emphasis and emphasis[0] <= 6 else 0
    return Paragraph(
        index=index, text=clean, folded=fold(clean), map=text_map, start=first.start, end=blocks[-1].end, page=first.page,
        marker=marker, bold=all(block.bold for block in blocks) or (bold_until >= len(clean.rstrip(" :.")) > 0),
        bold_until=len(clean) if all(block.bold for block in blocks) else bold_until,
        centred=all(block.centred for block in blocks), heading=first.heading, furniture=first.furniture, cell=first.cell,
        level=first.level, gap_before=gap_before, indent=indent, raw=text[first.start:blocks[-1].end],
        recognised=min((block.recognised for block in blocks if block.recognised is not None), default=None),
    )


def _lines_of(text: str, block: Block) -> list[tuple[int, int]]:
    if "\n" not in text[block.start:block.end]:
        return [(block.start, block.end)]
    found, at = [], block.start
    for line in text[block.start:block.end].split("\n"):
        stripped = line.strip()
        if stripped:
            low = at + line.index(stripped)
            found.append((low, low + len(stripped)))
        at += len(line) + 1
    return found
