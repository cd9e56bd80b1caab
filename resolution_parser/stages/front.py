"""The front of a document: letterhead, stamp, title, date and place; and what they say of the event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon, tokenize
from resolution_parser.normalize import fold, squash
from resolution_parser.records import Event, EventKind, ResolutionKind
from resolution_parser.stages.dates import find_dates, find_event_dates
from resolution_parser.stages.event import event_of_phrase, event_of_text
from resolution_parser.stages.paragraphs import Paragraph
from resolution_parser.stages.quotes import quoted_spans

FRONT_LIMIT = 45  # paragraphs; a title that stands deeper is not the document's
TITLE_LINES = 14
VENUE_WORDS = 5  # beside the date, in a line that names the venue
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){3,}[^\W\d_](?!\w)")
_SENTENCE_END = re.compile(r"[^.][.;]$|:$")
_QUOTED = re.compile(r'"[^"]{0,300}"')
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Front:
    """What the front says. Paragraphs before ``body`` are the front; ``letterhead`` ones among them stand above the title."""

    title: str | None
    kind: ResolutionKind
    letterhead: frozenset[int]
    title_first: int
    body: int
    lines: tuple[Paragraph, ...]
    """The lines of the front that are neither letterhead nor title: date, place, number."""
    title_lines: tuple[Paragraph, ...]


def read_front(paragraphs: Sequence[Paragraph], *, lexicon: Lexicon) -> Front:
    """Find the title and where the text begins."""
    shown = [paragraph for paragraph in paragraphs if not paragraph.furniture and (paragraph.cell is None or paragraph.index < 6)]
    at, kind = _find_genre(shown[:FRONT_LIMIT], lexicon)
    if at is None:
        return Front(None, "other", frozenset(), 0, shown[0].index if shown else 0, (), ())
    lines = [shown[at]]
    following = shown[at + 1:at + 1 + TITLE_LINES]
    rest: list[Paragraph] = []
    for rank, paragraph in enumerate(following):
        if _is_title_line(lines, paragraph, lexicon):
            lines.append(paragraph)
            continue
        rest = list(following[rank:])
        break
    facts = _fact_lines(rest, lexicon)
    last = (facts or lines)[-1]
    facts += [paragraph for paragraph in shown[:at] if is_fact_line(paragraph, lexicon=lexicon) and '"' not in paragraph.folded]
    later = [paragraph.index for paragraph in paragraphs if paragraph.index > last.index]
    return Front(
        title=_title(lines), kind=kind, letterhead=frozenset(paragraph.index for paragraph in paragraphs[:lines[0].index]),
        title_first=lines[0].index, body=later[0] if later else last.index + 1, lines=tuple(facts), title_lines=tuple(lines),
    )


def _fact_lines(rest: Sequence[Paragraph], lexicon: Lexicon) -> list[Paragraph]:
    """The lines of date, place, venue and number right under the title; a short line of another sort may stand between them."""
    facts: list[Paragraph] = []
    between: list[Paragraph] = []
    for paragraph in rest:
        if is_fact_line(paragraph, lexicon=lexicon) or facts and _is_venue(paragraph, lexicon):
            facts += [*between, paragraph]
            between = []
        elif not between and _may_stand_between(paragraph):
            between.append(paragraph)
        else:
            break
    return facts


def _may_stand_between(paragraph: Paragraph) -> bool:
    return len(paragraph.text) < 90 and not _SENTENCE_END.search(paragraph.folded.strip()) and paragraph.marker is None


def _is_venue(paragraph: Paragraph, lexicon: Lexicon) -> bool:
    words = tokenize(paragraph.folded.strip(" (*"))
    return len(paragraph.text) < 90 and bool(words) and bool(words[0].lemmas & lexicon.words("venues"))


def _find_genre(shown: Sequence[Paragraph], lexicon: Lexicon) -> tuple[int | None, ResolutionKind]:
    """The line that opens with the genre word; of a repeated title (site chrome) the last one before the text counts."""
    found: tuple[int | None, ResolutionKind] = (None, "other")
    for at, paragraph in enumerate(shown):
        head = fold(unspaced(paragraph.text)).strip(' *"')
        if found[0] is not None and (at - found[0] > 8 or paragraph.marker is not None or len(head) > 400):
            break
        if paragraph.marker is not None and found[0] is None and at > 3 and len(head) > 200:
            continue
        genre = lexicon.search("genres", head)
        if genre is not None and _may_be_title(paragraph, head) and (found[0] is None or _repeats(shown[found[0]], paragraph)):
            found = at, cast(ResolutionKind, genre[0].get("kind"))
    return found


def _repeats(old: Paragraph, new: Paragraph) -> bool:
    """A breadcrumb, an <h1> and the document's own title say the same; the last of them stands over the text."""
    first, second = squash(old.folded).lower().strip(" .*"), squash(new.folded).lower().strip(" .*")
    return first == second or len(second) > 12 and (first.startswith(second) or second.startswith(first))


def _may_be_title(paragraph: Paragraph, head: str) -> bool:
    if len(head) > 700 or paragraph.marker is not None and paragraph.marker.style.startswith("bullet"):
        return False
    if head.endswith(":") and len(head) < 40:
        return False
    words = tokenize(head[:300])
    verbs = any(lemma.endswith(("/verb", "/prts")) for token in words for lemma in token.lemmas if len(token.text) > 4)
    return not (verbs and head.endswith("."))


def _is_title_line(lines: list[Paragraph], paragraph: Paragraph, lexicon: Lexicon) -> bool:
    """Whether a paragraph goes on with the title."""
    so_far = _title(lines)
    folded = paragraph.folded.strip()
    if folded.count('"') == 0 and _open_quote(so_far) and len(so_far) < 600:
        return True
    if _open_quote(so_far) and len(so_far) + len(folded) < 700:
        return True
    if paragraph.marker is not None and paragraph.marker.style.split()[0] not in ("roman",):
        return False
    if folded[:1] == '"' and (not paragraph.gap_before or _same_look(lines[-1], paragraph)) and len(folded) < 320:
        return True
    if is_fact_line(paragraph, lexicon=lexicon) and not _goes_on(paragraph, lexicon):
        return False
    if len(folded) > 320 or folded.endswith(":") or folded.endswith((".", ";")) and not folded.endswith((" г.", "гг.", "г.\"")):
        return False
    if lines[-1].raw.startswith("**") and not lines[-1].raw.rstrip().endswith("**") and paragraph.raw.rstrip().endswith("**"):
        return True
    if folded[:1].islower():
        return True
    bare = _is_bare(so_far)
    if paragraph.gap_before:
        theme = len(folded) < 260 and lexicon.search("theme_lines", folded) is not None
        return bare and not _is_sentence(folded) or theme or _same_look(lines[-1], paragraph) and not _is_sentence(folded)
    return not _is_sentence(folded)


def _goes_on(paragraph: Paragraph, lexicon: Lexicon) -> bool:
    """A registration line («от 29 октября 2019 года № 4/2») right under the genre and the event belongs to the title."""
    registration = lexicon.search("registration", paragraph.folded)
    return not paragraph.gap_before and registration is not None and registration[1].start() == 0 and paragraph.folded[0].isalpha()


def _is_bare(title: str) -> bool:
    """The genre word alone, with a number at most: the event follows."""
    words = [word for word in _LETTERS.findall(title) if len(word) > 2]
    return len(words) <= 2


def _same_look(left: Paragraph, right: Paragraph) -> bool:
    return (left.bold and right.bold) or (left.centred and right.centred) or (left.folded.isupper() and right.folded.isupper())


def _is_sentence(folded: str) -> bool:
    words = tokenize(_QUOTED.sub(" ", folded[:300]))
    verbs = any(lemma.endswith("/verb") for token in words for lemma in token.lemmas if len(token.text) > 3)
    return len(folded) > 60 and verbs and folded[:1] != '"' or folded.endswith(":")


def _open_quote(text: str) -> bool:
    opened = text.count("«") + text.count("„") - text.count("»") - text.count("“")
    return opened > 0 or "«" not in text and fold(text).count('"') % 2 == 1


def _title(lines: Sequence[Paragraph]) -> str:
    return squash(" ".join(unspaced(paragraph.text, paragraph.raw) for paragraph in lines)).strip(" *.").replace("**", "")


def unspaced(text: str, raw: str | None = None) -> str:
    """``Р Е З О Л Ю Ц И Я`` joined; of several such words in a row the raw text's wider gaps tell where one ends."""
    if not _SPACED.search(text):
        return text
    if raw is not None and re.search(r"\w {2,}\w", raw):
        return squash(_SPACED.sub(lambda match: match.group().replace(" ", ""), re.sub(r"\s{2,}", " \u0001 ", raw)).replace("\u0001", " "))
    return _SPACED.sub(lambda match: match.group().replace(" ", ""), text)


def is_fact_line(paragraph: Paragraph, *, lexicon: Lexicon) -> bool:
    """A line of date, place and number, and nothing else to speak of."""
    text = paragraph.text.strip(" *()")
    folded = fold(text)
    if len(folded) > 140 or not folded:
        return False
    if any(sign.isdigit() for sign in folded) and lexicon.search("number_lines", folded):
        return True
    left = folded
    hit = False
    for found in find_dates(text, lexicon=lexicon, default_year=2000):
        left = left.replace(folded[found.start:found.end], " ")
        hit = True
    for rule in (*lexicon.rules("places"), *lexicon.rules("registration")):
        for match in rule.shape.finditer(folded) if rule.shape else ():
            left = left.replace(match.group(), " ")
            hit = True
    words = [word for word in _LETTERS.findall(left) if len(word) > 2 and not morph.lemmas(word) & lexicon.words("fact_words")]
    venue = len(words) <= VENUE_WORDS and any(morph.lemmas(word) & lexicon.words("venues") for word in words)
    return hit and (venue or len(words) <= (3 if paragraph.raw.lstrip(" *").startswith("(") else 2))


def read_event(front: Front, body: Sequence[Paragraph], *, lexicon: Lexicon) -> tuple[Event, str | None]:
    """The event of the document: named in the title, else in the first sentences; and the date its text was adopted on, if it tells."""
    name, theme, kind = event_of_phrase(front.title or "", lexicon=lexicon)
    opening = [paragraph for paragraph in body[:8] if not paragraph.furniture]
    if name is None:
        name, kind, theme = event_of_text([paragraph.text for paragraph in opening], theme, lexicon=lexicon)
    theme = theme or next(filter(None, (_theme_line(paragraph, lexicon) for paragraph in opening[:4])), None)
    dates = _event_dates(front, opening, lexicon)
    place = _place(front, opening, lexicon)
    start, end = (dates[0].isoformat(), dates[1].isoformat()) if dates else (None, None)
    return Event(name=name, kind=kind, theme=theme, start=start, end=end, place=place), start


def _theme_line(paragraph: Paragraph, lexicon: Lexicon) -> str | None:
    """The theme on a line of its own: ``Тема: «…»``."""
    quotes = quoted_spans(paragraph.text)
    if lexicon.search("theme_headings", paragraph.folded) is None or len(quotes) != 1:
        return None
    (start, end), = quotes
    return paragraph.text[start + 1:end - 1] if not paragraph.text[end:].strip(" .") else None


def _event_dates(front: Front, opening: Sequence[Paragraph], lexicon: Lexicon) -> tuple[date, date] | None:
    for paragraph in front.lines:
        found = find_event_dates(paragraph.text, lexicon=lexicon, heading=True)
        if found:
            return found
    if front.title:
        outside = _without_quotes(front.title)
        found = find_event_dates(outside, lexicon=lexicon, heading=True)
        if found:
            return found
    for paragraph in opening[:4]:
        if paragraph.marker is None:
            found = find_event_dates(paragraph.text[:600], lexicon=lexicon)
            if found:
                return found
    return None


def _without_quotes(text: str) -> str:
    for start, end in reversed(quoted_spans(text)):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _place(front: Front, opening: Sequence[Paragraph], lexicon: Lexicon) -> str | None:
    for paragraph in front.lines:
        for rule in (*lexicon.rules("places"), *lexicon.rules("bare_places")):
            match = rule.shape.search(fold(paragraph.text).strip(" ()*")) if rule.shape else None
            if match is not None:
                text = paragraph.text.strip(" ()*")
                return text[match.start("place"):match.end("place")].strip(" ,")
    parts = (part.strip(" ()*.,") for paragraph in front.lines for part in paragraph.text.split(","))
    return next((part for part in parts if _names_venue(part, lexicon)), None)


def _names_venue(part: str, lexicon: Lexicon) -> bool:
    """``Шелонский краеведческий музей``, ``база отдыха «Сосновый берег»``: a noun of a venue and no date."""
    outside = _QUOTED.sub(" ", fold(part))
    return not any(sign.isdigit() for sign in outside) and any(
        token.lemmas & lexicon.words("venues") for token in tokenize(outside) if token.is_word)


def event_year(event: Event, documents: Sequence[str | None], period_start: str | None) -> int | None:
    """The year of adoption: of the event's date, else of the document's, else the period's first."""
    for source in (event.start, *documents, period_start):
        if source:
            return int(source[:4])
    return None


__all__ = ["EventKind", "Front", "event_year", "read_event", "read_front"]
