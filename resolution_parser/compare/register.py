"""The office's register: which thread each item belongs to, so that ids stay, and what the office itself has decided.

JSON, or TOML by its suffix, where all that stands before the first ``[[threads]]`` is the office's and is never touched:

    [[decisions]]
    ruling = "must_link"            # or must_not_link
    from = { source = "2021.docx", item = "task-3" }
    to = { source = "2022.docx", item = "task-7" }
    author = "Е.В. Лукина"
    date = "2022-09-01"
    note = "the same contract"      # may be left out
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resolution_parser.compare.comparison import (
    SCHEMA_VERSION,
    Comparison,
    Decision,
    DecisionState,
    LinkEnd,
    Occurrence,
    Ruling,
    Thread,
)
from resolution_parser.errors import FileMissing, SchemaError
from resolution_parser.normalize import fold, squash

_HINT = "a decision needs ruling, from and to (each with source and item), author and date"
_PATH = re.compile(r"(?P<what>.*?)(?: - at `(?P<path>\$.*)`)?", re.DOTALL)
_OWN_PART = re.compile(r"^\[\[(?:threads|seen)\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item that a thread of the register holds."""

    source: str
    item: str
    text: str
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownThread:
    """A thread as the register holds it: the id never changes, items are only added."""

    id: str
    items: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredEnd:
    """One of the two items of a decision."""

    source: str
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredDecision:
    """A decision of the office."""

    ruling: Ruling
    earlier: RegisteredEnd
    later: RegisteredEnd
    author: str
    date: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A register as read; ``seen`` are the decisions as they stood at the last run."""

    threads: tuple[KnownThread, ...] = ()
    decisions: tuple[RegisteredDecision, ...] = ()
    seen: tuple[RegisteredDecision, ...] = ()
    schema_version: str = SCHEMA_VERSION


EMPTY_REGISTER = Register()


def read_register(path: str | Path) -> Register:
    """Read a register; one that does not exist yet is empty.

    Raises FileMissing where it cannot be read, SchemaError with the path of the fault where it says something else.
    """
    path = Path(path)
    if not path.exists():
        return EMPTY_REGISTER
    try:
        text = path.read_text("utf-8-sig")
    except OSError as cause:
        raise FileMissing(f"cannot be read: {cause.strerror or cause}", where=str(path), hint="check the path") from cause
    except UnicodeDecodeError as cause:
        raise SchemaError("not UTF-8 text", where=str(path), hint="save the file as UTF-8") from cause
    return _checked(_renamed(_parsed(text, path), {"from": "earlier", "to": "later"}), path)


def _parsed(text: str, path: Path) -> Any:
    try:
        return tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as cause:
        kind = "TOML" if path.suffix.lower() == ".toml" else "JSON"
        raise SchemaError(f"not valid {kind}: {cause}", where=str(path), hint="mend it there, or name a new file") from cause


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {names.get(key, key): _renamed(part, names) for key, part in value.items()}
    return [_renamed(part, names) for part in value] if isinstance(value, list) else value


def _checked(raw: Any, path: Path) -> Register:
    import msgspec

    try:
        register = msgspec.convert(raw, Register)
    except msgspec.ValidationError as cause:
        fault = _PATH.fullmatch(str(cause))
        what, place = (fault["what"], fault["path"]) if fault else (str(cause), None)
        shown = (place or "$").replace(".earlier", ".from").replace(".later", ".to")
        raise SchemaError(what.replace("`earlier`", "`from`").replace("`later`", "`to`"), where=f"{path}: {shown}", hint=_HINT) from cause
    unknown = sorted(set(raw) - {"threads", "decisions", "seen", "schema_version"})
    if unknown:
        raise SchemaError(f"unknown key {unknown[0]!r}", where=str(path), hint="a register holds decisions and threads")
    by_pair: dict[tuple[RegisteredEnd, RegisteredEnd], Ruling] = {}
    for rank, decision in enumerate(register.decisions):
        if by_pair.setdefault((decision.earlier, decision.later), decision.ruling) != decision.ruling:
            raise SchemaError("this pair is decided both ways", where=f"{path}: $.decisions[{rank}]", hint="delete one of the decisions")
    return register


def known_ids(register: Register, occurrences: Iterable[Occurrence]) -> dict[LinkEnd, str]:
    """The thread of each item that the register knows: by document, id and text, or by document and text, where ids have moved."""
    by_text: dict[tuple[str, str], str] = {}
    for thread in register.threads:
        for entry in thread.items:
            by_text.setdefault((entry.source, f"{entry.item} {_key(entry.text)}"), thread.id)
            by_text.setdefault((entry.source, _key(entry.text)), thread.id)
    found: dict[LinkEnd, str] = {}
    for one in occurrences:
        key = _key(one.text)
        name = by_text.get((one.source, f"{one.item} {key}")) or by_text.get((one.source, key))
        if name is not None:
            found[LinkEnd(source=one.source, year=one.year, item=one.item)] = name
    return found


def judge_decisions(register: Register, ends: Mapping[tuple[str, str], LinkEnd]) -> tuple[Decision, ...]:
    """The decisions as the result shows them, those withdrawn since the last run at the end; ``ends`` are the items at hand."""
    seen = {(one.earlier, one.later): one for one in register.seen}
    now = {(one.earlier, one.later) for one in register.decisions}
    shown = [_decision(one, _state(one, seen.get((one.earlier, one.later)), ends), ends) for one in register.decisions]
    shown += [_decision(one, "withdrawn", ends) for one in register.seen if (one.earlier, one.later) not in now]
    return tuple(shown)


def strays_of(comparison: Comparison) -> tuple[str, ...]:
    """What the register's decisions name that is not there: a document that is not among those compared, or an item that it lacks."""
    sources = {one.source for one in comparison.documents}
    held = {(one.source, one.item) for thread in comparison.threads for one in thread.occurrences}
    ends = dict.fromkeys(end for one in comparison.decisions if one.state == "unmatched" for end in (one.earlier, one.later))
    return tuple(f"a decision names {end.item} of {end.source}: there is no such {'item' if end.source in sources else 'document'}"
                 for end in ends if (end.source, end.item) not in held)


def _state(one: RegisteredDecision, before: RegisteredDecision | None, ends: Mapping[tuple[str, str], LinkEnd]) -> DecisionState:
    if any((end.source, end.item) not in ends for end in (one.earlier, one.later)):
        return "unmatched"
    return "new" if before is None else "unchanged" if before == one else "changed"


def _decision(one: RegisteredDecision, state: DecisionState, ends: Mapping[tuple[str, str], LinkEnd]) -> Decision:
    def end(side: RegisteredEnd) -> LinkEnd:
        return ends.get((side.source, side.item)) or LinkEnd(source=side.source, year=None, item=side.item)

    return Decision(ruling=one.ruling, earlier=end(one.earlier), later=end(one.later), author=one.author, date=one.date, note=one.note,
                    state=state)


def updated_register(register: Register, comparison: Comparison) -> Register:
    """The register with the threads of a comparison: old ids and items stay, new ones are added; the decisions have been seen."""
    items = {thread.id: list(thread.items) for thread in register.threads}
    for thread in comparison.threads:
        held = items.setdefault(thread.id, [])
        known = {(entry.source, entry.item, _key(entry.text)) for entry in held}
        held.extend(entry for entry in _entries(thread) if (entry.source, entry.item, _key(entry.text)) not in known)
    threads = tuple(KnownThread(id=name, items=tuple(entries)) for name, entries in items.items())
    return Register(threads=threads, decisions=register.decisions, seen=register.decisions)


def _entries(thread: Thread) -> list[Entry]:
    return [Entry(source=one.source, item=one.item, text=one.text, year=one.year) for one in thread.occurrences]


def write_register(register: Register, path: str | Path) -> None:
    """Write a register, whole or not at all; of a TOML file the office's own part stays as it is, letter by letter."""
    import msgspec

    from resolution_parser.exporters.files import write_text

    path = Path(path)
    raw = _renamed(msgspec.json.decode(msgspec.json.encode(register)), {"earlier": "from", "later": "to"})
    if path.suffix.lower() == ".toml":
        fresh = f"{_HEAD}\n\n{_toml_tables('decisions', raw['decisions'])}".rstrip()
        own = _OWN_PART.split(path.read_text("utf-8-sig"), maxsplit=1)[0].rstrip() if path.exists() else fresh
        write_text(path, f"{own}\n\n{_toml_tables('threads', raw['threads'])}{_toml_tables('seen', raw['seen'])}")
    else:
        write_text(path, json.dumps(raw, ensure_ascii=False, indent=1) + "\n")


_HEAD = "# Decisions of the office stand here, above the first [[threads]]; from there on the program writes."


def _toml_tables(name: str, tables: Sequence[Mapping[str, Any]]) -> str:
    return "".join(f"[[{name}]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in table.items() if value is not None) + "\n"
                   for table in tables)


def _toml(value: Any) -> str:
    """A value as TOML writes it; its basic strings are those of JSON, with one more sign to escape."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(part)}" for key, part in value.items() if part is not None) + " }"
    if isinstance(value, list):
        return "[\n" + "".join(f"  {_toml(part)},\n" for part in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(text: str) -> str:
    return squash(fold(text)).casefold()
