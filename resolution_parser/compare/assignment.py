"""The best pairing of two sides over all pairs at once: the Hungarian method on each connected group of candidates.

Groups are small (a handful of items), so a cubic method in plain Python is quicker than importing one: scipy's costs 40 MB and a third of
a second for what takes milliseconds here.
"""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[int, int]


def best_assignment(profits: Mapping[Pair, float]) -> tuple[Pair, ...]:
    """The pairs with the greatest sum of profits in which nobody stands twice, in order; only pairs of positive profit are taken.

    The greedy choice would take 0.9 and leave the others with nothing:

    >>> best_assignment({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.7})
    ((0, 1), (1, 0))
    """
    pairs: list[Pair] = []
    for group in _groups({pair: profit for pair, profit in profits.items() if profit > 0}):
        pairs += _assign(group)
    return tuple(sorted(pairs))


def _groups(profits: Mapping[Pair, float]) -> list[dict[Pair, float]]:
    """The candidates parted into groups that share nobody."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = node = parent[parent[node]]
        return node

    for left, right in profits:
        parent[find(("left", left))] = find(("right", right))
    groups: dict[tuple[str, int], dict[Pair, float]] = {}
    for pair in sorted(profits):
        groups.setdefault(find(("left", pair[0])), {})[pair] = profits[pair]
    return list(groups.values())


def _assign(profits: Mapping[Pair, float]) -> list[Pair]:
    if len(profits) == 1:
        return list(profits)
    rows, columns = sorted({left for left, _ in profits}), sorted({right for _, right in profits})
    turned = len(rows) > len(columns)
    if turned:
        rows, columns = columns, rows
    costs = [[-profits.get((column, row) if turned else (row, column), 0.0) for column in columns] for row in rows]
    chosen = ((rows[at], columns[to]) for at, to in enumerate(_hungarian(costs)))
    pairs = ((column, row) if turned else (row, column) for row, column in chosen)
    return [pair for pair in pairs if pair in profits]


def _hungarian(costs: list[list[float]]) -> list[int]:
    """The column of each row at the least total cost; no more rows than columns. Potentials and shortest paths, O(rows² × columns)."""
    width = len(costs[0])
    row_potential, column_potential = [0.0] * (len(costs) + 1), [0.0] * (width + 1)
    row_of = [0] * (width + 1)  # column 0 stands for "none yet"; rows count from 1
    for row in range(1, len(costs) + 1):
        row_of[0], column = row, 0
        least, way, used = [float("inf")] * (width + 1), [0] * (width + 1), [False] * (width + 1)
        while row_of[column]:
            used[column] = True
            here, delta, nearest = row_of[column], float("inf"), 0
            for other in range(1, width + 1):
                if used[other]:
                    continue
                reduced = costs[here - 1][other - 1] - row_potential[here] - column_potential[other]
                if reduced < least[other]:
                    least[other], way[other] = reduced, column
                if least[other] < delta:
                    delta, nearest = least[other], other
            for other in range(width + 1):
                if used[other]:
                    row_potential[row_of[other]] += delta
                    column_potential[other] -= delta
                else:
                    least[other] -= delta
            column = nearest
        while column:
            row_of[column] = row_of[way[column]]
            column = way[column]
    chosen = [0] * len(costs)
    for column in range(1, width + 1):
        if row_of[column]:
            chosen[row_of[column] - 1] = column - 1
    return chosen
