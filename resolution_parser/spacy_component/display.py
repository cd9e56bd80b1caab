"""How displaCy shows the labels."""

from __future__ import annotations

from typing import Any

from resolution_parser.spacy_component.labels import LABELS, SPANS_KEY

# Light enough for black letters; kinds of items in hues of their own, what stands inside items in stronger ones.
_COLOURS = (
    "#81c784", "#81d4fa", "#ef9a9a", "#fdd835", "#ffb74d", "#b39ddb",  # goal, finding, problem, proposal, task, control
    "#26c6da", "#f06292", "#aed581", "#ce93d8", "#b0bec5",             # body, deadline, reference, person, cue
)


def displacy_options(*, spans_key: str = SPANS_KEY) -> dict[str, Any]:
    """Options for ``displacy.render(doc, style="span", options=...)``; a new dict, for you to change.

    >>> displacy_options()["colors"]["TASK"]
    '#ffb74d'
    """
    return {"spans_key": spans_key, "colors": dict(zip(LABELS, _COLOURS, strict=True))}
