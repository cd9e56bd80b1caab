"""Brackets that belong to a name: «крестьянских (фермерских) хозяйств», «родителям (законным представителям)»."""

from __future__ import annotations

from collections.abc import Sequence

from resolution_parser.lexicon import Lexicon
from resolution_parser.morph import Reading
from resolution_parser.stages.phrase_words import PhraseWord, cut_words

MAX_INNER = 5  # words and signs: what is longer explains the name and is no part of it
_PARTS = ("NOUN", "ADJF", "PRTF")


def bracket_words(words: Sequence[PhraseWord], at: int, *, lexicon: Lexicon) -> tuple[PhraseWord, ...]:
    """The words within a bracket that agree with the word before it, a name's own; empty where it is no part of the name."""
    if not at or words[at].kind != "bracket" or words[at - 1].kind != "word":
        return ()
    inner = cut_words(words[at].text[1:-1], lexicon=lexicon)
    if not inner or len(inner) > MAX_INNER or not all(word.text.islower() or word.text == "," for word in inner):
        return ()
    before = [reading for reading in words[at - 1].readings if reading.pos in _PARTS]
    return inner if any(_agree(inner, reading, lexicon) for reading in before) else ()


def _agree(inner: Sequence[PhraseWord], before: Reading, lexicon: Lexicon) -> bool:
    """Whether all words of a bracket stand in the case and number of the word before; an adjective takes no noun."""
    return agreeing(inner[0], before) is not None and all(
        word.text == "," or bool(word.lemmas & lexicon.words("coordinators")) or agreeing(word, before) is not None for word in inner)


def agreeing(word: PhraseWord, other: Reading) -> Reading | None:
    """The reading in which a word within a bracket agrees with the reading of the word before it."""
    parts = _PARTS if other.pos == "NOUN" else _PARTS[1:]
    return next((reading for reading in word.readings
                 if reading.pos in parts and reading.case == other.case and reading.number == other.number), None)
