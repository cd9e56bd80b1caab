"""An office's own cue, without Python: the rule of office.toml makes the list below it tasks."""

from __future__ import annotations

from pathlib import Path

from resolution_parser import Lexicon, Parser

TEXT = """РЕШЕНИЕ

На карандаш:
- купить мел;
- покрасить доску.
"""


def main() -> None:
    """Print how many tasks are found without the rule and with it."""
    office = Lexicon.default().extend(Path(__file__).parent / "office.toml")
    for name, parser in (("built-in", Parser()), ("with office.toml", Parser(lexicon=office))):
        print(f"{name}: {[task.text for task in parser.parse_text(TEXT).tasks]}")


if __name__ == "__main__":
    main()
