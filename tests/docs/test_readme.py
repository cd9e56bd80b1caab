"""The README tells the truth: its Python and shell sessions are run, `...` standing for anything; its links lead somewhere."""

from __future__ import annotations

import dataclasses
import doctest
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def blocks(language: str) -> list[str]:
    return [body for kind, body in _FENCE.findall(README) if kind == language]


def sessions() -> list[tuple[str, str]]:
    """The commands of the console blocks, each with the output that the README shows."""
    found = []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def test_the_python_sessions_of_the_readme_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code = "\n".join(blocks("python"))
    test = doctest.DocTestParser().get_doctest(code, {}, "README.md", "README.md", 0)
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    runner.run(test, out=report.append)
    assert test.examples
    assert runner.failures == 0, "".join(report)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Stands for /tmp, so that nothing is left there from one run to the next."""
    return f"{tmp_path_factory.mktemp('readme')}/"


@pytest.mark.parametrize(("command", "output"), sessions(), ids=lambda value: value.splitlines()[0][:60] if value else "")
def test_a_shell_session_of_the_readme_prints_what_it_shows(command: str, output: str, scratch: str) -> None:
    command, output = (text.replace("/tmp/", scratch) for text in (command, output))
    scripts = sysconfig.get_path("scripts")
    done = subprocess.run(
        command, shell=True, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        env={**os.environ, "PATH": os.pathsep.join([scripts, str(Path(sys.executable).parent), os.environ["PATH"]]), "PYTHONUTF8": "1"},
    )
    assert doctest.OutputChecker().check_output(output, done.stdout, FLAGS), done.stdout


def test_the_lexicon_of_the_readme_is_the_one_of_the_examples() -> None:
    (shown,) = blocks("toml")
    assert tomllib.loads(shown) == tomllib.loads((ROOT / "examples" / "office.toml").read_text("utf-8"))


def test_links_of_the_readme_lead_to_files() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_links_inside_the_readme_lead_to_its_headings() -> None:
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"^#+ (.*)$", README, re.MULTILINE)}
    targets = re.findall(r"\]\(#([^)]+)\)", README)
    assert targets
    assert [target for target in targets if target not in anchors] == []


def test_the_readme_names_every_command_and_every_key_of_the_records() -> None:
    from resolution_parser import records
    from resolution_parser.cli import app

    commands = [*(command.name for command in app.registered_commands), *(group.name for group in app.registered_groups)]
    assert [name for name in commands if not re.search(rf"\| `{name}\b", README)] == []
    kinds = [value for value in vars(records).values() if dataclasses.is_dataclass(value)]
    keys = {field.name for kind in kinds for field in dataclasses.fields(kind)}
    assert sorted(key for key in keys if f"`{key}`" not in README) == []


def test_the_exit_codes_of_the_readme_are_those_of_the_errors() -> None:
    from resolution_parser import errors

    rows = re.findall(r"^\| (\d) \|.*\| ([^|]*) \|$", README, re.MULTILINE)
    told = {name: int(code) for code, names in rows for name in re.findall(r"`(\w+)`", names)}
    assert len(told) > 8
    assert told == {name: getattr(errors, name).exit_code for name in told}
