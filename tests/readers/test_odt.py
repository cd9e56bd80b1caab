"""OpenDocument texts: lists that go on, styles, what is not shown, and what is hostile."""

from __future__ import annotations

import time

import pytest
from docx_makers import pack

from resolution_parser.document import Document
from resolution_parser.errors import DamagedFile, EmptyFile, EncryptedFile, HostileFile, InputError, TooLarge
from resolution_parser.readers.base import Limits
from resolution_parser.readers.odt import OdtReader

NAMES = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style", "fo": "xsl-fo-compatible"}
NAMESPACES = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in NAMES.items())
LOEXT = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


def level(depth: int, format: str, suffix: str = ".", more: str = "") -> str:
    return f'<text:list-level-style-number text:level="{depth}" style:num-format="{format}" style:num-suffix="{suffix}" {more}/>'


STYLES = (
    '<text:list-style style:name="L1">' + level(1, "1") + level(2, "1", more='text:display-levels="2"') + level(3, "а, б, .., аа, аб, ... (ru)", ")") + "</text:list-style>"
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="&#xf0a7;" style:num-suffix=".">'
    '<style:text-properties style:font-name="Wingdings"/></text:list-level-style-bullet></text:list-style>'
    f'<text:list-style style:name="P">{level(1, "I", "", more=chr(39).join(("loext:num-list-format=", "Глава %1%:", "")))}</text:list-style>'
    '<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Base" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Base"><style:paragraph-properties fo:text-align="center"/></style:style>'
    '<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Caps" style:family="text"><style:text-properties fo:text-transform="uppercase"/></style:style>'
)


def odt(body: str, *, styles: str = STYLES, more: dict[str, str | bytes] | None = None) -> bytes:
    content = (f'<?xml version="1.0"?><office:document-content {NAMESPACES} {LOEXT}><office:automatic-styles>{styles}</office:automatic-styles>'
               f"<office:body><office:text>{body}</office:text></office:body></office:document-content>")
    return pack({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **(more or {})})


def read(body: str, *, limits: Limits | None = None) -> Document:
    return OdtReader().read(odt(body), name="a.odt", limits=limits or Limits())


def lines(document: Document) -> list[str]:
    return [document.text[block.start:block.end] for block in document.blocks]


def p(inside: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def items(*insides: str, style: str = "L1", more: str = "") -> str:
    named = f'text:style-name="{style}"' if style else ""
    return f'<text:list {named} {more}>' + "".join(f"<text:list-item>{inside}</text:list-item>" for inside in insides) + "</text:list>"


@pytest.mark.parametrize(("body", "expected", "reason"), [
    (items(p("раз"), p("два")), ["1. раз", "2. два"], "numbers"),
    (items(p("раз") + items(p("в"), p("г"), style="")), ["1. раз", "1.1. в", "1.2. г"], "a nested list shows the numbers above it"),
    (items(items(items(p("буква"), p("ещё"), style=""), style="")), ["а) буква", "б) ещё"], "Russian letters"),
    (items(p("раз") + p("абзац")), ["1. раз", "абзац"], "the second paragraph of an item has no label"),
    (items(p("раз")) + p("меж") + items(p("снова")), ["1. раз", "меж", "1. снова"], "a new list begins anew"),
    (items(p("раз")) + p("меж") + items(p("два"), more='text:continue-numbering="true"'), ["1. раз", "меж", "2. два"], "a list goes on"),
    (items(p("раз"), more='xml:id="a"') + items(p("точка"), style="B") + items(p("два"), more='text:continue-list="a"'),
     ["1. раз", "• точка", "2. два"], "a list goes on after another one"),
    (items(p("раз")) + items(p("два"), more='text:continue-list="gone"'), ["1. раз", "2. два"], "the list that goes on is not named: as LibreOffice does"),
    ('<text:list text:style-name="L1"><text:list-item text:start-value="5">' + p("пять") + "</text:list-item></text:list>", ["5. пять"], "a start"),
    ('<text:list text:style-name="L1"><text:list-header>' + p("шапка") + "</text:list-header></text:list>", ["шапка"], "a list header"),
    (items(p("раз")) + items(items(p("под"), style=""), more='text:continue-numbering="true"'), ["1. раз", "1.1. под"], "a deeper item of a list that goes on"),
    (items(p("раз"), style="P"), ["Глава I: раз"], "the pattern of newer LibreOffice"),
    (items(p("раз"), style="gone"), ["раз"], "a style that is not there"),
])
def test_labels_are_those_that_libreoffice_shows(body: str, expected: list[str], reason: str) -> None:
    assert lines(read(body)) == expected, reason


@pytest.mark.parametrize(("body", "expected", "reason"), [
    (p('раз<text:s text:c="2"/>два<text:tab/>три<text:line-break/>четыре'), ["раз  два\tтри\nчетыре"], "blanks, tabs, breaks"),
    (p('видно<text:span text:style-name="Hidden"> скрыто</text:span> конец'), ["видно конец"], "hidden"),
    (p('<text:span text:style-name="Caps">Решение</text:span>'), ["РЕШЕНИЕ"], "capitals"),
    (p('и\u0306од и <text:a href="x">ссы\u00adлка</text:a>'), ["йод и ссылка"], "й in two pieces, a link, a soft hyphen"),
    (p('Текст<text:note><text:note-citation>1</text:note-citation><text:note-body>' + p("Сноска") + "</text:note-body></text:note>.") + p("Далее"),
     ["Текст.", "Далее", "Сноска"], "a note stands after the text"),
    (p("Текст<office:annotation>" + p("Замечание") + "</office:annotation>."), ["Текст."], "a comment"),
    (p("Текст<draw:frame><draw:text-box>" + p("Рамка") + "</draw:text-box></draw:frame>."), ["Текст.", "Рамка"], "a text box"),
    ("<text:section>" + p("В разделе") + "</text:section>", ["В разделе"], "a section"),
    ("<text:tracked-changes><text:changed-region><text:deletion>" + p("удалено") + "</text:deletion></text:changed-region></text:tracked-changes>" + p("есть"),
     ["есть"], "a tracked deletion"),
])
def test_a_page_shows_this(body: str, expected: list[str], reason: str) -> None:
    assert lines(read(body)) == expected, reason


def test_looks_come_from_styles_and_those_they_are_based_on() -> None:
    document = read(p("Решение", "Title") + p('<text:span text:style-name="Bold">жирно</text:span> и нет') + '<text:h text:outline-level="2">Раздел</text:h>')
    assert [(block.bold, block.centred, block.heading) for block in document.blocks] == [(True, True, None), (False, False, None), (False, False, 2)]


def test_what_was_left_out_is_warned_of() -> None:
    deleted = "<text:tracked-changes><text:changed-region><text:deletion>" + p("нет") + "</text:deletion></text:changed-region></text:tracked-changes>"
    document = read(deleted + p('есть<text:span text:style-name="Hidden"> нет</text:span>'))
    assert [warning.code for warning in document.warnings] == ["deleted_text", "hidden_text"]


def test_cells_keep_their_columns_beside_covered_and_repeated_ones() -> None:
    cell = "<table:table-cell{}>{}</table:table-cell>"
    rows = [
        cell.format(' table:number-columns-spanned="2"', p("широкая")) + "<table:covered-table-cell/>" + cell.format("", p("третья")),
        cell.format(' table:number-columns-repeated="2"', "") + cell.format("", p("ниже")),
    ]
    table = "<table:table><table:table-header-rows><table:table-row>{}</table:table-row></table:table-header-rows><table:table-row>{}</table:table-row></table:table>"
    document = read(p("до") + table.format(*rows))
    assert [(line, block.cell and (block.cell.row, block.cell.column)) for line, block in zip(lines(document), document.blocks, strict=True)] == [
        ("до", None), ("широкая", (0, 0)), ("третья", (0, 2)), ("ниже", (1, 2))]


def test_running_heads_are_furniture_told_once() -> None:
    page = f"<style:master-page><style:header>{p('Верх')}</style:header><style:footer>{p('Низ')}</style:footer></style:master-page>"
    styles = f'<office:document-styles {NAMESPACES}><office:master-styles>{page * 2}</office:master-styles></office:document-styles>'
    document = OdtReader().read(odt(p("Текст"), more={"styles.xml": styles}), name="a.odt", limits=Limits())
    assert [(line, block.furniture) for line, block in zip(lines(document), document.blocks, strict=True)] == [
        ("Верх", True), ("Текст", False), ("Низ", True)]


XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(("data", "limits", "error", "reason"), [
    (odt("")[:200], {}, DamagedFile, "cut off"),
    (pack({"mimetype": "application/vnd.oasis.opendocument.text"}), {}, DamagedFile, "no content"),
    (pack({"content.xml": "<a/>"}), {}, DamagedFile, "content of another kind"),
    (pack({"content.xml": f"{XXE}<a>&x;</a>"}), {}, HostileFile, "an external entity"),
    (odt(p("а"), more={"styles.xml": f"{XXE}<a>&x;</a>"}), {}, HostileFile, "an external entity in the styles"),
    (odt(p("а"), more={"META-INF/manifest.xml": "<m:file-entry><m:encryption-data/></m:file-entry>"}), {}, EncryptedFile, "a password"),
    (odt("<text:list><text:list-item>" * 3_000), {}, HostileFile, "lists without end"),
    (odt("<text:p/>"), {}, EmptyFile, "no text"),
    (odt(p("Решение")), {"text_chars": 3}, TooLarge, "a text over the limit"),
    (odt(p('<text:s text:c="2000000000"/>а')), {}, None, "two thousand million blanks"),
    (odt("<table:table><table:table-row>" + '<table:table-cell table:number-columns-repeated="2000000000"/>' * 100 + "</table:table-row></table:table>" + p("а")),
     {}, None, "columns without end"),
    (odt("<text:list><text:list-item>" * 100 + p("а") + "</text:list-item></text:list>" * 100), {}, None, "a hundred list levels"),
    (odt("<table:table><table:table-row><table:table-cell>" * 60 + p("а") + "</table:table-cell></table:table-row></table:table>" * 60), {}, None,
     "sixty tables within each other"),
])
def test_hostile_files_end_soon(data: bytes, limits: dict[str, int], error: type[InputError] | None, reason: str) -> None:
    start = time.process_time()
    if error is None:
        OdtReader().read(data, name="a.odt", limits=Limits(**limits))
    else:
        with pytest.raises(error):
            OdtReader().read(data, name="a.odt", limits=Limits(**limits))
    assert time.process_time() - start < 2.0, reason
