"""Persons that a text mentions, with their offices."""

from __future__ import annotations

import pytest

from resolution_parser.lexicon import Lexicon
from resolution_parser.stages.persons import find_persons

LEXICON = Lexicon.default()

PERSONS: list[tuple[str, list[tuple[str, str | None]], str]] = [
    ("Заслушав доклад главного врача больницы А.П. Кузнецовой", [("А.П. Кузнецова", "главный врач больницы")], "genitive office"),
    ("с докладом выступил ректор университета П.И.Сомов", [("П.И.Сомов", "ректор университета")], "no space"),
    ("Докладчик: Иванова М.М., начальник отдела ветеринарии.", [("Иванова М.М.", "начальник отдела ветеринарии")], "the office behind a comma"),
    ("Иванов И.И. – председатель правления; Петров П.П. – атаман", [("Иванов И.И.", "председатель правления"), ("Петров П.П.", "атаман")], "the office behind a dash"),
    ("Председатель – Орлова Анна Сергеевна, секретарь – Белова Ольга Ивановна",
     [("Орлова Анна Сергеевна", "Председатель"), ("Белова Ольга Ивановна", "секретарь")], "labels"),
    ("Отделу культуры (Сидорова А.А.) подготовить план", [("Сидорова А.А.", None)], "a bracket after a body"),
    ("Директорам музеев № 1 (Гусев П.П.), № 2 (Рыбина А.П.)", [("Гусев П.П.", "директор музея № 1"), ("Рыбина А.П.", "директор музея № 2")], "brackets after offices"),
    ("Главному врачу (Смирнов А.А.) обеспечить", [("Смирнов А.А.", "главный врач")], "a bracket after one office"),
    ("Информацию Ермаковой С.Н. принять к сведению", [("Ермакова С.Н.", None)], "a genitive without office"),
    ("СЛУШАЛИ: Ермакову С.Н.", [("Ермакова С.Н.", None)], "an accusative without office"),
    ("СЛУШАЛИ: Волкова Д.К., специалиста отдела", [("Волков Д.К.", "специалист отдела")], "the office tells case and gender"),
    ("сообщения заместителей министра Зуева Н.В. и Орлова К.Д.", [("Зуев Н.В.", "заместитель министра"), ("Орлов К.Д.", "заместитель министра")], "a shared office"),
    ("доклады директоров лицея «Исток» Т.Н. Быковой и школы № 4 А.Г. Зайцева",
     [("Т.Н. Быкова", "директор лицея «Исток»"), ("А.Г. Зайцев", "директор школы № 4")], "one office, two places"),
    ("Избрать президентом союза Корнеева Виктора Сергеевича", [("Корнеев Виктор Сергеевич", "президент союза")], "elected"),
    ("библиотека им. А.С. Пушкина", [], "a name within an institution's name"),
    ("школа имени Зои Космодемьянской", [], "a full name within an institution's name"),
    ("турнир памяти заслуженного тренера России И.К. Лосева", [("И.К. Лосев", "заслуженный тренер России")], "in memory of"),
    ("доктора медицинских наук, профессора Е.В. Долговой", [("Е.В. Долгова", "доктор медицинских наук, профессор")], "two titles"),
    ("поддержать статью «Памяти И.И. Иванова»", [], "within quotes"),
    ("Контроль возложить на атамана отдела В.В. Казакова", [("В.В. Казаков", "атаман отдела")], "accusative"),
    ("Римскому-Корсакову Н.А. подготовить справку", [("Римский-Корсаков Н.А.", None)], "a double surname"),
    ("в г. Москве", [], "no person"),
    ("согласно п. 3 ст. 5 Закона", [], "no person"),
    ("работу администрации (директор Чупин С.Д.) признать", [("Чупин С.Д.", "директор")], "an office within the bracket"),
    ("Отв.: Ермакова С.Н., заведующие садами", [("Ермакова С.Н.", None)], "a plural is not her office"),
    ("выступила Алина Ракитина", [("Алина Ракитина", None)], "a given name and a surname"),
]


@pytest.mark.parametrize(("text", "expected", "why"), PERSONS)
def test_persons_are_named_in_the_nominative_with_their_office(text: str, expected: list[tuple[str, str | None]], why: str) -> None:
    found = find_persons(text, lexicon=LEXICON)
    assert [(person.name, person.role) for person in found] == expected, why
    assert all(0 <= person.start < person.end <= len(text) for person in found)
