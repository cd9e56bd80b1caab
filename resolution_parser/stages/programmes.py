"""Named projects and programmes that a document mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon, Rule
from resolution_parser.normalize import fold
from resolution_parser.stages.quotes import closing_quote

_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*) {1,2}$")
_MOST_ADJECTIVES = 5
_MOST_NAMES = 40
_ADJECTIVES = frozenset({"ADJF"})
_QUOTE = re.compile("[«»“”„\"]")


@dataclass(frozen=True, slots=True)
class FoundProgramme:
    """A mention of a named project or programme; of several names after one kind each is a mention, the later ones by name only."""

    start: int
    end: int
    type: str
    name: str


def find_programmes(text: str, *, lexicon: Lexicon) -> tuple[FoundProgramme, ...]:
    """The projects and programmes that a line names in quotes, in order.

    >>> found = find_programmes('региональных проектов "Современная школа", "Учитель будущего"', lexicon=Lexicon.default())
    >>> [(programme.type, programme.name) for programme in found]
    [('региональный проект', 'Современная школа'), ('региональный проект', 'Учитель будущего')]
    """
    if _QUOTE.search(text) is None:
        return ()
    folded = fold(text)
    return tuple(found for rule in lexicon.rules("programmes") for found in _of_rule(text, folded, rule, lexicon))


def _of_rule(text: str, folded: str, rule: Rule, lexicon: Lexicon) -> Iterator[FoundProgramme]:
    for match in rule.shape.finditer(folded) if rule.shape is not None else ():
        adjectives, start = _adjectives(folded, match.start("head"), match["head"], lexicon)
        if any(morph.lemmas(word) & lexicon.words("programme_others") for word in adjectives):
            continue
        yield from _names(text, folded, start, match.end(), _type(adjectives, match["head"], lexicon), lexicon)


def _names(text: str, folded: str, start: int, at: int, type_: str, lexicon: Lexicon) -> Iterator[FoundProgramme]:
    for _ in range(_MOST_NAMES):
        end = closing_quote(text, at)
        if end is None or _is_no_name(folded[at: end], lexicon):
            return
        yield FoundProgramme(start, end, type_, text[at + 1: end - 1].strip())
        after = folded[end: end + 40]
        match = next((rule.shape.match(after) for rule in lexicon.rules("programme_lists") if rule.shape is not None), None)
        if match is None:
            return
        start = at = end + match.end()


def _is_no_name(quoted: str, lexicon: Lexicon) -> bool:
    return len(quoted) < 3 or any(rule.shape is not None and rule.shape.search(quoted) for rule in lexicon.rules("programme_not_names"))


def _adjectives(folded: str, at: int, head: str, lexicon: Lexicon) -> tuple[tuple[str, ...], int]:
    """The adjectives before the noun that belong to its kind, with the offset where they begin."""
    words: list[str] = []
    for _ in range(_MOST_ADJECTIVES):
        match = _WORD_BEFORE.search(folded, max(0, at - 50), at)
        if match is None or not _belongs(match[1], head, lexicon):
            break
        words.insert(0, match[1])
        at = match.start(1)
    return tuple(words), at


def _belongs(word: str, head: str, lexicon: Lexicon) -> bool:
    readings = [reading for reading in morph.readings(word) if reading.pos in _ADJECTIVES and "Apro" not in reading.tags]
    if not readings or morph.lemmas(word) & lexicon.words("programme_pointers"):
        return False
    cases = {(reading.case, reading.number) for reading in morph.readings(head) if reading.pos == "NOUN"}
    return not cases or any((reading.case, reading.number) in cases for reading in readings)


def _type(adjectives: tuple[str, ...], head: str, lexicon: Lexicon) -> str:
    heads = lexicon.mapping("programme_heads")
    lemmas = morph.lemmas(head)
    lemma = next((name for name in heads if name in lemmas), head.lower())
    gender = next((reading.gender for reading in morph.readings(lemma) if reading.pos == "NOUN"), None)
    named = [_nominative(word, gender, lexicon) for word in adjectives]
    return " ".join((*named, str(heads.get(lemma, lemma)))).lower()


def _nominative(word: str, gender: str | None, lexicon: Lexicon) -> str:
    """The adjective in the nominative singular of the gender of its noun."""
    masculine = next((reading.lemma for reading in morph.readings(word) if reading.pos in _ADJECTIVES), word)
    if gender != "femn":
        return masculine
    endings = lexicon.mapping("feminine_endings")
    return next((masculine[: -len(ending)] + str(endings[ending]) for ending in endings if masculine.endswith(ending)), masculine)
