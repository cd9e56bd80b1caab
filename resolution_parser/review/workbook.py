"""Writing the review workbook: a row for each record, with drop-downs; what must not change is locked."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resolution_parser.errors import MissingExtra
from resolution_parser.exporters.files import replacing
from resolution_parser.exporters.rows import AnyItem, Language
from resolution_parser.exporters.tables import CELL_CHARS, NOT_IN_XML
from resolution_parser.jsonio import to_json
from resolution_parser.records import Resolution
from resolution_parser.review.columns import COLUMNS, DATES, EDITABLE, LISTS, Fields, Value, Words, fields_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FORMAT = 1
"""Of the workbook; a reader of another one refuses it."""
STORE = "resolution-parser"
"""The hidden sheet that holds the records as they were, so that a workbook can be applied without anything else."""
REVIEWER, REVIEW_DATE = "B3", "B4"
EMPTY_ROWS = 60
_CHUNK = 32_000  # characters of a cell of the store; Excel takes 32,767
_WIDTHS = {"document": 18, "id": 12, "decision": 12, "kind": 14, "text": 70, "executors": 36, "partners": 22, "deadline": 22, "topic": 22,
           "lead": 22, "comment": 30, "indicators": 22, "rule": 22, "modality": 16, "status": 14, "label": 8, "page": 10}
_LINE, _MOST_LINES = 15.0, 27  # points; Excel allows 409 in all
_WRAPPED = frozenset({"text", "executors", "partners", "deadline", "topic", "lead", "comment", "indicators"})
_LOCKED, _HEAD = "EEEEEE", "DDE6F0"
_COLOURS = {"confirm": "E2F0E2", "correct": "FFF2CC", "delete": "F4CCCC", "add": "D9E8FB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A document of a workbook, under a name that no other has; ``NAME.json`` will be written of it."""

    name: str
    resolution: Resolution


def write_workbook(path: Path, documents: Sequence[Reviewed], *, language: Language = "ru") -> None:
    """Write the workbook: an instruction, the records, what found no place, the documents, and, hidden, the records as they were.

    The same documents give the same cells. Texts longer than a cell are cut there, but not in the records. Raises ``OutputError``.
    """
    try:
        from openpyxl import Workbook  # 150 ms
    except ImportError as cause:
        raise MissingExtra("openpyxl is not installed", where=str(path), hint="pip install openpyxl") from cause
    book, words = Workbook(), Words.of(language)
    _write_guide(book.active, words)
    _write_records(book.create_sheet(words.sheet("records")), documents, words)
    _write_left(book.create_sheet(words.sheet("left")), documents, words)
    _write_documents(book.create_sheet(words.sheet("documents")), documents, words)
    _write_store(book.create_sheet(STORE), documents, language)
    with replacing(path) as temporary:
        book.save(temporary)


def cell_text(value: str) -> str:
    """A text as a cell can hold it."""
    text = NOT_IN_XML.sub("", value)
    return text if len(text) <= CELL_CHARS else text[: CELL_CHARS - 1] + "…"


def shown(value: Value) -> str:
    """The value of a field as its cell shows it; dates and drop-downs are shown otherwise."""
    return cell_text("; ".join(value) if isinstance(value, tuple) else value or "")


def iso_day(value: str | None) -> date | None:
    """The day of an ISO date that a spreadsheet can hold as one, or None."""
    try:
        day = date.fromisoformat(value or "")
    except ValueError:
        return None
    return day if day.year >= 1901 else None  # Excel counts from 1900, and counts that year wrong


def pack(resolution: Resolution) -> tuple[str, list[str]]:
    """The records as the store keeps them: the SHA-256 of their JSON, and the JSON, packed, in pieces."""
    data = to_json(resolution).encode()
    packed = base64.b64encode(zlib.compress(data, 9)).decode("ascii")
    return hashlib.sha256(data).hexdigest(), [packed[at:at + _CHUNK] for at in range(0, len(packed), _CHUNK)]


def _write_guide(sheet: Worksheet, words: Words) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.title = words.sheet("guide")
    title, *lines = words.guide()
    sheet["A1"] = title
    sheet["A1"].font = Font(bold=True, size=14)
    for address, key in ((REVIEWER, "reviewer"), (REVIEW_DATE, "date")):
        sheet[address.replace("B", "A")] = words.say(key)
        sheet[address.replace("B", "A")].font = Font(bold=True)
        _open(sheet[address], "@" if address == REVIEWER else "DD.MM.YYYY")
        _frame(sheet[address])
        sheet[address].alignment = Alignment(horizontal="left")
    for row, line in enumerate(lines, start=6):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
        sheet.cell(row, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = 16 * (1 + len(line) // 95)  # merged cells do not grow by themselves
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 80
    _fit_page(sheet, "portrait")
    _lock(sheet)


def _write_records(sheet: Worksheet, documents: Sequence[Reviewed], words: Words) -> None:
    from openpyxl.utils import get_column_letter

    _write_head(sheet, [words.column(name) for name in COLUMNS], [_WIDTHS.get(name, 13) for name in COLUMNS])
    row = 2
    for document in documents:
        for item in document.resolution.items():
            _write_row(sheet, row, document.name, item, words)
            row += 1
    last = row + EMPTY_ROWS - 1
    for empty in range(row, last + 1):
        _write_empty_row(sheet, empty, documents[0].name if len(documents) == 1 else None)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    _add_lists(sheet, row, last, words, len(documents))
    _colour_decisions(sheet, last, words)
    _fit_page(sheet, "landscape")
    _lock(sheet)


def _write_row(sheet: Worksheet, row: int, document: str, item: AnyItem, words: Words) -> None:
    values = fields_of(item)
    sheet.row_dimensions[row].height = _height(values)
    place = item.spans[0] if item.spans else None
    aside = {
        "document": document, "id": item.id, "indicators": "; ".join(found.text for found in getattr(item, "indicators", ())),
        "page": place.page if place else None, "confidence": item.confidence, "rule": item.rule}
    for at, name in enumerate(COLUMNS, start=1):
        cell = sheet.cell(row, at)
        if name in EDITABLE or name in ("decision", "comment"):
            _fill(cell, name, values, words)
        else:
            _put(cell, aside[name])
            _shade(cell, name)
            if name == "confidence":
                cell.number_format = "0.00"


def _height(values: Fields) -> float:
    """Points that the row needs: spreadsheets do not make protected rows grow by themselves."""
    texts = ((name, shown(getattr(values, name))) for name in _WRAPPED & set(EDITABLE))
    return _LINE * min(max(-(-len(text) // (_WIDTHS[name] - 4)) for name, text in texts), _MOST_LINES) or _LINE


def _fill(cell: Any, name: str, values: Fields, words: Words) -> None:
    """An editable cell with its value."""
    value: Value = getattr(values, name, None)
    day = iso_day(str(value)) if name in DATES and value else None
    if day is not None:
        cell.value = day
    elif name in LISTS and isinstance(value, str):
        cell.value = words.values(name)[value]
    else:
        _put(cell, shown(value) or None)
    _open(cell, "DD.MM.YYYY" if name in DATES else "@", wrapped=name in _WRAPPED)


def _write_empty_row(sheet: Worksheet, row: int, document: str | None) -> None:
    for at, name in enumerate(COLUMNS, start=1):
        cell = sheet.cell(row, at)
        if name in EDITABLE or name in ("document", "decision", "comment"):
            _open(cell, "DD.MM.YYYY" if name in DATES else "@", wrapped=name in _WRAPPED)
            if name == "document":
                _put(cell, document)
        else:
            _shade(cell, name)


def _write_left(sheet: Worksheet, documents: Sequence[Reviewed], words: Words) -> None:
    _write_head(sheet, [words.column("document"), words.column("left")], [24, 100])
    row = 2
    for document in documents:
        for warning in document.resolution.warnings:
            if warning.code == "unassigned" and warning.span is not None:
                _put(sheet.cell(row, 1), document.name)
                _put(sheet.cell(row, 2), shown(document.resolution.text[warning.span.start:warning.span.end]))
                _shade(sheet.cell(row, 2), "text")
                row += 1
    _lock(sheet)


def _write_documents(sheet: Worksheet, documents: Sequence[Reviewed], words: Words) -> None:
    _write_head(sheet, [words.column(name) for name in ("document", "title", "source", "records")], [24, 90, 30, 10])
    for row, document in enumerate(documents, start=2):
        resolution = document.resolution
        for at, value in enumerate((document.name, resolution.title, resolution.source.name, sum(1 for _ in resolution.items())), start=1):
            _put(sheet.cell(row, at), value)
            _shade(sheet.cell(row, at), "text")
    _lock(sheet)


def _write_store(sheet: Worksheet, documents: Sequence[Reviewed], language: Language) -> None:
    for at, value in enumerate((STORE, FORMAT, language), start=1):
        sheet.cell(1, at, value)
    for row, (name, digest, piece) in enumerate(_pieces(documents), start=2):
        for at, value in enumerate((name, digest, piece), start=1):
            _put(sheet.cell(row, at), value)
    sheet.sheet_state = "hidden"
    _lock(sheet)


def _pieces(documents: Sequence[Reviewed]) -> Iterator[tuple[str, str, str]]:
    for document in documents:
        digest, pieces = pack(document.resolution)
        for piece in pieces:
            yield document.name, digest, piece


def _write_head(sheet: Worksheet, titles: Sequence[str], widths: Sequence[int]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for at, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        cell = sheet.cell(1, at, title)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=_HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.row_dimensions[1].height = 2 * _LINE
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def _add_lists(sheet: Worksheet, first_empty: int, last: int, words: Words, documents: int) -> None:
    decisions = words.values("decision")
    if first_empty > 2:
        _add_list(sheet, "decision", 2, first_empty - 1, [word for key, word in decisions.items() if key != "add"])
    _add_list(sheet, "decision", first_empty, last, [decisions["add"]])
    for name in LISTS:
        _add_list(sheet, name, 2, last, list(words.values(name).values()))
    if documents:
        _add_list(sheet, "document", first_empty, last, f"='{words.sheet('documents')}'!$A$2:$A${documents + 1}")


def _add_list(sheet: Worksheet, name: str, first: int, last: int, values: Sequence[str] | str) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    source = values if isinstance(values, str) else '"' + ",".join(values) + '"'
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    letter = get_column_letter(COLUMNS.index(name) + 1)
    rule.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(rule)


def _colour_decisions(sheet: Worksheet, last: int, words: Words) -> None:
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(COLUMNS.index("decision") + 1)
    area = f"A2:{get_column_letter(len(COLUMNS))}{last}"
    for key, word in words.values("decision").items():
        fill = PatternFill("solid", bgColor=_COLOURS[key])
        sheet.conditional_formatting.add(area, FormulaRule(formula=[f'${letter}2="{word}"'], fill=fill))


def _put(cell: Any, value: str | float | None) -> None:
    cell.value = cell_text(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"  # also where it begins like a formula


@lru_cache(maxsize=4)
def _alignment(wrapped: bool) -> Any:
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=wrapped, vertical="top")


@lru_cache(maxsize=1)
def _unlocked() -> Any:
    from openpyxl.styles import Protection

    return Protection(locked=False)


@lru_cache(maxsize=1)
def _locked_fill() -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=_LOCKED)


def _open(cell: Any, number_format: str, *, wrapped: bool = False) -> None:
    """The reviewer may change the cell."""
    cell.protection, cell.number_format, cell.alignment = _unlocked(), number_format, _alignment(wrapped)


def _shade(cell: Any, name: str) -> None:
    cell.fill, cell.alignment = _locked_fill(), _alignment(name in _WRAPPED)


def _frame(cell: Any) -> None:
    from openpyxl.styles import Border, PatternFill, Side

    line = Side(style="thin", color="888888")
    cell.border, cell.fill = Border(left=line, right=line, top=line, bottom=line), PatternFill("solid", fgColor="FFFBE6")


def _fit_page(sheet: Worksheet, orientation: str) -> None:
    """On paper a sheet is as wide as the page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = orientation, 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _lock(sheet: Worksheet) -> None:
    """Locked cells stay locked; no password, since this guards against slips, not against people."""
    sheet.protection.sheet = True
    for freedom in ("formatColumns", "formatRows", "autoFilter"):
        setattr(sheet.protection, freedom, False)  # False: not forbidden
