"""List markers: what opens an item, of which list, with which rank; and what only looks like one."""

from __future__ import annotations

import pytest

from resolution_parser.lexicon import Lexicon
from resolution_parser.normalize import fold
from resolution_parser.stages.markers import find_marker
from resolution_parser.stages.paragraphs import Marker

LEXICON = Lexicon.default()


def find(text: str) -> Marker | None:
    return find_marker(text, fold(text), lexicon=LEXICON)


MARKERS: list[tuple[str, str, int | None, int, str]] = [
    ("1. Одобрить отчёт", "1.", 1, 1, "a number and a dot"),
    ("12.Открыть музей", "12.", 12, 1, "without a space"),
    ("3) провести смотр", "3)", 3, 1, "a number and a bracket"),
    ("(3) провести смотр", "(3)", 3, 1, "a number in brackets"),
    ("2.1. Правлению", "2.1.", 1, 2, "two levels"),
    ("2.1 Правлению", "2.1", 1, 2, "two levels without the last dot"),
    ("2.10.Правлению", "2.10.", 10, 2, "two levels, a tenth, no space"),
    ("1.2.3. Правлению", "1.2.3.", 3, 3, "three levels"),
    ("а) открыть музей", "а)", 1, 1, "a letter"),
    ("г) открыть музей", "г)", 4, 1, "the fourth letter"),
    ("(б) открыть музей", "(б)", 2, 1, "a letter in brackets"),
    ("b) открыть музей", "b)", 2, 1, "a Latin letter"),
    ("IV. Рекомендации", "IV.", 4, 1, "a Roman number"),
    ("IX. Рекомендации", "IX.", 9, 1, "a Roman number less one"),
    ("III) Рекомендации", "III)", 3, 1, "a Roman number and a bracket"),
    ("- открыть музей", "-", None, 1, "a hyphen"),
    ("– открыть музей", "–", None, 1, "an en dash"),
    ("— открыть музей", "—", None, 1, "an em dash"),
    ("-открыть музей", "-", None, 1, "a hyphen without a space"),
    ("• открыть музей", "•", None, 1, "a bullet"),
    ("· открыть музей", "·", None, 1, "a middle dot"),
    ("* открыть музей", "*", None, 1, "an asterisk"),
    ("➢ открыть музей", "➢", None, 1, "an arrow of Word"),
    ("■ открыть музей", "■", None, 1, "a square"),
    ("\uf0b7 открыть музей", "\uf0b7", None, 1, "a bullet of the Symbol font"),
    ("o открыть музей", "o", None, 1, "Word's second bullet, a Latin o"),
    ("1- Одобрить опыт", "1-", 1, 1, "a number and a hyphen"),
    ("4 Одобрить опыт", "4", 4, 1, "a number alone before a capital"),
    ("1. «Круглый стол» провести", "1.", 1, 1, "a quote follows"),
    ("1. 15 мая провести слёт", "1.", 1, 1, "a date follows"),
    ("1. 100 % школ подключить", "1.", 1, 1, "a share follows"),
    ("9. Классным руководителям", "9.", 9, 1, "a word that could be counted follows"),
    ("2.1) Правлению", "2.1)", 1, 2, "two levels and a bracket"),
    ("✓ открыть музей", "✓", None, 1, "a tick"),
    ("1.Тульским школам", "1.", 1, 1, "no space before a capital"),
]


@pytest.mark.parametrize(("text", "label", "number", "depth", "why"), MARKERS, ids=[why for *_, why in MARKERS])
def test_a_list_marker_is_found_with_its_rank(text: str, label: str, number: int | None, depth: int, why: str) -> None:
    found = find(text)
    assert found is not None, why
    assert (found.label, found.number, found.depth) == (label, number, depth)
    assert not text[found.end :].startswith(" ")
    assert text[: found.end].strip() == label


NO_MARKERS: list[tuple[str, str]] = [
    ("Одобрить отчёт", "no marker at all"),
    ("24 августа 2021 года состоялся слёт", "a date"),
    ("14 Мая", "a date with a capital"),
    ("12.05.2020 состоялся слёт", "a date in digits"),
    ("12.05.20 г.", "a short date in digits"),
    ("2021 год", "a year"),
    ("2021-2022 учебный год", "a school year"),
    ("1.5 млн рублей", "a decimal number"),
    ("5 классов", "a count"),
    ("90 % школ", "a share"),
    ("5-9 классов", "a range"),
    ("24-26 сентября", "a range of days"),
    ("10 Человек", "a count with a capital"),
    ("А.В. Иванов", "initials"),
    ("А. Иванов", "an initial"),
    ("И.о. директора", "an abbreviated office"),
    ("г. Тула", "a town"),
    ("с. Подгорное", "a village"),
    ("п. 8 протокола", "a point"),
    ("IV съезд", "a Roman ordinal"),
    ("XXI век", "a century"),
    ("«Открыть музей»", "a quote"),
    ("№ 14", "a number sign"),
    ("(2012 год)", "a year in brackets"),
    ("(далее – Союз)", "brackets"),
    ("---", "a ruled line"),
    ("-", "a lone hyphen"),
    ("1.", "a lone number"),
    ("...и открыть музей", "an ellipsis"),
    ("а открыть музей", "a conjunction"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("text", "why"), NO_MARKERS, ids=[why for _, why in NO_MARKERS])
def test_what_only_looks_like_a_marker_is_none(text: str, why: str) -> None:
    assert find(text) is None, why


SAME_LIST: list[tuple[str, str, bool, str]] = [
    ("1. Открыть", "2. Обучить", True, "numbers"),
    ("1. Открыть", "1) Открыть", False, "a dot and a bracket"),
    ("а) открыть", "б) обучить", True, "letters"),
    ("- открыть", "• обучить", False, "a hyphen and a bullet"),
    ("2.1. Открыть", "2.2. Обучить", True, "two levels"),
    ("2. Открыть", "2.1. Обучить", False, "one level and two"),
    ("1.1. Открыть", "1.1.1. Обучить", False, "two levels and three"),
    ("I. Открыть", "II. Обучить", True, "Roman numbers"),
    ("I. Открыть", "1. Обучить", False, "Roman and Arabic"),
    ("9. Открыть", "10. Обучить", True, "one digit and two"),
]


@pytest.mark.parametrize(("left", "right", "same", "why"), SAME_LIST, ids=[why for *_, why in SAME_LIST])
def test_markers_of_one_list_have_one_style(left: str, right: str, same: bool, why: str) -> None:
    first, second = find(left), find(right)
    assert first is not None
    assert second is not None
    assert (first.style == second.style) is same, why
