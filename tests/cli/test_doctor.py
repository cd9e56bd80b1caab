"""``doctor``: what this machine can read, and what to install for the rest."""

from __future__ import annotations

import os
import subprocess
import sys

from resolution_parser.readers.capabilities import capabilities
from resolution_parser.readers.detect import default_readers


def doctor(path: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "resolution_parser", "doctor"], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    return done.stdout


def test_a_machine_without_libreoffice_is_told_what_to_install() -> None:
    told = doctor("/nowhere").splitlines()
    assert "no   .doc of Word 6 and 95: LibreOffice" in told
    assert "To read .doc of Word 6 and 95: install LibreOffice (Debian, Ubuntu: apt-get install libreoffice-writer)" in told


def test_a_machine_with_everything_is_told_so() -> None:
    told = doctor(os.environ["PATH"])
    assert "\nno" not in told
    assert "To read" not in told


def test_every_suffix_of_every_reader_is_spoken_for() -> None:
    spoken = {word for capability in capabilities() for word in capability.files.split() if word.startswith(".")}
    assert {suffix for reader in default_readers().values() for suffix in reader.suffixes} <= spoken


def test_what_cannot_be_read_has_a_hint() -> None:
    assert all(capability.is_ready or capability.hint for capability in capabilities())
