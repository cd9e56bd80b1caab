"""The scores may only rise: no figure of a gold set falls below its floor in ``floors.json``.

Where the scores have risen, raise the floors, so that they stay there; no floor is ever lowered by it::

    resolution-parser evaluate tests/gold/dev --write-floors tests/gold/floors.json

A set is a folder of documents with their gold. New documents make a new set: added to an old one, they would shift its figures. Where the
gold itself was wrong and its correction lowers a figure, the floor is lowered by hand, and the commit says why.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resolution_parser.evaluate import evaluate
from resolution_parser.evaluate.evaluation import SUFFIXES
from resolution_parser.evaluate.floors import find_falls, held_figures, read_floors, set_name

GOLD = Path(__file__).parent
FLOORS = read_floors(GOLD / "floors.json")
GOLD_FILES = sorted(GOLD.rglob("*.gold.json"))
SETS = sorted({set_name(path.parent, GOLD / "floors.json") for path in GOLD_FILES})


@pytest.mark.parametrize("gold_set", SETS)
def test_no_figure_falls_below_its_floor(gold_set: str) -> None:
    evaluation = evaluate(GOLD / gold_set)
    assert find_falls(FLOORS.get(gold_set, {}), held_figures(evaluation)) == ()


def test_every_gold_set_has_floors_and_no_other() -> None:
    assert sorted(FLOORS) == SETS, "resolution-parser evaluate tests/gold/SET --write-floors tests/gold/floors.json"


def test_the_floors_hold_the_figures_that_matter() -> None:
    for gold_set, floors in FLOORS.items():
        assert {"items_core_exact", "items_core_near", "bodies", "fields.deadline", "meta.title", "wholly_right"} <= set(floors), gold_set
        assert all(0 <= floor <= 1 for floor in floors.values()), gold_set


@pytest.mark.parametrize("path", GOLD_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_gold_is_json_and_stands_beside_its_document(path: Path) -> None:
    assert isinstance(json.loads(path.read_text("utf-8")), dict)
    name = path.name.removesuffix(".gold.json")
    assert any(path.with_name(f"{name}{suffix}").exists() for suffix in SUFFIXES)
