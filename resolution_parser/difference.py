"""Gains and losses between two runs over the same documents, without gold: which records appeared, vanished, changed.

The runs may be of two versions or two lexicons. Records are compared as they stand in the JSON, so an older schema is no hindrance. What
follows from other changes (ids, sections, spans) does not count, and ``confidence`` and ``rule`` only where they are asked for.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from resolution_parser.errors import FileMissing
from resolution_parser.exporters.pages import printable, render_page
from resolution_parser.json_files import BESIDE_RECORDS, read_records
from resolution_parser.records import ITEM_KINDS

Json: TypeAlias = Mapping[str, Any]
ChangeSort: TypeAlias = Literal["appeared", "vanished", "changed"]
SORTS: tuple[ChangeSort, ...] = ("appeared", "vanished", "changed")

SIMILAR = 0.7  # difflib's ratio from which on two texts are taken for two readings of one record
_PLACES = frozenset({"id", "section", "spans", "span"})
_EVIDENCE = frozenset({"confidence", "rule"})
_MENTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "references": ("text",), "programmes": ("type", "name"), "persons": ("name",), "signatures": ("name",), "warnings": ("code", "message"),
})
_FACTS = ("title", "kind", "event", "period", "year", "coverage")
_SHOWN = 110  # characters of a value in a line of text
_SIGNS: Mapping[ChangeSort, str] = MappingProxyType({"appeared": "+", "vanished": "-", "changed": "~"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that was one thing and is another; a nested one by its dotted name (``deadline.end``)."""

    field: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A record of B that A has not (``appeared``), the other way round (``vanished``), or one that both have with other fields.

    ``kind`` is the kind of record as B has it (A, where it vanished), ``document`` for the facts about the document itself; an item that
    moved to another kind has changed in its field ``kind``. ``text`` is what the record is known by.
    """

    kind: str
    sort: ChangeSort
    text: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDifference:
    """What differs in one document; ``same`` counts the records that do not, by kind."""

    name: str
    changes: tuple[Change, ...]
    same: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two folders of outputs: the documents of both, and the names of those that only one has."""

    documents: tuple[DocumentDifference, ...]
    only_in_a: tuple[str, ...]
    only_in_b: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.only_in_a or self.only_in_b or any(document.changes for document in self.documents))

    def totals(self) -> dict[str, dict[str, int]]:
        """For each kind of record how many are the ``same``, ``appeared``, ``vanished``, ``changed``, over all documents."""
        totals = {kind: dict.fromkeys(("same", *SORTS), 0) for kind in (*ITEM_KINDS, *_MENTIONS, "document")}
        for document in self.documents:
            for kind, count in document.same.items():
                totals[kind]["same"] += count
            for change in document.changes:
                totals[change.kind][change.sort] += 1
        return totals


def compare_outputs(a: str | os.PathLike[str], b: str | os.PathLike[str], *, evidence: bool = False) -> Difference:
    """Compare the ``*.json`` of two folders, with all that is in them, by name. ``evidence`` compares ``confidence`` and ``rule``, too.

    Raises FileMissing where a folder is missing, SchemaError where a file is no JSON object.
    """
    files_a, files_b = _outputs(Path(a)), _outputs(Path(b))
    return Difference(
        documents=tuple(
            compare_records(name, read_records(files_a[name]), read_records(files_b[name]), evidence=evidence)
            for name in files_a if name in files_b
        ),
        only_in_a=tuple(name for name in files_a if name not in files_b), only_in_b=tuple(name for name in files_b if name not in files_a),
    )


def compare_records(name: str, was: Json, now: Json, *, evidence: bool = False) -> DocumentDifference:
    """Compare two readings of one document.

    >>> was, now = {"tasks": [{"text": "купить мел", "action": None}]}, {"tasks": [{"text": "купить мел", "action": "купить"}]}
    >>> compare_records("a", was, now).changes
    (Change(kind='tasks', sort='changed', text='купить мел', fields=(FieldChange(field='action', was=None, now='купить'),)),)
    """
    ignored = _PLACES if evidence else _PLACES | _EVIDENCE
    changes: list[Change] = [*_document_changes(was, now)]
    same: dict[str, int] = {"document": int(not changes)}
    pairs, left_was, left_now = _pair(_items(was), _items(now), _same_text_and_kind, _same_text)
    for kind, keys in _MENTIONS.items():
        both, vanished, appeared = _pair(_mentions(kind, keys, was), _mentions(kind, keys, now), _same_text_and_kind)
        pairs, left_was, left_now = [*pairs, *both], [*left_was, *vanished], [*left_now, *appeared]
    similar, vanished, appeared = _pair_similar(left_was, left_now)
    for before, after in (*pairs, *similar):
        fields = tuple(_field_changes(before, after, ignored))
        if fields:
            changes.append(Change(kind=after.kind, sort="changed", text=after.text, fields=fields))
        else:
            same[after.kind] = same.get(after.kind, 0) + 1
    changes += [Change(kind=one.kind, sort="vanished", text=one.text, fields=()) for one in vanished]
    changes += [Change(kind=one.kind, sort="appeared", text=one.text, fields=()) for one in appeared]
    order = (*ITEM_KINDS, *_MENTIONS)
    changes.sort(key=lambda change: order.index(change.kind) if change.kind in order else -1)
    return DocumentDifference(name=name, changes=tuple(changes), same=same)


@dataclass(frozen=True, slots=True)
class _Known:
    """A record with its kind and what it is known by."""

    kind: str
    text: str
    record: Json


def _outputs(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise FileMissing("there is no such folder", where=str(folder), hint="check the path")
    files = {path.relative_to(folder).as_posix().removesuffix(".json"): path for path in sorted(folder.rglob("*.json"))
             if not path.name.endswith(BESIDE_RECORDS)}
    if not files:
        raise FileMissing("no .json in the folder", where=str(folder), hint="give a folder that `resolution-parser convert` wrote")
    return files


def _items(record: Json) -> list[_Known]:
    return [_Known(kind, str(item.get("text")), item) for kind in ITEM_KINDS for item in record.get(kind) or ()]


def _mentions(kind: str, keys: tuple[str, ...], record: Json) -> list[_Known]:
    return [_Known(kind, " ".join(str(one[key]) for key in keys if one.get(key)), one) for one in record.get(kind) or ()]


def _same_text_and_kind(one: _Known) -> tuple[str, ...]:
    return one.kind, one.text


def _same_text(one: _Known) -> tuple[str, ...]:
    return (one.text,)


def _pair(
    was: Sequence[_Known], now: Sequence[_Known], *keys: Callable[[_Known], tuple[str, ...]],
) -> tuple[list[tuple[_Known, _Known]], list[_Known], list[_Known]]:
    """Pair records by the first key, those left over by the next; first with first. Then what is left of both."""
    pairs: list[tuple[_Known, _Known]] = []
    rest_was, rest_now = list(was), list(now)
    for key in keys:
        waiting: dict[tuple[str, ...], list[_Known]] = {}
        for one in rest_now:
            waiting.setdefault(key(one), []).append(one)
        left = []
        for one in rest_was:
            others = waiting.get(key(one))
            if others:
                pairs.append((one, others.pop(0)))
            else:
                left.append(one)
        unpaired = {id(one) for others in waiting.values() for one in others}
        rest_was, rest_now = left, [one for one in rest_now if id(one) in unpaired]
    return pairs, rest_was, rest_now


def _pair_similar(was: Sequence[_Known], now: Sequence[_Known]) -> tuple[list[tuple[_Known, _Known]], list[_Known], list[_Known]]:
    """Pair records of one kind whose texts are similar, each with the most similar that is left. Then what is left of both."""
    pairs, left = [], []
    rest = list(now)
    for one in was:
        scored = [(_similarity(one.text, other.text), -rank) for rank, other in enumerate(rest) if other.kind == one.kind]
        best = max(scored, default=(0.0, 0))
        if best[0] >= SIMILAR:
            pairs.append((one, rest.pop(-best[1])))
        else:
            left.append(one)
    return pairs, left, rest


def _similarity(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, one, other)
    if matcher.real_quick_ratio() < SIMILAR or matcher.quick_ratio() < SIMILAR:
        return 0.0
    return matcher.ratio()


def _document_changes(was: Json, now: Json) -> Iterator[Change]:
    fields = tuple(change for field in _FACTS for change in _value_changes(field, was.get(field), now.get(field)))
    if fields:
        yield Change(kind="document", sort="changed", text=str(now.get("title") or ""), fields=fields)


def _field_changes(was: _Known, now: _Known, ignored: frozenset[str]) -> Iterator[FieldChange]:
    if was.kind != now.kind:
        yield FieldChange("kind", was.kind, now.kind)
        ignored = ignored | (set(was.record) ^ set(now.record))  # fields that only one of the kinds has
    for field in dict.fromkeys((*was.record, *now.record)):
        if field not in ignored:
            yield from _value_changes(field, was.record.get(field), now.record.get(field))


def _value_changes(field: str, was: Any, now: Any) -> Iterator[FieldChange]:
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for part in dict.fromkeys((*was, *now)):
            yield from _value_changes(f"{field}.{part}", was.get(part), now.get(part))
    elif _without_places(was) != _without_places(now):
        yield FieldChange(field, _show(was), _show(now))


def _without_places(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_places(part) for key, part in value.items() if key not in _PLACES}
    return [_without_places(part) for part in value] if isinstance(value, list) else value


def _show(value: Any) -> str | None:
    """A value for people: of a list of records the values, without their names and places."""
    if isinstance(value, Mapping):
        return ", ".join(str(part) for key, part in value.items() if key not in _PLACES and part is not None)
    if isinstance(value, list):
        return "; ".join(_show(part) or "" for part in value) or None
    return None if value is None else str(value)


def to_json(difference: Difference) -> str:
    """``totals``, ``documents`` (those that differ, with their ``changes``), ``only_in_a``, ``only_in_b``."""
    import msgspec

    report = {
        "totals": difference.totals(), "compared": len(difference.documents), "documents": _differing(difference),
        "only_in_a": difference.only_in_a, "only_in_b": difference.only_in_b,
    }
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"


def to_html(difference: Difference) -> str:
    """A page that needs neither network nor JavaScript."""
    return render_page("difference.html", difference=difference, differing=_differing(difference), totals=difference.totals())


def to_text(difference: Difference) -> str:
    """The totals, then for each document that differs its records: ``+`` appeared, ``-`` vanished, ``~`` changed."""
    differing = _differing(difference)
    lines = [
        f"{len(difference.documents)} documents in both, {len(differing)} differ; {len(difference.only_in_a)} only in A, "
        f"{len(difference.only_in_b)} only in B",
        "", f"{'':10}  {'same':>8}  {'appeared':>8}  {'vanished':>8}  {'changed':>8}",
        *(f"{kind:10}  " + "  ".join(f"{count:8}" for count in counts.values()) for kind, counts in difference.totals().items()),
        *([""] if difference.only_in_a or difference.only_in_b else []),
        *(f"only in A: {name}" for name in difference.only_in_a), *(f"only in B: {name}" for name in difference.only_in_b),
    ]
    for document in differing:
        lines += ["", document.name, *(line for change in document.changes for line in _change_lines(change))]
    return "\n".join(printable(line) for line in lines) + "\n"


def _differing(difference: Difference) -> tuple[DocumentDifference, ...]:
    return tuple(document for document in difference.documents if document.changes)


def _change_lines(change: Change) -> Iterator[str]:
    yield f"  {_SIGNS[change.sort]} {change.kind}: {_short(change.text)}"
    for field in change.fields:
        yield f"      {field.field}: {_short(field.was)} → {_short(field.now)}"


def _short(text: str | None) -> str:
    if text is None:
        return "nothing"
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN - 1]}…"
