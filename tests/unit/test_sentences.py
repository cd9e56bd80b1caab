"""Sentences of official prose: what ends one, and which full stops do not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from resolution_parser.lexicon import Lexicon
from resolution_parser.stages.sentences import split_sentences

LEXICON = Lexicon.default()


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, lexicon=LEXICON)]


SPLIT: list[tuple[list[str], str]] = [
    (["Съезд одобрил отчёт.", "Решено открыть музей."], "two sentences"),
    (["Отчёт одобрен!", "Музей открыт?", "Открыт…", "Съезд закрыт."], "other signs"),
    (["Отчёт одобрен.", "«Музей мёда» открыт."], "a quote opens the next"),
    (["Отчёт одобрен.", "25 школ открыты."], "a number opens the next"),
    (["Съезд прошёл в 2020 г.", "Участники довольны."], "a year ends the sentence"),
    (["Работа велась в 2019-2020 гг.", "Участники довольны."], "two years end it"),
    (["Закуплены ульи, рамки и т. д.", "Участники довольны."], "и т. д. ends it"),
    (["Закуплены ульи, рамки и т.п.", "Участники довольны."], "и т.п. ends it"),
    (["Закуплены ульи, рамки и др.", "Участники довольны."], "и др. ends it"),
    (["Выделено 5 млн руб.", "Участники довольны."], "an amount ends it"),
    (["Собралось 40 чел.", "Участники довольны."], "a head count ends it"),
    (["Построено 15 км.", "Участники довольны."], "a measure ends it"),
    (["Принят закон «О мёде».", "Участники довольны."], "a closing quote before the stop"),
    (["Он сказал: «Мы согласны.»", "Участники довольны."], "a closing quote behind the stop"),
    (["Открыт музей (в селе Ольхово).", "Участники довольны."], "a bracket before the stop"),
    (["Действует закон № 12-ФЗ.", "Участники довольны."], "an act's number ends it"),
    (["Охват вырос до 80 %.", "Участники довольны."], "a share ends it"),
    (["Подробно сказано в Приложении 2.", "Участники довольны."], "a number ends it"),
    (["С докладом выступил Петров.", "Участники довольны."], "a surname ends it"),
]


SPLIT.extend([
    (["Посты закрыты на реках длиной до 2000 кв. км.", "Зоны застраиваются."], "a measure in two abbreviations"),
    (["Стратегия утверждена распоряжением № 1235-р.", "Она действует."], "a number that ends in a letter"),
])


@pytest.mark.parametrize(("sentences", "why"), SPLIT, ids=[why for _, why in SPLIT])
def test_a_sentence_ends(sentences: list[str], why: str) -> None:
    assert split(" ".join(sentences)) == sentences, why


WHOLE: list[tuple[str, str]] = [
    ("Стратегия утверждена распоряжением № 1235-р Правительства", "a number with a letter"),
    ("С докладом выступил А.В. Петров из Тулы", "initials"),
    ("С докладом выступил А. В. Петров из Тулы", "initials with a space"),
    ("С докладом выступил Петров А.В.", "initials behind the name"),
    ("Съезд прошёл в г. Туле и в с. Ольхово", "places"),
    ("В 2020 г. участники собрались в Туле", "a year before a small letter"),
    ("Музей им. А.С. Попова открыт", "named after"),
    ("Музей на ул. Садовой открыт", "a street"),
    ("Согласно п. 8.4 Устава и ст. 12 Закона", "point and article"),
    ("Выделено 1.5 млн рублей", "a decimal point"),
    ("Выделено 5 тыс. Евро", "a thousand of something"),
    ("Слово взял проф. Петров", "a title"),
    ("Решение принял зам. Главы района", "an office"),
    ("Собрались педагоги, т. е. Учителя и воспитатели", "that is"),
    ("Утверждён закон «О мёде. О воске» и другие", "a stop inside quotes"),
    ("1. Одобрить отчёт", "a number of an item"),
    ("Приказ от 12.05.2020 № 14 отменён", "a date"),
    ("Открыты музеи… и школы", "an ellipsis before a small letter"),
    ("Постановление от 3 мая 2019 г. № 14 отменено", "a year before a number"),
    ("Открыть музей", "no stop at all"),
]


@pytest.mark.parametrize(("text", "why"), WHOLE, ids=[why for _, why in WHOLE])
def test_a_full_stop_that_ends_no_sentence(text: str, why: str) -> None:
    assert split(text) == [text], why


def test_unbalanced_quotes_do_not_swallow_the_rest_of_the_document() -> None:
    text = "Принят закон «О мёде. " + "Участники съезда довольны работой правления. " * 12
    assert len(split(text.strip())) > 3


def test_the_sentences_hold_all_of_the_text_but_the_spaces_between() -> None:
    text = "Съезд прошёл в 2020 г. Участники довольны! С докладом выступил А.В. Петров. Решено: открыть музей"
    found = split_sentences(text, lexicon=LEXICON)
    gaps = [text[left[1] : right[0]] for left, right in pairwise(found)]
    assert (found[0][0], found[-1][1]) == (0, len(text))
    assert all(not gap.strip() for gap in gaps)
    assert all(text[start:end] == text[start:end].strip() for start, end in found)


@pytest.mark.parametrize("text", ["", ".", "...", "«", "А.", "1.", "?!", ". . ."])
def test_signs_without_words_raise_nothing(text: str) -> None:
    assert "".join(split(text)).replace(" ", "") == text.replace(" ", "")
