"""What `compare` takes: documents, JSON made earlier, records made by hand, folders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from resolution_parser import parse_text, to_json
from resolution_parser.cli import app
from resolution_parser.compare import compare
from resolution_parser.compare.inputs import complete_record, read_record, read_resolutions
from resolution_parser.compare.outputs import RENDERERS, write_comparison
from resolution_parser.errors import FileMissing, SchemaError, UsageError

TEXT = "РЕШЕНИЕ\nконференции Кулябинского района\n\n26 августа {year} года\n\nКонференция решила:\n\nПоручить школам: купить мел.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for year in (2021, 2022):
        (tmp_path / f"{year}.txt").write_text(TEXT.format(year=year), "utf-8")
    return tmp_path


def test_documents_are_parsed_and_json_is_read_as_it_stands(folder: Path) -> None:
    parsed = read_resolutions([folder / "2021.txt"])[0]
    (folder / "2021.json").write_text(to_json(parsed), "utf-8")
    assert read_record(folder / "2021.json") == parsed
    assert [task.text for task in parsed.tasks] == ["купить мел"]


def test_json_of_a_folder_stands_only_for_the_documents_that_it_was_made_from(folder: Path) -> None:
    assert [one.source.name for one in read_resolutions([folder])] == ["2021.txt", "2022.txt"]
    (folder / "2021.json").write_text('{"year": 2021, "title": "same stem"}', "utf-8")
    assert [one.source.name for one in read_resolutions([folder])] == ["2021.json", "2022.txt"]
    (folder / "made.json").write_text('{"year": 2022, "source": {"name": "2022.txt"}, "title": "same source"}', "utf-8")
    assert sorted(one.title or "" for one in read_resolutions([folder])) == ["same source", "same stem"]


@pytest.mark.parametrize(("match", "names"), [("2021", ["2021.txt"]), ("кулябинск", ["2021.txt", "2022.txt"]), ("*2.txt", ["2022.txt"])])
def test_a_series_is_chosen_by_name_or_title(folder: Path, match: str, names: list[str]) -> None:
    assert [one.source.name for one in read_resolutions([folder], match=match)] == names


def test_nothing_found_is_told_of(folder: Path) -> None:
    with pytest.raises(FileMissing, match="none of 2 documents is meant by 'Тихвал'"):
        read_resolutions([folder], match="Тихвал")
    (folder / "empty").mkdir()
    with pytest.raises(FileMissing, match="no document found"):
        read_resolutions([folder / "empty"])


def test_what_a_record_made_by_hand_leaves_out_is_null_or_empty_and_ids_are_the_ranks() -> None:
    record = complete_record({"tasks": [{"text": "купить мел"}, {"text": "починить доску", "bodies": [{"name": "школа"}]}]}, name="2021.gold.json")
    assert (record.source.name, record.year, record.title, record.goals) == ("2021.gold.json", 2021, None, ())
    assert [(task.id, task.deadline, task.indicators) for task in record.tasks] == [("task-1", None, ()), ("task-2", None, ())]
    assert [body.role for body in record.tasks[1].bodies] == ["executor"]


def test_the_year_that_a_record_tells_wins_over_the_name() -> None:
    assert complete_record({"year": 2019}, name="2021.json").year == 2019


@pytest.mark.parametrize(("raw", "message"), [
    ({"tasks": [{"text": 1}]}, r"a.json: \$.tasks\[0\].text"),
    ({"tasks": "купить мел"}, r"a.json: \$.tasks"),
    ({"year": "давно"}, r"a.json: \$.year"),
    ({"source": "a"}, r"a.json: \$.source"),
    ({"tasks": [None]}, r"a.json: \$.tasks\[0\]"),
])
def test_a_record_of_another_shape_is_refused_with_its_place(raw: dict[str, object], message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        complete_record(raw, name="a.json")


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", "utf-8")
    with pytest.raises(SchemaError, match="not valid JSON"):
        read_resolutions([tmp_path])


@pytest.mark.parametrize("suffix", sorted(RENDERERS))
def test_the_reports_of_an_earlier_run_are_left_out_of_a_folder_and_refused_by_name(folder: Path, suffix: str) -> None:
    report = folder / f"report{suffix}"
    write_comparison(compare(read_resolutions([folder])), report)
    assert [one.source.name for one in read_resolutions([folder])] == ["2021.txt", "2022.txt"]
    if suffix in (".html", ".md", ".json"):  # what could be a document
        notes: list[str] = []
        read_resolutions([folder], tell=notes.append)
        assert [report.name in note for note in notes] == [True]
        with pytest.raises(SchemaError, match=r"comparison, not a resolution|page that resolution-parser made"):
            read_resolutions([report])


@pytest.mark.parametrize(("name", "content"), [
    ("links.json", '{"links": []}'),
    ("some.json", "[]"),
    ("register.json", '{"threads": [], "decisions": []}'),
    ("2021.corrections.json", '{"source": "2021.txt", "corrections": []}'),
    ("2021.gold.json", '{"year": 2021, "tasks": []}'),
    ("scan.png", "picture"),
    ("manifest.jsonl", "{}"),
    ("items.csv", "text"),
])
def test_what_is_no_resolution_is_left_out_of_a_folder(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content, "utf-8")
    assert [one.source.name for one in read_resolutions([folder])] == ["2021.txt", "2022.txt"]


def test_gold_alone_is_read_and_gold_beside_the_json_is_not(tmp_path: Path) -> None:
    (tmp_path / "2021.gold.json").write_text('{"year": 2021, "title": "gold"}', "utf-8")
    assert [one.title for one in read_resolutions([tmp_path])] == ["gold"]
    (tmp_path / "2021.json").write_text('{"year": 2021, "title": "records"}', "utf-8")
    assert [one.title for one in read_resolutions([tmp_path])] == ["records"]


def test_a_foreign_page_is_read_as_a_document(folder: Path) -> None:
    (folder / "2023.html").write_text("<meta name=generator content=Word><p>Поручить школам: купить мел.</p>", "utf-8")
    assert "2023.html" in [one.source.name for one in read_resolutions([folder])]


@pytest.mark.parametrize("text", [TEXT.format(year=2021), TEXT.format(year=2021) + "\n\n"], ids=["same bytes", "same text"])
def test_a_document_that_comes_twice_is_taken_once_with_a_note(folder: Path, text: str) -> None:
    (folder / "copy.txt").write_text(text, "utf-8")
    notes: list[str] = []
    names = [one.source.name for one in read_resolutions([folder / "2021.txt", folder / "2022.txt", folder / "copy.txt"], tell=notes.append)]
    assert names == ["2021.txt", "2022.txt"]
    assert [("copy.txt" in note, "2021.txt" in note) for note in notes] == [(True, True)]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["compare", *map(str, arguments)])


def test_the_command_tells_on_stderr_what_it_left_out(folder: Path) -> None:
    (folder / "links.json").write_text('{"links": []}', "utf-8")
    done = run(folder, "--out", folder / "a.json")
    assert (done.exit_code, "links.json" in done.stderr) == (0, True)


@pytest.mark.parametrize(("out", "register", "message"), [
    ("a.json", "a.json", "given twice"),
    ("a.json", "register.txt", "use one of .toml, .json"),
])
def test_a_register_that_cannot_be_written_is_refused_before_anything_is(folder: Path, out: str, register: str, message: str) -> None:
    done = run(folder, "--out", folder / out, "--register", folder / register)
    assert (done.exit_code, message in done.stderr) == (UsageError.exit_code, True)
    assert sorted(file.name for file in folder.iterdir()) == ["2021.txt", "2022.txt"]


def test_decisions_and_aliases_that_meet_nothing_are_told_of(folder: Path) -> None:
    (folder / "r.toml").write_text(
        '[[decisions]]\nruling = "must_link"\nfrom = { source = "2021.txt", item = "task-9" }\nto = { source = "2030.txt", item = "task-1" }\n'
        'author = "Лукина"\ndate = "2023-09-01"\n', "utf-8")
    (folder / "names.csv").write_text("школы;школьники\n", "utf-8")
    done = run(folder, "--out", folder / "a.json", "--register", folder / "r.toml", "--aliases", folder / "names.csv")
    assert done.exit_code == 0
    assert "task-9 of 2021.txt: there is no such item" in done.stderr
    assert "task-1 of 2030.txt: there is no such document" in done.stderr
    assert "no document names «школьники»\n" in done.stderr  # «школам» is the body «школы»


def test_a_whole_resolution_stays_what_it_is() -> None:
    whole = parse_text(TEXT.format(year=2021), name="2021.txt")
    assert complete_record(json.loads(to_json(whole)), name="other") == whole
