"""How long it takes to compare years: ``python -m tests.benchmarks.compare_years`` prints seconds of one core, by years and tasks."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path

from resolution_parser.compare import compare
from resolution_parser.compare.inputs import read_record
from resolution_parser.records import Resolution, Task

GOLD = Path(__file__).parents[1] / "gold"
SIZES = ((10, 40), (25, 40), (50, 40), (50, 20), (50, 80))


def make_series(years: int, tasks: int, *, seed: int = 1) -> list[Resolution]:
    """Years of one conference: tasks of the gold documents, of which each year one in seven is replaced and one in four loses a word."""
    chance = random.Random(seed)
    records = [read_record(path) for path in sorted((GOLD / "corpus").glob("*.gold.json")) + sorted((GOLD / "dev").glob("*.gold.json"))]
    pool = [task for record in records for task in record.tasks]
    current = [chance.choice(pool) for _ in range(tasks)]
    series = []
    for year in range(years):
        current = [_next(task, pool, chance) for task in current]
        numbered = tuple(replace(task, id=f"task-{rank}") for rank, task in enumerate(current, start=1))
        name = f"{1960 + year}.json"
        series.append(replace(records[0], year=1960 + year, source=replace(records[0].source, name=name), tasks=numbered))
    return series


def _next(task: Task, pool: list[Task], chance: random.Random) -> Task:
    fate = chance.random()
    words = task.text.split()
    if fate < 1 / 7:
        return chance.choice(pool)
    if fate < 1 / 7 + 1 / 4 and len(words) > 4:
        del words[chance.randrange(len(words))]
    return replace(task, text=" ".join(words))


def seconds(years: int, tasks: int) -> float:
    """Seconds of one core for a series of that size."""
    series = make_series(years, tasks)
    start = time.process_time()
    compare(series)
    return time.process_time() - start


def main() -> None:
    """Print the table."""
    print("years  tasks  seconds  microseconds / (years × tasks²)")
    for years, tasks in SIZES:
        taken = seconds(years, tasks)
        print(f"{years:5}  {tasks:5}  {taken:7.2f}  {1e6 * taken / (years * tasks * tasks):8.1f}")


if __name__ == "__main__":
    main()
