"""Honest files of every format for the fuzzers to change."""

from __future__ import annotations

import io
import sys
import tempfile
from functools import partial
from pathlib import Path

from PIL import Image, ImageDraw

sys.path[:0] = [str(Path(__file__).parents[1] / "readers")]

from docx_makers import docx, family, level, num, p, pack, run, style, table  # noqa: E402
from mail_makers import archive, letter, web_archive  # noqa: E402
from office_makers import convert_all  # noqa: E402
from pdf_makers import draw  # noqa: E402

__all__ = ["DOCX", "PAGE", "RTF", "TEXT", "pack", "seeds_of"]

TEXT = "РЕШЕНИЕ съезда\n\nСъезд решил:\n1. Поручить школам до 1 мая 2021 года провести смотр.\n"
PAGE = ("<!DOCTYPE html><html><head><meta charset='utf-8'><style>.a {font-weight: bold}</style></head><body><h1>РЕШЕНИЕ</h1><ol start=2 type=a>"
        "<li>Одобрить<ul><li>раз</ul></ol><table border=1><tr><td rowspan=2>А<td>Б<tr><td>В</table><p class=a hidden>x</body></html>").encode()
_LISTS = family(1, level(0, "%1."), level(1, "%1.%2.", "russianLower"), level(2, "\uf0b7", "bullet", font="Symbol")) + num(1, 1)
_LINK = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
         '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')
DOCX = docx(
    p(run("РЕШЕНИЕ", "<w:b/>"), look='<w:jc w:val="center"/>'), p("первый", num=(1, 0)), p("второй", num=(1, 1)), p("третий", num=(1, 2)),
    table(["А", "Б"], ["В", table(["Г"]) + p("")]), p("до ", _LINK), p("строка</w:t><w:br/><w:tab/><w:t>ещё"), p("стиль", style="S"),
    numbering=_LISTS, styles=style("S", "<w:rPr><w:b/></w:rPr>", shown="heading 1"), headers=[p("Верх")], footnotes=f'<w:footnote w:id="2">{p("Сноска")}</w:footnote>')
RTF = (rb"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset204 Arial;}{\f1\fcharset2 Symbol;}}{\stylesheet{\s1 heading 1;}}{\header x\par}"
       rb"\pard\qc{\b \'d0\'c5\'d8}\par{\listtext\f1\'b7\tab}\ilvl0\ls1 \u1086?\u-10179?\par\trowd\cellx2000\cellx4000\pard\intbl a\cell b\cell\row"
       rb"\pard\intbl\itap2 n\nestcell{\*\nesttableprops\trowd\cellx9\nestrow}\cell\row\pard{\field{\*\fldinst X}{\fldrslt y}}{\footnote z}{\v h}\par}")


def seeds_of(format: str) -> list[bytes]:
    """Files of a format; LibreOffice makes those that no maker here can."""
    made = {
        "docx": lambda: [DOCX], "pdf": lambda: [draw(lambda sheet: [sheet.line(line) for line in TEXT.split("\n") if line])],
        "html": lambda: [PAGE], "txt": lambda: [TEXT.encode(encoding) for encoding in ("utf-8", "cp1251", "koi8-r", "utf-16")],
        "rtf": lambda: [RTF], "eml": lambda: [letter(TEXT), letter(html=PAGE, attached=(("а.txt", TEXT.encode("cp1251")),)), web_archive(PAGE)],
        "zip": lambda: [archive(("решение.txt", TEXT.encode())), archive(("a.docx", DOCX))],
        "doc": partial(_of_office, "doc"), "odt": partial(_of_office, "odt"), "image": _pictures,
    }
    return made[format]()


def _pictures() -> list[bytes]:
    """Small pictures of a page, packed in three ways."""
    page = Image.new("L", (300, 120), 255)
    ImageDraw.Draw(page).text((20, 40), "1. 2024", fill=0)
    made = [io.BytesIO() for _ in range(3)]
    for file, format in zip(made, ("png", "jpeg", "tiff"), strict=True):
        page.save(file, format)
    return [file.getvalue() for file in made]


def _of_office(target: str) -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        return list(convert_all({"a": DOCX}, target, Path(folder)).values())
