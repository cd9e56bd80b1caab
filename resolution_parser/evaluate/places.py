"""Where in the document a fault stands, for the eye only: nothing is scored by it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from resolution_parser.evaluate.faults import Fault
from resolution_parser.evaluate.scoring import DocumentScore
from resolution_parser.normalize import fold

_LETTERS = re.compile(r"[^\W_]")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
SHORTEST = 12  # letters: shorter beginnings of a text prove no place


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the document, cut into what stands before, in and after the fault's own words, with the faults that begin in it."""

    start: int
    before: str
    marked: str
    after: str
    faults: tuple[Fault, ...]


class TextIndex:
    """Finds a text in a document by its letters and digits alone, whatever the white space, signs and case.

    >>> TextIndex("1. Усилить\\nохрану «школ».").find("усилить охрану школ")
    (3, 23)
    """

    def __init__(self, text: str) -> None:
        places = [match.start() for match in _LETTERS.finditer(text)]
        folded = fold(text)
        letters = [(sign, at) for at in places for sign in folded[at].casefold()]
        self._letters = "".join(sign for sign, _ in letters)
        self._places = [at for _, at in letters]

    def find(self, wanted: str) -> tuple[int, int] | None:
        """Half-open offsets of the first place; where only the first half or quarter of the text is there, of that part."""
        letters = "".join(_LETTERS.findall(fold(wanted).casefold()))
        for piece in (letters, letters[: len(letters) // 2], letters[: len(letters) // 4]):
            at = self._letters.find(piece) if piece == letters or len(piece) >= SHORTEST else -1
            if piece and at >= 0:
                return self._places[at], self._places[at + len(piece) - 1] + 1
        return None


def passages(document: DocumentScore) -> tuple[tuple[Fault, ...], tuple[Passage, ...]]:
    """The faults that have no place in the text, and the paragraphs that hold the others, in the order of the text."""
    index = TextIndex(document.text)
    lines = [(match.start(), match.end()) for match in _LINE.finditer(document.text)]
    placeless: list[Fault] = []
    by_place: dict[tuple[int, int], list[Fault]] = {}
    for fault in document.faults:
        place = _place(fault, document, index)
        if place is None:
            placeless.append(fault)
        else:
            by_place.setdefault(place, []).append(fault)
    return tuple(placeless), tuple(_passage(document.text, lines, place, faults) for place, faults in sorted(by_place.items()))


def _place(fault: Fault, document: DocumentScore, index: TextIndex) -> tuple[int, int] | None:
    wanted = fault.text or fault.wanted or ""
    for text in (wanted, fault.got or ""):
        known = document.spans.get(text)
        if known is not None and 0 <= known[0] < known[1] <= len(document.text):
            return known
    return index.find(wanted) if document.text else None


def _passage(text: str, lines: Sequence[tuple[int, int]], place: tuple[int, int], faults: Sequence[Fault]) -> Passage:
    """The lines that the place touches, whole."""
    start, end = place
    starts = [line[0] for line in lines]
    first = lines[max(bisect_right(starts, start) - 1, 0)][0]
    last = lines[max(bisect_right(starts, end - 1) - 1, 0)][1]
    return Passage(start, text[first:start], text[start:end], text[end:last], tuple(faults))
