"""A reviewed document as gold for ``evaluate``: only what a person has judged."""

from __future__ import annotations

from typing import Any

from resolution_parser.jsonio import to_builtins
from resolution_parser.records import ITEM_KINDS
from resolution_parser.review.applying import Applied

_NOT_JUDGED = ("id", "section", "spans", "confidence", "rule")


def gold_json(applied: Applied) -> str:
    """``NAME.gold.json`` of a document: the items of all kinds, with the fields that stand in the workbook.

    Title, event and mentions are left out, since the workbook does not show them for judging; so are the indicators of items that were
    corrected or added. What gold leaves out is not scored.
    """
    import msgspec

    raw = to_builtins(applied.resolution)
    gold = {kind: [_judged(item, applied) for item in raw[kind]] for kind in ITEM_KINDS}
    return msgspec.json.format(msgspec.json.encode(gold), indent=1).decode() + "\n"


def _judged(item: dict[str, Any], applied: Applied) -> dict[str, Any]:
    left_out = {*_NOT_JUDGED, *(("indicators",) if item["id"] in applied.unsure else ())}
    kept = {key: value for key, value in item.items() if key not in left_out}
    if "bodies" in kept:
        kept["bodies"] = [{key: value for key, value in body.items() if key != "span"} for body in kept["bodies"]]
    return kept
