"""Write the shipped JSON Schema and the snapshots of this folder anew: ``make schema``.

A version of the schema whose hash is already noted is never overwritten: a changed schema wants a new ``SCHEMA_VERSION``.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCHEMA = HERE.parents[1] / "resolution_parser" / "schema" / "resolution.schema.json"
VERSIONS = HERE / "schema_versions.json"
PUBLIC_API = HERE / "public_api.txt"


def schema_text() -> str:
    """The schema of the records as it is shipped."""
    from resolution_parser.jsonio import json_schema

    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def schema_hash(text: str) -> str:
    """A hash of what the schema demands: descriptions may change without a new version."""
    bare = _without_descriptions(json.loads(text))
    return hashlib.sha256(json.dumps(bare, sort_keys=True).encode()).hexdigest()


def public_api() -> str:
    """The public names with their signatures and fields, one a line."""
    import dataclasses
    import inspect

    import resolution_parser

    lines = []
    for name in resolution_parser.__all__:
        value = getattr(resolution_parser, name)
        if dataclasses.is_dataclass(value):
            lines += [f"{name}.{field.name}: {field.type}" for field in dataclasses.fields(value)]
        elif inspect.isclass(value):
            lines.append(f"{name}{inspect.signature(value)}")
            lines += [f"{name}.{key}{inspect.signature(getattr(value, key))}" for key in sorted(vars(value))
                      if not key.startswith("_") and callable(getattr(value, key))]
        else:
            lines.append(f"{name}{inspect.signature(value)}")
    return "\n".join(lines) + "\n"


def _without_descriptions(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_descriptions(part) for key, part in value.items() if not (key == "description" and isinstance(part, str))}
    return [_without_descriptions(part) for part in value] if isinstance(value, list) else value


def main() -> None:
    from resolution_parser.records import SCHEMA_VERSION

    text, versions = schema_text(), json.loads(VERSIONS.read_text("utf-8"))
    if versions.get(SCHEMA_VERSION, schema_hash(text)) != schema_hash(text):
        sys.exit(f"the schema has changed: raise SCHEMA_VERSION (now {SCHEMA_VERSION}) in records.py first")
    versions[SCHEMA_VERSION] = schema_hash(text)
    SCHEMA.write_text(text, "utf-8")
    VERSIONS.write_text(json.dumps(versions, indent=2) + "\n", "utf-8")
    PUBLIC_API.write_text(public_api(), "utf-8")


if __name__ == "__main__":
    main()
