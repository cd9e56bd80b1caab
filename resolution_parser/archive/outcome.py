"""What becomes of a file of an archive: data, whatever happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from resolution_parser.records import Resolution

Status: TypeAlias = Literal["ok", "partial", "failed", "skipped"]
"""``partial``: records were written, but a part of the file could not be read, and a warning says which. ``skipped``: not a document,
or left out on purpose; ``reason`` says why."""
Reason: TypeAlias = Literal["lock_file", "hidden", "link", "special", "unsupported", "duplicate"]
PARTIAL = frozenset({"reader", "replaced_characters", "damaged_text", "deep_nesting"})
"""The warnings that make a document ``partial``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What the records depend on besides the bytes of the file: another of these, and a second run makes the document anew."""

    program: str
    schema: str
    lexicon: str
    settings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An error as data: the name of its class (see ``resolution_parser.errors``), what is wrong, and what to do."""

    type: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A warning of a document: its code and how often it was given."""

    code: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the manifest: one file that was found.

    ``path`` is where it stands below the folders that were given, parts joined by ``/``; a member of a zip archive stands below the name
    of the archive. ``size`` and ``sha256`` are of its bytes, ``counts`` the records by kind, ``reader`` the format that read it.
    ``outputs`` are the files written, below the output folder. ``duplicate_of`` names the first file, in order of paths, of the same bytes
    or the same text.
    """

    path: str
    status: Status
    sha256: str | None = None
    size: int | None = None
    reason: Reason | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Note, ...] = ()
    error: Fault | None = None
    seconds: float = 0.0
    reader: str | None = None
    outputs: tuple[str, ...] = ()
    output_bytes: int = 0
    text_key: str | None = None
    duplicate_of: str | None = None
    versions: Versions | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a file: its ``entry``, and where no output folder was given the ``records``, a JSON text for each resolution in it.

    ``is_new`` is False for a file that an earlier run had done already.
    """

    entry: Entry
    records: tuple[bytes, ...] = ()
    is_new: bool = True

    @property
    def path(self) -> str:
        return self.entry.path

    @property
    def status(self) -> Status:
        return self.entry.status

    @property
    def error(self) -> Fault | None:
        return self.entry.error

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        """The resolutions, where no output folder was given."""
        from resolution_parser.jsonio import from_json

        return tuple(from_json(record) for record in self.records)
