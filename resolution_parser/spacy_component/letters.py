"""Where a quoted text stands in a document: by its letters and digits, whole words only, in every place that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resolution_parser.normalize import fold
from resolution_parser.stages.paragraphs import Paragraph

_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """The pieces of a document's text, in order, as half-open ranges: more than one where a page's end or the like stands between."""

    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    def holds(self, other: Place) -> bool:
        """Whether the other stands within this one, from its start to its end."""
        return self.start <= other.start and other.end <= self.end


class LetterIndex:
    """The letters and digits of healed paragraphs in one string; lines and pages are joined in it, furniture is not in it.

    White space, signs, kinds of quotes, case and ё do not count, so that a text is found as a person would have quoted it.
    """

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = [paragraph for paragraph in paragraphs if not paragraph.furniture]
        letters: list[str] = []
        self._places: list[tuple[int, int]] = []
        for rank, paragraph in enumerate(self._paragraphs):
            for match in _WORD.finditer(paragraph.folded):
                for sign in match.group().casefold():
                    letters.append(sign)
                    self._places.append((rank, match.start()))
        self._letters = "".join(letters)

    def find(self, wanted: str) -> tuple[Place, ...]:
        """All places of a text, in order; of a text without letters none."""
        key = letters_of(wanted)
        return tuple(self._place(at, at + len(key), fold(wanted)) for at in self._starts(key)) if key else ()

    def _starts(self, key: str) -> Iterator[int]:
        at = self._letters.find(key)
        while at >= 0:
            if self._is_edge(at) and self._is_edge(at + len(key)):
                yield at
            at = self._letters.find(key, at + 1)

    def _is_edge(self, at: int) -> bool:
        """Whether no word goes on over this point."""
        if at in (0, len(self._letters)):
            return True
        (rank, offset), (next_rank, next_offset) = self._places[at - 1], self._places[at]
        return rank != next_rank or next_offset - offset > 1

    def _place(self, first: int, last: int, wanted: str) -> Place:
        words = [match.start() for match in _WORD.finditer(wanted)]
        (rank, start), (last_rank, end) = self._places[first], self._places[last - 1]
        start = _step(self._paragraphs[rank].folded, start, wanted[:words[0]][::-1], -1)
        end = _step(self._paragraphs[last_rank].folded, end, wanted[words[-1] + 1:], +1) + 1
        pieces: list[tuple[int, int]] = []
        for between in range(rank, last_rank + 1):
            paragraph = self._paragraphs[between]
            low = start if between == rank else paragraph.body_start
            high = end if between == last_rank else len(paragraph.text)
            pieces.extend((piece[0], piece[1]) for piece in paragraph.map.pieces(low, high))
        return Place(tuple(pieces))


def letters_of(text: str) -> str:
    """What of a text is compared.

    >>> letters_of("«Ёлка» – 2021")
    'елка2021'
    """
    return "".join(_WORD.findall(fold(text).casefold()))


def _step(text: str, at: int, signs: str, step: int) -> int:
    """From a letter over the signs that belong to the quoted text (a closing quote, a bracket), as far as they are there."""
    for sign in signs:
        following = at + step
        while 0 <= following < len(text) and text[following].isspace():
            following += step
        if sign.isspace():
            continue
        if not 0 <= following < len(text) or text[following] != sign:
            break
        at = following
    return at
