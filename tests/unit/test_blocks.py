"""Healing: what the line ends, pages and sites did to a paragraph is undone, and nothing is joined that the author kept apart."""

from __future__ import annotations

import textwrap

import pytest

from resolution_parser.document import Cell, Document, DocumentBuilder
from resolution_parser.lexicon import Lexicon
from resolution_parser.readers.text import document_from_text
from resolution_parser.stages.blocks import heal_blocks
from resolution_parser.stages.paragraphs import Paragraph

LEXICON = Lexicon.default()

NOTED = (
    "Участники съезда пчеловодов края отмечают, что за последние годы число пасек выросло, а товарный мёд нашёл дорогу в школьные "
    "столовые и в магазины соседних областей."
)
WORRIED = (
    "Вместе с тем съезд обеспокоен гибелью пчёл от необдуманной обработки полей ядохимикатами и тем, что хозяйства не предупреждают "
    "владельцев пасек о сроках этих работ."
)
FIRST = (
    "1. Министерству сельского хозяйства края составить до конца года карту пасек и разместить её в открытом доступе для всех, кто "
    "обрабатывает поля."
)
SECOND = "2. Предложить хозяйствам предупреждать владельцев пасек о начале работ не позднее чем за трое суток, как того требуют правила."
AUTHORED = [NOTED, WORRIED, FIRST, SECOND]


def heal(document: Document) -> list[Paragraph]:
    return list(heal_blocks(document, LEXICON))


def texts(text: str) -> list[str]:
    """The cleaned paragraphs of a plain text, furniture left out."""
    return [part.text for part in heal(document_from_text(text)) if not part.furniture]


def furniture(text: str) -> list[str]:
    return [part.text for part in heal(document_from_text(text)) if part.furniture]


def wrapped(paragraph: str, *, width: int = 60, indent: str = "") -> list[str]:
    """A paragraph as a typewriter sets it: lines of at most ``width``, the first one indented."""
    return textwrap.wrap(paragraph, width=width, initial_indent=indent, break_on_hyphens=False)


def page_break(paragraph: str, between: str) -> str:
    """The wrapped paragraph with something between its first lines and the rest."""
    lines = wrapped(paragraph)
    return "\n".join(lines[:2]) + between + "\n".join(lines[2:])


# --- hard wraps ----------------------------------------------------------------------------------------------------------------------

SETTINGS: list[tuple[str, str]] = [
    ("\n".join(line for part in AUTHORED for line in wrapped(part)), "nothing but line ends"),
    ("\n\n".join("\n".join(wrapped(part)) for part in AUTHORED), "a blank line between the paragraphs"),
    ("\n".join(line for part in AUTHORED for line in wrapped(part, indent="     ")), "a red line at each paragraph"),
    ("\n\n".join(line for part in AUTHORED for line in wrapped(part)), "a blank line after every line"),
    ("\r\n".join(line for part in AUTHORED for line in wrapped(part)), "line ends of Windows"),
    ("\n".join(line + "  " for part in AUTHORED for line in wrapped(part)), "white space at the line ends"),
    ("\n".join(line for part in AUTHORED for line in wrapped(part, width=75)), "a wider page"),
    ("\n".join(AUTHORED), "no wrap at all"),
    ("\n".join("    " + line for part in AUTHORED for line in wrapped(part)), "the whole page indented"),
    ("\n".join(line for part in AUTHORED for line in wrapped(part, width=45)), "a narrow column"),
    ("\n\n".join(line for part in AUTHORED for line in wrapped(part, indent="   ")), "a blank line after every line and a red line"),
    ("\n\n".join(AUTHORED), "no wrap, blank lines"),
    ("\n\n\n\n".join(AUTHORED), "no wrap, several blank lines"),
]


@pytest.mark.parametrize(("text", "why"), SETTINGS, ids=[why for _, why in SETTINGS])
def test_however_a_text_is_set_its_paragraphs_are_the_authors(text: str, why: str) -> None:
    assert texts(text) == AUTHORED, why


BREAKS: list[tuple[str, list[str], str]] = [
    ("\f", [], "a form feed"),
    ("\n\f\n", [], "a form feed on a line of its own"),
    ("\n\n", [], "a stray blank line"),
    ("\n\n2\n\n", ["2"], "a page number"),
    ("\n- 2 -\n", ["- 2 -"], "a page number between dashes, no blank lines"),
    ("\n\nстр. 2 из 5\n\n", ["стр. 2 из 5"], "a page number in words"),
    ("\n2\f", ["2"], "a page number at the foot"),
    ("\n\f3\n", ["3"], "a page number at the head"),
    ("\n\n______________________\n\n", ["______________________"], "a ruled line"),
]


@pytest.mark.parametrize(("between", "left_out", "why"), BREAKS, ids=[why for _, _, why in BREAKS])
def test_an_item_that_a_page_breaks_is_one_paragraph(between: str, left_out: list[str], why: str) -> None:
    text = "\n\n".join(["\n".join(wrapped(NOTED)), "\n".join(wrapped(WORRIED)), page_break(FIRST, between), "\n".join(wrapped(SECOND))])
    assert texts(text) == AUTHORED, why
    assert furniture(text) == left_out


def test_a_running_head_between_two_pages_is_furniture_and_breaks_nothing() -> None:
    head = "\n\n{}\n\nВестник краевого союза пчеловодов\n\n"
    text = "\n\n".join([NOTED, page_break(FIRST, head.format(2)), page_break(SECOND, head.format(3))])
    assert texts(text) == [NOTED, FIRST, SECOND]
    assert furniture(text) == ["2", "Вестник краевого союза пчеловодов", "3", "Вестник краевого союза пчеловодов"]


def test_a_running_head_that_comes_once_is_known_by_the_sentence_that_it_cuts() -> None:
    text = "\n\n".join([NOTED, page_break(FIRST, "\n\n2\n\nРешение съезда пчеловодов\n\n"), SECOND])
    assert texts(text) == [NOTED, FIRST, SECOND]


def test_a_paragraph_that_a_page_breaks_keeps_the_page_it_begins_on() -> None:
    text = "\n".join(wrapped(NOTED)) + "\n" + page_break(WORRIED, "\f")
    assert [(part.text, part.page) for part in heal(document_from_text(text))] == [(NOTED, 1), (WORRIED, 1)]


def test_the_pieces_of_a_broken_paragraph_leave_the_page_number_out() -> None:
    text = "\n\n".join([NOTED, page_break(FIRST, "\n\n2\n\n")])
    broken = next(part for part in heal(document_from_text(text)) if part.text == FIRST)
    pieces = [text[start:end] for start, end, _ in broken.map.pieces(0, len(broken.text))]
    assert [" ".join(piece.split()) for piece in pieces] == [" ".join(wrapped(FIRST)[:2]), " ".join(wrapped(FIRST)[2:])]


def test_every_block_stands_in_one_paragraph_and_in_order() -> None:
    text = "\n\n".join(["РЕЗОЛЮЦИЯ", NOTED, page_break(FIRST, "\n\n2\n\n"), SECOND])
    document = document_from_text(text)
    parts = heal(document)
    assert [part.index for part in parts] == list(range(len(parts)))
    assert [part.start for part in parts] == sorted(part.start for part in parts)
    for block in document.blocks:
        owners = [part for part in parts if any(low <= block.start and block.end <= high for low, high, _ in part.map.pieces(0, len(part.text)))]
        assert len(owners) == 1, document.text[block.start : block.end]


# --- words broken at a line end ------------------------------------------------------------------------------------------------------

HYPHENS: list[tuple[str, str, str]] = [
    ("участники пред-\nлагают шире привлекать молодёжь", "участники предлагают шире привлекать молодёжь", "a word in two"),
    ("открыть научно-\nметодический центр", "открыть научно-методический центр", "a hyphen of the word's own"),
    ("работать по-\nпрежнему дружно", "работать по-прежнему дружно", "an adverb with по-"),
    ("за 2020-\n2021 учебный год", "за 2020-2021 учебный год", "a range of years"),
    ("обсудить вопрос -\nи решить его", "обсудить вопрос - и решить его", "a dash is no hyphen"),
    ("воспита\u00ad\nние детей", "воспитание детей", "a soft hyphen"),
]


@pytest.mark.parametrize(("printed", "read", "why"), HYPHENS, ids=[why for _, _, why in HYPHENS])
def test_a_word_broken_at_a_line_end_is_whole(printed: str, read: str, why: str) -> None:
    assert texts(printed) == [read], why


def test_a_word_broken_by_a_page_is_whole() -> None:
    assert texts("Съезд поручает правлению союза пчеловодов края за зиму разра-\n\n4\n\nботать карту пасек.") == [
        "Съезд поручает правлению союза пчеловодов края за зиму разработать карту пасек."
    ]


# --- wrapped lines that look like something else -------------------------------------------------------------------------------------

NUMBER_AT_LINE_START = """\
Съезд пчеловодов края напоминает хозяйствам о распоряжении от
14 мая 2019 года, по которому владельцы полей предупреждают
соседей, и о постановлении правительства края от 3 июня № 260
«О мерах поддержки пчеловодства», а равно об указаниях пункта
12 Правил перевозки пчёл, и просит соблюдать эти документы во
всех районах края и в соседних с ними областях.
1. Министерству сельского хозяйства края составить карту пасек
и разместить её в открытом доступе для всех хозяйств края.
2. Владельцам полей предупреждать соседей о сроках обработки не
позднее чем за трое суток до её начала."""


def test_a_wrapped_line_that_begins_with_a_number_is_no_item() -> None:
    found = texts(NUMBER_AT_LINE_START)
    assert [part[:18] for part in found] == ["Съезд пчеловодов к", "1. Министерству се", "2. Владельцам поле"]
    assert found[0].count("14 мая 2019") == found[0].count("№ 260 «О мерах") == found[0].count("пункта 12 Правил") == 1


DASH_AT_LINE_START = """\
Участники съезда считают, что главная забота краевого союза
– сохранить пасеки и передать знания молодым пчеловодам, для
чего нужны школы, наставники и внимание районных властей ко
всем, кто начинает своё дело (в особенности к тем, кто живёт
– как в предгорьях, так и в степи – далеко от дорог), и такая
помощь должна быть постоянной, а не случайной."""


def test_a_wrapped_line_that_begins_with_a_dash_is_no_item() -> None:
    assert texts(DASH_AT_LINE_START) == [" ".join(DASH_AT_LINE_START.split("\n"))]


LIST_OF_SHORT_LINES = """\
Съезд решил:
- провести осмотр пасек
- обучить молодых пчеловодов
- открыть музей мёда"""


def test_short_list_items_without_closing_signs_stay_apart() -> None:
    assert texts(LIST_OF_SHORT_LINES) == LIST_OF_SHORT_LINES.split("\n")


APART: list[tuple[str, list[str], str]] = [
    ("РЕШИЛИ:\n1. Одобрить отчёт.", ["РЕШИЛИ:", "1. Одобрить отчёт."], "a heading and its item"),
    ("Проблемы\nСлабая база хозяйств.\nИзнос дорог.", ["Проблемы", "Слабая база хозяйств.", "Износ дорог."], "lines of their own"),
    ("Участники отмечают:\n\nрост числа пасек;\n\nпомощь района.", ["Участники отмечают:", "рост числа пасек;", "помощь района."], "closed lines"),
    ("РЕШИЛИ:\nпровести смотр\nобучить кадры\nоткрыть музей", ["РЕШИЛИ:", "провести смотр", "обучить кадры", "открыть музей"], "unmarked infinitives"),
    ("РЕЗОЛЮЦИЯ\nСЪЕЗДА ПЧЕЛОВОДОВ\n\nОдобрить отчёт.", ["РЕЗОЛЮЦИЯ", "СЪЕЗДА ПЧЕЛОВОДОВ", "Одобрить отчёт."], "lines in capitals"),
    ("2021\n\n24 августа состоялся съезд.", ["2021", "24 августа состоялся съезд."], "a year alone is no page number"),
    ("1. Одобрить отчёт.\n\nа) за год;\n\nб) за квартал.", ["1. Одобрить отчёт.", "а) за год;", "б) за квартал."], "letters"),
    ("Срок: до 1 мая\n\nОтв.: правление", ["Срок: до 1 мая", "Отв.: правление"], "notes"),
]


@pytest.mark.parametrize(("text", "expected", "why"), APART, ids=[why for _, _, why in APART])
def test_what_the_author_kept_apart_stays_apart(text: str, expected: list[str], why: str) -> None:
    assert texts(text) == expected, why


def test_an_uppercase_heading_in_a_wrapped_text_stays_apart() -> None:
    text = "\n".join([*wrapped(NOTED), *wrapped(WORRIED), "СЪЕЗД РЕШИЛ:", *wrapped(FIRST), *wrapped(SECOND)])
    assert texts(text) == [NOTED, WORRIED, "СЪЕЗД РЕШИЛ:", FIRST, SECOND]


def test_a_heading_without_a_sign_over_a_list_in_a_wrapped_text_stays_apart() -> None:
    text = "\n".join([*wrapped(NOTED), *wrapped(WORRIED), "Решения съезда", *wrapped(FIRST), *wrapped(SECOND)])
    assert texts(text) == [NOTED, WORRIED, "Решения съезда", FIRST, SECOND]


def test_a_comma_before_a_blank_line_means_that_the_item_goes_on() -> None:
    text = "- обучить молодых пчеловодов, в том числе женщин,\n\nприехавших в край недавно;\n\n- открыть музей мёда."
    assert texts(text) == ["- обучить молодых пчеловодов, в том числе женщин, приехавших в край недавно;", "- открыть музей мёда."]


def test_a_preposition_before_a_blank_line_means_that_the_item_goes_on() -> None:
    text = "- направить отчёт о работе союза за истекший год в\n\nМинистерство сельского хозяйства края;\n\n- открыть музей мёда."
    assert texts(text) == ["- направить отчёт о работе союза за истекший год в Министерство сельского хозяйства края;", "- открыть музей мёда."]


def test_an_unmarked_list_in_the_lower_case_is_not_run_together_across_blank_lines() -> None:
    text = "Рекомендовать хозяйствам края и владельцам личных пасек\n\nвести журнал обработки полей\n\nставить соседей в известность"
    assert texts(text) == text.split("\n\n")


# --- spaces ----------------------------------------------------------------------------------------------------------------------------


def test_lines_justified_by_spaces_are_read_with_single_spaces() -> None:
    text = "Съезд   решил   одобрить   работу   правления   союза   за   истекший   год."
    assert texts(text) == ["Съезд решил одобрить работу правления союза за истекший год."]


def test_place_and_date_at_the_two_ends_of_a_line_are_not_joined_to_the_text() -> None:
    text = "РЕЗОЛЮЦИЯ\nг. Тула                              12 мая 2019 года\nСъезд решил:"
    assert texts(text) == ["РЕЗОЛЮЦИЯ", "г. Тула 12 мая 2019 года", "Съезд решил:"]


# --- furniture -----------------------------------------------------------------------------------------------------------------------

PAGE_NUMBERS: list[tuple[str, bool, str]] = [
    ("5", True, "alone"),
    ("- 5 -", True, "between dashes"),
    ("[5]", True, "in brackets"),
    ("Страница 5", True, "with the word"),
    ("Стр. 5 из 12", True, "with the number of pages"),
    ("5/12", True, "of so many"),
    ("2021", False, "a year"),
    ("№ 5", False, "the number of the document"),
    ("5 школ", False, "a count"),
    ("п. 5", False, "a point"),
]


@pytest.mark.parametrize(("line", "is_number", "why"), PAGE_NUMBERS, ids=[why for _, _, why in PAGE_NUMBERS])
def test_a_page_number_is_furniture_and_what_looks_like_one_is_not(line: str, is_number: bool, why: str) -> None:
    assert (line in furniture(f"{NOTED}\n\n{line}\n\n{FIRST}")) is is_number, why


CHROME: list[tuple[str, bool, str]] = [
    ("Версия для печати", True, "print"),
    ("Главная | Новости | Контакты", True, "a menu"),
    ("© 2015 Союз пчеловодов края", True, "copyright"),
    ("Подписаться на рассылку", True, "subscribe"),
    ("Читать далее", True, "more"),
    ("Новости пчеловодства обсудить на правлении", False, "a sentence with a word of a menu"),
    ("Печать сборника материалов съезда поручить правлению", False, "an item with a word of a menu"),
]


@pytest.mark.parametrize(("line", "is_chrome", "why"), CHROME, ids=[why for _, _, why in CHROME])
def test_what_a_site_prints_around_a_document_is_furniture(line: str, is_chrome: bool, why: str) -> None:
    assert (line in furniture(f"{line}\n\nРЕЗОЛЮЦИЯ\n\n{NOTED}\n\n{FIRST}")) is is_chrome, why


@pytest.mark.parametrize("line", ["_____________", "* * *", "-----", "=========="])
def test_a_ruled_line_is_furniture(line: str) -> None:
    assert furniture(f"{NOTED}\n\n{line}\n\n{FIRST}") == [line]


def test_a_furniture_block_of_the_reader_stands_alone() -> None:
    builder = DocumentBuilder()
    builder.add("Поручить правлению союза составить карту пасек и", page=1)
    builder.add("Союз пчеловодов, протокол 4", page=2, furniture=True)
    builder.add("разместить её в открытом доступе.", page=2)
    parts = heal(builder.build(name="a", format="pdf", sha256="", pages=2))
    assert [(part.text, part.furniture) for part in parts] == [
        ("Поручить правлению союза составить карту пасек и разместить её в открытом доступе.", False),
        ("Союз пчеловодов, протокол 4", True),
    ]


# --- paragraphs of other formats -----------------------------------------------------------------------------------------------------


def docx(*paragraphs: str, **looks: bool) -> list[str]:
    builder = DocumentBuilder()
    for paragraph in paragraphs:
        builder.add(paragraph, **looks)  # type: ignore[arg-type]
    return [part.text for part in heal(builder.build(name="a.docx", format="docx", sha256=""))]


SOFT: list[tuple[str, list[str], str]] = [
    ("Съезд решил:\n1. Одобрить отчёт;\n2. Открыть музей.", ["Съезд решил:", "1. Одобрить отчёт;", "2. Открыть музей."], "a list by soft breaks"),
    ("РЕЗОЛЮЦИЯ\nсъезда пчеловодов\nкрая", ["РЕЗОЛЮЦИЯ съезда пчеловодов края"], "a title over three lines"),
    ("Одобрить отчёт правления\nза истекший год.", ["Одобрить отчёт правления за истекший год."], "a sentence over two lines"),
    ("Съезд отмечает:\nрост числа пасек;\nпомощь района.", ["Съезд отмечает:", "рост числа пасек;", "помощь района."], "closed lines without markers"),
    ("Рост числа пасек.\nПомощь района.", ["Рост числа пасек.", "Помощь района."], "two closed lines"),
]


@pytest.mark.parametrize(("paragraph", "expected", "why"), SOFT, ids=[why for _, _, why in SOFT])
def test_soft_breaks_part_what_is_closed_and_join_what_runs_on(paragraph: str, expected: list[str], why: str) -> None:
    assert docx(paragraph) == expected, why


def test_paragraphs_of_a_word_file_are_not_joined_though_they_lack_full_stops() -> None:
    assert docx("Слабая база хозяйств", "Износ дорог", "Отток кадров") == ["Слабая база хозяйств", "Износ дорог", "Отток кадров"]


def test_a_bold_heading_is_not_joined_to_the_text_below() -> None:
    builder = DocumentBuilder()
    builder.add("О развитии пчеловодства и о поддержке молодых хозяйств края", bold=True)
    builder.add("на съезде говорили многие.", bold=False)
    assert len(heal(builder.build(name="a.docx", format="docx", sha256=""))) == 2


def test_a_heading_style_is_not_joined_to_the_text_below() -> None:
    builder = DocumentBuilder()
    builder.add("О развитии пчеловодства и о поддержке молодых", heading=1)
    builder.add("хозяйств края говорили многие.")
    assert len(heal(builder.build(name="a.docx", format="docx", sha256=""))) == 2


def test_cells_of_a_table_with_a_head_are_never_joined() -> None:
    rows = [["Мероприятие", "Срок", "Ответственный"], ["составить карту пасек и", "май", "правление"], ["разместить её", "июнь", "правление"]]
    builder = DocumentBuilder()
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            builder.add(cell, cell=Cell(table=0, row=row, column=column))
    parts = heal(builder.build(name="a.docx", format="docx", sha256=""))
    assert [part.text for part in parts] == [cell for cells in rows for cell in cells]


# --- tables in plain text ------------------------------------------------------------------------------------------------------------


def test_lines_parted_by_bars_are_cells_and_the_ruled_line_is_furniture() -> None:
    text = "| Мера | Срок | Исполнитель |\n|------|------|------|\n| Осмотреть пасеки | май | правление |"
    parts = heal(document_from_text(text))
    cells = [(part.text, part.cell.row, part.cell.column) for part in parts if part.cell and not part.furniture]
    assert cells == [
        ("Мера", 0, 0), ("Срок", 0, 1), ("Исполнитель", 0, 2), ("Осмотреть пасеки", 1, 0), ("май", 1, 1), ("правление", 1, 2),
    ]
    assert [part.text for part in parts if part.furniture] == ["|------|------|------|"]


def test_an_empty_cell_keeps_its_column() -> None:
    text = "Мера\tСрок\tИсполнитель\nОсмотреть пасеки\t\tправление"
    cells = [(part.text, part.cell.column) for part in heal(document_from_text(text)) if part.cell]
    assert cells[3:] == [("Осмотреть пасеки", 0), ("правление", 2)]


def test_one_line_with_bars_is_no_table() -> None:
    assert [part.cell for part in heal(document_from_text("Тула | 12 мая | 2019 год"))] == [None]


# --- markers and looks ---------------------------------------------------------------------------------------------------------------


def test_a_marker_behind_emphasis_is_a_marker() -> None:
    (part,) = heal(document_from_text("**1. Одобрить отчёт**"))
    assert (part.marker.label if part.marker else None, part.body) == ("1.", "Одобрить отчёт")


def test_emphasis_marks_are_taken_out_and_make_the_paragraph_bold() -> None:
    (part,) = heal(document_from_text("**Проблемы:**"))
    assert (part.text, part.bold) == ("Проблемы:", True)


def test_a_word_in_bold_does_not_make_the_paragraph_bold() -> None:
    (part,) = heal(document_from_text("Участники отмечают **проблемы** отрасли:"))
    assert (part.text, part.bold) == ("Участники отмечают проблемы отрасли:", False)


def test_a_blank_line_before_a_paragraph_is_remembered() -> None:
    parts = heal(document_from_text("Съезд решил:\n1. Одобрить отчёт.\n\n2. Открыть музей."))
    assert [part.gap_before for part in parts[1:]] == [False, True]


NEXT_TO_NOTHING: list[tuple[str, list[str], str]] = [
    ("", [], "no text"),
    (" ", [], "a space"),
    ("\n\n", [], "line ends"),
    ("\f", [], "a form feed"),
    ("\u00ad", [], "a soft hyphen"),
    ("**", [""], "emphasis of nothing"),
    ("-", ["-"], "a hyphen"),
    ("1.", ["1."], "a number"),
    ("«", ["«"], "a quote"),
]


@pytest.mark.parametrize(("text", "parts", "why"), NEXT_TO_NOTHING, ids=[why for *_, why in NEXT_TO_NOTHING])
def test_text_with_next_to_nothing_in_it_heals_to_that(text: str, parts: list[str], why: str) -> None:
    assert [part.text for part in heal(document_from_text(text))] == parts, why


# --- broken in mid-sentence ----------------------------------------------------------------------------------------------------------


def test_a_number_sign_of_latin_n_never_opens_a_paragraph() -> None:
    wrapped = textwrap.dedent("""\
        Просить Думу края ускорить внесение в Федеральный закон от 24.07.2002 г.
        N 101-ФЗ "Об обороте земель" поправок, упрощающих оформление земельных
        долей, и направить их в Правительство края для подготовки нового закона,
        который защитит права владельцев пасек и всех жителей села от произвола.
        """)
    assert len(texts(wrapped)) == 1


def test_a_full_line_under_a_page_number_is_text_and_no_running_head() -> None:
    wrapped = textwrap.dedent("""\
            Предложить администрации области до 1 марта разработать меры по
        поддержке личных хозяйств, возобновить закупку молока у населения через
        потребительскую кооперацию и помочь владельцам пасек с вывозом их товара
        на ярмарки соседних областей и в магазины потребительской кооперации

                                          2

            Главам муниципальных образований не допускать закрытия сельских школ
        и медпунктов без согласия схода граждан, а о каждом таком случае заранее
        предупреждать жителей.
        """)
    assert [text.split()[0] for text in texts(wrapped)] == ["Предложить", "Главам"]


def test_a_heading_between_two_lists_stands_alone_though_the_item_before_it_is_not_closed() -> None:
    assert texts("от Правительства:\n- снизить тарифы;\n- строить дороги\n\nот администрации области:\n- погасить долги.\n")[-2:] == [
        "от администрации области:", "- погасить долги.",
    ]
