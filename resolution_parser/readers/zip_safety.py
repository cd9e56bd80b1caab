"""Zip archives that may be hostile: nothing is believed that the archive says of itself, and nothing is unpacked before it is checked."""

from __future__ import annotations

import io
import mmap
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import IO, TypeAlias

from resolution_parser.errors import DamagedFile, EncryptedFile, HostileFile, TooLarge, UnknownFormat
from resolution_parser.readers.base import Limits

RATIO_FROM = 10_000_000  # smaller members may be packed as well as they like
_CENTRAL_ENTRY = b"PK\x01\x02"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_NESTED = 40  # a zip of stored zips shows their entries, too; so many for one member are still counted exactly
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


Buffer: TypeAlias = "bytes | mmap.mmap"


class SafeZip:
    """The members of a checked archive. Sizes are checked again, against the real bytes, whenever a member is read.

    >>> import io, zipfile
    >>> packed = io.BytesIO()
    >>> with zipfile.ZipFile(packed, "w") as archive:
    ...     archive.writestr("Word/Document.xml", "text")
    >>> unpacked = open_zip(packed.getvalue(), name="a.zip", limits=Limits())
    >>> unpacked.names, unpacked.find("word/document.xml"), unpacked.read("Word/Document.xml")
    (('Word/Document.xml',), 'Word/Document.xml', b'text')
    """

    def __init__(self, data: Buffer, infos: Sequence[zipfile.ZipInfo], *, name: str) -> None:
        self._data = data
        self._name = name
        self._infos = {_true_name(info): info for info in infos if not info.filename.endswith("/")}
        self._folded = {_fold_name(member): member for member in self._infos}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files, as stored, in the order of the archive; no directories. They may point anywhere: never unpack by them."""
        return tuple(self._infos)

    def find(self, member: str) -> str | None:
        """The name under which a member is stored, whatever its case, slashes and leading slash."""
        return self._folded.get(_fold_name(member))

    def info(self, member: str) -> zipfile.ZipInfo:
        """What the directory says of a member."""
        return self._infos[member]

    def size(self, member: str) -> int:
        """The unpacked size that the archive declares; ``read`` never gives more."""
        return self._infos[member].file_size

    def read(self, member: str) -> bytes:
        """All bytes of a member; raises an error of the narrowest kind where they are cut off, changed, encrypted or more than declared."""
        info = self._infos[member]
        content = self._unpack(info, info.file_size + 1)
        if len(content) > info.file_size:
            raise HostileFile(f"{member!r} holds more than the {info.file_size:,} bytes that it declares", where=self._name,
                              hint=_HOSTILE_HINT)
        if len(content) < info.file_size or zlib.crc32(content) != info.CRC:
            raise DamagedFile(f"{member!r} is cut off or changed", where=self._name, hint=_DAMAGED_HINT)
        return content

    def read_head(self, member: str, size: int) -> bytes:
        """At most the first ``size`` bytes of a member, unpacking no more than these."""
        return self._unpack(self._infos[member], size)

    def _unpack(self, info: zipfile.ZipInfo, cap: int) -> bytes:
        packed = self._packed(info)
        if info.compress_type == zipfile.ZIP_STORED:
            return bytes(packed[:cap])
        if info.compress_type != zipfile.ZIP_DEFLATED:
            raise UnknownFormat(f"{info.filename!r} is packed with method {info.compress_type}, which cannot be read", where=self._name,
                                hint="pack the file again as a common .zip")
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, cap)
        except zlib.error as cause:
            raise DamagedFile(f"{info.filename!r} cannot be unpacked", where=self._name, hint=_DAMAGED_HINT) from cause

    def _packed(self, info: zipfile.ZipInfo) -> memoryview:
        if info.flag_bits & _ENCRYPTED:
            raise EncryptedFile(f"{info.filename!r} is protected by a password", where=self._name, hint="save it without a password")
        try:
            magic, name_length, extra_length = _LOCAL_HEADER.unpack_from(self._data, info.header_offset)
        except struct.error as cause:
            raise DamagedFile("the zip archive is cut off", where=self._name, hint=_DAMAGED_HINT) from cause
        start = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length
        if magic != b"PK\x03\x04" or start + info.compress_size > len(self._data):
            raise DamagedFile(f"{info.filename!r} is not where the archive says", where=self._name, hint=_DAMAGED_HINT)
        return memoryview(self._data)[start: start + info.compress_size]


_HOSTILE_HINT = "the file was made to exhaust the machine; do not open it"
_DAMAGED_HINT = "fetch it again, or open it in the program that made it and save it again"


def open_zip(data: bytes, *, name: str, limits: Limits, kind: str = "file") -> SafeZip:
    """Check the directory of an archive: number, sizes, ratios and places of all members; nothing is unpacked.

    ``kind`` is what messages call the file (``.docx``). Raises ``DamagedFile`` for what is no zip, ``TooLarge`` for what is over a
    limit, ``HostileFile`` for bombs.

    >>> open_zip(b"Hello", name="a.docx", limits=Limits(), kind=".docx")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    resolution_parser.errors.DamagedFile: a.docx: the .docx is not a zip archive, or is cut off; ...
    """
    most = limits.archive_members
    if data.count(_CENTRAL_ENTRY) > most * _NESTED:
        raise TooLarge(f"the {kind} has far more members than the limit of {most:,}", where=name, hint=_HOSTILE_HINT)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError, OverflowError) as cause:
        raise DamagedFile(f"the {kind} is not a zip archive, or is cut off", where=name, hint=_DAMAGED_HINT) from cause
    if len(infos) > most:
        raise TooLarge(f"the {kind} has {len(infos):,} members, the limit is {most:,}", where=name,
                       hint="raise Limits.archive_members if the file is genuine")
    _check_sizes(infos, name=name, limits=limits, kind=kind)
    _check_places(infos, len(data), name=name)
    return SafeZip(data, infos, name=name)


def open_archive(file: IO[bytes] | bytes, *, name: str, limits: Limits) -> SafeZip:
    """Open a zip archive of documents, however large: it is mapped, not read. Raises ``DamagedFile``, ``HostileFile`` or ``TooLarge``.

    What its members hold is not judged here: one bomb among a thousand documents costs one document. Check each with ``check_member``.
    """
    try:
        data: Buffer = file if isinstance(file, bytes) else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if sum(1 for _ in re.finditer(_CENTRAL_ENTRY, data)) > limits.archive_documents * _NESTED:
            raise TooLarge("the archive has far too many members", where=name, hint="raise Limits.archive_documents if it is genuine")
        with zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError, OverflowError) as cause:
        raise DamagedFile("this is no zip archive, or it is cut off", where=name, hint=_DAMAGED_HINT) from cause
    if len(infos) > limits.archive_documents:
        raise TooLarge(f"the archive has {len(infos):,} members, the limit is {limits.archive_documents:,}", where=name,
                       hint="raise Limits.archive_documents if it is genuine")
    _check_places(infos, len(data), name=name)
    return SafeZip(data, infos, name=name)


def check_member(archive: SafeZip, member: str, *, limits: Limits) -> None:
    """Refuse a member that unpacks to more than a document may have, before anything is unpacked."""
    _check_sizes([archive.info(member)], name=member, limits=replace(limits, member_bytes=limits.file_bytes), kind="member")


def _check_sizes(infos: Sequence[zipfile.ZipInfo], *, name: str, limits: Limits, kind: str) -> None:
    for info in infos:
        if info.file_size > RATIO_FROM and info.file_size > limits.archive_ratio * info.compress_size:
            raise HostileFile(
                f"{info.filename!r} unpacks to {info.file_size:,} bytes from {info.compress_size:,}: this looks like a zip bomb",
                where=name, hint="raise Limits.archive_ratio if the file is genuine")
        if info.file_size > limits.member_bytes:
            raise TooLarge(f"{info.filename!r} has {info.file_size:,} bytes, the limit is {limits.member_bytes:,}", where=name,
                           hint="raise Limits.member_bytes if the file is genuine")
    total = sum(info.file_size for info in infos)
    if total > limits.archive_bytes:
        raise TooLarge(f"the {kind} unpacks to {total:,} bytes, the limit is {limits.archive_bytes:,}", where=name,
                       hint="raise Limits.archive_bytes if the file is genuine")


def _check_places(infos: Sequence[zipfile.ZipInfo], length: int, *, name: str) -> None:
    """Members that share bytes are how one kind of bomb hides its size; an honest archive has each byte once."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise HostileFile(f"{info.filename!r} overlaps another member", where=name, hint=_HOSTILE_HINT)
        end = info.header_offset + _LOCAL_HEADER.size + info.compress_size
    if end > length:
        raise DamagedFile("the zip archive is cut off", where=name, hint=_DAMAGED_HINT)


def _fold_name(member: str) -> str:
    return member.replace("\\", "/").lstrip("/").casefold()


def _true_name(info: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 mark are read by zipfile as cp437; Russian Windows writes cp866, some other programs UTF-8 all the same."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp866")
