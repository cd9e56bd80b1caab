"""Tesseract, called as a program: is it there, does it know Russian, and what does it read on a page."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from resolution_parser.errors import HostileFile, InputError, MissingExtra

LANGUAGE = "rus"
LONG_WORD = 4  # letters: such a word is wider than high
START_SECONDS = 20.0
INSTALL_LIBRARIES = "pip install 'resolution-parser[ocr]'"
INSTALL_PROGRAM = (
    "on Debian or Ubuntu apt-get install tesseract-ocr tesseract-ocr-rus; on Windows run the installer of "
    "https://github.com/UB-Mannheim/tesseract/wiki and tick Russian under additional language data"
)
INSTALL_RUSSIAN = (
    "on Debian or Ubuntu apt-get install tesseract-ocr-rus; on Windows run tesseract's installer again and tick Russian under additional "
    "language data"
)
_LINE_KINDS = frozenset(("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"))


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word with its box in pixels; ``confidence`` from 0 to 1."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrLine:
    """Words of one line as the recogniser sees it. The baseline goes through ``(left, baseline)`` with ``slope``, y downwards."""

    words: tuple[OcrWord, ...]
    left: int
    baseline: float
    slope: float
    size: float
    """Height of the letters from the top of the highest to the bottom of the lowest, in pixels; nearly the size of the type."""
    sideways: bool = False
    """The line runs up or down the page."""


def check_ocr(*, name: str) -> None:
    """Raise MissingExtra, which says what to install, where scans cannot be read on this machine."""
    missing = missing_for_ocr()
    if missing is not None:
        raise MissingExtra(f"reading pictures of text needs {missing[0]}", where=name, hint=missing[1])


def missing_for_ocr() -> tuple[str, str] | None:
    """What reading scans lacks on this machine and how it is installed, both for a message; None where all is there."""
    libraries = [package for module, package in (("PIL", "Pillow"), ("numpy", "numpy")) if importlib.util.find_spec(module) is None]
    if libraries:
        return " and ".join(libraries), f"install the extra: {INSTALL_LIBRARIES}"
    program = find_tesseract()
    if program is None:
        return "the program tesseract with its Russian language data", INSTALL_PROGRAM
    if LANGUAGE not in _languages(program, os.environ.get("TESSDATA_PREFIX")):
        return f"the Russian language data of tesseract ({LANGUAGE}.traineddata), which {program} does not find", INSTALL_RUSSIAN
    return None


def find_tesseract() -> str | None:
    """The path of the program; on Windows also where its installer puts it, which is not on the search path."""
    found = shutil.which("tesseract")
    folders = [os.environ[key] for key in ("ProgramFiles", "LOCALAPPDATA") if key in os.environ]
    places = [os.path.join(folder, *more, "Tesseract-OCR", "tesseract.exe") for folder in folders for more in ((), ("Programs",))]
    return found or next(filter(os.path.isfile, places), None)


@lru_cache(maxsize=4)
def _languages(program: str, folder: str | None) -> frozenset[str]:
    """The languages that the program finds; ``folder`` is where its environment makes it look."""
    try:
        told = subprocess.run(
            [program, "--list-langs"], capture_output=True, stdin=subprocess.DEVNULL, timeout=START_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(told.stdout.decode("utf-8", "replace").split())


def recognise(picture: bytes, *, seconds: float, name: str, page: int) -> list[OcrLine]:
    """The lines of a page at 200 dpi (PGM), in tesseract's order; its process is killed after so many seconds.

    One thread: on the usual machine tesseract's threads wait for each other, and a page takes five times as long.
    """
    program = find_tesseract()
    assert program is not None, "check_ocr comes first"
    command = [program, "-", "-", "-l", LANGUAGE, "--psm", "3", "--dpi", "200", "hocr"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        told = subprocess.run(command, input=picture, capture_output=True, env=environment, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as cause:
        raise HostileFile(
            f"recognising page {page} took more than {seconds:g} seconds", where=name,
            hint="raise Limits.page_seconds if the file is genuine",
        ) from cause
    except OSError as cause:
        raise MissingExtra(f"tesseract cannot be run ({cause.strerror})", where=name, hint=f"install it anew: {INSTALL_PROGRAM}") from cause
    if told.returncode:
        said = " ".join(told.stderr.decode("utf-8", "replace").split())[:200]
        raise InputError(
            f"tesseract failed on page {page} ({said or f'exit code {told.returncode}'})", where=name,
            hint=f"try {os.path.basename(program)} --version; if that fails, install it anew",
        )
    return _lines(told.stdout)


# ------------------------------------------------------------------------------------------------ hOCR


def _lines(hocr: bytes) -> list[OcrLine]:
    from lxml import etree

    root = etree.fromstring(hocr, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True))
    spans = root.iter("{*}span") if root is not None else ()
    return [line for span in spans if span.get("class") in _LINE_KINDS and (line := _line(span)) is not None]


def _line(span: Any) -> OcrLine | None:
    facts = _facts(span)
    left, _, _, bottom = map(int, facts["bbox"])
    words = tuple(word for item in span.iter("{*}span") if item.get("class") == "ocrx_word" and (word := _word(item)) is not None)
    if not words:
        return None
    slope, offset = map(float, facts.get("baseline", ("0", "0")))
    size = float(facts.get("x_size", ("0",))[0]) or float(words[0].bottom - words[0].top)
    return OcrLine(words, left, bottom + offset, slope, size, _is_sideways(words))


def _is_sideways(words: tuple[OcrWord, ...]) -> bool:
    """Tesseract reads columns of text that run up or down without saying so: their words are higher than wide."""
    long = [word for word in words if len(word.text) >= LONG_WORD]
    return bool(long) and sum(word.bottom - word.top > word.right - word.left for word in long) * 2 > len(long)


def _word(span: Any) -> OcrWord | None:
    text = "".join("".join(span.itertext()).split())
    facts = _facts(span)
    left, top, right, bottom = map(int, facts["bbox"])
    return OcrWord(text, left, top, right, bottom, float(facts.get("x_wconf", ("0",))[0]) / 100) if text else None


def _facts(span: Any) -> dict[str, tuple[str, ...]]:
    """The properties of the title: ``bbox 355 128 1446 178; baseline 0.014 -26``."""
    parts = (part.split() for part in str(span.get("title", "")).split(";"))
    return {part[0]: tuple(part[1:]) for part in parts if part}
