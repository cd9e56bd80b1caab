"""Resolutions as rows of a table: one for each item, with what the columns hold said once for all formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources
from typing import Any, Literal, TypeAlias

from resolution_parser.records import Control, Finding, Goal, Problem, Proposal, Resolution, Task

Language: TypeAlias = Literal["ru", "en"]
AnyItem: TypeAlias = "Goal | Finding | Problem | Proposal | Task | Control"
Cell: TypeAlias = "str | int | float | tuple[str, ...] | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item of one document. Dates are ISO strings; ``bodies`` are executors in the nominative, ``start`` and ``end`` offsets in the
    document's text."""

    document: str
    year: int | None
    title: str | None
    document_kind: str
    event: str | None
    date: str | None
    item: str
    kind: str
    label: str | None
    topic: str | None
    lead: str | None
    text: str
    action: str | None
    modality: str | None
    status: str | None
    bodies: tuple[str, ...]
    partners: tuple[str, ...]
    deadline: str | None
    deadline_start: str | None
    deadline_end: str | None
    deadline_kind: str | None
    indicators: tuple[str, ...]
    confidence: float
    rule: str
    page: int | None
    paragraph: int
    start: int
    end: int

    def cells(self) -> Iterator[tuple[str, Cell]]:
        """The columns with their cells, in order."""
        return ((name, getattr(self, name)) for name in ITEM_COLUMNS)


ITEM_COLUMNS = tuple(field.name for field in fields(ItemRow))
CODED_COLUMNS = frozenset({"kind", "document_kind", "modality", "status", "deadline_kind", "file_status", "reason"})
"""Columns whose cells are keys of the schema, with a word of their own in each language."""


def item_rows(resolution: Resolution, *, document: str) -> Iterator[ItemRow]:
    """A row for each item, in the order of the text; ``document`` names the file."""
    for item in resolution.items():
        yield _row(resolution, item, document)


def _row(resolution: Resolution, item: AnyItem, document: str) -> ItemRow:
    bodies = item.bodies if isinstance(item, Task | Control) else ()
    deadline = item.deadline if isinstance(item, Task) else None
    first, last = item.spans[0], item.spans[-1]
    return ItemRow(
        document=document, year=resolution.year, title=resolution.title, document_kind=resolution.kind, event=resolution.event.name,
        date=resolution.event.start, item=item.id, kind=item.id.rpartition("-")[0], label=item.label, topic=item.topic, lead=item.lead,
        text=item.text, action=getattr(item, "action", None), modality=getattr(item, "modality", None), status=getattr(item, "status",
            None),
        bodies=tuple(body.name for body in bodies if body.role == "executor"),
        partners=tuple(body.name for body in bodies if body.role == "partner"),
        deadline=deadline.text if deadline else None, deadline_start=deadline.start if deadline else None,
        deadline_end=deadline.end if deadline else None, deadline_kind=deadline.kind if deadline else None,
        indicators=tuple(indicator.text for indicator in getattr(item, "indicators", ())), confidence=item.confidence, rule=item.rule,
        page=first.page, paragraph=first.paragraph, start=first.start, end=last.end,
    )


@dataclass(frozen=True, slots=True)
class Titles:
    """What a language calls columns, values and sheets; English calls them as the schema does.

    >>> Titles.of("ru").column("bodies"), Titles.of("ru").value("kind", "task"), Titles.of("en").column("bodies")
    ('Исполнители', 'задача', 'bodies')
    """

    columns: Mapping[str, str]
    values: Mapping[str, str]
    sheets: Mapping[str, str]

    @staticmethod
    @lru_cache(maxsize=2)
    def of(language: Language) -> Titles:
        """The titles of a language."""
        if language == "en":
            return Titles({}, {}, {})
        import tomllib

        tables = tomllib.loads((resources.files("resolution_parser") / "exporters" / "titles.toml").read_text("utf-8"))
        return Titles(tables["columns"], tables["values"], tables["sheets"])

    def column(self, name: str) -> str:
        return self.columns.get(name, name)

    def value(self, column: str, value: Cell) -> Cell:
        """The cell, in words where it is a key of the schema."""
        return self.values.get(value, value) if column in CODED_COLUMNS and isinstance(value, str) else value

    def sheet(self, name: str) -> str:
        return self.sheets.get(name, name)


def flat(value: Cell) -> str | int | float | None:
    """A cell that holds several values as one text.

    >>> flat(("отдел образования", "МКУ «ИМЦ»"))
    'отдел образования; МКУ «ИМЦ»'
    """
    return "; ".join(value) if isinstance(value, tuple) else value


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that make a spreadsheet take a text for a formula (OWASP, CSV injection)."""


def safe_text(value: str) -> str:
    """A text that no spreadsheet runs: what looks like a formula gets an apostrophe before it.

    >>> safe_text("=HYPERLINK(1)"), safe_text("обеспечить")
    ("'=HYPERLINK(1)", 'обеспечить')
    """
    return f"'{value}" if value.lstrip(" ").startswith(FORMULA_STARTS) else value


def rows_as_builtins(rows: Iterable[ItemRow]) -> Iterator[dict[str, Any]]:
    """Rows as dicts for encoders; several values stay lists."""
    for row in rows:
        yield {name: list(cell) if isinstance(cell, tuple) else cell for name, cell in row.cells()}
