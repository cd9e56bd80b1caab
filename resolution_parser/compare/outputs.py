"""What a comparison can be written as: the suffix of the file says it. A new form is a line in ``RENDERERS``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from resolution_parser.compare.comparison import Comparison
from resolution_parser.errors import UsageError

RENDERERS: Mapping[str, tuple[str, str]] = MappingProxyType({
    ".html": ("resolution_parser.compare.report.page", "comparison_to_html"),
    ".xlsx": ("resolution_parser.compare.report.workbook", "comparison_to_xlsx"),
    ".csv": ("resolution_parser.compare.report.csv_table", "comparison_to_csv"),
    ".md": ("resolution_parser.compare.report.markdown", "comparison_to_markdown"),
    ".json": ("resolution_parser.compare.comparison_json", "comparison_to_page"),
})
"""For each suffix the module and the function that takes ``(comparison, *, lang, links)`` and gives the file's text or bytes."""

REGISTERS = (".toml", ".json")
LANGUAGES = ("ru", "en")
NO_DOCUMENTS: Mapping[str, Path] = MappingProxyType({})


def check_targets(paths: Sequence[Path], *, register: Path | None = None) -> None:
    """Raise UsageError where a file's suffix is none of those known, two outputs are one file, or a folder is missing.

    ``register`` is written, too: its suffix is one of ``REGISTERS``.
    """
    if register is not None and register.suffix.lower() not in REGISTERS:
        what = f"unknown form {register.suffix or 'without suffix'} of a register"
        raise UsageError(what, where=str(register), hint=f"use one of {', '.join(REGISTERS)}")
    if register is not None and register.resolve() in {path.resolve() for path in paths}:
        raise UsageError(f"{register} given twice", where="--out and --register", hint="name each output once")
    for path in paths:
        if path.suffix.lower() not in RENDERERS:
            raise UsageError(f"unknown form {path.suffix or 'without suffix'}", where=str(path), hint=f"use one of {', '.join(RENDERERS)}")
        if not path.parent.is_dir():
            raise UsageError(f"there is no folder {path.parent}", where=str(path), hint="make it, or name another")
    if len({path.absolute() for path in paths}) < len(paths):
        raise UsageError("given twice", where="--out", hint="name each output once")


def render_comparison(comparison: Comparison, suffix: str, *, lang: str = "ru", links: Mapping[str, str] | None = None) -> str | bytes:
    """The comparison as a file with that suffix holds it.

    ``lang`` is that of labels, where there are any; ``links`` holds the addresses of documents by their ``source``, for reports that
    lead to the places.
    """
    module, function = RENDERERS[suffix.lower()]
    rendered: str | bytes = getattr(import_module(module), function)(comparison, lang=lang, links=links)
    return rendered


def write_comparison(comparison: Comparison, path: Path, *, lang: str = "ru", documents: Mapping[str, Path] = NO_DOCUMENTS) -> None:
    """Write the comparison in the form that the suffix asks for: whole, or not at all."""
    write_comparisons(comparison, [path], lang=lang, documents=documents)


def write_comparisons(
    comparison: Comparison, paths: Sequence[Path], *, lang: str = "ru", documents: Mapping[str, Path] = NO_DOCUMENTS,
) -> None:
    """Write the comparison in several forms: nothing is written before all of them are made, each file whole or not at all.

    ``documents`` tells where the documents lie, by their ``source``; reports lead there by addresses relative to their own place.
    """
    from resolution_parser.compare.report.columns import link_documents
    from resolution_parser.exporters.files import write_bytes, write_text

    check_targets(paths)
    made = [(path, render_comparison(comparison, path.suffix, lang=lang, links=link_documents(documents, report=path))) for path in paths]
    for path, rendered in made:
        if isinstance(rendered, str):
            write_text(path, rendered)
        else:
            write_bytes(path, rendered)
