"""Which found item answers which wanted one, in one kind of one document."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from resolution_parser.evaluate.keys import Json, norm
from resolution_parser.records import ITEM_KINDS

NEAR = 0.9  # difflib's ratio of the normalised texts from which on an item is nearly right; the figure of score.py


@dataclass(frozen=True, slots=True, kw_only=True)
class KindPairing:
    """The items of one kind side by side.

    ``wanted`` and ``found`` are those that count: gold's optional items, and what was found of them, are out. Afterwards every wanted
    item is in ``exact``, ``near`` or ``missed``, every found one in ``exact``, ``near`` or ``extra``.
    """

    kind: str
    wanted: tuple[Json, ...]
    found: tuple[Json, ...]
    gold_texts: Counter[str]
    found_texts: Counter[str]
    exact: tuple[tuple[Json, Json], ...]
    near: tuple[tuple[Json, Json], ...]
    missed: tuple[Json, ...]
    extra: tuple[Json, ...]


def pair_kind(kind: str, gold: Json, predicted: Json) -> KindPairing:
    """Pair the items of a kind that the gold judges: first by equal, then by nearly equal text."""
    wanted = tuple(item for item in gold[kind] if not item.get("optional"))
    gold_texts = Counter(norm(item["text"]) for item in wanted)
    found, found_texts = _that_count(predicted.get(kind) or (), gold_texts, _optional_texts(gold))
    exact, missed, extra = _pair_exact(wanted, found, found_texts)
    near = pair_near([norm(item["text"]) for item in missed], [norm(item.get("text")) for item in extra])
    answered, used = {at for at, _ in near}, {at for _, at in near}
    return KindPairing(
        kind=kind, wanted=wanted, found=found, gold_texts=gold_texts, found_texts=found_texts, exact=exact,
        near=tuple((missed[left], extra[right]) for left, right in near),
        missed=tuple(item for at, item in enumerate(missed) if at not in answered),
        extra=tuple(item for at, item in enumerate(extra) if at not in used),
    )


def pair_near(wanted: Sequence[str], found: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Positions of texts that are nearly the same: each wanted text in turn takes the most similar one that is left.

    >>> pair_near(["усилить охрану школ"], ["купить мел", "усилить охрану школы"])
    ((0, 1),)
    """
    left = list(range(len(found)))
    pairs = []
    for at, text in enumerate(wanted):
        best = max(((_ratio(text, found[other]), -rank, other) for rank, other in enumerate(left)), default=(0.0, 0, 0))
        if best[0] >= NEAR:
            left.remove(best[2])
            pairs.append((at, best[2]))
    return tuple(pairs)


def _ratio(one: str, other: str) -> float:
    """The ratio where it can reach NEAR, else 0: the cheap upper bounds spare most of the work."""
    matcher = difflib.SequenceMatcher(None, one, other)
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0.0
    return matcher.ratio()


def _optional_texts(gold: Json) -> Counter[str]:
    return Counter(norm(item["text"]) for kind in ITEM_KINDS for item in gold.get(kind, ()) if item.get("optional"))


def _that_count(items: Iterable[Json], gold_texts: Counter[str], optional: Counter[str]) -> tuple[tuple[Json, ...], Counter[str]]:
    items = tuple(items)
    texts = Counter(norm(item.get("text")) for item in items)
    texts -= (texts - gold_texts) & optional
    return tuple(item for item in items if norm(item.get("text")) in texts), texts


def _pair_exact(
    wanted: Sequence[Json], found: Sequence[Json], found_texts: Counter[str],
) -> tuple[tuple[tuple[Json, Json], ...], tuple[Json, ...], tuple[Json, ...]]:
    """Pairs with equal texts, first with first; then the wanted and the found that are left over, equal texts side by side."""
    waiting: dict[str, list[Json]] = {}
    for item in found:
        waiting.setdefault(norm(item.get("text")), []).append(item)
    pairs, missed = [], []
    for item in wanted:
        twins = waiting.get(norm(item["text"]))
        if twins:
            pairs.append((item, twins.pop(0)))
        else:
            missed.append(item)
    ranks = {text: rank for rank, text in enumerate(dict.fromkeys(norm(item["text"]) for item in wanted))}
    missed.sort(key=lambda item: ranks[norm(item["text"])])
    used = Counter(norm(twin.get("text")) for _, twin in pairs)
    extra = [item for text, rest in waiting.items() for item in rest[: found_texts[text] - used[text]]]
    return tuple(pairs), tuple(missed), tuple(extra)
