"""Ruling lines of a drawn page: long, thin, straight runs of dark pixels."""

from __future__ import annotations

from typing import Any

LONGEST_STROKE = 60  # pixels at 200 dpi: what is longer is no stroke of a letter (22 points)
THICKEST = 12  # pixels: thicker is a bar, a photo or the scanner's shadow
MAX_RUNS = 20_000
INK = 0.6  # of the paper's grey: below this a pixel is dark


def find_rulings(image: Any) -> list[tuple[int, int, int, int]]:
    """Horizontal and vertical lines as (left, top, right, bottom) in pixels; a thick or slanting one comes as several pieces."""
    import numpy

    grey = numpy.asarray(image)
    dark = grey < INK * float(numpy.percentile(grey, 50))
    flat = [(left, row, right, row) for row, left, right in _runs(dark)]
    return flat + [(column, top, column, bottom) for column, top, bottom in _runs(dark.T)]


def _runs(dark: Any) -> list[tuple[int, int, int]]:
    """(row, first, last) of the long runs along the rows, without those that are thick."""
    import numpy

    along = _opened(dark, LONGEST_STROKE)
    thin = along & ~_opened(dark.T, THICKEST + 1).T
    edges = numpy.diff(numpy.pad(thin, ((0, 0), (1, 1))).astype("int8"), axis=1)
    rows, starts = numpy.nonzero(edges == 1)
    ends = numpy.nonzero(edges == -1)[1]
    long = numpy.nonzero(ends - starts >= LONGEST_STROKE // 3)[0][:MAX_RUNS]
    return [(int(rows[at]), int(starts[at]), int(ends[at]) - 1) for at in long]


def _opened(dark: Any, length: int) -> Any:
    """The pixels that stand in a dark run of at least so many along their row; one in ten may be missing."""
    import numpy

    if dark.shape[1] < length:
        return numpy.zeros_like(dark)
    sums = numpy.cumsum(numpy.pad(dark, ((0, 0), (1, 0))), axis=1, dtype="int32")
    full = sums[:, length:] - sums[:, :-length] >= length - length // 10
    reach = numpy.cumsum(numpy.pad(full, ((0, 0), (length, length))), axis=1, dtype="int32")
    covered = reach[:, length:] - reach[:, :-length]
    return covered[:, : dark.shape[1]] > 0
