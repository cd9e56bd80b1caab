"""Frames: the lists that are open and the headings over them, innermost last. They say what an item stands under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from resolution_parser.records import ItemKind, Modality
from resolution_parser.stages.drafts import PlacedBody
from resolution_parser.stages.paragraphs import Marker


@dataclass(slots=True)
class Frame:
    """An open list (``style`` of its markers, ``last`` number seen), or a heading: bodies, a lead, a topic, a verb or a kind."""

    style: str | None = None
    last: int | None = None
    bodies: tuple[PlacedBody, ...] = ()
    modality: Modality | None = None
    deadline: str | None = None
    """The text of a heading that says by when, for all that stands under it."""
    lead: str | None = None
    lead_action: str | None = None
    topic: str | None = None
    """An empty topic ends the one above it."""
    verb: str | None = None
    """The addressing verb of a heading that names nobody: its items do."""
    kind: ItemKind | None = None
    marked: bool = False
    """The heading is itself an item of a list."""
    used: bool = False
    """A list stands under it already."""

    @property
    def is_list(self) -> bool:
        return self.style is not None

    @property
    def role(self) -> str:
        return "lead" if self.lead else "body_heading" if self.bodies else "topic"


class Frames:
    """The stack of frames of one section."""

    def __init__(self, frames: list[Frame] | None = None) -> None:
        self._stack = list(frames or [])

    def copy(self) -> Frames:
        return Frames(self._stack)

    def clear(self) -> None:
        self._stack.clear()

    def push(self, frame: Frame) -> None:
        self._stack.append(frame)

    @property
    def in_list(self) -> bool:
        return any(frame.is_list for frame in self._stack)

    def has_list(self, style: str) -> bool:
        """Whether a list of such markers is open."""
        return any(frame.style == style for frame in self._stack)

    def _inward(self) -> Iterator[Frame]:
        return reversed(self._stack)

    @property
    def lead(self) -> Frame | None:
        """The nearest lead."""
        return next((frame for frame in self._inward() if frame.lead is not None), None)

    @property
    def holder(self) -> Frame | None:
        """The nearest heading that names bodies."""
        return next((frame for frame in self._inward() if frame.bodies), None)

    @property
    def deadline(self) -> str | None:
        """The deadline of the nearest heading that names bodies."""
        return self.holder.deadline if self.holder is not None else None

    @property
    def modality(self) -> Modality | None:
        return next((frame.modality for frame in self._inward() if frame.modality), None)

    @property
    def kind(self) -> ItemKind | None:
        """The kind that a lead gives to its items, whatever the section's."""
        return next((frame.kind for frame in self._inward() if frame.kind), None)

    @property
    def verb(self) -> str | None:
        return next((frame.verb for frame in self._inward() if frame.verb), None)

    def topic(self, otherwise: str | None) -> str | None:
        """The nearest topic, or the one of the section."""
        return next((frame.topic for frame in self._inward() if frame.topic is not None), otherwise) or None

    def enter_list(self, marker: Marker, level: int | None) -> None:
        """Go on with the list that a marker belongs to, or open a new one under the heading on top."""
        style = marker.style if level is None else f"{marker.style}@{level}"
        top = self._stack[-1] if self._stack else None
        if top is not None and not top.is_list and not top.used and (not top.marked or self._is_first_child(marker, style)):
            top.used = True
            self._stack.append(Frame(style=style, last=marker.number))
            return
        for at in range(len(self._stack) - 1, -1, -1):
            if self._stack[at].style == style:
                self._stack[at].last = marker.number
                del self._stack[at + 1:]
                return
        self._stack.append(Frame(style=style, last=marker.number))

    def _is_first_child(self, marker: Marker, style: str) -> bool:
        """Whether a marker right after a marked heading is that of its first child, and not of its next sibling."""
        siblings = next((frame for frame in self._inward() if frame.is_list), None)
        return siblings is None or siblings.style != style or marker.number == 1

    def leave_for_heading(self, heading: Frame) -> None:
        """Close what an unmarked heading closes: the heading of its own sort with all under it, or all but a marked lead's frames.

        A topic closes everything; a verb that waits for its objects (``Рекомендовать:``) stays open over them.
        """
        twins = [at for at, frame in enumerate(self._stack) if not frame.is_list and not frame.marked and frame.bodies]
        leads = [at for at, frame in enumerate(self._stack) if frame.marked and not frame.is_list]
        keep = -1 if heading.topic is not None else twins[-1] - 1 if twins else leads[-1] if leads else -1
        waiting = [frame for frame in self._stack[keep + 1:]
                   if not frame.is_list and not frame.bodies and not frame.lead and frame.modality and not frame.used]
        del self._stack[keep + 1:]
        self._stack.extend(waiting[:1])
