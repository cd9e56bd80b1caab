"""The command ``view``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resolution_parser.commands.shell import Lexicons, choose_language, load_lexicon, make_parser, tell, told_errors, write_output
from resolution_parser.errors import UsageError

if TYPE_CHECKING:
    from resolution_parser.commands.inputs import Given
    from resolution_parser.exporters.rows import Language
    from resolution_parser.lexicon import Lexicon

INDEX = "index.html"
PAGES = (".html", ".htm")


def view_files(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Documents, their JSON, folders, zip archives; - is standard "
                                                                         "input.", show_default=False)],
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="PATH", help="The page; of several documents a folder, made if "
                                                                                        "need be.")] = None,
    lang: Annotated[str, typer.Option("--lang", metavar="ru|en", help="Language of the interface.")] = "ru",
    encoding: Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="Force the encoding of text and HTML files.")] = None,
    lexicon: Lexicons = None,
) -> None:
    """Write a page for each document: its text beside its records, to be reviewed in a browser.

    A page is one file that needs no network, and can be read without JavaScript and on paper. A click on the text shows the record, a
    click on a record its place; j, k and the arrows go through the records, Esc lets go. Of several documents, or of a folder, -o is a
    folder: a page for each, and index.html. A file that cannot be read is told of there and on stderr; then the exit code is 1.

    \b
    Examples:
      resolution-parser view resolution.docx -o page.html
      resolution-parser view resolution.json -o page.html --lang en
      resolution-parser view archive/ -o pages/
      resolution-parser parse resolution.pdf | resolution-parser view - > page.html
    """
    with told_errors():
        from resolution_parser.commands.review_inputs import read_documents
        from resolution_parser.exporters.view import to_page

        language = choose_language(lang)
        if files.count("-") > 1:
            raise UsageError("standard input can be read once only", where="-", hint="give it once")
        _refuse_input(output, files)
        given = read_documents(files, make_parser(lexicon), encoding=encoding, skip=output)
        rules = load_lexicon(lexicon)
        first = list(islice(given, 2))
        if len(first) == 1 and not _is_folder(output, files):
            write_output(to_page(first[0].document(), language=language, lexicon=rules), output)
            return
        if output is None or output.suffix.lower() in PAGES and not output.is_dir():
            raise UsageError("several documents do not go on one page", where=f"-o {output or '-'}", hint="give a folder: -o pages/")
        if output.exists() and not output.is_dir():
            raise UsageError("a folder is needed here, and this is a file", where=f"-o {output}", hint="name a new folder")
        if not _write_folder(chain(first, given), output, language, rules):
            raise typer.Exit(1)


def _refuse_input(output: Path | None, files: Sequence[str]) -> None:
    """UsageError where the pages would replace what they are made of, or be among it the next time."""
    for file in files:
        if output is not None and file != "-" and output.exists() and Path(file).exists() and os.path.samefile(output, file):
            raise UsageError("this is one of the inputs", where=f"-o {output}", hint="write to another place")


def _is_folder(output: Path | None, files: Sequence[str]) -> bool:
    """Whether the user wants a folder of pages: it is there, or a folder was given and the output's name is not a page's."""
    if output is None:
        return False
    return output.is_dir() or output.suffix.lower() not in PAGES and any(Path(file).is_dir() for file in files)


def _write_folder(given: Iterable[Given], folder: Path, language: Language, lexicon: Lexicon) -> bool:
    """A page for each document, and the index; whether all could be read."""
    from resolution_parser.archive.names import Namer
    from resolution_parser.exporters.files import write_durably
    from resolution_parser.exporters.view import Entry, index_entry, to_index, to_page

    entries, namer = [], Namer()
    namer.distinct(Path(INDEX).stem)
    for one in given:
        if one.error is not None:
            tell(one.error)
            entries.append(Entry(name=one.name, fault=f"{one.error.what}; {one.error.hint}"))
            continue
        resolution, page = one.document(), f"{namer.distinct(one.name)}.html"
        up = "../" * page.count("/") + INDEX
        write_durably(folder / page, to_page(resolution, language=language, lexicon=lexicon, index=up).encode())
        entries.append(index_entry(resolution, name=one.name, page=page))
    write_durably(folder / INDEX, to_index(entries, language=language).encode())
    pages = sum(1 for entry in entries if entry.page)
    typer.echo(f"written: {folder / INDEX} and {pages} pages", err=True)
    return pages == len(entries)
