"""List markers as a browser shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from resolution_parser.readers.html_style import Element, Style

_BULLETS = {"disc": "•", "circle": "◦", "square": "▪"}
_BY_DEPTH = ("disc", "circle", "square")
_ORDERED_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
          (5, "v"), (4, "iv"), (1, "i"))
_MAX_NUMBER = 1_000_000
_QUOTED = re.compile(r"\s*([\"'])(?P<sign>.{1,12}?)\1")  # list-style-type: "– "


@dataclass(slots=True)
class OpenList:
    """A list that is being read: ``number`` is that of its next item. The only mutable value here; it never leaves the walk."""

    kind: str
    depth: int
    number: int = 1
    step: int = 1

    def next_marker(self, item: Element, style: Style) -> str | None:
        """The marker of the next item, or None where none is shown."""
        kind = _declared_kind(item, style) or self.kind
        self.number = _integer(item.get("value"), self.number) if kind not in _BULLETS else self.number
        number, self.number = self.number, self.number + self.step
        return marker_of(kind, number)


def open_list(element: Element, style: Style, depth: int, bullets: int) -> OpenList:
    """The list that a ``ul`` or ``ol`` opens; ``bullets`` counts the lists around it, which decide the look of a bullet."""
    declared = _declared_kind(element, style)
    if element.tag != "ol":
        return OpenList(declared or _BY_DEPTH[min(bullets, 2)], depth)
    reverse = element.get("reversed") is not None
    items = sum(1 for child in element if child.tag == "li") if reverse else 1
    return OpenList(declared or "decimal", depth, _integer(element.get("start"), items), -1 if reverse else 1)


def marker_of(kind: str, number: int) -> str | None:
    """The marker of a list style.

    >>> marker_of("decimal", 2), marker_of("upper-roman", 4), marker_of("lower-alpha", 28), marker_of("disc", 1), marker_of("none", 1)
    ('2.', 'IV.', 'ab.', '•', None)
    >>> marker_of("'– '", 3)
    '–'
    """
    if kind == "none":
        return None
    quoted = _QUOTED.match(kind)
    if quoted is not None:
        return quoted["sign"].strip() or None
    if kind in _BULLETS:
        return _BULLETS[kind]
    if kind.endswith("-roman") and 0 < number < 4000:
        label = _roman(number)
    elif kind.endswith(("-alpha", "-latin")) and number > 0:
        label = _alphabetic(number)
    else:
        label = f"{number:02d}" if kind == "decimal-leading-zero" else str(number)
    return (label.upper() if kind.startswith("upper") else label) + "."


def _declared_kind(element: Element, style: Style) -> str | None:
    shown = style.get("list-style-type") or style.get("list-style") or ""
    if _QUOTED.match(shown):
        return shown
    for word in shown.split():
        if word in _BULLETS or word in ("none", "decimal", "decimal-leading-zero") or word.endswith(("-alpha", "-latin", "-roman")):
            return word
    declared = (element.get("type") or "").strip()
    return _ORDERED_TYPES.get(declared) or (declared.lower() if declared.lower() in (*_BULLETS, "none") else None)


def _integer(value: str | None, default: int) -> int:
    try:
        number = int((value or "")[:12])
    except ValueError:
        return default
    return max(-_MAX_NUMBER, min(_MAX_NUMBER, number))


def _roman(number: int) -> str:
    label = ""
    for value, letters in _ROMAN:
        label += letters * (number // value)
        number %= value
    return label


def _alphabetic(number: int) -> str:
    label = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        label = chr(ord("a") + rest) + label
    return label
