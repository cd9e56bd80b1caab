"""Questions: what a document treats one after another, each the topic of all that is noted and decided on it.

They are the questions of an agenda, printed again over what was heard and decided, or themes, each with its own «Проблемы:» and «Решили:».
A question ends where the next one begins, and where the document goes over to what concerns all of them.
"""

from __future__ import annotations

from resolution_parser.stages.frames import Frames
from resolution_parser.stages.paragraphs import Marker
from resolution_parser.stages.units import Unit


class Questions:
    """The question in force, if there is one, and those that the agenda has announced."""

    def __init__(self) -> None:
        self.current: str | None = None
        self._marker: Marker | None = None
        self._agenda: set[str] = set()
        self._is_theme = False
        self._in_block: list[tuple[str, str]] = []
        self._in_earlier_blocks: set[tuple[str, str]] = set()

    def announce(self, unit: Unit) -> None:
        """An entry of the agenda, to be known again."""
        self._agenda.add(_key(unit))

    def knows(self, unit: Unit) -> bool:
        return _key(unit) in self._agenda

    def begin(self, unit: Unit, *, is_theme: bool = False) -> None:
        """Go over to the next question."""
        self.current = unit.text.strip(" .:") if is_theme else unit.text.strip()
        self._marker = unit.marker
        self._is_theme = is_theme
        self._in_earlier_blocks.update(self._in_block)
        self._in_block = []

    def end(self) -> None:
        self.current, self._marker, self._is_theme = None, None, False

    def pass_heading(self, kind: str, rule: str) -> None:
        """A section begins: one that no block before has had ends the last theme.

        ``Конференция РЕШИЛА:`` after blocks of «Цель:» and «Задачи:» belongs to none of them, nor does a second heading of decisions in a
        block, if it is of another wording than theirs.
        """
        if not self._is_theme:
            return
        known = {one for one, _ in self._in_earlier_blocks}
        again = any(kind == one for one, _ in self._in_block)
        if known and (kind not in known or again and (kind, rule) not in self._in_earlier_blocks):
            self.end()
        self._in_block.append((kind, rule))

    def is_over_at(self, marker: Marker, frames: Frames) -> bool:
        """``3. Контроль …`` after ``2. О трудоустройстве`` with its decisions 2.1 to 2.5: an item in the rank of the questions."""
        question = self._marker
        if question is None or question.number is None or marker.style != question.style or marker.number != question.number + 1:
            return False
        return frames.in_list and not frames.has_list(marker.style)


def _key(unit: Unit) -> str:
    return unit.folded.strip(" .;,").lower()
