"""Has LibreOffice make old and open formats of .docx files, many in one run. Tests that need it fail where it is not installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

SECONDS = 120


def convert_all(documents: Mapping[str, bytes], target: str, folder: Path, *, suffix: str = ".docx") -> dict[str, bytes]:
    """The bytes of each document in the target format (``doc``, ``rtf``, ``odt``), by name."""
    program = shutil.which("soffice")
    assert program, "these tests need LibreOffice: run `make system`, or install the package libreoffice-writer"
    source, made = folder / f"{target}_source", folder / target
    source.mkdir()
    for name, data in documents.items():
        (source / f"{name}{suffix}").write_bytes(data)
    subprocess.run(
        [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--convert-to", target,
         "--outdir", str(made), *(str(source / f"{name}{suffix}") for name in documents)],
        check=True, capture_output=True, timeout=SECONDS, cwd=folder)
    return {name: (made / f"{name}.{target}").read_bytes() for name in documents}
