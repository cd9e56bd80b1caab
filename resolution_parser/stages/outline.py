"""The outline: which paragraph opens what, and which pieces of text are items of which kind.

A walk over the units of the paragraphs with one small state: the section in force, the topic, and the frames of lists and headings
that the next item stands in. Afterwards: every paragraph of the body has a section and a role; every draft is a piece of one
paragraph (or continues in the next ones); no two drafts overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from resolution_parser.lexicon import Lexicon
from resolution_parser.records import ItemKind, Modality, SectionKind
from resolution_parser.stages.actions import find_action
from resolution_parser.stages.addressees import Addressee, find_addressee
from resolution_parser.stages.bodies import BodyPhrase, is_body_heading, read_bodies
from resolution_parser.stages.cues import Cue, heading_cue, is_control, sentence_cue, speaks
from resolution_parser.stages.notes import Note, split_notes
from resolution_parser.stages.paragraphs import Marker, Paragraph
from resolution_parser.stages.sentences import split_sentences
from resolution_parser.stages.tables import Table, TableRow
from resolution_parser.stages.units import Unit, paragraph_units

TOPIC_LIMIT = 160  # letters; longer lines without a full stop are items or prose, not sub-headings


@dataclass(frozen=True, slots=True)
class PlacedBody:
    """A body phrase with the paragraph and the offset in it that its own offsets count from."""

    paragraph: Paragraph
    base: int
    phrase: BodyPhrase


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note with the paragraph that its offsets point into."""

    paragraph: Paragraph
    note: Note


@dataclass(frozen=True, slots=True)
class Draft:
    """An item before its fields are filled: where it stands and what stands over it."""

    kind: ItemKind
    paragraph: Paragraph
    start: int
    end: int
    label: str | None
    lead: str | None
    lead_action: str | None
    lead_unit: Unit | None
    topic: str | None
    modality: Modality | None
    heading_bodies: tuple[PlacedBody, ...]
    addressee: Addressee | None
    notes: tuple[PlacedNote, ...]
    row: TableRow | None
    rule: str
    confidence: float
    more: tuple[tuple[Paragraph, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph is taken for, by which rule, and why; ``covered`` where nothing of it is left over."""

    paragraph: int
    start: int
    end: int
    role: str
    rule: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its kind, its heading and the paragraph that it begins with."""

    kind: SectionKind
    heading: str | None
    first: int


@dataclass(frozen=True, slots=True)
class Outline:
    parts: tuple[Part, ...]
    drafts: tuple[Draft, ...]
    roles: tuple[Role, ...]
    headings: tuple[str, ...]
    """The headings and leads, for the period."""


@dataclass(slots=True)
class _Frame:
    """A list that is open (``style``) or a heading that opened it."""

    style: str | None = None
    last: int | None = None
    marked: bool = False
    bodies: tuple[PlacedBody, ...] = ()
    modality: Modality | None = None
    lead: str | None = None
    lead_action: str | None = None
    lead_unit: Unit | None = None
    topic: str | None = None
    kind: ItemKind | None = None
    verb: str | None = None
    """The addressing verb of a heading that names nobody: its items do."""
    used: bool = False

    @property
    def is_list(self) -> bool:
        return self.style is not None


@dataclass(slots=True)
class _State:
    kind: str = "preamble"
    rule: str = "preamble"
    modality: Modality | None = None
    topic: str | None = None
    verb: str | None = None
    frames: list[_Frame] = field(default_factory=list)
    listed: bool = False
    """The section in force has had marked items."""
    closed: bool = False
    """The section's content is over: a one-sentence goal, a closing formula."""


class OutlineReader:
    """Reads the outline of the paragraphs between the title and the signatures."""

    def __init__(self, paragraphs: Sequence[Paragraph], tables: Sequence[Table], *, lexicon: Lexicon) -> None:
        self._paragraphs = paragraphs
        self._tables = {table.first: table for table in tables}
        self._lexicon = lexicon
        self._state = _State()
        self._parts: list[Part] = []
        self._drafts: list[Draft] = []
        self._roles: list[Role] = []
        self._headings: list[str] = []
        self._resume: _State | None = None
        self._agenda: set[str] = set()
        self._agenda_topic = False

    def read(self) -> Outline:
        """Walk over all paragraphs."""
        skip_to = -1
        units = [() if paragraph.furniture or paragraph.cell else tuple(paragraph_units(paragraph, lexicon=self._lexicon))
                 for paragraph in self._paragraphs]
        for at, paragraph in enumerate(self._paragraphs):
            if paragraph.index < skip_to:
                continue
            if paragraph.index in self._tables:
                table = self._tables[paragraph.index]
                self._read_table(table)
                skip_to = table.last + 1
            elif not paragraph.furniture:
                following = next((unit for group in units[at + 1:at + 3] for unit in group), None)
                self._read_paragraph(paragraph, units[at] or tuple(paragraph_units(paragraph, lexicon=self._lexicon)), following)
        return Outline(tuple(self._parts), tuple(self._drafts), tuple(self._roles), tuple(self._headings))

    # --- paragraphs ------------------------------------------------------------------------------------------------------------------

    def _read_paragraph(self, paragraph: Paragraph, units: Sequence[Unit], following: Unit | None) -> None:
        for at, unit in enumerate(units):
            after = units[at + 1] if at + 1 < len(units) else following
            self._read_unit(unit, after)

    def _read_unit(self, unit: Unit, after: Unit | None) -> None:
        if not unit.text.strip(" .;:-–—*"):
            return
        steps = (self._read_note, self._read_heading, self._read_closing, self._read_lead, self._read_topic, self._read_items)
        for step in steps:
            if step(unit, after):
                return

    def _read_note(self, unit: Unit, after: Unit | None) -> bool:
        """A line that is nothing but notes belongs to the item before it."""
        if not self._drafts or unit.marker is not None:
            return False
        end, notes = split_notes(unit.text, unit.folded, lexicon=self._lexicon)
        if end > 0 or not notes:
            return False
        self._attach(unit, notes)
        self._mark(unit, "note", "note." + notes[0].kind)
        return True

    def _attach(self, unit: Unit, notes: Iterable[Note]) -> None:
        """Give notes to the last draft; one that names an executor makes a task of a proposal."""
        placed = tuple(PlacedNote(unit.paragraph, replace(note, start=note.start + unit.start, end=note.end + unit.start)) for note in notes)
        last = self._drafts[-1]
        tasked = last.kind == "proposals" and last.rule != "gratitude" and any(entry.note.kind == "executor" for entry in placed)
        self._drafts[-1] = replace(last, notes=last.notes + placed, **({"kind": "tasks", "rule": "note.executor"} if tasked else {}))

    # --- headings --------------------------------------------------------------------------------------------------------------------

    def _read_heading(self, unit: Unit, after: Unit | None) -> bool:
        """A cue of its own line or with a colon opens a section."""
        if not self._looks_like_heading(unit, after):
            return False
        cue = heading_cue(unit, lexicon=self._lexicon)
        if cue is None or not self._opens_section(unit, cue):
            return False
        if cue.kind == "none":
            self._open(unit, "none", cue.rule.name, None)
            return True
        self._open(unit, cue.kind, cue.rule.name, cue.modality)
        self._headings.append(unit.text)
        if cue.kind in ("proposals", "tasks"):
            self._address(unit, cue)
        return True

    def _opens_section(self, unit: Unit, cue: Cue) -> bool:
        if unit.inline:
            return False
        if unit.marker is None:
            return not (cue.kind in ("goals", "findings", "problems") and self._deciding() and self._turns_on_infinitive(unit))
        if self._turns_on_infinitive(unit) or (cue.kind in ("proposals", "tasks") and self._deciding()):
            return False
        return unit.opens or unit.paragraph.bold or unit.folded.isupper() or len(unit.folded) < TOPIC_LIMIT // 2

    def _deciding(self) -> bool:
        return self._state.kind in ("proposals", "tasks")

    def _turns_on_infinitive(self, unit: Unit) -> bool:
        return find_action(unit.text, lexicon=self._lexicon) is not None

    def _looks_like_heading(self, unit: Unit, after: Unit | None) -> bool:
        folded = unit.folded.rstrip()
        if unit.opens or any(rule.shape is not None and rule.shape.search(folded) for rule in self._lexicon.rules("heading_ends")):
            return True
        return self._stops_at_its_verb(unit) or after is not None and self._is_line_of_its_own(unit)

    def _stops_at_its_verb(self, unit: Unit) -> bool:
        """``…, коллегия констатирует.``: nothing follows the verb, so what follows the sentence is what it announces."""
        words = [token for token in unit.tokens if token.is_word]
        if unit.marker is not None or len(words) < 2 or not any(lemma.endswith("/verb") for lemma in words[-1].lemmas):
            return False
        cue = heading_cue(unit, lexicon=self._lexicon)
        return cue is not None and cue.kind != "none" and unit.tokens[cue.last - 1] is words[-1]

    def _is_line_of_its_own(self, unit: Unit) -> bool:
        folded = unit.folded.rstrip()
        if len(folded) > TOPIC_LIMIT or folded[-1:] in ".;,!?":
            return False
        return unit.start == unit.paragraph.body_start and unit.end == len(unit.paragraph.text)

    def _open(self, unit: Unit, kind: str, rule: str, modality: str | None) -> None:
        keeps_topic = self._state.topic if kind in ("findings", "problems", "proposals", "tasks", "none", "goals") else None
        if kind == "none" and self._state.kind != "none" and not self._agenda_topic:
            keeps_topic = None
        self._state = _State(kind=kind, rule=rule, modality=_modality(modality), topic=keeps_topic if self._agenda_topic else None,
                             verb=_heading_verb(unit, modality))
        self._begin_part(_section_kind(kind), unit)
        self._mark(unit, "heading", rule)

    def _address(self, unit: Unit, cue: Cue) -> None:
        """A cue heading may name bodies (``рекомендуют администрации района:``) or a lead's infinitive."""
        text = _lead_text(unit)
        addressee = find_addressee(text, lexicon=self._lexicon)
        if addressee is None or not addressee.bodies:
            return
        frame = _Frame(bodies=self._place(unit, addressee.bodies), modality=addressee.modality or _modality(cue.modality))
        governed = find_action(text, lexicon=self._lexicon, after=addressee.end)
        if governed is not None:
            frame.lead, frame.lead_action, frame.lead_unit = text, governed, unit
        self._state.frames.append(frame)

    def _read_closing(self, unit: Unit, after: Unit | None) -> bool:
        """Votes, attendance, speeches, «Принято единогласно»: they hold no items."""
        if unit.marker is not None and self._state.kind != "preamble":
            return False
        cue = sentence_cue(unit, lexicon=self._lexicon)
        if cue is None or cue.kind != "none":
            return False
        if "closing" in cue.rule.fields:
            if self._state.kind in ("preamble", "none"):
                return False
            self._begin_part("other", unit)
            self._state = _State(kind="none", rule=cue.rule.name)
            self._mark(unit, "closing", cue.rule.name)
            return True
        self._open(unit, "none", cue.rule.name, None)
        return True

    # --- leads and topics ------------------------------------------------------------------------------------------------------------

    def _read_lead(self, unit: Unit, after: Unit | None) -> bool:
        """A unit that ends in a colon: addresses bodies, names a topic, or is the lead of the items under it."""
        if not (unit.opens and (after is not None or unit.head_of_list)) and not self._addresses_the_list_below(unit, after):
            return False
        if not self._deciding():
            return self._read_plain_lead(unit)
        text = unit.text.rstrip(" :*")
        if is_control(unit, lexicon=self._lexicon) is not None:
            return False
        frame = self._addressing_frame(unit, text) or self._topic_frame(unit, text) or self._lead_frame(unit, text)
        self._place_frame(unit, frame)
        self._headings.append(text)
        return True

    def _addresses_the_list_below(self, unit: Unit, after: Unit | None) -> bool:
        """``I. Правительству области`` without a colon, with a list of another style right under it."""
        if after is None or after.marker is None or unit.inline or not self._is_line_of_its_own(unit) or not self._deciding():
            return False
        deeper = unit.marker is None or after.marker.style != unit.marker.style
        return deeper and is_body_heading(unit.text.strip(), lexicon=self._lexicon)

    def _read_plain_lead(self, unit: Unit) -> bool:
        """A colon outside of decisions: the lead of the list under it; in the preamble it opens nothing."""
        if self._state.kind in ("preamble", "none"):
            if self._implicit_decisions(unit):
                return True
            self._mark(unit, "preamble", self._state.rule)
            return True
        text = unit.text.rstrip(" :*")
        if unit.marker is None and not unit.head_of_list:
            if self._state.listed:
                self._state.frames.clear()
            self._place_frame(unit, _Frame(topic=text) if len(text) <= TOPIC_LIMIT and not _has_verb(unit) else _Frame(lead=text, lead_unit=unit))
            return True
        self._place_frame(unit, _Frame(lead=text, lead_unit=unit))
        return True

    def _implicit_decisions(self, unit: Unit) -> bool:
        """A heading that only addresses bodies opens the decisions of a document that has no cue for them."""
        text = unit.text.rstrip(" :*")
        if self._state.kind != "preamble" or not is_body_heading(text, lexicon=self._lexicon):
            return False
        self._open(unit, "proposals", "fallback.body_heading", "obligation")
        frame = self._addressing_frame(unit, text)
        if frame is not None:
            self._place_frame(unit, frame)
        return True

    def _addressing_frame(self, unit: Unit, text: str) -> _Frame | None:
        addressee = find_addressee(text, lexicon=self._lexicon)
        if addressee is not None and addressee.bodies:
            frame = _Frame(bodies=self._place(unit, addressee.bodies), modality=addressee.modality)
            governed = find_action(text, lexicon=self._lexicon, after=addressee.end)
            if governed is not None:
                frame.lead, frame.lead_action, frame.lead_unit = text, governed, unit
            return frame
        if is_body_heading(text, lexicon=self._lexicon):
            bodies = read_bodies(text, case="datv", lexicon=self._lexicon)
            if bodies:
                return _Frame(bodies=self._place(unit, bodies))
        cue = heading_cue(unit, lexicon=self._lexicon)
        if cue is not None and cue.kind in ("proposals", "tasks") and cue.modality and len(unit.tokens) <= 4:
            return _Frame(modality=_modality(cue.modality), kind="tasks" if cue.kind == "tasks" else None,
                          verb=_heading_verb(unit, cue.modality))
        return None

    def _topic_frame(self, unit: Unit, text: str) -> _Frame | None:
        if len(text) > TOPIC_LIMIT or find_action(text, lexicon=self._lexicon) is not None:
            return None
        if speaks("unnamed_topics", unit, lexicon=self._lexicon):
            return _Frame(topic="")
        if speaks("topics", unit, lexicon=self._lexicon) or unit.marker is None:
            return _Frame(topic=text)
        return None

    def _lead_frame(self, unit: Unit, text: str) -> _Frame:
        frame = _Frame(lead=text, lead_action=find_action(text, lexicon=self._lexicon), lead_unit=unit)
        cue = heading_cue(unit, lexicon=self._lexicon)
        if cue is not None and cue.kind in ("goals", "problems", "tasks") and cue.rule.name.endswith(".noun"):
            frame.kind = _item_kind(cue.kind)
        return frame

    def _place_frame(self, unit: Unit, frame: _Frame) -> None:
        """Put a heading into the frames: a marked one into its list, an unmarked one over the lists that no marked lead opened."""
        self._mark(unit, "lead" if frame.lead else "body_heading" if frame.bodies else "topic", "colon")
        if unit.marker is not None:
            self._enter_list(unit.marker, unit)
            frame.marked = True
        else:
            self._leave_unmarked(frame)
            if frame.topic is not None and not frame.bodies:
                self._state.topic = frame.topic or None
                return
        self._state.frames.append(frame)

    def _leave_unmarked(self, frame: _Frame) -> None:
        frames = self._state.frames
        twin = max((at for at, old in enumerate(frames) if not old.is_list and not old.marked and old.bodies), default=None)
        keep = max((at for at, old in enumerate(frames) if old.marked and not old.is_list), default=-1) if twin is None else twin - 1
        if frame.topic is not None:
            keep = -1
        modal = [old for old in frames[keep + 1:] if not old.is_list and not old.bodies and not old.lead and old.modality and not old.used]
        del frames[keep + 1:]
        frames.extend(modal[:1])

    def _enter_list(self, marker: Marker, unit: Unit) -> None:
        """Find the list that a marker goes on with, or open a new one under the heading on top."""
        frames = self._state.frames
        style = marker.style + (f"@{unit.paragraph.level}" if unit.paragraph.level is not None and not unit.inline else "")
        top = frames[-1] if frames else None
        if top is not None and not top.is_list and not top.used and (not top.marked or self._can_open_under(top, marker, style)):
            top.used = True
            frames.append(_Frame(style=style, last=marker.number))
            return
        for at in range(len(frames) - 1, -1, -1):
            if frames[at].is_list and frames[at].style == style:
                frames[at].last = marker.number
                del frames[at + 1:]
                return
        frames.append(_Frame(style=style, last=marker.number))

    def _can_open_under(self, top: _Frame, marker: Marker, style: str) -> bool:
        """Whether a marker right after a marked heading is that of its first child, and not of its next sibling."""
        siblings = next((frame for frame in reversed(self._state.frames) if frame.is_list), None)
        return siblings is None or siblings.style != style or (marker.number == 1 and siblings.last != 0)

    def _read_topic(self, unit: Unit, after: Unit | None) -> bool:
        """A short line without a full stop over a list, a body heading or a speech is a thematic sub-heading."""
        if after is None or unit.inline or unit.opens or not self._is_line_of_its_own(unit):
            return False
        agenda = self._agenda_heading(unit, after)
        if agenda:
            return True
        if self._state.kind in ("preamble", "none") or unit.marker is not None and not self._outstanding(unit):
            return False
        text = unit.text.strip()
        if is_body_heading(text, lexicon=self._lexicon) and self._deciding() and (after.marker is not None):
            frame = self._addressing_frame(unit, text)
            if frame is not None:
                self._place_frame(unit, frame)
                return True
        if not self._outstanding(unit) and not (unit.paragraph.gap_before and (after.marker or after.opens)):
            return False
        if find_action(text, lexicon=self._lexicon) or find_addressee(text, lexicon=self._lexicon) or unit.folded[:1].islower():
            return False
        if not self._outstanding(unit) and _has_verb(unit):
            return False
        self._place_frame(replace(unit, marker=None), _Frame(topic=text))
        self._headings.append(text)
        return True

    def _outstanding(self, unit: Unit) -> bool:
        paragraph = unit.paragraph
        return bool(paragraph.bold or paragraph.centred or paragraph.heading or unit.folded.isupper() and len(unit.folded) > 4)

    def _agenda_heading(self, unit: Unit, after: Unit) -> bool:
        """``1. О завершении ремонта`` over СЛУШАЛИ: a question of the agenda begins."""
        known = unit.folded.strip(" .").lower() in self._agenda
        if not known and not any(rule.shape is not None and rule.shape.search(unit.folded) for rule in self._lexicon.rules("agenda_headings")):
            return False
        if unit.marker is not None and unit.marker.style.startswith("bullet"):
            return False
        if self._state.rule.startswith("none.agenda") and not self._followed_by_hearing(after):
            return False
        if not self._followed_by_hearing(after) and (unit.marker is not None or not self._outstanding(unit)):
            return False
        self._state = _State(kind="none", rule="topic.agenda", topic=unit.text.strip())
        self._agenda_topic = True
        self._begin_part("other", unit)
        self._mark(unit, "topic", "topic.agenda")
        return True

    def _followed_by_hearing(self, after: Unit) -> bool:
        cue = heading_cue(after, lexicon=self._lexicon) if after.opens or len(after.folded) < 60 else sentence_cue(after, lexicon=self._lexicon)
        return cue is not None and (cue.kind == "none" and "agenda" not in cue.rule.name or cue.kind in ("proposals", "findings"))

    # --- items -----------------------------------------------------------------------------------------------------------------------

    def _read_items(self, unit: Unit, after: Unit | None) -> bool:
        if unit.marker is not None:
            return self._read_marked(unit)
        return self._read_prose(unit, after)

    def _read_marked(self, unit: Unit) -> bool:
        state = self._state
        if state.kind in ("preamble", "none"):
            if not self._starts_decisions(unit):
                if state.rule.startswith("none.agenda"):
                    self._agenda.add(unit.folded.strip(" .;,").lower())
                self._mark(unit, state.kind if state.kind == "preamble" else "none", state.rule)
                return True
            self._open_silently(unit, "fallback.item")
        if unit.marker is not None:
            self._enter_list(unit.marker, unit)
        self._state.listed = True
        self._add(unit, "marked")
        return True

    def _starts_decisions(self, unit: Unit) -> bool:
        """In a document without cues a list whose items open with an infinitive, or that address bodies, is one of decisions."""
        if self._state.kind == "none" or self._drafts:
            return False
        first = next((token for token in unit.tokens if token.is_word), None)
        if first is not None and any(lemma.endswith("/infn") for lemma in first.lemmas):
            return True
        addressee = find_addressee(unit.text, lexicon=self._lexicon)
        return addressee is not None and bool(addressee.bodies)

    def _open_silently(self, unit: Unit, rule: str) -> None:
        self._state = _State(kind="proposals", rule=rule, modality="obligation")
        self._begin_part("proposals", unit, heading=None)

    def _read_prose(self, unit: Unit, after: Unit | None) -> bool:
        """One item for each sentence that the section, or a cue of its own, makes one."""
        end, notes = split_notes(unit.text, unit.folded, lexicon=self._lexicon)
        own = replace(unit, end=unit.start + end)
        if any(frame.is_list for frame in self._state.frames):
            self._state.frames.clear()  # prose after a list stands under no heading of the list's
        sentences = split_sentences(own.text, lexicon=self._lexicon)
        for rank, (start, stop) in enumerate(sentences):
            sentence = Unit(unit.paragraph, own.start + start, own.start + stop, None)
            last = rank == len(sentences) - 1
            if last and self._announces(sentence, after):
                self._mark(sentence, "heading", "heading.announces")
            else:
                self._read_sentence(sentence, first=rank == 0, last=last)
        if notes and self._drafts and self._drafts[-1].paragraph is unit.paragraph:
            self._attach(unit, notes)
        if self._resume is not None:
            self._state, self._resume = self._resume, None
        return True

    def _announces(self, sentence: Unit, after: Unit | None) -> bool:
        """``Для её достижения совещание`` right over ``РЕКОМЕНДУЕТ:`` is the beginning of that heading."""
        if after is None or not after.opens or sentence.folded.rstrip()[-1:] in ".!?;…":
            return False
        return heading_cue(after, lexicon=self._lexicon) is not None

    def _read_sentence(self, sentence: Unit, *, first: bool, last: bool) -> None:
        if is_control(sentence, lexicon=self._lexicon) is not None and self._state.kind != "preamble":
            self._add(sentence, "control")
            return
        cue = sentence_cue(sentence, lexicon=self._lexicon)
        if cue is not None and cue.kind != "none" and self._cue_counts(cue, sentence):
            self._switch(sentence, cue)
            self._add(sentence, cue.rule.name)
            return
        if self._state.kind not in ("proposals", "tasks") and self._performs(sentence):
            self._switch_to_decisions(sentence)
        if self._state.kind in ("preamble", "none") or self._state.closed:
            if first and not self._drafts and self._state.kind == "preamble" and self._starts_decisions(sentence) and not sentence.paragraph.page:
                self._open_silently(sentence, "fallback.item")
            else:
                self._mark(sentence, self._state.kind if self._state.kind == "preamble" else "none", self._state.rule)
                return
        if self._deciding() and not self._decides(sentence):
            self._leave_over(sentence)
            return
        if self._state.kind in ("goals", "problems") and self._state.listed and not self._still_in_section(sentence):
            self._leave_over(sentence)
            return
        self._add(sentence, "prose")

    def _cue_counts(self, cue: Cue, sentence: Unit) -> bool:
        """In a protocol's speeches only the meeting's own cues count; among decisions only a noting verb turns back to findings."""
        if self._state.kind == "none" and cue.kind in ("findings", "problems") and cue.rule.get("scope") != "both":
            return False
        if self._state.rule.startswith(("none.heard", "none.speakers")):
            if sentence.start != sentence.paragraph.body_start:
                return False
            if "once" in cue.rule.fields or cue.rule.name == "findings.passive" and cue.first < 2:
                return True
            subject = (*sentence.tokens[:4], *sentence.tokens[max(cue.first - 2, 0):cue.first])
            meets = any(token.lemmas & self._lexicon.words("meeting_subjects") for token in subject)
            return meets and _present(sentence.tokens[cue.first].text)
        return not (self._deciding() and cue.kind in ("goals",))

    def _switch(self, sentence: Unit, cue: Cue) -> None:
        """A sentence of prose with a cue changes the section in force."""
        if "once" in cue.rule.fields:
            self._headings.append(sentence.text)
            self._resume = replace(self._state, frames=list(self._state.frames))
        same = self._state.kind == cue.kind
        topic = self._state.topic if self._agenda_topic else None
        if not same:
            self._state = _State(kind=cue.kind, rule=cue.rule.name, modality=_modality(cue.modality), topic=topic)
            self._begin_part(_section_kind(cue.kind), sentence, heading=None)

    def _switch_to_decisions(self, sentence: Unit) -> None:
        self._state = _State(kind="proposals", rule="performative", modality="obligation", topic=self._state.topic if self._agenda_topic else None)
        self._begin_part("proposals", sentence, heading=None)

    def _performs(self, sentence: Unit) -> bool:
        """The meeting itself does something in this sentence: supports, asks, instructs."""
        if self._state.kind == "none" and self._state.rule.startswith("none."):
            return False
        for rule, first, last in self._lexicon.cues("performatives").find(sentence.tokens):
            around = sentence.tokens[max(first - 12, 0):last + 4]
            subject = any(token.lemmas & self._lexicon.words("meeting_subjects") for token in around)
            plural = sentence.tokens[first].text.endswith(("ем", "им", "ём", "емся", "имся"))
            if self._state.kind == "preamble" and not plural and not (subject and first < 14 and _present(sentence.tokens[first].text)):
                continue
            if "impersonal" in rule.fields and (self._state.kind != "preamble" and first < 10 and (
                    find_addressee(sentence.text, lexicon=self._lexicon) is not None or find_action(sentence.text, lexicon=self._lexicon))):
                return True
            if "impersonal" not in rule.fields and (subject or plural):
                return True
        return False

    def _decides(self, sentence: Unit) -> bool:
        """Whether a sentence among decisions is one of them."""
        if not self._state.listed:
            return True
        if find_addressee(sentence.text, lexicon=self._lexicon) is not None or find_action(sentence.text, lexicon=self._lexicon):
            return True
        return self._performs(sentence)

    def _still_in_section(self, sentence: Unit) -> bool:
        if self._state.kind == "problems":
            return any(token.lemmas & self._lexicon.words("lack") for token in sentence.tokens)
        return False

    def _leave_over(self, sentence: Unit) -> None:
        self._mark(sentence, "unassigned", self._state.rule)

    def _add(self, unit: Unit, how: str) -> None:
        """Draft an item of a unit."""
        end, notes = split_notes(unit.text, unit.folded, lexicon=self._lexicon)
        if end == 0:
            end, notes = len(unit.text), ()
        own = replace(unit, end=unit.start + end)
        frames = self._state.frames
        lead = next((frame for frame in reversed(frames) if frame.lead is not None), None)
        holder = next((frame for frame in reversed(frames) if frame.bodies), None)
        modality = next((frame.modality for frame in reversed(frames) if frame.modality), None) or self._state.modality
        override = next((frame.kind for frame in reversed(frames) if frame.kind), None)
        addressee = self._addressee(own) if self._deciding() and override != "goals" else None
        kind, rule = self._kind(own, addressee, holder, notes, override)
        topic = next((frame.topic for frame in reversed(frames) if frame.topic is not None), self._state.topic)
        self._drafts.append(Draft(
            kind=kind, paragraph=unit.paragraph, start=own.start, end=own.end, label=unit.label, lead=lead.lead if lead else None,
            lead_action=lead.lead_action if lead else None, lead_unit=lead.lead_unit if lead else None,
            topic=None if kind == "control" and unit.marker is None else topic or None,
            modality=modality, heading_bodies=holder.bodies if holder else (), addressee=addressee,
            notes=tuple(PlacedNote(unit.paragraph, replace(note, start=note.start + unit.start, end=note.end + unit.start)) for note in notes),
            row=None, rule=rule, confidence=_confidence(rule, how, self._state.rule),
        ))
        self._mark(unit, kind, rule)

    def _addressee(self, unit: Unit) -> Addressee | None:
        """Whom an item addresses, by itself or as the object of the verb in the heading (``Просить: – администрацию …``)."""
        own = find_addressee(unit.text, lexicon=self._lexicon)
        verb = next((frame.verb for frame in reversed(self._state.frames) if frame.verb), self._state.verb)
        if own is not None and own.bodies or not verb or any(frame.bodies for frame in self._state.frames):
            return own
        offset = len(verb) + 1
        found = find_addressee(f"{verb} {unit.text}", lexicon=self._lexicon)
        if found is None or not found.bodies or found.bodies[0].start != offset:
            return own
        bodies = tuple(replace(body, start=body.start - offset, end=body.end - offset) for body in found.bodies)
        return replace(found, bodies=bodies, start=max(found.start - offset, 0), end=max(found.end - offset, 0), modality=found.modality)

    def _kind(
        self, unit: Unit, addressee: Addressee | None, holder: _Frame | None, notes: Iterable[Note], override: ItemKind | None
    ) -> tuple[ItemKind, str]:
        """The ordered rules that decide the kind; the first that answers wins and its name goes into the record."""
        control = is_control(unit, lexicon=self._lexicon)
        if control is not None and (self._deciding() or unit.marker is None):
            return "control", control.name
        if override == "goals":
            return "goals", "lead.goals"
        if not self._deciding():
            return _item_kind(self._state.kind), self._state.rule
        if speaks("gratitude", unit, lexicon=self._lexicon):
            return "proposals", "gratitude"
        if addressee is not None and addressee.bodies:
            return "tasks", f"addressee.{addressee.rule}"
        if any(note.kind == "executor" for note in notes):
            return "tasks", "note.executor"
        if holder is not None:
            return "tasks", "heading.bodies"
        if override is not None:
            return override, f"lead.{override}"
        if self._state.kind == "tasks":
            return "tasks", self._state.rule
        return "proposals", self._state.rule

    # --- tables ----------------------------------------------------------------------------------------------------------------------

    def _read_table(self, table: Table) -> None:
        """A table of measures gives a task a row; another one is read as text."""
        if not table.measures:
            for paragraph in table.paragraphs:
                self._read_paragraph(paragraph, paragraph_units(paragraph, lexicon=self._lexicon), None)
            return
        self._begin_part_at("tasks", table.first, None)
        for index in table.header:
            self._roles.append(Role(index, 0, 0, "heading", "table.header"))
        topic = self._state.topic if self._agenda_topic else None
        for row in table.rows:
            if row.topic is not None:
                topic = row.topic
                continue
            if row.measure is None:
                continue
            piece, *more = row.measure
            self._drafts.append(Draft(
                kind="tasks", paragraph=piece[0], start=piece[1], end=piece[2], label=row.label, lead=None, lead_action=None, lead_unit=None,
                topic=topic, modality="obligation", heading_bodies=(), addressee=None, notes=(), row=row, rule="table.measures",
                confidence=0.9, more=tuple(more),
            ))
        for paragraph in table.paragraphs:
            self._roles.append(Role(paragraph.index, 0, len(paragraph.text), "tasks", "table.measures"))
        self._state = _State(kind="none", rule="table.end")

    # --- book-keeping ----------------------------------------------------------------------------------------------------------------

    def _place(self, unit: Unit, bodies: Iterable[BodyPhrase]) -> tuple[PlacedBody, ...]:
        return tuple(PlacedBody(unit.paragraph, unit.start, phrase) for phrase in bodies)

    def _begin_part(self, kind: SectionKind, unit: Unit, heading: str | None = "") -> None:
        self._begin_part_at(kind, unit.paragraph.index, unit.text.rstrip(" :*") if heading == "" else heading)

    def _begin_part_at(self, kind: SectionKind, index: int, heading: str | None) -> None:
        if self._parts and self._parts[-1].first == index:
            if heading is None or self._parts[-1].heading is not None and self._parts[-1].kind == kind:
                return
            self._parts.pop()
        self._parts.append(Part(kind, heading, index))

    def _mark(self, unit: Unit, role: str, rule: str) -> None:
        self._roles.append(Role(unit.paragraph.index, unit.start, unit.end, role, rule))


def _heading_verb(unit: Unit, modality: str | None) -> str | None:
    """The verb that a heading of decisions ends in, for items that go on with its object."""
    words = [token for token in unit.tokens if token.is_word]
    if not modality or not words or not any(lemma.endswith(("/verb", "/infn")) for lemma in words[-1].lemmas):
        return None
    return words[-1].text.lower()


def _present(word: str) -> bool:
    return word.lower().endswith(("ет", "ют", "ит", "ат", "ят", "ется", "ются", "ится", "атся", "ятся"))


def _has_verb(unit: Unit) -> bool:
    return any(lemma.endswith("/verb") for token in unit.tokens for lemma in token.lemmas)


def _lead_text(unit: Unit) -> str:
    return unit.text.rstrip(" :*")


def _modality(value: str | None) -> Modality | None:
    return value if value in ("obligation", "recommendation", "request") else None  # type: ignore[return-value]


def _item_kind(kind: str) -> ItemKind:
    return kind if kind in ("goals", "findings", "problems", "proposals", "tasks", "control") else "proposals"  # type: ignore[return-value]


def _section_kind(kind: str) -> SectionKind:
    return "other" if kind == "none" else kind  # type: ignore[return-value]


def _confidence(rule: str, how: str, section_rule: str) -> float:
    """An order of trust, not a probability: a marked item under a plain cue is surest, prose that only follows a cue least."""
    base = {"marked": 0.95, "prose": 0.8, "control": 0.95}.get(how, 0.85)
    if section_rule.startswith("fallback"):
        base -= 0.35
    if rule.startswith(("addressee", "note", "control", "table")):
        base = min(base + 0.03, 0.98)
    return round(base, 2)
