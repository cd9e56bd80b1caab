"""Renders a page as a Word document: as somebody types it who knows Word's lists, and as somebody does who does not."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from rendition_source import Part, Run, Table

_ALIGNMENT = {"centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_SYMBOLS = {"•": "\uf0b7"}  # what Word's gallery of bullets stores, in the font Symbol
MULTILEVEL, PAREN, LETTERS, BULLETS = 900, 901, 902, 910


def render_docx(page: Sequence[Part | Table], *, automatic: bool = True) -> bytes:
    """``automatic``: numbers, letters and bullets are Word's own lists; without it they are typed and title lines are parted by breaks."""
    document = Document()
    _running_heads(document)
    lists = _WordLists(document) if automatic else None
    if automatic:
        for part in page:
            _add(document, part, lists)
    else:
        for is_title, group in groupby(page, key=lambda part: isinstance(part, Part) and part.place == "centre" and not part.text[0].isdigit()):
            parts = list(group)
            if is_title:
                _title_with_breaks(document, [part for part in parts if isinstance(part, Part)])
                continue
            for part in parts:
                _add(document, part, None)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _add(document: Document, part: Part | Table, lists: _WordLists | None) -> None:
    if isinstance(part, Table):
        _add_table(document, part)
    elif lists is None and part.place == "ends" and part.text.count("\t") == 1:
        cells = document.add_table(rows=1, cols=2).rows[0].cells  # how typists set signatures: a table without borders
        for cell, text in zip(cells, part.text.split("\t"), strict=True):
            cell.paragraphs[0].add_run(text)
    else:
        paragraph = document.add_paragraph()
        if part.label is not None and (lists is None or not lists.number(paragraph, part)):
            paragraph.add_run(f"{part.label} ")
        _write(paragraph, part.runs)
        if part.place in _ALIGNMENT:
            paragraph.alignment = _ALIGNMENT[part.place]
        if part.place == "ends":
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)


def _write(paragraph: Paragraph, runs: Sequence[Run]) -> None:
    for piece in runs:
        run = paragraph.add_run(piece.text)
        if piece.bold:
            run.bold = True


def _title_with_breaks(document: Document, parts: Sequence[Part]) -> None:
    """Lines without space between them are one paragraph."""
    paragraph = None
    for part in parts:
        if paragraph is None or part.gap:
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            paragraph.add_run().add_break()
        for piece in part.runs:
            paragraph.add_run(piece.text).bold = True


def _add_table(document: Document, source: Table) -> None:
    table = document.add_table(rows=len(source.rows), cols=len(source.rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, source.rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].add_run(text)


def _running_heads(document: Document) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].add_run("Августовские мероприятия")
    foot = section.footer.paragraphs[0]
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = foot.add_run()
        if kind:
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), kind)
        else:
            sign = OxmlElement("w:instrText")
            sign.text = text
        run._r.append(sign)


@dataclass(slots=True)
class _WordLists:
    """Finds for each item the list whose next number is the one that the source prints; a new list where there is none."""

    document: Document
    nums: dict[int, int] = field(default_factory=dict)
    counts: dict[int, list[int]] = field(default_factory=dict)
    bullets: dict[str, int] = field(default_factory=dict)
    next_num: int = 900

    def __post_init__(self) -> None:
        self._define(MULTILEVEL, [("decimal", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3.")])
        self._define(PAREN, [("decimal", "%1)")])
        self._define(LETTERS, [("russianLower", "%1)")])

    def number(self, paragraph: Paragraph, part: Part) -> bool:
        """Put the paragraph into a list; False where no list of Word's shows that label."""
        label = part.label or ""
        if part.style.startswith("bullet"):
            family = self.bullets.setdefault(label, BULLETS + len(self.bullets))
            if family not in self.nums:
                self._define(family, [("bullet", _SYMBOLS.get(label, label))])
                self._new_num(family, [])
            self._attach(paragraph, family, 0)
            return True
        if label.endswith(")"):
            letters = "абвгдежзиклмнопрстуфхцчшщэюя"
            is_letter = len(label) == 2 and label[0] in letters
            if not is_letter and not label[:-1].isdigit():
                return False
            return self._count(paragraph, LETTERS if is_letter else PAREN, [letters.find(label[0]) + 1 if is_letter else int(label[:-1])])
        numbers = label.rstrip(".").split(".")
        if not label.endswith(".") or len(numbers) > 3 or not all(number.isdigit() for number in numbers):
            return False
        return self._count(paragraph, MULTILEVEL, [int(number) for number in numbers])

    def _count(self, paragraph: Paragraph, family: int, wanted: list[int]) -> bool:
        counts = self.counts.get(family, [])
        depth = len(wanted) - 1
        following = [*counts[:depth], (counts[depth] if depth < len(counts) else 0) + 1]
        if following != wanted or family not in self.nums:
            self._new_num(family, wanted)
        self.counts[family] = wanted
        self._attach(paragraph, family, depth)
        return True

    def _attach(self, paragraph: Paragraph, family: int, depth: int) -> None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = depth
        properties.get_or_add_numId().val = self.nums[family]
        paragraph.style = self.document.styles["List Paragraph"]

    def _root(self):  # type: ignore[no-untyped-def]
        return self.document.part.numbering_part.element

    def _new_num(self, family: int, starts: Sequence[int]) -> None:
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>' for depth, start in enumerate(starts))
        self._root().append(parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{self.next_num}"><w:abstractNumId w:val="{family}"/>{overrides}</w:num>'))
        self.nums[family] = self.next_num
        self.next_num += 1

    def _define(self, family: int, levels: Sequence[tuple[str, str]]) -> None:
        inside = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{720 * (depth + 1)}" w:hanging="360"/></w:pPr>{_symbol_font(text)}</w:lvl>'
            for depth, (format, text) in enumerate(levels))
        new = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{family}"><w:multiLevelType w:val="multilevel"/>{inside}</w:abstractNum>')
        root = self._root()
        root.insert(len(root.findall(qn("w:abstractNum"))), new)


def _symbol_font(text: str) -> str:
    return '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol" w:hint="default"/></w:rPr>' if text in _SYMBOLS.values() else ""
