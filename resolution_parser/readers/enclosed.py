"""The one document among the files of a letter or an archive. Nothing is written to disk, names of files are for messages only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from resolution_parser.document import Document
from resolution_parser.errors import HostileFile, InputError, SeveralDocuments, UnknownFormat
from resolution_parser.readers.base import Limits, sha256_of
from resolution_parser.readers.detect import built_in_formats, detect_format, read_bytes

_RANKS = (("docx", "doc", "rtf", "odt", "pdf"), ("html", "txt", "eml", "zip"))
_NAMED = 5
_MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class File:
    """A file inside another."""

    name: str
    content: bytes


def choose_documents(files: Iterable[File]) -> tuple[File, ...]:
    """Those files that are documents, if any of the first rank: a covering text beside a Word file is none, nor is a picture.

    >>> [file.name for file in choose_documents([File("a.txt", b"text"), File("b.pdf", b"%PDF-1.7"), File("c.bin", bytes(range(32)))])]
    ['b.pdf']
    """
    known = [(file, kind) for file in files if (kind := _format_of(file)) is not None]
    ranks = (*_RANKS, tuple(kind for kind in built_in_formats() if not any(kind in rank for rank in _RANKS)))
    chosen = ([file for file, kind in known if kind in rank] for rank in ranks)
    return tuple(next(filter(None, chosen), ()))


def read_enclosed(file: File, *, data: bytes, name: str, limits: Limits) -> Document:
    """The document of a file inside ``data``; it has the name and the hash of what it was found in."""
    if limits.container_depth < 1:
        raise HostileFile("archives and letters are packed into each other too often", where=name,
                          hint="take the document out yourself, or raise Limits.container_depth")
    inner = replace(limits, container_depth=limits.container_depth - 1)
    document = read_bytes(file.content, name=f"{name}: {shown_name(file.name)}", limits=inner)
    return replace(document, name=name, sha256=sha256_of(data))


def refuse_several(documents: Sequence[File], *, what: str, name: str, hint: str) -> None:
    """Raise ``SeveralDocuments`` unless there is one document, or none."""
    if len(documents) > 1:
        raise SeveralDocuments(f"{what} holds several documents: {named(documents)}", where=name, hint=hint)


def refuse_none(files: Sequence[File], *, what: str, name: str) -> None:
    """Raise the error of a container without any document; it names what is there."""
    held = f"only {named(files)}" if files else "no file at all"
    raise UnknownFormat(f"{what} holds no document that can be read, {held}", where=name,
                        hint="give one with a .docx, .doc, .rtf, .odt, .pdf, .html or .txt file in it")


def named(files: Sequence[File]) -> str:
    """The names of some files for a message.

    >>> named([File(f"{rank}.txt", b"") for rank in range(7)])
    "'0.txt', '1.txt', '2.txt', '3.txt', '4.txt' and 2 more"
    """
    shown = ", ".join(repr(shown_name(file.name)) for file in files[:_NAMED])
    return shown if len(files) <= _NAMED else f"{shown} and {len(files) - _NAMED} more"


def shown_name(name: str) -> str:
    """The last part of a path, short and printable."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(sign if sign.isprintable() else "?" for sign in last)[:_MAX_NAME]


def _format_of(file: File) -> str | None:
    if not file.content.strip(b" \t\r\n\0"):
        return None
    try:
        kind = detect_format(file.content, name=shown_name(file.name))
    except InputError:
        return None
    return kind if kind in built_in_formats() else None
