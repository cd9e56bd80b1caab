"""What a review changed, as it is written beside the records: ``NAME.corrections.json``."""

from __future__ import annotations

from dataclasses import dataclass

from resolution_parser.records import ItemKind
from resolution_parser.review.columns import Decision, Value
from resolution_parser.review.reading import Fault

CORRECTIONS_VERSION = "1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field that was changed; lists of names for bodies, else texts; None is "the document does not say"."""

    field: str
    was: Value
    now: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was decided of one record. ``id`` is the record's in the JSON before (None where it was added), ``new_id`` in the one after
    (None where it was deleted): ids count the records of a kind, so they may move."""

    row: int
    decision: Decision
    id: str | None
    new_id: str | None
    kind: ItemKind
    text: str
    changes: tuple[Change, ...]
    comment: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """All that a review says of one document. ``parsed`` is the SHA-256 of the records before, as compact JSON; ``undecided`` are ids of
    the JSON before, ``refused`` what could not be applied (of this document, where others are there, too, or of the whole workbook)."""

    schema_version: str
    document: str
    source: str
    source_sha256: str
    parsed: str
    workbook: str
    reviewer: str
    date: str
    corrections: tuple[Correction, ...]
    undecided: tuple[str, ...]
    refused: tuple[Fault, ...]


def corrections_json(corrections: Corrections) -> str:
    """The corrections as JSON with a line end; every key is there."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(corrections), indent=2).decode() + "\n"
