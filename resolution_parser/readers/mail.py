"""Reads letters (.eml) and web archives (.mht): the one attached document, else the letter's own text. Nothing is fetched."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from resolution_parser.document import Document
from resolution_parser.errors import DamagedFile, HostileFile, TooLarge
from resolution_parser.readers.base import Limits, check_file_size
from resolution_parser.readers.enclosed import File, choose_documents, read_enclosed, refuse_none, refuse_several
from resolution_parser.readers.encodings import is_outbid, known_encoding
from resolution_parser.records import Warning

_TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
_WESTERN = frozenset(("ascii", "iso8859-1", "iso8859-15", "cp1252"))  # what programs name when they do not know better
_NAMELESS = "attachment"
_HINT = "save the document that you mean as a file of its own"
_MULTIPARTS = 20  # multiparts that a letter may declare for each level that parts may be nested


class MailReader:
    """The reader of letters and of pages that a browser or Word saved into one file."""

    suffixes: tuple[str, ...] = (".eml", ".mht", ".mhtml")

    def read(self, data: bytes, *, name: str, limits: Limits) -> Document:
        """Read the one attached document, else the page or the text of the letter; who wrote it to whom is left out.

        Raises ``SeveralDocuments`` where more are attached, ``UnknownFormat`` where there is neither document nor text.
        """
        check_file_size(data, name=name, limits=limits)
        parts, is_page = _take_apart(data, name=name, limits=limits)
        attached = [part.file for part in parts if part.is_attached]
        documents = () if is_page else choose_documents(attached)
        refuse_several(documents, what="the letter", name=name, hint=_HINT)
        texts = [file for file in _texts(parts) if file.content.strip()]
        if documents:
            document = read_enclosed(documents[0], data=data, name=name, limits=limits)
            return replace(document, warnings=(*document.warnings, _LETTER_LEFT_OUT)) if texts else document
        if not texts:
            refuse_none(attached, what="the letter", name=name)
        return read_enclosed(texts[0], data=data, name=name, limits=limits)


_LETTER_LEFT_OUT = Warning(code="reader", message="The text of the letter was left out: its attachment was read", span=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A part of a letter that holds no others."""

    kind: str
    is_attached: bool
    file: File


def _take_apart(data: bytes, *, name: str, limits: Limits) -> tuple[list[_Part], bool]:
    """The parts in order, and whether they are a page with its pictures. Python's parser is lazy: any question to it may fail."""
    most = limits.container_depth * _MULTIPARTS
    if data.count(b"oundary") + data.count(b"OUNDARY") > most:  # each level more makes every line dearer for Python's parser
        raise TooLarge(f"the letter declares more than {most} multiparts", where=name,
                       hint="raise Limits.container_depth if the file is genuine")
    try:
        letter = message_from_bytes(data)
        return [_part(leaf) for leaf in _leaves(letter, name=name, limits=limits)], letter.get_content_type() == "multipart/related"
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError) as cause:
        raise DamagedFile("the letter cannot be taken apart", where=name, hint="open it in a mail program and save it again") from cause
    except RecursionError as cause:
        raise HostileFile("the parts of the letter are nested too deep", where=name, hint="do not open it") from cause


def _leaves(letter: Message, *, name: str, limits: Limits) -> Iterator[Message]:
    """The parts that hold no others, in order; an attached letter counts with all its parts."""
    waiting: list[tuple[Message, int]] = [(letter, 0)]
    count = 0
    while waiting:
        part, depth = waiting.pop()
        count += 1
        if count > limits.mail_parts:
            raise TooLarge(f"the letter has more than {limits.mail_parts:,} parts", where=name,
                           hint="raise Limits.mail_parts if the file is genuine")
        if depth > limits.container_depth * 2:  # a letter within a letter is two levels
            raise HostileFile("the parts of the letter are nested too deep", where=name, hint="do not open it")
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list):
            waiting += [(child, depth + 1) for child in reversed(inner) if isinstance(child, Message)]
        else:
            yield part


def _part(leaf: Message) -> _Part:
    kind, disposition, name = leaf.get_content_type(), leaf.get_content_disposition(), _name(leaf)
    payload = leaf.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    is_own = kind in _TEXTS and disposition != "attachment" and (name == _NAMELESS or disposition is None)
    return _Part(kind=kind, is_attached=not is_own, file=File(name, _as_named(content, leaf.get_content_charset()) if is_own else content))


def _as_named(content: bytes, charset: str | None) -> bytes:
    """A text in UTF-8 with its mark, where the letter names an encoding that fits; else as it is, for the readers to find out."""
    encoding = known_encoding(charset) if charset else None
    if encoding is None or encoding in _WESTERN or content.isascii():
        return content
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return content
    return content if is_outbid(content, encoding) else codecs.BOM_UTF8 + text.encode("utf-8", errors="replace")


def _texts(parts: Sequence[_Part]) -> list[File]:
    """The letter's own text, the richer form first: HTML keeps lists, tables and bold."""
    own = sorted((part for part in parts if not part.is_attached), key=lambda part: _TEXTS.index(part.kind))
    return [File("page.html" if part.kind != "text/plain" else "text.txt", part.file.content) for part in own]


def _name(part: Message) -> str:
    """The name of an attached file, whichever of the ways of writing Russian in a header was taken."""
    try:
        name = part.get_filename() or ""
        return str(make_header(decode_header(name))) or _NAMELESS
    except (MessageError, ValueError, LookupError, TypeError, AttributeError):
        return _NAMELESS
