"""The documents of a comparison as columns of a report."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from resolution_parser.compare.comparison import Comparison, Occurrence

_RENAMED = re.compile(r" \(\d+\)\Z")  # what the second of two documents of one name gets
_FIRST_WORDS = 4  # of an item: enough to find it by, and most likely on one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A document: ``label`` is its year, with a letter or a name where others have the same; ``link`` leads there, where it is known."""

    source: str
    label: str
    title: str | None
    date: str | None
    items: int
    link: str | None


def make_columns(comparison: Comparison, links: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns in the order of the documents; ``links`` holds the address of a document by its source."""
    years = Counter(document.year for document in comparison.documents)
    return tuple(
        Column(
            source=one.source, label=str(one.year) if one.year is not None and years[one.year] == 1 else _long_label(one.year, one.source),
            title=one.title, date=_day(one.date), items=one.items, link=links.get(one.source, links.get(_RENAMED.sub("", one.source))))
        for one in comparison.documents)


def link_documents(documents: Mapping[str, Path], *, report: Path) -> dict[str, str]:
    """The addresses of documents as a report in that place names them: relative, so that the folder can be moved or sent.

    >>> link_documents({"план 1.pdf": Path("archive/план 1.pdf")}, report=Path("archive/out/report.html"))
    {'план 1.pdf': '../%D0%BF%D0%BB%D0%B0%D0%BD%201.pdf'}
    """
    return {source: _address(file.absolute(), report.absolute().parent) for source, file in documents.items()}


def link_place(address: str, occurrence: Occurrence) -> str:
    """The address of a document with the place of an item, as far as viewers find places: the page of a .pdf, the words of a text."""
    page = occurrence.spans[0].page if occurrence.spans else None
    suffix = address.rpartition(".")[2].lower()
    if suffix == "pdf" and page is not None:
        return f"{address}#page={page}"
    if suffix in ("txt", "html", "htm"):
        words = " ".join(occurrence.text.split()[:_FIRST_WORDS])
        return f"{address}#:~:text={quote(words, safe='').replace('-', '%2D')}"
    return address


def _address(file: Path, folder: Path) -> str:
    try:
        return quote(Path(os.path.relpath(file, folder)).as_posix(), safe="/")
    except ValueError:  # another drive
        return file.as_uri()


def _long_label(year: int | None, source: str) -> str:
    return source if year is None else f"{year} ({source})"


def _day(iso: str | None) -> str | None:
    """A day as both languages read it: 26.08.2021."""
    return None if iso is None else ".".join(reversed(iso.split("-")))
