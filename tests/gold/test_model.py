"""The labelled corpus of the model of roles: what it is made of, how it is split, and that it says what the gold says."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

from models.corpus import CORPUS, FOLDS, gold_documents
from resolution_parser.evaluate.keys import norm
from resolution_parser.records import ITEM_KINDS

LINES: list[dict[str, Any]] = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
DOCUMENTS = [line for line in LINES if "document" in line]


def passages_by_document() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    name = ""
    for line in LINES:
        name = line.get("document", name)
        if "label" in line:
            found[name].append(line)
    return found


def test_the_later_rounds_of_gold_are_never_trained_on() -> None:
    folders = {line["document"].rsplit("/", 1)[0] for line in DOCUMENTS}
    assert folders == {"corpus", "series/verkhnerechye", "dev", "heldout", "round2"}


def test_only_the_owner_s_documents_are_not_labelled_as_invented() -> None:
    assert Counter(line["origin"] for line in DOCUMENTS) == {"real": 1, "in_the_manner": 18, "invented": 40}
    assert {line["document"].split("/")[0] for line in DOCUMENTS if line["origin"] != "invented"} == {"corpus", "series"}


def test_every_document_stands_in_one_fold_and_a_series_in_the_same() -> None:
    folds = {line["document"]: line["fold"] for line in DOCUMENTS}
    assert len(folds) == len(DOCUMENTS)
    assert set(folds.values()) == set(range(FOLDS))
    assert len({fold for name, fold in folds.items() if name.startswith("series/")}) == 1


def test_a_label_by_the_gold_is_the_kind_of_an_item_and_no_other_label_is() -> None:
    for line in LINES:
        if "label" in line:
            assert (line["label"] in ITEM_KINDS) <= (line["by"] == "gold" or line["label"] == "control"), line


def test_offsets_are_those_of_the_document_s_text() -> None:
    found = passages_by_document()
    for document in gold_documents():
        text = document.path.read_text("utf-8")
        for line in found[document.name]:
            assert norm(line["text"])[:20] == norm(text[line["start"]:line["end"]].replace("**", ""))[:20] or "\n" in text[
                line["start"]:line["end"]], (document.name, line)


def test_nearly_every_item_of_the_gold_is_a_passage_of_its_kind() -> None:
    found = passages_by_document()
    wanted = right = 0
    for document in gold_documents():
        labelled = {(norm(line["text"]), line["label"]) for line in found[document.name]}
        for kind in ITEM_KINDS:
            for item in document.gold.get(kind, ()):
                wanted += 1
                right += any(norm(item["text"]) in text and label == kind for text, label in labelled)
    assert right / wanted > 0.95
