"""The list labels that LibreOffice shows: the file says how each level counts, and which lists go on where another stopped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from resolution_parser.readers.docx_numbering import Marker, format_number
from resolution_parser.readers.docx_symbols import bullet
from resolution_parser.readers.docx_xml import Element, number
from resolution_parser.readers.odt_styles import LOEXT, STYLE, TEXT, OdtStyles

LEVELS = 10
_MAX_LABEL = 64
_PLACE = re.compile(r"%(\d{1,2})%")
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "01": "decimalZero"}
_FIRST_LETTERS = {"\u0430": "russianLower", "\u0410": "russianUpper"}  # LibreOffice names such formats by the letters that they begin with


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    format: str = "none"
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    pattern: str | None = None
    bullet: str = ""
    is_parted: bool = True


@dataclass(slots=True)
class OpenList:
    """A list that is being read: the style that tells its labels, and what has been counted on each level."""

    style: str
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class OdtLists:
    """Opens lists and counts their items."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._by_id: dict[str, OpenList] = {}
        self._last: dict[str, OpenList] = {}
        self._outline = OpenList("")

    def open(self, element: Element) -> OpenList:
        """A list that is in no other: a new one, or an earlier one that goes on."""
        style = element.get(TEXT + "style-name", "")
        before = element.get(TEXT + "continue-list")
        earlier = self._by_id.get(before) if before else None
        if earlier is None and (before or element.get(TEXT + "continue-numbering") == "true"):
            earlier = self._last.get(style)  # LibreOffice goes on so, too, where it names a list that is not there
        opened = OpenList(style, earlier.counts if earlier else [None] * LEVELS)
        self._by_id[element.get("{http://www.w3.org/XML/1998/namespace}id", "")] = opened
        self._last[style] = opened
        return opened

    def count(self, item: Element, opened: OpenList, depth: int, *, style: str) -> Marker | None:
        """Count an item and say what stands before it; None where nothing does. ``style`` is that of the nested list, if it has one."""
        override = item.get(TEXT + "style-override")
        if override:  # LibreOffice puts the first item of the next list into the list before it, but counts it in the next
            style, opened = override, self._last.setdefault(override, OpenList(override))
        return _count(self._levels_of(style or opened.style), opened.counts, depth, start=number(item, attribute=TEXT + "start-value"))

    def count_heading(self, depth: int) -> Marker | None:
        """Count a heading in the outline; None where headings have no numbers."""
        if "" not in self._levels:
            outline = self._styles.outline
            self._levels[""] = {} if outline is None else dict(map(_read_level, outline))
        return _count(self._levels[""], self._outline.counts, depth, start=None)

    def _levels_of(self, style: str) -> dict[int, _Level]:
        if style not in self._levels and style:
            element = self._styles.lists.get(style)
            self._levels[style] = {} if element is None else dict(map(_read_level, element))
        return self._levels.get(style, {})


def _count(levels: dict[int, _Level], counts: list[int | None], depth: int, *, start: int | None) -> Marker | None:
    level = levels.get(depth)
    before = counts[depth]
    counts[depth] = start if start is not None else before + 1 if before is not None else level.start if level else 1
    counts[depth + 1:] = [None] * (LEVELS - depth - 1)
    if level is None:
        return None
    text = level.bullet or _numbers(levels, level, counts, depth)
    return Marker(text=text[:_MAX_LABEL], space=" " if level.is_parted else "", level=depth) if text else None


def _numbers(levels: dict[int, _Level], level: _Level, counts: list[int | None], depth: int) -> str:
    if level.format == "none" and not level.pattern:
        return ""

    def show(rank: int) -> str:
        of = levels.get(rank, _Level())
        value = counts[rank]
        return format_number(of.start if value is None else value, of.format) if 0 <= rank <= depth else ""

    if level.pattern is not None:
        shown = _PLACE.sub(lambda found: show(int(found.group(1)) - 1) if 0 < int(found.group(1)) <= depth + 1 else "", level.pattern)
        return shown.strip()
    parts = [show(rank) for rank in range(max(depth + 1 - level.shown, 0), depth + 1)]
    return (level.prefix + ".".join(filter(None, parts)) + level.suffix).strip()


def _read_level(element: Element) -> tuple[int, _Level]:
    depth = (number(element, 1, attribute=TEXT + "level") or 1) - 1
    if element.tag == TEXT + "list-level-style-bullet":
        fonts = element.find(STYLE + "text-properties")
        font = "" if fonts is None else fonts.get(STYLE + "font-name", "")
        sign = element.get(TEXT + "bullet-char", "")  # LibreOffice writes a prefix and a suffix, too, but shows neither
        return depth, _Level(format="bullet", bullet=bullet(sign, font), is_parted=_is_parted(element))
    format = element.get(STYLE + "num-format", "")
    start = number(element, 1, attribute=TEXT + "start-value")
    return depth, _Level(
        format=_FORMATS.get(format) or _FIRST_LETTERS.get(format[:1]) or ("decimal" if format else "none"),
        prefix=element.get(STYLE + "num-prefix", ""), suffix=element.get(STYLE + "num-suffix", ""),
        start=1 if start is None else start, shown=number(element, 1, attribute=TEXT + "display-levels") or 1,
        pattern=element.get(LOEXT + "num-list-format"), is_parted=_is_parted(element),
    )


def _is_parted(level: Element) -> bool:
    return all(found.get(TEXT + "label-followed-by") != "nothing" for found in level.iter(STYLE + "list-level-label-alignment"))
