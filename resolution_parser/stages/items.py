"""Drafts become records: the text, bodies, deadline, modality, action and indicators of each item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon
from resolution_parser.records import (
    Body,
    BodyRole,
    Control,
    Deadline,
    Finding,
    Goal,
    Indicator,
    Problem,
    Proposal,
    Span,
    Task,
)
from resolution_parser.stages.actions import find_action
from resolution_parser.stages.bodies import BodyPhrase, find_partners, read_bodies
from resolution_parser.stages.control_bodies import find_control_bodies
from resolution_parser.stages.deadlines import item_deadline, read_deadline
from resolution_parser.stages.drafts import Draft, PlacedBody
from resolution_parser.stages.indicators import find_indicators
from resolution_parser.stages.paragraphs import Paragraph
from resolution_parser.stages.status import read_status
from resolution_parser.stages.tables import Piece

Record = Goal | Finding | Problem | Proposal | Task | Control
_CLOSING = " \t\n;,:*–—-"
RECOGNISED_MOST = 0.95  # what a rule's confidence is multiplied by on a scan that the recogniser is wholly sure of
_TAIL = 40  # characters that the last abbreviation and its period take at the most
_LAST_WORD = re.compile(r"(?:^|[\s(«\"])((?:[^\W\d_]{1,3}\. ?){0,3}[^\W\d_]{1,6})\.$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What items need to know of the document."""

    lexicon: Lexicon
    event_date: date | None


def trim_item(text: str, *, lexicon: Lexicon) -> str:
    """Closing punctuation off; a period that belongs to an abbreviation stays.

    >>> [trim_item(text, lexicon=Lexicon.default()) for text in ("провести в 2020 г.;", "принять меры.", "Лапшина Е.Г.")]
    ['провести в 2020 г.', 'принять меры', 'Лапшина Е.Г.']
    """
    text = text.strip()
    end = len(text.rstrip(_CLOSING))
    while text[end - 1:end] == "." and (text[end - 2:end] == ".." or not _is_abbreviated(text[max(end - _TAIL, 0):end], lexicon)):
        end = len(text[:end - 1].rstrip(_CLOSING))
    return text[:end]


def _is_abbreviated(tail: str, lexicon: Lexicon) -> bool:
    """The period at the end belongs to an abbreviation or to initials."""
    last = _LAST_WORD.search(tail)
    if last is None:
        return False
    word = last.group(1).lower().replace(" ", "").rstrip(".")
    parts = [part.strip() for part in last.group(1).split(".") if part.strip()]
    initials = len(parts) > 1 and all(len(part) <= 2 for part in parts) or len(parts[-1]) == 1 and parts[-1].isupper()
    return initials or word in lexicon.words("never_final") or word in lexicon.words("sometimes_final")


def spans_of(pieces: tuple[Piece, ...]) -> tuple[Span, ...]:
    """Pieces of cleaned paragraphs as spans in the document's text."""
    return tuple(
        Span(start=start, end=end, page=page, paragraph=paragraph.index)
        for paragraph, low, high in pieces if low < high
        for start, end, page in paragraph.map.pieces(low, high)
    )


def span_of(paragraph: Paragraph, start: int, end: int) -> Span:
    """One span from the first to the last character of a cleaned range."""
    low, high = paragraph.map.to_raw(start, end)
    pieces = paragraph.map.pieces(start, start + 1)
    return Span(start=low, end=high, page=pieces[0][2] if pieces else paragraph.page, paragraph=paragraph.index)


def build_item(draft: Draft, *, rank: int, section: str, context: Context) -> Record:
    """The record of a draft."""
    text, pieces = _text_and_pieces(draft, context.lexicon)
    common = {
        "id": f"{_singular(draft.kind)}-{rank}", "text": text, "label": draft.label, "lead": draft.lead, "topic": draft.topic,
        "section": section, "spans": spans_of(pieces), "confidence": _confidence(draft), "rule": draft.rule,
    }
    if draft.kind == "goals":
        status = "declared" if draft.rule.startswith("goals.s") else read_status(text)  # a sentence that names the goal declares it
        return Goal(**common, status=status)  # type: ignore[arg-type]
    if draft.kind == "findings":
        return Finding(**common, indicators=_indicators(text, context))  # type: ignore[arg-type]
    if draft.kind == "problems":
        return Problem(**common, indicators=_indicators(text, context))  # type: ignore[arg-type]
    if draft.kind == "proposals":
        return Proposal(**common, action=_action(draft, text, context))  # type: ignore[arg-type]
    if draft.kind == "control":
        return Control(**common, bodies=_control_bodies(draft, text, context))  # type: ignore[arg-type]
    return Task(
        **common, bodies=_bodies(draft, text, context), modality=_modality(draft), action=_action(draft, text, context),  # type: ignore[arg-type]
        deadline=_deadline(draft, text, context), indicators=_indicators(text, context),
    )


def _confidence(draft: Draft) -> float:
    """What the rule deserves; for recognised text as much less as the recogniser was unsure of its words."""
    recognised = [paragraph.recognised for paragraph in (draft.paragraph, *(piece[0] for piece in draft.more))
                  if paragraph.recognised is not None]
    return round(draft.confidence * min(*recognised, RECOGNISED_MOST), 2) if recognised else draft.confidence


def _singular(kind: str) -> str:
    return kind if kind == "control" else kind.removesuffix("s")


def _text_and_pieces(draft: Draft, lexicon: Lexicon) -> tuple[str, tuple[Piece, ...]]:
    if draft.more:
        pieces = ((draft.paragraph, draft.start, draft.end), *draft.more)
        last, low, high = pieces[-1]
        high = low + len(trim_item(last.text[low:high], lexicon=lexicon))
        pieces = (*pieces[:-1], (last, low, high))
        return " ".join(paragraph.text[low:high].strip() for paragraph, low, high in pieces), pieces
    printed = draft.paragraph.text[draft.start:draft.end]
    start = draft.start + len(printed) - len(printed.lstrip())
    text = trim_item(printed, lexicon=lexicon)
    return text, ((draft.paragraph, start, start + len(text)),)


def _indicators(text: str, context: Context) -> tuple[Indicator, ...]:
    return tuple(found.indicator for found in find_indicators(text, lexicon=context.lexicon))


def _modality(draft: Draft) -> str:
    own = draft.addressee.modality if draft.addressee is not None else None
    return own or draft.modality or "obligation"


def _action(draft: Draft, text: str, context: Context) -> str | None:
    if draft.addressee is not None and draft.addressee.bodies:
        return draft.addressee.action
    own = find_action(text, lexicon=context.lexicon)
    if draft.lead_action is not None and not _opens_with(text, own):
        return draft.lead_action
    return own


def _opens_with(text: str, action: str | None) -> bool:
    if action is None:
        return False
    before, found, _ = text[:60].lower().partition(action)
    words = before.split()
    return bool(found) and not (words and morph.is_likely(words[-1], "ADJS"))  # «срок не должен превышать месяца»


def _bodies(draft: Draft, text: str, context: Context) -> tuple[Body, ...]:
    """The addressee in the item beats a note or a column, which beats the nearest heading; the item's own partners stay."""
    own = tuple(PlacedBody(draft.paragraph, draft.start + _lead_space(draft), phrase) for phrase in
                (draft.addressee.bodies if draft.addressee is not None else ()))
    partners = tuple(PlacedBody(draft.paragraph, draft.start + _lead_space(draft), phrase)
                     for phrase in find_partners(text, lexicon=context.lexicon))
    chosen = own if any(body.phrase.role == "executor" for body in own) else ()
    chosen = chosen or _noted_bodies(draft, context) or draft.heading_bodies
    names = {(body.phrase.name, body.phrase.role) for body in chosen}
    return tuple(_body(body) for body in (*chosen, *(partner for partner in (*own, *partners)
                                                      if partner.phrase.role == "partner" and _new(partner, names))))


def _new(body: PlacedBody, names: set[tuple[str, BodyRole]]) -> bool:
    key = (body.phrase.name, body.phrase.role)
    if key in names:
        return False
    names.add(key)
    return True


def _lead_space(draft: Draft) -> int:
    printed = draft.paragraph.text[draft.start:draft.end]
    return len(printed) - len(printed.lstrip())


def _noted_bodies(draft: Draft, context: Context) -> tuple[PlacedBody, ...]:
    found: list[PlacedBody] = []
    for placed in draft.notes:
        if placed.note.kind == "executor":
            value = placed.paragraph.text[placed.note.start:placed.note.end].rstrip(" .;,") if not placed.paragraph.text[
                :placed.note.end].endswith((".В.", ".")) else placed.paragraph.text[placed.note.start:placed.note.end]
            found.extend(PlacedBody(placed.paragraph, placed.note.start, phrase)
                         for phrase in read_bodies(value, case=None, lexicon=context.lexicon))
    for paragraph, low, high in (draft.row.executor or () if draft.row is not None else ()):
        found.extend(PlacedBody(paragraph, low, phrase)
                     for phrase in read_bodies(paragraph.text[low:high], case=None, lexicon=context.lexicon))
    return tuple(found)


def _body(placed: PlacedBody) -> Body:
    phrase: BodyPhrase = placed.phrase
    return Body(name=phrase.name, text=phrase.text, role=phrase.role,
                span=span_of(placed.paragraph, placed.base + phrase.start, placed.base + phrase.end))


def _control_bodies(draft: Draft, text: str, context: Context) -> tuple[Body, ...]:
    base = draft.start + _lead_space(draft)
    return tuple(_body(PlacedBody(draft.paragraph, base, phrase)) for phrase in find_control_bodies(text, lexicon=context.lexicon))


def _deadline(draft: Draft, text: str, context: Context) -> Deadline | None:
    for placed in draft.notes:
        if placed.note.kind == "deadline":
            value = placed.paragraph.text[placed.note.start:placed.note.end]
            read = read_deadline(value, lexicon=context.lexicon, event_date=context.event_date)
            if read is not None:
                return read
    if draft.row is not None and draft.row.deadline is not None:
        value = " ".join(paragraph.text[low:high] for paragraph, low, high in draft.row.deadline)
        return read_deadline(value, lexicon=context.lexicon, event_date=context.event_date)
    found = item_deadline(text, lexicon=context.lexicon, event_date=context.event_date)
    for above in (draft.lead, draft.heading_deadline):
        if found is None and above is not None:
            found = item_deadline(above, lexicon=context.lexicon, event_date=context.event_date)
    return found.deadline if found is not None else None
