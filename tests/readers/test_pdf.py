"""The .pdf reader on PDFs that the tests draw themselves: blocks, furniture, columns, tables, and files that must be refused."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile
import zlib
from itertools import pairwise

import pytest
from pdf_makers import HEIGHT, INDENT, LEFT, RIGHT, WIDTH, Sheet, assemble, draw, raw_pdf, wrap
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from resolution_parser.document import Block, Document
from resolution_parser.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    HostileFile,
    InputError,
    NoTextLayer,
    TooLarge,
    UnknownFormat,
    UnreadableText,
)
from resolution_parser.readers.base import Limits
from resolution_parser.readers.pdf import PdfReader
from resolution_parser.readers.pdf_text import clean_word

LONG = (
    "Продолжить работу по внедрению образовательными организациями новых методов обучения и воспитания, образовательных технологий, "
    "обеспечивающих освоение обучающимися базовых навыков и умений, повышение их мотивации к обучению и вовлечённости в "
    "образовательный процесс."
)
PREAMBLE = (
    "Заслушав и обсудив доклад начальника отдела образования о состоянии и развитии муниципальной системы образования, участники "
    "конференции отмечают, что в районе создана современная инфраструктура."
)


def read(data: bytes, **limits: int) -> Document:
    return PdfReader().read(data, name="a.pdf", limits=Limits(**limits))


def texts(document: Document) -> list[str]:
    """Texts of the blocks that are no furniture."""
    return [text_of(document, block) for block in document.blocks if not block.furniture]


def furniture(document: Document) -> list[tuple[int | None, str]]:
    return [(block.page, text_of(document, block)) for block in document.blocks if block.furniture]


def text_of(document: Document, block: Block) -> str:
    return document.text[block.start:block.end]


# ------------------------------------------------------------------------------------------------ paragraphs


def test_title_place_and_date_preamble_are_blocks_of_their_own() -> None:
    lines: list[str] = []

    def pen(sheet: Sheet) -> None:
        sheet.centred("РЕШЕНИЕ", bold=True, size=14)
        sheet.skip(12)
        sheet.two_ends("г. Рассказово", "24 мая 2021 г.")
        sheet.skip(12)
        lines.extend(sheet.paragraph(PREAMBLE))

    document = read(draw(pen))
    assert texts(document) == ["РЕШЕНИЕ", "г. Рассказово    24 мая 2021 г.", "\n".join(lines)]
    assert [(block.bold, block.centred) for block in document.blocks] == [(True, True), (False, False), (False, False)]
    assert document.text.startswith("РЕШЕНИЕ\n\nг. Рассказово"), "extra space is a blank line"
    assert (document.format, document.pages, document.blocks[0].page) == ("pdf", 1, 1)
    assert not any(block.is_line for block in document.blocks)


@pytest.mark.parametrize(("justify", "first", "rest"), [
    pytest.param(True, INDENT, 0.0, id="justified with a first-line indent"),
    pytest.param(False, INDENT, 0.0, id="ragged with a first-line indent"),
    pytest.param(True, 0.0, 18.0, id="hanging under the text of the item"),
    pytest.param(False, 18.0, 36.0, id="hanging, ragged, set in"),
])
def test_items_are_parted_however_they_are_set(justify: bool, first: float, rest: float) -> None:
    expected: list[str] = []
    items = [f"1. {LONG}", f"2. {PREAMBLE}", "3. Одобрить опыт школ."]

    def pen(sheet: Sheet) -> None:
        expected.extend("\n".join(sheet.paragraph(item, justify=justify, first=first, rest=rest)) for item in items)

    assert texts(read(draw(pen))) == expected


@pytest.mark.parametrize("start", [
    pytest.param("2030 года", id="a year is no number of an item"),
    pytest.param("14 мая", id="nor is a day"),
    pytest.param("24.05.2021 года", id="nor a date in digits"),
    pytest.param("– важном событии", id="a dash inside a sentence is no bullet"),
    pytest.param("1. и", id="a number at the left margin after a full line without an end"),
])
def test_wrapped_line_that_begins_like_an_item_goes_on(start: str) -> None:
    full = wrap(PREAMBLE, width=RIGHT - LEFT, first=INDENT)[:2]
    lines = [*full, f"{start} в районе и области."]

    def pen(sheet: Sheet) -> None:
        sheet.justified(lines, first=INDENT)
        sheet.paragraph(LONG)

    assert texts(read(draw(pen)))[0] == "\n".join(lines)


def test_bullets_of_every_kind_open_blocks() -> None:
    items = ["- обеспечена работа школ;", "– созданы центры", "• развивается сеть", "а) первое;", "1.2. второе", "3) третье"]

    def pen(sheet: Sheet) -> None:
        sheet.paragraph("Достигнуты следующие результаты:")
        for item in items:
            sheet.line(item, LEFT + INDENT)

    assert texts(read(draw(pen))) == ["Достигнуты следующие результаты:", *items]


def test_hyphens_at_line_ends_stay_before_the_line_end() -> None:
    lines = ["В целях дальнейшего развития и совершенствования муниципальной систе-", "мы образования продолжить работу учебно-",
             "методических объединений района."]

    def pen(sheet: Sheet) -> None:
        sheet.justified(lines, first=INDENT)

    assert texts(read(draw(pen))) == ["\n".join(lines)]


def test_bold_heading_before_body_is_a_block_of_its_own() -> None:
    def pen(sheet: Sheet) -> None:
        sheet.line("Задачи на год", bold=True)
        sheet.paragraph(LONG, first=0)

    document = read(draw(pen))
    assert texts(document)[0] == "Задачи на год"
    assert [block.bold for block in document.blocks] == [True, False]


def test_centred_title_wrapped_by_itself_is_one_block_and_ended_by_hand_two() -> None:
    wrapped = wrap("О состоянии и перспективах развития муниципальной системы образования района в новом учебном году", width=400)

    def pen(sheet: Sheet) -> None:
        sheet.centred("РЕЗОЛЮЦИЯ")
        for line in wrapped:
            sheet.centred(line)
        sheet.paragraph(PREAMBLE)
        sheet.paragraph(LONG)

    document = read(draw(pen))
    assert texts(document)[:2] == ["РЕЗОЛЮЦИЯ", "\n".join(wrapped)]
    assert [block.centred for block in document.blocks] == [True, True, False, False]


def test_signature_keeps_the_run_of_spaces() -> None:
    def pen(sheet: Sheet) -> None:
        sheet.paragraph(PREAMBLE)
        sheet.two_ends("Председатель", "И.И. Иванов")
        sheet.two_ends("Секретарь", "П.П. Петрова")

    assert texts(read(draw(pen)))[1:] == ["Председатель    И.И. Иванов", "Секретарь    П.П. Петрова"]


def test_approval_stamp_on_the_right_is_read_line_by_line() -> None:
    def pen(sheet: Sheet) -> None:
        for line in ("УТВЕРЖДАЮ", "Глава района", "И.И. Иванов"):
            sheet.right(line)
        sheet.skip(20)
        sheet.paragraph(PREAMBLE)

    assert texts(read(draw(pen)))[:3] == ["УТВЕРЖДАЮ", "Глава района", "И.И. Иванов"]


@pytest.mark.parametrize(("drawn", "expected"), [
    ("до\u00a01 октября", "до 1 октября"),  # a no-break space
    ("учебно\u00adметодический", "учебно-методический"),  # a soft hyphen that is printed
    ("\u2022 пункт", "• пункт"),
])
def test_signs_come_out_as_printed(drawn: str, expected: str) -> None:
    assert texts(read(draw(lambda sheet: sheet.line(drawn)))) == [expected]


@pytest.mark.parametrize(("raw", "expected"), [
    ("рабочии\u0306", "рабочий"),  # и with a breve apart
    ("\ufb01le", "file"),
    ("\uf0b7", "•"),  # a bullet of Symbol
    ("№", "№"),  # must not be taken apart
])
def test_words_are_cleaned(raw: str, expected: str) -> None:
    assert clean_word(raw) == expected


def test_text_drawn_twice_for_a_shadow_is_read_once() -> None:
    def pen(sheet: Sheet) -> None:
        sheet.put("РЕШЕНИЕ", LEFT)
        sheet.put("РЕШЕНИЕ", LEFT + 0.3)

    assert texts(read(draw(pen))) == ["РЕШЕНИЕ"]


# ------------------------------------------------------------------------------------------------ pages


def two_pages(sheet: Sheet, lines: list[str]) -> None:
    sheet.head("Решение конференции")
    sheet.paragraph(PREAMBLE)
    sheet.justified([*lines[:2], ""], first=INDENT)
    sheet.foot("- 1 -")
    sheet.turn_page()
    sheet.head("Решение конференции")
    sheet.justified(lines[2:])
    sheet.paragraph("2. Одобрить опыт школ.")
    sheet.foot("- 2 -")


def test_item_across_the_page_break_is_two_blocks_and_running_heads_are_furniture() -> None:
    lines = wrap(f"1. {LONG}", width=RIGHT - LEFT, first=INDENT)
    document = read(draw(lambda sheet: two_pages(sheet, lines)))
    assert texts(document)[1:] == ["\n".join(lines[:2]), "\n".join(lines[2:]), "2. Одобрить опыт школ."]
    assert furniture(document) == [(1, "Решение конференции"), (1, "- 1 -"), (2, "Решение конференции"), (2, "- 2 -")]
    assert [block.page for block in document.blocks] == [1, 1, 1, 1, 2, 2, 2, 2]
    assert [block.furniture for block in document.blocks] == [True, False, False, True, True, False, False, True], "in page order"


@pytest.mark.parametrize(("foot", "is_furniture"), [
    ("1", True),
    ("– 1 –", True),
    ("Страница 1 из 1", True),
    ("2021", False),  # the orphan year of a title, not the number of a page
    ("Тираж 100", False),
])
def test_page_number_of_a_single_page(foot: str, is_furniture: bool) -> None:
    def pen(sheet: Sheet) -> None:
        sheet.paragraph(PREAMBLE)
        sheet.foot(foot)

    assert (furniture(read(draw(pen))) == [(1, foot)]) is is_furniture


def test_page_numbers_that_begin_at_forty_are_furniture() -> None:
    def pen(sheet: Sheet) -> None:
        for number, text in ((40, PREAMBLE), (41, LONG), (42, "Контроль оставляю за собой.")):
            sheet.paragraph(text)
            sheet.foot(str(number))
            if number < 42:
                sheet.turn_page()

    assert furniture(read(draw(pen))) == [(1, "40"), (2, "41"), (3, "42")]


def test_text_that_opens_two_pages_at_other_heights_is_no_running_head() -> None:
    def pen(sheet: Sheet) -> None:
        sheet.line("Решили:")
        sheet.paragraph(LONG)
        sheet.turn_page()
        sheet.skip(40)
        sheet.line("Решили:")
        sheet.paragraph(PREAMBLE)

    assert furniture(read(draw(pen))) == []


def columns(sheet: Sheet, left: list[str], right: list[str], shift: float) -> None:
    sheet.centred("РЕЗОЛЮЦИЯ СЪЕЗДА УЧИТЕЛЕЙ СЕЛЬСКИХ ШКОЛ ОБЛАСТИ", bold=True)
    sheet.skip(10)
    top = sheet.y
    sheet.justified(left, right=LEFT + 220, first=20)
    sheet.y = top - shift
    sheet.justified(right, left=RIGHT - 220, right=RIGHT, first=20)


@pytest.mark.parametrize("shift", [0.0, 5.0, 8.0])
def test_two_columns_are_read_one_after_the_other_below_the_title(shift: float) -> None:
    left, right = (wrap(text, width=220, first=20) for text in (LONG, PREAMBLE))
    document = read(draw(lambda sheet: columns(sheet, left, right, shift)))
    assert texts(document) == ["РЕЗОЛЮЦИЯ СЪЕЗДА УЧИТЕЛЕЙ СЕЛЬСКИХ ШКОЛ ОБЛАСТИ", "\n".join(left), "\n".join(right)]


def test_offices_beside_names_are_no_columns() -> None:
    rows = [("Председатель конференции", "И.И. Иванов"), ("Секретарь", "П.П. Петрова"), ("Член президиума", "С.С. Сидоров"),
            ("Председатель счётной комиссии", "Н.Н. Николаева"), ("Член комиссии", "А.А. Антонов")]

    def pen(sheet: Sheet) -> None:
        sheet.paragraph(PREAMBLE)
        for office, name in rows:
            sheet.two_ends(office, name)

    assert texts(read(draw(pen)))[1:] == [f"{office}    {name}" for office, name in rows]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_page_that_the_viewer_rotates_is_read_as_one_that_is_not(rotation: int) -> None:
    sheet = Sheet(rotation=rotation)
    lines = sheet.paragraph(PREAMBLE)
    assert texts(read(sheet.data())) == ["\n".join(lines)]


def test_page_drawn_sideways_is_read_upright() -> None:
    lines: list[str] = []

    def pen(sheet: Sheet) -> None:
        sheet.canvas.translate(0, HEIGHT)
        sheet.canvas.rotate(-90)
        sheet.y = WIDTH - 60
        lines.extend(sheet.paragraph(PREAMBLE))
        sheet.grid((LEFT, 250, 400), (300, 330, 360))
        for x, y, text in ((90, 340, "Срок"), (260, 340, "Школа"), (90, 310, "май"), (260, 310, "все")):
            sheet.put(text, x, y=y)

    document = read(draw(pen))
    assert texts(document) == ["\n".join(lines), "Срок", "Школа", "май", "все"]
    assert [(cell.row, cell.column) for block in document.blocks if (cell := block.cell)] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_stamp_along_the_margin_is_furniture() -> None:
    def pen(sheet: Sheet) -> None:
        sheet.paragraph(PREAMBLE)
        sheet.canvas.saveState()
        sheet.canvas.rotate(90)
        sheet.put("Подписано электронно", 200, y=-30)
        sheet.canvas.restoreState()

    document = read(draw(pen))
    assert furniture(document) == [(1, "Подписано электронно")]
    assert len(texts(document)) == 1


# ------------------------------------------------------------------------------------------------ tables

HEADER = ("№", "Мероприятие", "Срок")
COLUMNS = (LEFT, LEFT + 40, LEFT + 300, RIGHT)


def table(sheet: Sheet, rows: list[tuple[str, ...]], *, top: float) -> None:
    """Rows of forty points; a cell's lines are parted by ``|``."""
    sheet.grid(COLUMNS, [top - 40 * rank for rank in range(len(rows) + 1)])
    for rank, row in enumerate(rows):
        for x, text in zip(COLUMNS, row, strict=False):
            for at, line in enumerate(text.split("|")):
                sheet.put(line, x + 4, y=top - 40 * rank - 15 - at * 14)


def cells(document: Document) -> list[tuple[int, int, int, str]]:
    return [(block.cell.table, block.cell.row, block.cell.column, text_of(document, block)) for block in document.blocks if block.cell]


def test_ruled_table_over_two_pages_is_one_table_and_its_second_header_furniture() -> None:
    def pen(sheet: Sheet) -> None:
        sheet.paragraph("План мероприятий:")
        table(sheet, [HEADER, ("1", "Провести проверку|готовности школ", "август")], top=sheet.y)
        sheet.turn_page()
        table(sheet, [HEADER, ("2", "Утвердить план", "до 1 октября")], top=sheet.y)
        sheet.y -= 120
        sheet.paragraph("Контроль оставляю за собой.")

    document = read(draw(pen))
    assert cells(document) == [
        (0, 0, 0, "№"), (0, 0, 1, "Мероприятие"), (0, 0, 2, "Срок"),
        (0, 1, 0, "1"), (0, 1, 1, "Провести проверку\nготовности школ"), (0, 1, 2, "август"),
        (0, 2, 0, "2"), (0, 2, 1, "Утвердить план"), (0, 2, 2, "до 1 октября"),
    ]
    assert furniture(document) == [(2, "№\tМероприятие\tСрок")]
    assert texts(document)[0] == "План мероприятий:"
    assert texts(document)[-1] == "Контроль оставляю за собой."
    assert "1\tПровести" in document.text


def test_row_cut_by_the_page_end_goes_on() -> None:
    def pen(sheet: Sheet) -> None:
        table(sheet, [HEADER, ("1", "Провести проверку", "август")], top=sheet.y)
        sheet.turn_page()
        table(sheet, [("", "готовности школ", ""), ("2", "Утвердить план", "май")], top=sheet.y)

    assert cells(read(draw(pen)))[3:] == [
        (0, 1, 0, "1"), (0, 1, 1, "Провести проверку"), (0, 1, 2, "август"), (0, 1, 1, "готовности школ"),
        (0, 2, 0, "2"), (0, 2, 1, "Утвердить план"), (0, 2, 2, "май"),
    ]


def test_two_tables_parted_by_text_are_two() -> None:
    def pen(sheet: Sheet) -> None:
        table(sheet, [("1", "Первое", "май")], top=sheet.y)
        sheet.y -= 70
        sheet.line("Далее.")
        table(sheet, [("2", "Второе", "июнь")], top=sheet.y)

    document = read(draw(pen))
    assert [cell[:3] for cell in cells(document)] == [(0, 0, 0), (0, 0, 1), (0, 0, 2), (1, 0, 0), (1, 0, 1), (1, 0, 2)]
    assert texts(document)[3] == "Далее."


def test_merged_cells_count_from_their_upper_left_corner() -> None:
    def pen(sheet: Sheet) -> None:
        top = sheet.y
        sheet.grid(COLUMNS, (top - 40, top - 80))
        sheet.canvas.rect(LEFT, top - 40, RIGHT - LEFT, 40)
        sheet.put("Раздел первый", LEFT + 150, y=top - 20)
        for x, text in zip(COLUMNS, ("1", "Провести", "май"), strict=False):
            sheet.put(text, x + 4, y=top - 60)

    assert cells(read(draw(pen))) == [(0, 0, 0, "Раздел первый"), (0, 1, 0, "1"), (0, 1, 1, "Провести"), (0, 1, 2, "май")]


@pytest.mark.parametrize(("sides", "reason"), [
    ("closed", "all borders are drawn"), ("left and right", "rows are ruled from end to end, columns between them"),
    ("above and below", "columns are ruled from end to end"), ("all", "only the inner borders are drawn, as Word offers it"),
])
def test_table_may_lack_its_outer_borders(sides: str, reason: str) -> None:
    def pen(sheet: Sheet) -> None:
        xs, ys = (LEFT, LEFT + 100, LEFT + 200, LEFT + 300), (600, 640, 680, 720)
        for x in xs[1:-1] if sides in ("left and right", "all") else xs:
            sheet.canvas.line(x, 600, x, 720)
        for y in ys[1:-1] if sides in ("above and below", "all") else ys:
            sheet.canvas.line(xs[0], y, xs[-1], y)
        for y, row in zip((690, 650, 610), ("абв", "где", "жзи"), strict=True):
            for x, text in zip(xs, row, strict=False):
                sheet.put(text, x + 5, y=y)

    wanted = [(0, row, column, text) for row, texts_ in enumerate(("абв", "где", "жзи")) for column, text in enumerate(texts_)]
    assert cells(read(draw(pen))) == wanted, reason


def test_frame_around_text_and_underlines_are_no_table() -> None:
    def pen(sheet: Sheet) -> None:
        sheet.canvas.rect(40, 40, WIDTH - 80, HEIGHT - 80)
        lines.extend(sheet.paragraph(PREAMBLE))
        sheet.canvas.line(LEFT, sheet.y + 14, RIGHT, sheet.y + 14)

    lines: list[str] = []
    document = read(draw(pen))
    assert texts(document) == ["\n".join(lines)]
    assert cells(document) == []


def test_borders_drawn_as_thin_filled_rectangles_make_a_table() -> None:
    def pen(sheet: Sheet) -> None:  # as Word does
        for x in COLUMNS:
            sheet.canvas.rect(x, 600, 0.5, 80, stroke=0, fill=1)
        for y in (600, 640, 680):
            for left, right in pairwise(COLUMNS):
                sheet.canvas.rect(left, y, right - left, 0.5, stroke=0, fill=1)
        sheet.put("1", LEFT + 5, y=650)
        sheet.put("Провести", LEFT + 50, y=650)
        sheet.put("май", LEFT + 310, y=610)

    assert cells(read(draw(pen))) == [(0, 0, 0, "1"), (0, 0, 1, "Провести"), (0, 1, 2, "май")]


# ------------------------------------------------------------------------------------------------ files that must be refused


def good() -> bytes:
    return draw(lambda sheet: sheet.paragraph(PREAMBLE))


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return buffer.getvalue()


def encrypted(password: str) -> bytes:
    sheet = Sheet(encrypt=StandardEncryption(password, ownerPassword="owner", strength=128))
    sheet.paragraph(PREAMBLE)
    return sheet.data()


def scanned(sheet: Sheet) -> None:
    from PIL import Image

    sheet.canvas.drawImage(ImageReader(Image.new("L", (20, 30), 200)), 0, 0, WIDTH, HEIGHT)


@pytest.mark.parametrize(("data", "error", "hint"), [
    pytest.param(lambda: b"", EmptyFile, "again", id="no bytes"),
    pytest.param(lambda: bytes(range(256)) * 40, DamagedFile, "again", id="junk"),
    pytest.param(lambda: b"%PDF-1.4\n" + b"x" * 5000 + b"startxref\n0\n%%EOF", DamagedFile, "again|print", id="junk with a header"),
    pytest.param(lambda: good()[: len(good()) // 2], DamagedFile, "again", id="cut in the middle"),
    pytest.param(lambda: good()[:-200], DamagedFile, "again", id="only the end cut off"),
    pytest.param(zipped, UnknownFormat, r"\.docx", id="a .docx by another name"),
    pytest.param(lambda: b"{\\rtf1 text}", UnknownFormat, r"\.rtf", id="RTF by another name"),
    pytest.param(lambda: encrypted("secret"), EncryptedFile, "password", id="asks for a password"),
    pytest.param(lambda: draw(scanned), NoTextLayer, "look at it", id="a scan of nothing"),
    pytest.param(lambda: draw(lambda sheet: sheet.canvas.rect(9, 9, 9, 9)), NoTextLayer, "look at it", id="drawings only"),
    pytest.param(lambda: draw(lambda sheet: None), NoTextLayer, "look at it", id="a blank page"),
])
def test_unreadable_file_is_refused_with_advice(data, error: type[InputError], hint: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error, match=hint) as caught:
        read(data())
    assert caught.value.where == "a.pdf"


def test_file_protected_against_changes_only_is_read() -> None:
    assert len(texts(read(encrypted("")))) == 1


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


INSTALL = "apt-get install tesseract-ocr tesseract-ocr-rus; on Windows"


@pytest.mark.usefixtures("no_tesseract")
@pytest.mark.parametrize("pen", [
    pytest.param(scanned, id="a scan"),
    pytest.param(lambda sheet: sheet.canvas.rect(9, 9, 9, 9), id="drawings only"),
    pytest.param(lambda sheet: (scanned(sheet), sheet.put("Подписано")), id="a scan with a stamp"),
])
def test_scan_without_tesseract_is_refused_with_what_to_install(pen) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NoTextLayer, match=INSTALL):
        read(draw(pen))


@pytest.mark.usefixtures("no_tesseract")
def test_page_without_text_among_others_is_a_warning() -> None:
    def pen(sheet: Sheet) -> None:
        sheet.paragraph(PREAMBLE)
        sheet.turn_page()
        scanned(sheet)

    (warning,) = read(draw(pen)).warnings
    assert warning.code == "reader"
    assert "page 2" in warning.message
    assert INSTALL in warning.message


@pytest.mark.usefixtures("no_tesseract")
@pytest.mark.parametrize("garbage", [
    pytest.param("Ðåçîëþöèÿ êîíôåðåíöèè ðàáîòíèêîâ îáðàçîâàíèÿ", id="cp1251 taken for Latin-1"),
    pytest.param("#$% &'() *+,- ./:; <=>? @[]^ {|}~ !\"#$ %&'( )*+,", id="signs instead of letters"),
])
def test_garbage_text_layer_is_refused(garbage: str) -> None:
    content = b"BT /F1 12 Tf 50 700 Td <" + garbage.encode("latin-1").hex().encode() + b"> Tj ET"
    font = b"/Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
    with pytest.raises(UnreadableText, match=INSTALL):
        read(raw_pdf(content, font=font))


def flate_bomb() -> bytes:
    return raw_pdf(zlib.compress(b" " * 40_000_000, 9), keys=b"/Filter /FlateDecode")


def nested_bomb() -> bytes:
    return raw_pdf(zlib.compress(zlib.compress(b" " * 60_000_000, 9), 9), keys=b"/Filter [/FlateDecode /FlateDecode]")


def shared_contents() -> bytes:
    """Every page draws the same nine megabytes."""
    return raw_pdf(zlib.compress(b"q Q " * 2_250_000, 9), keys=b"/Filter /FlateDecode", pages=1000)


def endless_streams() -> bytes:
    """A stream begins every seven bytes and none ends."""
    return b"%PDF-1.4\n" + b"stream\n" * 40_000 + b"startxref\n0"


def forms_with_shared_resources() -> bytes:
    """The same, but the dictionaries stand in objects of their own."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 5 0 R /Contents 4 0 R >>",
    ]
    calls = b"/X Do " * 20
    for number in range(4, 28, 2):
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources %d 0 R" % (number + 1)
        bodies.append(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(calls), b"" if number == 4 else head, calls))
        bodies.append(b"<< /XObject << /X %d 0 R >> >>" % (number + 2))
    bodies.append(b"<< /Length 3 /Type /XObject /Subtype /Form /BBox [0 0 9 9] >>\nstream\nq Q\nendstream")
    return assemble(bodies)


def forms_within_forms() -> bytes:
    """Each form draws the next one twenty times."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /X 5 0 R >> >> /Contents 4 0 R >>",
    ]
    calls = b"/X Do " * 20
    for number in range(4, 16):
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (number + 1)
        bodies.append(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(calls), b"" if number == 4 else head, calls))
    bodies.append(b"<< /Length 3 /Type /XObject /Subtype /Form /BBox [0 0 9 9] >>\nstream\nq Q\nendstream")
    return assemble(bodies)


@pytest.mark.parametrize("make", [
    flate_bomb, nested_bomb, shared_contents, endless_streams, forms_within_forms, forms_with_shared_resources,
])
def test_bomb_is_refused_before_it_swells(make) -> None:  # type: ignore[no-untyped-def]
    data = make()
    assert len(data) < 300_000
    begin = time.perf_counter()
    with pytest.raises(HostileFile):
        read(data)
    assert time.perf_counter() - begin < 5


def test_page_that_draws_a_form_many_times_is_read() -> None:
    """A stamp on a page is no bomb."""
    def pen(sheet: Sheet) -> None:
        sheet.canvas.beginForm("stamp")
        sheet.canvas.circle(0, 0, 3)
        sheet.canvas.endForm()
        for _ in range(200):
            sheet.canvas.doForm("stamp")
        lines.extend(sheet.paragraph(PREAMBLE))

    lines: list[str] = []
    assert texts(read(draw(pen))) == ["\n".join(lines)]


@pytest.mark.parametrize("limit", [{"pages": 2}, {"text_chars": 100}, {"file_bytes": 1000}])
def test_limits_are_kept(limit: dict[str, int]) -> None:
    def pen(sheet: Sheet) -> None:
        for _ in range(2):
            sheet.paragraph(PREAMBLE)
            sheet.turn_page()
        sheet.paragraph(PREAMBLE)

    with pytest.raises(TooLarge):
        read(draw(pen), **limit)


@pytest.mark.parametrize("matrix", [b"1e38 0 0 1e38 50 700", b"1 0 0 1 1e38 -1e38", b"0 0 0 0 50 700", b"-1 0 0 1 50 700"])
def test_broken_matrix_costs_its_own_words_at_most(matrix: bytes) -> None:
    content = b"BT /F1 12 Tf 50 600 Td (Resolution) Tj ET BT /F1 12 Tf " + matrix + b" Tm (abc) Tj ET"
    assert "Resolution" in "\n".join(texts(read(raw_pdf(content))))


@pytest.mark.parametrize("step", [1, 2, 3, 5])
def test_damaged_bytes_give_a_document_or_an_input_error(step: int) -> None:
    data = bytearray(good())
    for at in range(step * 37, len(data) - 60, len(data) // (7 * step)):
        data[at] ^= 0x55
    with contextlib.suppress(InputError):
        assert read(bytes(data)).pages == 1


def test_the_same_bytes_give_the_same_document() -> None:
    data = draw(lambda sheet: two_pages(sheet, wrap(f"1. {LONG}", width=RIGHT - LEFT, first=INDENT)))
    assert read(data) == read(data)
