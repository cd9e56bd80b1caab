"""The reader of .docx shows what the page shows, and is not harmed by what is no honest document."""

from __future__ import annotations

import io
import random
import time
import tracemalloc
import zipfile

import docx as python_docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK

from resolution_parser.document import Block, Cell, Document
from resolution_parser.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    HostileFile,
    InputError,
    NoTextLayer,
    TooLarge,
    UnknownFormat,
)
from resolution_parser.readers.base import Limits
from resolution_parser.readers.docx import DocxReader
from resolution_parser.readers.docx_numbering import format_number
from resolution_parser.readers.zip_safety import open_zip

from .docx_makers import declare_size, docx, family, level, num, p, pack, parts, run, style, table, xml


def read(data: bytes, **limits: int) -> Document:
    return DocxReader().read(data, name="a.docx", limits=Limits(**limits))


def shown(document: Document, *, furniture: bool | None = None) -> list[str]:
    return [document.text[block.start: block.end] for block in document.blocks if furniture in (None, block.furniture)]


def block(document: Document, text: str) -> Block:
    return next(block for block in document.blocks if text in document.text[block.start: block.end])


def lines(*body: str, **more: object) -> list[str]:
    return shown(read(docx(*body, **more)))


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


INSTRUCTION = "<w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r>"
BOX = f"<w:txbxContent>{p('СОГЛАСОВАНО')}</w:txbxContent>"
BOX_WITH_BREAK = f"<w:pict><w:txbxContent>{p('в')}<w:p><w:r><w:br w:type='page'/><w:t>г</w:t></w:r></w:p></w:txbxContent></w:pict>"
RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'


# --- the words of a paragraph

@pytest.mark.parametrize(("inside", "expected", "reason"), [
    (run("Школам ") + run("района"), "Школам района", "runs are joined as they stand"),
    ("<w:r><w:t>а</w:t><w:br/><w:t>б</w:t></w:r>", "а\nб", "a soft line break stays inside the block"),
    ("<w:r><w:t>а</w:t><w:cr/><w:t>б</w:t></w:r>", "а\nб", "the old line break, too"),
    ("<w:r><w:t>а</w:t><w:tab/><w:t>б</w:t></w:r>", "а\tб", "a tab"),
    ("<w:r><w:t>2020</w:t><w:noBreakHyphen/><w:t>2021</w:t></w:r>", "2020-2021", "a no-break hyphen is a hyphen"),
    ("<w:r><w:t>обра</w:t><w:softHyphen/><w:t>зо\u00adвание</w:t></w:r>", "образование", "soft hyphens are not seen"),
    (run("и\u0306") + run("од и\u0306"), "йод й", "и and its breve are one letter"),
    (run("и") + run("\u0306од"), "йод", "even where the breve stands in another run"),
    ("<w:hyperlink>" + run("сайт") + "</w:hyperlink>", "сайт", "the text of a link"),
    ("<w:fldSimple w:instr='DATE'>" + run("24 августа") + "</w:fldSimple>", "24 августа", "a simple field shows its result"),
    ("<w:smartTag><w:smartTag>" + run("Тамбов") + "</w:smartTag></w:smartTag>", "Тамбов", "smart tags are looked through"),
    ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("дата") + "</w:sdtContent></w:sdt>", "дата", "a content control in the line"),
    ("<w:ins>" + run("новое") + "</w:ins>", "новое", "what was inserted is read"),
    ("<w:moveTo>" + run("здесь") + "</w:moveTo>", "здесь", "and what was moved here"),
    (field("begin") + INSTRUCTION + field("separate") + run("5") + field("end") + run("!"), "5!", "a field shows its result"),
    (field("begin") + run("IF") + field("begin") + INSTRUCTION + field("separate") + run("7") + field("end") + field("separate")
     + run("да") + field("end"), "да", "a field inside an instruction is not seen"),
    ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 80"), "≥ 80", "a sign of the font Symbol"),
    ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run(" да"), "✓ да", "a sign of the font Wingdings"),
    ('<w:r><w:sym w:font="Wingdings" w:char="нет"/></w:r>' + run("да"), "да", "a sign without a valid code"),
    (run("\uf0b7 пункт"), "• пункт", "a private-use bullet typed into the text"),
    (run("решение", "<w:caps/>"), "РЕШЕНИЕ", "all caps is how it is printed"),
    (run("а\nб"), "а б", "a line end of the XML file is white space"),
    ("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>", "x=2", "a formula keeps its signs"),
    ("<w:r><w:ruby><w:rt>" + run("чтение") + "</w:rt><w:rubyBase>" + run("знак") + "</w:rubyBase></w:ruby></w:r>", "знак", "its base"),
    (run("слово") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + "<w:r><w:commentReference w:id='0'/></w:r>", "слово", "no note marks"),
])
def test_a_paragraph_reads_as_the_page_shows_it(inside: str, expected: str, reason: str) -> None:
    assert lines(f"<w:p>{inside}</w:p>") == [expected], reason


def test_a_field_that_never_shows_a_result_does_not_swallow_the_next_paragraph() -> None:
    assert lines(p(field("begin"), INSTRUCTION), p("Дальше")) == ["Дальше"]


def test_a_field_may_run_over_paragraphs() -> None:
    body = (p(field("begin"), INSTRUCTION, field("separate"), "Раздел 1"), p("Раздел 2", field("end")), p("Текст"))
    assert lines(*body) == ["Раздел 1", "Раздел 2", "Текст"]


def test_a_drop_cap_is_the_first_letter_of_its_word() -> None:
    assert lines(p("У", look='<w:framePr w:dropCap="drop"/>'), p("частники решили")) == ["Участники решили"]


def test_empty_paragraphs_show_as_one_blank_line_and_others_as_none() -> None:
    document = read(docx(p("а"), p("б"), p(), "<w:p/>", p(" "), p("в")))
    assert document.text == "а\nб\n\nв"


def test_offsets_of_blocks_slice_the_text_and_the_source_is_named() -> None:
    data = docx(p("РЕШЕНИЕ"), p("Текст"))
    document = read(data)
    assert (document.name, document.format, len(document.sha256)) == ("a.docx", "docx", 64)
    assert [(b.start, b.end) for b in document.blocks] == [(0, 7), (8, 13)]
    assert document.text == "РЕШЕНИЕ\nТекст"


# --- changes, hidden text, comments

def test_tracked_deletions_are_left_out_with_one_warning() -> None:
    gone = "<w:del><w:r><w:delText>старое</w:delText></w:r></w:del>"
    moved = "<w:moveFrom>" + run("там") + "</w:moveFrom>"
    document = read(docx(p("Принять ", gone, "<w:ins>" + run("новое") + "</w:ins>", gone), p(moved)))
    assert document.text == "Принять новое"
    assert [(w.code, w.message) for w in document.warnings] == [("deleted_text", "3 tracked deletions were left out")]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    cut = "<w:rPr><w:del/></w:rPr>"
    assert lines(p("Принять к ", look=cut), p("сведению")) == ["Принять к сведению"]
    assert lines(p("Принять", look=cut)) == ["Принять"], "also where there is no next"
    assert lines(p("Принять", look=cut), "<w:p/>", p("к сведению")) == ["Принять", "к сведению"], "or an empty one"


def test_a_paragraph_that_is_hidden_whole_leaves_no_trace() -> None:
    hidden = p(num=(1, 0), look="<w:rPr><w:vanish/></w:rPr>")
    document = read(docx(p("а", num=(1, 0)), hidden, p("б", num=(1, 0)), numbering=SIMPLE))
    assert document.text == "1. а\n2. б"


def test_a_deleted_paragraph_is_not_counted_in_its_list() -> None:
    deleted = p("<w:del><w:r><w:delText>б</w:delText></w:r></w:del>", num=(1, 0), look="<w:rPr><w:del/></w:rPr>")
    assert lines(p("а", num=(1, 0)), deleted, p("в", num=(1, 0)), numbering=SIMPLE) == ["1. а", "2. в"]


def test_a_deleted_table_row_is_left_out() -> None:
    gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("нет") + "</w:tc></w:tr>"
    document = read(docx(table(["да"]).replace("</w:tbl>", gone + "</w:tbl>")))
    assert document.text == "да"
    assert document.warnings[0].message == "1 tracked deletion was left out"


@pytest.mark.parametrize(("body", "styles"), [
    (run("тайна", "<w:vanish/>"), ""),
    (run("тайна", '<w:rStyle w:val="Hidden"/>'), style("Hidden", "<w:rPr><w:vanish/></w:rPr>", kind="character")),
])
def test_hidden_text_is_left_out_with_a_warning(body: str, styles: str) -> None:
    document = read(docx(p("видно ", body), styles=styles))
    assert document.text == "видно"
    assert [w.code for w in document.warnings] == ["hidden_text"]


def test_an_honest_document_has_no_warnings() -> None:
    assert read(docx(p("Текст", run("видно", '<w:vanish w:val="0"/>')))).warnings == ()


def test_an_embedded_document_is_named_but_not_opened() -> None:
    document = read(docx(p("Текст"), '<w:altChunk r:id="rId9"/>'))
    assert (document.text, document.warnings[0].code) == ("Текст", "reader")


# --- lists

SIMPLE = family(0, level(0, "%1."), level(1, "%1.%2."), level(2, "%3)", "russianLower")) + num(1, 0)


def test_numbers_are_those_that_word_shows() -> None:
    body = (p("а", num=(1, 0)), p("б", num=(1, 1)), p("в", num=(1, 1)), p("г", num=(1, 2)), p("д", num=(1, 0)), p("е", num=(1, 1)),
            p("ж", num=(1, 2)))
    document = read(docx(*body, numbering=SIMPLE))
    assert shown(document) == ["1. а", "1.1. б", "1.2. в", "а) г", "2. д", "2.1. е", "а) ж"]
    assert [(b.marker, b.level) for b in document.blocks[:4]] == [("1.", 0), ("1.1.", 1), ("1.2.", 1), ("а)", 2)]


@pytest.mark.parametrize(("format", "value", "expected"), [
    ("decimal", 12, "12"), ("decimalZero", 7, "07"), ("decimalZero", 12, "12"), ("lowerLetter", 26, "z"), ("lowerLetter", 27, "aa"),
    ("upperLetter", 3, "C"), ("lowerRoman", 19, "xix"), ("upperRoman", 44, "XLIV"), ("upperRoman", 3999, "MMMCMXCIX"),
    ("russianLower", 7, "ж"), ("russianLower", 10, "к"), ("russianUpper", 29, "Я"), ("russianLower", 30, "аа"), ("none", 5, ""),
    ("lowerRoman", 10**9, "1000000000"), ("lowerLetter", 10**9, "1000000000"), ("chicago", 3, "3"), ("upperRoman", 0, "0"),
])
def test_numbers_are_written_in_the_format_of_the_list(format: str, value: int, expected: str) -> None:
    assert format_number(value, format) == expected


@pytest.mark.parametrize(("sign", "font", "expected"), [
    ("\uf0b7", "Symbol", "•"), ("·", "Symbol", "•"), ("\uf02d", "Symbol", "–"), ("\uf0a7", "Wingdings", "•"), ("§", "Wingdings", "•"),
    ("o", "Courier New", "•"), ("-", "Calibri", "-"), ("–", "Times New Roman", "–"), ("•", "Arial", "•"), ("▪", "Arial", "•"),
    ("\uf0fc", "Wingdings", "✓"), ("\uf0ff", "Unknown", "•"), ("*", "", "*"),
])
def test_bullets_look_as_on_the_page(sign: str, font: str, expected: str) -> None:
    document = read(docx(p("а", num=(1, 0)), numbering=family(0, level(0, sign, "bullet", font=font)) + num(1, 0)))
    assert (document.text, document.blocks[0].marker) == (f"{expected} а", expected)


def numbers(numbering: str, *places: tuple[int, int], styles: str = "") -> list[str | None]:
    """The markers of paragraphs in (list, level)."""
    document = read(docx(*(p("т", num=place) for place in places), numbering=numbering, styles=styles))
    return [b.marker for b in document.blocks]


START_AT_5 = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
NEW_LEVEL = f'<w:lvlOverride w:ilvl="0">{level(0, "%1)", "upperRoman")}</w:lvlOverride>'


@pytest.mark.parametrize(("numbering", "places", "expected", "reason"), [
    (SIMPLE + num(2, 0), [(1, 0), (2, 0), (1, 0)], ["1.", "2.", "3."], "lists of one definition count on together"),
    (SIMPLE + num(2, 0, START_AT_5), [(1, 0), (2, 0), (2, 0), (1, 0)], ["1.", "5.", "6.", "7."], "a start override restarts once"),
    (SIMPLE + num(2, 0, NEW_LEVEL), [(1, 0), (2, 0)], ["1.", "II)"], "a level override changes the looks"),
    (SIMPLE + family(1, level(0, "%1.")) + num(2, 1), [(1, 0), (2, 0), (1, 0)], ["1.", "1.", "2."], "different definitions do not"),
    (SIMPLE, [(1, 1), (1, 1)], ["1.1.", "1.2."], "a level that was skipped shows its start"),
    (family(0, level(0, "%1.", start=3)) + num(1, 0), [(1, 0), (1, 0)], ["3.", "4."], "a list may start at any number"),
    (family(0, level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>')) + num(1, 0),
     [(1, 0), (1, 1), (1, 0), (1, 1)], ["1.", "1)", "2.", "2)"], "a level that never restarts"),
    (family(0, level(0, "%1."), level(1, "%2."), level(2, "%3)", more='<w:lvlRestart w:val="1"/>')) + num(1, 0),
     [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)], ["1.", "1.", "1)", "2.", "2)", "2.", "1)"], "restarts after level 1 only"),
    (family(0, level(0, "%1.", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")) + num(1, 0),
     [(1, 0), (1, 1)], ["I.", "1.1"], "legal numbering turns Roman into Arabic"),
    (family(0, level(0, "Статья %1.")) + num(1, 0), [(1, 0)], ["Статья 1."], "words may stand in a marker"),
    (family(0, level(0, "-", "bullet"), level(1, "%1%2.")) + num(1, 0), [(1, 0), (1, 1)], ["-", "1."], "a bullet has no number to show"),
    (family(0, level(0, "%1", "none")) + num(1, 0), [(1, 0)], [None], "a list that shows nothing"),
    (SIMPLE, [(0, 0)], [None], "list 0 is no list"),
    (SIMPLE, [(7, 0)], [None], "a list that is not defined"),
    (SIMPLE, [(1, 5)], [None], "a level that is not defined"),
])
def test_lists_count_as_in_word(numbering: str, places: list[tuple[int, int]], expected: list[str | None], reason: str) -> None:
    assert numbers(numbering, *places) == expected, reason


def test_a_list_definition_may_point_to_a_list_style() -> None:
    linked = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Ours"/></w:abstractNum>'
    ours = style("Ours", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering")
    assert numbers(SIMPLE + linked + num(2, 9), (2, 0), (1, 0), styles=ours) == ["1.", "2."]


def test_list_styles_that_point_at_each_other_end() -> None:
    linked = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Ours"/></w:abstractNum>'
    ours = style("Ours", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', kind="numbering")
    assert numbers(linked + num(2, 9), (2, 0), styles=ours) == [None]


def test_a_style_brings_its_list_and_a_paragraph_can_refuse_it() -> None:
    styles = (style("Punkt", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>') + style("Child", based_on="Punkt"))
    body = (p("а", style="Punkt"), p("б", style="Child"), p("в", style="Child", num=(0, 0)), p("г", style="Child", num=(1, 1)))
    assert lines(*body, numbering=SIMPLE, styles=styles) == ["1. а", "2. б", "в", "2.1. г"]


def test_a_level_tied_to_a_style_is_the_level_of_its_paragraphs() -> None:
    tied = family(0, level(0, "%1."), level(1, "%1.%2.", more='<w:pStyle w:val="Sub"/>')) + num(1, 0)
    styles = style("Sub", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    document = read(docx(p("а", num=(1, 0)), p("б", style="Sub"), numbering=tied, styles=styles))
    assert shown(document) == ["1. а", "1.1. б"]
    assert document.blocks[1].level == 1


def test_a_marker_without_space_stands_at_its_word() -> None:
    assert lines(p("Текст", num=(1, 0)), numbering=family(0, level(0, "%1.", more='<w:suff w:val="nothing"/>')) + num(1, 0)) == ["1.Текст"]


def test_an_empty_numbered_paragraph_is_counted_but_is_no_block() -> None:
    assert lines(p("а", num=(1, 0)), p(num=(1, 0)), p("в", num=(1, 0)), numbering=SIMPLE) == ["1. а", "3. в"]


def test_lists_in_headers_do_not_disturb_those_of_the_body() -> None:
    assert lines(p("а", num=(1, 0)), numbering=SIMPLE, headers=[p("шапка", num=(1, 0))]) == ["1. шапка", "1. а"]


# --- looks

BOLD, PLAIN = "<w:b/>", '<w:b w:val="0"/>'
STYLES = (
    style("Strong", "<w:rPr><w:b/></w:rPr>", kind="character") + style("Head", "<w:rPr><w:b/></w:rPr><w:pPr><w:jc w:val='center'/></w:pPr>")
    + style("SubHead", based_on="Head") + style("Light", "<w:rPr><w:b w:val='0'/></w:rPr>", based_on="Head")
)


@pytest.mark.parametrize(("paragraph", "expected", "reason"), [
    (p(run("а", BOLD)), True, "a bold run"),
    (p(run("а", BOLD), run(" ")), True, "white space has no weight"),
    (p(run("а", BOLD), "б"), False, "one run is plain"),
    (p(run("а", PLAIN)), False, "bold switched off"),
    (p("а", style="Head"), True, "a bold style"),
    (p("а", style="SubHead"), True, "a style based on a bold one"),
    (p("а", style="Light"), False, "a style that switches it off again"),
    (p(run("а", PLAIN), style="Head"), False, "a run that switches it off"),
    (p(run("а", '<w:rStyle w:val="Strong"/>')), True, "a character style"),
    (p(run("а", '<w:rStyle w:val="Strong"/>'), style="Head"), False, "two bold styles switch each other off"),
    (p(run("а", '<w:u w:val="single"/>')), True, "underlined as a heading is"),
    (p(run("а", '<w:u w:val="none"/>')), False, "not underlined"),
    (p("<w:hyperlink>" + run("а", '<w:u w:val="single"/>') + "</w:hyperlink>"), False, "a link is underlined, but no heading"),
    (p(run("а", BOLD), run("б", "<w:vanish/>")), True, "what is hidden has no weight"),
])
def test_a_block_is_bold_when_all_of_it_is(paragraph: str, expected: bool, reason: str) -> None:
    assert read(docx(paragraph, styles=STYLES)).blocks[0].bold is expected, reason


@pytest.mark.parametrize(("paragraph", "expected"), [
    (p("а", look='<w:jc w:val="center"/>'), True), (p("а", look='<w:jc w:val="both"/>'), False), (p("а", style="SubHead"), True),
    (p("а", style="SubHead", look='<w:jc w:val="left"/>'), False), (p("а"), False),
])
def test_a_block_is_centred_by_itself_or_by_its_style(paragraph: str, expected: bool) -> None:
    assert read(docx(paragraph, styles=STYLES)).blocks[0].centred is expected


@pytest.mark.parametrize(("named", "paragraph", "expected", "reason"), [
    (style("1", shown="heading 1"), p("а", style="1"), 1, "as Word stores it"),
    (style("h", shown="Heading 2"), p("а", style="h"), 2, "as others store it"),
    (style("h", shown="Заголовок 3"), p("а", style="h"), 3, "in Russian"),
    (style("h", shown="heading 1") + style("own", based_on="h"), p("а", style="own"), 1, "a style based on a heading"),
    (style("h", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'), p("а", style="h"), 2, "an outline level, from 0 in the file"),
    ("", p("а", look='<w:outlineLvl w:val="0"/>'), 1, "the paragraph's own outline level"),
    (style("h", shown="heading 1"), p("а", style="h", look='<w:outlineLvl w:val="9"/>'), None, "level 9 is body text"),
    (style("h", shown="heading 1", default=True), p("а"), 1, "the default style"),
    (style("h", shown="toc 1"), p("а", style="h"), None, "a table of contents is not a heading"),
    (style("h", shown="Title"), p("а", style="h"), 1, "the title"),
])
def test_headings_have_their_level(named: str, paragraph: str, expected: int | None, reason: str) -> None:
    assert read(docx(paragraph, styles=named)).blocks[0].heading == expected, reason


def test_styles_based_on_each_other_end() -> None:
    circle = style("A", based_on="B") + style("B", based_on="A")
    assert lines(p("а", style="A"), styles=circle) == ["а"]


# --- pages

@pytest.mark.parametrize(("body", "pages", "reason"), [
    ((p("а"), p("б")), [None, None], "no breaks, no pages"),
    ((p("а"), p(RENDERED, "б"), p("в")), [1, 2, 2], "a break that Word noted"),
    ((p("а", PAGE_BREAK), p("б")), [1, 2], "a break that somebody put"),
    ((p("а", PAGE_BREAK), p(RENDERED, "б")), [1, 2], "put and noted is one break"),
    ((p(RENDERED, "а"), p(RENDERED, "б")), [1, 2], "the first page is page 1"),
    ((p("а", RENDERED, "аа"), p("б")), [1, 2], "a paragraph belongs to the page it begins on"),
    ((p("а"), p("б", look="<w:pageBreakBefore/>")), [1, 2], "a paragraph that asks for a new page"),
    ((p("а"), p(PAGE_BREAK), p(PAGE_BREAK), p("б")), [1, 3], "an empty page counts"),
    ((table(["а", "б"], [p(RENDERED, "в"), p(RENDERED, "г")]),), [1, 1, 2, 2], "a row on a new page, noted in each cell"),
    ((table(["а", "б"], [p(RENDERED, "в"), "г"]),), [1, 1, 2, 2], "or in the first only"),
    ((table([p("а") + p(RENDERED, "б"), p("в") + p(RENDERED, "г")]), p("д")), [1, 2, 1, 2, 2], "a row that runs over two pages"),
    ((table([p("а") + p(RENDERED, "б"), "в"]), p("д")), [1, 2, 1, 2], "even where its last cell does not"),
    ((p("а", f"<w:r>{BOX_WITH_BREAK}</w:r>"), p("б", look='<w:pageBreakBefore w:val="0"/>')), [1, 1, 1, 1], "a box turns no page"),
])
def test_pages_follow_the_breaks(body: tuple[str, ...], pages: list[int | None], reason: str) -> None:
    document = read(docx(*body))
    assert [b.page for b in document.blocks] == pages, reason
    assert document.pages == (None if pages[0] is None else max(page or 0 for page in pages))


def test_a_page_break_inside_a_paragraph_parts_its_lines() -> None:
    assert lines(p("а", PAGE_BREAK, "б")) == ["а\nб"]


# --- tables

def cells(document: Document) -> list[tuple[str, int, int, int]]:
    return [(document.text[b.start: b.end], b.cell.table, b.cell.row, b.cell.column) for b in document.blocks if b.cell]


def test_cells_come_in_reading_order_between_paragraphs() -> None:
    document = read(docx(p("до"), table(["№", "Мероприятие"], ["1", p("Провести") + p("слёт")]), p("после")))
    assert document.text == "до\n№\tМероприятие\n1\tПровести\nслёт\nпосле"
    assert cells(document) == [("№", 0, 0, 0), ("Мероприятие", 0, 0, 1), ("1", 0, 1, 0), ("Провести", 0, 1, 1), ("слёт", 0, 1, 1)]
    assert document.blocks[-1].cell is None


def test_merged_cells_are_read_once_and_columns_follow_the_grid() -> None:
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("Срок")
    first = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("отдел")
    again = "<w:tcPr><w:vMerge/></w:tcPr>" + p("отдел")
    document = read(docx(table([wide, "Кто"], ["с", "по", first], ["1", "2", again])))
    assert cells(document) == [
        ("Срок", 0, 0, 0), ("Кто", 0, 0, 2), ("с", 0, 1, 0), ("по", 0, 1, 1), ("отдел", 0, 1, 2), ("1", 0, 2, 0), ("2", 0, 2, 1)]


def test_a_row_that_begins_later_keeps_its_columns() -> None:
    row = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>' + p("б") + "</w:tc></w:tr>"
    assert cells(read(docx(f"<w:tbl>{row}</w:tbl>"))) == [("б", 0, 0, 1)]


def test_a_nested_table_has_its_own_rank() -> None:
    inner = p("внутри:") + table(["а", "б"]) + p("конец")
    document = read(docx(table([inner, "рядом"]), table(["потом"])))
    assert cells(document) == [
        ("внутри:", 0, 0, 0), ("а", 1, 0, 0), ("б", 1, 0, 1), ("конец", 0, 0, 0), ("рядом", 0, 0, 1), ("потом", 2, 0, 0)]


def test_content_controls_around_rows_and_cells_are_looked_through() -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    cell = control(f"<w:tc>{control(p('а'))}</w:tc>")
    row = control(f"<w:tr>{cell}<w:tc>{p('б')}</w:tc></w:tr>")
    body = control(f"<w:tbl>{row}</w:tbl>")
    assert cells(read(docx(body))) == [("а", 0, 0, 0), ("б", 0, 0, 1)]


def test_lists_go_on_in_the_cells_of_a_table() -> None:
    rows = [[p(num=(1, 0)) + p("а", num=(1, 0))], [p("б", num=(1, 0))]]
    assert lines(table(*rows), numbering=SIMPLE) == ["2. а", "3. б"]


def test_tables_nested_beyond_the_limit_are_flattened_with_a_warning() -> None:
    inside = p("дно")
    for depth in range(5):
        inside = p(f"слой {depth}") + table([inside])
    document = read(docx(inside), table_depth=2)
    assert shown(document) == ["слой 4", "слой 3", "слой 2", "слой 1", "слой 0", "дно"], "nothing is lost"
    assert {b.cell.table for b in document.blocks if b.cell} == {0, 1}
    assert [w.code for w in document.warnings] == ["deep_nesting"]


def test_list_levels_beyond_words_own_are_bounded_with_a_warning() -> None:
    nine = family(0, *(level(depth, f"%{depth + 1}.") for depth in range(9))) + num(1, 0)
    document = read(docx(p("а", num=(1, 99999999999)), p("б", num=(1, 500)), numbering=nine))
    assert [b.level for b in document.blocks] == [0, 8], "a number out of all reason is none"
    assert [w.code for w in document.warnings] == ["deep_nesting"]


# --- furniture

def test_headers_come_first_and_footers_last_each_text_once() -> None:
    document = read(docx(
        p("Текст"), headers=[p("Администрация"), p("Администрация") + p("Отдел")], footers=[p("стр. 1"), p("стр. 1")]))
    assert shown(document) == ["Администрация", "Отдел", "Текст", "стр. 1"]
    assert shown(document, furniture=False) == ["Текст"]


def test_footnotes_and_endnotes_stand_at_the_end_without_their_rules() -> None:
    notes = '<w:footnote w:type="separator" w:id="-1">' + p("---") + '</w:footnote><w:footnote w:id="1">' + p("сноска") + "</w:footnote>"
    document = read(docx(p("Текст"), footnotes=notes, endnotes=f'<w:endnote w:id="1">{p("примечание")}</w:endnote>'))
    assert shown(document) == ["Текст", "сноска", "примечание"]
    assert shown(document, furniture=True) == ["сноска", "примечание"]


NEW_BOX = f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
OLD_BOX = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
NO_WORDS = "<mc:Choice Requires='wpc'><w:drawing/></mc:Choice>"


@pytest.mark.parametrize(("inside", "reason"), [
    (f"<mc:AlternateContent>{NEW_BOX}<mc:Fallback>{OLD_BOX}</mc:Fallback></mc:AlternateContent>", "new and old form are one box"),
    (f"<mc:AlternateContent>{NEW_BOX}</mc:AlternateContent>", "the new form alone"),
    (OLD_BOX, "the old form alone"),
    (f"<mc:AlternateContent>{NO_WORDS}<mc:Fallback>{OLD_BOX}</mc:Fallback></mc:AlternateContent>", "the choice has no words"),
])
def test_a_text_box_is_furniture_after_its_paragraph_and_read_once(inside: str, reason: str) -> None:
    document = read(docx(p("Тек", f"<w:r>{inside}</w:r>", "ст"), p("дальше")))
    assert shown(document) == ["Текст", "СОГЛАСОВАНО", "дальше"], reason
    assert shown(document, furniture=True) == ["СОГЛАСОВАНО"]


def test_a_text_box_in_a_table_comes_after_the_table() -> None:
    assert read(docx(table([p("а", f"<w:r>{OLD_BOX}</w:r>"), "б"]))).text == "а\tб\nСОГЛАСОВАНО"


# --- packages that differ, honestly

def test_the_main_part_may_have_another_name_and_case() -> None:
    made = parts(p("Текст"))
    made["Word/Document2.xml"] = made.pop("word/document.xml")
    made["_rels/.rels"] = str(made["_rels/.rels"]).replace("word/document.xml", "/word/document2.xml")
    assert read(pack(made)).text == "Текст"


def test_a_package_without_relationships_is_read_by_its_usual_place() -> None:
    assert read(pack({"word/document.xml": parts(p("Текст"))["word/document.xml"]})).text == "Текст"


def test_strict_open_xml_and_utf_16_are_read() -> None:
    made = parts(p("а", num=(1, 0)), numbering=SIMPLE)
    strict = {name: str(content).replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                                         "http://purl.oclc.org/ooxml/wordprocessingml/main") for name, content in made.items()}
    assert read(pack(strict)).text == "1. а"
    made["word/document.xml"] = str(made["word/document.xml"]).replace("UTF-8", "UTF-16").encode("utf-16")
    assert read(pack(made)).text == "1. а"


def test_parts_outside_the_file_are_never_fetched() -> None:
    made = parts(p("Текст"), headers=[p("шапка")])
    relations = str(made["word/_rels/document.xml.rels"])
    for target in ("http://127.0.0.1:9/header.xml", "header0.xml"):
        outside = relations.replace('Target="header0.xml"', f'Target="{target}" TargetMode="External"')
        assert read(pack({**made, "word/_rels/document.xml.rels": outside})).text == "Текст"


# --- broken and hostile files

def bomb(size: int = 60_000_000) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open("word/document.xml", "w") as member:
        for _ in range(size // 1_000_000):
            member.write(b" " * 1_000_000)
    return packed.getvalue()


def with_part(name: str, content: str | bytes) -> bytes:
    return pack({**parts(p("Текст"), styles=style("A"), headers=[p("шапка")]), name: content})


ENTITIES = ('<!DOCTYPE w:document [<!ENTITY a "ха">' + "".join(
    f'<!ENTITY {chr(97 + rank)} "{f"&{chr(96 + rank)};" * 10}">' for rank in range(1, 9)) + "]>")
UTF_7 = str(parts(p("Text"))["word/document.xml"]).replace("UTF-8", "UTF-7")
NESTED = "<w:sdt><w:sdtContent>" * 5000 + p("дно") + "</w:sdtContent></w:sdt>" * 5000
WHOLE = docx(p("Текст " * 1000))


@pytest.mark.parametrize(("data", "error", "reason"), [
    (b"", DamagedFile, "nothing at all is no zip"),
    (b"Hello", DamagedFile, "not a zip"),
    (WHOLE[: len(WHOLE) // 2], DamagedFile, "a zip that was cut off"),
    (WHOLE[:60] + b"\xff" * 40 + WHOLE[100:], DamagedFile, "bytes that were changed"),
    (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), EncryptedFile, "a password in Word"),
    (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, DamagedFile, "an old .doc under a new name"),
    (pack({"a.txt": "text"}), DamagedFile, "a zip, but no document in it"),
    (pack({"word/document.xml": xml("workbook", "")}), DamagedFile, "another kind of part"),
    (with_part("word/document.xml", "<w:document"), DamagedFile, "broken XML"),
    (with_part("word/styles.xml", xml("styles", "<w:style>")[:-5]), DamagedFile, "broken styles"),
    (with_part("word/document.xml", ENTITIES + "<a>&i;</a>"), HostileFile, "a billion laughs"),
    (with_part("word/header0.xml", ENTITIES + "<a/>"), HostileFile, "an entity in a header"),
    (with_part("docProps/core.xml", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'), HostileFile, "a DTD in a part that is not read"),
    (with_part("word/document.xml", '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16")), HostileFile, "in UTF-16"),
    (docx(NESTED), HostileFile, "endless nesting"),
    (with_part("word/document.xml", UTF_7), HostileFile, "an encoding that hides its markup"),
    (with_part("word/document.xml", f'<?xml version="1.0"?>{ENTITIES}<a/>'.encode("utf-32")), HostileFile, "another"),
    (docx("<w:p/>" * 1_100_000), TooLarge, "more tags than any document has"),
    (docx('<w:p w:a="" w:b="" w:c=""/>' * 340_000), TooLarge, "more attributes"),
    (docx(p("Текст"), headers=["<w:p/>" * 60_000] * 20), TooLarge, "in all parts together"),
    (bomb(), HostileFile, "a zip bomb"),
    (declare_size(bomb(), "word/document.xml", 1000), HostileFile, "a bomb that lies about its size"),
    (declare_size(WHOLE, "word/document.xml", 2**32 - 2), HostileFile, "a size that no such file can have"),
    (docx(p()), EmptyFile, "no text"),
    (docx(p("<w:r><w:drawing/></w:r>")), NoTextLayer, "a scan pasted into Word"),
])
def test_a_bad_file_is_refused_quickly_with_what_to_do(data: bytes, error: type[InputError], reason: str) -> None:
    started = time.perf_counter()
    with pytest.raises(error) as caught:
        read(data)
    assert time.perf_counter() - started < 2, reason
    assert caught.value.where == "a.docx"
    assert caught.value.hint, reason


@pytest.mark.parametrize(("data", "limits", "reason"), [
    (WHOLE, {"file_bytes": 100}, "the file"),
    (WHOLE, {"archive_members": 3}, "the members"),
    (WHOLE, {"member_bytes": 1000}, "one member"),
    (WHOLE, {"archive_bytes": 2000}, "all members"),
    (WHOLE, {"text_chars": 5000}, "the text"),
])
def test_every_limit_is_kept_and_named(data: bytes, limits: dict[str, int], reason: str) -> None:
    with pytest.raises(TooLarge, match=r"limit|more than"):
        read(data, **limits)


def test_a_member_packed_beyond_belief_is_named_a_bomb_unless_the_limit_allows_it() -> None:
    data = docx(p("слово " * 100_000) * 10)
    with pytest.raises(HostileFile, match="bomb"):
        read(data)
    assert len(read(data, archive_ratio=2000).blocks) == 10


def test_a_changed_byte_is_noticed_even_where_the_xml_stays_whole() -> None:
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("word/document.xml", parts(p("Plain text"))["word/document.xml"])
    assert read(plain.getvalue()).text == "Plain text"
    with pytest.raises(DamagedFile, match="changed"):
        read(plain.getvalue().replace(b"Plain text", b"Plaid text"))


@pytest.mark.parametrize("lie", [None, 1000])
def test_a_bomb_costs_no_memory(lie: int | None) -> None:
    data = bomb(300_000_000)
    data = data if lie is None else declare_size(data, "word/document.xml", lie)
    tracemalloc.start()
    try:
        with pytest.raises(HostileFile):
            read(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_members_that_share_their_bytes_are_refused() -> None:
    data = bytearray(pack({"a.xml": "text", "b.xml": "text"}))
    second = data.rfind(b"PK\x01\x02")
    data[second + 42: second + 46] = b"\0\0\0\0"
    with pytest.raises(HostileFile, match="overlaps"):
        read(bytes(data))


def test_a_member_with_a_password_is_named_so() -> None:
    data = bytearray(pack({"word/document.xml": "text"}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedFile):
        read(bytes(data))


def test_a_member_packed_in_a_rare_way_is_refused() -> None:
    data = bytearray(pack({"word/document.xml": "text"}))
    data[data.rfind(b"PK\x01\x02") + 10] = 14
    with pytest.raises(UnknownFormat):
        read(bytes(data))


def test_names_of_old_russian_archives_are_read() -> None:
    data = pack({"????.xml": "text"}).replace(b"????", "итог".encode("cp866"))
    assert open_zip(data, name="a.zip", limits=Limits()).names == ("итог.xml",)


def damage(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed; often digits, which keeps the XML whole and makes its numbers absurd."""
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        changed[chance.randrange(len(changed))] = chance.choice(b"0123456789<>/\"\xff")
    return bytes(changed)


def test_damage_to_the_archive_raises_nothing_but_input_errors() -> None:
    chance = random.Random(7)
    for _ in range(300):
        try:
            read(damage(WHOLE, chance))
        except InputError:
            continue


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels"])
def test_damage_to_a_part_raises_nothing_but_input_errors(part: str) -> None:
    chance = random.Random(part)
    made = parts(p("а", num=(1, 0)), table([p("б", style="Head"), "в"]), numbering=SIMPLE, styles=STYLES, headers=[p("г")])
    read_whole = 0
    for _ in range(300):
        try:
            read(pack({**made, part: damage(str(made[part]).encode(), chance)}))
            read_whole += 1
        except InputError:
            continue
    assert 0 < read_whole < 300, "the damage is neither always fatal nor never"


def test_strange_values_in_honest_places_raise_nothing() -> None:
    odd = ("", "-1", "x", "9" * 5000, "1.5", "०")
    for value in odd:
        body = (p("а", look=f'<w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="{value}"/></w:numPr><w:outlineLvl w:val="{value}"/>'
                            f'<w:jc w:val="{value}"/><w:pStyle w:val="{value}"/>'),
                table([f'<w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr>' + p("б")]))
        numbering = (f'<w:abstractNum w:abstractNumId="{value}"><w:lvl w:ilvl="{value}"><w:start w:val="{value}"/></w:lvl></w:abstractNum>'
                     f'<w:num w:numId="{value}"><w:abstractNumId w:val="{value}"/></w:num>')
        assert [text[-1] for text in lines(*body, numbering=numbering)] == ["а", "б"]


# --- a document as people make it, with python-docx as the maker

TITLE = "Решение августовской районной педагогической конференции"
PROBLEMS = ["низкая результативность на региональном этапе олимпиады;", "развитие кадрового потенциала."]
TASKS = ["обеспечить выполнение мероприятий;", "усилить работу по популяризации профессии педагога."]


def resolution() -> bytes:
    made = python_docx.Document()
    made.sections[0].header.paragraphs[0].text = "Администрация Рассказовского района"
    title = made.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(TITLE).bold = True
    made.add_heading("Проблемы", level=2)
    made.add_paragraph("Вместе с тем участники отмечают ").add_run("проблемы").bold = True
    for text in PROBLEMS:
        made.add_paragraph(text, style="List Bullet")
    made.add_paragraph("Образовательным организациям района:").add_run().add_break(WD_BREAK.PAGE)
    for text in TASKS:
        made.add_paragraph(text, style="List Number")
    grid = made.add_table(rows=2, cols=2)
    for cell, text in zip((cell for row in grid.rows for cell in row.cells), ("Мероприятие", "Срок", "Слёт", "май"), strict=True):
        cell.text = text
    made.add_paragraph("Начальник отдела Г.В. Скакалина")
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def test_a_resolution_as_people_make_it_is_read_whole() -> None:
    document = read(resolution())
    assert shown(document) == [
        "Администрация Рассказовского района", TITLE, "Проблемы", "Вместе с тем участники отмечают проблемы",
        *(f"• {text}" for text in PROBLEMS), "Образовательным организациям района:", f"1. {TASKS[0]}", f"2. {TASKS[1]}",
        "Мероприятие", "Срок", "Слёт", "май", "Начальник отдела Г.В. Скакалина"]
    title = block(document, TITLE)
    assert (title.bold, title.centred, title.heading, title.marker) == (True, True, None, None)
    heading = block(document, "Проблемы")
    assert (heading.bold, heading.heading, heading.page) == (True, 2, 1)
    assert block(document, "Вместе с тем").bold is False
    assert [(b.marker, b.level) for b in document.blocks if b.marker] == [("•", 0), ("•", 0), ("1.", 0), ("2.", 0)]
    assert block(document, TASKS[0]).page == document.pages == 2
    assert block(document, "май").cell == Cell(table=0, row=1, column=1)
    assert block(document, "Администрация").furniture


def test_two_pages_are_read_faster_than_python_docx_reads_them() -> None:
    data = resolution()
    looks: list[object] = []

    def with_python_docx() -> None:
        opened = python_docx.Document(io.BytesIO(data))
        looks.extend((one.text, one.style.name, [piece.bold for piece in one.runs]) for one in opened.paragraphs)

    assert _best(lambda: read(data)) < _best(with_python_docx)


def _best(action: object, times: int = 7) -> float:
    spans = []
    for _ in range(times):
        started = time.perf_counter()
        action()  # type: ignore[operator]
        spans.append(time.perf_counter() - started)
    return min(spans)
