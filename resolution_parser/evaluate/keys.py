"""When two values count as the same: the keys that gold and prediction are compared by.

They are those of ``score.py`` (``tests/gold/scoring.py``), and a test holds the two together. Gold leaves keys out that it does not
judge, so records come here as they stand in the JSON, not as :mod:`resolution_parser.records`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias

Json: TypeAlias = Mapping[str, Any]
Key: TypeAlias = tuple[object, ...]

_QUOTES = re.compile(r"[«»“”„‟\"']")
_DASHES = re.compile(r"[‐‑‒–—―−]")
_SPACED_DASH = re.compile(r"\s*-\s*")
_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"\w+")


def norm(text: object) -> str:
    """A value as it is compared: case, ё, kinds of quotes and dashes, white space and closing signs do not count; None is nothing.

    >>> norm(" «Ёлка»  – 2021. ") == norm('"елка"-2021')
    True
    """
    return "" if text is None else _norm(str(text))


@lru_cache(maxsize=4096)
def _norm(text: str) -> str:
    out = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").replace("\u00ad", "")
    out = _DASHES.sub("-", _QUOTES.sub('"', out))
    return _SPACES.sub(" ", _SPACED_DASH.sub("-", out)).strip(" .;,:")


def dig(record: Json, dotted: str) -> tuple[bool, object]:
    """Whether a record answers for a dotted name, and with what; below a null everything is null.

    >>> dig({"event": {"kind": "forum"}}, "event.kind"), dig({"event": None}, "event.kind"), dig({}, "event.kind")
    ((True, 'forum'), (True, None), (False, None))
    """
    value: object = record
    for part in dotted.split("."):
        if value is None:
            return True, None
        if not isinstance(value, Mapping) or part not in value:
            return False, None
        value = value[part]
    return True, value


def body_key(body: Json) -> Key:
    """Name and role; a body without a role executes."""
    return norm(body.get("name")), body.get("role") or "executor"


def deadline_key(item: Json) -> Key | None:
    """Dates and kind; how the deadline is printed does not count."""
    deadline = item.get("deadline")
    return (deadline.get("start"), deadline.get("end"), deadline.get("kind")) if deadline else None


def indicator_key(indicator: Json) -> Key:
    return indicator.get("value"), indicator.get("value_max"), norm(indicator.get("unit")), indicator.get("comparator")


def reference_key(reference: Json) -> Key:
    return norm(reference.get("type")), norm(reference.get("number")), reference.get("date")


def programme_key(programme: Json) -> Key:
    return norm(programme.get("type")), norm(programme.get("name"))


def person_key(person: Json) -> Key:
    """The words of the name in whatever order.

    >>> person_key({"name": "Г.В. Скакалина"}) == person_key({"name": "Скакалина Г. В."})
    True
    """
    return (tuple(sorted(_WORDS.findall(norm(person.get("name"))))),)


MENTION_KEYS: Mapping[str, Callable[[Json], Key]] = MappingProxyType(
    {"references": reference_key, "programmes": programme_key, "persons": person_key}
)
