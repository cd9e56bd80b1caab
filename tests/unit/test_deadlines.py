"""Deadlines inside items and as the value of notes; what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from resolution_parser.lexicon import Lexicon
from resolution_parser.stages.deadlines import find_deadlines, item_deadline, read_deadline

LEXICON = Lexicon.default()
EVENT = date(2021, 8, 24)

IN_ITEMS = [
    ("в первой половине 2022 года провести смотр", "в первой половине 2022 года", "2022-01-01", "2022-06-30", "period", "a half"),
    ("к 1 сентября 2022-го года", "к 1 сентября 2022-го года", None, "2022-09-01", "date", "an ordinal year"),
    ("рассмотреть в ноябре текущего года", "в ноябре текущего года", "2021-11-01", "2021-11-30", "period", "the current year"),
    ("провести в мае следующего года слёт", "в мае следующего года", "2022-05-01", "2022-05-31", "period", "the next year"),
    ("отчитаться до 15 декабря т.г.", "до 15 декабря т.г.", None, "2021-12-15", "date", "the current year, shortened"),
    ("с 2022 года перейти на новый порядок", "с 2022 года", "2022-01-01", None, "period", "from a year on"),
    ("ежегодно, начиная с 2022 года, проводить слёт", "ежегодно", None, None, "ongoing", "the first of two"),
    ("завершить до 1 января 2022 года создание советов", "до 1 января 2022 года", None, "2022-01-01", "date", "until a day"),
    ("До 1 ноября 2025 года провести перепись", "До 1 ноября 2025 года", None, "2025-11-01", "date", "at the item's start"),
    ("направить рекомендации в срок до 15 ноября 2021 года", "в срок до 15 ноября 2021 года", None, "2021-11-15", "date", "в срок"),
    ("составить перечень не позднее 1 февраля 2022 г.", "не позднее 1 февраля 2022 г.", None, "2022-02-01", "date", "not later"),
    ("Отделу до 27.08.2021 направить график", "до 27.08.2021", None, "2021-08-27", "date", "digits"),
    ("составить график до 10 сентября", "до 10 сентября", None, "2021-09-10", "date", "no year, this year"),
    ("отчитаться до 1 марта", "до 1 марта", None, "2022-03-01", "date", "no year, the next one"),
    ("подготовить школы к 1 сентября", "к 1 сентября", None, "2021-09-01", "date", "towards a day"),
    ("увеличить охват до 80 % к 2024 году", "к 2024 году", None, "2024-12-31", "date", "towards a year"),
    ("довести долю до 30 % до 2025 года", "до 2025 года", None, "2025-12-31", "date", "until a year"),
    ("обучить до конца 2022 года 80 наставников", "до конца 2022 года", None, "2022-12-31", "date", "until the end of a year"),
    ("к концу 2022 г. обновить парк", "к концу 2022 г.", None, "2022-12-31", "date", "towards the end of a year"),
    ("до конца года обновить сайт", "до конца года", None, "2021-12-31", "date", "the end of this year"),
    ("до конца текущего года обновить сайт", "до конца текущего года", None, "2021-12-31", "date", "the end of the current year"),
    ("до конца марта 2022 года сдать отчёт", "до конца марта 2022 года", None, "2022-03-31", "date", "the end of a month"),
    ("до конца I квартала 2022 года", "до конца I квартала 2022 года", None, "2022-03-31", "date", "the end of a quarter"),
    ("до конца 2021-2022 учебного года создать банк", "до конца 2021-2022 учебного года", None, "2022-08-31", "date", "a school year"),
    ("до начала 2022/2023 учебного года", "до начала 2022/2023 учебного года", None, "2022-09-01", "date", "a school year's start"),
    ("провести в течение 2021-2022 учебного года мониторинг", "в течение 2021-2022 учебного года", "2021-09-01", "2022-08-31", "period",
     "throughout a school year"),
    ("открыть в 2022/2023 учебном году отделение", "в 2022/2023 учебном году", "2022-09-01", "2023-08-31", "period", "in a school year"),
    ("в течение 2022 года провести семинары", "в течение 2022 года", "2022-01-01", "2022-12-31", "period", "throughout a year"),
    ("предусмотреть в 2022 году средства", "в 2022 году", "2022-01-01", "2022-12-31", "period", "in a year"),
    ("провести в октябре 2021 года смотр", "в октябре 2021 года", "2021-10-01", "2021-10-31", "period", "in a month"),
    ("рассмотреть в октябре вопрос", "в октябре", "2021-10-01", "2021-10-31", "period", "in a month without a year"),
    ("провести в мае слёт", "в мае", "2022-05-01", "2022-05-31", "period", "a month that has passed this year"),
    ("провести в сентябре – октябре 2021 г. неделю", "в сентябре – октябре 2021 г.", "2021-09-01", "2021-10-31", "period", "months"),
    ("в I квартале 2022 г. рассмотреть проект", "в I квартале 2022 г.", "2022-01-01", "2022-03-31", "period", "a Roman quarter"),
    ("во втором полугодии 2022 года провести", "во втором полугодии 2022 года", "2022-07-01", "2022-12-31", "period", "a half in words"),
    ("в 4 квартале провести ревизию", "в 4 квартале", "2021-10-01", "2021-12-31", "period", "a quarter without a year"),
    ("с 1 сентября 2022 года ввести должность", "с 1 сентября 2022 года", "2022-09-01", None, "period", "only a start"),
    ("с 1 по 15 октября 2021 года провести месячник", "с 1 по 15 октября 2021 года", "2021-10-01", "2021-10-15", "period", "both ends"),
    ("в период с 20 по 30 ноября провести двухнедельник", "в период с 20 по 30 ноября", "2021-11-20", "2021-11-30", "period", "a span"),
    ("с сентября по декабрь 2021 года провести аудит", "с сентября по декабрь 2021 года", "2021-09-01", "2021-12-31", "period",
     "from month to month"),
    ("летом 2022 года организовать лагерь", "летом 2022 года", "2022-06-01", "2022-08-31", "period", "a season"),
    ("в 2022-2024 годах отремонтировать клубы", "в 2022-2024 годах", "2022-01-01", "2024-12-31", "period", "a run of years"),
    ("произвести оплату в трёхдневный срок", "в трёхдневный срок", None, None, "period", "a relative term"),
    ("в 10-дневный срок представить план", "в 10-дневный срок", None, None, "period", "a relative term in digits"),
    ("в двухнедельный срок утвердить состав", "в двухнедельный срок", None, None, "period", "weeks"),
    ("в месячный срок подготовить смету", "в месячный срок", None, None, "period", "a month's term"),
    ("в течение месяца довести решение", "в течение месяца", None, None, "period", "within a month"),
    ("в течение двух недель провести сходы", "в течение двух недель", None, None, "period", "within weeks"),
    ("в течение 10 рабочих дней ответить", "в течение 10 рабочих дней", None, None, "period", "within working days"),
    ("в течение года вести приём", "в течение года", None, None, "period", "within a year"),
    ("ежегодно проводить мониторинг", "ежегодно", None, None, "ongoing", "yearly"),
    ("Ежемесячно подводить итоги", "Ежемесячно", None, None, "ongoing", "monthly, capital"),
    ("ежеквартально заслушивать", "ежеквартально", None, None, "ongoing", "quarterly"),
    ("систематически анализировать", "систематически", None, None, "ongoing", "systematically"),
    ("вести мониторинг на постоянной основе", "на постоянной основе", None, None, "ongoing", "on a permanent basis"),
    ("не реже одного раза в квартал рассматривать", "не реже одного раза в квартал", None, None, "ongoing", "times"),
    ("заслушивать отчёты 2 раза в год", "2 раза в год", None, None, "ongoing", "times in digits"),
    ("ежегодно до 1 марта представлять отчёт", "ежегодно до 1 марта", None, None, "ongoing", "a yearly day has no dates"),
    ("представлять сведения до 10 числа каждого месяца", "до 10 числа каждого месяца", None, None, "ongoing", "a monthly day"),
]


@pytest.mark.parametrize(("text", "printed", "start", "end", "kind", "why"), IN_ITEMS)
def test_deadline_in_an_item(text: str, printed: str, start: str | None, end: str | None, kind: str, why: str) -> None:
    found = item_deadline(text, lexicon=LEXICON, event_date=EVENT)
    assert found is not None, why
    deadline = found.deadline
    assert (deadline.text, deadline.start, deadline.end, deadline.kind) == (printed, start, end, kind), why
    assert text[found.start: found.end] == printed


NO_DEADLINES = [
    ("использовать помещения во второй половине дня", "a half of a day"),
    ("провести 15 октября 2021 года семинар", "the day of another event"),
    ("средства на ремонт зданий, построенных до 1980 года", "a participle describes buildings"),
    ("микрофильмировать газеты, изданные до 1945 года", "a participle describes papers"),
    ("предусмотреть в бюджете на 2022 год средства", "a budget's year"),
    ("бюджет на 2022 год и на плановый период 2023 и 2024 годов", "a planning period"),
    ("внести изменения в приказ от 9 ноября 2022 г. № 196", "the date of an act"),
    ("по Указу «О целях развития до 2030 года» принять меры", "a year inside quotes"),
    ("реализовать Стратегию развития культуры на период до 2030 года", "a horizon"),
    ("мероприятия Концепции развития воспитания до 2025 года", "the horizon of a concept"),
    ("утвердить план работы на 2022-2023 учебный год", "what the plan is for"),
    ("принять план развития лыжных гонок на 2022-2025 годы", "what the plan is for, years"),
    ("одобрить опыт, накопленный в 2022 году", "a participle before a year"),
    ("учесть итоги работы в 2020 году", "a year before the event"),
    ("охватить детей от 5 до 18 лет", "ages"),
    ("гранты до 50 тыс. рублей", "a sum"),
    ("увеличить охват до 80 %", "a level"),
    ("создать постоянно действующую комиссию", "an adverb before a participle"),
    ("граждан, систематически занимающихся спортом", "an adverb before a participle"),
    ("провести ежегодный фестиваль", "an adjective"),
    ("продлить действие программы «Школа» до 2010 года", "what a programme is prolonged to"),
    ("не менее 30 тренеров в год", "a rate"),
    ("подготовка к новому учебному году", "what is prepared for"),
    ("принять меры в установленные сроки", "a term that says nothing"),
    ("в первую очередь обновить парк", "an order of doing"),
    ("в 9 и 11 классах провести пробный экзамен", "grades"),
    ("в день выписки передать эпикриз", "a day of work"),
    ("провести конкурс «Ежегодно вместе»", "an adverb inside quotes"),
    ("провести мероприятия по отдельному плану", "a plan"),
]


@pytest.mark.parametrize(("text", "why"), NO_DEADLINES)
def test_false_friends_are_no_deadlines(text: str, why: str) -> None:
    assert find_deadlines(text, lexicon=LEXICON, event_date=EVENT) == (), why


NOTES = [
    ("осень 2021 г.", "2021-09-01", "2021-11-30", "period", "a season by its name"),
    ("до 20 сентября 2021 года, далее – ежеквартально", None, "2021-09-20", "date", "a fixed day first"),
    ("ежегодно в августе", None, None, "ongoing", "yearly, with a month"),
    ("1 раз в полугодие", None, None, "ongoing", "how often"),
    ("на 2022 год", "2022-01-01", "2022-12-31", "period", "for a year"),
    ("до 25.09.2021 г.", None, "2021-09-25", "date", "digits with a year"),
    ("в трёхдневный срок", None, None, "period", "a relative term"),
    ("до 15 ноября 2021 г.", None, "2021-11-15", "date", "until a day"),
    ("1 июля 2022 г.", None, "2022-07-01", "date", "a bare day"),
    ("к 20 декабря", None, "2021-12-20", "date", "towards a day without a year"),
    ("до 25.09", None, "2021-09-25", "date", "digits without a year"),
    ("01.03", None, "2022-03-01", "date", "digits without a year, next year"),
    ("декабрь 2021 г.", "2021-12-01", "2021-12-31", "period", "a month"),
    ("Октябрь", "2021-10-01", "2021-10-31", "period", "a bare month"),
    ("сентябрь – октябрь 2023 г.", "2023-09-01", "2023-10-31", "period", "months"),
    ("сентябрь-май", "2021-09-01", "2022-05-31", "period", "months over a year's end, no year"),
    ("декабрь 2019 г. – февраль 2020 г.", "2019-12-01", "2020-02-29", "period", "months over a year's end, in the past"),
    ("декабрь – февраль 2022 г.", "2021-12-01", "2022-02-28", "period", "the first year follows"),
    ("IV квартал 2023 года", "2023-10-01", "2023-12-31", "period", "a quarter"),
    ("4 кв. 2021 г.", "2021-10-01", "2021-12-31", "period", "a shortened quarter"),
    ("I-II кварталы 2022 года", "2022-01-01", "2022-06-30", "period", "two quarters"),
    ("II полугодие 2022 года", "2022-07-01", "2022-12-31", "period", "a half"),
    ("2022 год", "2022-01-01", "2022-12-31", "period", "a year"),
    ("2022-2024 гг.", "2022-01-01", "2024-12-31", "period", "years"),
    ("2022", "2022-01-01", "2022-12-31", "period", "a year without a word"),
    ("2021-2022 учебный год", "2021-09-01", "2022-08-31", "period", "a school year"),
    ("10-15 октября 2021 г.", "2021-10-10", "2021-10-15", "period", "days"),
    ("до конца 2021 г.", None, "2021-12-31", "date", "the end of a year"),
    ("постоянно", None, None, "ongoing", "always"),
    ("Постоянно.", None, None, "ongoing", "with a full stop"),
    ("ежемесячно, до 10 числа", None, None, "ongoing", "monthly, with a day"),
    ("до 5 числа ежемесячно", None, None, "ongoing", "the day first"),
    ("ежегодно, до 1 декабря", None, None, "ongoing", "yearly, with a day"),
    ("постоянно, в течение года", None, None, "ongoing", "always wins over a term"),
    ("по мере необходимости", None, None, "ongoing", "as needed"),
    ("в течение года", None, None, "period", "a term"),
    ("в течение учебного года", None, None, "period", "a term of school"),
    ("весь период", None, None, "period", "unknown wording"),
    ("по отдельному плану", None, None, "period", "unknown wording"),
    ("к следующему заседанию", None, None, "period", "unknown wording"),
]


@pytest.mark.parametrize(("value", "start", "end", "kind", "why"), NOTES)
def test_value_of_a_note_is_read_whole(value: str, start: str | None, end: str | None, kind: str, why: str) -> None:
    deadline = read_deadline(value, lexicon=LEXICON, event_date=EVENT)
    assert deadline is not None, why
    assert (deadline.start, deadline.end, deadline.kind) == (start, end, kind), why


@pytest.mark.parametrize("value", ["", "  ", "-", "—", "__________"])
def test_empty_note_is_no_deadline(value: str) -> None:
    assert read_deadline(value, lexicon=LEXICON, event_date=EVENT) is None


@pytest.mark.parametrize(("value", "text"), [
    ("до 15 ноября 2006 г.;", "до 15 ноября 2006 г."), ("до 1 октября 2021 года.", "до 1 октября 2021 года"), (" постоянно ", "постоянно"),
])
def test_text_of_a_note_loses_its_last_sign_but_not_an_abbreviation(value: str, text: str) -> None:
    deadline = read_deadline(value, lexicon=LEXICON, event_date=EVENT)
    assert deadline is not None
    assert deadline.text == text


def test_first_of_several_deadlines_is_the_record_s() -> None:
    text = "завершить до 1 января 2022 года ремонт, ежегодно отчитываться"
    assert [found.deadline.kind for found in find_deadlines(text, lexicon=LEXICON, event_date=EVENT)] == ["date", "ongoing"]


def test_without_the_event_a_missing_year_stays_unknown() -> None:
    found = item_deadline("провести в октябре смотр", lexicon=LEXICON, event_date=None)
    assert found is not None
    assert (found.deadline.start, found.deadline.end, found.deadline.kind) == (None, None, "period")
