"""Cleaning, and the map that it leaves: every cleaned range leads back to the pieces of the text that it was read from."""

from __future__ import annotations

import pytest

from resolution_parser.document import Block
from resolution_parser.lexicon import Lexicon
from resolution_parser.readers.text import document_from_text
from resolution_parser.stages.blocks import heal_blocks
from resolution_parser.stages.paragraphs import Paragraph, blocks_to_paragraph, clean_pieces

LEXICON = Lexicon.default()


def build(text: str, *lines: tuple[int, int], cuts: list[bool] | None = None) -> Paragraph:
    """A paragraph of the given lines of a text, or of all of it."""
    blocks = [Block(start=start, end=end) for start, end in lines or ((0, len(text)),)]
    return blocks_to_paragraph(text, blocks, index=0, marker=None, gap_before=True, indent=0, cuts=cuts or [False] * len(blocks))


CLEANED: list[tuple[str, str, str]] = [
    ("открыть музей", "открыть музей", "nothing to clean"),
    ("открыть   музей", "открыть музей", "several spaces"),
    ("открыть\u00a0музей", "открыть музей", "a space that does not break"),
    ("открыть\tмузей", "открыть музей", "a tab"),
    ("открыть\nмузей", "открыть музей", "a line end"),
    ("открыть  \n   музей", "открыть музей", "spaces around a line end"),
    ("открыть\n\n\nмузей", "открыть музей", "blank lines"),
    ("**открыть музей**", "открыть музей", "emphasis around all"),
    ("открыть **музей** мёда", "открыть музей мёда", "emphasis within"),
    ("открыть** музей **мёда", "открыть музей мёда", "emphasis with the spaces inside"),
    ("откры\u00adть му\u200bзей", "открыть музей", "soft hyphens and zero-width signs"),
    ("музыкаль-\nный музей", "музыкальный музей", "a word in two"),
    ("музыкаль-\n   ный музей", "музыкальный музей", "a word in two, the second line indented"),
    ("северо-\nзападный район", "северо-западный район", "a hyphen of the word's own"),
    ("научно-\nметодический центр", "научно-методический центр", "a hyphen that the dictionary wants"),
    ("музей -\nэто дом", "музей - это дом", "a dash at the line end"),
    ("2020-\n2021 год", "2020-2021 год", "a range of years"),
    ("a * b ** c", "a * b c", "a lone asterisk is text"),
    ("МУЗЕЙ-\nШКОЛА", "МУЗЕЙ-ШКОЛА", "capitals on both sides"),
]


@pytest.mark.parametrize(("raw", "clean", "why"), CLEANED, ids=[why for _, _, why in CLEANED])
def test_a_paragraph_is_cleaned(raw: str, clean: str, why: str) -> None:
    assert build(raw).text == clean, why


@pytest.mark.parametrize(("raw", "clean", "why"), CLEANED, ids=[why for _, _, why in CLEANED])
def test_the_pieces_of_an_item_are_cleaned_as_the_item_was(raw: str, clean: str, why: str) -> None:
    assert clean_pieces([raw]) == clean, why


@pytest.mark.parametrize(("raw", "clean", "why"), CLEANED, ids=[why for _, _, why in CLEANED])
def test_the_folded_text_has_the_length_of_the_text(raw: str, clean: str, why: str) -> None:
    part = build(raw)
    assert len(part.folded) == len(part.text) == len(clean), why


def word_ranges(text: str) -> list[tuple[int, int]]:
    """Every range that begins with a word and ends with one."""
    words, at = [], 0
    for word in text.split(" "):
        words.append((at, at + len(word)))
        at += len(word) + 1
    return [(start, end) for rank, (start, _) in enumerate(words) for _, end in words[rank:]]


MAPPED = [
    "открыть музей мёда",
    "  открыть **музей** мёда ",
    "открыть  музей\t\tмёда и\n   школу\u00a0пчеловодов",
    "создать научно-\nметодический, музыкаль-\n ный и **обще-\nственный** центр",
    "под**держать** мо\u00adло\u200bдых; «всех»",
    "за 2020-\n2021 учебный\n\nгод — так!",
]


@pytest.mark.parametrize("raw", MAPPED)
def test_every_cleaned_range_maps_back_to_pieces_that_clean_to_it(raw: str) -> None:
    text = raw.strip()
    part = build(text)
    for start, end in word_ranges(part.text):
        pieces = [text[low:high] for low, high, _ in part.map.pieces(start, end)]
        assert clean_pieces(pieces) == part.text[start:end]


@pytest.mark.parametrize("raw", MAPPED)
def test_every_letter_maps_to_itself(raw: str) -> None:
    text = raw.strip()
    part = build(text)
    for at, sign in enumerate(part.text):
        if sign != " ":
            assert text[part.map.raw_start(at)] == sign
            assert part.map.to_raw(at, at + 1) == (part.map.raw_start(at), part.map.raw_start(at) + 1)


def test_a_paragraph_cut_by_a_page_number_has_a_piece_on_either_side() -> None:
    text = "поручить правлению\n\n7\n\nсоюза открыть музей"
    part = build(text, (0, 18), (23, len(text)), cuts=[False, True])
    assert part.text == "поручить правлению союза открыть музей"
    assert [text[low:high] for low, high, _ in part.map.pieces(0, len(part.text))] == ["поручить правлению", "союза открыть музей"]


def test_a_range_on_one_side_of_the_cut_is_one_piece() -> None:
    text = "поручить правлению\n\n7\n\nсоюза открыть музей"
    part = build(text, (0, 18), (23, len(text)), cuts=[False, True])
    start = part.text.index("открыть")
    assert [text[low:high] for low, high, _ in part.map.pieces(start, len(part.text))] == ["открыть музей"]


def test_a_word_broken_by_a_page_has_its_hyphen_in_the_first_piece() -> None:
    text = "откры-\n\n7\n\nтие музея"
    part = build(text, (0, 6), (11, len(text)), cuts=[False, True])
    pieces = [text[low:high] for low, high, _ in part.map.pieces(0, len(part.text))]
    assert (part.text, pieces) == ("открытие музея", ["откры-", "тие музея"])
    assert clean_pieces(pieces) == "открытие музея"


def test_lines_joined_without_a_cut_are_one_piece() -> None:
    text = "поручить правлению\n   союза открыть\nмузей"
    (part,) = (build(text),)
    assert part.map.pieces(0, len(part.text)) == [(0, len(text), None)]


def test_a_piece_has_the_page_it_stands_on() -> None:
    text = "поручить правлению\fсоюза"
    blocks = [Block(start=0, end=18, page=1), Block(start=19, end=24, page=2)]
    part = blocks_to_paragraph(text, blocks, index=0, marker=None, gap_before=True, indent=0, cuts=[False, True])
    assert part.map.pieces(0, len(part.text)) == [(0, 18, 1), (19, 24, 2)]


def test_pieces_put_together_are_parted_by_a_space() -> None:
    assert clean_pieces(["поручить правлению", "союза открыть", " музей "]) == "поручить правлению союза открыть музей"


def test_no_pieces_make_no_text() -> None:
    assert clean_pieces([]) == ""
    assert clean_pieces(["  ", "\n"]) == ""


EMPHASIS: list[tuple[str, bool, str]] = [
    ("**Проблемы**", True, "all of it"),
    ("**Проблемы**:", True, "all but the colon"),
    ("**Проблемы** отрасли", False, "a part"),
    ("отрасль и **проблемы**", False, "the end only"),
    ("**Проблемы", True, "never closed: it runs over several paragraphs"),
    ("Проблемы", False, "none"),
]


@pytest.mark.parametrize(("raw", "bold", "why"), EMPHASIS, ids=[why for _, _, why in EMPHASIS])
def test_a_paragraph_is_bold_where_all_of_it_is(raw: str, bold: bool, why: str) -> None:
    assert build(raw).bold is bold, why


def test_emphasis_at_the_start_of_a_paragraph_is_measured_in_cleaned_letters() -> None:
    part = build("**Школам района** открыть музей")
    assert part.text[: part.bold_until] == "Школам района"


def test_the_body_of_a_paragraph_is_its_text_without_the_marker() -> None:
    (part,) = heal_blocks(document_from_text("2.1.  Открыть музей."), LEXICON)
    assert (part.body, part.text[part.body_start :], part.text) == ("Открыть музей.", "Открыть музей.", "2.1. Открыть музей.")


def test_a_paragraph_without_a_marker_is_all_body() -> None:
    (part,) = heal_blocks(document_from_text("Открыть музей."), LEXICON)
    assert (part.body, part.body_start) == ("Открыть музей.", 0)
