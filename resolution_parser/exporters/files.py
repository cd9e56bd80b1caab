"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import os
from pathlib import Path

from resolution_parser.errors import ResolutionError


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
        raise ResolutionError(f"cannot be written: {cause.strerror or cause}", where=str(path), hint="check path and rights") from cause


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".resolution-parser-{os.getpid()}.tmp")  # a short name: that of a document may fill the limit
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
