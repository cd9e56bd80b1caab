"""A comparison as an Excel workbook. Texts stay texts, whatever they begin with; the same comparison gives the same bytes."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from resolution_parser.compare.comparison import Comparison
from resolution_parser.compare.report.columns import make_columns
from resolution_parser.compare.report.flat import (
    FlatCell,
    FlatTable,
    body_table,
    by_body_table,
    hint_table,
    link_table,
    summary_table,
    thread_table,
)
from resolution_parser.compare.report.rows import make_rows
from resolution_parser.compare.report.words import load_words
from resolution_parser.errors import MissingExtra

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as SheetCell

COLOURS: Mapping[str, str] = {
    "first": "E9EFF6", "same": "E9EFF6", "kept": "E9EFF6", "reworded": "FAF1D9", "split": "FAF1D9", "merged": "FAF1D9",
    "persisting": "FAF1D9", "new": "E4F1E7", "returned": "EEE8F6", "dropped": "F8E3E1",
}
CELL_CHARS = 32_767  # of Excel
LINE, TALLEST = 15.0, 409.0  # points: of a line of 11, and the most that Excel has for a row
FULL = 0.85  # of a line is filled where words are not broken
PAGE_CHARS = 260  # of all columns together, from which on a page in landscape has to be left alone
_HEAD = "DDE6F0"
_NOT_IN_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001  the earliest that a zip archive can tell; it has no zone


def comparison_to_xlsx(comparison: Comparison, *, lang: str, links: Mapping[str, str] | None = None) -> bytes:
    """The workbook: threads by years, the summary, the figures by body, bodies with their names, links; of problems, the hints, too."""
    try:
        from openpyxl import Workbook  # 150 ms
    except ImportError as cause:
        raise MissingExtra("openpyxl is not installed", where=".xlsx", hint="pip install openpyxl") from cause
    words = load_words(lang, comparison.kind)
    columns = make_columns(comparison, links or {})
    tables = [
        thread_table(make_rows(comparison, words, links or {}), columns, words), summary_table(comparison, columns, words),
        by_body_table(comparison, columns, words), body_table(comparison, words), link_table(comparison, columns, words),
        *([hint_table(comparison, columns, words)] if comparison.kind == "problems" else []),
    ]
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        if table.rows:
            _write_sheet(book, table, frozen="D2" if table is tables[0] else "A2")
    if not book.worksheets:
        _write_sheet(book, tables[1], frozen="A2")
    return _without_clock(book)


def _write_sheet(book: Workbook, table: FlatTable, *, frozen: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(_NOT_IN_NAME.sub(" ", table.name)[:31])
    wrap = Alignment(vertical="top", wrap_text=True)
    for at, (title, width) in enumerate(zip(table.titles, table.widths, strict=True), start=1):
        cell = sheet.cell(1, at)
        _fill(cell, FlatCell(title))
        cell.font, cell.fill, cell.alignment = Font(name="Calibri", size=11, bold=True), PatternFill("solid", fgColor=_HEAD), wrap
        sheet.column_dimensions[get_column_letter(at)].width = width
    fills = {fate: PatternFill("solid", fgColor=colour) for fate, colour in COLOURS.items()}
    sheet.row_dimensions[1].height = _height([FlatCell(title) for title in table.titles], table.widths)
    for line, row in enumerate(table.rows, start=2):
        for at, one in enumerate(row, start=1):
            cell = sheet.cell(line, at)
            _fill(cell, one)
            cell.alignment = wrap
            if one.fate in fills:
                cell.fill = fills[one.fate]
        sheet.row_dimensions[line].height = _height(row, table.widths)
    sheet.freeze_panes = frozen
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.titles))}{len(table.rows) + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = sum(table.widths) < PAGE_CHARS  # else it would be too small to read
    sheet.print_title_rows = "1:1"


def _height(row: Sequence[FlatCell], widths: Sequence[int]) -> float:
    """The height that a row needs, in points: not every program finds it when it opens the file."""
    lines = [
        sum(math.ceil(max(len(part), 1) / (FULL * width)) for part in one.value.split("\n")) if isinstance(one.value, str) else 1
        for one, width in zip(row, widths, strict=True)]
    return min(TALLEST, max(lines) * LINE + 3)


def _fill(cell: SheetCell, one: FlatCell) -> None:
    if not isinstance(one.value, str):
        cell.value = one.value
        return
    text = _NOT_IN_XML.sub("", one.value)
    cell.value = text if len(text) <= CELL_CHARS else text[: CELL_CHARS - 1] + "…"
    cell.data_type = "s"  # also where it begins like a formula
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))  # and stays a text when somebody edits the cell


def _without_clock(book: Workbook) -> bytes:
    """The saved workbook without the time of saving, which openpyxl writes into it."""
    saved, packed = io.BytesIO(), io.BytesIO()
    book.save(saved)
    stamp = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = stamp.sub(rb"\g<1>" + _EPOCH.isoformat().encode() + b"Z", data)
            entry = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return packed.getvalue()
