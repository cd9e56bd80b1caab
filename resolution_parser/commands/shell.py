"""What all commands share: their common options, where output goes, and how errors are told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resolution_parser.errors import ResolutionError, UsageError

if TYPE_CHECKING:
    from resolution_parser.exporters.rows import Language
    from resolution_parser.lexicon import Lexicon
    from resolution_parser.parser import Parser

INTERRUPTED = 130
PIPE_CLOSED = 141  # as a Unix tool that SIGPIPE ends

Lexicons = Annotated[list[Path] | None, typer.Option("--lexicon", metavar="FILE", help="Add the rules of a TOML file; may be repeated.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to stdout.")]


class ReportFormat(StrEnum):
    """What a report is written as."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def load_lexicon(files: list[Path] | None) -> Lexicon:
    """The built-in lexicon and the rules of the files, the last of which wins."""
    from resolution_parser.lexicon import Lexicon

    rules = Lexicon.default()
    for path in files or ():
        rules = rules.extend(path)
    return rules


def make_parser(lexicon: list[Path] | None) -> Parser:
    """A parser with the rules of the files."""
    from resolution_parser.parser import Parser

    return Parser(lexicon=load_lexicon(lexicon))


def choose_language(lang: str) -> Language:
    """The language of an interface; UsageError where there is no such one."""
    if lang == "ru" or lang == "en":
        return lang  # type: ignore[return-value]  # narrowed by the comparison
    raise UsageError(f"there is no language {lang!r}", where="--lang", hint="use ru or en")


def write_output(text: str, output: Path | None) -> None:
    """Write to a file, whole or not at all, or to stdout."""
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()  # here, where a closed pipe is still caught
    else:
        from resolution_parser.exporters.files import write_text

        write_text(output, text)


def refuse_overwriting(output: Path | None, inputs: Iterable[str | Path]) -> None:
    """Refuse an output that is one of the inputs: a document must not be lost to its own records."""
    for given in inputs if output is not None and output.exists() else ():
        if os.path.exists(given) and os.path.samefile(output or "", given):
            raise UsageError("this is the document itself, which would be lost", where=str(output), hint="choose another name")


def tell(error: ResolutionError) -> None:
    """Say on stderr what went wrong."""
    typer.echo(f"resolution-parser: {error}", err=True)


@contextmanager
def told_errors() -> Iterator[None]:
    """Errors of the user and of the surroundings become a line on stderr and an exit code; only bugs show a traceback."""
    try:
        yield
    except ResolutionError as error:
        tell(error)
        raise typer.Exit(error.exit_code) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains when it flushes at exit
        raise typer.Exit(PIPE_CLOSED) from None
