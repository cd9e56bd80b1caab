"""Threads: each item that continues no earlier one begins a life, and all that continue it belong to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from resolution_parser.compare.changes import end_of
from resolution_parser.compare.comparison import Change, ComparedKind, Link, LinkEnd, Occurrence, State, Thread


def follow_threads(
    documents: Sequence[Sequence[Occurrence]], links: Sequence[Link], *, years: Sequence[int | None], kind: ComparedKind,
    known: Mapping[LinkEnd, str],
) -> tuple[Thread, ...]:
    """The threads in the order of their ids.

    ``known`` are the ids that a register holds, by the item that the thread begins with; new threads are numbered after all of them, in
    the order of documents and items. So a later document changes no earlier id.
    """
    by_end = {end_of(one): one for group in documents for one in group}
    steps = {end_of(one): step for step, group in enumerate(documents) for one in group}
    onward: dict[LinkEnd, list[Link]] = {}
    for link in links:
        onward.setdefault(link.earlier, []).append(link)
    continued = {link.later for link in links}
    following = max((int(name.rpartition("-")[2]) for name in known.values() if name.rpartition("-")[2].isdigit()), default=0) + 1
    rank = {end: at for at, end in enumerate(by_end)}
    threads = []
    for end in by_end:
        if end in continued:
            continue
        name = known.get(end)
        if name is None:
            name, following = f"thread-{following}", following + 1
        threads.append(_thread(name, end, onward, by_end, rank, steps, years, kind))
    return tuple(sorted(threads, key=_number))


def _number(thread: Thread) -> tuple[int, str]:
    tail = thread.id.rpartition("-")[2]
    return (int(tail) if tail.isdigit() else 0, thread.id)


def _thread(
    name: str, root: LinkEnd, onward: Mapping[LinkEnd, Sequence[Link]], by_end: Mapping[LinkEnd, Occurrence],
    rank: Mapping[LinkEnd, int], steps: Mapping[LinkEnd, int], years: Sequence[int | None], kind: ComparedKind,
) -> Thread:
    ends, links = [root], []
    for end in ends:  # grows while it is walked through
        for link in onward.get(end, ()):
            links.append(link)
            if link.later not in ends:
                ends.append(link.later)
    ends.sort(key=rank.__getitem__)
    links.sort(key=lambda link: (rank[link.later], rank[link.earlier]))
    life = tuple(by_end[end] for end in ends)
    return Thread(
        id=name, text=life[-1].text, state=_state([steps[end] for end in ends], years, kind), occurrences=life,
        years=tuple(sorted({one.year for one in life if one.year is not None})), changes=tuple(_change(link) for link in links),
    )


def _state(steps: Sequence[int], years: Sequence[int | None], kind: ComparedKind) -> State:
    """The state at the last year; documents of one year count as one."""
    seen = {_year_rank(step, years) for step in steps}
    last = _year_rank(len(years) - 1, years)
    if last not in seen:
        return "dropped"
    if seen == {last}:
        return "new"
    if set(range(min(seen), last)) - seen:
        return "returned"
    return "kept" if kind == "tasks" else "persisting"


def _year_rank(step: int, years: Sequence[int | None]) -> int:
    """The rank of a document's year among the years."""
    return sum(1 for at in range(1, step + 1) if years[at] is None or years[at] != years[at - 1])


def _change(link: Link) -> Change:
    return Change(
        earlier=link.earlier, later=link.later, relation=link.relation, bodies_changed=link.bodies_changed, added=link.added,
        removed=link.removed, deadline_changed=link.deadline_changed, deadline_shifted=link.deadline_shifted,
        indicators_changed=link.indicators_changed, skipped=link.skipped,
    )
