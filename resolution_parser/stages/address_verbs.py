"""The verbs that address a body, found once for all who ask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.stages.phrase_words import folded_text


@dataclass(frozen=True, slots=True)
class AddressVerb:
    """A rule of the group ``addressing`` at half-open offsets."""

    start: int
    end: int
    rule: Rule


@lru_cache(maxsize=8)
def _stemmed_rules(lexicon: Lexicon) -> tuple[tuple[tuple[str, ...], Rule, re.Pattern[str]], ...]:
    """Each rule with the stems of which one must stand in the text: a substring is found far sooner than a shape."""
    return tuple((tuple(stem for stem in rule.get("stems").split("|") if stem), rule, rule.shape)
                 for rule in lexicon.rules("addressing") if rule.shape is not None)


@lru_cache(maxsize=512)
def address_verbs(text: str, *, lexicon: Lexicon) -> tuple[AddressVerb, ...]:
    """Every match of every addressing rule, in the order of the rules.

    >>> [verb.rule.name for verb in address_verbs("Рекомендовать школам", lexicon=Lexicon.default())]
    ['address.recommend']
    """
    folded = folded_text(text)
    lowered = folded.lower()
    return tuple(AddressVerb(match.start(), match.end(), rule) for stems, rule, shape in _stemmed_rules(lexicon)
                 if not stems or any(stem in lowered for stem in stems) for match in shape.finditer(folded))
