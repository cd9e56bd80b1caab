"""What this machine can read, and what to install for the rest. Each probe speaks for one kind of file; they are asked in order."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass

from resolution_parser.readers.office import INSTALL, find_office

_BROKEN = "install resolution-parser again: pip install --force-reinstall resolution-parser"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """Whether one kind of file can be read here: ``hint`` says what to install where it cannot."""

    files: str
    """The suffixes, and what sets these files apart."""
    reader: str
    """The libraries or programs that read them."""
    is_ready: bool
    hint: str = ""


def capabilities() -> tuple[Capability, ...]:
    """All kinds of files that any reader knows, in the order of the README; nothing heavy is imported, and no program is run but tesseract,
    to list its languages.

    >>> [capability.files for capability in capabilities()][0]
    '.docx .docm .dotx .dotm'
    """
    return tuple(probe() for probe in _PROBES) + _of_plugins()


def _needs(files: str, *libraries: str) -> Callable[[], Capability]:
    """The probe of a reader that needs libraries that the package depends on."""
    def probe() -> Capability:
        missing = [library for library in libraries if importlib.util.find_spec(library) is None]
        hint = f"{', '.join(missing)} cannot be found: {_BROKEN}" if missing else ""
        return Capability(files=files, reader=", ".join(libraries) or "Python alone", is_ready=not missing, hint=hint)

    return probe


def _old_word() -> Capability:
    return Capability(files=".doc of Word 6 and 95", reader="LibreOffice", is_ready=find_office() is not None, hint=INSTALL)


def _scans() -> Capability:
    from resolution_parser.readers.ocr import missing_for_ocr

    missing = missing_for_ocr()
    files = ".tif .tiff .jpg .jpeg .png .gif and .pdf without a text layer (scans)"
    hint = f"{missing[0]} cannot be found; {missing[1]}" if missing else ""
    return Capability(files=files, reader="tesseract", is_ready=missing is None, hint=hint)


def _of_plugins() -> tuple[Capability, ...]:
    from resolution_parser.readers.detect import plugin_readers

    known = plugin_readers().items()
    return tuple(Capability(files=" ".join(reader.suffixes), reader=f"the plugin {name}", is_ready=True) for name, reader in known)


_PROBES: tuple[Callable[[], Capability], ...] = (
    _needs(".docx .docm .dotx .dotm", "lxml"),
    _needs(".doc .dot of Word 97 to 2003", "olefile"),
    _old_word,
    _needs(".rtf"),
    _needs(".odt .ott", "lxml"),
    _needs(".pdf with a text layer", "pypdfium2", "pdfplumber"),
    _scans,
    _needs(".html .htm .xhtml", "lxml"),
    _needs(".txt .text .md"),
    _needs(".eml .mht .mhtml with one document", "lxml"),
    _needs(".zip with one document"),
)
