"""Texts that look like resolutions and are none: the parser's own wording, list markers and noise in random order."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import Any

BREAKS = (
    *(" ",) * 5, *("\n",) * 3, *("\n\n",) * 3, ", ", ". ", "; ", ": ", " - ", " — ", "\t", "\u00a0", "\u00ad", "\u200b", "**", "(", ")", "«", "»", '"',
    "|", " | ", "-\n", "\r\n", "\f", "\n\n\n", "   ", "      ", "\n\t", "\n    ", "\n- ", "\n• ", "\n1. ", "\n2. ", "\n3. ", "\n1.1. ", "\nа) ", "\nб) ",
)
PIECES = (
    "РЕШЕНИЕ", "Приложение 1", "Срок: до 1 мая", "Отв.: школы", "(отв. Петров П.П.)", "СЛУШАЛИ:", "РЕШИЛИ:", "Председатель И.И. Иванов",
    "Отделу образования администрации района", "Директорам школ № 1, № 2 и № 3", "совместно с отделом культуры", "Иванов И.И.", "до 31 февраля 2021 года",
    "от 12.03.2020 № 474", "99.99.9999", "0 мая 0000 года", "до 1 мая 99999 года", "2021-2022 учебный год", "не менее 80 % педагогов", "от 3 до",
    "9" * 400 + " %", "9" * 5000 + ".", "1e999", "XXIII", "IIII.", "Москвa", "и\u0306", "Р Е Ш И Л И", "12", "- 3 -", "_____",
    # What is a letter or a digit to Python and none to a Russian: each broke something, here or elsewhere.
    "İ) а", "ǅ", "ß.", "ſ", "²", "Ⅷ", "٣)", "①", "२०२१ года", "½", "😀", "\U0001f468\u200d\U0001f469", "\u0301", "\x00", "\ud800", "\u2028", "\x0b", "\x1a",
)


@lru_cache(maxsize=1)
def wording() -> tuple[str, ...]:
    """Every specimen and every word of the lexicons, in a fixed order."""
    files = sorted((entry for entry in resources.files("resolution_parser.lexicons").iterdir() if entry.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(sorted({text for file in files for text in _strings(tomllib.loads(file.read_text(encoding="utf-8")), "")}))


def _strings(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, str) and key in ("examples", "counter_examples", "values"):
        yield value
    elif isinstance(value, dict):
        for name, inside in value.items():
            yield from (name,) if key == "values" else ()
            yield from _strings(inside, "values" if key == "values" else name)
    elif isinstance(value, list):
        for inside in value:
            yield from _strings(inside, key)


def random_text(seed: int) -> str:
    """A text of up to 150 pieces; the same for the same seed and the same lexicons."""
    choose = random.Random(seed)
    parts: list[str] = []
    for _ in range(choose.choice((3, 8, 20, 60, 150))):
        piece = choose.choice(wording()) if choose.random() < 0.7 else choose.choice(PIECES)
        if choose.random() < 0.1:
            piece = piece.upper()
        if choose.random() < 0.05:
            piece = piece[:choose.randrange(len(piece) + 1)]
        parts += (piece, choose.choice(BREAKS))
    return "".join(parts)
