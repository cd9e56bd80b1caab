"""What `view` and `review` are given, each document once: also in folders that `convert` and `apply` wrote."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from resolution_parser.archive import read_manifest
from resolution_parser.archive.manifest import NAME as MANIFEST
from resolution_parser.archive.names import Namer
from resolution_parser.commands.inputs import Given, read_given
from resolution_parser.errors import FileMissing

if TYPE_CHECKING:
    from resolution_parser.parser import Parser

_TEXT = re.compile(r"(?P<stem>.+)\.txt(?:\.part\d+)?$", re.DOTALL)


def read_documents(paths: Sequence[str], parser: Parser, *, encoding: str | None = None, skip: Path | None = None) -> Iterator[Given]:
    """All documents of the paths, as :func:`read_given` gives them, but none twice and no table taken for one.

    Of a folder with the manifest of `convert`, the records that it names are all there is; the tables beside them are passed over. Of any
    other folder, ``NAME.txt`` beside ``NAME.json`` is the text of these records, as `apply --gold` writes it. Folders with a manifest
    come last. Raises FileMissing where nothing was found at all.
    """
    outputs = {path: found for path in dict.fromkeys(paths) if (found := _converted(path)) is not None}
    others = [path for path in paths if path not in outputs]
    given = _without_texts(others, read_given(others, parser, encoding=encoding, skip=skip)) if others else iter(())
    namer, found_any = Namer(), False
    for one in chain(given, _read_outputs(outputs, parser, alone=len(paths) == 1)):
        found_any = True
        yield replace(one, name=namer.distinct(one.name)) if one.error is None else one
    if not found_any:
        raise FileMissing("no document found", where=", ".join(paths), hint="give documents, or folders that hold some")


def _converted(path: str) -> tuple[str, ...] | None:
    """The outputs that the manifest in a folder names; None where there is no manifest of ours."""
    if path == "-" or not (Path(path) / MANIFEST).is_file():
        return None
    entries = tuple(read_manifest(path))
    return tuple(dict.fromkeys(output for entry in entries for output in entry.outputs)) if entries else None


def _read_outputs(outputs: dict[str, tuple[str, ...]], parser: Parser, *, alone: bool) -> Iterator[Given]:
    folders = Namer()
    for folder, names in outputs.items():
        prefix = "" if alone else f"{folders.distinct(Path(os.path.abspath(folder)).name)}/"
        for name in names:
            for one in read_given([str(Path(folder) / name)], parser):
                shown = prefix + (name if one.error else name.removesuffix(".json"))
                yield replace(one, name=shown)


def _without_texts(paths: Sequence[str], given: Iterator[Given]) -> Iterator[Given]:
    """Without the texts in folders whose records stand beside them; among several paths a name begins with that of its folder."""
    folders = [Path(os.path.abspath(path)) for path in paths if path != "-" and os.path.isdir(path)]
    homes = [folder if len(paths) == 1 else folder.parent for folder in folders]
    for one in given:
        text = _TEXT.fullmatch(one.name)
        if text is None or not any(
            (home / f"{text['stem']}.json").is_file() and (home / f"{text['stem']}.txt").is_file()
            and any(folder in (home / one.name).parents for folder in folders) for home in homes
        ):
            yield one
