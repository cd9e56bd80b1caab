"""What `compare` reads: resolutions from documents, from JSON that was written earlier, from records made by hand, from folders of them."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from resolution_parser.compare.folders import Tell, check_document, digest, files_of_folder, files_with, ignore, known_suffixes
from resolution_parser.errors import FileMissing, SchemaError, UsageError
from resolution_parser.normalize import fold, squash
from resolution_parser.records import ITEM_KINDS, Resolution

if TYPE_CHECKING:
    from resolution_parser.parser import Parser

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PATH = re.compile(r"(?P<what>.*?)(?: - at `(?P<path>\$.*)`)?", re.DOTALL)


def read_resolutions(
    paths: Iterable[str | Path], *, parser: Parser | None = None, match: str | None = None, tell: Tell = ignore,
) -> tuple[Resolution, ...]:
    """The resolutions of files and folders: ``.json`` as records, anything else as a document that is parsed.

    Of a folder, its JSON files, and the documents that none of them was made from; what is no document there (comparisons, reports,
    pictures) is left out, and of a document that comes twice the second. ``tell`` hears of both. ``match`` chooses a series out of them:
    a text that stands in the name of the file or in the title, in any case, or a pattern with ``*``.

    Raises FileMissing where nothing is found, SchemaError for a file given by name that is no resolution, and what reading a file raises.
    """
    from resolution_parser.parser import Parser

    paths, parser = [*paths], parser or Parser()
    found = [*_once(_files(paths, tell), parser, tell)]
    chosen = [one for one in found if match is None or _is_meant(one, match)]
    if not chosen:
        what = "no document found" if match is None else f"none of {len(found)} documents is meant by {match!r}"
        raise FileMissing(what, where=", ".join(map(str, paths)), hint="give documents, JSON files or folders that hold some")
    return tuple(chosen)


def find_sources(paths: Iterable[str | Path]) -> dict[str, Path]:
    """The documents among files and folders by their names, for the links of reports; a name that two of them have is left out."""
    known = known_suffixes()
    found: dict[str, Path] = {}
    twice: set[str] = set()
    files = (file for path in map(Path, paths) for file in (files_with(path, known) if path.is_dir() else (path,)))
    for file in dict.fromkeys(file.absolute() for file in files):
        twice.update({file.name} & found.keys())
        found[file.name] = file
    return {name: file for name, file in found.items() if name not in twice and file.suffix.lower() != ".json"}


def read_record(path: Path) -> Resolution:
    """A resolution from a JSON file that may leave keys out: what is missing is null or empty, ids are the ranks.

    Raises FileMissing, or SchemaError with the path of the fault.
    """
    from resolution_parser.json_files import read_object

    raw = read_object(path)
    return complete_record(raw, name=path.name)


def complete_record(raw: Mapping[str, Any], *, name: str) -> Resolution:
    """A resolution from an object that may leave keys out; ``name`` is its source's where it tells none.

    >>> complete_record({"year": 2021, "tasks": [{"text": "купить мел"}]}, name="2021.gold.json").tasks[0].id
    'task-1'
    """
    import msgspec

    filled = _filled(raw, Resolution)
    if isinstance(filled["source"], dict):
        filled["source"]["name"] = filled["source"]["name"] or name
    for kind in ITEM_KINDS:
        for rank, item in enumerate(filled[kind], start=1):
            if isinstance(item, dict):
                item["id"] = item["id"] or f"{kind.removesuffix('s')}-{rank}"
    try:
        resolution = msgspec.convert(filled, Resolution)
    except msgspec.ValidationError as cause:
        fault = _PATH.fullmatch(str(cause))
        what, path = (fault["what"], fault["path"]) if fault else (str(cause), None)
        raise SchemaError(what, where=f"{name}: {path or '$'}", hint="mend it, or take the file out") from cause
    return resolution if resolution.year is not None else replace(resolution, year=_year_in(name))


def _files(paths: Iterable[str | Path], tell: Tell) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            yield from files_of_folder(path, tell)
        else:
            check_document(path)
            yield path


def _once(files: Iterable[Path], parser: Parser, tell: Tell) -> Iterator[Resolution]:
    """The resolutions of files; not those of the same bytes as a file before, nor those of the same year and text."""
    by_bytes: dict[str, Path] = {}
    by_text: dict[tuple[int | None, str], Path] = {}
    for file in files:
        key = digest(file)
        before = file if key is None else by_bytes.setdefault(key, file)
        if before is not file:
            tell(f"{file}: left out: the same document as {before}")
            continue
        for one in _read(file, parser):
            words = squash(fold(one.text))
            before = by_text.setdefault((one.year, words), file) if words else file
            if before is file:
                yield one
            else:
                tell(f"{file}: left out: the same document as {before}")


def _read(file: Path, parser: Parser) -> tuple[Resolution, ...]:
    if file.suffix.lower() == ".json":
        return (read_record(file),)
    return parser.parse_all(file)


def _is_meant(resolution: Resolution, match: str) -> bool:
    texts = [fold(text).casefold() for text in (resolution.source.name, resolution.title or "", resolution.event.place or "") if text]
    wanted = fold(match).casefold()
    pattern = wanted if any(sign in wanted for sign in "*?[") else f"*{wanted}*"
    return any(fnmatch.fnmatchcase(text, pattern) for text in texts)


def _year_in(name: str) -> int | None:
    found = _YEAR.search(name)
    return int(found.group()) if found else None


# What is missing

_FALLBACKS = {"other", "executor", "obligation", "declared", "date", "eq"}  # the values that say least


def _filled(raw: Mapping[str, Any], record: type) -> dict[str, Any]:
    """An object with all keys of a record; nothing is checked yet."""
    return {field.name: _fill(raw.get(field.name), _type_of(record, field.name)) for field in fields(record)}


def _fill(value: Any, kind: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        return _filled(value, kind) if isinstance(value, Mapping) else value if value is not None else _filled({}, kind)
    parts = get_args(kind)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            return [] if value is None else value
        return [one if one is None else _fill(one, parts[0]) for one in value]
    if get_origin(kind) is Literal:
        return value if value is not None else next((one for one in parts if one in _FALLBACKS), parts[0])
    if type(None) in parts:
        inner = next(part for part in parts if part is not type(None))
        return None if value is None else _fill(value, inner)
    return value if value is not None else {str: "", int: 0, float: 0.0}.get(kind)


@lru_cache(maxsize=256)
def _type_of(record: type, field: str) -> Any:
    return get_type_hints(record)[field]


def order_resolutions(resolutions: Iterable[Resolution]) -> tuple[Resolution, ...]:
    """By year, then date of the event, then name, with a name of its own for each; whatever order they come in.

    Raises UsageError where there are fewer than two.
    """
    ordered = sorted(resolutions, key=lambda one: (one.year or 0, one.event.start or "", one.source.name, one.source.sha256, repr(one)))
    if len(ordered) < 2:
        raise UsageError(f"{len(ordered)} of the two documents that it takes", where="compare", hint="give two and more of different years")
    taken: dict[str, int] = {}
    named = []
    for one in ordered:
        taken[one.source.name] = taken.get(one.source.name, 0) + 1
        rank = taken[one.source.name]
        named.append(one if rank == 1 else replace(one, source=replace(one.source, name=f"{one.source.name} ({rank})")))
    return tuple(named)
