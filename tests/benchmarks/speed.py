"""How fast texts become records, beside what its building blocks cost: ``python -m tests.benchmarks.speed [FILE.json]``, by default build/speed.json.

All figures are of one run, best of three, on one core; compare the ratios, since machines differ. The goals are those of the project's
owner: 400,000 characters a second warm; ``--help`` within 2.5 times bare Python and typer; a .txt from the shell within half a second and
without spaCy; 120 MB at most for one document, twenty times its size for one of 5 MB.
"""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from resolution_parser import Parser

ROOT = Path(__file__).parents[2]
_WORD = re.compile(r"[^\W\d_]+")
_PEAK = "print(int(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1]) // 1024)"  # ru_maxrss would count what forked it, too


def main() -> int:
    """Print the figures and write them as JSON; the exit code is the number of goals that are missed."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "tests" / "gold" / "corpus").glob("*.txt"))]
    figures = {**_speeds(texts), **_starts(), **_memory(texts)}
    missed = [name for name, reached in _goals(figures).items() if not reached]
    report = {"machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
              "versions": {name: version(name) for name in ("resolution-parser", "pymorphy3", "spacy", "razdel")}, **figures, "missed": missed}
    text = json.dumps(report, indent=1)
    print(text)
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "speed.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text + "\n", "utf-8")
    return len(missed)


def _speeds(texts: list[str]) -> dict[str, float]:
    """Characters of the corpus a second."""
    import razdel
    import spacy
    from pymorphy3 import MorphAnalyzer

    parser, analyzer, blank = Parser(), MorphAnalyzer(), spacy.blank("ru")
    words = [word for text in texts for word in _WORD.findall(text)]
    work: dict[str, Callable[[], object]] = {
        "text_to_records": lambda: [parser.parse_text(text) for text in texts],
        "pymorphy3_without_cache": lambda: [analyzer.parse(word) for word in words],
        "spacy_blank_tokenizer": lambda: [blank.tokenizer(text) for text in texts],
        "razdel_tokenize": lambda: [list(razdel.tokenize(text)) for text in texts],
    }
    characters = sum(map(len, texts))
    return {f"{name}_chars_per_second": round(characters / _best(run)) for name, run in work.items()}


def _starts() -> dict[str, float]:
    """Seconds of whole processes."""
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/out.json"
        text = str(ROOT / "examples" / "data" / "rasskazovo_2021.txt")
        python = _best(lambda: _run("-c", "pass"))
        shell = {
            "help": _best(lambda: _run("-m", "resolution_parser", "--help")),
            "python_and_typer": _best(lambda: _run("-c", "import typer")),
            "parse_txt": _best(lambda: _run("-m", "resolution_parser", "parse", text, "-o", out)),
        }
    code = "import sys; from resolution_parser import parse; parse(sys.argv[1]); print('spacy' in sys.modules)"
    return {"python_seconds": round(python, 3), **{f"{name}_seconds": round(seconds, 3) for name, seconds in shell.items()},
            "help_to_python_and_typer": round(shell["help"] / shell["python_and_typer"], 2), "parse_imports_spacy": _run("-c", code, text) == "True"}


def _memory(texts: list[str]) -> dict[str, float]:
    """Peaks of whole processes in megabytes, and what a text of 5 MB adds, in times of its size."""
    code = f"import re, sys; from resolution_parser import parse; parse(sys.argv[1]); {_PEAK}"
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.txt"
        body = "\n\n".join(texts)
        large.write_text((body * (5_000_000 // len(body.encode()) + 1))[:2_800_000], "utf-8")
        size = large.stat().st_size / 1_000_000
        one = float(_run("-c", code, str(ROOT / "examples" / "data" / "rasskazovo_2021.txt")))
        peak = float(_run("-c", code, str(large)))
    return {"one_document_megabytes": one, "large_text_megabytes": round(size, 1), "large_text_peak_megabytes": peak,
            "large_text_times_its_size": round((peak - one) / size, 1)}


def _goals(figures: dict[str, float]) -> dict[str, bool]:
    return {
        "400,000 characters a second": figures["text_to_records_chars_per_second"] >= 400_000,
        "--help within 2.5 times Python and typer": figures["help_to_python_and_typer"] <= 2.5,
        "a .txt within half a second": figures["parse_txt_seconds"] <= 0.5,
        "no spaCy for a .txt": not figures["parse_imports_spacy"],
        "120 MB for one document": figures["one_document_megabytes"] <= 120,
        "a text of 5 MB under twenty times its size": figures["large_text_times_its_size"] <= 20,
    }


def _run(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True, encoding="utf-8", cwd=ROOT).stdout.strip()


def _best(run: Callable[[], object], times: int = 3) -> float:
    """Seconds of the quickest of so many runs."""
    run()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    raise SystemExit(main())
