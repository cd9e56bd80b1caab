"""Make the .docx and the .pdf of examples/data again (both are fictions). The same bytes come out on every run.

    python examples/make_documents.py [FOLDER]

It needs the extra `dev`: reportlab, and a font with Russian letters.
"""

from __future__ import annotations

import io
import sys
import zipfile
from importlib import resources
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

DATA = Path(__file__).parent / "data"

ROUND_TABLE = [
    ("title", "РЕКОМЕНДАЦИИ"),
    ("title", "круглого стола «Сельский музей как центр притяжения»"),
    ("place", "с. Берёзовка, 17 мая 2022 года"),
    ("plain", "Участники круглого стола, обсудив состояние музеев района, отмечают:"),
    ("bullet", "за три года открыты 4 сельских музея;"),
    ("bullet", "музейные уроки посетили 1200 школьников."),
    ("plain", "Проблемы:"),
    ("bullet", "отсутствие единого каталога экспонатов;"),
    ("bullet", "нехватка подготовленных хранителей."),
    ("plain", "Участники круглого стола рекомендуют:"),
    ("body", "Администрации Берёзовского района:"),
    ("number", "разработать программу поддержки сельских музеев до 1 октября 2022 года;"),
    ("number", "включить музеи в туристические маршруты."),
    ("body", "Отделу культуры совместно с краеведческим обществом:"),
    ("number", "создать электронный каталог экспонатов к 2024 году;"),
    ("number", "обучить не менее 15 хранителей."),
]

MEETING = [
    "заседания районной комиссии по безопасности дорожного движения",
    "12 сентября 2022 года",
    "Комиссия отмечает, что за восемь месяцев 2022 года число аварий снизилось на 11 %.",
    "Вместе с тем вызывает озабоченность состояние пешеходных переходов возле школ.",
    "РЕШИЛИ:",
    "1. Принять к сведению информацию отдела полиции.",
    "2. Утвердить план мероприятий:",
]
MEASURES = [
    ("№", "Мероприятие", "Срок", "Ответственный"),
    ("1", "Обновить разметку пешеходных переходов возле школ", "до 1 октября 2022 года", "Управление дорожного хозяйства"),
    ("2", "Провести в школах уроки безопасности", "сентябрь 2022 года", "Управление образования"),
    ("3", "Установить не менее 6 светофоров", "до 1 июля 2023 года", "Управление дорожного хозяйства"),
]
CONTROL = "3. Контроль за исполнением решения возложить на заместителя главы района С.А. Громова."


def round_table() -> bytes:
    """Recommendations as a .docx with real Word lists: bullets, and numbers that Word counts by itself."""
    document = docx.Document()
    for kind, text in ROUND_TABLE:
        _add(document, kind, text)
    packed = io.BytesIO()
    document.save(packed)
    return without_clock(packed.getvalue())


def _add(document: Document, kind: str, text: str) -> None:
    styles = {"bullet": "List Bullet", "number": "List Number"}
    paragraph = document.add_paragraph(style=styles.get(kind))
    run = paragraph.add_run(text)
    run.bold = kind in ("title", "body")
    if kind in ("title", "place"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def without_clock(packed: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, (2022, 5, 17, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def meeting() -> bytes:
    """A decision as a .pdf with page numbers and a ruled table of measures."""
    files = resources.files("fontpkg_pt_sans") / "files"
    for name, file in (("Sans", "PT_Sans-Web-Regular.ttf"), ("SansBold", "PT_Sans-Web-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(files / file)))
    plain = ParagraphStyle("plain", fontName="Sans", fontSize=12, leading=16, spaceAfter=6)
    centred = ParagraphStyle("centred", parent=plain, alignment=TA_CENTER)
    title = ParagraphStyle("title", parent=centred, fontName="SansBold")
    head, date, *rest = MEETING
    story: list[Flowable] = [Paragraph("РЕШЕНИЕ", title), Paragraph(head, title), Paragraph(date, centred)]
    story += [Paragraph(text, plain) for text in rest]
    story += [_table(plain), Spacer(1, 6), Paragraph(CONTROL, plain)]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=(A4[0], A4[1] / 2), invariant=1).build(
        story, onFirstPage=_page_number, onLaterPages=_page_number,
    )
    return out.getvalue()


def _table(style: ParagraphStyle) -> Table:
    rows = [[Paragraph(cell, style) for cell in row] for row in MEASURES]
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
    return Table(rows, colWidths=[12 * mm, 70 * mm, 38 * mm, 45 * mm], repeatRows=1, style=grid)


def _page_number(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Sans", 10)
    canvas.drawCentredString(A4[0] / 2, 10 * mm, str(document.page))


def main() -> None:
    """Write both documents into the folder of the command line, or into examples/data."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    (folder / "kruglyi_stol_2022.docx").write_bytes(round_table())
    (folder / "komissiya_2022.pdf").write_bytes(meeting())


if __name__ == "__main__":
    main()
