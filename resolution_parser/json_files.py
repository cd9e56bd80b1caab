"""JSON files as they stand, without the schema: gold leaves keys out, and the outputs of another version have other keys."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypedDict

from resolution_parser.errors import FileMissing, SchemaError

BESIDE_RECORDS = (".gold.json", ".corrections.json")
"""Endings of files that stand beside a document's JSON and are none: what people wrote, and what they changed."""

_Items = list[dict[str, Any]]


class _Resolution(TypedDict, total=False):
    """As much of the shape as comparing needs; every key may be missing, others may stand beside them."""

    goals: _Items
    findings: _Items
    problems: _Items
    proposals: _Items
    tasks: _Items
    control: _Items
    references: _Items
    programmes: _Items
    persons: _Items
    event: dict[str, Any] | None
    period: dict[str, Any] | None


def read_object(path: Path) -> Mapping[str, Any]:
    """The object of a JSON file; FileMissing or SchemaError name the file."""
    import msgspec

    try:
        value = msgspec.json.decode(path.read_bytes())
    except OSError as cause:
        raise FileMissing(f"cannot be read: {cause.strerror or cause}", where=str(path), hint="check the path") from cause
    except (msgspec.DecodeError, UnicodeError, RecursionError) as cause:
        raise SchemaError(f"not valid JSON: {cause}", where=str(path), hint="write the file again, or take it out of the folder") from cause
    if not isinstance(value, dict):
        raise SchemaError("not a JSON object", where=str(path), hint="give one resolution a file, as `resolution-parser convert` writes")
    return value


def read_records(path: Path) -> Mapping[str, Any]:
    """A resolution's object, at least of its shape: lists of objects where records stand; errors as of :func:`read_object`."""
    import msgspec

    value = read_object(path)
    try:
        msgspec.convert(value, _Resolution)
    except msgspec.ValidationError as cause:
        raise SchemaError(f"not the shape of a resolution: {cause}", where=str(path), hint="mend it, or take it out") from cause
    return value
