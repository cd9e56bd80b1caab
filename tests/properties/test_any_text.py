"""Any text at all gives a resolution that keeps its promises."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolution_parser import Parser
from tests.properties.grammar import BREAKS, PIECES, random_text, wording
from tests.properties.invariants import broken

PARSER = Parser()
SEEDS = 400
BATCH = 40

words = st.sampled_from(sorted({*PIECES, *wording()}))
lines = st.lists(st.tuples(words, st.sampled_from(BREAKS)).map("".join), max_size=12).map("".join)


@settings(max_examples=150)
@given(st.text(max_size=300))
def test_any_unicode_gives_a_resolution(text: str) -> None:
    assert broken(PARSER.parse_text(text)) == []


@settings(max_examples=150)
@given(lines)
def test_any_order_of_the_parsers_own_wording_gives_a_resolution(text: str) -> None:
    assert broken(PARSER.parse_text(text)) == []


@settings(max_examples=80)
@given(st.lists(st.one_of(lines, st.text(max_size=40)), max_size=4).map("\nРЕШИЛИ:\n1. ".join))
def test_anything_under_a_cue_gives_items_that_stand_where_they_say(text: str) -> None:
    assert broken(PARSER.parse_text("РЕШЕНИЕ съезда\n\nРЕШИЛИ:\n1. " + text)) == []


@pytest.mark.parametrize("first", range(0, SEEDS, BATCH))
def test_long_mixtures_give_a_resolution(first: int) -> None:
    found = {seed: broken(PARSER.parse_text(random_text(seed))) for seed in range(first, first + BATCH)}
    assert {seed: faults for seed, faults in found.items() if faults} == {}


EDGES = [
    ("", "nothing"),
    ("\n" * 10_000, "blank lines only"),
    ("\n" * 10_000 + "РЕШЕНИЕ съезда\n\nСъезд решил:\n" + "\n" * 10_000 + "1. Одобрить отчёт.", "10,000 blank lines inside"),
    ("Съезд решил: 1) «одобрить; 2) «утвердить; 3) «„принять", "quotes that are never closed"),
    ("Съезд решил:\n1. " + "(" * 3_000 + ")" * 3_000, "deep brackets: nothing may recurse by bracket"),
    ("Съезд решил:\n1. Поручить " + "(отв. школы) а " * 3_000, "a thousand notes in one item: nothing may recurse by note"),
    ("Съезд решил:\n" + "\n".join("1." * depth + " Поручить школам:" for depth in range(1, 200)), "200 levels of numbers"),
    ("Съезд решил:\n1. Довести до " + "9" * 5_000 + " %", "a number that int() and float() refuse or make infinite"),
    ("Съезд решил:\n" + "9" * 5_000 + ". Одобрить", "a list number that int() refuses"),
    ("İ) а", "a letter whose lower case is two characters"),
    ("Съезд решил:\n1. Поручить школам\n2. \ud800\n3. а\x00б", "half a surrogate pair and a NUL"),
    ("Съезд решил:\n1. до **\n\nконца** года\n2. ***а***", "emphasis cut by a blank line"),
]


@pytest.mark.parametrize(("text", "why"), EDGES, ids=[why for _, why in EDGES])
def test_edges_give_a_resolution(text: str, why: str) -> None:
    assert broken(PARSER.parse_text(text)) == []
