"""What the command ``parse`` prints."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from resolution_parser.archive.names import Namer
from resolution_parser.exporters.summary import to_summary
from resolution_parser.jsonio import to_json

if TYPE_CHECKING:
    from resolution_parser.parser import Parser
    from resolution_parser.trace import Trace

STDIN = "stdin"
_SHOWN = 60  # characters of a paragraph that --explain shows


def rendered(parser: Parser, file: str, *, encoding: str | None, as_json: bool, styled: bool) -> list[str]:
    """The records of each document of a file as JSON, or as a summary."""
    if file == "-":
        resolutions = parser.parse_all(sys.stdin.buffer, name=STDIN, encoding=encoding)
    else:
        resolutions = parser.parse_all(file, name=_printable_name(file), encoding=encoding)
    if as_json:
        return [to_json(resolution, indent=2) for resolution in resolutions]
    width = min(shutil.get_terminal_size((100, 0)).columns, 120)
    return [to_summary(resolution, width=width, styled=styled) for resolution in resolutions]


def explained(parser: Parser, file: str, *, encoding: str | None) -> list[str]:
    """For each paragraph its place, role and rule, then what was seen, then the paragraph itself."""
    if file == "-":
        document = parser.read(sys.stdin.buffer, name=STDIN, encoding=encoding)
    else:
        document = parser.read(file, name=_printable_name(file), encoding=encoding)
    return ["".join(_explain_one(trace) for trace in parser.explain(document))]


def _printable_name(file: str) -> str | None:
    name = Path(file).name
    printable = Namer.printable(name)
    return printable if printable != name else None


def joined(texts: Sequence[str], *, as_array: bool) -> str:
    """All texts as one output that ends in a line end.

    >>> joined(['{"a": 1}', '{"b": 2}'], as_array=True)
    '[\\n{"a": 1},\\n{"b": 2}\\n]\\n'
    """
    if as_array:
        return "[\n" + ",\n".join(texts) + "\n]\n" if texts else "[]\n"
    return "\n".join(text if text.endswith("\n") else f"{text}\n" for text in texts)


def _explain_one(trace: Trace) -> str:
    text = "".join(sign if unicodedata.category(sign) != "Cc" else " " for sign in trace.text)
    text = " ".join(text.split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN - 1]}…"
    why = f"\n{'':15}{trace.why}" if trace.why else ""
    return f"{f'{trace.start}-{trace.end}':13}  {trace.role:11}  {trace.rule:24}  {shown}{why}\n"
