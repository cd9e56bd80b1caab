"""The command ``resolution-parser``: data goes to stdout, talk to stderr, all of it in UTF-8 whatever the locale.

Heavy imports stand inside the commands, so that ``--help`` is quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from resolution_parser.commands.compare import compare_years
from resolution_parser.commands.convert import convert_paths
from resolution_parser.commands.diff import diff_folders
from resolution_parser.commands.doctor import print_capabilities
from resolution_parser.commands.evaluate import evaluate_folder
from resolution_parser.commands.gold_to_docbin import write_gold_docbin
from resolution_parser.commands.lexicon import lexicon_app
from resolution_parser.commands.review import apply_workbook, review_files
from resolution_parser.commands.shell import Lexicons, make_parser, refuse_overwriting, tell, told_errors, write_output
from resolution_parser.commands.view import view_files
from resolution_parser.errors import ResolutionError, UsageError

_EXIT_CODES = """
\b
Exit codes: 0 done; 1 some of several files failed, or a file cannot be written; 2 wrong usage or a bad lexicon;
3 no such file; 4 not readable (empty, damaged, encrypted, no text layer, unknown format or encoding, several documents in one
letter or archive, no valid JSON); 5 hostile or too large; 130 interrupted; 141 the reader of stdout went away.
"""

app = typer.Typer(
    name="resolution-parser", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=f"Reads Russian-language conference resolutions into typed records.\n\n\b\nExample: resolution-parser parse resolution.docx\n"
         f"{_EXIT_CODES}",
)


class Format(StrEnum):
    """What ``parse`` writes."""

    JSON = "json"
    TEXT = "text"


Encoding = Annotated[str | None, typer.Option(metavar="NAME", help="Force the encoding of text and HTML files, as cp1251.")]


def main() -> None:
    """The entry point; ends with ``SystemExit``."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app()


def _show_version(wanted: bool) -> None:
    if wanted:
        from resolution_parser import __version__

        typer.echo(f"resolution-parser {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    pass


@app.command("parse")
def parse_files(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Documents; - is standard input.", show_default=False)],
    format: Annotated[Format, typer.Option("--format", "-f", help="JSON, or a readable summary.")] = Format.JSON,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to stdout.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Print the role of each paragraph and why, not the records.")] = False,
    encoding: Encoding = None,
    lexicon: Lexicons = None,
) -> None:
    """Parse .docx, .doc, .rtf, .odt, .pdf, .html and .txt documents, also in a letter (.eml, .mht) or a .zip that holds one.

    Formats are told apart by content; `doctor` tells what this machine can read. One document gives a JSON object; several files, or a
    file of several documents, give a JSON array, in order. Of several files, one that fails is told of on stderr and left out; then the
    exit code is 1.

    \b
    Examples:
      resolution-parser parse resolution.docx > resolution.json
      resolution-parser parse --format text resolution.pdf
      resolution-parser parse --explain resolution.txt | less
      resolution-parser parse --lexicon office.toml resolution.docx
      unzip -p archive.zip old.txt | resolution-parser parse -
    """
    with told_errors():
        from resolution_parser.cli_output import explained, joined, rendered

        if files.count("-") > 1:
            raise UsageError("standard input can be read once only", where="-", hint="give it once")
        refuse_overwriting(output, files)
        parser = make_parser(lexicon)
        styled = format is Format.TEXT and output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
        texts = list(_each(files, lambda file: (
            explained(parser, file, encoding=encoding) if explain
            else rendered(parser, file, encoding=encoding, as_json=format is Format.JSON, styled=styled)
        )))
        flat = [text for group in texts for text in group]
        write_output(joined(flat, as_array=format is Format.JSON and not explain and (len(files) > 1 or len(flat) > 1)), output)
        if len(texts) < len(files):
            raise typer.Exit(1)


@app.command("schema")
def print_schema() -> None:
    """Print the JSON Schema of a resolution.

    \b
    Example:
      resolution-parser schema > resolution.schema.json
    """
    with told_errors():
        from resolution_parser.schema import shipped_schema

        write_output(shipped_schema(), None)


app.command("convert")(convert_paths)
app.command("compare")(compare_years)
app.command("view")(view_files)
app.command("review")(review_files)
app.command("apply")(apply_workbook)
app.command("evaluate")(evaluate_folder)
app.command("diff")(diff_folders)
app.command("gold-to-docbin")(write_gold_docbin)
app.command("doctor")(print_capabilities)
app.add_typer(lexicon_app, name="lexicon")


def _each(files: list[str], work: Callable[[str], list[str]]) -> Iterator[list[str]]:
    """What ``work`` makes of each file; with several files, those that fail are told of and left out."""
    for file in files:
        try:
            yield work(file)
        except ResolutionError as error:
            if len(files) == 1:
                raise
            tell(error)
