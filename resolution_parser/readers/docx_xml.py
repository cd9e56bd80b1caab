"""Names and safe parsing of the XML inside an Office file: no DTD, no entities, no network, bounded depth and number of nodes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, TypeAlias

from resolution_parser.errors import DamagedFile, HostileFile, TooLarge
from resolution_parser.readers.base import Limits

Element: TypeAlias = Any  # lxml.etree._Element; lxml has no types of its own

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_RELATIONSHIPS = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = f"{{{_NAMESPACE}}}"
R_ID = f"{{{_RELATIONSHIPS}}}id"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VAL = W + "val"

MARKUP_LEAST = 1_000_000  # tags, and attributes, that a file may always have: some 700 pages of Word's own making
_LARGEST = 2**31
_ENCODING = re.compile(rb"""encoding\s{0,99}=\s{0,99}["']([^"']{0,99})""")
_PLAIN_ENCODING = re.compile(rb"utf-?8|utf-?16(?:le|be)?|us-ascii|iso-8859-\d\d?|windows-125\d|koi8-r", re.IGNORECASE)
_DECLARATIONS = tuple(
    word.encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be") for word in ("<!DOCTYPE", "<!ENTITY"))


def markup_limit(limits: Limits) -> int:
    """How many tags, and how many attributes, all parts of a file may have together; memory and time follow from them, not from bytes.

    >>> markup_limit(Limits())
    1000000
    """
    return max(MARKUP_LEAST, limits.text_chars // 20)


def count_markup(data: bytes) -> int:
    """The number of tags or of attributes, whichever is greater; never too small.

    >>> count_markup(b'<a b="1" c="2" d="3"></a>')
    3
    """
    return max(data.count(b"<"), data.count(b"="))


def parse_xml(data: bytes, *, part: str, name: str, most: int) -> Element:
    """The root of a part with at most so many tags.

    Raises ``HostileFile`` for a DTD or bottomless nesting, ``TooLarge`` for too much markup, ``DamagedFile`` for broken XML.

    >>> parse_xml(b"<!DOCTYPE a><a/>", part="a.xml", name="a.docx", most=100)
    Traceback (most recent call last):
    resolution_parser.errors.HostileFile: a.docx: 'a.xml' declares a DTD, which no Office program writes; do not open it
    """
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]

    refuse_dtd(data, part=part, name=name)
    _refuse_encoding(data, part=part, name=name)
    if count_markup(data) > most:
        raise TooLarge(f"{part!r} has more tags or attributes than the {most:,} allowed", where=name,
                       hint="raise Limits.text_chars if the file is genuine")
    try:
        root = etree.fromstring(_as_transitional(data), _parser())
    except etree.XMLSyntaxError as cause:
        raise _syntax_error(cause, part=part, name=name) from cause
    if root.getroottree().docinfo.internalDTD is not None:  # UTF-32 hides it from refuse_dtd
        raise _dtd_error(part, name)
    return root


def refuse_dtd(head: bytes, *, part: str, name: str) -> None:
    """Raise ``HostileFile`` if the bytes hold a document type or an entity declaration."""
    if b"!" in head and any(word in head for word in _DECLARATIONS):
        raise _dtd_error(part, name)


def number(element: Element | None, default: int | None = None, *, attribute: str = VAL) -> int | None:
    """An attribute as a whole number of reasonable size, or the default.

    >>> number(None, 1)
    1
    """
    text = "" if element is None else element.get(attribute, "")
    try:
        value = int(text[:20])
    except ValueError:
        return default
    return value if -_LARGEST < value < _LARGEST else default


def is_on(element: Element) -> bool:
    """Whether an on-off property is on; one without a value is.

    >>> is_on({"other": "0"})
    True
    """
    return element.get(VAL) not in ("0", "false", "off", "none")


def chosen(alternate: Element) -> Element | None:
    """What to read of an ``mc:AlternateContent``: the first choice that holds text, else the fallback; never both."""
    choices = [child for child in alternate if child.tag == MC + "Choice"]
    for choice in choices:
        if next(choice.iter(W + "t", W + "p", W + "tbl"), None) is not None:
            return choice
    fallback = alternate.find(MC + "Fallback")
    return fallback if fallback is not None else next(iter(choices), None)


def _refuse_encoding(data: bytes, *, part: str, name: str) -> None:
    """The standard allows UTF-8 and UTF-16; UTF-7 and its like exist to hide markup from checks such as those above."""
    declaration = data[: data.find(b"?>") + 1] if data[:8].lstrip(b"\xef\xbb\xbf").startswith(b"<?xml") else b""
    found = _ENCODING.search(declaration)
    if found and not _PLAIN_ENCODING.fullmatch(found.group(1)):
        raise HostileFile(f"{part!r} is in an encoding that no Office program writes", where=name, hint="do not open it")


@lru_cache(maxsize=1)
def _parser() -> Any:
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]

    return etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False, huge_tree=False, remove_comments=True,
        remove_pis=True)


def _as_transitional(data: bytes) -> bytes:
    """Files saved as "Strict Open XML" differ in namespaces only."""
    if b"http://purl.oclc.org/ooxml/" not in data[:4000]:
        return data
    return data.replace(_STRICT, _NAMESPACE.encode()).replace(_STRICT_RELATIONSHIPS, _RELATIONSHIPS.encode())


def _dtd_error(part: str, name: str) -> HostileFile:
    return HostileFile(f"{part!r} declares a DTD, which no Office program writes", where=name, hint="do not open it")


def _syntax_error(cause: Exception, *, part: str, name: str) -> DamagedFile | HostileFile:
    message = str(cause)
    if "XML_PARSE_HUGE" in message or "huge" in message.lower() or "excessive depth" in message.lower():
        return HostileFile(f"{part!r} is nested or filled beyond all measure", where=name, hint="do not open it")
    return DamagedFile(f"{part!r} is broken XML ({message})", where=name, hint="open it in Word or LibreOffice and save it again")
