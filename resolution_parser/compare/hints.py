"""Which tasks seem to answer a problem: those of its own document that share its object. Hints for a reader, no findings."""

from __future__ import annotations

from collections.abc import Sequence

from resolution_parser.compare.changes import end_of
from resolution_parser.compare.comparison import HintedTask, ProblemHint
from resolution_parser.compare.duties import Duty
from resolution_parser.compare.overlap import Overlap, find_overlaps, shared_words
from resolution_parser.compare.rarity import Weights

LEAST = 0.22  # of the overlap's mean; a task that answers a problem says it in other words, and says more
SHARED = 5.0  # weight that must be shared
MOST = 5  # tasks that are shown for a problem


def hint_tasks(problems: Sequence[Duty], tasks: Sequence[Duty], weights: Weights) -> tuple[ProblemHint, ...]:
    """For each problem of a document the tasks of the document that share its object, the likeliest first."""
    overlaps = find_overlaps(problems, tasks, weights)
    hints = []
    for at, problem in enumerate(problems):
        found = [(_score(overlap), -other) for (left, other), overlap in overlaps.items() if left == at and overlap.shared >= SHARED]
        ranked = sorted((pair for pair in found if pair[0] >= LEAST), reverse=True)[:MOST]
        hints.append(ProblemHint(
            problem=end_of(problem.occurrence), text=problem.occurrence.text,
            tasks=tuple(
                HintedTask(item=tasks[-other].occurrence.item, text=tasks[-other].occurrence.text, score=round(score, 4),
                           shared=shared_words(problem, tasks[-other], weights))
                for score, other in ranked)))
    return tuple(hints)


def _score(overlap: Overlap) -> float:
    return (overlap.closeness + overlap.containment) / 2
