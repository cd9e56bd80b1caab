"""Who watches over the execution of a resolution."""

from __future__ import annotations

import re

from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.morph import Case
from resolution_parser.stages.addressees import find_addressee
from resolution_parser.stages.bodies import BodyPhrase, read_list
from resolution_parser.stages.noun_phrases import grammar_of, is_infinitive
from resolution_parser.stages.phrase_words import cut_words, folded_text

_TRAILING_BRACKET = re.compile(r"\s*\([^()]{0,200}\)\s*$")


def find_control_bodies(text: str, *, lexicon: Lexicon) -> tuple[BodyPhrase, ...]:
    """Who watches over the execution; nobody where whoever speaks keeps it («оставляю за собой»).

    >>> [body.name for body in find_control_bodies("Контроль возложить на начальника отдела", lexicon=Lexicon.default())]
    ['начальник отдела']
    """
    folded = folded_text(text)
    words, grammar = cut_words(text, lexicon=lexicon), grammar_of(lexicon)
    for rule in lexicon.rules("control_bodies"):
        for match in rule.shape.finditer(folded) if rule.shape is not None else ():
            at = next((rank for rank, word in enumerate(words) if word.start >= match.end()), len(words))
            if at >= len(words) or is_infinitive(words, at):
                continue
            found = read_list(text, words, at, _control_case(rule), grammar=grammar, is_list=True)
            if found.bodies:
                return tuple(_without_bracket(body) for body in found.bodies)
    addressed = find_addressee(text, lexicon=lexicon)
    return tuple(_without_bracket(body) for body in addressed.bodies if body.role == "executor") if addressed is not None else ()


def _control_case(rule: Rule) -> Case:
    known: dict[str, Case] = {"accs": "accs", "datv": "datv", "ablt": "ablt", "nomn": "nomn", "gent": "gent", "loct": "loct"}
    return known.get(rule.get("case"), "accs")


def _without_bracket(body: BodyPhrase) -> BodyPhrase:
    text = _TRAILING_BRACKET.sub("", body.text)
    return BodyPhrase(body.start, body.start + len(text), text, body.name, body.role)
