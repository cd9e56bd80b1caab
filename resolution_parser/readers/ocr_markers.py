"""List markers that tesseract misread, mended by their neighbours: the other numbers of the list leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from resolution_parser.readers.ocr_words import as_digits
from resolution_parser.readers.pdf_layout import Line
from resolution_parser.readers.pdf_text import Word

_LETTER = re.compile(r"(?:[^\W\d_]|\d)[.)]")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})([.)]?)")
_MISREAD = re.compile(r"\w{1,2}(?:\.\w{1,2}){0,3}[.)]?")
_TWINS = str.maketrans("568", "333")  # digits that are taken for each other


@dataclass(slots=True)
class _Marker:
    """A list number; ``certain`` where all of it was read as digits."""

    word: Word
    parts: tuple[int, ...]
    sign: str
    certain: bool

    def write(self, parts: tuple[int, ...]) -> None:
        """Put these numbers into the word."""
        self.parts, self.certain = parts, True
        self.word.text = ".".join(map(str, parts)) + self.sign


def mend_markers(lines: Sequence[Line]) -> None:
    """Put right the list markers that these lines, in reading order, begin with."""
    firsts = [line.words[0] for line in lines if len(line.words) > 1]
    _mend_letters(firsts)
    markers = [marker for word in firsts if (marker := _marker(word)) is not None]
    for at, marker in enumerate(markers):
        meant = _meant(marker, markers[:at], markers[at + 1:])
        if meant is not None:
            marker.write(meant)


def _mend_letters(firsts: Sequence[Word]) -> None:
    """A digit between two neighbours of its own letter is that letter: the 6 between the second and the fourth of an alphabet."""
    markers = [word for word in firsts if _LETTER.fullmatch(word.text)]
    for before, word, after in zip(markers, markers[1:], markers[2:], strict=False):
        letter = chr(ord(before.text[0]) + 1)
        if word.text[0].isdigit() and ord(after.text[0]) == ord(letter) + 1 and letter.translate(as_digits()) == word.text[0]:
            word.text = letter + word.text[1:]


def _marker(word: Word) -> _Marker | None:
    if not _MISREAD.fullmatch(word.text):
        return None
    found = _NUMBER.fullmatch(word.text.translate(as_digits()))
    if found is None or not found.group(2) and "." not in found.group(1):
        return None
    return _Marker(word, tuple(map(int, found.group(1).split("."))), found.group(2), _NUMBER.fullmatch(word.text) is not None)


def _meant(marker: _Marker, before: Sequence[_Marker], after: Sequence[_Marker]) -> tuple[int, ...] | None:
    """The number that must stand there; None where it is right, or nothing is certain."""
    return _meant_single(marker, before, after) if len(marker.parts) == 1 else _meant_deep(marker, before)


def _meant_single(marker: _Marker, before: Sequence[_Marker], after: Sequence[_Marker]) -> tuple[int, ...] | None:
    last = next((other.parts[0] for other in reversed(before) if _alike(other, marker) and other.certain), None)
    following = next((other.parts[0] for other in after if _alike(other, marker)), None)
    own = marker.parts[0]
    if not marker.certain:
        both = last == own - 1 and following == own + 1
        only_one = last == own - 1 or own == 1 and following == 2
        return marker.parts if both or only_one and marker.word.text[0].isupper() else None
    if last is None or own == last + 1 or not _are_twins(own, last + 1):
        return None
    return (last + 1,) if following == last + 2 or following is None and last >= 2 else None


def _meant_deep(marker: _Marker, before: Sequence[_Marker]) -> tuple[int, ...] | None:
    """The parts before the last are those of the list's number or of the item before; the last counts on."""
    last = before[-1].parts if before else ()
    own = marker.parts
    depth = len(own) - 1
    outer = last[:depth] if len(last) >= depth and all(map(_are_twins, own[:depth], last[:depth])) else own[:depth]
    counted = last[depth] + 1 if len(last) > depth and last[:depth] == outer else 1
    inner = counted if own[depth] != counted and _are_twins(own[depth], counted) else own[depth]
    meant = (*outer, inner)
    return None if meant == own and marker.certain or not marker.certain and not any(map(str.isdigit, marker.word.text)) else meant


def _alike(one: _Marker, other: _Marker) -> bool:
    return len(one.parts) == len(other.parts) == 1 and one.sign == other.sign


def _are_twins(one: int, other: int) -> bool:
    return str(one).translate(_TWINS) == str(other).translate(_TWINS)
