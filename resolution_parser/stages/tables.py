"""Tables of measures: a column for the measure, others for the deadline and the executor. Each row is a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resolution_parser.lexicon import Lexicon, tokenize
from resolution_parser.stages.paragraphs import Paragraph

Piece = tuple[Paragraph, int, int]
_COLUMNS = ("number", "measure", "deadline", "executor")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table of measures: pieces of its cells, None where the cell is empty or there is no such column."""

    label: str | None
    measure: tuple[Piece, ...] | None
    deadline: tuple[Piece, ...] | None
    executor: tuple[Piece, ...] | None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``measures`` where its header says that its rows are tasks."""

    first: int
    last: int
    paragraphs: tuple[Paragraph, ...]
    measures: bool
    header: tuple[int, ...]
    rows: tuple[TableRow, ...]


def find_tables(paragraphs: Sequence[Paragraph], *, lexicon: Lexicon) -> tuple[Table, ...]:
    """The tables among the paragraphs (furniture between two pages of one table is passed over)."""
    groups: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        if paragraph.cell is not None and not paragraph.furniture:
            groups.setdefault(paragraph.cell.table, []).append(paragraph)
    return tuple(_read(group, lexicon) for group in groups.values())


def _read(group: list[Paragraph], lexicon: Lexicon) -> Table:
    rows: dict[int, dict[int, list[Paragraph]]] = {}
    for paragraph in group:
        cell = paragraph.cell
        if cell is not None:
            rows.setdefault(cell.row, {}).setdefault(cell.column, []).append(paragraph)
    ordered = [rows[rank] for rank in sorted(rows)]
    for at, header in enumerate(ordered[:3]):
        columns = _columns(header, lexicon)
        if "measure" in columns and ("deadline" in columns or "executor" in columns):
            read = tuple(_row(row, columns) for row in ordered[at + 1:] if not _is_number_row(row))
            heads = tuple(part.index for row in ordered[:at + 1] for cells in row.values() for part in cells)
            return Table(group[0].index, group[-1].index, tuple(group), True, heads, read)
    return Table(group[0].index, group[-1].index, tuple(group), False, (), ())


def _columns(header: dict[int, list[Paragraph]], lexicon: Lexicon) -> dict[str, int]:
    """Which column holds what, by the words of its head; the measure's is the first that no other claims."""
    found: dict[str, int] = {}
    for column, cells in sorted(header.items()):
        lemmas = {lemma for cell in cells for token in tokenize(cell.folded) for lemma in (token.lemmas or {token.text.lower()})}
        for name in ("deadline", "executor", "number", "measure"):
            if name not in found and lemmas & lexicon.words(f"column_{name}"):
                found[name] = column
                break
    return found


def _row(row: dict[int, list[Paragraph]], columns: dict[str, int]) -> TableRow:
    if len(row) == 1 and len(columns) > 1:
        only = next(iter(row.values()))
        return TableRow(None, None, None, None, topic=" ".join(part.body for part in only).strip(" .:"))
    number = row.get(columns.get("number", -1), [])
    label = " ".join(part.text for part in number).strip() or None
    measure = row.get(columns["measure"], [])
    if label is None and measure and measure[0].marker is not None:
        label = measure[0].marker.label
    deadline, executor = (_pieces(row.get(columns.get(name, -1), [])) for name in ("deadline", "executor"))
    return TableRow(label, _pieces(measure), deadline, executor)


def _pieces(cells: list[Paragraph]) -> tuple[Piece, ...] | None:
    return tuple((cell, cell.body_start, len(cell.text)) for cell in cells) or None


def _is_number_row(row: dict[int, list[Paragraph]]) -> bool:
    """The row «1 | 2 | 3 | 4» under the header that official tables have."""
    texts = [part.text.strip(" .") for cells in row.values() for part in cells]
    return len(texts) > 2 and all(text.isdigit() for text in texts) and [int(text) for text in texts] == list(range(1, len(texts) + 1))
