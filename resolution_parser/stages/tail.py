"""The tail of a document: signatures and annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon, tokenize
from resolution_parser.normalize import squash
from resolution_parser.records import Signature
from resolution_parser.stages.names import find_names
from resolution_parser.stages.paragraphs import Paragraph
from resolution_parser.stages.tables import Table

SIGNATURE_LIMIT = 220
SMALL_PRINT_LINES = 6
_GAP = re.compile(r"\s{3,}|\t|_{2,}|/|\|")
_SENTENCE = re.compile(r"[^\s.]{4,}[.;:!]$")
_ABBREVIATED = re.compile(r"(?:^|[\s-])[^\W\d_]{1,4}\.$")  # «канд. физ.-мат. наук.», «к. м. н.»
_FILLER = re.compile(r"[_/|\s]+")


@dataclass(frozen=True, slots=True)
class Tail:
    """Where the signatures and the annexes begin (an index of a paragraph, or one past the last), and who signed."""

    signatures_first: int
    annex_first: int
    signatures: tuple[Signature, ...]


def read_tail(paragraphs: Sequence[Paragraph], tables: Sequence[Table], body: int, *, lexicon: Lexicon) -> Tail:
    """Find the annexes, and above them (or above the end) the lines that sign."""
    end = paragraphs[-1].index + 1 if paragraphs else 0
    annex = _annex_start(paragraphs, body, end, lexicon)
    first = annex
    lines: list[Paragraph] = []
    above = [paragraph for paragraph in paragraphs if body < paragraph.index < annex and not paragraph.furniture]
    measures = frozenset(table.paragraphs[0].cell.table for table in tables if table.measures and table.paragraphs[0].cell)
    for paragraph in reversed(_without_small_print(above, measures, lexicon)):
        if not _signs(paragraph, lexicon, below=lines, measures=measures):
            break
        lines.insert(0, paragraph)
        first = paragraph.index
    while lines and not _names(lines[0], lexicon) and not _opens_block(lines, lexicon):
        lines.pop(0)
        first = lines[0].index if lines else annex
    if not any(_names(line, lexicon) for line in lines):
        return Tail(annex, annex, ())
    return Tail(first, annex, _signatures(lines, lexicon))


def _without_small_print(above: list[Paragraph], measures: frozenset[int], lexicon: Lexicon) -> list[Paragraph]:
    """Up to a few short lines under the signatures are small print: copies sent, a site's footer; they hold no items."""
    for dropped in range(min(SMALL_PRINT_LINES, len(above))):
        last = above[len(above) - 1 - dropped]
        if _names(last, lexicon) and _signs(last, lexicon, below=(), measures=measures) and _wide(last):
            return above[:len(above) - dropped]
        if last.marker is not None or len(last.text) > SIGNATURE_LIMIT or last.cell is not None:
            break
        if "|" not in last.folded and any(
                lemma.endswith("/infn") for token in tokenize(last.folded) for lemma in token.lemmas if len(token.text) > 3):
            break
    return above


def _annex_start(paragraphs: Sequence[Paragraph], body: int, end: int, lexicon: Lexicon) -> int:
    for paragraph in paragraphs:
        if paragraph.index <= body + 2 or paragraph.marker is not None or len(paragraph.text) > 120:
            continue
        if lexicon.search("annexes", paragraph.folded) is not None:
            return paragraph.index
    return end


def _names(paragraph: Paragraph, lexicon: Lexicon) -> bool:
    return bool(find_names(paragraph.text, lexicon=lexicon)) or _gap_name(paragraph) is not None


def _gap_name(paragraph: Paragraph) -> str | None:
    """A name without initials («Алина Ракитина») behind a wide gap."""
    parts = [part for part in _GAP.split(paragraph.raw.replace("**", "").strip()) if part.strip()]
    if len(parts) < 2:
        return None
    words = parts[-1].split()
    return parts[-1].strip() if 1 < len(words) <= 4 and all(word[:1].isupper() and word.strip(".").isalpha() for word in words) else None


def _signs(paragraph: Paragraph, lexicon: Lexicon, *, below: Sequence[Paragraph], measures: frozenset[int]) -> bool:
    """A line of a signature block: a role, a name, both, or the small print under them."""
    folded = paragraph.folded.strip()
    if paragraph.marker is not None or len(folded) > SIGNATURE_LIMIT or paragraph.cell is not None and paragraph.cell.table in measures:
        return False
    if lexicon.search("attachment_lines", folded) is not None:
        return True
    words = [token for token in tokenize(folded) if token.is_word]
    if any(morph.is_likely(token.text, pos) for token in words for pos in ("VERB", "INFN") if len(token.text) > 3) and not _wide(paragraph):
        return False
    role = bool(words) and bool(words[0].lemmas & lexicon.words("signature_roles")) or (
        lexicon.search("signature_openings", folded) is not None)
    if _names(paragraph, lexicon):
        rest = len(folded) - sum(name.end - name.start for name in find_names(paragraph.text, lexicon=lexicon))
        return role or _wide(paragraph) or rest < 12 or bool(below) and rest < 90
    if _SENTENCE.search(folded) and not folded.endswith(",") and not (role and folded.endswith(":")) and not _ABBREVIATED.search(folded):
        return False
    return role and (bool(below) or len(folded) < 90) or bool(below) and len(folded) < 90 and (folded[:1].islower() or folded.endswith(","))


def _wide(paragraph: Paragraph) -> bool:
    return bool(_GAP.search(paragraph.raw.strip()))


def _opens_block(lines: Sequence[Paragraph], lexicon: Lexicon) -> bool:
    """A role without a name at the top of the block: the name stands on one of the next lines."""
    words = [token for token in tokenize(lines[0].folded) if token.is_word]
    if len(lines) > 1 and lexicon.search("signature_openings", lines[0].folded) is not None:
        return True
    return len(lines) > 1 and bool(words) and bool(words[0].lemmas & lexicon.words("signature_roles"))


def _signatures(lines: Sequence[Paragraph], lexicon: Lexicon) -> tuple[Signature, ...]:
    found: list[Signature] = []
    role: list[str] = []
    for line in lines:
        if lexicon.search("attachment_lines", line.folded) is not None:
            continue
        names = find_names(line.text, lexicon=lexicon)
        if not names:
            gap_name = _gap_name(line)
            if gap_name is None:
                role.append(line.text)
                continue
            role.append(line.text.replace(squash(gap_name), ""))
            found.append(Signature(name=squash(gap_name), role=_role(role)))
            role = []
            continue
        rest = line.text
        for name in names:
            rest = rest.replace(line.text[name.start:name.end], " ", 1)
        role.append(rest)
        found.extend(Signature(name=line.text[name.start:name.end], role=_role(role)) for name in names)
        role = []
    return tuple(found)


def _role(parts: Sequence[str]) -> str | None:
    return squash(_FILLER.sub(" ", " ".join(parts))).strip(" ,;:.-–—*") or None
