"""The reports of a comparison: what they say, that nothing in them can run, and that they are written whole."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from resolution_parser.compare import Comparison, compare
from resolution_parser.compare.outputs import RENDERERS, render_comparison, write_comparisons
from resolution_parser.compare.report.columns import link_documents
from resolution_parser.compare.report.marks import find_changes, mark_text
from resolution_parser.compare.report.rows import Row, make_rows
from resolution_parser.compare.report.words import load_words
from resolution_parser.errors import OutputError, UsageError
from tests.compare.makers import SCHOOLS, resolution, task

OFFICE = "Отдел образования Кулябинского района"
REPORTS = [suffix for suffix in RENDERERS if suffix != ".json"]
HOSTILE = ("<script>alert(1)</script>", "=HYPERLINK(\"http://evil\";\"тут\")", "\"><img src=x onerror=alert(1)>", "{{ 7 * 7 }}", "| a | [b](http://c)")


@pytest.fixture(scope="module")
def life() -> Comparison:
    """Of four tasks one is kept and handed over, one reworded, one dropped and returned, one dropped; a fifth is new in the last year."""
    bus, museum = "обеспечить подвоз учащихся исправными автобусами", "провести смотр школьных музеев"
    roof, sites = "отремонтировать кровлю Липовской школы", "обновить школьные сайты"
    return compare([
        resolution(2021, task(bus, SCHOOLS, due="2021-09-01"), task(museum, OFFICE), task(roof, OFFICE), task(sites, SCHOOLS)),
        resolution(2022, task(bus, OFFICE, due="2022-12-31"), task("провести районный смотр школьных музеев и комнат славы", OFFICE)),
        resolution(2023, task(bus, OFFICE, due="2023-12-31"), task(roof, OFFICE), task("открыть шахматный клуб", OFFICE)),
    ])


@pytest.fixture(scope="module")
def hostile() -> Comparison:
    """Texts, bodies, deadlines, titles and names of files that want to be more than text."""
    def made(year: int) -> object:
        tasks = [task(f"{text} купить мел {rank}", f"Отдел {text}", due="2021-09-01", label=text, topic=text) for rank, text in enumerate(HOSTILE)]
        tasks += [task(text, text) for text in HOSTILE]
        one = resolution(year, *tasks, problems=[{"text": text} for text in HOSTILE], place=HOSTILE[0])
        return replace(one, source=replace(one.source, name=f"{HOSTILE[2]} {year}"))

    return compare([made(2021), made(2022)])  # type: ignore[list-item]


def rows_of(comparison: Comparison) -> dict[str, Row]:
    return {row.text: row for row in make_rows(comparison, load_words("ru", comparison.kind), {})}


# Rows

def test_a_row_tells_what_became_of_a_task_in_each_document(life: Comparison) -> None:
    fates = {text: [cell.fate for cell in row.cells] for text, row in rows_of(life).items()}
    assert fates == {
        "обеспечить подвоз учащихся исправными автобусами": ["first", "same", "same"],
        "провести районный смотр школьных музеев и комнат славы": ["first", "reworded", "dropped"],
        "отремонтировать кровлю Липовской школы": ["first", "dropped", "returned"],
        "обновить школьные сайты": ["first", "dropped", "absent"],
        "открыть шахматный клуб": ["before", "before", "new"],
    }


def test_a_row_says_who_had_the_task_and_who_has_it(life: Comparison) -> None:
    row = rows_of(life)["обеспечить подвоз учащихся исправными автобусами"]
    assert (row.bodies, row.holders, [cell.handed_over for cell in row.cells]) == ((SCHOOLS, OFFICE), (OFFICE,), [False, True, False])
    assert row.cells[1].entries[0].notes == (f"Передана: {SCHOOLS} → {OFFICE}.", "Срок: до 2021-09-01 → до 2022-12-31.")
    assert row.shifts == ("handed_over", "deadline_changed")


def test_threads_that_were_merged_name_each_other() -> None:
    text = "провести конкурс юных пожарных дружин"
    comparison = compare([
        resolution(2021, task(text, OFFICE), task(text, SCHOOLS)), resolution(2022, task(text, OFFICE, SCHOOLS))])
    first, second = make_rows(comparison, load_words("ru", "tasks"), {})
    assert [link.relation for link in comparison.links] == ["merged", "merged"]
    assert (first.kin, second.kin) == (((second.anchor, second.id),), ((first.anchor, first.id),))


def test_in_parts_and_wholes_only_the_words_that_are_in_none_of_the_others_are_marked() -> None:
    whole = "оборудовать пандусы и кнопки вызова для детей с инвалидностью"
    parts = ("оборудовать пандусы для детей с инвалидностью", "установить кнопки вызова для детей с инвалидностью")
    comparison = compare([resolution(2021, whole), resolution(2022, *parts), resolution(2023, whole)])
    assert [link.relation for link in comparison.links] == ["split", "split", "merged", "merged"]
    (row,) = make_rows(comparison, load_words("ru", "tasks"), {})
    marked = [[(piece.text, piece.added, piece.removed) for entry in cell.entries for piece in entry.pieces if piece.added or piece.removed]
              for cell in row.cells]
    assert marked == [[("и", False, True)], [("установить", True, True)], [("и", True, False)]]


# Words that differ

@pytest.mark.parametrize(("before", "after", "removed", "added"), [
    ("Провести слёт отрядов", "провести слет отрядов", "", ""),                                   # case and ё are no change
    ("открыть «Точку роста»", 'открыть "Точку роста"', "", ""),                                   # nor are quotes
    ("охватить 40 % детей", "охватить 45 % детей", "40", "45"),                                   # a figure is one
    ("купить мел и доску", "купить доску", "мел и", ""),                                          # what only goes away
    ("учителям физики и математики", "учителям физики, математики и языка", "и", "и языка"),         # «и» does not tear «математики» off
    ("дать жильё и работу", "найти дом и службу", "дать жильё и работу", "найти дом и службу"),   # «и» alone holds nothing together
])
def test_words_that_differ_are_found(before: str, after: str, removed: str, added: str) -> None:
    gone, come = find_changes(before, after)
    left = "".join(piece.text for piece in mark_text(before, removed=gone) if piece.removed)
    right = "".join(piece.text for piece in mark_text(after, added=come) if piece.added)
    assert (left, right) == (removed, added)


@given(st.text(), st.text())
def test_marking_loses_no_letter(before: str, after: str) -> None:
    gone, come = find_changes(before, after)
    assert "".join(piece.text for piece in mark_text(before, removed=gone, added=gone)) == before
    assert "".join(piece.text for piece in mark_text(after, added=come)) == after


# The page

class Elements(HTMLParser):
    """What a browser would make of a page: its elements, and the text outside of style and script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data if self.tags and self.tags[-1] not in ("style", "script") else ""


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("kind", ["tasks", "problems"])
def test_what_documents_say_becomes_no_element_of_the_page(hostile: Comparison, kind: str, lang: str) -> None:
    page = Elements(str(render_comparison(replace(hostile, kind=kind), ".html", lang=lang)))  # type: ignore[arg-type]
    assert (page.tags.count("script"), page.tags.count("img")) == (1, 0)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "src"]
    for text in HOSTILE:
        assert text in page.text


def test_the_picture_has_a_bar_for_each_document_and_bands_as_high_as_the_figures(life: Comparison) -> None:
    page = str(render_comparison(life, ".html"))
    picture = ET.fromstring(re.search("<svg.*?</svg>", page, re.DOTALL).group())  # type: ignore[union-attr]
    heights = [float(bar.get("height", 0)) for bar in picture.iter("rect")]
    assert [round(height / heights[0] * 4) for height in heights] == [4, 2, 3]
    ends = [re.fullmatch(r"M([\d.]+),([\d.]+)C.* [\d.]+,([\d.]+)Z", band.get("d", "")) for band in picture.iter("path")]
    first = min(float(end[1]) for end in ends if end)
    assert sum(float(end[3]) - float(end[2]) for end in ends if end and float(end[1]) == first) == pytest.approx(heights[0], abs=0.3)
    told = [title.text for title in picture.iter("title")]
    assert told == [
        "2021 → 2022: прежние 1", "2021 → 2022: изменены 1", "2021 → 2022: исчезли 2", "2022 → 2023: прежние 1",
        "2022 → 2023: исчезли 1", "2022 → 2023: вернулись 1", "2022 → 2023: новые 1"]


def test_links_lead_from_the_report_to_the_documents(tmp_path: Path) -> None:
    text = "РЕШЕНИЕ съезда от 1.09.{}\n\nПоручить школам: отремонтировать спортивный зал.\n"
    (tmp_path / "out").mkdir()
    for year in (2021, 2022):
        (tmp_path / f"план #{year}.txt").write_text(text.format(year), "utf-8")
    from resolution_parser.compare.inputs import find_sources, read_resolutions

    comparison = compare(read_resolutions([tmp_path]))
    write_comparisons(comparison, [tmp_path / "out" / "report.html"], documents=find_sources([tmp_path]))
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert 'href="../%D0%BF%D0%BB%D0%B0%D0%BD%20%232021.txt#:~:text=' in page
    assert str(tmp_path) not in page


def test_a_document_whose_name_looks_like_a_scheme_stays_a_relative_address(tmp_path: Path) -> None:
    links = link_documents({"a": tmp_path / "javascript:alert(1).txt"}, report=tmp_path / "report.html")
    assert links == {"a": "javascript%3Aalert%281%29.txt"}


# Sheets

def workbook(comparison: Comparison, lang: str = "ru") -> Workbook:
    return load_workbook(io.BytesIO(bytes(render_comparison(comparison, ".xlsx", lang=lang))))  # type: ignore[arg-type]


def test_the_workbook_has_a_row_for_each_thread_and_a_column_for_each_year(life: Comparison) -> None:
    book = workbook(life)
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D2", "A1:K6")
    assert [str(year) in head for year in (2021, 2022, 2023)] == [True] * 3
    states = {row[2].value: (row[1].value, row[1].fill.fgColor.rgb) for row in sheet.iter_rows(min_row=2)}
    assert {state for state, _ in states.values()} == {"сохранена", "исчезла", "вернулась", "новая"}
    assert len({colour for _, colour in states.values()}) == 4
    assert book.sheetnames == ["Задачи", "Итоги", "По исполнителям", "Названия исполнителей", "Связи"]


def test_no_cell_of_the_workbook_is_a_formula(hostile: Comparison) -> None:
    for sheet in workbook(hostile).worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    texts = {cell.value for row in workbook(hostile).worksheets[0].iter_rows() for cell in row}
    assert HOSTILE[1] in texts


def test_csv_opens_in_excel_and_runs_nothing(hostile: Comparison) -> None:
    data = bytes(render_comparison(hostile, ".csv"))  # type: ignore[arg-type]
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert {len(line) for line in lines} == {9}
    assert len(lines) == len(hostile.threads) + 1
    assert not [cell for line in lines for cell in line if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_markdown_shows_signs_as_signs(hostile: Comparison) -> None:
    mark, _, text = str(render_comparison(hostile, ".md")).partition("\n")
    assert mark == "<!-- resolution-parser: comparison -->"
    assert not re.search(r"(?<!\\)<(?!!-- -->)", text)  # no tag; the empty comment only keeps addresses from becoming links
    assert not re.search(r"(?<!\\)\[|https?:", text)
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in tables} <= {3, 4, 5, 6, 10, 12}


# Problems

def test_reports_of_problems_say_which_tasks_share_their_object_and_that_it_is_a_hint() -> None:
    def made(year: int) -> object:
        return resolution(
            year, task("отремонтировать кровлю Липовской школы", OFFICE), problems=[{"text": "протекает кровля Липовской школы"}, {"text": "мало логопедов"}])

    comparison = compare([made(2021), made(2022)], kind="problems")  # type: ignore[list-item]
    for suffix in (".html", ".md"):
        text = str(render_comparison(comparison, suffix))
        assert "Это подсказка, а не вывод" in text
        assert "отремонтировать кровлю Липовской школы" in text
        assert "задач о том же не замечено" in text
    sheet = workbook(comparison)["Подсказки"]
    assert [[cell.value for cell in row[1:3]] for row in sheet.iter_rows(min_row=2, max_row=3)] == [
        ["протекает кровля Липовской школы", "отремонтировать кровлю Липовской школы"], ["мало логопедов", "задач о том же не замечено"]]
    assert "отремонтировать кровлю Липовской школы" in bytes(render_comparison(comparison, ".csv")).decode("utf-8-sig")  # type: ignore[arg-type]


# All forms

@pytest.mark.parametrize("suffix", RENDERERS)
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_same_comparison_gives_the_same_bytes(life: Comparison, suffix: str, lang: str) -> None:
    assert render_comparison(life, suffix, lang=lang) == render_comparison(life, suffix, lang=lang)


def test_a_workbook_holds_no_time_of_saving(life: Comparison) -> None:
    with zipfile.ZipFile(io.BytesIO(bytes(render_comparison(life, ".xlsx")))) as packed:  # type: ignore[arg-type]
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
        assert set(re.findall(r">(\d{4})-\d\d-\d\dT", packed.read("docProps/core.xml").decode())) == {"1980"}


@pytest.mark.parametrize("suffix", REPORTS)
def test_documents_of_one_year_have_a_column_each(suffix: str) -> None:
    one, other = resolution(2021, "купить мел"), resolution(2021, "купить мел", "купить доску")
    render_comparison(compare([one, replace(other, source=replace(other.source, name="b.json"))]), suffix)
    head = workbook(compare([one, replace(other, source=replace(other.source, name="b.json"))])).worksheets[0][1]
    assert {"2021 (2021.json)", "2021 (b.json)"} <= {cell.value for cell in head}


@pytest.mark.parametrize("suffix", REPORTS)
@pytest.mark.parametrize("kind", ["tasks", "problems"])
def test_documents_with_nothing_to_follow_give_a_report(suffix: str, kind: str) -> None:
    assert render_comparison(compare([resolution(2021), resolution(2022)], kind=kind), suffix)  # type: ignore[arg-type]


def test_nothing_is_written_where_one_output_cannot_be(life: Comparison, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        write_comparisons(life, [tmp_path / "a.html", tmp_path / "nowhere" / "a.xlsx"])
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_cannot_be_written_leaves_the_old_one_whole(life: Comparison, tmp_path: Path) -> None:
    target = tmp_path / "a.html"
    target.mkdir()
    with pytest.raises(OutputError):
        write_comparisons(life, [target])
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_both_languages_have_the_same_words() -> None:
    folder = Path(load_words.__wrapped__.__code__.co_filename).parent
    russian, english = (tomllib.loads((folder / f"{lang}.toml").read_text("utf-8")) for lang in ("ru", "en"))
    for table in ("labels", "plurals"):
        assert russian[table].keys() == english[table].keys()
        for kind in ("tasks", "problems"):
            assert russian[kind][table].keys() == english[kind][table].keys()
    for key, text in russian["labels"].items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", english["labels"][key])), key


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (libreoffice-calc) is not installed")
def test_libreoffice_opens_the_workbook_and_sees_texts(hostile: Comparison, tmp_path: Path) -> None:
    write_comparisons(hostile, [tmp_path / "report.xlsx"])
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):59,34,76",
         "--outdir", str(tmp_path), str(tmp_path / "report.xlsx")], capture_output=True, text=True, timeout=180)
    assert done.returncode == 0
    assert "error" not in (done.stdout + done.stderr).lower()
    seen = [cell for line in csv.reader((tmp_path / "report.csv").read_text("utf-8").splitlines(), delimiter=";") for cell in line]
    assert HOSTILE[1] in seen
