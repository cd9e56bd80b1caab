"""From drafts to records: whose body wins, where the deadline comes from, what is trimmed off, where an item stands."""

from __future__ import annotations

import pytest

from resolution_parser.lexicon import Lexicon
from resolution_parser.parser import Parser
from resolution_parser.records import Resolution, Task
from resolution_parser.stages.items import trim_item
from resolution_parser.stages.paragraphs import clean_pieces
from resolution_parser.stages.status import read_status

PARSER = Parser()
LEXICON = Lexicon.default()
TITLE = "РЕЗОЛЮЦИЯ\nсъезда пчеловодов края\n\n12 мая 2021 года\n\n"


def parse(body: str) -> Resolution:
    return PARSER.parse_text(TITLE + body)


def task(body: str) -> Task:
    """The one task of a document."""
    (found,) = parse(body).tasks
    return found


def bodies(found: Task) -> list[tuple[str, str]]:
    return [(body.name, body.role) for body in found.bodies]


# --- whose body ----------------------------------------------------------------------------------------------------------------------

HEADING = "РЕШИЛИ:\n\nШколам района:\n"
TABLE = "РЕШИЛИ:\n\nШколам района:\n\nМероприятие\tСрок\tОтветственный\n"

WHOSE: list[tuple[str, list[tuple[str, str]], str]] = [
    (HEADING + "- открыть музей.", [("Школы района", "executor")], "the heading"),
    (HEADING + "- открыть музей (отв. – отдел культуры).", [("отдел культуры", "executor")], "a note beats the heading"),
    (HEADING + "- открыть музей.\nОтветственный: отдел культуры.", [("отдел культуры", "executor")], "a note on its own line beats the heading"),
    (HEADING + "- рекомендовать отделу культуры открыть музей.", [("отдел культуры", "executor")], "an addressee in the item beats the heading"),
    (
        HEADING + "- поручить отделу культуры открыть музей (отв. – Петров А.В.).",
        [("отдел культуры", "executor")],
        "an addressee in the item beats a note",
    ),
    (TABLE + "Открыть музей\tмай\tотдел культуры\nИздать\tмай\t", [("отдел культуры", "executor")], "a column beats the heading"),
    (
        "РЕШИЛИ:\n1. Рекомендовать школам района:\n1.1. отделу культуры открыть музей.",
        [("отдел культуры", "executor")],
        "an addressee in a deeper item",
    ),
    ("РЕШИЛИ:\n1. Поручить отделу культуры района открыть музей.", [("отдел культуры района", "executor")], "an addressee alone"),
]


@pytest.mark.parametrize(("body", "expected", "why"), WHOSE, ids=[why for *_, why in WHOSE])
def test_the_addressee_beats_the_note_which_beats_the_heading(body: str, expected: list[tuple[str, str]], why: str) -> None:
    assert bodies(parse(body).tasks[0]) == expected, why


PARTNERS: list[tuple[str, list[tuple[str, str]], str]] = [
    (HEADING + "- открыть музей совместно с отделом культуры.", [("Школы района", "executor"), ("отдел культуры", "partner")], "a partner in the item"),
    (
        "РЕШИЛИ:\n\nШколам района совместно с отделом культуры:\n- открыть музей.",
        [("Школы района", "executor"), ("отдел культуры", "partner")],
        "a partner in the heading",
    ),
    (
        "РЕШИЛИ:\n\nШколам района совместно с отделом культуры:\n- открыть музей при участии совета ветеранов.",
        [("Школы района", "executor"), ("отдел культуры", "partner"), ("совет ветеранов", "partner")],
        "a partner in each",
    ),
    (
        "РЕШИЛИ:\n1. Школам района совместно с отделом культуры открыть музей.",
        [("Школы района", "executor"), ("отдел культуры", "partner")],
        "both in the item",
    ),
]


@pytest.mark.parametrize(("body", "expected", "why"), PARTNERS, ids=[why for *_, why in PARTNERS])
def test_partners_stand_behind_the_executors(body: str, expected: list[tuple[str, str]], why: str) -> None:
    assert bodies(task(body)) == expected, why


def test_the_span_of_a_body_is_the_body_as_printed() -> None:
    for text in (HEADING + "- открыть музей.", HEADING + "- открыть музей (отв. – отдел культуры).", "РЕШИЛИ:\n1. Поручить отделу культуры открыть музей."):
        found = parse(text)
        for body in found.tasks[0].bodies:
            assert found.text[body.span.start : body.span.end] == body.text


# --- deadlines -----------------------------------------------------------------------------------------------------------------------

DEADLINES: list[tuple[str, str | None, str | None, str | None, str]] = [
    (HEADING + "- открыть музей до 1 сентября 2022 года.", "до 1 сентября 2022 года", None, "2022-09-01", "in the item"),
    (HEADING + "- открыть музей. Срок: до 1 сентября 2022 года.", "до 1 сентября 2022 года", None, "2022-09-01", "a note: the value without its key"),
    (HEADING + "- открыть музей.\nСрок – до 1 сентября 2022 года", "до 1 сентября 2022 года", None, "2022-09-01", "a note on its own line"),
    (
        HEADING + "- открыть музей до 1 мая 2022 года. Срок: до 1 сентября 2022 года.",
        "до 1 сентября 2022 года", None, "2022-09-01", "a note beats the item",
    ),
    (TABLE + "Открыть музей\tдо 1 сентября 2022 года\tшкола\nИздать\tмай\tшкола", "до 1 сентября 2022 года", None, "2022-09-01", "a column"),
    (
        "РЕШИЛИ:\n\nШколам района:\n1. До 1 сентября 2022 года открыть:\n- музей мёда.",
        "До 1 сентября 2022 года", None, "2022-09-01", "the lead over the item",
    ),
    (HEADING + "- открыть музей до 1 сентября.", "до 1 сентября", None, "2021-09-01", "the year of the event"),
    (HEADING + "- открыть музей до 1 марта.", "до 1 марта", None, "2022-03-01", "the first such day after the event"),
    (HEADING + "- проводить смотр ежегодно.", "ежегодно", None, None, "no end"),
    (HEADING + "- открыть музей.", None, None, None, "none"),
    (HEADING + "- исполнять закон от 1 сентября 2020 г. № 5 «О мёде».", None, None, None, "the date of an act"),
    (HEADING + "- открыть ясли для детей от 1 до 3 лет.", None, None, None, "an age"),
]


@pytest.mark.parametrize(("body", "text", "start", "end", "why"), DEADLINES, ids=[why for *_, why in DEADLINES])
def test_the_deadline_of_a_task(body: str, text: str | None, start: str | None, end: str | None, why: str) -> None:
    deadline = parse(body).tasks[0].deadline
    assert (deadline and deadline.text, deadline and deadline.start, deadline and deadline.end) == (text, start, end), why


def test_a_deadline_inside_the_item_stays_in_its_text_and_a_note_does_not() -> None:
    assert task(HEADING + "- открыть музей до 1 мая 2022 года.").text == "открыть музей до 1 мая 2022 года"
    assert task(HEADING + "- открыть музей. Срок: до 1 мая 2022 года.").text == "открыть музей"


# --- action and modality -------------------------------------------------------------------------------------------------------------

ACTIONS: list[tuple[str, str | None, str]] = [
    ("РЕШИЛИ:\n1. Рекомендовать школам усилить охрану.", "усилить", "the addressed infinitive"),
    (HEADING + "- открыть и обставить музей.", "открыть", "the first of several"),
    (HEADING + "- создание музея.", None, "a noun phrase"),
    (HEADING + "- не допускать гибели пчёл.", "не допускать", "with its negation"),
    (HEADING + "- систематически и повсеместно проводить смотры.", "проводить", "behind adverbs"),
    ("РЕШИЛИ:\n1. Съезд призывает пчеловодов объединиться в союз.", "объединиться", "the infinitive of an appeal"),
]


@pytest.mark.parametrize(("body", "action", "why"), ACTIONS, ids=[why for *_, why in ACTIONS])
def test_the_action_of_a_task(body: str, action: str | None, why: str) -> None:
    assert task(body).action == action, why


def test_a_finite_performative_has_no_action() -> None:
    (item,) = parse("Съезд поддерживает создание школы пчеловода.").proposals
    assert item.action is None


MODALITIES: list[tuple[str, str, str]] = [
    ("Рекомендовать школам района открыть музей.", "recommendation", "рекомендовать"),
    ("Предложить школам района открыть музей.", "recommendation", "предложить"),
    ("Поручить школам района открыть музей.", "obligation", "поручить"),
    ("Обязать школы района открыть музей.", "obligation", "обязать"),
    ("Просить администрацию района открыть музей.", "request", "просить"),
    ("Обратиться в администрацию района с просьбой открыть музей.", "request", "обратиться"),
    ("Ходатайствовать перед администрацией района об открытии музея.", "request", "ходатайствовать"),
    ("Школам района открыть музей.", "obligation", "a bare dative under решили"),
]


@pytest.mark.parametrize(("item", "modality", "why"), MODALITIES, ids=[why for *_, why in MODALITIES])
def test_the_verb_of_an_item_gives_its_modality(item: str, modality: str, why: str) -> None:
    assert task(f"РЕШИЛИ:\n1. {item}").modality == modality, why


def test_the_verb_of_an_item_beats_that_of_its_section() -> None:
    assert task("Съезд рекомендует:\n1. Обязать школы района открыть музей.").modality == "obligation"


# --- the text of an item -------------------------------------------------------------------------------------------------------------

TRIMMED: list[tuple[str, str, str]] = [
    ("открыть музей;", "открыть музей", "a semicolon"),
    ("открыть музей.", "открыть музей", "a full stop"),
    ("открыть музей,", "открыть музей", "a comma"),
    ("открыть музей ;", "открыть музей", "a space before it"),
    ("открыть музей...", "открыть музей", "three dots"),
    ("открыть музей в 2022 г.", "открыть музей в 2022 г.", "a year"),
    ("открыть музей в 2022 г.;", "открыть музей в 2022 г.", "a year and a semicolon"),
    ("закупить ульи, рамки и т. д.", "закупить ульи, рамки и т. д.", "и т. д."),
    ("закупить ульи, рамки и т.п.", "закупить ульи, рамки и т.п.", "и т.п."),
    ("закупить ульи, рамки и др.", "закупить ульи, рамки и др.", "и др."),
    ("наградить Петрова А.В.", "наградить Петрова А.В.", "initials"),
    ("наградить Петрова А. В.", "наградить Петрова А. В.", "initials with a space"),
    ("выделить 5 млн руб.", "выделить 5 млн руб.", "roubles"),
    ("открыть музей «Мёд».", "открыть музей «Мёд»", "a quote"),
    ("открыть музей (в Туле).", "открыть музей (в Туле)", "a bracket"),
    ("открыть музей!", "открыть музей!", "an exclamation stays"),
    ("открыть музей", "открыть музей", "nothing to trim"),
    ("", "", "nothing"),
    (".", "", "a full stop alone"),
]


@pytest.mark.parametrize(("printed", "text", "why"), TRIMMED, ids=[why for *_, why in TRIMMED])
def test_closing_signs_are_trimmed_and_abbreviations_are_not(printed: str, text: str, why: str) -> None:
    assert trim_item(printed, lexicon=LEXICON) == text, why


PRINTED: list[tuple[str, str, str]] = [
    ("- обучить **молодых** пчеловодов;", "обучить молодых пчеловодов", "emphasis marks off"),
    ("- обучить   молодых\u00a0пчеловодов;", "обучить молодых пчеловодов", "white space collapsed"),
    ("- обучить молодых пчело-\nводов;", "обучить молодых пчеловодов", "hyphenation undone"),
    ("- обучить молодых,\n\nопытных и всех прочих;", "обучить молодых, опытных и всех прочих", "a blank line inside"),
    ("- открыть «Музей Ёлки»;", "открыть «Музей Ёлки»", "case, quotes and ё as printed"),
    ("- обучить молодых пчеловoдов ;", "обучить молодых пчеловoдов", "a Latin look-alike is not repaired"),
    ("- обучить молодых , опытных;", "обучить молодых , опытных", "a space before a comma is not repaired"),
]


@pytest.mark.parametrize(("printed", "text", "why"), PRINTED, ids=[why for *_, why in PRINTED])
def test_the_text_is_the_item_as_a_person_would_quote_it(printed: str, text: str, why: str) -> None:
    assert [item.text for item in parse(f"РЕШИЛИ:\n{printed}\n- издать книгу.").items()] == [text, "издать книгу"], why


# --- spans ---------------------------------------------------------------------------------------------------------------------------

SPANNED = [
    "РЕШИЛИ:\n1. Открыть  **музей** мёда;\n2. Школам района:\n- провести\n  уроки мужества (отв. – отдел культуры).",
    "РЕШИЛИ:\n- обучить молодых,\n\nопытных и всех прочих;\n\n2\n\n- издать книгу о пчёлах и о мёде, а также\n\n3\n\nо воске.",
    "РЕШИЛИ: 1) открыть музей; 2) издать книгу.\n\nСъезд отмечает рост. Однако не хватает кадров.",
    "РЕШИЛИ:\n\nМероприятие\tСрок\tОтветственный\nОткрыть музей\tмай\tшкола\nИздать книгу\tиюнь\tсоюз",
    "Проблемы:\n- недостаточное финанси-\nрование отрасли;\n- износ ульев.",
]


@pytest.mark.parametrize("body", SPANNED)
def test_the_spans_sliced_and_cleaned_give_the_text(body: str) -> None:
    found = parse(body)
    assert list(found.items())
    for item in found.items():
        assert clean_pieces(found.text[span.start : span.end] for span in item.spans) == item.text


def test_an_item_that_nothing_cuts_has_one_span() -> None:
    (item,) = parse("РЕШИЛИ:\n- обучить молодых\n  пчеловодов края.").proposals
    assert len(item.spans) == 1


def test_an_item_cut_by_a_page_number_has_two_spans() -> None:
    found = parse("РЕШИЛИ:\n- обучить молодых пчеловодов края и\n\n2\n\nвсех желающих.")
    (item,) = found.proposals
    assert [found.text[span.start : span.end] for span in item.spans] == ["обучить молодых пчеловодов края и", "всех желающих"]


def test_the_spans_of_an_item_broken_by_a_page_know_their_pages() -> None:
    (item,) = parse("РЕШИЛИ:\n- обучить молодых пчеловодов края и\fвсех желающих.").proposals
    assert [span.page for span in item.spans] == [1, 2]


# --- ids and status ------------------------------------------------------------------------------------------------------------------


def test_ids_are_the_kind_and_the_rank_in_the_document() -> None:
    found = parse("Проблемы:\n- износ;\n- отток.\n\nРЕШИЛИ:\n1. Открыть музей.\n2. Школам района издать книгу.\n3. Провести смотр.")
    assert [item.id for item in found.items()] == ["problem-1", "problem-2", "proposal-1", "task-1", "proposal-2"]


STATUSES: list[tuple[str, str, str]] = [
    ("обеспечена охрана пасек", "achieved", "a short participle"),
    ("созданы школы пчеловода", "achieved", "the plural"),
    ("пасеки окрепли и выросли", "achieved", "a past tense"),
    ("обновляется оборудование", "ongoing", "a present tense"),
    ("создаются школы", "ongoing", "the plural of the present"),
    ("повышение качества мёда", "declared", "a noun"),
    ("повысить качество мёда", "declared", "an infinitive"),
    ("рост числа пасек, на которых обновляется оборудование", "declared", "a predicate of a clause inside"),
]


@pytest.mark.parametrize(("text", "status", "why"), STATUSES, ids=[why for *_, why in STATUSES])
def test_the_first_predicate_tells_the_status_of_a_goal(text: str, status: str, why: str) -> None:
    assert read_status(text) == status, why


# --- indicators ----------------------------------------------------------------------------------------------------------------------


def test_indicators_stand_in_tasks_findings_and_problems() -> None:
    found = parse(
        "Участники отмечают:\n- охват вырос до 80 %;\n\nПроблемы:\n- износ ульев превышает 40 %;\n\nЗадачи:\n- обучить не менее 30 пчеловодов."
    )
    assert [(entry.value, entry.unit) for item in (*found.findings, *found.problems, *found.tasks) for entry in item.indicators] == [
        (80, "%"), (40, "%"), (30, "пчеловодов"),
    ]


def test_control_names_its_bodies() -> None:
    (item,) = parse("РЕШИЛИ:\n1. Открыть музей.\n2. Контроль за исполнением решения возложить на правление союза.").control
    assert [body.name for body in item.bodies] == ["правление союза"]
