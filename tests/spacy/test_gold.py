"""Gold files as a DocBin: what is marked reads as in the gold, what has no certain place is told of."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import DocBin
from typer.testing import CliRunner

from resolution_parser.cli import app
from resolution_parser.errors import FileMissing, SchemaError
from resolution_parser.evaluate.keys import norm
from resolution_parser.records import ITEM_KINDS
from resolution_parser.spacy_component import LABELS, GoldDoc, gold_docs

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "gold" / "corpus"


@pytest.fixture(scope="module")
def corpus() -> dict[str, GoldDoc]:
    return {one.name: one for one in gold_docs(CORPUS)}


def make_gold(folder: Path, text: str, **gold: Any) -> GoldDoc:
    (folder / "a.txt").write_text(text, "utf-8")
    (folder / "a.gold.json").write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
    (one,) = gold_docs(folder)
    return one


def marked(one: GoldDoc) -> list[tuple[str, str, str]]:
    return [(span.label_, span.id_, span.text) for span in one.doc.spans["resolution"]]


def unplaced(one: GoldDoc) -> list[tuple[str, str, str]]:
    return [(text.path, text.text, text.why) for text in one.unplaced]


def joined(texts: list[str]) -> str:
    """As a person would quote it: hyphens of line ends and emphasis marks off."""
    return norm(" ".join(texts).replace("**", "").replace("-\n", "").replace("об- новл", "обновл"))


def test_the_items_of_the_corpus_are_all_marked_and_read_as_in_the_gold(corpus: dict[str, GoldDoc]) -> None:
    wrong = []
    for name, one in corpus.items():
        gold = json.loads((CORPUS / f"{name}.gold.json").read_text("utf-8"))
        for kind in ITEM_KINDS:
            for rank, item in enumerate(gold[kind], start=1):
                record = f"{kind if kind == 'control' else kind.removesuffix('s')}-{rank}"
                texts = [span.text for span in one.doc.spans["resolution"] if span.id_ == record]
                if not item.get("optional") and joined(texts) != norm(item["text"]):
                    wrong.append((name, record, texts, item["text"]))
    assert wrong == []


def test_what_is_not_marked_of_the_corpus_is_told_of(corpus: dict[str, GoldDoc]) -> None:
    told = [(name, text.path) for name, one in corpus.items() for text in one.unplaced]
    assert 0 < len(told) < 10
    assert all(path.startswith("persons") for _, path in told)


def test_the_labels_are_those_of_the_component_but_cues(corpus: dict[str, GoldDoc]) -> None:
    labels = {span.label_ for one in corpus.values() for span in one.doc.spans["resolution"]}
    assert labels == set(LABELS) - {"CUE"}


def test_a_text_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    one = make_gold(tmp_path, "Съезд решил:\n1. Одобрить отчёт.\n", proposals=[{"text": "одобрить доклад"}], tasks=[{"text": ""}])
    assert marked(one) == []
    assert unplaced(one) == [("proposals[0]", "одобрить доклад", "not found"), ("tasks[0]", "", "not found")]


def test_a_part_of_a_word_is_no_place(tmp_path: Path) -> None:
    one = make_gold(tmp_path, "Съезд решил:\n1. Одобрить отчётность.\n", proposals=[{"text": "Одобрить отчёт"}])
    assert unplaced(one) == [("proposals[0]", "Одобрить отчёт", "not found")]


def test_a_text_that_stands_twice_is_told_of_and_not_guessed(tmp_path: Path) -> None:
    text = "Мы пели. Мы пели. Было весело. Мы пели.\n"
    one = make_gold(tmp_path, text, findings=[{"text": "Мы пели"}])
    assert marked(one) == []
    assert unplaced(one) == [("findings[0]", "Мы пели", "ambiguous")]


def test_twins_that_all_stand_in_the_gold_are_taken_in_order(tmp_path: Path) -> None:
    one = make_gold(tmp_path, "Мы пели. Мы пели. Было весело.\n", findings=[{"text": "Мы пели"}, {"text": "Мы пели"}])
    assert marked(one) == [("FINDING", "finding-1", "Мы пели"), ("FINDING", "finding-2", "Мы пели")]


def test_neighbours_tell_a_twin_apart(tmp_path: Path) -> None:
    text = "Мы пели. Дождь шёл. Мы пели. Снег шёл. Мы пели.\n"
    one = make_gold(tmp_path, text, findings=[{"text": "Дождь шёл"}, {"text": "Мы пели"}, {"text": "Снег шёл"}])
    assert [span.start_char for span in one.doc.spans["resolution"]] == [9, 20, 29]


def test_the_same_text_in_two_kinds_goes_by_what_the_parser_reads(tmp_path: Path) -> None:
    text = "Вместе с тем отмечаем проблемы:\n- слабый контроль.\nЦели:\n- слабый контроль.\n"
    one = make_gold(tmp_path, text, problems=[{"text": "слабый контроль"}], goals=[{"text": "слабый контроль"}])
    assert [(span.label_, span.start_char) for span in one.doc.spans["resolution"]] == [("PROBLEM", 34), ("GOAL", 59)]


def test_quotes_line_ends_and_pages_do_not_hide_a_text(tmp_path: Path) -> None:
    text = "Съезд решил:\n1. Одобрить почин «Чис-\nтый двор»\n\f\n- 2 -\n\nи премировать \"Дом\".\n2. Принять доклад.\n"
    one = make_gold(tmp_path, text, proposals=[{"text": 'Одобрить почин "Чистый двор" и премировать «Дом»'}])
    assert [piece for _, _, piece in marked(one)] == ["Одобрить почин «Чис-\nтый двор»", "и премировать \"Дом\""]


def test_bodies_and_deadlines_of_headings_and_notes_are_marked_where_they_stand(tmp_path: Path) -> None:
    text = "РЕШЕНИЕ\n\nПоручить школе № 1:\n1. Купить парты.\nСрок: 1 мая 2022 г.\n2. Купить доску.\nСрок: 1 мая 2022 г.\n"
    school = {"name": "школа № 1", "text": "школе № 1"}
    deadline = {"text": "1 мая 2022 г."}
    tasks = [{"text": text, "bodies": [school], "deadline": deadline} for text in ("Купить парты", "Купить доску")]
    one = make_gold(tmp_path, text, tasks=tasks)
    assert marked(one) == [
        ("BODY", "task-1.body-1", "школе № 1"), ("TASK", "task-1", "Купить парты"), ("DEADLINE", "task-1.deadline", "1 мая 2022 г."),
        ("TASK", "task-2", "Купить доску"), ("DEADLINE", "task-2.deadline", "1 мая 2022 г."),
    ]
    assert one.unplaced == ()


def test_optional_records_are_neither_marked_nor_told_of(tmp_path: Path) -> None:
    one = make_gold(tmp_path, "Съезд решил:\n1. Одобрить отчёт.\n", proposals=[{"text": "Одобрить отчёт", "optional": True}])
    assert (marked(one), one.unplaced) == ([], ())


@pytest.mark.parametrize(("gold", "error"), [
    pytest.param({"tasks": [{"label": "1."}]}, SchemaError, id="an item without a text"),
    pytest.param({"tasks": [{"text": 5}]}, SchemaError, id="a text that is none"),
    pytest.param({"persons": [{"role": "глава"}]}, SchemaError, id="a person without a name"),
])
def test_gold_that_cannot_be_marked_is_told_of(gold: dict[str, Any], error: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(error, match=r"a\.gold\.json"):
        make_gold(tmp_path, "Съезд решил: одобрить отчёт.", **gold)


def test_gold_without_its_document_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.gold.json").write_text("{}", "utf-8")
    with pytest.raises(FileMissing, match="the document of this gold is missing"):
        list(gold_docs(tmp_path))


# --- the command -----------------------------------------------------------------------------------------------------------------------


def test_the_command_writes_what_spacy_reads_and_tells_what_is_missing(tmp_path: Path, corpus: dict[str, GoldDoc]) -> None:
    done = CliRunner().invoke(app, ["gold-to-docbin", str(CORPUS), str(tmp_path / "train.spacy")])
    assert done.exit_code == 0
    told = sum(len(one.unplaced) for one in corpus.values())
    assert done.stdout.startswith("16 documents, ")
    assert done.stdout.endswith(f" {told} texts without a certain place\n")
    assert len(done.stderr.splitlines()) == told
    docs = DocBin().from_disk(tmp_path / "train.spacy").get_docs(spacy.blank("ru").vocab)
    for doc, one in zip(docs, corpus.values(), strict=True):
        assert doc.user_data["name"] == one.name
        assert doc.text == one.doc.text
        assert [(span.label_, span.start, span.end, span.id_) for span in doc.spans["resolution"]] == [
            (span.label_, span.start, span.end, span.id_) for span in one.doc.spans["resolution"]]


def test_the_same_gold_gives_the_same_bytes(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-m", "resolution_parser", "gold-to-docbin", "examples/office", str(tmp_path / f"{seed}.spacy")],
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True,
        )
    assert (tmp_path / "1.spacy").read_bytes() == (tmp_path / "2.spacy").read_bytes()


def test_the_command_tells_of_a_folder_without_gold_and_writes_nothing(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["gold-to-docbin", str(tmp_path), str(tmp_path / "train.spacy")])
    assert done.exit_code == 3
    assert "there is no *.gold.json" in done.stderr
    assert not (tmp_path / "train.spacy").exists()


def test_a_component_can_be_trained_on_it(tmp_path: Path) -> None:
    from spacy.training import Example

    nlp = spacy.blank("ru")
    nlp.add_pipe("spancat_singlelabel", config={"spans_key": "resolution"})
    golds = [one.doc for one in gold_docs(ROOT / "examples" / "office")]
    examples = [Example(nlp.make_doc(gold.text), gold) for gold in golds]
    nlp.initialize(lambda: examples)
    assert nlp.get_pipe("spancat_singlelabel").labels == ("TASK",) or "TASK" in nlp.get_pipe("spancat_singlelabel").labels
    assert nlp.update(examples)["spancat_singlelabel"] > 0
