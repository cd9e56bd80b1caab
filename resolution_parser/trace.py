"""Why each paragraph is what it is, for ``--explain``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A piece of the text (half-open offsets), the role it was given, the rule that gave it, and why in words."""

    start: int
    end: int
    text: str
    role: str
    rule: str
    why: str
