"""Units: a cue that runs into its content is cut off it, and an enumeration inside a paragraph is a list."""

from __future__ import annotations

import pytest

from resolution_parser.lexicon import Lexicon
from resolution_parser.readers.text import document_from_text
from resolution_parser.stages.blocks import heal_blocks
from resolution_parser.stages.units import Unit, colon_positions, paragraph_units

LEXICON = Lexicon.default()


def units(text: str) -> list[Unit]:
    (paragraph,) = heal_blocks(document_from_text(text), LEXICON)
    return paragraph_units(paragraph, lexicon=LEXICON)


def read(text: str) -> list[tuple[str | None, str]]:
    """Label and text of each unit."""
    return [(unit.label, unit.text) for unit in units(text)]


RUN_IN: list[tuple[str, list[tuple[str | None, str]], str]] = [
    ("РЕШИЛИ: утвердить план.", [(None, "РЕШИЛИ:"), (None, "утвердить план.")], "a decision"),
    ("Съезд постановил: открыть музей.", [(None, "Съезд постановил:"), (None, "открыть музей.")], "with its subject"),
    ("Участники отмечают: охват вырос.", [(None, "Участники отмечают:"), (None, "охват вырос.")], "a finding"),
    ("Проблемы: износ дорог.", [(None, "Проблемы:"), (None, "износ дорог.")], "a noun"),
    ("Решили: 1. Открыть музей.", [(None, "Решили:"), ("1.", "Открыть музей.")], "the first item of a list behind the cue"),
    ("РЕШИЛИ: - открыть музей;", [(None, "РЕШИЛИ:"), ("-", "открыть музей;")], "a hyphen behind the cue"),
    (
        "РЕШИЛИ: 1) открыть музей; 2) обучить кадры.",
        [(None, "РЕШИЛИ:"), ("1)", "открыть музей;"), ("2)", "обучить кадры.")],
        "an enumeration behind the cue",
    ),
    ("РЕШИЛИ:", [(None, "РЕШИЛИ:")], "nothing behind the cue"),
    ("Открыть музей: зал мёда и зал воска.", [(None, "Открыть музей: зал мёда и зал воска.")], "a colon without a cue"),
    ("Съезд решил открыть музей.", [(None, "Съезд решил открыть музей.")], "a cue without a colon"),
    ("Съезд, начатый в 10:00, решил: открыть музей.", [(None, "Съезд, начатый в 10:00, решил:"), (None, "открыть музей.")], "a time of day"),
    (
        "Обсудив доклад «Мёд: вкус края», съезд решил: открыть музей.",
        [(None, "Обсудив доклад «Мёд: вкус края», съезд решил:"), (None, "открыть музей.")],
        "a colon inside quotes",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), RUN_IN, ids=[why for *_, why in RUN_IN])
def test_a_cue_that_runs_into_its_content_is_a_unit_of_its_own(text: str, expected: list[tuple[str | None, str]], why: str) -> None:
    assert read(text) == expected, why


ENUMERATIONS: list[tuple[str, list[tuple[str | None, str]], str]] = [
    (
        "Поручить правлению: 1) открыть музей; 2) обучить кадры; 3) издать книгу.",
        [(None, "Поручить правлению:"), ("1)", "открыть музей;"), ("2)", "обучить кадры;"), ("3)", "издать книгу.")],
        "numbers",
    ),
    ("Обеспечить: а) подвоз; б) питание.", [(None, "Обеспечить:"), ("а)", "подвоз;"), ("б)", "питание.")], "letters"),
    (
        "2. Правлению: а) открыть музей; б) обучить кадры.",
        [("2.", "Правлению:"), ("а)", "открыть музей;"), ("б)", "обучить кадры.")],
        "letters under a number",
    ),
    ("Обеспечить (1) подвоз, (2) питание.", [(None, "Обеспечить"), ("(1)", "подвоз,"), ("(2)", "питание.")], "numbers in brackets"),
    ("Решили: 1. Открыть музей. 2. Обучить кадры.", [(None, "Решили:"), ("1.", "Открыть музей."), ("2.", "Обучить кадры.")], "dots"),
    ("1. Открыть музей (см. 2) и школу.", [("1.", "Открыть музей (см. 2) и школу.")], "a number in brackets that does not count up"),
    ("Открыть музей в доме 1) и только.", [(None, "Открыть музей в доме 1) и только.")], "one mark is no list"),
    ("Охват вырос на 1.5 и 2.5 процента.", [(None, "Охват вырос на 1.5 и 2.5 процента.")], "decimal numbers"),
    ("Открыть музей; обучить кадры; издать книгу.", [(None, "Открыть музей; обучить кадры; издать книгу.")], "semicolons alone part nothing"),
    ("1. Открыть музей. Обучить кадры.", [("1.", "Открыть музей. Обучить кадры.")], "two sentences of one item"),
]


@pytest.mark.parametrize(("text", "expected", "why"), ENUMERATIONS, ids=[why for *_, why in ENUMERATIONS])
def test_an_enumeration_inside_a_paragraph_is_a_list(text: str, expected: list[tuple[str | None, str]], why: str) -> None:
    assert read(text) == expected, why


def test_items_of_an_enumeration_know_that_they_stand_inside_a_paragraph() -> None:
    assert [unit.inline for unit in units("Обеспечить: а) подвоз; б) питание.")] == [False, True, True]


def test_what_stands_before_an_enumeration_opens_it_even_without_a_colon() -> None:
    assert [unit.opens for unit in units("Обеспечить (1) подвоз, (2) питание.")] == [True, False, False]


def test_of_several_sentences_before_a_colon_the_last_is_the_heading() -> None:
    assert read("Число пасек растёт. Съезду видны и такие заботы края:") == [
        (None, "Число пасек растёт."), (None, "Съезду видны и такие заботы края:"),
    ]


def test_sentences_behind_the_last_item_of_an_enumeration_are_no_part_of_it() -> None:
    found = read("Съезд решил: 1) открыть музей; 2) обучить кадры. Участники благодарят хозяев съезда.")
    assert found[-2:] == [("2)", "обучить кадры."), (None, "Участники благодарят хозяев съезда.")]


WHOLE = [
    "РЕШИЛИ: 1) открыть музей; 2) обучить кадры. Участники благодарят хозяев.",
    "2. Правлению: а) открыть музей; б) обучить кадры.",
    "Число пасек растёт. Съезд отмечает: мёд хорош.",
    "Открыть музей: зал мёда.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_units_stand_in_order_and_leave_out_only_markers_and_white_space(text: str) -> None:
    found = units(text)
    at = found[0].paragraph.body_start
    for unit in found:
        between = unit.paragraph.text[at : unit.start].strip()
        assert between == (unit.label if unit.label and unit.inline else "") or between == (unit.label or "")
        at = unit.end
    assert at == len(found[0].paragraph.text)


COLONS: list[tuple[str, list[int], str]] = [
    ("решил: да", [5], "one"),
    ("в 10:00 решил: да", [13], "a time of day"),
    ('доклад "Мед: вкус" решил: да', [24], "inside quotes"),
    ("решил (так: да)", [], "inside brackets"),
    ("решил) так: да", [10], "a bracket that was never opened"),
    ("", [], "nothing"),
]


@pytest.mark.parametrize(("folded", "expected", "why"), COLONS, ids=[why for *_, why in COLONS])
def test_colons_outside_quotes_brackets_and_times(folded: str, expected: list[int], why: str) -> None:
    assert colon_positions(folded) == expected, why
