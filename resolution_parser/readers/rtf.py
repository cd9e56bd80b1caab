"""Reads RTF as Word, LibreOffice, WordPad and old converters write it: with list labels, tables, bold; without what is deleted or hidden.

striprtf, the library for it, gives one string: cells parted by «|», no tables, no bold, bullets as U+F0B7. The grammar is small enough.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from resolution_parser.document import Document
from resolution_parser.errors import HostileFile, TooLarge
from resolution_parser.readers.base import Limits, check_file_size, sha256_of
from resolution_parser.readers.docx_numbering import Marker
from resolution_parser.readers.docx_symbols import PRIVATE, bullet, readable
from resolution_parser.readers.docx_xml import markup_limit
from resolution_parser.readers.encodings import SINGLE_BYTE, cheapest_encoding, refuse_mojibake
from resolution_parser.readers.rtf_looks import DESTINATIONS, SETTERS, Look
from resolution_parser.readers.rtf_tables import RowShape
from resolution_parser.readers.rtf_tokens import CHARSETS, SYMBOLS, WESTERN, Kind, Token, code_page, tokens
from resolution_parser.readers.story import Book, Line, Paragraph, TableFlow, Tally
from resolution_parser.records import Warning

_STORIES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "heads"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "feet"),
    "footnote": "notes", "shptxt": "boxes",
}
_SKIPPED = frozenset((
    "colortbl", "info", "pict", "objdata", "objclass", "objname", "fldinst", "annotation", "atnid", "atnauthor", "atnref", "atndate",
    "atntime", "atnicn", "atnparent", "template", "filetbl", "revtbl", "rsidtbl", "generator", "xe", "tc", "txe", "rxe", "bkmkstart",
    "bkmkend", "sp", "shprslt", "do", "nonesttables", "datafield", "themedata", "colorschememapping", "latentstyles", "datastore",
    "listtable", "listoverridetable", "pgptbl", "pnseclvl", "pn", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn",
    "falt", "panose", "fontemb", "background", "userprops", "xmlnstbl", "mmath", "docvar", "formfield", "private", "title", "author",
    "operator", "company", "doccomm", "keywords", "subject", "comment",
))
_KNOWN_STARRED = frozenset(("shpinst", "nesttableprops", "ud", "cs"))
_TEXT_SIGNS = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\"}
_TEXT_WORDS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "page": "\n", "column": "\n", "emdash": "\u2014", "endash": "\u2013",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019",
    "ldblquote": "\u201c", "rdblquote": "\u201d",
}
_UNDERLINES = frozenset(("ul", "uld", "uldash", "uldashd", "uldashdd", "uldb", "ulth", "ulw", "ulwave", "ulhair", "ulldash"))
_TOGGLES = {"b": "bold", "caps": "caps", "v": "hidden", "deleted": "deleted"}
_INVISIBLE = str.maketrans({"\u00ad": None, "\u200b": None, "\u2060": None, "\ufeff": None, "\u2028": "\n"})
_LEAST_EVIDENCE = 4  # bytes that are no ASCII; fewer do not outweigh what the file says of itself
_HEADING = "heading "


class RtfReader:
    """The reader of .rtf, also by the name of .doc."""

    suffixes: tuple[str, ...] = (".rtf",)

    def read(self, data: bytes, *, name: str, limits: Limits) -> Document:
        """Read the whole document: headers, body, notes, text boxes, footers; all but the body is furniture. Comments are left out.

        Where the file names a code page without Russian letters over bytes that are Russian, the bytes are believed. Raises
        ``InputError`` only.
        """
        check_file_size(data, name=name, limits=limits)
        most = markup_limit(limits)
        if data.count(b"\\") + data.count(b"{") > most:
            raise TooLarge(f"the .rtf has more than {most:,} control words", where=name,
                           hint="raise Limits.text_chars if the file is genuine")
        walk = _Walk(data, name=name, limits=limits)
        if len(walk.western) >= _LEAST_EVIDENCE:
            better = cheapest_encoding(bytes(walk.western))
            if better in SINGLE_BYTE and better not in WESTERN:
                walk = _Walk(data, name=name, limits=limits, western=better)
        return walk.document(data)


@dataclass(slots=True)
class _Story:
    """What has been read of the body, the headers, the notes …; each event is told to the tables when all is read."""

    events: list[Callable[[TableFlow], None]] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    line: Line = field(default_factory=Line)
    label: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Font:
    charset: int | None = None
    name: str = ""


class _Walk:
    """One walk over the tokens. ``western``: the code page to believe where the file names one without Russian letters."""

    def __init__(self, data: bytes, *, name: str, limits: Limits, western: str | None = None) -> None:
        self.western = bytearray()
        self._instead, self._name, self._limits = western, name, limits
        self._look, self._stack = Look(), list[Look]()
        self._stories = {kind: _Story() for kind in ("heads", "body", "notes", "boxes", "feet")}
        self._fonts: dict[int, _Font] = {}
        self._headings: dict[int, int] = {}
        self._style_text: list[str] = []
        self._code_page = "cp1252"
        self._default_font: int | None = None
        self._pending, self._pending_codec = bytearray(), ""
        self._to_skip, self._row = 0, RowShape()
        self._tally = Tally()
        self._is_closed = False
        for token in tokens(data):
            self._take(token)
            if self._is_closed:
                break
        self._flush()

    def document(self, data: bytes) -> Document:
        """The document of what was read."""
        self._end_last_paragraph("body")
        book = Book(name=self._name, limits=self._limits)
        book.tally = self._tally
        for kind in ("heads", "body", "notes", "boxes", "feet"):
            book.begin(is_furniture=kind != "body")
            story = self._stories[kind]
            if kind in ("heads", "feet"):
                for paragraph in story.paragraphs:
                    book.write_once(paragraph)
            else:
                flow = TableFlow(book)
                for event in story.events:
                    event(flow)
                flow.close()
        document = book.finish(format="rtf", sha256=sha256_of(data))
        refuse_mojibake(document.text, name=self._name)
        return document if self._is_closed else replace(document, warnings=(*document.warnings, _CUT_OFF))

    # Groups

    def _take(self, token: Token) -> None:
        if token.kind is Kind.BYTES:
            self._take_bytes(token)
            return
        if self._pending:
            self._flush()
        if token.kind is Kind.OPEN:
            self._to_skip = 0
            self._stack.append(self._look)
            if len(self._stack) > self._limits.rtf_depth:
                raise HostileFile(f"the .rtf has more than {self._limits.rtf_depth:,} groups within groups", where=self._name,
                                  hint="do not open it, or raise Limits.rtf_depth if the file is genuine")
        elif token.kind is Kind.CLOSE:
            self._to_skip = 0
            self._close_group()
        elif self._to_skip:
            self._to_skip -= 1
        elif token.kind is Kind.SIGN:
            self._take_sign(token.word)
        else:
            self._take_word(token.word, token.number)

    def _close_group(self) -> None:
        inner = self._look
        if self._stack:
            self._look = self._stack.pop()
        self._is_closed = not self._stack
        if inner.target == "styles":
            self._end_style(inner.style)
        elif inner.target != self._look.target and inner.target in ("heads", "feet", "notes", "boxes"):
            self._end_last_paragraph(inner.target)

    def _take_sign(self, sign: str) -> None:
        if sign == "*":
            self._look = replace(self._look, is_starred=True)
        elif sign in "\r\n":
            self._take_word("par", None)
        elif sign in _TEXT_SIGNS:
            self._put(_TEXT_SIGNS[sign])

    # Words

    def _take_word(self, word: str, number: int | None) -> None:
        look = self._look
        if look.target == "nowhere":
            self._tally.pictures += word == "pict"
            if word == "ud":
                self._look = replace(look, target=self._story_around(), is_starred=False)
            return
        if look.is_starred:
            look = self._look = replace(look, is_starred=False, target="nowhere" if _is_unknown(word) else look.target)
        if look.target == "nowhere":
            self._tally.pictures += word == "pict"
        elif word in _STORIES:
            self._look = replace(Look(), target=_STORIES[word], font=look.font)
        elif word in _SKIPPED:
            self._tally.pictures += word == "pict"
            self._tally.embedded += word == "objdata"
            self._look = replace(look, target="nowhere")
        elif word in DESTINATIONS:
            self._look = DESTINATIONS[word](look, 0)
        elif look.target in ("fonts", "styles"):
            self._take_definition(word, number)
        else:
            self._take_format(word, number)

    def _take_definition(self, word: str, number: int | None) -> None:
        """Inside the tables of fonts and styles."""
        look = self._look
        if word == "f" and look.target == "fonts":
            self._look = replace(look, font=number or 0)
            self._fonts.setdefault(number or 0, _Font())
        elif word == "fcharset":
            self._fonts.setdefault(look.font or 0, _Font()).charset = number
        elif word == "s":
            self._look = replace(look, style=number or 0)
        elif word == "outlinelevel" and number is not None and 0 <= number < 9:
            self._headings[look.style] = number + 1
        elif word == "u" and number is not None:
            self._put(chr(number % 0x10000))
            self._to_skip = look.skip

    def _take_format(self, word: str, number: int | None) -> None:
        look = self._look
        is_on = number != 0
        if word in _TOGGLES:
            self._look = replace(look, **{_TOGGLES[word]: is_on})  # type: ignore[arg-type]
        elif word in _UNDERLINES:
            self._look = replace(look, underlined=is_on)
        elif word in _TEXT_WORDS:
            self._put(_TEXT_WORDS[word])
        elif word == "u" and number is not None:
            self._put(chr(number % 0x10000))
            self._to_skip = look.skip
        elif word == "f":
            self._look = replace(look, font=number)
        elif word in SETTERS:
            self._look = SETTERS[word](look, number or 0)
        elif word in ("par", "sect", "cell", "row", "nestcell", "nestrow"):
            self._end(word)
        elif word in ("ansicpg", "mac", "pc", "pca", "deff"):
            self._take_head(word, number)
        else:
            self._row.take(word, number)

    def _take_head(self, word: str, number: int | None) -> None:
        if word == "deff":
            self._default_font = number
        else:
            self._code_page = code_page(number or 0) if word == "ansicpg" else {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]

    # Ends of paragraphs, cells, rows

    def _end(self, word: str) -> None:
        look, story = self._look, self._stories.get(self._look.target)
        if story is None:
            return
        depth = look.depth or int(look.in_table)
        if word in ("row", "nestrow"):
            edges, unseen = self._row.shape()
            depth = 1 if word == "row" else max(depth, 2)
            story.events.append(lambda flow: flow.end_row(depth=depth, edges=edges, unseen=unseen))
        elif word in ("cell", "nestcell"):
            depth = 1 if word == "cell" else max(depth, 2)
            if story.line.parts or story.label:
                self._end_paragraph(story, depth)
            story.events.append(lambda flow: flow.end_cell(depth=depth))
        elif look.deleted and word == "par":
            return  # the next paragraph goes on in this line
        else:
            self._end_paragraph(story, depth)

    def _end_last_paragraph(self, kind: str) -> None:
        story = self._stories[kind]
        if story.line.parts:
            self._end_paragraph(story, 0)

    def _end_paragraph(self, story: _Story, depth: int) -> None:
        line, story.line = story.line, Line()
        label, story.label = "".join(story.label), []
        marker = self._marker(label) if line.parts or label else None
        look = self._look
        heading = self._headings.get(look.style) if look.outline is None else look.outline + 1
        paragraph = Paragraph.of(line, marker, centred=look.centred, heading=heading)
        story.paragraphs.append(paragraph)
        story.events.append(lambda flow: flow.add(paragraph, depth=depth))

    def _marker(self, label: str) -> Marker | None:
        shown = bullet(label.strip(), "")
        if not shown:
            return None
        deepest = max(self._limits.list_depth - 1, 0)
        self._tally.is_deep |= self._look.level > deepest
        return Marker(text=shown, space=" ", level=min(max(self._look.level, 0), deepest))

    # Text

    def _take_bytes(self, token: Token) -> None:
        raw = token.raw
        if self._to_skip:
            raw, self._to_skip = raw[self._to_skip:], max(self._to_skip - len(raw), 0)
        if not raw or self._look.target == "nowhere":
            return
        codec = self._codec()
        if self._pending and codec != self._pending_codec:
            self._flush()
        self._pending += raw
        self._pending_codec = codec

    def _codec(self) -> str:
        font = self._fonts.get(self._look.font if self._look.font is not None else self._default_font or 0, _Font())
        if font.charset == SYMBOLS:
            return "symbol"
        named = (CHARSETS.get(-1 if font.charset is None else font.charset), self._code_page)
        codec = next((page for page in named if page is not None and page not in WESTERN), named[0] or self._code_page)
        return self._instead if self._instead is not None and codec in WESTERN else codec

    def _flush(self) -> None:
        raw, codec = bytes(self._pending), self._pending_codec
        self._pending.clear()
        if not raw:
            return
        if raw.isascii() and codec != "symbol":
            self._put(raw.decode("ascii"))
        elif codec == "symbol":
            self._put("".join(chr(0xF000 + byte) if byte > 0x20 else " " for byte in raw))
        else:
            if codec in WESTERN:
                self.western += raw + b" "
            self._put(raw.decode(codec, errors="replace"))

    def _put(self, text: str) -> None:
        look = self._look
        target = look.target
        if target == "fonts":
            font = self._fonts.setdefault(look.font or 0, _Font())
            font.name = (font.name + text)[:100]
        elif target == "styles":
            self._style_text.append(text[:100])
        elif target == "label":
            font = self._fonts.get(look.font or 0, _Font())
            self._stories[self._story_around()].label.append(readable(text[:100], font.name))
        elif target in self._stories:
            self._put_run(text, look, self._stories[target])

    def _put_run(self, text: str, look: Look, story: _Story) -> None:
        if look.deleted or look.hidden:
            self._tally.deleted += look.deleted and bool(text.strip())
            self._tally.hidden += look.hidden and not look.deleted and bool(text.strip())
            return
        if PRIVATE.search(text):
            text = readable(text, self._fonts.get(look.font or 0, _Font()).name)
        shown = text.translate(_INVISIBLE)
        if shown:
            story.line.put(shown.upper() if look.caps else shown, bold=look.bold, underlined=look.underlined and not look.in_field)

    def _story_around(self) -> str:
        return next((look.target for look in reversed(self._stack) if look.target in self._stories), "body")

    def _end_style(self, style: int) -> None:
        """A style's group ends: its name tells a heading where no outline level does."""
        name = "".join(self._style_text).strip(" ;").casefold()
        self._style_text.clear()
        if name.startswith(_HEADING) and name[len(_HEADING):].isdigit():
            self._headings.setdefault(style, int(name[len(_HEADING):]))


def _is_unknown(word: str) -> bool:
    return word not in _KNOWN_STARRED and word not in _STORIES and word not in DESTINATIONS


_CUT_OFF = Warning(code="reader", message="The .rtf is cut off: its last group does not end", span=None)
