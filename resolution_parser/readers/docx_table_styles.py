"""Bold that a table's style gives its first or last row or column. Only the styles that the document names are parsed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from resolution_parser.readers.docx_xml import VAL, Element, W, is_on

_MAX_CHAIN = 8
_NAMESPACE = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
_FLAGS = {"firstRow": 0x0020, "lastRow": 0x0040, "firstColumn": 0x0080, "lastColumn": 0x0100}
_PLACES = {"wholeTable": "whole", "firstRow": "firstRow", "lastRow": "lastRow", "firstCol": "firstColumn", "lastCol": "lastColumn"}


@dataclass(frozen=True, slots=True)
class BoldPlaces:
    """The places of a table that its style makes bold."""

    places: frozenset[str] = frozenset()

    def is_bold(self, *, row: int, rows: int, cell: int, cells: int) -> bool:
        """Whether the style makes a cell bold, by its rank in the row and the row's rank.

        >>> BoldPlaces(frozenset(("firstRow",))).is_bold(row=0, rows=3, cell=1, cells=2)
        True
        """
        is_here = {
            "whole": True, "firstRow": row == 0, "lastRow": row == rows - 1, "firstColumn": cell == 0, "lastColumn": cell == cells - 1,
        }
        return any(is_here[place] for place in self.places)


_NOWHERE = BoldPlaces()


class TableStyles:
    """Answers where the style of a table makes it bold; ``parse`` makes the root element of some bytes."""

    def __init__(self, sheet: bytes | None, parse: Callable[[bytes], Element]) -> None:
        self._sheet = sheet or b""
        self._parse = parse
        self._bold: dict[str, frozenset[str]] = {}

    def places(self, table: Element) -> BoldPlaces:
        """Where a table is bold: what its style can do, and the table's own word on whether it may."""
        properties = table.find(W + "tblPr")
        named = None if properties is None else properties.find(W + "tblStyle")
        if named is None or b"tblStylePr" not in self._sheet and b"<w:b/>" not in self._sheet:
            return _NOWHERE
        name = named.get(VAL, "")
        if name not in self._bold:
            self._bold[name] = self._work_out(name)
        bold = self._bold[name]
        return BoldPlaces(bold & (_asked_for(properties) | {"whole"})) if bold else _NOWHERE

    def _work_out(self, name: str) -> frozenset[str]:
        settings: dict[str, bool] = {}
        for _ in range(_MAX_CHAIN):
            style = self._find(name)
            if style is None:
                break
            for place, is_bold in _settings(style):
                settings.setdefault(place, is_bold)
            based_on = style.find(W + "basedOn")
            if based_on is None:
                break
            name = based_on.get(VAL, "")
        return frozenset(place for place, is_bold in settings.items() if is_bold)

    def _find(self, name: str) -> Element | None:
        """The style of a name: cut out of the bytes as all programs write them, for parsing all of them costs 4 ms."""
        found = re.search(rb'<w:style [^<>]{0,300}w:styleId="' + re.escape(name.encode()) + rb'"[^<>]{0,300}>', self._sheet)
        if found is None or b'w:type="table"' not in found.group():
            return None
        end = self._sheet.find(b"</w:style>", found.end())
        return None if end < 0 else next(iter(self._parse(_NAMESPACE + self._sheet[found.start():end] + b"</w:style></w:styles>")), None)


def _settings(style: Element) -> list[tuple[str, bool]]:
    """The places for which a style says whether they are bold."""
    spoken: list[tuple[str, bool]] = []
    parts = [(_PLACES.get(part.get(W + "type", ""), ""), part) for part in style.findall(W + "tblStylePr")]
    for place, container in (("whole", style), *parts):
        bold = container.find(f"{W}rPr/{W}b")
        if bold is not None and place:
            spoken.append((place, is_on(bold)))
    return spoken


def _asked_for(properties: Element) -> set[str]:
    """The places that the table lets its style draw apart: by single attributes since Word 2010, by one number before."""
    look = properties.find(W + "tblLook")
    if look is None:
        return set()
    try:
        flags = int(look.get(VAL, "0")[:8], 16)
    except ValueError:
        flags = 0
    named = {place: look.get(W + place) for place in _FLAGS}
    return {place for place, flag in _FLAGS.items() if (flags & flag if named[place] is None else named[place] not in ("0", "false"))}
