"""A comparison as CSV: a row for each thread."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from resolution_parser.compare.comparison import Comparison
from resolution_parser.compare.report.columns import make_columns
from resolution_parser.compare.report.flat import FlatCell, FlatTable, hint_table, thread_table
from resolution_parser.compare.report.rows import make_rows
from resolution_parser.compare.report.words import load_words
from resolution_parser.exporters.pages import printable
from resolution_parser.exporters.rows import safe_text


def comparison_to_csv(comparison: Comparison, *, lang: str, links: Mapping[str, str] | None = None) -> bytes:
    """The threads by years as Excel opens them: UTF-8 with a mark, commas, or semicolons in Russian; no cell can run as a formula.

    Of problems, the hints follow after an empty line, under titles of their own.
    """
    words = load_words(lang, comparison.kind)
    columns = make_columns(comparison, links or {})
    tables = [thread_table(make_rows(comparison, words, links or {}), columns, words)]
    if comparison.kind == "problems":
        tables.append(hint_table(comparison, columns, words))
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if lang == "ru" else ",")
    for rank, table in enumerate(tables):
        writer.writerows([[]] if rank else [])
        writer.writerows(_lines(table))
    return text.getvalue().encode("utf-8-sig")


def _lines(table: FlatTable) -> Iterator[list[str | int | float | None]]:
    yield [_cell(FlatCell(title)) for title in table.titles]
    for row in table.rows:
        yield [_cell(cell) for cell in row]


def _cell(cell: FlatCell) -> str | int | float | None:
    return safe_text(printable(cell.value.replace("\n", " / "))) if isinstance(cell.value, str) else cell.value
