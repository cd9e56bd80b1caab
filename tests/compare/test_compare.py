"""What becomes of tasks from year to year."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from resolution_parser.compare import Comparison, compare, comparison_to_json
from resolution_parser.compare.comparison import Link
from resolution_parser.errors import UsageError
from tests.compare.makers import resolution, task

MEALS, BUSES = "обеспечить горячее питание учеников начальных классов", "провести капитальный ремонт школьных автобусов"
MUSEUM, CHOIR = "создать школьный музей боевой славы", "организовать районный хор ветеранов труда"


def links(*years: Any, **options: Any) -> list[tuple[str, str, str]]:
    return [(f"{link.earlier.year}.{link.earlier.item[5:]}", f"{link.later.year}.{link.later.item[5:]}", link.relation)
            for link in compare(years, **options).links]


def only_link(one: dict[str, Any], other: dict[str, Any], *, years: tuple[int, int] = (2021, 2022)) -> Link:
    found = compare([resolution(years[0], one, MUSEUM), resolution(years[1], other, MUSEUM)]).links
    [link] = [link for link in found if link.earlier.item == "task-1"]
    return link


# Relations

@pytest.mark.parametrize(("one", "other", "why"), [
    (MEALS, MEALS.upper(), "case"),
    ("провести смотр «Ёлка»", 'провести смотр "Елка"', "ё and quotes"),
    ("провести слёт – праздник труда", "провести слет - праздник  труда", "dashes and white space"),
    ("провести мониторинг в 2021-2022 учебном году", "провести мониторинг в 2022-2023 учебном году", "the school year's number"),
])
def test_what_does_not_count_leaves_the_task_the_same(one: str, other: str, why: str) -> None:
    assert only_link(task(one), task(other)).relation == "same", why


def test_deadline_and_target_are_told_by_flags_and_leave_the_task_the_same() -> None:
    def covered(share: int, year: int) -> dict[str, Any]:
        target = {"text": f"не менее {share} % детей", "value": share, "unit": "%", "comparator": "ge"}
        return {**task(f"охватить кружками не менее {share} % детей", due=f"{year}-10-01"), "indicators": [target]}

    link = only_link(covered(70, 2021), covered(75, 2022))
    assert (link.relation, link.indicators_changed, link.deadline_changed, link.deadline_shifted) == ("same", True, False, True)


def test_the_same_duty_in_other_words_is_reworded() -> None:
    link = only_link(task("усилить контроль за подвозом школьников автобусами"), task("обеспечить безопасную доставку учеников на автобусах"))
    assert link.relation == "reworded"
    assert any(reason.startswith("words: ") for reason in link.why)


def test_one_task_that_stands_as_two_is_split_and_back_again_merged() -> None:
    both, one, other = ("провести олимпиаду юных физиков и турнир юных шахматистов", "провести олимпиаду юных физиков",
                        "провести турнир юных шахматистов")
    assert links(resolution(2021, MEALS, both, MUSEUM), resolution(2022, MEALS, one, other, MUSEUM), resolution(2023, MEALS, both, MUSEUM)) == [
        ("2021.1", "2022.1", "same"), ("2021.2", "2022.2", "split"), ("2021.2", "2022.3", "split"), ("2021.3", "2022.4", "same"),
        ("2022.1", "2023.1", "same"), ("2022.2", "2023.2", "merged"), ("2022.3", "2023.2", "merged"), ("2022.4", "2023.3", "same")]


def test_one_text_under_two_bodies_follows_each_body() -> None:
    first = resolution(2021, task(MEALS, "Школа № 1"), task(MEALS, "Школа № 2"))
    second = resolution(2022, task(MEALS, "Школа № 2"), task(MEALS, "Школа № 1"))
    assert links(first, second) == [("2021.2", "2022.1", "same"), ("2021.1", "2022.2", "same")]


def test_one_text_under_two_bodies_and_then_under_one_heading_naming_both_is_merged() -> None:
    parts = [task(MEALS, "Школа № 1"), task(MEALS, "Школа № 2")]
    whole = task(MEALS, "Школа № 1", "Школа № 2")
    assert [link[2] for link in links(resolution(2021, *parts), resolution(2022, whole))] == ["merged", "merged"]
    assert [link[2] for link in links(resolution(2021, whole), resolution(2022, *parts))] == ["split", "split"]


def test_twins_of_another_body_are_not_merged() -> None:
    first = resolution(2021, task(MEALS, "Школа № 1"), task(MEALS, "Детский сад «Ромашка»"))
    assert links(first, resolution(2022, task(MEALS, "Школа № 1"))) == [("2021.1", "2022.1", "same")]


# What must not link

@pytest.mark.parametrize(("one", "other"), [
    ("обеспечить повышение качества подготовки ветеринаров", "обеспечить повышение качества ведения электронных дневников"),
    ("продолжить работу по созданию условий для незрячих читателей", "продолжить работу по созданию отделений ассоциации"),
    ("принять меры по развитию казачьих классов", "принять меры по развитию детского туризма"),
])
def test_stock_phrases_link_nothing(one: str, other: str) -> None:
    assert [link for link in links(resolution(2021, one, MUSEUM), resolution(2022, other, MUSEUM)) if link[0] == "2021.1"] == []


def test_a_new_task_in_the_place_of_a_dropped_one_is_new() -> None:
    first, second = resolution(2021, MEALS, BUSES, MUSEUM), resolution(2022, MEALS, CHOIR, MUSEUM)
    assert [link[:2] for link in links(first, second)] == [("2021.1", "2022.1"), ("2021.3", "2022.3")]


def test_documents_of_different_places_are_linked_by_nearly_equal_words_only() -> None:
    first, near = resolution(2021, "организовать летний отдых детей в пришкольных лагерях"), "организовать отдых школьников в лагерях"
    assert links(first, resolution(2022, near, place="Тихвальского")) == []
    assert len(links(first, resolution(2022, near))) == 1


# States and threads

def states(comparison: Comparison) -> dict[str, str]:
    return {thread.occurrences[0].text: thread.state for thread in comparison.threads}


def test_states_tell_what_became_of_each_task_at_the_last_year() -> None:
    comparison = compare([resolution(2021, MEALS, BUSES, MUSEUM), resolution(2022, MEALS, MUSEUM), resolution(2023, MEALS, BUSES, CHOIR)])
    assert states(comparison) == {MEALS: "kept", BUSES: "returned", MUSEUM: "dropped", CHOIR: "new"}
    [change] = next(thread for thread in comparison.threads if thread.state == "returned").changes
    assert change.skipped == (2022,)


def test_problems_that_stay_are_persisting_and_those_without_an_answer_are_told() -> None:
    worn, few = {"text": "изношены школьные автобусы"}, {"text": "не хватает врачей"}
    comparison = compare([resolution(2021, problems=[worn]), resolution(2022, BUSES, MEALS, problems=[worn, few])], kind="problems")
    assert states(comparison) == {worn["text"]: "persisting", few["text"]: "new"}
    assert [(hint.text, [one.text for one in hint.tasks]) for hint in comparison.hints] == [(worn["text"], [BUSES]), (few["text"], [])]


def test_the_summary_adds_up_and_tells_what_was_dropped_and_handed_over() -> None:
    comparison = compare([resolution(2021, MEALS, BUSES), resolution(2022, task(MEALS, "Отдел образования"), CHOIR)])
    first, second = comparison.summary.by_year
    assert (first.items, first.kept, first.new, first.dropped) == (2, 0, 0, 0)
    assert (second.items, second.same, second.reworded, second.returned, second.new) == (2, 1, 0, 0, 1)
    assert (second.handed_over, second.dropped) == (1, 1)
    by_body = {(one.body, one.year): (one.items, one.dropped) for one in comparison.summary.by_body}
    assert by_body == {("Образовательные организации района", 2021): (2, 0), ("Образовательные организации района", 2022): (1, 1),
                       ("Отдел образования", 2022): (1, 0)}


def test_a_further_year_changes_no_earlier_link_or_id() -> None:
    years = [resolution(2021, MEALS, BUSES, MUSEUM), resolution(2022, MUSEUM, CHOIR, f"{BUSES} и гаражей"),
             resolution(2023, "провести смотр хоров ветеранов труда", MEALS, "создать музей"), resolution(2024, CHOIR, BUSES, MUSEUM)]
    for count in (2, 3):
        before, after = compare(years[:count]), compare(years[:count + 1])
        assert [link.later for link in after.links][:len(before.links)] == [link.later for link in before.links]
        ids = {(one.source, one.item, thread.id) for thread in before.threads for one in thread.occurrences}
        assert ids <= {(one.source, one.item, thread.id) for thread in after.threads for one in thread.occurrences}


def test_the_order_of_the_documents_does_not_count_and_the_output_is_the_same_each_time() -> None:
    years = [resolution(2021, MEALS, BUSES), resolution(2022, BUSES, CHOIR), resolution(2023, MEALS, CHOIR)]
    assert len({comparison_to_json(compare(order)) for order in itertools.permutations(years)}) == 1


def test_documents_of_one_year_and_name_get_names_of_their_own() -> None:
    comparison = compare([resolution(2021, MEALS), resolution(2021, BUSES), resolution(2022, MEALS, BUSES)])
    assert [document.source for document in comparison.documents] == ["2021.json", "2021.json (2)", "2022.json"]


def test_one_document_is_nothing_to_compare() -> None:
    with pytest.raises(UsageError, match="1 of the two documents"):
        compare([resolution(2021, MEALS)])


# Deadlines

@pytest.mark.parametrize(("one", "other", "changed", "shifted", "why"), [
    ("2021-10-01", "2022-10-01", False, True, "moved on with the year"),
    ("2021-10-01", "2022-11-01", True, False, "another month"),
    ("2030-12-31", "2030-12-31", False, False, "the same day"),
    (None, "2022-10-01", True, False, "set for the first time"),
    ("2021-10-01", None, True, False, "given up"),
    (None, None, False, False, "none on either side"),
    ("2020-02-29", "2021-02-28", False, True, "the last of February"),
])
def test_deadlines(one: str | None, other: str | None, changed: bool, shifted: bool, why: str) -> None:
    years = (int((one or "2021")[:4]), int((one or "2021")[:4]) + 1)
    link = only_link(task(MEALS, due=one), task(MEALS, due=other), years=years)
    assert (link.deadline_changed, link.deadline_shifted) == (changed, shifted), why


def test_in_two_documents_of_one_year_no_deadline_has_moved_on_with_the_years() -> None:
    spring = resolution(2021, task(MEALS, due="2021-10-01"), event={"start": "2021-03-01"})
    autumn = resolution(2021, task(MEALS, due="2021-10-01"), event={"start": "2021-08-20"})
    [link] = compare([autumn, spring]).links
    assert (link.deadline_changed, link.deadline_shifted) == (False, False)
