"""Twice the text, twice the work: counted in calls, not in seconds, so that a busy machine changes nothing."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from resolution_parser import Parser
from tests.benchmarks.linear import FRAMES, PATTERNS

SIZE = 3_000
PARSER = Parser()


def calls(text: str) -> int:
    """How many functions, built-in ones included, a parse calls."""
    count = 0

    def note(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        PARSER.parse_text(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_twice_the_text_is_twice_the_work(pattern: str, frame: str) -> None:
    shorter, longer = (FRAMES[frame](pattern * (size // len(pattern))) for size in (SIZE, 2 * SIZE))
    PARSER.parse_text(longer)  # fills the caches of words
    assert calls(longer + " ") <= 2.4 * calls(shorter + " ") + 2_000
