"""From lines to paragraphs, by what a typesetter does at a paragraph's end: indent, short line, space, another look.

Line ends stay in the text as ``\\n`` and printed hyphens before them: whether a hyphen belongs to the word is decided later, by
dictionary.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from resolution_parser.readers.pdf_layout import Line

INDENT = 0.8  # sizes: the smallest first-line indent
CENTRED_BY = 1.5  # sizes of free space on each side that a centred line has at least
EXTRA_SPACE = 1.25  # times the usual leading
FLUSH = 0.25  # sizes by which a line at the margin may miss it
HANGS_BY = 1.0  # sizes by which the lines of an item may begin further right than the text after its marker
CLEAR_SPACE = 1.6  # times the leading of the frame: extra space, even if the lines around have as much
MANY = 9  # lines of a paragraph that show how it is set
NEAR = 0.3  # sizes within which two places are the same

_SIGN = r"[-–—•·∙▪■□❑❖➢✓*○●◦§]"
_MARKER = re.compile(
    rf"(?P<sign>{_SIGN})(?=\s|[^\W\d_])|(?P<number>\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}[.)])(?=\s|[^\W\d_])|"
    rf"(?P<plain>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?=\s)|(?P<letter>[^\W\d_]\))(?=\s|[^\W\d_])|(?P<roman>[IVXLC]{{1,6}}[.)])(?=\s)"
)
_DASHES = "-–—"
_ABBREVIATION = re.compile(r"[^\W\d_]{1,3}\.")
_TERMINAL = re.compile(r"[.!?:;…][\"'»”“)\]]{0,3}$")
_INITIAL = re.compile(r"(?:^|[\W\d_])[^\W\d_]\.$")
_COMMA = re.compile(r",[\"'»”“)\]]{0,2}$")


@dataclass(frozen=True, slots=True)
class Frame:
    """The area that lines are set in, and how they are usually set."""

    left: float
    right: float
    leading: float
    indents: tuple[float, ...] = ()
    """Places where first lines of paragraphs usually begin."""
    justified: bool = False
    """Lines that go on reach the right margin."""
    hanging: bool = False
    """Lines that go on with a list item begin right of its marker."""


@dataclass(frozen=True, slots=True)
class PdfParagraph:
    """Lines of one paragraph; ``spaced``: with visible extra space above."""

    lines: tuple[Line, ...]
    spaced: bool
    bold: bool
    centred: bool

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def measure(lines: Sequence[Line]) -> Frame:
    """The frame that the lines of one or of many pages keep to.

    Where they begin and end is taken from places that several lines share, so that one that sticks out does not count.
    """
    lefts = Counter(round(line.x0) for line in lines)
    shared = max(2, len(lines) // 20)
    left = min((x for x in lefts if lefts[x] + lefts[x + 1] >= shared), default=min(lefts))
    ends = sorted(line.x1 for line in lines)
    size = statistics.median_low([line.size for line in lines])
    steps = sorted(
        step for above, below in pairwise(lines)
        if size * 0.9 < (step := below.y - above.y) < size * 4
    )
    indents = tuple(sorted(x for x in lefts if x > left + size * INDENT and lefts[x] + lefts[x + 1] + lefts[x - 1] >= 2))
    right = _right_edge(ends, size)
    return Frame(
        left=min(line.x0 for line in lines if round(line.x0) >= left),
        right=right,
        justified=_is_justified(lines, right),
        hanging=_is_hanging(lines, right),
        leading=steps[len(steps) // 4] if steps else size * 1.2,
        indents=indents,
    )


def _right_edge(ends: Sequence[float], size: float) -> float:
    """The furthest end of a line that other lines come near to; a lone line may stick out."""
    return next((end for near, end in zip(ends[-2::-1], ends[:0:-1], strict=True) if end - near <= size / 2), ends[-1])


def _is_justified(lines: Sequence[Line], right: float) -> bool:
    """Of the lines that had no room for the next word, nearly all end at the margin."""
    full = [line for line, below in pairwise(lines) if right - line.x1 <= below.words[0].x1 - below.words[0].x0]
    flush = sum(right - line.x1 <= line.size * FLUSH for line in full)
    return len(full) >= 3 and flush >= len(full) * 0.8


def _is_hanging(lines: Sequence[Line], right: float) -> bool:
    """Of the lines under a full first line of a list item, more begin right of its marker than left of it."""
    shifts = [
        below.x0 - line.x0 for line, below in pairwise(lines)
        if right - line.x1 <= below.words[0].x1 - below.words[0].x0 and _MARKER.match(line.text) and not _MARKER.match(below.text)
    ]
    return sum(shift > 1 for shift in shifts) > sum(shift < -1 for shift in shifts)


def make_paragraphs(lines: Sequence[Line], frame: Frame) -> list[PdfParagraph]:
    """The paragraphs of one flow."""
    groups: list[list[Line]] = []
    spaced: list[bool] = []
    for at, line in enumerate(lines):
        step = _Step(groups[-1], line, lines[at + 1] if at + 1 < len(lines) else None, frame) if groups else None
        if step is None or _is_break(step):
            groups.append([line])
            spaced.append(step is not None and step.extra_space)
        else:
            groups[-1].append(line)
    return [
        PdfParagraph(tuple(group), space, _is_bold(group), all(is_centred(line, frame, near_full=True) for line in group) and any(
            is_centred(line, frame) for line in group))
        for group, space in zip(groups, spaced, strict=True)
    ]


def goes_on(paragraph: PdfParagraph, lines: Sequence[Line], frame: Frame) -> bool:
    """Whether a page's first lines go on with the last paragraph of the page before, where no space between them can tell."""
    step = _Step(list(paragraph.lines), lines[0], lines[1] if len(lines) > 1 else None, frame, turned=True)
    if _is_break(step):
        return False
    hangs = step.first_marker is not None and step.line.x0 > step.first.x0 + step.size * NEAR
    return hangs or step.indented or step.continues or not step.terminal


def _is_bold(lines: Sequence[Line]) -> bool:
    return all(line.bold for line in lines if any(map(str.isalnum, line.text))) and any(line.bold for line in lines)


def is_centred(line: Line, frame: Frame, *, near_full: bool = False) -> bool:
    """As much free space on the left as on the right; with ``near_full`` it may be none."""
    before, after = line.x0 - frame.left, frame.right - line.x1
    if abs(before - after) > line.size * 1.2:
        return False
    if near_full:
        return True
    if min(before, after) < line.size * CENTRED_BY:
        return False
    return line.bold or not _at_indent(line, frame)


def _at_indent(line: Line, frame: Frame) -> bool:
    """The line begins where first lines do, so that equal space on both sides is chance."""
    return line.x0 - frame.left < line.size * 5 and any(abs(line.x0 - indent) <= 1.5 for indent in frame.indents)


# ------------------------------------------------------------------------------------------------ where a paragraph ends


@dataclass(frozen=True)
class _Step:
    """The paragraph so far, the line that may go on with it, and the line after that."""

    paragraph: list[Line]
    line: Line
    after: Line | None
    frame: Frame
    turned: bool = False
    """The line stands on another page."""

    @cached_property
    def last(self) -> Line:
        return self.paragraph[-1]

    @cached_property
    def first(self) -> Line:
        return self.paragraph[0]

    @cached_property
    def size(self) -> float:
        return self.line.size

    @cached_property
    def free(self) -> float:
        """The space left at the end of the last line; in a centred one, on both sides."""
        free = self.frame.right - self.last.x1
        return free + self.last.x0 - self.frame.left if self.last_centred else free

    @cached_property
    def needed(self) -> float:
        """The space that the line's first word would take, with what goes along with it, as in «г. Город»."""
        words = self.line.words
        count = 2 if len(words) > 1 and _ABBREVIATION.fullmatch(words[0].text) else 1
        return words[count - 1].x1 - words[0].x0 + self.size * 0.25

    @cached_property
    def forced(self) -> bool:
        """The line's first word had room on the last line: somebody ended that line."""
        if self.frame.justified and not self.last_centred and self.free > self.size * FLUSH * 2:
            return True
        return self.free > self.needed + (0.0 if self.terminal else self.size * 0.5)

    @cached_property
    def terminal(self) -> bool:
        return _TERMINAL.search(self.last.text) is not None

    @cached_property
    def continues(self) -> bool:
        """The line begins as no paragraph does, with a small letter that opens neither a marker nor an abbreviation, as «г. Город»."""
        return self.line.text[0].islower() and self.marker is None and not _ABBREVIATION.match(self.line.text)

    @cached_property
    def marker(self) -> re.Match[str] | None:
        return _MARKER.match(self.line.text)

    @cached_property
    def first_marker(self) -> re.Match[str] | None:
        return _MARKER.match(self.first.text)

    @cached_property
    def last_centred(self) -> bool:
        return is_centred(self.last, self.frame)

    @cached_property
    def centred(self) -> bool:
        return is_centred(self.line, self.frame)

    @cached_property
    def extra_space(self) -> bool:
        if self.turned:
            return False
        step = self.line.y - self.last.y
        near = [below.y - above.y for above, below in pairwise(self.paragraph[-MANY:])]
        if self.after is not None and abs(self.after.size - self.size) < 0.5:
            near.append(self.after.y - self.line.y)
        near = [other for other in near if other > 0]
        usual = min(near) if near else self.frame.leading
        return step > EXTRA_SPACE * usual + 0.5 or step > CLEAR_SPACE * max(self.frame.leading, self.size * 1.2)

    @cached_property
    def indented(self) -> bool:
        """The paragraph's first line begins further right than the frame."""
        return self.first.x0 > self.frame.left + self.size * INDENT

    @cached_property
    def body_x(self) -> float:
        """Where lines of the paragraph begin that are not its first."""
        return min(line.x0 for line in self.paragraph[1:MANY]) if len(self.paragraph) > 1 else self.frame.left

    def near(self, one: float, two: float) -> bool:
        return abs(one - two) <= self.size * NEAR


def _size_changes(step: _Step) -> bool | None:
    small, large = sorted((step.last.size, step.line.size))
    return True if large > small * 1.12 else None


def _space_above(step: _Step) -> bool | None:
    return True if step.extra_space else None


def _two_ends(step: _Step) -> bool | None:
    """A line parted by a wide gap (place and date, office and name) stands for itself."""
    if (step.line.parted or step.last.parted) and not step.continues:
        return True
    return None


def _boldness_changes(step: _Step) -> bool | None:
    return True if step.last.bold != step.line.bold and (step.forced or step.terminal) else None


def _marker_opens(step: _Step) -> bool | None:
    """A list marker opens an item, unless the line only happens to begin with a dash or a number.

    Witnesses: the last line ends a clause or was ended by hand, or the marker stands where lines that go on do not.
    """
    if step.marker is None:
        return None
    if step.forced or (step.marker["sign"] or "-") not in _DASHES:
        return True
    if step.terminal and not _INITIAL.search(step.last.text):
        return True
    listed = step.first_marker is not None and step.first_marker.lastgroup == step.marker.lastgroup
    if listed and _COMMA.search(step.last.text):
        return True
    if len(step.paragraph) > 1:
        return None if step.near(step.line.x0, step.body_x) else True
    if step.near(step.line.x0, step.first.x0) and (listed or step.first_marker is not None and step.marker["sign"] is None):
        return step.indented or step.marker["sign"] is None
    return True if step.line.x0 > step.frame.left + step.size * INDENT and not step.near(step.line.x0, _text_x(step)) else None


def _text_x(step: _Step) -> float:
    """Where the text after the marker begins, or the line itself where there is no marker."""
    return step.first.words[1].x0 if step.first_marker is not None and len(step.first.words) > 1 else step.first.x0


def _hangs(step: _Step) -> bool | None:
    """A line under the text of a list item, not under its marker, goes on with it."""
    if step.first_marker is None:  # (a dash that got here opens nothing)
        return None
    if not step.first.x0 + step.size * NEAR < step.line.x0 <= _text_x(step) + step.size * HANGS_BY:
        return None
    return step.forced and step.terminal and not step.continues


def _back_to_margin(step: _Step) -> bool | None:
    """Where list items hang, a line that begins left of the item's marker opens another paragraph."""
    if not step.frame.hanging or step.first_marker is None or step.line.x0 >= step.first.x0 - step.size * INDENT:
        return None
    return None if step.continues else True


def _both_centred(step: _Step) -> bool | None:
    """Centred lines that wrapped by themselves are one paragraph; those that somebody ended are several."""
    if not (step.centred or step.last_centred):
        return None
    if not all(is_centred(line, step.frame, near_full=True) for line in (step.last, step.line)):
        return None
    apart = not step.turned and step.line.y - step.last.y > EXTRA_SPACE * max(step.frame.leading, step.size * 1.2) + 0.5
    return (step.forced or apart) and not step.continues


def _centring_changes(step: _Step) -> bool | None:
    return True if step.centred != step.last_centred and (step.forced or step.terminal) else None


def _set_right(step: _Step) -> bool | None:
    """Lines that end at the right margin and begin anywhere right of the middle: an approval stamp, line by line."""
    middle = step.frame.left + (step.frame.right - step.frame.left) * 0.4
    if step.last.x0 < middle or step.line.x0 < middle:
        return None
    return not step.continues


def _first_line_indent(step: _Step) -> bool | None:
    """The line begins further right than the lines that go on do."""
    if step.line.x0 <= step.body_x + step.size * INDENT:
        return None
    if len(step.paragraph) > 1:
        return True
    if step.near(step.line.x0, step.first.x0):
        return _same_indent(step)
    return True if step.line.x0 > step.first.x0 else None


def _same_indent(step: _Step) -> bool:
    """Two first lines of one-line paragraphs, or two lines of a text that is set in as a whole."""
    if step.continues:
        return step.forced and step.terminal
    return step.terminal or step.forced or (step.after is not None and step.after.x0 < step.line.x0 - step.size * INDENT)


def _ended_by_hand(step: _Step) -> bool | None:
    if not step.forced:
        return None
    if step.terminal:
        return True
    return not step.continues


RULES: tuple[Callable[[_Step], bool | None], ...] = (
    _size_changes, _space_above, _two_ends, _boldness_changes, _marker_opens, _hangs, _back_to_margin, _both_centred, _centring_changes,
    _set_right, _first_line_indent, _ended_by_hand,
)


def _is_break(step: _Step) -> bool:
    """The first rule that answers wins; where none does, the line goes on with the paragraph."""
    return next(_answers(step), False)


def _answers(step: _Step) -> Iterator[bool]:
    for rule in RULES:
        answer = rule(step)
        if answer is not None:
            yield answer
