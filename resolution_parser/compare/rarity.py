"""How rare a word is, and so how much it tells: from the shipped table and from the documents given."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

TABLE = "rarities.tsv"
OWN_WORDS = 1000.0
"""How many items of the table the documents given weigh as much as, once there are several of them."""


@dataclass(frozen=True, slots=True)
class Rarities:
    """In how many of ``items`` items of resolutions each dictionary form stands; forms that stand in one only are left out."""

    items: int
    counts: dict[str, int]


@lru_cache(maxsize=1)
def shipped_rarities() -> Rarities:
    """The table that ships with the package; ``tests/snapshots/rarities.py`` makes it."""
    text = (resources.files("resolution_parser.compare") / TABLE).read_text("utf-8")
    head, *lines = (line.split("\t") for line in text.splitlines())
    return Rarities(items=int(head[1]), counts={lemma: int(count) for lemma, count in lines})


class Weights:
    """The weight of words, growing with the documents: those that come later never change what was weighed before."""

    def __init__(self, table: Rarities | None = None) -> None:
        self._table = table or shipped_rarities()
        self._rates: dict[str, float] = {}
        self._documents = 0

    def learn(self, items: Sequence[Iterable[str]]) -> None:
        """Take in one document: the words of each of its items."""
        if not items:
            return
        self._documents += 1
        for lemma, count in Counter(lemma for item in items for lemma in set(item)).items():
            # A word of one item is as rare as can be, however short the document.
            self._rates[lemma] = self._rates.get(lemma, 0.0) + (count - 1) / len(items)

    def weight(self, lemma: str) -> float:
        """The natural logarithm of how rarely an item holds the word: 1 for the commonest, some 8 for those never seen."""
        rate = self._rates.get(lemma, 0.0) / max(1, self._documents)
        seen = self._table.counts.get(lemma, 1) + OWN_WORDS * rate
        return math.log((self._table.items + OWN_WORDS) / seen)
