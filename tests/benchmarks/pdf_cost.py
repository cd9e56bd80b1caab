"""What a .pdf costs from bytes to records, against what ``pdfplumber`` needs to extract the text of its pages.

``python -m tests.benchmarks.pdf_cost`` prints ratios of one run, a row for each document; a row over the limits is marked, and their
number is the exit code. Both sides run in processes of their own, in turn, warm as in the midst of an archive: libraries are loaded,
a few other documents have been read. Time is the processor's, memory the growth of the process's peak.
"""

from __future__ import annotations

import io
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "readers"), str(ROOT / "tests" / "renditions")]

from pdf_rendition import render_pdf  # noqa: E402
from rendition_source import Part, source_of  # noqa: E402
from reportlab import rl_config  # noqa: E402

from resolution_parser import Parser  # noqa: E402

CORPUS = ROOT / "tests" / "gold" / "corpus"
TIMES_TIME, TIMES_MEMORY = 0.25, 0.20  # at most so much of what pdfplumber takes
ROUNDS = 5
WARM_UP = ("avg_staryi_bor_2006", "prot_pedsovet_lesnogorsk_2023", "nauka_kardiologi_2019", "forum_sovet_mo_2012")
DOCUMENTS = {
    "two pages": ("rasskazovo_2021",),
    "another two": ("misc_sport_2012",),
    "a collection of twenty": (
        "avg_verhnelug_2023", "avg_zarechny_2012", "forum_slet_dobro_2025", "forum_slushaniya_ilmen_2019", "misc_culture_2019",
        "nauka_biblioteki_2008", "nauka_fiziki_1996", "rasskazovo_2021"),
}


def pdf_of(names: tuple[str, ...]) -> bytes:
    """The documents one after the other, without their tables; streams are packed as Word does it, not written out as ASCII."""
    rl_config.useA85 = 0
    parts = [part for name in names for part in source_of((CORPUS / f"{name}.txt").read_text("utf-8-sig")) if isinstance(part, Part)]
    return render_pdf(parts)


def extract_text(data: bytes) -> None:
    """The other side."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()


def cost_of(read: Callable[[bytes], object], warm_up: list[bytes], data: bytes) -> tuple[float, float]:
    """Seconds and megabytes of one reading, in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        for other in warm_up:
            read(other)
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        read(data)
        taken, grown = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        os.write(writing, f"{taken} {grown / 1024}".encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        seconds, megabytes = pipe.read().split()
    os.waitpid(child, 0)
    return float(seconds), float(megabytes)


def main() -> int:
    """Print the table."""
    parser, warm_up, marked = Parser(), [pdf_of((name,)) for name in WARM_UP], 0
    for name, documents in DOCUMENTS.items():
        data = pdf_of(documents)
        rounds = [
            (cost_of(lambda data: parser.parse(io.BytesIO(data), name="a.pdf"), warm_up, data), cost_of(extract_text, warm_up, data))
            for _ in range(ROUNDS)
        ]
        own, other = ([statistics.median(costs) for costs in zip(*side, strict=True)] for side in zip(*rounds, strict=True))
        slow, large = own[0] > TIMES_TIME * other[0], own[1] > TIMES_MEMORY * other[1]
        marked += slow or large
        print(f"{name:24} time {own[0]:6.3f} / {other[0]:6.3f} s = {own[0] / other[0]:.2f}{' TOO SLOW' * slow}   "
              f"memory {own[1]:5.1f} / {other[1]:5.1f} MB = {own[1] / max(other[1], 0.1):.2f}{' TOO LARGE' * large}", flush=True)
    return marked


if __name__ == "__main__":
    sys.exit(main())
