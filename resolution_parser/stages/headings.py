"""Headings: which units look like one, and what they put over the items below: bodies, a verb, a topic or a lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon
from resolution_parser.records import ItemKind, Modality
from resolution_parser.stages.actions import find_action
from resolution_parser.stages.addressees import Addressee, find_addressee
from resolution_parser.stages.bodies import BodyPhrase, is_body_heading, read_bodies
from resolution_parser.stages.cues import Cue, heading_cue, sentence_cue, speaks
from resolution_parser.stages.drafts import PlacedBody
from resolution_parser.stages.frames import Frame
from resolution_parser.stages.units import Unit

TOPIC_LIMIT = 160  # letters; a longer line without a full stop is an item or prose, not a sub-heading
SHORT_LINE = 80
PREPOSITION = 3  # letters that may stand before the body: «к Правительству»


def heading_text(unit: Unit) -> str:
    """A heading without its colon or dash."""
    return unit.text.strip().rstrip(" :*–—-")


def is_line_of_its_own(unit: Unit) -> bool:
    """A whole paragraph, not long, without a closing sign."""
    folded = unit.folded.rstrip()
    whole = unit.start == unit.paragraph.body_start and unit.end == len(unit.paragraph.text)
    return whole and len(folded) <= TOPIC_LIMIT and folded[-1:] not in ".;,!?"


def is_in_brackets(unit: Unit) -> bool:
    """A line of its own in brackets, as the speakers on a question."""
    folded = unit.folded.strip(" .")
    return unit.marker is None and folded[:1] == "(" and folded[-1:] == ")"


def stands_out(unit: Unit) -> bool:
    """It is set as headings are: bold, centred, in capitals, or by a heading style."""
    paragraph = unit.paragraph
    return bool(paragraph.bold or paragraph.centred or paragraph.heading or unit.folded.isupper() and len(unit.folded) > 4)


def has_finite_verb(unit: Unit) -> bool:
    """Its most likely reading, for «сбыт» may be a verb, too."""
    return any(morph.is_likely(token.text, "VERB") for token in unit.tokens if token.is_word)


def looks_like_heading(unit: Unit, after: Unit | None, *, lexicon: Lexicon) -> bool:
    """It announces what follows: by a colon, by «следующее», by stopping at its verb, or by being a line of its own."""
    if unit.opens or ends_in_announcement(unit, lexicon=lexicon):
        return True
    return _stops_at_its_verb(unit, lexicon) or after is not None and is_line_of_its_own(unit)


def ends_in_announcement(unit: Unit, *, lexicon: Lexicon) -> bool:
    """It ends in «следующее.» or «следующие проблемы.»."""
    return lexicon.search("heading_ends", unit.folded.rstrip()) is not None


def block_themes(units: Sequence[Unit], *, lexicon: Lexicon) -> frozenset[int]:
    """Paragraphs that name the theme of a block: lines of their own, at least two of them, right over a short cue with a colon."""
    found: list[int] = []
    for unit, after in pairwise(units):
        if unit.marker is not None or not is_line_of_its_own(unit) or unit.opens or not after.opens or len(after.folded) > SHORT_LINE // 2:
            continue
        cue = heading_cue(after, lexicon=lexicon)
        if cue is not None and cue.kind in ("findings", "problems", "goals") and heading_cue(unit, lexicon=lexicon) is None:
            found.append(unit.paragraph.index)
    return frozenset(found) if len(found) > 1 else frozenset()


def _stops_at_its_verb(unit: Unit, lexicon: Lexicon) -> bool:
    """``…, коллегия констатирует.``: nothing follows the verb, so what follows the sentence is what it announces."""
    words = [token for token in unit.tokens if token.is_word]
    if unit.marker is not None or len(words) < 2 or not any(lemma.endswith("/verb") for lemma in words[-1].lemmas):
        return False
    cue = heading_cue(unit, lexicon=lexicon)
    return cue is not None and cue.kind != "none" and unit.tokens[cue.last - 1] is words[-1]


def announces(unit: Unit, after: Unit | None, *, lexicon: Lexicon) -> bool:
    """``Для её достижения совещание`` right over ``РЕКОМЕНДУЕТ:`` is the beginning of that heading."""
    if after is None or not after.opens or after.marker is not None or unit.folded.rstrip()[-1:] in ".!?;…" or has_finite_verb(unit):
        return False
    return heading_cue(after, lexicon=lexicon) is not None


def opens_hearing(after: Unit, *, lexicon: Lexicon) -> bool:
    """What follows a question of the agenda: СЛУШАЛИ, ВЫСТУПИЛИ, ОТМЕТИЛИ, РЕШИЛИ."""
    heading = after.opens or len(after.folded) < SHORT_LINE
    cue = heading_cue(after, lexicon=lexicon) if heading else sentence_cue(after, lexicon=lexicon)
    return cue is not None and (cue.kind == "none" and "agenda" not in cue.rule.name or cue.kind in ("proposals", "findings"))


def opens_section(unit: Unit, cue: Cue, *, deciding: bool, lexicon: Lexicon) -> bool:
    """Whether a heading with a cue begins a section, or is a lead inside the one in force (``2. Признать проблемами:``)."""
    if unit.inline:
        return False
    if unit.marker is None:
        names = cue.kind in ("goals", "findings", "problems") or "names" in cue.rule.fields  # «Приоритетными направлениями признать:»
        return not (names and deciding and find_action(unit.text, lexicon=lexicon))
    if is_line_of_its_own(unit) and (unit.folded.isupper() or unit.paragraph.bold):
        return not is_body_heading(heading_text(unit), lexicon=lexicon)
    if cue.kind in ("proposals", "tasks") and deciding or find_action(unit.text, lexicon=lexicon):
        return False
    named = unit.marker.number is not None and is_line_of_its_own(unit) and len(unit.folded) < SHORT_LINE and not has_finite_verb(unit)
    return unit.opens or stands_out(unit) or named


def addresses_list_below(unit: Unit, after: Unit | None, *, verb: str | None, lexicon: Lexicon) -> bool:
    """``I. Правительству области`` without a colon, with a list of another style right under it.

    ``verb``: what the heading above leaves open, as ``Форум обращается с просьбой`` over ``к Правительству области``.
    """
    if after is None or after.marker is None or unit.inline or not is_line_of_its_own(unit):
        return False
    deeper = unit.marker is None or after.marker.style != unit.marker.style
    if not deeper or is_body_heading(unit.text.strip(), lexicon=lexicon):
        return deeper
    addressed = address_of(unit.text.strip(), verb, lexicon=lexicon) if verb else None
    return addressed is not None and bool(addressed.bodies) and find_action(unit.text, lexicon=lexicon) is None


def is_numbered_topic(unit: Unit, after: Unit, *, lexicon: Lexicon) -> bool:
    """``I. В области кадров`` or ``1. Кадры`` over a list of another style: a noun phrase without a closing sign."""
    if unit.marker is None or after.marker is None or unit.marker.number is None or after.marker.style == unit.marker.style:
        return False
    return not has_finite_verb(unit) and is_topic(replace(unit, marker=None), after, lexicon=lexicon)


def is_topic(unit: Unit, after: Unit, *, lexicon: Lexicon) -> bool:
    """A thematic sub-heading: a noun phrase on a line of its own over a list or a body heading."""
    text = unit.text.strip()
    if not stands_out(unit):
        short = len(unit.folded) < SHORT_LINE and unit.folded[:1].isupper()
        if not (unit.paragraph.gap_before or short) or not (after.marker or after.opens) or has_finite_verb(unit):
            return False
    return not (unit.folded[:1].islower() or find_action(text, lexicon=lexicon) or find_addressee(text, lexicon=lexicon))


def leads_nowhere(unit: Unit, after: Unit) -> bool:
    """A list item that ends in a colon with its next sibling or a table right after it: an item, for nothing stands under it."""
    if unit.marker is None:
        return False
    sibling = after.marker is not None and after.marker.style == unit.marker.style and after.marker.number == (unit.marker.number or 0) + 1
    return sibling and unit.marker.number is not None or after.paragraph.cell is not None


# --- frames --------------------------------------------------------------------------------------------------------------------------


def place(unit: Unit, bodies: Iterable[BodyPhrase]) -> tuple[PlacedBody, ...]:
    """Body phrases of a unit's text with their place in the paragraph."""
    return tuple(PlacedBody(unit.paragraph, unit.start, phrase) for phrase in bodies)


def addressing_frame(unit: Unit, *, verb: str | None = None, lexicon: Lexicon) -> Frame | None:
    """A heading that names bodies, or only the verb that addresses them; with an infinitive of its own it is a lead, too.

    ``verb`` is that of the heading above, whose object this one may be: ``Участники просят:``, ``Администрацию района:``.
    """
    text = heading_text(unit)
    addressee = address_of(text, verb, lexicon=lexicon)
    if addressee is not None and addressee.bodies:
        governed = find_action(text, lexicon=lexicon, after=addressee.end)
        lead = text if governed else None
        return Frame(bodies=place(unit, addressee.bodies), modality=addressee.modality, lead=lead, lead_action=governed,
                     deadline=text[addressee.end:] or None)
    if is_body_heading(text, lexicon=lexicon):
        bodies = read_bodies(text, case="datv", lexicon=lexicon)
        if bodies:
            return Frame(bodies=place(unit, bodies), deadline=text[bodies[-1].end:] or None)
    cue = heading_cue(unit, lexicon=lexicon)
    if cue is not None and cue.kind in ("proposals", "tasks") and cue.modality and len(unit.tokens) <= 4:
        return Frame(modality=cue.modality, kind="tasks" if cue.kind == "tasks" else None, verb=heading_verb(unit, cue.modality))
    return None


def address_of(text: str, verb: str | None, *, lexicon: Lexicon) -> Addressee | None:
    """Whom a text addresses, by itself or as the object of a verb that stands above it."""
    own = find_addressee(text, lexicon=lexicon)
    if own is not None and own.bodies or not verb:
        return own
    offset = len(verb) + 1
    found = find_addressee(f"{verb} {text}", lexicon=lexicon)
    if found is None or not found.bodies or not offset <= found.bodies[0].start <= offset + PREPOSITION:
        return own
    bodies = tuple(replace(body, start=body.start - offset, end=body.end - offset) for body in found.bodies)
    return replace(found, bodies=bodies, start=0, end=max(found.end - offset, 0))


def topic_frame(unit: Unit, *, lexicon: Lexicon) -> Frame | None:
    """A heading that names a topic (``В области кадров:``); an empty one where it only counts (``По первому вопросу:``)."""
    text = heading_text(unit)
    if len(text) > TOPIC_LIMIT or find_action(text, lexicon=lexicon) is not None:
        return None
    if unit.marker is None or speaks("topics", unit, lexicon=lexicon) or speaks("unnamed_topics", unit, lexicon=lexicon):
        return topic_of(unit, text, lexicon=lexicon)
    return None


def topic_of(unit: Unit, text: str, *, lexicon: Lexicon) -> Frame:
    """The frame of a topic; an empty one, which ends the topic above, where the heading names none (``В истекшем году:``)."""
    return Frame(topic="" if speaks("unnamed_topics", unit, lexicon=lexicon) else text)


def lead_frame(unit: Unit, *, lexicon: Lexicon) -> Frame:
    """A lead; where it names goals, problems or tasks (``Определить целями:``) its items are of that kind."""
    text = heading_text(unit)
    cue = heading_cue(unit, lexicon=lexicon)
    kind: ItemKind | None = None
    if cue is not None and cue.rule.name.endswith(".noun"):
        kind = {"goals": "goals", "problems": "problems", "tasks": "tasks"}.get(cue.kind)  # type: ignore[assignment]
    return Frame(lead=text, lead_action=find_action(text, lexicon=lexicon), kind=kind)


def heading_verb(unit: Unit, modality: Modality | None) -> str | None:
    """What a heading of decisions leaves open for its items to go on with: its last verb, or all of ``Форум обращается с просьбой:``."""
    words = [token for token in unit.tokens if token.is_word]
    if not modality or not words:
        return None
    if any(lemma.endswith(("/verb", "/infn")) for lemma in words[-1].lemmas):
        return words[-1].text.lower()
    return heading_text(unit) if modality == "request" and len(unit.folded) < SHORT_LINE else None
