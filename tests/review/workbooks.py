"""Filling in review workbooks as a person would: cells are named by the record's id and the column."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from resolution_parser import Resolution
from resolution_parser.review import Reviewed, write_workbook
from resolution_parser.review.columns import COLUMNS

DAY = datetime.date(2026, 11, 20)
Edits = Mapping[tuple[str, str], object]


def make(path: Path, *resolutions: Resolution, language: Any = "ru") -> Path:
    """A workbook of the documents ``doc``, ``doc2`` …"""
    documents = [Reviewed(name=f"doc{rank if rank > 1 else ''}", resolution=one) for rank, one in enumerate(resolutions, start=1)]
    write_workbook(path, documents, language=language)
    return path


def fill(path: Path, edits: Edits | None = None, *, rest: str | None = None, reviewer: str | None = "Петрова А.А.", day: object = DAY) -> Path:
    """Change cells: ``("task-1", "text")`` by the record's id (``doc2/task-1`` of another document), ``("new-1", "text")`` in the empty rows.

    ``rest`` is the decision of all rows that are not named.
    """
    book = load_workbook(path)
    guide, sheet = book.worksheets[0], book.worksheets[1]
    guide["B3"], guide["B4"] = reviewer, day
    rows = row_numbers(path)
    for (name, column), value in (edits or {}).items():
        sheet.cell(rows[name], COLUMNS.index(column) + 1).value = value
    named = {name for name, _ in edits or {}}
    for name, row in rows.items():
        if rest is not None and name not in named and not name.startswith("new-") and name in rows and "/" not in name:
            sheet.cell(row, COLUMNS.index("decision") + 1).value = rest
    book.save(path)
    return path


def row_numbers(path: Path) -> dict[str, int]:
    """Where the records and the empty rows stand."""
    sheet = load_workbook(path).worksheets[1]
    found: dict[str, int] = {}
    empty = 0
    for row in range(2, sheet.max_row + 1):
        document, identity = sheet.cell(row, 1).value, sheet.cell(row, 2).value
        if identity is None:
            empty += 1
            found[f"new-{empty}"] = row
        else:
            found[identity if document == "doc" else f"{document}/{identity}"] = row
    return found
