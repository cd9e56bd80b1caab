"""How right the parser is: scores against gold, the faults one by one, the calibration of ``confidence``, floors that only rise.

>>> from resolution_parser.evaluate import evaluate
>>> evaluate("nowhere")
Traceback (most recent call last):
...
resolution_parser.errors.FileMissing: nowhere: there is no such folder; check the path
"""

from __future__ import annotations

from resolution_parser.evaluate.calibration import Bin, Calibration, Graded
from resolution_parser.evaluate.evaluation import Evaluation, evaluate
from resolution_parser.evaluate.faults import Fault
from resolution_parser.evaluate.report import to_html, to_json, to_text
from resolution_parser.evaluate.scoring import DocumentScore, score_document
from resolution_parser.evaluate.tallies import Share, Tally

__all__ = [
    "Bin", "Calibration", "DocumentScore", "Evaluation", "Fault", "Graded", "Share", "Tally", "evaluate", "score_document", "to_html",
    "to_json", "to_text",
]
