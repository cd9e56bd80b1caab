"""Where the records of a gold file stand. Gold has texts and no offsets: what has more than one place, or none, is told of and left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from resolution_parser.document import Document
from resolution_parser.evaluate.keys import Json, norm, person_key
from resolution_parser.parser import Parser
from resolution_parser.records import ITEM_KINDS, Body, Control, Span, Task
from resolution_parser.spacy_component.letters import LetterIndex, Place, letters_of
from resolution_parser.spacy_component.marks import Mark, in_order
from resolution_parser.stages.blocks import heal_blocks

T = TypeVar("T")
_LABELS = dict(zip(ITEM_KINDS, ("GOAL", "FINDING", "PROBLEM", "PROPOSAL", "TASK", "CONTROL"), strict=True))


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A text of the gold that was not marked: its path in the file, and how often it stands in the document (0: not at all)."""

    path: str
    text: str
    times: int

    @property
    def why(self) -> Literal["not found", "ambiguous"]:
        return "ambiguous" if self.times else "not found"


def place_gold(gold: Json, document: Document, *, parser: Parser) -> tuple[tuple[Mark, ...], tuple[Unplaced, ...]]:
    """The marks of a gold file in its document, and the texts for which no single place is certain.

    A text counts as found where it stands once; where all its twins are in the gold, too, as records of one kind, they are taken in
    order; where its neighbours in the list leave one place between them; or where the parser reads the very same record. A person's
    name stands in another case, so the parser's reading is asked first. Optional records are not marked.
    """
    return _Placing(gold, document, parser).run()


class _Placing:
    def __init__(self, gold: Json, document: Document, parser: Parser) -> None:
        self._gold = gold
        self._resolution, self._known = parser.parse_placed(document)
        self._index = LetterIndex(heal_blocks(document, parser.lexicon))
        self._marks: list[Mark] = []
        self._unplaced: list[Unplaced] = []

    def run(self) -> tuple[tuple[Mark, ...], tuple[Unplaced, ...]]:
        items = {kind: self._items(kind) for kind in ITEM_KINDS}
        starts = sorted(place.start for places in items.values() for place in places if place is not None)
        for kind in ITEM_KINDS:
            for rank, (raw, place) in enumerate(zip(self._gold.get(kind) or (), items[kind], strict=True)):
                self._take(raw, _LABELS[kind], place, f"{kind}[{rank}]", f"{_singular(kind)}-{rank + 1}", raw["text"])
                if not raw.get("optional"):
                    self._parts(raw, kind, rank, place, starts)
        self._mentions()
        return in_order(self._marks), tuple(self._unplaced)

    def _take(self, raw: Json, label: str, place: Place | None, path: str, record: str, text: str) -> None:
        if raw.get("optional"):
            return
        if place is None:
            self._unplaced.append(Unplaced(path, text, len(self._index.find(text))))
        else:
            self._marks.extend(Mark(label, start, end, record) for start, end in place.pieces)

    # --- items ---------------------------------------------------------------------------------------------------------------------

    def _items(self, kind: str) -> list[Place | None]:
        """A place for each item of a kind, None where none is certain."""
        raws = self._gold.get(kind) or ()
        texts = [raw["text"] for raw in raws]
        read = [(item.text, _place(item.spans)) for item in getattr(self._resolution, kind)]
        places = self._paired(texts, read, others=self._texts_of_other_kinds(kind))
        return [place or self._between(places, at, texts[at]) for at, place in enumerate(places)]

    def _texts_of_other_kinds(self, kind: str) -> set[str]:
        return {letters_of(raw["text"]) for other in ITEM_KINDS if other != kind for raw in self._gold.get(other) or ()}

    def _paired(
        self, texts: Sequence[str], read: Sequence[tuple[str, Place]], *, others: Iterable[str] = (),
    ) -> list[Place | None]:
        """Places of texts of one kind: as many as twins; else the parser's, if it reads as many of them."""
        others = set(others)
        found: list[Place | None] = [None] * len(texts)
        for key, ranks in _groups(texts, letters_of).items():
            places = self._index.find(texts[ranks[0]]) if key not in others else ()
            own = [place for text, place in read if letters_of(text) == key]
            chosen = places if len(places) == len(ranks) else own if len(own) == len(ranks) else ()
            for rank, place in zip(ranks, chosen, strict=False):
                found[rank] = place
        return found

    def _between(self, places: Sequence[Place | None], at: int, text: str) -> Place | None:
        """The only place between those of the neighbours, if there is one."""
        low = max((place.end for place in places[:at] if place is not None), default=0)
        high = min((place.start for place in places[at + 1:] if place is not None), default=len(self._resolution.text))
        return _only(place for place in self._index.find(text) if low <= place.start and place.end <= high)

    # --- bodies and deadlines ------------------------------------------------------------------------------------------------------

    def _parts(self, raw: Json, kind: str, rank: int, item: Place | None, starts: Sequence[int]) -> None:
        twin = self._twin(kind, item)
        for at, body in enumerate(raw.get("bodies") or ()):
            own = [_place((known.span,)) for known in _bodies(twin) if letters_of(known.text) == letters_of(body["text"])]
            place = _only(own) or self._near(body["text"], item, starts)
            record = f"{_singular(kind)}-{rank + 1}.body-{at + 1}"
            self._take(body, "BODY", place, f"{kind}[{rank}].bodies[{at}]", record, body["text"])
        deadline = raw.get("deadline")
        if deadline:
            read = twin.deadline if isinstance(twin, Task) else None
            same = read is not None and letters_of(read.text) == letters_of(deadline["text"])
            own = [_place(known.spans) for known in self._known.deadlines if same and twin is not None and known.task == twin.id]
            place = _only(own) or self._near(deadline["text"], item, starts)
            self._take(deadline, "DEADLINE", place, f"{kind}[{rank}].deadline", f"{_singular(kind)}-{rank + 1}.deadline", deadline["text"])

    def _twin(self, kind: str, item: Place | None) -> Any:
        """The parser's item of that kind in that place."""
        return _only(known for known in getattr(self._resolution, kind) if item is not None and known.spans[0].start == item.start)

    def _near(self, text: str, item: Place | None, starts: Sequence[int]) -> Place | None:
        """The only place of a part: in the item, else behind it before the next item (a note), else in the whole document."""
        places = self._index.find(text)
        if item is None:
            return _only(places)
        following = bisect_right(starts, item.start)
        until = starts[following] if following < len(starts) else len(self._resolution.text)
        inside = [place for place in places if item.holds(place)]
        behind = [place for place in places if item.end <= place.start and place.end <= until]
        return _only(inside or behind) or _only(places)

    # --- mentions ------------------------------------------------------------------------------------------------------------------

    def _mentions(self) -> None:
        references = self._gold.get("references") or ()
        read = [(reference.text, _place((reference.span,))) for reference in self._resolution.references]
        for rank, place in enumerate(self._paired([raw["text"] for raw in references], read)):
            self._take(references[rank], "REFERENCE", place, f"references[{rank}]", f"reference-{rank + 1}", references[rank]["text"])
        persons = self._gold.get("persons") or ()
        for rank, place in enumerate(self._persons(persons)):
            self._take(persons[rank], "PERSON", place, f"persons[{rank}]", f"person-{rank + 1}", persons[rank]["name"])

    def _persons(self, raws: Sequence[Json]) -> list[Place | None]:
        """The mention that the parser reads with that name and role; else as many as twins."""
        found: list[Place | None] = [None] * len(raws)
        for key, ranks in _groups(raws, person_key).items():
            read = [person for person in self._resolution.persons if person_key({"name": person.name}) == key]
            own = [_place((person.span,)) for person in read]
            printed = self._index.find(raws[ranks[0]]["name"])
            chosen = own if len(own) == len(ranks) else printed if len(printed) == len(ranks) else ()
            for rank, place in zip(ranks, chosen, strict=False):
                found[rank] = place
            for rank in ranks if not chosen else ():
                role = norm(raws[rank].get("role"))
                found[rank] = _only(place for person, place in zip(read, own, strict=True) if norm(person.role) == role)
        return found


def _singular(kind: str) -> str:
    return kind if kind == "control" else kind.removesuffix("s")


def _bodies(item: object) -> tuple[Body, ...]:
    return item.bodies if isinstance(item, (Task, Control)) else ()


def _place(spans: Sequence[Span]) -> Place:
    return Place(tuple((span.start, span.end) for span in spans))


def _only(values: Iterable[T]) -> T | None:
    """The value, if there is one and no other."""
    found = list(values)
    return found[0] if found and all(value == found[0] for value in found) else None


def _groups(values: Sequence[T], key: Callable[[T], Any]) -> dict[Any, list[int]]:
    groups: dict[Any, list[int]] = {}
    for rank, value in enumerate(values):
        groups.setdefault(key(value), []).append(rank)
    return groups
