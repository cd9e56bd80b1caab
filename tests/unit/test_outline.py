"""The outline, through small documents: which text is an item of which kind, and what stands over it."""

from __future__ import annotations

import pytest

from resolution_parser.parser import Parser
from resolution_parser.records import Control, Goal, Item, Proposal, Resolution, Task

PARSER = Parser()
TITLE = "РЕЗОЛЮЦИЯ\nсъезда пчеловодов края\n\n"


def parse(body: str) -> Resolution:
    return PARSER.parse_text(TITLE + body)


def kinds(body: str) -> list[tuple[str, str]]:
    """Kind and text of each item, in the order of the document."""
    return [(item.id.rsplit("-", 1)[0], item.text) for item in parse(body).items()]


def over(body: str) -> list[tuple[str, str | None, str | None]]:
    """Text, lead and topic of each item."""
    return [(item.text, item.lead, item.topic) for item in parse(body).items()]


def bodies(item: Item) -> list[str]:
    assert isinstance(item, (Task, Control)), item
    return [body.name for body in item.bodies]


def tasks(body: str) -> list[tuple[str, list[str]]]:
    """Text and bodies of each task; nothing else may be found."""
    found = parse(body)
    assert [item for item in found.items() if not isinstance(item, Task)] == []
    return [(task.text, bodies(task)) for task in found.tasks]


# --- sections by their headings ------------------------------------------------------------------------------------------------------


def test_each_list_has_the_kind_of_its_heading() -> None:
    assert kinds(
        "Цели съезда:\n- объединить пчеловодов;\n- обменяться опытом.\n\n"
        "Участники съезда отмечают:\n- выросло число пасек;\n- открыт музей мёда.\n\n"
        "Вместе с тем участники отмечают проблемы:\n- гибель пчёл;\n- нехватка кадров.\n\n"
        "Съезд решил:\n1. Одобрить отчёт правления.\n2. Провести смотр пасек.\n\n"
        "Задачи на 2022 год:\n- обучить молодых;\n- издать книгу.\n\n"
        "Контроль за исполнением резолюции возложить на правление союза."
    ) == [
        ("goal", "объединить пчеловодов"), ("goal", "обменяться опытом"),
        ("finding", "выросло число пасек"), ("finding", "открыт музей мёда"),
        ("problem", "гибель пчёл"), ("problem", "нехватка кадров"),
        ("proposal", "Одобрить отчёт правления"), ("proposal", "Провести смотр пасек"),
        ("task", "обучить молодых"), ("task", "издать книгу"),
        ("control", "Контроль за исполнением резолюции возложить на правление союза"),
    ]


HEADINGS_OF_A_LIST: list[tuple[str, str, str]] = [
    ("Участники предлагают:", "proposal", "participants propose"),
    ("Участники рекомендуют:", "proposal", "participants recommend"),
    ("СЪЕЗД РЕШИЛ:", "proposal", "capitals"),
    ("**Съезд решил:**", "proposal", "emphasis"),
    ("Съезд решил", "proposal", "no colon"),
    ("Обсудив доклады о состоянии пчеловодства, заслушав мнения хозяйств и в целях развития отрасли, съезд\nРЕШИЛ:", "proposal", "a preamble above"),
    ("Съезд решил следующее.", "proposal", "a full stop for the colon"),
    ("Участники съезда отмечают следующее.", "finding", "the same among findings"),
    ("Проблемы", "problem", "a line of its own"),
    ("Проблемы:\n", "problem", "a blank line under it"),
    ("I. Проблемы", "problem", "a Roman number"),
    ("1. Проблемы отрасли:", "problem", "a number"),
]


@pytest.mark.parametrize(("heading", "kind", "why"), HEADINGS_OF_A_LIST, ids=[why for *_, why in HEADINGS_OF_A_LIST])
def test_a_heading_gives_its_list_a_kind(heading: str, kind: str, why: str) -> None:
    assert kinds(f"{heading}\n- охват хозяйств учёбой;\n- рост числа пасек.") == [
        (kind, "охват хозяйств учёбой"), (kind, "рост числа пасек"),
    ], why


def test_a_heading_is_no_item_and_names_its_section() -> None:
    found = parse("Участники отмечают:\n- рост числа пасек.\n\nСъезд решил:\n- одобрить отчёт.")
    assert [(part.kind, part.heading) for part in found.sections if part.kind != "title"] == [
        ("findings", "Участники отмечают"), ("proposals", "Съезд решил"),
    ]


def test_the_kind_of_a_section_ends_with_the_next_heading() -> None:
    assert kinds("Проблемы:\n- гибель пчёл;\n\nРЕШИЛИ:\n- одобрить отчёт;\n\nПроблемы кадров:\n- отток молодых.") == [
        ("problem", "гибель пчёл"), ("proposal", "одобрить отчёт"), ("problem", "отток молодых"),
    ]


def test_a_run_in_cue_is_the_heading_and_the_rest_the_item() -> None:
    found = parse("РЕШИЛИ: утвердить план работы союза.")
    assert kinds("РЕШИЛИ: утвердить план работы союза.") == [("proposal", "утвердить план работы союза")]
    assert "РЕШИЛИ" in [part.heading for part in found.sections]


def test_a_sentence_that_holds_cue_and_content_is_one_item_whole() -> None:
    text = "Вместе с тем участники отмечают недостаточное финансирование отрасли"
    assert kinds(text + ".") == [("problem", text)]


def test_a_ground_is_no_goal() -> None:
    assert kinds("В целях развития отрасли съезд решил:\n1. Открыть музей.\n2. Обучить кадры.") == [
        ("proposal", "Открыть музей"), ("proposal", "Обучить кадры"),
    ]


# --- prose ---------------------------------------------------------------------------------------------------------------------------


def test_prose_under_a_cue_is_an_item_for_each_sentence() -> None:
    assert kinds("Участники съезда отмечают:\n\nЧисло пасек в крае выросло. Открыт музей мёда. Издана книга о пчёлах.") == [
        ("finding", "Число пасек в крае выросло"), ("finding", "Открыт музей мёда"), ("finding", "Издана книга о пчёлах"),
    ]


def test_prose_problems_are_items_for_each_sentence() -> None:
    assert kinds("Проблемы:\n\nПасеки гибнут от ядохимикатов. Молодые уезжают в город.") == [
        ("problem", "Пасеки гибнут от ядохимикатов"), ("problem", "Молодые уезжают в город"),
    ]


def test_prose_decisions_are_items_for_each_sentence() -> None:
    assert kinds("Съезд решил:\n\nОдобрить отчёт правления. Провести смотр пасек.") == [
        ("proposal", "Одобрить отчёт правления"), ("proposal", "Провести смотр пасек"),
    ]


def test_sentences_with_cues_of_their_own_turn_the_section() -> None:
    assert kinds(
        "Съезд отмечает, что число пасек выросло. Однако не хватает молодых кадров. Съезд поддерживает создание школы пчеловода."
    ) == [
        ("finding", "Съезд отмечает, что число пасек выросло"), ("problem", "Однако не хватает молодых кадров"),
        ("proposal", "Съезд поддерживает создание школы пчеловода"),
    ]


PERFORMATIVES: list[tuple[str, str, str]] = [
    ("Съезд поддерживает создание школы пчеловода", "proposal", "supports"),
    ("Съезд призывает Правительство края принять программу", "task", "calls on a body"),
    ("Участники просят администрацию района отремонтировать дорогу", "task", "asks a body"),
    ("Мы выступаем за бережное отношение к пчёлам", "proposal", "first person"),
    ("Участники съезда выражают благодарность музею за приём", "proposal", "gratitude"),
    ("Съезд рекомендует хозяйствам края вести журнал обработки полей", "task", "recommends to bodies"),
]


@pytest.mark.parametrize(("sentence", "kind", "why"), PERFORMATIVES, ids=[why for *_, why in PERFORMATIVES])
def test_a_sentence_that_does_something_is_a_decision(sentence: str, kind: str, why: str) -> None:
    assert kinds(f"Съезд прошёл в селе Ольхово.\n\n{sentence}.") == [(kind, sentence)], why


def test_the_preamble_holds_no_items() -> None:
    found = parse(
        "12 мая 2021 года в селе Ольхово состоялся съезд пчеловодов края. В работе приняли участие 40 делегатов.\n\n"
        "Заслушав доклад председателя союза, руководствуясь уставом союза, съезд решил:\n1. Одобрить отчёт."
    )
    assert [item.text for item in found.items()] == ["Одобрить отчёт"]
    assert [part.kind for part in found.sections] == ["title", "preamble", "proposals"]


GOAL_SENTENCES: list[tuple[str, str]] = [
    ("Целью съезда является объединение пчеловодов края", "является"),
    ("Цель съезда – объединение пчеловодов края", "a dash"),
    ("Основная цель союза состоит в возрождении пасек", "состоит"),
]


@pytest.mark.parametrize(("sentence", "why"), GOAL_SENTENCES, ids=[why for _, why in GOAL_SENTENCES])
def test_a_sentence_that_names_the_goal_is_a_goal_declared(sentence: str, why: str) -> None:
    found = parse(f"В селе Ольхово прошёл съезд. {sentence}.\n\nСъезд решил:\n1. Одобрить отчёт.")
    assert [(goal.text, goal.status) for goal in found.goals] == [(sentence, "declared")], why
    assert [item.text for item in found.proposals] == ["Одобрить отчёт"]


def test_a_list_that_reports_on_goals_is_goals_with_a_status() -> None:
    found = parse(
        "Участники отмечают:\n\nВ 2021 году в крае продолжена работа по достижению ключевых целей программы:\n"
        "- обеспечена охрана пасек;\n- обновляется оборудование;\n- повышение качества мёда."
    )
    assert [(goal.text, goal.status) for goal in found.goals] == [
        ("обеспечена охрана пасек", "achieved"), ("обновляется оборудование", "ongoing"), ("повышение качества мёда", "declared"),
    ]


# --- leads and nested lists ----------------------------------------------------------------------------------------------------------


def test_a_list_item_that_ends_in_a_colon_leads_the_deeper_ones_and_is_no_item() -> None:
    assert over("РЕШИЛИ:\n1. Одобрить отчёт.\n2. Обеспечить молодых пчеловодов:\n- ульями;\n- вощиной.\n3. Открыть музей.") == [
        ("Одобрить отчёт", None, None), ("ульями", "Обеспечить молодых пчеловодов", None), ("вощиной", "Обеспечить молодых пчеловодов", None),
        ("Открыть музей", None, None),
    ]


def test_items_under_a_lead_without_an_infinitive_act_by_the_leads() -> None:
    found = parse("РЕШИЛИ:\n1. Предусмотреть средства на:\n- ульи;\n- вощину.")
    assert [(item.text, item.lead, item.action) for item in found.proposals] == [
        ("ульи", "Предусмотреть средства на", "предусмотреть"), ("вощину", "Предусмотреть средства на", "предусмотреть"),
    ]


def test_multilevel_numbers_nest() -> None:
    assert over("РЕШИЛИ:\n1. Развивать:\n1.1. школы пчеловода;\n1.2. музеи мёда.\n2. Издать книгу.") == [
        ("школы пчеловода", "Развивать", None), ("музеи мёда", "Развивать", None), ("Издать книгу", None, None),
    ]


def test_three_levels_give_the_nearest_lead() -> None:
    assert over("РЕШИЛИ:\n1. Развивать:\nа) школы:\n- в районах;\n- в городе;\nб) музеи.\n2. Издать книгу.") == [
        ("в районах", "школы", None), ("в городе", "школы", None), ("музеи", "Развивать", None), ("Издать книгу", None, None),
    ]


def test_a_list_that_restarts_under_a_lead_belongs_to_the_lead() -> None:
    assert over("РЕШИЛИ:\n1. Одобрить отчёт.\n2. Развивать:\n1) школы;\n2) музеи.\n3. Издать книгу.") == [
        ("Одобрить отчёт", None, None), ("школы", "Развивать", None), ("музеи", "Развивать", None), ("Издать книгу", None, None),
    ]


def test_the_labels_are_the_markers_as_printed() -> None:
    found = parse("РЕШИЛИ:\n1. Одобрить отчёт.\n2. Развивать:\n2.1. школы;\nа) музеи;\n• клубы.\n\nИздать книгу.")
    assert [item.label for item in found.items()][:4] == ["1.", "2.1.", "а)", "•"]


def test_prose_has_no_label() -> None:
    assert [item.label for item in parse("Съезд решил:\n\nОдобрить отчёт правления.").items()] == [None]


def test_an_inline_enumeration_is_a_list_with_its_lead() -> None:
    assert over("РЕШИЛИ:\n1. Обеспечить молодых: а) ульями; б) вощиной.\n2. Открыть музей.") == [
        ("ульями", "Обеспечить молодых", None), ("вощиной", "Обеспечить молодых", None), ("Открыть музей", None, None),
    ]


def test_numbering_that_restarts_loses_no_item() -> None:
    assert [text for _, text in kinds("РЕШИЛИ:\n1. Одобрить отчёт.\n2. Открыть музей.\n1. Издать книгу.\n2. Провести смотр.")] == [
        "Одобрить отчёт", "Открыть музей", "Издать книгу", "Провести смотр",
    ]


def test_numbering_that_does_not_begin_at_one_loses_no_item() -> None:
    assert [text for _, text in kinds("РЕШИЛИ:\n4. Одобрить отчёт.\n5. Открыть музей.")] == ["Одобрить отчёт", "Открыть музей"]


def test_one_line_is_one_item_whatever_stands_in_it() -> None:
    assert kinds("РЕШИЛИ:\n1. Одобрить отчёт; открыть музей. Издать книгу.\n2. Провести смотр.") == [
        ("proposal", "Одобрить отчёт; открыть музей. Издать книгу"), ("proposal", "Провести смотр"),
    ]


def test_an_unmarked_list_of_infinitives_is_items() -> None:
    assert [text for _, text in kinds("Съезд решил:\n\nодобрить отчёт правления;\n\nоткрыть музей мёда;\n\nиздать книгу.")] == [
        "одобрить отчёт правления", "открыть музей мёда", "издать книгу",
    ]


# --- bodies --------------------------------------------------------------------------------------------------------------------------


def test_a_dative_heading_addresses_its_list_until_the_next_one() -> None:
    assert tasks("Съезд решил:\n\nШколам района:\n- открыть музеи;\n- провести уроки.\n\nОтделу культуры района:\n- издать книгу.") == [
        ("открыть музеи", ["Школы района"]), ("провести уроки", ["Школы района"]), ("издать книгу", ["Отдел культуры района"]),
    ]


def test_a_dative_heading_that_is_itself_an_item_addresses_the_deeper_ones_only() -> None:
    found = parse("РЕШИЛИ:\n1. Одобрить отчёт.\n2. Школам района:\n2.1. открыть музеи;\n2.2. провести уроки.\n3. Издать книгу.")
    assert [(task.text, bodies(task)) for task in found.tasks] == [("открыть музеи", ["Школы района"]), ("провести уроки", ["Школы района"])]
    assert [item.text for item in found.proposals] == ["Одобрить отчёт", "Издать книгу"]


def test_an_unmarked_body_heading_inside_a_numbered_list_addresses_what_follows() -> None:
    assert tasks("РЕШИЛИ:\n\nШколам района:\n1. Открыть музеи.\n2. Провести уроки.\n\nОтделу культуры района:\n3. Издать книгу.\n4. Собрать экспонаты.") == [
        ("Открыть музеи", ["Школы района"]), ("Провести уроки", ["Школы района"]),
        ("Издать книгу", ["Отдел культуры района"]), ("Собрать экспонаты", ["Отдел культуры района"]),
    ]


def test_a_heading_that_recommends_to_bodies_is_no_lead() -> None:
    found = parse("РЕШИЛИ:\n1. Рекомендовать администрации района:\n- открыть музей;\n- издать книгу.")
    assert [(task.text, task.lead, task.modality, bodies(task)) for task in found.tasks] == [
        ("открыть музей", None, "recommendation", ["администрация района"]), ("издать книгу", None, "recommendation", ["администрация района"]),
    ]


VERB_HEADINGS: list[tuple[str, str, str, str, str]] = [
    ("Рекомендовать:", "школам района открыть музеи", "школы района", "recommendation", "a dative"),
    ("Просить:", "администрацию района отремонтировать дорогу", "администрация района", "request", "an accusative"),
    ("Поручить:", "правлению союза издать книгу", "правление союза", "obligation", "a dative under поручить"),
    ("Съезд рекомендует:", "хозяйствам края вести журнал обработки", "хозяйства края", "recommendation", "a finite verb"),
]


@pytest.mark.parametrize(("heading", "item", "name", "modality", "why"), VERB_HEADINGS, ids=[why for *_, why in VERB_HEADINGS])
def test_the_items_of_a_heading_that_only_addresses_name_the_body(heading: str, item: str, name: str, modality: str, why: str) -> None:
    found = parse(f"РЕШИЛИ:\n\n{heading}\n- {item};\n- {item} немедленно.")
    assert [(task.text, bodies(task), task.modality) for task in found.tasks] == [
        (item, [name], modality), (f"{item} немедленно", [name], modality),
    ], why


def test_a_verb_heading_with_body_headings_under_it_gives_them_its_modality() -> None:
    found = parse("Рекомендовать:\n\nШколам района:\n- открыть музеи.\n\nОтделу культуры района:\n- издать книгу.")
    assert [(task.text, bodies(task), task.modality) for task in found.tasks] == [
        ("открыть музеи", ["Школы района"], "recommendation"), ("издать книгу", ["Отдел культуры района"], "recommendation"),
    ]


SECTION_VERBS: list[tuple[str, str, str, str]] = [
    ("Участники съезда обращаются с просьбой:", "Администрации района:", "request", "a request"),
    ("Участники съезда просят:", "Администрацию района:", "request", "a request and its accusative"),
    ("Съезд считает целесообразным:", "Администрации района:", "recommendation", "expediency"),
    ("Съезд предлагает:", "Администрации района:", "recommendation", "a proposal"),
    ("Съезд решил:", "Администрации района:", "obligation", "a decision"),
    ("Задачи на 2022 год:", "Администрации района:", "obligation", "tasks"),
]


@pytest.mark.parametrize(("section", "heading", "modality", "why"), SECTION_VERBS, ids=[why for *_, why in SECTION_VERBS])
def test_a_bare_heading_takes_its_modality_from_the_section(section: str, heading: str, modality: str, why: str) -> None:
    found = parse(f"{section}\n\n{heading}\n- отремонтировать дорогу;\n- открыть музей.")
    assert [(task.modality, bodies(task)) for task in found.tasks] == [(modality, ["Администрация района"])] * 2, why


def test_an_addressed_item_among_proposals_is_a_task_and_its_neighbours_are_not() -> None:
    assert kinds("РЕШИЛИ:\n1. Одобрить отчёт.\n2. Поручить правлению союза издать книгу.\n3. Открыть музей.") == [
        ("proposal", "Одобрить отчёт"), ("task", "Поручить правлению союза издать книгу"), ("proposal", "Открыть музей"),
    ]


def test_body_headings_open_the_decisions_of_a_document_without_cues() -> None:
    assert tasks("Школам района:\n- открыть музеи;\n- провести уроки.\n\nОтделу культуры района:\n- издать книгу.") == [
        ("открыть музеи", ["Школы района"]), ("провести уроки", ["Школы района"]), ("издать книгу", ["Отдел культуры района"]),
    ]


def test_infinitives_open_the_decisions_of_a_document_without_cues() -> None:
    assert kinds("1. Одобрить отчёт правления.\n2. Открыть музей мёда.\n3. Поручить правлению союза издать книгу.") == [
        ("proposal", "Одобрить отчёт правления"), ("proposal", "Открыть музей мёда"), ("task", "Поручить правлению союза издать книгу"),
    ]


def test_every_item_under_tasks_is_a_task_even_without_a_body() -> None:
    found = parse("Задачи на 2022 год:\n1. Открыть музей.\n2. Рост числа пасек.")
    assert [(task.text, bodies(task), task.modality) for task in found.tasks] == [
        ("Открыть музей", [], "obligation"), ("Рост числа пасек", [], "obligation"),
    ]


# --- topics --------------------------------------------------------------------------------------------------------------------------


def test_thematic_headings_are_the_topic_of_the_items_under_them() -> None:
    assert over("РЕШИЛИ:\n\nВ области кадров:\n- обучить молодых;\n- открыть школу.\n\nВ области сбыта:\n- открыть ярмарку.") == [
        ("обучить молодых", None, "В области кадров"), ("открыть школу", None, "В области кадров"), ("открыть ярмарку", None, "В области сбыта"),
    ]


def test_a_topic_without_a_colon_over_a_list_is_a_topic() -> None:
    assert over("РЕШИЛИ:\n\nКадры и учёба\n\n1. Обучить молодых.\n2. Открыть школу.\n\nСбыт мёда\n\n3. Открыть ярмарку.") == [
        ("Обучить молодых", None, "Кадры и учёба"), ("Открыть школу", None, "Кадры и учёба"), ("Открыть ярмарку", None, "Сбыт мёда"),
    ]


def test_bodies_under_a_topic_have_both() -> None:
    found = parse("РЕШИЛИ:\n\nВ области кадров:\n\nШколам района:\n- открыть музеи.")
    assert [(task.text, task.topic, bodies(task)) for task in found.tasks] == [("открыть музеи", "В области кадров", ["Школы района"])]


def test_themes_of_blocks_with_their_own_cues_are_topics_of_their_items() -> None:
    text = (
        "Кадры и учёба\n\nПроблемы:\n- отток молодых.\n\nРешили:\n- открыть школу.\n\n"
        "Сбыт мёда\n\nПроблемы:\n- нет ярмарок.\n\nРешили:\n- открыть ярмарку."
    )
    assert [(item.text, item.topic) for item in parse(text).items()] == [
        ("отток молодых", "Кадры и учёба"), ("открыть школу", "Кадры и учёба"), ("нет ярмарок", "Сбыт мёда"), ("открыть ярмарку", "Сбыт мёда"),
    ]


# --- notes ---------------------------------------------------------------------------------------------------------------------------


def test_notes_on_lines_of_their_own_belong_to_the_item_before() -> None:
    found = parse("РЕШИЛИ:\n1. Издать книгу.\nСрок: до 1 мая 2022 года.\nОтв.: правление союза.\n2. Открыть музей.")
    (task,) = found.tasks
    assert (task.text, bodies(task), task.deadline and task.deadline.end) == ("Издать книгу", ["правление союза"], "2022-05-01")
    assert [item.text for item in found.proposals] == ["Открыть музей"]


def test_a_note_that_names_an_executor_makes_a_task() -> None:
    assert tasks("РЕШИЛИ:\n1. Издать книгу (отв. – правление союза).") == [("Издать книгу", ["правление союза"])]


def test_a_deadline_alone_makes_no_task() -> None:
    assert kinds("РЕШИЛИ:\n1. Издать книгу. Срок: до 1 мая 2022 года.") == [("proposal", "Издать книгу")]


# --- what plainly belongs elsewhere --------------------------------------------------------------------------------------------------


def test_a_control_clause_among_tasks_is_control() -> None:
    found = parse("РЕШИЛИ:\n1. Школам района открыть музеи.\n2. Контроль за исполнением решения возложить на правление союза.")
    assert [task.text for task in found.tasks] == ["Школам района открыть музеи"]
    assert [(item.text, bodies(item), item.label) for item in found.control] == [
        ("Контроль за исполнением решения возложить на правление союза", ["правление союза"], "2."),
    ]


def test_control_of_something_else_is_no_control_clause() -> None:
    assert kinds("РЕШИЛИ:\n1. Усилить контроль за качеством мёда.\n2. Открыть музей.") == [
        ("proposal", "Усилить контроль за качеством мёда"), ("proposal", "Открыть музей"),
    ]


def test_gratitude_is_a_proposal_though_it_names_a_body() -> None:
    assert kinds("РЕШИЛИ:\n1. Выразить благодарность администрации района за приём.\n2. Школам района открыть музеи.") == [
        ("proposal", "Выразить благодарность администрации района за приём"), ("task", "Школам района открыть музеи"),
    ]


def test_gratitude_under_a_body_heading_of_the_list_above_is_a_proposal() -> None:
    assert kinds("РЕШИЛИ:\n1. Школам района:\n- открыть музеи.\n2. Объявить благодарность музею мёда.") == [
        ("task", "открыть музеи"), ("proposal", "Объявить благодарность музею мёда"),
    ]


# --- protocols -----------------------------------------------------------------------------------------------------------------------

PROTOCOL = """\
ПРОТОКОЛ № 3
заседания правления союза пчеловодов

12 мая 2021 года

Присутствовали: 7 человек.

ПОВЕСТКА ДНЯ:
1. О подготовке к ярмарке.
2. О состоянии музея мёда.

1. О подготовке к ярмарке
СЛУШАЛИ: Петрову А.В. о подготовке к ярмарке.
ВЫСТУПИЛИ: Сидоров П.П. предложил построить павильон.
РЕШИЛИ:
1.1. Построить павильон.
1.2. Поручить секретарю союза заказать вывеску.
ГОЛОСОВАЛИ: «за» - единогласно.

2. О состоянии музея мёда
СЛУШАЛИ: Иванову И.И., директора музея.
РЕШИЛИ:
2.1. Отремонтировать крышу музея.
ГОЛОСОВАЛИ: «за» - 6, «против» - 1.

Председатель                         В.В. Козлов
Секретарь                            А.А. Белова
"""


def test_a_protocol_has_the_items_of_its_decisions_only() -> None:
    found = PARSER.parse_text(PROTOCOL)
    assert [(item.id.rsplit("-", 1)[0], item.text) for item in found.items()] == [
        ("proposal", "Построить павильон"), ("task", "Поручить секретарю союза заказать вывеску"), ("proposal", "Отремонтировать крышу музея"),
    ]


def test_the_question_of_the_agenda_is_the_topic_without_its_number() -> None:
    found = PARSER.parse_text(PROTOCOL)
    assert [item.topic for item in found.items()] == ["О подготовке к ярмарке", "О подготовке к ярмарке", "О состоянии музея мёда"]


def test_a_heading_that_only_counts_the_question_names_no_topic() -> None:
    found = parse("РЕШИЛИ:\n\nПо первому вопросу:\n1. Построить павильон.\n\nПо второму вопросу:\n1. Отремонтировать крышу.")
    assert [(item.text, item.topic) for item in found.items()] == [("Построить павильон", None), ("Отремонтировать крышу", None)]


NO_ITEMS: list[tuple[str, str]] = [
    ("Присутствовали:\n1. Петров А.В.\n2. Сидоров П.П.", "attendance"),
    ("ПОВЕСТКА ДНЯ:\n1. О ярмарке.\n2. О музее.", "an agenda"),
    ("СЛУШАЛИ:\n1. Петрова А.В. о ярмарке.\n2. Сидорова П.П. о музее.", "speakers"),
    ("ГОЛОСОВАЛИ:\n- за – 7;\n- против – нет.", "votes"),
]


@pytest.mark.parametrize(("block", "why"), NO_ITEMS, ids=[why for _, why in NO_ITEMS])
def test_lists_that_are_no_decisions_hold_no_items(block: str, why: str) -> None:
    assert [text for _, text in kinds(f"{block}\n\nРЕШИЛИ:\n1. Открыть музей.")] == ["Открыть музей"], why


def test_a_vote_behind_the_decisions_is_no_item() -> None:
    assert [text for _, text in kinds("РЕШИЛИ:\n1. Открыть музей.\n2. Издать книгу.\n\nРезолюция принята единогласно.")] == [
        "Открыть музей", "Издать книгу",
    ]


# --- tables --------------------------------------------------------------------------------------------------------------------------

BARS = "| № | Мероприятие | Срок | Ответственный |\n|---|---|---|---|\n| 1 | Открыть музей | до 1 мая 2022 года | отдел культуры |\n| 2 | Издать книгу | постоянно | правление союза |"
TABS = "№\tМероприятие\tСрок исполнения\tИсполнитель\n1\tОткрыть музей\tдо 1 мая 2022 года\tотдел культуры\n2\tИздать книгу\tпостоянно\tправление союза"


@pytest.mark.parametrize("table", [BARS, TABS], ids=["bars", "tabs"])
def test_a_table_of_measures_gives_a_task_for_each_row(table: str) -> None:
    found = parse(f"РЕШИЛИ:\n\n{table}")
    assert [(task.text, task.label, bodies(task)) for task in found.tasks] == [
        ("Открыть музей", "1", ["отдел культуры"]), ("Издать книгу", "2", ["правление союза"]),
    ]
    assert [(task.deadline.end, task.deadline.kind) for task in found.tasks if task.deadline] == [("2022-05-01", "date"), (None, "ongoing")]


def test_items_above_and_below_a_table_stay_what_they_are() -> None:
    found = parse(f"РЕШИЛИ:\n1. Одобрить отчёт.\n2. Утвердить план:\n\n{TABS}\n\n3. Поручить правлению союза издать книгу.\n4. Открыть ярмарку.")
    assert [item.text for item in found.proposals][:1] == ["Одобрить отчёт"]
    assert [item.text for item in found.proposals][-1] == "Открыть ярмарку"
    assert [task.text for task in found.tasks] == ["Открыть музей", "Издать книгу", "Поручить правлению союза издать книгу"]


def test_a_table_of_other_things_is_no_table_of_tasks() -> None:
    found = parse("Участники отмечают:\n- рост числа пасек.\n\nРайон\tПасеки\tУльи\nОльховский\t12\t340\nЛипецкий\t9\t210")
    assert found.tasks == ()


# --- invariants ----------------------------------------------------------------------------------------------------------------------

DOCUMENTS = [
    PROTOCOL,
    TITLE + "РЕШИЛИ:\n1. Школам района:\n- открыть музеи;\n- провести уроки. Срок: май.\n2. Обеспечить: а) подвоз; б) питание.",
    TITLE + "Съезд отмечает рост. Однако не хватает кадров. Съезд просит администрацию района помочь.\n\n" + TABS,
    "1. Одобрить.\n\n\n2. Школам: открыть.\n:\n-\n",
]


@pytest.mark.parametrize("text", DOCUMENTS)
def test_no_two_items_share_a_letter(text: str) -> None:
    taken: set[int] = set()
    for item in PARSER.parse_text(text).items():
        own = {at for span in item.spans for at in range(span.start, span.end)}
        assert not own & taken, item
        taken |= own


@pytest.mark.parametrize("text", DOCUMENTS)
def test_every_item_stands_in_a_section_that_exists(text: str) -> None:
    found = PARSER.parse_text(text)
    spans = {part.id: part.span for part in found.sections}
    for item in found.items():
        assert spans[item.section].start <= item.spans[0].start < spans[item.section].end


@pytest.mark.parametrize("text", DOCUMENTS)
def test_every_item_names_the_rule_that_decided_its_kind(text: str) -> None:
    assert all(item.rule and 0 <= item.confidence <= 1 for item in PARSER.parse_text(text).items())


def test_items_without_any_cue_are_trusted_less() -> None:
    (cued,) = parse("Съезд решил:\n1. Одобрить отчёт.").proposals
    (bare,) = parse("1. Одобрить отчёт.").proposals
    assert isinstance(cued, Proposal)
    assert bare.confidence < cued.confidence


def test_a_goal_among_decisions_is_a_goal_only_where_the_lead_says_so() -> None:
    found = parse("РЕШИЛИ:\n1. Определить целями союза:\n- рост числа пасек;\n- качество мёда.\n2. Открыть музей.")
    assert [goal.text for goal in found.goals if isinstance(goal, Goal)] == ["рост числа пасек", "качество мёда"]
    assert [item.text for item in found.proposals] == ["Открыть музей"]


# --- how lists look in the wild ------------------------------------------------------------------------------------------------------

WILD_LISTS: list[tuple[str, list[str], str]] = [
    ("Съезд решил :\n1.Одобрить отчёт.\n2.Открыть музей.", ["Одобрить отчёт", "Открыть музей"], "no space behind the marker, one before the colon"),
    ("Съезд решил:\n1.\nОдобрить отчёт.\n2.\nОткрыть музей.", ["Одобрить отчёт", "Открыть музей"], "the number on a line of its own"),
    ("Съезд решил:\n•\nОдобрить отчёт;\n•\nОткрыть музей.", ["Одобрить отчёт", "Открыть музей"], "the bullet on a line of its own"),
    ("Съезд решил:\n1- Одобрить отчёт.\n2- Открыть музей.", ["Одобрить отчёт", "Открыть музей"], "a number and a hyphen"),
    ("Съезд решил:\n1 Одобрить отчёт.\n2 Открыть музей.", ["Одобрить отчёт", "Открыть музей"], "a number alone"),
    ("Съезд решил: • одобрить отчёт; • открыть музей.", ["одобрить отчёт", "открыть музей"], "bullets inside one paragraph"),
    ("Съезд\nР Е Ш И Л :\n- одобрить отчёт,\n- открыть музей.", ["одобрить отчёт", "открыть музей"], "a letter-spaced verb on its own line"),
    ("Съезд\n\nРЕШИЛ\n\n1. Одобрить отчёт.\n2. Открыть музей.", ["Одобрить отчёт", "Открыть музей"], "a verb in capitals without a colon"),
    ("Обсудив доклад, съезд постановляет:\n\nI. Одобрить отчёт.\n\nII. Открыть музей.", ["Одобрить отчёт", "Открыть музей"], "Roman numbers"),
    ("Съезд решил:\n1. Одобрить отчёт\n2. Открыть музей\n3. Издать книгу", ["Одобрить отчёт", "Открыть музей", "Издать книгу"], "no closing signs"),
    ("Съезд решил:\n\nОдобрить отчёт правления.\n\nОткрыть музей мёда.", ["Одобрить отчёт правления", "Открыть музей мёда"], "markers lost on the way"),
    ("Съезд решил:\n1. Одобрить отчёт.\n\nРезолюция съезда\n\n2\n\n2. Открыть музей.", ["Одобрить отчёт", "Открыть музей"], "a running head between two items"),
]


@pytest.mark.parametrize(("body", "items", "why"), WILD_LISTS, ids=[why for *_, why in WILD_LISTS])
def test_lists_of_every_look_give_their_items(body: str, items: list[str], why: str) -> None:
    assert [text for _, text in kinds(body)] == items, why


def test_roman_parts_with_numbers_inside_are_sections() -> None:
    assert kinds("I. Проблемы отрасли\n1. Гибель пчёл.\n2. Отток молодых.\n\nII. Рекомендации\n1. Открыть школу.\n2. Издать книгу.") == [
        ("problem", "Гибель пчёл"), ("problem", "Отток молодых"), ("proposal", "Открыть школу"), ("proposal", "Издать книгу"),
    ]


def test_gratitude_over_a_list_is_proposals_and_nobodys_task() -> None:
    assert kinds("РЕШИЛИ:\n1. Выразить благодарность:\n- администрации района;\n- музею мёда.\n2. Открыть школу.") == [
        ("proposal", "администрации района"), ("proposal", "музею мёда"), ("proposal", "Открыть школу"),
    ]


def test_decisions_given_once_for_each_topic_keep_their_topic() -> None:
    assert over("В Туле прошёл съезд пчеловодов, на котором обсудили два вопроса.\n\nО сбыте мёда\n\nСъезд решил:\n1. Открыть ярмарку.\n\nО кадрах отрасли\n\nСъезд решил:\n1. Открыть школу.") == [
        ("Открыть ярмарку", None, "О сбыте мёда"), ("Открыть школу", None, "О кадрах отрасли"),
    ]


def test_a_prose_control_clause_behind_the_tasks_is_control() -> None:
    assert kinds("Школам района:\n- открыть кружки;\n- провести уроки.\n\nКонтроль за исполнением резолюции возложить на правление союза.")[-1] == (
        "control", "Контроль за исполнением резолюции возложить на правление союза",
    )


def test_a_goal_that_runs_into_its_heading_is_a_goal() -> None:
    assert kinds("Цель: объединить пчеловодов края.\n\nСъезд решил:\n1. Открыть музей.") == [
        ("goal", "объединить пчеловодов края"), ("proposal", "Открыть музей"),
    ]


def test_an_appeal_over_a_list_of_accusatives_addresses_them() -> None:
    assert tasks("Съезд призывает:\n- администрацию района отремонтировать дорогу;\n- хозяйства края вести журнал обработки.") == [
        ("администрацию района отремонтировать дорогу", ["администрация района"]), ("хозяйства края вести журнал обработки", ["хозяйства края"]),
    ]


def test_praise_behind_a_contrast_is_no_problem() -> None:
    assert kinds("Участники отмечают нехватку кадров. Вместе с тем участники благодарят хозяев за тёплый приём.")[-1][0] != "problem"


def test_problems_in_prose_between_findings_stay_problems() -> None:
    assert kinds("Съезд отмечает, что число пасек выросло.\n\nВместе с тем съезд обеспокоен гибелью пчёл.\n\nСъезд отмечает, что открыт музей.") == [
        ("finding", "Съезд отмечает, что число пасек выросло"), ("problem", "Вместе с тем съезд обеспокоен гибелью пчёл"),
        ("finding", "Съезд отмечает, что открыт музей"),
    ]


def test_the_first_decision_of_a_sentence_list_keeps_every_sentence() -> None:
    assert kinds("Съезд решил:\n\nПоручить правлению союза издать книгу. Одобрить отчёт правления. Просить администрацию района помочь с дорогой.") == [
        ("task", "Поручить правлению союза издать книгу"), ("proposal", "Одобрить отчёт правления"),
        ("task", "Просить администрацию района помочь с дорогой"),
    ]


def test_notes_of_one_item_do_not_reach_the_next() -> None:
    found = parse("РЕШИЛИ:\n1. Издать книгу. Отв.: правление союза. Срок: до 1 мая 2022 года.\n2. Поручить музею мёда открыть зал.")
    first, second = found.tasks
    assert (bodies(first), first.deadline is not None) == (["правление союза"], True)
    assert (bodies(second), second.deadline) == (["музей мёда"], None)


def test_a_note_in_brackets_over_two_lines_belongs_to_its_item() -> None:
    (task,) = parse("РЕШИЛИ:\n1. Издать книгу\n(срок – до 1 мая 2022 года,\nотв. – правление союза).").tasks
    assert (task.text, bodies(task), task.deadline and task.deadline.end) == ("Издать книгу", ["правление союза"], "2022-05-01")


# --- headings within decisions -------------------------------------------------------------------------------------------------------

ADDRESSING_HEADINGS: list[tuple[str, list[str], str, str]] = [
    ("Рекомендовать администрациям районов, главам поселений:", ["администрации районов", "главы поселений"], "recommendation", "two bodies"),
    ("Администрациям районов рекомендовать:", ["Администрации районов"], "recommendation", "the bodies first"),
    ("Съезд обращается к Правительству края с просьбой:", ["Правительство края"], "request", "к кому"),
    ("Обратиться в краевую Думу с просьбой:", ["краевая Дума"], "request", "куда"),
    ("Просить Правительство края:", ["Правительство края"], "request", "an accusative"),
    ("Поручить правлению союза:", ["правление союза"], "obligation", "an instruction"),
    ("Школам района совместно с музеем мёда:", ["Школы района", "музей мёда"], "obligation", "a partner"),
    ("Директорам школ № 1 и № 2:", ["Директора школ № 1 и № 2"], "obligation", "numbers"),
    ("ШКОЛАМ РАЙОНА:", ["ШКОЛЫ РАЙОНА"], "obligation", "capitals"),
    ("**Школам района:**", ["Школы района"], "obligation", "emphasis"),
]


@pytest.mark.parametrize(("heading", "names", "modality", "why"), ADDRESSING_HEADINGS, ids=[why for *_, why in ADDRESSING_HEADINGS])
def test_a_heading_that_addresses_gives_its_bodies_and_no_lead(heading: str, names: list[str], modality: str, why: str) -> None:
    found = parse(f"Съезд решил:\n\n{heading}\n- открыть музей;\n- издать книгу.")
    assert [(task.text, task.lead, task.topic, task.modality) for task in found.tasks] == [
        ("открыть музей", None, None, modality), ("издать книгу", None, None, modality),
    ], why
    assert [[name.lower() for name in bodies(task)] for task in found.tasks] == [[name.lower() for name in names]] * 2


def test_three_levels_of_numbers_with_bodies_in_the_middle() -> None:
    found = parse(
        "РЕШИЛИ:\n1. Одобрить отчёт.\n2. Рекомендовать:\n2.1. Администрации района:\n2.1.1. отремонтировать дорогу;\n2.1.2. открыть музей;\n"
        "2.2. Школам района:\n2.2.1. провести уроки.\n3. Издать книгу."
    )
    assert [(task.text, task.modality, bodies(task)) for task in found.tasks] == [
        ("отремонтировать дорогу", "recommendation", ["Администрация района"]), ("открыть музей", "recommendation", ["Администрация района"]),
        ("провести уроки", "recommendation", ["Школы района"]),
    ]
    assert [item.text for item in found.proposals] == ["Одобрить отчёт", "Издать книгу"]


def test_numbered_topics_hold_over_their_own_items_only() -> None:
    assert over("РЕШИЛИ:\n1. В области кадров:\n1.1. обучить молодых;\n1.2. открыть школу.\n2. В области сбыта:\n2.1. открыть ярмарку.\n3. Издать книгу.") == [
        ("обучить молодых", None, "В области кадров"), ("открыть школу", None, "В области кадров"), ("открыть ярмарку", None, "В области сбыта"),
        ("Издать книгу", None, None),
    ]


def test_findings_have_topics_too() -> None:
    assert over("Участники съезда отмечают:\n\nВ области кадров:\n- открыта школа;\n- обучены молодые.\n\nВ области сбыта:\n- открыта ярмарка.") == [
        ("открыта школа", None, "В области кадров"), ("обучены молодые", None, "В области кадров"), ("открыта ярмарка", None, "В области сбыта"),
    ]


def test_the_same_body_heading_may_come_again_under_another_topic() -> None:
    found = parse("РЕШИЛИ:\n\nВ области кадров:\n\nШколам района:\n- открыть кружки.\n\nВ области сбыта:\n\nШколам района:\n- купить мёд.")
    assert [(task.text, task.topic, bodies(task)) for task in found.tasks] == [
        ("открыть кружки", "В области кадров", ["Школы района"]), ("купить мёд", "В области сбыта", ["Школы района"]),
    ]


def test_a_new_section_ends_the_bodies_of_the_old_one() -> None:
    found = parse("Съезд решил:\n\nШколам района:\n- открыть кружки.\n\nУчастники съезда предлагают:\n- издать книгу.")
    assert [task.text for task in found.tasks] == ["открыть кружки"]
    assert [item.text for item in found.proposals] == ["издать книгу"]


def test_a_section_after_the_tasks_is_not_a_lead_of_theirs() -> None:
    assert kinds("Съезд решил:\n1. Открыть музей.\n\nВместе с тем съезд отмечает проблемы:\n- гибель пчёл;\n- отток молодых.") == [
        ("proposal", "Открыть музей"), ("problem", "гибель пчёл"), ("problem", "отток молодых"),
    ]


def test_wrapped_items_under_a_body_heading_stay_whole() -> None:
    text = (
        "Съезд решил:\n\nМинистерству сельского хозяйства края и администрациям районов края:\n"
        "1. Составить до конца года карту пасек и разместить её в открытом\nдоступе для всех хозяйств, которые обрабатывают поля.\n"
        "2. Предупреждать владельцев пасек о начале работ не позднее чем за\nтрое суток, как того требуют действующие в крае правила.\n"
        "3. Провести осмотр всех пасек края и выдать их владельцам новые\nпаспорта, без которых торговля мёдом на ярмарках запрещена."
    )
    found = parse(text)
    assert [task.label for task in found.tasks] == ["1.", "2.", "3."]
    assert all(bodies(task) == ["Министерство сельского хозяйства края", "администрации районов края"] for task in found.tasks)
    assert found.tasks[0].text.endswith("доступе для всех хозяйств, которые обрабатывают поля")


# --- what round six taught -----------------------------------------------------------------------------------------------------------


def test_an_item_of_lack_behind_a_contrast_among_findings_is_a_problem_and_the_next_is_not() -> None:
    assert kinds("Участники съезда отмечают:\n- выросло число пасек;\n- в то же время не хватает кадров;\n- открыт музей мёда.") == [
        ("finding", "выросло число пасек"), ("problem", "в то же время не хватает кадров"), ("finding", "открыт музей мёда"),
    ]


def test_a_letter_spaced_demand_addresses_the_bodies_under_it() -> None:
    assert tasks("Съезд считает положение нетерпимым и  Т Р Е Б У Е Т :\n\nот Правительства края:\n- снизить тарифы;\n- выплатить долги\n\n"
                 "от администрации района:\n- построить дорогу.") == [
        ("снизить тарифы", ["Правительство края"]), ("выплатить долги", ["Правительство края"]),
        ("построить дорогу", ["администрация района"]),
    ]


def test_directions_that_are_to_be_recognised_are_a_lead_with_its_infinitive() -> None:
    found = parse("Съезд решил:\n1. Одобрить отчёт.\n\nПриоритетными направлениями работы признать:\n- изучение пчёл;\n- издание книг.").proposals
    assert [(item.text, item.lead, item.action) for item in found[1:]] == [
        ("изучение пчёл", "Приоритетными направлениями работы признать", "признать"),
        ("издание книг", "Приоритетными направлениями работы признать", "признать"),
    ]


def test_what_is_noted_in_the_course_of_the_discussion_ends_the_speeches() -> None:
    assert kinds("Слушали:\n1. Полякову Н.Ю. о состоянии пасек.\n\nВ ходе обсуждения отмечено, что пасеки ухожены. Открыт музей мёда.") == [
        ("finding", "В ходе обсуждения отмечено, что пасеки ухожены"), ("finding", "Открыт музей мёда"),
    ]


def test_the_charge_of_a_heading_ends_with_its_list() -> None:
    assert kinds("Правлению союза поручено:\n- издать книгу;\n- провести смотр.\n\nОчередной съезд решено провести в 2024 году в Туле.") == [
        ("task", "издать книгу"), ("task", "провести смотр"), ("proposal", "Очередной съезд решено провести в 2024 году в Туле"),
    ]


def test_a_deadline_in_a_body_heading_is_that_of_its_items_unless_they_have_their_own() -> None:
    found = parse("Съезд решил:\n1. Отделу культуры до 1 сентября 2021 года:\n- издать книгу;\n- до 15 мая 2021 года провести смотр.").tasks
    assert [(task.text, task.deadline.text if task.deadline else None) for task in found] == [
        ("издать книгу", "до 1 сентября 2021 года"), ("до 15 мая 2021 года провести смотр", "до 15 мая 2021 года"),
    ]


def test_whom_a_charged_body_is_to_appeal_to_is_not_charged() -> None:
    assert tasks("Съезд решил:\n1. Администрации района:\n- обратиться в Правительство края за поддержкой;\n- построить дорогу.") == [
        ("обратиться в Правительство края за поддержкой", ["Администрация района"]), ("построить дорогу", ["Администрация района"]),
    ]


@pytest.mark.parametrize(("clause", "who"), [
    ("За тем, чтобы договорённости не остались на бумаге, проследит правление союза.", "правление союза"),
    ("Следить за тем, как выполняется настоящая резолюция, будет ревизионная комиссия.", "ревизионная комиссия"),
    ("Наблюдать за исполнением достигнутых договорённостей съезд доверяет учёному секретарю.", "учёный секретарь"),
    ("Выполнение решений съезда контролирует председатель союза.", "председатель союза"),
])
def test_control_is_told_by_its_verb_wherever_it_stands(clause: str, who: str) -> None:
    control, = parse(f"Съезд решил:\n1. Одобрить отчёт.\n\n{clause}").control
    assert bodies(control) == [who]


def test_what_the_meeting_has_settled_after_its_list_is_a_proposal() -> None:
    assert kinds("Съезд решил:\n1. Одобрить отчёт.\n\nПредседателем союза избран Р.Т. Гаев. Погода стояла хорошая.") == [
        ("proposal", "Одобрить отчёт"), ("proposal", "Председателем союза избран Р.Т. Гаев"),
    ]


def test_a_table_takes_the_modality_of_its_section() -> None:
    found = parse("Участники рекомендуют:\n\n| Мероприятие | Срок | Ответственный |\n|---|---|---|\n| Издать книгу | 1 мая 2021 года | отдел культуры |\n")
    assert [(task.text, task.modality) for task in found.tasks] == [("Издать книгу", "recommendation")]
