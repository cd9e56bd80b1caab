"""One table of items over many documents, as JSON lines, CSV, Excel workbook or Parquet; a row at a time, however many there are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from resolution_parser.errors import MissingExtra
from resolution_parser.exporters.files import replacing
from resolution_parser.exporters.rows import ITEM_COLUMNS, Cell, ItemRow, Language, Titles, flat, rows_as_builtins, safe_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

SHEET_ROWS = 1_048_576  # of Excel
CELL_CHARS = 32_767  # of Excel
ROWS_A_GROUP = 10_000  # of a Parquet file; what is in memory at a time
NOT_IN_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_WIDTHS = {
    "text": 70, "title": 40, "event": 30, "bodies": 40, "partners": 25, "topic": 25, "lead": 25, "document": 35, "path": 50, "message": 50,
    "hint": 40, "indicators": 25, "rule": 22, "deadline": 22,
}
_WRAPPED = frozenset({"text", "bodies", "partners", "lead", "topic", "message", "hint", "indicators", "deadline"})
_FOLDED_AWAY = frozenset({
    "item", "document_kind", "date", "action", "deadline_start", "deadline_kind", "confidence", "rule", "paragraph", "start", "end",
})
"""Columns for programs: a click on the plus above the sheet shows them."""
_DAYS = frozenset({"date", "deadline_start", "deadline_end"})
_LINE_POINTS = 15
_MOST_LINES = 12  # of a row; what is longer shows when the cell is opened

Table = tuple[str, Sequence[str], Iterable[Sequence[Cell]]]
"""The key of a sheet, its columns, and its rows."""


def write_jsonl(path: Path, rows: Iterable[ItemRow]) -> None:
    """A JSON object for each item."""
    import msgspec

    encoder = msgspec.json.Encoder()
    with replacing(path) as temporary, temporary.open("wb") as file:
        for row in rows_as_builtins(rows):
            file.write(encoder.encode(row) + b"\n")


def write_csv(path: Path, rows: Iterable[ItemRow], *, language: Language = "en") -> None:
    """CSV as Excel opens it: UTF-8 with a mark, commas, or semicolons in Russian; no cell can run as a formula."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        _write_csv(file, rows, Titles.of(language), ";" if language == "ru" else ",")


def csv_text(rows: Iterable[ItemRow], *, language: Language = "en") -> str:
    """The same as a text without the mark."""
    text = io.StringIO(newline="")
    _write_csv(text, rows, Titles.of(language), ";" if language == "ru" else ",")
    return text.getvalue()


def _write_csv(file: IO[str], rows: Iterable[ItemRow], titles: Titles, delimiter: str) -> None:
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(titles.column(name) for name in ITEM_COLUMNS)
    for row in rows:
        writer.writerow(_csv_cell(titles.value(name, cell)) for name, cell in row.cells())


def _csv_cell(cell: Cell) -> str | int | float | None:
    value = flat(cell)
    return safe_text(value.replace("\0", "")) if isinstance(value, str) else value


def item_table(rows: Iterable[ItemRow]) -> Table:
    """Items as the table of a workbook."""
    return "items", ITEM_COLUMNS, (tuple(cell for _, cell in row.cells()) for row in rows)


def write_xlsx(path: Path, tables: Sequence[Table], *, language: Language = "ru") -> None:
    """A workbook with a sheet for each table: frozen header, filter, widths; a table too long for a sheet goes on on further ones.

    Texts are texts, whatever they begin with. A text longer than a cell can hold is cut and ends in «…».
    """
    try:
        from openpyxl import Workbook  # 150 ms
    except ImportError as cause:
        raise MissingExtra("openpyxl is not installed", where=str(path), hint="pip install openpyxl") from cause
    book = Workbook(write_only=True)
    for key, columns, rows in tables:
        _write_sheets(book, key, columns, iter(rows), Titles.of(language))
    with replacing(path) as temporary:
        book.save(temporary)


def _write_sheets(book: Workbook, key: str, columns: Sequence[str], rows: Iterator[Sequence[Cell]], titles: Titles) -> None:
    rank = 1
    while True:
        name = titles.sheet(key) if rank == 1 else f"{titles.sheet(key)} {rank}"
        more = _write_sheet(book.create_sheet(name), columns, rows, titles)
        if more is None:
            return
        rows, rank = chain([more], rows), rank + 1


def _write_sheet(
    sheet: WriteOnlyWorksheet, columns: Sequence[str], rows: Iterator[Sequence[Cell]], titles: Titles
) -> Sequence[Cell] | None:
    """Write as many rows as a sheet holds; gives the first of those left over."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for at, name in enumerate(columns, start=1):
        column = sheet.column_dimensions[get_column_letter(at)]
        column.width = _WIDTHS.get(name, 14)
        if name in _FOLDED_AWAY:
            column.outlineLevel, column.hidden = 1, True
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = "landscape", 0, True
    sheet.print_title_rows = "1:1"
    looks = {wrapped: Alignment(vertical="top", wrap_text=wrapped) for wrapped in (False, True)}
    head = [WriteOnlyCell(sheet, value=titles.column(name)) for name in columns]
    for cell in head:
        cell.font, cell.fill, cell.alignment = Font(bold=True), PatternFill("solid", fgColor="DDE6F0"), looks[True]
    sheet.append(head)
    count = 1
    for row in islice(rows, SHEET_ROWS - 1):
        sheet.row_dimensions[count + 1].height = _LINE_POINTS * _lines(columns, row)
        sheet.append([_xlsx_cell(sheet, name, titles.value(name, cell), looks) for name, cell in zip(columns, row, strict=True)])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
    return next(rows, None)


def _day(value: object) -> date | None:
    """The day of an ISO date; days before 1900 stay texts, since Excel knows none."""
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return None
    return day if day.year >= 1900 else None


def _lines(columns: Sequence[str], row: Sequence[Cell]) -> int:
    """How many lines a row takes, so that programs need not measure it; a letter is about as wide as the unit of a column's width."""
    texts = ((str(flat(cell) or ""), _WIDTHS.get(name, 14)) for name, cell in zip(columns, row, strict=True) if name in _WRAPPED)
    return min(max((1 + len(text) * 11 // (width * 10) for text, width in texts), default=1), _MOST_LINES)


def _xlsx_cell(sheet: WriteOnlyWorksheet, name: str, cell: Cell, looks: Mapping[bool, Any]) -> Any:
    from openpyxl.cell import WriteOnlyCell

    value: Any = flat(cell)
    if value is None:
        return None
    if name in _DAYS and (day := _day(value)) is not None:
        made = WriteOnlyCell(sheet, value=day)
        made.number_format, made.alignment = "DD.MM.YYYY", looks[False]
        return made
    if isinstance(value, str):
        value = NOT_IN_XML.sub("", value)
        value = value if len(value) <= CELL_CHARS else value[: CELL_CHARS - 1] + "…"
    made = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        made.data_type = "s"  # also where it begins like a formula
    made.alignment = looks[name in _WRAPPED]
    return made


def write_parquet(path: Path, rows: Iterable[ItemRow]) -> None:
    """A Parquet file; ``bodies``, ``partners`` and ``indicators`` are lists. Needs the extra ``parquet``."""
    try:
        import pyarrow as pa  # 200 ms
        from pyarrow import parquet
    except ImportError as cause:
        raise MissingExtra("pyarrow is not installed", where=str(path), hint="pip install 'resolution-parser[parquet]'") from cause
    schema = pa.schema([(name, _arrow_type(pa, kind)) for name, kind in _column_types().items()])
    builtins = rows_as_builtins(rows)
    with replacing(path) as temporary, parquet.ParquetWriter(temporary, schema) as writer:
        while group := list(islice(builtins, ROWS_A_GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def _column_types() -> Mapping[str, str]:
    """The columns with their types as the annotations of the row say."""
    return {name: str(ItemRow.__annotations__[name]).removesuffix(" | None") for name in ITEM_COLUMNS}


def _arrow_type(pa: Any, kind: str) -> Any:
    types: Mapping[str, Callable[[], Any]] = {
        "str": pa.string, "int": pa.int64, "float": pa.float64, "tuple[str, ...]": lambda: pa.list_(pa.string())}
    return types[kind]()
