"""How an archive is converted: speed of two workers against one, what is spent outside the parser, and the parent's memory.

``make soak`` runs it over 10,000 documents: python -m tests.benchmarks.archive 10000. Ratios are of one run; the machine's speed cancels out.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from resolution_parser import Parser, ResolutionError

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / name) for name in ("archives", "readers")]

from archive_maker import Made, make_archive  # noqa: E402 - the folders of the makers are no package

SAMPLE = 300  # documents that the parser reads by itself, in this process, for the share of the time outside it


def main() -> None:
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        made = make_archive(root / "in", documents)
        small = make_archive(root / "sample", SAMPLE)
        seconds = {workers: _convert(root / "in", root / f"out{workers}", workers) for workers in (2, 1)}
        wrong = _wrong(made, root / "out2")
        outside = _outside(root / "sample", root / "out-sample")
        figures = {
            "files": len(made), "sample": len(small), "wrong": wrong, "seconds_two_workers": round(seconds[2], 1),
            "files_a_second": round(len(made) / seconds[2], 1), "two_workers_to_one": round(seconds[1] / seconds[2], 3),
            "share_outside_the_parser": round(outside, 3),
            "megabytes_of_the_parent": round(_parent_megabytes(root / "in", root / "out2")),
        }
    print(json.dumps(figures, indent=1))
    if wrong:
        raise SystemExit("files with the wrong status, see above")


def _convert(source: Path, out: Path, workers: int) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "resolution_parser", "convert", source, "--out", out, "--quiet", "--workers", str(workers)], check=False)
    return time.perf_counter() - start


def _wrong(made: list[Made], out: Path) -> int:
    got = {entry["path"]: entry["status"] for entry in map(json.loads, (out / "manifest.jsonl").open("rb"))}
    wanted = {file.path: file.status for file in made}
    for path in sorted(wanted.keys() | got.keys()):
        if got.get(path) != wanted.get(path):
            print(f"{path}: {got.get(path)} instead of {wanted.get(path)}")
    print(Counter(got.values()))
    return sum(got.get(path) != wanted.get(path) for path in wanted.keys() | got.keys())


def _outside(source: Path, out: Path) -> float:
    """The share of the time of one worker that is not the parser's own: starting, walking, hashing, writing, manifest, traffic."""
    parser = Parser()
    files = [path for path in sorted(source.rglob("*")) if path.is_file()]
    _parse(parser, files[:20])  # wording and dictionary are loaded now
    start = time.perf_counter()
    _parse(parser, files)
    inside = time.perf_counter() - start
    nothing = _convert(files[0], out / "nothing", 1)  # what the start costs, once in a night
    whole = _convert(source, out / "all", 1) - nothing
    return max(0.0, 1 - inside / whole)


def _parse(parser: Parser, files: list[Path]) -> None:
    for path in files:
        try:
            parser.parse_all(path)
        except ResolutionError:
            continue


def _parent_megabytes(source: Path, out: Path) -> float:
    """The peak of the parent over the whole archive, in a run that finds everything done: its manifest is then in memory as a whole."""
    code = (
        "import re, sys; from resolution_parser.archive import parse_archive\n"
        "if __name__ == '__main__':\n"
        "    for outcome in parse_archive([sys.argv[1]], out=sys.argv[2]): pass\n"
        "    print(int(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1]) / 1000)")
    return float(subprocess.run([sys.executable, "-c", code, source, out], check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()
