"""LibreOffice as the last resort for files that no reader here understands: a process of its own, killed when its time is over."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from resolution_parser.document import Document
from resolution_parser.errors import DamagedFile, MissingExtra, TooLarge, UnreadableText
from resolution_parser.readers.base import Limits, sha256_of

PROGRAMS = ("soffice", "libreoffice")
INSTALL = "install LibreOffice (Debian, Ubuntu: apt-get install libreoffice-writer)"
_LETTER = re.compile(r"[^\W\d_]")
_RUSSIAN = re.compile("[\u0430-\u044f\u0451]", re.IGNORECASE)
_LEAST_RUSSIAN = 0.3  # of all letters; LibreOffice takes any bytes for text, and bytes are Latin letters to it
# Macros never run, nothing is loaded from elsewhere, whatever the user's own settings are: the profile is made new for each file.
_SCRIPTS = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    (_SCRIPTS, "MacroSecurityLevel", "3"), (_SCRIPTS, "DisableMacrosExecution", "true"), (_SCRIPTS, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)
_REGISTRY = "http://openoffice.org/2001/registry"


def find_office() -> str | None:
    """The path of LibreOffice's program, where it is installed."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def read_through_office(data: bytes, *, suffix: str, format: str, what: str, name: str, limits: Limits) -> Document:
    """Have LibreOffice make a .docx of a file and read that; ``what`` says in the error what the file is.

    Raises ``MissingExtra`` where LibreOffice is not installed, ``DamagedFile`` where it makes nothing of the file, ``TooLarge`` where it
    needs longer than ``limits.office_seconds``, ``UnreadableText`` where what it makes is not Russian.
    """
    from resolution_parser.readers.docx import DocxReader

    program = find_office()
    if program is None:
        raise MissingExtra(f"this is {what}, which needs LibreOffice", where=name, hint=f"{INSTALL}, or save the file as .docx in Word")
    converted = _convert(program, data, suffix=suffix, name=name, limits=limits)
    document = DocxReader().read(converted, name=name, limits=limits)
    if not is_russian(document.text):
        raise UnreadableText("LibreOffice takes this file for text, but what it reads is not Russian", where=name,
                             hint="the file may be damaged: get it again, or open it in Word and save it as .docx")
    return Document(
        name=name, format=format, sha256=sha256_of(data), text=document.text, blocks=document.blocks, pages=document.pages,
        warnings=document.warnings,
    )


def is_russian(text: str) -> bool:
    """Whether enough of the letters are Russian ones.

    >>> is_russian("\\u0420\\u0435\\u0448\\u0435\\u043d\\u0438\\u0435"), is_russian("Decision"), is_russian("12")
    (True, False, False)
    """
    letters = len(_LETTER.findall(text))
    return bool(letters) and len(_RUSSIAN.findall(text)) >= _LEAST_RUSSIAN * letters


def _profile() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS)
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="{_REGISTRY}">{items}</oor:items>'


def _convert(program: str, data: bytes, *, suffix: str, name: str, limits: Limits) -> bytes:
    with tempfile.TemporaryDirectory(prefix="resolution-parser-", ignore_cleanup_errors=True) as folder:
        source, target, profile = Path(folder, f"source{suffix}"), Path(folder, "out"), Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_profile(), "utf-8")
        source.write_bytes(data)
        _run([
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nodefault",
            "--convert-to", "docx", "--outdir", str(target), str(source),
        ], folder=folder, name=name, limits=limits)
        made = target / "source.docx"
        if not made.is_file():
            raise DamagedFile("LibreOffice cannot open this file", where=name, hint="the file may be damaged: get it again")
        if made.stat().st_size > limits.file_bytes:
            raise TooLarge(f"what LibreOffice makes of the file has more than {limits.file_bytes:,} bytes", where=name,
                           hint="raise Limits.file_bytes if the file is genuine")
        return made.read_bytes()


def _run(command: list[str], *, folder: str, name: str, limits: Limits) -> None:
    """Run to the end or until the time is over; then the whole group of processes goes, as soffice is a script that starts others."""
    surroundings = {**os.environ, "HOME": folder, "TMPDIR": folder}
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=surroundings, cwd=folder,
        start_new_session=True,
    ) as child:
        try:
            child.wait(limits.office_seconds)
        except subprocess.TimeoutExpired as cause:
            raise TooLarge(f"LibreOffice was not done with the file after {limits.office_seconds} seconds", where=name,
                           hint="raise Limits.office_seconds, or save the file as .docx in Word") from cause
        finally:
            _end_group(child)


def _end_group(child: subprocess.Popen[bytes]) -> None:
    if not hasattr(os, "killpg"):  # Windows has no groups
        child.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
