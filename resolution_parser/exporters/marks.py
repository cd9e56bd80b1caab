"""Places in a text as nested marks: what overlaps is cut, so that the pieces can be written as elements one after the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

DEPTH = 12  # deeper marks are left out: browsers flatten trees of some hundred levels, and nobody sees twelve
CHUNK = 4_000  # characters of a block that a browser lays out at a time


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A half-open range that belongs to the record ``record``; ``look`` is how it is shown. Wider marks stand outside narrower ones."""

    start: int
    end: int
    record: int
    look: str


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text, the opening of a mark (``is_first``: the first piece of its record), or, with neither, a closing."""

    text: str = ""
    opens: Mark | None = None
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of the text that is laid out together, of one look."""

    look: str
    tokens: tuple[Token, ...]


def cut_text(text: str, parts: Sequence[tuple[int, str]], marks: Iterable[Mark]) -> Iterator[Chunk]:
    """The whole text in order as chunks: ``parts`` are offsets, from 0 upwards, where another look begins.

    The tokens' texts joined give ``text``; every mark opened is closed in the same chunk.

    >>> chunks = cut_text("Школам: усилить охрану.", [(0, "tasks")], [Mark(8, 22, 1, "task"), Mark(0, 6, 2, "body")])
    >>> [token.text or (token.opens.look if token.opens else "/") for chunk in chunks for token in chunk.tokens]
    ['body', 'Школам', '/', ': ', 'task', 'усилить охрану', '/', '.']
    """
    cuts = list(_cuts(text, parts))
    edges = [start for start, _, _ in cuts]
    by_chunk: list[list[Mark]] = [[] for _ in cuts]
    for mark in marks:
        at = max(bisect_left(edges, mark.start + 1) - 1, 0)
        while at < len(cuts) and cuts[at][0] < mark.end:
            start, end, _ = cuts[at]
            by_chunk[at].append(replace(mark, start=max(mark.start, start), end=min(mark.end, end)))
            at += 1
    seen: set[int] = set()
    for (start, end, look), inside in zip(cuts, by_chunk, strict=True):
        yield Chunk(look, tuple(_tokens(text, start, end, [mark for mark in inside if mark.start < mark.end], seen)))


def _cuts(text: str, parts: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """Where chunks begin and end: at each part, and inside long ones at line ends."""
    ends = [start for start, _ in parts[1:]] + [len(text)]
    for (start, look), end in zip(parts, ends, strict=True):
        while end - start > CHUNK:
            line_end = text.find("\n", start + CHUNK, end)
            if line_end < 0:
                break
            yield start, line_end + 1, look
            start = line_end + 1
        if start < end:
            yield start, end, look


def _tokens(text: str, at: int, end: int, marks: list[Mark], seen: set[int]) -> Iterator[Token]:
    """The tokens of one chunk: a mark that crosses the end of the one around it goes on after it."""
    waiting = [(mark.start, -mark.end, rank, mark) for rank, mark in enumerate(marks)]
    heapify(waiting)
    open_ends: list[int] = []
    while waiting or open_ends:
        if open_ends and (not waiting or open_ends[-1] <= waiting[0][0]):
            stop = open_ends.pop()
            yield from _text(text, at, stop)
            yield Token()
            at = stop
            continue
        start, _, rank, mark = heappop(waiting)
        if open_ends and mark.end > open_ends[-1]:
            heappush(waiting, (open_ends[-1], -mark.end, rank, replace(mark, start=open_ends[-1])))
            mark = replace(mark, end=open_ends[-1])
        if len(open_ends) == DEPTH:
            continue
        yield from _text(text, at, start)
        yield Token(opens=mark, is_first=mark.record not in seen)
        seen.add(mark.record)
        open_ends.append(mark.end)
        at = start
    yield from _text(text, at, end)


def _text(text: str, start: int, end: int) -> Iterator[Token]:
    if start < end:
        yield Token(text[start:end])
