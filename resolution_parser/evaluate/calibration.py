"""Whether ``confidence`` may be taken for a probability: how often items of about the same confidence are right."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """An item that was found: ``right`` where text and kind are exactly those of a wanted one, ``whole`` where every field that the
    gold judges, bodies and indicators included, is right as well."""

    confidence: float
    right: bool
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The items with a confidence from ``low`` up to, not including, ``high`` (the last bin holds 1): how many, the mean of their
    confidence, the shares that are right and wholly right."""

    low: float
    high: float
    items: int
    confidence: float
    right: float
    whole: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """``gap`` is the mean distance between confidence and share right, weighed by items (0 is perfectly calibrated); ``order`` the
    chance that a right item has more confidence than a wrong one (0.5 is a coin, None where all are right or all wrong)."""

    bins: tuple[Bin, ...]
    gap: float
    order: float | None


def calibrate(items: Iterable[Graded], *, bins: int = 10) -> Calibration:
    """Sort items into equal bins of confidence; bins without items are left out.

    >>> calibration = calibrate([Graded(confidence=0.95, right=True, whole=True), Graded(confidence=0.95, right=False, whole=False)])
    >>> calibration.bins
    (Bin(low=0.9, high=1.0, items=2, confidence=0.95, right=0.5, whole=0.5),)
    >>> calibration.gap, calibration.order
    (0.45, 0.5)
    """
    graded = tuple(items)
    groups: dict[int, list[Graded]] = {}
    for item in graded:
        groups.setdefault(min(max(int(round(item.confidence * bins, 9)), 0), bins - 1), []).append(item)
    filled = tuple(_bin(groups[at], at / bins, (at + 1) / bins) for at in sorted(groups))
    gap = sum(part.items * abs(part.confidence - part.right) for part in filled) / len(graded) if graded else 0.0
    return Calibration(bins=filled, gap=round(gap, 4), order=_order(graded))


def _bin(items: Sequence[Graded], low: float, high: float) -> Bin:
    count = len(items)
    return Bin(
        low=low, high=high, items=count, confidence=round(sum(item.confidence for item in items) / count, 4),
        right=round(sum(item.right for item in items) / count, 4), whole=round(sum(item.whole for item in items) / count, 4),
    )


def _order(items: Sequence[Graded]) -> float | None:
    """The area under the ROC curve; ties count half."""
    right = sorted(item.confidence for item in items if item.right)
    wrong = [item.confidence for item in items if not item.right]
    if not right or not wrong:
        return None
    above = sum(2 * len(right) - bisect_left(right, one) - bisect_right(right, one) for one in wrong)
    return round(above / 2 / len(right) / len(wrong), 4)
