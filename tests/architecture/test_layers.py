"""Who may import whom, what an import may cost, and where wording may stand."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "resolution_parser"
MODULES = sorted(PACKAGE.rglob("*.py"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

LAYERS = (
    ("errors", "records", "document", "offsets", "trace"),
    ("normalize", "morph", "lexicon", "lexicons"),
    ("readers", "stages"),
    ("parser",),
    ("jsonio", "json_files", "schema", "exporters", "convert", "compare", "archive", "evaluate", "difference", "lexicon_check", "review",
     "spacy_component", "models"),
    ("cli", "cli_output", "commands"),
    ("__init__", "__main__"),
)
RANKS = {name: rank for rank, names in enumerate(LAYERS) for name in names}
HEAVY = ("spacy", "docx", "olefile", "pdfplumber", "pypdfium2", "pymorphy3", "msgspec", "lxml", "typer", "rich", "numpy", "openpyxl", "pyarrow",
         "pebble", "distributed", "PIL")
DISTRIBUTIONS = {"docx": "python-docx", "PIL": "pillow"}  # where the import has another name


def _part(module: str) -> str:
    """The part of the package that a dotted name belongs to: ``readers`` for ``resolution_parser.readers.pdf``."""
    names = module.split(".")
    return names[1] if len(names) > 1 else "__init__"


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    """Dotted names that a module imports, at any depth, with their lines; ``from package import name`` counts as package.name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            for alias in node.names if node.module == "resolution_parser" else ():
                yield f"resolution_parser.{alias.name}", node.lineno
            if node.module != "resolution_parser":
                yield str(node.module), node.lineno


def _own_part(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_from_its_own_layer_and_those_before_only(path: Path) -> None:
    own = _own_part(path)
    if own == "__init__":
        pytest.skip("the top of the package names everything, lazily")
    wrong = []
    for module, line in _imports(path):
        if module.split(".")[0] != "resolution_parser":
            continue
        part = _part(module)
        if part == "__version__":
            continue
        sideways = {own, part} == {"readers", "stages"}
        if RANKS[part if part in RANKS else "__init__"] > RANKS[own] or sideways:
            wrong.append(f"line {line}: {own} imports {module}")
    assert not wrong, "\n".join(wrong)


def test_every_part_of_the_package_has_a_layer() -> None:
    parts = {_own_part(path) for path in MODULES}
    assert parts <= set(RANKS), "name the new part in LAYERS and in ARCHITECTURE.md's list"


@pytest.mark.parametrize("module", ["resolution_parser", "resolution_parser.records", "resolution_parser.lexicon", "resolution_parser.readers"])
def test_the_package_imports_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT).stdout.split()
    assert loaded == []


def test_the_package_itself_loads_none_of_its_modules() -> None:
    code = "import sys, resolution_parser; print(*(name for name in sys.modules if name.startswith('resolution_parser.')))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT).stdout.split() == []


def test_help_does_not_load_the_parser() -> None:
    code = ("import sys; sys.argv = ['resolution-parser', '--help']\nfrom resolution_parser.cli import main\n"
            "try: main()\nexcept SystemExit: pass\nprint('LOADED', *sys.modules)")
    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT).stdout
    loaded = set(printed.rpartition("LOADED")[2].split())
    assert not loaded & {"resolution_parser.parser", "resolution_parser.lexicon", "msgspec", "pymorphy3", "docx", "pdfplumber", "spacy"}


def test_every_foreign_import_is_a_declared_dependency() -> None:
    extras = PYPROJECT["project"]["optional-dependencies"]
    asked = [*PYPROJECT["project"]["dependencies"], *(name for extra in extras if extra != "dev" for name in extras[extra])]
    declared = {re.split(r"[\[<>=;! ]", name)[0].lower() for name in asked}
    for path in MODULES:
        for module, line in _imports(path):
            top = module.split(".")[0]
            if top not in sys.stdlib_module_names and top not in ("resolution_parser", "__future__"):
                assert DISTRIBUTIONS.get(top, top) in declared, f"{path}:{line} imports {top}"


def test_the_russian_news_model_is_nowhere_asked_for() -> None:
    for path in (ROOT / "pyproject.toml", ROOT / "Makefile", *MODULES):
        assert not re.search("core[-_]news", path.read_text("utf-8")), path


def test_every_folder_of_code_is_shipped() -> None:
    shipped = set(PYPROJECT["tool"]["setuptools"]["packages"])
    folders = {path.parent for path in MODULES} | {path.parent for path in PACKAGE.rglob("*.toml")}
    assert {".".join(folder.relative_to(ROOT).parts) for folder in folders} | {"resolution_parser.models"} == shipped


# Wording

_RUSSIAN_WORD = re.compile("[а-яё]{3,}", re.IGNORECASE)
_NO_WORDING = re.compile(r"\[[^\]]*\]|абвгдежзиклмнопрстуфхцчшщэюя")  # classes of letters, and the letters that lists count by


def _strings_of_code(path: Path) -> Iterator[tuple[str, int]]:
    """All string literals but docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    prose = {
        id(statement.value)
        for node in ast.walk(tree) if hasattr(node, "body") and isinstance(node.body, list)
        for statement in node.body if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value, node.lineno


@pytest.mark.parametrize(
    "path", [path for path in MODULES if _own_part(path) in ("stages", "parser", "exporters", "cli", "cli_output", "jsonio", "convert", "review", "commands", "trace")],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_russian_wording_stands_in_lexicons_not_in_code(path: Path) -> None:
    found = [f"line {line}: {text!r}" for text, line in _strings_of_code(path) if _RUSSIAN_WORD.search(_NO_WORDING.sub("", text))]
    assert not found, "\n".join(found)
