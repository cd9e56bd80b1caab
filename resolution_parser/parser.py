"""The spine: a document in, a resolution out. It reads from top to bottom like the picture in the README."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import BinaryIO

from resolution_parser.document import Document
from resolution_parser.errors import UsageError
from resolution_parser.lexicon import Lexicon
from resolution_parser.readers.base import Limits, Reader
from resolution_parser.records import Resolution, Warning
from resolution_parser.stages.assemble import assemble
from resolution_parser.stages.blocks import heal_blocks
from resolution_parser.stages.drafts import Outline
from resolution_parser.stages.front import Front, read_event, read_front
from resolution_parser.stages.items import span_of
from resolution_parser.stages.outline import read_outline
from resolution_parser.stages.paragraphs import Paragraph
from resolution_parser.stages.roles import SHIPPED, RoleModel
from resolution_parser.stages.several import document_starts, split_documents
from resolution_parser.stages.tables import find_tables
from resolution_parser.stages.tail import Tail, read_tail
from resolution_parser.trace import Trace

_SOURCE_HINT = "open the file with open(path, \"rb\"), wrap bytes in io.BytesIO, or give a text to parse_text"


class Parser:
    """Reads resolutions. It holds no state between documents: one parser may serve many threads.

    ``lexicon``: the wording to go by (:meth:`Lexicon.extend` adds an office's own cues); ``limits``: what a file may cost;
    ``readers``: readers by format that replace or add to the built-in ones; ``model``: the trained model that votes where no rule
    speaks (the shipped one, if this installation has one), or None for rules alone.

    >>> Parser().parse_text("РЕШЕНИЕ съезда\\n\\nСъезд решил:\\n1. Одобрить отчёт.").proposals[0].text
    'Одобрить отчёт'
    """

    def __init__(
        self, *, lexicon: Lexicon | None = None, limits: Limits | None = None, readers: Mapping[str, Reader] | None = None,
        model: RoleModel | None = SHIPPED,
    ) -> None:
        self.lexicon = lexicon or Lexicon.default()
        self.limits = limits or Limits()
        self.readers = readers
        self.model = model

    def parse(self, source: str | os.PathLike[str] | BinaryIO, *, name: str | None = None, encoding: str | None = None) -> Resolution:
        """Read a file (a path, or a file opened in binary mode) of any known format.

        ``name`` replaces the file's name in ``source.name`` and messages; ``encoding`` forces that of a text file.
        Raises :class:`~resolution_parser.errors.InputError` where the file cannot be read, and
        :class:`~resolution_parser.errors.UsageError` where the source is none; the wording never raises.
        A file of several documents is read as one, with the warning ``several_documents``; :meth:`parse_all` tells them apart.
        """
        return self.parse_document(self.read(source, name=name, encoding=encoding))

    def parse_all(
        self, source: str | os.PathLike[str] | BinaryIO, *, name: str | None = None, encoding: str | None = None
    ) -> tuple[Resolution, ...]:
        """Read a file that may hold several documents: each is a resolution of its own, with a text of its own.

        ``source.name`` and ``source.sha256`` are the file's in all of them.
        """
        document = self.read(source, name=name, encoding=encoding)
        return tuple(self.parse_document(part) for part in split_documents(document, lexicon=self.lexicon))

    def parse_text(self, text: str, *, name: str = "text") -> Resolution:
        """Read a text; any text at all gives a resolution, if an empty one."""
        from resolution_parser.readers.text import document_from_text

        return self.parse_document(document_from_text(text, name=name, limits=self.limits))

    def read(self, source: str | os.PathLike[str] | BinaryIO, *, name: str | None = None, encoding: str | None = None) -> Document:
        """Only the reading: the document with its blocks, before any stage."""
        from resolution_parser.readers.detect import read_bytes, read_path

        if isinstance(source, (str, os.PathLike)):
            document = read_path(os.fspath(source), limits=self.limits, encoding=encoding, readers=self.readers)
            return document if name is None else replace(document, name=name)
        if not hasattr(source, "read"):
            raise UsageError(f"parse takes a path or a file, not {type(source).__name__}", hint=_SOURCE_HINT)
        content = source.read(self.limits.file_bytes + 1)
        if isinstance(content, str):
            raise UsageError("parse takes a file opened in binary mode, not one of text", hint=_SOURCE_HINT)
        label = name or os.path.basename(str(getattr(source, "name", "") or "stream"))
        return read_bytes(content, name=label, limits=self.limits, encoding=encoding, readers=self.readers)

    def parse_document(self, document: Document) -> Resolution:
        """Interpret a document that has been read."""
        paragraphs, front, tail, outline = self._outline(document)
        event, _ = read_event(front, [part for part in paragraphs if part.index >= front.body], lexicon=self.lexicon)
        resolution = assemble(document, paragraphs, front, tail, outline, event, lexicon=self.lexicon)
        starts = document_starts(paragraphs, lexicon=self.lexicon)
        return resolution if len(starts) < 2 else replace(resolution, warnings=(*resolution.warnings, _several(starts)))

    def explain(self, document: Document) -> tuple[Trace, ...]:
        """For every paragraph of a document what it was taken for, by which rule."""
        paragraphs, front, tail, outline = self._outline(document)
        return tuple(_traces(paragraphs, front, tail, outline))

    def _outline(self, document: Document) -> tuple[tuple[Paragraph, ...], Front, Tail, Outline]:
        paragraphs = heal_blocks(document, self.lexicon)
        front = read_front(paragraphs, lexicon=self.lexicon)
        tables = find_tables(paragraphs, lexicon=self.lexicon)
        tail = read_tail(paragraphs, tables, front.body, lexicon=self.lexicon)
        body = [part for part in paragraphs if front.body <= part.index and _has_items(part, tail, tables)]
        outline = read_outline(body, tables, lexicon=self.lexicon, model=self.model)
        return paragraphs, front, tail, outline


def _several(starts: list[Paragraph]) -> Warning:
    message = f"{len(starts)} documents stand in this file and are read as one; parse_all reads each for itself"
    second = starts[1]
    return Warning(code="several_documents", message=message, span=span_of(second, 0, len(second.text)))


def _has_items(paragraph: Paragraph, tail: Tail, tables: tuple[object, ...]) -> bool:
    """Signatures hold no items; an annex only those of its tables."""
    if paragraph.index >= tail.annex_first:
        return paragraph.cell is not None
    return paragraph.index < tail.signatures_first


def _traces(paragraphs: tuple[Paragraph, ...], front: Front, tail: Tail, outline: Outline) -> list[Trace]:
    by_index: dict[int, list[tuple[int, int, str, str, str]]] = {}
    for role in outline.roles:
        by_index.setdefault(role.paragraph, []).append((role.start, role.end, role.role, role.rule, ""))
    found: list[Trace] = []
    for part in paragraphs:
        roles = by_index.get(part.index) or [(0, len(part.text), *_place_of(part, front, tail), "")]
        for start, end, role_name, rule, why in roles:
            low, high = part.map.to_raw(start, end) if start < end else (part.start, part.end)
            found.append(Trace(start=low, end=high, text=part.text[start:end] or part.text, role=role_name, rule=rule, why=why))
    return found


def _place_of(part: Paragraph, front: Front, tail: Tail) -> tuple[str, str]:
    if part.furniture:
        return "furniture", "layout"
    if part.index < front.body:
        return ("furniture", "front.letterhead") if part.index in front.letterhead else ("title", "front.title")
    if part.index >= tail.annex_first:
        return "annex", "tail.annex"
    if part.index >= tail.signatures_first:
        return "signatures", "tail.signatures"
    return "preamble", "outline"


def parse(source: str | os.PathLike[str] | BinaryIO, *, name: str | None = None, encoding: str | None = None) -> Resolution:
    """Read a file with the default parser; see :meth:`Parser.parse`."""
    return Parser().parse(source, name=name, encoding=encoding)


def parse_all(
    source: str | os.PathLike[str] | BinaryIO, *, name: str | None = None, encoding: str | None = None
) -> tuple[Resolution, ...]:
    """Read a file that may hold several documents with the default parser; see :meth:`Parser.parse_all`."""
    return Parser().parse_all(source, name=name, encoding=encoding)


def parse_text(text: str, *, name: str = "text") -> Resolution:
    """Read a text with the default parser; see :meth:`Parser.parse_text`.

    >>> parse_text("Поручить администрации района до 1 мая 2024 года отремонтировать клуб.").tasks[0].deadline.end
    '2024-05-01'
    """
    return Parser().parse_text(text, name=name)
