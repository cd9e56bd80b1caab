"""The commands ``lexicon check`` and ``lexicon list``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from resolution_parser.commands.shell import Lexicons, load_lexicon, told_errors, write_output

lexicon_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Check and list the wording that documents are read by.")


@lexicon_app.command("check")
def check_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A lexicon, as for --lexicon.", show_default=False)],
) -> None:
    """Check a lexicon of your own: run its examples against all rules.

    Faults: rules that do not match their examples or match their counter-examples, lose on them to a cue of another kind (conflict) or
    never win (dead); names that are taken, groups, keys and values that nothing reads; words that mix Latin and Russian letters.
    Notes: examples that another cue of the same kind already covers, examples of built-in cues that a rule of yours takes over.
    The exit code is 2 where there are faults.

    \b
    Example:
      resolution-parser lexicon check office.toml
    """
    with told_errors():
        from resolution_parser.lexicon_check import check_lexicon, to_text

        report = check_lexicon(file)
        write_output(to_text(report), None)
        if report.faults:
            raise typer.Exit(2)


@lexicon_app.command("list")
def list_rules(
    group: Annotated[str | None, typer.Argument(metavar="GROUP", help="Show the rules of this group.", show_default=False)] = None,
    lexicon: Lexicons = None,
) -> None:
    """List the groups of rules, or the rules of one group.

    The rules stand in order of precedence, each with its first example.

    \b
    Examples:
      resolution-parser lexicon list
      resolution-parser lexicon list cues --lexicon office.toml
    """
    with told_errors():
        from resolution_parser.lexicon_check import groups_text, rules_text

        rules = load_lexicon(lexicon)
        write_output(groups_text(rules) if group is None else rules_text(rules, group), None)
