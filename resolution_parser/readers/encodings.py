"""Finds the encoding of Russian text by its letters, and refuses text that came out as mojibake.

The cost of a text is counted in bits over the pairs of neighbouring characters of which at least one is not ASCII: Russian in the
right encoding costs about four bits a pair, in a wrong one seven and more. Case counts too, because koi8-r and cp1251 swap it.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from resolution_parser.errors import InputError, UnknownFormat, UnreadableText
from resolution_parser.lexicon import Lexicon
from resolution_parser.records import Warning

# With what each encoding must be outbid, in bits: in short pieces the rare ones differ from cp1251 and cp866 in a letter or two.
_PRIORS = {"cp1251": 0, "koi8-r": 0, "cp866": 0, "mac-cyrillic": 3, "iso-8859-5": 2, "cp1252": 8}
SINGLE_BYTE = tuple(_PRIORS)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EXAMPLES = "utf-8, cp1251, koi8-r, cp866, mac-cyrillic, iso-8859-5, utf-16"
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\v\b\x1a\x1b")

_ENOUGH_PAIRS = 30  # fewer prove nothing: abbreviations and names are strange, too
_BAD = 6.6  # bits a pair: above it no Russian, and no other language in Cyrillic letters, was ever seen
_DOUBTFUL = 5.0  # above it a repair is tried
_REPAIRED = 4.4  # what a repaired text may cost
_GAIN = 1.5  # bits a pair that a repair must win
_OUTBID = 40  # bits by which another encoding must be cheaper to prove a forced one wrong
_UTF8_EVIDENCE = 10  # well-formed sequences for each broken one, to call bytes damaged UTF-8


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, without a byte order mark, with the encoding that gave it."""

    text: str
    encoding: str
    warnings: tuple[Warning, ...] = ()


def decode(data: bytes, *, name: str, encoding: str | None = None, declared: str | None = None) -> Decoded:
    """Text of ``data``: in ``encoding`` if given, else as a byte order mark, the bytes themselves or ``declared`` say.

    ``declared`` is what a document says of itself; it is believed only if readable text comes out.
    Raises UnreadableText for mojibake (unless it can be undone exactly) and UnknownFormat for what is no text at all.

    >>> decode("РЕШЕНИЕ".encode("koi8-r"), name="a.txt").text
    'РЕШЕНИЕ'
    """
    if encoding is not None:
        return _decode_forced(data, encoding, name)
    mark = _byte_order_mark(data)
    if mark is not None:
        bom, marked = mark
        return _accept(_decode_lossy(data[len(bom):], marked), name)
    wide = _wide_encoding(data)
    if wide is not None:
        return _accept(_decode_lossy(data, wide), name)
    if is_binary(data):
        raise UnknownFormat("this is not text but binary data", where=name, hint="give a .docx, .doc, .rtf, .odt, .pdf, .html or .txt file")
    return _accept(_decode_narrow(data, declared), name)


def is_binary(data: bytes) -> bool:
    """Whether bytes that are not UTF-16 or UTF-32 hold too many control characters for a text.

    >>> is_binary(bytes(range(32))), is_binary(b"text")
    (True, False)
    """
    head = data[:65_536]
    controls = sum(count for byte, count in Counter(head).items() if byte < 32 and byte not in _TEXT_CONTROLS)
    return controls > max(3, len(head) // 50) or 0 < len(head) <= controls


def is_wide(data: bytes) -> bool:
    """Whether the bytes look like UTF-16 or UTF-32, with or without a byte order mark."""
    mark = _byte_order_mark(data)
    return (mark is not None and mark[1] != "utf-8") or (mark is None and _wide_encoding(data) is not None)


def known_encoding(name: str) -> str | None:
    """The codec of an encoding's name, or None if there is no such text encoding.

    >>> known_encoding("Windows-1251"), known_encoding("rot13")
    ('cp1251', None)
    """
    try:
        info = codecs.lookup(name.strip().strip("'\""))
        b"a".decode(info.name, errors="replace")
    except (LookupError, ValueError):
        return None
    return info.name


def cost_of(text: str) -> tuple[float, int]:
    """Bits for each pair, and the number of pairs that were counted.

    >>> cost_of("Участники конференции отмечают")[0] < 4.5 < cost_of("пЕЬЕМХЕ ЙНМТЕПЕМЖХХ")[0]
    True
    """
    return _mean_cost(Counter(zip(" " + text, text + " ", strict=True)))


def is_mojibake(text: str) -> bool:
    """Whether the text shows for certain that it was decoded wrongly."""
    cost, pairs = cost_of(text)
    return (pairs >= _ENOUGH_PAIRS and cost > _BAD) or _repair(text) is not None


def refuse_mojibake(text: str, *, name: str) -> None:
    """Raise ``UnreadableText`` for the text of an Office file that was decoded wrongly before it was put there."""
    if is_mojibake(text):
        raise UnreadableText("the text of the file is not readable Russian: it was damaged by a wrong encoding", where=name,
                             hint="get the original file, or open it in Word and check what it shows")


# Choosing


def _byte_order_mark(data: bytes) -> tuple[bytes, str] | None:
    return next(((bom, name) for bom, name in _BOMS if data.startswith(bom)), None)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte is one of the few that open Latin, Cyrillic and punctuation."""
    head = data[:65_536]
    if len(head) < 4 or len(data) % 2:
        return None
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = Counter(head[offset::2])
        total = sum(high.values())
        if high[0] + high[4] >= 0.7 * total and high[0] + high[4] + high[0x20] + high[0x21] >= 0.95 * total:
            low = Counter(head[1 - offset::2])
            if low[0] + low[4] < 0.5 * total:
                return name
    return None


def _decode_narrow(data: bytes, declared: str | None) -> Decoded:
    if data.isascii():
        return Decoded(data.decode("ascii"), "utf-8")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(data):
        return _decode_lossy(data, "utf-8")
    codec = known_encoding(declared) if declared else None
    if codec is not None and codec != "utf-8" and not codec.startswith(("utf-16", "utf-32")):
        result = _decode_lossy(data, codec)
        if "\ufffd" not in result.text and cost_of(result.text)[0] < _DOUBTFUL:
            return result
    return _decode_lossy(data, cheapest_encoding(data))


def _is_damaged_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character >= "\x80") - broken
    return whole >= _UTF8_EVIDENCE * broken


def cheapest_encoding(data: bytes) -> str:
    """The single-byte encoding in which the bytes look most like Russian, by all of the bytes.

    >>> cheapest_encoding("Утвердить план".encode("cp866"))
    'cp866'
    """
    foreign = _foreign_pairs(data)
    return min(SINGLE_BYTE, key=lambda name: _PRIORS[name] + _total_cost(foreign, name))


def is_outbid(data: bytes, encoding: str) -> bool:
    """Whether the bytes are much better Russian in another encoding; mac-cyrillic and cp1251 differ in the capitals only."""
    if encoding not in SINGLE_BYTE:
        return False
    best = cheapest_encoding(data)
    costs = [_total_cost(_foreign_pairs(data), each) for each in (encoding, best)]
    return costs[0] > costs[1] * 1.03 + _OUTBID


def _foreign_pairs(data: bytes) -> Mapping[tuple[int, int], int]:
    pairs = Counter(zip(b" " + data, data + b" ", strict=True))
    return {pair: count for pair, count in pairs.items() if pair[0] >= 0x80 or pair[1] >= 0x80}


def _total_cost(pairs: Mapping[tuple[int, int], int], encoding: str) -> float:
    table = _byte_table(encoding)
    return sum((_pair_cost(table[first], table[second]) or 0.0) * count for (first, second), count in pairs.items())


@lru_cache(maxsize=32)
def _byte_table(encoding: str) -> str:
    return "".join(bytes([byte]).decode(encoding, errors="replace") for byte in range(256))


def _decode_forced(data: bytes, encoding: str, name: str) -> Decoded:
    codec = known_encoding(encoding)
    if codec is None:
        raise UnreadableText(f"there is no encoding {encoding!r}", where=name, hint=f"use one of {_EXAMPLES}")
    mark = _byte_order_mark(data)
    if mark is not None and mark[1].startswith(codec.replace("-sig", "")):
        data, codec = data[len(mark[0]):], mark[1]
    result = _decode_lossy(data, codec)
    if is_mojibake(result.text) or _too_broken(result.text) or is_outbid(data, codec):
        raise UnreadableText(f"the text is not readable in {encoding}", where=name, hint="leave the encoding out, or try another")
    return result


def _decode_lossy(data: bytes, encoding: str) -> Decoded:
    """Decode with U+FFFD for what is broken, and say so."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    message = f"{text.count(chr(0xFFFD))} bytes are not valid {encoding} and stand as U+FFFD"
    return Decoded(text, encoding, (Warning(code="replaced_characters", message=message, span=None),))


# Judging


def _accept(result: Decoded, name: str) -> Decoded:
    if _unprintable_share(result.text) > 0.05:
        raise UnknownFormat("this is not text but binary data", where=name, hint="give a .docx, .doc, .rtf, .odt, .pdf, .html or .txt file")
    if _too_broken(result.text):
        raise _unreadable(result.encoding, name)
    repair = _repair(result.text)
    if repair is not None:
        text, wrong, right = repair
        message = f"the text had been saved after reading {right} as {wrong}; this was undone"
        return Decoded(text, result.encoding, (*result.warnings, Warning(code="damaged_text", message=message, span=None)))
    if is_mojibake(result.text):
        raise _unreadable(result.encoding, name)
    return result


def _unreadable(encoding: str, name: str) -> InputError:
    return UnreadableText(
        f"the text is not readable ({encoding} fits best); it may have been decoded wrongly and saved again", where=name,
        hint=f"name the encoding if you know it ({_EXAMPLES}), or save the original again as UTF-8",
    )


def _too_broken(text: str) -> bool:
    broken = text.count("\ufffd")
    return broken > 2 and broken * 50 > sum(1 for character in text if character >= "\x80")


def _unprintable_share(text: str) -> float:
    head = text[:65_536]
    strange = sum(count for character, count in Counter(head).items()
                  if unicodedata.category(character) in ("Cn", "Cs") or (character < " " and ord(character) not in _TEXT_CONTROLS))
    return strange / len(head) if strange > 3 else 0.0


def _repair(text: str) -> tuple[str, str, str] | None:
    """The text as it was before it was decoded wrongly, with the wrong and the right encoding; None where nothing is certain."""
    head = text[:20_000]
    cost, pairs = cost_of(head)
    if pairs < 6 or cost < _DOUBTFUL:
        return None
    tries = [(better, wrong, right) for wrong, right, better in _repair_costs(head) if better < min(_REPAIRED, cost - _GAIN)]
    for _, wrong, right in sorted(tries):
        repaired = _redecode(text, wrong, right)
        if repaired is not None:
            return repaired, wrong, right
    return None


def _repair_costs(text: str) -> Iterable[tuple[str, str, float]]:
    for wrong in (*SINGLE_BYTE, "latin-1"):
        for right in ("utf-8", *SINGLE_BYTE[:-1]):
            repaired = _redecode(text, wrong, right, cut=True) if right != wrong else None
            if repaired is not None:
                cost, pairs = cost_of(repaired)
                if pairs >= 4:
                    yield wrong, right, cost


def _redecode(text: str, wrong: str, right: str, *, cut: bool = False) -> str | None:
    table = _reverse_table(wrong)
    if not all(ord(character) in table for character in set(text)):
        return None
    raw = text.translate(table).encode("latin-1")
    try:
        return codecs.getincrementaldecoder(right)().decode(raw, final=not cut)
    except UnicodeDecodeError:
        return None


@lru_cache(maxsize=16)
def _reverse_table(encoding: str) -> dict[int, int]:
    """Character to byte; a byte that the encoding leaves open stands for itself, as browsers and editors do it."""
    return {byte if character == "\ufffd" else ord(character): byte for byte, character in enumerate(_byte_table(encoding))}


# Costs in bits of two characters side by side

_LATIN_1_SIGNS = frozenset("°±×÷§©®™€²³µ·¼½¾")
_PRINTERS_SIGNS = frozenset("«»–—…№•−\u00a0\u00ad\u202f\u2009\u2011\ufeff")
_QUOTES = frozenset("„“”‘’")


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """One letter for what a character is.

    r Russian letter, l Latin letter, _ ASCII sign, s printer's sign, q quotes that are rare in Russian, t technical sign, c other
    Cyrillic letter, a Latin letter with an accent, b box drawing, j junk of legacy code pages (Serbian letters too), x broken,
    o anything else.
    """
    if character < "\x80":
        return "l" if character.isalpha() else "_"
    if character in _PRINTERS_SIGNS:
        return "s"
    if character in _QUOTES:
        return "q"
    if character in _LATIN_1_SIGNS:
        return "t"
    if "\u0410" <= character <= "\u044f" or character in "\u0401\u0451":
        return "r"
    code = ord(character)
    ranges = (
        (0x80, 0x9F, "x"), (0xA0, 0xBF, "j"), (0xC0, 0x24F, "a"), (0x402, 0x403, "j"), (0x408, 0x40C, "j"), (0x40F, 0x40F, "j"),
        (0x452, 0x453, "j"), (0x458, 0x45C, "j"), (0x45F, 0x45F, "j"), (0x400, 0x52F, "c"), (0x2500, 0x25FF, "b"), (0xFFFD, 0xFFFD, "x"),
        (0x2C6, 0x2DC, "j"), (0x2018, 0x2044, "j"), (0x2219, 0x2265, "j"), (0x2320, 0x2321, "j"),
    )
    return next((kind for first, last, kind in ranges if first <= code <= last), "o")


_WITH = {  # costs by the two kinds, in either order
    "_s": 2, "ls": 2, "ss": 8, "_q": 5, "lq": 5, "qs": 8, "qq": 8, "_t": 7, "lt": 7, "st": 8, "tt": 9, "rt": 9,
    "lr": 9, "rc": 6, "cc": 6, "_c": 6, "cs": 7, "cl": 9, "ct": 9, "al": 4, "_a": 5, "as": 6, "at": 8, "aa": 8, "ar": 10, "ac": 10,
    "_b": 7, "bb": 8, "bs": 8, "br": 12, "bl": 8,
}
_COSTS = {frozenset(pair): cost for pair, cost in _WITH.items()}


@lru_cache(maxsize=65_536)
def _pair_cost(first: str, second: str) -> float | None:
    """None where the pair says nothing about the encoding: ASCII only, or other scripts."""
    kinds = _kind(first), _kind(second)
    if (kinds[0] in "_l" and kinds[1] in "_l") or "o" in kinds:
        return None
    if "x" in kinds:
        return 12.0
    if "j" in kinds:
        return 9.0
    if "r" in kinds and kinds[0] in "r_sq" and kinds[1] in "r_sq":
        return _russian_cost(first, second) + ("s" in kinds) + 4 * ("q" in kinds)
    if first == second and kinds[0] == "b":
        return 1.0
    return float(_COSTS.get(frozenset(kinds), 9))


def _russian_cost(first: str, second: str) -> float:
    costs = _letter_costs()
    odd = (first.islower() and second.isupper()) or first == "»" or second == "«"  # such as no one writes side by side
    return costs.get((_letter(first), _letter(second)), 9.0) + 8.0 * odd


def _letter(character: str) -> str:
    lower = character.lower()
    return ("\u0435" if lower == "\u0451" else lower) if "\u0430" <= lower <= "\u0451" else "_"


@lru_cache(maxsize=1)
def _letter_costs() -> dict[tuple[str, str], float]:
    rows = Lexicon.default().mapping("letter_costs")
    letters = tuple(rows)
    return {(first, second): float(cost) for first, row in rows.items() for second, cost in zip(letters, row, strict=True)}


def _mean_cost(pairs: Mapping[tuple[str, str], int]) -> tuple[float, int]:
    total, counted = 0.0, 0
    for (first, second), count in pairs.items():
        if first < "\x80" and second < "\x80":
            continue
        cost = _pair_cost(first, second)
        if cost is not None:
            total, counted = total + cost * count, counted + count
    return (total / counted if counted else 0.0), counted
