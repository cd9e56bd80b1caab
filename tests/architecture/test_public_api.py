"""What users may lean on. A change of the snapshot is a change for them: note it in CHANGELOG.md, then `make schema`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import resolution_parser
from tests.snapshots.update import PUBLIC_API, public_api

ROOT = Path(__file__).parents[2]


def test_the_public_names_and_signatures_are_those_of_the_snapshot() -> None:
    assert public_api() == PUBLIC_API.read_text("utf-8")


def test_all_public_names_can_be_had_and_are_listed() -> None:
    assert all(getattr(resolution_parser, name) is not None for name in resolution_parser.__all__)
    assert set(resolution_parser.__all__) <= set(dir(resolution_parser))
    assert sorted(resolution_parser.__all__) == resolution_parser.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'prase'"):
        resolution_parser.prase  # type: ignore[attr-defined]  # noqa: B018


def test_type_checkers_see_the_lazy_names(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from resolution_parser import Task, from_json, parse\n"
        "def late(path: str) -> list[Task]:\n    return [task for task in parse(path).tasks if task.deadline is None]\n"
        "reveal_type(from_json('').year)\n",
        "utf-8",
    )
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--config-file", str(ROOT / "pyproject.toml"), str(script)],
        capture_output=True, text=True, cwd=ROOT,
    )
    assert 'Revealed type is "int | None"' in checked.stdout, checked.stdout + checked.stderr
    assert checked.returncode == 0, checked.stdout
