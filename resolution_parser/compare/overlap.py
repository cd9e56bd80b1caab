"""What two duties share: the weighted words of each that the other answers, for all pairs of two sides at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from resolution_parser.compare.duties import Concept, Duty
from resolution_parser.compare.rarity import Weights

Pair = tuple[int, int]
WeightOf = Callable[[Concept], float]

TELLING = 1.0  # a shared word of less weight makes no candidate: half the words of a document are shared stock
SHOWN = 5  # words that `why` names


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of each duty the other answers: as shares of all its weight (0 to 1), and the weight itself, the lesser of the two."""

    earlier: float
    later: float
    shared: float

    @property
    def closeness(self) -> float:
        """The harmonic mean of the shares: both must be answered.

        >>> Overlap(earlier=1.0, later=0.5, shared=9.0).closeness
        0.6666666666666666
        """
        return 2 * self.earlier * self.later / (self.earlier + self.later) if self.earlier and self.later else 0.0

    @property
    def containment(self) -> float:
        """The greater of the shares: a narrower duty is all contained in a wider one."""
        return max(self.earlier, self.later)


def find_overlaps(earlier: Sequence[Duty], later: Sequence[Duty], weights: Weights) -> dict[Pair, Overlap]:
    """The overlaps of all pairs that share a telling word, by their places; work goes with what is shared, not with all pairs."""
    weight = weight_of(weights)
    forth = _answered(earlier, later, weight)
    back = _answered(later, earlier, weight)
    totals_earlier = [sum(map(weight, duty.concepts)) for duty in earlier]
    totals_later = [sum(map(weight, duty.concepts)) for duty in later]
    found = {}
    for (one, other), (answered, telling) in sorted(forth.items()):
        returned, telling_back = back.get((other, one), (0.0, 0.0))
        if max(telling, telling_back) >= TELLING:
            found[one, other] = Overlap(
                earlier=answered / totals_earlier[one], later=returned / totals_later[other], shared=min(answered, returned))
    return found


def weight_of(weights: Weights) -> WeightOf:
    """What a concept weighs now, remembered for as long as the function is kept."""
    known: dict[str, float] = {}

    def weight(concept: Concept) -> float:
        base = known.get(concept.lemma)
        if base is None:
            base = known[concept.lemma] = weights.weight(concept.lemma)
        return base * concept.share

    return weight


def _answered(asking: Sequence[Duty], answering: Sequence[Duty], weight: WeightOf) -> dict[Pair, tuple[float, float]]:
    """For each pair that shares anything: the weight answered, and the greatest of a single word."""
    index: dict[str, list[int]] = {}
    for at, duty in enumerate(answering):
        for feature in duty.features:
            index.setdefault(feature, []).append(at)
    sums: dict[Pair, tuple[float, float]] = {}
    for at, duty in enumerate(asking):
        for concept in duty.concepts:
            credits: dict[int, float] = {}
            for feature, credit in concept.features:
                for other in index.get(feature, ()):
                    credits.setdefault(other, credit)
            base = weight(concept)
            for other, credit in credits.items():
                answered, telling = sums.get((at, other), (0.0, 0.0))
                sums[at, other] = answered + base * credit, max(telling, base * credit)
    return sums


def shared_words(one: Duty, other: Duty, weights: Weights) -> tuple[str, ...]:
    """The words of the first that the second answers, the most telling first."""
    weight, features = weight_of(weights), other.features
    told: list[tuple[float, str]] = []
    for concept in one.concepts:
        credit = next((credit for feature, credit in concept.features if feature in features), 0.0)
        if credit and weight(concept) * credit >= TELLING:
            told.append((-weight(concept) * credit, concept.lemma))
    return tuple(lemma for _, lemma in sorted(told)[:SHOWN])


def specific(part: Duty, whole: Duty, twins: Sequence[Duty], weights: Weights) -> tuple[float, float]:
    """The weight of what a part says beyond its twins, and how much of that the whole answers."""
    weight, features = weight_of(weights), whole.features
    others = {feature for twin in twins for feature in twin.features}
    own = [concept for concept in part.concepts if not any(feature in others for feature, _ in concept.features)]
    answered = (concept for concept in own if any(feature in features for feature, _ in concept.features))
    return sum(map(weight, own)), sum(map(weight, answered))
