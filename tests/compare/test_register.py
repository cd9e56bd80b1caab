"""The office's register keeps ids and holds decisions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resolution_parser.compare import Comparison, compare
from resolution_parser.compare.register import (
    Register,
    RegisteredDecision,
    RegisteredEnd,
    read_register,
    updated_register,
    write_register,
)
from resolution_parser.errors import SchemaError
from resolution_parser.records import Resolution
from tests.compare.makers import resolution

MEALS, BUSES, CHOIR = "обеспечить горячее питание учеников", "провести капитальный ремонт школьных автобусов", "организовать хор ветеранов труда"
YEARS = [resolution(2022, MEALS, BUSES), resolution(2023, BUSES, MEALS, CHOIR)]


def decision(ruling: str, one: str, other: str, **fields: str) -> RegisteredDecision:
    def end(place: str) -> RegisteredEnd:
        return RegisteredEnd(source=f"{place[:4]}.json", item=f"task-{place[5:]}")

    return RegisteredDecision(ruling=ruling, earlier=end(one), later=end(other), **{"author": "Лукина", "date": "2023-09-01", **fields})  # type: ignore[arg-type]


def ids(comparison: Comparison) -> dict[tuple[str, str], str]:
    return {(one.source, one.text): thread.id for thread in comparison.threads for one in thread.occurrences}


def decided(*decisions: RegisteredDecision, years: list[Resolution] = YEARS, seen: tuple[RegisteredDecision, ...] = ()) -> Comparison:
    return compare(years, register=Register(decisions=decisions, seen=seen))


@pytest.mark.parametrize("name", ["register.json", "register.toml"])
def test_a_register_comes_back_as_it_was_written(tmp_path: Path, name: str) -> None:
    register = updated_register(Register(decisions=(decision("must_link", "2022.1", "2023.3", note='«так»\n"и" не \\ иначе\x7f'),)), compare(YEARS))
    write_register(register, tmp_path / name)
    assert read_register(tmp_path / name) == register


@pytest.mark.parametrize("name", ["register.json", "register.toml"])
def test_ids_stay_when_an_earlier_year_is_added_or_the_first_is_left_out(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    before = compare(YEARS)
    write_register(updated_register(read_register(path), before), path)
    earlier = ids(compare([resolution(2021, CHOIR, "создать музей"), *YEARS], register=path))
    assert ids(before).items() <= earlier.items()
    assert (earlier["2021.json", CHOIR], earlier["2021.json", "создать музей"]) == ("thread-3", "thread-4")
    last_two = compare([YEARS[1], resolution(2024, CHOIR, MEALS)], register=path)
    for key in (("2023.json", MEALS), ("2023.json", CHOIR)):
        assert ids(last_two)[key] == ids(before)[key]
    new = compare([*YEARS, resolution(2024, "создать музей")], register=path)
    assert ids(new)["2024.json", "создать музей"] == "thread-4"


def test_a_register_written_twice_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "register.toml"
    for _ in range(2):
        write_register(updated_register(read_register(path), compare(YEARS, register=path)), path)
        once = path.read_bytes()
    assert path.read_bytes() == once


def test_the_offices_part_of_a_toml_register_is_not_touched(tmp_path: Path) -> None:
    own = ('# решено на совещании\n[[decisions]]\nruling = "must_not_link"\nfrom = { source = "2022.json", item = "task-1" }\n'
           'to = { source = "2023.json", item = "task-2" }\nauthor = "Лукина"\ndate = "2023-09-01"\n')
    path = tmp_path / "register.toml"
    path.write_text(own, "utf-8")
    for _ in range(2):
        write_register(updated_register(read_register(path), compare(YEARS, register=path)), path)
    assert path.read_text("utf-8").startswith(own)


def test_must_link_links_what_no_word_would_and_says_who_decided() -> None:
    comparison = decided(decision("must_link", "2022.1", "2023.3"))
    [link] = [link for link in comparison.links if link.later.item == "task-3"]
    assert (link.earlier.item, link.decided) == ("task-1", "Лукина, 2023-09-01")


def test_must_not_link_parts_what_has_the_same_words() -> None:
    comparison = decided(decision("must_not_link", "2022.1", "2023.2"))
    assert [(link.earlier.item, link.later.item) for link in comparison.links] == [("task-2", "task-1")]


def test_must_link_reaches_back_over_any_number_of_years() -> None:
    years = [resolution(2000, CHOIR), *(resolution(year, MEALS) for year in range(2001, 2020)), resolution(2020, MEALS, BUSES)]
    comparison = decided(decision("must_link", "2000.1", "2020.2"), years=years)
    assert ("2000.json", "2020.json") in {(link.earlier.source, link.later.source) for link in comparison.links}


@pytest.mark.parametrize(("now", "seen", "state"), [
    ([decision("must_link", "2022.1", "2023.3")], [], "new"),
    ([decision("must_link", "2022.1", "2023.3")], [decision("must_link", "2022.1", "2023.3")], "unchanged"),
    ([decision("must_not_link", "2022.1", "2023.3")], [decision("must_link", "2022.1", "2023.3")], "changed"),
    ([decision("must_link", "2022.1", "2023.3", author="Демин")], [decision("must_link", "2022.1", "2023.3")], "changed"),
    ([], [decision("must_link", "2022.1", "2023.3")], "withdrawn"),
    ([decision("must_link", "2022.9", "2023.3")], [], "unmatched"),
])
def test_a_decision_shows_what_became_of_it(now: list[RegisteredDecision], seen: list[RegisteredDecision], state: str) -> None:
    assert [one.state for one in decided(*now, seen=tuple(seen)).decisions] == [state]


def test_a_withdrawn_or_unmatched_decision_decides_nothing() -> None:
    plain = compare(YEARS).links
    assert decided(seen=(decision("must_not_link", "2022.1", "2023.2"),)).links == plain
    assert decided(decision("must_link", "2022.9", "2023.3")).links == plain


@pytest.mark.parametrize(("name", "text", "message"), [
    ("r.json", "{", "not valid JSON"),
    ("r.toml", "[[decisions", "not valid TOML"),
    ("r.json", '{"decisions": [{"ruling": "must_like"}]}', r"\$.decisions\[0\]"),
    ("r.json", '{"decisions": [{"ruling": "must_link", "to": {"source": "a", "item": "b"}, "author": "a", "date": "b"}]}', "`from`"),
    ("r.json", '{"decided": []}', "unknown key 'decided'"),
    ("r.json", "[]", "a decision needs"),
])
def test_a_faulty_register_is_told_of_with_its_place(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(SchemaError, match=message):
        read_register(tmp_path / name)


def test_a_pair_decided_both_ways_is_refused(tmp_path: Path) -> None:
    one = {"from": {"source": "a", "item": "1"}, "to": {"source": "b", "item": "1"}, "author": "a", "date": "d"}
    (tmp_path / "r.json").write_text(json.dumps({"decisions": [{**one, "ruling": "must_link"}, {**one, "ruling": "must_not_link"}]}), "utf-8")
    with pytest.raises(SchemaError, match="both ways"):
        read_register(tmp_path / "r.json")
