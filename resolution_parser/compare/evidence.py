"""How much two duties look like one: first by their words alone, then, among documents that belong together, by all that is known."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from resolution_parser.compare.assignment import Pair
from resolution_parser.compare.deadlines import is_shifted
from resolution_parser.compare.duties import Duty
from resolution_parser.compare.overlap import Overlap
from resolution_parser.compare.rarity import Weights

BodyKey = Callable[[str], int]

ENOUGH = 5.5  # weight that words alone must share: a rare word, or two that are less so
FORGETTING = 0.02  # what each document between takes off the score of one that returns
FULL_SHARE = 15.0  # shared weight beyond which more of it says nothing new
NOTHING = Overlap(earlier=0.0, later=0.0, shared=0.0)

# Weights of a logistic regression over the pairs of the development series that are left when the sure links are out, rounded; what
# it gave to a common action was nothing (every second task of the genre opens with the same verb), so it is not asked.
CLOSENESS, CONTAINMENT, SHARED, OBJECT, BODIES = 1.7, 2.5, 3.5, 0.5, 1.0
NEIGHBOUR, DISTANCE, SHIFTED, UNITS = 1.1, -1.3, 0.8, 0.3
MEANING = 4.0  # of 2, 4, 6 and 9 the one that did best on the development series
BASE = -4.3
SOME_WEIGHT = 4.0  # that words must share, whatever else speaks for a pair: a new task often stands where a dropped one stood
APART = -0.8  # for a part that does not stand next to the other: parts are nearly always neighbours


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of a matching: what may go on (the document before, and those dropped from earlier ones), and the document at hand.

    ``meaning`` holds how near in meaning pairs are, where a semantic model was asked.
    """

    earlier: tuple[Duty, ...]
    later: tuple[Duty, ...]
    overlaps: Mapping[Pair, Overlap]
    weights: Weights
    body_key: BodyKey
    meaning: Mapping[Pair, float]

    def pair(self, pair: Pair) -> tuple[Duty, Duty]:
        """The duties of a pair."""
        return self.earlier[pair[0]], self.later[pair[1]]

    def is_near(self, pair: Pair) -> bool:
        """Whether the two stand in documents that follow one another."""
        one, other = self.pair(pair)
        return one.step == other.step - 1


def score_words(sides: Sides, pair: Pair) -> float:
    """From 0 to 1, by the words, and a little by the bodies; from 0.95 on the words are the same."""
    one, other = sides.pair(pair)
    away = FORGETTING * (other.step - one.step - 1)
    common = common_bodies(sides, pair)
    if one.fingerprint == other.fingerprint:
        return 0.95 + 0.05 * common - away
    overlap = sides.overlaps.get(pair, NOTHING)
    words = (0.65 * overlap.closeness + 0.35 * overlap.containment) * min(1.0, overlap.shared / ENOUGH)
    return min(0.94, 0.95 * words + 0.05 * common + 0.06 * bool(one.object & other.object)) - away


def score_evidence(sides: Sides, pair: Pair, links: frozenset[Pair]) -> float:
    """From 0 to 1, by the words, the bodies, the deadline and the place among the links that are known."""
    one, other = sides.pair(pair)
    if sides.overlaps.get(pair, NOTHING).shared < SOME_WEIGHT and pair not in sides.meaning:
        return 0.0
    before, after = neighbours(sides, pair, links)
    size = max(one.size, other.size)
    distance = abs(one.rank / max(1, one.size) - other.rank / max(1, other.size)) if size > 1 else 0.0
    evidence = BASE + _words(sides, pair) + BODIES * common_bodies(sides, pair) + NEIGHBOUR * (before + after) + DISTANCE * distance
    evidence += SHIFTED * _is_shifted(one, other) + UNITS * bool(_units(one) & _units(other))
    return 1 / (1 + math.exp(-evidence))


def score_part(sides: Sides, pair: Pair, *, is_adjacent: bool) -> float:
    """From 0 to 1, how much one looks like a part of the other, beside another part that may stand right next to it."""
    evidence = BASE + _words(sides, pair) + BODIES * common_bodies(sides, pair) + (NEIGHBOUR if is_adjacent else APART)
    return 1 / (1 + math.exp(-evidence))


def _words(sides: Sides, pair: Pair) -> float:
    one, other = sides.pair(pair)
    overlap = sides.overlaps.get(pair, NOTHING)
    shared = min(1.0, overlap.shared / FULL_SHARE)
    words = CLOSENESS * overlap.closeness + CONTAINMENT * overlap.containment + SHARED * shared
    return words + OBJECT * bool(one.object & other.object) + MEANING * sides.meaning.get(pair, 0.0)


def common_bodies(sides: Sides, pair: Pair) -> float:
    """The share of bodies in common, by what their names mean; 0 where one side names none."""
    here, there = (_keys(duty, sides.body_key) for duty in sides.pair(pair))
    return len(here & there) / len(here | there) if here and there else 0.0


def _keys(duty: Duty, body_key: BodyKey) -> set[int]:
    return {body_key(body.name) for body in duty.occurrence.bodies}


def neighbours(sides: Sides, pair: Pair, links: frozenset[Pair]) -> tuple[bool, bool]:
    """Whether the items before the two, and those after, are linked with one another, or the two begin (end) what a body has to do."""
    if not sides.is_near(pair):
        return False, False
    one, other = sides.pair(pair)
    ranks = {(sides.earlier[left].rank, sides.later[right].rank) for left, right in links if sides.is_near((left, right))}
    edges = (_edges(sides.earlier, pair[0], sides.body_key), _edges(sides.later, pair[1], sides.body_key))
    common = common_bodies(sides, pair) > 0
    before = (one.rank - 1, other.rank - 1) in ranks or (common and edges[0][0] and edges[1][0])
    after = (one.rank + 1, other.rank + 1) in ranks or (common and edges[0][1] and edges[1][1])
    return before, after


def _edges(duties: Sequence[Duty], at: int, body_key: BodyKey) -> tuple[bool, bool]:
    """Whether a duty is the first, and the last, of those that its bodies have in the document."""
    own, step = _keys(duties[at], body_key), duties[at].step

    def is_other(place: int) -> bool:
        return not 0 <= place < len(duties) or duties[place].step != step or _keys(duties[place], body_key) != own

    return is_other(at - 1), is_other(at + 1)


def _is_shifted(one: Duty, other: Duty) -> bool:
    years = (other.occurrence.year or 0) - (one.occurrence.year or 0)
    return is_shifted(one.occurrence.deadline, other.occurrence.deadline, by=years)


def _units(duty: Duty) -> frozenset[str]:
    return frozenset(indicator.unit for indicator in duty.occurrence.indicators)
