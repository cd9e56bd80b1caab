"""What is marked in a text: label, half-open range and the id of the record it stands for, before tokens come into it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from resolution_parser.records import Control, Finding, Goal, Problem, Proposal, Resolution, Task
from resolution_parser.records import Span as Piece
from resolution_parser.spacy_component.labels import LABELS
from resolution_parser.stages.places import Places

ITEM_LABELS = {Goal: "GOAL", Finding: "FINDING", Problem: "PROBLEM", Proposal: "PROPOSAL", Task: "TASK", Control: "CONTROL"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled piece of a text; ``id`` names the record: ``task-3``, ``task-3.body-1``, ``task-3.deadline``, ``section-2``."""

    label: str
    start: int
    end: int
    id: str


def find_marks(resolution: Resolution, places: Places) -> tuple[Mark, ...]:
    """All marks of a resolution in the order of the text, the longer of two before the shorter.

    A record in several pieces (broken by a page) gives a mark for each piece, with one id. A body or a deadline that several tasks
    share is marked once, for the first of them.
    """
    return in_order(_marks(resolution, places))


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in the order of the text, one for each label and range: the first."""
    everything = {(mark.label, mark.start, mark.end): mark for mark in reversed([*marks])}
    return tuple(sorted(everything.values(), key=lambda mark: (mark.start, -mark.end, LABELS.index(mark.label))))


def _marks(resolution: Resolution, places: Places) -> Iterator[Mark]:
    for item in resolution.items():
        yield from _pieces(ITEM_LABELS[type(item)], item.spans, item.id)
        for rank, body in enumerate(item.bodies if isinstance(item, (Task, Control)) else (), start=1):
            yield from _pieces("BODY", (body.span,), f"{item.id}.body-{rank}")
    for place in places.deadlines:
        yield from _pieces("DEADLINE", place.spans, f"{place.task}.deadline")
    for rank, reference in enumerate(resolution.references, start=1):
        yield from _pieces("REFERENCE", (reference.span,), f"reference-{rank}")
    for rank, person in enumerate(resolution.persons, start=1):
        yield from _pieces("PERSON", (person.span,), f"person-{rank}")
    starts = [section.span.start for section in resolution.sections]
    for spans in places.cues:
        yield from _pieces("CUE", spans, resolution.sections[bisect_right(starts, spans[0].start) - 1].id)


def _pieces(label: str, spans: Iterable[Piece], record: str) -> Iterator[Mark]:
    return (Mark(label, span.start, span.end, record) for span in spans if span.start < span.end)


def align(doc: Doc, marks: Iterable[Mark], *, alignment: str) -> list[Span]:
    """Marks as spans of whole tokens.

    ``expand`` takes in the tokens that a mark cuts, ``contract`` leaves them out, ``strict`` drops the mark.
    A mark that holds no whole token is dropped by ``contract``, too.
    """
    spans = (doc.char_span(mark.start, mark.end, label=mark.label, span_id=mark.id, alignment_mode=alignment) for mark in marks)
    return [span for span in spans if span is not None]
