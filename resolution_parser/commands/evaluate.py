"""The command ``evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from resolution_parser.commands.shell import Lexicons, Output, ReportFormat, make_parser, told_errors, write_output
from resolution_parser.errors import UsageError


def evaluate_folder(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="The folder of NAME.gold.json.", show_default=False)],
    predicted: Annotated[Path | None, typer.Argument(metavar="PREDICTED_DIR", help="The folder of NAME.json.", show_default=False)] = None,
    format: Annotated[ReportFormat, typer.Option("--format", "-f", help="Tables, JSON, or a page.")] = ReportFormat.TEXT,
    output: Output = None,
    errors: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="Show the first N faults; by default none in text, all in JSON, HTML.", show_default=False),
    ] = None,
    only: Annotated[str, typer.Option(metavar="GLOB", help="Only the documents whose names match.")] = "*",
    lexicon: Lexicons = None,
    write_floors: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Raise the floors of this gold set in FILE to what was measured; none is ever lowered."),
    ] = None,
    links: Annotated[bool, typer.Option("--links", help="Score links through the years: GOLD_DIR is a series with links.json.")] = False,
) -> None:
    """Score records against gold: strict and near, by kind and field.

    Without PREDICTED_DIR the documents beside the gold (NAME.txt, or .docx, .pdf, .html) are parsed. A document without output counts as
    one in which nothing was found. "wholly_right" is the share of documents without any fault; "gap" is the mean distance between
    confidence and share right, "order" the chance that a right item has more confidence than a wrong one.

    With --links, GOLD_DIR holds YEAR.gold.json and links.json, and PREDICTED_DIR is the JSON of a comparison (without it, the gold records
    are compared now).

    \b
    Examples:
      resolution-parser evaluate gold/
      resolution-parser evaluate gold/ json/ --errors 20
      resolution-parser evaluate gold/ --lexicon office.toml --format html -o report.html
      resolution-parser evaluate --links series/verkhnerechye comparison.json --errors 20
    """
    with told_errors():
        if links:
            _evaluate_links(gold, predicted, format, output, errors, others=only != "*" or bool(lexicon) or write_floors is not None)
            return
        from resolution_parser.evaluate import evaluate, floors, to_html, to_json, to_text

        if predicted is not None and lexicon:
            raise UsageError("PREDICTED_DIR holds what has been parsed already", where="--lexicon", hint="leave out one of them")
        if write_floors is not None and only != "*":
            raise UsageError("floors are those of the whole set", where="--only", hint="leave it out")
        evaluation = evaluate(gold, predicted, make_parser(lexicon) if predicted is None else None, only=only)
        match format:
            case ReportFormat.TEXT:
                report = to_text(evaluation, errors=errors or 0)
            case ReportFormat.JSON:
                report = to_json(evaluation, errors=errors)
            case ReportFormat.HTML:
                report = to_html(evaluation, errors=errors)
        write_output(report, output)
        if write_floors is not None:
            risen = floors.write_floors(write_floors, floors.set_name(gold, write_floors), evaluation)
            typer.echo(f"{len(risen)} floors raised", err=True)


def _evaluate_links(
    gold: Path, comparison: Path | None, format: ReportFormat, output: Path | None, errors: int | None, *, others: bool,
) -> None:
    from resolution_parser.evaluate.links import evaluate_links, links_to_json, links_to_text

    if others or format is ReportFormat.HTML:
        raise UsageError("goes with GOLD_DIR, a comparison, --errors, --output, and --format text or json only", where="--links",
                         hint="leave the other options out")
    score = evaluate_links(gold, comparison)
    as_json = format is ReportFormat.JSON
    write_output(links_to_json(score, errors=errors) if as_json else links_to_text(score, errors=errors or 0), output)
