"""Gold files as spaCy's training data: each document as a Doc with the spans of its gold in ``doc.spans["resolution"]``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from resolution_parser.errors import FileMissing, SchemaError
from resolution_parser.evaluate.evaluation import find_document, gold_names, gold_path
from resolution_parser.exporters.files import write_durably
from resolution_parser.json_files import read_records
from resolution_parser.parser import Parser
from resolution_parser.spacy_component.gold_places import Unplaced, place_gold
from resolution_parser.spacy_component.labels import SPANS_KEY
from resolution_parser.spacy_component.marks import align


@dataclass(frozen=True, slots=True)
class GoldDoc:
    """A document with its gold spans; ``unplaced`` are the texts of the gold that have no certain place in it, and no span."""

    name: str
    doc: Doc
    unplaced: tuple[Unplaced, ...]


def gold_docs(
    gold_dir: str | os.PathLike[str], *, nlp: Language | None = None, parser: Parser | None = None, alignment: str = "expand",
    spans_key: str = SPANS_KEY,
) -> Iterator[GoldDoc]:
    """A Doc for each ``NAME.gold.json`` and the document beside it, in the order of the names.

    ``nlp`` makes the tokens (``spacy.blank("ru")``), ``parser`` reads the document. The labels are those of the component but CUE, of
    which gold says nothing; ``doc.user_data["name"]`` is the name. Where a text of the gold has no certain place see
    :func:`~resolution_parser.spacy_component.gold_places.place_gold`. Raises FileMissing where the folder, all gold or a document is
    missing, SchemaError where gold is no JSON object, InputError where a document cannot be read.
    """
    folder, parser, nlp = Path(gold_dir), parser or Parser(), nlp or _blank()
    for name in gold_names(folder):
        path = find_document(folder, name)
        if path is None:
            raise FileMissing("the document of this gold is missing", where=str(gold_path(folder, name)), hint="put it beside its gold")
        document = parser.read(path)
        marks, unplaced = place_gold(_read_gold(gold_path(folder, name)), document, parser=parser)
        doc = nlp.make_doc(document.text)
        doc.user_data["name"] = name
        doc.spans[spans_key] = align(doc, marks, alignment=alignment)
        yield GoldDoc(name, doc, unplaced)


def write_docbin(docs: Iterator[GoldDoc], path: str | os.PathLike[str]) -> tuple[GoldDoc, ...]:
    """Write Docs as a ``.spacy`` file, whole or not at all; gives them back. The same Docs give the same bytes.

    Raises OutputError where the file cannot be written.
    """
    kept = tuple(docs)
    written = DocBin(store_user_data=True, docs=[gold.doc for gold in kept])
    write_durably(Path(path), written.to_bytes())
    return kept


class _Quoted(TypedDict):
    text: str


class _Item(TypedDict):
    text: str
    bodies: NotRequired[list[_Quoted] | None]
    deadline: NotRequired[_Quoted | None]


class _Person(TypedDict):
    name: str


class _Gold(TypedDict, total=False):
    """What must be there of gold to be found in a document; other keys may stand beside it."""

    goals: list[_Item]
    findings: list[_Item]
    problems: list[_Item]
    proposals: list[_Item]
    tasks: list[_Item]
    control: list[_Item]
    references: list[_Quoted]
    persons: list[_Person]


def _read_gold(path: Path) -> Mapping[str, Any]:
    import msgspec

    gold = read_records(path)
    try:
        msgspec.convert(gold, _Gold)
    except msgspec.ValidationError as cause:
        raise SchemaError(f"gold that cannot be marked: {cause}", where=str(path), hint="give the texts as printed") from cause
    return gold


def _blank() -> Language:
    import spacy

    nlp = spacy.blank("ru")
    nlp.max_length = sys.maxsize  # the limits of the reader hold
    return nlp
