"""Ruling lines of a drawn page: long, thin, straight runs of dark pixels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

BLOCK = 12  # pixels: how finely runs are looked for
SHORTEST = 4  # blocks, a quarter of an inch: longer than the strokes of letters
HOLES = 2  # pixels of a block that may be light
THICKEST = 12  # pixels: thicker is a bar, a photo or the scanner's shadow
MAX_RUNS = 20_000
INK = 0.6  # of the paper's grey: below this a pixel is dark


def find_rulings(image: Any) -> list[tuple[int, int, int, int]]:
    """Horizontal and vertical lines as (left, top, right, bottom) in pixels; a thick or slanting one comes as several pieces."""
    import numpy

    grey = numpy.asarray(image)
    dark = grey < INK * float(numpy.median(grey[::4, ::4]))
    flat = [(left, row, right, row) for row, left, right in islice(_runs(dark), MAX_RUNS)]
    upright = islice(_runs(numpy.ascontiguousarray(dark.T)), MAX_RUNS)
    return flat + [(column, top, column, bottom) for column, top, bottom in upright]


def _runs(dark: Any) -> Iterator[tuple[int, int, int]]:
    """(row, first, last) of the long runs along the rows, without those that are thick."""
    import numpy

    height, width = dark.shape
    blocks = width // BLOCK
    if not blocks:
        return
    full = numpy.add.reduce(dark[:, : blocks * BLOCK].reshape(height, blocks, BLOCK), axis=2, dtype="uint8") >= BLOCK - HOLES
    edges = numpy.diff(numpy.pad(full, ((0, 0), (1, 1))).astype("int8"), axis=1)
    rows, starts = numpy.nonzero(edges == 1)
    ends = numpy.nonzero(edges == -1)[1]
    for at in numpy.nonzero(ends - starts >= SHORTEST)[0]:
        row, first, last = int(rows[at]), int(starts[at]) * BLOCK, int(ends[at]) * BLOCK - 1
        if not _is_thick(dark, row, first, last):
            yield (row, *_whole(dark[row], first, last))


def _is_thick(dark: Any, row: int, first: int, last: int) -> bool:
    """In the middle the run belongs to a bar: more dark pixels than a line has stand above and below it."""
    middle = (first + last) // 2
    near = dark[max(row - THICKEST, 0): row + THICKEST + 1, middle - 1: middle + 2]
    return bool(near.sum(axis=0).min() > THICKEST)


def _whole(pixels: Any, first: int, last: int) -> tuple[int, int]:
    """The run with the pixels of the blocks beside it that are dark, too."""
    while first > 0 and pixels[first - 1]:
        first -= 1
    while last + 1 < len(pixels) and pixels[last + 1]:
        last += 1
    return first, last
