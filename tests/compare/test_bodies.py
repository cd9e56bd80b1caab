"""Names that mean one body, and names that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from resolution_parser.compare import compare
from resolution_parser.compare.aliases import NO_ALIASES, make_aliases, read_aliases
from resolution_parser.compare.bodies import BodyBook
from resolution_parser.compare.body_names import load_body_words
from resolution_parser.errors import FileMissing, UsageError
from resolution_parser.lexicon import Lexicon
from resolution_parser.records import Resolution
from tests.compare.makers import resolution, task

WORDS = load_body_words(Lexicon.default())


def are_one(first: list[str], second: list[str]) -> bool:
    """Whether the first names of two years come out as one body."""
    book = BodyBook(WORDS, NO_ALIASES)
    book.learn(first, (), step=0, year=2021)
    book.learn(second, (), step=1, year=2022)
    return book.key(first[0]) == book.key(second[0])


@pytest.mark.parametrize(("one", "other", "why"), [
    ("отдел образования", "Отдел образования администрации Рассказовского района", "containment"),
    ("МКУ «ИМЦ Рассказовского района»", "ИМЦ", "form and territory aside"),
    ("МКУ «Информационно-методический центр»", "МКУ «ИМЦ»", "abbreviation with a hyphen"),
    ("РОО", "Отдел образования администрации района", "the territory's letter stands first"),
    ("КДН и ЗП", "Комиссия по делам несовершеннолетних и защите их прав", "abbreviation of two words"),
    ("ГБУЗ «Заречная ЦРБ»", "Заречная центральная районная больница", "a place before the abbreviation"),
    ("ОМВД России по Заречному району", "Отдел МВД России по Заречному району", "an abbreviation within one"),
    ("Минсельхоз края", "Министерство сельского хозяйства Саянского края", "syllables"),
    ("Минобрнауки области", "Министерство образования и науки области", "syllables with an ending"),
    ("Образовательные учреждения района", "Образовательные организации муниципального округа", "a word of the law, and the territory"),
    ("Отдел культуры", "Управление культуры администрации района", "another kind of office"),
    ("Ассоциация", "Ассоциация крестьянских хозяйств края", "a short name of the only such body"),
    ("Главы сельских поселений", "Главы поселений района", "levels that fit"),
])
def test_names_of_one_body(one: str, other: str, why: str) -> None:
    assert are_one([one], [other]), why
    assert are_one([other], [one]), why


@pytest.mark.parametrize(("one", "other", "why"), [
    ("Школа № 3", "Школа № 5", "another number"),
    ("Администрация Лесного сельского поселения", "Администрация Речного сельского поселения", "another place"),
    ("Администрация района", "Администрация сельского поселения", "another level"),
    ("Отдел образования", "Отдел культуры", "another field"),
    ("Образовательные организации", "Дошкольные образовательные организации", "a class and a part of it"),
    ("РОО", "Руководители образовательных организаций", "no abbreviation of a class while it names an office"),
    ("Министерство сельского хозяйства края", "Администрация сельского поселения", "«сельский» is no level before «хозяйства»"),
])
def test_names_of_different_bodies(one: str, other: str, why: str) -> None:
    first = [one] if one != "РОО" else [one, "Отдел образования района"]
    assert not are_one(first, [other]), why


def test_what_one_document_names_side_by_side_is_not_one_by_likeness() -> None:
    assert not are_one(["Отдел культуры", "Отдел культуры и спорта"], ["Отдел культуры и спорта"])
    assert are_one(["Отдел культуры"], ["Отдел культуры и спорта"])


@pytest.mark.parametrize("sentence", [
    "Отдел образования преобразован в управление по делам семьи.",
    "С начала года отдел образования\nпереименован в Управление по делам семьи, созданы новые кабинеты.",
    "Отдел образования реорганизован в управление по делам семьи",
    "По докладу отдела культуры отдел образования переименован в управление по делам семьи",
])
def test_a_renaming_in_the_text_makes_two_names_one_body(sentence: str) -> None:
    first = resolution(2021, task("купить мел", "Отдел образования администрации района"), task("купить ноты", "Отдел культуры"))
    told = resolution(2022, task("купить мел", "Управление по делам семьи администрации района"), findings=[{"text": sentence}])
    bodies = [[one.name for one in body.names] for body in compare([first, told]).bodies]
    assert bodies == [["Отдел образования администрации района", "Управление по делам семьи администрации района"], ["Отдел культуры"]]
    assert len(compare([first, resolution(2022, task("купить мел", "Управление по делам семьи администрации района"))]).bodies) == 3


def test_flags_and_canonical_names_follow_the_body_not_the_name() -> None:
    first, second = resolution(2021, task("купить мел", "РОО")), resolution(2022, task("купить мел", "Отдел образования администрации района"))
    comparison = compare([first, second])
    [link] = comparison.links
    assert (link.bodies_changed, link.added, link.removed) == (False, (), ())
    assert {body.canonical for thread in comparison.threads for one in thread.occurrences for body in one.bodies} == {
        "Отдел образования администрации района"}


def test_a_body_whose_tasks_all_went_to_one_of_a_kindred_name_is_that_body() -> None:
    duties = ("отремонтировать кровлю музея", "закупить лыжи для секции", "провести ярмарку мёда")

    def year(number: int, name: str) -> Resolution:
        return resolution(number, *(task(text, name) for text in duties))

    first, kindred = "Комитет по социальным вопросам", "Управление социальных программ"
    assert len(compare([year(2021, first), year(2022, kindred)]).bodies) == 1
    assert len(compare([year(2021, first), year(2022, "Отдел культуры")]).bodies) == 2


# Aliases

def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


TOML = '[[body]]\nname = "Центр семьи"\nnames = ["Отдел опеки", "Служба помощи"]\n'
CSV = "Центр семьи;Отдел опеки;Служба помощи\n"


@pytest.mark.parametrize(("name", "text"), [("a.toml", TOML), ("a.csv", CSV), ("a.csv", CSV.replace(";", ","))])
def test_aliases_make_one_body_under_the_name_that_the_office_gives(tmp_path: Path, name: str, text: str) -> None:
    aliases = read_aliases(write(tmp_path, name, text))
    years = [resolution(2021, task("купить мел", "отдел  опеки")), resolution(2022, task("купить мел", "Служба помощи"))]
    [body] = compare(years, aliases=aliases).bodies
    assert (body.name, [one.name for one in body.names]) == ("Центр семьи", ["отдел  опеки", "Служба помощи"])


def test_aliases_win_over_likeness() -> None:
    aliases = make_aliases([("1", ["Отдел культуры", "Культура"]), ("2", ["Управление культуры", "Управа"])])
    years = [resolution(2021, task("купить мел", "Отдел культуры")), resolution(2022, task("купить мел", "Управление культуры"))]
    assert len(compare(years).bodies) == 1
    assert len(compare(years, aliases=aliases).bodies) == 2


@pytest.mark.parametrize(("name", "text", "message"), [
    ("a.toml", TOML + TOML, "«Центр семьи» already stands in another group"),
    ("a.toml", "[[body]]\nname = 1", "body 1: name must be a text"),
    ("a.toml", "[[bodies]]\nname = 'a'", "unknown key 'bodies'"),
    ("a.toml", "[[body", "not valid TOML"),
    ("a.csv", "Отдел опеки\n", "a.csv:1: only one name, «Отдел опеки»"),
    ("a.csv", "\n", "no names in it"),
])
def test_a_faulty_file_of_aliases_is_told_of_with_its_place(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_aliases(write(tmp_path, name, text))


def test_a_file_of_aliases_that_is_missing_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_aliases(tmp_path / "none.toml")
    (tmp_path / "b.toml").write_bytes("имя".encode("cp1251"))
    with pytest.raises(UsageError, match="not UTF-8"):
        read_aliases(tmp_path / "b.toml")
