"""``doc._.resolution`` and ``span._.resolution_item``: getters over plain data in ``doc.user_data``, which every serialiser of spaCy takes.

The data is the resolution as :func:`resolution_parser.jsonio.to_builtins` gives it, without its text: that is the Doc's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from spacy.tokens import Doc, Span

from resolution_parser.errors import SchemaError
from resolution_parser.jsonio import from_builtins, to_builtins
from resolution_parser.records import (
    Body,
    Control,
    Deadline,
    Finding,
    Goal,
    Person,
    Problem,
    Proposal,
    Reference,
    Resolution,
    Section,
    Task,
)

USER_DATA_KEY = "resolution_parser"
Record = Goal | Finding | Problem | Proposal | Task | Control | Body | Deadline | Reference | Person | Section
_ID = re.compile(r"(?P<kind>[a-z]+)-(?P<rank>[1-9]\d*)(?:\.(?P<part>body|deadline)(?:-(?P<part_rank>[1-9]\d*))?)?")
_LISTS: Mapping[str, tuple[str, type[Record]]] = {
    "goal": ("goals", Goal), "finding": ("findings", Finding), "problem": ("problems", Problem), "proposal": ("proposals", Proposal),
    "task": ("tasks", Task), "control": ("control", Control), "reference": ("references", Reference), "person": ("persons", Person),
    "section": ("sections", Section),
}


def register_extensions() -> None:
    """Make the two extensions known to spaCy. The component does; call it to read Docs where no pipeline is loaded.

    Raises spaCy's ValueError (E090) where other code has taken one of the names.
    """
    _register(Doc, "resolution", get_resolution)
    _register(Span, "resolution_item", get_item)


def _register(owner: type[Doc] | type[Span], name: str, getter: Callable[..., object]) -> None:
    if not owner.has_extension(name) or owner.get_extension(name)[2] is not getter:
        owner.set_extension(name, getter=getter)


def store(doc: Doc, resolution: Resolution) -> None:
    """Keep a resolution of the Doc's own text with the Doc."""
    doc.user_data[USER_DATA_KEY] = {**to_builtins(resolution), "text": "", "length": len(doc.text)}


def get_resolution(doc: Doc) -> Resolution | None:
    """The resolution of a Doc, made anew at each call; all its offsets point into ``doc.text``. None where the component has not run.

    Raises SchemaError where the data was stored by a version with other records.
    """
    stored = _stored(doc)
    if stored is None:
        return None
    return from_builtins({**{key: value for key, value in stored.items() if key != "length"}, "text": doc.text})


def get_item(span: Span) -> Record | None:
    """What a span of ``doc.spans["resolution"]`` stands for: an item, a Body, Deadline, Reference or Person, or the Section of a cue.

    It goes by ``span.id_``. The pieces of one item have the same record; None for spans that others have made.
    """
    stored, match = _stored(span.doc), _ID.fullmatch(span.id_)
    if stored is None or match is None or match["kind"] not in _LISTS:
        return None
    key, kind = _LISTS[match["kind"]]
    raw = _nth(stored.get(key), int(match["rank"]))
    if match["part"] == "body":
        raw, kind = _nth(_field(raw, "bodies"), int(match["part_rank"] or 0)), Body
    elif match["part"] == "deadline":
        raw, kind = _field(raw, "deadline"), Deadline
    return None if raw is None else _convert(raw, kind)


def _stored(doc: Doc) -> Mapping[str, Any] | None:
    """A Doc cut from another (``span.as_doc``) may have taken the data of the whole along: that is not its own."""
    stored = doc.user_data.get(USER_DATA_KEY)
    return stored if isinstance(stored, Mapping) and stored.get("length") == len(doc.text) else None


def _nth(values: object, rank: int) -> object:
    return values[rank - 1] if isinstance(values, (list, tuple)) and 1 <= rank <= len(values) else None


def _field(raw: object, key: str) -> object:
    return raw.get(key) if isinstance(raw, Mapping) else None


def _convert(raw: object, kind: type[Record]) -> Record:
    import msgspec

    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as cause:
        raise SchemaError(str(cause), where=kind.__name__, hint="run the pipeline again") from cause
