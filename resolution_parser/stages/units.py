"""Units: what one step of the outline looks at: a heading, an item, or a run of prose.

A paragraph is one unit, unless a cue runs into its content (``РЕШИЛИ: утвердить …``) or it holds an inline enumeration
(``…: 1) …; 2) …``). Afterwards: the units of a paragraph stand in order, do not overlap, and leave out only white space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from resolution_parser.lexicon import Lexicon, Token, tokenize
from resolution_parser.normalize import fold
from resolution_parser.stages.markers import find_marker
from resolution_parser.stages.notes import split_notes
from resolution_parser.stages.paragraphs import Marker, Paragraph
from resolution_parser.stages.sentences import split_sentences

_COLON_END = re.compile(r":\W{0,3}$")
_DASH_END = re.compile(r"\w[\")]? ?-$")
_ENUMERATION = re.compile(r"(?:(?<=^)|(?<=[\s;:,(.]))(?P<label>\(?(?P<rank>\d{1,2}|[а-яa-z])\))(?= ?[^\s\d;,.)])", re.IGNORECASE)
_DOTTED = re.compile(r"(?:(?<=^)|(?<=[:;.,] ))(?P<label>(?P<rank>\d{1,2})\.)(?= ?[^\W\d_]{2})")
_BULLET = re.compile(r"(?:(?<=^)|(?<=[:;.,] )|(?<=[:;.,]))(?P<label>(?P<rank>[•·▪●◦■►➢✓✔]))(?= ?\w)")
_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
_QUOTES = {"«": 1, "»": -1}
TOKENISED = 10_000
RUN_IN_LIMIT = 220  # a cue that runs into its content is no longer than this


@dataclass(frozen=True)
class Unit:
    """A piece ``[start:end)`` of a paragraph's cleaned text without its marker; ``inline`` where an enumeration made it."""

    paragraph: Paragraph
    start: int
    end: int
    marker: Marker | None
    inline: bool = False
    head_of_list: bool = False
    """Deeper units follow it in the same paragraph."""

    @cached_property
    def text(self) -> str:
        return self.paragraph.text[self.start:self.end]

    @cached_property
    def folded(self) -> str:
        return self.paragraph.folded[self.start:self.end]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Of a unit longer than any sentence only the beginning: cues and addressees stand there."""
        return tokenize(self.folded[:TOKENISED])

    @property
    def opens(self) -> bool:
        """It ends in a colon, or is a line that ends in a dash: what follows belongs under it."""
        ends = _COLON_END.search(self.folded) or self.end == len(self.paragraph.text) and _DASH_END.search(self.folded)
        return bool(ends) or self.head_of_list

    @property
    def label(self) -> str | None:
        return self.marker.label if self.marker else None


def paragraph_units(paragraph: Paragraph, *, lexicon: Lexicon) -> list[Unit]:
    """The units of a paragraph that is no prose of several cues (those are split into sentences later)."""
    whole = Unit(paragraph, paragraph.body_start, len(paragraph.text), paragraph.marker)
    units: list[Unit] = []
    for unit in _split_run_in(whole, lexicon):
        for part in _split_enumeration(unit, lexicon):
            units.extend(_part_from_prose(part, lexicon))
    return units


def _part_from_prose(unit: Unit, lexicon: Lexicon) -> list[Unit]:
    """Of several sentences before a colon only the last is the heading; the others are prose."""
    if not unit.opens or unit.inline or unit.marker is not None or ". " not in unit.folded:
        return [unit]
    *prose, last = split_sentences(unit.text, lexicon=lexicon)
    if not prose:
        return [unit]
    return [replace(unit, end=unit.start + prose[-1][1], head_of_list=False), replace(unit, start=unit.start + last[0])]


def colon_positions(folded: str) -> list[int]:
    """Offsets of the colons that stand outside quotes, brackets and times of day."""
    found, quoted, bracket = [], False, 0
    for at, sign in enumerate(folded):
        if sign == '"':
            quoted = not quoted
        elif sign in "()":
            bracket = max(bracket + (1 if sign == "(" else -1), 0)
        elif sign == ":" and not quoted and not bracket and not folded[at + 1:at + 2].isdigit():
            found.append(at)
    return found


def _split_run_in(unit: Unit, lexicon: Lexicon) -> list[Unit]:
    from resolution_parser.stages.cues import heading_cue  # cues look at units, units at cues

    if ":" not in unit.folded[:RUN_IN_LIMIT]:
        return [unit]
    for colon in colon_positions(unit.folded[:RUN_IN_LIMIT]):
        rest = unit.folded[colon + 1:]
        if not rest.strip(" \"'.;:*"):
            return [unit]
        head = Unit(unit.paragraph, unit.start, unit.start + colon + 1, unit.marker)
        cue = heading_cue(head, lexicon=lexicon)
        if cue is None or not cue.runs_in(head, lexicon=lexicon):
            continue
        start = unit.start + colon + 1 + len(rest) - len(rest.lstrip())
        text = unit.paragraph.text[start:unit.end]
        enumerated = len(_split_enumeration(Unit(unit.paragraph, start, unit.end, None), lexicon)) > 1
        marker = None if enumerated else find_marker(text, fold(text), lexicon=lexicon)
        return [head, Unit(unit.paragraph, start + (marker.end if marker else 0), unit.end, marker)]
    return [unit]


def _split_enumeration(unit: Unit, lexicon: Lexicon) -> list[Unit]:
    marks = _ascending(list(_ENUMERATION.finditer(unit.folded))) or _ascending(list(_DOTTED.finditer(unit.folded))) or _bullets(unit.folded)
    if len(marks) < 2:
        return [unit]
    units: list[Unit] = []
    head = unit.folded[:marks[0].start()].rstrip()
    if head:
        units.append(Unit(unit.paragraph, unit.start, unit.start + len(head), unit.marker, head_of_list=True))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        end = following.start() if following else len(unit.folded)
        inside = unit.text[mark.end():end]
        start = unit.start + mark.end() + len(inside) - len(inside.lstrip())
        label = unit.text[mark.start("label"):mark.end("label")]
        marker = Marker(label=label, style=_inline_style(mark["rank"]), number=_rank(mark["rank"]) or None, depth=1, end=0)
        item = Unit(unit.paragraph, start, unit.start + mark.end() + len(inside.rstrip()), marker, inline=True)
        units.extend([item] if following else _item_and_prose(item, unit, lexicon))
    return units


def _item_and_prose(item: Unit, whole: Unit, lexicon: Lexicon) -> list[Unit]:
    """After the last item of an inline enumeration the paragraph may go on with sentences of its own."""
    if whole.marker is not None or ". " not in item.folded:
        return [item]
    first, *rest = split_sentences(item.text, lexicon=lexicon)
    if not rest or split_notes(item.text, item.folded, lexicon=lexicon)[0] <= first[1]:
        return [item]
    return [replace(item, end=item.start + first[1]), Unit(item.paragraph, item.start + rest[0][0], item.end, None)]


def _bullets(folded: str) -> list[re.Match[str]]:
    """Bullets inside a paragraph: two or more of one sign after a colon, a semicolon or a full stop."""
    marks = list(_BULLET.finditer(folded))
    return marks if len(marks) > 1 and len({mark["rank"] for mark in marks}) == 1 else []


def _inline_style(rank: str) -> str:
    return "inline number" if rank.isdigit() else "inline letter" if rank.isalpha() else f"inline {rank}"


def _ascending(marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """The marks that count up from one, in letters or in numbers."""
    tried: set[bool] = set()
    for at, first in enumerate(marks):
        digits = first["rank"].isdigit()
        if digits in tried or _rank(first["rank"]) != 1:
            continue
        tried.add(digits)  # where no 2 follows the first 1, none follows a later one
        run = [first]
        for mark in marks[at + 1:]:
            if mark["rank"].isdigit() == digits and _rank(mark["rank"]) == len(run) + 1:
                run.append(mark)
        if len(run) > 1:
            return run
    return []


def _rank(rank: str) -> int:
    return int(rank) if rank.isdigit() else _LETTERS.find(rank.lower()) + 1
