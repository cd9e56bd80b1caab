"""Finding the files of an archive: every file gives one :class:`Found`, also those that are no documents."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from resolution_parser.archive.names import Namer, shorten
from resolution_parser.archive.outcome import Fault, Reason
from resolution_parser.errors import FileMissing, HostileFile, ResolutionError
from resolution_parser.readers.base import Limits
from resolution_parser.readers.zip_safety import SafeZip, check_member, open_archive

ZIP_DEPTH = 3  # an archive in an archive in an archive: more is either a joke or a bomb
_PACKED_DOCUMENTS = {"[Content_Types].xml", "mimetype"}  # .docx and .odt are zip archives, too, and may have the suffix of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file that was found.

    ``path`` names it in the manifest, ``target`` is the path of its JSON below the output folder, ``file`` is where it is on the disk;
    ``members`` lead to it through zip archives. With a ``reason`` or a ``fault`` it will not be read.
    """

    path: str
    target: str
    file: str
    members: tuple[str, ...] = ()
    size: int | None = None
    reason: Reason | None = None
    fault: Fault | None = None

    @property
    def is_document(self) -> bool:
        """Whether it may be a document: only reading it can tell."""
        return self.reason is None and self.fault is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How to search: ``skip`` is the output folder, which is never searched; links are followed only where asked."""

    limits: Limits
    skip: Path | None = None
    follow_links: bool = False

    def find(self, paths: Sequence[str | os.PathLike[str]]) -> Iterator[Found]:
        """All files among ``paths`` (files, folders, zip archives), each once, in a fixed order: that of the paths, then by name.

        Of one folder or zip archive, the names are those below it. Of several paths, each folder keeps its own name. Plain files (those
        given, or those of one folder without others in it) have the short form: ``NAME.json``.
        """
        given = [Path(path) for path in dict.fromkeys(map(os.path.abspath, paths))]
        if all(not path.is_dir() and not _is_zip(path) for path in given):
            yield from _plain_files(given)
            return
        if len(given) == 1 and given[0].is_dir() and self._is_flat(given[0]):
            namer = Namer()
            for found in self._root(given[0], ""):
                yield replace(found, target=namer.short(PurePosixPath(found.path).name)) if found.is_document else found
            return
        namer = Namer()
        for path in given:
            name = "" if len(given) == 1 else namer.distinct(path.name)
            yield from self._root(path, name)

    def _is_flat(self, folder: Path) -> bool:
        """Whether a folder holds plain files only."""
        try:
            with os.scandir(folder) as scan:
                return not any(self._leads_on(entry) for entry in scan)
        except OSError:
            return False

    def _leads_on(self, entry: os.DirEntry[str]) -> bool:
        if entry.name.startswith(".") or os.path.abspath(entry.path) == str(self.skip):
            return False
        return entry.is_dir(follow_symlinks=self.follow_links) or _is_zip(Path(entry.path))

    def _root(self, path: Path, name: str) -> Iterator[Found]:
        if path.is_dir():
            yield from self._folder(path, name, frozenset())
        elif _is_zip(path):
            yield from self._zip_file(str(path), name, name or path.name)
        else:
            yield _look(str(path), name, target=_json_name(name))

    def _folder(self, folder: Path, prefix: str, above: frozenset[tuple[int, int]]) -> Iterator[Found]:
        try:
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
            status = folder.stat()
        except OSError as cause:
            yield Found(path=prefix or ".", target="", file=str(folder), fault=_fault_of(
                FileMissing(f"the folder cannot be read ({cause.strerror})", hint="check the rights, then run again")))
            return
        here = (status.st_dev, status.st_ino)
        if here in above:
            return  # a link that leads back to where it stands
        namer = Namer()
        for entry in entries:
            yield from self._entry(entry, _below(prefix, namer.distinct(entry.name)), above | {here})

    def _entry(self, entry: os.DirEntry[str], path: str, above: frozenset[tuple[int, int]]) -> Iterator[Found]:
        if self.skip is not None and os.path.abspath(entry.path) == str(self.skip):
            return
        if entry.name.startswith("."):
            yield Found(path=path, target="", file=entry.path, reason="hidden")
        elif entry.is_symlink() and not self.follow_links:
            yield Found(path=path, target="", file=entry.path, reason="link")
        elif entry.is_dir():
            yield from self._folder(Path(entry.path), path, above)
        elif _is_zip(Path(entry.path)):
            yield from self._zip_file(entry.path, path, path)
        else:
            yield _look(entry.path, path, target=_json_name(path))

    def _zip_file(self, file: str, prefix: str, path: str) -> Iterator[Found]:
        try:
            with open(file, "rb") as opened:
                archive = open_archive(opened, name=path, limits=self.limits)
                if _PACKED_DOCUMENTS & set(archive.names):
                    yield _look(file, path, target=_json_name(path))
                else:
                    yield from self._members(archive, prefix, Found(path=path, target="", file=file))
        except OSError as cause:
            yield Found(path=path, target="", file=file, fault=_fault_of(FileMissing(
                f"the file cannot be read ({cause.strerror})", hint="check the path and the rights")))
        except ResolutionError as error:
            yield Found(path=path, target="", file=file, fault=_fault_of(error))

    def _members(self, archive: SafeZip, prefix: str, holder: Found) -> Iterator[Found]:
        namer = Namer()
        for member in sorted(archive.names):
            path = _below(prefix, namer.distinct(_plain(member)))
            found = replace(holder, path=path, target=_json_name(path), members=(*holder.members, member), size=archive.size(member))
            name = PurePosixPath(path).name
            if name.startswith(("~$", ".")) or "__MACOSX" in path:
                yield replace(found, reason="lock_file" if name.startswith("~$") else "hidden")
            elif name.lower().endswith(".zip"):
                yield from self._nested(archive, member, found)
            else:
                yield found

    def _nested(self, archive: SafeZip, member: str, found: Found) -> Iterator[Found]:
        try:
            if len(found.members) >= ZIP_DEPTH:
                raise HostileFile(f"zip archives nested more than {ZIP_DEPTH} deep", where=found.path, hint="unpack it and look inside")
            check_member(archive, member, limits=self.limits)
            inner = open_archive(archive.read(member), name=found.path, limits=self.limits)
        except ResolutionError as error:
            yield replace(found, fault=_fault_of(error))
        else:
            yield from self._members(inner, found.path, found)


def open_members(file: str, members: Sequence[str], *, limits: Limits) -> bytes:
    """The bytes of a member of a zip archive, which may lie in further archives."""
    name = members[-1]
    with open(file, "rb") as opened:
        archive = open_archive(opened, name=os.path.basename(file), limits=limits)
        for member in members[:-1]:
            check_member(archive, member, limits=limits)
            archive = open_archive(archive.read(member), name=member, limits=limits)
        check_member(archive, name, limits=limits)
        return archive.read(name)


def _plain_files(files: Sequence[Path]) -> Iterator[Found]:
    namer = Namer()
    for file in files:
        target = namer.short(file.name)
        yield _look(str(file), namer.printable(file.name), target=target)


def _look(file: str, path: str, *, target: str) -> Found:
    found = Found(path=path or os.path.basename(file), target=target, file=file)
    if os.path.basename(file).startswith("~$"):
        return replace(found, reason="lock_file")
    try:
        status = os.stat(file)
    except OSError:
        return found  # reading it will say what is wrong
    if not stat.S_ISREG(status.st_mode):
        return replace(found, reason="special")
    return replace(found, size=status.st_size)


def _is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip" and not path.name.startswith("~$") and path.is_file()


def _below(prefix: str, name: str) -> str:
    return f"{prefix}/{name}" if prefix else name


def _plain(member: str) -> str:
    """A member's name as a path that stays inside: no drive, no root, no way up."""
    parts = [part for part in member.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(part.replace(":", "_") for part in parts) or "_"


def _json_name(path: str) -> str:
    return shorten(f"{path}.json")


def _fault_of(error: ResolutionError) -> Fault:
    return Fault(type=type(error).__name__, message=error.what, hint=error.hint)
