"""Precision, recall and F of ``doc.spans["resolution"]``, in all and by label, as spaCy scores spans."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Any

from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry

from resolution_parser.spacy_component.labels import SPANS_KEY

SCORER = "resolution_parser.resolution_scorer.v1"


@registry.scorers(SCORER)  # type: ignore[untyped-decorator]  # for those who import; spaCy finds it by entry point (pyproject.toml)
def make_resolution_scorer(spans_key: str = SPANS_KEY, only: Sequence[str] | None = None) -> Callable[..., dict[str, Any]]:
    """A scorer: the keys are ``spans_resolution_p``, ``_r``, ``_f`` and ``_per_type`` (with another ``spans_key``, its name).

    A span is right if its label and all its tokens are. ``only``: only these labels count; gold files tell of no CUE, for instance.
    References without ``doc.spans["resolution"]`` are passed over.
    """
    return partial(score_resolutions, spans_key=spans_key, only=frozenset(only) if only is not None else None)


def score_resolutions(
    examples: Iterable[Example], *, spans_key: str = SPANS_KEY, only: Collection[str] | None = None, **settings: Any
) -> dict[str, Any]:
    """What a scorer does; ``settings``, which spaCy passes to all scorers (``labels`` among them), change nothing."""
    def spans_of(doc: Doc, _key: str) -> Iterable[Span]:
        return [span for span in doc.spans.get(spans_key, ()) if only is None or span.label_ in only]

    return Scorer.score_spans(
        examples, f"spans_{spans_key}", getter=spans_of, has_annotation=lambda doc: spans_key in doc.spans, allow_overlap=True,
    )
