"""Persons that a text mentions, with their offices."""

from __future__ import annotations

import pytest

from resolution_parser.lexicon import Lexicon
from resolution_parser.stages.person_cases import NamedOnce, agreed_names
from resolution_parser.stages.persons import find_persons

LEXICON = Lexicon.default()

PERSONS: list[tuple[str, list[tuple[str, str | None]], str]] = [
    ("Заслушав доклад главного врача больницы А.П. Кузнецовой", [("А.П. Кузнецова", "главный врач больницы")], "genitive office"),
    ("с докладом выступил ректор университета П.И.Сомов", [("П.И.Сомов", "ректор университета")], "no space"),
    (
        "Докладчик: Иванова М.М., начальник отдела ветеринарии.",
        [("Иванова М.М.", "начальник отдела ветеринарии")],
        "the office behind a comma",
    ),
    (
        "Иванов И.И. – председатель правления; Петров П.П. – атаман",
        [("Иванов И.И.", "председатель правления"), ("Петров П.П.", "атаман")],
        "the office behind a dash",
    ),
    (
        "Председатель – Орлова Анна Сергеевна, секретарь – Белова Ольга Ивановна",
        [("Орлова Анна Сергеевна", "Председатель"), ("Белова Ольга Ивановна", "секретарь")],
        "labels",
    ),
    ("Отделу культуры (Сидорова А.А.) подготовить план", [("Сидорова А.А.", None)], "a bracket after a body"),
    (
        "Директорам музеев № 1 (Гусев П.П.), № 2 (Рыбина А.П.)",
        [("Гусев П.П.", "директор музея № 1"), ("Рыбина А.П.", "директор музея № 2")],
        "brackets after offices",
    ),
    ("Главному врачу (Смирнов А.А.) обеспечить", [("Смирнов А.А.", "главный врач")], "a bracket after one office"),
    ("Информацию Ермаковой С.Н. принять к сведению", [("Ермакова С.Н.", None)], "a genitive without office"),
    ("СЛУШАЛИ: Ермакову С.Н.", [("Ермакова С.Н.", None)], "an accusative without office"),
    ("СЛУШАЛИ: Волкова Д.К., специалиста отдела", [("Волков Д.К.", "специалист отдела")], "the office tells case and gender"),
    (
        "сообщения заместителей министра Зуева Н.В. и Орлова К.Д.",
        [("Зуев Н.В.", "заместитель министра"), ("Орлов К.Д.", "заместитель министра")],
        "a shared office",
    ),
    (
        "доклады директоров лицея «Исток» Т.Н. Быковой и школы № 4 А.Г. Зайцева",
        [("Т.Н. Быкова", "директор лицея «Исток»"), ("А.Г. Зайцев", "директор школы № 4")],
        "one office, two places",
    ),
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
    ("доклад ректора ТГУ профессора В.Ю. Стромова", [("В.Ю. Стромов", "ректор ТГУ, профессор")], "a title behind an office"),
    (
        "заместитель председателя правительства – министр финансов Л.Л. Громов",
        [("Л.Л. Громов", "заместитель председателя правительства – министр финансов")],
        "a double office",
    ),
    ("выступила Алина Ракитина", [("Алина Ракитина", None)], "a given name and a surname"),
    ("председатель Раиса Петровна Чиркова", [("Раиса Петровна Чиркова", "председатель")], "the surname last, an adjective elsewhere"),
    ("Выступила Анна Викторовна Бережная.", [("Анна Викторовна Бережная", None)], "a verb in capitals before the name"),
    ("доклад Игоря Валентиновича Стахова", [("Игорь Валентинович Стахов", None)], "the genitive of three"),
    ("Уважаемая Раиса Петровна!", [("Раиса Петровна", None)], "an address is no surname"),
    ("Тихая Анна Ивановна, Мельник Иван Лукич", [("Тихая Анна Ивановна", None), ("Мельник Иван Лукич", None)], "the surname first"),
    ("поблагодарить главу округа Марину Чернецкую", [("Марина Чернецкая", "глава округа")], "given name and surname, accusative"),
    ("и лично Марину Чернецкую!", [("Марина Чернецкая", None)], "an accusative that nothing governs"),
    (
        "предприниматели Г.Хачатрян и Л. Шутова",
        [("Г.Хачатрян", "предприниматель"), ("Л. Шутова", "предприниматель")],
        "one initial, with and without a space",
    ),
    ("с докладом выступил Г. А. Хачатрян", [("Г. А. Хачатрян", None)], "initials with a space"),
    ("секретарь Шутова Л.", [("Шутова Л.", "секретарь")], "one initial behind"),
    ("на базе Школы А. и Школы Б.", [], "a letter is no initial"),
    ("благодарят их наставницу Е.В. Кудрину", [("Е.В. Кудрина", "наставница")], "the noun before tells the gender"),
    (
        "выступления директоров школ искусств Э.М. Сорокина и Е.А. Тихой",
        [("Э.М. Сорокин", "директор школ искусств"), ("Е.А. Тихая", "директор школ искусств")],
        "a surname that is an adjective",
    ),
    ("Слушали: Мишину Т.Ю.", [("Мишина Т.Ю.", None)], "a woman's accusative"),
    (
        "утвердить состав комиссии: Алтухов Г.С., Веденеева Л.А., Мишина Т.Ю.",
        [("Алтухов Г.С.", None), ("Веденеева Л.А.", None), ("Мишина Т.Ю.", None)],
        "a list behind the object stands in the nominative",
    ),
    ("школа имени Героя Советского Союза Н.Н. Смирнова", [], "a title within an institution's name"),
    ("доклад Кузьмы Ильича Дорогих", [("Кузьма Ильич Дорогих", None)], "a surname that never declines"),
    ("поручить директору гимназии Веденеевой Л.А.", [("Веденеева Л.А.", "директор гимназии")], "a woman in a man's office"),
    ("Рассмотрев справку отдела (исполнитель Н.В. Ракова)", [("Н.В. Ракова", None)], "a nominative in brackets"),
    ("выступил фермер из Заболотска О.П. Лаптев", [("О.П. Лаптев", "фермер из Заболотска")], "a place before the initials"),
    ("староста д. Кара-Суу Б.Э. Тулеев", [("Б.Э. Тулеев", "староста д. Кара-Суу")], "a place behind its abbreviation"),
    ("Иванов А.Б. Петров В.Г.", [("Иванов А.Б.", None), ("Петров В.Г.", None)], "two names without a comma"),
    ("Зуеву Н.И. от обязанностей казначея освободить", [("Зуева Н.И.", None)], "the accusative of the infinitive that follows"),
    ("Съезд избирает секретарём О.П. Лаптеву", [("О.П. Лаптева", "секретарь")], "the accusative of a verb in the present"),
    ("доложил профессор В.С. Ланской", [("В.С. Ланской", "профессор")], "a man's name that could be a woman's dative"),
    ("поблагодарить профессора В.С. Ланскую", [("В.С. Ланская", "профессор")], "that woman"),
    ("Приглашены: Бобкова С.Ю., Пак И.С.", [("Бобкова С.Ю.", None), ("Пак И.С.", None)], "a short participle governs nobody"),
    (
        "доклад министра хозяйства и энергетики области Брагина В.Л.", [("Брагин В.Л.", "министр хозяйства и энергетики области")],
        "a matter that sounds like its people",
    ),
    (
        "присвоить школе имя Героя Советского Союза Н.Н. Смирнова", [("Н.Н. Смирнов", "Герой Советского Союза")],
        "what is being named is no institution's name yet",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), PERSONS)
def test_persons_are_named_in_the_nominative_with_their_office(text: str, expected: list[tuple[str, str | None]], why: str) -> None:
    found = find_persons(text, lexicon=LEXICON)
    assert [(person.name, person.role) for person in found] == expected, why
    assert all(0 <= person.start < person.end <= len(text) for person in found)


AGREED: list[tuple[list[tuple[str, str, bool]], list[str], str]] = [
    (
        [("О.П. Лаптев", "О.П. Лаптев", True), ("О.П. Лаптева", "О.П. Лаптева", False)], ["О.П. Лаптев", "О.П. Лаптев"],
        "a genitive that could be a nominative",
    ),
    (
        [("О.П. Лаптев", "О.П. Лаптев", True), ("О.П. Лаптева", "О.П. Лаптева", True)], ["О.П. Лаптев", "О.П. Лаптева"],
        "two persons with an office each",
    ),
    (
        [("О.П. Лаптев", "О.П. Лаптев", True), ("И.П. Лаптева", "И.П. Лаптева", False)], ["О.П. Лаптев", "И.П. Лаптева"],
        "other initials",
    ),
    ([("О.П. Лаптева", "О.П. Лаптева", False)], ["О.П. Лаптева"], "nobody else"),
]


@pytest.mark.parametrize(("mentions", "names", "why"), AGREED)
def test_a_doubtful_name_agrees_with_one_that_an_office_tells(mentions: list[tuple[str, str, bool]], names: list[str], why: str) -> None:
    found = agreed_names([NamedOnce(printed=one, name=name, has_office=told) for one, name, told in mentions], lexicon=LEXICON)
    assert list(found) == names, why
