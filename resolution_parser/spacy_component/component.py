"""The component: it reads the text of a Doc and leaves spans and records."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from spacy import util
from spacy.language import Language
from spacy.pipeline.pipe import Pipe
from spacy.tokens import Doc
from spacy.training import Example

# spaCy imports this module for whoever makes any pipeline, so the parser is imported where it is wanted.
from resolution_parser.errors import LexiconError, UsageError
from resolution_parser.spacy_component.extensions import register_extensions, store
from resolution_parser.spacy_component.labels import ALIGNMENTS, LABELS, SPANS_KEY
from resolution_parser.spacy_component.scorer import SCORER

FACTORY = "resolution_parser"
_LEXICONS = "lexicons.json"


# The decorator registers the defaults and what is assigned, as spaCy wants it; the entry point in pyproject.toml makes spaCy import this.
@Language.factory(
    FACTORY,
    assigns=["doc.spans", "doc._.resolution", "span._.resolution_item"],
    default_config={"spans_key": SPANS_KEY, "alignment": "expand", "use_model": True, "scorer": {"@scorers": SCORER}},
    default_score_weights={
        "spans_resolution_f": 1.0, "spans_resolution_p": 0.0, "spans_resolution_r": 0.0, "spans_resolution_per_type": None,
    },
)
def make_resolution_parser(
    nlp: Language, name: str, spans_key: str, alignment: str, use_model: bool, scorer: Callable[..., dict[str, Any]] | None,
) -> ResolutionParser:
    """The factory ``resolution_parser``: what ``nlp.add_pipe("resolution_parser", config={...})`` calls.

    ``spans_key``: where in ``doc.spans`` the spans go. ``alignment``: what becomes of a token that the edge of a record cuts, ``expand``
    (it is taken in), ``contract`` (left out) or ``strict`` (the span is dropped). ``use_model``: whether the trained model, if one is
    installed, votes where no rule speaks.
    """
    return ResolutionParser(nlp.vocab, name, spans_key=spans_key, alignment=alignment, use_model=use_model, scorer=scorer)


class ResolutionParser(Pipe):
    """Fills ``doc.spans["resolution"]``, ``doc._.resolution`` and ``span._.resolution_item``. It needs the text of a Doc, nothing else.

    The wording of a Doc never raises. Spans go by tokens, records by characters of ``doc.text``. A record in several pieces has a span
    for each piece, and all of them have its id in ``span.id_``.
    """

    def __init__(
        self, vocab: Any, name: str = FACTORY, *, spans_key: str = SPANS_KEY, alignment: str = "expand", use_model: bool = True,
        scorer: Callable[..., dict[str, Any]] | None = None,
    ) -> None:
        if alignment not in ALIGNMENTS:
            raise UsageError(f"there is no alignment {alignment!r}", where=name, hint=f"use one of {', '.join(ALIGNMENTS)}")
        self.vocab, self.name, self.scorer = vocab, name, scorer
        self.spans_key, self.alignment, self.use_model = spans_key, alignment, use_model
        self._set_lexicons(())
        register_extensions()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the spans."""
        return LABELS

    def __call__(self, doc: Doc) -> Doc:
        """Read a Doc; what it held under the same keys is replaced."""
        from resolution_parser.spacy_component.marks import align, find_marks
        from resolution_parser.spacy_component.reading import read_text

        resolution, places = read_text(doc.text, parser=self._parser)
        store(doc, resolution)
        doc.spans[self.spans_key] = align(doc, find_marks(resolution, places), alignment=self.alignment)
        return doc

    def extend_lexicon(self, path: str | Path) -> None:
        """Add the rules of a TOML file, as :meth:`Lexicon.extend` does.

        Its content is saved with the pipeline; the file is not needed again. Raises LexiconError where the file is not valid.
        """
        from resolution_parser.lexicon import Lexicon

        path = Path(path)
        Lexicon.default().extend(path)
        self._set_lexicons((*self._lexicons, (path.name, path.read_text("utf-8"))))

    def initialize(
        self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None, lexicons: list[str] | tuple[str, ...] = (),
    ) -> None:
        """Start from the built-in lexicon and the files named in the config, under ``[initialize.components.resolution_parser]``."""
        # spaCy checks the settings by these annotations, and knows no names of this module
        self._set_lexicons(())
        for path in lexicons:
            self.extend_lexicon(path)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The added lexicons; the settings stand in the config of the pipeline."""
        return util.to_bytes({_LEXICONS: self._dump}, exclude)

    def from_bytes(self, bytes_data: bytes, *, exclude: Iterable[str] = ()) -> ResolutionParser:
        """Take over the lexicons that :meth:`to_bytes` wrote."""
        util.from_bytes(bytes_data, {_LEXICONS: self._load}, exclude)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the added lexicons into a folder."""
        util.to_disk(path, {_LEXICONS: self._write}, exclude)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> ResolutionParser:
        """Take over the lexicons that :meth:`to_disk` wrote."""
        util.from_disk(path, {_LEXICONS: lambda file: self._load(file.read_bytes())}, exclude)
        return self

    def _dump(self) -> bytes:
        return json.dumps([{"name": name, "toml": text} for name, text in self._lexicons], ensure_ascii=False, indent=1).encode()

    def _write(self, file: Path) -> None:
        file.write_bytes(self._dump())

    def _load(self, data: bytes) -> None:
        try:
            lexicons = [(str(saved["name"]), str(saved["toml"])) for saved in json.loads(data)]
        except (TypeError, ValueError, KeyError) as cause:
            raise LexiconError("the saved lexicons are damaged", where=self.name, hint="save the pipeline again") from cause
        self._set_lexicons(lexicons)

    def _set_lexicons(self, lexicons: Iterable[tuple[str, str]]) -> None:
        """Lexicons as names and contents; the last one wins."""
        from resolution_parser.lexicon import Lexicon
        from resolution_parser.parser import Parser
        from resolution_parser.readers.base import Limits
        from resolution_parser.stages.roles import SHIPPED

        self._lexicons = tuple(lexicons)
        lexicon = Lexicon.default()
        for name, text in self._lexicons:
            lexicon = lexicon.extend_text(text, origin=name)
        limits = Limits(text_chars=sys.maxsize)  # the limit of a pipeline is nlp.max_length
        self._parser = Parser(lexicon=lexicon, limits=limits, model=SHIPPED if self.use_model else None)
