"""The columns of the review workbook: what a record says there, and which of it a reviewer may change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources
from typing import Any, Literal, TypeAlias, get_args

from resolution_parser.exporters.rows import AnyItem, Language
from resolution_parser.records import ITEM_KINDS, Control, DeadlineKind, Goal, ItemKind, Modality, Proposal, Status, Task

Decision: TypeAlias = Literal["confirm", "correct", "delete", "add"]
Value: TypeAlias = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What a reviewer may change of a record: the values of its editable cells. Dates are ISO dates; None is an empty cell."""

    kind: ItemKind
    text: str
    executors: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    deadline: str | None = None
    deadline_start: str | None = None
    deadline_end: str | None = None
    deadline_kind: DeadlineKind | None = None
    modality: Modality | None = None
    status: Status | None = None
    action: str | None = None
    topic: str | None = None
    lead: str | None = None
    label: str | None = None


EDITABLE = tuple(field.name for field in fields(Fields))
LISTS: Mapping[str, tuple[str, ...]] = {
    "kind": ITEM_KINDS, "deadline_kind": get_args(DeadlineKind), "modality": get_args(Modality), "status": get_args(Status)}
"""The columns with drop-downs, and the keys of their values."""
NAMES = ("executors", "partners")
DATES = ("deadline_start", "deadline_end")
COLUMNS = ("document", "id", "decision", *EDITABLE, "comment", "indicators", "page", "confidence", "rule")
SINGULAR: Mapping[ItemKind, str] = {kind: kind if kind == "control" else kind.removesuffix("s") for kind in ITEM_KINDS}

_DEADLINE = ("deadline", "deadline_start", "deadline_end", "deadline_kind")
_OF_ALL = ("kind", "text", "topic", "lead", "label")
FIELDS_OF: Mapping[ItemKind, frozenset[str]] = {
    "goals": frozenset({*_OF_ALL, "status"}), "findings": frozenset(_OF_ALL), "problems": frozenset(_OF_ALL),
    "proposals": frozenset({*_OF_ALL, "action"}), "control": frozenset({*_OF_ALL, "executors", "partners"}),
    "tasks": frozenset({*_OF_ALL, "executors", "partners", "modality", "action", *_DEADLINE}),
}
"""The cells that a record of a kind can fill."""


def kind_of(item: AnyItem) -> ItemKind:
    """The kind of a record, by its class."""
    name = type(item).__name__.lower()
    return next(kind for kind, singular in SINGULAR.items() if singular == name)


def fields_of(item: AnyItem) -> Fields:
    """The editable values of a record.

    >>> from resolution_parser import parse_text
    >>> fields_of(parse_text("Поручить школам до 1 мая 2022 года усилить охрану.").tasks[0]).executors
    ('школы',)
    """
    bodies = item.bodies if isinstance(item, Task | Control) else ()
    deadline = item.deadline if isinstance(item, Task) else None
    return Fields(
        kind=kind_of(item), text=item.text, topic=item.topic, lead=item.lead, label=item.label,
        executors=tuple(body.name for body in bodies if body.role == "executor"),
        partners=tuple(body.name for body in bodies if body.role == "partner"),
        deadline=deadline.text if deadline else None, deadline_start=deadline.start if deadline else None,
        deadline_end=deadline.end if deadline else None, deadline_kind=deadline.kind if deadline else None,
        modality=item.modality if isinstance(item, Task) else None, status=item.status if isinstance(item, Goal) else None,
        action=item.action if isinstance(item, Task | Proposal) else None,
    )


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the workbook in one language."""

    tables: Mapping[str, Any]

    @staticmethod
    @lru_cache(maxsize=2)
    def of(language: Language) -> Words:
        """Those of a language."""
        import tomllib

        return Words(tomllib.loads((resources.files("resolution_parser") / "review" / "words.toml").read_text("utf-8"))[language])

    def say(self, key: str) -> str:
        return str(self.tables[key])

    def sheet(self, key: str) -> str:
        return str(self.tables["sheets"][key])

    def column(self, key: str) -> str:
        return str(self.tables["columns"][key])

    def guide(self) -> Sequence[str]:
        """The title of the instruction and its lines."""
        return (str(self.tables["guide"]["title"]), *self.tables["guide"]["lines"])

    def fault(self, key: str, **values: object) -> str:
        return str(self.tables["faults"][key]).format(**values)

    def values(self, column: str) -> Mapping[str, str]:
        """The words of a drop-down by their keys."""
        if column == "decision":
            return {key: str(word) for key, word in self.tables["decisions"].items()}
        return {key: str(self.tables["values"][_value_key(column, key)]) for key in LISTS[column]}


def _value_key(column: str, key: str) -> str:
    """``ongoing`` is one word of goals and another one of deadlines."""
    return "constant" if column == "deadline_kind" and key == "ongoing" else key
