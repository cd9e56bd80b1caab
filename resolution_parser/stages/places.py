"""Where the cues and the deadlines stand: the records have no spans for them, those who mark up the text need them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resolution_parser.records import Resolution, Span
from resolution_parser.stages.drafts import Outline
from resolution_parser.stages.items import Context, deadline_spans, item_spans, spans_of
from resolution_parser.stages.paragraphs import Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinePlace:
    """The pieces of text that the deadline of a task stands in. Tasks under one lead or one note may share them."""

    task: str
    """The id of the task."""
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """``cues``: for each heading that says what follows (and names no body), in order, its pieces."""

    cues: tuple[tuple[Span, ...], ...]
    deadlines: tuple[DeadlinePlace, ...]


def find_places(resolution: Resolution, paragraphs: Sequence[Paragraph], outline: Outline, *, context: Context) -> Places:
    """The places of a resolution's cues and deadlines. A deadline that a task has from its lead stands in no piece of its own."""
    by_index = {paragraph.index: paragraph for paragraph in paragraphs}
    cues = (spans_of(((by_index[role.paragraph], role.start, role.end),)) for role in outline.roles if role.role == "heading")
    return Places(cues=tuple(spans for spans in cues if spans), deadlines=tuple(_deadlines(resolution, outline, context)))


def _deadlines(resolution: Resolution, outline: Outline, context: Context) -> list[DeadlinePlace]:
    tasks = {task.spans: task for task in resolution.tasks if task.deadline is not None}
    found: list[DeadlinePlace] = []
    for draft in outline.drafts if tasks else ():
        if draft.kind == "tasks":
            task = tasks.get(item_spans(draft, context=context))
            spans = deadline_spans(draft, context=context) if task is not None else ()
            if task is not None and spans:
                found.append(DeadlinePlace(task=task.id, spans=spans))
    return found
