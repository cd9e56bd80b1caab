"""What the outline writes down as it is read: sections, headings, drafts of items, roles; and the section in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import cast

from resolution_parser.lexicon import Lexicon
from resolution_parser.records import ItemKind, Modality, SectionKind
from resolution_parser.stages import headings, speech_acts
from resolution_parser.stages.addressees import Addressee
from resolution_parser.stages.cues import is_control, sentence_cue, speaks
from resolution_parser.stages.drafts import Draft, Heading, Part, PlacedNote, Role
from resolution_parser.stages.frames import Frame, Frames
from resolution_parser.stages.notes import Note, split_notes
from resolution_parser.stages.paragraphs import Marker
from resolution_parser.stages.questions import Questions
from resolution_parser.stages.roles import Vote
from resolution_parser.stages.tables import Table
from resolution_parser.stages.units import Unit

OPENING = 3  # words and signs in which a sentence names its subject

# An order of trust, not a probability: a marked item under a plain cue is surest, prose that only follows a cue least.
_CONFIDENCE = {"marked": 0.95, "control": 0.95, "cue": 0.85, "prose": 0.8, "table": 0.9}
_EXPLICIT = 0.03  # an addressee, a note or a control clause in the item itself
_WITHOUT_CUE = 0.35  # decisions taken for such without any cue


@dataclass(slots=True)
class State:
    """The section in force: an item kind, ``preamble`` (nothing said yet) or ``none`` (agenda, attendance, speeches, votes)."""

    kind: str = "preamble"
    rule: str = "preamble"
    modality: Modality | None = None
    verb: str | None = None
    topic: str | None = None
    frames: Frames = field(default_factory=Frames)
    addresses: bool = False
    """Its heading names whom it charges with all that stands in its list."""
    listed: bool = False
    """It has had marked items: prose after them is no longer a matter of course."""

    @property
    def decides(self) -> bool:
        return self.kind in ("proposals", "tasks")

    @property
    def holds_items(self) -> bool:
        return self.kind not in ("preamble", "none")

    @property
    def hears(self) -> bool:
        return self.rule.startswith(("none.heard", "none.speakers"))


class OutlineWriter:
    """Keeps the state of one walk over a document, and writes down what its steps find."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._state = State()
        self._questions = Questions()
        self._parts: list[Part] = []
        self._drafts: list[Draft] = []
        self._roles: list[Role] = []
        self._headings: list[Heading] = []

    def _open(self, unit: Unit, kind: str, rule: str, modality: Modality | None) -> None:
        """Begin a section with a heading; the question of the agenda stays its topic."""
        self._questions.pass_heading(kind, rule)
        verb = headings.heading_verb(unit, modality)
        self._state = State(kind=kind, rule=rule, modality=modality, topic=self._questions.current, verb=verb)
        self._begin_part(_section_kind(kind), unit.paragraph.index, headings.heading_text(unit))
        self._mark(unit, "heading", rule)

    def _switch(self, unit: Unit, kind: str, rule: str, modality: Modality | None = None) -> None:
        """Begin a section without a heading, by a sentence of prose."""
        self._state = State(kind=kind, rule=rule, modality=modality, topic=self._questions.current)
        self._begin_part(_section_kind(kind), unit.paragraph.index, None)

    def _attach(self, unit: Unit, notes: Iterable[Note]) -> None:
        """Give notes to the last draft; one that names an executor makes a task of a proposal."""
        last, placed = self._drafts[-1], _place_notes(unit, notes)
        if last.kind == "proposals" and last.rule != "gratitude" and any(entry.note.kind == "executor" for entry in placed):
            last = replace(last, kind="tasks", rule="note.executor")
        self._drafts[-1] = replace(last, notes=last.notes + placed)

    def _add(self, unit: Unit, how: str, vote: Vote | None = None) -> None:
        """Draft an item of a unit; ``vote`` where only the model takes it for one."""
        end, notes = split_notes(unit.text, unit.folded, lexicon=self._lexicon)
        if end == 0:
            end, notes = len(unit.text), ()
        own = replace(unit, end=unit.start + end)
        frames = self._state.frames
        addressee = self._addressee(own) if self._state.decides and frames.kind != "goals" else None
        kind, rule = self._kind(own, addressee, notes)
        if vote is not None:
            rule = f"model.{kind}"
        lead, holder = frames.lead, frames.holder
        topic = self._questions.current if kind == "control" and unit.marker is None else frames.topic(self._state.topic)
        self._drafts.append(Draft(
            kind=kind, paragraph=unit.paragraph, start=own.start, end=own.end, rule=rule, confidence=self._confidence(rule, how),
            label=unit.label, lead=lead.lead if lead else None, lead_action=lead.lead_action if lead else None, topic=topic,
            modality=frames.modality or self._state.modality, heading_bodies=holder.bodies if holder else (),
            heading_deadline=frames.deadline, addressee=addressee, notes=_place_notes(unit, notes),
        ))
        self._mark(unit, kind, rule)

    def _addressee(self, unit: Unit) -> Addressee | None:
        """Whom an item addresses, by itself or as the object of the verb in the heading (``Просить: – администрацию …``)."""
        holder = self._state.frames.holder
        found = headings.address_of(unit.text, None if holder is not None else self._verb, lexicon=self._lexicon)
        appeals = found is not None and found.rule.startswith(("address.appeal", "address.petition"))
        if holder is not None and appeals and speech_acts.opens_with_infinitive(unit):
            return None  # «Администрации города: – обратиться в Думу …»: whom the charged body is to ask
        return found

    @property
    def _verb(self) -> str | None:
        return self._state.frames.verb or self._state.verb

    def _kind(self, unit: Unit, addressee: Addressee | None, notes: Iterable[Note]) -> tuple[ItemKind, str]:
        """The ordered rules that decide the kind; the first that answers wins, and its name goes into the record."""
        state, given = self._state, self._state.frames.kind
        control = is_control(unit, lexicon=self._lexicon)
        if control is not None and (state.decides or unit.marker is None):
            return "control", control.name
        if given == "goals":
            return "goals", "lead.goals"
        if not state.decides:
            return self._kind_of_statement(unit)
        if speaks("gratitude", unit, lexicon=self._lexicon):
            return "proposals", "gratitude"
        if addressee is not None and addressee.bodies:
            return "tasks", addressee.rule
        if any(note.kind == "executor" for note in notes):
            return "tasks", "note.executor"
        if state.frames.holder is not None:
            return "tasks", "heading.bodies"
        if given is not None:
            return given, f"lead.{given}"
        return cast(ItemKind, state.kind), state.rule

    def _kind_of_statement(self, unit: Unit) -> tuple[ItemKind, str]:
        """Among findings an item that opens with a contrast and holds a word of lack is a problem («в то же время … нет призёров»)."""
        cue = sentence_cue(unit, lexicon=self._lexicon) if self._state.kind == "findings" and unit.marker is not None else None
        if cue is not None and cue.kind == "problems" and cue.first == 0 and speech_acts.lacks(unit, lexicon=self._lexicon):
            return "problems", cue.rule.name
        return cast(ItemKind, self._state.kind), self._state.rule

    def _confidence(self, rule: str, how: str) -> float:
        explicit = _EXPLICIT if rule.startswith(("address", "note", "control")) else 0
        guessed = _WITHOUT_CUE if self._state.rule.startswith(("fallback", "model")) or rule.startswith("model") else 0
        return round(_CONFIDENCE[how] + explicit - guessed, 2)

    def _begin_part(self, kind: SectionKind, index: int, heading: str | None) -> None:
        """A paragraph begins one section only: a heading names it, else the last kind that its sentences turned to."""
        if self._parts and self._parts[-1].first == index:
            if heading is None and self._parts[-1].heading is not None:
                return
            self._parts.pop()
        self._parts.append(Part(kind, heading, index))

    def _mark(self, unit: Unit, role: str, rule: str) -> None:
        self._roles.append(Role(unit.paragraph.index, unit.start, unit.end, role, rule))

    def _place_frame(self, unit: Unit, frame: Frame) -> None:
        """Put a heading into the frames: a marked one into its list, an unmarked one over the lists that it closes."""
        self._mark(unit, frame.role, "heading.colon")
        frames = self._state.frames
        if unit.marker is not None:
            self._leave_question(unit.marker)
            frames.enter_list(unit.marker, level_of(unit))
            frame.marked = True
        else:
            frames.leave_for_heading(frame)
            if frame.topic is not None and not frame.bodies:
                self._state.topic = frame.topic or None
                return
        frames.push(frame)

    def _leave_question(self, marker: Marker) -> None:
        """An item in the rank of the questions concerns all of them."""
        if self._questions.is_over_at(marker, self._state.frames):
            self._questions.end()
            self._state.topic = None
            self._state.frames.clear()

    def _leave_list(self, unit: Unit) -> None:
        """Prose after a list stands under no heading of the list's; where the meeting speaks in it, under no sub-heading, either."""
        self._state.frames.clear()
        if speech_acts.has_meeting_as_subject(unit.tokens[:OPENING], lexicon=self._lexicon):
            self._state.topic = self._questions.current
        if self._state.addresses:
            self._state.kind = "proposals"

    def _pass_over(self, unit: Unit) -> None:
        """What holds no items; the questions of an agenda are kept, to be known again over their СЛУШАЛИ."""
        if self._state.rule.startswith("none.agenda"):
            self._questions.announce(unit)
        self._mark(unit, self._state.kind, self._state.rule)

    def _add_table(self, table: Table) -> None:
        """A task for each row of a table of measures; after it the section goes on."""
        before = self._state
        self._begin_part("tasks", table.first, None)
        topic = self._questions.current
        for row in table.rows:
            topic = row.topic or topic
            if row.measure is not None:
                (paragraph, start, end), *more = row.measure
                self._drafts.append(Draft(
                    kind="tasks", paragraph=paragraph, start=start, end=end, rule="table.measures", confidence=_CONFIDENCE["table"],
                    label=row.label, topic=topic, modality=before.modality if before.decides else "obligation", row=row, more=tuple(more),
                ))
        for paragraph in table.paragraphs:
            role = "heading" if paragraph.index in table.header else "tasks"
            self._roles.append(Role(paragraph.index, 0, len(paragraph.text), role, "table.measures"))
        kind = before.kind if before.decides else "none"
        self._state = replace(before, kind=kind, rule=before.rule if before.decides else "table.end", frames=Frames())
        self._parts.append(Part(_section_kind(kind), None, table.last + 1))


def _place_notes(unit: Unit, notes: Iterable[Note]) -> tuple[PlacedNote, ...]:
    return tuple(PlacedNote(unit.paragraph, replace(note, start=note.start + unit.start, end=note.end + unit.start)) for note in notes)


def level_of(unit: Unit) -> int | None:
    """The level of a unit's list, where the document's format tells it."""
    return None if unit.inline else unit.paragraph.level


def _section_kind(kind: str) -> SectionKind:
    return "other" if kind == "none" else cast(SectionKind, kind)
