"""Tables over a converted archive: everything is read back from its folder, a document at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from resolution_parser.archive.manifest import read_manifest
from resolution_parser.archive.outcome import Entry, Fault
from resolution_parser.errors import SchemaError
from resolution_parser.exporters.rows import Cell, ItemRow, Language, item_rows
from resolution_parser.jsonio import from_json
from resolution_parser.records import Resolution

FILE_COLUMNS = ("path", "file_status", "reason", "error", "message", "hint", "records", "warnings", "reader", "size", "duplicate_of")
DOCUMENT_COLUMNS = ("document", "year", "title", "document_kind", "event", "date", "records")


class TableFormat(StrEnum):
    """What a table over an archive is written as; ``json`` is the records themselves, which are always there."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    SQLITE = "sqlite"


def write_table(folder: str | os.PathLike[str], kind: TableFormat, *, language: Language | None = None) -> Path | None:
    """Write the items of a converted archive as one table beside its manifest, and give its path; nothing for ``json``.

    ``language`` is that of titles and of values such as ``task``; by default Russian for ``xlsx``, English (the keys of the schema) for
    the others. Raises ``SchemaError`` where the folder holds no manifest, ``MissingExtra`` where a library is wanting.
    """
    folder = Path(folder)
    writers: Mapping[TableFormat, Callable[[Path, Path, Language | None], None]] = {
        TableFormat.JSONL: _write_jsonl, TableFormat.CSV: _write_csv, TableFormat.XLSX: _write_xlsx, TableFormat.PARQUET: _write_parquet,
        TableFormat.SQLITE: _write_sqlite}
    if kind not in writers:
        return None
    path = folder / f"items.{kind}"
    writers[kind](folder, path, language)
    return path


def read_documents(folder: Path) -> Iterator[tuple[Entry, int, Resolution]]:
    """All documents of a converted archive: the file's entry, the rank of the document in it, its records; in the order of the manifest."""
    for entry in read_manifest(folder):
        for rank, output in enumerate(entry.outputs, start=1):
            yield entry, rank, _read(folder / output)


def _read(path: Path) -> Resolution:
    try:
        return from_json(path.read_bytes())
    except OSError as cause:
        raise SchemaError(f"the manifest names it, but it cannot be read: {cause.strerror}", where=str(path),
            hint="run convert again") from cause
    except SchemaError as error:
        raise SchemaError(error.what, where=f"{path}: {error.where}", hint="run convert again with --force") from error


def _rows(folder: Path) -> Iterator[ItemRow]:
    for entry, rank, resolution in read_documents(folder):
        yield from item_rows(resolution, document=_name(entry, rank))


def _name(entry: Entry, rank: int) -> str:
    return entry.path if rank == 1 else f"{entry.path} #{rank}"


def _write_jsonl(folder: Path, path: Path, language: Language | None) -> None:
    from resolution_parser.exporters.tables import write_jsonl

    write_jsonl(path, _rows(folder))


def _write_csv(folder: Path, path: Path, language: Language | None) -> None:
    from resolution_parser.exporters.tables import write_csv

    write_csv(path, _rows(folder), language=language or "en")


def _write_xlsx(folder: Path, path: Path, language: Language | None) -> None:
    from resolution_parser.exporters.tables import item_table, write_xlsx

    tables = [item_table(_rows(folder)), ("documents", DOCUMENT_COLUMNS, _document_rows(folder)),
              ("files", FILE_COLUMNS, map(_file_row, read_manifest(folder)))]
    write_xlsx(path, tables, language=language or "ru")


def _write_parquet(folder: Path, path: Path, language: Language | None) -> None:
    from resolution_parser.exporters.tables import write_parquet

    write_parquet(path, _rows(folder))


def _write_sqlite(folder: Path, path: Path, language: Language | None) -> None:
    from resolution_parser.exporters.sqlite import write_sqlite

    documents = ((entry.path, rank, found) for entry, rank, found in read_documents(folder))
    write_sqlite(path, map(_file_record, read_manifest(folder)), documents)


def _document_rows(folder: Path) -> Iterator[tuple[Cell, ...]]:
    for entry, rank, found in read_documents(folder):
        yield (_name(entry, rank), found.year, found.title, found.kind, found.event.name, found.event.start, sum(1 for _ in found.items()))


def _file_row(entry: Entry) -> tuple[Cell, ...]:
    fault = entry.error or Fault(type="", message="")
    records = sum(count for kind, count in entry.counts.items() if kind != "documents")
    return (entry.path, entry.status, entry.reason, fault.type or None, fault.message or None, fault.hint or None, records,
            tuple(note.code for note in entry.warnings), entry.reader, entry.size, entry.duplicate_of)


def _file_record(entry: Entry) -> dict[str, Any]:
    fault = entry.error
    return {
        "path": entry.path, "status": entry.status, "reason": entry.reason, "sha256": entry.sha256, "size": entry.size,
        "reader": entry.reader, "error": fault.type if fault else None, "message": fault.message if fault else None,
        "duplicate_of": entry.duplicate_of,
    }
