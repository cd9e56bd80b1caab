"""A summary for people, in Russian, for a terminal: the head of the document, then its items, tasks under their bodies."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from resolution_parser.lexicon import Lexicon
from resolution_parser.records import Body, Control, Event, Finding, Goal, Indicator, Item, Problem, Resolution, Task

Labels: TypeAlias = Mapping[str, str]
Look: TypeAlias = Literal["title", "heading", "body", "field", "item", "note"]
_STYLES: dict[Look, str] = {"title": "bold", "heading": "bold cyan", "body": "bold", "field": "", "item": "", "note": "dim"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the summary before it is wrapped: continuation lines stand under the text behind ``lead``."""

    look: Look
    text: str
    indent: int = 0
    lead: str = ""


def to_summary(resolution: Resolution, *, width: int = 100, styled: bool = False) -> str:
    """The summary, wrapped to ``width`` columns, ending in a line end. ``styled`` adds the escape codes of a terminal.

    The document's own control characters are shown as ``�``, so that no text can play tricks on the terminal.
    """
    lines = [(line, row) for line in summary_lines(resolution) for row in _wrap(line, max(width, 30))]
    return _style(lines) if styled else "".join(f"{row}\n" for _, row in lines)


def summary_lines(resolution: Resolution) -> tuple[Line, ...]:
    """The lines of the summary with their looks; an empty ``text`` is a blank line."""
    labels = Lexicon.default().mapping("summary_labels")
    return (
        Line("title", resolution.title or labels["no_title"]),
        *_head(resolution, labels),
        *_items("goals", resolution.goals, labels),
        *_items("findings", resolution.findings, labels),
        *_items("problems", resolution.problems, labels),
        *_items("proposals", resolution.proposals, labels),
        *_tasks(resolution.tasks, labels),
        *_items("control", resolution.control, labels),
        *_list("references", [reference.text for reference in resolution.references], labels),
        *_list("programmes", [f"{programme.type} «{programme.name}»" for programme in resolution.programmes], labels),
        *_list("persons", [_with_role(person.name, person.role) for person in resolution.persons], labels),
        *_list("signatures", [_with_role(signature.name, signature.role) for signature in resolution.signatures], labels),
        *_list("warnings", [f"{warning.code}: {warning.message}" for warning in resolution.warnings], labels),
    )


def _head(resolution: Resolution, labels: Labels) -> Iterator[Line]:
    values = {
        "event": resolution.event.name,
        "theme": resolution.event.theme,
        "date": _dates(resolution.event),
        "place": resolution.event.place,
        "period": resolution.period.label if resolution.period else None,
        "year": str(resolution.year) if resolution.year and not resolution.event.start else None,
    }
    for key, value in values.items():
        if value:
            yield Line("field", value, lead=f"{labels[key]}: ")


def _dates(event: Event) -> str | None:
    days = [_russian_date(day) for day in (event.start, event.end) if day]
    return " – ".join(dict.fromkeys(days)) or None


def _russian_date(iso: str) -> str:
    return ".".join(reversed(iso.split("-")))


def _items(kind: str, items: Iterable[Item], labels: Labels) -> Iterator[Line]:
    yield from _heading(kind, items, labels)
    for item in items:
        yield from _item(item, 2, labels)


def _item(item: Item, indent: int, labels: Labels) -> Iterator[Line]:
    status = Lexicon.default().mapping("summary_values")[item.status] if isinstance(item, Goal) else ""
    yield Line("item", f"{item.text} [{status}]" if status else item.text, indent, f"{item.label or '-'} ")
    note = _note(item, labels)
    if note:
        yield Line("note", note, indent + 2)


def _tasks(tasks: tuple[Task, ...], labels: Labels) -> Iterator[Line]:
    yield from _heading("tasks", tasks, labels)
    groups: dict[tuple[tuple[str, str], ...], list[Task]] = {}
    for task in tasks:
        groups.setdefault(tuple((body.name, body.role) for body in task.bodies), []).append(task)
    for group in groups.values():
        yield Line("body", _bodies(group[0].bodies, labels) or labels["no_body"], 2)
        for task in group:
            yield from _item(task, 4, labels)


def _list(kind: str, texts: list[str], labels: Labels) -> Iterator[Line]:
    yield from _heading(kind, texts, labels)
    for text in texts:
        yield Line("item", text, 2, "- ")


def _heading(kind: str, things: Iterable[object], labels: Labels) -> Iterator[Line]:
    count = len(tuple(things))
    if count:
        yield Line("item", "")
        yield Line("heading", f"{labels[kind]} ({count})")


def _note(item: Item, labels: Labels) -> str:
    """What is known of an item besides its text, on one line."""
    match item:
        case Finding() | Problem():
            return _indicators(item.indicators, labels)
        case Control():
            return _labelled("by", _bodies(item.bodies, labels), labels)
        case Task():
            deadline = _labelled("deadline", item.deadline.text if item.deadline else "", labels)
            modality = str(Lexicon.default().mapping("summary_values")[item.modality])
            parts = (deadline, modality, _indicators(item.indicators, labels))
            return " · ".join(part for part in parts if part)
        case _:
            return ""


def _indicators(indicators: tuple[Indicator, ...], labels: Labels) -> str:
    return _labelled("indicators", ", ".join(indicator.text for indicator in indicators), labels)


def _labelled(key: str, text: str, labels: Labels) -> str:
    return f"{labels[key]}: {text}" if text else ""


def _bodies(bodies: tuple[Body, ...], labels: Labels) -> str:
    executors = "; ".join(body.name for body in bodies if body.role == "executor")
    partners = "; ".join(body.name for body in bodies if body.role == "partner")
    return " ".join(part for part in (executors, f"({labels['partner']}: {partners})" if partners else "") if part)


def _with_role(name: str, role: str | None) -> str:
    return f"{name}, {role}" if role else name


def _wrap(line: Line, width: int) -> list[str]:
    text = "".join("�" if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in " ".join(line.text.split()))
    margin = " " * line.indent
    return textwrap.wrap(
        text, width, initial_indent=margin + line.lead, subsequent_indent=margin + " " * min(len(line.lead), 6),
        break_long_words=False, break_on_hyphens=False,
    ) or [""]


def _style(lines: Iterable[tuple[Line, str]]) -> str:
    from rich.console import Console  # 60 ms
    from rich.text import Text

    console = Console(force_terminal=True, color_system="standard")
    with console.capture() as capture:
        for line, row in lines:
            console.print(Text(row, style=_STYLES[line.look]), soft_wrap=True)
    return capture.get()
