"""The public records: what a resolution says, and where it says it.

The meaning of every record is fixed in the specification of the records (see the README, "Records"); this module fixes their
shape. All records are frozen; lists are tuples; ``None`` means "the document does not say".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

SCHEMA_VERSION = "1.0"

ResolutionKind: TypeAlias = Literal[
    "decision", "resolution", "recommendations", "final_document", "enactment", "appeal", "statement", "memorandum",
    "declaration", "protocol", "other",
]
EventKind: TypeAlias = Literal[
    "conference", "congress", "forum", "meeting", "council", "round_table", "hearing", "seminar", "rally", "other",
]
PeriodKind: TypeAlias = Literal["academic_year", "calendar_year", "range"]
ItemKind: TypeAlias = Literal["goals", "findings", "problems", "proposals", "tasks", "control"]
SectionKind: TypeAlias = Literal[
    "title", "preamble", "goals", "findings", "problems", "proposals", "tasks", "control", "signatures", "annex",
    "furniture", "other",
]
Status: TypeAlias = Literal["achieved", "ongoing", "declared"]
Modality: TypeAlias = Literal["obligation", "recommendation", "request"]
BodyRole: TypeAlias = Literal["executor", "partner"]
DeadlineKind: TypeAlias = Literal["date", "period", "ongoing"]
Comparator: TypeAlias = Literal["eq", "ge", "le", "gt", "lt", "range"]
WarningCode: TypeAlias = Literal[
    "unassigned", "truncated", "no_title", "no_items", "deleted_text", "replaced_characters", "damaged_text",
    "several_documents", "deep_nesting", "hidden_text", "mixed_script", "reader",
]

ITEM_KINDS: tuple[ItemKind, ...] = ("goals", "findings", "problems", "proposals", "tasks", "control")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of :attr:`Resolution.text`: half-open offsets in code points, page from 1, paragraph from 0."""

    start: int
    end: int
    page: int | None
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the document came from. ``sha256`` is that of the bytes that were read; ``pages`` is None where there are none."""

    name: str
    format: str
    sha256: str
    pages: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The meeting that adopted the document. Dates are ISO dates (``2021-08-24``); a meeting of one day has equal ones."""

    name: str | None
    kind: EventKind
    theme: str | None
    start: str | None
    end: str | None
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The period that the tasks are set for. An academic year runs from 1 September to 31 August."""

    label: str
    kind: PeriodKind
    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A responsible body: its name in the nominative, and as printed."""

    name: str
    text: str
    role: BodyRole
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When a task is due: as printed, and as ISO dates where the text fixes them."""

    text: str
    start: str | None
    end: str | None
    kind: DeadlineKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A measurable target: ``не менее 80 % педагогов`` is 80, ``%``, ``ge``. ``value_max`` only in a range."""

    text: str
    value: float
    value_max: float | None
    unit: str
    comparator: Comparator


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every item has, whatever its kind.

    ``spans`` are the pieces of the text that the item stands in: sliced and cleaned they give ``text`` again.
    ``confidence`` (0 to 1) orders items by how sure the reader was; it is no probability. ``rule`` names what decided the kind.
    """

    id: str
    text: str
    label: str | None
    lead: str | None
    topic: str | None
    section: str
    spans: tuple[Span, ...]
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Item):
    """What is aimed at."""

    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Item):
    """What the meeting notes as fact."""

    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Item):
    """What the meeting notes as wrong, lacking or at risk."""

    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Item):
    """What the meeting decides, supports or proposes with nobody addressed."""

    action: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Item):
    """What a body is to do."""

    bodies: tuple[Body, ...]
    modality: Modality
    action: str | None
    deadline: Deadline | None
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Item):
    """Who watches over the execution."""

    bodies: tuple[Body, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A mention of an act: law, decree, order, strategy."""

    text: str
    type: str
    issuer: str | None
    number: str | None
    date: str | None
    title: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A mention of a named project or programme."""

    text: str
    type: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person mentioned in the text; those who sign stand in :attr:`Resolution.signatures`."""

    name: str
    role: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the document. The sections are a partition: together, in order, they hold every paragraph once."""

    id: str
    kind: SectionKind
    heading: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed, as printed."""

    name: str
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """What the reader should look at."""

    code: WarningCode
    message: str
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """One resolution, whole. All offsets in it point into ``text``."""

    schema_version: str
    source: Source
    title: str | None
    kind: ResolutionKind
    event: Event
    period: Period | None
    year: int | None
    goals: tuple[Goal, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    proposals: tuple[Proposal, ...]
    tasks: tuple[Task, ...]
    control: tuple[Control, ...]
    references: tuple[Reference, ...]
    programmes: tuple[Programme, ...]
    persons: tuple[Person, ...]
    sections: tuple[Section, ...]
    signatures: tuple[Signature, ...]
    coverage: float
    warnings: tuple[Warning, ...]
    text: str

    def items(self) -> Iterator[Goal | Finding | Problem | Proposal | Task | Control]:
        """All items of all kinds in document order."""
        everything: list[Goal | Finding | Problem | Proposal | Task | Control] = [
            *self.goals, *self.findings, *self.problems, *self.proposals, *self.tasks, *self.control]
        return iter(sorted(everything, key=lambda item: item.spans[0].start))
