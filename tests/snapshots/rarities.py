"""Count in how many items of the gold documents, and in how many titles, each word stands, for the table that ships: ``python tests/snapshots/rarities.py``.

Series are left out: what comes back every year would count as common.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from resolution_parser.compare.duties import lemmas_of
from resolution_parser.compare.rarity import TABLE
from resolution_parser.compare.wording import load_wording
from resolution_parser.exporters.files import write_text
from resolution_parser.lexicon import Lexicon
from resolution_parser.records import ITEM_KINDS

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold"


def rarity_table() -> str:
    """The table as text: the number of items, then the words that stand in two and more, with their counts, by the alphabet."""
    wording = load_wording(Lexicon.default())
    counts: Counter[str] = Counter()
    items = 0
    for path in sorted(path for path in GOLD.rglob("*.gold.json") if "series" not in path.relative_to(GOLD).parts[0]):
        record = json.loads(path.read_text("utf-8"))
        for item in (item for kind in ITEM_KINDS for item in record.get(kind) or ()):
            items += 1
            counts.update(set(lemmas_of(item["text"], wording)))
        items += 1
        counts.update(set(lemmas_of(_names(record), wording)))
    lines = (f"{lemma}\t{count}" for lemma, count in sorted(counts.items()) if count > 1)
    return "\n".join((f"#items\t{items}", *lines)) + "\n"


def _names(record: dict[str, Any]) -> str:
    """What a document calls itself, its event and the bodies: one more item."""
    bodies = [body["name"] for task in record.get("tasks") or () for body in task.get("bodies") or ()]
    return " ".join([record.get("title") or "", (record.get("event") or {}).get("name") or "", *bodies])


if __name__ == "__main__":
    write_text(ROOT / "resolution_parser" / "compare" / TABLE, rarity_table())
