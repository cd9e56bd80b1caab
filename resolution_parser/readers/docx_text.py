"""The text of one Word paragraph as the page shows it: runs, breaks, symbols, fields' results; without what is deleted or hidden."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from resolution_parser.readers import story
from resolution_parser.readers.docx_styles import RunLook, Styles
from resolution_parser.readers.docx_symbols import PRIVATE, readable, symbol
from resolution_parser.readers.docx_xml import MATH, MC, VAL, Element, W, chosen, is_on

_RUN, _RUN_LOOK, _TEXT, _BREAK, _ALTERNATE = W + "r", W + "rPr", W + "t", W + "br", MC + "AlternateContent"
_FIELD, _SYMBOL, _RENDERED_BREAK, _RUBY, _BOX = W + "fldChar", W + "sym", W + "lastRenderedPageBreak", W + "ruby", W + "txbxContent"
_WRAPPERS = frozenset(W + name for name in (
    "hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "customXml", "sdt", "sdtContent", "dir", "bdo", "rubyBase"))
_DELETED = frozenset((W + "del", W + "moveFrom"))
_MATHS = frozenset((MATH + "oMath", MATH + "oMathPara"))
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_LINK = W + "hyperlink"
_PICTURES = frozenset((W + "drawing", W + "pict", W + "object"))
_MAX_FIELDS = 32
# white space of the XML file; signs that nobody sees (the soft hyphen first of all)
_RAW_BREAKS = str.maketrans({
    "\n": " ", "\r": " ", "\t": " ", "\u2028": "\n", "\u00ad": None, "\u200b": None, "\u2060": None, "\ufeff": None,
})


@dataclass(slots=True)
class Pages:
    """Counts pages by the breaks that Word noted when it last drew the document; an asked-for break and its note count once."""

    is_known: bool
    number: int = 1
    is_fresh: bool = True
    row_page: int | None = None
    """The page of the first words in the table row that is being read."""
    is_fixed: bool = False
    """A text box stands where it stands: no break in it turns the page."""

    def turn(self) -> None:
        """A break that somebody put."""
        self.number += not self.is_fixed
        self.is_fresh = True

    def rendered(self) -> None:
        """A break that Word noted."""
        if not self.is_fresh:
            self.turn()

    def mark(self) -> int | None:
        """Something visible stands on this page; gives its number, if pages are known."""
        self.is_fresh = False
        if self.row_page is None:
            self.row_page = self.number
        return self.number if self.is_known else None


@dataclass(slots=True)
class Line(story.Line):
    """What has been gathered of a paragraph, with the page it begins on and the text boxes that hang on it."""

    boxes: list[Element] = field(default_factory=list)
    page: int | None = None


class LineReader:
    """Reads runs into a line. Keeps the state of fields, which may open in one run and close in another."""

    def __init__(self, *, styles: Styles, pages: Pages, tally: story.Tally) -> None:
        self._styles = styles
        self._pages = pages
        self._tally = tally
        self._is_link = False
        self.is_bold_around = False
        """The style of the table around makes its text bold where nothing else is said."""
        self._fields: list[bool] = []  # for each open field: whether its result has begun

    def read(self, paragraph: Element, line: Line, *, style: str) -> None:
        """Add all that the page shows of a paragraph; ``style`` is that of the paragraph."""
        self._read_inside(paragraph, line, style)
        self._fields = [True] * len(self._fields)  # an instruction that never ends must not swallow the document

    def _read_inside(self, element: Element, line: Line, style: str) -> None:
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._read_run(child, line, style)
            elif tag in _WRAPPERS:
                was_link, self._is_link = self._is_link, self._is_link or tag == _LINK
                self._read_inside(child, line, style)
                self._is_link = was_link
            elif tag in _DELETED:
                self._tally.deleted += has_text(child)
            elif tag == _ALTERNATE:
                self._read_inside(_or_empty(chosen(child)), line, style)
            elif tag in _MATHS:
                self._put("".join(child.itertext(MATH + "t")), line, RunLook(bold=True, caps=False, hidden=False), is_underlined=True)

    def _read_run(self, run: Element, line: Line, style: str) -> None:
        first = next(iter(run), None)
        properties = first if first is not None and first.tag == _RUN_LOOK else None
        look, is_underlined = self._look(properties, style)
        if look.hidden and has_text(run):
            self._tally.hidden += 1
        self._read_content(run, line, style, properties, look, is_underlined)

    def _read_content(
        self, content: Element, line: Line, style: str, properties: Element | None, look: RunLook, is_underlined: bool,
    ) -> None:
        for child in content:
            tag = child.tag
            if tag == _TEXT:
                self._put(_text(child, properties), line, look, is_underlined)
            elif tag in _SIGNS:
                self._put(_SIGNS[tag], line, look, is_underlined)
            elif tag == _BREAK:
                self._break(child, line, look, is_underlined)
            elif tag == _RENDERED_BREAK:
                self._pages.rendered()
            elif tag == _FIELD:
                self._follow_field(child)
            elif tag == _SYMBOL:
                self._put(_symbol(child), line, look, is_underlined)
            elif tag in _PICTURES:
                self._tally.pictures += 1
                line.boxes += text_boxes(child)
            elif tag == _ALTERNATE:
                self._read_content(_or_empty(chosen(child)), line, style, properties, look, is_underlined)
            elif tag == _RUBY:
                self._read_inside(_or_empty(child.find(W + "rubyBase")), line, style)

    def _put(self, text: str, line: Line, look: RunLook, is_underlined: bool) -> None:
        if look.hidden or not all(self._fields):
            return
        if text and not text.isspace():
            page = self._pages.mark()
            if not line.is_visible:
                line.page = page
        line.put(text.upper() if look.caps else text, bold=look.bold, underlined=is_underlined)

    def _break(self, element: Element, line: Line, look: RunLook, is_underlined: bool) -> None:
        if element.get(W + "type") == "page" and not look.hidden:
            self._pages.turn()
        self._put("\n", line, look, is_underlined)

    def _follow_field(self, element: Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin" and len(self._fields) < _MAX_FIELDS:
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _look(self, properties: Element | None, style: str) -> tuple[RunLook, bool]:
        """How a run looks, and whether somebody underlined it; links are underlined, too, but that means nothing."""
        settings: dict[str, bool] = {}
        run_style = ""
        for setting in properties if properties is not None else ():
            name = _SETTINGS.get(setting.tag)
            if name == "style":
                run_style = setting.get(VAL, "")
            elif name is not None:
                settings[name] = is_on(setting)
        look = self._styles.run(style, run_style, bold=settings.get("bold"), caps=settings.get("caps"), hidden=settings.get("hidden"))
        if self.is_bold_around and not look.bold and settings.get("bold") is None:
            look = replace(look, bold=True)
        return look, settings.get("underlined", False) and not self._is_link


_SETTINGS = {W + "rStyle": "style", W + "b": "bold", W + "caps": "caps", W + "vanish": "hidden", W + "u": "underlined"}


def has_text(element: Element) -> bool:
    """Whether there is any text in an element, be it deleted or hidden."""
    return any(found.text for found in element.iter(_TEXT, W + "delText"))


def text_boxes(element: Element) -> list[Element]:
    """The contents of the text boxes in a drawing, in order; boxes inside boxes stay where they are."""
    if next(element.iter(_BOX), None) is None:
        return []
    boxes: list[Element] = []
    waiting = [element]
    while waiting:
        current = waiting.pop()
        if current.tag == _BOX:
            boxes.append(current)
        else:
            inside = _or_empty(chosen(current)) if current.tag == _ALTERNATE else current
            waiting += reversed(inside)
    return boxes


def _text(element: Element, properties: Element | None) -> str:
    text = element.text or ""
    if text.isprintable():
        return str(text)
    text = text.translate(_RAW_BREAKS)
    if not PRIVATE.search(text):
        return str(text)
    fonts = None if properties is None else properties.find(W + "rFonts")
    return readable(text, "" if fonts is None else fonts.get(W + "ascii", ""))


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(W + "char", "")[:8], 16)
    except ValueError:
        return ""
    return symbol(code, element.get(W + "font", ""))


def _or_empty(element: Element | None) -> Element:
    return () if element is None else element
