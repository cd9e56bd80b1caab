"""Resolutions made by hand: a year, a place, and tasks of one body or of several."""

from __future__ import annotations

from typing import Any

from resolution_parser.compare.inputs import complete_record
from resolution_parser.records import Resolution

SCHOOLS = "Образовательные организации района"


def task(text: str, *bodies: str, due: str | None = None, **fields: Any) -> dict[str, Any]:
    """A task as gold has it; ``due`` is the ISO date that its deadline ends on."""
    deadline = {"text": f"до {due}", "start": None, "end": due, "kind": "date"} if due else None
    return {"text": text, "bodies": [{"name": name} for name in bodies or (SCHOOLS,)], "deadline": deadline, **fields}


def resolution(year: int, *tasks: dict[str, Any] | str, place: str = "Кулябинского", **fields: Any) -> Resolution:
    """A decision of a district's conference."""
    title = f"Решение августовской конференции {place} района"
    items = [task(one) if isinstance(one, str) else one for one in tasks]
    return complete_record({"title": title, "year": year, "tasks": items, **fields}, name=f"{year}.json")
