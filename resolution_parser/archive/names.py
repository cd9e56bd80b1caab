"""Names for outputs: every file has one of its own, on every file system, however long its own is."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

NAME_BYTES = 240  # most file systems end at 255; the temporary name and `.part12` want some room
PATH_BYTES = 3000  # Linux ends at 4,096, of which the output folder takes a part


class Namer:
    """Gives names within one folder: none twice, also where the file system does not tell capitals from small letters."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def distinct(self, name: str) -> str:
        """The name itself, or where it is taken already one with a number.

        >>> namer = Namer()
        >>> namer.distinct("План.txt"), namer.distinct("план.txt"), namer.distinct("план.txt")
        ('План.txt', 'план.txt~2', 'план.txt~3')
        """
        name = self.printable(name)
        rank, candidate = 1, name
        while candidate.casefold() in self._taken:
            rank += 1
            candidate = f"{name}~{rank}"
        self._taken.add(candidate.casefold())
        return candidate

    def short(self, name: str) -> str:
        """``NAME.json`` for plain files: the second of two equal stems keeps its suffix, further ones are counted.

        >>> namer = Namer()
        >>> [namer.short(name) for name in ("one.txt", "One.docx", "one.docx", "one.docx")]
        ['one.json', 'One.docx.json', 'one.docx~2.json', 'one.docx~3.json']
        """
        name = self.printable(name)
        stem = PurePosixPath(name).stem
        rank, candidate = 1, stem
        while f"{candidate}.json".casefold() in self._taken:
            candidate = name if rank == 1 else f"{name}~{rank}"
            rank += 1
        self._taken.add(f"{candidate}.json".casefold())
        return shorten(f"{candidate}.json")

    @staticmethod
    def printable(name: str) -> str:
        """A name that UTF-8 can hold, for a file whose own name is in another encoding, as old archives have.

        >>> Namer.printable("a\\udcf0.txt"), Namer.printable("а.txt")
        ('a\ufffd.txt', 'а.txt')
        """
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def shorten(target: str) -> str:
    """The path of an output, with names that are too long for a file system cut and made distinct by a piece of their hash.

    >>> shorten("2021/решение.docx.json")
    '2021/решение.docx.json'
    >>> len(shorten("ж" * 300 + ".json").encode()) <= NAME_BYTES
    True
    """
    parts = target.split("/")
    if all(len(part.encode()) <= NAME_BYTES for part in parts) and len(target.encode()) <= PATH_BYTES:
        return target
    short = "/".join(_cut(part) for part in parts)
    return short if len(short.encode()) <= PATH_BYTES else f"long_paths/{_digest(target, 32)}.json"


def _cut(part: str) -> str:
    if len(part.encode()) <= NAME_BYTES:
        return part
    ending = f"~{_digest(part, 8)}{'.json' if part.endswith('.json') else ''}"
    return part.encode()[: NAME_BYTES - len(ending)].decode("utf-8", "ignore") + ending


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]
