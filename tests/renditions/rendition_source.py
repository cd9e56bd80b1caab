"""What an office had on its page before somebody exported it as plain text: paragraphs, lists, tables, bold and centred pieces.

The paragraphs are those that the parser heals (wraps joined, hyphens undone), and no gold is looked at. Page numbers and running
heads of the source are left out: each rendition has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from resolution_parser.document import Document
from resolution_parser.lexicon import Lexicon
from resolution_parser.readers.text import document_from_text
from resolution_parser.stages.blocks import heal_blocks
from resolution_parser.stages.front import read_front
from resolution_parser.stages.paragraphs import Paragraph

_WIDE = 4  # blanks in a row that stand for a tab
_STAMP = 25  # columns: an indent from which a line stands at the right


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; a tab parts the two ends of a line."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph without its list marker, which is ``label``; ``style`` is the shape of the marker (``number``, ``bullet -``)."""

    runs: tuple[Run, ...]
    label: str | None = None
    style: str = ""
    place: str = "left"
    """``left``, ``centre``, ``right`` or ``ends`` (one piece at each margin)."""
    is_front: bool = False
    gap: bool = False
    """Free space stands above it."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; all rows are equally long."""

    rows: tuple[tuple[str, ...], ...]


def source_of(text: str) -> list[Part | Table]:
    """The page behind a plain text.

    >>> page = source_of("РЕШЕНИЕ\\nконференции\\n\\n1 мая 2020 г.      г. Тула\\n\\nКонференция **решила**:\\n1. Издать\\nсборник.")
    >>> [(part.place, part.label, part.text) for part in page][:3]
    [('centre', None, 'РЕШЕНИЕ'), ('centre', None, 'конференции'), ('ends', None, '1 мая 2020 г.\\tг. Тула')]
    >>> page[3].runs, page[4].label, page[4].text
    ((Run(text='Конференция ', bold=False), Run(text='решила', bold=True), Run(text=':', bold=False)), '1.', 'Издать сборник.')
    """
    document, lexicon = document_from_text(text), Lexicon.default()
    paragraphs = heal_blocks(document, lexicon)
    body = read_front(paragraphs, lexicon=lexicon).body
    page: list[Part | Table] = []
    for table, group in groupby((part for part in paragraphs if not part.furniture), key=_table_of):
        if table is not None:
            page.append(_table(list(group)))
            continue
        for paragraph in group:
            page += _front_lines(document, paragraph) if paragraph.index < body else [_part(document, paragraph)]
    return page


def _table_of(paragraph: Paragraph) -> int | None:
    return paragraph.cell.table if paragraph.cell else None


def _table(cells: Sequence[Paragraph]) -> Table:
    places = {(cell.cell.row, cell.cell.column): cell.text for cell in cells if cell.cell}
    width = max(column for _, column in places) + 1
    height = max(row for row, _ in places) + 1
    return Table(tuple(tuple(places.get((row, column), "") for column in range(width)) for row in range(height)))


def _part(document: Document, paragraph: Paragraph) -> Part:
    marker = paragraph.marker
    runs = _runs(document.text, paragraph, paragraph.body_start)
    ends = any("\t" in run.text for run in runs)
    return Part(
        runs=runs, label=marker.label if marker else None, style=marker.style if marker else "", gap=paragraph.gap_before,
        place="ends" if ends else "right" if paragraph.indent >= _STAMP else "left",
    )


def _runs(text: str, paragraph: Paragraph, start: int) -> tuple[Run, ...]:
    """The cleaned text with its bold pieces, and tabs for wide gaps."""
    signs: list[tuple[str, bool]] = []
    for at in range(start, len(paragraph.text)):
        raw = paragraph.map.raw_start(at)
        sign = paragraph.text[at]
        if sign == " " and at + 1 < len(paragraph.text):
            between = text[paragraph.map.raw_start(at - 1) + 1:paragraph.map.raw_start(at + 1)]
            sign = "\t" if "\n" not in between and between.count(" ") >= _WIDE else " "
        signs.append((sign, text.count("**", 0, raw) % 2 == 1))
    return tuple(Run("".join(sign for sign, _ in group), bold) for bold, group in groupby(signs, key=lambda pair: pair[1]))


def _front_lines(document: Document, paragraph: Paragraph) -> Iterator[Part]:
    """Lines of a title stay as the author set them, in the middle of the page."""
    at = paragraph.start
    for rank, line in enumerate(document.text[paragraph.start:paragraph.end].split("\n")):
        bare = line.replace("**", "").strip()
        bold = document.text.count("**", 0, at + len(line) // 2) % 2 == 1
        at += len(line) + 1
        if not bare:
            continue
        ends = re.sub(rf" {{{_WIDE},}}", "\t", bare)
        place = "ends" if "\t" in ends else "right" if paragraph.indent >= 2 * _STAMP - 5 else "centre"
        yield Part((Run(re.sub(" +", " ", ends), bold),), place=place, is_front=True, gap=not rank and paragraph.gap_before)
