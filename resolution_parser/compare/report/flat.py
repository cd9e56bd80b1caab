"""A comparison as rows of plain cells, for spreadsheets: the same rows whatever the form of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resolution_parser.compare.comparison import Comparison, Counts
from resolution_parser.compare.report.columns import Column
from resolution_parser.compare.report.rows import Cell, Row
from resolution_parser.compare.report.words import Words


@dataclass(frozen=True, slots=True)
class FlatCell:
    """A cell: ``fate`` is the key that a colour may go by, or empty."""

    value: str | int | float | None
    fate: str = ""


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table with its name and the widths of its columns in letters."""

    name: str
    titles: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[FlatCell, ...], ...]


def thread_table(rows: Sequence[Row], columns: Sequence[Column], words: Words) -> FlatTable:
    """A row for each thread and two columns for each document: the text, and what became of it there."""
    titles = [words["number"], words["state"], words["text"], words["body"], words["years"]]
    for column in columns:
        titles += [column.label, words.say("what_changed", year=column.label)]
    return FlatTable(
        name=words["threads"], titles=tuple(titles), widths=(11, 13, 46, 30, 12, *(42, 30) * len(columns)),
        rows=tuple(tuple(_thread(row, columns, words)) for row in rows))


def _thread(row: Row, columns: Sequence[Column], words: Words) -> Iterator[FlatCell]:
    yield FlatCell(row.id)
    yield FlatCell(words[f"state_{row.state}"], row.state)
    yield FlatCell(row.text)
    yield FlatCell("; ".join(row.holders))
    yield FlatCell(", ".join(column.label for column, cell in zip(columns, row.cells, strict=True) if cell.entries))
    for cell in row.cells:
        fate = "" if cell.fate == "before" else cell.fate
        yield FlatCell("\n".join(entry.text for entry in cell.entries), fate if cell.entries else "")
        yield FlatCell(describe_cell(cell, words), fate)


def describe_cell(cell: Cell, words: Words) -> str:
    """What became of a thread in a document, in words."""
    fate = words[f"fate_{cell.fate}"]
    return "\n".join(part for part in (fate, *dict.fromkeys(note for entry in cell.entries for note in entry.notes)) if part)


def summary_table(comparison: Comparison, columns: Sequence[Column], words: Words) -> FlatTable:
    """A row for each document."""
    titles = _count_titles(comparison, words)
    return FlatTable(
        name=words["summary"], titles=(words["year"], *titles, words["document"], words["title"], words["date"]),
        widths=(12, *(13,) * len(titles), 28, 60, 12),
        rows=tuple(
            (FlatCell(column.label), *_counts(comparison, one), FlatCell(column.source), FlatCell(column.title),
             FlatCell(column.date))
            for one, column in zip(comparison.summary.by_year, columns, strict=True)))


def by_body_table(comparison: Comparison, columns: Sequence[Column], words: Words) -> FlatTable:
    """A row for each body in each document."""
    labels = {column.source: column.label for column in columns}
    titles = _count_titles(comparison, words)
    return FlatTable(
        name=words["by_body"], titles=(words["body"], words["year"], *titles), widths=(60, 12, *(13,) * len(titles)),
        rows=tuple((FlatCell(one.body), FlatCell(labels[one.source]), *_counts(comparison, one)) for one in comparison.summary.by_body))


def body_table(comparison: Comparison, words: Words) -> FlatTable:
    """A row for each name of each canonical body."""
    return FlatTable(
        name=words["bodies_sheet"], titles=(words["body"], words["names"], words["years"], words["why"]), widths=(60, 60, 18, 70),
        rows=tuple(
            (FlatCell(body.name), FlatCell(name.name), FlatCell(", ".join(map(str, name.years))),
             FlatCell("\n".join(words.reason(reason) for reason in body.why)))
            for body in comparison.bodies for name in body.names))


def link_table(comparison: Comparison, columns: Sequence[Column], words: Words) -> FlatTable:
    """A row for each link, with its evidence."""
    labels = {column.source: column.label for column in columns}
    yes = words["yes"]
    rows = []
    for link in comparison.links:
        ends = [FlatCell(text) for end in (link.earlier, link.later) for text in (labels[end.source], end.item)]
        flags = [FlatCell(yes if flag else "") for flag in (link.bodies_changed, link.deadline_changed, link.indicators_changed)]
        why = link.decided or "; ".join(words.reason(reason) for reason in link.why)
        rows.append((*ends, FlatCell(words[f"fate_{link.relation}"], link.relation), *flags, FlatCell(link.score), FlatCell(why)))
    return FlatTable(
        name=words["links"], widths=(12, 14, 12, 14, 16, 14, 14, 14, 10, 70), rows=tuple(rows),
        titles=(words["earlier"], words["item_id"], words["later"], words["item_id"], words["relation"], words["bodies_changed"],
                words["deadline_changed"], words["indicators_changed"], words["score"], words["why"]))


def hint_table(comparison: Comparison, columns: Sequence[Column], words: Words) -> FlatTable:
    """A row for each problem and each task that seems to answer it; a problem without any has a row, too."""
    labels = {column.source: column.label for column in columns}
    rows = []
    for hint in comparison.hints:
        head = (FlatCell(labels[hint.problem.source]), FlatCell(hint.text))
        rows += [(*head, FlatCell(task.text), FlatCell(", ".join(task.shared))) for task in hint.tasks]
        rows += [] if hint.tasks else [(*head, FlatCell(words["hint_none"], "dropped"), FlatCell(""))]
    return FlatTable(
        name=words["hints_sheet"], titles=(words["year"], words["hint_problem"], words["hint_column"], words["hint_words"]),
        widths=(12, 60, 60, 40), rows=tuple(rows))


def _count_titles(comparison: Comparison, words: Words) -> tuple[str, ...]:
    keys = ("count", "same_items", "reworded_items", "returned_items", "new_items", "dropped_items", "handed_over_items")
    return tuple(words[key] for key in keys[: 7 if comparison.kind == "tasks" else 6])


def _counts(comparison: Comparison, one: Counts) -> tuple[FlatCell, ...]:
    """The figures; in the first document there is nothing to be told but how many there are."""
    figures: tuple[int | None, ...] = (one.items, one.same, one.reworded, one.returned, one.new, one.dropped, one.handed_over)
    if one.source == comparison.documents[0].source:
        figures = (one.items, *(None,) * 6)
    return tuple(FlatCell(figure) for figure in figures[: 7 if comparison.kind == "tasks" else 6])
