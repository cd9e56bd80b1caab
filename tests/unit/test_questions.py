"""Questions and themes: the topic of all that stands under them, and where they end."""

from __future__ import annotations

import pytest

from resolution_parser.parser import Parser

PARSER = Parser(model=None)
PROTOCOL = "ПРОТОКОЛ\nзаседания комиссии\n\n12.05.2011 № 3\n\nПОВЕСТКА ДНЯ:\n1. О готовности лагерей.\n2. О занятости подростков.\n\n"
FIRST = "1. О готовности лагерей\n(Гришин О.Е.)\n\nКомиссия отмечает, что открыто 19 лагерей.\n\nРЕШИЛИ:\n1.1. Информацию принять к сведению.\n"
SECOND = "2. О занятости подростков\n(Колтунов В.С.)\n\nРЕШИЛИ:\n2.1. Провести ярмарку вакансий.\n"


def topics(text: str) -> list[tuple[str, str | None]]:
    """Text and topic of each item, in the order of the document."""
    return [(item.text, item.topic) for item in PARSER.parse_text(text).items()]


def test_a_question_over_its_speakers_in_brackets_is_the_topic_of_what_is_noted_and_decided() -> None:
    assert topics(PROTOCOL + FIRST + "\n" + SECOND) == [
        ("Комиссия отмечает, что открыто 19 лагерей", "О готовности лагерей"),
        ("Информацию принять к сведению", "О готовности лагерей"),
        ("Провести ярмарку вакансий", "О занятости подростков"),
    ]


def test_an_item_in_the_rank_of_the_questions_belongs_to_none_of_them() -> None:
    control = "3. Контроль за исполнением решения возложить на заместителя главы района"
    assert topics(f"{PROTOCOL}{FIRST}\n{SECOND}\n{control}.")[-1] == (control[3:], None)


def test_a_list_of_decisions_that_counts_as_the_questions_do_stays_in_its_question() -> None:
    text = PROTOCOL + "1. О готовности лагерей\n\nРЕШИЛИ:\n1. Одобрить отчёт.\n2. Провести ярмарку вакансий.\n"
    assert [topic for _, topic in topics(text)] == ["О готовности лагерей", "О готовности лагерей"]


THEMES = "РЕШЕНИЕ\nконференции педагогов\n\n" + "".join(
    f"{theme}\n\nЦель: развитие {word}.\nЗадачи:\n- открыть {word};\n- обучить кадры.\n\n"
    for theme, word in (("Дошкольное образование", "группы"), ("Кадровый потенциал", "курсы")))


@pytest.mark.parametrize(("heading", "topic", "why"), [
    ("Конференция РЕШИЛА:", None, "a kind of section that no block has had"),
    ("Цель: порядок.\nЗадачи:", "Кадровый потенциал", "kinds that every block has"),
])
def test_a_theme_ends_where_the_document_goes_over_to_all_of_them(heading: str, topic: str | None, why: str) -> None:
    found = topics(f"{THEMES}{heading}\n1. Считать работу удовлетворительной.\n")
    assert found[1] == ("открыть группы", "Дошкольное образование")
    assert found[-1] == ("Считать работу удовлетворительной", topic), why


CLOSINGS = [
    ("Участники форума благодарят хозяев за приём.", None, "the meeting speaks"),
    ("Родительскому комитету рекомендуется принять участие в оценке.", "Кадры и просвещение", "a body is addressed, as in the list"),
]


@pytest.mark.parametrize(("closing", "topic", "why"), CLOSINGS, ids=[why for *_, why in CLOSINGS])
def test_a_sub_heading_ends_where_the_meeting_speaks_after_its_list(closing: str, topic: str | None, why: str) -> None:
    text = f"РЕЗОЛЮЦИЯ\nфорума\n\nУчастники форума предлагают:\n\nКадры и просвещение\n\n1. Открыть курсы.\n2. Издать сборник.\n\n{closing}"
    assert topics(text)[1:] == [("Издать сборник", "Кадры и просвещение"), (closing.rstrip("."), topic)], why


@pytest.mark.parametrize("heading", ["В истекшем учебном году:", "За отчётный период:"])
def test_a_heading_that_tells_but_a_time_names_no_topic(heading: str) -> None:
    text = f"РЕШЕНИЕ\nсъезда\n\nУчастники съезда отмечают рост отрасли.\n\n{heading}\n- открыт музей мёда;\n- издана книга.\n"
    assert [topic for _, topic in topics(text)] == [None, None, None]


def test_a_rest_ends_the_topic_above_and_names_none() -> None:
    text = "РЕШЕНИЕ\nсъезда\n\nСъезд решил:\n\nКАДРЫ\n\n1. Открыть курсы.\n\nПРОЧЕЕ\n\n1. Издать сборник.\n"
    assert topics(text) == [("Открыть курсы", "КАДРЫ"), ("Издать сборник", None)]
