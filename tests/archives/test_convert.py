"""The command `convert`, from outside: signals, full disks, exit codes, what it says, and the tables it writes."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pyarrow import parquet

from resolution_parser import from_json
from resolution_parser.archive import read_manifest

TEXT = "РЕШЕНИЕ съезда\n\nСъезд решил:\n1. Поручить школам {} до 1 мая 2024 года провести смотр.\n2. =1+1 считать итогом.\n"


def lay(folder: Path, *names: str, text: str = "") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text or TEXT.format(name), "utf-8")


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "resolution_parser", "convert", *map(str, arguments)]


def convert(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, encoding="utf-8")


def long_archive(folder: Path, documents: int = 60) -> None:
    """Documents that take some tenths of a second each, so that there is time to interrupt."""
    for rank in range(documents):
        body = "\n".join(f"{number}. Поручить школам района № {rank}-{number} провести смотр до {number % 28 + 1} мая." for number in range(150))
        lay(folder, f"{rank % 7}/{rank}.txt", text=f"РЕШЕНИЕ съезда\n\nСъезд решил:\n{body}\n")


def wait_for_lines(manifest: Path, lines: int) -> None:
    end = time.monotonic() + 60
    while not (manifest.exists() and manifest.read_bytes().count(b"\n") >= lines):
        assert time.monotonic() < end, "the run does not get on"
        time.sleep(0.02)


def check_whole(out: Path, documents: int) -> None:
    entries = list(read_manifest(out))
    assert [entry.status for entry in entries] == ["ok"] * documents
    for entry in entries:
        for output in entry.outputs:
            assert from_json((out / output).read_bytes()).tasks
    assert list(out.rglob("*.tmp")) == []


def check_nothing_is_half_written(out: Path) -> None:
    for path in out.rglob("*.json"):
        from_json(path.read_bytes())


# What it says and returns


def test_it_says_what_became_of_the_files(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a.txt", "c.txt", "d.csv")
    (tmp_path / "in/b.txt").touch()
    done = convert(tmp_path / "in", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-2:] == ["4 files: 2 ok, 0 partial, 1 failed, 1 skipped", "  EmptyFile: 1"]
    assert "b.txt: the file is empty" in done.stderr
    assert (done.stdout, "Traceback" in done.stderr) == ("", False)


@pytest.mark.parametrize(("arguments", "code", "said"), [
    (["nowhere", "--out", "out"], 3, "there is no such file"),
    (["empty", "--out", "out"], 3, "no file found"),
    (["a.txt", "--out", "a.txt"], 2, "choose another --out"),
    (["a.txt", "--out", "out", "--to", "docx"], 2, "there is no format docx"),
    (["a.txt", "--out", "out", "--lang", "fr"], 2, "use ru or en"),
    (["a.txt", "--out", "out", "--workers", "0"], 2, "--workers"),
    (["a.txt"], 2, "--out"),
    (["a.txt", "--out", "/proc/out"], 2, "choose another --out"),
    (["a.txt", "--out", "out", "--dask", "tcp://127.0.0.1:9"], 2, "no Dask scheduler answers"),
    (["a.txt", "--out", "out"], 0, "1 file: 1 ok"),
])
def test_exit_codes_mean_something(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    lay(tmp_path, "a.txt")
    (tmp_path / "empty").mkdir()
    done = subprocess.run(command(*arguments), capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert (tmp_path / "out").exists() == (code == 0), "where nothing was done nothing is left"
    assert "Traceback" not in done.stderr


def test_quiet_is_quiet_and_log_json_is_json(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a.txt")
    (tmp_path / "in/b.txt").touch()
    assert convert(tmp_path / "in", "--out", tmp_path / "out", "--quiet").stderr == ""
    lines = convert(tmp_path / "in", "--out", tmp_path / "out2", "--log-json").stderr.splitlines()
    assert {json.loads(line)["path"]: json.loads(line)["status"] for line in lines} == {"a.txt": "ok", "b.txt": "failed"}


# Interrupted


def test_ctrl_c_finishes_what_is_in_hand_and_the_next_run_does_the_rest(tmp_path: Path) -> None:
    long_archive(tmp_path / "in")
    run = subprocess.Popen(command(tmp_path / "in", "--out", tmp_path / "out"), stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True)
    wait_for_lines(tmp_path / "out/manifest.jsonl", 3)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the workers, too
    said = run.communicate(timeout=60)[1]
    assert run.returncode == 130, said
    assert "run again for the rest" in said
    assert "Traceback" not in said
    done = list(read_manifest(tmp_path / "out"))
    assert 3 <= len(done) < 60
    assert all(entry.status == "ok" for entry in done)
    assert f"({len(done)} done before)" in convert(tmp_path / "in", "--out", tmp_path / "out").stderr
    check_whole(tmp_path / "out", 60)


def test_a_killed_run_leaves_nothing_half_written_and_is_completed_by_the_next(tmp_path: Path) -> None:
    long_archive(tmp_path / "in")
    run = subprocess.Popen(command(tmp_path / "in", "--out", tmp_path / "out"), stderr=subprocess.DEVNULL, start_new_session=True)
    wait_for_lines(tmp_path / "out/manifest.jsonl", 5)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    check_nothing_is_half_written(tmp_path / "out")
    wait_for_end_of_group(run.pid)
    done = convert(tmp_path / "in", "--out", tmp_path / "out")
    assert done.returncode == 0
    assert "done before" in done.stderr
    check_whole(tmp_path / "out", 60)


def wait_for_end_of_group(group: int) -> None:
    """No worker outlives its parent."""
    end = time.monotonic() + 20
    while any(_group_of(process) == group for process in Path("/proc").iterdir() if process.name.isdigit()):
        assert time.monotonic() < end, "workers are left"
        time.sleep(0.05)


def _group_of(process: Path) -> int | None:
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[2])


def test_a_killed_worker_costs_no_document(tmp_path: Path) -> None:
    long_archive(tmp_path / "in")
    run = subprocess.Popen(command(tmp_path / "in", "--out", tmp_path / "out"), stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True)
    wait_for_lines(tmp_path / "out/manifest.jsonl", 3)
    os.kill(worker_of(run.pid), signal.SIGKILL)
    said = run.communicate(timeout=120)[1]
    assert run.returncode == 0, said
    check_whole(tmp_path / "out", 60)


def worker_of(run: int) -> int:
    """The worker of a run that has used most processor time. Workers are forked by a process that the run has started for that."""
    processes = [int(process.name) for process in Path("/proc").iterdir() if process.name.isdigit() and _group_of(process) == run]
    return max((process for process in processes if process != run and _parent_and_seconds(process)[0] != run), key=_parent_and_seconds)


def _parent_and_seconds(process: int) -> tuple[int, int]:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[1]), int(fields[11]) + int(fields[12])


# Disks


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 200 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("mounting needs rights")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def test_a_full_disk_ends_the_run_with_a_clear_error_and_the_next_one_completes_it(tmp_path: Path, small_disk: Path) -> None:
    lay(tmp_path / "in", *(f"{rank % 5}/{rank}.txt" for rank in range(80)))
    done = convert(tmp_path / "in", "--out", small_disk / "out")
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "make room" in done.stderr
    assert "Traceback" not in done.stderr
    check_nothing_is_half_written(small_disk / "out")
    subprocess.run(["mount", "-o", "remount,size=20m", small_disk], check=True)
    done = convert(tmp_path / "in", "--out", small_disk / "out")
    assert done.returncode == 0, done.stderr
    check_whole(small_disk / "out", 80)


def test_a_disk_that_may_not_be_written_is_told_of(tmp_path: Path, small_disk: Path) -> None:
    lay(tmp_path / "in", "a.txt")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    done = convert(tmp_path / "in", "--out", small_disk / "out")
    assert done.returncode == 2
    assert "Read-only file system" in done.stderr
    assert "Traceback" not in done.stderr


# Tables


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    text = ("РЕШЕНИЕ съезда\n15 апреля 2024 года\n\nСъезд решил:\n- Поручить отделу культуры {} до 1 мая 2024 года провести смотр;\n"
            "- =1+1 считать итогом.\n")
    lay(folder / "in", "2023/а.txt", text=text.format("города"))
    lay(folder / "in", "2024/б.txt", text=text.format("района"))
    (folder / "in/2024/пусто.txt").touch()
    done = convert(folder / "in", "--out", folder / "out", "--to", "json,jsonl,csv,xlsx,parquet,sqlite")
    assert done.returncode == 1, done.stderr
    return folder / "out"


def test_every_table_has_a_row_for_each_item(converted: Path) -> None:
    rows = [json.loads(line) for line in (converted / "items.jsonl").open("rb")]
    assert [(row["document"], row["item"], row["bodies"], row["deadline_end"]) for row in rows] == [
        ("2023/а.txt", "task-1", ["отдел культуры города"], "2024-05-01"), ("2023/а.txt", "proposal-1", [], None),
        ("2024/б.txt", "task-1", ["отдел культуры района"], "2024-05-01"), ("2024/б.txt", "proposal-1", [], None)]
    assert (rows[0]["year"], rows[0]["kind"]) == (2024, "task")
    with (converted / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 4
    assert parquet.read_table(converted / "items.parquet").column("bodies").to_pylist()[0] == ["отдел культуры города"]


def test_the_csv_opens_in_excel_and_runs_nothing(converted: Path) -> None:
    raw = (converted / "items.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "without the mark Excel takes it for cp1251"
    texts = [row["text"] for row in csv.DictReader(raw.decode("utf-8-sig").splitlines())]
    assert texts[1] == "'=1+1 считать итогом"


def test_the_workbook_is_russian_frozen_filtered_and_runs_nothing(converted: Path) -> None:
    book = load_workbook(converted / "items.xlsx")
    assert book.sheetnames == ["Записи", "Документы", "Файлы"]
    sheet = book["Записи"]
    head = [cell.value for cell in sheet[1]]
    assert head[:3] == ["Документ", "Год", "Название"]
    row = dict(zip(head, sheet[3], strict=True))
    assert (row["Текст"].value, row["Текст"].data_type) == ("=1+1 считать итогом", "s")
    due = dict(zip(head, sheet[2], strict=True))["Конец срока"]
    assert (due.is_date, due.value.date()) == (True, date(2024, 5, 1)), "a date that Excel can sort"
    assert (row["Вид записи"].value, sheet[2][head.index("Вид записи")].value) == ("предложение", "задача")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:AB5")
    assert [[cell.value for cell in line[:4]] for line in book["Файлы"].iter_rows(min_row=4)] == [
        ["2024/пусто.txt", "не прочитан", None, "EmptyFile"]]


def test_the_database_answers_questions(converted: Path) -> None:
    with sqlite3.connect(converted / "items.sqlite") as database:
        def ask(question: str) -> list[Any]:
            return database.execute(question).fetchall()

        assert ask("SELECT path, status FROM files") == [("2023/а.txt", "ok"), ("2024/б.txt", "ok"), ("2024/пусто.txt", "failed")]
        assert ask("SELECT path, year, bodies, deadline_end FROM tasks LIMIT 1") == [("2023/а.txt", 2024, "отдел культуры города", "2024-05-01")]
        assert ask("SELECT count(*) FROM items_fts WHERE items_fts MATCH 'смотр*'") == [(2,)]
        assert ask("SELECT count(*) FROM documents_fts WHERE documents_fts MATCH 'СЪЕЗД*'") == [(2,)]
        assert ask("PRAGMA integrity_check") == [("ok",)]


def test_tables_can_be_had_in_the_other_language(tmp_path: Path) -> None:
    lay(tmp_path / "in", "a.txt")
    convert(tmp_path / "in", "--out", tmp_path / "out", "--to", "csv", "--lang", "ru")
    head, first = (tmp_path / "out/items.csv").read_text("utf-8-sig").splitlines()[:2]
    assert head.split(";")[:2] == ["Документ", "Год"]
    assert ";задача;" in first
