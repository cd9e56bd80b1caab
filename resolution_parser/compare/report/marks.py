"""Which words of two texts differ: a diff on words, so that a page can mark what was added and what went away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from resolution_parser.normalize import fold

_WORD = re.compile(r"[«“„\"(]*\w+(?:[-‑]\w+)*[»”“\")]*|№|%")  # with the quotes around it, so that they are marked together
SMALL = 3  # letters: words of no more («и», «для») are taken for the same only beside others that are


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: ``added`` was not there the year before, ``removed`` is not there the year after."""

    text: str
    added: bool = False
    removed: bool = False


def find_changes(before: str, after: str) -> tuple[frozenset[int], frozenset[int]]:
    """The ranks of the words that ``before`` has for itself, and those that ``after`` has; case, ё and е, quotes and dashes are no change.

    >>> find_changes("Открыть 2 школьных музея", "открыть 3 школьных музея")
    (frozenset({1}), frozenset({1}))
    """
    one, other = _keys(before), _keys(after)
    removed, added = set(range(len(one))), set(range(len(other)))
    for block in SequenceMatcher(_is_small, one, other, autojunk=False).get_matching_blocks():
        removed.difference_update(range(block.a, block.a + block.size))
        added.difference_update(range(block.b, block.b + block.size))
    return frozenset(removed), frozenset(added)


def _is_small(word: str) -> bool:
    return len(word) <= SMALL and word.isalpha()


def mark_text(text: str, *, added: Iterable[int] = (), removed: Iterable[int] = ()) -> tuple[Piece, ...]:
    """The text in pieces; what stands between two words marked alike is marked with them. Joined they are the text again.

    >>> mark_text("открыть 3 музея", added=[1, 2])
    (Piece(text='открыть ', added=False, removed=False), Piece(text='3 музея', added=True, removed=False))
    """
    return tuple(_join(list(_pieces(text, frozenset(added), frozenset(removed)))))


def _keys(text: str) -> list[str]:
    return [fold(word).casefold().strip('"()') for word in _WORD.findall(text)]


def _pieces(text: str, added: frozenset[int], removed: frozenset[int]) -> Iterator[Piece]:
    end, before = 0, (False, False)
    for rank, word in enumerate(_WORD.finditer(text)):
        here = rank in added, rank in removed
        if word.start() > end:
            yield Piece(text[end:word.start()], *(here if here == before else (False, False)))
        yield Piece(word.group(), *here)
        end, before = word.end(), here
    if end < len(text):
        yield Piece(text[end:])


def _join(pieces: Sequence[Piece]) -> Iterator[Piece]:
    at = 0
    while at < len(pieces):
        first = pieces[at]
        end = at + 1
        while end < len(pieces) and (pieces[end].added, pieces[end].removed) == (first.added, first.removed):
            end += 1
        yield Piece("".join(piece.text for piece in pieces[at:end]), first.added, first.removed)
        at = end
