"""From runs of text to blocks: white space as a browser shows it, ``<br>`` as line ends, lists and cells with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from resolution_parser.document import Block, Cell
from resolution_parser.normalize import compose
from resolution_parser.readers.html_chrome import has_typed_marker, is_chrome_note

_SPACES = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = re.compile("[\u00ad\ufeff\u200b\u2060]")
# Numbers of the C1 range in character references mean cp1252 (&#150; is a dash), as browsers have it.
_C1 = {code: bytes([code]).decode("cp1252", errors="replace").replace("\ufffd", " ") for code in range(0x80, 0xA0)}
_CONTROLS = dict.fromkeys((*range(0x09), *range(0x0E, 0x20), 0x0B, 0x7F), " ")
_CLEAN = {**_C1, **_CONTROLS}
_LINE_PIECES = 3  # parted by single <br>: so many and more are lines of a page, fewer one paragraph with a line end in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What holds for the text inside an element."""

    bold: bool = False
    centred: bool = False
    heading: int | None = None
    pre: bool = False
    linked: bool = False
    furniture: bool = False
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; ``text`` is ``"\\n"`` for a ``<br>``."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block before it has a place: ``gap`` line ends and ``indent`` stand before it."""

    text: str
    look: Look
    gap: int
    bold: bool
    is_line: bool = False
    indent: str = ""
    marker: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    indent: str
    bold: bool
    linked: bool
    gap: int


def run_of(text: str, look: Look) -> Run:
    """A run with white space collapsed, unless it is preformatted; what cannot be seen goes.

    >>> run_of("два\\n  сло\\u00adва", Look()).text
    'два слова'
    """
    clean = compose(_INVISIBLE.sub("", text).translate(_CLEAN))
    return Run(clean.replace("\r", "") if look.pre else _SPACES.sub(" ", clean), look)


def pieces_of(runs: Sequence[Run], look: Look, gap: int, marker: str | None = None, level: int | None = None) -> Iterator[Piece]:
    """The blocks that the runs between two block borders make.

    Of pieces parted by ``<br>`` three and more are lines, fewer one paragraph; ``<br><br>`` parts paragraphs.
    """
    lines = tuple(_lines(runs, gap))
    if not lines:
        return
    single = any(line.gap == 1 for line in lines[1:])
    if single and look.heading is None and (look.pre or len(lines) >= _LINE_PIECES):
        pieces = [_piece(line, look, is_line=True) for line in lines]
    elif single:
        pieces = [_joined(lines, look)]
    else:
        pieces = [_piece(line, look, is_line=look.pre) for line in lines]
    yield _marked(pieces[0], marker, level)
    yield from pieces[1:]


def _lines(runs: Sequence[Run], gap: int) -> Iterator[_Line]:
    current: list[Run] = []
    waiting = gap
    first = True
    for run in (*_split(runs), None):
        if run is not None and run.text != "\n":
            current.append(run)
            continue
        line = _line(current, waiting)
        if line is not None:
            yield line
            waiting, first = 1, False
        elif not first:
            waiting += 1
        current = []


def _split(runs: Sequence[Run]) -> Iterator[Run]:
    """Runs with line ends as runs of their own."""
    for run in runs:
        for rank, part in enumerate(run.text.split("\n")):
            if rank:
                yield Run("\n", run.look)
            if part:
                yield Run(part, run.look)


def _line(runs: Sequence[Run], gap: int) -> _Line | None:
    text = "".join(run.text for run in runs)
    if not runs or not text.strip():
        return None
    pre = runs[0].look.pre
    text = (text.expandtabs(8) if pre else _SPACES.sub(" ", text)).replace("\xa0", " ")
    visible = [run.look for run in runs if run.text.strip()]
    indent = text[:len(text) - len(text.lstrip())] if pre else ""
    bold, linked = all(look.bold for look in visible), all(look.linked for look in visible)
    return _Line(text.strip(), indent, bold, linked, gap)


def _piece(line: _Line, look: Look, *, is_line: bool) -> Piece:
    furniture = look.furniture or (look.cell is None and is_chrome_note(line.text, linked=line.linked))
    return Piece(
        text=line.text, look=replace(look, furniture=furniture), gap=line.gap, bold=line.bold, is_line=is_line, indent=line.indent,
    )


def _joined(lines: Sequence[_Line], look: Look) -> Piece:
    text = "".join("\n" * line.gap * bool(rank) + line.text for rank, line in enumerate(lines))
    whole = _Line(text, "", all(line.bold for line in lines), all(line.linked for line in lines), lines[0].gap)
    return _piece(whole, look, is_line=False)


def _marked(piece: Piece, marker: str | None, level: int | None) -> Piece:
    if marker is None or (not marker[0].isalnum() and has_typed_marker(piece.text)) or piece.text.startswith(marker):
        return piece
    return replace(piece, text=f"{marker} {piece.text}", marker=marker, level=level)


def assemble(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """One text, and the blocks in it; cells of a row are parted by tabs. Where all is furniture, nothing is."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    all_furniture = all(piece.look.furniture for piece in pieces)
    for rank, piece in enumerate(pieces):
        before = (_separator(pieces[rank - 1], piece) if rank else "") + piece.indent
        look, start = piece.look, at + len(before)
        at = start + len(piece.text)
        parts += (before, piece.text)
        blocks.append(Block(
            start=start, end=at, is_line=piece.is_line, marker=piece.marker, level=piece.level, bold=piece.bold, centred=look.centred,
            heading=look.heading, furniture=look.furniture and not all_furniture, cell=look.cell,
        ))
    return "".join(parts), tuple(blocks)


def _separator(last: Piece, piece: Piece) -> str:
    old, new = last.look.cell, piece.look.cell
    if old is None or new is None or (old.table, old.row) != (new.table, new.row):
        return "\n" * piece.gap
    return "\t" if old.column != new.column else "\n"
