"""Sentences of prose: whether the meeting decides, supports, asks or notes something in them."""

from __future__ import annotations

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon, Token
from resolution_parser.stages.actions import find_action
from resolution_parser.stages.addressees import find_addressee
from resolution_parser.stages.cues import Cue, is_first_person, speaks
from resolution_parser.stages.units import Unit


def is_present(token: Token) -> bool:
    """A finite verb in the present tense."""
    return any(reading.pos == "VERB" and "pres" in reading.tags for reading in morph.readings(token.text))


def speaks_of_meeting(tokens: tuple[Token, ...], *, lexicon: Lexicon) -> bool:
    subjects = lexicon.words("meeting_subjects")
    return any(token.lemmas & subjects for token in tokens)


def has_meeting_as_subject(tokens: tuple[Token, ...], *, lexicon: Lexicon) -> bool:
    """«Участники поддерживают», but not «Родительскому комитету рекомендуется»."""
    subjects = lexicon.words("meeting_subjects")
    return any(token.lemmas & subjects and morph.has_case(token.text, "nomn") for token in tokens)


def performs(sentence: Unit, *, in_preamble: bool, lexicon: Lexicon) -> bool:
    """The meeting itself does something in this sentence: supports, asks, instructs.

    In the preamble only a first person, or the meeting with a present tense near the sentence's start, counts.
    """
    tokens = sentence.tokens
    for rule, first, last in lexicon.cues("performatives").find(tokens):
        verb = tokens[first]
        ours = is_first_person(verb)
        meeting = speaks_of_meeting(tokens[max(first - 12, 0):last + 4], lexicon=lexicon)
        if in_preamble and not ours and not (meeting and first < 14 and is_present(verb)):
            continue
        if "impersonal" not in rule.fields:
            if meeting or ours:
                return True
        elif not in_preamble and first < 10 and (
                find_addressee(sentence.text, lexicon=lexicon) is not None or find_action(sentence.text, lexicon=lexicon)):
            return True
    return False


def decides(sentence: Unit, *, lexicon: Lexicon) -> bool:
    """A sentence among decisions that is one of them: it addresses somebody, turns on an infinitive, or performs."""
    return (
        find_addressee(sentence.text, lexicon=lexicon) is not None or find_action(sentence.text, lexicon=lexicon) is not None
        or performs(sentence, in_preamble=False, lexicon=lexicon)
        or any(speaks(group, sentence, lexicon=lexicon) for group in ("settled", "gratitude"))
    )


def lacks(sentence: Unit, *, lexicon: Lexicon) -> bool:
    """A word of lack stands in the sentence."""
    words = lexicon.words("lack")
    return any(token.lemmas & words for token in sentence.tokens)


def interrupts_hearing(sentence: Unit, cue: Cue, *, lexicon: Lexicon) -> bool:
    """In СЛУШАЛИ and ВЫСТУПИЛИ only a new paragraph in which the meeting itself speaks ends the speeches."""
    if sentence.start != sentence.paragraph.body_start:
        return False
    if "once" in cue.rule.fields or cue.rule.name == "findings.passive" and (cue.first < 2 or _opens_with_preposition(sentence)):
        return True
    if speaks_of_meeting(sentence.tokens[:2], lexicon=lexicon):
        return True
    subject = (*sentence.tokens[:4], *sentence.tokens[max(cue.first - 2, 0):cue.first])
    return speaks_of_meeting(subject, lexicon=lexicon) and is_present(sentence.tokens[cue.first])


def _opens_with_preposition(sentence: Unit) -> bool:
    """«В ходе обсуждения отмечено»: no speaker stands before the verb."""
    first = next((token for token in sentence.tokens if token.is_word), None)
    return first is not None and morph.is_likely(first.text, "PREP")


def opens_with_infinitive(sentence: Unit) -> bool:
    first = next((token for token in sentence.tokens if token.is_word), None)
    return first is not None and any(lemma.endswith("/infn") for lemma in first.lemmas)
