"""Is the model worth it? Rules alone against rules and a model that has not seen the document, in ten folds by document.

    python -m models.crossvalidate                 # trains ten models (two minutes), prints the tables
    python -m models.crossvalidate --models DIR    # keeps the ten models there, or uses those that it finds

The last table asks the same with a tenth of the cue rules knocked out, each tenth in its turn: what wording costs that the lexicons
do not know, and how much of it the model makes good.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.corpus import FOLDS, GoldDocument, gold_documents, label_document
from models.train import train
from resolution_parser.evaluate.scoring import score_document
from resolution_parser.evaluate.tallies import Tally
from resolution_parser.jsonio import to_builtins
from resolution_parser.lexicon import Lexicon
from resolution_parser.parser import Parser
from resolution_parser.stages.roles import RoleModel

FIGURES = ("items_core_exact", "items_any_kind_exact", "exact.goals", "exact.findings", "exact.problems", "exact.proposals", "exact.tasks")
KNOCKED_OUT = ("cues", "performatives", "control")
"""The groups of rules that are knocked out by tenths: those that say what a passage is."""

Tallies = Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One document under one lexicon, without and with the model."""

    document: GoldDocument
    tenth: int | None
    alone: Tallies
    voted: Tallies
    votes: int


def fold_models(documents: Sequence[GoldDocument], folder: Path) -> list[RoleModel]:
    """For each fold a model trained on the other nine."""
    labelled = {document.name: label_document(document) for document in documents}
    for fold in range(FOLDS):
        path = folder / f"fold{fold}"
        if not path.exists():
            train([passage for document in documents if document.fold != fold for passage in labelled[document.name]], path)
    return [RoleModel(str(folder / f"fold{fold}")) for fold in range(FOLDS)]


def without_tenth(lexicon: Lexicon, tenth: int) -> Lexicon:
    """The lexicon without every tenth of its cue rules, beginning with the one of that rank."""
    names = [rule.name for group in KNOCKED_OUT for rule in lexicon.rules(group)]
    gone = frozenset(names[tenth::FOLDS])
    return lexicon.without(gone)


def outcomes(documents: Sequence[GoldDocument], models: Sequence[RoleModel], lexicon: Lexicon, tenth: int | None) -> Iterator[Outcome]:
    """Every document parsed without the model and with that of its fold."""
    for document in documents:
        gold = document.gold
        alone, voted = (to_builtins(Parser(lexicon=lexicon, model=model).parse(document.path)) for model in (None, models[document.fold]))
        votes = sum(str(item["rule"]).startswith("model.") for kind in ("goals", "findings", "problems", "proposals", "tasks")
                    for item in voted[kind])
        scores = (score_document(document.name, gold, found).tallies for found in (alone, voted))
        yield Outcome(document, tenth, *scores, votes)


def table(title: str, found: Sequence[Outcome]) -> str:
    """A table of both, in Markdown."""
    rows = [f"\n{title}\n", "| | rules alone | rules + model | gold |", "| --- | --- | --- | --- |"]
    for figure in FIGURES:
        alone, voted = (sum((getattr(outcome, side).get(figure, Tally()) for outcome in found), Tally()) for side in ("alone", "voted"))
        rows.append(f"| `{figure}` | {_figures(alone)} | {_figures(voted)} | {alone.gold} |")
    better, worse = (sum(_right(outcome.voted) * sign > _right(outcome.alone) * sign for outcome in found) for sign in (1, -1))
    votes = sum(outcome.votes for outcome in found)
    rows.append(f"\n{votes} items by the model; {better} parses better by it, {worse} worse, {len(found) - better - worse} equal "
                "(by right less wrong core items and findings).")
    return "\n".join(rows)


def _figures(tally: Tally) -> str:
    return f"F1 {tally.f1:.4f} (p {tally.precision:.4f}, r {tally.recall:.4f})"


def _right(tallies: Tallies) -> int:
    counts = [tallies.get(name, Tally()) for name in ("items_core_exact", "exact.findings")]
    return sum(count.right - count.extra for count in counts)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--models", type=Path, help="where the ten models are kept")
    arguments.add_argument("--details", action="store_true", help="print each parse that the model changes")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        documents = gold_documents()
        models = fold_models(documents, options.models or Path(scratch))
        full = list(outcomes(documents, models, Lexicon.default(), None))
        knocked = [outcome for tenth in range(FOLDS)
                   for outcome in outcomes(documents, models, without_tenth(Lexicon.default(), tenth), tenth)]
    tables = [
        table("All rules, ten folds:", full),
        *(table(f"All rules, documents that are {origin}:", [outcome for outcome in full if outcome.document.origin == origin])
          for origin in sorted({document.origin for document in documents})),
        table("A tenth of the cue rules knocked out, ten times ten folds:", knocked),
    ]
    changed = [f"{outcome.tenth} {outcome.document.name} {_right(outcome.alone)} -> {_right(outcome.voted)}, {outcome.votes} by the model"
               for outcome in (*full, *knocked) if options.details and outcome.alone != outcome.voted]
    sys.stdout.write("\n".join([*tables, *changed]) + "\n")


if __name__ == "__main__":
    main()
