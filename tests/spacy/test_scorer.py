"""The scorer: a Doc scored against itself is right, and each kind of damage costs what it should."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

import resolution_parser.spacy_component.component  # noqa: F401
from resolution_parser.spacy_component import make_resolution_scorer

TEXT = "РЕШЕНИЕ съезда\n\nСъезд решил:\n1. Одобрить отчёт.\n2. Поручить администрации района до 1 мая 2024 года отремонтировать клуб.\n"


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.blank("ru")
    pipeline.add_pipe("resolution_parser")
    return pipeline


def damaged(nlp: Language, change: Callable[[Doc, list[Span]], list[Span]]) -> dict[str, Any]:
    """The scores of a Doc whose spans have been changed, against what it was."""
    doc = nlp(TEXT)
    doc.spans["resolution"] = change(doc, list(doc.spans["resolution"]))
    return nlp.get_pipe("resolution_parser").score([Example(doc, nlp(TEXT))])


def test_a_doc_against_itself_is_right_in_all_labels(nlp: Language) -> None:
    scores = damaged(nlp, lambda _, spans: spans)
    assert (scores["spans_resolution_p"], scores["spans_resolution_r"], scores["spans_resolution_f"]) == (1.0, 1.0, 1.0)
    assert {label: score["f"] for label, score in scores["spans_resolution_per_type"].items()} == {
        "CUE": 1.0, "PROPOSAL": 1.0, "TASK": 1.0, "BODY": 1.0, "DEADLINE": 1.0,
    }


@pytest.mark.parametrize(("change", "precision", "recall"), [
    pytest.param(lambda _, spans: spans[:-1], 1.0, 0.8, id="a span is missing"),
    pytest.param(lambda doc, spans: [*spans, Span(doc, 0, 1, label="TASK")], 5 / 6, 1.0, id="a span is too many"),
    pytest.param(lambda doc, spans: [*spans[:-1], Span(doc, spans[-1].start, spans[-1].end, label="BODY")], 0.8, 0.8, id="a wrong label"),
    pytest.param(lambda doc, spans: [*spans[:-1], Span(doc, spans[-1].start, spans[-1].end - 1, label="DEADLINE")], 0.8, 0.8, id="a token short"),
    pytest.param(lambda _, spans: [], 0.0, 0.0, id="nothing is found"),
])
def test_damage_costs(change: Callable[[Doc, list[Span]], list[Span]], precision: float, recall: float, nlp: Language) -> None:
    scores = damaged(nlp, change)
    assert (scores["spans_resolution_p"], scores["spans_resolution_r"]) == pytest.approx((precision, recall))


def test_only_the_labels_asked_for_count(nlp: Language) -> None:
    pipeline = spacy.blank("ru")
    scorer = {"@scorers": "resolution_parser.resolution_scorer.v1", "only": ["TASK", "BODY"]}
    component = pipeline.add_pipe("resolution_parser", config={"scorer": scorer})
    doc, gold = nlp(TEXT), nlp(TEXT)
    doc.spans["resolution"] = [span for span in doc.spans["resolution"] if span.label_ in ("TASK", "CUE")]
    scores = component.score([Example(doc, gold)])
    assert set(scores["spans_resolution_per_type"]) == {"TASK", "BODY"}
    assert (scores["spans_resolution_p"], scores["spans_resolution_r"]) == (1.0, 0.5)


def test_a_reference_without_spans_is_passed_over(nlp: Language) -> None:
    assert make_resolution_scorer()([Example(nlp(TEXT), nlp.make_doc(TEXT))])["spans_resolution_f"] is None


def test_nlp_evaluate_asks_the_scorer(nlp: Language) -> None:
    assert nlp.evaluate([Example(nlp.make_doc(TEXT), nlp(TEXT))])["spans_resolution_f"] == 1.0
