"""What of a folder is compared: JSON of resolutions and the documents that none was made from; what programs wrote there is left out."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from resolution_parser.errors import SchemaError
from resolution_parser.json_files import BESIDE_RECORDS
from resolution_parser.records import ITEM_KINDS

Tell: TypeAlias = Callable[[str], None]
"""Takes a note on something that was left out."""

PAGE_MARK = b'<meta name="generator" content="resolution-parser">'
MARKDOWN_MARK = b"<!-- resolution-parser: comparison -->"
_HEAD_BYTES = 16_384  # the templates set their mark among the first lines
_PAGES, _PICTURES = ("html",), ("image",)
_RECORD_KEYS = frozenset({"source", "title", "event", "period", "year", "text", *ITEM_KINDS})
_OTHERS = (
    ("a comparison", {"threads", "links"}), ("a comparison", {"threads", "summary"}),
    ("a register", {"threads"}), ("a register", {"decisions"}), ("links between documents", {"links"}),
    ("corrections of a review", {"corrections"}))


def ignore(note: str) -> None:
    """Tell nobody."""


def name_foreign_json(value: Any) -> str | None:
    """What a JSON value is that is no resolution; None where it has at least a key of one.

    >>> name_foreign_json({"year": 2021}), name_foreign_json({"threads": [], "links": []}), name_foreign_json([1])
    (None, 'a comparison', 'a list')
    """
    if not isinstance(value, dict):
        return "a list" if isinstance(value, list) else "a single value"
    known = next((what for what, keys in _OTHERS if keys <= value.keys()), None)
    return known or (None if _RECORD_KEYS & value.keys() else "another object")


def name_foreign(file: Path) -> str | None:
    """What a file is that compare does not read as a document; None for one that it does, and for JSON that cannot be read."""
    suffix = file.suffix.lower()
    if suffix == ".json":
        return name_foreign_json(_decoded(file))
    if suffix == ".md":
        return "a report of a comparison" if MARKDOWN_MARK in _head(file).partition(b"\n")[0] else None
    return "a page that resolution-parser made" if suffix in _suffixes(_PAGES) and PAGE_MARK in _head(file) else None


def check_document(file: Path) -> None:
    """Raise SchemaError where a file given by name is no resolution and no document, but what programs made of some."""
    foreign = name_foreign(file)
    if foreign is not None:
        raise SchemaError(f"this is {foreign}, not a resolution", where=str(file), hint="give the documents, or the JSON of `convert`")


def files_of_folder(folder: Path, tell: Tell = ignore) -> tuple[Path, ...]:
    """The files of a folder that are compared, in the order of their names; ``tell`` hears what is left out, and why.

    JSON stands for the documents that it was made from: those of its stem beside it, and those that its source names.
    """
    wanted = files_with(folder, known_suffixes() | {".json"})
    left = {file: why for file in wanted if (why := _why_left(file, wanted)) is not None}
    for why in dict.fromkeys(left.values()):
        names = (os.path.relpath(file, folder) for file in left if left[file] == why)
        tell(f"{folder}: left out ({why}): {', '.join(names)}")
    kept = [file for file in wanted if file not in left]
    records = [file for file in kept if file.suffix.lower() == ".json"]
    documents = [file for file in kept if file not in records]
    return (*records, *_not_converted(documents, records))


def files_with(folder: Path, suffixes: frozenset[str]) -> tuple[Path, ...]:
    """The files below a folder that have one of the suffixes, by name; hidden ones and those in archives do not count."""
    from resolution_parser.archive.found import Search
    from resolution_parser.readers.base import Limits

    files = (Path(found.file) for found in Search(limits=Limits()).find([folder]) if found.is_document and not found.members)
    return tuple(file for file in files if file.suffix.lower() in suffixes)


def known_suffixes() -> frozenset[str]:
    """The suffixes of all documents that can be read."""
    from resolution_parser.readers.detect import default_readers

    return _suffixes(default_readers())


def digest(file: Path) -> str | None:
    """The SHA-256 of a file's bytes, None where they cannot be read."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def _suffixes(readers: Sequence[str] | Mapping[str, Any]) -> frozenset[str]:
    from resolution_parser.readers.detect import default_readers

    return frozenset(suffix for name, reader in default_readers().items() if name in readers for suffix in reader.suffixes)


def _why_left(file: Path, files: Sequence[Path]) -> str | None:
    if file.suffix.lower() in _suffixes(_PICTURES):
        return "a picture; give it by name if it is a scan"
    ending = next((ending for ending in BESIDE_RECORDS if file.name.endswith(ending)), None)
    if ending is not None and any(one.parent == file.parent and one.stem == file.name.removesuffix(ending) for one in files):
        return "stands beside its document"
    return name_foreign(file)


def _not_converted(documents: Sequence[Path], records: Sequence[Path]) -> Iterator[Path]:
    """The documents that none of the JSON files was made from; a name that several documents have says nothing of any."""
    beside = {(record.parent, record.stem) for record in records}
    sources = [_source(record) for record in records]
    names, digests = {Path(one.get("name") or "").name for one in sources}, {one.get("sha256") for one in sources}
    times = Counter(file.name for file in documents)
    for file in documents:
        by_name = (file.parent, file.stem) in beside or (file.parent, file.name) in beside or file.name in names and times[file.name] == 1
        if not by_name and not (records and digest(file) in digests):
            yield file


def _source(record: Path) -> Mapping[str, str]:
    raw = _decoded(record)
    source = raw.get("source") if isinstance(raw, dict) else None
    held = source if isinstance(source, dict) else {}
    return {key: value for key in ("name", "sha256") if isinstance(value := held.get(key), str) and value}


def _decoded(file: Path) -> Any:
    """The value of a JSON file; an object with a key of records where it cannot be read, so that reading it tells why."""
    import msgspec

    try:
        return msgspec.json.decode(file.read_bytes())
    except (OSError, msgspec.DecodeError, UnicodeError, RecursionError):
        return {"text": ""}


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_HEAD_BYTES)
    except OSError:
        return b""
