"""Cues: which words say what the following text is: a goal, a finding, a problem, a decision, a task, or none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from resolution_parser import morph
from resolution_parser.lexicon import CueIndex, Lexicon, Rule, Token
from resolution_parser.records import Modality
from resolution_parser.stages.units import Unit

HEADING_LIMIT = 900  # letters: a preamble sentence that ends in the cue can be long
SHORT_HEADING = 90


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue that spoke: ``kind`` as in the lexicon (an item kind or ``none``), its rule, and where its words stand in the unit."""

    kind: str
    rule: Rule
    first: int
    last: int
    tokens: int

    @property
    def modality(self) -> Modality | None:
        """What a bare dative under the cue amounts to."""
        return cast("Modality | None", self.rule.get("modality") or None)

    def runs_in(self, unit: Unit, *, lexicon: Lexicon) -> bool:
        """Whether the colon belongs to the cue, and what follows it on the line is the content."""
        if unit.marker is not None and self.kind in ("goals", "findings", "problems"):
            return False
        if not self.rule.name.endswith("noun"):
            return self.tokens - self.last <= 2
        plain = self.tokens <= 8 and not any(morph.is_likely(token.text, "VERB") for token in unit.tokens if token.is_word)
        return plain or self.tokens - self.last <= 2 and lexicon.search("heading_ends", unit.folded.rstrip()) is not None


def is_first_person(token: Token) -> bool:
    """A finite verb in the first person plural: the meeting speaks."""
    return any(reading.pos == "VERB" and {"1per", "plur"} <= reading.tags for reading in morph.readings(token.text))


@lru_cache(maxsize=4)
def _indexes(lexicon: Lexicon) -> tuple[CueIndex, CueIndex]:
    rules = lexicon.rules("cues")
    return (CueIndex(rule for rule in rules if rule.get("scope", "both") in ("heading", "both")),
            CueIndex(rule for rule in rules if rule.get("scope", "both") in ("sentence", "both")))


def heading_cue(unit: Unit, *, lexicon: Lexicon) -> Cue | None:
    """The cue of a heading: the one whose words end last; of two that end together the longer one."""
    if len(unit.folded) > HEADING_LIMIT:
        return None
    tokens = unit.tokens
    best: Cue | None = None
    for rule, first, last in _indexes(lexicon)[0].find(tokens):
        if not _heading_rule_holds(rule, unit, first, lexicon):
            continue
        cue = Cue(rule.get("kind"), rule, first, last, len(tokens))
        if best is None or _strength(cue) > _strength(best):
            best = cue
    return best


def _heading_rule_holds(rule: Rule, unit: Unit, first: int, lexicon: Lexicon) -> bool:
    wants_subject = "subject" in rule.fields and len(unit.tokens) > 3 and not is_first_person(unit.tokens[first])
    if wants_subject and not _holds_word(unit.tokens[:first + 3], lexicon, "meeting_subjects"):
        return False
    if "short" in rule.fields and len(unit.folded) > SHORT_HEADING:
        return False
    return not ("colon" in rule.fields and not unit.opens and unit.folded.rstrip()[-1:] in ".;,!?")


def _strength(cue: Cue) -> tuple[int, int, int]:
    """Later wins; problems in the widest sense win over a plain noting verb that is part of their cue."""
    own = cue.rule.group != "" and cue.kind == "problems"
    return (cue.last if not cue.rule.get("weak") else -1, int(own), cue.last - cue.first)


def sentence_cue(unit: Unit, *, lexicon: Lexicon) -> Cue | None:
    """The cue of a sentence of prose: it must be what the meeting says, not what somebody said to it."""
    tokens = unit.tokens
    best: Cue | None = None
    for rule, first, last in _indexes(lexicon)[1].find(tokens):
        cue = Cue(rule.get("kind"), rule, first, last, len(tokens))
        if not _sentence_rule_holds(cue, tokens, lexicon):
            continue
        if best is None or _rank(cue) > _rank(best):
            best = cue
    return best


def _rank(cue: Cue) -> tuple[bool, bool]:
    """Problems before what merely notes; a rule of its own verb before the one that takes any verb."""
    return cue.kind == "problems", "subject" not in cue.rule.fields


def _holds_word(tokens: tuple[Token, ...], lexicon: Lexicon, name: str) -> bool:
    words = lexicon.words(name)
    return any(token.lemmas & words for token in tokens)


def _sentence_rule_holds(cue: Cue, tokens: tuple[Token, ...], lexicon: Lexicon) -> bool:
    fields = cue.rule.fields
    polar = "lack" in fields or "praise" in fields or fields.get("unless") == "praise"
    lacks = polar and _holds_word(tokens[cue.last:], lexicon, "lack")
    if "lack" in fields:
        return lacks
    if "praise" in fields:
        return not lacks and _holds_word(tokens[cue.last:], lexicon, "praise")
    if fields.get("unless") == "praise" and not lacks and (
            _holds_word(tokens, lexicon, "praise") or _holds_word(tokens, lexicon, "decision_verbs")):
        return False
    if fields.get("unless") == "demand" and _holds_word(tokens[cue.last:], lexicon, "demand"):
        return False
    if "subject" in fields:
        said = tokens[:cue.last]
        reported = _holds_word(said, lexicon, "reporting") or _holds_word(said, lexicon, "decision_verbs")
        return not reported and _holds_word(tokens[:6], lexicon, "meeting_subjects")
    if cue.rule.get("scope", "both") == "sentence" or cue.kind in ("none", "problems"):
        return True
    verb = tokens[cue.last - 1] if cue.kind != "findings" else tokens[cue.first]
    if is_first_person(verb) or any(lemma.endswith("/prts") for lemma in verb.lemmas):
        return True
    around = (*tokens[:6], *tokens[max(cue.first - 14, 0):cue.first + 5])
    return any(token.lemmas & lexicon.words("meeting_subjects") for token in around)


def guess_kind(units: Sequence[Unit], *, lexicon: Lexicon) -> str | None:
    """What a list is under a heading that no cue knows, by what its items have in common; None where they do not agree.

    Half of them opening with an infinitive make decisions, half with a word of lack problems, half with a predicate findings.
    """
    if len(units) < 2:
        return None
    half = len(units) / 2
    if sum(_opens_with(unit, "/infn") for unit in units) > half:
        return "proposals"
    if sum(_holds_word(unit.tokens, lexicon, "lack") for unit in units) > half:
        return "problems"
    return "findings" if sum(_has_predicate(unit) for unit in units) > half else None


def _opens_with(unit: Unit, tag: str) -> bool:
    first = next((token for token in unit.tokens if token.is_word), None)
    return first is not None and any(lemma.endswith(tag) for lemma in first.lemmas)


def _has_predicate(unit: Unit) -> bool:
    return any(lemma.endswith(("/verb", "/prts")) for token in unit.tokens if len(token.text) > 3 for lemma in token.lemmas)


def is_control(unit: Unit, *, lexicon: Lexicon) -> Rule | None:
    """The rule by which a unit is a control clause, or None."""
    for rule, first, last in lexicon.cues("control").find(unit.tokens):
        if "start" in rule.fields and first > 3:
            continue
        if _is_over_execution(unit.tokens, first, last, lexicon):  # a verb that watches can stand far from what it watches over
            return rule
    return None


def _is_over_execution(tokens: tuple[Token, ...], first: int, last: int, lexicon: Lexicon) -> bool:
    """What is watched over is the execution of the document (or the verb follows at once: ``Контроль оставляю за собой``)."""
    watched = next((at for at in range(first, last) if tokens[at].lemmas & lexicon.words("control_nouns")), first)
    return any(token.lemmas & lexicon.words("control_objects") for token in tokens[watched + 1:max(watched + 6, last)])


def speaks(group: str, unit: Unit, *, lexicon: Lexicon) -> Rule | None:
    """The first rule of a group of cues that speaks for a unit, or None."""
    found = next(iter(lexicon.cues(group).find(unit.tokens)), None)
    return found[0] if found else None
