"""`convert`: which files, which names, and what becomes of those that fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from resolution_parser import Parser, from_json
from resolution_parser.convert import convert, find_documents, name_outputs

TEXT = "Съезд решил:\n1. Одобрить отчёт.\n"


def lay(folder: Path, *names: str, text: str = TEXT) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


@pytest.mark.parametrize(("files", "names", "why"), [
    (["a/one.txt", "two.txt"], ["one.json", "two.json"], "the stem, whatever the folder"),
    (["one.txt", "one.docx"], ["one.json", "one.docx.json"], "the second stem keeps its suffix"),
    (["a/one.txt", "b/one.txt", "c/one.txt"], ["one.json", "one.txt.json", "one.txt.2.json"], "the same name thrice"),
    (["one.txt", "ONE.txt"], ["one.json", "ONE.txt.json"], "file systems that do not tell capitals apart"),
    (["one.txt", "one.docx.txt", "one.docx"], ["one.json", "one.docx.json", "one.docx.2.json"], "a stem that looks like a kept suffix"),
    (["решение.01.02.txt"], ["решение.01.02.json"], "only the last suffix goes"),
    (["README"], ["README.json"], "no suffix at all"),
])
def test_every_output_has_a_name_of_its_own(files: list[str], names: list[str], why: str) -> None:
    assert list(name_outputs([Path(file) for file in files])) == names, why


def test_folders_are_searched_for_known_suffixes_in_order(tmp_path: Path) -> None:
    lay(tmp_path, "b.txt", "a/c.DOCX", "a/d.pdf", "notes.json", ".git/x.txt", ".hidden.txt", "~$b.docx", "picture.png")
    found = find_documents([tmp_path], suffixes=frozenset({".txt", ".docx", ".pdf"}))
    assert [str(file.relative_to(tmp_path)) for file in found] == ["b.txt", "a/c.DOCX", "a/d.pdf"]


def test_a_file_that_is_named_is_taken_whatever_its_suffix_and_once(tmp_path: Path) -> None:
    lay(tmp_path, "a.resolution", "b.txt")
    found = find_documents([tmp_path / "a.resolution", tmp_path / "b.txt", tmp_path], suffixes=frozenset({".txt"}))
    assert [file.name for file in found] == ["a.resolution", "b.txt"]


def test_every_document_becomes_a_json_file(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a.txt", "deep/b.txt")
    outcomes = list(convert([tmp_path / "in"], out=tmp_path / "new" / "out", parser=Parser()))
    assert [outcome.error for outcome in outcomes] == [None, None]
    assert {file.name for file in (tmp_path / "new" / "out").iterdir()} == {"a.json", "b.json"}
    assert from_json((tmp_path / "new" / "out" / "a.json").read_bytes()).proposals[0].text == "Одобрить отчёт"


def test_a_second_run_gives_the_same_bytes(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a.txt")
    for out in ("one", "two"):
        list(convert([tmp_path / "in"], out=tmp_path / out, parser=Parser()))
    assert (tmp_path / "one" / "a.json").read_bytes() == (tmp_path / "two" / "a.json").read_bytes()


def _convert(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "resolution_parser", "convert", *map(str, arguments)], capture_output=True, encoding="utf-8")


def test_a_failed_file_does_not_stop_the_others(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a.txt", "c.txt")
    lay(tmp_path / "in", "b.txt", text="")
    done = _convert(tmp_path / "in", tmp_path / "none.txt", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["a.json", "c.json"]
    assert "b.txt" in done.stderr
    assert "none.txt" in done.stderr
    assert done.stderr.splitlines()[-1] == "2 converted, 2 failed"
    assert (done.stdout, "Traceback" in done.stderr) == ("", False)


def test_nothing_found_is_an_error(tmp_path: Path) -> None:
    done = _convert(tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 3
    assert "no document found" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_place_of_the_folder_is_told_of(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt", "out")
    done = _convert(tmp_path / "a.txt", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_output_that_cannot_be_written_fails_its_file_only(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a.txt", "b.txt")
    (tmp_path / "out" / "a.json").mkdir(parents=True)  # a folder has taken the name
    done = _convert(tmp_path / "in", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert (tmp_path / "out" / "b.json").is_file()
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["a.json", "b.json"], "no temporary file stays"
