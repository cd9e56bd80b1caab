"""The JSON Schema of a resolution, as shipped: ``resolution.schema.json``."""

from __future__ import annotations

from importlib import resources

SCHEMA_FILE = "resolution.schema.json"


def shipped_schema() -> str:
    """The text of the shipped JSON Schema.

    >>> '"$id"' in shipped_schema()
    True
    """
    return (resources.files(__name__) / SCHEMA_FILE).read_text("utf-8")
