"""What must hold of every resolution, whatever the text: one small function for each promise, which yields what breaks it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from resolution_parser import Lexicon, Resolution, from_json, to_json
from resolution_parser.records import Section, Span
from resolution_parser.stages.items import trim_item
from resolution_parser.stages.paragraphs import clean_pieces

KINDS = (("goals", "goal"), ("findings", "finding"), ("problems", "problem"), ("proposals", "proposal"), ("tasks", "task"), ("control", "control"))
_CLEANED = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff-]|\*\*")  # white space, hyphens (they may have parted a word), emphasis
_CELL_BORDERS = " \t\n\f|"


def item_spans_clean_to_the_text(resolution: Resolution) -> Iterator[str]:
    for item in resolution.items():
        pieces = [resolution.text[span.start:span.end] for span in item.spans]
        if trim_item(clean_pieces(pieces), lexicon=Lexicon.default()) != item.text:
            yield f"{item.id}: {item.text!r} stands at {pieces!r}"


def item_spans_are_in_order_and_apart(resolution: Resolution) -> Iterator[str]:
    spans = [(span, item.id) for item in resolution.items() for span in item.spans]
    for (left, first), (right, second) in pairwise(spans):
        if left.end > right.start:
            yield f"{first} runs into {second}"
    for span, name in spans:
        if not 0 <= span.start < span.end <= len(resolution.text):
            yield f"{name} has the empty or impossible span {span}"


def mentions_stand_at_their_spans(resolution: Resolution) -> Iterator[str]:
    bodies = [(body.text, body.span) for item in (*resolution.tasks, *resolution.control) for body in item.bodies]
    mentions = [(mention.text, mention.span) for mention in (*resolution.references, *resolution.programmes)]
    furniture = [section.span for section in resolution.sections if section.kind == "furniture"]
    for text, span in (*bodies, *mentions):
        printed = _without(resolution.text, span, furniture)
        if _CLEANED.sub("", printed) != _CLEANED.sub("", text):
            yield f"{text!r} stands at {printed!r}"
    for person in resolution.persons:  # their names are put into the nominative
        printed = resolution.text[person.span.start:person.span.end]
        if not _initials(person.name) <= _initials(printed):
            yield f"{person.name!r} stands at {printed!r}"


def _initials(name: str) -> set[str]:
    return set(re.findall(r"[A-ZА-ЯЁ](?=[.])", name))


def _without(text: str, span: Span, holes: list[Span]) -> str:
    """The slice without the running heads and page numbers inside it."""
    parts, at = [], span.start
    for hole in holes:
        if at <= hole.start and hole.end <= span.end:
            parts.append(text[at:hole.start])
            at = hole.end
    return "".join((*parts, text[at:span.end]))


def sections_partition_the_text(resolution: Resolution) -> Iterator[str]:
    at = 0
    for section in (*resolution.sections, Section(id="the end", kind="other", heading=None, span=_end(resolution))):
        between = resolution.text[at:section.span.start]
        if section.span.start < at:
            yield f"{section.id} begins at {section.span.start}, before the end {at} of the one before"
        elif between.strip(_CELL_BORDERS).strip():
            yield f"{between!r} before {section.id} is in no section"
        at = section.span.end
    if len({section.span.start for section in resolution.sections}) != len(resolution.sections):
        yield "two sections begin at one place"


def _end(resolution: Resolution) -> Span:
    return Span(start=len(resolution.text), end=len(resolution.text), page=None, paragraph=0)


def ids_count_up_in_document_order(resolution: Resolution) -> Iterator[str]:
    for kind, name in KINDS:
        items = getattr(resolution, kind)
        if [item.id for item in items] != [f"{name}-{rank}" for rank in range(1, len(items) + 1)]:
            yield f"the ids of the {kind} are {[item.id for item in items]}"
        starts = [item.spans[0].start for item in items]
        if starts != sorted(starts):
            yield f"the {kind} are not in document order"
    if [section.id for section in resolution.sections] != [f"section-{rank}" for rank in range(1, len(resolution.sections) + 1)]:
        yield "the ids of the sections do not count up"


def items_name_a_section(resolution: Resolution) -> Iterator[str]:
    known = {section.id for section in resolution.sections}
    for item in resolution.items():
        if item.section not in known:
            yield f"{item.id} stands in {item.section}, which is none"


def shares_are_shares(resolution: Resolution) -> Iterator[str]:
    for name, share in (("coverage", resolution.coverage), *((item.id, item.confidence) for item in resolution.items())):
        if not 0 <= share <= 1:
            yield f"{name}: {share}"


def texts_are_not_empty(resolution: Resolution) -> Iterator[str]:
    for item in resolution.items():
        if not item.text.strip() or not item.rule:
            yield f"{item.id} has no text or no rule"
    for body in (body for item in (*resolution.tasks, *resolution.control) for body in item.bodies):
        if not body.name.strip():
            yield f"a body without a name, printed {body.text!r}"


def json_comes_back(resolution: Resolution) -> Iterator[str]:
    if from_json(to_json(resolution)) != resolution:
        yield "from_json(to_json(x)) is not x"


INVARIANTS: tuple[Callable[[Resolution], Iterator[str]], ...] = (
    item_spans_clean_to_the_text, item_spans_are_in_order_and_apart, mentions_stand_at_their_spans, sections_partition_the_text,
    ids_count_up_in_document_order, items_name_a_section, shares_are_shares, texts_are_not_empty, json_comes_back,
)


def broken(resolution: Resolution) -> list[str]:
    """All that does not hold, each with the name of the promise."""
    return [f"{promise.__name__}: {fault}" for promise in INVARIANTS for fault in promise(resolution)]
