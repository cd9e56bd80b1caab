"""What the outline gives to the later stages: drafts of items, sections, and the role of every piece."""

from __future__ import annotations

from dataclasses import dataclass

from resolution_parser.records import ItemKind, Modality, SectionKind
from resolution_parser.stages.addressees import Addressee
from resolution_parser.stages.bodies import BodyPhrase
from resolution_parser.stages.notes import Note
from resolution_parser.stages.paragraphs import Paragraph
from resolution_parser.stages.tables import TableRow


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An item before its fields are filled: where it stands (half-open, in the cleaned paragraph) and what stands over it.

    ``more`` are further pieces, where the item goes on in other paragraphs (the cells of a table).
    """

    kind: ItemKind
    paragraph: Paragraph
    start: int
    end: int
    rule: str
    confidence: float
    label: str | None = None
    lead: str | None = None
    lead_action: str | None = None
    topic: str | None = None
    modality: Modality | None = None
    heading_deadline: str | None = None
    heading_bodies: tuple[PlacedBody, ...] = ()
    addressee: Addressee | None = None
    notes: tuple[PlacedNote, ...] = ()
    row: TableRow | None = None
    more: tuple[tuple[Paragraph, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """What a piece of a paragraph is taken for and by which rule; ``unassigned`` is left over and becomes a warning."""

    paragraph: int
    start: int
    end: int
    role: str
    rule: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its kind, its heading and the paragraph that it begins with."""

    kind: SectionKind
    heading: str | None
    first: int


@dataclass(frozen=True, slots=True)
class Heading:
    """The text of a heading or a lead, for the period; ``opens_section``: it says what all tasks or goals are set for."""

    text: str
    opens_section: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The body of the document."""

    parts: tuple[Part, ...]
    drafts: tuple[Draft, ...]
    roles: tuple[Role, ...]
    headings: tuple[Heading, ...]
