"""The wheel, built from a clean copy and installed into an environment of its own, does the whole job.

Nothing is downloaded: the dependencies are those of the environment that runs the tests, which the new one sees by a path file.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from resolution_parser.jsonio import json_schema

ROOT = Path(__file__).parents[2]
PARTS = ("resolution_parser", "models", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, source / part)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(target), str(source)],
        check=True, capture_output=True,
    )
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of a new environment with the wheel in it."""
    place = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(place, with_pip=True)
    commands = place / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([commands / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True)
    (site,) = place.rglob("site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return commands


def run(environment: Path, tmp_path: Path, *arguments: str) -> str:
    done = subprocess.run(arguments, cwd=tmp_path, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": "", "PYTHONUTF8": "1"})
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_all_that_is_not_code(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    lexicons = {f"resolution_parser/lexicons/{file.name}" for file in (ROOT / "resolution_parser" / "lexicons").glob("*.toml")}
    code = {str(file.relative_to(ROOT)) for file in (ROOT / "resolution_parser").rglob("*.py")}
    wanted = {"resolution_parser/py.typed", "resolution_parser/schema/resolution.schema.json", "resolution_parser/models/__init__.py"}
    assert lexicons | code | wanted <= names
    assert not [name for name in names if name.startswith(("tests", "examples", "models", "conftest"))]


def test_the_command_of_the_wheel_parses(environment: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "data" / "rasskazovo_2021.txt", tmp_path / "a.txt")
    raw = json.loads(run(environment, tmp_path, str(environment / "resolution-parser"), "parse", "a.txt"))
    assert len(raw["tasks"]) == 13
    run(environment, tmp_path, str(environment / "resolution-parser"), "convert", ".", "--out", "out")
    assert json.loads((tmp_path / "out" / "a.json").read_text("utf-8")) == raw
    assert json.loads(run(environment, tmp_path, str(environment / "resolution-parser"), "schema")) == json_schema()


def test_the_package_of_the_wheel_is_the_one_that_runs(environment: Path, tmp_path: Path) -> None:
    code = "import resolution_parser, resolution_parser.models; print(resolution_parser.__file__); print(resolution_parser.models.__file__)"
    for file in run(environment, tmp_path, str(environment / "python"), "-c", code).split():
        assert Path(file).is_relative_to(environment.parent)


def test_the_editable_install_has_the_models_too(tmp_path: Path) -> None:
    code = "import resolution_parser.models; print(resolution_parser.models.__file__)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    if done.returncode and "No module named 'resolution_parser'" in done.stderr:
        pytest.skip("the package is not installed here")
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).name == "__init__.py"
