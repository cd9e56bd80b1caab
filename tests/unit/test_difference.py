"""Gains and losses between two runs: what counts as the same record, what as a change, and what is told of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from resolution_parser import parse_text
from resolution_parser.difference import Difference, compare_outputs, compare_records, to_html, to_json, to_text
from resolution_parser.errors import FileMissing, SchemaError
from resolution_parser.jsonio import to_builtins

Record = dict[str, Any]


def told(was: Record, now: Record, *, evidence: bool = False) -> list[tuple[Any, ...]]:
    """The changes, each as sort, kind, text and its fields as (field, was, now)."""
    changes = compare_records("a", was, now, evidence=evidence).changes
    return [(change.sort, change.kind, change.text, *((field.field, field.was, field.now) for field in change.fields)) for change in changes]


def task(text: str, **fields: Any) -> Record:
    return {"tasks": [{"text": text, **fields}]}


SPAN = {"start": 0, "end": 5, "page": None, "paragraph": 0}
MOVED_SPAN = {"start": 7, "end": 12, "page": 1, "paragraph": 3}


@pytest.mark.parametrize(("was", "now", "changes"), [
    pytest.param({}, task("купить мел"), [("appeared", "tasks", "купить мел")], id="appeared"),
    pytest.param(task("купить мел"), {}, [("vanished", "tasks", "купить мел")], id="vanished"),
    pytest.param(task("купить мел", action=None), task("купить мел", action="купить"),
                 [("changed", "tasks", "купить мел", ("action", None, "купить"))], id="a field"),
    pytest.param(task("а", id="task-1", section="s1", spans=[SPAN]), task("а", id="task-2", section="s2", spans=[MOVED_SPAN]), [],
                 id="ids, sections and places follow from other changes"),
    pytest.param(task("а", confidence=0.8, rule="x"), task("а", confidence=0.9, rule="y"), [], id="evidence does not count"),
    pytest.param(task("а", deadline={"text": "до мая", "end": None}), task("а", deadline={"text": "до мая", "end": "2022-04-30"}),
                 [("changed", "tasks", "а", ("deadline.end", None, "2022-04-30"))], id="a nested field by its dotted name"),
    pytest.param(task("а", bodies=[{"name": "школы", "span": SPAN}]), task("а", bodies=[{"name": "школы", "span": MOVED_SPAN}]), [],
                 id="places inside bodies do not count"),
    pytest.param(task("а", bodies=[{"name": "школы", "role": "executor", "span": SPAN}]), task("а", bodies=[]),
                 [("changed", "tasks", "а", ("bodies", "школы, executor", None))], id="bodies in words"),
    pytest.param(task("усилить охрану школ"), task("усилить охрану школ района"),
                 [("changed", "tasks", "усилить охрану школ района", ("text", "усилить охрану школ", "усилить охрану школ района"))],
                 id="similar texts are two readings of one record"),
    pytest.param(task("усилить охрану школ"), task("закупить новые учебники"),
                 [("vanished", "tasks", "усилить охрану школ"), ("appeared", "tasks", "закупить новые учебники")], id="other texts are not"),
    pytest.param(task("купить мел", modality="request", bodies=[]), {"proposals": [{"text": "купить мел"}]},
                 [("changed", "proposals", "купить мел", ("kind", "tasks", "proposals"))],
                 id="another kind is one change, and fields that only one kind has are none"),
    pytest.param({"tasks": [{"text": "а"}, {"text": "а"}]}, {"tasks": [{"text": "а"}]}, [("vanished", "tasks", "а")], id="one of twins"),
    pytest.param({"tasks": [{"text": "а"}, {"text": "бббб"}]}, {"tasks": [{"text": "бббб"}, {"text": "а"}]}, [], id="another order"),
    pytest.param({"tasks": [{"text": "а"}], "problems": []}, {"tasks": [{"text": "а"}], "problems": [{"text": "а"}]},
                 [("appeared", "problems", "а")], id="the same kind is paired before another one"),
    pytest.param({"title": "x", "event": {"name": "съезд", "place": None}}, {"title": "x", "event": {"name": "съезд", "place": "Тамбов"}},
                 [("changed", "document", "x", ("event.place", None, "Тамбов"))], id="a fact about the document"),
    pytest.param({"event": None}, {"event": {"name": "съезд", "place": None}}, [("changed", "document", "", ("event", None, "съезд"))],
                 id="an event at all"),
    pytest.param({"persons": [{"name": "Ким А.А.", "role": None}]}, {"persons": [{"name": "Ким А.А.", "role": "министр"}]},
                 [("changed", "persons", "Ким А.А.", ("role", None, "министр"))], id="a person is known by the name"),
    pytest.param({"warnings": []}, {"warnings": [{"code": "no_title", "message": "no title"}]},
                 [("appeared", "warnings", "no_title no title")], id="a new warning"),
])
def test_a_change_says_what_was_and_what_is(was: Record, now: Record, changes: list[Any]) -> None:
    assert told(was, now) == changes


def test_evidence_counts_where_it_is_asked_for() -> None:
    assert told(task("а", rule="x"), task("а", rule="y"), evidence=True) == [("changed", "tasks", "а", ("rule", "x", "y"))]


def test_two_runs_of_one_parser_do_not_differ() -> None:
    record = to_builtins(parse_text("РЕШЕНИЕ съезда\n\nСъезд решил:\n1. Одобрить отчёт.\n2. Рекомендовать школам усилить охрану.\n"))
    difference = compare_records("a", record, record)
    assert difference.changes == ()
    assert (difference.same["proposals"], difference.same["tasks"], difference.same["document"]) == (1, 1, 1)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two runs: one document differs, one is the same, and each has one that the other has not."""
    a, b = tmp_path / "a", tmp_path / "b"
    for folder, records in (
        (a, {"differs": task("купить мел <b>"), "same": task("а"), "old": task("старое")}),
        (b, {"differs": {"title": "x"}, "same": task("а"), "new": task("новое")}),
    ):
        folder.mkdir()
        for name, record in records.items():
            (folder / f"{name}.json").write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    return a, b


def test_documents_are_compared_by_name_and_summed(folders: tuple[Path, Path]) -> None:
    difference = compare_outputs(*folders)
    assert (difference.only_in_a, difference.only_in_b) == (("old",), ("new",))
    assert [document.name for document in difference.documents] == ["differs", "same"]
    assert difference.totals()["tasks"] == {"same": 1, "appeared": 0, "vanished": 1, "changed": 0}
    assert difference.totals()["document"] == {"same": 1, "appeared": 0, "vanished": 0, "changed": 1}


@pytest.mark.parametrize(("documents", "only_in_a", "is_empty"), [((), (), True), ((), ("x",), False)])
def test_a_document_that_only_one_run_has_is_a_difference(documents: tuple[Any, ...], only_in_a: tuple[str, ...], is_empty: bool) -> None:
    assert Difference(documents=documents, only_in_a=only_in_a, only_in_b=()).is_empty is is_empty


def test_text_json_and_page_tell_the_same(folders: tuple[Path, Path]) -> None:
    difference = compare_outputs(*folders)
    text = to_text(difference)
    assert text.startswith("2 documents in both, 1 differ; 1 only in A, 1 only in B\n")
    assert "\ndiffers\n  ~ document: x\n      title: nothing → x\n  - tasks: купить мел <b>\n" in text
    report = json.loads(to_json(difference))
    assert [change["sort"] for change in report["documents"][0]["changes"]] == ["changed", "vanished"]
    assert (report["compared"], report["only_in_a"], len(report["documents"])) == (2, ["old"], 1)
    page = to_html(difference)
    assert "купить мел &lt;b&gt;" in page
    assert "<b>" not in page
    assert "http://" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_folders_that_hold_no_outputs_are_told_of(tmp_path: Path, folders: tuple[Path, Path]) -> None:
    with pytest.raises(FileMissing, match="no such folder"):
        compare_outputs(folders[0], tmp_path / "none")
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileMissing, match=r"no \.json"):
        compare_outputs(folders[0], tmp_path / "empty")
    (folders[0] / "same.json").write_text("[", "utf-8")
    with pytest.raises(SchemaError, match=r"same\.json"):
        compare_outputs(*folders)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-m", "resolution_parser", "diff", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_the_exit_code_tells_of_a_difference_only_when_asked(folders: tuple[Path, Path], tmp_path: Path) -> None:
    a, b = folders
    assert [run(a, b).returncode, run(a, b, "--exit-code").returncode, run(a, a, "--exit-code").returncode] == [0, 1, 0]
    assert [run(a, tmp_path / "none").returncode, run(a).returncode] == [3, 2]


def test_the_command_writes_a_file(folders: tuple[Path, Path], tmp_path: Path) -> None:
    done = run(*folders, "--format", "html", "-o", tmp_path / "page.html")
    assert (done.returncode, done.stdout) == (0, "")
    assert "<!DOCTYPE html>" in (tmp_path / "page.html").read_text("utf-8")


def test_changes_stand_in_the_order_of_the_records() -> None:
    was = {"title": "x", "persons": [{"name": "Ким А.А."}], "goals": [{"text": "цель"}]}
    kinds = [change.kind for change in compare_records("a", was, {"title": "y"}).changes]
    assert kinds == ["document", "goals", "persons"]
