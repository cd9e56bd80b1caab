"""The tail: who signed, as printed; where the annexes begin; what small print stands below."""

from __future__ import annotations

import pytest

from resolution_parser.parser import Parser
from resolution_parser.records import Resolution

PARSER = Parser()
HEAD = "РЕЗОЛЮЦИЯ\nсъезда пчеловодов края\n\nСъезд решил:\n1. Одобрить отчёт правления.\n2. Открыть музей мёда."
ITEMS = ["Одобрить отчёт правления", "Открыть музей мёда"]


def parse(tail: str) -> Resolution:
    return PARSER.parse_text(f"{HEAD}\n\n{tail}")


SIGNATURES: list[tuple[str, list[tuple[str, str | None]], str]] = [
    ("По поручению участников съезда\nВера Соловьянова, координатор оргкомитета\n\n#пчёлы2018", [("Вера Соловьянова", "По поручению участников съезда , координатор оргкомитета")],
     "on behalf of the others, over a hashtag"),
    ("Председатель союза                         А.В. Петров", [("А.В. Петров", "Председатель союза")], "a role and a name at the two ends"),
    ("Председатель союза А.В. Петров", [("А.В. Петров", "Председатель союза")], "a role and a name"),
    ("Председатель союза\nА.В. Петров", [("А.В. Петров", "Председатель союза")], "on two lines"),
    ("Председатель союза\n\nА.В. Петров", [("А.В. Петров", "Председатель союза")], "a blank line between"),
    ("Председатель\nкраевого союза пчеловодов\nА.В. Петров", [("А.В. Петров", "Председатель краевого союза пчеловодов")], "a role of two lines"),
    ("Председатель союза  ____________  А.В. Петров", [("А.В. Петров", "Председатель союза")], "a line to sign on"),
    ("Председатель союза ________/А.В. Петров/", [("А.В. Петров", "Председатель союза")], "slashes"),
    ("Председатель союза\tА.В. Петров", [("А.В. Петров", "Председатель союза")], "a tab"),
    ("Председатель союза                         Петров А.В.", [("Петров А.В.", "Председатель союза")], "the surname first"),
    ("Председатель союза                         А. В. Петров", [("А. В. Петров", "Председатель союза")], "initials with a space"),
    ("Председатель союза                         Анна Петрова", [("Анна Петрова", "Председатель союза")], "a full first name"),
    (
        "Председатель                               А.В. Петров\nСекретарь                                  П.П. Сидоров",
        [("А.В. Петров", "Председатель"), ("П.П. Сидоров", "Секретарь")],
        "two of them",
    ),
    (
        "Председатель\n\nА.В. Петров\n\nСекретарь\n\nП.П. Сидоров",
        [("А.В. Петров", "Председатель"), ("П.П. Сидоров", "Секретарь")],
        "two of them on four lines",
    ),
    ("И.о. председателя союза                    А.В. Петров", [("А.В. Петров", "И.о. председателя союза")], "acting"),
    ("Глава администрации                        А.В. Петров", [("А.В. Петров", "Глава администрации")], "another office"),
    ("А.В. Петров", [("А.В. Петров", None)], "a name alone"),
    ("От союза пчеловодов                         А.В. Петров", [("А.В. Петров", "От союза пчеловодов")], "on behalf of"),
    ("Председатель союза,\nдоктор наук                                А.В. Петров", [("А.В. Петров", "Председатель союза, доктор наук")], "a role and a degree"),
    ("Председатель союза                    А.В.Петров", [("А.В.Петров", "Председатель союза")], "no space behind the initials"),
    ("М.П.\n\nПредседатель союза                    А.В. Петров", [("А.В. Петров", "Председатель союза")], "a seal"),
    ("Принято единогласно.\n\nПредседатель               А.В. Петров", [("А.В. Петров", "Председатель")], "a vote above"),
    ("Председатель               А.В. Петров\n\nИсп. Иванова И.И.\nтел. 2-14-15", [("А.В. Петров", "Председатель")], "who typed it"),
    ("Председатель               А.В. Петров\n\nРазослано: школы, музеи", [("А.В. Петров", "Председатель")], "who got it"),
]


@pytest.mark.parametrize(("tail", "signed", "why"), SIGNATURES, ids=[why for *_, why in SIGNATURES])
def test_who_signed_is_read_as_printed(tail: str, signed: list[tuple[str, str | None]], why: str) -> None:
    found = parse(tail)
    assert [(signature.name, signature.role) for signature in found.signatures] == signed, why
    assert [item.text for item in found.items()] == ITEMS


@pytest.mark.parametrize(("tail", "signed", "why"), SIGNATURES, ids=[why for *_, why in SIGNATURES])
def test_signatories_are_not_among_the_persons_mentioned(tail: str, signed: list[tuple[str, str | None]], why: str) -> None:
    assert parse(tail).persons == (), why


def test_a_role_over_several_names_is_not_lost() -> None:
    first, second = parse("Сопредседатели:\nА.В. Петров\nП.П. Сидоров").signatures
    assert (first.name, first.role, second.name) == ("А.В. Петров", "Сопредседатели", "П.П. Сидоров")


def test_the_signatures_are_a_section() -> None:
    assert [part.kind for part in parse("Председатель союза                А.В. Петров").sections] == ["title", "proposals", "signatures"]


NOT_SIGNED: list[tuple[str, str]] = [
    ("", "nothing"),
    ("3. Поручить председателю союза А.В. Петрову издать книгу.", "an item"),
    ("3. Контроль возложить на председателя союза А.В. Петрова.", "a control clause"),
    ("Съезд благодарит председателя союза А.В. Петрова за работу.", "a sentence"),
    ("Принято единогласно.", "a vote"),
    ("г. Тула, 12 мая 2021 года", "place and date"),
]


@pytest.mark.parametrize(("tail", "why"), NOT_SIGNED, ids=[why for _, why in NOT_SIGNED])
def test_what_is_no_signature(tail: str, why: str) -> None:
    found = parse(tail)
    assert found.signatures == (), why
    assert "signatures" not in [part.kind for part in found.sections]


ANNEXES: list[tuple[str, str]] = [
    ("Приложение", "a word alone"),
    ("Приложение № 1", "with a number"),
    ("ПРИЛОЖЕНИЕ\nк резолюции съезда", "to what"),
    ("Приложение 2 к резолюции съезда пчеловодов", "on one line"),
]


@pytest.mark.parametrize(("mark", "why"), ANNEXES, ids=[why for _, why in ANNEXES])
def test_an_annex_holds_no_items(mark: str, why: str) -> None:
    found = parse(f"Председатель            А.В. Петров\n\n{mark}\n\nПоложение о смотре пасек\n1. Смотр проводится в мае.\n2. Обеспечить участие школ.")
    assert [item.text for item in found.items()] == ITEMS, why
    assert [part.kind for part in found.sections][-2:] == ["signatures", "annex"]
    assert [signature.name for signature in found.signatures] == ["А.В. Петров"]


def test_an_annex_without_signatures_above_ends_the_items() -> None:
    found = parse("Приложение № 1\n\n1. Смотр проводится в мае.")
    assert [item.text for item in found.items()] == ITEMS


NO_ANNEX: list[tuple[str, str]] = [
    ("3. Утвердить положение о смотре (приложение 1).", "a mention"),
    ("3. Приложение к газете издавать ежемесячно.", "an item that begins with the word"),
    ("Приложение усилий всех пчеловодов края принесёт плоды.", "another sense"),
]


@pytest.mark.parametrize(("line", "why"), NO_ANNEX, ids=[why for _, why in NO_ANNEX])
def test_the_word_alone_makes_no_annex(line: str, why: str) -> None:
    assert "annex" not in [part.kind for part in parse(f"{line}\n4. Издать книгу.").sections], why


def test_the_last_item_is_not_taken_for_small_print() -> None:
    found = parse("3. Издать книгу\n\n4. Школам района")
    assert [item.text for item in found.items()][:3] == [*ITEMS, "Издать книгу"]


def test_a_measures_table_at_the_end_is_no_signature_block() -> None:
    found = parse("Мероприятие\tСрок\tОтветственный\nОткрыть школу\tмай\tПетров А.В.\nИздать книгу\tиюнь\tСидоров П.П.")
    assert found.signatures == ()
    assert [task.text for task in found.tasks] == ["Открыть школу", "Издать книгу"]


def test_a_document_of_a_signature_alone_has_no_items() -> None:
    found = PARSER.parse_text("Председатель          А.В. Петров")
    assert list(found.items()) == []
    assert found.warnings != ()
