"""Names of bodies in the nominative."""

from __future__ import annotations

import pytest

from resolution_parser.lexicon import Lexicon
from resolution_parser.morph import Case
from resolution_parser.stages.nominative import person_to_nominative, to_nominative

LEXICON = Lexicon.default()

PHRASES: list[tuple[str, Case | None, str, str]] = [
    ("Отделу культуры, спорта и молодёжной политики", "datv", "Отдел культуры, спорта и молодёжной политики", "«и» inside the tail"),
    ("Образовательным организациям района", "datv", "Образовательные организации района", "the number stays"),
    ("районной больнице", "datv", "районная больница", "gender of the adjective"),
    ("Законодательному Собранию области", "datv", "Законодательное Собрание области", "neuter adjective"),
    ("школе-интернату № 3", "datv", "школа-интернат № 3", "both halves of a compound"),
    ("учителям-логопедам", "datv", "учителя-логопеды", "the usual plural in a compound"),
    ("Центру народных промыслов", "datv", "Центр народных промыслов", "genitive tail frozen"),
    ("Дому народного творчества", "datv", "Дом народного творчества", "a house is a body"),
    ("МБУК «Районный дом культуры»", "datv", "МБУК «Районный дом культуры»", "abbreviation and quotes stay"),
    ("Музею-заповеднику «Старая крепость»", "datv", "Музей-заповедник «Старая крепость»", "quoted name stays"),
    (
        "органам власти, осуществляющим управление в сфере туризма",
        "datv",
        "органы власти, осуществляющие управление в сфере туризма",
        "the participle agrees with the head",
    ),
    ("предприятиям, расположенным на территории округа", "datv", "предприятия, расположенные на территории округа", "passive participle"),
    ("Главному врачу ЦРБ Петрову А.А.", "datv", "Главный врач ЦРБ Петров А.А.", "a name that follows declines"),
    ("заведующей отделом М.И. Кузиной", "datv", "заведующая отделом М.И. Кузина", "substantive adjective, woman's surname"),
    ("Исполняющему обязанности начальника управления", "datv", "Исполняющий обязанности начальника управления", "participle as head"),
    ("и.о. директора школы", "datv", "и.о. директора школы", "a shortened office does not decline"),
    ("директоров школ", "accs", "директора школ", "animate accusative plural"),
    ("первого заместителя министра", "accs", "первый заместитель министра", "animate accusative singular"),
    ("Государственную Думу", "accs", "Государственная Дума", "feminine accusative"),
    ("районный Совет депутатов", "accs", "районный Совет депутатов", "inanimate accusative looks like a nominative"),
    ("правления казачьих обществ", "gent", "правление казачьих обществ", "genitive head"),
    ("общественными организациями ветеранов", "ablt", "общественные организации ветеранов", "instrumental plural"),
    ("отделом культуры", "ablt", "отдел культуры", "instrumental singular"),
    ("директора школ", None, "директора школ", "a nominative stays"),
    ("Отделу образования", None, "Отдел образования", "a cell in the dative"),
    (
        "Уполномоченному по правам ребёнка в Приречной области",
        "datv",
        "Уполномоченный по правам ребёнка в Приречной области",
        "an office that is an adjective",
    ),
    ("Отделу образования (Ермакова С.Н.)", "datv", "Отдел образования", "a bracket is no part of the name"),
    ("Mинистерству спорта", "datv", "Министерство спорта", "a Latin M is healed in the name"),
    ("городским и районным библиотекам", "datv", "городские и районные библиотеки", "coordinated adjectives"),
    ("ОТДЕЛУ ОБРАЗОВАНИЯ АДМИНИСТРАЦИИ РАЙОНА", "datv", "ОТДЕЛ ОБРАЗОВАНИЯ АДМИНИСТРАЦИИ РАЙОНА", "capitals stay"),
    ("Старшему научному сотруднику музея", "datv", "Старший научный сотрудник музея", "two adjectives"),
    ("учёному совету", "datv", "учёный совет", "ё stays"),
    ("ученому совету", "datv", "ученый совет", "no ё is put in"),
    ("Союзу «Торгово-промышленная палата»", "datv", "Союз «Торгово-промышленная палата»", "quoted apposition"),
    ("атаману хуторского общества", "datv", "атаман хуторского общества", "a cossack office"),
    ("благочинному Заречного округа", "datv", "благочинный Заречного округа", "a church office"),
]


@pytest.mark.parametrize(("phrase", "case", "expected", "why"), PHRASES)
def test_head_and_its_modifiers_go_into_the_nominative(phrase: str, case: Case | None, expected: str, why: str) -> None:
    assert to_nominative(phrase, case=case, lexicon=LEXICON) == expected, why


NAMES: list[tuple[str, Case | None, str]] = [
    ("Кравцову И.Л.", "datv", "Кравцов И.Л."),
    ("И.Л. Кравцову", "accs", "И.Л. Кравцова"),
    ("М.Е. Журавлёву", "accs", "М.Е. Журавлёва"),
    ("Тарасовой Л.Н.", "datv", "Тарасова Л.Н."),
    ("Ивлева Р.С.", "accs", "Ивлев Р.С."),
    ("Ивлева Р.С.", "gent", "Ивлев Р.С."),
    ("Ивлева Р.С.", "nomn", "Ивлева Р.С."),
    ("Корнилова Виктора Сергеевича", None, "Корнилов Виктор Сергеевич"),
    ("Виктору Сергеевичу Корнилову", "datv", "Виктор Сергеевич Корнилов"),
    ("Белоусовой Ирины Геннадьевны", None, "Белоусова Ирина Геннадьевна"),
    ("Сергиенко Н.В.", "gent", "Сергиенко Н.В."),
    ("О.И. Белых", "datv", "О.И. Белых"),
    ("Вяземскому П.А.", "datv", "Вяземский П.А."),
    ("Вяземской А.П.", "datv", "Вяземская А.П."),
    ("Мельнику С.С.", "datv", "Мельник С.С."),
    ("Шнейдермана М.Я.", "gent", "Шнейдерман М.Я."),
    ("Римской-Корсаковой Т.В.", "gent", "Римская-Корсакова Т.В."),
    ("Ермаковой С.Н.", None, "Ермакова С.Н."),
    ("Петрова А.А.", None, "Петрова А.А."),
    ("Скакалиной Г.В.", "gent", "Скакалина Г.В."),
]


@pytest.mark.parametrize(("name", "case", "expected"), NAMES)
def test_a_name_of_a_person_goes_into_the_nominative_in_its_order(name: str, case: Case | None, expected: str) -> None:
    assert person_to_nominative(name, case=case, lexicon=LEXICON) == expected
