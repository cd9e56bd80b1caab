"""Notes: ``Срок: …``, ``Отв.: …`` on a line of their own, at the tail of an item or in brackets there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from resolution_parser.lexicon import Lexicon, Rule

_BEFORE_KEY = re.compile(r"(?:^|[.;:,(\n!?)] {0,2}|\( ?)$")
_CLOSING = " \t\n.;,"
MAX_NOTE = 400


@dataclass(frozen=True, slots=True)
class Note:
    """A note's value as half-open offsets in the text that was searched; ``kind`` is deadline, executor, control or result."""

    kind: str
    start: int
    end: int


def split_notes(text: str, folded: str, *, lexicon: Lexicon) -> tuple[int, tuple[Note, ...]]:
    """Where the item's own text ends, and the notes at its tail (or all of it, where the text is nothing but notes).

    >>> text = "Провести мониторинг (отв. – методкабинет, срок – декабрь 2006 г.)."
    >>> from resolution_parser.normalize import fold
    >>> end, notes = split_notes(text, fold(text), lexicon=Lexicon.default())
    >>> text[:end], [(note.kind, text[note.start:note.end]) for note in notes]
    ('Провести мониторинг', [('executor', 'методкабинет'), ('deadline', 'декабрь 2006 г.')])
    """
    keys = _keys(folded, lexicon)
    if not keys:
        return len(text), ()
    keys = _tail(keys, folded)
    if not keys:
        return len(text), ()
    ends = [key.start() for _, key in keys[1:]] + [len(text)]
    notes = tuple(
        note for (rule, key), end in zip(keys, ends, strict=True) if (note := _note(rule.get("kind"), text, key.end(), end)) is not None
    )
    return len(text[:keys[0][1].start()].rstrip(" (.;,")) if keys[0][1].start() else 0, notes


def _keys(folded: str, lexicon: Lexicon) -> list[tuple[Rule, re.Match[str]]]:
    found: list[tuple[Rule, re.Match[str]]] = []
    for rule in lexicon.rules("notes"):
        if rule.shape is None:
            continue
        for match in rule.shape.finditer(folded):
            before = folded[max(match.start() - 3, 0):match.start()]
            if match.start() == 0 or _BEFORE_KEY.search(before) or match.group()[:1].isupper() and match.group().rstrip().endswith(":"):
                found.append((rule, match))
    found.sort(key=lambda entry: entry[1].start())
    return [entry for at, entry in enumerate(found) if at == 0 or entry[1].start() >= found[at - 1][1].end()]


def _tail(keys: list[tuple[Rule, re.Match[str]]], folded: str) -> list[tuple[Rule, re.Match[str]]]:
    """The keys that run to the end of the text: a note in the middle of a sentence is part of it."""
    for at, (_, key) in enumerate(keys):
        if len(folded) - key.start() <= MAX_NOTE * (len(keys) - at) and _runs_to_the_end(folded, key.start()):
            return keys[at:]
    return []


def _runs_to_the_end(folded: str, first: int) -> bool:
    """Whether nothing follows the note; one in brackets ends with them."""
    if not folded[max(first - 3, 0):first].rstrip().endswith("("):
        return True
    close = _closing_bracket(folded, first)
    return close is None or not folded[close + 1:].strip(_CLOSING)


def _closing_bracket(folded: str, start: int) -> int | None:
    depth = 0
    for at in range(start, len(folded)):
        if folded[at] == ")":
            if not depth:
                return at
            depth -= 1
        elif folded[at] == "(":
            depth += 1
    return None


def _note(kind: str, text: str, start: int, end: int) -> Note | None:
    value = text[start:end]
    low = start + len(value) - len(value.lstrip(" :–—-"))
    stripped = value.rstrip(" ;,")
    if stripped.count(")") > stripped.count("("):
        stripped = stripped.rstrip(" .;,").removesuffix(")")
    elif stripped.endswith("("):
        stripped = stripped[:-1].rstrip(" ;,.")
    high = start + len(stripped.rstrip(" ;,"))
    return Note(kind, low, high) if low < high else None
