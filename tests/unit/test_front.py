"""The front: the title and its genre, the event, its theme, date and place; what stands above the title."""

from __future__ import annotations

import pytest

from resolution_parser.parser import Parser
from resolution_parser.records import Resolution

PARSER = Parser()
BODY = "\n\nСъезд решил:\n1. Одобрить отчёт правления.\n2. Открыть музей мёда."


def parse(front: str) -> Resolution:
    return PARSER.parse_text(front + BODY)


# --- titles --------------------------------------------------------------------------------------------------------------------------

TITLES: list[tuple[str, str, str]] = [
    ("РЕЗОЛЮЦИЯ", "РЕЗОЛЮЦИЯ", "the genre alone"),
    ("Резолюция съезда пчеловодов края", "Резолюция съезда пчеловодов края", "on one line"),
    ("РЕЗОЛЮЦИЯ\nсъезда пчеловодов края", "РЕЗОЛЮЦИЯ съезда пчеловодов края", "on two lines"),
    ("РЕЗОЛЮЦИЯ\n\nсъезда пчеловодов края", "РЕЗОЛЮЦИЯ съезда пчеловодов края", "a blank line within"),
    ("РЕЗОЛЮЦИЯ\nVII СЪЕЗДА ПЧЕЛОВОДОВ КРАЯ", "РЕЗОЛЮЦИЯ VII СЪЕЗДА ПЧЕЛОВОДОВ КРАЯ", "capitals and a Roman number"),
    ("Р Е З О Л Ю Ц И Я", "РЕЗОЛЮЦИЯ", "letter-spaced"),
    ("Р Е Ш Е Н И Е\nсобрания пчеловодов", "РЕШЕНИЕ собрания пчеловодов", "letter-spaced, the event below"),
    ("**Решение\nсъезда пчеловодов\n«Мёд и мы»**", "Решение съезда пчеловодов «Мёд и мы»", "emphasis over three lines"),
    ("Решение съезда пчеловодов\n«Мёд и мы:\nвчера, сегодня,\nзавтра»", "Решение съезда пчеловодов «Мёд и мы: вчера, сегодня, завтра»", "a theme over three lines"),
    ("РЕКОМЕНДАЦИИ\nкруглого стола\nпо теме «Мёд и мы»", "РЕКОМЕНДАЦИИ круглого стола по теме «Мёд и мы»", "по теме on its own line"),
    ("Решение совещания пчеловодов.", "Решение совещания пчеловодов", "a closing full stop"),
    ("ПРОЕКТ\n\nРЕЗОЛЮЦИЯ\nсъезда пчеловодов края", "РЕЗОЛЮЦИЯ съезда пчеловодов края", "a draft mark above"),
    ("Итоговая резолюция форума пчеловодов", "Итоговая резолюция форума пчеловодов", "a qualifier"),
    ("Об итогах сезона\n\nРЕШЕНИЕ\nколлегии министерства", "РЕШЕНИЕ коллегии министерства", "the topic above"),
    ("Резолюция\nпо итогам съезда пчеловодов края", "Резолюция по итогам съезда пчеловодов края", "по итогам"),
    ("РЕЗОЛЮЦИЯ\nсъезда пчеловодов края\n12 мая 2021 года", "РЕЗОЛЮЦИЯ съезда пчеловодов края", "the date right under it"),
    ("РЕЗОЛЮЦИЯ\nсъезда пчеловодов края\nг. Тула", "РЕЗОЛЮЦИЯ съезда пчеловодов края", "the place right under it"),
    ("«Мёд — это жизнь!»\n\nРЕЗОЛЮЦИЯ\nсъезда пчеловодов края", "РЕЗОЛЮЦИЯ съезда пчеловодов края", "a motto above"),
    ("Решение\nсъезда пчеловодов по теме:\n«Мёд и мы»", "Решение съезда пчеловодов по теме: «Мёд и мы»", "a colon before the theme"),
    (
        "**РЕЗОЛЮЦИЯ**\n**собрания пчеловодов**\n\nсело Ольхово, 12 мая 2021 года", "РЕЗОЛЮЦИЯ собрания пчеловодов",
        "a place and date in the lower case",
    ),
    ("РЕКОМЕНДАЦИИ\nучастников общественных слушаний\n«О судьбе пасек»", "РЕКОМЕНДАЦИИ участников общественных слушаний «О судьбе пасек»", "participants"),
]


@pytest.mark.parametrize(("front", "title", "why"), TITLES, ids=[why for *_, why in TITLES])
def test_the_title_is_read_on_one_line(front: str, title: str, why: str) -> None:
    found = parse(front)
    assert found.title == title, why
    assert [item.text for item in found.items()] == ["Одобрить отчёт правления", "Открыть музей мёда"]


KINDS: list[tuple[str, str]] = [
    ("РЕШЕНИЕ", "decision"),
    ("Проект решения съезда пчеловодов", "decision"),
    ("РЕЗОЛЮЦИЯ", "resolution"),
    ("Общая резолюция митинга", "resolution"),
    ("РЕКОМЕНДАЦИИ", "recommendations"),
    ("Итоговый документ форума", "final_document"),
    ("ПОСТАНОВЛЕНИЕ", "enactment"),
    ("ОБРАЩЕНИЕ участников съезда", "appeal"),
    ("Открытое письмо пчеловодов", "appeal"),
    ("ЗАЯВЛЕНИЕ", "statement"),
    ("МЕМОРАНДУМ", "memorandum"),
    ("ДЕКЛАРАЦИЯ", "declaration"),
    ("ПРОТОКОЛ № 5", "protocol"),
    ("Выписка из протокола № 5", "protocol"),
    ("Коммюнике", "other"),
]


@pytest.mark.parametrize(("front", "kind"), KINDS)
def test_the_genre_word_gives_the_kind(front: str, kind: str) -> None:
    assert parse(front).kind == kind


def test_the_paragraph_under_the_title_is_no_part_of_it() -> None:
    found = parse("РЕЗОЛЮЦИЯ\nсъезда пчеловодов края\n\nВ селе Ольхово прошёл съезд пчеловодов, на который собрались делегаты всех районов.")
    assert found.title == "РЕЗОЛЮЦИЯ съезда пчеловодов края"


def test_a_cue_right_under_the_title_is_no_part_of_it() -> None:
    found = PARSER.parse_text("РЕЗОЛЮЦИЯ\nсъезда пчеловодов края\nУчастники съезда отмечают:\n- рост числа пасек.")
    assert (found.title, [item.text for item in found.findings]) == ("РЕЗОЛЮЦИЯ съезда пчеловодов края", ["рост числа пасек"])


REPEATED: list[tuple[str, str]] = [
    ("Резолюция съезда пчеловодов\n\nРезолюция съезда пчеловодов\n\nРЕЗОЛЮЦИЯ СЪЕЗДА ПЧЕЛОВОДОВ", "three times"),
    ("Главная | Документы | Резолюция съезда пчеловодов\n\nРезолюция съезда пчеловодов", "a breadcrumb"),
    ("Резолюция съезда пчеловодов\n\n12 мая 2021\n\nРезолюция съезда пчеловодов", "a stamp of publication between"),
]


@pytest.mark.parametrize(("front", "why"), REPEATED, ids=[why for _, why in REPEATED])
def test_a_repeated_title_is_one_title(front: str, why: str) -> None:
    title = parse(front).title
    assert title is not None
    assert title.lower() == "резолюция съезда пчеловодов", why


NO_TITLE: list[tuple[str, str]] = [
    ("В селе Ольхово прошёл съезд пчеловодов края.", "prose"),
    ("Для решения этих проблем собрался съезд.", "решение inside a sentence"),
    ("1. Правление отчиталось за год.", "an item"),
    ("Новости пчеловодства", "another heading"),
]


@pytest.mark.parametrize(("front", "why"), NO_TITLE, ids=[why for _, why in NO_TITLE])
def test_a_document_without_a_title_has_none_and_says_so(front: str, why: str) -> None:
    found = parse(front)
    assert found.title is None, why
    assert "no_title" in [warning.code for warning in found.warnings]
    assert [item.text for item in found.items()][-1] == "Открыть музей мёда"


def test_a_heading_of_decisions_is_no_title() -> None:
    found = PARSER.parse_text("Участники отметили рост числа пасек.\n\nРешение:\n1. Открыть музей.")
    assert (found.title, [item.text for item in found.proposals]) == (None, ["Открыть музей"])


def test_a_document_without_a_title_has_the_kind_that_it_calls_itself() -> None:
    found = PARSER.parse_text("Съезд решил:\n1. Открыть музей.\n2. Контроль за исполнением настоящей резолюции возложить на правление.")
    assert found.kind == "resolution"


def test_without_any_word_of_it_the_kind_is_other() -> None:
    assert PARSER.parse_text("Съезд решил:\n1. Открыть музей.").kind == "other"


# --- what stands above and around ----------------------------------------------------------------------------------------------------

LETTERHEADS: list[tuple[str, str]] = [
    ("МИНИСТЕРСТВО СЕЛЬСКОГО ХОЗЯЙСТВА КРАЯ\n\n", "an issuing body"),
    ("УТВЕРЖДАЮ\nПредседатель союза\n____________ А.В. Петров\n«12» мая 2021 г.\n\n", "a stamp"),
    ("Союз пчеловодов края\n101000, г. Тула, ул. Садовая, 5\nтел. 2-14-15\n\n", "an address"),
    ("ПРОЕКТ\n\n", "a draft mark"),
]


@pytest.mark.parametrize(("above", "why"), LETTERHEADS, ids=[why for _, why in LETTERHEADS])
def test_what_stands_above_the_title_is_furniture(above: str, why: str) -> None:
    found = parse(above + "РЕЗОЛЮЦИЯ\nсъезда пчеловодов края")
    assert found.title == "РЕЗОЛЮЦИЯ съезда пчеловодов края", why
    assert [part.kind for part in found.sections][:2] == ["furniture", "title"]
    assert found.signatures == ()


# --- events --------------------------------------------------------------------------------------------------------------------------

EVENTS: list[tuple[str, str | None, str, str | None, str]] = [
    ("РЕЗОЛЮЦИЯ\nсъезда пчеловодов края", "съезд пчеловодов края", "congress", None, "a congress"),
    ("Решение августовской конференции педагогов района", "августовская конференция педагогов района", "conference", None, "an adjective before"),
    ("Рекомендации круглого стола «Мёд и мы»", "круглый стол", "round_table", "Мёд и мы", "a round table"),
    ("РЕКОМЕНДАЦИИ\nпубличных слушаний по теме «Мёд и мы»", "публичные слушания", "hearing", "Мёд и мы", "hearings"),
    ("Резолюция форума пчеловодов «Мёд и мы»", "форум пчеловодов", "forum", "Мёд и мы", "a forum"),
    ("Решение коллегии министерства", "коллегия министерства", "council", None, "a board"),
    ("Решение педагогического совета школы", "педагогический совет школы", "council", None, "a teachers' council"),
    ("Решение общего собрания пчеловодов", "общее собрание пчеловодов", "meeting", None, "a meeting"),
    ("Резолюция семинара-совещания «Мёд»", "семинар-совещание", "seminar", "Мёд", "a double noun: the first half decides"),
    ("Решение 5-ой конференции пчеловодов", "5-я конференция пчеловодов", "conference", None, "an Arabic ordinal of a feminine"),
    ("Резолюция слёта юных пчеловодов", "слёт юных пчеловодов", "rally", None, "a rally"),
    ("Обращение участников съезда пчеловодов", "съезд пчеловодов", "congress", None, "its participants speak"),
    ("Решение расширенного заседания правления союза", "расширенное заседание правления союза", "meeting", None, "заседание"),
    ("Резолюция научно-практической конференции «Мёд и мы»", "научно-практическая конференция", "conference", "Мёд и мы", "a double adjective"),
    ("РЕЗОЛЮЦИЯ МИТИНГА ПЧЕЛОВОДОВ ТУЛЫ", "митинг пчеловодов Тулы", "rally", None, "capitals and a town"),
    ("Итоговый документ первого фестиваля мёда", "первый фестиваль мёда", "rally", None, "an ordinal in words"),
    ("Решение совещания директоров школ «Центр»", "совещание директоров школ", "meeting", "Центр", "quotes behind a plural"),
    ("РЕЗОЛЮЦИЯ VII СЪЕЗДА ПЧЕЛОВОДОВ", "VII съезд пчеловодов", "congress", None, "capitals and a Roman ordinal"),
    ("Резолюция 14-го съезда пчеловодов", "14-й съезд пчеловодов", "congress", None, "an Arabic ordinal"),
    ("Резолюция съезда пчеловодов по теме: Мёд и мы", "съезд пчеловодов", "congress", "Мёд и мы", "a theme without quotes"),
    ("Решение совещания по вопросам ремонта музея «Мёд»", "совещание", "meeting", "ремонта музея «Мёд»", "a name in quotes ends the theme"),
    ("РЕЗОЛЮЦИЯ", None, "other", None, "no event"),
]


@pytest.mark.parametrize(("front", "name", "kind", "theme", "why"), EVENTS, ids=[why for *_, why in EVENTS])
def test_the_title_names_the_event(front: str, name: str | None, kind: str, theme: str | None, why: str) -> None:
    event = PARSER.parse_text(front + "\n\nРЕШИЛИ:\n1. Открыть музей.").event
    assert (event.name, event.kind, event.theme) == (name, kind, theme), why


FIRST_SENTENCES: list[tuple[str, str, str, str]] = [
    ("12 мая 2021 года в Туле состоялась краевая конференция пчеловодов.", "краевая конференция пчеловодов", "conference", "it took place"),
    ("Мы, участники краевого форума пчеловодов, собрались в Туле.", "краевой форум пчеловодов", "forum", "its participants"),
    ("Участники съезда пчеловодов обсудили итоги года.", "съезд пчеловодов", "congress", "a genitive"),
]


@pytest.mark.parametrize(("sentence", "name", "kind", "why"), FIRST_SENTENCES, ids=[why for *_, why in FIRST_SENTENCES])
def test_without_an_event_in_the_title_the_first_sentence_names_it(sentence: str, name: str, kind: str, why: str) -> None:
    event = PARSER.parse_text(f"РЕЗОЛЮЦИЯ\n\n{sentence}\n\nРЕШИЛИ:\n1. Открыть музей.").event
    assert (event.name, event.kind) == (name, kind), why


# --- date and place ------------------------------------------------------------------------------------------------------------------

DATES: list[tuple[str, str | None, str | None, str]] = [
    ("12 мая 2021 года", "2021-05-12", "2021-05-12", "a line of its own"),
    ("12 мая 2021 г.", "2021-05-12", "2021-05-12", "г."),
    ("«12» мая 2021 г.", "2021-05-12", "2021-05-12", "the day in quotes"),
    ("12.05.2021", "2021-05-12", "2021-05-12", "digits"),
    ("12-14 мая 2021 года", "2021-05-12", "2021-05-14", "several days"),
    ("12–14 мая 2021 года", "2021-05-12", "2021-05-14", "an en dash"),
    ("30 апреля - 2 мая 2021 года", "2021-04-30", "2021-05-02", "two months"),
    ("(12-14 мая 2021 г., г. Тула)", "2021-05-12", "2021-05-14", "in brackets with the place"),
    ("г. Тула                        12 мая 2021 года", "2021-05-12", "2021-05-12", "the place at the other end"),
    ("от 12 мая 2021 года № 7", "2021-05-12", "2021-05-12", "with a number"),
    ("№ 7 от 12.05.2021", "2021-05-12", "2021-05-12", "the number first"),
    ("г. Тула", None, None, "no date"),
]


@pytest.mark.parametrize(("line", "start", "end", "why"), DATES, ids=[why for *_, why in DATES])
def test_the_line_under_the_title_dates_the_event(line: str, start: str | None, end: str | None, why: str) -> None:
    found = parse(f"РЕЗОЛЮЦИЯ\nсъезда пчеловодов края\n\n{line}")
    assert (found.event.start, found.event.end) == (start, end), why
    assert found.title is not None
    assert found.title.startswith("РЕЗОЛЮЦИЯ съезда пчеловодов края")


def test_the_first_sentence_dates_the_event() -> None:
    found = parse("РЕЗОЛЮЦИЯ\nсъезда пчеловодов края\n\n12-13 мая 2021 года в Туле состоялся съезд пчеловодов края.")
    assert (found.event.start, found.event.end, found.year) == ("2021-05-12", "2021-05-13", 2021)


def test_the_title_dates_the_event() -> None:
    found = parse("Резолюция съезда пчеловодов края (12 мая 2021 года)")
    assert (found.event.name, found.event.start) == ("съезд пчеловодов края", "2021-05-12")


def test_the_date_of_an_act_in_the_preamble_is_not_the_events() -> None:
    found = parse("РЕЗОЛЮЦИЯ\nсъезда пчеловодов края\n\nРуководствуясь Федеральным законом от 30 декабря 2020 г. № 490-ФЗ «О пчеловодстве», делегаты собрались.")
    assert found.event.start is None


PLACES: list[tuple[str, str | None, str]] = [
    ("г. Тула, 12 мая 2021 года", "г. Тула", "a town before the date"),
    ("12 мая 2021 года                    г. Тула", "г. Тула", "a town behind the date"),
    ("с. Старое Ольхово", "с. Старое Ольхово", "a village of two words"),
    ("(12-14 мая 2021 г., г. Тула)", "г. Тула", "in brackets"),
    ("Тула, 12 мая 2021 года", "Тула", "a town without г."),
    ("12 мая 2021 года", None, "no place"),
]


@pytest.mark.parametrize(("line", "place", "why"), PLACES, ids=[why for *_, why in PLACES])
def test_the_line_under_the_title_places_the_event(line: str, place: str | None, why: str) -> None:
    assert parse(f"РЕЗОЛЮЦИЯ\nсъезда пчеловодов края\n\n{line}").event.place == place, why


def test_a_theme_on_a_line_of_its_own_is_the_event_s() -> None:
    assert parse("РЕШЕНИЕ родительского собрания\n\n17 ноября 2022 г.\n\nТема: «Семья и школа»").event.theme == "Семья и школа"


def test_a_theme_that_the_first_sentence_names_is_the_event_s_and_that_of_a_report_is_not() -> None:
    front = "РЕЗОЛЮЦИЯ\nфорума пчеловодов края\n\n12 мая 2021 года\n\n"
    assert parse(front + "Форум пчеловодов прошёл под девизом «Мёд и мы».").event.theme == "Мёд и мы"
    assert parse(front + "Участники форума провели круглый стол. Семинар на тему «Мёд и мы» прошёл.").event.theme is None


def test_the_line_of_adoption_places_the_event_where_the_front_does_not() -> None:
    adopted = "\n\nРезолюция принята на пленарном заседании 12 мая 2021 г., г. Тула"
    title = "РЕЗОЛЮЦИЯ\nсъезда пчеловодов края"
    assert PARSER.parse_text(title + BODY + adopted).event.place == "г. Тула"
    assert PARSER.parse_text(title + "\n\nс. Ольхово" + BODY + adopted).event.place == "с. Ольхово"


def test_the_word_after_a_year_and_the_seat_of_an_office_above_the_title_are_no_place() -> None:
    found = parse("МАОУ «Лицей № 4» г. Тула\n\nРЕШЕНИЕ родительского собрания\n\n17 ноября 2022 г.     Протокол № 2")
    assert (found.event.place, found.event.start) == (None, "2022-11-17")
