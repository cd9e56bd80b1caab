"""Edits: every character of an edited text leads back to where it stood."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_parser.offsets import substitute
from resolution_parser.readers.text import document_from_text, placed_document, raw_range

RAW = st.lists(st.sampled_from(["а", "б", " ", "\n", "\r", "\r\n", "\u00ad", "\u00ad\n", "\u200b", "\ufeff", "и\u0306", "о\u0301", "\u0306", "\x00", "й"]),
               max_size=30).map("".join)


@pytest.mark.parametrize(("start", "end", "raw", "why"), [
    (0, 1, (0, 1), "before all edits"),
    (1, 2, (1, 3), "a piece that got shorter is taken whole"),
    (2, 3, (4, 5), "what was taken out before the range is not in it"),
    (1, 3, (1, 5), "but in it if it stands inside"),
    (3, 4, (5, 6), "behind all edits"),
    (2, 2, (4, 4), "an empty range stays empty"),
])
def test_ranges_lead_back(start: int, end: int, raw: tuple[int, int], why: str) -> None:
    text, edits = substitute(re.compile("bb|-"), lambda match: match.group()[0].strip("-").upper(), "abb-cd")
    assert text == "aBcd"
    assert edits.to_raw(start, end) == raw


@given(raw=RAW)
def test_a_placed_document_is_that_of_the_text(raw: str) -> None:
    assert placed_document(raw)[0] == document_from_text(raw)


@given(raw=RAW)
def test_pieces_of_the_plain_text_lead_to_disjoint_pieces_of_the_raw_text_in_order(raw: str) -> None:
    document, edits = placed_document(raw)
    ranges = [raw_range(edits, at, at + 1) for at in range(len(document.text))]
    assert all(0 <= start < end <= len(raw) for start, end in ranges)
    assert all(before[1] <= after[0] for before, after in pairwise(ranges))
    for sign, (start, end) in zip(document.text, ranges, strict=True):
        assert raw[start:end] == "\u00ad" or document_from_text(raw[start:end]).text == sign
