"""Where the words of a reviewer stand in the document: what was parsed knows its place, what is corrected must be looked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain

from resolution_parser.normalize import fold
from resolution_parser.records import Body, Control, Person, Programme, Reference, Resolution, Section, Span, Task

_SIGN = re.compile(r"[^\W_]")


class Places:
    """Finds texts in a document by their letters and digits, whatever the white space, hyphens and signs between them.

    >>> from resolution_parser import parse_text
    >>> places = Places(parse_text("Съезд решил:\\n1. Одобрить «отчёт» за\\n2020 год."))
    >>> [(span.start, span.end) for span in places.find("одобрить отчет за 2020 год", near=0)]
    [(16, 44)]
    """

    def __init__(self, resolution: Resolution) -> None:
        self._text = resolution.text
        folded = fold(resolution.text)
        signs = [(sign, match.start()) for match in _SIGN.finditer(folded) for sign in match.group().casefold()]
        self._letters = "".join(sign for sign, _ in signs)
        self._offsets = [at for _, at in signs]
        known = sorted({(span.start, span.page, span.paragraph) for span in _spans(resolution)}, key=lambda place: (place[0], place[2]))
        self._known_starts = [start for start, _, _ in known]
        self._known = [(page, paragraph) for _, page, paragraph in known]

    def find(self, wanted: str, *, near: int | None) -> tuple[Span, ...]:
        """All places of a text, whole words only, the one nearest to ``near`` first; in the order of the text where that is None.

        Page and paragraph are those of the nearest record before, since the document's own paragraphs are not in the records.
        """
        found = list(self._find(wanted))
        return tuple(found if near is None else sorted(found, key=lambda span: abs(span.start - near)))

    def _find(self, wanted: str) -> Iterator[Span]:
        letters = "".join(sign for match in _SIGN.finditer(fold(wanted)) for sign in match.group().casefold())
        at = self._letters.find(letters) if letters else -1
        while at >= 0:
            start, end = self._offsets[at], self._offsets[at + len(letters) - 1] + 1
            if not (_SIGN.match(self._text, start - 1) if start else None) and not _SIGN.match(self._text, end):
                yield self._span(start, end + self._closing(wanted, end))
            at = self._letters.find(letters, at + 1)

    def _closing(self, wanted: str, end: int) -> int:
        """How many of the closing quotes and the like that the text ends in stand here, too."""
        tail = wanted.rstrip()[-3:]
        closing = tail[len(tail.rstrip("»\")%.”")):]
        return len(closing) if closing and self._text.startswith(closing, end) else 0

    def _span(self, start: int, end: int) -> Span:
        rank = max(bisect_right(self._known_starts, start) - 1, 0)
        page, paragraph = self._known[rank] if self._known else (None, 0)
        return Span(start=start, end=end, page=page, paragraph=paragraph)


def all_bodies(resolution: Resolution) -> Iterator[Body]:
    """The bodies of all tasks and control items, in the order of these."""
    for item in resolution.items():
        if isinstance(item, Task | Control):
            yield from item.bodies


def _spans(resolution: Resolution) -> Iterator[Span]:
    for item in resolution.items():
        yield from item.spans
    for entry in chain[Reference | Programme | Person | Section | Body](
            resolution.references, resolution.programmes, resolution.persons, resolution.sections, all_bodies(resolution)):
        yield entry.span
    for warning in resolution.warnings:
        if warning.span is not None:
            yield warning.span


def overlaps(one: Span, others: Iterable[Span]) -> bool:
    """Whether a span shares characters with any of the others."""
    return any(one.start < other.end and other.start < one.end for other in others)
