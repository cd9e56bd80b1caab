"""Where quoted pieces begin and end, whatever signs a document quotes with."""

from __future__ import annotations

import re

_OPENING, _CLOSING = "«„", "»”"
_EITHER = '"“‟'
_SIGN = re.compile("[«»„“”‟\"]")
_MOST_SIGNS = 16  # quotes that one quoted piece may hold; more of them are not nesting but damage
LONGEST = 700  # characters that a quoted piece may have; a sign that is never closed must not swallow the rest


def closing_quote(text: str, start: int) -> int | None:
    """The offset after the quote that closes the one at ``start``; nested quotes are balanced. None where nothing closes it.

    Straight quotes open after a space or a bracket before a letter, else they close. Where the signs do not balance, because two
    closing ones were printed as one, the last one before the end counts.

    >>> text = '"Проект "Школа": итоги" и другие'
    >>> text[:closing_quote(text, 0)]
    '"Проект "Школа": итоги"'
    """
    depth, last = 0, None
    for rank, match in enumerate(_SIGN.finditer(text, start, start + LONGEST)):
        at = match.start()
        if rank == _MOST_SIGNS:
            break
        if at == start or _opens(text, at):
            depth += 1
            if last is not None and depth > 2 and at > start:
                return last
            continue
        depth -= 1
        last = at + 1
        if depth <= 0:
            return last
    return last


def _opens(text: str, at: int) -> bool:
    sign = text[at]
    if sign in _OPENING:
        return True
    if sign in _CLOSING:
        return False
    before, after = text[at - 1: at] or " ", text[at + 1: at + 2] or " "
    return (before in " (-–—" or before in _OPENING + _EITHER) and not after.isspace() and after not in ".,;:!?)"


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of the outermost quoted pieces, with their quotes, in order.

    >>> quoted_spans("по «Плану «А» и Б» и «В»")
    ((3, 18), (21, 24))
    """
    if _SIGN.search(text) is None:
        return ()
    spans: list[tuple[int, int]] = []
    at = 0
    while (match := _SIGN.search(text, at)) is not None:
        end = closing_quote(text, match.start()) if text[match.start()] not in _CLOSING else None
        if end is not None:
            spans.append((match.start(), end))
        at = end if end is not None else match.end()
    return tuple(spans)


def is_quoted(spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    """Whether a range lies within one of the spans."""
    return any(first <= start and end <= last for first, last in spans)


class Mask:
    """Which places of a text are taken; asking and taking cost no more than the length of the piece.

    >>> mask = Mask(10)
    >>> mask.take(2, 5)
    >>> mask.is_free(5, 8), mask.is_free(0, 3)
    (True, False)
    """

    def __init__(self, length: int) -> None:
        self._places = bytearray(length)

    def take(self, start: int, end: int) -> None:
        """Mark a half-open range."""
        self._places[start:end] = b"\x01" * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing in a half-open range is taken."""
        return self._places.find(1, start, end) < 0
