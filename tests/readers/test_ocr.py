"""Pages that have to be recognised: what the reader makes of pictures, of text layers that are garbage, of what tesseract misreads."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy
import pytest
from pdf_makers import LEFT, RIGHT, Sheet, draw, draw_with_wrong_letters
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from scan_makers import draw_pages, scanned_pdf

from resolution_parser import Parser
from resolution_parser.document import Document
from resolution_parser.errors import DamagedFile, HostileFile, MissingExtra, NoTextLayer, ResolutionError, TooLarge, UnreadableText
from resolution_parser.readers.base import Limits
from resolution_parser.readers.detect import read_bytes
from resolution_parser.readers.ocr import OcrLine, OcrWord
from resolution_parser.readers.ocr_markers import mend_markers
from resolution_parser.readers.ocr_words import even_sizes, page_from_lines
from resolution_parser.readers.page_cleaning import find_skew
from resolution_parser.readers.pdf_layout import make_rows

ORDER = (
    "РЕШЕНИЕ районной конференции", "Конференция решила:",
    "1. Поручить отделу образования до 1 октября 2021 года подготовить план работы на 2021-2022 учебный год.",
    "2. Рекомендовать школам района усилить контроль за посещаемостью занятий.",
    "3. Контроль за исполнением решения возложить на заместителя главы района И.И. Петрова.",
)


def order(sheet: Sheet) -> None:
    for line in ORDER:
        sheet.paragraph(line)


def read(data: bytes, name: str = "scan", **limits: float) -> Document:
    return read_bytes(data, name=name, limits=Limits(**limits))  # type: ignore[arg-type]


def texts(document: Document) -> list[str]:
    return [document.text[block.start:block.end].replace("\n", " ") for block in document.blocks if not block.furniture]


# ------------------------------------------------------------------------------------------------ which pages are recognised


def test_pages_with_text_keep_it_and_the_scanned_one_between_them_is_recognised() -> None:
    def pen(sheet: Sheet) -> None:
        sheet.paragraph("Первая страница набрана на компьютере, и её текст берётся как есть.")
        sheet.turn_page()
        sheet.canvas.drawImage(ImageReader(draw_pages(draw(order))[0]), 0, 0, *sheet.canvas._pagesize)
        sheet.turn_page()
        sheet.paragraph("Третья страница тоже.")

    document = read(draw(pen))
    assert [(block.page, block.recognised is not None) for block in document.blocks] == [
        (1, False), *[(2, True)] * len(ORDER), (3, False)]
    assert texts(document)[1:-1] == list(ORDER)
    assert "page 2 was recognised" in document.warnings[0].message


def test_scan_with_a_stamp_drawn_over_it_is_recognised_stamp_and_all() -> None:
    def pen(sheet: Sheet) -> None:
        sheet.canvas.drawImage(ImageReader(draw_pages(draw(order))[0]), 0, 0, *sheet.canvas._pagesize)
        sheet.put("Документ подписан электронной подписью", y=100)

    assert texts(read(draw(pen))) == [*ORDER, "Документ подписан электронной подписью"]


@pytest.mark.parametrize("shift", [
    pytest.param(0x0500, id="letters of another script"), pytest.param(-0x3F0, id="Latin letters and signs"),
    pytest.param(7, id="other Russian letters"),
])
def test_text_layer_that_names_wrong_letters_is_passed_over_and_the_page_recognised(shift: int) -> None:
    document = read(draw_with_wrong_letters(order, shift))
    assert texts(document) == list(ORDER)
    assert all(block.recognised is not None for block in document.blocks)


@pytest.mark.parametrize("text", [
    pytest.param("Resolution of the conference on education. The participants note that the schools of the district are open. " * 4, id="English"),
    pytest.param("СОШ № 7, МБОУ ДО ЦДТ, МКУ ИМЦ, ГБУ ДПО ТОИПКРО, ФГОС ООО, ЕГЭ, ОГЭ, ВПР. " * 4, id="abbreviations"),
    pytest.param("Иванов И.И. 8-900-123-45-67; Петров П.П. 8-900-765-43-21; " * 8, id="telephones"),
    pytest.param("........................................ 12 ........ 15 .......... 18 " * 4 + "Содержание", id="a table of contents"),
])
def test_text_layer_of_an_unusual_page_is_kept(text: str) -> None:
    document = read(draw(lambda sheet: sheet.paragraph(text)))
    assert [block.recognised for block in document.blocks] == [None] * len(document.blocks)


def test_words_keep_their_records_and_recognised_ones_deserve_less_trust() -> None:
    parser = Parser()
    typed, scanned = (parser.parse(io.BytesIO(data), name="a.pdf") for data in (draw(order), scanned_pdf(draw(order))))
    assert [item.text for item in scanned.items()] == [item.text for item in typed.items()]
    assert all(poor.confidence < sure.confidence for poor, sure in zip(scanned.items(), typed.items(), strict=True))


# ------------------------------------------------------------------------------------------------ pictures


def saved(format: str, *pages: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, format, **({"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}), **options)
    return out.getvalue()


def page(dpi: int = 300) -> Image.Image:
    return draw_pages(draw(order), dpi=dpi)[0]


def with_clear_paper() -> Image.Image:
    """Black letters on nothing at all, as some programs export."""
    paper = Image.new("LA", page().size, (0, 0))
    paper.putalpha(page().point(lambda grey: 255 - grey))
    return paper


@pytest.mark.parametrize("data", [
    pytest.param(lambda: saved("PNG", page()), id="png"),
    pytest.param(lambda: saved("JPEG", page(150), quality=60), id="poor jpg at 150 dpi"),
    pytest.param(lambda: saved("TIFF", page(), dpi=(300, 300)), id="tif"),
    pytest.param(lambda: saved("TIFF", page().convert("1"), compression="group4"), id="fax"),
    pytest.param(lambda: saved("GIF", page()), id="gif"),
    pytest.param(lambda: saved("PNG", with_clear_paper()), id="clear paper"),
    pytest.param(lambda: saved("PNG", page().convert("P")), id="palette"),
    pytest.param(lambda: saved("PNG", deep(page())), id="16 bits"),
    pytest.param(lambda: saved("JPEG", page().convert("CMYK")), id="for print"),
    pytest.param(lambda: saved("PNG", page().rotate(3, fillcolor=255)), id="laid askew"),
    pytest.param(lambda: saved("PNG", page().filter(ImageFilter.GaussianBlur(1.5))), id="blurred"),
    pytest.param(lambda: saved("PNG", page().point(lambda grey: 90 + grey // 3)), id="grey on grey"),
    pytest.param(lambda: saved("JPEG", page().rotate(180), exif=turned(3)), id="camera held upside down"),
])
def test_picture_of_a_page_is_read(data: Callable[[], bytes]) -> None:
    assert texts(read(data())) == list(ORDER)


def deep(image: Image.Image) -> Image.Image:
    return Image.fromarray(numpy.asarray(image).astype("uint16") * 200)


def turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif.tobytes()


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_page_that_lies_on_its_side_is_turned(angle: int) -> None:
    assert texts(read(saved("PNG", page().rotate(angle, expand=True)))) == list(ORDER)


def test_tif_of_several_pages_counts_them_and_joins_a_paragraph_over_a_page_end() -> None:
    lines: list[str] = []

    def pen(sheet: Sheet) -> None:
        lines.extend(sheet.paragraph(" ".join([ORDER[2]] * 3)))

    first, second = draw_pages(draw(pen)), draw_pages(draw(order))
    document = read(saved("TIFF", first[0], second[0]))
    assert (document.pages, document.format) == (2, "image")
    assert [block.page for block in document.blocks] == [1, *[2] * len(ORDER)]


@pytest.mark.parametrize("angle", [-4.0, -1.3, 0.0, 0.4, 2.5, 5.5])
def test_skew_is_found_to_a_tenth_of_a_degree(angle: float) -> None:
    assert find_skew(page(200).rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)) == pytest.approx(-angle, abs=0.11)


def test_ruled_table_of_a_scan_is_a_table() -> None:
    rows = (("Мероприятие", "Срок", "Ответственный"), ("Провести смотр кабинетов", "до 1 мая 2021 г.", "Отдел образования"),
            ("Подготовить отчёт о смотре", "июнь 2021 г.", "Иванов И.И."))

    def pen(sheet: Sheet) -> None:
        sheet.paragraph("План мероприятий по выполнению решения конференции на первое полугодие года")
        sheet.skip(20)
        xs = [LEFT, LEFT + 200, LEFT + 330, RIGHT]
        ys = [sheet.y + 14 - 24 * rank for rank in range(len(rows) + 1)]
        for row in rows:
            for x, cell in zip(xs, row, strict=False):
                sheet.put(cell, x + 4)
            sheet.skip(24)
        sheet.grid(xs, ys)

    document = read(scanned_pdf(draw(pen)))
    cells = [(block.cell.row, block.cell.column, document.text[block.start:block.end]) for block in document.blocks if block.cell]
    assert cells == [(row, column, cell) for row, texts_ in enumerate(rows) for column, cell in enumerate(texts_)]


def test_the_same_scan_gives_the_same_document() -> None:
    data = scanned_pdf(draw(order))
    assert read(data) == read(data)


# ------------------------------------------------------------------------------------------------ signs that are misread


def line(*words: str, x: int = 100, y: int = 100, confidence: float = 0.95) -> OcrLine:
    """A line of words with letters 24 pixels high."""
    found: list[OcrWord] = []
    for word in words:
        width = 14 * len(word)
        found.append(OcrWord(word, x, y - 24, x + width, y, confidence))
        x += width + 10
    return OcrLine(tuple(found), found[0].left, y, 0.0, 32.0)


def read_lines(*lines: OcrLine) -> list[str]:
    rows = make_rows(page_from_lines(even_sizes(lines), (), (1654, 2339)).words)
    mend_markers(rows)
    return [" ".join(word.text for word in row.words) for row in rows]


def column(*texts_: str) -> list[OcrLine]:
    return [line(*text.split(), y=100 + 50 * rank) for rank, text in enumerate(texts_)]


@pytest.mark.parametrize(("printed", "expected", "reason"), [
    (("1. Первое", "2. Второе", "З. Третье", "4. Пятое"), ["1.", "2.", "3.", "4."], "З between 2 and 4 is 3"),
    (("1. Первое", "2. Второе", "5. Третье", "4. Четвёртое"), ["1.", "2.", "3.", "4."], "5 between 2 and 4 is 3"),
    (("9. Первое", "1О. Второе", "ll. Третье", "12. Пятое"), ["9.", "10.", "11.", "12."], "letters for both digits"),
    (("1) Первое", "2) Второе", "З) Третье"), ["1)", "2)", "3)"], "the last of a list"),
    (("а) Первое", "6) Второе", "в) Третье"), ["а)", "б)", "в)"], "a digit among letters"),
    (("5) Первое", "б) Второе", "7) Третье"), ["5)", "6)", "7)"], "a letter among digits"),
    (("2.1. Первое", "2.З. Второе"), ["2.1.", "2.3."], "a letter in a number of two levels"),
    (("2. Первое", "5. Второе", "5.1. Третье", "5.2. Четвёртое", "5.5. Пятое", "4. Шестое"), ["2.", "3.", "3.1.", "3.2.", "3.3.", "4."],
     "5 for 3 all the way down"),
    (("5. Первое", "5.1. Второе", "5.2. Третье"), ["5.", "5.1.", "5.2."], "a fifth point that is one"),
    (("12.05. Первое", "18.05. Второе"), ["12.05.", "18.05."], "dates"),
    (("1. Первое", "3. Второе", "5. Третье"), ["1.", "3.", "5."], "numbers that the author has skipped"),
    (("1. Первое", "2. Второе", "5. Третье"), ["1.", "2.", "3."], "the last of a list, misread"),
    (("1. Первое", "2. Второе", "5. Пятое", "6. Шестое"), ["1.", "2.", "5.", "6."], "the author goes on from there"),
    (("1. Первое", "2. Второе", "7. Седьмое", "4. Другое"), ["1.", "2.", "7.", "4."], "7 is never taken for 3"),
    (("З. Гиппиус", "А. Блок"), ["З.", "А."], "initials without any list"),
    (("а) Первое", "б) Второе", "в) Третье"), ["а)", "б)", "в)"], "a list of letters"),
])
def test_list_numbers_are_mended_where_their_neighbours_leave_no_doubt(printed: Sequence[str], expected: list[str], reason: str) -> None:
    assert [text.split()[0] for text in read_lines(*column(*printed))] == expected, reason


@pytest.mark.parametrize(("printed", "expected", "reason"), [
    ("2О21 года", "2021 года", "a letter between digits"),
    ("до З1.12.2021", "до 31.12.2021", "a letter in a date"),
    ("до О1.О9.2021 г.", "до 01.09.2021 г.", "two of them"),
    ("закон 273-ФЗ", "закон 273-ФЗ", "letters that are none for digits"),
    ("9а класс", "9а класс", "a class"),
    ("приказ М 884", "приказ № 884", "the sign before a number"),
    ("приказ Мо 12-п", "приказ № 12-п", "another reading of it"),
    ("М Видео", "М Видео", "no number follows"),
    ("школа -— это", "школа — это", "a dash read twice"),
    ("| школа _", "школа", "pieces of ruling lines"),
])
def test_words_are_mended_where_nothing_else_can_stand(printed: str, expected: str, reason: str) -> None:
    assert read_lines(line(*printed.split())) == [expected], reason


@pytest.mark.parametrize("sign", ["х", "*", "®", ".", "»", "о"])
def test_a_small_thing_before_the_text_is_a_bullet_whatever_it_is_taken_for(sign: str) -> None:
    bullet = OcrWord(sign, 100, 85, 110, 95, 0.1)
    words = line("создать", "совет", x=125)
    assert read_lines(OcrLine((bullet, *words.words), 100, 100, 0.0, 32.0)) == ["• создать совет"]


def test_a_letter_of_a_letter_s_height_is_no_bullet() -> None:
    first = OcrWord("о", 100, 83, 117, 100, 0.9)
    words = line("создании", "совета", x=128)
    assert read_lines(OcrLine((first, *words.words), 100, 100, 0.0, 32.0)) == ["о создании совета"]


def test_numbers_and_dates_that_were_read_with_doubt_are_pointed_at() -> None:
    document = read(saved("JPEG", page(100).filter(ImageFilter.GaussianBlur(1.2)), quality=40))
    resolution = Parser().parse_document(document)
    doubts = [(doubt.start, doubt.end) for doubt in document.doubts]
    assert doubts, "so blurred a page leaves doubts"
    assert all(any(map(str.isdigit, document.text[start:end])) or document.text[end - 1] in ".)" for start, end in doubts)
    told = [warning for warning in resolution.warnings if "little confidence" in warning.message]
    assert [(warning.span.start, warning.span.end) for warning in told if warning.span] == doubts
    assert all(document.text[start:end] in warning.message for (start, end), warning in zip(doubts, told, strict=True))


# ------------------------------------------------------------------------------------------------ what has to be refused


def test_without_tesseract_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingExtra, match=r"tesseract with its Russian.*apt-get install tesseract-ocr tesseract-ocr-rus; on Windows"):
        read(saved("PNG", page(72)))


def test_without_russian_it_is_said_which_data_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "eng.traineddata").write_bytes(b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(MissingExtra, match=r"Russian language data.*rus\.traineddata.*apt-get install tesseract-ocr-rus; on Windows"):
        read(saved("PNG", page(72)))


def noise() -> Image.Image:
    return Image.effect_noise((1200, 1600), 120)


@pytest.mark.parametrize(("data", "error", "said"), [
    pytest.param(lambda: saved("PNG", Image.new("L", (800, 1000), 255)), NoTextLayer, "no text.*look at it", id="a white page"),
    pytest.param(lambda: saved("PNG", Image.new("L", (1, 1), 255)), NoTextLayer, "no text.*look at it", id="one pixel"),
    pytest.param(lambda: saved("PNG", page())[:3000], DamagedFile, "page 1 cannot be drawn.*get the picture again", id="png cut off"),
    pytest.param(lambda: saved("JPEG", page())[:20000], DamagedFile, "page 1 cannot be drawn.*get the picture again", id="jpg cut off"),
    pytest.param(lambda: saved("TIFF", page())[:20000], DamagedFile, "cannot be drawn.*get the picture again", id="tif cut off"),
    pytest.param(lambda: saved("TIFF", page(), page(), compression="tiff_lzw")[:9000], DamagedFile, "cannot be drawn", id="packed tif cut off"),
    pytest.param(lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), DamagedFile, "the picture cannot be drawn", id="only the head of a png"),
    pytest.param(lambda: b"II*\0" + b"\xff" * 500, DamagedFile, "the picture cannot be drawn", id="only the head of a tif"),
])
def test_picture_that_cannot_be_read_says_why(data: Callable[[], bytes], error: type[ResolutionError], said: str) -> None:
    with pytest.raises(error, match=said) as caught:
        read(data(), name="a.png")
    assert caught.value.where == "a.png"
    assert caught.value.hint


@pytest.mark.parametrize(("limits", "error", "said"), [
    ({"picture_pixels": 1_000_000}, TooLarge, r"page 1: a picture has .* pixels.*Limits\.picture_pixels"),
    ({"ocr_pages": 1}, TooLarge, r"2 pages would have to be recognised.*Limits\.ocr_pages"),
    ({"page_seconds": 0.01}, HostileFile, r"took more than 0.01 seconds.*Limits\.page_seconds"),
])
@pytest.mark.parametrize("format", ["TIFF", "PDF"])
def test_limits_are_kept_and_named(limits: dict[str, float], error: type[ResolutionError], said: str, format: str) -> None:
    wanted = said.replace("page 1: a picture has", "a picture") if format == "PDF" else said
    with pytest.raises(error, match=wanted):
        read(saved(format, page(), page()), **limits)


def test_picture_of_noise_is_refused() -> None:
    with pytest.raises((UnreadableText, NoTextLayer)):
        read(saved("PNG", noise()))




def test_page_is_drawn_where_the_parser_itself_may_take_little_memory() -> None:
    """As in a worker of an archive: a limit that is lower than the decoder's own stays, and is no error."""
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000,) * 2)\n"
        "from resolution_parser.readers.base import Limits; from resolution_parser.readers.scans import count_pictures\n"
        "print(count_pictures(sys.stdin.buffer.read(), name='a.tif', limits=Limits()))"
    )
    data = saved("TIFF", page(72), page(72), page(72))
    told = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, cwd=Path(__file__).parents[2], check=True)
    assert told.stdout == b"3\n"
