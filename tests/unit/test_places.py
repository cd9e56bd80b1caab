"""Where deadlines and cues stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from resolution_parser.parser import Parser
from resolution_parser.readers.text import document_from_text

GOLD = sorted((Path(__file__).parents[1] / "gold").rglob("*.txt"))


def places(text: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    document = document_from_text(text)
    _, found = Parser(model=None).parse_placed(document)
    cues = [" ".join(document.text[span.start:span.end] for span in spans) for spans in found.cues]
    return cues, [(place.task, [document.text[span.start:span.end] for span in place.spans]) for place in found.deadlines]


@pytest.mark.parametrize(("text", "cues", "deadlines", "why"), [
    ("Поручить школе до 1 мая 2022 года купить парты.", [], [("task-1", ["до 1 мая 2022 года"])], "inside the item"),
    ("Решили:\n1. Поручить школе купить парты.\nСрок: до 1 мая 2022 г.\n", ["Решили:"], [("task-1", ["до 1 мая 2022 г."])], "a note below it"),
    ("Решили:\n1. Поручить школе купить парты (срок – май 2022 года).\n", ["Решили:"], [("task-1", ["май 2022 года"])], "a note in brackets"),
    ("Решили:\n1. Поручить школе купить парты в тече-\nние 2022 года.\n", ["Решили:"], [("task-1", ["в тече-\nние 2022 года"])], "over a line's end"),
    ("Решили: одобрить отчёт.", ["Решили:"], [], "a cue on the line of its item"),
    ("Решили:\nАдминистрации района:\n1. Купить парты.\n", ["Решили:"], [], "a heading that only names a body is no cue"),
])
def test_deadlines_and_cues_stand_where_they_were_read(text: str, cues: list[str], deadlines: list[tuple[str, list[str]]], why: str) -> None:
    assert places(text) == (cues, deadlines)


@pytest.mark.parametrize("path", GOLD[::4], ids=lambda path: path.stem)
def test_the_place_of_a_deadline_reads_as_the_deadline(path: Path) -> None:
    document = Parser().read(path)
    resolution, found = Parser().parse_placed(document)
    texts = {place.task: "".join(document.text[span.start:span.end] for span in place.spans) for place in found.deadlines}
    for task in resolution.tasks:
        if task.id in texts and task.deadline is not None:
            assert "".join(texts[task.id].replace("-\n", "").split()) == "".join(task.deadline.text.split())
    without = [task for task in resolution.tasks if task.deadline is not None and task.id not in texts]
    assert all(task.deadline.text not in task.text for task in without)  # those of a lead or a heading
