"""Dates in every spelling that documents use, the day of the meeting, and the period that tasks are set for."""

from __future__ import annotations

import pytest

from resolution_parser.lexicon import Lexicon
from resolution_parser.stages.dates import find_dates, find_event_dates, find_periods

LEXICON = Lexicon.default()

DAYS = [
    ("24 августа 2021 года", "2021-08-24", "2021-08-24", "the plain spelling"),
    ("24-25.08.2006 г.", "2006-08-24", "2006-08-25", "days of one month in digits"),
    ("24-25 августа 2006 г.", "2006-08-24", "2006-08-25", "days of one month in words"),
    ("17–18 мая 2025", "2025-05-17", "2025-05-18", "en dash, no word for the year"),
    ("24 - 26 сентября 1996 г.", "1996-09-24", "1996-09-26", "spaces around the dash"),
    ("С 24 по 26 сентября 1996 г.", "1996-09-24", "1996-09-26", "from … to …"),
    ("с 30 сентября по 2 октября 2019 года", "2019-09-30", "2019-10-02", "from … to … over a month's end"),
    ("30 сентября – 2 октября 2019 года", "2019-09-30", "2019-10-02", "over a month's end"),
    ("30 декабря 2019 г. – 3 января 2020 г.", "2019-12-30", "2020-01-03", "both years printed"),
    ("28 декабря – 3 января 2020 года", "2019-12-28", "2020-01-03", "the first year follows from the last"),
    ("28.12.2020 – 15.01.2021", "2020-12-28", "2021-01-15", "over a year's end in digits"),
    ("24.08-26.08.2021", "2021-08-24", "2021-08-26", "the year once, in digits"),
    ("«18» августа 2021 г.", "2021-08-18", "2021-08-18", "a day in quotes, as forms have it"),
    ("\"7\" февраля 2005 г.", "2005-02-07", "2005-02-07", "a day in straight quotes"),
    ("16.08.2021", "2021-08-16", "2021-08-16", "digits"),
    ("1.9.2009г.", "2009-09-01", "2009-09-01", "digits without noughts, glued"),
    ("06.04.98", "1998-04-06", "1998-04-06", "two digits over fifty are of the last century"),
    ("12.03.19 г.", "2019-03-12", "2019-03-12", "two digits under fifty are of this century"),
    ("2021-08-16", "2021-08-16", "2021-08-16", "ISO"),
    ("16/08/2021", "2021-08-16", "2021-08-16", "slashes"),
    ("5 октября1995г.", "1995-10-05", "1995-10-05", "lost spaces"),
    ("3 августа месяца 2020 года", "2020-08-03", "2020-08-03", "месяца between"),
    ("24 aвгуcта 2021 года", "2021-08-24", "2021-08-24", "Latin a and c"),
    ("1-го сентября 2022 года", "2022-09-01", "2022-09-01", "an ordinal ending"),
    ("24 и 25 августа 2022 года", "2022-08-24", "2022-08-25", "two days joined by and"),
    ("24, 25 и 26 августа 2022 года", "2022-08-24", "2022-08-26", "three days listed"),
    ("5 МАЯ 2010 ГОДА", "2010-05-05", "2010-05-05", "capitals"),
    ("28 августа, 2012 г.", "2012-08-28", "2012-08-28", "a comma before the year"),
    ("29 февраля 2016 г.", "2016-02-29", "2016-02-29", "a leap day"),
    ("15 нояб. 2016 г.", "2016-11-15", "2016-11-15", "a shortened month"),
]


@pytest.mark.parametrize(("text", "first", "last", "why"), DAYS)
def test_every_spelling_of_a_date_is_read(text: str, first: str, last: str, why: str) -> None:
    found = find_dates(f"Съезд прошёл {text} в городе", lexicon=LEXICON, default_year=None)
    assert [(day.first.isoformat(), day.last.isoformat()) for day in found] == [(first, last)], why


NO_DATES = [
    ("31 февраля 2020 года", "there is no such day"),
    ("СанПиН 2.4.2.2821-10", "the number of a rule"),
    ("тел. (81852) 4-17-80", "a telephone"),
    ("пунктов 1.2–2.3", "numbers of items"),
    ("п. 1.2.12", "the number of an item looks like a short date"),
    ("в 2021-2022 учебном году", "a school year"),
    ("45.13.2021", "no such month"),
    ("5 майоров милиции", "a word that begins like a month"),
    ("24 августа", "no year, and none to take"),
    ("№ 1726-р", "a number of an act"),
    ("1000 мальчиков", "no month"),
    ("", "nothing at all"),
]


@pytest.mark.parametrize(("text", "why"), NO_DATES)
def test_what_only_looks_like_a_date_is_none(text: str, why: str) -> None:
    assert find_dates(text, lexicon=LEXICON, default_year=None) == (), why


def test_a_date_without_a_year_takes_the_default_and_says_so() -> None:
    found, = find_dates("27-28 апреля состоялась встреча", lexicon=LEXICON, default_year=2017)
    assert (found.first.isoformat(), found.last.isoformat(), found.has_year) == ("2017-04-27", "2017-04-28", False)


def test_offsets_cut_the_date_out_of_the_text_as_printed() -> None:
    text = "Принято «18» августа 2021 г. и до 1 сентября 2021 года исполнено"
    assert [text[found.start: found.end] for found in find_dates(text, lexicon=LEXICON, default_year=None)] == [
        "«18» августа 2021 г.", "1 сентября 2021 года",
    ]


EVENTS = [
    ("24 августа 2021 года состоялась конференция", False, "2021-08-24", "2021-08-24", "a first sentence"),
    ("(17–18 мая 2025 года, с. Подгорное)", False, "2025-05-17", "2025-05-18", "a bracket line"),
    ("с. Старый Бор          24-25.08.2006 г.", False, "2006-08-24", "2006-08-25", "place and date at two ends"),
    ("С 24 по 26 сентября 1996 г. в Новоречинске проходил съезд", False, "1996-09-24", "1996-09-26", "from … to …"),
    ("РЕШЕНИЕ коллегии от 29 октября 2019 года № 4/2", True, "2019-10-29", "2019-10-29", "the document's own heading"),
    ("(протокол № 1 от 30.08.2023)", True, "2023-08-30", "2023-08-30", "the protocol's own date in the heading"),
    ("Во исполнение Указа от 7 мая 2018 г. № 204 18 апреля 2019 года прошла конференция", False, "2019-04-18", "2019-04-18",
     "the decree's date is passed over"),
    ("25 августа 2022 г. участники обсудили задачи до 1 сентября 2025 года", False, "2022-08-25", "2022-08-25", "a limit follows"),
]


@pytest.mark.parametrize(("text", "heading", "first", "last", "why"), EVENTS)
def test_day_of_the_meeting_is_found(text: str, heading: bool, first: str, last: str, why: str) -> None:
    found = find_event_dates(text, lexicon=LEXICON, heading=heading)
    assert found is not None, why
    assert (found[0].isoformat(), found[1].isoformat()) == (first, last), why


NO_EVENTS = [
    ("в соответствии с Указом от 21 июля 2020 г. № 474", "the date of an act"),
    ("постановлением от 30.12.2005 N 854", "the date of an act in digits"),
    ("С 1 сентября 2011 года все обучаются по стандарту", "the first day of something else"),
    ("представить до 1 октября 2021 года", "a limit"),
    ("по состоянию на 1 октября 2019 года", "a day of counting"),
    ("обсудили книгу «Хроника 5 мая 2010 года: день за днём»", "inside a quoted name"),
    ("обсудили итоги", "no date"),
]


@pytest.mark.parametrize(("text", "why"), NO_EVENTS)
def test_other_dates_are_not_the_day_of_the_meeting(text: str, why: str) -> None:
    assert find_event_dates(text, lexicon=LEXICON) is None, why


PERIODS = [
    ("задачи на 2021-2022 учебный год", "2021-2022 учебный год", "academic_year", "2021-09-01", "2022-08-31", "nominative"),
    ("в 2021-2022 учебном году", "2021-2022 учебный год", "academic_year", "2021-09-01", "2022-08-31", "prepositional"),
    ("на 2006/2007 уч. год", "2006/2007 учебный год", "academic_year", "2006-09-01", "2007-08-31", "the slash stays"),
    ("начала 2021/22 учебного года", "2021/22 учебный год", "academic_year", "2021-09-01", "2022-08-31", "the short second year"),
    ("в 2023 – 2024 уч.г.", "2023–2024 учебный год", "academic_year", "2023-09-01", "2024-08-31", "shortened, spaces off"),
    ("НА 2012-2013 УЧЕБНЫЙ ГОД", "2012-2013 учебный год", "academic_year", "2012-09-01", "2013-08-31", "capitals"),
    ("учебный год 2019-2020", "2019-2020 учебный год", "academic_year", "2019-09-01", "2020-08-31", "the word first"),
    ("Определить целями на 2013-2016 годы", "2013-2016 годы", "range", "2013-01-01", "2016-12-31", "a run of years"),
    ("план на 2022–2024 гг.", "2022–2024 годы", "range", "2022-01-01", "2024-12-31", "a shortened run"),
    ("с 2021 по 2023 годы", "2021-2023 годы", "range", "2021-01-01", "2023-12-31", "from … to …"),
    ("план работы на 2025 год", "2025 год", "calendar_year", "2025-01-01", "2025-12-31", "one year"),
    ("в 2020/2021 – 2022/2023 учебных годах", "2020/2021–2022/2023 учебные годы", "range", "2020-09-01", "2023-08-31", "school years"),
]


@pytest.mark.parametrize(("text", "label", "kind", "start", "end", "why"), PERIODS)
def test_period_has_a_label_in_the_nominative_and_its_days(text: str, label: str, kind: str, start: str, end: str, why: str) -> None:
    found, = find_periods(text, lexicon=LEXICON)
    assert (found.period.label, found.period.kind, found.period.start, found.period.end) == (label, kind, start, end), why


NO_PERIODS = [
    ("при подготовке государственной программы развития села на 2013–2020 годы", "the years of a programme"),
    ("24 августа 2021 года", "the year of a date"),
    ("на период до 2030 года", "a horizon"),
    ("к 2024 году", "a limit"),
    ("программа «Развитие на 2007-2010 годы»", "inside a quoted name"),
    ("2025 человек", "a number of people"),
]


@pytest.mark.parametrize(("text", "why"), NO_PERIODS)
def test_years_that_limit_or_name_are_no_periods(text: str, why: str) -> None:
    assert find_periods(text, lexicon=LEXICON) == (), why


def test_periods_inside_quotes_are_given_on_request() -> None:
    found, = find_periods("«Итоги 2021-2022 учебного года»", lexicon=LEXICON, in_quotes=True)
    assert found.period.label == "2021-2022 учебный год"
