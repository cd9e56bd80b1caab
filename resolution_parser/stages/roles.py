"""Roles by the trained model: what a passage most probably is, for those few that the rules leave open.

The model (``models/``, a spaCy text classifier over words of the passage, words of its neighbours and signs of its layout) is asked
by the outline only where no rule speaks. It is loaded when it is first asked, and an installation without it abstains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

from resolution_parser.lexicon import Lexicon, Token
from resolution_parser.records import ITEM_KINDS, Modality
from resolution_parser.stages.sentences import split_sentences
from resolution_parser.stages.units import Unit

if TYPE_CHECKING:
    from spacy.pipeline import TextCategorizer

HEAD, TAIL = 40, 12  # words of a passage that the model sees, from its start and its end
SURE_OF_HEADING, SURE_OF_SENTENCE = 0.4, 0.75  # the share that a vote needs to count; see models/README.md
MOST_UNITS = 2_000  # of a document that the model is asked about; the longest protocols have some hundreds
NEAR = 6  # words that it sees of the passages before and after
_PARTS_OF_SPEECH = ("verb", "prts", "infn", "grnd", "prtf", "noun")
Scores = Mapping[str, float]
"""The share that the model gives each label; they sum to one."""


@dataclass(frozen=True, slots=True)
class Vote:
    """The kind that the model votes for, with its share.

    >>> Vote("tasks", 0.9).rule
    'model.tasks'
    """

    kind: str
    share: float

    @property
    def rule(self) -> str:
        """The name that stands in the records."""
        return f"model.{self.kind}"

    @property
    def decides(self) -> bool:
        return self.kind in ("proposals", "tasks")

    @property
    def may_open(self) -> bool:
        """Whether it may open a section: goals and control are what their words make them, and those the rules know.

        >>> [kind for kind in ITEM_KINDS if not Vote(kind, 0.9).may_open]
        ['goals', 'control']
        """
        return self.kind not in ("goals", "control")

    @property
    def modality(self) -> Modality | None:
        """What a bare dative amounts to in a section that the vote opens."""
        return "obligation" if self.decides else None


@dataclass(frozen=True)
class RoleModel:
    """A trained model of roles in a folder, or the shipped one; where the folder holds none, it never votes.

    It is only a name until it is asked: it pickles, and may be shared by threads.
    """

    folder: str | None = None

    @property
    def path(self) -> Path:
        return Path(self.folder) if self.folder else _shipped_folder()

    def ballot(self, units: Sequence[Unit], *, lexicon: Lexicon) -> Ballot | None:
        """Votes on a document's units, not yet counted; None where there is no model, or where the document is a book.

        >>> RoleModel("/no/such/folder").ballot((), lexicon=Lexicon.default()) is None
        True
        """
        return Ballot(self, units, lexicon) if len(units) <= MOST_UNITS and _has_model(str(self.path)) else None

    def score(self, passages: Sequence[tuple[str, ...]]) -> list[Scores]:
        """The shares of the labels for passages given as their features."""
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        if not passages:
            return []
        textcat, vocab = _load(str(self.path)), Vocab()  # a vocabulary of its own: a shared one would grow with every document
        shares = textcat.predict([Doc(vocab, words=list(passage)) for passage in passages])
        return [dict(zip(textcat.labels, map(float, row), strict=True)) for row in shares]


SHIPPED = RoleModel()


class Ballot:
    """The votes on one document, counted when they are first asked for."""

    def __init__(self, model: RoleModel, units: Sequence[Unit], lexicon: Lexicon) -> None:
        self._model, self._units, self._lexicon = model, units, lexicon

    @cached_property
    def _scores(self) -> dict[tuple[int, int], Scores]:
        passages = split_passages(self._units, lexicon=self._lexicon)
        scores = self._model.score(describe(passages))
        return {(unit.paragraph.index, unit.start): score for unit, score in zip(passages, scores, strict=True)}

    def scores(self, unit: Unit) -> Scores:
        """The shares for a unit that is a passage; of any other none."""
        return self._scores.get((unit.paragraph.index, unit.start), {})

    def item(self, unit: Unit) -> Vote | None:
        """The kind of item that a sentence is; None where the model is not sure of it."""
        scores = self.scores(unit)
        return _winner({kind: scores.get(kind, 0.0) for kind in ITEM_KINDS}, SURE_OF_SENTENCE)

    def section(self, heading: Unit, items: Sequence[Unit]) -> Vote | None:
        """The kind of section that a heading opens: half by the heading itself, half by the items under it, if there are any."""
        own, below = self.scores(heading), [self.scores(item) for item in items]
        if own.get("prose", 0.0) > SURE_OF_HEADING:
            return None
        shares: dict[str, float] = {kind: own.get(f"heading.{kind}", 0.0) for kind in ITEM_KINDS}
        if below:
            shares = {kind: (share + sum(scores.get(kind, 0.0) for scores in below) / len(below)) / 2 for kind, share in shares.items()}
        return _winner(shares, SURE_OF_HEADING)


def _winner(shares: Mapping[str, float], least: float) -> Vote | None:
    """Proposals and tasks stand together: their addressees tell them apart."""
    decisions = shares["proposals"] + shares["tasks"]
    best = max(shares, key=lambda kind: (decisions if kind in ("proposals", "tasks") else shares[kind], shares[kind]))
    share = decisions if best in ("proposals", "tasks") else shares[best]
    return Vote(best, round(share, 4)) if share >= least else None


# --- the files -----------------------------------------------------------------------------------------------------------------------


def _shipped_folder() -> Path:
    """``resolution_parser.models`` in a wheel; in a checkout ``models/`` beside the package."""
    package = Path(__file__).parents[1]
    inside = package / "models" / "role"
    return inside if inside.is_dir() else package.parent / "models" / "role"


@lru_cache(maxsize=8)
def _has_model(folder: str) -> bool:
    return (Path(folder) / "config.cfg").is_file()


@lru_cache(maxsize=8)
def _load(folder: str) -> TextCategorizer:
    import spacy  # 0.7 s and 100 MB: only for documents that the rules leave open

    return cast("TextCategorizer", spacy.load(folder, exclude=["tokenizer", "vocab"]).get_pipe("textcat"))


# --- what the model sees -------------------------------------------------------------------------------------------------------------


def split_passages(units: Sequence[Unit], *, lexicon: Lexicon) -> list[Unit]:
    """List items and headings as they are, prose by sentences, as the outline reads it."""
    return [passage for unit in units for passage in _passages(unit, lexicon)]


def _passages(unit: Unit, lexicon: Lexicon) -> list[Unit]:
    if unit.marker is not None or unit.opens:
        return [unit]
    pieces = split_sentences(unit.text, lexicon=lexicon)
    return [Unit(unit.paragraph, unit.start + start, unit.start + end, None) for start, end in pieces] or [unit]


def describe(passages: Sequence[Unit]) -> list[tuple[str, ...]]:
    """The features of each passage of a document: words of its own, words of its neighbours, signs of its layout and its place."""
    described: list[tuple[str, ...]] = []
    heading: tuple[str, ...] = ("HEADING_NONE",)
    for at, passage in enumerate(passages):
        before = passages[at - 1] if at else None
        after = passages[at + 1] if at + 1 < len(passages) else None
        described.append((
            *_own_words(passage), *_neighbour("B", before, last=True), *_neighbour("A", after, last=False), *heading,
            *_layout(passage, before, after), f"PLACE_{10 * at // len(passages)}",
        ))
        if passage.opens:
            heading = tuple(_words("H", [token for token in passage.tokens if token.is_word][-NEAR:]))
    return described


def _own_words(unit: Unit) -> Iterator[str]:
    words = [token for token in unit.tokens if token.is_word]
    seen = words if len(words) <= HEAD + TAIL else [*words[:HEAD], *words[-TAIL:]]
    yield from _words("W", seen)
    yield from _words("F", words[:3])
    yield from _words("L", words[-2:])
    stems = [_stem(token) for token in seen[:HEAD]]
    yield from (f"2_{left}_{right}" for left, right in pairwise(stems))
    for place, token in [*enumerate(words[:2]), *((-1, token) for token in words[-1:])]:
        yield from (f"P{place}_{tag}" for tag in _tags(token))
    tags = {tag for token in words if len(token.text) > 3 for tag in _tags(token)}
    yield from (f"HAS_{tag}" for tag in _PARTS_OF_SPEECH if tag in tags)


def _words(field: str, tokens: Sequence[Token]) -> Iterator[str]:
    """The dictionary forms, all of them where a word is ambiguous: which one is meant, training finds out."""
    for token in tokens:
        forms = sorted(form for form in token.lemmas if "/" not in form)
        yield from (f"{field}_{form}" for form in forms if form != token.text.lower() or len(forms) == 1)


def _stem(token: Token) -> str:
    return token.text.lower()[:6]


def _tags(token: Token) -> list[str]:
    return sorted({form.rpartition("/")[2] for form in token.lemmas if "/" in form})


def _neighbour(field: str, unit: Unit | None, *, last: bool) -> Iterator[str]:
    if unit is None:
        yield f"{field}_EDGE"
        return
    words = [token for token in unit.tokens if token.is_word]
    yield from _words(field, words[-NEAR:] if last else words[:NEAR])
    yield f"{field}_MARK_{_mark(unit)}"
    yield f"{field}_END_{_ending(unit)}"


def _layout(unit: Unit, before: Unit | None, after: Unit | None) -> Iterator[str]:
    paragraph = unit.paragraph
    yield f"MARK_{_mark(unit)}"
    yield f"END_{_ending(unit)}"
    yield f"LENGTH_{min(len(unit.folded).bit_length(), 10)}"
    yield "WHOLE" if unit.end - unit.start >= len(paragraph.body.strip()) else "PIECE"
    yield from (name for name, holds in (
        ("BOLD", paragraph.bold), ("CENTRED", paragraph.centred), ("STYLED", paragraph.heading is not None),
        ("CELL", paragraph.cell is not None), ("FURNITURE", paragraph.furniture), ("INLINE", unit.inline),
        ("CAPITALS", unit.folded.isupper()), ("LOWER", unit.folded[:1].islower()),
        ("WIDE_GAP", "   " in paragraph.raw or "\t" in paragraph.raw or "__" in paragraph.raw),
        ("LIST_BEFORE", before is not None and before.marker is not None),
        ("LIST_AFTER", after is not None and after.marker is not None),
    ) if holds)


def _mark(unit: Unit) -> str:
    return unit.marker.style.split()[0].split("@")[0] if unit.marker is not None else "NONE"


def _ending(unit: Unit) -> str:
    last = unit.folded.rstrip(" *")[-1:]
    return last if last in (".", ":", ";", ",", "!", "?", ")") else "word"


def features_of(units: Sequence[Unit], *, lexicon: Lexicon) -> list[tuple[Unit, tuple[str, ...]]]:
    """The passages of a document with what the model sees of them."""
    passages = split_passages(units, lexicon=lexicon)
    return list(zip(passages, describe(passages), strict=True))


__all__ = ["SHIPPED", "Ballot", "RoleModel", "Vote", "describe", "features_of", "split_passages"]
