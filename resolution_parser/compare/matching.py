"""Which items of a document continue which earlier ones: one best assignment over all, then what was split and what was merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from resolution_parser.compare.assignment import Pair, best_assignment
from resolution_parser.compare.duties import Duty
from resolution_parser.compare.overlap import Overlap, find_overlaps, residual, shared_words
from resolution_parser.compare.rarity import Weights

BodyKey = Callable[[str], int]
Meaning = Callable[[Sequence[str], Sequence[str]], Mapping[Pair, float]]

SURE = 0.62  # from here on a pair is one duty whatever else is so
LINKED = 0.47  # from here on in documents that have sure links
GUESSED = 0.36  # from here on for what is left over, where its place among the sure links speaks for it
ENOUGH = 5.5  # weight that must be shared: a rare word, or two that are less so
FORGETTING = 0.02  # what each document between takes off the score of one that returns
MEMORY = 8  # documents that a dropped item is remembered for
PART = 0.45  # share of its own weight that a part of a split or merged duty must find in the whole
REST = 5.0  # weight that it must find there which the other part does not answer


@dataclass(frozen=True, slots=True)
class Match:
    """Two duties that are one, with the score from 0 to 1 and what spoke for it."""

    earlier: Duty
    later: Duty
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of a matching: what may go on (the document before, and those dropped from earlier ones), and the document at hand."""

    earlier: tuple[Duty, ...]
    later: tuple[Duty, ...]
    overlaps: Mapping[Pair, Overlap]
    weights: Weights
    body_key: BodyKey
    meaning: Mapping[Pair, float]


def match_duties(
    earlier: Sequence[Duty], later: Sequence[Duty], *, weights: Weights, body_key: BodyKey, meaning: Meaning | None = None,
    forced: frozenset[Pair] = frozenset(), forbidden: frozenset[Pair] = frozenset(),
) -> tuple[Match, ...]:
    """All links into the items of one document. ``forced`` and ``forbidden`` are places of pairs that the office has decided on."""
    texts = ([duty.occurrence.text for duty in earlier], [duty.occurrence.text for duty in later])
    sides = Sides(
        tuple(earlier), tuple(later), find_overlaps(earlier, later, weights), weights, body_key, meaning(*texts) if meaning else {})
    scores = {pair: score_pair(sides, pair) for pair in _candidates(sides) if pair not in forbidden}
    sure = _assign(scores, SURE, forced)
    near = frozenset(pair for pair in sure if earlier[pair[0]].step == later[0].step - 1) if later else frozenset()
    if near:
        sure = _assign(scores, LINKED, forced)
        scores = {pair: score if pair in sure else score + place_bonus(sides, pair, sure) for pair, score in scores.items()}
        taken = ({left for left, _ in sure}, {right for _, right in sure})
        rest = {pair: score for pair, score in scores.items() if pair[0] not in taken[0] and pair[1] not in taken[1]}
        sure |= _assign(rest, GUESSED, frozenset())
    pairs = sure | find_parts(sides, sure, scores)
    return tuple(_match(sides, pair, scores.get(pair, 1.0)) for pair in sorted(pairs))


def _candidates(sides: Sides) -> set[Pair]:
    fingerprints: dict[str, list[int]] = {}
    for at, duty in enumerate(sides.later):
        fingerprints.setdefault(duty.fingerprint, []).append(at)
    same = {(at, other) for at, duty in enumerate(sides.earlier) for other in fingerprints.get(duty.fingerprint, ())}
    return same | set(sides.overlaps) | set(sides.meaning)


def score_pair(sides: Sides, pair: Pair) -> float:
    """How much two duties look like one, from their words, bodies and actions; 1 is the same text under the same bodies."""
    one, other = sides.earlier[pair[0]], sides.later[pair[1]]
    away = FORGETTING * (other.step - one.step - 1)
    common = _common_bodies(sides, one, other)
    if one.fingerprint == other.fingerprint:
        return 0.95 + 0.05 * common - away
    overlap = sides.overlaps.get(pair, Overlap(0.0, 0.0, 0.0))
    words = 0.65 * overlap.closeness + 0.35 * overlap.containment
    if overlap.shared < ENOUGH:
        words *= overlap.shared / ENOUGH
    words = max(words, sides.meaning.get(pair, 0.0))
    evidence = 0.05 * common + 0.06 * bool(one.object & other.object) + 0.02 * bool(one.action and one.action == other.action)
    return min(0.94, words * 0.95 + evidence) - away


def _common_bodies(sides: Sides, one: Duty, other: Duty) -> float:
    """The share of bodies in common, by what their names mean; 0 where one side names none."""
    here = {sides.body_key(body.name) for body in one.occurrence.bodies}
    there = {sides.body_key(body.name) for body in other.occurrence.bodies}
    return len(here & there) / len(here | there) if here and there else 0.0


def _assign(scores: Mapping[Pair, float], least: float, forced: frozenset[Pair]) -> frozenset[Pair]:
    fixed = ({left for left, _ in forced}, {right for _, right in forced})
    free = {pair: score for pair, score in scores.items() if score >= least and pair[0] not in fixed[0] and pair[1] not in fixed[1]}
    # What is above the threshold counts, and a little for being linked at all: of two weak links and a strong one the strong one wins.
    return forced | frozenset(best_assignment({pair: score - least + 0.05 for pair, score in free.items()}))


def place_bonus(sides: Sides, pair: Pair, sure: frozenset[Pair]) -> float:
    """What the place among the sure links says for a pair that is left over: same neighbours, same body, same topic."""
    one, other = sides.earlier[pair[0]], sides.later[pair[1]]
    if one.step != other.step - 1:
        return 0.0
    partner = {left: right for left, right in sure if sides.earlier[left].step == one.step}
    before = partner.get(pair[0] - 1) == pair[1] - 1 and pair[1] > 0
    after = partner.get(pair[0] + 1) == pair[1] + 1
    common = _common_bodies(sides, one, other)
    topic = bool(one.occurrence.topic and one.occurrence.topic == other.occurrence.topic)
    return (0.05 * before + 0.05 * after) + 0.04 * common + 0.02 * topic


def find_parts(sides: Sides, sure: frozenset[Pair], scores: Mapping[Pair, float]) -> frozenset[Pair]:
    """Further links of items that are linked already: what else was split off them, or merged into them."""
    later_of: dict[int, list[int]] = {}
    earlier_of: dict[int, list[int]] = {}
    for left, right in sorted(sure):
        later_of.setdefault(left, []).append(right)
        earlier_of.setdefault(right, []).append(left)
    found: set[Pair] = set()
    for pair in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        left, right = pair
        if left in later_of and right not in earlier_of and _is_part(sides, pair, [sides.later[at] for at in later_of[left]], True):
            later_of[left].append(right)
            earlier_of[right] = [left]
            found.add(pair)
        elif right in earlier_of and left not in later_of and _is_part(sides, pair, [sides.earlier[at] for at in earlier_of[right]], False):
            earlier_of[right].append(left)
            later_of[left] = [right]
            found.add(pair)
    return frozenset(found)


def _is_part(sides: Sides, pair: Pair, others: Sequence[Duty], split: bool) -> bool:
    """Whether a left-over item answers a part of the whole that its other parts do not."""
    one, other = sides.earlier[pair[0]], sides.later[pair[1]]
    whole, part = (one, other) if split else (other, one)
    if one.step != other.step - 1 or len(others) > 4:
        return False
    if any(part.fingerprint == twin.fingerprint for twin in others):
        return _is_twin(sides, whole, part)
    overlap = sides.overlaps.get(pair)
    if overlap is None:
        return False
    answered = overlap.later if split else overlap.earlier
    return answered >= PART and residual(whole, part, others, sides.weights) >= REST


def _is_twin(sides: Sides, whole: Duty, part: Duty) -> bool:
    """One text under several bodies, and under a heading that names them all: the part's bodies are among the whole's."""
    here = {sides.body_key(body.name) for body in part.occurrence.bodies}
    there = {sides.body_key(body.name) for body in whole.occurrence.bodies}
    return bool(here) and here <= there


def _match(sides: Sides, pair: Pair, score: float) -> Match:
    one, other = sides.earlier[pair[0]], sides.later[pair[1]]
    return Match(one, other, round(max(0.0, min(1.0, score)), 4), _why(sides, pair))


def _why(sides: Sides, pair: Pair) -> tuple[str, ...]:
    one, other = sides.earlier[pair[0]], sides.later[pair[1]]
    words = shared_words(one, other, sides.weights)
    reasons = [
        "the same words" if one.fingerprint == other.fingerprint else f"words: {', '.join(words)}" if words else "",
        "the same object" if one.object & other.object else "",
        f"action: {one.action}" if one.action and one.action == other.action else "",
        "the same body" if _common_bodies(sides, one, other) else "",
        f"meaning: {sides.meaning[pair]:.2f}" if pair in sides.meaning else "",
    ]
    return tuple(reason for reason in reasons if reason)
