"""Marks in a text: nothing of the text is lost, whatever overlaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resolution_parser.exporters.marks import CHUNK, DEPTH, Chunk, Mark, cut_text


def drawn(chunks: list[Chunk]) -> str:
    """The chunks as brackets, a look's first letter before each."""
    return "|".join("".join(token.text or (f"{token.opens.look}[" if token.opens else "]") for token in chunk.tokens) for chunk in chunks)


def draw(text: str, *marks: tuple[int, int, str], parts: tuple[tuple[int, str], ...] = ((0, "other"),)) -> str:
    return drawn(list(cut_text(text, parts, [Mark(start, end, rank, look) for rank, (start, end, look) in enumerate(marks)])))


def test_marks_side_by_side() -> None:
    assert draw("abcdef", (0, 2, "x"), (2, 4, "y")) == "x[ab]y[cd]ef"


def test_a_narrow_mark_stands_inside_a_wide_one() -> None:
    assert draw("abcdef", (2, 3, "y"), (0, 6, "x")) == "x[aby[c]def]"


def test_a_mark_that_crosses_the_end_of_another_goes_on_after_it() -> None:
    assert draw("abcdef", (0, 4, "x"), (2, 6, "y")) == "x[aby[cd]]y[ef]"


def test_a_mark_goes_on_in_the_next_part_of_the_text() -> None:
    assert draw("abcdef", (1, 5, "x"), parts=((0, "tasks"), (3, "other"))) == "ax[bc]|x[de]f"


def test_an_empty_mark_is_none() -> None:
    assert draw("abc", (1, 1, "x")) == "abc"


def test_only_the_first_piece_of_a_record_is_its_first() -> None:
    chunks = cut_text("abcdef", [(0, "a"), (3, "b")], [Mark(0, 2, 7, "x"), Mark(2, 5, 7, "x")])
    assert [token.is_first for chunk in chunks for token in chunk.tokens if token.opens] == [True, False, False]


def test_a_long_part_is_cut_at_line_ends() -> None:
    line = "x" * 99 + "\n"
    chunks = list(cut_text(line * 200, [(0, "other")], []))
    assert len(chunks) > 3
    assert all(chunk.tokens[-1].text.endswith("\n") and len(chunk.tokens[0].text) <= CHUNK + len(line) for chunk in chunks)


@given(st.text("ab\n", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=30), st.lists(st.integers(1, 60), max_size=4))
def test_the_text_is_whole_and_every_mark_covers_what_it_says(text: str, ranges: list[tuple[int, int]], starts: list[int]) -> None:
    marks = [Mark(min(one, other, len(text)), min(max(one, other), len(text)), rank, "x") for rank, (one, other) in enumerate(ranges)]
    parts = [(0, "a"), *((start, "b") for start in sorted(set(starts)) if start < len(text))]
    at, covered, open_marks = 0, set(), []
    for chunk in cut_text(text, parts, marks):
        for token in chunk.tokens:
            if token.opens:
                open_marks.append(token.opens.record)
            elif token.text:
                assert text.startswith(token.text, at)
                covered |= {(record, place) for record in open_marks for place in range(at, at + len(token.text))}
                at += len(token.text)
            else:
                open_marks.pop()
        assert open_marks == []
    assert at == len(text)
    wanted = {(mark.record, place) for mark in marks for place in range(mark.start, mark.end)}
    assert covered <= wanted
    if len(ranges) <= DEPTH:
        assert covered == wanted
