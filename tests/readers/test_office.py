"""The same details of Word in .docx, .doc, .rtf and .odt: made as .docx, rendered by LibreOffice, told here as a page shows them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from docx_makers import docx, family, level, num, p, run, style, table
from office_makers import convert_all

from resolution_parser.document import Block, Document
from resolution_parser.readers.detect import read_bytes

FORMATS = ("docx", "doc", "rtf", "odt")
BOLD = "<w:b/>"
LISTS = (
    family(1, level(0, "%1."), level(1, "%1.%2."), level(2, "%3)", "russianLower"), level(3, "\uf0b7", "bullet", font="Symbol"))
    + family(2, level(0, "%1.", "upperRoman"), level(1, "%2)", "lowerLetter"))
    + family(3, level(0, "\uf0a7", "bullet", font="Wingdings"), level(1, "–", "bullet"))
    + family(4, level(0, "%1", more='<w:pStyle w:val="Section"/>'))
    + num(1, 1) + num(2, 2) + num(3, 3) + num(4, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>') + num(5, 4)
)
STYLES = (
    style("Normal", default=True)
    + style("Section", '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr>', based_on="Normal")
    + style("Heading1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>', based_on="Normal", shown="heading 1")
)
GRID = ('<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
        '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>')
RULES = "".join(f'<w:footnote w:type="{kind}" w:id="{rank}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>' for rank, kind in enumerate(("separator", "continuationSeparator")))
MERGED = (
    '<w:tbl><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    f'<w:tr><w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>{p("широкая")}</w:tc>'
    f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/><w:vMerge w:val="restart"/></w:tcPr>{p("высокая")}</w:tc></w:tr>'
    f'<w:tr><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{p("раз")}</w:tc><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{p("два")}</w:tc>'
    f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/><w:vMerge/></w:tcPr>{p("")}</w:tc></w:tr></w:tbl>'
)
TRACKED = 'w:id="1" w:author="a" w:date="2020-01-01T00:00:00Z"'
LINK = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://example.org" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>ссылка</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')
BOX = ('<w:r><w:pict><v:shape id="s1" type="#t202" style="position:absolute;width:100pt;height:50pt"><v:textbox><w:txbxContent>'
       f'{p("Штамп")}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>')
COMMENT = f'<w:comment {TRACKED.replace("1", "0", 1)}>{p("Замечание на полях")}</w:comment>'
COMMENTED = f'<w:commentRangeStart w:id="0"/>{run("Спорный текст")}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'

DOCUMENTS: dict[str, bytes] = {
    "lists": docx(
        p("первый", num=(1, 0)), p("второй", num=(1, 0)), p("вложенный", num=(1, 1)), p("буква", num=(1, 2)), p("другая", num=(1, 2)),
        p("точка", num=(1, 3)), p("между пунктами"), p("третий", num=(1, 0)), p("заново", num=(1, 1)), p("сначала", num=(4, 0)),
        p("римский", num=(2, 0)), p("латинский", num=(2, 1)), p("крыло", num=(3, 0)), p("тире", num=(3, 1)), p("стиль", style="Section"),
        p("стиль дальше", style="Section"), numbering=LISTS, styles=STYLES),
    "looks": docx(
        p(run("Жирный", BOLD)), p(run("Жирный ", BOLD), run("и нет")), p(run("Подчёркнутый", '<w:u w:val="single"/>')),
        p("По центру", look='<w:jc w:val="center"/>'), p("Заголовок", style="Heading1"), p(run("прописные", "<w:caps/>")),
        p("строка</w:t><w:br/><w:t>вторая"), p("левый</w:t><w:tab/><w:t>правый"), p("мя\u00adгкий"), p("и\u0306од"), styles=STYLES),
    "hidden": docx(p(run("видно "), run("скрыто", "<w:vanish/>"), run("опять"))),
    "changes": docx(
        p(run("Оставить "), f'<w:del {TRACKED}><w:r><w:delText xml:space="preserve">удалить </w:delText></w:r></w:del>',
          f"<w:ins {TRACKED}><w:r><w:t>вставить</w:t></w:r></w:ins>"), p("Дальше")),
    "tables": docx(p("До"), table(["А", "Б"], ["В", "Г"]), p("После"), table(["Слева", table(["внутри 1", "внутри 2"]) + p("под ней")]), p("Конец")),
    "merged": docx(p("До"), MERGED, p("После")),
    "table style": docx(p("До"), table(["Задача", "Срок"], ["Одобрить", "май"]).replace(
        "<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0"/></w:tblPr>'), p("После"), styles=STYLES + GRID),
    "fields": docx(p(run("Вот "), LINK, run(" дальше")), f"<w:sdt><w:sdtContent>{p('в поле')}</w:sdtContent></w:sdt>"),
    "notes": docx(
        p(run("Текст"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" после.")), footnotes=f'{RULES}<w:footnote w:id="2">{p("Сноска")}</w:footnote>',
        headers=[p("Сверху")], footers=[p("Снизу")]),
    "comments": docx(p(COMMENTED), p("Дальше"), comments=COMMENT),
    "boxes": docx(p(run("Абзац с рамкой"), BOX), p("Дальше")),
}

# Lines as a page shows them. After "|": * bold or underlined, = centred, # heading, ~ furniture, and table.row.column.
SHOWN: dict[str, list[str]] = {
    "lists": [
        "1. первый", "2. второй", "2.1. вложенный", "а) буква", "б) другая", "• точка", "между пунктами", "3. третий", "3.1. заново", "1. сначала",
        "I. римский", "a) латинский", "• крыло", "– тире", "1 стиль|*", "2 стиль дальше|*"],
    "looks": ["Жирный|*", "Жирный и нет", "Подчёркнутый|*", "По центру|=", "Заголовок|*#", "ПРОПИСНЫЕ", "строка\nвторая", "левый\tправый", "мягкий", "йод"],
    "hidden": ["видно опять"],
    "changes": ["Оставить вставить", "Дальше"],
    "tables": [
        "До", "А|0.0.0", "Б|0.0.1", "В|0.1.0", "Г|0.1.1", "После", "Слева|1.0.0", "внутри 1|2.0.0", "внутри 2|2.0.1", "под ней|1.0.1", "Конец"],
    "merged": ["До", "широкая|0.0.0", "высокая|0.0.2", "раз|0.1.0", "два|0.1.1", "После"],
    "table style": ["До", "Задача|*0.0.0", "Срок|*0.0.1", "Одобрить|0.1.0", "май|0.1.1", "После"],
    "fields": ["Вот ссылка дальше", "в поле"],
    "notes": ["Сверху|~", "Текст после.", "Сноска|~", "Снизу|~"],
    "comments": ["Спорный текст", "Дальше"],
    "boxes": ["Абзац с рамкой", "Дальше", "Штамп|~"],
}
WARNED = {"hidden": ["hidden_text"], "changes": ["deleted_text"]}


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, bytes]]:
    folder = tmp_path_factory.mktemp("office")
    return {"docx": DOCUMENTS, **{target: convert_all(DOCUMENTS, target, folder) for target in FORMATS[1:]}}


def shown(document: Document) -> list[str]:
    return [f"{document.text[block.start:block.end]}|{looks_of(block)}".rstrip("|") for block in document.blocks]


def looks_of(block: Block) -> str:
    signs = ((block.bold, "*"), (block.centred, "="), (block.heading is not None, "#"), (block.furniture, "~"))
    place = f"{block.cell.table}.{block.cell.row}.{block.cell.column}" if block.cell else ""
    return "".join(sign for is_so, sign in signs if is_so) + place


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_detail_of_word_is_read_alike_in_all_its_formats(rendered: Mapping[str, Mapping[str, bytes]], name: str, format: str) -> None:
    document = read_bytes(rendered[format][name], name="a")
    wanted = SHOWN[name]
    if name == "boxes":  # .docx tells a box after its paragraph; LibreOffice's own .rtf loses it
        wanted = {"docx": [wanted[0], wanted[2], wanted[1]], "rtf": wanted[:2]}.get(format, wanted)
    assert shown(document) == wanted
    assert document.format == format
    assert [warning.code for warning in document.warnings] == WARNED.get(name, [])


@pytest.mark.parametrize("format", FORMATS)
def test_markers_and_levels_of_lists_are_told_with_the_blocks(rendered: Mapping[str, Mapping[str, bytes]], format: str) -> None:
    blocks = read_bytes(rendered[format]["lists"], name="a").blocks
    assert [(block.marker, block.level) for block in blocks[:7]] == [
        ("1.", 0), ("2.", 0), ("2.1.", 1), ("а)", 2), ("б)", 2), ("•", 3), (None, None)]
