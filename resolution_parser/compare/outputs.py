"""What a comparison can be written as: the suffix of the file says it. A new form is a line in ``RENDERERS``."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from resolution_parser.compare.comparison import Comparison
from resolution_parser.errors import UsageError

RENDERERS: Mapping[str, tuple[str, str]] = MappingProxyType({
    ".json": ("resolution_parser.compare.comparison_json", "comparison_to_page"),
})
"""For each suffix the module and the function that takes ``(comparison, *, lang)`` and gives the file's text or bytes."""

LANGUAGES = ("ru", "en")


def check_targets(paths: list[Path]) -> None:
    """Raise UsageError where a file's suffix is none of those known, or two outputs are one file."""
    for path in paths:
        if path.suffix.lower() not in RENDERERS:
            raise UsageError(f"unknown form {path.suffix or 'without suffix'}", where=str(path), hint=f"use one of {', '.join(RENDERERS)}")
    if len(set(paths)) < len(paths):
        raise UsageError("given twice", where="--out", hint="name each output once")


def render_comparison(comparison: Comparison, suffix: str, *, lang: str = "ru") -> str | bytes:
    """The comparison as a file with that suffix holds it; ``lang`` is that of labels, where there are any."""
    module, function = RENDERERS[suffix.lower()]
    rendered: str | bytes = getattr(import_module(module), function)(comparison, lang=lang)
    return rendered


def write_comparison(comparison: Comparison, path: Path, *, lang: str = "ru") -> None:
    """Write the comparison in the form that the suffix asks for: whole, or not at all."""
    from resolution_parser.exporters.files import write_bytes, write_text

    rendered = render_comparison(comparison, path.suffix, lang=lang)
    if isinstance(rendered, str):
        write_text(path, rendered)
    else:
        write_bytes(path, rendered)
