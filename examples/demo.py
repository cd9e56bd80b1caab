"""What `make demo` shows: every document of examples/data, read and summed up."""

from __future__ import annotations

import sys
from pathlib import Path

from resolution_parser import Parser
from resolution_parser.exporters.summary import to_summary

DATA = Path(__file__).parent / "data"


def main() -> None:
    """Print a summary of each document (sbornik_2023.txt holds two), then what was counted."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    parser = Parser()
    for path in sorted(DATA.iterdir()):
        for resolution in parser.parse_all(path):
            print(f"══ {path.name} ".ljust(100, "═"))
            print(to_summary(resolution))
            counted = f"{len(list(resolution.items()))} items, {len(resolution.tasks)} of them tasks"
            print(f"   → {counted}, coverage {resolution.coverage:.0%}\n")


if __name__ == "__main__":
    main()
