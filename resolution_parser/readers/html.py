"""Web pages and what Word saves as one: the blocks that a browser shows, with list markers; menus, banners and footers as furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from resolution_parser.document import Cell, Document
from resolution_parser.errors import EmptyFile, HostileFile, TooLarge
from resolution_parser.readers.base import Limits, check_file_size, sha256_of
from resolution_parser.readers.encodings import decode
from resolution_parser.readers.html_chrome import find_chrome
from resolution_parser.readers.html_flow import Look, Piece, Run, assemble, pieces_of, run_of
from resolution_parser.readers.html_lists import OpenList, open_list
from resolution_parser.readers.html_style import Element, Style, StyleSheet, alignment, is_hidden, weight
from resolution_parser.readers.html_tables import data_cells
from resolution_parser.records import Warning

_CHARSET = re.compile(rb"""<(?:meta|\?xml)\b[^<>]{0,500}?(?:charset|encoding)\s{0,5}=\s{0,5}["']?([\w:.-]{1,40})""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,500}\?>", re.IGNORECASE)
_DROPPED = ("script", "style", "noscript", "template", "svg", "head", "math", "iframe", "object", "canvas", "title")
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_APART = frozenset(("p", "ul", "ol", "menu", "dir", "dl", "blockquote", "pre", "table", "hr", "fieldset", "figure", *_HEADINGS))
_BLOCKS = _APART | frozenset((
    "html", "body", "div", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "center", "form", "section",
    "article", "main", "header", "footer", "nav", "aside", "address", "details", "summary", "figcaption", "legend", "option", "select",
))
_BOLD = frozenset(("b", "strong", "th", "u", *_HEADINGS))
_QUOTES = ("«", "»")
_WORD_BULLETS = {"·": "•", "§": "▪", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "Ø": "➢", "ü": "✓"}
_WORD_LEVEL = re.compile(r"\blevel(\d{1,2})\b")


class HtmlReader:
    """Reads HTML and XHTML; ``encoding`` forces an encoding, otherwise what the page says is believed if it gives readable text.

    >>> page = "<ol start=2><li>Одобрить <b>план</b></li></ol>".encode()
    >>> HtmlReader().read(page, name="a.html", limits=Limits()).text
    '2. Одобрить план'
    """

    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def __init__(self, encoding: str | None = None) -> None:
        self.encoding = encoding

    def read(self, data: bytes, *, name: str, limits: Limits) -> Document:
        """Read the whole page; nothing is fetched, no script is run. Raises ``InputError`` only."""
        check_file_size(data, name=name, limits=limits)
        decoded = decode(data, name=name, encoding=self.encoding, declared=_declared_encoding(data))
        root = _parse(decoded.text, name)
        sheet = StyleSheet(_take_sheets(root))
        hidden = _drop_hidden(root, sheet)
        pieces = _Walk(sheet, find_chrome(root), limits).pieces(root)
        text, blocks = assemble(pieces)
        if len(text) > limits.text_chars:
            raise TooLarge(
                f"the text has {len(text):,} characters, the limit is {limits.text_chars:,}", where=name,
                hint="raise Limits.text_chars if the file is genuine",
            )
        if not blocks:
            raise EmptyFile("the page has no visible text", where=name, hint="it may be filled by a script: save it from a browser")
        return Document(
            name=name, format="html", sha256=sha256_of(data), text=text, blocks=blocks, warnings=decoded.warnings + hidden,
        )


# Parsing


def _declared_encoding(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return match.group(1).decode("ascii") if match else None


def _parse(text: str, name: str) -> Element:
    """The root element, without comments and without what a browser does not show as text.

    ``huge_tree`` lifts the depth from 256, which pages with unclosed tags do reach, to 2048; HTML has no entities to declare,
    so it opens no door to bombs.
    """
    from lxml import etree  # 15 ms
    from lxml.html import HTMLParser

    parser = HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    source = _XML_DECLARATION.sub("", text).replace("\0", " ").encode("utf-8", errors="replace")
    try:
        root = etree.fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as cause:
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            raise HostileFile("the elements are nested too deep", where=name, hint="save the page again from a browser") from cause
        raise EmptyFile("the page has no content", where=name, hint="check that it was saved to the end") from cause
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise HostileFile("the elements are nested too deep", where=name, hint="save the page again from a browser")
    if root is None:
        raise EmptyFile("the page has no content", where=name, hint="check that it was saved to the end")
    return root


def _take_sheets(root: Element) -> Iterator[str]:
    """The texts of all style sheets, which then leave the tree together with scripts and the like."""
    from lxml import etree

    sheets = [element.text or "" for element in root.iter("style")]
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    return iter(sheets)


def _drop_hidden(root: Element, sheet: StyleSheet) -> tuple[Warning, ...]:
    """Empty what a browser would hide, and say so if it was text."""
    letters = 0
    for element in tuple(_outermost_hidden(root, sheet)):
        letters += sum(len(text.strip()) for text in element.itertext())
        element.clear(keep_tail=True)
        element.tag = "span"  # a hidden list item takes no number, a hidden paragraph no line
    if not letters:
        return ()
    return (Warning(code="hidden_text", message=f"{letters} characters that the page hides were left out", span=None),)


def _outermost_hidden(root: Element, sheet: StyleSheet) -> Iterator[Element]:
    from lxml import etree

    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element is not root and is_hidden(element, sheet.style_of(element)):
            walk.skip_subtree()
            yield element


# Walking


@dataclass(slots=True)
class _Open:
    """An element that was entered: how it looked outside, and what its end must undo."""

    look: Look
    marks_word: bool = False


class _Walk:
    """One walk over a tree, without recursion. Its state is what a browser's line box would know at this place."""

    def __init__(self, sheet: StyleSheet, chrome: frozenset[Element], limits: Limits) -> None:
        self._sheet, self._chrome, self._limits = sheet, chrome, limits
        self._look = Look()
        self._opened: list[_Open] = []
        self._lists: list[OpenList] = []
        self._runs: list[Run] = []
        self._pieces: list[Piece] = []
        self._gap = 1
        self._marker: str | None = None
        self._level: int | None = None
        self._word_marker: list[str] | None = None
        self._cells: dict[Element, Cell] = {}
        self._tables = 0

    def pieces(self, root: Element) -> tuple[Piece, ...]:
        """All blocks of the tree in order."""
        from lxml import etree

        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._enter(element)
                self._add(element.text)
            else:
                self._leave(element)
                if element is not root:
                    self._add(element.tail)
        self._flush()
        return tuple(self._pieces)

    def _enter(self, element: Element) -> None:
        tag, style = element.tag, self._sheet.style_of(element)
        if tag in _BLOCKS:
            self._break(tag)
        if tag == "table":
            self._take_table(element)
        outside = self._look
        self._look = self._look_inside(element, tag, style)
        marks_word = style.get("mso-list", "").startswith("ignore") and self._word_marker is None
        self._opened.append(_Open(outside, marks_word))
        if marks_word:
            self._word_marker = []
        self._open_list_or_item(element, tag, style)
        if tag == "br":
            self._runs.append(Run("\n", self._look))
        elif tag == "q":
            self._add(_QUOTES[0])

    def _leave(self, element: Element) -> None:
        tag = element.tag
        if tag == "q":
            self._add(_QUOTES[1])
        opened = self._opened.pop()
        if tag in _LISTS and self._lists:
            self._lists.pop()
        if tag in _BLOCKS:
            self._break(tag)
        if opened.marks_word:
            self._end_word_marker()
        if tag == "li":
            self._marker = None
        self._look = opened.look

    def _break(self, tag: str) -> None:
        self._flush()
        if tag in _APART and not (tag in _LISTS and self._lists):
            self._gap = 2

    def _look_inside(self, element: Element, tag: str, style: Style) -> Look:
        look = self._look
        declared = weight(style)
        align = "center" if tag == "center" else alignment(element, style)
        under_link = tag == "u" and look.linked
        return replace(
            look,
            bold=declared if declared is not None and not look.linked else look.bold or (tag in _BOLD and not under_link),
            centred=align in ("center", "-webkit-center", "middle") if align else look.centred or tag in ("th", "caption"),
            heading=_HEADINGS.get(tag, look.heading),
            pre=style["white-space"].startswith("pre") if "white-space" in style else look.pre or tag in ("pre", "xmp", "listing"),
            linked=look.linked or (tag == "a" and element.get("href") is not None),
            furniture=look.furniture or element in self._chrome,
            cell=self._cells.pop(element, look.cell),
        )

    def _open_list_or_item(self, element: Element, tag: str, style: Style) -> None:
        if tag in _LISTS:
            bullets = sum(1 for each in self._lists if not each.kind.endswith(("decimal", "alpha", "roman")))
            self._lists.append(open_list(element, style, len(self._lists), bullets))
        elif tag == "li":
            lists = self._lists or [OpenList("disc", 0)]
            self._marker = lists[-1].next_marker(element, style)
            self._level = min(lists[-1].depth, self._limits.list_depth)
        elif "mso-list" in style and (level := _WORD_LEVEL.search(style["mso-list"])):
            self._level = min(int(level.group(1)) - 1, self._limits.list_depth)

    def _take_table(self, table: Element) -> None:
        cells = data_cells(table)
        if cells:
            self._cells.update({cell.element: Cell(table=self._tables, row=cell.row, column=cell.column) for cell in cells})
            self._tables += 1

    def _end_word_marker(self) -> None:
        marker = " ".join("".join(self._word_marker or ()).split())
        self._word_marker = None
        if marker:
            self._marker = _WORD_BULLETS.get(marker, marker)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._word_marker is not None:
            self._word_marker.append(text)
        else:
            self._runs.append(run_of(text, self._look))

    def _flush(self) -> None:
        if not self._runs:
            return
        runs, self._runs = self._runs, []
        pieces = tuple(pieces_of(runs, self._look_of(runs), self._gap, self._marker, self._level))
        if pieces:
            self._pieces += pieces
            self._marker, self._gap = None, 1

    def _look_of(self, runs: list[Run]) -> Look:
        """The look of the block: that around it; of inline looks, furniture and centring where all of the text has them."""
        looks = [run.look for run in runs if run.text.strip()]
        if not looks:
            return self._look
        return replace(
            self._look, furniture=all(look.furniture for look in looks), centred=all(look.centred for look in looks),
            heading=looks[0].heading, cell=looks[0].cell, pre=looks[0].pre,
        )
