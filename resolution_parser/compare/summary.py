"""The figures of a comparison, by document and by body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from resolution_parser.compare.changes import end_of
from resolution_parser.compare.comparison import (
    STATES,
    ComparedDocument,
    Counts,
    Link,
    LinkEnd,
    Occurrence,
    State,
    StateCount,
    Summary,
    Thread,
)


def summarize(
    documents: Sequence[ComparedDocument], occurrences: Sequence[Sequence[Occurrence]], links: Sequence[Link], threads: Sequence[Thread],
) -> Summary:
    """Counts for each document, for each body in each document, and of threads in each state."""
    fates = list(_fates(documents, occurrences, links))
    bodies = sorted({body for fate in fates for body in fate.bodies})
    ranks = {document.source: rank for rank, document in enumerate(documents)}
    by_place: dict[tuple[str, int], list[_Fate]] = {}
    for fate in fates:
        for body in fate.bodies:
            by_place.setdefault((body, ranks[fate.source]), []).append(fate)
    return Summary(
        by_year=tuple(_counts(document, None, [fate for fate in fates if fate.source == document.source]) for document in documents),
        by_body=tuple(_counts(documents[rank], body, by_place[body, rank])
                      for body in bodies for rank in range(len(documents)) if (body, rank) in by_place),
        states=tuple(StateCount(state=state, threads=count) for state, count in _states(threads)),
    )


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of an item in a document: an item of its own, or (``dropped``) one of the document before that is not found here."""

    source: str
    bodies: tuple[str, ...]
    fate: Literal["first", "same", "reworded", "returned", "new", "dropped"]
    handed_over: bool


def _fates(
    documents: Sequence[ComparedDocument], occurrences: Sequence[Sequence[Occurrence]], links: Sequence[Link],
) -> Iterator[_Fate]:
    into: dict[LinkEnd, list[Link]] = {}
    for link in links:
        into.setdefault(link.later, []).append(link)
    gone_on = {(link.earlier, link.later.source) for link in links}
    for step, document in enumerate(documents):
        previous = documents[step - 1].source if step else None
        for one in occurrences[step]:
            found = into.get(end_of(one), [])
            yield _Fate(document.source, _bodies(one), _fate(found, previous), any(link.bodies_changed for link in found))
        for one in occurrences[step - 1] if step else ():
            if (end_of(one), document.source) not in gone_on:
                yield _Fate(document.source, _bodies(one), "dropped", False)


def _fate(links: Sequence[Link], previous: str | None) -> Literal["first", "same", "reworded", "returned", "new"]:
    if previous is None:
        return "first"
    if not links:
        return "new"
    near = [link for link in links if link.earlier.source == previous]
    if not near:
        return "returned"
    return "same" if any(link.relation == "same" for link in near) else "reworded"


def _bodies(one: Occurrence) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.canonical for mention in one.bodies))


def _counts(document: ComparedDocument, body: str | None, fates: Sequence[_Fate]) -> Counts:
    count = Counter(fate.fate for fate in fates)
    return Counts(
        source=document.source, year=document.year, body=body, items=len(fates) - count["dropped"], same=count["same"],
        reworded=count["reworded"], kept=count["same"] + count["reworded"], returned=count["returned"], new=count["new"],
        handed_over=sum(fate.handed_over for fate in fates), dropped=count["dropped"])


def _states(threads: Sequence[Thread]) -> Iterator[tuple[State, int]]:
    for state in STATES:
        yield state, sum(1 for thread in threads if thread.state == state)

