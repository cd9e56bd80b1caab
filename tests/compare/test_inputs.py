"""What `compare` takes: documents, JSON made earlier, records made by hand, folders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resolution_parser import parse_text, to_json
from resolution_parser.compare.inputs import complete_record, read_record, read_resolutions
from resolution_parser.errors import FileMissing, SchemaError

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


def test_of_a_folder_the_json_counts_where_there_is_any(folder: Path) -> None:
    assert [one.source.name for one in read_resolutions([folder])] == ["2021.txt", "2022.txt"]
    (folder / "2023.json").write_text('{"year": 2023}', "utf-8")
    assert [one.source.name for one in read_resolutions([folder])] == ["2023.json"]


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


def test_a_whole_resolution_stays_what_it_is() -> None:
    whole = parse_text(TEXT.format(year=2021), name="2021.txt")
    assert complete_record(json.loads(to_json(whole)), name="other") == whole
