"""Scans of the corpus give nearly the records of its texts. Recognition takes a second or two a page: about a minute on two cores."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

import pytest
from scan_records import Comparison, compare_scan

CORPUS = Path(__file__).parent.parent / "gold" / "corpus"
NEAR = 0.90  # of the items
DOCUMENTS = (
    "avg_verhnelug_2023", "forum_slet_dobro_2025", "forum_slushaniya_ilmen_2019", "misc_culture_2019", "misc_sport_2012",
    "nauka_biblioteki_2008", "nauka_fiziki_1996", "prot_kollegia_verhnekamenka_2019", "prot_soveshanie_solontsy_2021", "rasskazovo_2021",
)
SCANS = [
    *((name, "pdf") for name in DOCUMENTS),
    *((name, format) for name in ("misc_sport_2012", "nauka_fiziki_1996") for format in ("tif", "jpg", "png")),
]


@pytest.fixture(scope="module")
def comparisons() -> Iterator[dict[tuple[str, str], Future[Comparison]]]:
    """All scans, recognised two at a time; each test waits for its own."""
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as pool:
        yield {(name, format): pool.submit(compare_scan, CORPUS / f"{name}.txt", format) for name, format in SCANS}


@pytest.mark.parametrize(("name", "format"), SCANS)
def test_items_of_a_scan_are_nearly_those_of_the_text(
    comparisons: dict[tuple[str, str], Future[Comparison]], name: str, format: str,
) -> None:
    compared = comparisons[name, format].result()
    missed = [item for item in compared.wanted if item not in compared.found]
    assert compared.share >= NEAR, (missed, [item for item in compared.found if item not in compared.wanted])


def test_most_items_of_the_scans_are_right_to_the_letter(comparisons: dict[tuple[str, str], Future[Comparison]]) -> None:
    found = [comparison.result() for comparison in comparisons.values()]
    exact = sum(item in comparison.found for comparison in found for item in comparison.wanted)
    assert exact / sum(len(comparison.wanted) for comparison in found) >= 0.75


def test_no_item_of_a_scan_is_held_for_sure(comparisons: dict[tuple[str, str], Future[Comparison]]) -> None:
    assert all(confidence < 0.95 for comparison in comparisons.values() for confidence in comparison.result().confidences)
