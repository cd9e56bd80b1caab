"""Measurable targets, and the numbers that measure nothing."""

from __future__ import annotations

import pytest

from resolution_parser.lexicon import Lexicon
from resolution_parser.stages.indicators import find_indicators

LEXICON = Lexicon.default()

MEASURES = [
    ("увеличить охват с 45 % до 60 %", 60, None, "%", "eq", "the level that was is no target"),
    ("охват горячим питанием до 100 %", 100, None, "%", "eq", "a share after up to is a level"),
    ("обеспечить 15-20% рост", 15, 20, "%", "range", "a range of shares, glued"),
    ("отремонтировать 5 (пять) колодцев", 5, None, "колодцев", "eq", "a number that is spelled out behind itself"),
    ("открыть не менее 25 (двадцати пяти) мест", 25, None, "мест", "ge", "spelled out in several words"),
    ("урожайность 25 ц/га", 25, None, "ц/га", "eq", "a measure with a stroke"),
    ("обеспечить охват не менее 80 % педагогов", 80, None, "%", "ge", "at least a share"),
    ("качество знаний не ниже 45%", 45, None, "%", "ge", "no space before the sign"),
    ("до 70 % выпускников уезжают", 70, None, "%", "le", "a share after up to that nothing brings about is a limit"),
    ("увеличить приём на 20 мест", 20, None, "мест", "eq", "a number that something grows by"),
    ("создать запас угля не менее чем на 45 суток", 45, None, "суток", "ge", "a compared time"),
    ("снизить долю (не более 2 %)", 2, None, "%", "le", "at most, in brackets"),
    ("доля не превышает 1,6 %", 1.6, None, "%", "le", "a decimal comma"),
    ("износ превышает 60 %", 60, None, "%", "gt", "exceeds"),
    ("более 40 % зданий требуют ремонта", 40, None, "%", "gt", "more than"),
    ("охвачено лишь 9 % сельских школьников", 9, None, "%", "eq", "only"),
    ("увеличить охват до 80 % к 2024 году", 80, None, "%", "eq", "raise to a level"),
    ("довести долю участников до 45 %", 45, None, "%", "eq", "bring to a level"),
    ("снизить заболеваемость до 12 %", 12, None, "%", "eq", "lower to a level"),
    ("довести охват до уровня не менее 78 % детей", 78, None, "%", "ge", "the nearer word wins"),
    ("увеличить субсидии не менее чем на 15 %", 15, None, "%", "ge", "at least by"),
    ("увеличить тираж на 10 %", 10, None, "%", "eq", "by"),
    ("сократить расходы на 5 процентов", 5, None, "процентов", "eq", "the word for the sign"),
    ("обеспечить 100 % охват горячим питанием", 100, None, "%", "eq", "all"),
    ("обеспечить 100-процентный охват", 100, None, "%", "eq", "as an adjective"),
    ("рост на 2,1 процентного пункта", 2.1, None, "процентного пункта", "eq", "points"),
    ("выделить 120 млн руб. на ремонт", 120, None, "млн руб.", "eq", "a sum"),
    ("выделить не менее 45 млн. рублей", 45, None, "млн. рублей", "ge", "a sum with a stop"),
    ("гранты — до 50 тыс. руб. на проект", 50, None, "тыс. руб.", "le", "up to a sum"),
    ("предусмотреть 300 000 рублей", 300000, None, "рублей", "eq", "thousands parted by spaces"),
    ("намолочено 1 млн 240 тыс. тонн зерна", 1240, None, "тыс. тонн", "eq", "millions and thousands"),
    ("освоено 2 млрд 300 млн рублей", 2300, None, "млн рублей", "eq", "milliards and millions"),
    ("занимаются 97 тысяч детей", 97, None, "тысяч детей", "eq", "the word for thousands"),
    ("число участников составляет 48,3 тыс. человек", 48.3, None, "тыс. человек", "eq", "a shortened thousand"),
    ("помещение площадью не менее 120 кв. м", 120, None, "кв. м", "ge", "an area"),
    ("отремонтировать 15 км дорог", 15, None, "км", "eq", "a length"),
    ("открытие не менее 120 мест", 120, None, "мест", "ge", "places"),
    ("открыть не менее 1200 мест дополнительного образования", 1200, None, "мест", "ge", "four digits"),
    ("создать 500 новых рабочих мест", 500, None, "мест", "eq", "adjectives are passed over"),
    ("зарегистрировано 46 новых территориальных общественных самоуправлений", 46, None, "самоуправлений", "eq", "the head noun"),
    ("построить 14 животноводческих комплексов", 14, None, "комплексов", "eq", "built things"),
    ("обучить не менее 150 человек", 150, None, "человек", "ge", "people"),
    ("обучить по ней до конца 2025 года не менее 80 наставников", 80, None, "наставников", "ge", "a date stands before"),
    ("охвачены 412 обучающихся", 412, None, "обучающихся", "eq", "a participle as a noun"),
    ("обучить не менее 40 % педагогических работников", 40, None, "%", "ge", "a share of a phrase"),
    ("свыше 300 жителей получили помощь", 300, None, "жителей", "gt", "over"),
    ("менее 20 педагогов прошли курсы", 20, None, "педагогов", "lt", "fewer"),
    ("привлечь 10-15 волонтёров", 10, 15, "волонтёров", "range", "a range with a dash"),
    ("привлечь от 10 до 15 волонтёров", 10, 15, "волонтёров", "range", "a range in words"),
    ("охват составит 60–70 %", 60, 70, "%", "range", "a range of shares"),
    ("число отрядов выросло в 1,7 раза", 1.7, None, "раза", "eq", "times"),
    ("увеличить выпуск более чем в 2 раза", 2, None, "раза", "gt", "more than so many times"),
    ("не менее 72 часов обучения", 72, None, "часов", "ge", "hours with a comparison"),
    ("средний балл не ниже 60 баллов", 60, None, "баллов", "ge", "points"),
    ("охват 80 % и более", 80, None, "%", "ge", "and more"),
    ("доля не должна превышать 5 %", 5, None, "%", "le", "must not exceed"),
    ("доля молодых педагогов моложе 35 лет только 14 %", 14, None, "%", "eq", "an age before the share"),
    ("трудоустроить подростков от 14 до 17 лет – не менее 150 человек", 150, None, "человек", "ge", "ages before the target"),
    ("поступает не более 40 новых книг на 1000 жителей", 40, None, "книг", "le", "the rate's base is none"),
]


@pytest.mark.parametrize(("text", "value", "value_max", "unit", "comparator", "why"), MEASURES)
def test_measure(text: str, value: float, value_max: float | None, unit: str, comparator: str, why: str) -> None:
    found = [one.indicator for one in find_indicators(text, lexicon=LEXICON)]
    assert [(one.value, one.value_max, one.unit, one.comparator) for one in found] == [(value, value_max, unit, comparator)], why


NO_MEASURES = [
    ("учащиеся 5-9 классов", "grades"),
    ("перейти на стандарт в 5-х классах", "grades with an ending"),
    ("классным руководителям 1–11 классов", "grades with a long dash"),
    ("диагностика учащихся 4, 8 и 10 классов", "grades in a list"),
    ("детей в возрасте от 5 до 18 лет", "ages"),
    ("подростков 14-17 лет", "ages with a dash"),
    ("школьникам старше 14 лет", "older than"),
    ("до 1 сентября 2020 года разработать", "a day"),
    ("до 24.08.2021 направить", "a day in digits"),
    ("рассмотреть в 2022 году", "a year"),
    ("в 2020/2021 учебном году", "a school year"),
    ("в 2022-2024 годах", "years"),
    ("приказ от 9 ноября 2018 г. № 196", "an act"),
    ("опыт школ № 218 и № 225", "names of schools"),
    ("директорам школ №№ 1, 2 и 5", "names of schools in a list"),
    ("внести изменения в статью 75 закона", "an article"),
    ("по исполнению пунктов 1.2–2.3", "numbers of items"),
    ("в соответствии с п. 5 решения", "a shortened item"),
    ("городов с населением более 100 тыс. человек", "selects towns"),
    ("в районах, удалённых от центров более чем на 150 км", "selects districts"),
    ("конкурс «Сто по 100 рублей»", "inside a name"),
    ("введено в 12 муниципальных районах", "where, not how many"),
    ("во всех 22 организациях", "all of them"),
    ("из 26 населённых пунктов", "where from"),
    ("заслушивать 2 раза в год", "how often"),
    ("в течение 10 дней", "a term"),
    ("не реже 1 раза в квартал", "how often"),
    ("не менее чем двухразовое питание", "a word, not digits"),
    ("не менее четырёх часов физики", "a number in words"),
    ("учреждения 3 категории", "a category"),
    ("требованиям СанПиН 2.4.2.2821-10", "a rule's number"),
    ("занял 3 место на конкурсе", "a rank"),
    ("протокол № 14", "a protocol"),
    ("к 80 годовщине Победы", "an anniversary"),
    ("школы 2 ступени", "a stage of school"),
    ("3-4 раза в неделю", "how often, as a range"),
    ("в 18.00 часов", "a time of day"),
    ("в соответствии с 273-ФЗ", "a law's number"),
    ("режим 24/7", "a slogan"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("text", "why"), NO_MEASURES)
def test_number_that_measures_nothing(text: str, why: str) -> None:
    assert find_indicators(text, lexicon=LEXICON) == (), why


def test_two_measures_of_one_sentence_are_both_found() -> None:
    text = "успеваемость по русскому языку составила 96 %, по математике - 84,5 %"
    assert [one.indicator.value for one in find_indicators(text, lexicon=LEXICON)] == [96, 84.5]


def test_counts_joined_by_and_are_both_found() -> None:
    text = "Подготовлены 4 мастера спорта и 37 кандидатов"
    assert [one.indicator.unit for one in find_indicators(text, lexicon=LEXICON)] == ["мастера", "кандидатов"]


def test_text_is_quoted_with_its_comparison_and_what_it_is_a_share_of() -> None:
    text = "обеспечить охват не менее 80 % педагогов района"
    found, = find_indicators(text, lexicon=LEXICON)
    assert found.indicator.text == text[found.start: found.end] == "не менее 80 % педагогов"
