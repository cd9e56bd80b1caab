"""What the page of a resolution shows of its records: cards in parts, tasks under their bodies, each with its place in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from resolution_parser.exporters.marks import Mark
from resolution_parser.exporters.rows import AnyItem, Language
from resolution_parser.lexicon import Lexicon
from resolution_parser.records import ITEM_KINDS, Body, Control, Deadline, Resolution, Span, Task

_HEADING = 80  # characters of a section's heading that a card repeats
Facts = tuple[tuple[str, str], ...]
"""Names and values, in words of the page's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A record as the page shows it; ``number`` ties it to its marks. ``rule`` and ``why`` are shown on demand."""

    number: int
    text: str
    sign: str = ""
    facts: Facts = ()
    rule: str | None = None
    why: Facts = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cards that belong together; tasks stand under the bodies ``heading``, whose ``number`` ties it to the places that name them."""

    cards: tuple[Card, ...]
    heading: str | None = None
    number: int = 0
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """All records of one kind."""

    kind: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        return sum(len(group.cards) for group in self.groups)


@lru_cache(maxsize=2)
def words_of(language: Language) -> Mapping[str, Any]:
    """The words of the pages in a language."""
    import tomllib

    tables = tomllib.loads((resources.files("resolution_parser") / "exporters" / "view.toml").read_text("utf-8"))
    words: Mapping[str, Any] = tables[language]
    return words


def make_parts(resolution: Resolution, *, language: Language) -> tuple[Part, ...]:
    """The parts of the page that have records, in a fixed order; cards are numbered from 1 as they stand on the page."""
    desk = _Desk(words_of(language), {section.id: section.heading for section in resolution.sections})
    parts = (
        Part(kind="warnings", groups=desk.group(_warning(desk, resolution))),
        *(Part(kind=kind, groups=desk.tasks(resolution.tasks) if kind == "tasks" else desk.group(
            desk.item(item, kind) for item in getattr(resolution, kind))) for kind in ITEM_KINDS),
        Part(kind="references", groups=desk.group(
            desk.card(entry.text, (entry.span,), type=entry.type, issuer=entry.issuer, number=entry.number, dated=desk.day(entry.date))
            for entry in resolution.references)),
        Part(kind="programmes", groups=desk.group(
            desk.card(entry.name, (entry.span,), type=entry.type) for entry in resolution.programmes)),
        Part(kind="persons", groups=desk.group(desk.card(entry.name, (entry.span,), role=entry.role) for entry in resolution.persons)),
        Part(kind="signatures", groups=desk.group(desk.card(entry.name, (), role=entry.role) for entry in resolution.signatures)),
    )
    return tuple(part for part in parts if part.count)


def make_marks(parts: Iterable[Part]) -> Iterator[Mark]:
    """Where the cards and the bodies of groups stand in the text. A place of two bodies' groups belongs to the first."""
    for part in parts:
        taken: set[tuple[int, int]] = set()
        for group in part.groups:
            for span in group.spans:
                if (span.start, span.end) not in taken:
                    taken.add((span.start, span.end))
                    yield Mark(span.start, span.end, group.number, "body")
            for card in group.cards:
                for span in card.spans:
                    yield Mark(span.start, span.end, card.number, part.kind)


def make_head(resolution: Resolution, *, language: Language) -> Facts:
    """What the document is: the meeting, its theme, date, place, and the period of its tasks."""
    words, event = words_of(language), resolution.event
    desk = _Desk(words, {})
    days = " – ".join(dict.fromkeys(day for day in (desk.day(event.start), desk.day(event.end)) if day))
    theme = None if event.theme and resolution.title and event.theme in resolution.title else event.theme
    return desk.facts(
        event=event.name, theme=theme, date=days, place=event.place, period=resolution.period.label if resolution.period else None,
        year=str(resolution.year) if resolution.year and not days else None, source=resolution.source.name)


def _warning(desk: _Desk, resolution: Resolution) -> Iterator[Card]:
    for warning in resolution.warnings:
        place = resolution.text[warning.span.start:warning.span.end] if warning.span else ""
        detail = place if warning.code == "unassigned" else warning.message
        text = desk.words["warnings"].get(warning.code, warning.code)
        yield Card(number=desk.next(), text=text, sign=desk.words["marks"]["unassigned"], facts=(("", " ".join(detail.split())),),
                   spans=(warning.span,) if warning.span else ())


@dataclass(slots=True)
class _Desk:
    """Makes the cards of one page, which are numbered as they are made."""

    words: Mapping[str, Any]
    headings: Mapping[str, str | None]
    count: int = 0

    def next(self) -> int:
        self.count += 1
        return self.count

    def facts(self, **values: str | None) -> Facts:
        return tuple((self.words["facts"][name], value) for name, value in values.items() if value)

    def day(self, iso: str | None) -> str | None:
        return ".".join(reversed(iso.split("-"))) if iso and self.words["lang"] == "ru" else iso

    def group(self, cards: Iterable[Card]) -> tuple[Group, ...]:
        return (Group(cards=tuple(cards)),)

    def card(self, text: str, spans: tuple[Span, ...], **values: str | None) -> Card:
        return Card(number=self.next(), text=text, facts=self.facts(**values), spans=spans)

    def tasks(self, tasks: tuple[Task, ...]) -> tuple[Group, ...]:
        """Tasks of the same bodies stand together, in the order in which the bodies first come."""
        by_bodies: dict[tuple[tuple[str, str], ...], list[Task]] = {}
        for task in tasks:
            by_bodies.setdefault(tuple((body.name, body.role) for body in task.bodies), []).append(task)
        return tuple(
            Group(number=self.next(), heading=self.named(group[0].bodies) or self.words["no_body"],
                  spans=tuple(body.span for task in group for body in task.bodies),
                  cards=tuple(self.item(task, "tasks") for task in group))
            for group in by_bodies.values())

    def named(self, bodies: tuple[Body, ...]) -> str:
        executors = "; ".join(body.name for body in bodies if body.role == "executor")
        partners = "; ".join(body.name for body in bodies if body.role == "partner")
        return f"{executors} ({self.words['partners']}: {partners})".strip() if partners else executors

    def item(self, item: AnyItem, kind: str) -> Card:
        values: Callable[[str], str] = self.words["values"].get
        status, modality = getattr(item, "status", None), getattr(item, "modality", None)
        return Card(
            number=self.next(), text=item.text, sign=f"{self.words['marks'][kind]} {item.id.rpartition('-')[2][:5]}", spans=item.spans,
            facts=self.facts(
                deadline=self._deadline(item.deadline) if isinstance(item, Task) else None, status=status and values(status),
                modality=modality and values(modality), bodies=self.named(item.bodies) if isinstance(item, Control) else None,
                indicators="; ".join(indicator.text for indicator in getattr(item, "indicators", ())), topic=item.topic, lead=item.lead),
            rule=item.rule, why=self._why(item),
        )

    def _deadline(self, deadline: Deadline | None) -> str | None:
        """As printed, with the dates that it means."""
        if deadline is None:
            return None
        days = " – ".join(dict.fromkeys(day for day in (self.day(deadline.start), self.day(deadline.end)) if day))
        return f"{deadline.text} ({days})" if days and days not in deadline.text else deadline.text

    def _why(self, item: AnyItem) -> Facts:
        place = item.spans[0] if item.spans else None
        return self.facts(
            confidence=f"{item.confidence:.2f}".replace(".", self.words["decimal"]), section=_short(self.headings.get(item.section)),
            action=getattr(item, "action", None), label=item.label, page=str(place.page) if place and place.page else None,
            paragraph=str(place.paragraph + 1) if place else None, id=item.id)


def make_rules(parts: Iterable[Part], *, lexicon: Lexicon | None = None) -> Mapping[str, str]:
    """The rules that decided on the page, by name, each with an example of what it recognises where the lexicon has one."""
    lexicon = lexicon or Lexicon.default()
    examples = {rule.name: rule.examples[0] for group in lexicon.groups() for rule in lexicon.rules(group) if rule.examples}
    names = {card.rule for part in parts for group in part.groups for card in group.cards if card.rule}
    return {name: examples.get(name, "") for name in sorted(names)}


def _short(heading: str | None) -> str | None:
    return heading if heading is None or len(heading) <= _HEADING else f"{heading[:_HEADING - 1].rstrip()}…"


def section_starts(resolution: Resolution) -> list[tuple[int, str]]:
    """Where another kind of section begins, from 0 on, for the look of the text."""
    found: list[tuple[int, str]] = []
    for section in sorted(resolution.sections, key=lambda section: section.span.start):
        if not found or section.kind != found[-1][1]:
            found.append((section.span.start if found else 0, section.kind))
    return found or [(0, "other")]
