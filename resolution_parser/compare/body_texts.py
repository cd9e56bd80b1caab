"""What documents say about names of bodies: «переименован в …», «(далее – …)»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from resolution_parser.compare.wording import lemma_of
from resolution_parser.lexicon import Lexicon, tokenize
from resolution_parser.normalize import fold
from resolution_parser.records import ITEM_KINDS, Resolution

_SENTENCE = re.compile(r"(?:[^.!?;\n]|\n(?!\s*\n))+")  # a line may end anywhere, a blank line ends a sentence
_SIDE = 14  # words on each side of the cue that can name a body
_STOPS = frozenset(",.;:)")


@dataclass(frozen=True, slots=True)
class Renaming:
    """The dictionary forms before and after a cue; ``is_short_name`` where the text only says how it will shorten the name."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    is_short_name: bool


def find_renamings(resolution: Resolution, lexicon: Lexicon) -> tuple[Renaming, ...]:
    """All that a document says of names of bodies; without its text (records made by hand) what its items say."""
    texts = [resolution.text] if resolution.text else [item.text for kind in ITEM_KINDS for item in getattr(resolution, kind)]
    return tuple(renaming for text in texts for sentence in _SENTENCE.findall(fold(text)) for renaming in _renamings(sentence, lexicon))


def _renamings(sentence: str, lexicon: Lexicon) -> Iterator[Renaming]:
    tokens = tokenize(sentence)
    for group in ("body_renamings", "body_short_names"):
        for rule, start, end in lexicon.cues(group).find(tokens):
            after = _words([token.text for token in tokens[end: end + _SIDE]], stop=True)
            within = _words([token.text for token in tokens[start:end]], stop=False) if "renaming" in rule.name else []
            before = _words([token.text for token in tokens[max(0, start - _SIDE): start]], stop=False)
            yield Renaming(before=(*before, *within), after=tuple(after), is_short_name=group == "body_short_names")


def _words(tokens: list[str], *, stop: bool) -> list[str]:
    words: list[str] = []
    for token in tokens:
        if stop and token in _STOPS:
            break
        lemma = lemma_of(token) if token[0].isalpha() else None
        if lemma is not None:
            words.append(lemma)
    return words
