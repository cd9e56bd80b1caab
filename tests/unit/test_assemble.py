"""The whole resolution: sections as a partition, coverage, warnings, period and year."""

from __future__ import annotations

import io
from typing import Any

import pytest

from resolution_parser.errors import UsageError
from resolution_parser.parser import Parser
from resolution_parser.readers.text import document_from_text
from resolution_parser.records import Resolution
from resolution_parser.stages.blocks import heal_blocks

PARSER = Parser()
TITLE = "РЕЗОЛЮЦИЯ\nсъезда пчеловодов края\n\n"
DECIDED = "РЕШИЛИ:\n1. Одобрить отчёт правления.\n2. Открыть музей мёда."

FULL = """\
Главная | Документы

РЕЗОЛЮЦИЯ
съезда пчеловодов края

12 мая 2021 года                              г. Тула

В работе съезда приняли участие 40 делегатов из всех районов края.

Участники съезда пчеловодов отмечают:
- выросло число пасек;
- открыт музей мёда.

Проблемы:
- гибель пчёл от ядохимикатов и

2

от болезней;
- отток молодых.

Съезд решил:
1. Одобрить отчёт правления.
2. Школам района:
- открыть кружки. Срок: до 1 сентября.

Контроль за исполнением резолюции возложить на правление союза.

Председатель союза                            А.В. Петров

Приложение № 1

Список делегатов съезда
"""


def parse(body: str) -> Resolution:
    return PARSER.parse_text(TITLE + body)


def codes(found: Resolution) -> list[str]:
    return [warning.code for warning in found.warnings]


# --- sections ------------------------------------------------------------------------------------------------------------------------


def test_the_sections_of_a_whole_document() -> None:
    kinds = [part.kind for part in PARSER.parse_text(FULL).sections if part.kind != "control"]
    assert kinds == [
        "furniture", "title", "preamble", "findings", "problems", "furniture", "problems", "proposals", "signatures", "annex",
    ]


DOCUMENTS = [FULL, TITLE + DECIDED, DECIDED, "", "Текст.", TITLE, TITLE + "Съезд отмечает рост. Однако не хватает кадров. Съезд просит помочь."]


@pytest.mark.parametrize("text", DOCUMENTS)
def test_every_letter_stands_in_one_section(text: str) -> None:
    found = PARSER.parse_text(text)
    owners = [0] * len(found.text)
    for part in found.sections:
        for at in range(part.span.start, part.span.end):
            owners[at] += 1
    for at, sign in enumerate(found.text):
        assert owners[at] <= 1
        if sign.isalnum():
            assert owners[at] == 1, found.text[at : at + 40]


@pytest.mark.parametrize("text", DOCUMENTS)
def test_every_paragraph_belongs_to_the_sections(text: str) -> None:
    found = PARSER.parse_text(text)
    document = document_from_text(text)
    for paragraph in heal_blocks(document, PARSER.lexicon):
        for start, end, _ in paragraph.map.pieces(0, len(paragraph.text)):
            assert any(part.span.start <= start and end <= part.span.end for part in found.sections), paragraph.text


@pytest.mark.parametrize("text", DOCUMENTS)
def test_sections_stand_in_order_with_ids_of_their_ranks(text: str) -> None:
    found = PARSER.parse_text(text)
    assert [part.id for part in found.sections] == [f"section-{rank}" for rank in range(1, len(found.sections) + 1)]
    assert [part.span.start for part in found.sections] == sorted(part.span.start for part in found.sections)


def test_headings_of_sections_stand_as_printed_without_the_colon() -> None:
    headings = [part.heading for part in PARSER.parse_text(FULL).sections if part.kind in ("findings", "proposals")]
    assert headings == ["Участники съезда пчеловодов отмечают", "Съезд решил"]


def test_items_name_the_section_of_their_kind() -> None:
    found = PARSER.parse_text(FULL)
    kinds = {part.id: part.kind for part in found.sections}
    assert [kinds[item.section] for item in (*found.findings, *found.problems, *found.proposals)] == [
        "findings", "findings", "problems", "problems", "proposals",
    ]


# --- coverage ------------------------------------------------------------------------------------------------------------------------


def test_a_document_that_is_read_in_full_is_covered_in_full() -> None:
    found = PARSER.parse_text(FULL)
    assert (found.coverage, [code for code in codes(found) if code == "unassigned"]) == (1.0, [])


def test_what_is_left_over_lowers_the_coverage_and_is_listed() -> None:
    left = "Погода в тот день стояла на редкость хорошая и тёплая."
    found = parse(f"{DECIDED}\n\n{left}")
    assert [found.text[warning.span.start : warning.span.end] for warning in found.warnings if warning.code == "unassigned" and warning.span] == [left]
    letters = sum(sign.isalpha() for sign in found.text)
    assert found.coverage == pytest.approx(1 - sum(sign.isalpha() for sign in left) / letters, abs=1e-3)


def test_an_empty_document_is_covered_and_has_no_items() -> None:
    found = PARSER.parse_text("")
    assert (found.coverage, found.title, found.year, list(found.items()), found.sections) == (1.0, None, None, [], ())


# --- warnings ------------------------------------------------------------------------------------------------------------------------


def test_a_plain_document_has_no_warnings() -> None:
    assert codes(parse(DECIDED)) == []


def test_a_document_without_a_title_says_so() -> None:
    assert codes(PARSER.parse_text(DECIDED)) == ["no_title"]


def test_a_document_without_items_says_so() -> None:
    assert "no_items" in codes(PARSER.parse_text(TITLE + "В селе Ольхово прошёл съезд пчеловодов."))


def test_look_alike_letters_are_told_of_once_and_do_not_hide_the_text() -> None:
    found = parse("PEШИЛИ:\n1. Oдобрить отчёт правления за XХI век.\n2. Открыть музей мёда в IT-парке.")
    warning, = found.warnings
    assert (warning.code, warning.message) == ("mixed_script", "2 words mix Latin letters with Cyrillic ones: PEШИЛИ")
    assert warning.span is not None
    assert found.text[warning.span.start : warning.span.end] == "PEШИЛИ"
    assert len(found.proposals) == 2


TRUNCATED: list[tuple[str, bool, str]] = [
    ("2. Открыть музей мё", True, "within a word"),
    ("2. Открыть музей мёда,", True, "at a comma"),
    ("2. Открыть музей мёда и", True, "at a conjunction"),
    ("2. Открыть музей мёда.", False, "with a full stop"),
    ("2. Открыть музей мёда", False, "without a full stop, but whole"),
    ("2. Открыть музей «Мёд»", False, "at a quote"),
    ("2. Открыть музей в г. Туле", False, "at a name"),
]


@pytest.mark.parametrize(("last", "truncated", "why"), TRUNCATED, ids=[why for *_, why in TRUNCATED])
def test_a_document_that_breaks_off_is_flagged_and_keeps_its_last_item(last: str, truncated: bool, why: str) -> None:
    found = parse(f"РЕШИЛИ:\n1. Одобрить отчёт.\n{last}")
    assert ("truncated" in codes(found)) is truncated, why
    assert len(found.proposals) == 2


# --- misuse --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("source", "what"), [
    (b"%PDF-1.4", "not bytes"),
    (None, "not NoneType"),
    (io.StringIO("РЕШЕНИЕ"), "opened in binary mode"),
])
def test_what_is_neither_a_path_nor_a_binary_file_is_refused_as_a_misuse(source: Any, what: str) -> None:
    with pytest.raises(UsageError, match=what) as fault:
        PARSER.parse(source)
    assert "parse_text" in fault.value.hint


# --- period and year -----------------------------------------------------------------------------------------------------------------

PERIODS: list[tuple[str, tuple[str, str, str, str] | None, str]] = [
    (
        "Задачи на 2021-2022 учебный год:\n1. Открыть музей.",
        ("2021-2022 учебный год", "academic_year", "2021-09-01", "2022-08-31"),
        "an academic year in a heading of tasks",
    ),
    ("Задачи на 2022 год:\n1. Открыть музей.", ("2022 год", "calendar_year", "2022-01-01", "2022-12-31"), "a calendar year"),
    ("Задачи на 2022-2024 годы:\n1. Открыть музей.", ("2022-2024 годы", "range", "2022-01-01", "2024-12-31"), "a range of years"),
    (
        "В 2021/2022 учебном году необходимо решать следующие задачи:\n1. Открыть музей.",
        ("2021-2022 учебный год", "academic_year", "2021-09-01", "2022-08-31"),
        "an academic year inside the heading",
    ),
    (DECIDED, None, "none"),
    ("РЕШИЛИ:\n1. Открыть музей в 2022 году.\n2. Издать книгу.", None, "a deadline of an item is no period"),
    ("В 2020-2021 учебном году прошли смотры.\n\n" + DECIDED, None, "a period that is only told of"),
    ("План работы на 2022 год\n\n" + DECIDED, None, "a plan that the tasks are not under"),
]


@pytest.mark.parametrize(("body", "period", "why"), PERIODS, ids=[why for *_, why in PERIODS])
def test_the_period_that_the_tasks_are_set_for(body: str, period: tuple[str, str, str, str] | None, why: str) -> None:
    found = parse(body).period
    read = (found.label, found.kind, found.start, found.end) if found else None
    assert (read[1:] if read else None) == (period[1:] if period else None), why


def test_the_label_of_a_period_is_in_the_nominative() -> None:
    period = parse("В 2021-2022 учебном году необходимо решать следующие задачи:\n1. Открыть музей.").period
    assert period is not None
    assert period.label == "2021-2022 учебный год"


YEARS: list[tuple[str, int | None, str]] = [
    (TITLE + "12 мая 2021 года\n\n" + DECIDED, 2021, "the event's date"),
    (TITLE + DECIDED + "\n\n12 мая 2020 года\n\nПредседатель            А.В. Петров", 2020, "the date below the text"),
    (TITLE + "Задачи на 2021-2022 учебный год:\n1. Открыть музей.", 2021, "the period's first year"),
    (TITLE + "12 мая 2021 года\n\nЗадачи на 2022 год:\n1. Открыть музей.", 2021, "the event's date beats the period"),
    (TITLE + DECIDED, None, "no date at all"),
    (TITLE + "РЕШИЛИ:\n1. Исполнять указ от 7 мая 2018 г. № 204.\n2. Открыть музей до 1 мая 2025 года.\n3. Издать книгу.", None, "dates of acts and deadlines"),
]


@pytest.mark.parametrize(("text", "year", "why"), YEARS, ids=[why for *_, why in YEARS])
def test_the_year_of_adoption(text: str, year: int | None, why: str) -> None:
    assert PARSER.parse_text(text).year == year, why


# --- source and mentions -------------------------------------------------------------------------------------------------------------


def test_the_source_tells_name_format_and_hash_of_the_text() -> None:
    found = PARSER.parse_text("РЕЗОЛЮЦИЯ", name="a.txt")
    assert (found.source.name, found.source.format, len(found.source.sha256), found.source.pages) == ("a.txt", "txt", 64, None)
    assert found.source.sha256 != PARSER.parse_text("РЕШЕНИЕ", name="a.txt").source.sha256


def test_mentions_stand_in_document_order_with_true_spans() -> None:
    found = parse(
        "Руководствуясь указом Президента РФ от 7 мая 2018 г. № 204, съезд решил:\n"
        "1. Одобрить доклад председателя союза А.В. Петрова.\n2. Продолжить национальный проект «Образование»."
    )
    assert [reference.number for reference in found.references] == ["204"]
    assert [programme.name for programme in found.programmes] == ["Образование"]
    assert [person.name for person in found.persons] == ["А.В. Петров"]
    assert "204" in found.text[found.references[0].span.start : found.references[0].span.end]
    assert "Образование" in found.text[found.programmes[0].span.start : found.programmes[0].span.end]
    assert "Петров" in found.text[found.persons[0].span.start : found.persons[0].span.end]


def test_the_same_text_gives_the_same_resolution() -> None:
    assert PARSER.parse_text(FULL) == Parser().parse_text(FULL)
