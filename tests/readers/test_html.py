"""Pages: the blocks that a browser shows, and the site told from the document."""

from __future__ import annotations

import time

import pytest

from resolution_parser.document import Block, Cell, Document
from resolution_parser.errors import EmptyFile, HostileFile, TooLarge, UnreadableText
from resolution_parser.readers.base import Limits
from resolution_parser.readers.html import HtmlReader

LIMITS = Limits()
MENU = "<a href=/>Главная</a> <a href=/n>Новости</a> <a href=/d>Документы района</a>"


def read(page: str, *, encoding: str = "utf-8") -> Document:
    return HtmlReader().read(page.encode(encoding), name="a.html", limits=LIMITS)


def texts(document: Document, *, furniture: bool = False) -> list[str]:
    return [document.text[block.start:block.end] for block in document.blocks if block.furniture == furniture]


def block_of(document: Document, text: str) -> Block:
    return next(block for block in document.blocks if text in document.text[block.start:block.end])


@pytest.mark.parametrize(("page", "expected", "reason"), [
    ("<p>два\n   сло<b>ва</b> </p>", ["два слова"], "white space collapses, inline tags part nothing"),
    ("<p>раз<p>два", ["раз", "два"], "unclosed paragraphs"),
    ("<div>раз<div>два</div>три</div>", ["раз", "два", "три"], "text around a block"),
    ("<p>&laquo;А&raquo; &#8212; Б&nbsp;В &#150; Г</p>", ["«А» — Б В – Г"], "entities, and numbers of cp1252 as browsers read them"),
    ("<p>об&shy;ра&#8203;зование</p>", ["образование"], "invisible signs go"),
    ("<p>раз<br>два</p>", ["раз\nдва"], "one <br> is a line end"),
    ("<p>раз<br><br>два<br> <br>три</p>", ["раз", "два", "три"], "two <br> part paragraphs"),
    ("<div>раз<br>два<br>три</div>", ["раз", "два", "три"], "old pages put each paragraph before a <br>"),
    ("<p>а<script>x</script><style>y</style><!-- z --><noscript>w</noscript>б</p>", ["аб"], "what is no text"),
    ("<title>т</title><h1>Решение<br>съезда</h1>", ["Решение\nсъезда"], "a heading is one block, the window's title none"),
    ("<p>Он <q>сказал</q></p>", ["Он «сказал»"], "a browser adds the quotes"),
    ("<dl><dt>Срок<dd>май</dl>", ["Срок", "май"], "lists of terms"),
    ("<?xml version='1.0' encoding='utf-8'?><html><p>а</p></html>", ["а"], "XHTML with its declaration"),
])
def test_blocks_are_those_that_a_browser_shows(page: str, expected: list[str], reason: str) -> None:
    assert texts(read(page)) == expected, reason


def test_paragraphs_are_parted_by_a_blank_line_and_br_lines_as_they_stand() -> None:
    assert read("<p>а<p>б<div>в<br>г<br><br>д</div>").text == "а\n\nб\n\nв\nг\n\nд"


def test_pieces_between_br_are_lines_only_from_three_on() -> None:
    assert [block.is_line for block in read("<p>раз<br>два</p><div>а<br>б<br>в</div>").blocks] == [False, True, True, True]


def test_preformatted_text_keeps_lines_and_indents() -> None:
    document = read("<pre>\n    РЕШЕНИЕ\n1. Да\n\n2. Нет</pre>")
    assert texts(document) == ["РЕШЕНИЕ", "1. Да", "2. Нет"]
    assert document.text == "    РЕШЕНИЕ\n1. Да\n\n2. Нет"
    assert all(block.is_line for block in document.blocks)


@pytest.mark.parametrize(("page", "expected", "reason"), [
    ("<ul><li>а<li>б</ul>", ["• а", "• б"], "bullets"),
    ("<ol><li>а<li>б</ol>", ["1. а", "2. б"], "numbers"),
    ("<ol start=4><li>а<li value=9>б<li>в</ol>", ["4. а", "9. б", "10. в"], "start and value"),
    ("<ol reversed><li>а<li>б</ol>", ["2. а", "1. б"], "counting down"),
    ("<ol type=I><li>а<li>б</ol>", ["I. а", "II. б"], "Roman numbers"),
    ("<ol type=a><li>а<li>б</ol>", ["a. а", "b. б"], "letters"),
    ("<ol style='list-style-type:upper-roman'><li>а</ol>", ["I. а"], "a declared style"),
    ("<ul style='list-style:none'><li>а</ul>", ["а"], "no marker is shown"),
    ("<ul><li>1) а<li>- б</ul>", ["1) а", "- б"], "items with typed markers show no bullet on any real site"),
    ("<ul><li><p>а</p><p>б</p></ul>", ["• а", "б"], "the marker stands before the first paragraph only"),
    ("<ol><li>а<li style='display:none'>б<li>в</ol>", ["1. а", "2. в"], "a hidden item takes no number"),
    ("<ol><li>а<ol><li>б</ol><li>в</ol>", ["1. а", "1. б", "2. в"], "a list in a list counts for itself"),
    ("<ul><li>а<ul><li>б<ul><li>в</ul></ul></ul>", ["• а", "◦ б", "▪ в"], "bullets by depth, as browsers show them"),
    ("<ol start=99999999999999><li>а</ol>", ["1000000. а"], "no number grows without bound"),
])
def test_list_markers_are_printed_as_in_a_browser(page: str, expected: list[str], reason: str) -> None:
    assert texts(read(page)) == expected, reason


def test_blocks_know_their_marker_and_level() -> None:
    document = read("<ol><li>а<ul><li>б</ul></ol>")
    assert [(block.marker, block.level) for block in document.blocks] == [("1.", 0), ("•", 1)]


def test_lists_saved_by_word_keep_the_printed_marker() -> None:
    page = ("<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.1."
            "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>Провести форум</p>"
            "<p style='mso-list:l1 level1 lfo2'><span style='font-family:Symbol'><span style='mso-list:Ignore'>·</span></span>школам</p>")
    document = read(page)
    assert texts(document) == ["1.1. Провести форум", "• школам"]
    assert [(block.marker, block.level) for block in document.blocks] == [("1.1.", 1), ("•", 0)]


@pytest.mark.parametrize(("page", "bold", "centred", "reason"), [
    ("<p><b>РЕШЕНИЕ</b></p>", True, False, "all of it"),
    ("<p><b>РЕШЕНИЕ</b> съезда</p>", False, False, "a part only"),
    ("<p align=center>РЕШЕНИЕ</p>", False, True, "the old attribute"),
    ("<center><strong>РЕШЕНИЕ</strong></center>", True, True, "old tags"),
    ("<p style='text-align: center; font-weight: 700'>РЕШЕНИЕ</p>", True, True, "styles"),
    ("<style>.t{font-weight:bold;text-align:center}</style><p class=t>РЕШЕНИЕ</p>", True, True, "a style sheet"),
    ("<style>@media print{.t{font-weight:bold}}</style><p class=t>РЕШЕНИЕ</p>", False, False, "a style sheet for paper"),
    ("<p style='font-weight:bold'><span style='font-weight:normal'>РЕШЕНИЕ</span></p>", False, False, "taken back"),
])
def test_looks_are_those_of_the_whole_block(page: str, bold: bool, centred: bool, reason: str) -> None:
    block = block_of(read(page), "РЕШЕНИЕ")
    assert (block.bold, block.centred) == (bold, centred), reason


def test_headings_have_their_level() -> None:
    assert [block.heading for block in read("<h1>а</h1><h3>б</h3><p>в").blocks] == [1, 3, None]


def test_cells_of_a_data_table_know_their_place_spans_counted() -> None:
    document = read(
        "<table border=1><tr><th rowspan=2>Мера<th colspan=2>Срок<th>Кто<tr><td>с<td>по<td>где"
        "<tr><td>Форум<td>1<td><p>2<p>3<td>школы</table>")
    cells = {document.text[block.start:block.end]: block.cell for block in document.blocks}
    assert cells["Кто"] == Cell(table=0, row=0, column=3)
    assert cells["с"] == Cell(table=0, row=1, column=1)
    assert cells["3"] == cells["2"] == Cell(table=0, row=2, column=2)
    assert document.text == "Мера\tСрок\tКто\nс\tпо\tгде\nФорум\t1\t2\n3\tшколы"


@pytest.mark.parametrize(("page", "reason"), [
    ("<table><tr><td><h1>Резолюция</h1><p>Одобрить.</p><td>Справа</table>", "a page in columns"),
    ("<table><tr><td>Резолюция<tr><td>Одобрить.</table>", "one column"),
    ("<table><tr><td>Резолюция<td>&nbsp;<tr><td>Одобрить.<td></table>", "one column with text"),
    ("<table role=presentation><tr><td>Резолюция<td>Одобрить.</table>", "it says so itself"),
    ("<table><tr><td>" + "Одобрить отчёт. " * 40 + "<td>Резолюция</table>", "one row with a long text"),
])
def test_tables_that_lay_out_the_page_hold_paragraphs(page: str, reason: str) -> None:
    assert all(block.cell is None for block in read(page).blocks), reason


def test_a_data_table_inside_a_layout_table_stays_one() -> None:
    document = read("<table><tr><td>Текст<table><tr><td>Мера<td>Срок<tr><td>Форум<td>май</table></table>")
    assert block_of(document, "Текст").cell is None
    assert block_of(document, "май").cell == Cell(table=0, row=1, column=1)


@pytest.mark.parametrize(("chrome", "reason"), [
    (f"<nav>{MENU}</nav>", "a tag"),
    (f"<div role=navigation>{MENU}</div>", "a role"),
    ("<div class='site-footer'>Адрес: ул. Ленина, 1</div>", "a part of a class name"),
    ("<div id=leftMenu>Разделы</div>", "a capital parts names, too"),
    (f"<ul><li>{MENU.replace('</a> ', '</a><li>')}</ul>", "nothing but links"),
    ("<div>Версия для печати</div>", "wording"),
    ("<div>Главная » Документы » Резолюция</div>", "a trail"),
    ("<p>© 2015 Администрация района</p>", "a copyright"),
    ("<p>Просмотров: 15</p>", "a counter"),
    ("<p><a href=/>Контакты</a></p>", "a menu word that is a link"),
    ("<div>Мы используем файлы cookie</div>", "a cookie note"),
    ("<footer><h3>Контакты</h3><p>Адрес: ул. Ленина, дом 1, кабинет 5, телефон 2-22-22, приём по средам, вход со двора</p></footer>",
     "a long footer"),
])
def test_what_belongs_to_the_site_is_furniture_and_the_article_is_not(chrome: str, reason: str) -> None:
    document = read(f"<body>{chrome}<div><h1>Резолюция</h1><p>Съезд решил одобрить отчёт.</p></div></body>")
    assert texts(document) == ["Резолюция", "Съезд решил одобрить отчёт."], reason
    assert texts(document, furniture=True), reason


@pytest.mark.parametrize(("page", "reason"), [
    ("<body class='page with-sidebar'><p>Одобрить отчёт.</p></body>", "the body speaks of the page's parts"),
    ("<div class=menu-page><h1>Резолюция</h1><p>Одобрить отчёт.</p></div>", "a first heading inside"),
    ("<div id=content-widget><p>" + "Одобрить отчёт. " * 20 + "</p></div><p>2012</p>", "most of the text inside"),
    ("<article><header><h1>Резолюция</h1><p>Москва, 2012</p></header><p>Одобрить.</p></article>", "the head of the article"),
    ("<p>Документы</p><p>Одобрить отчёт.</p>", "a menu word that is no link"),
    ("<p>Подписаться на газету «Маяк» всем школам.</p>", "wording that only begins like that of a site"),
    ("<p>Закон <a href=1>№ 1</a>, закон <a href=2>№ 2</a> и закон <a href=3>№ 3</a> одобрить и принять к сведению.</p>", "links in a text"),
    ("<nav>Одобрить отчёт.</nav>", "where all would be furniture, nothing is"),
])
def test_the_document_is_never_furniture(page: str, reason: str) -> None:
    assert texts(read(page), furniture=True) == [], reason


def test_furniture_stays_in_the_text_in_order() -> None:
    document = read(f"<nav>{MENU}</nav><p>Одобрить.</p><footer>Адрес</footer>")
    assert document.text == "Главная Новости Документы района\n\nОдобрить.\n\nАдрес"
    assert [block.furniture for block in document.blocks] == [True, False, True]


@pytest.mark.parametrize("hidden", [
    "<p style='display: none'>тайна</p>", "<p hidden>тайна</p>", "<style>.h{display:none}</style><p class=h>тайна</p>",
    "<div style='visibility:hidden'><p hidden>тайна</p></div>",
])
def test_hidden_text_is_left_out_with_a_warning(hidden: str) -> None:
    document = read(f"<p>до</p>{hidden}<p>после</p>")
    assert texts(document) == ["до", "после"]
    assert [warning.code for warning in document.warnings] == ["hidden_text"]


@pytest.mark.parametrize(("encoding", "declared", "reason"), [
    ("cp1251", "windows-1251", "what the page says"),
    ("koi8-r", "koi8-r", "an old server"),
    ("cp1251", "utf-8", "the page lies: it was moved"),
    ("utf-8", "windows-1251", "the page lies the other way"),
    ("koi8-r", "windows-1251", "the page lies about the code page"),
    ("cp1251", "x-unknown", "no such encoding"),
    ("utf-16", "windows-1251", "the byte order mark wins"),
])
def test_encoding_is_what_gives_readable_text(encoding: str, declared: str, reason: str) -> None:
    page = f"<html><head><meta http-equiv=Content-Type content='text/html; charset={declared}'></head><p>Решение съезда учителей</p>"
    assert texts(read(page, encoding=encoding)) == ["Решение съезда учителей"], reason


def test_a_forced_encoding_that_gives_mojibake_is_refused() -> None:
    with pytest.raises(UnreadableText):
        HtmlReader("koi8-r").read("<p>Решение съезда учителей района об итогах".encode("cp1251"), name="a", limits=LIMITS)


def test_entities_of_a_document_type_are_not_expanded_and_nothing_is_fetched() -> None:
    page = ('<!DOCTYPE html [<!ENTITY a "ааааааааааааааа"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
            "<html><p>Решение &b; &c;</p>")
    text = read(page).text
    assert "root:" not in text
    assert "ааа" not in text


@pytest.mark.parametrize(("page", "error"), [
    ("<div>" * 100_000 + "текст", HostileFile), ("<ul><li>пункт" * 50_000, HostileFile), ("", EmptyFile), ("<p> </p>", EmptyFile),
    ("<p hidden>тайна</p>", EmptyFile), ("<script>x</script>", EmptyFile),
])
def test_pages_without_text_and_endless_nesting_are_refused(page: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(page)


def test_text_over_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge, match="text_chars"):
        HtmlReader().read(b"<p>123456", name="a", limits=Limits(text_chars=5))


@pytest.mark.parametrize("page", [
    "<div>" * 900 + "текст", "<table><tr><td>а<td>б" * 600, "<table>" + "<tr><td rowspan=9999 colspan=9999>х" * 3000,
    "<p hidden>х</p>у" * 5000, "<style>" + "@media{/*a{" * 30_000 + "</style><p>х", "<p>Главная " + ":/" * 90 + "</p>",
    "<ol reversed>" + "<li>а" * 5000, "<p>а" + "&nbsp; " * 50_000, "<" * 50_000 + "<p>текст", "<a href=1>х</a>" * 20_000,
], ids=range(10))
def test_hostile_pages_end_quickly_and_slice_back(page: str) -> None:
    began = time.perf_counter()
    document = read(page)
    assert time.perf_counter() - began < 5
    assert all(document.text[block.start:block.end].strip() for block in document.blocks)
    assert all(not document.text[one.end:two.start].strip() for one, two in zip(document.blocks, document.blocks[1:], strict=False))
