"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from resolution_parser.errors import OutputError

TEMPORARY = ".resolution-parser-"
"""How the names of temporary files begin: whatever is left of a killed run may be removed by it."""


def write_text(path: Path, text: str) -> None:
    """Write the text as UTF-8: whole, or not at all.

    It goes to a temporary file in the same folder, which then takes the place of ``path``. A device or a pipe is written to directly.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write the bytes as :func:`write_text` does."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data)
    except OSError as cause:
        raise OutputError(f"cannot be written: {cause.strerror or cause}", where=str(path), hint="check path and rights") from cause


def write_durably(path: Path, data: bytes) -> None:
    """Write the bytes so that they are whole even after a power cut; folders above are made. Raises ``OutputError``."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data, durable=True)
    except OSError as cause:
        hint = "make room, or check the path and the rights; then run again"
        raise OutputError(f"cannot be written: {cause.strerror or cause}", where=str(path), hint=hint) from cause


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path``, for libraries that write files themselves; it takes the place of ``path`` where all went well.

    Raises ``OutputError`` where the file system refuses.
    """
    temporary = _temporary(path)
    try:
        yield temporary
        os.replace(temporary, path)
    except OSError as cause:
        raise OutputError(f"cannot be written: {cause.strerror or cause}", where=str(path), hint="check path and rights") from cause
    finally:
        temporary.unlink(missing_ok=True)


def _temporary(path: Path) -> Path:
    """A short name (that of a document may fill the limit) that no other process and no other thread takes."""
    return path.with_name(f"{TEMPORARY}{os.getpid()}-{threading.get_ident()}.tmp")



def _replace(path: Path, data: bytes, *, durable: bool = False) -> None:
    temporary = _temporary(path)
    try:
        with temporary.open("wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
