"""Renders a page as a PDF that Word exports: running heads, page numbers, items across page breaks, ruled tables."""

from __future__ import annotations

from collections.abc import Sequence

from pdf_makers import BOLD, HEIGHT, INDENT, LEFT, REGULAR, RIGHT, Sheet, text_width, wrap
from rendition_source import Part, Run, Table

BOTTOM = 120.0
SMALL_GAP = 8.0
HEAD = "Сборник материалов августовских мероприятий"
_Word = tuple[str, bool]


def render_pdf(page: Sequence[Part | Table], *, justified: bool = True, bottom: float = BOTTOM) -> bytes:
    """``justified``: from margin to margin with first-line indents, as decrees are set; without it ragged, with hanging list items.

    ``bottom``: points of the page that stay free below the text.
    """
    writer = _Writer(justified, bottom)
    for rank, part in enumerate(page):
        if isinstance(part, Table):
            writer.table(part)
        else:
            writer.part(part, first=not rank)
    return writer.data()


class _Writer:
    """Puts lines on pages and opens a new page where one is full, wherever in a paragraph that happens."""

    def __init__(self, justified: bool, bottom: float) -> None:
        self._sheet = Sheet()
        self._bottom = bottom
        self._page = 0
        self._justified = justified
        self._furnish()

    def data(self) -> bytes:
        return self._sheet.data()

    def _furnish(self) -> None:
        self._page += 1
        if self._justified and self._page > 1:  # the first page has another head, that is none
            self._sheet.put(HEAD, y=HEIGHT - 30, size=9)
        elif not self._justified:
            self._sheet.head(HEAD, y=HEIGHT - 30)
        self._sheet.foot(f"- {self._page} -" if self._justified else str(self._page))

    def _room(self) -> None:
        if self._sheet.y < self._bottom:
            self._sheet.turn_page()
            self._furnish()

    def part(self, part: Part, *, first: bool) -> None:
        if part.gap and not first:
            self._sheet.skip(SMALL_GAP)
        if part.place == "centre":
            for line in _wrapped(_words(part.runs), RIGHT - LEFT, 0, 0):
                self._put(line, (LEFT + RIGHT - _width(line)) / 2)
        elif part.place == "right":
            for line in _wrapped(_words(part.runs), (RIGHT - LEFT) / 2, 0, 0):
                self._put(line, RIGHT - _width(line))
        elif part.place == "ends":
            self._ends(part)
        else:
            self._paragraph(part)

    def _ends(self, part: Part) -> None:
        left, _, right = part.text.rpartition("\t")
        left = f"{part.label} {left}" if part.label else left
        self._room()
        self._sheet.two_ends(left.replace("\t", " " * 8), right)

    def _paragraph(self, part: Part) -> None:
        words = _words(part.runs)
        if part.label is None:
            first = INDENT if self._justified else 0.0
            self._lines(words, first, 0.0, justify=self._justified)
        elif self._justified:
            self._lines([(part.label, False), *words], INDENT, 0.0, justify=True)
        else:
            self._room()
            hang = max(18.0, text_width(part.label) + 6)
            self._sheet.put(part.label, LEFT + 18)
            self._lines(words, 18 + hang, 18 + hang, justify=False)

    def _lines(self, words: Sequence[_Word], first: float, rest: float, *, justify: bool) -> None:
        lines = _wrapped(words, RIGHT - LEFT, first, rest)
        for rank, line in enumerate(lines):
            stretch = justify and rank < len(lines) - 1
            x = LEFT + (rest if rank else first)
            gap = (RIGHT - x - sum(text_width(text, BOLD if bold else REGULAR) for text, bold in line)) / max(len(line) - 1, 1)
            self._put(line, x, gap=gap if stretch else None)

    def _put(self, line: Sequence[_Word], x: float, *, gap: float | None = None) -> None:
        self._room()
        for text, bold in line:
            self._sheet.put(text, x, bold=bold)
            x += text_width(text, BOLD if bold else REGULAR) + (text_width(" ") if gap is None else gap)
        self._sheet.y -= self._sheet.leading

    def table(self, table: Table) -> None:
        """A ruled table; a row that does not fit goes to the next page whole, as Word does where it may not break rows."""
        shares = _shares(table)
        xs = [LEFT + share * (RIGHT - LEFT) for share in shares]
        self._sheet.skip(SMALL_GAP)
        for row in table.rows:
            cells = [wrap(cell, width=right - left - 8) for cell, left, right in zip(row, xs, xs[1:], strict=False)]
            height = self._sheet.leading * max(map(len, cells)) + 6
            if self._sheet.y - height < self._bottom - 40:
                self._sheet.turn_page()
                self._furnish()
            top = self._sheet.y + 12
            for x, lines in zip(xs, cells, strict=False):
                for rank, line in enumerate(lines):
                    self._sheet.put(line, x + 4, y=self._sheet.y - rank * self._sheet.leading)
            self._sheet.grid(xs, [top, top - height])
            self._sheet.y -= height
        self._sheet.skip(SMALL_GAP + 8)


def _shares(table: Table) -> list[float]:
    """Places of the vertical lines: the longer its texts, the wider the column."""
    weights = [max(min(max(len(row[column]) for row in table.rows), 60), 6) for column in range(len(table.rows[0]))]
    return [sum(weights[:column]) / sum(weights) for column in range(len(weights) + 1)]


def _words(runs: Sequence[Run]) -> list[_Word]:
    """Words with their look; a word of two looks takes that of its beginning."""
    words: list[_Word] = []
    glued = False
    for run in runs:
        for rank, text in enumerate(run.text.split(" ")):
            if not text:
                glued = False
            elif glued and not rank and words:
                words[-1] = words[-1][0] + text, words[-1][1]
            else:
                words.append((text, run.bold))
            glued = bool(text)
    return words


def _width(line: Sequence[_Word]) -> float:
    return sum(text_width(text, BOLD if bold else REGULAR) for text, bold in line) + text_width(" ") * (len(line) - 1)


def _wrapped(words: Sequence[_Word], width: float, first: float, rest: float) -> list[list[_Word]]:
    lines: list[list[_Word]] = [[]]
    for word in words:
        room = width - (rest if len(lines) > 1 else first)
        if lines[-1] and _width([*lines[-1], word]) > room:
            lines.append([word])
        else:
            lines[-1].append(word)
    return lines
