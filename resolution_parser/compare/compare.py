"""The spine: resolutions in, a comparison out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from resolution_parser.compare.comparison import (
    SCHEMA_VERSION,
    BodyMention,
    BodyName,
    CanonicalBody,
    ComparedDocument,
    ComparedKind,
    Comparison,
    Counts,
    Link,
    LinkEnd,
    Occurrence,
    StateCount,
    Summary,
    Thread,
)
from resolution_parser.records import Resolution, Task

if TYPE_CHECKING:
    from resolution_parser.records import Problem


def compare(
    resolutions: Iterable[Resolution], *, aliases: str | Path | None = None, register: str | Path | None = None,
    kind: ComparedKind = "tasks", semantic: object | None = None,
) -> Comparison:
    """Follow every task (or problem) of the resolutions through the years."""
    ordered = sorted(resolutions, key=lambda one: (one.year or 0, one.event.start or "", one.source.name))
    documents = tuple(
        ComparedDocument(source=one.source.name, year=one.year, title=one.title, date=one.event.start, items=len(getattr(one, kind)))
        for one in ordered)
    occurrences = [[_occurrence(one, item) for item in getattr(one, kind)] for one in ordered]
    links = tuple(link for earlier, later in zip(occurrences, occurrences[1:], strict=False) for link in _links(earlier, later))
    names = {body.name: body for group in occurrences for one in group for body in one.bodies}
    threads = _threads(occurrences, links)
    return Comparison(
        schema_version=SCHEMA_VERSION, kind=kind, documents=documents, links=links, threads=threads,
        bodies=tuple(CanonicalBody(name=name, names=(BodyName(name=name, years=()),), why=()) for name in names),
        summary=Summary(
            by_year=tuple(Counts(source=one.source, year=one.year, body=None, items=one.items, same=0, reworded=0, kept=0, returned=0, new=0,
                                 handed_over=0, dropped=0) for one in documents),
            by_body=(), states=(StateCount(state="kept", threads=len(threads)),)),
        decisions=(), hints=(),
    )


def _occurrence(resolution: Resolution, item: Task | Problem) -> Occurrence:
    return Occurrence(
        source=resolution.source.name, year=resolution.year, item=item.id, text=item.text, label=item.label, lead=item.lead, topic=item.topic,
        bodies=tuple(BodyMention(name=body.name, canonical=body.name, role=body.role) for body in getattr(item, "bodies", ())),
        deadline=getattr(item, "deadline", None), indicators=item.indicators, spans=item.spans,
    )


def _links(earlier: Sequence[Occurrence], later: Sequence[Occurrence]) -> list[Link]:
    waiting = {one.text.casefold(): one for one in earlier}
    return [
        Link(earlier=_end(before), later=_end(one), relation="same", bodies_changed=False, added=(), removed=(), deadline_changed=False,
             deadline_shifted=False, indicators_changed=False, skipped=(), score=1.0, why=("the same words",), decided=None)
        for one in later if (before := waiting.pop(one.text.casefold(), None)) is not None
    ]


def _end(one: Occurrence) -> LinkEnd:
    return LinkEnd(source=one.source, year=one.year, item=one.item)


def _threads(occurrences: Sequence[Sequence[Occurrence]], links: Sequence[Link]) -> tuple[Thread, ...]:
    following = {link.earlier: link for link in links}
    by_end = {_end(one): one for group in occurrences for one in group}
    continued = {link.later for link in links}
    threads: list[Thread] = []
    for end, first in by_end.items():
        if end in continued:
            continue
        life, changes = [first], []
        while (link := following.get(_end(life[-1]))) is not None:
            life.append(by_end[link.later])
            changes.append(link)
        threads.append(Thread(
            id=f"thread-{len(threads) + 1}", text=life[-1].text, state="kept", years=tuple(one.year for one in life if one.year is not None),
            occurrences=tuple(life), changes=tuple(changes)))
    return tuple(threads)
