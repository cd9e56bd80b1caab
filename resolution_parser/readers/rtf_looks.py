"""What a group of an RTF file inherits, and the control words that change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a group inherits and its end forgets."""

    target: str = "body"
    """Where text goes: a story, ``label``, ``fonts``, ``styles`` or ``nowhere``."""
    bold: bool = False
    underlined: bool = False
    caps: bool = False
    hidden: bool = False
    deleted: bool = False
    font: int | None = None
    skip: int = 1
    in_field: bool = False
    is_starred: bool = False
    centred: bool = False
    in_table: bool = False
    depth: int = 0
    level: int = 0
    outline: int | None = None
    style: int = 0


DESTINATIONS: dict[str, Callable[[Look, int], Look]] = {
    "fonttbl": lambda look, _: replace(look, target="fonts"),
    "stylesheet": lambda look, _: replace(look, target="styles", style=0),
    "listtext": lambda look, _: replace(look, target="label"),
    "pntext": lambda look, _: replace(look, target="label"),
    "fldrslt": lambda look, _: replace(look, in_field=True),
    "upr": lambda look, _: replace(look, target="nowhere"),
}
"""Words that open a group of a kind of its own."""
SETTERS: dict[str, Callable[[Look, int], Look]] = {
    "pard": lambda look, _: replace(look, centred=False, in_table=False, depth=0, level=0, outline=None, style=0),
    "plain": lambda look, _: replace(look, bold=False, underlined=False, caps=False, hidden=False, deleted=False, font=None),
    "qc": lambda look, _: replace(look, centred=True),
    **dict.fromkeys(("ql", "qr", "qj"), lambda look, _: replace(look, centred=False)),
    "intbl": lambda look, _: replace(look, in_table=True),
    "itap": lambda look, number: replace(look, depth=max(number, 0)),
    "ilvl": lambda look, number: replace(look, level=number),
    "outlinelevel": lambda look, number: replace(look, outline=number),
    "s": lambda look, number: replace(look, style=number),
    "ulnone": lambda look, _: replace(look, underlined=False),
    "uc": lambda look, number: replace(look, skip=max(number, 0)),
}
"""Words that set how text and paragraphs look."""
