"""The parts of a .docx: which member of the zip holds the text, the styles, the lists, the headers. Nothing outside is followed."""

from __future__ import annotations

import posixpath

from resolution_parser.errors import DamagedFile, EncryptedFile
from resolution_parser.readers.base import Limits
from resolution_parser.readers.docx_xml import Element, count_markup, markup_limit, parse_xml, refuse_dtd
from resolution_parser.readers.zip_safety import SafeZip, open_zip

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_USUAL_PLACE = "word/document.xml"
_PROLOG = 4096  # a DTD can only stand before the root element, which nobody puts further down
_MARKUP_NAMES = (".xml", ".rels", ".vml")


class DocxPackage:
    """An opened .docx. Parts are asked for by the last word of their relationship's type, or by the relationship's id."""

    def __init__(self, data: bytes, *, name: str, limits: Limits) -> None:
        self._name = name
        self._markup_left = markup_limit(limits)
        self._zip = _open(data, name=name, limits=limits)
        _refuse_any_dtd(self._zip, name=name)
        self._main = self._find_main()
        self._targets = {} if self._main is None else self._read_targets(self._main)

    def main(self) -> bytes:
        """The bytes of the part that holds the text."""
        if self._main is None:
            raise DamagedFile("the .docx has no document part", where=self._name, hint="open it in Word or LibreOffice and save it again")
        return self._zip.read(self._main)

    def part(self, kind: str) -> bytes | None:
        """The bytes of the only part of a kind (``styles``, ``numbering``, ``footnotes``); None where there is none."""
        return next((self._zip.read(target) for of_kind, target in self._targets.values() if of_kind == kind), None)

    def target(self, relationship: str) -> str | None:
        """The name of the part that a relationship points to; None where it points nowhere or outside."""
        return self._targets.get(relationship, ("", None))[1]

    def read(self, target: str) -> bytes:
        """The bytes of a part by its name."""
        return self._zip.read(target)

    def parse(self, content: bytes, part: str) -> Element:
        """The root element of a part's bytes; all parts together may have so much markup."""
        root = parse_xml(content, part=part, name=self._name, most=self._markup_left)
        self._markup_left -= count_markup(content)
        return root

    def _find_main(self) -> str | None:
        kinds = self._read_targets("")
        found = next((target for kind, target in kinds.values() if kind == "officeDocument"), "")
        return found or self._zip.find(_USUAL_PLACE)

    def _read_targets(self, source: str) -> dict[str, tuple[str, str]]:
        """Kind and stored name of what a part relates to, by relationship id; external targets and missing parts are left out."""
        folder, file = posixpath.split(source)
        stored = self._zip.find(posixpath.join(folder, "_rels", f"{file}.rels"))
        if stored is None:
            return {}
        targets: dict[str, tuple[str, str]] = {}
        for relation in self.parse(self._zip.read(stored), stored):
            if relation.get("TargetMode") == "External":
                continue
            target = self._zip.find(posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))))
            if target is not None:
                targets[relation.get("Id", "")] = (posixpath.basename(relation.get("Type", "")), target)
        return targets


def _open(data: bytes, *, name: str, limits: Limits) -> SafeZip:
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise EncryptedFile("the .docx is protected by a password", where=name, hint="open it in Word and save it without a password")
        raise DamagedFile("this is an old Word file (.doc), not a .docx", where=name, hint="name it .doc, or save it as .docx in Word")
    return open_zip(data, name=name, limits=limits, kind=".docx")


def _refuse_any_dtd(unpacked: SafeZip, *, name: str) -> None:
    for member in unpacked.names:
        if member.casefold().endswith(_MARKUP_NAMES):
            refuse_dtd(unpacked.read_head(member, _PROLOG), part=member, name=name)
