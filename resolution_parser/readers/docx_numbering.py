"""The list markers that Word shows: it stores only which list and which level a paragraph belongs to, and counts when it draws."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from resolution_parser.readers.docx_symbols import bullet, readable
from resolution_parser.readers.docx_xml import VAL, Element, W, is_on, number

MAX_LEVEL = 8  # Word has nine
_MAX_MARKER = 64
_MAX_LINKS = 8
_PLACEHOLDER = re.compile("%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
          (4, "iv"), (1, "i"))
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# ECMA-376, ST_NumberFormat russianLower: U+0430-U+0438, U+043A-U+0449, U+044B, U+044D-U+044F: the alphabet without five of its letters
_RUSSIAN = "".join(map(chr, (*range(0x430, 0x439), *range(0x43A, 0x44A), 0x44B, *range(0x44D, 0x450))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list: how it counts and what it shows. ``restart`` is Word's lvlRestart (None: the usual)."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    font: str = ""
    suffix: str = "tab"
    restart: int | None = None
    is_legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What stands before a paragraph: ``1.``, ``а)``, ``•``; ``space`` parts it from the text."""

    text: str
    space: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """A list as paragraphs refer to it. Lists of one ``family`` (Word's abstractNum) go on counting where another stopped."""

    family: str
    levels: dict[int, Level]
    starts: dict[int, int]


def format_number(value: int, format: str) -> str:
    """A number in one of Word's formats; decimal where the format is rare, or the number too large for it.

    >>> [format_number(4, name) for name in ("decimal", "lowerRoman", "upperLetter", "russianLower", "decimalZero", "none")]
    ['4', 'iv', 'D', 'г', '04', '']
    >>> format_number(10, "russianUpper"), format_number(28, "lowerLetter")
    ('К', 'bb')
    """
    if format in ("none", "bullet"):
        return ""
    if format == "decimalZero":
        return f"{value:02d}"
    if format == "decimalEnclosedParen":
        return f"({value})"
    if format == "numberInDash":
        return f"- {value} -"
    shown = _as_letters(value, format.casefold())
    return shown.upper() if format.startswith("upper") or format.endswith("Upper") else shown


def _as_letters(value: int, format: str) -> str:
    if format.endswith("roman") and 0 < value < 4000:
        return _roman(value)
    if format in ("lowerletter", "upperletter") and 0 < value <= 780:  # where Word stops, too
        return _repeated(value, _LATIN)
    if format in ("russianlower", "russianupper") and 0 < value <= 870:
        return _repeated(value, _RUSSIAN)
    return str(value)


def _roman(value: int) -> str:
    shown = ""
    for unit, letters in _ROMAN:
        times, value = divmod(value, unit)
        shown += letters * times
    return shown


def _repeated(value: int, alphabet: str) -> str:
    """Word's way after the last letter: aa, bb, cc; not aa, ab, ac."""
    rounds, letter = divmod(value - 1, len(alphabet))
    return alphabet[letter] * (rounds + 1)


class Numbering:
    """The lists that numbering.xml defines. ``list_of_style`` tells which list a style of the type "numbering" stands for."""

    def __init__(self, root: Element | None, list_of_style: Callable[[str], int | None]) -> None:
        self._list_of_style = list_of_style
        self._lists: dict[int, WordList | None] = {}
        self._nums: dict[int | None, Element] = {}
        self._families: dict[str, Element] = {}
        for child in root if root is not None else ():
            if child.tag == W + "num":
                self._nums[number(child, attribute=W + "numId")] = child
            elif child.tag == W + "abstractNum":
                self._families[child.get(W + "abstractNumId", "")] = child

    def word_list(self, num_id: int) -> WordList | None:
        """The list of a ``numId``; None for 0 ("no list") and for lists that are not defined."""
        if num_id not in self._lists:
            self._lists[num_id] = self._read_list(num_id) if num_id else None
        return self._lists[num_id]

    def level_of_style(self, num_id: int, style: str) -> int:
        """The level that is tied to a paragraph style, else 0."""
        word_list = self.word_list(num_id)
        levels = word_list.levels.items() if word_list else ()
        return next((depth for depth, level in levels if level.style == style), 0)

    def _read_list(self, num_id: int) -> WordList | None:
        num = self._nums.get(num_id)
        family = self._family(num)
        if num is None or family is None:
            return None
        levels = {depth: _read_level(element) for depth, element in _levels(family)}
        starts: dict[int, int] = {}
        for override in num.findall(W + "lvlOverride"):
            depth = number(override, attribute=W + "ilvl")
            if depth is None or not 0 <= depth <= MAX_LEVEL:
                continue
            level = override.find(W + "lvl")
            if level is not None:
                levels[depth] = _read_level(level)
            start = number(override.find(W + "startOverride"))
            if start is not None:
                starts[depth] = start
        return WordList(family=family.get(W + "abstractNumId", ""), levels=levels, starts=starts)

    def _family(self, num: Element | None) -> Element | None:
        """The definition of a list: some only point to a style, which points to another list."""
        for _ in range(_MAX_LINKS):
            family = self._families.get(_value(num, "abstractNumId"))
            style = _value(family, "numStyleLink")
            if not style:
                return family
            num = self._nums.get(self._list_of_style(style))
        return None


class Lists(Protocol):
    """Whatever knows the lists of a document by the number under which paragraphs refer to them."""

    def word_list(self, num_id: int) -> WordList | None:
        """The list of a number; None for those that are not defined."""
        ...


class Counters:
    """Counts the paragraphs of one story (the body, a header, a text box) as Word does."""

    def __init__(self, numbering: Lists) -> None:
        self._numbering = numbering
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[int, int]] = set()

    def advance(self, num_id: int, depth: int) -> Marker | None:
        """Count one paragraph and say what stands before it; None where nothing does."""
        word_list = self._numbering.word_list(num_id)
        if word_list is None:
            return None
        counts = self._counts.setdefault(word_list.family, [None] * (MAX_LEVEL + 1))
        if depth in word_list.starts and (num_id, depth) not in self._started:
            counts[depth] = None
        self._started.add((num_id, depth))
        for upper in range(depth):
            if counts[upper] is None:  # Word counts a level that was skipped as begun
                counts[upper] = _start(word_list, upper)
        count = counts[depth]
        counts[depth] = _start(word_list, depth) if count is None else count + 1
        for deeper in range(depth + 1, MAX_LEVEL + 1):
            if _restarts(word_list.levels.get(deeper), after=depth):
                counts[deeper] = None
        return _marker(word_list, depth, counts)


def _start(word_list: WordList, depth: int) -> int:
    level = word_list.levels.get(depth)
    return word_list.starts.get(depth, level.start if level else 1)


def _restarts(level: Level | None, *, after: int) -> bool:
    return level is None or level.restart is None or after < level.restart


def _marker(word_list: WordList, depth: int, counts: list[int | None]) -> Marker | None:
    level = word_list.levels.get(depth)
    if level is None:
        return None
    shown = bullet(level.text, level.font) if level.format == "bullet" else _numbers(word_list, level, depth, counts)
    if not shown:
        return None
    return Marker(text=shown, space="" if level.suffix == "nothing" else " ", level=depth)


def _numbers(word_list: WordList, level: Level, depth: int, counts: list[int | None]) -> str:
    def show(found: re.Match[str]) -> str:
        wanted = int(found.group(1)) - 1
        value = counts[wanted] if wanted <= depth else None
        if value is None:
            return ""
        format = (word_list.levels.get(wanted) or Level()).format
        return format_number(value, "decimal" if level.is_legal and format not in ("none", "bullet") else format)

    return _PLACEHOLDER.sub(show, readable(level.text, level.font)).strip()


def _levels(family: Element) -> Iterator[tuple[int, Element]]:
    for element in family.findall(W + "lvl"):
        depth = number(element, attribute=W + "ilvl")
        if depth is not None and 0 <= depth <= MAX_LEVEL:
            yield depth, element


def _read_level(element: Element) -> Level:
    legal = element.find(W + "isLgl")
    fonts = element.find(f"{W}rPr/{W}rFonts")
    level = Level(
        start=number(element.find(W + "start"), 0) or 0, text=_value(element, "lvlText")[:_MAX_MARKER],
        suffix=_value(element, "suff") or "tab", restart=number(element.find(W + "lvlRestart")),
        is_legal=legal is not None and is_on(legal), style=_value(element, "pStyle") or None,
    )
    font = "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""
    return replace(level, font=font, format=_format(element))


def _format(level: Element) -> str:
    """New formats stand in a choice whose fallback is a format that every program knows."""
    found = [element.get(VAL, "") for element in level.iter(W + "numFmt")]
    return next((format for format in found if format and format != "custom"), "decimal")


def _value(element: Element | None, child: str) -> str:
    found = None if element is None else element.find(W + child)
    return "" if found is None else str(found.get(VAL, ""))
