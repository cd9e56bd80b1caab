"""The office's own list of names that mean one body: a TOML or CSV file, checked, which always wins over what the program finds."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from resolution_parser.errors import FileMissing, UsageError
from resolution_parser.normalize import fold, squash

_TOML_HINT = 'write [[body]] with name = "…" and names = ["…", "…"]'
_CSV_HINT = "write one body a line: its name, then the other names, parted by semicolons"


@dataclass(frozen=True, slots=True)
class Aliases:
    """Groups of names; the first of each is the canonical one."""

    groups: tuple[tuple[str, ...], ...]
    _by_name: Mapping[str, int]

    def group_of(self, name: str) -> int | None:
        """The rank of the group that a name belongs to, whatever its case, quotes and white space."""
        return self._by_name.get(_key(name))

    def name_of(self, name: str) -> str | None:
        """The canonical name for a name, None where the file does not know it."""
        group = self.group_of(name)
        return None if group is None else self.groups[group][0]


NO_ALIASES = Aliases((), {})


def read_aliases(path: str | Path) -> Aliases:
    """Read a file of aliases: ``.csv`` by its suffix, else TOML.

    Raises FileMissing where it cannot be read, UsageError with place and hint where it says nothing or one name stands in two groups.
    """
    path = Path(path)
    try:
        text = path.read_text("utf-8-sig")
    except OSError as cause:
        raise FileMissing(f"cannot be read: {cause.strerror or cause}", where=str(path), hint="check the path") from cause
    except UnicodeDecodeError as cause:
        raise UsageError("not UTF-8 text", where=str(path), hint="save the file as UTF-8") from cause
    groups = _from_csv(text, path) if path.suffix.lower() == ".csv" else _from_toml(text, path)
    return make_aliases([(f"{path}:{place}", names) for place, names in groups])


def make_aliases(groups: Sequence[tuple[str, Sequence[str]]]) -> Aliases:
    """Aliases from groups of names, each with the place that an error is to name.

    >>> make_aliases([("line 1", ["Управление культуры", "отдел культуры"])]).name_of("Отдел  культуры")
    'Управление культуры'
    """
    by_name: dict[str, int] = {}
    places: dict[str, str] = {}
    for rank, (place, names) in enumerate(groups):
        for name in names:
            key = _key(name)
            if not key:
                raise UsageError("an empty name", where=place, hint="delete it, or write the name")
            if by_name.setdefault(key, rank) != rank:
                raise UsageError(f"the name «{name}» already stands in another group, at {places[key]}", where=place,
                                 hint="a name means one body: leave it in one group")
            places.setdefault(key, place)
    return Aliases(tuple(tuple(names) for _, names in groups), by_name)


def names_nowhere(aliases: Aliases, names: Iterable[str]) -> tuple[str, ...]:
    """The alias names that none of the bodies' ``names`` is: misspelt ones, it may be.

    >>> names_nowhere(make_aliases([("line 1", ["Отдел культуры", "ОК"])]), ["отдел  культуры"])
    ('ОК',)
    """
    held = {_key(name) for name in names}
    return tuple(name for group in aliases.groups for name in group if _key(name) not in held)


def _key(name: str) -> str:
    return squash(fold(name)).strip(" .,;").casefold()


def _from_toml(text: str, path: Path) -> list[tuple[str, list[str]]]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        raise UsageError(f"not valid TOML: {cause}", where=str(path), hint=_TOML_HINT) from cause
    unknown = [key for key in table if key != "body"]
    if unknown or not isinstance(table.get("body"), list):
        raise UsageError(f"unknown key {unknown[0]!r}" if unknown else "no [[body]] in it", where=str(path), hint=_TOML_HINT)
    return [(f"body {rank}", _toml_names(raw, f"{path}:body {rank}")) for rank, raw in enumerate(table["body"], start=1)]


def _toml_names(raw: object, where: str) -> list[str]:
    if not isinstance(raw, dict):
        raise UsageError("is no table", where=where, hint=_TOML_HINT)
    name, names = raw.get("name"), raw.get("names")
    if not isinstance(name, str) or not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        raise UsageError("name must be a text and names a list of texts", where=where, hint=_TOML_HINT)
    return list(dict.fromkeys([name, *names]))


def _from_csv(text: str, path: Path) -> list[tuple[str, list[str]]]:
    delimiter = ";" if text.count(";") >= text.count(",") else ","
    groups = []
    for line, cells in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
        names = [squash(cell) for cell in cells if squash(cell)]
        if not names or names[0].startswith("#"):
            continue
        if len(names) == 1:
            raise UsageError(f"only one name, «{names[0]}»", where=f"{path}:{line}", hint=_CSV_HINT)
        groups.append((str(line), list(dict.fromkeys(names))))
    if not groups:
        raise UsageError("no names in it", where=str(path), hint=_CSV_HINT)
    return groups
