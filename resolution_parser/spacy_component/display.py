"""How displaCy shows the labels."""

from __future__ import annotations

from typing import Any

from resolution_parser.spacy_component.labels import LABELS, SPANS_KEY

# Light enough for black letters; kinds of items in hues of their own, what stands inside items in stronger ones.
_COLOURS = (
    "#a5d6a7", "#b3e5fc", "#ef9a9a", "#fff59d", "#ffcc80", "#d1c4e9",  # goal, finding, problem, proposal, task, control
    "#4dd0e1", "#f06292", "#9ccc65", "#ba9cf5", "#cfd8dc",             # body, deadline, reference, person, cue
)


def displacy_options(*, spans_key: str = SPANS_KEY) -> dict[str, Any]:
    """Options for ``displacy.render(doc, style="span", options=...)``; a new dict, for you to change.

    >>> displacy_options()["colors"]["TASK"]
    '#ffcc80'
    """
    return {"spans_key": spans_key, "colors": dict(zip(LABELS, _COLOURS, strict=True))}
