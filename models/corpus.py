"""The labelled corpus: what each passage of the gold documents is, by the gold where it speaks, else by the rules.

    python -m models.corpus            # writes models/corpus/roles.jsonl anew from tests/gold

A passage that is an item of the gold, or most of one, has the item's kind. What is no item is named by the rules (heading, body_heading,
lead, topic, note, closing, none, prose, title, signatures, furniture, annex), and a heading by the kind of the gold's next item
(``heading.tasks``). Later rounds of gold (``round3`` and on) are kept for examinations and never read here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resolution_parser.evaluate.keys import norm
from resolution_parser.lexicon import Lexicon
from resolution_parser.parser import Parser
from resolution_parser.records import ITEM_KINDS
from resolution_parser.stages.blocks import heal_blocks
from resolution_parser.stages.paragraphs import Paragraph
from resolution_parser.stages.roles import features_of
from resolution_parser.stages.units import Unit, paragraph_units

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
CORPUS = Path(__file__).resolve().parent / "corpus" / "roles.jsonl"
FOLDS = 10
ORIGINS = {
    "corpus": "in_the_manner", "series/verkhnerechye": "in_the_manner", "dev": "invented", "heldout": "invented", "round2": "invented",
}
"""Folders of gold that are read, and what their documents are: in the manner of real ones, by the project's owner, or invented by us."""
REAL = frozenset({"rasskazovo_2021"})
OUTSIDE = ("title", "signatures", "furniture", "annex")


@dataclass(frozen=True, slots=True)
class Passage:
    """A labelled passage; ``by`` is ``gold`` or ``rules``; ``words`` are what the model sees of it."""

    document: str
    start: int
    end: int
    label: str
    by: str
    text: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document with its gold, its origin and its fold (the documents of one series share one)."""

    name: str
    path: Path
    origin: str
    fold: int

    @property
    def gold(self) -> dict[str, Any]:
        return dict(json.loads(self.path.with_suffix("").with_suffix(".gold.json").read_text("utf-8")))


def gold_documents() -> list[GoldDocument]:
    """All documents for training, dealt out to the folds in turn so that each fold has some of every origin."""
    found: list[GoldDocument] = []
    turn = 0
    for folder, origin in ORIGINS.items():
        for path in sorted((GOLD / folder).glob("*.txt")):
            name = f"{folder}/{path.stem}"
            found.append(GoldDocument(name, path, "real" if path.stem in REAL else origin, turn % FOLDS))
            turn += not folder.startswith("series")
        turn += folder.startswith("series")
    return found


# --- labels --------------------------------------------------------------------------------------------------------------------------


def body_units(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> list[Unit]:
    """The units that the outline walks over."""
    return [unit for paragraph in paragraphs for unit in paragraph_units(paragraph, lexicon=lexicon) if unit.text.strip(" .;:-–—*")]


def label_document(document: GoldDocument) -> list[Passage]:
    """The passages of a document with their labels and features."""
    parser = Parser(model=None)
    read = parser.read(document.path)
    roles = {trace.start: trace.role for trace in parser.explain(read)}
    inside, outside = [], []
    for part in heal_blocks(read, parser.lexicon):
        (outside if roles.get(part.start) in OUTSIDE else inside).append(part)
    items = _gold_items(document.gold)
    passages = [passage for parts in (inside, outside) for passage in _label(document.name, parts, items, roles, parser.lexicon)]
    return _name_headings(sorted(passages, key=lambda passage: passage.start), items)


def _gold_items(gold: dict[str, Any]) -> list[tuple[str, str]]:
    return [(norm(item["text"]), kind) for kind in ITEM_KINDS for item in gold.get(kind, ()) if not item.get("optional")]


def _label(
    name: str, parts: Sequence[Paragraph], items: Sequence[tuple[str, str]], roles: dict[int, str], lexicon: Lexicon
) -> Iterator[Passage]:
    for unit, words in features_of(body_units(parts, lexicon), lexicon=lexicon):
        start, end = unit.paragraph.map.to_raw(unit.start, unit.end)
        kind = _gold_kind(norm(unit.text), items)
        role = roles.get(start) or roles.get(unit.paragraph.start, "prose")
        yield Passage(name, start, end, kind or _rules_label(role), "gold" if kind else "rules", unit.text, words)


def _gold_kind(text: str, items: Sequence[tuple[str, str]]) -> str | None:
    """The kind of the gold item that the passage is, or that it holds or is held by for the most part."""
    for wanted, kind in items:
        if text == wanted:
            return kind
    for wanted, kind in items:
        if len(wanted) > 24 and wanted in text and len(wanted) > 0.5 * len(text) or len(text) > 24 and text in wanted:
            return kind
    return None


def _rules_label(role: str) -> str:
    return "prose" if role in (*ITEM_KINDS, "preamble", "unassigned") else role


def _name_headings(passages: Sequence[Passage], items: Sequence[tuple[str, str]]) -> list[Passage]:
    """A heading is that of the kind of the next item, if one comes before the next heading."""
    named: list[Passage] = []
    following: str | None = None
    for passage in reversed(passages):
        label = passage.label
        if label == "heading":
            label = f"heading.{following or 'none'}"
            following = None
        elif label in ITEM_KINDS and label != "control":
            following = label
        named.append(Passage(passage.document, passage.start, passage.end, label, passage.by, passage.text, passage.words))
    return named[::-1]


# --- the file ------------------------------------------------------------------------------------------------------------------------


def write_corpus(path: Path = CORPUS) -> int:
    """Write the labels of all documents, a line for each passage; a line for each document comes before them."""
    path.parent.mkdir(exist_ok=True)
    lines = []
    for document in gold_documents():
        lines.append({"document": document.name, "origin": document.origin, "fold": document.fold})
        lines += [{"start": passage.start, "end": passage.end, "label": passage.label, "by": passage.by, "text": passage.text}
                  for passage in label_document(document)]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return len(lines)


if __name__ == "__main__":
    sys.stdout.write(f"{write_corpus()} lines in {CORPUS}\n")
