"""Floors: the figures below which the scores of a gold set must not fall. A floor may only rise.

The file holds for each set (its folder, as seen from the file) the floor of each figure: ``{"dev": {"items_core_exact": 0.97, ...}}``. A
count is held by its F1, a share by its accuracy; what the gold never asks has no floor.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from resolution_parser.errors import SchemaError
from resolution_parser.evaluate.evaluation import Evaluation
from resolution_parser.exporters.files import write_text
from resolution_parser.json_files import read_object

Floors: TypeAlias = Mapping[str, float]


def set_name(gold_dir: Path, file: Path) -> str:
    """The name of a gold set in a file of floors: the folder's path below that of the file, or its own name elsewhere.

    >>> set_name(Path("tests/gold/series/a"), Path("tests/gold/floors.json")), set_name(Path("/archive/dev"), Path("floors.json"))
    ('series/a', 'dev')
    """
    folder, home = gold_dir.resolve(), file.resolve().parent
    return folder.relative_to(home).as_posix() if home in folder.parents else folder.name


def held_figures(evaluation: Evaluation) -> dict[str, float]:
    """The figures that can be held: one for each count and share that the gold asks for."""
    return {name: measure.headline for name, measure in evaluation.measures() if measure.gold}


def raise_floors(floors: Floors, figures: Floors) -> dict[str, float]:
    """The floors, raised to the figures that are above them; none is lowered or lost.

    >>> raise_floors({"bodies": 0.9, "exact.tasks": 0.8}, {"bodies": 0.85, "exact.tasks": 0.95, "persons": 1.0})
    {'bodies': 0.9, 'exact.tasks': 0.95, 'persons': 1.0}
    """
    return {name: max(floors.get(name, 0.0), figures.get(name, 0.0)) for name in dict.fromkeys((*floors, *figures))}


def find_falls(floors: Floors, figures: Floors) -> tuple[str, ...]:
    """A line for each figure that is below its floor, or that has gone.

    >>> find_falls({"bodies": 0.9, "persons": 0.5}, {"bodies": 0.85})
    ('bodies: 0.8500 is below its floor 0.9000', 'persons: no longer measured, its floor is 0.5000')
    """
    return tuple(
        f"{name}: {figures[name]:.4f} is below its floor {floor:.4f}" if name in figures
        else f"{name}: no longer measured, its floor is {floor:.4f}"
        for name, floor in floors.items() if figures.get(name, -1.0) < floor
    )


def read_floors(path: Path) -> dict[str, dict[str, float]]:
    """The floors of all sets; none where there is no file yet."""
    import msgspec

    if not path.exists():
        return {}
    try:
        return msgspec.convert(read_object(path), dict[str, dict[str, float]])
    except msgspec.ValidationError as cause:
        raise SchemaError(f"not a file of floors: {cause}", where=str(path), hint="mend it, or name a new file") from cause


def write_floors(path: Path, gold_set: str, evaluation: Evaluation) -> tuple[str, ...]:
    """Raise the floors of a set in the file to what was measured; the names of those that rose or are new."""
    import msgspec

    all_floors = read_floors(path)
    old = all_floors.get(gold_set, {})
    new = raise_floors(old, held_figures(evaluation))
    merged = dict(sorted({**all_floors, gold_set: new}.items()))
    write_text(path, msgspec.json.format(msgspec.json.encode(merged), indent=1).decode() + "\n")
    return tuple(name for name, floor in new.items() if old.get(name) != floor)
