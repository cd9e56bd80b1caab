"""A folder of gold against a folder of predictions, or against what the parser makes of the documents now."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from resolution_parser.errors import FileMissing, InputError
from resolution_parser.evaluate.calibration import Calibration, calibrate
from resolution_parser.evaluate.keys import Json
from resolution_parser.evaluate.scoring import SHARES, TALLIES, DocumentScore, score_document
from resolution_parser.evaluate.tallies import Share, Tally
from resolution_parser.json_files import read_records

if TYPE_CHECKING:
    from resolution_parser.parser import Parser

GOLD_SUFFIX = ".gold.json"
SUFFIXES = (".txt", ".docx", ".pdf", ".html")
"""Where a document stands beside its gold in several formats, the first of these is parsed."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of all documents, in the order of their names."""

    documents: tuple[DocumentScore, ...]

    def tally(self, name: str) -> Tally:
        """The sum of a count over the documents; the names are in ``scoring.TALLIES``."""
        return sum((document.tallies.get(name, Tally()) for document in self.documents), Tally())

    def share(self, name: str) -> Share:
        """The sum of a share over the documents; the names are in ``scoring.SHARES``."""
        return sum((document.shares.get(name, Share()) for document in self.documents), Share())

    def measures(self) -> Iterator[tuple[str, Tally | Share]]:
        """All counts and shares with their names, and last the share of documents wholly right."""
        for name in TALLIES:
            yield name, self.tally(name)
        for name in SHARES:
            yield name, self.share(name)
        yield "wholly_right", self.wholly_right

    @property
    def wholly_right(self) -> Share:
        """The documents without any fault."""
        return Share(sum(document.is_wholly_right for document in self.documents), len(self.documents))

    def calibration(self, *, bins: int = 10) -> Calibration:
        """How far ``confidence`` can be believed."""
        return calibrate((item for document in self.documents for item in document.graded), bins=bins)


def evaluate(
    gold_dir: str | os.PathLike[str], predicted_dir: str | os.PathLike[str] | None = None, parser: Parser | None = None, *, only: str = "*",
) -> Evaluation:
    """Score the ``NAME.json`` of ``predicted_dir`` against the ``NAME.gold.json`` of ``gold_dir``.

    Without ``predicted_dir`` the documents beside the gold (``NAME.txt``, or ``.docx``, ``.pdf``, ``.html``) are parsed, by ``parser`` or
    the default one. A document without output counts as one in which nothing was found. ``only`` is a pattern of names, as ``avg_*``.
    Gold in folders below has names such as ``2022/plan``; its prediction is ``2022/plan.json`` (or ``2022/plan.docx.json``).

    Raises FileMissing where a folder, all gold or all predictions are missing, SchemaError where a file is no JSON object.
    """
    gold_dir = _folder(gold_dir)
    names = gold_names(gold_dir, only=only)
    outputs = _parse_all(names, gold_dir, parser) if predicted_dir is None else _read_outputs(names, _folder(predicted_dir))
    return Evaluation(tuple(
        score_document(name, read_records(gold_path(gold_dir, name)), output)
        for name, output in zip(names, outputs, strict=True)
    ))


def gold_names(gold_dir: Path, *, only: str = "*") -> list[str]:
    """The names of the documents that a folder and those below it have gold of, in order: ``plan``, ``2022/plan``.

    ``only`` is held against the whole name and its last part. FileMissing where there is no folder or no gold.
    """
    found = [path.relative_to(gold_dir) for path in _folder(gold_dir).rglob(f"*{GOLD_SUFFIX}")]
    names = sorted(path.as_posix().removesuffix(GOLD_SUFFIX) for path in found if not any(part.startswith(".") for part in path.parts))
    names = [name for name in names if fnmatch.fnmatch(name, only) or fnmatch.fnmatch(name.rpartition("/")[2], only)]
    if not names:
        raise FileMissing(f"there is no {only}{GOLD_SUFFIX}", where=str(gold_dir), hint="give a folder of gold records")
    return names


def gold_path(gold_dir: Path, name: str) -> Path:
    """The gold of a document."""
    return gold_dir / f"{name}{GOLD_SUFFIX}"


def find_document(gold_dir: Path, name: str) -> Path | None:
    """The document beside its gold, None where there is none."""
    return next((path for suffix in SUFFIXES if (path := gold_dir / f"{name}{suffix}").exists()), None)


def _folder(path: str | os.PathLike[str]) -> Path:
    path = Path(path)
    if not path.is_dir():
        raise FileMissing("there is no such folder", where=str(path), hint="check the path")
    return path


def _read_outputs(names: list[str], folder: Path) -> Iterator[Json | None]:
    paths = [_find_output(folder, name) for name in names]
    if not any(paths):
        raise FileMissing(f"none of the {len(names)} documents with gold has its JSON here: there is no {names[0]}.json", where=str(folder),
                          hint="give the JSON of the same documents under the same names, in the same folders")
    return (read_records(path) if path is not None else None for path in paths)


def _find_output(folder: Path, name: str) -> Path | None:
    forms = (folder / f"{name}{suffix}.json" for suffix in ("", *SUFFIXES))  # convert keeps suffixes where folders hold folders
    return next((form for form in forms if form.exists()), None)


def _parse_all(names: list[str], folder: Path, parser: Parser | None) -> Iterator[Json | None]:
    from resolution_parser.jsonio import to_builtins
    from resolution_parser.parser import Parser

    parser = parser or Parser()
    for name in names:
        document = find_document(folder, name)
        try:
            yield to_builtins(parser.parse(document)) if document else None
        except InputError:
            yield None
