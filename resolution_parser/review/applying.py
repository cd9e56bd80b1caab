"""Applying a review: corrected records, with what was changed, by whom and when; nothing that was parsed is changed in place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from resolution_parser.exporters.rows import AnyItem
from resolution_parser.lexicon import Lexicon
from resolution_parser.records import (
    ITEM_KINDS,
    Body,
    BodyRole,
    Control,
    Deadline,
    Finding,
    Goal,
    ItemKind,
    Problem,
    Proposal,
    Resolution,
    Span,
    Task,
    Warning,
)
from resolution_parser.review.columns import EDITABLE, FIELDS_OF, SINGULAR, Fields, Words, fields_of, kind_of
from resolution_parser.review.corrections import CORRECTIONS_VERSION, Change, Correction, Corrections
from resolution_parser.review.placing import Places, all_bodies, overlaps
from resolution_parser.review.reading import Fault, Review, Row, cell_name
from resolution_parser.review.workbook import Reviewed, pack
from resolution_parser.stages.deadlines import read_deadline

RULE = "review"
"""What a record names as its rule that a person has corrected or added."""
_CLASSES: Mapping[ItemKind, type[AnyItem]] = {
    "goals": Goal, "findings": Finding, "problems": Problem, "proposals": Proposal, "tasks": Task, "control": Control}
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A document after its review. ``judged``: every record was decided and nothing was refused, so that it may serve as gold;
    ``unsure`` are the ids of records whose indicators nobody has seen in their present form."""

    name: str
    resolution: Resolution
    corrections: Corrections
    judged: bool
    unsure: frozenset[str]


def apply_review(review: Review) -> tuple[tuple[Applied, ...], tuple[Fault, ...]]:
    """The documents with the decisions applied, and all that could not be, that of reading the workbook included.

    A row is applied whole or not at all. Without a reviewer and a date nothing is: then there are no documents.
    """
    if review.reviewer is None or review.day is None:
        return (), review.faults
    done = [_Desk(review, document).apply() for document in review.documents]
    return tuple(applied for applied, _ in done), (*review.faults, *(fault for _, faults in done for fault in faults))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A record on its way: what it was, its row, and what it is now."""

    was: AnyItem | None
    row: Row | None
    now: AnyItem | None


class _Desk:
    """Applies the rows of one document."""

    def __init__(self, review: Review, document: Reviewed) -> None:
        self.review, self.document, self.resolution = review, document, document.resolution
        self.words = Words.of(review.language)
        self.sections = [section.span.start for section in document.resolution.sections]
        self.bodies = tuple(all_bodies(document.resolution))
        self.faults: list[Fault] = []

    @cached_property
    def places(self) -> Places:
        """Made where something must be looked for: of a long text it takes a second."""
        return Places(self.resolution)

    def apply(self) -> tuple[Applied, list[Fault]]:
        rows = [row for row in self.review.rows if row.document == self.document.name]
        by_id = {row.id: row for row in rows if row.id is not None}
        drafts = [self._old(item, by_id.get(item.id)) for item in self.resolution.items()]
        taken = [span for draft in drafts if draft.now is not None for span in draft.now.spans]
        drafts += [_Draft(None, row, self._added(row, taken)) for row in rows if row.id is None]
        resolution, ids = self._assemble([draft.now for draft in drafts if draft.now is not None])
        refused = self.faults or self.document.name in self.review.faulty
        applied = Applied(
            name=self.document.name, resolution=resolution, corrections=self._corrections(drafts, ids),
            judged=not refused and not self.review.undecided.get(self.document.name),
            unsure=frozenset(ids[id(draft.now)] for draft in drafts if draft.now is not None and draft.now is not draft.was))
        return applied, self.faults

    def _old(self, item: AnyItem, row: Row | None) -> _Draft:
        if row is None or row.decision == "confirm":
            return _Draft(item, row, item)
        if row.decision == "delete":
            return _Draft(item, row, None)
        made = self._build(row, item)
        return _Draft(item, row if made is not None else None, made or item)

    def _added(self, row: Row, taken: Sequence[Span]) -> AnyItem | None:
        """The new record: in the first place of its text that no other record holds."""
        found = self.places.find(row.fields.text, near=None)
        if not found:
            self._fault(row, "text", "not_found", value=row.fields.text[:80])
            return None
        place = next((span for span in found if not overlaps(span, taken)), found[0])
        return self._build(row, None, (place,))

    def _build(self, row: Row, was: AnyItem | None, spans: tuple[Span, ...] = ()) -> AnyItem | None:
        """The record that the cells say; None where they cannot be, with the fault noted."""
        values = row.fields
        alien = self._alien(row, was)
        if alien is not None:
            self._fault(row, alien, "not_for_kind", value=self.words.values("kind")[values.kind])
            return None
        if was is not None:
            found = self.places.find(values.text, near=was.spans[0].start if was.spans else None) if "text" in row.changed else ()
            spans = found[:1] or was.spans
        before = len(self.faults)
        own = self._own_fields(row, was, spans)
        if len(self.faults) > before:
            return None
        start = spans[0].start if spans else 0
        made: AnyItem = _CLASSES[values.kind](
            id="", text=values.text, label=values.label, lead=values.lead, topic=values.topic, spans=spans, confidence=1.0, rule=RULE,
            section=self.resolution.sections[max(bisect_right(self.sections, start) - 1, 0)].id if self.sections else "", **own)
        return made

    def _alien(self, row: Row, was: AnyItem | None) -> str | None:
        """The first cell that was filled in, though a record of this kind has no such field. What was there before just goes."""
        wrong = set(EDITABLE) - FIELDS_OF[row.fields.kind]
        return next((name for name in EDITABLE if name in wrong & row.changed and getattr(row.fields, name)), None)

    def _own_fields(self, row: Row, was: AnyItem | None, spans: tuple[Span, ...]) -> dict[str, Any]:
        """The fields that only this kind of record has."""
        values = row.fields
        indicators = tuple(found for found in getattr(was, "indicators", ()) if found.text in values.text)
        match values.kind:
            case "goals":
                return {"status": values.status or "declared"}
            case "findings" | "problems":
                return {"indicators": indicators}
            case "proposals":
                return {"action": values.action}
            case "control":
                return {"bodies": self._named(values, was, spans)}
            case "tasks":
                return {"bodies": self._named(values, was, spans), "modality": values.modality or "obligation", "action": values.action,
                        "deadline": self._deadline(row, was), "indicators": indicators}

    def _named(self, values: Fields, was: AnyItem | None, spans: tuple[Span, ...]) -> tuple[Body, ...]:
        own = was.bodies if isinstance(was, Task | Control) else ()
        at = spans[0] if spans else Span(start=0, end=0, page=None, paragraph=0)
        return tuple(self._body(name, role, own, at) for role, names in (("executor", values.executors), ("partner", values.partners))
                     for name in names)

    def _body(self, name: str, role: Any, own: Sequence[Body], at: Span) -> Body:
        """The body as it was, or as it is named elsewhere in the document, or where its name stands; else at the record itself."""
        same = [body for body in own if body.name == name] or sorted(
            (body for body in self.bodies if body.name == name), key=lambda body: abs(body.span.start - at.start))
        if same:
            return replace(same[0], role=role)
        place = next(iter(self.places.find(name, near=at.start)), at)
        text = " ".join(self.resolution.text[place.start:place.end].split()) if place is not at else name
        return Body(name=name, text=text, role=_role(role), span=place)

    def _deadline(self, row: Row, was: AnyItem | None) -> Deadline | None:
        """As the cells say; where only the words were changed, their dates are read as those of a document are."""
        values, before = row.fields, was.deadline if isinstance(was, Task) else None
        if before is not None and not row.changed & {"deadline", "deadline_start", "deadline_end", "deadline_kind"}:
            return before
        start, end, kind = values.deadline_start, values.deadline_end, values.deadline_kind
        if values.deadline is None:
            if start or end:
                self._fault(row, "deadline_start" if start else "deadline_end", "no_deadline_text")
                return None
            return None
        touched = row.changed & {"deadline_start", "deadline_end", "deadline_kind"} if was is not None else {"x"} if start or end else set()
        if not touched:
            event = self.resolution.event.start
            read = read_deadline(values.deadline, lexicon=Lexicon.default(), event_date=_day(event))
            if read is None or read.kind != "ongoing" and not (read.start or read.end) and (start or end):
                self._fault(row, "deadline", "unread_deadline", value=values.deadline)
                return None
            return replace(read, kind=kind or read.kind) if was is None else read
        if start and end and start > end:
            self._fault(row, "deadline_end", "backwards")
            return None
        return Deadline(text=values.deadline, start=start, end=end, kind=kind or ("date" if end and start in (None, end) else "period"))

    def _assemble(self, items: Sequence[AnyItem]) -> tuple[Resolution, Mapping[int, str]]:
        """The resolution with the items in the order of the text, counted anew; and the new id of each."""
        ids: dict[int, str] = {}
        lists: dict[str, tuple[AnyItem, ...]] = {}
        for kind in ITEM_KINDS:
            of_kind = sorted((item for item in items if kind_of(item) == kind), key=lambda item: item.spans[0].start if item.spans else 0)
            lists[kind] = tuple(replace(item, id=f"{SINGULAR[kind]}-{rank}") for rank, item in enumerate(of_kind, start=1))
            ids.update((id(item), new.id) for item, new in zip(of_kind, lists[kind], strict=True))
        added = [span for item in items if item.rule == RULE for span in item.spans]
        warnings, gained = self._left_over(added)
        coverage = min(1.0, round(self.resolution.coverage + gained, 4))
        return replace(self.resolution, **lists, warnings=warnings, coverage=coverage), ids  # type: ignore[arg-type]  # each of its kind

    def _left_over(self, spans: Sequence[Span]) -> tuple[tuple[Warning, ...], float]:
        """The warnings without those of text that a record now holds, and the share of letters that was found a place."""
        kept, gained = [], 0
        for warning in self.resolution.warnings:
            letters = _letters(self.resolution.text, warning.span) if warning.code == "unassigned" and warning.span else []
            if letters and all(any(span.start <= at < span.end for span in spans) for at in letters):
                gained += len(letters)
            else:
                kept.append(warning)
        return tuple(kept), gained / max(len(_LETTER.findall(self.resolution.text)), 1) if gained else 0.0

    def _corrections(self, drafts: Iterable[_Draft], ids: Mapping[int, str]) -> Corrections:
        made = [self._correction(draft, draft.row, ids) for draft in drafts
                if draft.row is not None and (draft.was is not None or draft.now is not None)]
        source = self.resolution.source
        return Corrections(
            schema_version=CORRECTIONS_VERSION, document=self.document.name, source=source.name, source_sha256=source.sha256,
            parsed=pack(self.resolution)[0], workbook=self.review.workbook, reviewer=self.review.reviewer or "", date=self.review.day or "",
            corrections=tuple(sorted(made, key=lambda correction: correction.row)),
            undecided=self.review.undecided.get(self.document.name, ()),
            refused=(*(self.review.faults if self.document.name in self.review.faulty else ()), *self.faults))

    def _correction(self, draft: _Draft, row: Row, ids: Mapping[int, str]) -> Correction:
        was = fields_of(draft.was) if draft.was is not None else None
        now = fields_of(draft.now) if draft.now is not None else None
        pairs = [(name, getattr(was, name, None), getattr(now, name, None)) for name in EDITABLE if now is not None]
        changes = tuple(Change(field=name, was=old, now=new) for name, old, new in pairs if (old or None) != (new or None))
        shown = now or was
        assert shown is not None
        return Correction(
            row=row.number, decision=row.decision, id=draft.was.id if draft.was is not None else None,
            new_id=ids[id(draft.now)] if draft.now is not None else None, kind=shown.kind, text=shown.text, changes=changes,
            comment=row.comment)

    def _fault(self, row: Row, column: str, key: str, **values: object) -> None:
        self.faults.append(Fault(cell=cell_name(self.words, row.number, column), message=self.words.fault(key, **values)))


def _role(role: str) -> BodyRole:
    return "partner" if role == "partner" else "executor"


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _letters(text: str, span: Span) -> list[int]:
    return [match.start() for match in _LETTER.finditer(text, span.start, span.end)]
