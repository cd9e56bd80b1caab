"""The example scripts run, and the example documents are what make_documents.py makes."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from resolution_parser import parse, parse_all

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(script: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, str(EXAMPLES / script), *arguments], capture_output=True, encoding="utf-8", env=None)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_demo_shows_every_document() -> None:
    shown = run("demo.py")
    for document in (EXAMPLES / "data").iterdir():
        assert document.name in shown


def test_the_register_is_in_the_order_of_days() -> None:
    days = [line.split()[0] for line in run("deadlines.py").splitlines()]
    assert len(days) >= 8
    assert days == sorted(days)


def test_an_own_rule_makes_tasks() -> None:
    assert "with office.toml: ['купить мел', 'покрасить доску']" in run("own_wording.py")


def test_the_example_documents_can_be_made_again(tmp_path: Path) -> None:
    run("make_documents.py", str(tmp_path))
    made = sorted(tmp_path.iterdir())
    assert [file.suffix for file in made] == [".pdf", ".docx"]
    for file in made:
        again, shipped = parse(file), parse(EXAMPLES / "data" / file.name)
        # other versions of the libraries may write other bytes; what is read must be the same
        assert dataclasses.replace(again, source=shipped.source) == shipped


def test_the_series_and_its_report_can_be_made_again(tmp_path: Path) -> None:
    run("make_series.py", str(tmp_path))
    again, shipped = parse(tmp_path / "2023.docx"), parse(EXAMPLES / "series" / "2023.docx")
    assert dataclasses.replace(again, source=shipped.source) == shipped
    report = EXAMPLES / "series" / "report.html"
    assert (tmp_path / "report.html").read_text("utf-8") == report.read_text("utf-8"), "run python examples/make_series.py"


@pytest.mark.parametrize(("name", "goals", "problems", "proposals", "tasks", "control"), [
    ("pedsovet_2024.txt", 0, 2, 1, 4, 1),
    ("slet_2023.html", 2, 0, 1, 2, 0),
    ("kruglyi_stol_2022.docx", 0, 2, 0, 4, 0),
    ("komissiya_2022.pdf", 0, 1, 2, 3, 1),
    ("rasskazovo_2021.txt", 5, 5, 5, 13, 0),
])
def test_the_example_documents_are_read_right(name: str, goals: int, problems: int, proposals: int, tasks: int, control: int) -> None:
    resolution = parse(EXAMPLES / "data" / name)
    counted = tuple(len(items) for items in (resolution.goals, resolution.problems, resolution.proposals, resolution.tasks, resolution.control))
    assert counted == (goals, problems, proposals, tasks, control)


def test_the_collection_holds_two_documents() -> None:
    first, second = parse_all(EXAMPLES / "data" / "sbornik_2023.txt")
    assert [(len(part.proposals), len(part.tasks)) for part in (first, second)] == [(1, 1), (0, 2)]
    assert (first.kind, second.kind) == ("decision", "resolution")
    assert first.signatures[0].name == "Л.М. Сафина"


def test_the_readme_of_the_folder_names_every_file() -> None:
    told = (EXAMPLES / "README.md").read_text("utf-8")
    files = [*EXAMPLES.glob("*.py"), *EXAMPLES.glob("*.toml"), *(EXAMPLES / "data").iterdir(), *(EXAMPLES / "office").glob("*.json"), *(EXAMPLES / "series").iterdir()]
    assert [file.name for file in files if f"`{file.name}" not in told] == []
