"""What is wrong with a prediction, fault by fault, in words: what was wanted, what came, and beside which item.

The figures are counted in :mod:`resolution_parser.evaluate.scoring`; a fault is there to be looked at. So what follows from another fault
(the bodies of a task that was not found) is counted in the figures and makes no fault of its own, and an item that stands under the
wrong kind is one fault, not a missed and an extra one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from resolution_parser.evaluate.keys import MENTION_KEYS, Json, Key, body_key, deadline_key, dig, indicator_key, norm
from resolution_parser.evaluate.pairing import KindPairing

FIELDS = ("lead", "topic", "label", "action", "modality", "deadline", "status")
META = (
    "title", "kind", "year", "event.kind", "event.name", "event.theme", "event.start", "event.end", "event.place", "period.label",
    "period.start", "period.end",
)
FaultSort: TypeAlias = Literal["missed", "extra", "near", "moved", "wrong", "no_output"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault. ``sort``: a record is ``missed`` or ``extra``, an item's text is only ``near`` the wanted one, an item stands under
    another kind (``moved``), a field is ``wrong``, or there is ``no_output`` at all.

    ``kind`` is the kind of items, ``document`` or the kind of mentions; ``text`` that of the item or mention it concerns, as printed.
    """

    document: str
    sort: FaultSort
    kind: str
    field: str
    wanted: str | None
    got: str | None
    text: str


def item_faults(document: str, pairings: Sequence[KindPairing]) -> Iterator[Fault]:
    """The faults of all items, fields and bodies included, kind by kind."""
    missed_moves, extra_moves = _moves(pairings)
    for pairing in pairings:
        for item in pairing.missed:
            found_kind = missed_moves.get(id(item))
            if found_kind is None:
                yield _text_fault(document, "missed", pairing.kind, item["text"], None)
            else:
                yield Fault(document=document, sort="moved", kind=pairing.kind, field="kind", wanted=pairing.kind, got=found_kind,
                            text=item["text"])
        for item, twin in pairing.near:
            yield _text_fault(document, "near", pairing.kind, item["text"], str(twin.get("text")))
        for item in pairing.extra:
            if id(item) not in extra_moves:
                yield _text_fault(document, "extra", pairing.kind, None, str(item.get("text")))
        for item, twin in pairing.exact:
            yield from pair_faults(document, pairing.kind, item, twin)


def pair_faults(document: str, kind: str, item: Json, twin: Json) -> Iterator[Fault]:
    """The fields that differ between a wanted item and the found one that answers it; only those that the gold judges."""
    def fault(field: str, wanted: str | None, got: str | None) -> Fault:
        return Fault(document=document, sort="wrong", kind=kind, field=field, wanted=wanted, got=got, text=item["text"])

    for field in FIELDS:
        if field in item and not is_field_right(field, item, twin):
            show = _show_deadline if field == "deadline" else _show
            yield fault(field, show(item[field]), show(twin.get(field)))
    if kind in ("tasks", "control"):
        missing, surplus = _differences(item.get("bodies"), twin.get("bodies"), body_key)
        if missing or surplus:
            yield fault("bodies", _listed(missing, _show_body), _listed(surplus, _show_body))
    if "indicators" in item:
        missing, surplus = _differences(item["indicators"], twin.get("indicators"), indicator_key)
        if missing or surplus:
            yield fault("indicators", _listed(missing, _show_indicator), _listed(surplus, _show_indicator))


def is_field_right(field: str, item: Json, twin: Json) -> bool:
    """Whether a field counts as the same in two items."""
    if field == "deadline":
        return deadline_key(item) == deadline_key(twin)
    return norm(item[field]) == norm(twin.get(field))


def asked_meta(gold: Json, predicted: Json) -> Iterator[tuple[str, object, object]]:
    """The facts about the document that the gold answers for: name, wanted, got."""
    for dotted in META:
        asked, wanted = dig(gold, dotted)
        if asked:
            yield dotted, wanted, dig(predicted, dotted)[1]


def meta_faults(document: str, gold: Json, predicted: Json) -> Iterator[Fault]:
    for dotted, wanted, got in asked_meta(gold, predicted):
        if norm(wanted) != norm(got):
            yield Fault(document=document, sort="wrong", kind="document", field=dotted, wanted=_show(wanted), got=_show(got), text="")


def mentions_that_count(field: str, gold: Json, predicted: Json) -> tuple[dict[Key, Json], dict[Key, Json]]:
    """The mentions of a kind, each once however often it is repeated: the wanted, and the found without those that are optional."""
    key = MENTION_KEYS[field]
    wanted = _by_key((mention for mention in gold[field] if not mention.get("optional")), key)
    optional = _by_key((mention for mention in gold[field] if mention.get("optional")), key)
    found = _by_key(predicted.get(field) or (), key)
    return wanted, {at: mention for at, mention in found.items() if at in wanted or at not in optional}


def mention_faults(document: str, gold: Json, predicted: Json) -> Iterator[Fault]:
    for field in MENTION_KEYS:
        if field not in gold:
            continue
        wanted, found = mentions_that_count(field, gold, predicted)
        for key, mention in wanted.items():
            if key not in found:
                yield Fault(document=document, sort="missed", kind=field, field="mention", wanted=_show_mention(field, mention), got=None,
                            text=_printed(mention))
        for key, mention in found.items():
            if key not in wanted:
                yield Fault(document=document, sort="extra", kind=field, field="mention", wanted=None, got=_show_mention(field, mention),
                            text=_printed(mention))


def _moves(pairings: Sequence[KindPairing]) -> tuple[dict[int, str], frozenset[int]]:
    """Items that one kind misses and another has too many, first with first, by identity: the missed, each with the kind that it was
    found under, and the extra."""
    extras: dict[str, list[tuple[Json, str]]] = {}
    for pairing in pairings:
        for item in pairing.extra:
            extras.setdefault(norm(item.get("text")), []).append((item, pairing.kind))
    missed_moves, extra_moves = {}, []
    for item in (item for pairing in pairings for item in pairing.missed):
        others = extras.get(norm(item["text"]))
        if others:
            twin, kind = others.pop(0)
            missed_moves[id(item)] = kind
            extra_moves.append(id(twin))
    return missed_moves, frozenset(extra_moves)


def _text_fault(document: str, sort: FaultSort, kind: str, wanted: str | None, got: str | None) -> Fault:
    return Fault(document=document, sort=sort, kind=kind, field="text", wanted=wanted, got=got, text=wanted or got or "")


def _by_key(mentions: Iterable[Json], key: Callable[[Json], Key]) -> dict[Key, Json]:
    found: dict[Key, Json] = {}
    for mention in mentions:
        found.setdefault(key(mention), mention)
    return found


def _differences(
    wanted: Sequence[Json] | None, found: Sequence[Json] | None, key: Callable[[Json], Key],
) -> tuple[list[Json], list[Json]]:
    """What is wanted and not found, and the other way round, as bags."""
    wanted, found = wanted or (), found or ()
    return _without(wanted, Counter(map(key, found)), key), _without(found, Counter(map(key, wanted)), key)


def _without(records: Sequence[Json], others: Counter[Key], key: Callable[[Json], Key]) -> list[Json]:
    rest = []
    for record in records:
        if others[key(record)]:
            others[key(record)] -= 1
        else:
            rest.append(record)
    return rest


def _show(value: object) -> str | None:
    return None if value is None else str(value)


def _show_deadline(deadline: Json | None) -> str | None:
    if not deadline:
        return None
    dates = " – ".join(str(deadline.get(end) or "…") for end in ("start", "end"))
    return f"{deadline.get('kind')} {dates} ({deadline.get('text') or ''})"


def _listed(records: Sequence[Json], show: Callable[[Json], str]) -> str | None:
    return "; ".join(map(show, records)) or None


def _show_body(body: Json) -> str:
    return f"{body.get('name')}, {body.get('role') or 'executor'}"


def _show_indicator(indicator: Json) -> str:
    value, maximum = indicator.get("value"), indicator.get("value_max")
    return f"{indicator.get('comparator')} {value if maximum is None else f'{value}–{maximum}'} {indicator.get('unit')}"


def _show_mention(field: str, mention: Json) -> str:
    keys = {"references": ("type", "number", "date"), "programmes": ("type", "name"), "persons": ("name",)}[field]
    return ", ".join(str(mention[key]) for key in keys if mention.get(key))


def _printed(mention: Json) -> str:
    return str(mention.get("text") or mention.get("name") or "")
