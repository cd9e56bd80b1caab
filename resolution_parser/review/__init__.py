"""Reviewing records in a spreadsheet: a workbook out, decisions of a person in, corrected records and gold out.

>>> import tempfile, pathlib
>>> from resolution_parser import parse_text
>>> path = pathlib.Path(tempfile.mkdtemp()) / "review.xlsx"
>>> write_workbook(path, [Reviewed(name="a", resolution=parse_text("Съезд решил: одобрить отчёт."))], language="en")
>>> applied, faults = apply_review(read_review(path))
>>> [(fault.cell, fault.message) for fault in faults]
[('Guide!B3', 'it does not say who reviewed'), ('Guide!B4', 'the date of the review is missing')]
"""

from __future__ import annotations

from resolution_parser.review.applying import Applied, apply_review
from resolution_parser.review.corrections import Correction, Corrections, corrections_json
from resolution_parser.review.gold import gold_json
from resolution_parser.review.reading import Fault, Review, read_review
from resolution_parser.review.workbook import Reviewed, write_workbook

__all__ = ["Applied", "Correction", "Corrections", "Fault", "Review", "Reviewed", "apply_review", "corrections_json", "gold_json",
           "read_review", "write_workbook"]
