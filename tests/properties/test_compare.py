"""What holds for any series: the order counts for nothing, a later year changes nothing, the assignment is the best there is."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from resolution_parser.compare import compare, comparison_to_json
from resolution_parser.compare.assignment import best_assignment
from resolution_parser.compare.inputs import complete_record
from resolution_parser.records import Resolution

WORDS = st.sampled_from([
    "провести", "обеспечить", "качество", "ремонт", "школа", "музей", "хор", "автобус", "питание", "кружок", "библиотека", "дети", "№3", "2021"])
TEXTS = st.lists(WORDS, min_size=0, max_size=7).map(" ".join)
BODIES = st.lists(st.sampled_from(["Отдел образования", "РОО", "Школа № 1", "Школа № 2", "Администрация района"]), max_size=2)
TASKS = st.lists(st.fixed_dictionaries({"text": TEXTS, "bodies": BODIES.map(lambda names: [{"name": name} for name in names])}), max_size=6)


def series(years: list[list[dict[str, Any]]]) -> list[Resolution]:
    return [complete_record({"title": "Решение Кулябинской конференции", "year": 2000 + at, "tasks": [dict(one) for one in tasks]},
                            name=f"{2000 + at}.json") for at, tasks in enumerate(years)]


@settings(max_examples=40, deadline=None)
@given(st.lists(TASKS, min_size=2, max_size=4), st.randoms())
def test_any_order_gives_the_same_bytes_and_every_item_stands_in_a_thread(years: list[list[dict[str, Any]]], chance: Any) -> None:
    ordered, mixed = series(years), series(years)
    chance.shuffle(mixed)
    comparison = compare(ordered)
    assert comparison_to_json(compare(mixed)) == comparison_to_json(comparison)
    told = {(one.source, one.item) for thread in comparison.threads for one in thread.occurrences}
    assert told == {(document.source.name, task.id) for document in ordered for task in document.tasks}
    for line in comparison.summary.by_year[1:]:
        assert line.items == line.same + line.reworded + line.returned + line.new
    for link in comparison.links:
        assert 0 <= link.score <= 1
        assert (link.earlier.year or 0) < (link.later.year or 0)
        assert not (link.deadline_changed and link.deadline_shifted)


@settings(max_examples=40, deadline=None)
@given(st.lists(TASKS, min_size=3, max_size=4))
def test_a_later_year_changes_no_earlier_link_or_thread_id(years: list[list[dict[str, Any]]]) -> None:
    documents = series(years)
    before, after = compare(documents[:-1]), compare(documents)
    ids = {(one.source, one.item, thread.id) for thread in before.threads for one in thread.occurrences}
    assert ids <= {(one.source, one.item, thread.id) for thread in after.threads for one in thread.occurrences}
    pairs = {(link.earlier, link.later, link.score) for link in before.links}
    assert pairs <= {(link.earlier, link.later, link.score) for link in after.links}


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(-3, 20).map(float), max_size=14))
def test_the_assignment_has_the_greatest_sum_of_all(profits: dict[tuple[int, int], float]) -> None:
    def total(right: tuple[int, ...]) -> float:
        return sum(max(0.0, profits.get((left, column), 0.0)) for left, column in enumerate(right))

    pairs = best_assignment(profits)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)
    assert all(profits[pair] > 0 for pair in pairs)
    assert sum(profits[pair] for pair in pairs) == max(map(total, itertools.permutations(range(5))))
