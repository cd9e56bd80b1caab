"""The verbs that address a body, found once for all who ask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.normalize import fold


@dataclass(frozen=True, slots=True)
class AddressVerb:
    """A rule of the group ``addressing`` at half-open offsets."""

    start: int
    end: int
    rule: Rule


@lru_cache(maxsize=8)
def _gate(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(lexicon.macro("addressing_gate"), re.IGNORECASE)


@lru_cache(maxsize=512)
def address_verbs(text: str, *, lexicon: Lexicon) -> tuple[AddressVerb, ...]:
    """Every match of every addressing rule, in the order of the rules.

    >>> [verb.rule.name for verb in address_verbs("Рекомендовать школам", lexicon=Lexicon.default())]
    ['address.recommend']
    """
    folded = fold(text)
    if _gate(lexicon).search(folded) is None:
        return ()
    return tuple(AddressVerb(match.start(), match.end(), rule) for rule in lexicon.rules("addressing") if rule.shape is not None
                 for match in rule.shape.finditer(folded))
