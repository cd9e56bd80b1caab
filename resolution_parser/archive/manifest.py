"""The manifest: a line of JSON for every file, appended as files are done, put in order at the end.

A killed run leaves at most a torn last line. The next one drops it: that file is simply done again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from resolution_parser.archive.outcome import Entry
from resolution_parser.errors import OutputError, SchemaError
from resolution_parser.exporters.files import replacing

NAME = "manifest.jsonl"


class Manifest:
    """The manifest of an output folder, open for appending. The last line of a path counts.

    It keeps the places of the lines, not the lines: some two hundred bytes for each file of the archive.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._places: dict[str, tuple[int, int]] = {}
        try:
            self._file = self.path.open("a+b")
            self._heal()
        except OSError as cause:
            raise _unwritable(self.path, cause) from cause

    def get(self, path: str) -> Entry | None:
        """The newest entry of a file, if there is one."""
        place = self._places.get(path)
        return None if place is None else self._read(place)

    def paths(self) -> Iterator[str]:
        """The paths of all entries, in order."""
        return iter(sorted(self._places))

    def entries(self) -> Iterator[Entry]:
        """All entries, the newest of each file, in the order of their paths."""
        for path in self.paths():
            yield self._read(self._places[path])

    def append(self, entry: Entry) -> None:
        """Write an entry; what was written before a crash stays."""
        line = encode(entry)
        try:
            place = self._file.seek(0, os.SEEK_END)
            self._file.write(line)
            self._file.flush()
        except OSError as cause:
            raise _unwritable(self.path, cause) from cause
        self._places[entry.path] = (place, len(line))

    def close(self, *, keep: Callable[[str], bool] = lambda path: True) -> None:
        """Put the lines in the order of their paths, one for each, those of ``keep`` only; replaces the file as a whole."""
        try:
            with replacing(self.path) as temporary, temporary.open("wb") as ordered:
                for path in self.paths():
                    if keep(path):
                        ordered.write(self._line(self._places[path]))
                ordered.flush()
                os.fsync(ordered.fileno())
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Close the file as it stands: the lines stay in the order in which they were written."""
        try:
            self._file.close()
        except OSError as cause:
            raise _unwritable(self.path, cause) from cause

    def _heal(self) -> None:
        """Find the lines, and cut off what a killed run has left of its last one."""
        place = self._file.seek(0)
        for line in self._file:
            if not line.endswith(b"\n"):
                break
            entry = decode(line, where=self.path)
            if entry is not None:
                self._places[entry.path] = (place, len(line))
            place += len(line)
        self._file.truncate(place)

    def _line(self, place: tuple[int, int]) -> bytes:
        self._file.seek(place[0])
        return self._file.read(place[1])

    def _read(self, place: tuple[int, int]) -> Entry:
        entry = decode(self._line(place), where=self.path)
        assert entry is not None, "the line was read before"
        return entry


def read_manifest(folder: str | os.PathLike[str]) -> Iterator[Entry]:
    """The entries of a converted archive, in the order of the file; where a path stands twice, as after a crash, the last one counts.

    Raises ``SchemaError`` where the folder holds no manifest.
    """
    path = Path(folder) / NAME
    try:
        with path.open("rb") as file:
            newest = {entry.path: entry for entry in (decode(line, where=path) for line in file) if entry is not None}
    except OSError as cause:
        raise SchemaError("there is no manifest.jsonl in it", where=str(folder), hint="give a folder that `convert` has written") from cause
    return iter(newest.values())


def encode(entry: Entry) -> bytes:
    """The line of an entry, with its end."""
    import msgspec

    return msgspec.json.encode(entry) + b"\n"


def decode(line: bytes, *, where: Path) -> Entry | None:
    """The entry of a line, or None for a torn or foreign one."""
    import msgspec

    try:
        return msgspec.json.decode(line, type=Entry)
    except (msgspec.DecodeError, UnicodeError):
        return None


def count_statuses(entries: Iterable[Entry]) -> dict[str, int]:
    """How many files have each status.

    >>> count_statuses([Entry(path="a", status="ok"), Entry(path="b", status="failed"), Entry(path="c", status="ok")])
    {'ok': 2, 'partial': 0, 'failed': 1, 'skipped': 0}
    """
    counts = {"ok": 0, "partial": 0, "failed": 0, "skipped": 0}
    for entry in entries:
        counts[entry.status] += 1
    return counts


def _unwritable(path: Path, cause: OSError) -> OutputError:
    return OutputError(f"cannot be written: {cause.strerror or cause}", where=str(path), hint="make room, or check the path and the rights")
