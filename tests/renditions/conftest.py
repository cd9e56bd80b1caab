"""Lets the tests here import the renderers beside them and the scorer of the gold."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "gold")]
