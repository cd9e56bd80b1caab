"""What became of last year's tasks: items of two and more resolutions tied together through the years."""

from __future__ import annotations

from resolution_parser.compare.comparison import Comparison
from resolution_parser.compare.comparison_json import comparison_to_json
from resolution_parser.compare.years import compare

__all__ = ["Comparison", "compare", "comparison_to_json"]
