"""JSON files as they stand, without the schema: gold leaves keys out, and the outputs of another version have other keys."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from resolution_parser.errors import FileMissing, SchemaError


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
