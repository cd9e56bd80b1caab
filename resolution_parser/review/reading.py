"""Reading a review workbook back: what the reviewer decided, row by row, and what cannot be understood, by cell."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from resolution_parser.errors import DamagedFile, FileMissing, MissingExtra, ResolutionError, SchemaError, TooLarge
from resolution_parser.exporters.rows import Language
from resolution_parser.jsonio import from_json
from resolution_parser.readers.base import Limits
from resolution_parser.readers.zip_safety import open_zip
from resolution_parser.review.columns import COLUMNS, DATES, EDITABLE, LISTS, NAMES, Decision, Fields, Value, Words, fields_of
from resolution_parser.review.workbook import FORMAT, REVIEW_DATE, REVIEWER, STORE, Reviewed, iso_day, shown

_HINT = "give the workbook that `resolution-parser review` wrote, saved as .xlsx"
_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, EOFError, OSError, RuntimeError, ArithmeticError,
           BadZipFile, zlib.error)
"""What openpyxl and its parsers raise on workbooks that are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What cannot be applied: ``cell`` as the reviewer sees it (``Записи!D7``), and why, in the workbook's language."""

    cell: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A decided row: the record ``id`` (None: to be added), its fields as they stand in the cells, and which of these were changed."""

    number: int
    document: str
    id: str | None
    decision: Decision
    fields: Fields
    changed: frozenset[str] = frozenset()
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All that a workbook says. Rows that have a fault are not among ``rows``; ``undecided`` are the ids of rows without a decision."""

    workbook: str
    language: Language
    reviewer: str | None
    day: str | None
    documents: tuple[Reviewed, ...]
    rows: tuple[Row, ...]
    undecided: Mapping[str, tuple[str, ...]]
    faults: tuple[Fault, ...]
    faulty: frozenset[str]
    """The documents that have a row with a fault."""


def cell_name(words: Words, row: int, column: str) -> str:
    """How a cell of the records is called.

    >>> cell_name(Words.of("ru"), 7, "kind")
    'Записи!D7'
    """
    from openpyxl.utils import get_column_letter

    return f"{words.sheet('records')}!{get_column_letter(COLUMNS.index(column) + 1)}{row}"


def read_review(path: Path, *, limits: Limits | None = None) -> Review:
    """Read a workbook, as Excel or LibreOffice saved it.

    Raises FileMissing, DamagedFile (no workbook, or not one of ours), TooLarge and the like; faults of rows are in the review.
    """
    book = _open_workbook(path, limits or Limits())
    try:
        return _read_book(book, path.name, limits or Limits())
    except ResolutionError:
        raise
    except _BROKEN as cause:
        raise DamagedFile(f"the workbook cannot be read ({cause})", where=path.name, hint=_HINT) from cause
    finally:
        book.close()


def _open_workbook(path: Path, limits: Limits) -> Any:
    """The workbook, after a look at what unpacking it would cost."""
    try:
        data = path.read_bytes()
    except OSError as cause:
        raise FileMissing(f"cannot be read: {cause.strerror or cause}", where=str(path), hint="check the path") from cause
    if len(data) > limits.file_bytes:
        raise TooLarge(f"the file has {len(data):,} bytes, the limit is {limits.file_bytes:,}", where=path.name,
                       hint="review fewer documents at once")
    open_zip(data, name=path.name, limits=limits)
    try:
        from openpyxl import load_workbook
    except ImportError as cause:
        raise MissingExtra("openpyxl is not installed", where=path.name, hint="pip install openpyxl") from cause
    try:
        return load_workbook(BytesIO(data), read_only=True, keep_links=False)
    except _BROKEN as cause:
        raise DamagedFile(f"this is no workbook ({type(cause).__name__})", where=path.name, hint=_HINT) from cause


def _read_book(book: Any, name: str, limits: Limits) -> Review:
    if STORE not in book.sheetnames:
        raise DamagedFile("this is no review workbook: the sheet with the records as they were is missing", where=name, hint=_HINT)
    language, documents = _read_store(book[STORE], name, limits)
    words = Words.of(language)
    missing = [words.sheet(key) for key in ("guide", "records") if words.sheet(key) not in book.sheetnames]
    if missing:
        raise DamagedFile(f"the sheet {missing[0]!r} is missing", where=name, hint=_HINT)
    reading = _Reading(words, {document.name: document for document in documents})
    reviewer, day = reading.read_guide(book[words.sheet("guide")])
    reading.read_rows(book[words.sheet("records")], name)
    reading.miss_rows()
    return Review(
        workbook=name, language=language, reviewer=reviewer, day=day, documents=documents, rows=tuple(reading.rows),
        undecided={document: tuple(ids) for document, ids in reading.undecided.items()}, faults=tuple(reading.faults),
        faulty=frozenset(reading.faulty))


def _read_store(sheet: Any, name: str, limits: Limits) -> tuple[Language, tuple[Reviewed, ...]]:
    rows = [tuple(cell.value for cell in row[:3]) for row in sheet.iter_rows(max_col=3)]
    mark, version, language = rows[0] if rows and len(rows[0]) == 3 else (None, None, None)
    if mark != STORE or language not in ("ru", "en"):
        raise DamagedFile("the sheet with the records as they were is damaged", where=name, hint=_HINT)
    if version != FORMAT:
        raise DamagedFile(f"the workbook has format {version}, this program reads {FORMAT}", where=name,
                          hint="use the version of resolution-parser that wrote it")
    pieces: dict[tuple[str, str], list[str]] = {}
    for document, digest, piece in rows[1:]:
        if document is not None:
            pieces.setdefault((str(document), str(digest)), []).append(str(piece))
    return language, tuple(Reviewed(name=document, resolution=_unpack(parts, digest, f"{name}: {document}", limits))
                           for (document, digest), parts in pieces.items() if _check_name(document, name))


def _check_name(document: str, name: str) -> bool:
    """A name that leads below the output folder, and nowhere else."""
    parts = document.replace("\\", "/").split("/")
    if any(part in ("", ".", "..") or ":" in part or not part.isprintable() for part in parts):
        raise DamagedFile(f"the document's name {document!r} leads out of the folder", where=name, hint=_HINT)
    return True


def _unpack(pieces: Sequence[str], digest: str, where: str, limits: Limits) -> Any:
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(base64.b64decode("".join(pieces), validate=True), limits.archive_bytes)
    except (ValueError, zlib.error) as cause:
        raise DamagedFile("the records as they were are damaged", where=where, hint=_HINT) from cause
    if unpacker.unconsumed_tail:
        raise TooLarge(f"the records take more than {limits.archive_bytes:,} bytes", where=where, hint="review fewer documents at once")
    if hashlib.sha256(data).hexdigest() != digest:
        raise DamagedFile("the records as they were have been changed", where=where, hint=_HINT)
    try:
        return from_json(data)
    except SchemaError as error:
        raise SchemaError(error.what, where=f"{where}: {error.where}", hint=error.hint) from error


@dataclass(slots=True)
class _Reading:
    """Collects what the sheets say."""

    words: Words
    documents: Mapping[str, Reviewed]
    rows: list[Row] = field(default_factory=list)
    undecided: dict[str, list[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)

    def read_guide(self, sheet: Any) -> tuple[str | None, str | None]:
        rows = list(sheet.iter_rows(min_row=1, max_row=4, max_col=2))
        cells = {f"B{at}": row[1].value for at, row in enumerate(rows, start=1) if len(row) > 1}
        reviewer = _plain(cells.get(REVIEWER))
        day, text = _day(cells.get(REVIEW_DATE))
        if reviewer is None:
            self._guide_fault(REVIEWER, "no_reviewer")
        if day is None:
            self._guide_fault(REVIEW_DATE, "bad_date" if text else "no_date", value=text)
        return reviewer, day

    def _guide_fault(self, address: str, key: str, **values: object) -> None:
        self.faults.append(Fault(cell=f"{self.words.sheet('guide')}!{address}", message=self.words.fault(key, **values)))

    def read_rows(self, sheet: Any, name: str) -> None:
        lines = sheet.iter_rows(max_col=len(COLUMNS))
        head = [cell.value for cell in next(lines, ())]
        if head != [self.words.column(column) for column in COLUMNS]:
            raise DamagedFile("the headings of the records have been changed", where=name, hint=_HINT)
        items = {(document.name, item.id): fields_of(item) for document in self.documents.values() for item in document.resolution.items()}
        for number, line in enumerate(lines, start=2):
            cells = {column: cell for column, cell in zip(COLUMNS, line, strict=False) if _plain(cell.value) is not None}
            if cells.keys() - {"document"}:
                self._read_row(number, cells, items)

    def _read_row(self, number: int, cells: Mapping[str, Any], items: Mapping[tuple[str, str], Fields]) -> None:
        document, identity = _plain(_value(cells, "document")), _plain(_value(cells, "id"))
        before = len(self.faults)
        row = self._new_row(number, cells, document) if identity is None else self._old_row(number, cells, document, identity, items)
        if len(self.faults) > before:
            self.faulty.update({str(document)} & self.documents.keys() or self.documents)
        elif row is not None:
            self.rows.append(row)

    def _old_row(
        self, number: int, cells: Mapping[str, Any], document: str | None, identity: str, items: Mapping[tuple[str, str], Fields]
    ) -> Row | None:
        """The row of a record that was parsed; None where nothing is decided, or where there is a fault."""
        key = (document or "", identity)
        if key[0] not in self.documents:
            self._fault(number, "document", "unknown_document", value=key[0])
            return None
        if key not in items:
            self._fault(number, "id", "unknown_id", value=identity)
            return None
        if key in self.seen:
            self._fault(number, "id", "repeated_id", value=identity, row=self.seen[key])
            return None
        self.seen[key] = number
        decision = self._choice(number, cells, "decision")
        if decision == "add":
            self._fault(number, "decision", "add_to_old")
            return None
        values, changed = self._changed(number, cells, items[key])
        if decision != "correct" and changed:
            self._fault(number, min(changed, key=COLUMNS.index), "changed")
            return None
        if decision == "correct" and not changed:
            self._fault(number, "decision", "nothing_changed")
            return None
        if decision is None:
            self.undecided.setdefault(key[0], []).append(identity)
            return None
        return self._row(number, key[0], identity, decision, values, changed, cells)

    def _new_row(self, number: int, cells: Mapping[str, Any], document: str | None) -> Row | None:
        decision = self._choice(number, cells, "decision")
        if decision != "add":
            self._fault(number, "decision", "not_added")
            return None
        if document not in self.documents:
            self._fault(number, "document", "unknown_document", value=document or "")
            return None
        if "kind" not in cells:
            self._fault(number, "kind", "no_kind")
            return None
        values = {name: self._field(number, cells, name) for name in EDITABLE}
        return self._row(number, str(document), None, decision, values, frozenset(EDITABLE), cells)

    def _row(
        self, number: int, document: str, identity: str | None, decision: Any, values: Mapping[str, Value], changed: frozenset[str],
        cells: Mapping[str, Any],
    ) -> Row | None:
        if not values["text"]:
            self._fault(number, "text", "no_text")
            return None
        made = Fields(**values)  # type: ignore[arg-type]  # by name, each of its type
        return Row(number=number, document=document, id=identity, decision=decision, fields=made, changed=changed,
                   comment=_plain(_value(cells, "comment")))

    def _changed(self, number: int, cells: Mapping[str, Any], was: Fields) -> tuple[Mapping[str, Value], frozenset[str]]:
        """The values of the cells, and the names of those that are not as they were written."""
        values: dict[str, Value] = {}
        changed = set()
        for name in EDITABLE:
            before: Value = getattr(was, name)
            values[name] = before
            if not self._is_as_written(cells.get(name), name, before):
                changed.add(name)
                values[name] = self._field(number, cells, name)
        return values, frozenset(changed)

    def _is_as_written(self, cell: Any, name: str, before: Value) -> bool:
        value = cell.value if cell is not None and cell.data_type != "f" else None if cell is None else f"\0{cell.value}"
        if name in LISTS:
            return _plain(value) == (self.words.values(name)[before] if isinstance(before, str) else None)
        if name in DATES and isinstance(before, str) and iso_day(before) is not None:
            return _day(value)[0] == before
        return _plain(value) == _plain(shown(before))

    def _field(self, number: int, cells: Mapping[str, Any], name: str) -> Value:
        """The value of an editable cell; a fault where it says nothing that the field can hold."""
        cell = cells.get(name)
        if cell is None:
            return () if name in NAMES else None
        if cell.data_type == "f":
            self._fault(number, name, "formula")
            return None
        if name in LISTS:
            key: str | None = self._choice(number, cells, name)
            return key
        if name in DATES:
            day, text = _day(cell.value)
            if day is None:
                self._fault(number, name, "bad_date", value=text)
            return day
        if name in NAMES:
            parts = (" ".join(part.split()) for part in str(cell.value).replace("\n", ";").split(";"))
            return tuple(dict.fromkeys(part for part in parts if part))
        return _plain(cell.value)

    def _choice(self, number: int, cells: Mapping[str, Any], name: str) -> Any:
        """The key of a drop-down's word, or None where the cell is empty."""
        value = _plain(_value(cells, name))
        if value is None:
            return None
        known = self.words.values(name)
        found = next((key for key, word in known.items() if word.casefold() == value.casefold()), None)
        if found is None:
            self._fault(number, name, "unknown_value", value=value, known=", ".join(known.values()))
        return found

    def _fault(self, number: int, column: str, key: str, **values: object) -> None:
        self.faults.append(Fault(cell=cell_name(self.words, number, column), message=self.words.fault(key, **values)))

    def miss_rows(self) -> None:
        """Rows that were removed are faults: a decision says what should be gone."""
        for document in self.documents.values():
            for item in document.resolution.items():
                if (document.name, item.id) not in self.seen:
                    message = self.words.fault("missing_row", value=f"{document.name}: {item.id}")
                    self.faults.append(Fault(cell=self.words.sheet("records"), message=message))
                    self.faulty.add(document.name)


def _value(cells: Mapping[str, Any], name: str) -> Any:
    cell = cells.get(name)
    return cell.value if cell is not None else None


def _plain(value: Any) -> str | None:
    """What a cell says, white space collapsed; None where it is empty. A number that a spreadsheet made of ``1.`` stays a number."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split()) if value is not None else ""
    return text or None


def _day(value: Any) -> tuple[str | None, str]:
    """The ISO date of a cell (a date, or a text of one), and what stands there."""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d"), str(value)
    text = _plain(value) or ""
    for shape in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, shape).date().isoformat(), text  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return None, text

