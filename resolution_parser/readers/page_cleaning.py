"""A drawn page made fit for recognition: noise taken out, a skew undone. Pictures are Pillow's, grey."""

from __future__ import annotations

from functools import reduce
from typing import Any

STEEPEST = 6.0  # degrees: paper lies no worse in a scanner
COARSE, FINE = 0.5, 0.05  # degrees: steps of the search
LEAST_SKEW = 0.1  # degrees: less is not worth blurring the letters
MEASURED_SIDE = 1000  # pixels of the small copy that the skew is measured on
NOISY = 0.004  # of the pixels: above this share of lone dark ones the picture is smoothed


def without_specks(image: Any) -> Any:
    """Dots of up to three by three pixels with nothing dark around them made white: at 300 dpi a full stop is larger."""
    import numpy
    from PIL import Image

    grey = numpy.asarray(image).copy()
    dark = (grey < _threshold(grey)).astype("uint8")
    inner, outer = _counted(dark, 1), _counted(dark, 2)
    rows, columns = numpy.nonzero((inner > 0) & (inner == outer))
    paper = _paper(image)
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            grey[(rows + down).clip(0, grey.shape[0] - 1), (columns + right).clip(0, grey.shape[1] - 1)] = paper
    return Image.fromarray(grey)


def _counted(dark: Any, reach: int) -> Any:
    """For each pixel, how many in the square around it are dark."""
    import numpy

    for axis in (0, 1):
        width = [(0, 0), (0, 0)]
        width[axis] = (reach, reach)
        padded = numpy.pad(dark, width)
        size = dark.shape[axis]
        shifted = (padded[shift: shift + size] if axis == 0 else padded[:, shift: shift + size] for shift in range(2 * reach + 1))
        dark = reduce(numpy.add, shifted)
    return dark


def clean_page(image: Any) -> Any:
    """The page without salt and pepper, and upright to a tenth of a degree."""
    from PIL import Image

    image = _without_noise(image)
    angle = find_skew(image)
    if abs(angle) < LEAST_SKEW:
        return image
    return image.rotate(angle, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=_paper(image))


def _paper(image: Any) -> int:
    """The usual grey of the page, which is that of its paper."""
    counts = image.histogram()
    return max(range(len(counts)), key=lambda grey: (counts[grey], grey))


def _without_noise(image: Any) -> Any:
    from PIL import ImageFilter

    return image.filter(ImageFilter.MedianFilter(3)) if _lone_share(image) > NOISY else image


def _lone_share(image: Any) -> float:
    """The share of pixels that are much darker than all four neighbours."""
    import numpy

    grey = numpy.asarray(image).astype("int16")
    if min(grey.shape) < 3:
        return 0.0
    middle = grey[1:-1, 1:-1] + 60
    lone = (middle < grey[:-2, 1:-1]) & (middle < grey[2:, 1:-1]) & (middle < grey[1:-1, :-2]) & (middle < grey[1:-1, 2:])
    return float(lone.mean())


def find_skew(image: Any) -> float:
    """The angle in degrees to turn the page by, against the clock, so that its lines run level; 0 where nothing shows one.

    Of all angles that of the page makes the rows of dark pixels most uneven: full lines, and nothing between them.
    """
    import numpy

    share = min(MEASURED_SIDE / max(image.size), 1.0)
    small = image.resize(tuple(max(round(side * share), 1) for side in image.size)) if share < 1 else image
    grey = numpy.asarray(small)
    ys, xs = numpy.nonzero(grey < _threshold(grey))
    if not 200 <= len(ys) <= grey.size * 0.4:
        return 0.0
    xs = xs - grey.shape[1] / 2

    def unevenness(angle: float) -> float:
        rows = numpy.rint(ys - xs * numpy.tan(numpy.radians(angle))).astype("int64")
        counts = numpy.bincount(rows - rows.min()).astype("float64")
        return float((counts * counts).sum())

    best = _best(unevenness, 0.0, STEEPEST, COARSE)
    return round(_best(unevenness, best, COARSE, FINE), 2)


def _best(unevenness: Any, middle: float, reach: float, step: float) -> float:
    """The angle within ``reach`` of the middle that is most uneven; of equal ones that nearest to the middle."""
    steps = round(reach / step)
    angles = [middle + step * rank for rank in range(-steps, steps + 1)]
    return max(angles, key=lambda angle: (unevenness(angle), -abs(angle - middle)))


def _threshold(grey: Any) -> float:
    """Between ink and paper: halfway from the darkest hundredth to the middle grey."""
    import numpy

    dark, paper = numpy.percentile(grey, (1, 50))
    return float(dark + paper) / 2
