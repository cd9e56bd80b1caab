"""Threads: each item that continues no earlier one begins a life, and all that continue it belong to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from resolution_parser.compare.changes import end_of
from resolution_parser.compare.comparison import Change, ComparedKind, Link, LinkEnd, Occurrence, State, Thread


@dataclass(frozen=True, slots=True)
class _Paths:
    """The items by their ends, their ranks over all documents, and the links that lead on from each."""

    by_end: Mapping[LinkEnd, Occurrence]
    rank: Mapping[LinkEnd, int]
    step: Mapping[LinkEnd, int]
    onward: Mapping[LinkEnd, Sequence[Link]]


def follow_threads(
    documents: Sequence[Sequence[Occurrence]], links: Sequence[Link], *, years: Sequence[int | None], kind: ComparedKind,
    known: Mapping[LinkEnd, str],
) -> tuple[Thread, ...]:
    """The threads in the order of their ids.

    ``known`` are the ids that a register holds for items; new threads are numbered after all of them, in the order of documents and items.
    So a later document changes no earlier id.
    """
    ends = [end_of(one) for group in documents for one in group]
    onward: dict[LinkEnd, list[Link]] = {}
    for link in links:
        onward.setdefault(link.earlier, []).append(link)
    paths = _Paths(
        by_end={end_of(one): one for group in documents for one in group}, rank={end: at for at, end in enumerate(ends)},
        step={end_of(one): step for step, group in enumerate(documents) for one in group}, onward=onward)
    continued = {link.later for link in links}
    lives = [_life(end, paths) for end in ends if end not in continued]
    names = _names([life for life, _ in lives], known)
    threads = [_thread(name, life, led, paths, years, kind) for name, (life, led) in zip(names, lives, strict=True)]
    return tuple(sorted(threads, key=_number))


def _names(lives: Sequence[Sequence[LinkEnd]], known: Mapping[LinkEnd, str]) -> list[str]:
    """An id for each thread: the one that its first item has in the register, else one of its later items', else a new number."""
    names: dict[int, str] = {}
    for only_first in (True, False):
        for at, life in enumerate(lives):
            told = [known[end] for end in (life[:1] if only_first else life) if end in known]
            name = next((name for name in told if name not in names.values()), None)
            if at not in names and name is not None:
                names[at] = name
    following = max((int(tail) for name in known.values() if (tail := name.rpartition("-")[2]).isdigit()), default=0) + 1
    for at in range(len(lives)):
        if at not in names:
            names[at], following = f"thread-{following}", following + 1
    return [names[at] for at in range(len(lives))]


def _number(thread: Thread) -> tuple[int, str]:
    tail = thread.id.rpartition("-")[2]
    return (int(tail) if tail.isdigit() else 0, thread.id)


def _life(root: LinkEnd, paths: _Paths) -> tuple[list[LinkEnd], list[Link]]:
    """All that continues an item, itself first, and the links between, both in the order of the documents."""
    ends, links = [root], []
    for end in ends:  # grows while it is walked through
        for link in paths.onward.get(end, ()):
            links.append(link)
            if link.later not in ends:
                ends.append(link.later)
    ends.sort(key=paths.rank.__getitem__)
    links.sort(key=lambda link: (paths.rank[link.later], paths.rank[link.earlier]))
    return ends, links


def _thread(
    name: str, ends: Sequence[LinkEnd], links: Sequence[Link], paths: _Paths, years: Sequence[int | None], kind: ComparedKind,
) -> Thread:
    life = tuple(paths.by_end[end] for end in ends)
    return Thread(
        id=name, text=life[-1].text, state=_state([paths.step[end] for end in ends], years, kind), occurrences=life,
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
