"""The names that the component, its users and their configs share."""

from __future__ import annotations

SPANS_KEY = "resolution"
LABELS = ("GOAL", "FINDING", "PROBLEM", "PROPOSAL", "TASK", "CONTROL", "BODY", "DEADLINE", "REFERENCE", "PERSON", "CUE")
ALIGNMENTS = ("expand", "contract", "strict")
