"""The command ``compare``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from resolution_parser.commands.shell import Lexicons, make_parser, told_errors, write_output


class Kind(StrEnum):
    """What is followed through the years."""

    TASKS = "tasks"
    PROBLEMS = "problems"


class Language(StrEnum):
    """The language of labels in reports."""

    RU = "ru"
    EN = "en"


def compare_years(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Documents, JSON made earlier, folders.", show_default=False)],
    out: Annotated[
        list[Path] | None, typer.Option("--out", metavar="FILE", help="Write there; the suffix says the form. May be repeated."),
    ] = None,
    match: Annotated[
        str | None,
        typer.Option("--match", "--territory", metavar="TEXT", help="Only documents with TEXT in name, title or place; * stands for any."),
    ] = None,
    aliases: Annotated[Path | None, typer.Option(metavar="FILE", help="Names that mean one body: TOML or CSV.")] = None,
    register: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Ids of threads and the office's decisions: JSON or TOML; brought up to date."),
    ] = None,
    kind: Annotated[Kind, typer.Option(help="What is followed.")] = Kind.TASKS,
    semantic: Annotated[bool, typer.Option("--semantic", help="Ask a model of meaning, too (the extra `semantic`).")] = False,
    lang: Annotated[Language, typer.Option(help="Language of labels in reports.")] = Language.RU,
    documents: Annotated[
        Path | None, typer.Option("--documents", metavar="DIR", help="Where the documents of JSON files lie, for links of reports."),
    ] = None,
    lexicon: Lexicons = None,
) -> None:
    """Follow every task through the years: kept, reworded, handed over, dropped, new, returned.

    Takes documents of two and more years in any format that is read, JSON files, and folders: of a folder its JSON files, and the
    documents that none of them was made from; comparisons, reports and pictures there are left out, with a note. --out writes a page to
    read and print (.html), a workbook (.xlsx), a table (.csv), .md or .json; without it the JSON goes to stdout.

    An alias file is TOML ([[body]] with name and names) or CSV (a body a line, its names parted by semicolons). A register is made where
    there is none; decisions (must_link, must_not_link) are written into it by hand.

    \b
    Examples:
      resolution-parser compare 2021.docx 2022.docx 2023.pdf --out report.html --out report.xlsx
      resolution-parser compare archive/ --match Верхнереч --register register.toml --out comparison.json
      resolution-parser compare archive/ --kind problems --aliases bodies.csv
    """
    with told_errors():
        from resolution_parser.compare import compare
        from resolution_parser.compare.aliases import NO_ALIASES, names_nowhere, read_aliases
        from resolution_parser.compare.inputs import find_sources, read_resolutions
        from resolution_parser.compare.outputs import check_targets, render_comparison, write_comparisons
        from resolution_parser.compare.register import read_register, strays_of, updated_register, write_register
        from resolution_parser.compare.semantic import meaning_of_sentences

        check_targets(out or [], register=register)
        same_bodies = read_aliases(aliases) if aliases is not None else NO_ALIASES
        known = read_register(register) if register is not None else None
        parser = make_parser(lexicon)
        resolutions = read_resolutions(paths, parser=parser, match=match, tell=_note)
        comparison = compare(
            resolutions, aliases=same_bodies, register=known, kind=kind.value,
            semantic=meaning_of_sentences() if semantic else None, lexicon=parser.lexicon)
        for stray in strays_of(comparison):
            _note(f"{register}: {stray}")
        nowhere = names_nowhere(same_bodies, (body.name for one in resolutions for task in one.tasks for body in task.bodies))
        if nowhere:
            _note(f"{aliases}: no document names {', '.join(f'«{name}»' for name in nowhere)}")
        if out:
            write_comparisons(comparison, out, lang=lang.value, documents=find_sources([*paths, *([documents] if documents else [])]))
        else:
            write_output(str(render_comparison(comparison, ".json", lang=lang.value)), None)
        if known is not None and register is not None:
            write_register(updated_register(known, comparison), register)
        typer.echo(f"{len(comparison.documents)} documents, {len(comparison.threads)} threads, {len(comparison.links)} links", err=True)


def _note(text: str) -> None:
    typer.echo(f"resolution-parser: note: {text}", err=True)
