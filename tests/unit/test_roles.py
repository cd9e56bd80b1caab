"""The model of roles: it speaks where no rule does, says so in the record, and is silent where it is switched off or missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.corpus import Passage, gold_documents, label_document
from models.train import train
from resolution_parser import Parser
from resolution_parser.stages.roles import RoleModel

UNKNOWN_HEADING = """РЕЗОЛЮЦИЯ
районной конференции учителей

Районная конференция учителей прошла 24 августа 2021 года.

Что легло на душу камнем:
здания школ изношены
не хватает учителей математики
нет подвоза детей из дальних деревень

Конференция решила:
1. Провести ремонт школ.
"""


@pytest.fixture(scope="module")
def passages() -> list[Passage]:
    return [passage for document in gold_documents() for passage in label_document(document)]


@pytest.fixture(scope="module")
def model(passages: list[Passage], tmp_path_factory: pytest.TempPathFactory) -> RoleModel:
    folder = tmp_path_factory.mktemp("models") / "role"
    train(passages, folder)
    return RoleModel(str(folder))


def test_a_heading_that_no_rule_knows_opens_a_section_by_vote(model: RoleModel) -> None:
    assert Parser(model=None).parse_text(UNKNOWN_HEADING).problems == ()
    problems = Parser(model=model).parse_text(UNKNOWN_HEADING).problems
    assert problems
    assert {problem.rule for problem in problems} == {"model.problems"}
    assert all(problem.confidence < 0.6 for problem in problems), "a vote is no rule"


def test_what_the_rules_read_stays_theirs(model: RoleModel) -> None:
    (proposal,) = Parser(model=model).parse_text(UNKNOWN_HEADING).proposals
    assert (proposal.text, proposal.rule) == ("Провести ремонт школ", "decisions.decide")


def test_a_folder_without_a_model_never_votes(tmp_path: Path) -> None:
    assert Parser(model=RoleModel(str(tmp_path))).parse_text(UNKNOWN_HEADING) == Parser(model=None).parse_text(UNKNOWN_HEADING)


def test_the_same_passages_give_the_same_model(passages: list[Passage], tmp_path: Path) -> None:
    few = passages[:60]
    train(few, tmp_path / "a")
    train(few, tmp_path / "b")
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file())
    assert files
    assert all((tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes() for path in files)
