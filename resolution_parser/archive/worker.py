"""What a worker process does with one document: read, parse, write; whatever happens to the document comes back as data."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from resolution_parser.archive.found import open_members
from resolution_parser.archive.outcome import PARTIAL, Entry, Fault, Note, Outcome, Versions
from resolution_parser.errors import DamagedFile, FileMissing, NotAFile, OutOfMemory, OutputError, ResolutionError, TooLarge, UnknownFormat
from resolution_parser.exporters.files import write_durably
from resolution_parser.jsonio import to_json
from resolution_parser.parser import Parser
from resolution_parser.readers.base import Limits
from resolution_parser.readers.detect import default_readers, detect_format
from resolution_parser.records import ITEM_KINDS, Resolution

TRIES = 3  # at reading a file that changes meanwhile
_OF_ONE_DOCUMENT = {errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.ENOTEMPTY}  # its name cannot be had
_SUFFIX = re.compile(r"\.(?=\w*[a-z])[a-z0-9]{1,6}")
_LETTERS = re.compile(r"\W+")
_REFUSED = {".djvu", ".msg", ".wpd", ".pages"}  # documents all the same, if unreadable ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What all documents of a run have in common; travels to the workers."""

    parser: Parser
    versions: Versions
    out: Path | None
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One document to convert. ``known`` is the entry of an earlier run of the same versions, if its outputs are still there."""

    path: str
    target: str
    file: str
    members: tuple[str, ...] = ()
    known: Entry | None = None


class _Made(NamedTuple):
    resolutions: tuple[Resolution, ...]
    records: tuple[bytes, ...]
    outputs: tuple[str, ...]


def convert_batch(settings: Settings, jobs: Sequence[Job]) -> tuple[Outcome, ...]:
    """Convert documents one after another; see :func:`convert_document`."""
    return tuple(convert_document(settings, job) for job in jobs)


def convert_document(settings: Settings, job: Job) -> Outcome:
    """Convert one document. Only ``OutputError`` is raised: a full or read-only disk concerns the whole run, not the document."""
    start = time.perf_counter()
    data: bytes | None = None
    try:
        data = _read(job, settings.parser.limits)
        sha256 = hashlib.sha256(data).hexdigest()
        if job.known is not None and job.known.sha256 == sha256:
            return Outcome(entry=job.known, is_new=False)
        made = _make(settings, job, data)
    except OutputError as error:
        if isinstance(error.__cause__, OSError) and error.__cause__.errno in _OF_ONE_DOCUMENT:
            return _failed(settings, job, data, error, start)
        raise
    except ResolutionError as error:
        return _failed(settings, job, data, error, start)
    except MemoryError:
        return _failed(settings, job, data, OutOfMemory("reading it needs more memory than it was given", hint="raise --memory"), start)
    except Exception as cause:  # noqa: BLE001 - one file must not cost the others, whatever is wrong with it
        unexpected = ResolutionError(f"unexpected {type(cause).__name__}: {cause}", where=job.path, hint="please report it")
        return _failed(settings, job, data, unexpected, start)
    return Outcome(entry=_entry(settings, job, data, made, start), records=made.records if settings.out is None else ())


def _make(settings: Settings, job: Job, data: bytes) -> _Made:
    from io import BytesIO

    name = PurePosixPath(job.path).name
    _refuse_other_text(settings, data, name)
    resolutions = settings.parser.parse_all(BytesIO(data), name=name, encoding=settings.encoding)
    records = tuple((to_json(resolution, indent=2) + "\n").encode() for resolution in resolutions)
    outputs = tuple(_part(job.target, rank) for rank in range(1, len(records) + 1)) if settings.out is not None else ()
    for output, record in zip(outputs, records, strict=False):
        assert settings.out is not None
        write_durably(settings.out / output, record)
    return _Made(resolutions, records, outputs)


def _part(target: str, rank: int) -> str:
    return target if rank == 1 else f"{target.removesuffix('.json')}.part{rank}.json"


def _entry(settings: Settings, job: Job, data: bytes, made: _Made, start: float) -> Entry:
    first = made.resolutions[0]
    codes = Counter(warning.code for resolution in made.resolutions for warning in resolution.warnings)
    counts: dict[str, int] = {"documents": len(made.resolutions)}
    for kind in ITEM_KINDS:
        counts[kind] = sum(len(getattr(resolution, kind)) for resolution in made.resolutions)
    return Entry(
        path=job.path, status="partial" if PARTIAL & codes.keys() else "ok", sha256=hashlib.sha256(data).hexdigest(), size=len(data),
        counts=counts, warnings=tuple(Note(code=code, count=count) for code, count in sorted(codes.items())), reader=first.source.format,
        seconds=_since(start), outputs=made.outputs, output_bytes=sum(map(len, made.records)) if made.outputs else 0,
        text_key=_text_key(made.resolutions), versions=settings.versions,
    )


def _text_key(resolutions: Sequence[Resolution]) -> str | None:
    """A hash of the letters and digits alone: equal for the same text in another format. None where there are too few to tell."""
    words = _LETTERS.sub("", "".join(resolution.text for resolution in resolutions)).lower().replace("ё", "е").replace("_", "")
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32] if len(words) > 40 else None


def _failed(settings: Settings, job: Job, data: bytes | None, error: ResolutionError, start: float) -> Outcome:
    unsupported = isinstance(error, UnknownFormat) and not _is_document_suffix(settings, _suffix(PurePosixPath(job.path).name))
    return Outcome(entry=Entry(
        path=job.path, status="skipped" if unsupported else "failed", reason="unsupported" if unsupported else None,
        sha256=None if data is None else hashlib.sha256(data).hexdigest(), size=None if data is None else len(data), seconds=_since(start),
        error=Fault(type=type(error).__name__, message=error.what, hint=error.hint), versions=settings.versions,
    ))


def _since(start: float) -> float:
    return round(time.perf_counter() - start, 4)


# What counts as a document


def _refuse_other_text(settings: Settings, data: bytes, name: str) -> None:
    """Tables, logs and programs are text, too: in an archive only files with the suffix of a text, or with none, are read as one."""
    suffix = _suffix(name)
    if suffix and not _is_document_suffix(settings, suffix) and data and detect_format(data, name=name) == "txt":
        raise UnknownFormat(f"a {suffix} file is taken for no document", where=name, hint="rename it to .txt if it is one")


def _is_document_suffix(settings: Settings, suffix: str) -> bool:
    own = settings.parser.readers or {}
    return suffix in _known_suffixes() or any(suffix in reader.suffixes for reader in own.values())


@lru_cache(maxsize=1)
def _known_suffixes() -> frozenset[str]:
    """Of all readers, plugins included: looking for these costs milliseconds, which every document would pay."""
    return frozenset(_REFUSED).union(*(reader.suffixes for reader in default_readers().values()))


def _suffix(name: str) -> str:
    """The suffix, if it looks like one: that of «Решение от 12.05.2015» is part of the name.

    >>> _suffix("a.DOCX"), _suffix("Решение от 12.05.2015"), _suffix("Решение №5.Итог")
    ('.docx', '', '')
    """
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


# Reading


def _read(job: Job, limits: Limits) -> bytes:
    try:
        return open_members(job.file, job.members, limits=limits) if job.members else _read_steady(job.file, limits)
    except (OSError, ValueError) as cause:
        reason = (cause.strerror if isinstance(cause, OSError) and cause.strerror else str(cause)).lower()
        raise FileMissing(f"the file cannot be read ({reason})", where=job.path, hint="check the path and the rights") from cause


def _read_steady(file: str, limits: Limits) -> bytes:
    """The bytes of a file that did not change while they were read."""
    for _ in range(TRIES):
        with open(file, "rb") as opened:
            before = os.fstat(opened.fileno())
            if not os.path.isfile(file):
                raise NotAFile("this is no regular file", where=file, hint="give documents")
            data = opened.read(limits.file_bytes + 1)
            after = os.fstat(opened.fileno())
        if len(data) > limits.file_bytes:
            raise TooLarge(f"the file has {before.st_size:,} bytes, the limit is {limits.file_bytes:,}", where=file,
                           hint="raise Limits.file_bytes if the file is genuine")
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(data) == after.st_size:
            return data
    raise DamagedFile("the file changes while it is read", where=file, hint="run again when nobody writes to it")
