"""The command ``gold-to-docbin``."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resolution_parser.commands.shell import Lexicons, make_parser, told_errors

if TYPE_CHECKING:
    from resolution_parser.spacy_component import GoldDoc


class Alignment(StrEnum):
    """What becomes of a token that the edge of a record cuts."""

    EXPAND = "expand"
    CONTRACT = "contract"
    STRICT = "strict"


def write_gold_docbin(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="The folder of NAME.gold.json and the documents.", show_default=False)],
    output: Annotated[Path, typer.Argument(metavar="OUT.spacy", help="The file to write.", show_default=False)],
    alignment: Annotated[
        Alignment, typer.Option(help="What becomes of a token that the edge of a record cuts: taken in, left out, or the span dropped."),
    ] = Alignment.EXPAND,
    lexicon: Lexicons = None,
) -> None:
    """Write gold files as a spaCy DocBin to train on: doc.spans["resolution"], a label for each kind of record.

    Gold has no offsets. A text that stands in the document once is marked there; of one that stands in several places the right one must
    be certain (by its neighbours, or because the parser reads the same record). What has no certain place is told of on stderr and left
    out. Gold says nothing of cues, so there is no CUE.

    \b
    Examples:
      resolution-parser gold-to-docbin gold/ train.spacy
      resolution-parser gold-to-docbin gold/ train.spacy --alignment contract
    """
    with told_errors():
        from resolution_parser.spacy_component import gold_docs, write_docbin

        docs = write_docbin(_told(gold_docs(gold, parser=make_parser(lexicon), alignment=alignment.value)), output)
        spans = sum(len(one.doc.spans["resolution"]) for one in docs)
        unplaced = sum(len(one.unplaced) for one in docs)
        typer.echo(f"{len(docs)} documents, {spans} spans, {unplaced} texts without a certain place")


def _told(docs: Iterator[GoldDoc]) -> Iterator[GoldDoc]:
    for one in docs:
        for text in one.unplaced:
            why = f"stands in {text.times} places" if text.times > 1 else "may stand elsewhere" if text.times else "is not in the document"
            typer.echo(f"{one.name}: {text.path}: {why}: {text.text}", err=True)
        yield one
