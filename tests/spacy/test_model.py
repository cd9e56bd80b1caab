"""The pipeline that models/train.py writes is one that ``spacy.load`` takes; so is the shipped one, where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from models.corpus import gold_documents, label_document
from models.train import MODEL, train
from resolution_parser.stages.roles import RoleModel


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "role"
    train([passage for document in gold_documents()[:2] for passage in label_document(document)], folder)
    return folder


def assert_scores(folder: Path) -> None:
    nlp = spacy.load(folder)
    words = ("W_обеспечить", "MARK_NONE")
    cats = nlp(Doc(nlp.vocab, words=list(words))).cats
    assert sum(cats.values()) == pytest.approx(1.0, abs=1e-4)
    (scores,) = RoleModel(str(folder)).score([words])
    assert cats == pytest.approx(scores)


def test_a_trained_pipeline_loads_and_says_what_the_parser_hears(trained: Path) -> None:
    assert_scores(trained)


@pytest.mark.skipif(not MODEL.is_dir(), reason="this version ships no model")
def test_the_shipped_pipeline_loads_and_says_what_the_parser_hears() -> None:
    assert_scores(MODEL)
