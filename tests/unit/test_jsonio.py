"""JSON and back, the faults that are named, and the shipped schema."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from resolution_parser import records
from resolution_parser.errors import SchemaError, UsageError
from resolution_parser.jsonio import from_json, json_schema, to_builtins, to_json
from resolution_parser.records import SCHEMA_VERSION, Resolution
from resolution_parser.schema import shipped_schema

VERSIONS = Path(__file__).parents[1] / "snapshots" / "schema_versions.json"


def _changed(resolution: Resolution, change: Callable[[dict[str, Any]], object]) -> str:
    raw = json.loads(to_json(resolution))
    change(raw)
    return json.dumps(raw)


def test_json_comes_back_as_the_same_resolution(resolution: Resolution) -> None:
    assert from_json(to_json(resolution)) == resolution
    assert from_json(to_json(resolution, indent=2).encode()) == resolution


def test_json_has_every_key_in_the_order_of_the_fields_and_plain_letters(resolution: Resolution) -> None:
    text = to_json(resolution)
    raw = json.loads(text)
    assert list(raw) == [field.name for field in dataclasses.fields(Resolution)]
    assert list(raw["tasks"][0]) == [
        "id", "text", "label", "lead", "topic", "section", "spans", "confidence", "rule", "bodies", "modality", "action", "deadline",
        "indicators",
    ]
    assert "усилить «охрану»" in text, "letters must not be escaped"
    assert "\n" not in text, "one line without indent, so that lines can hold resolutions"


def test_builtins_are_what_json_would_give(resolution: Resolution) -> None:
    assert to_builtins(resolution) == json.loads(to_json(resolution))


def test_empty_lists_and_unknown_values_are_written_out(resolution: Resolution) -> None:
    bare = dataclasses.replace(resolution, title=None, period=None, goals=())
    raw = json.loads(to_json(bare))
    assert (raw["title"], raw["period"], raw["goals"]) == (None, None, [])
    assert from_json(to_json(bare)) == bare


@pytest.mark.parametrize(("change", "where", "what"), [
    (lambda raw: raw["tasks"][0]["bodies"][1].update(role="boss"), "$.tasks[0].bodies[1].role", "boss"),  # the second body, not the first
    (lambda raw: raw["goals"].append({**raw["goals"][0], "status": 1}), "$.goals[1].status", "int"),
    (lambda raw: raw.pop("title"), "$", "title"),
    (lambda raw: raw["tasks"][0]["deadline"].pop("start"), "$.tasks[0].deadline", "start"),  # an optional record, which is there
    (lambda raw: raw["event"].update(kind="party"), "$.event.kind", "party"),
    (lambda raw: raw.update(year="2021"), "$.year", "str"),  # no silent conversion
    (lambda raw: raw["source"].update(pages=1.5), "$.source.pages", "float"),
    (lambda raw: raw.update(tasks={}), "$.tasks", "object"),
    (lambda raw: raw.update(colour="red"), "$.colour", "unknown key"),
    (lambda raw: raw["tasks"][0]["spans"][1].update(line=1), "$.tasks[0].spans[1].line", "unknown key"),
    (lambda raw: raw.update(schema_version="0.9"), "$.schema_version", "0.9"),
    (lambda raw: raw["tasks"][0]["spans"][1].update(end=10_000), "$.tasks[0].spans[1]", "outside"),
    (lambda raw: raw["persons"][0]["span"].update(start=-1), "$.persons[0].span", "outside"),
    (lambda raw: raw["sections"][0]["span"].update(start=9), "$.sections[0].span", "outside"),  # it starts behind its end
])
def test_a_fault_is_named_with_its_path(resolution: Resolution, change: Callable[[dict[str, Any]], object], where: str, what: str) -> None:
    with pytest.raises(SchemaError) as fault:
        from_json(_changed(resolution, change))
    assert fault.value.where == where
    assert what in fault.value.what


@pytest.mark.parametrize("data", ["", "{", "[]", "null", '"text"', b"\xff\xfe{}", "[" * 100_000], ids=lambda data: repr(data[:8]))
def test_what_is_no_resolution_is_refused_at_the_root(data: str | bytes) -> None:
    with pytest.raises(SchemaError) as fault:
        from_json(data)
    assert fault.value.where == "$"


def test_the_shipped_schema_is_that_of_the_records() -> None:
    assert json.loads(shipped_schema()) == json_schema(), "the records have changed: `make schema`"


def test_the_schema_changes_only_with_a_new_version() -> None:
    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(part) for key, part in value.items() if not (key == "description" and isinstance(part, str))}
        return [bare(part) for part in value] if isinstance(value, list) else value

    seen = hashlib.sha256(json.dumps(bare(json.loads(shipped_schema())), sort_keys=True).encode()).hexdigest()
    assert json.loads(VERSIONS.read_text("utf-8"))[SCHEMA_VERSION] == seen, "raise SCHEMA_VERSION, then `make schema`"


def test_the_schema_accepts_what_is_written(resolution: Resolution) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.validate(json.loads(to_json(resolution)), json_schema())


@pytest.mark.parametrize("change", [
    lambda raw: raw.pop("warnings"),
    lambda raw: raw.update(colour="red"),
    lambda raw: raw["tasks"][0].update(modality="order"),
    lambda raw: raw.update(schema_version="2.0"),
    lambda raw: raw["event"].pop("place"),
])
def test_the_schema_refuses_what_from_json_refuses(resolution: Resolution, change: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(_changed(resolution, change)), json_schema())


def test_every_field_of_every_record_is_required() -> None:
    definitions = json_schema()["$defs"]
    for name, kind in vars(records).items():
        if isinstance(kind, type) and dataclasses.is_dataclass(kind) and name in definitions:
            assert definitions[name]["required"] == [field.name for field in dataclasses.fields(kind)], name
            assert definitions[name]["additionalProperties"] is False, name
    assert set(typing.get_args(records.ItemKind)) <= set(definitions["Resolution"]["properties"])


@pytest.mark.parametrize("data", [None, 1, {}, io.StringIO("{}")], ids=lambda data: type(data).__name__)
def test_what_is_no_text_is_refused_as_a_misuse(data: Any) -> None:
    with pytest.raises(UsageError, match=r"takes a text or bytes, not .*; give what to_json wrote"):
        from_json(data)
