"""`view` and `review` over folders that other commands wrote, and outputs that would destroy something."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from workbooks import fill, make

from resolution_parser import parse

EXAMPLES = Path(__file__).parents[2] / "examples" / "data"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-m", "resolution_parser", *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=120)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def pages(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html") if path.name != "index.html")


@pytest.fixture
def converted(tmp_path: Path) -> Path:
    """What `convert` wrote of a tree, with three of its tables."""
    (tmp_path / "archive" / "2024").mkdir(parents=True)
    shutil.copy(EXAMPLES / "pedsovet_2024.txt", tmp_path / "archive" / "2024")
    shutil.copy(EXAMPLES / "sbornik_2023.txt", tmp_path / "archive")
    assert run("convert", tmp_path / "archive", "--out", tmp_path / "json", "--to", "csv,jsonl,xlsx").returncode == 0
    assert {path.suffix for path in (tmp_path / "json").iterdir()} >= {".csv", ".jsonl", ".xlsx"}
    return tmp_path / "json"


def test_tables_and_foreign_files_beside_the_manifest_are_no_documents(converted: Path, tmp_path: Path) -> None:
    (converted / "note.txt").write_text("РЕШЕНИЕ\nСъезд решил:\n1. Купить мел.\n", "utf-8")
    done = run("view", converted, "-o", tmp_path / "pages")
    assert (done.returncode, pages(tmp_path / "pages")) == (0, ["2024/pedsovet_2024.txt.html", "sbornik_2023.txt.html", "sbornik_2023.txt.part2.html"])
    assert run("review", converted, "--out", tmp_path / "review.xlsx").returncode == 0
    sheet = load_workbook(tmp_path / "review.xlsx").worksheets[1]
    names = {sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)} - {None}
    assert names == {"2024/pedsovet_2024.txt", "sbornik_2023.txt", "sbornik_2023.txt.part2"}


def test_a_record_that_the_manifest_names_and_is_gone_is_told_of(converted: Path, tmp_path: Path) -> None:
    (converted / "sbornik_2023.txt.json").unlink()
    done = run("view", converted, "-o", tmp_path / "pages")
    assert done.returncode == 1
    assert "sbornik_2023.txt.json: cannot be read" in done.stderr


def test_a_converted_folder_among_other_paths_keeps_its_name(converted: Path, tmp_path: Path) -> None:
    assert run("view", converted, EXAMPLES / "slet_2023.html", "-o", tmp_path / "pages").returncode == 0
    assert [page for page in pages(tmp_path / "pages") if "sbornik" not in page] == ["json/2024/pedsovet_2024.txt.html", "slet_2023.html"]


def test_a_manifest_of_another_program_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "manifest.jsonl").write_text('{"file": "a"}\n', "utf-8")
    shutil.copy(EXAMPLES / "pedsovet_2024.txt", tmp_path / "in")
    assert run("view", tmp_path / "in", "-o", tmp_path / "pages").returncode == 0
    assert pages(tmp_path / "pages") == ["pedsovet_2024.html"]


@pytest.mark.parametrize("place", ["", "2024/"], ids=["one folder", "a tree"])
def test_after_apply_gold_each_document_has_one_page(place: str, tmp_path: Path) -> None:
    book, out = make(tmp_path / "review.xlsx", parse(EXAMPLES / "pedsovet_2024.txt")), tmp_path / "out"
    assert run("apply", fill(book, rest="верно"), "--out", out / place, "--gold").returncode == 0
    shutil.copy(EXAMPLES / "slet_2023.html", out)
    (out / "alone.txt").write_bytes((EXAMPLES / "pedsovet_2024.txt").read_bytes())
    assert len(list((out / place).glob("doc.*"))) == 4
    for paths in ([out], [out, EXAMPLES / "pedsovet_2024.txt"]):
        shutil.rmtree(tmp_path / "pages", ignore_errors=True)
        assert run("view", *paths, "-o", tmp_path / "pages").returncode == 0
        stems = [re.sub(r"(\.txt|\.html)*\.html$", "", page).rpartition("/")[2] for page in pages(tmp_path / "pages")]
        assert sorted(stems) == ["alone", "doc", *["pedsovet_2024"] * (len(paths) - 1), "slet_2023"]


@pytest.mark.parametrize(("inputs", "output", "message"), [
    pytest.param(["a.txt"], "a.txt", "one of the inputs", id="the document itself"),
    pytest.param(["b.txt", "a.txt"], "./a.txt", "one of the inputs", id="one of several, spelt another way"),
    pytest.param(["."], ".", "one of the inputs", id="the folder itself: its pages would be documents the next time"),
    pytest.param(["a.txt", "b.txt"], "c.dat", "a folder is needed", id="several pages into a file"),
])
def test_view_does_not_write_over_what_it_is_given(inputs: list[str], output: str, message: str, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.dat"):
        (tmp_path / name).write_bytes((EXAMPLES / "pedsovet_2024.txt").read_bytes())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = run("view", *(f"{tmp_path}/{name}" for name in inputs), "-o", f"{tmp_path}/{output}")
    assert (done.returncode, message in done.stderr) == (2, True), done.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_apply_needs_a_folder_to_write_into(tmp_path: Path) -> None:
    book = fill(make(tmp_path / "review.xlsx", parse(EXAMPLES / "pedsovet_2024.txt")), rest="верно")
    (tmp_path / "file").write_text("x", "utf-8")
    done = run("apply", book, "--out", tmp_path / "file")
    assert (done.returncode, "a folder is needed" in done.stderr) == (2, True)
    assert (tmp_path / "file").read_text("utf-8") == "x"
