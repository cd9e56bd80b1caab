"""Which items of a document continue which earlier ones: one best assignment over all, then what was split and what was merged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from resolution_parser.compare.assignment import Pair, best_assignment
from resolution_parser.compare.duties import Duty
from resolution_parser.compare.evidence import (
    NOTHING,
    BodyKey,
    Sides,
    common_bodies,
    neighbours,
    score_evidence,
    score_part,
    score_words,
)
from resolution_parser.compare.overlap import find_overlaps, shared_words, specific
from resolution_parser.compare.rarity import Weights

Meaning = Callable[[Sequence[str], Sequence[str]], Mapping[Pair, float]]

SURE = 0.7  # score of words from which on a pair is one duty, in documents that belong together
STRANGE = 0.87  # and in others: next to nothing but the same words
RELATED = 0.25  # share of a document's items that must be sure links for two documents to belong together, unless their names say so
LIKELY = 0.5  # score of all evidence from which on a pair is one duty, among documents that belong together
MEMORY = 8  # documents that a dropped item is remembered for
SAME_WHOLE = 0.88  # closeness from which on one item goes on as it was, and nothing was split off it or merged into it
PART = 0.25  # share of a part's words that must stand in the whole, and of those that its twins have not
ALL_WHOLE = 0.8  # or this share of the whole's words, and so much weight, in the part: it is about the very same thing
VERY_MUCH = 10.0
MOST_PARTS = 5
BETTER = 0.15  # so much better a claim as a part must be than that of a link of its own

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Match:
    """Two duties that are one, with the score from 0 to 1 and what spoke for it."""

    earlier: Duty
    later: Duty
    score: float
    why: tuple[str, ...]


def match_duties(
    earlier: Sequence[Duty], later: Sequence[Duty], *, weights: Weights, body_key: BodyKey, meaning: Meaning | None = None,
    related: frozenset[int] = frozenset(), forced: frozenset[Pair] = frozenset(), forbidden: frozenset[Pair] = frozenset(),
) -> tuple[Match, ...]:
    """All links into the items of one document.

    ``related`` are the steps of the documents that this one is known to go on from; for the one before, sure links may show it. ``forced``
    and ``forbidden`` are places of pairs that the office has decided on.
    """
    texts = ([duty.occurrence.text for duty in earlier], [duty.occurrence.text for duty in later])
    sides = Sides(
        tuple(earlier), tuple(later), find_overlaps(earlier, later, weights), weights, body_key, meaning(*texts) if meaning else {})
    candidates = _candidates(sides) - forbidden
    scores = {pair: score_words(sides, pair) for pair in candidates}
    sure = _assign(_free(scores, forced), SURE)
    if show_relation(sum(map(sides.is_near, sure)), earlier, later):
        related |= {later[0].step - 1}
    known = {pair for pair in candidates if earlier[pair[0]].step in related}
    links = forced | _assign({pair: score for pair, score in _free(scores, forced).items() if score >= STRANGE or pair in known}, SURE)
    near = set(filter(sides.is_near, known))
    for asked in (near, near, known):  # what returns after years comes last: the document before has the better claim
        weighed = _weigh(sides, asked, links)
        links |= _assign(weighed, LIKELY)
        scores.update(weighed)
        links |= find_parts(sides, links, near)
    return tuple(_match(sides, pair, scores.get(pair, 1.0), links) for pair in sorted(links))


def _candidates(sides: Sides) -> set[Pair]:
    fingerprints: dict[str, list[int]] = {}
    for at, duty in enumerate(sides.later):
        fingerprints.setdefault(duty.fingerprint, []).append(at)
    same = {(at, other) for at, duty in enumerate(sides.earlier) for other in fingerprints.get(duty.fingerprint, ())}
    return same | set(sides.overlaps) | set(sides.meaning)


def _weigh(sides: Sides, asked: Iterable[Pair], links: frozenset[Pair]) -> dict[Pair, float]:
    """The scores by all evidence of pairs that are free, and neither of which is rather a part of what is linked already."""
    asked = sorted(asked)
    parts = _score_parts(sides, links, asked)
    best: dict[tuple[str, int], float] = {}
    for (left, right), (score, side) in parts.items():
        part = (side, left if side == "left" else right)
        best[part] = max(score, best.get(part, 0.0))
    scores = _free({pair: score_evidence(sides, pair, links) for pair in asked}, links)
    return {pair: score for pair, score in scores.items()
            if score >= max(best.get(("left", pair[0]), 0.0), best.get(("right", pair[1]), 0.0)) - BETTER}


def _free(scores: Mapping[Pair, float], links: Iterable[Pair]) -> dict[Pair, float]:
    """The pairs of which neither end is linked."""
    left, right = {pair[0] for pair in links}, {pair[1] for pair in links}
    return {pair: score for pair, score in scores.items() if pair[0] not in left and pair[1] not in right}


def _assign(scores: Mapping[Pair, float], least: float) -> frozenset[Pair]:
    # What is above the threshold counts, and a little for being linked at all: a strong link wins over two weak ones.
    return frozenset(best_assignment({pair: score - least + 0.05 for pair, score in scores.items() if score >= least}))


def show_relation(links: int, earlier: Sequence[Duty], later: Sequence[Duty]) -> bool:
    """Whether so many links between a document and the one before show that it goes on from it: unrelated ones have hardly any."""
    before = sum(1 for duty in earlier if later and duty.step == later[0].step - 1)
    return links >= max(2.0, RELATED * min(before, len(later)))


def find_parts(sides: Sides, links: frozenset[Pair], candidates: Iterable[Pair]) -> frozenset[Pair]:
    """Further links of items that are linked already: what else was split off them, or merged into them."""
    found: set[Pair] = set()
    taken: set[tuple[Side, int]] = set()
    scores = _score_parts(sides, links, candidates)
    for (left, right), (score, side) in sorted(scores.items(), key=lambda one: (-one[1][0], one[0])):
        part = (side, left if side == "left" else right)
        if score >= LIKELY and part not in taken:
            taken.add(part)
            found.add((left, right))
    return frozenset(found)


def _score_parts(sides: Sides, links: frozenset[Pair], candidates: Iterable[Pair]) -> dict[Pair, tuple[float, Side]]:
    """How much an item that is not linked looks like a part of one that is, and on which side it stands."""
    later_of: dict[int, list[int]] = {}
    earlier_of: dict[int, list[int]] = {}
    for left, right in sorted(links):
        later_of.setdefault(left, []).append(right)
        earlier_of.setdefault(right, []).append(left)
    scores: dict[Pair, tuple[float, Side]] = {}
    for left, right in candidates:
        if left in later_of and right not in earlier_of and len(later_of[left]) < MOST_PARTS:
            scores[left, right] = (_score_split(sides, (left, right), later_of[left]), "right")
        elif right in earlier_of and left not in later_of and len(earlier_of[right]) < MOST_PARTS:
            scores[left, right] = (_score_merge(sides, (left, right), earlier_of[right]), "left")
    return scores


def _score_split(sides: Sides, pair: Pair, others: Sequence[int]) -> float:
    whole, part = sides.pair(pair)
    twins = [sides.later[at] for at in others]
    goes_on = any(_closeness(sides, (pair[0], at)) >= SAME_WHOLE for at in others)
    return _score_part(sides, pair, whole, part, twins, goes_on=goes_on)


def _score_merge(sides: Sides, pair: Pair, others: Sequence[int]) -> float:
    part, whole = sides.pair(pair)
    twins = [sides.earlier[at] for at in others]
    goes_on = any(_closeness(sides, (at, pair[1])) >= SAME_WHOLE for at in others)
    return _score_part(sides, pair, whole, part, twins, goes_on=goes_on)


def _closeness(sides: Sides, pair: Pair) -> float:
    one, other = sides.pair(pair)
    return 1.0 if one.fingerprint == other.fingerprint else sides.overlaps.get(pair, NOTHING).closeness


def _score_part(sides: Sides, pair: Pair, whole: Duty, part: Duty, twins: Sequence[Duty], *, goes_on: bool) -> float:
    """How much a left-over item looks like a further part of one that is linked to ``twins``; 0 where it cannot be."""
    if not sides.is_near(pair) or any(twin.step != part.step for twin in twins):
        return 0.0
    if any(part.fingerprint == twin.fingerprint for twin in twins):
        return float(_is_twin(sides, whole, part))
    if goes_on or not _is_answered(sides, pair, whole, part, twins):
        return 0.0
    return score_part(sides, pair, is_adjacent=any(abs(twin.rank - part.rank) == 1 for twin in twins))


def _is_answered(sides: Sides, pair: Pair, whole: Duty, part: Duty, twins: Sequence[Duty]) -> bool:
    """Whether what a part says beyond its twins stands in the whole, or the part is about all that the whole is about."""
    overlap = sides.overlaps.get(pair, NOTHING)
    if overlap.shared >= VERY_MUCH and (overlap.containment >= ALL_WHOLE or any(abs(twin.rank - part.rank) == 1 for twin in twins)):
        return True
    own, answered = specific(part, whole, twins, sides.weights)
    return min(overlap.earlier, overlap.later) > 0 and own > 0 and answered >= PART * own


def _is_twin(sides: Sides, whole: Duty, part: Duty) -> bool:
    """One text under several bodies, and under a heading that names them all: the part's bodies are among the whole's."""
    here = {sides.body_key(body.name) for body in part.occurrence.bodies}
    there = {sides.body_key(body.name) for body in whole.occurrence.bodies}
    return bool(here) and here <= there


def _match(sides: Sides, pair: Pair, score: float, links: frozenset[Pair]) -> Match:
    one, other = sides.pair(pair)
    return Match(one, other, round(max(0.0, min(1.0, score)), 4), tuple(reason for reason in _reasons(sides, pair, links) if reason))


def _reasons(sides: Sides, pair: Pair, links: frozenset[Pair]) -> Iterable[str]:
    one, other = sides.pair(pair)
    if one.fingerprint == other.fingerprint:
        yield "the same words"
    elif words := shared_words(one, other, sides.weights):
        yield f"words: {', '.join(words)}"
    yield "the same object" if one.object & other.object else ""
    yield "the same body" if common_bodies(sides, pair) else ""
    yield "the same place" if all(neighbours(sides, pair, links - {pair})) else ""
    yield f"meaning: {sides.meaning[pair]:.2f}" if pair in sides.meaning else ""
