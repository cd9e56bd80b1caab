"""What a Word style says that a reader of the page sees: bold, centred, a heading, a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from resolution_parser.readers.docx_xml import VAL, Element, W, is_on, number

_MAX_CHAIN = 32
# Word stores the English name whatever its language; programs that do not write the Russian one (the word on the buttons of Russian Word)
_HEADING = re.compile("(?:heading|\u0437\u0430\u0433\u043e\u043b\u043e\u0432\u043e\u043a) ?([1-9])", re.IGNORECASE)
_TITLE = re.compile("title|\u043d\u0430\u0437\u0432\u0430\u043d\u0438\u0435", re.IGNORECASE)
_NO_OUTLINE = 9
_TABLE_STYLE = b'w:type="table"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a style and those that it is based on set; None where they are silent.

    ``list_style`` is the style that named the list; its level may be tied to that name.
    """

    bold: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    centred: bool | None = None
    heading: int | None = None
    list_id: int | None = None
    list_level: int | None = None
    list_style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLook:
    """How a run of text looks."""

    bold: bool
    caps: bool
    hidden: bool


NOTHING = Look()
T = TypeVar("T")


class Styles:
    """The styles of a document, each worked out when it is first asked for."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default = ""
        self._looks: dict[str, Look] = {}
        self._run_looks: dict[tuple[str, str, bool | None, bool | None, bool | None], RunLook] = {}
        self._base = NOTHING
        if root is not None:
            self._collect(root)

    def _collect(self, root: Element) -> None:
        for style in root.findall(W + "style"):
            self._elements.setdefault(style.get(W + "styleId", ""), style)
            if style.get(W + "default") in ("1", "true", "on") and style.get(W + "type") == "paragraph":
                self._default = style.get(W + "styleId", "")
        defaults = root.find(W + "docDefaults")
        if defaults is not None:
            run, paragraph = defaults.find(f"{W}rPrDefault/{W}rPr"), defaults.find(f"{W}pPrDefault/{W}pPr")
            self._base = Look(bold=_toggle(run, "b"), caps=_toggle(run, "caps"), hidden=_toggle(run, "vanish"), centred=_centred(paragraph))

    def paragraph(self, style: str | None) -> tuple[str, Look]:
        """The name and look of a paragraph's style; the default style where it names none that exists."""
        name = style if style in self._elements and style is not None else self._default
        return name, self.look(name)

    def look(self, style: str) -> Look:
        """What a style sets, its own word before that of the styles it is based on."""
        if style not in self._looks:
            self._looks[style] = self._work_out(style)
        return self._looks[style]

    def run(self, paragraph_style: str, run_style: str, *, bold: bool | None, caps: bool | None, hidden: bool | None) -> RunLook:
        """The look of a run: its own settings first; else those of its styles, where two that are on switch each other off."""
        key = (paragraph_style, run_style, bold, caps, hidden)
        found = self._run_looks.get(key)
        if found is None:
            upper, lower, base = self.look(paragraph_style), self.look(run_style) if run_style else NOTHING, self._base
            found = self._run_looks[key] = RunLook(
                bold=_settle(bold, upper.bold, lower.bold, base.bold), caps=_settle(caps, upper.caps, lower.caps, base.caps),
                hidden=_settle(hidden, upper.hidden, lower.hidden, base.hidden),
            )
        return found

    @property
    def centred_by_default(self) -> bool:
        """Whether paragraphs are centred unless something else is said."""
        return bool(self._base.centred)

    def list_of_style(self, style: str) -> int | None:
        """The list that a style stands for."""
        return self.look(style).list_id

    def _chain(self, style: str) -> Iterator[tuple[str, Element]]:
        for _ in range(_MAX_CHAIN):
            element = self._elements.get(style)
            if element is None:
                return
            yield style, element
            based_on = element.find(W + "basedOn")
            style = "" if based_on is None else based_on.get(VAL, "")

    def _work_out(self, style: str) -> Look:
        chain = [(name, element.find(W + "rPr"), element.find(W + "pPr"), element) for name, element in self._chain(style)]
        lists = [(name, *read_list(paragraph)) for name, _, paragraph, _ in chain]
        named = next(((name, list_id) for name, list_id, _ in lists if list_id is not None), ("", None))
        heading = _first(_outline(paragraph) or _heading_name(element) for _, _, paragraph, element in chain)
        return Look(
            bold=_first(_toggle(run, "b") for _, run, _, _ in chain), caps=_first(_toggle(run, "caps") for _, run, _, _ in chain),
            hidden=_first(_toggle(run, "vanish") for _, run, _, _ in chain),
            centred=_first(_centred(paragraph) for _, _, paragraph, _ in chain), heading=heading_level(heading),
            list_id=named[1], list_level=_first(level for _, _, level in lists), list_style=named[0],
        )


def heading_level(outline: int | None) -> int | None:
    """The level from 1, where an outline level is one.

    >>> heading_level(1), heading_level(10)
    (1, None)
    """
    return outline if outline is not None and 1 <= outline <= _NO_OUTLINE else None


def read_list(paragraph: Element | None) -> tuple[int | None, int | None]:
    """List and level that paragraph properties name, each None where they do not."""
    found = None if paragraph is None else paragraph.find(W + "numPr")
    if found is None:
        return None, None
    return number(found.find(W + "numId")), number(found.find(W + "ilvl"))


def without_table_styles(data: bytes) -> bytes:
    """styles.xml without what takes most of its room and says nothing of paragraphs: table styles and hints for Word's menus.

    The template of python-docx has 350 KB of styles, 4 ms to parse; this makes it 0.4. Works on the bytes as all programs write them
    and leaves alone what it does not know.

    >>> without_table_styles(b'<w:styles><w:style w:type="table">..</w:style><w:style w:type="paragraph">..</w:style></w:styles>')
    b'<w:styles><w:style w:type="paragraph">..</w:style></w:styles>'
    """
    if b"<w:styles" not in data[:4000]:
        return data
    *closed, rest = data.split(b"</w:style>")
    return b"".join(map(_without_table_style, closed)) + rest


def _without_table_style(piece: bytes) -> bytes:
    piece = _without_hints(piece)
    start = piece.find(b"<w:style ")
    if start >= 0 and _TABLE_STYLE in piece[start: piece.find(b">", start)]:
        return piece[:start]
    return piece + b"</w:style>"


def _without_hints(piece: bytes) -> bytes:
    start = piece.find(b"<w:latentStyles")
    end = piece.find(b"</w:latentStyles>", start) if start >= 0 else -1
    return piece if end < 0 else piece[:start] + piece[end + len(b"</w:latentStyles>"):]


def _settle(own: bool | None, upper: bool | None, lower: bool | None, base: bool | None) -> bool:
    return own if own is not None else (bool(upper) != bool(lower)) or bool(base)


def _first(values: Iterator[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _toggle(run: Element | None, name: str) -> bool | None:
    found = None if run is None else run.find(W + name)
    return None if found is None else is_on(found)


def _centred(paragraph: Element | None) -> bool | None:
    found = None if paragraph is None else paragraph.find(W + "jc")
    return None if found is None else found.get(VAL) == "center"


def _outline(paragraph: Element | None) -> int | None:
    found = None if paragraph is None else number(paragraph.find(W + "outlineLvl"))
    return None if found is None else found + 1


def _heading_name(style: Element) -> int | None:
    name = style.find(W + "name")
    shown = "" if name is None else name.get(VAL, "").strip()
    found = _HEADING.fullmatch(shown)
    if found:
        return int(found.group(1))
    return 1 if _TITLE.fullmatch(shown) else None
