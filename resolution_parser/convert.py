"""Many files to JSON, in the plain form: one ``NAME.json`` for each document; a file that fails does not stop the others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from resolution_parser.errors import ResolutionError, UsageError
from resolution_parser.exporters.files import write_text
from resolution_parser.jsonio import to_json
from resolution_parser.parser import Parser


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: ``target`` was written, or ``error`` says why not."""

    source: Path
    target: Path | None
    error: ResolutionError | None


def convert(paths: Sequence[Path], *, out: Path, parser: Parser, encoding: str | None = None) -> Iterator[Outcome]:
    """Parse every document among ``paths`` (files, and folders with all that they hold) into the folder ``out``.

    Yields the outcomes in the order of the files. Of a file of several documents the further ones go to ``NAME.part2.json`` and so on.
    A path that does not exist is a failed outcome.
    """
    files = find_documents(paths, suffixes=_known_suffixes())
    if files:
        _make_folder(out)
    for file, name in zip(files, name_outputs(files), strict=True):
        yield _convert_file(file, out / name, parser, encoding)


def find_documents(paths: Iterable[Path], *, suffixes: frozenset[str]) -> tuple[Path, ...]:
    """The files that are meant, each once: a path that is no folder as it is, of a folder those with known suffixes, sorted.

    Hidden files and folders and the lock files of office programs (``~$…``) are passed over; links to folders are not followed.
    """
    found = (file for path in paths for file in (_walk(path, suffixes) if path.is_dir() else (path,)))
    return tuple({os.path.abspath(file): file for file in found}.values())


def name_outputs(files: Sequence[Path]) -> tuple[str, ...]:
    """A name of its own for each output, also where the file system does not tell capitals from small letters.

    The second of two equal stems keeps its suffix, further ones are counted.

    >>> name_outputs([Path("a/one.txt"), Path("a/One.docx"), Path("b/one.docx"), Path("c/one.docx")])
    ('one.json', 'One.docx.json', 'one.docx.2.json', 'one.docx.3.json')
    """
    taken: set[str] = set()
    names = []
    for file in files:
        name = next(name for name in _candidates(file) if name.casefold() not in taken)
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def printable_name(file: Path) -> str | None:
    """A name that UTF-8 can hold, for a file whose own name is in another encoding (old archives); None where there is no need.

    >>> printable_name(Path("a\\udcf0.txt")), printable_name(Path("а.txt"))
    ('a\ufffd.txt', None)
    """
    name = file.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return name if name != file.name else None


def _candidates(file: Path) -> Iterator[str]:
    yield f"{file.stem}.json"
    yield f"{file.name}.json"
    rank = 2
    while True:
        yield f"{file.name}.{rank}.json"
        rank += 1


def _walk(folder: Path, suffixes: frozenset[str]) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in suffixes:
                yield Path(place, name)


def _known_suffixes() -> frozenset[str]:
    from resolution_parser.readers.detect import default_readers

    return frozenset(suffix for reader in default_readers().values() for suffix in reader.suffixes)


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise UsageError(f"cannot be made a folder: {cause.strerror}", where=str(out), hint="choose another --out") from cause


def _convert_file(file: Path, target: Path, parser: Parser, encoding: str | None) -> Outcome:
    try:
        for rank, resolution in enumerate(parser.parse_all(file, name=printable_name(file), encoding=encoding), start=1):
            path = target if rank == 1 else target.with_suffix(f".part{rank}.json")
            write_text(path, to_json(resolution, indent=2) + "\n")
    except ResolutionError as error:
        return Outcome(file, None, error)
    except Exception as cause:  # noqa: BLE001 - one file must not cost the others, whatever is wrong with it
        return Outcome(file, None, ResolutionError(f"unexpected {type(cause).__name__}: {cause}", where=str(file), hint="please report it"))
    return Outcome(file, target, None)
