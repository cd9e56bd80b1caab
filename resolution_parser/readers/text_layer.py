"""Is the text layer of a page text at all? Fonts may not say which letters they draw, or say it wrongly."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from resolution_parser.readers.encodings import cost_of
from resolution_parser.readers.pdf_text import Word

GARBAGE_SHARE = 0.4  # of the letters: above this the text layer is of no use
STRANGE = 7.0  # bits a pair of letters: Russian costs four, the same letters shuffled eight
ENOUGH = 60  # letters, or pairs of them, to judge by
VOWELS = frozenset("aeiouyAEIOUY")
FEW_VOWELS, MANY_VOWELS = 0.2, 0.6  # of the letters; in languages with Latin letters two in five are


def is_garbage(words: Sequence[Word]) -> bool:
    """Whether the letters are none that anybody writes, or stand side by side as nobody writes them."""
    texts = [word.text for word in words]
    return _has_strange_signs(texts) or _is_shuffled(texts) or _is_no_latin(texts)


def _has_strange_signs(texts: Sequence[str]) -> bool:
    """Too many letters that are neither Cyrillic nor plain Latin, or too few letters at all."""
    good = bad = signs = 0
    for char in "".join(texts):
        if char.isascii() and char.isalpha() or "\u0400" <= char <= "\u045f":  # Latin and Cyrillic
            good += 1
        elif char.isdigit() or char in "._-…":  # leaders of a table of contents, blanks to fill in
            continue
        elif char.isalpha() or unicodedata.category(char) in ("Co", "Cn", "Cc") or char == "\ufffd":
            bad += 1
        else:
            signs += 1
    return good + bad + signs >= 20 and (bad > GARBAGE_SHARE * (good + bad) or signs > 2 * (good + bad) + 20)


def _is_shuffled(texts: Sequence[str]) -> bool:
    """Cyrillic letters in an order that is not Russian: one alphabet's codes read as another's, or a font with a table of its own."""
    cost, pairs = cost_of(" ".join(texts)[:20_000])
    return pairs >= ENOUGH and cost > STRANGE


def _is_no_latin(texts: Sequence[str]) -> bool:
    """Hardly any Cyrillic, and Latin letters that make no words: codes of Cyrillic letters taken for Latin ones."""
    letters = [char for char in "".join(texts) if char.isalpha()]
    latin = [char for char in letters if char.isascii()]
    if len(latin) < 2 * ENOUGH or len(latin) < 0.95 * len(letters):
        return False
    vowels = sum(char in VOWELS for char in latin) / len(latin)
    return not FEW_VOWELS <= vowels <= MANY_VOWELS
