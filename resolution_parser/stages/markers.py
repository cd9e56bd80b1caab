"""List markers: which text opens with one, and of what list it is."""

from __future__ import annotations

import re
from functools import lru_cache

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.stages.paragraphs import Marker

_ROMAN = {"I": 1, "V": 5, "X": 10, "Х": 10, "У": 5}
_SHORT_DATE = re.compile(r"[0-3]?\d\.[01]\d\.\d\d$")
_DIGITS = re.compile(r"\d+")
_NEXT_WORD = re.compile(r"\W*(\d*)\W{0,2}([^\W\d_]+)?")
_RUSSIAN_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
_MARKER_START = re.compile(r"[^\w\s\"'«„“(]|\(?\d|\(?\w{1,6}[.)]|o ")


@lru_cache(maxsize=8)
def _marker_rules(lexicon: Lexicon) -> tuple[Rule, ...]:
    return lexicon.rules("markers")


def find_marker(text: str, folded: str, *, lexicon: Lexicon) -> Marker | None:
    """The list marker that a paragraph opens with, or None.

    Dates, years, counts (``24 августа``, ``9 классов``) and initials are no markers.

    >>> find_marker("2.1. Отделу", "2.1. Отделу", lexicon=Lexicon.default()).depth
    2
    """
    if not _MARKER_START.match(folded):
        return None
    for rule in _marker_rules(lexicon):
        match = rule.shape.match(folded) if rule.shape else None
        if match is None:
            continue
        label = text[match.start("label"):match.end("label")]
        end = match.end("gap")
        if rule.name == "marker.letter_dot" and label[0].lower() in lexicon.words("letter_abbreviations"):
            return None
        if _counts_something(label, folded[end:end + 40], lexicon, bare="bare" in rule.fields):
            return None
        return _marker(label, rule.name.removeprefix("marker."), end)
    return None


def _counts_something(label: str, following: str, lexicon: Lexicon, *, bare: bool) -> bool:
    if not label[0].isdigit():
        return False
    word = _NEXT_WORD.match(following)
    if word is None or not word.group(2):
        return False
    lemmas = morph.lemmas(word.group(2))
    if not label.endswith((".", ")")) and "." in label and (_SHORT_DATE.match(label) or lemmas & lexicon.words("after_number")):
        return True
    is_date = bool(lemmas & lexicon.words("months")) and following[:1].isalpha() and following[:1].islower()
    return is_date or (bare and bool(lemmas & lexicon.words("after_number")))


def _marker(label: str, style: str, end: int) -> Marker:
    digits = [int(part) for part in _DIGITS.findall(label)]
    core = label.strip("().")
    number: int | None = digits[-1] if digits else None
    if style == "bullet":
        style = f"bullet {label}"
    elif style == "roman":
        number = _roman(core.upper())
    elif style in ("letter_paren", "letter_dot", "letter_topic"):
        letter = core.lower()[:1]  # İ has two characters in the lower case
        number = _RUSSIAN_LETTERS.find(letter) + 1 or ord(letter) - ord("a") + 1
    return Marker(label=label.strip(), style=style if len(digits) < 2 else f"multilevel {len(digits)}", number=number,
                  depth=len(digits) or 1, end=end)


def _roman(numeral: str) -> int:
    values = [_ROMAN.get(letter, 1) for letter in numeral]
    return sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True))
