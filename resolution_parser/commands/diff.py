"""The command ``diff``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from resolution_parser.commands.shell import Output, ReportFormat, told_errors, write_output


def diff_folders(
    a: Annotated[Path, typer.Argument(metavar="OUT_A", help="A folder that `convert` wrote.", show_default=False)],
    b: Annotated[Path, typer.Argument(metavar="OUT_B", help="Another, of the same documents.", show_default=False)],
    format: Annotated[ReportFormat, typer.Option("--format", "-f", help="Text, JSON, or a page.")] = ReportFormat.TEXT,
    output: Output = None,
    evidence: Annotated[bool, typer.Option("--evidence", help="Compare confidence and rule, too.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 when anything differs.")] = False,
) -> None:
    """Show what a new version or lexicon changes, without gold.

    Which records appeared, vanished, changed: the JSON files of the two folders are compared by name. What follows from other changes
    (ids, sections, spans) does not count. The exit code is 0 whether or not anything differs, unless --exit-code is given.

    \b
    Examples:
      resolution-parser convert archive/ --out before/
      resolution-parser convert archive/ --out after/ --lexicon office.toml
      resolution-parser diff before/ after/
      resolution-parser diff before/ after/ --format html -o changes.html
    """
    with told_errors():
        from resolution_parser.difference import compare_outputs, to_html, to_json, to_text

        difference = compare_outputs(a, b, evidence=evidence)
        write_output({"text": to_text, "json": to_json, "html": to_html}[format.value](difference), output)
        if exit_code and not difference.is_empty:
            raise typer.Exit(1)
