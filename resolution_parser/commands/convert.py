"""The command ``convert``: whole archives, unattended."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resolution_parser.commands.shell import INTERRUPTED, Lexicons, choose_language, make_parser, told_errors
from resolution_parser.errors import FileMissing, UsageError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from resolution_parser.archive import Options
    from resolution_parser.archive.tables import TableFormat
    from resolution_parser.exporters.rows import Language
    from resolution_parser.parser import Parser

_MEGABYTE = 1_000_000


def convert_paths(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Documents, folders and zip archives.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write into; made if need be.")],
    to: Annotated[str, typer.Option("--to", metavar="FORMATS", help="Tables besides the JSON: jsonl, csv, xlsx, parquet, sqlite; "
                                                                     "several with commas.")] = "json",
    lang: Annotated[str | None, typer.Option("--lang", metavar="ru|en", help="Titles in tables; by default ru for xlsx, en for the "
                                                                              "others.")] = None,
    workers: Annotated[int | None, typer.Option("--workers", "-j", min=1, help="Processes; by default one for each core.",
                                                show_default=False)] = None,
    timeout: Annotated[float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="For each document.")] = 120.0,
    memory: Annotated[int, typer.Option("--memory", metavar="MB", min=50, help="For each document (Linux).")] = 2000,
    force: Annotated[bool, typer.Option("--force", help="Do everything anew.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try files again that failed before and have not changed.")] = False,
    unique: Annotated[bool, typer.Option("--unique", help="Leave out duplicates: same bytes, or same text in another format.")] = False,
    follow_links: Annotated[bool, typer.Option("--follow-links", help="Follow symbolic links.")] = False,
    dask: Annotated[str | None, typer.Option("--dask", metavar="ADDRESS", help="Convert on a Dask cluster; needs the extra dask.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only failures of the run itself.")] = False,
    log_json: Annotated[bool, typer.Option("--log-json", help="A JSON line on stderr for each file, as in the manifest.")] = False,
    encoding: Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="Force the encoding of text and HTML files.")] = None,
    lexicon: Lexicons = None,
) -> None:
    """Convert whole archives to JSON, and account for every file.

    Folders and zip archives give a mirrored tree (2021/plan.docx becomes DIR/2021/plan.docx.json), plain files of one folder DIR/NAME.json;
    further documents in one file go to ….part2.json. DIR/manifest.jsonl has a line for every file found: ok, partial (a part could not
    be read), failed or skipped, and why. A second run does only what is new, changed or made by another version; a run that was killed
    is completed by the next. Documents are read in worker processes, with limits of time and memory for each; one that hangs or dies costs
    no other.

    \b
    Exit codes: 0 all well; 1 some failed, or the output cannot be written; 2 wrong usage;
    3 nothing found; 130 interrupted (the documents in hand were finished; run again for the rest).

    \b
    Examples:
      resolution-parser convert archive/ --out json/
      resolution-parser convert archive/ --out json/ --to csv,xlsx,sqlite
      resolution-parser convert 2021.zip 2022.zip extra.docx --out json/ --unique
      resolution-parser convert archive/ --out json/ --timeout 30 --memory 1000 --log-json 2> run.log
      resolution-parser convert /share/archive --out /share/json --dask tcp://10.0.0.5:8786
    """
    with told_errors():
        from resolution_parser.archive import Options

        formats, language = _formats(to), _language(lang)
        parser = make_parser(lexicon)
        with _engine(dask) as executor, _told_to_stop() as stop:
            options = Options(encoding=encoding, workers=workers, seconds=timeout, memory=memory * _MEGABYTE, force=force, unique=unique,
                              retry_failed=retry_failed, follow_links=follow_links, executor=executor, stop=stop.is_set)
            outcomes = _convert(paths, out, parser, options, quiet=quiet, log_json=log_json)
        if stop.is_set():
            typer.echo("interrupted: the documents in hand were finished; run again for the rest", err=True)
            raise typer.Exit(INTERRUPTED)
        if not outcomes:
            raise FileMissing("no file found", where=", ".join(paths), hint="give files, or folders that hold some")
        for kind in formats:
            _write_table(out, kind, language, quiet=quiet or log_json)
        if any(status == "failed" for status in outcomes):
            raise typer.Exit(1)


def _convert(
    paths: Sequence[str], out: Path, parser: Parser, options: Options, *, quiet: bool, log_json: bool
) -> list[str]:
    """Run to the end; gives the statuses of all files."""
    from resolution_parser.archive import Search, parse_archive
    from resolution_parser.commands.progress import make_progress

    search = Search(limits=parser.limits, skip=out.absolute(), follow_links=options.follow_links)
    total = 0 if quiet or log_json else sum(1 for _ in search.find(paths))
    progress = make_progress(total, quiet=quiet, log_json=log_json)
    statuses: list[str] = []
    with progress:
        for outcome in parse_archive(paths, out=out, parser=parser, options=options):
            statuses.append(outcome.status)
            progress.show(outcome)
    progress.summarise()
    return statuses


def _formats(to: str) -> list[TableFormat]:
    from resolution_parser.archive.tables import TableFormat

    names = [name.strip().lower() for name in to.split(",") if name.strip()]
    unknown = [name for name in names if name not in list(TableFormat)]
    if unknown or not names:
        raise UsageError(f"there is no format {', '.join(unknown) or '(none)'}", where=f"--to {to}", hint=f"use {', '.join(TableFormat)}")
    return list(dict.fromkeys(TableFormat(name) for name in names))


def _language(lang: str | None) -> Language | None:
    return None if lang is None else choose_language(lang)


def _write_table(out: Path, kind: TableFormat, language: Language | None, *, quiet: bool) -> None:
    from resolution_parser.archive.tables import write_table

    path = write_table(out, kind, language=language)
    if path is not None and not quiet:
        typer.echo(f"written: {path}", err=True)


@contextmanager
def _told_to_stop() -> Iterator[_Stop]:
    """The first Ctrl-C, or SIGTERM, asks for an end; the second one forces it."""
    import signal

    stop = _Stop()
    signals = [number for name in ("SIGINT", "SIGTERM") if (number := getattr(signal, name, None)) is not None]
    before = {number: signal.signal(number, stop.ask) for number in signals}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Stop:
    """Whether somebody wants the run to end."""

    def __init__(self) -> None:
        self._asked = False

    def is_set(self) -> bool:
        return self._asked

    def ask(self, *_: object) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        sys.stderr.write("\nfinishing the documents in hand; once more to stop at once\n")


@contextmanager
def _engine(address: str | None) -> Iterator[Executor | None]:
    """The executor of a Dask cluster, if one is asked for."""
    if address is None:
        yield None
        return
    from resolution_parser.archive.dask import connect

    with connect(address) as executor:
        yield executor

