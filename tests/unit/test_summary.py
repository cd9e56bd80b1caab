"""The readable summary."""

from __future__ import annotations

import dataclasses

from resolution_parser.exporters.summary import to_summary
from resolution_parser.records import Resolution, Warning


def test_every_part_has_its_heading_and_tasks_stand_under_their_bodies(resolution: Resolution) -> None:
    lines = to_summary(resolution, width=100).splitlines()
    assert lines[0] == "Решение съезда"
    assert "Дата: 24.08.2021 – 25.08.2021" in lines
    for heading in ("Цели", "Отмечено", "Проблемы", "Предложения и решения", "Задачи", "Контроль", "Документы", "Проекты и программы",
                    "Лица", "Подписи", "Обратить внимание"):
        assert f"{heading} (1)" in lines, heading
    at = lines.index("Задачи (1)")
    assert lines[at + 1 : at + 4] == [
        "  школы (при участии: отдел образования)",
        "    - усилить «охрану» на 80 %",
        "      срок: до 1 мая 2022 года · рекомендация · показатели: 80 %",
    ]


def test_tasks_of_one_body_stand_together_even_when_the_document_parts_them(resolution: Resolution) -> None:
    task = resolution.tasks[0]
    other = dataclasses.replace(task, bodies=(), text="другое")
    summary = to_summary(dataclasses.replace(resolution, tasks=(task, other, dataclasses.replace(task, text="третье"))))
    assert summary.count("школы (при участии") == 1
    assert summary.index("третье") < summary.index("Исполнитель не назван") < summary.index("другое")


def test_what_the_document_does_not_say_is_left_out(resolution: Resolution) -> None:
    bare = dataclasses.replace(
        resolution, title=None, period=None, year=None, goals=(), findings=(), problems=(), proposals=(), tasks=(), control=(), references=(),
        programmes=(), persons=(), signatures=(), warnings=(),
        event=dataclasses.replace(resolution.event, name=None, theme=None, start=None, end=None, place=None),
    )
    assert to_summary(bare) == "Без названия\n"


def test_no_line_is_wider_than_asked_and_no_word_is_lost(resolution: Resolution) -> None:
    long = dataclasses.replace(resolution, title="слово " * 100)
    narrow = to_summary(long, width=40)
    assert max(map(len, narrow.splitlines())) <= 40
    assert narrow.split() == to_summary(long, width=120).split()


def test_the_document_cannot_play_tricks_on_the_terminal(resolution: Resolution) -> None:
    hostile = Warning(code="reader", message="\x1b[2J\x9b31m\x07 стёрто", span=None)
    summary = to_summary(dataclasses.replace(resolution, title="\x1b]0;x\x07Решение", warnings=(hostile,)), styled=False)
    assert not set(summary) & set("\x1b\x07\x9b")
    assert "Решение" in summary


def test_styles_change_the_looks_and_not_the_words(resolution: Resolution) -> None:
    import re

    styled = to_summary(resolution, styled=True)
    assert "\x1b[1m" in styled
    assert re.sub(r"\x1b\[[\d;]*m", "", styled) == to_summary(resolution)
