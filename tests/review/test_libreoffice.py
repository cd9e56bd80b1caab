"""The workbook as an office uses it: written here, opened and saved by LibreOffice, applied here."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from workbooks import DAY, fill, make, row_numbers

from resolution_parser import parse
from resolution_parser.review import apply_review, read_review
from resolution_parser.review.columns import COLUMNS

EXAMPLES = Path(__file__).parents[2] / "examples" / "data"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is needed: apt-get install libreoffice-calc")


def saved_by_office(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it."""
    folder.mkdir()
    profile = (folder / "profile").as_uri()
    command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / path.name


def test_a_workbook_that_went_through_libreoffice_says_the_same(tmp_path: Path) -> None:
    resolution = parse(EXAMPLES / "pedsovet_2024.txt")
    path = make(tmp_path / "review.xlsx", resolution)
    empty = row_numbers(path)["new-1"]
    # Opened and saved before anybody decides, as when an office passes it on: nothing counts as changed by that.
    path = saved_by_office(path, tmp_path / "first")
    fill(path, {
        ("task-1", "decision"): "исправить", ("task-1", "deadline_end"): DAY, ("task-1", "executors"): "Методический совет",
        ("task-2", "decision"): "удалить", ("task-3", "decision"): "исправить", ("task-3", "kind"): "предложение",
        ("new-1", "decision"): "добавить", ("new-1", "kind"): "констатация", ("new-1", "text"): resolution.findings[0].text[:30].rpartition(" ")[0],
    }, rest="верно")
    path = saved_by_office(path, tmp_path / "second")
    (applied,), faults = apply_review(read_review(path))
    assert faults == ()
    assert applied.judged
    decisions = [(correction.decision, correction.id) for correction in applied.corrections.corrections if correction.decision != "confirm"]
    assert decisions == [("correct", "task-1"), ("delete", "task-2"), ("correct", "task-3"), ("add", None)]
    assert applied.corrections.corrections[-1].row == empty
    changed = {change.field: change.now for change in applied.corrections.corrections[[c.id for c in applied.corrections.corrections].index("task-1")].changes}
    assert changed == {"executors": ("Методический совет",), "deadline_end": DAY.isoformat()}
    assert (applied.corrections.reviewer, applied.corrections.date) == ("Петрова А.А.", DAY.isoformat())


def test_locks_and_drop_downs_are_there_after_libreoffice(tmp_path: Path) -> None:
    path = saved_by_office(make(tmp_path / "review.xlsx", parse(EXAMPLES / "pedsovet_2024.txt")), tmp_path / "out")
    sheet = load_workbook(path).worksheets[1]
    assert sheet.protection.sheet
    assert sheet.cell(2, COLUMNS.index("id") + 1).protection.locked
    assert not sheet.cell(2, COLUMNS.index("text") + 1).protection.locked
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert any("исправить" in rule for rule in lists)
    assert any("Документы" in rule for rule in lists)
