"""The command, as a shell sees it: what comes out where, and the exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from resolution_parser import from_json
from resolution_parser.jsonio import json_schema

EXAMPLES = Path(__file__).parents[2] / "examples" / "data"
TEXT = "РЕШЕНИЕ\nсъезда учителей «Ёлка»\n\nСъезд решил:\n1. Одобрить отчёт.\n2. Рекомендовать школам до 1 мая 2022 года усилить охрану.\n"


def run(*arguments: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "resolution_parser", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, env={**os.environ, **(env or {})}, cwd=cwd, timeout=120)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "решение.txt"
    file.write_text(TEXT, "utf-8")
    return file


def told(done: subprocess.CompletedProcess[bytes]) -> str:
    """What was said on stderr; a traceback is never what a user should see."""
    text = done.stderr.decode()
    assert "Traceback" not in text, text
    return text


def test_one_file_gives_one_object(document: Path) -> None:
    done = run("parse", document)
    assert (done.returncode, told(done)) == (0, "")
    resolution = from_json(done.stdout)
    assert resolution.source.name == "решение.txt"
    assert [task.text for task in resolution.tasks] == ["Рекомендовать школам до 1 мая 2022 года усилить охрану"]
    assert done.stdout.endswith(b"}\n")


def test_several_files_give_an_array_in_their_order(document: Path, tmp_path: Path) -> None:
    other = tmp_path / "a.txt"
    other.write_text("Съезд решил:\n1. Утвердить устав.\n", "utf-8")
    done = run("parse", document, other)
    assert done.returncode == 0
    assert [raw["source"]["name"] for raw in json.loads(done.stdout)] == ["решение.txt", "a.txt"]


def test_a_file_that_fails_costs_the_others_nothing(document: Path, tmp_path: Path) -> None:
    done = run("parse", tmp_path / "none.txt", document)
    assert done.returncode == 1
    assert "none.txt" in told(done)
    assert [raw["source"]["name"] for raw in json.loads(done.stdout)] == ["решение.txt"]


def test_several_files_that_all_fail_give_an_empty_array(tmp_path: Path) -> None:
    done = run("parse", tmp_path / "a.txt", tmp_path / "b.txt")
    assert (done.returncode, json.loads(done.stdout)) == (1, [])


def test_standard_input_is_bytes_of_any_encoding() -> None:
    done = run("parse", "-", stdin=TEXT.encode("cp1251"))
    assert done.returncode == 0
    resolution = from_json(done.stdout)
    assert (resolution.source.name, resolution.text.rstrip("\n")) == ("stdin", TEXT.rstrip("\n"))
    assert resolution.proposals[0].text == "Одобрить отчёт"


def test_standard_input_can_be_named_once_only() -> None:
    assert run("parse", "-", "-", stdin=TEXT.encode()).returncode == 2


def test_the_encoding_can_be_forced(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Съезд решил:\n1. Одобрить отчёт.\n".encode("koi8-r"))
    done = run("parse", file, "--encoding", "koi8-r")
    assert from_json(done.stdout).proposals[0].text == "Одобрить отчёт"


@pytest.mark.parametrize("locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "cp1251"}, {"PYTHONIOENCODING": "ascii"}],
                         ids=["C", "cp1251", "ascii"])
def test_output_is_utf8_whatever_the_locale(document: Path, locale: Mapping[str, str]) -> None:
    expected = run("parse", document, "--format", "text")
    done = run("parse", document, "--format", "text", env=locale)
    assert (done.returncode, done.stdout) == (0, expected.stdout)
    assert "Одобрить отчёт" in done.stdout.decode("utf-8")


def test_a_file_name_in_another_encoding_is_no_obstacle(tmp_path: Path) -> None:
    """Archives packed under DOS leave such names."""
    file = os.path.join(os.fsencode(tmp_path), "решение.txt".encode("cp866"))
    try:
        with open(file, "wb") as stream:
            stream.write(TEXT.encode())
    except OSError:
        pytest.skip("this file system holds names in UTF-8 only")
    command = [sys.executable, "-m", "resolution_parser"]
    parsed = subprocess.run([*command, "parse", file], capture_output=True)
    assert parsed.returncode == 0, parsed.stderr
    assert from_json(parsed.stdout).source.name.endswith(".txt")
    converted = subprocess.run([*command, "convert", os.fsencode(tmp_path), "--out", os.fsencode(tmp_path / "out")], capture_output=True)
    assert converted.returncode == 0, converted.stderr
    assert len(list((tmp_path / "out").glob("*.json"))) == 1


def test_the_summary_reads_like_the_document(document: Path) -> None:
    done = run("parse", "--format", "text", document)
    lines = done.stdout.decode().splitlines()
    body = lines.index("  школы")
    assert lines[body + 1].startswith("    2. Рекомендовать школам")
    assert any("срок: до 1 мая 2022 года" in line and "рекомендация" in line for line in lines[body:])
    assert "\x1b" not in done.stdout.decode(), "no colours outside a terminal"


def test_explain_names_place_role_and_rule_of_every_paragraph(document: Path) -> None:
    done = run("parse", "--explain", document)
    assert done.returncode == 0
    rows = [line for line in done.stdout.decode().splitlines() if line[:1].isdigit()]
    assert any("heading" in row and "Съезд решил:" in row for row in rows)
    assert any("proposals" in row and "Одобрить отчёт" in row for row in rows)
    for row in rows:
        start, _, end = row.split()[0].partition("-")
        assert 0 <= int(start) < int(end) <= len(TEXT)


def test_output_to_a_file_is_whole_and_leaves_nothing_beside_it(document: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "a.json"
    target.parent.mkdir()
    target.write_text("old", "utf-8")
    done = run("parse", document, "-o", target)
    assert (done.returncode, done.stdout) == (0, b"")
    assert from_json(target.read_bytes()).title
    assert [file.name for file in target.parent.iterdir()] == ["a.json"]


def test_output_stays_as_it_was_when_parsing_fails(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_text("old", "utf-8")
    assert run("parse", tmp_path / "none.txt", "-o", target).returncode == 3
    assert target.read_text("utf-8") == "old"


def test_output_that_cannot_be_written_is_told_of(document: Path, tmp_path: Path) -> None:
    done = run("parse", document, "-o", tmp_path / "nowhere" / "a.json")
    assert done.returncode == 1
    assert "cannot be written" in told(done)


def test_a_lexicon_adds_its_rules(tmp_path: Path) -> None:
    document, office = tmp_path / "a.txt", tmp_path / "office.toml"
    document.write_text("РЕШЕНИЕ\n\nНа карандаш:\n- купить мел;\n- купить доску.\n", "utf-8")
    office.write_text('[[cues]]\nname = "office.pencil"\nkind = "tasks"\nscope = "heading"\ncue = "=на карандаш :"\nexamples = ["На карандаш:"]\n', "utf-8")
    assert from_json(run("parse", document).stdout).tasks == ()
    assert [task.text for task in from_json(run("parse", document, "--lexicon", office).stdout).tasks] == ["купить мел", "купить доску"]


def test_the_schema_is_printed() -> None:
    done = run("schema")
    assert (done.returncode, json.loads(done.stdout)) == (0, json_schema())


def test_the_version_is_printed() -> None:
    assert run("--version").stdout.decode().startswith("resolution-parser 0.")


@pytest.mark.parametrize("command", [["--help"], ["parse", "--help"], ["schema", "--help"], ["convert", "--help"]])
def test_help_has_an_example(command: list[str]) -> None:
    done = run(*command)
    assert done.returncode == 0
    assert "Example" in done.stdout.decode()
    assert "resolution-parser " in done.stdout.decode().partition("Example")[2]


# Exit codes

def _write(tmp_path: Path, name: str, data: bytes) -> Path:
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


@pytest.mark.parametrize(("arguments", "code"), [
    (["parse"], 2),
    (["parse", "a.txt", "--format", "xml"], 2),
    (["prase", "a.txt"], 2),
    (["convert", "a.txt"], 2),  # no --out
    (["parse", "a.txt", "--lexicon", "none.toml"], 2),
    (["parse", "none.txt"], 3),
    (["parse", "."], 3),
    (["parse", "empty.txt"], 4),
    (["parse", "junk.docx"], 4),
    (["parse", "cut.pdf"], 4),
    (["parse", "a.txt"], 0),
], ids=lambda value: " ".join(value) if isinstance(value, list) else str(value))
def test_exit_codes(tmp_path: Path, arguments: list[str], code: int) -> None:
    _write(tmp_path, "a.txt", TEXT.encode())
    _write(tmp_path, "empty.txt", b"")
    _write(tmp_path, "junk.docx", bytes(range(256)) * 40)
    _write(tmp_path, "cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr.decode()
    assert bool(told(done)) == bool(code)


def test_a_hostile_file_has_an_exit_code_of_its_own(tmp_path: Path) -> None:
    import zipfile

    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 120_000_000)
    done = run("parse", bomb)
    assert done.returncode == 5
    assert "bomb.docx" in told(done)


@pytest.mark.skipif(os.name == "nt", reason="pipes of Unix")
def test_a_closed_pipe_ends_quietly(document: Path) -> None:
    process = subprocess.Popen([sys.executable, "-m", "resolution_parser", "parse", *[str(document)] * 30],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    stderr = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=120), stderr) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_an_interruption_ends_quietly() -> None:
    process = subprocess.Popen([sys.executable, "-m", "resolution_parser", "parse", "-"],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        process.wait(timeout=3)  # it waits for standard input by then
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in stderr


def test_a_document_is_never_overwritten_by_its_own_records(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text(TEXT, "utf-8")
    done = subprocess.run([sys.executable, "-m", "resolution_parser", "parse", str(document), "-o", str(document)], capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert "would be lost" in done.stderr
    assert document.read_text("utf-8") == TEXT


def test_records_are_not_read_as_prose(tmp_path: Path) -> None:
    records = tmp_path / "a.json"
    records.write_text('{"schema_version": "1.0", "tasks": [{"text": "Одобрить отчёт."}]}', "utf-8")
    done = subprocess.run([sys.executable, "-m", "resolution_parser", "parse", str(records)], capture_output=True, encoding="utf-8")
    assert done.returncode == 4
    assert "a JSON file" in done.stderr
