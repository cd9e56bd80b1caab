"""A comparison as Markdown, for wikis and letters; whatever documents say shows as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from resolution_parser.compare.comparison import Comparison
from resolution_parser.compare.folders import MARKDOWN_MARK
from resolution_parser.compare.report.columns import Column, make_columns
from resolution_parser.compare.report.flat import FlatCell, FlatTable, body_table, by_body_table, hint_table, summary_table
from resolution_parser.compare.report.marks import Piece
from resolution_parser.compare.report.rows import Cell, Row, make_rows
from resolution_parser.compare.report.words import Words, load_words
from resolution_parser.exporters.pages import printable

_SIGNS = re.compile(r"([\\`*_\[\]<>|#~$])")  # those that mean something inside a line; ``&`` begins an entity
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])")


def comparison_to_markdown(comparison: Comparison, *, lang: str, links: Mapping[str, str] | None = None) -> str:
    """The report as Markdown (GitHub's tables); words added are **bold**, words that go away ~~struck~~."""
    words = load_words(lang, comparison.kind)
    columns = make_columns(comparison, links or {})
    rows = make_rows(comparison, words, links or {})
    return "\n".join(_lines(comparison, columns, rows, words)) + "\n"


def escape(text: str) -> str:
    """A text that Markdown shows as it is.

    >>> escape("<script>alert(1)</script> *ой* & a|b")
    '\\\\<script\\\\>alert(1)\\\\</script\\\\> \\\\*ой\\\\* &amp; a\\\\|b'
    """
    escaped = _SIGNS.sub(r"\\\1", " ".join(printable(text).split())).replace("&", "&amp;")
    return _LINK.sub(lambda found: f"{found.group()[:-1]}<!-- -->{found.group()[-1]}", escaped)


def _lines(comparison: Comparison, columns: Sequence[Column], rows: Sequence[Row], words: Words) -> Iterator[str]:
    period = words.say("period", first=columns[0].label, last=columns[-1].label)
    yield from (MARKDOWN_MARK.decode(), "")
    yield from (f"# {words['heading_title']}, {escape(period)}", "", words["lead"], "", f"## {words['summary']}", "")
    states = "; ".join(f"{words.noun(one.state, one.threads)} – {one.threads}" for one in comparison.summary.states if one.threads)
    yield from (f"{words.count('thread', len(rows))}, {words.count('document', len(columns))}. {words['filter_state']}: {states}.", "")
    yield from _table(summary_table(comparison, columns, words))
    if comparison.summary.by_body:
        yield from ("", f"## {words['by_body']}", "", *_table(by_body_table(comparison, columns, words)))
    if comparison.hints:
        yield from ("", f"## {words['hints']}", "", f"> {words['hints_note']}", "", *_table(hint_table(comparison, columns, words)))
    yield from ("", f"## {words['matrix']}", "", *_matrix(rows, columns, words))
    yield from ("", f"## {words['threads']}", "", f"**{words['legend_added']}**, ~~{words['legend_removed']}~~")
    for row in rows:
        yield from _thread(row, columns, words)
    if comparison.bodies:
        yield from ("", f"## {words['bodies']}", "", *_table(body_table(comparison, words)))
    yield from ("", words["made_by"])


def _table(table: FlatTable) -> Iterator[str]:
    yield _line(table.titles)
    yield _line(["---"] * len(table.titles), raw=True)
    for row in table.rows:
        yield _line([_shown(cell) for cell in row])


def _shown(cell: FlatCell) -> str:
    return "" if cell.value is None else str(cell.value)


def _line(cells: Sequence[str], *, raw: bool = False) -> str:
    return f"| {' | '.join(cells if raw else map(escape, cells))} |"


def _matrix(rows: Sequence[Row], columns: Sequence[Column], words: Words) -> Iterator[str]:
    yield _line([words["number"], words["text"], *(column.label for column in columns)])
    yield _line(["---"] * (len(columns) + 2), raw=True)
    for row in rows:
        yield _line([row.id, row.text, *(_fate(cell, words) for cell in row.cells)])


def _fate(cell: Cell, words: Words) -> str:
    fate = words[f"fate_{cell.fate}"]
    return f"{fate}, {words['fate_handed_over']}" if cell.handed_over else fate


def _thread(row: Row, columns: Sequence[Column], words: Words) -> Iterator[str]:
    yield from ("", f"### {escape(row.id)}: {words[f'state_{row.state}']}", "")
    for rank in row.filled():
        cell, label = row.cells[rank], escape(columns[rank].label)
        if not cell.entries:
            yield f"* **{label}** ({_fate(cell, words)})"
        for entry in cell.entries:
            about = escape("; ".join(part for part in (*entry.executors, entry.deadline, entry.place) if part))
            yield f"* **{label}** ({_fate(cell, words)}) {''.join(map(_marked, entry.pieces))} — {about}"
            for note in entry.notes:
                yield f"  * {escape(note)}"


def _marked(piece: Piece) -> str:
    """A run with its marks; Markdown knows none before or after a space."""
    inner = escape(piece.text)
    if not inner:
        return " " if piece.text else ""
    head, tail = (" " if edge.isspace() else "" for edge in (piece.text[0], piece.text[-1]))
    inner = f"~~{inner}~~" if piece.removed else inner
    return f"{head}{f'**{inner}**' if piece.added else inner}{tail}"
