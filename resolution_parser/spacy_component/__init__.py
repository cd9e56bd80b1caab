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

from resolution_parser.spacy_component.component import ResolutionParser, make_resolution_parser
from resolution_parser.spacy_component.display import displacy_options
from resolution_parser.spacy_component.extensions import register_extensions
from resolution_parser.spacy_component.gold import GoldDoc, gold_docs, write_docbin
from resolution_parser.spacy_component.marks import LABELS, SPANS_KEY
from resolution_parser.spacy_component.scorer import make_resolution_scorer

__all__ = [
    "LABELS", "SPANS_KEY", "GoldDoc", "ResolutionParser", "displacy_options", "gold_docs", "make_resolution_parser",
    "make_resolution_scorer", "register_extensions", "write_docbin",
]
