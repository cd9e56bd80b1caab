"""The command ``doctor``: what this machine can read, and what to install for the rest."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from resolution_parser.commands.shell import told_errors, write_output

if TYPE_CHECKING:
    from resolution_parser.readers.capabilities import Capability


def print_capabilities() -> None:
    """Print which files this machine can read, and what to install for the rest.

    Nothing is changed and nothing is fetched. What cannot be read is no error of this command: the exit code is 0.

    \b
    Example:
      resolution-parser doctor
    """
    with told_errors():
        from resolution_parser import __version__
        from resolution_parser.readers.capabilities import capabilities

        head = f"resolution-parser {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
        write_output("\n".join((head, *_rows(capabilities()))) + "\n", None)


def _rows(known: Sequence[Capability]) -> Iterator[str]:
    """A line for each kind of file, then what to install."""
    for capability in known:
        state = "yes" if capability.is_ready else "no "
        yield f"{state}  {capability.files}: {capability.reader}"
    missing = [capability for capability in known if not capability.is_ready]
    for capability in missing:
        yield f"To read {capability.files}: {capability.hint}"
    if not missing:
        yield "Everything that can be read at all can be read here."
