"""What a reader of the page would not notice changes no record; hard wraps change few."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from resolution_parser import Parser, Resolution
from resolution_parser.jsonio import to_builtins

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = {path.stem: path for folder in ("examples/data", "tests/gold/corpus") for path in sorted((ROOT / folder).glob("*.txt"))}
PARSER = Parser()
PLACES = frozenset({"span", "spans", "sections", "section", "source", "coverage", "warnings", "confidence"})
_SAME = str.maketrans({"ё": "е", "Ё": "Е", "«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def every_nth_line(text: str, insert: Callable[[int], str], *, step: int = 40) -> str:
    lines: list[str] = []
    for rank, line in enumerate(text.split("\n"), 1):
        lines.append(line)
        if rank % step == 0:
            lines.append(insert(rank // step))
    return "\n".join(lines)


def hard_wrap(text: str, width: int) -> str:
    """As a mailer would do it; tables and lines set with spaces stay."""
    return "\n".join(
        line if len(line) <= width or "|" in line or "   " in line.strip() else
        "\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False))
        for line in text.split("\n"))


HARMLESS: dict[str, Callable[[str], str]] = {
    "е for ё": lambda text: text.replace("ё", "е").replace("Ё", "Е"),
    "straight quotes": lambda text: text.replace("«", '"').replace("»", '"'),
    "English quotes": lambda text: text.replace("«", "“").replace("»", "”"),
    "German quotes": lambda text: text.replace("«", "„").replace("»", "“"),
    "hyphens for dashes": lambda text: text.replace("–", "-").replace("—", "-"),
    "long dashes": lambda text: text.replace("–", "—"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old Mac line ends": lambda text: text.replace("\n", "\r"),
    "trailing spaces": lambda text: text.replace("\n", "  \n"),
    "trailing tabs": lambda text: text.replace("\n", "\t\n"),
    "double blank lines": lambda text: re.sub(r"\n\n+", "\n\n\n\n", text),
    "blank lines around": lambda text: f"\n\n{text}\n\n\n",
    "a byte order mark": lambda text: "\ufeff" + text,
    "no-break spaces": lambda text: re.sub(r"(?<=\w) (?=\w)", "\u00a0", text),
    "soft hyphens": lambda text: re.sub(r"(?<=[а-я]{4})(?=[а-я]{4})", "\u00ad", text),
    "й in two pieces": lambda text: text.replace("й", "и\u0306"),
    "page numbers": lambda text: every_nth_line(text, "\n{}\n".format),
    "page numbers and form feeds": lambda text: every_nth_line(text, "- {} -\n\f".format),
}


def records(value: Any) -> Iterator[tuple[str, Any]]:
    """The items, mentions and fields of the head, one by one, without places and without the differences that are meant."""
    for key, inside in value.items():
        if isinstance(inside, list) and key not in PLACES:
            yield from ((key, _told(entry)) for entry in inside)
        elif key not in PLACES and key != "text":
            yield key, _told(inside)


def _told(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple((key, _told(inside)) for key, inside in value.items() if key not in PLACES)
    if isinstance(value, list):
        return tuple(map(_told, value))
    return re.sub(r"\s+", " ", value.translate(_SAME)) if isinstance(value, str) else value


def told(resolution: Resolution) -> list[tuple[str, Any]]:
    return list(records(to_builtins(resolution)))


@lru_cache(maxsize=64)
def text_of(name: str) -> str:
    return PARSER.read(DOCUMENTS[name]).text


@lru_cache(maxsize=64)
def plainly(name: str) -> tuple[tuple[str, Any], ...]:
    return tuple(told(PARSER.parse_text(text_of(name))))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_documents_have_records(name: str) -> None:
    assert len(plainly(name)) > 12


@pytest.mark.parametrize("change", HARMLESS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_nobody_would_notice_changes_no_record(name: str, change: str) -> None:
    assert told(PARSER.parse_text(HARMLESS[change](text_of(name)))) == list(plainly(name))


@pytest.mark.parametrize(("width", "least"), [(70, 0.95), (100, 0.97)])
def test_hard_wraps_change_few_records(width: int, least: float) -> None:
    """A share over all documents, ids left out: what cannot be told from a paragraph's end stays in doubt."""
    kept = total = 0
    for name in DOCUMENTS:
        before, after = (Counter(map(_without_id, found)) for found in (plainly(name), told(PARSER.parse_text(hard_wrap(text_of(name), width)))))
        kept += (before & after).total()
        total += max(before.total(), after.total())
    assert kept / total >= least


def _without_id(record: tuple[str, Any]) -> str:
    key, value = record
    return repr((key, tuple(pair for pair in value if pair[0] != "id") if isinstance(value, tuple) else value))
