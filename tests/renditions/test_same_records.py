"""The same documents in every format give the same records: the corpus as Word, PDF, HTML and text in old encodings."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pytest
from docx_rendition import render_docx
from html_rendition import render_html
from mail_makers import archive, letter, web_archive
from office_makers import convert_all
from pdf_rendition import render_pdf
from rendition_source import Part, Table, source_of
from scoring import ITEM_KINDS, Scorer

from resolution_parser import Parser, Resolution, to_json

GOLD = Path(__file__).parent.parent / "gold"
SOURCES = [*sorted((GOLD / "corpus").glob("*.txt")), *sorted((GOLD / "series").rglob("*.txt"))]
RASSKAZOVO = GOLD / "corpus" / "rasskazovo_2021.txt"
SAME = 0.98  # of the items, bodies and deadlines included

Page = Sequence[Part | Table]
FORMATS: dict[str, Callable[[Page], bytes]] = {
    "docx with Word's lists": render_docx,
    "docx with typed markers": partial(render_docx, automatic=False),
    "pdf justified": render_pdf,
    "pdf ragged": partial(render_pdf, justified=False),
    "html with lists": render_html,
    "html with typed markers": partial(render_html, automatic=False),
}
PARSER = Parser()


@lru_cache(maxsize=64)
def text_of(path: Path) -> str:
    return path.read_text("utf-8-sig")


@lru_cache(maxsize=64)
def page_of(path: Path) -> Page:
    return source_of(text_of(path))


@lru_cache(maxsize=64)
def parsed_text(path: Path) -> Resolution:
    return PARSER.parse_text(text_of(path))


def parsed(data: bytes) -> Resolution:
    return PARSER.parse(io.BytesIO(data), name="rendition")


def items(resolution: Resolution) -> Counter[tuple[Any, ...]]:
    """What has to be equal: kind, text, bodies with their roles, deadline."""
    found: Counter[tuple[Any, ...]] = Counter()
    for kind in ITEM_KINDS:
        for item in getattr(resolution, kind):
            bodies = tuple((body.name, body.role) for body in getattr(item, "bodies", ()))
            deadline = getattr(item, "deadline", None)
            found[kind, item.text, bodies, deadline and (deadline.text, deadline.start, deadline.end, deadline.kind)] += 1
    return found


def faults(resolution: Resolution, gold: dict[str, Any]) -> list[str]:
    """Everything that ``score.py`` holds against a parse."""
    scorer = Scorer()
    scorer.document("document", gold, json.loads(to_json(resolution)))
    indicators = scorer.indicators.figures()
    return scorer.errors + ([] if indicators["f1"] == 1.0 else [f"indicators: {indicators}"])


def differences(render: Callable[[Page], bytes], paths: Sequence[Path]) -> tuple[float, list[str]]:
    """The share of items that are equal, and those that are not."""
    same = count = 0
    lines: list[str] = []
    for path in paths:
        wanted, found = items(parsed_text(path)), items(parsed(render(page_of(path))))
        same += 2 * (wanted & found).total()
        count += wanted.total() + found.total()
        lines += [f"{path.stem}: lost {item}" for item in wanted - found] + [f"{path.stem}: new {item}" for item in found - wanted]
    return same / count, lines


@pytest.mark.parametrize("format", FORMATS)
def test_every_field_of_the_rasskazovo_gold_is_right_in_every_format(format: str) -> None:
    gold = json.loads(RASSKAZOVO.with_suffix(".gold.json").read_text("utf-8"))
    assert faults(parsed(FORMATS[format](page_of(RASSKAZOVO))), gold) == []


@pytest.mark.parametrize("format", FORMATS)
def test_items_of_the_corpus_are_those_of_its_texts_in_every_format(format: str) -> None:
    share, lines = differences(FORMATS[format], SOURCES)
    assert share >= SAME, "\n".join(lines)


@pytest.mark.parametrize("bottom", [90.0, 230.0, 300.0, 371.0, 420.0])
def test_items_are_the_same_wherever_the_pages_end(bottom: float) -> None:
    """A page of ten lines breaks every third item: before, after and within names, numbers, quotes, notes."""
    for justified in (True, False):
        share, lines = differences(partial(render_pdf, justified=justified, bottom=bottom), SOURCES)
        assert share >= SAME, "\n".join(lines)


def test_the_pdf_has_several_pages_and_an_item_that_runs_over_a_page_end() -> None:
    resolution = parsed(render_pdf(page_of(RASSKAZOVO)))
    assert (resolution.source.pages or 0) >= 2
    crossing = [item.text for kind in ITEM_KINDS for item in getattr(resolution, kind) if len({span.page for span in item.spans}) > 1]
    assert crossing
    whole = {item.text for kind in ITEM_KINDS for item in getattr(parsed_text(RASSKAZOVO), kind)}
    assert set(crossing) <= whole


def test_markers_of_the_docx_are_word_s_own() -> None:
    """None of them is typed; the labels of the records come from numbering.xml."""
    path = GOLD / "corpus" / "forum_sovet_mo_2012.txt"
    data = render_docx(page_of(path))
    document = PARSER.read(io.BytesIO(data))
    wanted = [part.label for part in page_of(path) if isinstance(part, Part) and part.label]
    assert [block.marker for block in document.blocks if block.marker] == wanted
    assert {"1.", "3.1.", "а)", "-"} <= set(wanted)


OFFICE = ("doc", "rtf", "odt", "docx")  # the last is a .docx as LibreOffice writes it


@pytest.fixture(scope="module")
def of_office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The corpus in the formats of LibreOffice, from the .docx with Word's lists: one run for each format."""
    folder = tmp_path_factory.mktemp("office")
    documents = {path.stem: render_docx(page_of(path)) for path in sorted((GOLD / "corpus").glob("*.txt"))}
    return {target: convert_all(documents, target, folder) for target in OFFICE}


@pytest.mark.parametrize("target", OFFICE)
def test_items_of_the_corpus_are_those_of_its_texts_in_the_formats_of_other_offices(
    of_office: dict[str, dict[str, bytes]], target: str,
) -> None:
    rendered = of_office[target]
    paths = [GOLD / "corpus" / f"{stem}.txt" for stem in rendered]
    assert len(paths) >= 10
    made = iter(rendered.values())
    share, lines = differences(lambda _: next(made), paths)
    assert share >= SAME, "\n".join(lines)


@pytest.mark.parametrize("target", OFFICE)
def test_the_formats_of_other_offices_are_told_by_their_content(of_office: dict[str, dict[str, bytes]], target: str) -> None:
    resolution = PARSER.parse(io.BytesIO(of_office[target]["rasskazovo_2021"]), name="a.docx")
    assert (resolution.source.format, resolution.source.name) == (target, "a.docx")


WRAPPED: dict[str, Callable[[Page], bytes]] = {
    "letter with the text": lambda page: letter(html=render_html(page)),
    "letter with an attachment": lambda page: letter(attached=(("Решение конференции.docx", render_docx(page)), ("logo.png", b"\x89PNG\r\n\x1a\n"))),
    "letter with an attached archive": lambda page: letter(attached=(("Решение.zip", archive(("Решение.docx", render_docx(page)))),)),
    "web archive": lambda page: web_archive(render_html(page)),
    "zip": lambda page: archive(("Документы/Решение.docx", render_docx(page)), ("__MACOSX/Документы/._Решение.docx", b"\0\5\x16\7")),
}


@pytest.mark.parametrize("kind", WRAPPED)
def test_items_are_those_of_the_text_in_letters_and_archives(kind: str) -> None:
    share, lines = differences(WRAPPED[kind], SOURCES)
    assert share >= SAME, "\n".join(lines)


KOI8 = str.maketrans({"«": '"', "»": '"', "–": "-", "—": "-", "№": "N", "•": "*", "“": '"', "„": '"', "…": "."})


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("path", SOURCES, ids=[f"{path.parent.name}-{path.stem}" for path in SOURCES])
def test_text_in_another_encoding_gives_the_very_same_records(path: Path, encoding: str) -> None:
    assert records(parsed(text_of(path).encode(encoding))) == records(parsed_text(path))


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866"])
@pytest.mark.parametrize("path", SOURCES, ids=[f"{path.parent.name}-{path.stem}" for path in SOURCES])
def test_text_in_an_encoding_of_few_signs_gives_the_records_of_those_signs(path: Path, encoding: str) -> None:
    plain = text_of(path).translate(KOI8)
    assert records(parsed(plain.encode(encoding))) == records(PARSER.parse_text(plain))


def records(resolution: Resolution) -> dict[str, Any]:
    """All that does not speak of the file itself."""
    found: dict[str, Any] = json.loads(to_json(resolution))
    del found["source"]
    return found
