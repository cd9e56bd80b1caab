"""Scores of a comparison against a series' gold links: those of ``tests/gold/score_links.py``, and a test holds the two together.

A series is a folder of ``YEAR.gold.json`` and ``links.json``. What a link of the comparison joins is found by the texts (and, for twins, by
the bodies) of its items, so that comparisons of parsed documents can be scored, too.
"""

from __future__ import annotations

import difflib
import itertools
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from resolution_parser.errors import FileMissing, SchemaError
from resolution_parser.evaluate.keys import Json, norm
from resolution_parser.evaluate.tallies import Share, Tally
from resolution_parser.json_files import read_object, read_records

FLAGS = ("bodies_changed", "deadline_changed", "deadline_shifted", "indicators_changed")
NEAR = 0.85  # difflib's ratio from which on an item's text is a gold task's; the figure of score_links.py
_YEAR = re.compile(r"(19|20)\d\d")
_SHOWN = 60

End: TypeAlias = tuple[str | None, int | str]
"""The year and the rank of a gold task, or ``?`` and an id where an item answers none."""

_Pair: TypeAlias = tuple[End, End]


@dataclass(frozen=True, slots=True)
class LinksScore:
    """``links`` counts pairs, ``relations`` those with the right relation, ``bodies`` pairs of names, ``flags`` shares of pairs found."""

    links: Tally
    relations: Tally
    flags: Mapping[str, Share]
    bodies: Tally
    faults: tuple[str, ...]


def evaluate_links(series: str | os.PathLike[str], comparison: str | os.PathLike[str] | None = None) -> LinksScore:
    """Score the JSON of a comparison against a series; without one, the gold records themselves are compared now.

    Raises FileMissing where a file is missing, SchemaError where one has another shape.
    """
    folder = Path(series)
    gold = read_object(folder / "links.json")
    records = {path.name.split(".")[0]: read_records(path) for path in sorted(folder.glob("*.gold.json"))}
    if not records:
        raise FileMissing("there is no YEAR.gold.json", where=str(folder), hint="give the folder of a series")
    found = read_object(Path(comparison)) if comparison is not None else _compare_now(folder)
    try:
        return score_links(gold, {year: record.get("tasks") or () for year, record in records.items()}, found)
    except (KeyError, TypeError, AttributeError, IndexError) as cause:
        raise SchemaError(f"not the shape of links or of a comparison: {cause!r}", where=str(comparison or folder / "links.json"),
                          hint="give what `resolution-parser compare` wrote") from cause


def _compare_now(folder: Path) -> Json:
    import msgspec

    from resolution_parser.compare import compare, comparison_to_json
    from resolution_parser.compare.inputs import read_record

    compared: Json = msgspec.json.decode(comparison_to_json(compare(map(read_record, sorted(folder.glob("*.gold.json"))))))
    return compared


def score_links(gold: Json, tasks: Mapping[str, Sequence[Json]], comparison: Json) -> LinksScore:
    """Score a comparison against gold links; ``tasks`` are the gold tasks of each year."""
    wanted = {(_gold_end(link["from"]), _gold_end(link["to"])): link for link in gold["links"]}
    ends = _Ends(tasks, comparison)
    found = {(ends.find(link["from"]), ends.find(link["to"])): link for link in comparison["links"]}
    both = [pair for pair in wanted if pair in found]
    return LinksScore(
        links=_tally(set(wanted), set(found)),
        relations=_tally({(pair, link["relation"]) for pair, link in wanted.items()},
                         {(pair, link.get("relation")) for pair, link in found.items()}),
        flags={flag: Share(sum(bool(wanted[pair].get(flag)) == bool(found[pair].get(flag)) for pair in both), len(both)) for flag in FLAGS},
        bodies=_body_tally(gold, tasks, comparison), faults=tuple(_faults(wanted, found, tasks)))


class _Ends:
    """Which gold task each item of a comparison stands for."""

    def __init__(self, tasks: Mapping[str, Sequence[Json]], comparison: Json) -> None:
        self._tasks = tasks
        self._years = {document["source"]: year.group() if (year := _YEAR.search(document["source"])) else str(document["year"])
                       for document in comparison["documents"]}
        self._occurrences = {(one["source"], one["item"]): one for thread in comparison["threads"] for one in thread["occurrences"]}
        self._known: dict[tuple[str, str], End] = {}

    def find(self, side: Json) -> End:
        """The end of a link as gold names it."""
        key = side["source"], side["item"]
        if key not in self._known:
            occurrence, year = self._occurrences.get(key), self._years.get(side["source"])
            is_known = occurrence is not None and year in self._tasks
            rank = rank_of(occurrence, self._tasks[str(year)]) if occurrence is not None and is_known else None
            self._known[key] = (year, rank or f"?{side['item']}")
        return self._known[key]


def rank_of(occurrence: Json, tasks: Sequence[Json]) -> int | None:
    """The rank (from 1) of the gold task that an occurrence stands for: of equal texts the one with most bodies in common.

    >>> rank_of({"text": "Купить мел;"}, [{"text": "починить доску"}, {"text": "купить мел"}])
    2
    """
    text, bodies = norm(occurrence.get("text")), _body_names(occurrence)
    twins = [rank for rank, task in enumerate(tasks, start=1) if norm(task["text"]) == text]
    if twins:
        return max(twins, key=lambda rank: (len(bodies & _body_names(tasks[rank - 1])), -rank))
    near = ((difflib.SequenceMatcher(None, text, norm(task["text"])).ratio(), rank) for rank, task in enumerate(tasks, start=1))
    ratio, best = max(near, default=(0.0, 0))
    return best if ratio >= NEAR else None


def _body_names(item: Json) -> frozenset[str]:
    return frozenset(norm(body.get("name")) for body in item.get("bodies") or ())


def _gold_end(side: Sequence[Any]) -> End:
    return side[0], side[1]


def _tally(wanted: set[Any], found: set[Any]) -> Tally:
    both = len(wanted & found)
    return Tally(both, len(found) - both, len(wanted) - both)


def _body_tally(gold: Json, tasks: Mapping[str, Sequence[Json]], comparison: Json) -> Tally:
    """Pairs of names that mean one body; only names that the gold tasks use count."""
    known = {norm(body["name"]) for group in tasks.values() for task in group for body in task.get("bodies") or ()}
    wanted = {pair for pair in _name_pairs(gold.get("bodies", ())) if set(pair) <= known}
    groups = ([one["name"] for one in body["names"]] for body in comparison.get("bodies", ()))
    return _tally(wanted, {pair for pair in _name_pairs(groups) if set(pair) <= known})


def _name_pairs(groups: Iterable[Iterable[str]]) -> Iterator[tuple[str, ...]]:
    for group in groups:
        yield from itertools.combinations(sorted({norm(name) for name in group}), 2)


def _faults(wanted: Mapping[_Pair, Json], found: Mapping[_Pair, Json], tasks: Mapping[str, Sequence[Json]]) -> Iterator[str]:
    def show(pair: _Pair) -> str:
        texts = (tasks[str(year)][rank - 1]["text"][:_SHOWN] if isinstance(rank, int) else "" for year, rank in pair)
        return " -> ".join(f"{year}#{rank} {text}" for (year, rank), text in zip(pair, texts, strict=True))

    for pair, link in wanted.items():
        if pair not in found:
            yield f"missed: {show(pair)} ({link['relation']})"
    for pair in found:
        if pair not in wanted:
            yield f"extra: {show(pair)}"
    for pair, link in wanted.items():
        if pair in found and link["relation"] != found[pair].get("relation"):
            yield f"relation: {show(pair)}: want {link['relation']}, got {found[pair].get('relation')}"


def links_figures(score: LinksScore) -> dict[str, Any]:
    """The figures as ``score_links.py --json`` gives them."""
    return {
        "links": _rounded(score.links), "links_and_relation": _rounded(score.relations),
        "flags": {name: share.figures() for name, share in score.flags.items()},
        "body_pairs": _rounded(score.bodies),
    }


def _rounded(tally: Tally) -> dict[str, float]:
    """Precision, recall, F1 and the number of gold pairs; with nothing wanted and nothing found all is right."""
    found, wanted = tally.right + tally.extra, tally.gold
    precision = tally.right / found if found else float(not wanted)
    recall = tally.right / wanted if wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4), "gold": wanted}


def links_to_json(score: LinksScore, *, errors: int | None = None) -> str:
    """Figures and the first ``errors`` faults (all, by default) as JSON."""
    import msgspec

    report = {**links_figures(score), "faults": list(score.faults[:errors])}
    return msgspec.json.format(msgspec.json.encode(report), indent=1).decode() + "\n"


def links_to_text(score: LinksScore, *, errors: int = 0) -> str:
    """A line for each figure, then the first ``errors`` faults."""
    figures = links_figures(score)
    lines = [f"{name:20}{value['p']:8.4f}{value['r']:8.4f}{value['f1']:8.4f}{value['gold']:7}"
             for name, value in figures.items() if name != "flags"]
    flags = [f"{name:20}{value['acc']:24.4f}{value['of']:7}" for name, value in figures["flags"].items()]
    head = f"{'':20}{'p':>8}{'r':>8}{'f1':>8}{'of':>7}"
    return "\n".join((head, *lines, *flags, *score.faults[:errors])) + "\n"
