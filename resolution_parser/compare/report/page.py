"""A comparison as one HTML file: no scripts needed to read it, nothing fetched, all that documents say escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import groupby

from resolution_parser.compare.comparison import Comparison, Counts, LinkEnd, ProblemHint
from resolution_parser.compare.report.columns import Column, make_columns
from resolution_parser.compare.report.flow import draw_flow
from resolution_parser.compare.report.rows import SHIFTS, Row, make_rows
from resolution_parser.compare.report.words import load_words
from resolution_parser.exporters.pages import render_page

SHORT = 110  # letters of a text in the table by years; the whole text stands below
WIDE = 6  # documents from which on the table by years shows signs only, with the words for those who point at them


@dataclass(frozen=True, slots=True)
class BodyCounts:
    """The lines of one body in the table by bodies; ``anchor`` is what its filter is called."""

    name: str
    lines: tuple[Counts, ...]


@dataclass(frozen=True, slots=True)
class HintTable:
    """The problems of one document with the tasks that seem to answer them."""

    label: str
    without: int
    hints: tuple[ProblemHint, ...]


def comparison_to_html(comparison: Comparison, *, lang: str, links: Mapping[str, str] | None = None) -> str:
    """The report as a page; ``links`` holds the addresses of documents by their sources, as :func:`link_documents` makes them."""
    words = load_words(lang, comparison.kind)
    columns = make_columns(comparison, links or {})
    rows = make_rows(comparison, words, links or {})
    style, script = _part("comparison.css"), _part("comparison.js")
    return render_page(
        "comparison.html", words=words, lang=lang, comparison=comparison, columns=columns, rows=rows, flow=draw_flow(comparison, columns),
        bodies=_body_numbers(rows), by_body=_by_body(comparison.summary.by_body),
        labels={column.source: column.label for column in columns},
        anchors=_anchors(comparison, rows), hints=_hint_tables(comparison.hints, columns), shifts=SHIFTS, is_wide=len(columns) > WIDE,
        short=_shorten, style=style, script=script, style_hash=_hash(style), script_hash=_hash(script))


def _part(name: str) -> str:
    return (resources.files("resolution_parser") / "templates" / name).read_text("utf-8")


def _hash(text: str) -> str:
    """What the page's own policy knows a style or a script by; whatever else got into the page is not run."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _body_numbers(rows: Sequence[Row]) -> Mapping[str, int]:
    """A number for each body that has a thread, for the filter, in the order of the alphabet."""
    return {name: number for number, name in enumerate(sorted({body for row in rows for body in row.bodies}, key=str.casefold))}


def _by_body(counts: Sequence[Counts]) -> tuple[BodyCounts, ...]:
    return tuple(BodyCounts(name or "", tuple(lines)) for name, lines in groupby(counts, key=lambda one: one.body))


def _anchors(comparison: Comparison, rows: Sequence[Row]) -> Mapping[LinkEnd, str]:
    """The card that shows an item."""
    return {
        LinkEnd(source=one.source, year=one.year, item=one.item): row.anchor
        for row, thread in zip(rows, comparison.threads, strict=True) for one in thread.occurrences}


def _hint_tables(hints: Sequence[ProblemHint], columns: Sequence[Column]) -> tuple[HintTable, ...]:
    """A table for each document, the newest first."""
    tables = []
    for column in reversed(columns):
        own = tuple(hint for hint in hints if hint.problem.source == column.source)
        if own:
            tables.append(HintTable(column.label, sum(not hint.tasks for hint in own), own))
    return tuple(tables)


def _shorten(text: str) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= SHORT:
        return text
    return text[:SHORT].rpartition(" ")[0].rstrip(" ,;:–-") + "…" if " " in text[:SHORT] else text[:SHORT] + "…"
