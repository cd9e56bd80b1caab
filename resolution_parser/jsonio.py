"""Resolutions to JSON and back, and the JSON Schema: msgspec over the records, with faults that name their path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from resolution_parser.errors import SchemaError, UsageError
from resolution_parser.records import SCHEMA_VERSION, Resolution, Span

SCHEMA_ID = f"urn:resolution-parser:resolution:{SCHEMA_VERSION}"
_FAULT = re.compile(r"(?P<what>.*?)(?: - at `(?P<path>\$.*)`)?", re.DOTALL)
_HINT = "compare it with `resolution-parser schema`"


def to_json(resolution: Resolution, *, indent: int | None = None) -> str:
    """The resolution as JSON: every key, in the order of the records' fields, letters not escaped.

    The same resolution always gives the same text. ``indent`` counts the spaces of a level; None gives one line.
    """
    import msgspec  # 15 ms

    data = msgspec.json.encode(resolution)
    return (data if indent is None else msgspec.json.format(data, indent=indent)).decode()


def to_builtins(resolution: Resolution) -> dict[str, Any]:
    """The resolution as dicts, lists, strings and numbers, as :func:`json.loads` would give them."""
    import msgspec

    builtins: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(resolution))  # to_builtins() would keep the tuples
    return builtins


def from_json(data: str | bytes) -> Resolution:
    """The resolution that :func:`to_json` wrote.

    Raises :class:`~resolution_parser.errors.UsageError` where it is given no text,
    :class:`~resolution_parser.errors.SchemaError` where the text is no JSON, a key is missing or unknown, a value has the
    wrong type or is none of those allowed, the schema version is another one, or a span lies outside the text.

    >>> from_json('{"schema_version": "1.0"}')
    Traceback (most recent call last):
    ...
    resolution_parser.errors.SchemaError: $: Object missing required field `source`; compare it with `resolution-parser schema`
    """
    if not isinstance(data, (str, bytes, bytearray, memoryview)):
        raise UsageError(f"from_json takes a text or bytes, not {type(data).__name__}", hint="give what to_json wrote")
    raw = _decode(data)
    _check_version(raw)
    resolution = _convert(raw)
    _check_keys(raw, to_builtins(resolution), "$")
    for path, span in _spans(resolution, "$"):
        if not 0 <= span.start <= span.end <= len(resolution.text):
            what = f"the span {span.start}–{span.end} lies outside the text of {len(resolution.text)} characters"
            raise SchemaError(what, where=path, hint="parse the document again")
    return resolution


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a resolution, generated from the records; :mod:`resolution_parser.schema` ships it."""
    import msgspec

    schema = msgspec.json.schema(Resolution)
    definitions = schema["$defs"]
    for definition in definitions.values():
        definition["additionalProperties"] = False
    definitions["Resolution"]["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": f"Resolution {SCHEMA_VERSION}",
        "$ref": schema["$ref"],
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def _decode(data: str | bytes | bytearray | memoryview) -> Any:
    import msgspec

    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as cause:
        raise SchemaError(f"not valid JSON: {cause}", where="$", hint="give what to_json or `resolution-parser parse` wrote") from cause


def _check_version(raw: Any) -> None:
    version = raw.get("schema_version", SCHEMA_VERSION) if isinstance(raw, dict) else SCHEMA_VERSION
    if version != SCHEMA_VERSION:
        raise SchemaError(
            f"schema version {version!r}, this parser reads {SCHEMA_VERSION!r}", where="$.schema_version",
            hint="parse the document again, or use the version of resolution-parser that wrote it",
        )


def _convert(raw: Any) -> Resolution:
    import msgspec

    try:
        return msgspec.convert(raw, Resolution)
    except msgspec.ValidationError as cause:
        fault = _FAULT.fullmatch(str(cause))
        what, path = (fault["what"], fault["path"]) if fault else (str(cause), None)
        raise SchemaError(what, where=path or "$", hint=_HINT) from cause


def _check_keys(raw: Any, known: Any, path: str) -> None:
    """Refuse keys that the records do not have; the values have been checked by then."""
    if isinstance(raw, dict):
        for key, value in raw.items():
            if key not in known:
                raise SchemaError(f"unknown key {key!r}", where=f"{path}.{key}", hint=_HINT)
            _check_keys(value, known[key], f"{path}.{key}")
    elif isinstance(raw, list):
        for at, (value, other) in enumerate(zip(raw, known, strict=True)):
            _check_keys(value, other, f"{path}[{at}]")


def _spans(value: Any, path: str) -> Iterator[tuple[str, Span]]:
    if isinstance(value, Span):
        yield path, value
    elif isinstance(value, tuple):
        for at, element in enumerate(value):
            yield from _spans(element, f"{path}[{at}]")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans(getattr(value, field.name), f"{path}.{field.name}")
