"""All tasks that have a day to be done by, the first day first: what a register of tasks would begin with.

    python examples/deadlines.py FILE...
"""

from __future__ import annotations

import sys
from pathlib import Path

from resolution_parser import Resolution, Task, parse_all

DATA = Path(__file__).parent / "data"


def due(resolution: Resolution) -> list[tuple[str, Task]]:
    """The tasks with the ISO date of their deadline's end."""
    return [(task.deadline.end, task) for task in resolution.tasks if task.deadline and task.deadline.end]


def main() -> None:
    """Print a line for each task: day, bodies, text."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(DATA.iterdir())
    rows = [row for path in paths for resolution in parse_all(path) for row in due(resolution)]
    for day, task in sorted(rows, key=lambda row: row[0]):
        print(f"{day}  {'; '.join(body.name for body in task.bodies) or '—'}: {task.text}")


if __name__ == "__main__":
    main()
