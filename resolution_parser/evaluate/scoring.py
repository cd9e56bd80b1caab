"""Scores of predictions against gold, strict and near, by kind and field: those of ``score.py``, document by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from resolution_parser.evaluate.calibration import Graded
from resolution_parser.evaluate.faults import (
    FIELDS,
    META,
    Fault,
    asked_meta,
    is_field_right,
    item_faults,
    mention_faults,
    mentions_that_count,
    meta_faults,
    pair_faults,
)
from resolution_parser.evaluate.keys import MENTION_KEYS, Json, Key, body_key, indicator_key, norm
from resolution_parser.evaluate.pairing import KindPairing, pair_kind
from resolution_parser.evaluate.tallies import Share, Tally, tally
from resolution_parser.records import ITEM_KINDS

CORE_KINDS = ("goals", "problems", "proposals", "tasks")
TALLIES = (
    "items_core_exact", "items_core_near", "items_any_kind_exact", "bodies",
    *(f"exact.{kind}" for kind in ITEM_KINDS), *(f"near.{kind}" for kind in ITEM_KINDS), "indicators", *MENTION_KEYS,
)
SHARES = (*(f"fields.{field}" for field in FIELDS), *(f"meta.{dotted}" for dotted in META))


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentScore:
    """One document: its counts by the names in ``TALLIES`` and ``SHARES``, its faults, its items with their confidence.

    ``text`` is the document's text where the prediction holds it, else empty; ``spans`` tell for texts of items and mentions where they
    were found in it.
    """

    name: str
    tallies: Mapping[str, Tally]
    shares: Mapping[str, Share]
    faults: tuple[Fault, ...]
    graded: tuple[Graded, ...]
    text: str
    spans: Mapping[str, tuple[int, int]]

    @property
    def is_wholly_right(self) -> bool:
        return not self.faults


def score_document(name: str, gold: Json, predicted: Json | None) -> DocumentScore:
    """Score one prediction; None stands for no output. What the gold leaves out is not judged.

    >>> gold = {"title": "Решение", "tasks": [{"text": "купить мел", "action": "купить"}]}
    >>> score = score_document("a", gold, {"title": "Решение", "tasks": [{"text": "купить мел", "action": None}]})
    >>> score.tallies["exact.tasks"], score.shares["fields.action"]
    (Tally(right=1, extra=0, missed=0), Share(right=0, of=1))
    >>> [(fault.field, fault.wanted, fault.got) for fault in score.faults]
    [('action', 'купить', None)]
    """
    found = predicted or {}
    pairings = tuple(pair_kind(kind, gold, found) for kind in ITEM_KINDS if kind in gold)
    faults = (*meta_faults(name, gold, found), *item_faults(name, pairings), *mention_faults(name, gold, found))
    if not found:
        faults = (Fault(document=name, sort="no_output", kind="document", field="", wanted=None, got=None, text=""), *faults)
    text = found.get("text")
    return DocumentScore(
        name=name,
        tallies={**_item_tallies(pairings), **_body_tally(pairings), **_indicator_tally(pairings), **_mention_tallies(gold, found)},
        shares={**_field_shares(pairings), **{f"meta.{dotted}": Share(int(norm(wanted) == norm(got)), 1)
                                             for dotted, wanted, got in asked_meta(gold, found)}},
        faults=faults, graded=tuple(_grades(pairings)), text=text if isinstance(text, str) else "", spans=_spans(found),
    )


def _item_tallies(pairings: Sequence[KindPairing]) -> dict[str, Tally]:
    exact = {pairing.kind: tally(pairing.gold_texts, pairing.found_texts) for pairing in pairings}
    near = {pairing.kind: tally(pairing.gold_texts, pairing.found_texts, near=len(pairing.near)) for pairing in pairings}
    gold_texts, found_texts = Counter[str](), Counter[str]()
    for pairing in pairings:
        gold_texts += pairing.gold_texts
        found_texts += pairing.found_texts
    return {
        "items_core_exact": sum((exact[kind] for kind in CORE_KINDS if kind in exact), Tally()),
        "items_core_near": sum((near[kind] for kind in CORE_KINDS if kind in near), Tally()),
        "items_any_kind_exact": tally(gold_texts, found_texts),
        **{f"exact.{kind}": count for kind, count in exact.items()},
        **{f"near.{kind}": count for kind, count in near.items()},
    }


def _body_tally(pairings: Sequence[KindPairing]) -> dict[str, Tally]:
    """All bodies count, those of items that were missed or are extra as well."""
    def bodies(items: Sequence[Json]) -> Counter[Key]:
        return Counter((norm(item.get("text")), *body_key(body)) for item in items for body in item.get("bodies") or ())

    counts = (tally(bodies(pairing.wanted), bodies(pairing.found)) for pairing in pairings if pairing.kind in ("tasks", "control"))
    return {"bodies": sum(counts, Tally())}


def _indicator_tally(pairings: Sequence[KindPairing]) -> dict[str, Tally]:
    """Indicators count in items that are exactly right, where the gold judges them."""
    def indicators(item: Json) -> Counter[Key]:
        return Counter(map(indicator_key, item.get("indicators") or ()))

    pairs = (pair for pairing in pairings for pair in pairing.exact if "indicators" in pair[0])
    return {"indicators": sum((tally(indicators(item), indicators(twin)) for item, twin in pairs), Tally())}


def _mention_tallies(gold: Json, found: Json) -> dict[str, Tally]:
    asked = {field: mentions_that_count(field, gold, found) for field in MENTION_KEYS if field in gold}
    return {field: tally(Counter(list(wanted)), Counter(list(got))) for field, (wanted, got) in asked.items()}


def _field_shares(pairings: Sequence[KindPairing]) -> dict[str, Share]:
    shares: dict[str, Share] = {}
    for item, twin in (pair for pairing in pairings for pair in pairing.exact):
        for field in FIELDS:
            if field in item:
                name = f"fields.{field}"
                shares[name] = shares.get(name, Share()) + Share(int(is_field_right(field, item, twin)), 1)
    return shares


def _grades(pairings: Sequence[KindPairing]) -> Iterator[Graded]:
    """Every found item that counts and tells its confidence."""
    for pairing in pairings:
        wrong = (*pairing.extra, *(twin for _, twin in pairing.near))
        judged = [(twin, True, not any(pair_faults("", pairing.kind, item, twin))) for item, twin in pairing.exact]
        for item, right, whole in (*judged, *((item, False, False) for item in wrong)):
            confidence = item.get("confidence")
            if isinstance(confidence, (int, float)):
                yield Graded(confidence=float(confidence), right=right, whole=whole)


def _spans(found: Json) -> dict[str, tuple[int, int]]:
    """Where texts were found: those of items by their first to last span, those of mentions by their span."""
    spans: dict[str, tuple[int, int]] = {}
    for item in (item for kind in ITEM_KINDS for item in found.get(kind) or ()):
        pieces = item.get("spans")
        if pieces:
            spans.setdefault(str(item.get("text")), (pieces[0]["start"], pieces[-1]["end"]))
    for mention in (mention for field in MENTION_KEYS for mention in found.get(field) or ()):
        piece = mention.get("span")
        if piece:
            spans.setdefault(str(mention.get("text") or mention.get("name")), (piece["start"], piece["end"]))
    return spans
