"""The outline: which paragraph opens what, and which pieces of text are items of which kind.

A walk over the units of the paragraphs with one small state: the section in force, the topic, and the frames of lists and headings
that the next item stands in. Afterwards: every paragraph of the body has a section and a role; every draft is a piece of one
paragraph (or goes on in further cells of a table); no two drafts overlap; what is no item and no heading is ``unassigned``,
or stands in a section that holds no items by nature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from resolution_parser.lexicon import Lexicon
from resolution_parser.stages import headings, speech_acts
from resolution_parser.stages.actions import find_action
from resolution_parser.stages.addressees import find_addressee
from resolution_parser.stages.bodies import is_body_heading
from resolution_parser.stages.cues import Cue, guess_kind, heading_cue, is_control, sentence_cue
from resolution_parser.stages.drafts import Heading, Outline
from resolution_parser.stages.frames import Frame
from resolution_parser.stages.notes import split_notes
from resolution_parser.stages.outline_writer import OutlineWriter, State, level_of
from resolution_parser.stages.paragraphs import Paragraph
from resolution_parser.stages.roles import Ballot, RoleModel, Vote
from resolution_parser.stages.sentences import split_sentences
from resolution_parser.stages.tables import Table
from resolution_parser.stages.units import Unit, paragraph_units

LOOK_AHEAD = 12  # units that a heading without a cue is judged by


def read_outline(
    paragraphs: Sequence[Paragraph], tables: Sequence[Table], *, lexicon: Lexicon, model: RoleModel | None = None
) -> Outline:
    """The outline of the paragraphs between the title and the signatures; ``model`` votes where no rule speaks.

    Where the rules find nothing noted, a second reading lets it vote on the sentences of the preamble, too.
    """
    reader = _OutlineReader(paragraphs, tables, lexicon, model)
    outline = reader.read()
    noted = any(draft.kind == "findings" for draft in outline.drafts)
    if noted or reader.ballot is None or not any(role.role == "preamble" for role in outline.roles):
        return outline
    return _OutlineReader(paragraphs, tables, lexicon, model, reader.ballot).read()


class _OutlineReader(OutlineWriter):
    def __init__(
        self, paragraphs: Sequence[Paragraph], tables: Sequence[Table], lexicon: Lexicon, model: RoleModel | None,
        ballot: Ballot | None = None,
    ) -> None:
        super().__init__(lexicon)
        self._paragraphs = [paragraph for paragraph in paragraphs if not paragraph.furniture]
        self._tables = {table.first: table for table in tables}
        self._model = model
        self.ballot = ballot
        self._votes_on_preamble = ballot is not None
        self._resume: State | None = None
        self._ahead: Sequence[Unit] = ()
        self._themes: frozenset[int] = frozenset()

    def read(self) -> Outline:
        units = [unit for paragraph in self._paragraphs for unit in paragraph_units(paragraph, lexicon=self._lexicon)
                 if unit.text.strip(" .;:-–—*")]
        if self._model is not None and self.ballot is None:
            self.ballot = self._model.ballot(units, lexicon=self._lexicon)
        self._themes = headings.block_themes(units, lexicon=self._lexicon)
        skip_to = -1
        for at, unit in enumerate(units):
            index = unit.paragraph.index
            if index in self._tables and index >= skip_to:
                skip_to = self._tables[index].last + 1
                self._read_table(self._tables[index])
            if index >= skip_to:
                self._ahead = units[at + 1:at + 1 + LOOK_AHEAD]
                self._read_unit(unit, self._ahead[0] if self._ahead else None)
        return Outline(tuple(self._parts), tuple(self._drafts), tuple(self._roles), tuple(self._headings))

    def _read_unit(self, unit: Unit, after: Unit | None) -> None:
        steps = (
            self._read_note, self._read_theme, self._read_heading, self._read_closing, self._read_lead, self._read_agenda_question,
            self._read_topic, self._read_marked, self._read_prose,
        )
        next(step for step in steps if step(unit, after))

    # --- notes -----------------------------------------------------------------------------------------------------------------------

    def _read_note(self, unit: Unit, after: Unit | None) -> bool:
        """A line that is nothing but notes belongs to the item before it."""
        if not self._drafts or unit.marker is not None:
            return False
        end, notes = split_notes(unit.text, unit.folded, lexicon=self._lexicon)
        if end > 0 or not notes:
            return False
        self._attach(unit, notes)
        self._mark(unit, "note", f"note.{notes[0].kind}")
        return True

    # --- headings --------------------------------------------------------------------------------------------------------------------

    def _read_theme(self, unit: Unit, after: Unit | None) -> bool:
        """A theme that the document treats in blocks, each with its own «Проблемы:» and «Решили:», is the topic of all of them."""
        if unit.paragraph.index not in self._themes:
            return False
        self._questions.begin(unit, is_theme=True)
        self._switch(unit, "none", "topic.theme")
        self._mark(unit, "topic", "topic.theme")
        return True

    def _read_heading(self, unit: Unit, after: Unit | None) -> bool:
        """A cue of its own line or with a colon opens a section."""
        if not headings.looks_like_heading(unit, after, lexicon=self._lexicon):
            return False
        cue = heading_cue(unit, lexicon=self._lexicon)
        if cue is None:
            return self._read_unknown_heading(unit)
        if not headings.opens_section(unit, cue, deciding=self._state.decides, lexicon=self._lexicon):
            return False
        self._open(unit, cue.kind, cue.rule.name, cue.modality)
        if cue.kind != "none":
            self._headings.append(Heading(unit.text, opens_section=cue.kind in ("tasks", "goals")))
        if self._state.decides:
            frame = headings.addressing_frame(unit, lexicon=self._lexicon)
            if frame is not None and frame.bodies:
                frame.modality = frame.modality or cue.modality
                self._state.frames.push(frame)
                self._state.addresses = "charges" in cue.rule.fields
        return True

    def _read_unknown_heading(self, unit: Unit) -> bool:
        """A colon that no cue explains: the list under it tells what it is, else the model, unless decisions have begun."""
        if not unit.opens or unit.marker is not None or unit.inline or self._state.decides:
            return False
        first = next(iter(self._ahead), None)
        if first is None or is_body_heading(headings.heading_text(unit), lexicon=self._lexicon):
            return False
        style = first.marker.style if first.marker is not None else None
        items = [item for item in self._ahead if item.marker is not None and item.marker.style == style]
        kind = guess_kind(items, lexicon=self._lexicon) if self._state.kind != "none" else None
        telling = headings.has_finite_verb(unit) or headings.stands_out(unit)
        if kind is None or kind == "findings" and not telling:
            return self._open_by_vote(unit, items)
        if kind == self._state.kind:
            return False
        self._open(unit, kind, f"fallback.{kind}", "obligation" if kind == "proposals" else None)
        return True

    def _open_by_vote(self, unit: Unit, items: Sequence[Unit]) -> bool:
        vote = self.ballot.section(unit, items) if self.ballot is not None else None
        if vote is None or not vote.may_open or vote.kind == self._state.kind:
            return False
        self._open(unit, vote.kind, vote.rule, vote.modality)
        return True

    def _read_closing(self, unit: Unit, after: Unit | None) -> bool:
        """Votes, attendance, speeches, «Принято единогласно» hold no items."""
        if unit.marker is not None and self._state.kind != "preamble":
            return False
        cue = sentence_cue(unit, lexicon=self._lexicon)
        if cue is None or cue.kind != "none":
            return False
        if "closing" not in cue.rule.fields:
            self._open(unit, "none", cue.rule.name, None)
            return True
        if not self._state.holds_items:
            return False
        self._switch(unit, "none", cue.rule.name)
        self._mark(unit, "closing", cue.rule.name)
        return True

    # --- leads and topics ------------------------------------------------------------------------------------------------------------

    def _read_lead(self, unit: Unit, after: Unit | None) -> bool:
        """A unit that ends in a colon addresses bodies, names a topic, or is the lead of the items under it."""
        opens = unit.opens and (after is not None or unit.head_of_list)
        if not opens and not headings.addresses_list_below(unit, after, verb=self._verb, lexicon=self._lexicon):
            return False
        if not self._state.decides and self._is_addressed_list(unit):
            return self._read_first_addressees(unit)
        if not self._state.holds_items:
            self._mark(unit, self._state.kind, self._state.rule)
            return True
        if after is not None and not unit.head_of_list and headings.leads_nowhere(unit, after):
            return False
        if self._state.decides and is_control(unit, lexicon=self._lexicon) is not None:
            return False
        frame = self._frame_of_decision(unit) if self._state.decides else self._frame_of_statement(unit)
        self._place_frame(unit, frame)
        self._headings.append(Heading(headings.heading_text(unit), opens_section=frame.kind is not None))
        return True

    def _frame_of_decision(self, unit: Unit) -> Frame:
        return (headings.addressing_frame(unit, verb=self._verb, lexicon=self._lexicon) or headings.topic_frame(unit, lexicon=self._lexicon)
                or headings.lead_frame(unit, lexicon=self._lexicon))

    def _frame_of_statement(self, unit: Unit) -> Frame:
        """Among findings or problems a colon after a noun phrase names a topic, after a clause it is a lead."""
        text = headings.heading_text(unit)
        is_topic = unit.marker is None and not unit.head_of_list and len(text) <= headings.TOPIC_LIMIT
        if is_topic and not headings.has_finite_verb(unit):
            return headings.topic_of(unit, text, lexicon=self._lexicon)
        return Frame(lead=text)

    def _is_addressed_list(self, unit: Unit) -> bool:
        """Bodies in the dative over a list of infinitives: decisions, though no cue has said so."""
        if not is_body_heading(headings.heading_text(unit), lexicon=self._lexicon):
            return False
        items = [item for item in self._ahead if item.marker is not None][:LOOK_AHEAD // 3]
        infinitives = sum(find_action(item.text, lexicon=self._lexicon) is not None for item in items)
        return self._state.kind == "preamble" or infinitives > 0 and infinitives >= len(items) / 2

    def _read_first_addressees(self, unit: Unit) -> bool:
        """A heading that only addresses bodies opens decisions."""
        frame = headings.addressing_frame(unit, lexicon=self._lexicon)
        if frame is None:
            return False
        self._open(unit, "proposals", "fallback.body_heading", "obligation")
        self._state.verb = None
        self._place_frame(unit, frame)
        return True

    def _read_agenda_question(self, unit: Unit, after: Unit | None) -> bool:
        """``1. О завершении ремонта`` over СЛУШАЛИ: a question of the agenda begins."""
        after = self._after_brackets(after)
        if after is None or unit.inline or unit.opens or not headings.is_line_of_its_own(unit):
            return False
        known = self._questions.knows(unit)
        if not known and self._lexicon.search("agenda_headings", unit.folded) is None:
            return False
        if unit.marker is not None and unit.marker.style.startswith("bullet"):
            return False
        if not headings.opens_hearing(after, lexicon=self._lexicon) and (
                self._state.rule.startswith("none.agenda") or unit.marker is not None or not headings.stands_out(unit)):
            return False
        self._questions.begin(unit)
        self._switch(unit, "none", "topic.agenda")
        self._mark(unit, "topic", "topic.agenda")
        return True

    def _after_brackets(self, after: Unit | None) -> Unit | None:
        """What follows a question, the line in brackets that names its speakers passed over."""
        if after is None or not headings.is_in_brackets(after) or len(self._ahead) < 2:
            return after
        return self._ahead[1]

    def _read_topic(self, unit: Unit, after: Unit | None) -> bool:
        """A short line without a full stop over a list or a body heading is a thematic sub-heading, or addresses bodies."""
        if after is None or unit.inline or unit.opens or not self._state.holds_items or not headings.is_line_of_its_own(unit):
            return False
        if unit.marker is None and headings.announces(unit, after, lexicon=self._lexicon):
            self._mark(unit, "heading", "heading.announces")
            return True
        if unit.marker is not None and not headings.stands_out(unit):
            if not headings.is_numbered_topic(unit, after, lexicon=self._lexicon):
                return False
        elif not headings.is_topic(unit, after, lexicon=self._lexicon):
            return False
        self._place_frame(replace(unit, marker=None), headings.topic_of(unit, unit.text.strip(), lexicon=self._lexicon))
        self._headings.append(Heading(unit.text.strip()))
        return True

    # --- items -----------------------------------------------------------------------------------------------------------------------

    def _read_marked(self, unit: Unit, after: Unit | None) -> bool:
        """A list item."""
        if unit.marker is None:
            return False
        if not self._state.holds_items:
            if not self._starts_decisions(unit):
                self._pass_over(unit)
                return True
            self._switch(unit, "proposals", "fallback.item", "obligation")
        self._leave_question(unit.marker)
        self._state.frames.enter_list(unit.marker, level_of(unit))
        self._state.listed = True
        self._add(unit, "marked")
        return True

    def _starts_decisions(self, unit: Unit) -> bool:
        """In a document without cues items that open with an infinitive, or that address bodies, are decisions."""
        if self._state.kind != "preamble" or self._drafts:
            return False
        if speech_acts.opens_with_infinitive(unit):
            return True
        addressee = find_addressee(unit.text, lexicon=self._lexicon)
        return addressee is not None and bool(addressee.bodies)

    def _read_prose(self, unit: Unit, after: Unit | None) -> bool:
        """One item for each sentence that the section, or a cue of its own, makes one."""
        end, notes = split_notes(unit.text, unit.folded, lexicon=self._lexicon)
        if self._state.frames.in_list:
            self._leave_list(unit)
        sentences = [Unit(unit.paragraph, unit.start + start, unit.start + stop, None)
                     for start, stop in split_sentences(unit.text[:end], lexicon=self._lexicon)]
        for sentence in sentences:
            if sentence is sentences[-1] and headings.announces(sentence, after, lexicon=self._lexicon):
                self._mark(sentence, "heading", "heading.announces")
            else:
                self._read_sentence(sentence, is_first=sentence is sentences[0])
        if notes and self._drafts and self._drafts[-1].paragraph is unit.paragraph:
            self._attach(unit, notes)
        if self._resume is not None:
            self._state, self._resume = self._resume, None
        return True

    def _read_sentence(self, sentence: Unit, *, is_first: bool) -> None:
        if is_control(sentence, lexicon=self._lexicon) is not None and self._state.kind != "preamble":
            self._add(sentence, "control")
            return
        cue = sentence_cue(sentence, lexicon=self._lexicon)
        if cue is not None and cue.kind != "none" and self._counts(cue, sentence):
            self._follow(cue, sentence)
            if headings.ends_in_announcement(sentence, lexicon=self._lexicon):
                self._mark(sentence, "heading", cue.rule.name)
            else:
                self._add(sentence, "cue")
            return
        if not self._state.decides and self._state.kind != "none" and speech_acts.performs(
                sentence, in_preamble=self._state.kind == "preamble", lexicon=self._lexicon):
            self._switch(sentence, "proposals", "performative", "obligation")
        elif self._state.kind == "preamble" and is_first and self._starts_decisions(sentence):
            self._switch(sentence, "proposals", "fallback.item", "obligation")
        if self._state.kind == "preamble" and self._votes_on_preamble:
            self._turn_by_vote(sentence)
        self._add_if_it_belongs(sentence)

    def _add_if_it_belongs(self, sentence: Unit) -> None:
        if not self._state.holds_items:
            self._pass_over(sentence)
            return
        if self._belongs(sentence):
            self._add(sentence, "prose")
            return
        vote = self._vote_of_decision(sentence)
        if vote is not None:
            self._add(sentence, "prose", vote)
        else:
            self._mark(sentence, "unassigned", self._state.rule)

    def _turn_by_vote(self, sentence: Unit) -> None:
        """A sentence of the preamble in which the model hears the meeting speak begins a section."""
        vote = self.ballot.item(sentence) if self.ballot is not None else None
        if vote is not None and vote.may_open:
            self._switch(sentence, vote.kind, vote.rule, vote.modality)

    def _vote_of_decision(self, sentence: Unit) -> Vote | None:
        """The model's vote for a sentence after a list of decisions, if it takes it for one of them."""
        vote = self.ballot.item(sentence) if self.ballot is not None and self._state.decides else None
        return vote if vote is not None and vote.decides else None

    def _counts(self, cue: Cue, sentence: Unit) -> bool:
        """Whether a sentence's cue may change the section in force."""
        after = cue.rule.get("after")
        if after and (self._state.kind != after or self._state.listed):
            return False
        if self._state.kind == "none" and cue.kind in ("findings", "problems") and cue.rule.get("scope") != "both":
            return False
        if self._state.hears:
            return speech_acts.interrupts_hearing(sentence, cue, lexicon=self._lexicon)
        return not (self._state.decides and cue.kind == "goals" and "once" not in cue.rule.fields)

    def _follow(self, cue: Cue, sentence: Unit) -> None:
        """Go over to the section of a sentence's cue; one that speaks for its sentence only is left again with the paragraph."""
        if "once" in cue.rule.fields:
            self._headings.append(Heading(sentence.text, opens_section=True))
            self._resume = replace(self._state, frames=self._state.frames.copy())
        if self._state.kind != cue.kind:
            self._switch(sentence, cue.kind, cue.rule.name, cue.modality)

    def _belongs(self, sentence: Unit) -> bool:
        """Whether a sentence without a cue is an item of the section; after a list that is no matter of course."""
        if self._state.decides:
            own_list = not self._state.listed and self._state.rule != "performative"
            return own_list or speech_acts.decides(sentence, lexicon=self._lexicon)
        if not self._state.listed or self._state.kind == "findings":
            return True
        return self._state.kind == "problems" and speech_acts.lacks(sentence, lexicon=self._lexicon)

    # --- tables ----------------------------------------------------------------------------------------------------------------------

    def _read_table(self, table: Table) -> None:
        """A table of measures gives a task a row; another one is read as text, cell by cell."""
        if not table.measures:
            for paragraph in table.paragraphs:
                for unit in paragraph_units(paragraph, lexicon=self._lexicon):
                    self._read_unit(unit, None)
            return
        self._add_table(table)
