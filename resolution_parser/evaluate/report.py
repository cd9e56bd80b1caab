"""An evaluation as text for the terminal, as JSON, and as a page where every fault stands in its place in the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from resolution_parser.evaluate.calibration import Calibration
from resolution_parser.evaluate.evaluation import Evaluation
from resolution_parser.evaluate.faults import Fault
from resolution_parser.evaluate.places import passages
from resolution_parser.exporters.pages import printable, render_page

_SHOWN = 110  # characters of a value in a line of text


def figures(evaluation: Evaluation) -> dict[str, Any]:
    """All figures, nested as ``score.py --json`` prints them: ``{"bodies": {...}, "exact": {"goals": {...}}}``."""
    nested: dict[str, Any] = {"documents": len(evaluation.documents)}
    for name, measure in evaluation.measures():
        group, dot, rest = name.partition(".")
        if dot:
            nested.setdefault(group, {})[rest] = measure.figures()
        else:
            nested[name] = measure.figures()
    return nested


def to_json(evaluation: Evaluation, *, errors: int | None = None) -> str:
    """The figures with the keys of ``score.py --json``, then ``wholly_right``, ``calibration`` and ``errors`` (all, or the first N)."""
    import msgspec

    report = {**figures(evaluation), "calibration": evaluation.calibration(), "errors": _faults(evaluation)[:errors]}
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"


def to_text(evaluation: Evaluation, *, errors: int = 0) -> str:
    """The figures as tables, the calibration, and the first ``errors`` faults."""
    faults = _faults(evaluation)
    lines = [
        f"{len(evaluation.documents)} documents, {evaluation.wholly_right.right} of them wholly right, {len(faults)} faults",
        "", *_figure_lines(evaluation), "", *_calibration_lines(evaluation.calibration()),
    ]
    if errors:
        lines += ["", *(line for fault in faults[:errors] for line in _fault_lines(fault))]
    return "\n".join(lines) + "\n"


def to_html(evaluation: Evaluation, *, errors: int | None = None) -> str:
    """A page that needs neither network nor JavaScript: the figures, and for each document its faults where they stand in the text.

    ``errors`` limits the faults shown, document by document; None shows all.
    """
    left = len(_faults(evaluation)) if errors is None else errors
    documents = []
    for document in evaluation.documents:
        if document.faults and left > 0:
            placeless, placed = passages(document)
            documents.append((document.name, document.faults, placeless, placed))
            left -= len(document.faults)
    return render_page(
        "evaluation.html", evaluation=evaluation, measures=tuple(evaluation.measures()), calibration=evaluation.calibration(),
        faults=_faults(evaluation), documents=documents, kinds=_fault_counts(evaluation),
    )


def _faults(evaluation: Evaluation) -> tuple[Fault, ...]:
    return tuple(fault for document in evaluation.documents for fault in document.faults)


def _fault_counts(evaluation: Evaluation) -> Mapping[tuple[str, str, str], int]:
    """How many faults of each sort, the most frequent first."""
    counts: dict[tuple[str, str, str], int] = {}
    for fault in _faults(evaluation):
        key = (fault.kind, fault.field, fault.sort)
        counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def _figure_lines(evaluation: Evaluation) -> Iterator[str]:
    for name, measure in evaluation.measures():
        figures = (f"{key} {value:.4f}" if isinstance(value, float) else f"{key} {value}" for key, value in measure.figures().items())
        yield f"{name:22}  {'  '.join(figures)}"


def _calibration_lines(calibration: Calibration) -> Iterator[str]:
    yield "confidence   items  mean    right   whole"
    for part in calibration.bins:
        yield f"{part.low:.1f} - {part.high:.1f}  {part.items:7}  {part.confidence:.4f}  {part.right:.4f}  {part.whole:.4f}"
    order = "-" if calibration.order is None else f"{calibration.order:.4f}"
    yield f"gap {calibration.gap:.4f}  order {order}"


def _fault_lines(fault: Fault) -> Sequence[str]:
    """The fault, and beneath it what was wanted (-) and what came (+), as in a patch."""
    beside = f"  <- {_short(fault.text)}" if fault.text not in (fault.wanted or "", fault.got or "", "") else ""
    head = f"{fault.document}: {fault.kind}{'.' if fault.field else ''}{fault.field}: {fault.sort}{beside}"
    values = [f"    {sign} {_short(value)}" for sign, value in (("-", fault.wanted), ("+", fault.got)) if value is not None]
    return [printable(head), *values]


def _short(text: str) -> str:
    text = printable(" ".join(text.split()))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN - 1]}…"
