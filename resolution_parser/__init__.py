"""Reads Russian-language conference resolutions into typed records.

``parse`` reads a file, ``parse_all`` a file of several documents, ``parse_text`` a text, ``parse_archive`` a whole archive; ``Parser``
does the same with a ``Lexicon``, limits and readers of your own. ``to_json`` and ``from_json`` write and check the records. Only input
that cannot be read and wrong settings raise, always a ``ResolutionError``; a document's wording never does.

The public names are loaded when they are first asked for, so that ``import resolution_parser`` costs next to nothing.

>>> import resolution_parser
>>> resolution_parser.parse_text("Съезд решил: одобрить отчёт.").proposals[0].text
'одобрить отчёт'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "Body",
    "Control",
    "Deadline",
    "Finding",
    "Goal",
    "Lexicon",
    "Parser",
    "Problem",
    "Proposal",
    "Resolution",
    "ResolutionError",
    "Task",
    "from_json",
    "parse",
    "parse_all",
    "parse_archive",
    "parse_text",
    "to_json",
]

if TYPE_CHECKING:
    from resolution_parser.archive import parse_archive
    from resolution_parser.errors import ResolutionError
    from resolution_parser.jsonio import from_json, to_json
    from resolution_parser.lexicon import Lexicon
    from resolution_parser.parser import Parser, parse, parse_all, parse_text
    from resolution_parser.records import Body, Control, Deadline, Finding, Goal, Problem, Proposal, Resolution, Task

_HOMES = {
    "ResolutionError": "errors",
    "parse_archive": "archive",
    "from_json": "jsonio", "to_json": "jsonio",
    "Lexicon": "lexicon",
    "Parser": "parser", "parse": "parser", "parse_all": "parser", "parse_text": "parser",
}  # the others live in records


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'records')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
