"""Reads a .zip that holds one document. Members are never written to disk, so their paths can point where they like."""

from __future__ import annotations

from collections.abc import Iterator

from resolution_parser.document import Document
from resolution_parser.readers.base import Limits, check_file_size
from resolution_parser.readers.enclosed import File, choose_documents, read_enclosed, refuse_none, refuse_several
from resolution_parser.readers.zip_safety import SafeZip, open_zip

_SYSTEM_FILES = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_HINT = "unpack it and give the files, or the folder to `resolution-parser convert`"


class ArchiveReader:
    """The reader of .zip archives with one document in them."""

    suffixes: tuple[str, ...] = (".zip",)

    def read(self, data: bytes, *, name: str, limits: Limits) -> Document:
        """Read the one document; raises ``SeveralDocuments`` where there are more, ``UnknownFormat`` where there is none."""
        check_file_size(data, name=name, limits=limits)
        files = list(_files(open_zip(data, name=name, limits=limits, kind="archive"), limits))
        documents = choose_documents(files)
        refuse_several(documents, what="the archive", name=name, hint=_HINT)
        if not documents:
            refuse_none(files, what="the archive", name=name)
        return read_enclosed(documents[0], data=data, name=name, limits=limits)


def _files(archive: SafeZip, limits: Limits) -> Iterator[File]:
    """The files without those that systems leave behind; one that is too large to be read is shown by its beginning."""
    for member in archive.names:
        folded = member.replace("\\", "/").casefold()
        if folded.startswith(_SYSTEM_FILES) or folded.rpartition("/")[2].startswith((*_SYSTEM_FILES, "._", "~$")):
            continue
        is_small = archive.size(member) <= limits.file_bytes
        yield File(member, archive.read(member) if is_small else archive.read_head(member, limits.file_bytes + 1))
