"""Tables in plain text: lines whose cells are parted by tabs or ``|`` become blocks with a cell each; and tables that are no tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from resolution_parser.document import Block, Cell
from resolution_parser.lexicon import Lexicon, tokenize
from resolution_parser.normalize import fold

_RULE = re.compile(r"[\s|:+=_-]+$")
_SEPARATORS = ("|", "\t")
MIN_SEPARATORS = 2  # three columns; two are more often a signature or «place … date»
MIN_ROWS = 2
LAYOUT_ROWS = 12  # of a table that only sets two ends of a line apart


def split_cells(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Replace the lines of text tables by their cells; all else stays as it is.

    >>> rows = "№ | Мера | Срок\\n1 | Провести сход | май"
    >>> lines = [Block(start=0, end=15, is_line=True), Block(start=16, end=len(rows), is_line=True)]
    >>> [(rows[cell.start:cell.end], cell.cell.row) for cell in split_cells(rows, lines)][3:]
    [('1', 1), ('Провести сход', 1), ('май', 1)]
    """
    found: list[Block] = []
    tables = 1 + max((block.cell.table for block in blocks if block.cell), default=-1)
    at = 0
    while at < len(blocks):
        separator = _separator(text, blocks[at])
        stop = at
        while separator and stop < len(blocks) and _is_row(text, blocks[stop], separator):
            stop += 1
        rows = [block for block in blocks[at:stop] if not _RULE.match(text[block.start:block.end])]
        if len(rows) < MIN_ROWS:
            found.append(blocks[at])
            at += 1
            continue
        row = 0
        for block in blocks[at:stop]:
            is_rule = bool(_RULE.match(text[block.start:block.end]))
            found.extend([replace(block, furniture=True)] if is_rule else _cells(text, block, separator, tables, row))
            row += not is_rule
        tables += 1
        at = stop
    return found


def _separator(text: str, block: Block) -> str:
    if not block.is_line or block.cell is not None:
        return ""
    line = text[block.start:block.end]
    return next((sign for sign in _SEPARATORS if line.count(sign) >= MIN_SEPARATORS), "")


def _is_row(text: str, block: Block, separator: str) -> bool:
    line = text[block.start:block.end]
    return block.is_line and (line.count(separator) >= MIN_SEPARATORS or separator == "|" and bool(_RULE.match(line)))


def _cells(text: str, block: Block, separator: str, table: int, row: int) -> list[Block]:
    cells: list[Block] = []
    at = block.start
    parts = text[block.start:block.end].split(separator)
    outer = separator == "|" and not parts[0].strip()
    for column, part in enumerate(parts):
        stripped = part.strip()
        if stripped:
            low = at + part.index(stripped)
            cells.append(replace(block, start=low, end=low + len(stripped), cell=Cell(table=table, row=row, column=column - outer)))
        at += len(part) + 1
    return cells


def flatten_layout(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> tuple[list[Block], dict[int, bool]]:
    """Tables of two columns that hold no measures (office and name, date and place) become lines.

    Gives the blocks, those of such tables without their cells; and by their starts, whether they go on with the line before (the
    other end of a row) or begin one.
    """
    tables: dict[int, list[Block]] = {}
    for block in blocks:
        if block.cell is not None and not block.furniture:
            tables.setdefault(block.cell.table, []).append(block)
    flat = {rank for rank, cells in tables.items() if _is_layout(text, cells, lexicon)}
    if not flat:
        return list(blocks), {}
    ends = {block.start: False for rank in sorted(flat) for block in tables[rank]}
    ends |= {start: True for rank in sorted(flat) for start in _right_ends(tables[rank])}
    return [replace(block, cell=None) if block.cell is not None and block.cell.table in flat else block for block in blocks], ends


def _is_layout(text: str, cells: Sequence[Block], lexicon: Lexicon) -> bool:
    places = [block.cell for block in cells if block.cell is not None]
    if len({place.column for place in places}) > 2 or len({place.row for place in places}) > LAYOUT_ROWS:
        return False
    heads = [block for block, place in zip(cells, places, strict=True) if place.row == places[0].row]
    lemmas = [
        lemma for block in heads for token in tokenize(fold(text[block.start:block.end][:200]))
        for lemma in (token.lemmas or {token.text.lower()})
    ]
    columns = [lexicon.words(f"column_{name}") for name in ("measure", "deadline", "executor")]
    return len(heads) < 2 or not any(lemma in words for lemma in lemmas for words in columns)


def _right_ends(cells: Sequence[Block]) -> list[int]:
    rows: dict[int, list[Block]] = {}
    for block in cells:
        if block.cell is not None:
            rows.setdefault(block.cell.row, []).append(block)
    return [
        row[-1].start for row in rows.values()
        if len(row) > 1 and row[-1].cell is not None and row[-2].cell is not None and row[-1].cell.column != row[-2].cell.column
    ]
