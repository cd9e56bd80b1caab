"""What all reports show of a thread: a row with a cell for each document, and in a cell what became of the task there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from resolution_parser.compare.changes import end_of
from resolution_parser.compare.comparison import Change, Comparison, Link, LinkEnd, Occurrence, State, Thread
from resolution_parser.compare.report.columns import Column, link_place, make_columns
from resolution_parser.compare.report.marks import Piece, find_changes, mark_text
from resolution_parser.compare.report.words import Words
from resolution_parser.records import BodyRole

Fate: TypeAlias = Literal["first", "new", "same", "reworded", "split", "merged", "returned", "dropped", "absent", "before"]
Shift: TypeAlias = Literal["reworded", "handed_over", "deadline_changed", "indicators_changed"]
SHIFTS: tuple[Shift, ...] = ("reworded", "handed_over", "deadline_changed", "indicators_changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item as a report shows it: its text in pieces, and in ``notes`` what changed against the year before, in words."""

    label: str
    text: str
    pieces: tuple[Piece, ...]
    executors: tuple[str, ...]
    partners: tuple[str, ...]
    deadline: str | None
    context: tuple[str, ...]
    place: str
    link: str | None
    notes: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A thread in one document: ``fate`` says what became of it there; ``before`` is a year in which it did not exist yet."""

    fate: Fate
    handed_over: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A thread. ``anchor`` is safe as the id of an element; ``bodies`` are canonical, all that ever had it, ``holders`` those of
    the newest document that has it; ``kin`` are the anchors and ids
    of threads that share an item with it (it was merged with them)."""

    anchor: str
    id: str
    text: str
    state: State
    bodies: tuple[str, ...]
    holders: tuple[str, ...]
    shifts: tuple[Shift, ...]
    kin: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]

    def filled(self) -> tuple[int, ...]:
        """The ranks of the documents that a reader is to see side by side: those with an item, and the one where it first is missing."""
        return tuple(rank for rank, cell in enumerate(self.cells) if cell.entries or cell.fate == "dropped")


def make_rows(comparison: Comparison, words: Words, links: Mapping[str, str]) -> tuple[Row, ...]:
    """A row for each thread, in the order of the threads; ``links`` holds the address of a document by its source."""
    return tuple(_Sheet.of(comparison, words, links).rows())


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the rows are made from, found once."""

    comparison: Comparison
    words: Words
    columns: tuple[Column, ...]
    into: Mapping[LinkEnd, Sequence[Link]]
    entries: Mapping[LinkEnd, Entry]

    @staticmethod
    def of(comparison: Comparison, words: Words, links: Mapping[str, str]) -> _Sheet:
        into: dict[LinkEnd, list[Link]] = {}
        for link in comparison.links:
            into.setdefault(link.later, []).append(link)
        columns = make_columns(comparison, links)
        ends = {end_of(one): one for thread in comparison.threads for one in thread.occurrences}
        marks = _mark_all(comparison.links, ends)
        entries = {end: _entry(one, columns, into.get(end, ()), ends, marks[end], words) for end, one in ends.items()}
        return _Sheet(comparison, words, columns, into, entries)

    def rows(self) -> Iterator[Row]:
        threads = self.comparison.threads
        holders: dict[LinkEnd, list[int]] = {}
        for rank, thread in enumerate(threads):
            for one in thread.occurrences:
                holders.setdefault(end_of(one), []).append(rank)
        for rank, thread in enumerate(threads):
            kin = sorted({other for one in thread.occurrences for other in holders[end_of(one)]} - {rank})
            newest = [one for one in thread.occurrences if one.source == thread.occurrences[-1].source]
            yield Row(
                anchor=f"t{rank + 1}", id=thread.id, text=thread.text, state=thread.state,
                bodies=_canonical(thread.occurrences), holders=_canonical(newest),
                shifts=tuple(shift for shift in SHIFTS if any(_has_shift(change, shift) for change in thread.changes)),
                kin=tuple((f"t{other + 1}", threads[other].id) for other in kin), cells=tuple(self._cells(thread)))

    def _cells(self, thread: Thread) -> Iterator[Cell]:
        seen, previous = False, ""
        there: tuple[Occurrence, ...] = ()
        for rank, column in enumerate(self.columns):
            gone = bool(there)
            there = tuple(one for one in thread.occurrences if one.source == column.source)
            if there:
                changes = [change for change in thread.changes if change.later.source == column.source]
                fate = _fate(changes, previous) if seen else "first" if rank == 0 else "new"
                yield Cell(
                    fate=fate, handed_over=any(change.bodies_changed for change in changes),
                    entries=tuple(self.entries[end_of(one)] for one in there))
                seen = True
            else:
                yield Cell(fate="dropped" if gone else "absent" if seen else "before", handed_over=False, entries=())
            previous = column.source


def _canonical(occurrences: Sequence[Occurrence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(body.canonical for one in occurrences for body in one.bodies))


def _fate(changes: Sequence[Change], previous: str) -> Fate:
    near = [change.relation for change in changes if change.earlier.source == previous]
    if not near:
        return "returned"
    return next(relation for relation in ("split", "merged", "reworded", "same") if relation in near)


def _has_shift(change: Change, shift: Shift) -> bool:
    return {"reworded": change.relation != "same", "handed_over": change.bodies_changed, "deadline_changed": change.deadline_changed,
            "indicators_changed": change.indicators_changed}[shift]


# What differs in the words

_Marks = tuple[frozenset[int], frozenset[int]]  # ranks of the words added, and of those removed


def _mark_all(links: Sequence[Link], ends: Mapping[LinkEnd, Occurrence]) -> Mapping[LinkEnd, _Marks]:
    """What each item has that none of those before it had, and what none of those after it has."""
    added: dict[LinkEnd, frozenset[int]] = {}
    removed: dict[LinkEnd, frozenset[int]] = {}
    for link in links:
        gone, come = find_changes(ends[link.earlier].text, ends[link.later].text)
        removed[link.earlier] = removed.get(link.earlier, gone) & gone
        added[link.later] = added.get(link.later, come) & come
    return {end: (added.get(end, frozenset()), removed.get(end, frozenset())) for end in ends}


# An item in words

def _entry(
    one: Occurrence, columns: Sequence[Column], links: Sequence[Link], ends: Mapping[LinkEnd, Occurrence], marks: _Marks, words: Words,
) -> Entry:
    column = next(column for column in columns if column.source == one.source)
    labels = {other.source: other.label for other in columns}
    return Entry(
        label=column.label, text=one.text, pieces=mark_text(one.text, added=marks[0], removed=marks[1]),
        executors=_bodies(one, "executor"), partners=_bodies(one, "partner"), deadline=one.deadline.text if one.deadline else None,
        context=tuple(text for text in (one.topic, one.lead) if text),
        place=_place(one, words), link=link_place(column.link, one) if column.link else None,
        notes=tuple(dict.fromkeys(note for link in links for note in _notes(link, ends[link.earlier], one, labels, words))),
        reasons=tuple(_reasons(links, ends, labels, words)))


def _bodies(one: Occurrence, role: BodyRole) -> tuple[str, ...]:
    return tuple(body.name for body in one.bodies if body.role == role)


def _place(one: Occurrence, words: Words) -> str:
    """Where an item stands: what its marker is, the page, the paragraph (from 1, as people count)."""
    span = one.spans[0] if one.spans else None
    parts = [
        words.say("place_label", label=one.label.rstrip(".)")) if one.label and any(map(str.isalnum, one.label)) else "",
        words.say("place_page", page=span.page) if span and span.page is not None else "",
        words.say("place_paragraph", paragraph=span.paragraph + 1) if span else "",
    ]
    return ", ".join(part for part in parts if part)


def _notes(link: Link, earlier: Occurrence, later: Occurrence, labels: Mapping[str, str], words: Words) -> Iterator[str]:
    if labels[earlier.source] != _previous(later.source, labels):
        yield words.say("note_returned", year=labels[earlier.source])
    if link.bodies_changed:
        yield from _handing_over(link, words)
    if link.deadline_changed:
        was, now = (one.deadline.text if one.deadline else words["no_deadline"] for one in (earlier, later))
        yield words.say("note_deadline", was=was, now=now)
    if link.deadline_shifted:
        yield words["note_deadline_shifted"]
    if link.indicators_changed:
        was, now = (", ".join(one.text for one in side.indicators) or words["no_indicators"] for side in (earlier, later))
        yield words.say("note_indicators", was=was, now=now)


def _handing_over(link: Link, words: Words) -> Iterator[str]:
    added, removed = "; ".join(link.added), "; ".join(link.removed)
    if added and removed:
        yield words.say("note_handed_over", was=removed, now=added)
    elif added:
        yield words.say("note_joined", now=added)
    else:
        yield words.say("note_left", was=removed)


def _previous(source: str, labels: Mapping[str, str]) -> str | None:
    sources = list(labels)
    at = sources.index(source)
    return labels[sources[at - 1]] if at else None


def _reasons(
    links: Sequence[Link], ends: Mapping[LinkEnd, Occurrence], labels: Mapping[str, str], words: Words,
) -> Iterator[str]:
    """Why the program, or the office, took the items for one."""
    for link in links:
        if link.decided is not None:
            yield words.say("reason_decided", year=labels[link.earlier.source], decided=link.decided)
        else:
            why = "; ".join(words.reason(reason) for reason in link.why)
            yield words.say("reason_found", year=labels[link.earlier.source], why=why, score=f"{link.score:.2f}")
