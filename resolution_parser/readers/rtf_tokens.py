"""The grammar of RTF: groups, control words, bytes in the code page of their font."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

_TOKEN = re.compile(
    rb"""
    \\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?   # \par, \li720, \'s space belongs to the word
  | \\'(?P<hex>[0-9a-fA-F]{2})
  | \\(?P<sign>.)                                           # \~ \- \_ \{ \* and a line end, which is \par
  | (?P<open>\{)
  | (?P<close>\})
  | (?P<text>[^\\{}\r\n]+)
  | [\r\n]+
  | \\                                                      # the last byte of a file that is cut off
    """, re.VERBOSE | re.DOTALL)

CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 84: "mac_cyrillic", 89: "mac_cyrillic", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}
"""Python's names for the numbers of ``\\fcharset``; 1 (whatever the machine's is) and 2 (symbols) are not among them."""
SYMBOLS = 2
WESTERN = frozenset(("cp1252", "latin-1", "mac_roman", "cp437", "cp850"))
"""Code pages without Russian letters, which programs name when they do not know better."""
_CODE_PAGES = {10000: "mac_roman", 10007: "mac_cyrillic", 65001: "utf-8", 936: "gbk", 0: "cp1252", 708: "cp1256",
               20866: "koi8-r", 28595: "iso-8859-5"}


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    SIGN = auto()
    BYTES = auto()


class Token(NamedTuple):
    """``word``: the control word or sign; ``number``: its parameter; ``raw``: the bytes of a text."""

    kind: Kind
    word: str = ""
    number: int | None = None
    raw: bytes = b""


_OPEN, _CLOSE, _NOTHING = Token(Kind.OPEN), Token(Kind.CLOSE), Token(Kind.BYTES)
_MAX_KNOWN = 10_000


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of an RTF file in order; what stands behind ``\\bin`` is passed over.

    >>> [token.word or token.raw for token in tokens(rb"{\\b0 \\'d0e}")]
    [b'', 'b', b'\\xd0', b'e', b'']
    """
    at, end = 0, len(data)
    match = _TOKEN.match
    known: dict[bytes, Token] = {}  # the same few hundred words come again and again
    while at < end:
        found = match(data, at)
        if found is None:
            return
        at = found.end()
        if found.lastgroup == "text":
            yield Token(Kind.BYTES, raw=found.group())
            continue
        written = found.group()
        token = known.get(written)
        if token is None:
            token = _token(found)
            if len(known) < _MAX_KNOWN:
                known[written] = token
        if token.word == "bin" and token.kind is Kind.WORD:
            at += min(max(token.number or 0, 0), end)
        elif token is not _NOTHING:
            yield token


def _token(found: re.Match[bytes]) -> Token:
    kind = found.lastgroup
    if kind in ("word", "number"):
        number = found.group("number")
        return Token(Kind.WORD, found.group("word").decode("ascii"), None if number is None else int(number))
    if kind == "hex":
        return Token(Kind.BYTES, raw=bytes.fromhex(found.group("hex").decode("ascii")))
    if kind == "sign":
        return Token(Kind.SIGN, found.group("sign").decode("latin-1"))
    return _OPEN if kind == "open" else _CLOSE if kind == "close" else _NOTHING


def code_page(number: int) -> str:
    """Python's name for a Windows code page; cp1252 where there is none.

    >>> code_page(1251), code_page(10007), code_page(99999)
    ('cp1251', 'mac_cyrillic', 'cp1252')
    """
    name = _CODE_PAGES.get(number, f"cp{number}")
    try:
        b"a".decode(name)
    except (LookupError, UnicodeDecodeError):
        return "cp1252"
    return name
