"""Sentences of Russian official prose: initials, abbreviations and numbers do not end one."""

from __future__ import annotations

import re

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"»”)]*(?=(?P<gap> +)[\"«„“(]?[A-ZА-ЯЁ0-9])")
_BEFORE = re.compile(r"([^\W\d_]+(?:(?:-|\. ?)[^\W\d_]+){0,3})$")
_NUMBERED = re.compile(r"№ ?[\d/-]{0,6}\d-$")
_SURNAME_BEFORE = re.compile(r"\b[^\W\d_]{3,} $")
_WORD_AFTER = re.compile(r"\s*([^\W\d_]+)")
_YEAR_BEFORE = re.compile(r"(?:\d{4} ?г|гг|\d{2} ?в|вв|[^г\Wв]{2,})$", re.IGNORECASE)
_NUMBER_AFTER = re.compile(r"\s*(?:№|N{1,2}o?\b|No\b)")

LONGEST_SENTENCE = 4_000  # characters that are searched for an open quote


def split_sentences(text: str, *, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences of a cleaned text; together they hold all of it but the spaces between.

    >>> text = "Доклад Г.В. Скакалиной за 2020 г. принят. Решили следующее."
    >>> [text[a:b] for a, b in split_sentences(text, lexicon=Lexicon.default())]
    ['Доклад Г.В. Скакалиной за 2020 г. принят.', 'Решили следующее.']
    """
    found: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        if _ends(text, start, end, lexicon):
            found.append((start, end.end()))
            start = end.end("gap")
    if start < len(text):
        found.append((start, len(text)))
    return found


def _ends(text: str, start: int, end: re.Match[str], lexicon: Lexicon) -> bool:
    if text[end.start()] != "." or end.end() - end.start() > 1 and text[end.start():end.start() + 2] in ("..", ".»", '."', ".)"):
        return _quotes_closed(text, start, end.end())
    before = _BEFORE.search(text, max(end.start() - 24, start), end.start())
    if before is None:
        marker_like = text[start:end.start()].strip().isdigit()
        return not marker_like
    word = before.group(1).lower().replace("ё", "е").replace(" ", "")
    if word in lexicon.words("sometimes_final"):
        following = text[end.end():end.end() + 40].lstrip()[:1]
        if _NUMBER_AFTER.match(text, end.end()):
            return False
        year = len(word) > 2 or _YEAR_BEFORE.search(text, max(end.start() - 8, 0), end.start()) is not None
        return following.isalpha() and year or "." in word
    if _NUMBERED.search(text, max(before.start() - 8, start), before.start()):  # «№ 1235-р.»
        return _quotes_closed(text, start, end.end())
    if len(word) == 1 or word in lexicon.words("never_final"):
        return _ends_after_initials(text, before.start(), end.end())
    if "." in before.group(1) and all(len(part) <= 2 for part in word.split(".")):
        return _ends_after_initials(text, before.start(), end.end())
    return _quotes_closed(text, start, end.end())


def _ends_after_initials(text: str, initials: int, end: int) -> bool:
    """``… хозяйство Бауэра В.И. Вступили в строй …``: a surname stands before the initials and a plain word follows."""
    surname = _SURNAME_BEFORE.search(text, max(initials - 30, 0), initials)
    if not text[initials:initials + 1].isupper() or surname is None or not surname.group()[0].isupper():
        return False
    following = _WORD_AFTER.match(text, end)
    if following is None or len(following.group(1)) < 2:
        return False
    readings = morph.readings(following.group(1))
    return morph.is_known(following.group(1)) and not any({"Surn", "Name", "Patr"} & reading.tags for reading in readings)


def _quotes_closed(text: str, start: int, end: int) -> bool:
    """A full stop inside «…» ends no sentence of the document (unless the quotes are unbalanced and stay open too long)."""
    start = max(start, end - LONGEST_SENTENCE)
    piece = text[start:end]
    return piece.rfind("«") <= piece.rfind("»") or end - start - piece.rfind("«") > 200
