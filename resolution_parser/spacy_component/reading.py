"""A text as it stands to records whose offsets point into that very text."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from resolution_parser.offsets import Edits
from resolution_parser.parser import Parser
from resolution_parser.readers.text import placed_document, raw_range
from resolution_parser.records import Resolution, Span
from resolution_parser.stages.places import Places

T = TypeVar("T")


def read_text(text: str, *, parser: Parser) -> tuple[Resolution, Places]:
    """Parse a text without changing it: what the parser cleans away (``\\r``, soft hyphens, accents of their own) still counts.

    >>> resolution, _ = read_text("Съезд решил:\\r\\n1. Одоб\\u00adрить отчёт.", parser=Parser())
    >>> [(span.start, span.end) for span in resolution.proposals[0].spans], resolution.proposals[0].text
    ([(17, 32)], 'Одобрить отчёт')
    """
    document, edits = placed_document(text, limits=parser.limits)
    resolution, places = parser.parse_placed(document)
    if edits:
        resolution, places = _moved(resolution, edits), _moved(places, edits)
    return replace(resolution, text=text), places


def _moved(value: T, edits: tuple[Edits, ...]) -> T:
    """The same with every span moved to where it stood before the edits."""
    if isinstance(value, Span):
        start, end = raw_range(edits, value.start, value.end)
        return cast(T, replace(value, start=start, end=end))
    if isinstance(value, tuple):
        return cast(T, tuple(_moved(element, edits) for element in value))
    if is_dataclass(value) and not isinstance(value, type):
        changes: dict[str, Any] = {field.name: _moved(getattr(value, field.name), edits) for field in fields(value)}
        return cast(T, replace(value, **changes))
    return value
