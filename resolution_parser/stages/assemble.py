"""The last stage: drafts, front and tail become one resolution with ids, sections, coverage and warnings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from resolution_parser import morph
from resolution_parser.document import Document
from resolution_parser.lexicon import Lexicon
from resolution_parser.normalize import find_mixed_words
from resolution_parser.records import (
    ITEM_KINDS,
    SCHEMA_VERSION,
    Event,
    Period,
    Person,
    Programme,
    Reference,
    Resolution,
    ResolutionKind,
    Section,
    SectionKind,
    Source,
    Span,
    Warning,
)
from resolution_parser.stages.dates import find_event_dates, find_periods
from resolution_parser.stages.drafts import Heading, Outline, Role
from resolution_parser.stages.front import Front, event_year, is_fact_line
from resolution_parser.stages.items import Context, Record, build_item, span_of
from resolution_parser.stages.paragraphs import Paragraph
from resolution_parser.stages.persons import find_persons
from resolution_parser.stages.programmes import find_programmes
from resolution_parser.stages.references import find_references
from resolution_parser.stages.tail import Tail

_LETTER = re.compile(r"[^\W\d_]")
_CLOSED = re.compile(r"[.;:!?…)»\"]\W*$")
_Key = tuple[SectionKind, str | None, int]
"""What neighbouring paragraphs of one section share: its kind, its heading, where it began."""


def assemble(
    document: Document, paragraphs: Sequence[Paragraph], front: Front, tail: Tail, outline: Outline, event: Event, *, lexicon: Lexicon
) -> Resolution:
    """Build the resolution."""
    sections = _sections(document.text, paragraphs, front, tail, outline)
    event_date = date.fromisoformat(event.start) if event.start else None
    context = Context(lexicon=lexicon, event_date=event_date)
    items = _items(outline, sections, context)
    period = _period(front, outline, event, lexicon)
    mentioned = [paragraph for paragraph in paragraphs if not paragraph.furniture]
    own_lines = {paragraph.index for paragraph in (*front.title_lines, *front.lines)}
    unassigned = [role for role in outline.roles if role.role == "unassigned"]
    return Resolution(
        schema_version=SCHEMA_VERSION,
        source=Source(name=document.name, format=document.format, sha256=document.sha256, pages=document.pages),
        title=front.title, kind=_kind(front, paragraphs, lexicon), event=event, period=period,
        year=event_year(event, (_adopted(paragraphs, tail, lexicon),), period.start if period else None),
        goals=_of(items, "goals"), findings=_of(items, "findings"), problems=_of(items, "problems"),  # type: ignore[arg-type]
        proposals=_of(items, "proposals"), tasks=_of(items, "tasks"), control=_of(items, "control"),  # type: ignore[arg-type]
        references=tuple(reference for paragraph in mentioned if paragraph.index not in own_lines
                         for reference in _references(paragraph, lexicon)),
        programmes=tuple(programme for paragraph in mentioned for programme in _programmes(paragraph, lexicon)),
        persons=tuple(person for paragraph in mentioned if not tail.signatures_first <= paragraph.index < tail.annex_first
                      for person in _persons(paragraph, lexicon)),
        sections=sections, signatures=tail.signatures, coverage=_coverage(paragraphs, unassigned),
        warnings=(*document.warnings, *_doubts(document, paragraphs), *_warnings(paragraphs, front, tail, outline, items, unassigned)),
        text=document.text,
    )


def _items(outline: Outline, sections: Sequence[Section], context: Context) -> dict[str, list[Record]]:
    section_starts = [section.span.start for section in sections]
    items: dict[str, list[Record]] = {kind: [] for kind in ITEM_KINDS}
    for draft in sorted(outline.drafts, key=lambda draft: (draft.paragraph.index, draft.start)):
        found = items[draft.kind]
        start = draft.paragraph.map.raw_start(draft.start)
        section = sections[bisect_right(section_starts, start) - 1].id
        record = build_item(draft, rank=len(found) + 1, section=section, context=context)
        if record.text and record.spans:
            found.append(record)
    return items


def _of(items: dict[str, list[Record]], kind: str) -> tuple[Record, ...]:
    return tuple(items[kind])


# --- sections ------------------------------------------------------------------------------------------------------------------------


def _sections(text: str, paragraphs: Sequence[Paragraph], front: Front, tail: Tail, outline: Outline) -> tuple[Section, ...]:
    """The partition: runs of paragraphs under one part of the outline, or of the front or the tail."""
    sections: list[Section] = []
    last_key: _Key | None = None
    for paragraph, start, end, key in _extents(text, paragraphs, _section_keys(paragraphs, front, tail, outline)):
        if key != last_key:
            span = Span(start=start, end=end, page=paragraph.page, paragraph=paragraph.index)
            sections.append(Section(id=f"section-{len(sections) + 1}", kind=key[0], heading=key[1], span=span))
        else:
            sections[-1] = replace(sections[-1], span=replace(sections[-1].span, end=end))
        last_key = key
    return tuple(sections)


def _extents(text: str, paragraphs: Sequence[Paragraph], keys: Sequence[_Key]) -> list[tuple[Paragraph, int, int, _Key]]:
    """The paragraphs with their half-open ranges, in order and disjoint: one is cut where a running head stands inside it."""
    found: list[tuple[Paragraph, int, int, _Key]] = []
    around: tuple[Paragraph, _Key] | None = None
    for paragraph, key in zip(paragraphs, keys, strict=True):
        if around is not None and paragraph.start < around[0].end:
            outer, outer_key = around
            last = found.pop()
            before = last[1] + len(text[last[1]:paragraph.start].rstrip())
            after = outer.end - len(text[paragraph.end:outer.end].lstrip())
            if last[1] < before:
                found.append((outer, last[1], before, outer_key))
            found += [(paragraph, paragraph.start, paragraph.end, key), (outer, after, outer.end, outer_key)]
            continue
        found.append((paragraph, paragraph.start, paragraph.end, key))
        around = (paragraph, key)
    return found


def _section_keys(paragraphs: Sequence[Paragraph], front: Front, tail: Tail, outline: Outline) -> list[_Key]:
    keys: list[_Key] = []
    parts = list(outline.parts)
    current: _Key = ("preamble", None, -1)
    for paragraph in paragraphs:
        while parts and parts[0].first <= paragraph.index:
            part = parts.pop(0)
            current = (part.kind, part.heading, part.first)
        if paragraph.furniture or paragraph.index in front.letterhead:
            keys.append(("furniture", None, 0))
        elif paragraph.index < front.body:
            keys.append(("title", front.title, 0))
        elif paragraph.index >= tail.annex_first:
            keys.append(current if current[2] >= tail.annex_first else ("annex", None, 0))
        elif paragraph.index >= tail.signatures_first:
            keys.append(("signatures", None, 0))
        else:
            keys.append(current)
    return keys


# --- metadata ------------------------------------------------------------------------------------------------------------------------


def _kind(front: Front, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> ResolutionKind:
    """By the genre word of the title; without one by what the text calls itself (``настоящей резолюции``)."""
    if front.title is not None:
        return front.kind
    for paragraph in reversed(paragraphs):
        mention = lexicon.search("genre_mentions", paragraph.folded)
        if mention is not None:
            return cast(ResolutionKind, mention[0].get("kind"))
    return "other"


def _period(front: Front, outline: Outline, event: Event, lexicon: Lexicon) -> Period | None:
    """The period of the tasks: named in a heading or a lead, else in the title; not one that is over when the meeting meets."""
    texts = [*outline.headings, *([Heading(front.title)] if front.title else ())]
    for in_quotes in (False, True):
        found = [period.period for heading in texts for period in find_periods(heading.text, lexicon=lexicon, in_quotes=in_quotes)
                 if heading.opens_section or period.period.kind != "calendar_year"]
        open_ones = sorted(
            (period for period in found if event.start is None or period.end > event.start and not _is_under_way(period, event.start)),
            key=lambda period: event.start is not None and period.start < event.start and period.end[:4] == event.start[:4],
        )
        for kind in ("academic_year", "range", "calendar_year"):
            chosen = next((period for period in open_ones if period.kind == kind), None)
            if chosen is not None:
                return chosen
    return None


def _is_under_way(period: Period, start: str) -> bool:
    """A run of years that began before the meeting is what it looks back on."""
    return period.kind == "range" and period.start[:4] < start[:4]


def _adopted(paragraphs: Sequence[Paragraph], tail: Tail, lexicon: Lexicon) -> str | None:
    for paragraph in [paragraph for paragraph in paragraphs if paragraph.index < tail.annex_first][-6:]:
        if paragraph.marker is None and (is_fact_line(paragraph, lexicon=lexicon) or lexicon.search("adoptions", paragraph.folded)):
            found = find_event_dates(paragraph.text[:300], lexicon=lexicon, heading=True)
            if found:
                return found[0].isoformat()
    return None


# --- mentions ------------------------------------------------------------------------------------------------------------------------


def _references(paragraph: Paragraph, lexicon: Lexicon) -> list[Reference]:
    return [
        Reference(
            text=paragraph.text[found.start:found.end], type=found.type, issuer=found.issuer, number=found.number, date=found.date,
            title=found.title, span=span_of(paragraph, found.start, found.end),
        )
        for found in find_references(paragraph.text, lexicon=lexicon)
    ]


def _programmes(paragraph: Paragraph, lexicon: Lexicon) -> list[Programme]:
    return [Programme(text=paragraph.text[found.start:found.end], type=found.type, name=found.name,
                      span=span_of(paragraph, found.start, found.end)) for found in find_programmes(paragraph.text, lexicon=lexicon)]


def _persons(paragraph: Paragraph, lexicon: Lexicon) -> list[Person]:
    return [Person(name=found.name, role=found.role, span=span_of(paragraph, found.start, found.end))
            for found in find_persons(paragraph.text, lexicon=lexicon)]


# --- accounts ------------------------------------------------------------------------------------------------------------------------


def _letters(text: str) -> int:
    return len(_LETTER.findall(text))


def _coverage(paragraphs: Sequence[Paragraph], unassigned: Sequence[Role]) -> float:
    """The share of letters that stand in a heading, an item, a note, or a section that holds no items by nature."""
    total = sum(_letters(paragraph.text) for paragraph in paragraphs)
    if not total:
        return 1.0
    by_index = {paragraph.index: paragraph for paragraph in paragraphs}
    left = sum(_letters(by_index[role.paragraph].text[role.start:role.end]) for role in unassigned)
    return round(1 - left / total, 4)


def _doubts(document: Document, paragraphs: Sequence[Paragraph]) -> list[Warning]:
    """The numbers, dates and markers that were recognised with doubt, in text that is no furniture."""
    starts = [paragraph.start for paragraph in paragraphs]
    found: list[Warning] = []
    for doubt in document.doubts:
        paragraph = paragraphs[bisect_right(starts, doubt.start) - 1]
        message = f"read with little confidence ({doubt.confidence:.0%}): {document.text[doubt.start:doubt.end]}"
        span = Span(start=doubt.start, end=doubt.end, page=paragraph.page, paragraph=paragraph.index)
        found.append(Warning(code="reader", message=message, span=span))
    return found


def _warnings(
    paragraphs: Sequence[Paragraph], front: Front, tail: Tail, outline: Outline, items: dict[str, list[Record]], unassigned: Sequence[Role]
) -> list[Warning]:
    by_index = {paragraph.index: paragraph for paragraph in paragraphs}
    found = [
        Warning(code="unassigned", message=f"not assigned to any record: {by_index[role.paragraph].text[role.start:role.end][:80]}",
                span=span_of(by_index[role.paragraph], role.start, role.end))
        for role in unassigned
    ]
    if front.title is None:
        found.append(Warning(code="no_title", message="the document has no title that names a resolution", span=None))
    if not any(items.values()):
        found.append(Warning(code="no_items", message="no goals, findings, problems, proposals or tasks were found", span=None))
    found += _mixed_scripts(paragraphs)
    last = outline.drafts[-1] if outline.drafts else None
    shown = [paragraph for paragraph in paragraphs if not paragraph.furniture]
    if last is not None and shown and last.paragraph is shown[-1] and not _CLOSED.search(last.paragraph.text) and len(
            outline.drafts) > 1 and _breaks_off(last.paragraph.folded):
        found.append(Warning(code="truncated", message="the document breaks off in its last item",
                             span=span_of(last.paragraph, last.start, last.end)))
    return found


def _mixed_scripts(paragraphs: Sequence[Paragraph]) -> list[Warning]:
    """One warning for the document: words are read as if they were Cyrillic, but searching the text will miss them."""
    words = [(paragraph, start, end) for paragraph in paragraphs for start, end in find_mixed_words(paragraph.text)]
    if not words:
        return []
    paragraph, start, end = words[0]
    count = f"{len(words)} words mix" if len(words) > 1 else "a word mixes"
    return [Warning(code="mixed_script", message=f"{count} Latin letters with Cyrillic ones: {paragraph.text[start:end]}",
                    span=span_of(paragraph, start, end))]


def _breaks_off(folded: str) -> bool:
    word = folded.rstrip().rsplit(" ", 1)[-1]
    return folded.rstrip().endswith((",", "-")) or len(word) <= 2 or word.isalpha() and not morph.is_known(word)
