"""Healing: the blocks of a reader become paragraphs as the author meant them.

Afterwards: every block stands in exactly one paragraph, in order; furniture stands alone; a hard-wrapped, hyphenated or broken
paragraph (by a page, a page number, a running head or a stray blank line) is one; a paragraph that opens with a list marker is
never joined to the one before.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from resolution_parser import morph
from resolution_parser.document import Block, Document
from resolution_parser.lexicon import Lexicon
from resolution_parser.normalize import fold, squash
from resolution_parser.stages.markers import find_marker
from resolution_parser.stages.paragraphs import Marker, Paragraph, blocks_to_paragraph
from resolution_parser.stages.text_tables import flatten_layout, split_cells

_TERMINAL = re.compile(r"[.;:!?…][\"»”)*\s]*$")
_HYPHENATED = re.compile(r"[^\W\d_][-\u00ad¬]$")
_INITIALS_END = re.compile(r"(?:^|[\s.])[^\W\d_]\.$")
_BROKEN_RANGE = re.compile(r"\d[-–—]$")
_LAST_TOKEN = re.compile(r"(\w+|№)\W{0,3}$")
_NUMBER_SIGN = re.compile(r"№|N ?\d")
_FIRST_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W\d_]")
_RULE_LINE = re.compile(r"^[\s_=*~.+|—–-]{3,}$")
_LONE_MARKER = re.compile(r"(?:[•·▪●○◦■□►➢✓✔]|\d{1,2}(?:\.\d{1,2}){0,4}[.)]|\d{1,2}(?:\.\d{1,2}){1,4})$")
_EMPHASIS = re.compile(r"^(?:\*\*)+|(?:\*\*)+$")
_DIGITS = re.compile(r"\d+")
_ABBREVIATED = re.compile(r"(?:[^\W\d_]{1,3}\. ?){1,2}[А-ЯЁA-Z]")
_WIDE_GAP = re.compile(r"\S {4,}\S")

_ITEM_SIGNS = "-–—•*0123456789("  # what a site's menus and copyright lines do not begin with
CHROME_LINES = 25  # lines at either end of a text that may be of the site it was copied from
_CHROME_PARTS = re.compile(r" *[|•·] *| {3,}")
LINES_AROUND, FULL_SHARE = 10, 0.9  # what a line is measured by, and the share of their length that makes it a full one
WRAP_SHARE = 0.22  # share of line pairs that run on in mid-sentence from which a text counts as hard-wrapped
MIN_WRAP = 40  # shorter lines are a list's
MAX_WRAP = 160  # no typewriter, mailer or PDF export has longer lines


@dataclass(frozen=True, slots=True)
class _Line:
    """A block, or one line of it, with what joining asks about."""

    block: Block
    folded: str
    marker: Marker | None
    blanks: int
    indent: int
    furniture: bool
    lone_marker: bool
    """Nothing but a list number: its text stands on the next line."""
    whole: bool
    """It is a whole paragraph of the reader's, not a physical line."""
    counted: bool = False
    """It opens with a number and what it counts (``100 тыс. рублей``), and with no marker."""
    joined: bool | None = None
    """In a table that only sets the two ends of a line apart, as office and name: the other end (True), or the first (False)."""


def heal_blocks(document: Document, lexicon: Lexicon) -> tuple[Paragraph, ...]:
    """Join the lines of a document to paragraphs."""
    lines = _mark_furniture(_lines(document, lexicon), document, lexicon)
    shape = _measure(lines)
    groups: list[list[_Line]] = []
    furniture: list[list[_Line]] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if line.furniture:
            furniture.append([line])
        elif groups and _continues(groups[-1], line, following, shape, lexicon):
            groups[-1].append(line)
            continue
        else:
            groups.append([line])
    ordered = sorted([*groups, *furniture], key=lambda group: group[0].block.start)
    return tuple(_paragraph(document, group, index, shape, lexicon) for index, group in enumerate(ordered))


def _paragraph(document: Document, group: list[_Line], index: int, shape: _Shape, lexicon: Lexicon) -> Paragraph:
    first = group[0]
    cuts = [False, *(_is_cut(document.text, left.block, right.block, shape) for left, right in pairwise(group))]
    marker = first.marker
    if first.lone_marker and len(group) > 1:
        joined = f"{first.folded} {group[1].folded}"
        marker = find_marker(joined, joined, lexicon=lexicon)
    return blocks_to_paragraph(
        document.text, [replace(line.block, furniture=line.furniture) for line in group], index=index, marker=marker,
        gap_before=first.blanks > shape.base_gap or first.whole, indent=first.indent, cuts=cuts,
    )


def _is_cut(text: str, left: Block, right: Block, shape: _Shape) -> bool:
    between = text[left.end:right.start]
    return bool(between.strip()) or between.count("\n") > 1 or "\f" in between or left.page != right.page


# --- lines ---------------------------------------------------------------------------------------------------------------------------


def _lines(document: Document, lexicon: Lexicon) -> list[_Line]:
    lines: list[_Line] = []
    text, before = document.text, 0
    blocks, ends = flatten_layout(text, split_cells(text, document.blocks), lexicon)
    for block in blocks:
        for part in _split_block(document, block, lexicon):
            gap = text[before:part.start]
            folded = fold(_EMPHASIS.sub("", text[part.start:part.end]))
            marker = None if part.furniture else _marker_of(part, text, lexicon)
            lines.append(_Line(
                block=part, folded=folded, marker=marker, blanks=gap.count("\n") if before else 9,
                indent=len(gap) - gap.rfind("\n") - 1 if not part.cell else 0, furniture=part.furniture, whole=not block.is_line,
                joined=ends.get(part.start), counted=marker is None and lexicon.search("counted_starts", folded) is not None,
                lone_marker=part.cell is None and bool(_LONE_MARKER.match(folded)),
            ))
            before = part.end
    return lines


def _marker_of(block: Block, text: str, lexicon: Lexicon) -> Marker | None:
    """The marker of the block's cleaned text: emphasis before it is passed over, white space after it is one space."""
    head = squash(text[block.start:min(block.start + 120, block.end)].replace("**", ""))
    return find_marker(head, fold(head), lexicon=lexicon)


def _split_block(document: Document, block: Block, lexicon: Lexicon) -> list[Block]:
    """A paragraph with soft line breaks in it is several where a line opens with a list marker or follows a closed one."""
    piece = document.text[block.start:block.end]
    if "\n" not in piece or document.format == "pdf" or block.is_line:
        return [block]
    parts: list[Block] = []
    start, at = block.start, block.start
    for line in piece.split("\n"):
        stripped = line.strip()
        head = fold(stripped[:60])
        before = document.text[start:at].rstrip()
        closed = _TERMINAL.search(before) and (
            find_marker(head, head, lexicon=lexicon) is not None or before[-1:] in ";:" or stripped[:1].isupper())
        of_facts = (block.centred or block.heading) and stripped[:1] == "(" and stripped[-1:] == ")"  # date and place under a title
        if stripped and before and (closed or of_facts):
            parts.append(_cut_block(document.text, block, start, at, first=not parts))
            start = at
        at += len(line) + 1
    parts.append(_cut_block(document.text, block, start, block.end, first=not parts))
    return parts


def _cut_block(text: str, block: Block, start: int, end: int, *, first: bool) -> Block:
    piece = text[start:end]
    low = start + len(piece) - len(piece.lstrip())
    return replace(block, start=low, end=start + len(piece.rstrip()), marker=block.marker if first else None)


# --- furniture -----------------------------------------------------------------------------------------------------------------------


def _mark_furniture(lines: list[_Line], document: Document, lexicon: Lexicon) -> list[_Line]:
    """Page numbers, ruled lines and running heads; the last are lines next to a page number that come again."""
    numbers = [_is_page_number(line, lexicon) for line in lines]
    numbered = [line.furniture or number for line, number in zip(lines, numbers, strict=True)]
    beside = [any(numbers[max(at - 2, 0):at] + numbers[at + 1:at + 3]) for at in range(len(lines))]
    seen = Counter(_skeleton(line) for line, near in zip(lines, beside, strict=True) if near)
    marked: list[_Line] = []
    for at, line in enumerate(lines):
        is_head = beside[at] and ":" not in line.folded and line.marker is None and len(line.folded) < 120 and not line.block.cell and (
            seen[_skeleton(line)] > 1 or _cuts_sentence(lines, numbered, at))
        if is_head and not line.whole and (_starts_low(line) or _fills_its_line(lines, at)):
            is_head = False
        is_rule = bool(_RULE_LINE.match(line.folded))
        is_chrome = (at < CHROME_LINES or at >= len(lines) - CHROME_LINES) and _is_chrome(line, lexicon)
        marked.append(replace(line, furniture=True, marker=None) if numbered[at] or is_head or is_rule or is_chrome else line)
    return marked


def _is_chrome(line: _Line, lexicon: Lexicon) -> bool:
    """What a site prints around a document that somebody copied with it: menus, counters, «Версия для печати»."""
    if len(line.folded) > 200 or line.block.cell is not None or line.marker is not None and line.marker.label[:1] in _ITEM_SIGNS:
        return False
    whole = lexicon.search("html_chrome", line.folded)
    if whole is not None and "where" not in whole[0].fields:
        return True
    parts = [part for part in _CHROME_PARTS.split(line.folded) if part.strip()]
    return len(parts) > 1 and all(lexicon.search("html_chrome", part.strip()) for part in parts)


def _cuts_sentence(lines: list[_Line], numbered: list[bool], at: int) -> bool:
    """A line between a page number and the rest of a broken sentence is a running head, if it comes but once."""
    before = next((line for line, number in zip(reversed(lines[:at]), reversed(numbered[:at]), strict=True) if not number), None)
    after = next((line for line, number in zip(lines[at + 1:], numbered[at + 1:], strict=True) if not number), None)
    if before is None or after is None or after.marker is not None or _starts_low(lines[at]):
        return False
    return not _TERMINAL.search(before.folded) and _starts_low(after) and len(before.folded) > 30


def _fills_its_line(lines: list[_Line], at: int) -> bool:
    """It is as long as the lines of the text around it, and the next one goes on without a blank line: text, not a running head."""
    if at + 1 >= len(lines) or lines[at + 1].blanks > 1 or lines[at].blanks < 2:
        return False
    around = lines[max(at - LINES_AROUND, 0):at + LINES_AROUND]
    return _length(lines[at]) >= FULL_SHARE * max(_length(line) for line in around if line is not lines[at])


def _skeleton(line: _Line) -> str:
    return _DIGITS.sub("0", squash(line.folded.lower()))


def _is_page_number(line: _Line, lexicon: Lexicon) -> bool:
    if len(line.folded) > 30 or line.block.cell is not None or line.lone_marker:
        return False
    text = squash(line.folded)
    return lexicon.search("page_numbers", text) is not None


# --- joining -------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the text is set: ``width`` of a full line if it is hard-wrapped, ``base_gap`` line ends between lines of a paragraph."""

    wrapped: bool
    width: int
    base_gap: int
    indents: bool
    dashes: frozenset[str] = frozenset()
    """The dashes that open list items somewhere: a line after a closed one begins with them."""
    hyphenated: bool = False
    """Words are broken at line ends: a line that is not quite full was ended by the author."""


def _measure(lines: list[_Line]) -> _Shape:
    physical = [line for line in lines if not line.whole and not line.furniture]
    if len(physical) < 3:
        return _Shape(False, 0, 1, False)
    gaps = Counter(line.blanks for line in physical[1:])
    base_gap = 2 if gaps[1] <= 0.06 * len(physical) and gaps[2] > 0 else 1
    pairs = [(left, right) for left, right in pairwise(physical) if right.blanks <= base_gap]
    running = [left for left, right in pairs if _runs_on(left, right)]
    lengths = sorted(_length(line) for line in physical if not _WIDE_GAP.search(line.folded))
    width = lengths[int(len(lengths) * 0.97) - 1] if lengths else 0
    share = len(running) / max(len(pairs), 1)
    wrapped = MIN_WRAP <= width <= MAX_WRAP and (len(running) >= 4 and share >= WRAP_SHARE or len(running) >= 2 and share >= 2 * WRAP_SHARE)
    if base_gap == 2 and not wrapped:
        base_gap = 1
    starts = [right.indent for left, right in pairs if _TERMINAL.search(left.folded)]
    inner = [left for left in running if left.indent == 0]
    indents = bool(starts) and sum(indent > 2 for indent in starts) >= 0.5 * len(starts) and bool(inner)
    hyphens = sum(bool(_HYPHENATED.search(line.folded)) for line in running)
    dashes = frozenset(right.marker.label for left, right in pairwise(physical)
                       if right.marker and right.marker.label in "-–—" and (_TERMINAL.search(left.folded) or right.blanks > base_gap))
    return _Shape(wrapped, width, base_gap, indents, dashes, hyphenated=hyphens >= 0.12 * max(len(running), 1))


def _starts_low(line: _Line) -> bool:
    """It opens with a word in the lower case or a counted number, as no paragraph of its own does; «с. Подгорное» and «г. Тула» do."""
    if line.folded[:1].islower():
        return not _ABBREVIATED.match(line.folded)
    return line.counted


def _length(line: _Line) -> int:
    return len(line.folded) + line.indent


def _runs_on(left: _Line, right: _Line) -> bool:
    return right.marker is None and _starts_low(right) and not _TERMINAL.search(left.folded)


def _continues(group: list[_Line], line: _Line, following: _Line | None, shape: _Shape, lexicon: Lexicon) -> bool:
    """Whether a line goes on with the paragraph before it."""
    last = group[-1]
    if line.joined is not None or line.block.continues:
        return bool(line.joined or line.block.continues)
    if last.lone_marker:
        return line.blanks <= max(shape.base_gap, 2)
    if line.marker is not None and not (shape.wrapped and _false_marker(last, line, shape)):
        return False
    if (line.block.cell or last.block.cell) and line.block.cell != last.block.cell:
        return False
    if line.block.heading or last.block.heading:
        return False
    broken = line.blanks > shape.base_gap or line.whole or (last.block.page != line.block.page)
    if broken:
        return _broken_runs_on(group, line, lexicon) and not _heads_next_list(group, line, following)
    if shape.wrapped and _length(last) <= shape.width + 20:
        return _wrap_runs_on(group, line, shape, lexicon) and not _stands_over_list(last, line, following, shape)
    return _loose_runs_on(last, line, lexicon)


def _false_marker(last: _Line, line: _Line, shape: _Shape) -> bool:
    """A wrapped line that happens to open with a number: the line before is full and in mid-sentence."""
    marker = line.marker
    if marker is not None and marker.style.startswith("bullet") and marker.label in "-–—":
        if _TERMINAL.search(last.folded):
            return False
        return _in_brackets(last.folded) or marker.label not in shape.dashes and last.folded[-1:].isalpha() and _full(last, line, shape)
    if marker is None or marker.style.startswith(("bullet", "letter", "multilevel", "number_paren")):
        return False
    return not _TERMINAL.search(last.folded) and _full(last, line, shape) and line.blanks <= shape.base_gap


def _in_brackets(folded: str) -> bool:
    return folded.rfind("(") > folded.rfind(")")


def _broken_runs_on(group: list[_Line], line: _Line, lexicon: Lexicon) -> bool:
    """Across a blank line, a page or a running head: only where the sentence is plainly unfinished."""
    last = group[-1]
    if _BROKEN_RANGE.search(last.folded) and line.folded[:1].isdigit():
        return True
    if last.block.bold != line.block.bold or last.block.centred != line.block.centred or not _LETTER.search(last.folded):
        return False
    if _TERMINAL.search(last.folded) or _WIDE_GAP.search(line.folded):
        return bool(_HYPHENATED.search(last.folded)) and _starts_low(line)
    if _HYPHENATED.search(last.folded) and _starts_low(line):
        return True
    if sum(len(part.folded) for part in group) <= 25:
        return last.folded[-1:] == "," and _starts_low(line)
    if _hangs(last, lexicon):
        return True
    if line.folded[:1] == '"' and group[0].marker is not None and last.folded[-1:].isalpha():
        return True
    return _starts_low(line) and (not _opens_item(line, lexicon) or last.folded[-1:] == ",")


def _opens_item(line: _Line, lexicon: Lexicon) -> bool:
    """An unmarked line in the lower case that opens with an infinitive is an item of its own list, more likely than not."""
    word = _FIRST_WORD.match(line.folded)
    return word is not None and any(reading.pos == "INFN" for reading in morph.readings(word.group().strip(",;.")))


def _stands_over_list(last: _Line, line: _Line, following: _Line | None, shape: _Shape) -> bool:
    """A short line after a closed sentence, without a full stop, over a list item is a heading, not the sentence's last words."""
    return (
        following is not None and following.marker is not None and bool(_TERMINAL.search(last.folded)) and line.folded[:1].isupper()
        and not _INITIALS_END.search(last.folded)
        and not _TERMINAL.search(line.folded) and _length(line) < 0.7 * shape.width
    )


def _heads_next_list(group: list[_Line], line: _Line, following: _Line | None) -> bool:
    """``от администрации области:`` between two lists: a heading, though the item before it was not closed."""
    return (
        group[0].marker is not None and group[-1].folded[-1:] != "," and line.folded.rstrip()[-1:] == ":"
        and following is not None and following.marker is not None
    )


def _hangs(last: _Line, lexicon: Lexicon) -> bool:
    """It ends in a word that nothing ends with: a preposition, a conjunction."""
    word = _LAST_TOKEN.search(last.folded)
    return word is not None and word.group(1).lower() in lexicon.words("connectives") and last.folded[-1:].isalnum()


def _wrap_runs_on(group: list[_Line], line: _Line, shape: _Shape, lexicon: Lexicon) -> bool:
    last = group[-1]
    if _HYPHENATED.search(last.folded) and _starts_low(line) or _NUMBER_SIGN.match(line.folded) and _length(last) > 0.6 * shape.width:
        return True
    if _length(last) > 0.6 * shape.width and _hangs(last, lexicon):
        return True
    if last.block.centred != line.block.centred or _WIDE_GAP.search(line.folded) or _WIDE_GAP.search(last.folded):
        return False
    if line.indent > 24 or last.indent > 24:
        return False
    body_indent = group[1].indent if len(group) > 1 else (0 if shape.indents else group[0].indent)
    if shape.indents and line.indent > body_indent + 2 and line.indent >= group[0].indent and line.folded[:1].isupper():
        return False
    if _TERMINAL.search(last.folded):
        if not _full(last, line, shape):
            return False
        return last.folded.rstrip()[-1:] not in ";:" or _starts_low(line) and last.folded.rstrip()[-1:] != ";"
    long = _length(last) >= 0.8 * shape.width and last.folded[-1:].isalpha() and not line.folded[:1].isdigit()
    return _starts_low(line) or _full(last, line, shape) or last.folded[-1:] == "," or long


def _full(last: _Line, line: _Line, shape: _Shape) -> bool:
    """The first word of the line would not have fitted on the line before: the break was the typewriter's, not the author's."""
    word = _FIRST_WORD.match(line.folded)
    if shape.hyphenated and _TERMINAL.search(last.folded):
        return _length(last) > shape.width - 5
    return word is not None and _length(last) + 1 + len(word.group()) > shape.width - 2


def _loose_runs_on(last: _Line, line: _Line, lexicon: Lexicon) -> bool:
    """In a text that is not hard-wrapped a line is a paragraph, unless it stops in mid-sentence."""
    if _BROKEN_RANGE.search(last.folded) and line.folded[:1].isdigit() or line.folded[:1] == "№" and len(last.folded) > 25:
        return True
    if _TERMINAL.search(last.folded) or not _starts_low(line) or _WIDE_GAP.search(last.folded):
        return False
    return last.folded[-1:] == "," or not _opens_item(line, lexicon)
