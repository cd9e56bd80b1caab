"""A reader that misbehaves where the text tells it to; workers import it by name."""

from __future__ import annotations

import os
import signal
import time

from resolution_parser.document import Document
from resolution_parser.readers import Limits
from resolution_parser.readers.text import TextReader


class TroublesomeReader:
    """Reads text; «HANG» hangs, «DIE» ends the process by a signal, «EAT» takes memory without end, «FAULT» raises."""

    suffixes = (".txt",)

    def read(self, data: bytes, *, name: str, limits: Limits) -> Document:
        if b"HANG" in data:
            time.sleep(600)
        if b"DIE" in data:
            os.kill(os.getpid(), signal.SIGKILL)
        if b"EAT" in data:
            hoard = []
            while True:
                hoard.append(bytearray(10_000_000))
        if b"FAULT" in data:
            raise ZeroDivisionError("a fault of ours")
        if b"SLOW" in data:
            time.sleep(0.2)
        return TextReader().read(data, name=name, limits=limits)
