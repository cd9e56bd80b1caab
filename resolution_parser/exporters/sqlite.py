"""A SQLite database of many resolutions: files, documents, items, bodies, warnings, and full-text search."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from resolution_parser.errors import OutputError
from resolution_parser.exporters.files import replacing
from resolution_parser.exporters.rows import ItemRow, item_rows
from resolution_parser.records import Control, Resolution, Task

_INSERT_FILE = "INSERT INTO files VALUES (:path, :status, :reason, :sha256, :size, :reader, :error, :message, :duplicate_of)"
_INSERT_ITEM = f"""
INSERT INTO items (document_id, item, kind, label, topic, lead, text, action, modality, status, deadline, deadline_start, deadline_end,
                   deadline_kind, confidence, rule, page, paragraph, start, "end") VALUES ({", ".join("?" * 20)})
"""


def write_sqlite(path: Path, files: Iterable[Mapping[str, Any]], documents: Iterable[tuple[str, int, Resolution]]) -> None:
    """Write the database, whole or not at all.

    ``files``: rows of the table of that name; ``documents``: the path of the file, the rank of the document in it, and its records.
    ``items_fts`` and ``documents_fts`` search the texts: ``SELECT … WHERE items_fts MATCH 'дорог*'``.
    """
    with replacing(path) as temporary:
        temporary.unlink(missing_ok=True)
        try:
            _fill(temporary, files, documents)
        except sqlite3.Error as cause:
            raise OutputError(f"the database cannot be written: {cause}", where=str(path),
                hint="make room, or check path and rights") from cause


def _fill(path: Path, files: Iterable[Mapping[str, Any]], documents: Iterable[tuple[str, int, Resolution]]) -> None:
    database = sqlite3.connect(path)
    try:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")  # nobody sees the file before it is whole
        database.executescript(_script("tables"))
        database.executemany(_INSERT_FILE, files)
        for document_id, (file, part, resolution) in enumerate(documents, start=1):
            _insert(database, document_id, file, part, resolution)
        database.executescript(_script("indexes"))
        database.commit()
    finally:
        database.close()


def _insert(database: sqlite3.Connection, document_id: int, file: str, part: int, resolution: Resolution) -> None:
    event, period = resolution.event, resolution.period
    database.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (document_id, file, part, resolution.title, resolution.kind, resolution.year, event.name, event.kind, event.theme, event.start,
         event.end, event.place, period.label if period else None, resolution.coverage, _storable(resolution.text)))
    for item, row in zip(resolution.items(), item_rows(resolution, document=file), strict=True):
        cursor = database.execute(_INSERT_ITEM, _values(document_id, row))
        if isinstance(item, Task | Control):
            database.executemany("INSERT INTO bodies (item_id, name, text, role) VALUES (?, ?, ?, ?)", (
                (cursor.lastrowid, body.name, body.text, body.role) for body in item.bodies))
        database.executemany("INSERT INTO indicators (item_id, text, value, value_max, unit, comparator) VALUES (?, ?, ?, ?, ?, ?)", (
            (cursor.lastrowid, found.text, found.value, found.value_max, found.unit, found.comparator)
            for found in getattr(item, "indicators", ())))
    database.executemany("INSERT INTO warnings (document_id, code, message, start, \"end\") VALUES (?, ?, ?, ?, ?)", (
        (document_id, warning.code, warning.message, warning.span.start if warning.span else None,
            warning.span.end if warning.span else None)
        for warning in resolution.warnings))


def _values(document_id: int, row: ItemRow) -> tuple[Any, ...]:
    return (document_id, row.item, row.kind, row.label, row.topic, row.lead, row.text, row.action, row.modality, row.status, row.deadline,
            row.deadline_start, row.deadline_end, row.deadline_kind, row.confidence, row.rule, row.page, row.paragraph, row.start, row.end)


def _storable(text: str) -> str:
    """Lone surrogates have no UTF-8 form, which SQLite wants."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _script(name: str) -> str:
    return (resources.files("resolution_parser") / "exporters" / f"{name}.sql").read_text("utf-8")
