"""A comparison as JSON: every key, in the order of the records' fields."""

from __future__ import annotations

from typing import Any

from resolution_parser.compare.comparison import Comparison

_KEYS = {"earlier": "from", "later": "to"}  # `from` cannot be a name in Python


def comparison_to_json(comparison: Comparison, *, indent: int | None = None) -> str:
    """The comparison as JSON; the same comparison always gives the same text. ``indent`` counts the spaces of a level."""
    import msgspec  # 15 ms

    encoded = msgspec.json.encode(_renamed(msgspec.to_builtins(comparison)))
    return (encoded if indent is None else msgspec.json.format(encoded, indent=indent)).decode()


def comparison_to_page(comparison: Comparison, *, lang: str) -> str:
    """The comparison as a JSON file holds it; there is nothing in it to translate."""
    return comparison_to_json(comparison, indent=2) + "\n"


def _renamed(value: Any) -> Any:
    if isinstance(value, dict):
        return {_KEYS.get(key, key): _renamed(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_renamed(part) for part in value]
    return value
