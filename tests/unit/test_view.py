"""The page of a resolution, as far as it can be seen without a browser."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from resolution_parser import Resolution, parse, to_json
from resolution_parser.exporters.cards import make_marks, make_parts, words_of
from resolution_parser.exporters.view import to_page
from resolution_parser.records import ITEM_KINDS, WarningCode

EXAMPLES = Path(__file__).parents[2] / "examples" / "data"


def run(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-m", "resolution_parser", "view", *map(str, arguments)], input=stdin, capture_output=True, encoding="utf-8", timeout=120)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_both_languages_have_the_same_words() -> None:
    def keys(value: object) -> object:
        return {key: keys(inner) for key, inner in value.items()} if isinstance(value, dict) else None

    assert keys(words_of("ru")) == keys(words_of("en"))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_warning_and_every_kind_has_words(language: str) -> None:
    words = words_of(language)  # type: ignore[arg-type]
    assert set(words["warnings"]) == set(get_args(WarningCode))
    assert set(ITEM_KINDS) <= set(words["parts"])


def test_every_record_has_a_card_of_its_own(resolution: Resolution) -> None:
    parts = make_parts(resolution, language="ru")
    numbers = [number for part in parts for group in part.groups for number in (group.number, *(card.number for card in group.cards)) if number]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {part.kind: part.count for part in parts} == dict.fromkeys(
        ["warnings", *ITEM_KINDS, "references", "programmes", "persons", "signatures"], 1)
    assert {mark.record for mark in make_marks(parts)} == set(numbers) - {numbers[-1]}  # a signature has no place


def test_the_page_has_no_address_outside_itself() -> None:
    page = to_page(parse(EXAMPLES / "rasskazovo_2021.txt"))
    assert re.findall(r'(?:href|src)=(?!"#)|https?://|@import|url\(', page) == []


def test_the_same_document_gives_the_same_page(resolution: Resolution) -> None:
    assert to_page(resolution) == to_page(resolution)


def test_one_document_gives_one_page_also_from_its_json(tmp_path: Path) -> None:
    page = run(EXAMPLES / "pedsovet_2024.txt")
    assert page.returncode == 0
    (tmp_path / "a.json").write_text(to_json(parse(EXAMPLES / "pedsovet_2024.txt")), "utf-8")
    assert run(tmp_path / "a.json", "-o", tmp_path / "a.html").returncode == 0
    assert (tmp_path / "a.html").read_text("utf-8") == page.stdout
    assert run("-", stdin=(tmp_path / "a.json").read_text("utf-8")).stdout == page.stdout


def test_several_documents_give_a_folder_with_an_index(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "index.txt").write_text("РЕШЕНИЕ съезда\n\nСъезд решил:\n1. Одобрить отчёт.\n", "utf-8")
    (folder / "sub" / "план #1 & <b>.txt").write_text("Съезд решил:\n1. Утвердить устав.\n", "utf-8")
    (folder / "sub" / "two.json").write_text(f"[{to_json(parse(EXAMPLES / 'pedsovet_2024.txt'))}]", "utf-8")
    (folder / "sub" / "two.corrections.json").write_text("{}", "utf-8")
    (folder / "picture.bin").write_bytes(bytes(range(256)))
    done = run(folder, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "out") == ["index.html", "index.txt.html", "sub/two.html", "sub/план #1 & <b>.txt.html"]
    index = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "<b>" not in index
    assert 'href="../index.html"' in (tmp_path / "out" / "sub" / "two.html").read_text("utf-8")


def test_a_page_named_like_the_index_does_not_take_its_place(tmp_path: Path) -> None:
    for name in ("index.txt", "other.txt"):
        (tmp_path / name).write_text("Съезд решил:\n1. Утвердить устав.\n", "utf-8")
    assert run(tmp_path / "index.txt", tmp_path / "other.txt", "-o", tmp_path / "out").returncode == 0
    assert files(tmp_path / "out") == ["index.html", "index~2.html", "other.html"]


def test_a_file_that_cannot_be_read_is_on_the_index_and_on_stderr(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"\0\1\2")
    done = run(EXAMPLES / "pedsovet_2024.txt", tmp_path / "bad.pdf", "-o", tmp_path / "out")
    assert done.returncode == 1
    assert "bad.pdf" in done.stderr
    assert "bad.pdf" in (tmp_path / "out" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(("arguments", "code"), [
    (("nowhere.docx",), 3), ((EXAMPLES / "sbornik_2023.txt", "-o", "page.html"), 2), ((EXAMPLES / "pedsovet_2024.txt", "--lang", "fr"), 2),
    ((EXAMPLES / "pedsovet_2024.txt", EXAMPLES / "slet_2023.html"), 2), (("-", "-"), 2),
], ids=["missing", "two documents on one page", "language", "several to stdout", "stdin twice"])
def test_a_call_that_makes_no_sense_says_so(arguments: tuple[str | Path, ...], code: int) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("resolution-parser: ")


@pytest.mark.parametrize("text", ["{", "[]", "[1]", '{"schema_version": "1.0"}', '{"schema_version": "9"}', "[{}, 2"])
def test_json_that_is_no_resolution_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(text, "utf-8")
    done = run(tmp_path / "a.json", "-o", tmp_path / "a.html")
    assert done.returncode in (3, 4)
    assert "a.json" in done.stderr
    assert not (tmp_path / "a.html").exists()


def test_ids_and_rules_of_strange_json_do_not_break_the_page(resolution: Resolution, tmp_path: Path) -> None:
    raw = json.loads(to_json(resolution))
    raw["tasks"][0] |= {"id": "", "rule": "a b\"'<", "section": "none", "spans": []}
    (tmp_path / "a.json").write_text(json.dumps(raw), "utf-8")
    done = run(tmp_path / "a.json")
    assert (done.returncode, "&lt;" in done.stdout) == (0, True)
