"""The figures of a comparison, by document and by body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from resolution_parser.compare.changes import end_of
from resolution_parser.compare.comparison import (
    STATES,
    ComparedDocument,
    Counts,
    Link,
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
    lines = [_counts(documents, occurrences, links, step, None) for step in range(len(documents))]
    bodies = sorted({body.canonical for group in occurrences for one in group for body in one.bodies})
    return Summary(
        by_year=tuple(lines),
        by_body=tuple(
            counts for body in bodies for step in range(len(documents))
            if (counts := _counts(documents, occurrences, links, step, body)).items or counts.dropped),
        states=tuple(StateCount(state=state, threads=count) for state, count in _states(threads)),
    )


def _counts(
    documents: Sequence[ComparedDocument], occurrences: Sequence[Sequence[Occurrence]], links: Sequence[Link], step: int, body: str | None,
) -> Counts:
    document = documents[step]
    here = [one for one in occurrences[step] if _belongs(one, body)]
    empty = Counts(source=document.source, year=document.year, body=body, items=len(here), same=0, reworded=0, kept=0, returned=0, new=0,
                   handed_over=0, dropped=0)
    if step == 0:
        return empty
    into = {end_of(one): [link for link in links if link.later == end_of(one)] for one in here}
    previous = documents[step - 1].source
    returned = sum(1 for found in into.values() if found and all(link.earlier.source != previous for link in found))
    same = sum(1 for found in into.values() if any(link.earlier.source == previous and link.relation == "same" for link in found))
    new = sum(1 for found in into.values() if not found)
    gone_on = {link.earlier for link in links if link.later.source == document.source}
    return Counts(
        source=document.source, year=document.year, body=body, items=len(here), same=same, reworded=len(here) - same - returned - new,
        kept=len(here) - returned - new, returned=returned, new=new,
        handed_over=sum(1 for found in into.values() if any(link.bodies_changed for link in found)),
        dropped=sum(1 for one in occurrences[step - 1] if _belongs(one, body) and end_of(one) not in gone_on),
    )


def _belongs(one: Occurrence, body: str | None) -> bool:
    return body is None or any(mention.canonical == body for mention in one.bodies)


def _states(threads: Sequence[Thread]) -> Iterator[tuple[State, int]]:
    for state in STATES:
        yield state, sum(1 for thread in threads if thread.state == state)

