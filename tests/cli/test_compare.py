"""The command `compare`, and `evaluate --links`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SERIES = Path(__file__).parents[1] / "gold" / "series" / "verkhnerechye"
ROOT = Path(__file__).parents[2]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "resolution_parser", *map(str, arguments)], capture_output=True, text=True, cwd=ROOT)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    done = run("convert", SERIES, "--out", folder)
    assert done.returncode == 0, done.stderr
    (folder / "other.json").write_text('{"title": "Решение Тихвальского съезда", "year": 2022, "tasks": [{"text": "купить мел"}]}', "utf-8")
    return folder


def test_a_converted_archive_gives_json_on_stdout_and_talk_on_stderr(archive: Path) -> None:
    done = run("compare", archive, "--match", "Верхнереч")
    comparison = json.loads(done.stdout)
    assert (done.returncode, [one["year"] for one in comparison["documents"]]) == (0, [2021, 2022, 2023])
    assert "3 documents" in done.stderr
    assert {"from", "to", "relation", "bodies_changed", "added", "removed", "deadline_changed", "deadline_shifted", "indicators_changed",
            "score", "why"} <= set(comparison["links"][0])
    assert list(comparison) == ["schema_version", "kind", "documents", "links", "threads", "bodies", "summary", "decisions", "hints"]


def test_several_outputs_and_a_register_are_written_at_once(archive: Path, tmp_path: Path) -> None:
    first, second, register = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "register.toml"
    done = run("compare", archive, "--territory", "Верхнереч", "--out", first, "--out", second, "--register", register)
    assert (done.returncode, done.stdout) == (0, "")
    assert first.read_bytes() == second.read_bytes()
    assert "[[threads]]" in register.read_text("utf-8")
    again = run("compare", archive, "--territory", "Верхнереч", "--out", second, "--register", register)
    assert (again.returncode, first.read_bytes()) == (0, second.read_bytes())


def test_problems_are_followed_when_asked_for() -> None:
    comparison = json.loads(run("compare", *sorted(SERIES.glob("*.gold.json")), "--kind", "problems").stdout)
    assert comparison["kind"] == "problems"
    assert comparison["hints"]


@pytest.mark.parametrize(("arguments", "code", "message"), [
    (["nowhere.json", "--out", "a.json"], 3, "nowhere.json"),
    ([SERIES / "2021.gold.json"], 2, "1 of the two documents"),
    ([SERIES, "--out", "report.docx"], 2, "unknown form .docx; use one of .json"),
    ([SERIES, "--out", "a.json", "--out", "a.json"], 2, "given twice"),
    ([SERIES, "--aliases", "nowhere.toml"], 3, "nowhere.toml"),
    ([SERIES, "--match", "Тихвал"], 3, "none of"),
])
def test_mistakes_are_one_line_and_an_exit_code(arguments: list[object], code: int, message: str) -> None:
    done = run("compare", *arguments)
    assert done.returncode == code, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_evaluate_links_scores_a_series(tmp_path: Path) -> None:
    out = tmp_path / "c.json"
    assert run("compare", *sorted(SERIES.glob("*.gold.json")), "--out", out).returncode == 0
    text, figures = run("evaluate", "--links", SERIES, out, "--errors", "1"), run("evaluate", "--links", SERIES, "--format", "json")
    assert text.returncode == figures.returncode == 0
    assert f"{json.loads(figures.stdout)['links']['f1']:.4f}" in text.stdout
    assert run("evaluate", "--links", SERIES, "--format", "html").returncode == 2
