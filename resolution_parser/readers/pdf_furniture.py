"""What stands on a page and is not of its text: running heads and feet, page numbers, footnotes."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from resolution_parser.readers.pdf_layout import Line
from resolution_parser.readers.pdf_text import Ruling

EDGE_ROWS = 4  # so many rows at the top and at the bottom of a page can be furniture
SAME_HEIGHT = 4.0  # points by which a running head may wander
HEAD_SIZE = 0.9  # times the usual size: letters of a running head that stands on one page only are smaller
HEAD_SPACE = 1.5  # sizes of the page's letters between such a head and the text
COUNTING_PAGES = 3  # so many pages share heads that count them before it is no chance
NOTE_SIZE = 0.92  # times the usual size: letters of a footnote are smaller
NOTE_RULE = (40.0, 0.5)  # points, and share of the text's width: the line over footnotes is no shorter and no longer

_LONE_NUMBER = re.compile(r"[-–—\s]*(\d{1,4})[-–—\s]*")
_NUMBER_OF = re.compile(r"\D{0,20}\b(\d{1,4})\D{1,10}(\d{1,4})\W{0,3}")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_NOTE = re.compile(r"(?:\d{1,3}|\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹])[)\s]*[^\W_]")
_COUNTED = re.compile(r"(\d{1,3})\s+[^\W\d_].*|.*[^\W\d_][.»\")]?\s+(\d{1,3})")  # four digits are a year


@dataclass(frozen=True, slots=True)
class _EdgeRow:
    """A row near the top or the bottom of a page; ``rank`` counts from that edge."""

    page: int
    rank: int
    at_top: bool
    line: Line

    @property
    def key(self) -> str:
        return _NOT_LETTERS.sub(" ", self.line.text).strip().casefold()


def find_furniture(pages: Sequence[Sequence[Line]], *, wander: float = SAME_HEIGHT) -> list[frozenset[int]]:
    """For each page, the ranks of its rows that are running heads, running feet and page numbers.

    A row is one if the rows between it and the edge are, and it stands on other pages too at that height (digits and signs set
    aside), or is a number that counts the pages, alone or with other words from page to page, or is set small and apart at the top of a
    later page, or of the first where later ones have such a head at that height. ``wander``: points by which the height may differ.
    """
    edges = [list(_edge_rows(number, rows)) for number, rows in enumerate(pages)]
    everywhere = [row for rows in edges for row in rows]
    repeated = _repeated(everywhere, len(pages), wander) | _counting(everywhere)
    heads = [row.line.y for row in everywhere if row.page and row.rank == 0 and _is_small_head(row, pages[row.page])]
    repeated |= {(row.page, row.rank, True) for row in everywhere if row.page == 0 and row.rank == 0 and row.at_top and any(
        abs(row.line.y - y) <= wander for y in heads) and _is_small(row, pages[0])}
    offsets = _number_offsets(everywhere)
    return [_page_furniture(page, edge, repeated, offsets, len(pages)) for page, edge in zip(pages, edges, strict=True)]


def _edge_rows(page: int, rows: Sequence[Line]) -> Iterable[_EdgeRow]:
    # A page of a few rows has text between head and foot, too.
    for rank in range(min(EDGE_ROWS, len(rows))):
        yield _EdgeRow(page, rank, True, rows[rank])
        yield _EdgeRow(page, rank, False, rows[len(rows) - 1 - rank])


def _repeated(rows: Sequence[_EdgeRow], pages: int, wander: float) -> frozenset[tuple[int, int, bool]]:
    """(page, rank, at_top) of the rows that stand at the same height with the same letters on enough pages."""
    groups: dict[tuple[bool, str], list[_EdgeRow]] = {}
    for row in rows:
        groups.setdefault((row.at_top, row.key), []).append(row)
    needed = 2 if pages <= 5 else 3
    found: list[tuple[int, int, bool]] = []
    for (_, key), group in groups.items():
        if not key:
            continue
        for row in group:
            near = {other.page for other in group if abs(other.line.y - row.line.y) <= wander}
            if len(near) >= needed:
                found.append((row.page, row.rank, row.at_top))
    return frozenset(found)


def _counting(rows: Sequence[_EdgeRow]) -> frozenset[tuple[int, int, bool]]:
    """The outermost rows whose words change, but whose first or last number counts the pages, as heads of left and right pages do."""
    groups: dict[tuple[bool, int], list[_EdgeRow]] = {}
    for row in rows:
        counted = _COUNTED.fullmatch(row.line.text) if row.rank == 0 else None
        if counted is not None:
            groups.setdefault((row.at_top, int(counted.group(1) or counted.group(2)) - row.page), []).append(row)
    return frozenset(
        (row.page, row.rank, row.at_top) for group in groups.values() if len(group) >= COUNTING_PAGES for row in group
    )


def find_footnotes(rows: Sequence[Line], rulings: Sequence[Ruling], furniture: frozenset[int]) -> frozenset[int]:
    """The ranks of the rows under the short line at the left that parts footnotes from the text: set smaller, and opened by a number
    or an asterisk, down to the page's foot."""
    body = [row for rank, row in enumerate(rows) if rank not in furniture]
    if len(body) < 2:
        return frozenset()
    left, width = min(row.x0 for row in body), max(row.x1 for row in body) - min(row.x0 for row in body)
    usual = statistics.median_low([row.size for row in body])
    for ruling in sorted(rulings, key=lambda ruling: ruling.y0):
        if not ruling.is_horizontal or abs(ruling.x0 - left) > usual or not NOTE_RULE[0] <= ruling.x1 - ruling.x0 <= NOTE_RULE[1] * width:
            continue
        below = [rank for rank, row in enumerate(rows) if row.y - row.size * 0.5 > ruling.y0 and rank not in furniture]
        small = all(rows[rank].size <= usual * NOTE_SIZE for rank in below)
        if below and len(below) < len(body) and small and _NOTE.match(rows[below[0]].text):
            return frozenset(below)
    return frozenset()


def _number_offsets(rows: Sequence[_EdgeRow]) -> frozenset[int]:
    """Differences between printed and true page numbers that at least two pages share; 0 needs no witness."""
    offsets: dict[int, set[int]] = {}
    for row in rows:
        match = _LONE_NUMBER.fullmatch(row.line.text)
        if match:
            offsets.setdefault(int(match.group(1)) - row.page, set()).add(row.page)
    return frozenset({1, *(offset for offset, seen in offsets.items() if len(seen) > 1)})


def _page_furniture(
    page: Sequence[Line], edge: Sequence[_EdgeRow], repeated: frozenset[tuple[int, int, bool]], offsets: frozenset[int], pages: int,
) -> frozenset[int]:
    found: set[int] = set()
    for at_top in (True, False):
        for row in sorted((row for row in edge if row.at_top == at_top), key=lambda row: row.rank):
            is_repeated = (row.page, row.rank, at_top) in repeated
            if not is_repeated and not _is_page_number(row, offsets, pages) and not _is_small_head(row, page):
                break
            found.add(row.rank if at_top else len(page) - 1 - row.rank)
    return frozenset(found)


def _is_small_head(row: _EdgeRow, page: Sequence[Line]) -> bool:
    """The first page often has no running head, so that in two pages it comes but once."""
    return bool(row.at_top and row.page and _is_small(row, page))


def _is_small(row: _EdgeRow, page: Sequence[Line]) -> bool:
    """The row is set smaller than the text and apart from the row below it."""
    if row.rank + 2 > len(page):
        return False
    usual = statistics.median_low([line.size for line in page])
    return row.line.size <= usual * HEAD_SIZE and page[row.rank + 1].y - row.line.y >= usual * HEAD_SPACE


def _is_page_number(row: _EdgeRow, offsets: frozenset[int], pages: int) -> bool:
    """A lone number that counts pages, as ``- 2 -``, or the page's own rank beside the number of pages, as in ``page 2 of 5``."""
    alone = _LONE_NUMBER.fullmatch(row.line.text)
    if alone:
        return int(alone.group(1)) - row.page in offsets
    of = _NUMBER_OF.fullmatch(row.line.text)
    return of is not None and int(of.group(1)) == row.page + 1 and int(of.group(2)) == pages
