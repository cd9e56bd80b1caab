"""Documents that `view` and `review` are given: files of any format, JSON made earlier, folders and zip archives of both."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from resolution_parser.archive.found import Found, Search, open_members
from resolution_parser.archive.names import Namer, shorten
from resolution_parser.errors import FileMissing, ResolutionError, SchemaError, TooLarge, UnknownFormat
from resolution_parser.json_files import BESIDE_RECORDS
from resolution_parser.jsonio import from_json

if TYPE_CHECKING:
    from resolution_parser.parser import Parser
    from resolution_parser.records import Resolution

STDIN = "stdin"
_OUR_OWN = (*BESIDE_RECORDS, "manifest.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a path gave: a document under a name of its own (``2021/plan.docx``), or why there is none."""

    name: str
    resolution: Resolution | None = None
    error: ResolutionError | None = None

    def document(self) -> Resolution:
        """The document; where there is none, its error is raised."""
        if self.resolution is None:
            raise self.error or FileMissing("no document", where=self.name)
        return self.resolution


def read_given(paths: Sequence[str], parser: Parser, *, encoding: str | None = None, skip: Path | None = None) -> Iterator[Given]:
    """All documents of the paths, in a fixed order, each with a name that no other has, also where capitals do not count.

    Of folders, files that are no documents are passed over; a file that cannot be read gives its error. ``skip`` is a folder that is
    never searched: the output. Raises FileMissing where nothing was found at all.
    """
    namer = Namer()
    found_any = False
    for found, asked in _find(paths, parser, skip):
        if found.reason is not None or found.path.endswith(_OUR_OWN) and not asked:
            continue
        name = _name(found.target, found.path) if found.target else found.path
        try:
            resolutions = _read(found, parser, encoding)
        except ResolutionError as error:
            if asked or not isinstance(error, UnknownFormat):
                found_any = True
                yield Given(name=found.path, error=error)
            continue
        for rank, resolution in enumerate(resolutions, start=1):
            found_any = True
            yield Given(name=namer.distinct(name if rank == 1 else f"{name}.part{rank}"), resolution=resolution)
    if not found_any:
        raise FileMissing("no document found", where=", ".join(paths), hint="give documents, or folders that hold some")


def _find(paths: Sequence[str], parser: Parser, skip: Path | None) -> Iterator[tuple[Found, bool]]:
    """The files, each with whether it was named itself (then it must be readable) or stands in a folder."""
    files = [path for path in paths if path != "-"]
    if "-" in paths:
        yield Found(path=STDIN, target=f"{STDIN}.json", file="-"), True
    if files:
        named = {os.path.abspath(path): path for path in files}
        search = Search(limits=parser.limits, skip=skip.absolute() if skip else None)
        for found in search.find(files):
            asked = found.file in named and not found.members
            yield replace(found, file=named[found.file]) if asked else found, asked


def _name(target: str, path: str) -> str:
    """The name of a document after that of its JSON; JSON that is given has two such endings in a tree."""
    name = target.removesuffix(".json")
    if PurePosixPath(path).suffix.lower() == ".json":
        name = name.removesuffix(".json").removesuffix(".JSON")
    return shorten(name)


def _read(found: Found, parser: Parser, encoding: str | None) -> tuple[Resolution, ...]:
    if found.fault is not None:
        raise SchemaError(found.fault.message, where=found.path, hint=found.fault.hint)
    shown = PurePosixPath(found.path).name
    if found.file == "-":
        data: bytes | None = sys.stdin.buffer.read(parser.limits.file_bytes + 1)
    elif found.members:
        data = open_members(found.file, found.members, limits=parser.limits)
    else:
        data = _json_bytes(found, parser) if found.path.lower().endswith(".json") else None
    if data is not None and (found.path.lower().endswith(".json") or found.file == "-" and data.lstrip()[:1] in (b"{", b"[")):
        return read_json(data, name=found.path)
    if data is not None:
        return parser.parse_all(BytesIO(data), name=shown, encoding=encoding)
    return parser.parse_all(found.file, name=Namer.printable(shown), encoding=encoding)


def _json_bytes(found: Found, parser: Parser) -> bytes:
    limit = parser.limits.archive_bytes  # the JSON of a document is larger than the document
    try:
        with open(found.file, "rb") as file:
            data = file.read(limit + 1)
    except OSError as cause:
        raise FileMissing(f"cannot be read: {cause.strerror or cause}", where=found.path, hint="check the path") from cause
    if len(data) > limit:
        raise TooLarge(f"the file has more than {limit:,} bytes", where=found.path, hint="give fewer documents in a file")
    return data


def read_json(data: bytes, *, name: str) -> tuple[Resolution, ...]:
    """The resolutions of JSON that `parse` or `convert` wrote: one object, or an array of them. SchemaError names the file."""
    import msgspec

    try:
        parts = msgspec.json.decode(data, type=list[msgspec.Raw]) if data.lstrip()[:1] == b"[" else [data]
        return tuple(from_json(bytes(part)) for part in parts)
    except msgspec.DecodeError as cause:
        raise SchemaError(f"not valid JSON: {cause}", where=name, hint="give what `resolution-parser parse` wrote") from cause
    except SchemaError as error:
        raise SchemaError(error.what, where=f"{name}: {error.where}", hint=error.hint) from error
