"""How right a set of answers is: counts of records, and shares of fields. Both add up over documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tally:
    """Records that were wanted and found (``right``), found only (``extra``), wanted only (``missed``).

    >>> Tally(8, 2, 0) + Tally(0, 0, 2)
    Tally(right=8, extra=2, missed=2)
    """

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def gold(self) -> int:
        """How many were wanted."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """1 where nothing was found."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        """1 where nothing was wanted."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def is_perfect(self) -> bool:
        return not self.extra and not self.missed

    @property
    def headline(self) -> float:
        """The one figure that stands for it, rounded: F1."""
        return round(self.f1, 4)

    def figures(self) -> Mapping[str, float]:
        return {"p": round(self.precision, 4), "r": round(self.recall, 4), "f1": round(self.f1, 4), "gold": self.gold}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those that were asked are right.

    >>> (Share(3, 4) + Share(1, 1)).accuracy
    0.8
    """

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def gold(self) -> int:
        return self.of

    @property
    def accuracy(self) -> float:
        """1 where nothing was asked."""
        return self.right / self.of if self.of else 1.0

    @property
    def is_perfect(self) -> bool:
        return self.right == self.of

    @property
    def headline(self) -> float:
        """The one figure that stands for it, rounded: the accuracy."""
        return round(self.accuracy, 4)

    def figures(self) -> Mapping[str, float]:
        return {"acc": round(self.accuracy, 4), "of": self.of}


def tally(gold: Counter[K], found: Counter[K], *, near: int = 0) -> Tally:
    """Count two bags against each other; ``near`` of those left over on both sides count as right.

    >>> tally(Counter("aab"), Counter("abc"))
    Tally(right=2, extra=1, missed=1)
    """
    right = (gold & found).total() + near
    return Tally(right, found.total() - right, gold.total() - right)
