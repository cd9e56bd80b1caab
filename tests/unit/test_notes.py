"""Notes at the tail of an item or on a line of their own: срок, ответственный; and what is no note."""

from __future__ import annotations

import pytest

from resolution_parser.lexicon import Lexicon
from resolution_parser.normalize import fold
from resolution_parser.stages.notes import split_notes

LEXICON = Lexicon.default()


def split(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The item's own text, and the notes with their kinds."""
    end, notes = split_notes(text, fold(text), lexicon=LEXICON)
    return text[:end], [(note.kind, text[note.start : note.end].rstrip(".")) for note in notes]


D, E = "deadline", "executor"

AT_THE_TAIL: list[tuple[str, str, list[tuple[str, str]], str]] = [
    ("передать сведения педагогу (до 01.12.2022 г.)", "передать сведения педагогу", [(D, "до 01.12.2022 г")], "a bare deadline in brackets"),
    ("издать памятку (до 1 марта)", "издать памятку", [(D, "до 1 марта")], "a bare day in brackets"),
    ("Провести смотр. Срок: до 1 мая 2020 года", "Провести смотр", [(D, "до 1 мая 2020 года")], "a deadline"),
    ("Провести смотр. Срок – до 1 мая", "Провести смотр", [(D, "до 1 мая")], "with a dash"),
    ("Провести смотр. Срок исполнения – до 1 мая", "Провести смотр", [(D, "до 1 мая")], "of execution"),
    ("Провести смотр. Срок до 1 мая", "Провести смотр", [(D, "до 1 мая")], "without a sign"),
    ("Провести смотр (срок – до 1 мая).", "Провести смотр", [(D, "до 1 мая")], "in brackets"),
    ("Провести смотр; срок: постоянно.", "Провести смотр", [(D, "постоянно")], "behind a semicolon"),
    ("Провести смотр. Отв.: Петрова А.В.", "Провести смотр", [(E, "Петрова А.В")], "an executor, shortened"),
    ("Провести смотр. Ответственный: отдел культуры", "Провести смотр", [(E, "отдел культуры")], "an executor"),
    ("Провести смотр. Ответственные – школы района", "Провести смотр", [(E, "школы района")], "executors"),
    ("Провести смотр. Исполнитель: правление союза", "Провести смотр", [(E, "правление союза")], "исполнитель"),
    ("Провести смотр (исполнители: школы, музеи)", "Провести смотр", [(E, "школы, музеи")], "исполнители in brackets"),
    ("Провести смотр (отв. – музей, срок – май)", "Провести смотр", [(E, "музей"), (D, "май")], "two in brackets"),
    ("Провести смотр. Срок: май. Отв.: музей", "Провести смотр", [(D, "май"), (E, "музей")], "two at the tail"),
    ("Провести смотр. Ответственный за исполнение: музей", "Провести смотр", [(E, "музей")], "за исполнение"),
    ("Провести смотр. Срок реализации: 2021-2022 гг.", "Провести смотр", [(D, "2021-2022 гг")], "of realisation"),
    ("Провести смотр Срок: май", "Провести смотр", [(D, "май")], "a capital without a closing sign before it"),
    ("Провести смотр до 1 мая. Отв. Петрова А.В.", "Провести смотр до 1 мая", [(E, "Петрова А.В")], "отв. without a sign"),
    ("Открыть музей (при школе № 2). Срок: май", "Открыть музей (при школе № 2)", [(D, "май")], "brackets of the item's own"),
    ("Открыть музей (отв. Петрова А.В. (музей), срок – май).", "Открыть музей", [(E, "Петрова А.В. (музей)"), (D, "май")], "brackets in brackets"),
]


@pytest.mark.parametrize(("text", "own", "notes", "why"), AT_THE_TAIL, ids=[why for *_, why in AT_THE_TAIL])
def test_a_note_at_the_tail_of_an_item_is_no_part_of_it(text: str, own: str, notes: list[tuple[str, str]], why: str) -> None:
    assert split(text) == (own, notes), why


ALONE: list[tuple[str, list[tuple[str, str]], str]] = [
    ("Срок: до 1 мая 2020 года.", [(D, "до 1 мая 2020 года")], "a deadline"),
    ("СРОК: до 1 мая", [(D, "до 1 мая")], "in capitals"),
    ("Срок исполнения — постоянно", [(D, "постоянно")], "an em dash"),
    ("Срок - 1 июля 2020 г.;", [(D, "1 июля 2020 г")], "with a closing semicolon"),
    ("Отв.: Петрова А.В.", [(E, "Петрова А.В")], "an executor"),
    ("Ответственные: музей, школы", [(E, "музей, школы")], "executors"),
    ("Исполнитель – правление", [(E, "правление")], "исполнитель"),
    ("Срок: май. Отв.: музей", [(D, "май"), (E, "музей")], "two on a line"),
    ("Отв.: музей, срок: май", [(E, "музей"), (D, "май")], "two, the other way round"),
    ("(Срок: май)", [(D, "май")], "the line in brackets"),
]


@pytest.mark.parametrize(("text", "notes", "why"), ALONE, ids=[why for *_, why in ALONE])
def test_a_line_of_notes_has_no_text_of_its_own(text: str, notes: list[tuple[str, str]], why: str) -> None:
    own, found = split(text)
    assert (own.strip(" ("), found) == ("", notes), why


NO_NOTES: list[tuple[str, str]] = [
    ("открыть группы для детей (до 3 лет)", "an age in brackets"),
    ("обсудить проект программы (до 2030 года)", "the horizon of a programme"),
    ("Провести смотр в срок до 1 мая", "в срок belongs to the sentence"),
    ("Продлить срок до 1 мая", "an object"),
    ("Сократить сроки обучения", "a noun"),
    ("Назначить ответственного за смотр", "an object"),
    ("Рекомендовать ответственным лицам провести смотр", "an addressee"),
    ("Исполнители решения работают дружно", "a subject"),
    ("Провести смотр", "nothing of the kind"),
    ("Установить срок: май для школ и июнь для музеев, и объявить его", "a note in the middle of a sentence"),
    ("Контроль за исполнением возложить на музей", "a control clause"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("text", "why"), NO_NOTES, ids=[why for _, why in NO_NOTES])
def test_what_only_looks_like_a_note_stays_in_the_item(text: str, why: str) -> None:
    assert split(text) == (text, []), why


def test_the_values_stand_where_the_offsets_say() -> None:
    text = "Провести смотр (отв. – музей, срок – май 2020 г.)."
    _, notes = split_notes(text, fold(text), lexicon=LEXICON)
    assert [text[note.start : note.end] for note in notes] == ["музей", "май 2020 г."]


def test_a_key_without_a_value_is_no_note() -> None:
    assert split("Провести смотр. Срок:")[1] == []
