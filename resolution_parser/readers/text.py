"""Plain text: every line that is not blank is a block, and the text stays as it is in the file, indents and blank lines included."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from resolution_parser.document import Block, Document
from resolution_parser.errors import EmptyFile, TooLarge
from resolution_parser.normalize import ACCENTED, compose_pair
from resolution_parser.offsets import Edits, substitute
from resolution_parser.readers.base import Limits, check_file_size, sha256_of
from resolution_parser.readers.encodings import decode
from resolution_parser.records import Warning

_LINE_END = re.compile("\r?\r\n|[\r\v\x85\u2028\u2029]")
_LINE = re.compile(r"[^\n\f]+|\f")
_INVISIBLE = re.compile("[\ufeff\u200b\u2060]|\u00ad(?!\n)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_PLAIN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_LINE_END, lambda _: "\n"), (ACCENTED, compose_pair), (_INVISIBLE, lambda _: ""),
)


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads plain text in any encoding that Russian was ever written in; ``encoding`` forces one.

    >>> document = TextReader().read("  РЕШЕНИЕ\\r\\n\\r\\n1. Одобрить".encode("cp1251"), name="a.txt", limits=Limits())
    >>> document.text, [block.start for block in document.blocks]
    ('  РЕШЕНИЕ\\n\\n1. Одобрить', [2, 11])
    """

    encoding: str | None = None
    suffixes: tuple[str, ...] = (".txt", ".text", ".md")

    def read(self, data: bytes, *, name: str, limits: Limits) -> Document:
        """Read the whole text; raises EmptyFile, UnknownFormat, UnreadableText or TooLarge."""
        check_file_size(data, name=name, limits=limits)
        decoded = decode(data, name=name, encoding=self.encoding)
        document = _document(decoded.text, name=name, sha256=sha256_of(data), limits=limits, warnings=decoded.warnings)
        if not document.blocks:
            raise EmptyFile("the file has no text", where=name, hint="check that it was saved")
        return document


def document_from_text(text: str, *, name: str = "text", limits: Limits | None = None) -> Document:
    """A document of text that is already at hand: it may be empty, and only its size can be refused.

    >>> document_from_text("РЕШЕНИЕ\\n1. Одобрить").blocks[1].start
    8
    """
    sha256 = sha256_of(text.encode("utf-8", errors="surrogatepass"))
    return _document(text, name=name, sha256=sha256, limits=limits or Limits(), warnings=())


def placed_document(text: str, *, name: str = "text", limits: Limits | None = None) -> tuple[Document, tuple[Edits, ...]]:
    """The document of :func:`document_from_text`, and the way from its text back to this one (see :func:`raw_range`).

    >>> document, edits = placed_document("Сда\\u00adть\\r\\nв архив")
    >>> document.text, raw_range(edits, 6, 13)
    ('Сдать\\nв архив', (8, 15))
    """
    sha256, steps = sha256_of(text.encode("utf-8", errors="surrogatepass")), []
    plain = text
    for pattern, replacement in _PLAIN:
        plain, edits = substitute(pattern, replacement, plain)
        steps.append(edits)
    document = _plain_document(plain.replace("\u00ad", "-"), name=name, sha256=sha256, limits=limits or Limits(), warnings=())
    return document, tuple(edits for edits in steps if edits)


def raw_range(edits: tuple[Edits, ...], start: int, end: int) -> tuple[int, int]:
    """Where a half-open range of a placed document's text stood before all edits."""
    for edit in reversed(edits):
        start, end = edit.to_raw(start, end)
    return start, end


def _document(text: str, *, name: str, sha256: str, limits: Limits, warnings: tuple[Warning, ...]) -> Document:
    return _plain_document(plain_lines(text), name=name, sha256=sha256, limits=limits, warnings=warnings)


def _plain_document(text: str, *, name: str, sha256: str, limits: Limits, warnings: tuple[Warning, ...]) -> Document:
    if len(text) > limits.text_chars:
        raise TooLarge(
            f"the text has {len(text):,} characters, the limit is {limits.text_chars:,}", where=name,
            hint="raise Limits.text_chars if the file is genuine",
        )
    text, replaced = clean_controls(text)
    blocks = tuple(_blocks(text))
    return Document(
        name=name, format="txt", sha256=sha256, text=text, blocks=blocks, pages=blocks[-1].page if blocks else None,
        warnings=warnings + replaced,
    )


def plain_lines(text: str) -> str:
    """One kind of line end, nothing that cannot be seen, «й» in one piece; a soft hyphen at a line's end becomes the hyphen that it shows.

    >>> plain_lines("обра\\u00ad\\r\\nзо\\u00adвание")
    'обра-\\nзование'
    """
    for pattern, replacement in _PLAIN:
        text = pattern.sub(replacement, text)
    return text.replace("\u00ad", "-")


def clean_controls(text: str) -> tuple[str, tuple[Warning, ...]]:
    """The text with spaces for control characters and U+FFFD for halves of surrogate pairs, and a warning if there were any.

    The DOS mark of the file's end (0x1A) goes silently.
    """
    bare = text.rstrip().rstrip("\x1a")
    if text[len(bare):len(bare) + 1] == "\x1a":
        text = bare + " " * (len(text) - len(bare))
    clean, count = _CONTROL.subn(lambda sign: "\ufffd" if sign.group() >= "\ud800" else " ", text)
    if not count:
        return clean, ()
    return clean, (Warning(code="replaced_characters", message=f"{count} control characters were replaced", span=None),)


def _blocks(text: str) -> Iterator[Block]:
    page = 1 if "\f" in text.strip() else None
    for line in _LINE.finditer(text):
        content = line.group()
        if content == "\f" and page is not None:
            page += 1
        bare = content.strip()
        if bare:
            start = line.start() + len(content) - len(content.lstrip())
            yield Block(start=start, end=start + len(bare), page=page, is_line=True)
