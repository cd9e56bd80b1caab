"""The public records of a comparison: what became of every task (or problem) from year to year. They fix the shape of the JSON.

All records are frozen; lists are tuples; ``None`` means "the documents do not say". Documents come in the order of their years.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from resolution_parser.records import BodyRole, Deadline, Indicator, Span

SCHEMA_VERSION = "1.0"

ComparedKind: TypeAlias = Literal["tasks", "problems"]
Relation: TypeAlias = Literal["same", "reworded", "split", "merged"]
State: TypeAlias = Literal["kept", "persisting", "new", "dropped", "returned"]
Ruling: TypeAlias = Literal["must_link", "must_not_link"]
DecisionState: TypeAlias = Literal["new", "changed", "unchanged", "withdrawn", "unmatched"]

RELATIONS: tuple[Relation, ...] = ("same", "reworded", "split", "merged")
STATES: tuple[State, ...] = ("kept", "persisting", "new", "dropped", "returned")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedDocument:
    """One of the documents: ``source`` is its ``source.name`` (a second of that name ``name (2)``), ``items`` counts what is followed."""

    source: str
    year: int | None
    title: str | None
    date: str | None
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEnd:
    """An item of a document: ``item`` is its id there (``task-3``)."""

    source: str
    year: int | None
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What moved between an item and the one that it stood as before. In the JSON ``earlier`` is ``from`` and ``later`` is ``to``.

    ``added`` and ``removed`` are canonical bodies. ``deadline_shifted`` excludes ``deadline_changed``: it only moved on by as many years
    as the documents lie apart. ``skipped`` are the years between in which the item is not found (it ``returned``).
    """

    earlier: LinkEnd
    later: LinkEnd
    relation: Relation
    bodies_changed: bool
    added: tuple[str, ...]
    removed: tuple[str, ...]
    deadline_changed: bool
    deadline_shifted: bool
    indicators_changed: bool
    skipped: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Change):
    """A change with its evidence: ``score`` (0 to 1; it orders links, and is no probability) and what spoke for it.

    ``why`` holds pieces such as ``words: навигатор, информирование``; ``decided`` names author and date of the office's decision
    that made the link, and is None where the program made it.
    """

    score: float
    why: tuple[str, ...]
    decided: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMention:
    """A body of an occurrence: ``name`` as that year's document has it, ``canonical`` as :attr:`Comparison.bodies` has it."""

    name: str
    canonical: str
    role: BodyRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """An item of one year's document. ``spans`` point into that document's text; they are empty where it is not known."""

    source: str
    year: int | None
    item: str
    text: str
    label: str | None
    lead: str | None
    topic: str | None
    bodies: tuple[BodyMention, ...]
    deadline: Deadline | None
    indicators: tuple[Indicator, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The life of one task: an item that continues no earlier one, and all that continue it.

    ``text`` is the newest occurrence's, ``years`` those with an occurrence. A merged item stands in each of the threads that it continues.
    """

    id: str
    text: str
    state: State
    years: tuple[int, ...]
    occurrences: tuple[Occurrence, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyName:
    """A name that a body goes by, and the years of the documents that use it."""

    name: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CanonicalBody:
    """One body under all its names; ``name`` is the fullest. ``why`` says what joined the names: ``abbreviation: …``, ``aliases file``."""

    name: str
    names: tuple[BodyName, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of things in one document: of all (``body`` is None), or of those of one canonical body.

    ``same``, ``reworded`` (with split and merged), ``returned`` and ``new`` add up to ``items``. ``kept`` is ``same`` and ``reworded``
    together; ``handed_over`` are those found again with other bodies (``returned`` ones, too). ``dropped`` are the items of the document
    before that are not found here. In the first document there is nothing to be told but ``items``: all else is 0.
    """

    source: str
    year: int | None
    body: str | None
    items: int
    same: int
    reworded: int
    kept: int
    returned: int
    new: int
    handed_over: int
    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """``by_year`` has a line for each document, ``by_body`` one for each body and document in which it has, or lost, an item."""

    by_year: tuple[Counts, ...]
    by_body: tuple[Counts, ...]
    states: tuple[StateCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCount:
    """How many threads are in a state at the last year."""

    state: State
    threads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the office has settled in its register: these two are one duty, or are not.

    ``state``: seen for the first time, with another ruling than at the last run, as it was, gone from the register, or naming items that
    are not among the documents given.
    """

    ruling: Ruling
    earlier: LinkEnd
    later: LinkEnd
    author: str
    date: str
    note: str | None
    state: DecisionState


@dataclass(frozen=True, slots=True, kw_only=True)
class HintedTask:
    """A task that seems to be about a problem's object. A hint for a reader, no finding; ``shared`` are the words that say so."""

    item: str
    text: str
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemHint:
    """A problem, and the tasks of its own document that share its object, the likeliest first; none where nothing answers it."""

    problem: LinkEnd
    text: str
    tasks: tuple[HintedTask, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The documents compared, whole. ``hints`` is filled for problems only."""

    schema_version: str
    kind: ComparedKind
    documents: tuple[ComparedDocument, ...]
    links: tuple[Link, ...]
    threads: tuple[Thread, ...]
    bodies: tuple[CanonicalBody, ...]
    summary: Summary
    decisions: tuple[Decision, ...]
    hints: tuple[ProblemHint, ...]
