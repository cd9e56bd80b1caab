"""Several documents in one file: where one ends and the next begins. Each becomes a document of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from resolution_parser.document import Document
from resolution_parser.lexicon import Lexicon
from resolution_parser.normalize import fold
from resolution_parser.stages.blocks import heal_blocks
from resolution_parser.stages.cues import heading_cue, sentence_cue
from resolution_parser.stages.front import read_front, unspaced
from resolution_parser.stages.names import find_names
from resolution_parser.stages.paragraphs import Paragraph
from resolution_parser.stages.tables import find_tables
from resolution_parser.stages.tail import read_tail
from resolution_parser.stages.units import Unit

SHORTEST = 4  # paragraphs of a document that can stand beside another one


def split_documents(document: Document, *, lexicon: Lexicon) -> tuple[Document, ...]:
    """The documents of a file, in order; most files hold one.

    A title that names an event begins a new document where the one before it has decided something and has ended, in signatures
    or in a closing formula; a title that stands out, with a date or a place under it, needs no such end. An annex belongs to its
    document.
    """
    starts = document_starts(heal_blocks(document, lexicon), lexicon=lexicon)
    if len(starts) < 2:
        return (document,)
    cuts = [0, *(_start_of_lines(document, start.start) for start in starts[1:]), len(document.text)]
    return tuple(_part(document, start, end) for start, end in pairwise(cuts))


def document_starts(healed: Sequence[Paragraph], *, lexicon: Lexicon) -> list[Paragraph]:
    """The paragraphs that the documents of a file begin with (see :func:`split_documents`); one where there is one document."""
    paragraphs = [paragraph for paragraph in healed if not paragraph.furniture]
    if not paragraphs:
        return [*healed[:1]]
    starts = [0]
    first = read_front(paragraphs, lexicon=lexicon).body
    for at in range(SHORTEST, len(paragraphs) - SHORTEST):
        if paragraphs[at].index <= first:
            continue
        if at - starts[-1] >= SHORTEST and _begins_document(paragraphs, starts[-1], at, lexicon):
            starts.append(_with_letterhead(paragraphs, starts[-1], at, lexicon))
    return [paragraphs[at] for at in starts]


def _begins_document(paragraphs: Sequence[Paragraph], start: int, at: int, lexicon: Lexicon) -> bool:
    candidate = paragraphs[at]
    if candidate.marker is not None or candidate.cell is not None or find_names(candidate.text, lexicon=lexicon):
        return False
    head = unspaced(candidate.text).strip(" *")
    genre = lexicon.search("genres", fold(head))
    if genre is None or head[genre[1].end():genre[1].end() + 2].strip() == ":":
        return False
    front = read_front(paragraphs[at:at + 8], lexicon=lexicon)
    if front.title is None or front.title_first != candidate.index or lexicon.search("event_words", fold(front.title)) is None:
        return False
    before = paragraphs[start:at]
    stands_out = bool(front.lines) and (candidate.bold or candidate.centred or head.split()[0].isupper())
    return _has_decided(before, lexicon) and (stands_out or _has_ended(before, lexicon))


def _with_letterhead(paragraphs: Sequence[Paragraph], start: int, at: int, lexicon: Lexicon) -> int:
    """Names of the office in capitals and approval stamps over a title come along with it."""
    while at - 1 > start + SHORTEST and _is_letterhead(paragraphs[at - 1].folded, lexicon):
        at -= 1
    return at


def _is_letterhead(folded: str, lexicon: Lexicon) -> bool:
    return folded.isupper() and len(folded) > SHORTEST * 2 or lexicon.search("stamps", folded) is not None


def _has_decided(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> bool:
    for paragraph in paragraphs:
        cue = heading_cue(Unit(paragraph, paragraph.body_start, len(paragraph.text), None), lexicon=lexicon)
        if cue is not None and cue.kind in ("proposals", "tasks"):
            return True
    return False


def _has_ended(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> bool:
    if any(lexicon.search("annexes", paragraph.folded) for paragraph in paragraphs[-3:]):
        return False
    last = paragraphs[-1]
    closing = sentence_cue(Unit(last, 0, len(last.text), None), lexicon=lexicon)
    if closing is not None and "closing" in closing.rule.fields:
        return True
    tail = read_tail(paragraphs, find_tables(paragraphs, lexicon=lexicon), paragraphs[0].index, lexicon=lexicon)
    return bool(tail.signatures)


def _start_of_lines(document: Document, at: int) -> int:
    """The offset of the line that the title stands on, so that its indentation comes along."""
    return document.text.rfind("\n", 0, at) + 1


def _part(document: Document, start: int, end: int) -> Document:
    blocks = tuple(
        replace(block, start=block.start - start, end=block.end - start) for block in document.blocks if start <= block.start < end
    )
    doubts = tuple(
        replace(doubt, start=doubt.start - start, end=doubt.end - start) for doubt in document.doubts if start <= doubt.start < end
    )
    return replace(document, text=document.text[start:end].rstrip("\n"), blocks=blocks, doubts=doubts)
