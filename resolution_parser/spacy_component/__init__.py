"""The spaCy component ``resolution_parser``, and what belongs to it: extensions, a scorer, displaCy options, gold as a ``DocBin``.

Installed, it needs no import: spaCy finds the factory and the scorer by entry point.

>>> import spacy
>>> nlp = spacy.blank("ru")
>>> component = nlp.add_pipe("resolution_parser")
>>> doc = nlp("Съезд решил:\\n1. Поручить администрации района до 1 мая 2024 года отремонтировать клуб.")
>>> [(span.label_, span.text) for span in doc.spans["resolution"]][2:]
[('BODY', 'администрации района'), ('DEADLINE', 'до 1 мая 2024 года')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resolution_parser.spacy_component.component import ResolutionParser, make_resolution_parser
    from resolution_parser.spacy_component.display import displacy_options
    from resolution_parser.spacy_component.extensions import register_extensions
    from resolution_parser.spacy_component.gold import GoldDoc, gold_docs, write_docbin
    from resolution_parser.spacy_component.labels import LABELS, SPANS_KEY
    from resolution_parser.spacy_component.scorer import make_resolution_scorer

__all__ = [
    "LABELS", "SPANS_KEY", "GoldDoc", "ResolutionParser", "displacy_options", "gold_docs", "make_resolution_parser",
    "make_resolution_scorer", "register_extensions", "write_docbin",
]

_HOMES = {
    "LABELS": "labels", "SPANS_KEY": "labels", "GoldDoc": "gold", "gold_docs": "gold", "write_docbin": "gold",
    "ResolutionParser": "component", "make_resolution_parser": "component", "displacy_options": "display",
    "register_extensions": "extensions", "make_resolution_scorer": "scorer",
}


def __getattr__(name: str) -> object:
    """Loaded when first asked for: spaCy imports this package for whoever makes any pipeline."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
