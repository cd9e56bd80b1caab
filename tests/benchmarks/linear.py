"""Does the time grow with the text, and no faster? ``python -m tests.benchmarks.linear [CHARACTERS]`` prints a row for each pattern.

A pattern is a piece of wording repeated without end, as plain prose and inside one item. The text is doubled three times; a row whose
last doubling took more than 2.6 times as long is marked. Times are those of the processor; run it on a machine that has nothing else to do.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable

from resolution_parser import Parser

PATTERNS = (
    "и ", "(", ") ", "() ", '"', "«", "«а» ", "1", "12 ", ",", ", ", ". ", "…", "-", "- ", "№ ", "№ 1, ", "1.", "1.1.", "1) а; ", "а) ", "**а** ", "_", ":",
    "а\n", "- а\n", "1. Одобрить\n", "-\n", "обра-\nзо", "а\tб\n", "а | б | в\n", "а      б\n", "ы", "Ы", "Р Е ", "и\u0306", "😀", "\u200b", "\u00a0",
    "школам ", "школам и ", "школам, ", "отделу образования администрации района, ", "поручить ", "рекомендовать школам обеспечить ", "решили: ", "задачи\n",
    "обращается к ", "совместно с ", "до 1 мая 2021 года ", "Срок: ", "Срок: до 1 мая 2021 г.\n", "Отв.: Иванов И.И., ", "(отв. школы) ", "Иванов И.И., ",
    "И.И. Иванов ", "И. ", "Указ Президента от 1 мая 2020 г. № 474 ", "указ от ", "федерального закона ", "национального проекта ", "80 % ", "от 3 до ",
    "не менее 80 % педагогов ", "2021-2022 учебного года ", "в целях ", "контроль возложить на ", "заместителю главы администрации ", "г. ", "Mоскa ",
    "РЕШЕНИЕ\n", "Приложение 1\n", "Председатель И.И. Иванов\n", "\f1\n", "заслушав ", "вместе с тем ", "Участники отмечают:\n- ", "Отделу образования:\n",
)
FRAMES: dict[str, Callable[[str], str]] = {
    "prose": str,
    "item": lambda text: f"РЕШЕНИЕ съезда\n\nСъезд решил:\n1. Поручить {text}\n2. Одобрить отчёт.",
}
TOO_MUCH = 2.6
WORTH_A_LOOK = 0.1  # seconds


def seconds(parser: Parser, text: str) -> float:
    """Processor time of one parse, the collector of cycles off."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    parser.parse_text(text)
    taken = time.process_time() - start
    gc.enable()
    return taken


def main() -> int:
    """Print the table; the number of marked rows is the exit code."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    parser = Parser()
    seconds(parser, FRAMES["item"]("школам"))
    marked = 0
    for pattern in PATTERNS:
        for frame, put in FRAMES.items():
            times = [seconds(parser, put(pattern * (length // len(pattern)))) for length in (size, 2 * size, 4 * size, 8 * size)]
            slow = times[-1] > TOO_MUCH * times[-2] and times[-1] > WORTH_A_LOOK
            marked += slow
            print(f"{pattern!r:45} {frame:6}" + "".join(f"{taken:8.3f}" for taken in times) + (f"  × {times[-1] / times[-2]:.1f}" if slow else ""), flush=True)
    return marked


if __name__ == "__main__":
    sys.exit(main())
