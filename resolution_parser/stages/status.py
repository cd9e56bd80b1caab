"""The status of a goal: reached, under way, or declared."""

from __future__ import annotations

from resolution_parser import morph
from resolution_parser.normalize import fold
from resolution_parser.records import Status


def read_status(text: str) -> Status:
    """By the predicate before the first comma: a past tense or a short participle is achieved, a present tense ongoing, else declared.

    >>> read_status("обеспечена доступность услуг"), read_status("обновляется среда"), read_status("повышение качества")
    ('achieved', 'ongoing', 'declared')
    """
    for match in morph.WORD.finditer(fold(text)[:400].partition(",")[0]):
        if match.group().islower() or match.start() == 0:
            status = _status_of(match.group())
            if status is not None:
                return status
    return "declared"


def _status_of(word: str) -> Status | None:
    if len(word) < 5:
        return None
    readings = morph.readings(word)
    best = readings[0] if readings else None
    if best is None or best.score < 0.3 and not any(reading.pos in ("VERB", "PRTS") for reading in readings[:1]):
        return None
    if best.pos == "INFN":
        return "declared"
    if best.pos == "PRTS" or best.pos == "VERB" and "past" in best.tags:
        return "achieved"
    if best.pos == "VERB" and "pres" in best.tags:
        return "ongoing"
    return None
