"""What reading costs, as ratios of one run: ``python -m tests.benchmarks.readers``. Ratios mean the same on every machine, seconds do not.

Documents of two pages, with Word's own lists, are rendered as .docx and by LibreOffice as .doc, .rtf and .odt. The ratio of .docx is
what it costs from bytes to records against python-docx opening it and walking its paragraphs with style and runs (of which the reader
alone is shown, too); the others are what each format costs from bytes to records against its reader alone.
"""

from __future__ import annotations

import gc
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / folder) for folder in ("readers", "renditions", "gold")]

SOURCES = ("forum_slet_dobro_2025", "misc_sport_2012", "nauka_fiziki_1996")  # those of the corpus that make two pages
MOST_DOCX = 1.0
MOST_DOC = 10.0
TIMES = 15


def seconds(actions: list[Callable[[], object]], times: int = TIMES) -> list[float]:
    """The least processor time of each action; they take turns, so that a busy moment of the machine hits all of them."""
    best = [float("inf")] * len(actions)
    gc.disable()
    for _ in range(times):
        for rank, action in enumerate(actions):
            start = time.process_time()
            action()
            best[rank] = min(best[rank], time.process_time() - start)
            gc.collect()
    gc.enable()
    return best


def walk_with_python_docx(data: bytes) -> list[object]:
    """What a program has to do at least to know what the paragraphs of a .docx say and how they look."""
    import docx

    return [(each.text, each.style.name, [(run.text, run.bold) for run in each.runs]) for each in docx.Document(io.BytesIO(data)).paragraphs]


def renditions() -> dict[str, dict[str, bytes]]:
    """The documents in every format, by format and name."""
    from docx_rendition import render_docx
    from office_makers import convert_all
    from rendition_source import source_of

    texts = {name: (ROOT / "tests" / "gold" / "corpus" / f"{name}.txt").read_text("utf-8-sig") for name in SOURCES}
    made = {name: render_docx(source_of(text)) for name, text in texts.items()}
    with tempfile.TemporaryDirectory() as folder:
        return {"docx": made, **{target: convert_all(made, target, Path(folder)) for target in ("doc", "rtf", "odt")}}


def ratios() -> dict[str, float]:
    """The worst ratio of each format."""
    from resolution_parser import Parser

    parser = Parser()
    found: dict[str, float] = {}
    for format, documents in renditions().items():
        for name, data in documents.items():
            def parse(data: bytes = data) -> object:
                return parser.parse(io.BytesIO(data), name="a")

            def read(data: bytes = data, format: str = format) -> object:
                return walk_with_python_docx(data) if format == "docx" else parser.read(io.BytesIO(data), name="a")

            whole, bare, reader = seconds([parse, read, lambda data=data: parser.read(io.BytesIO(data), name="a")])
            found[format] = max(found.get(format, 0.0), whole / bare)
            print(f"{format:4}  {name:22}  bytes to records {whole * 1000:5.1f} ms  {'python-docx' if format == 'docx' else 'reader alone':12}"
                  f" {bare * 1000:5.1f} ms  ratio {whole / bare:5.2f}" + (f"  (reader alone {reader / bare:.2f})" if format == "docx" else ""))
    return found


def main() -> None:
    """Print the ratios; the exit code is 1 where one is over its limit."""
    found = ratios()
    late = [name for name, most in (("docx", MOST_DOCX), ("doc", MOST_DOC)) if found[name] > most]
    for name in late:
        print(f"{name} is over its limit")
    sys.exit(bool(late))


if __name__ == "__main__":
    main()
