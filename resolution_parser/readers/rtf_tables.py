"""What an RTF file says of a table row before or after its cells: their right edges, and which of them are merged away."""

from __future__ import annotations

_MAX_CELLS = 200


class RowShape:
    """Takes the control words of row definitions.

    >>> shape = RowShape()
    >>> for word, number in (("trowd", None), ("trleft", 0), ("cellx", 1000), ("clvmrg", None), ("cellx", 3000)):
    ...     shape.take(word, number)
    >>> shape.shape()
    ((0, 1000), frozenset({1}))
    """

    def __init__(self) -> None:
        self._reset()

    def take(self, word: str, number: int | None) -> None:
        """A control word; those that do not speak of rows are passed over."""
        if word == "trowd":
            self._reset()
        elif word == "trleft":
            self._left = number or 0
        elif word in ("clmrg", "clvmrg"):
            self._is_merged = True
        elif word == "cellx" and len(self._rights) < _MAX_CELLS:
            if self._is_merged:
                self._unseen.add(len(self._rights))
            self._rights.append(number or 0)
            self._is_merged = False

    def shape(self) -> tuple[tuple[int, ...], frozenset[int]]:
        """The left edges of the cells and the ranks of those that are merged away."""
        return (self._left, *self._rights[:-1]) if self._rights else (), frozenset(self._unseen)

    def _reset(self) -> None:
        self._left = 0
        self._rights: list[int] = []
        self._unseen: set[int] = set()
        self._is_merged = False
