"""Documents that have nothing to do with one another give hardly any link: stock phrases alone never link."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from resolution_parser.compare import compare
from resolution_parser.compare.inputs import read_record
from resolution_parser.records import Resolution

GOLD = Path(__file__).parents[1] / "gold"
RECORDS = [read_record(path) for path in sorted(GOLD.rglob("*.gold.json")) if not path.relative_to(GOLD).parts[0].startswith("series")]


def mixed(seed: int) -> list[Resolution]:
    """The gold documents, each cut in two by its tasks, in a mixed order, each of a year of its own."""
    chance = random.Random(seed)
    halves = []
    for record in RECORDS:
        tasks = list(record.tasks)
        chance.shuffle(tasks)
        halves += [replace(record, tasks=tuple(part)) for part in (tasks[::2], tasks[1::2]) if part]
    chance.shuffle(halves)
    return [replace(one, year=1800 + at, source=replace(one.source, name=f"{at}.json")) for at, one in enumerate(halves)]


@pytest.mark.parametrize("seed", [1, 2])
def test_two_hundred_unrelated_documents_give_under_one_link_for_a_hundred_tasks(seed: int) -> None:
    documents = mixed(seed)
    tasks = sum(len(document.tasks) for document in documents)
    assert len(documents) > 180
    assert 100 * len(compare(documents).links) < tasks
