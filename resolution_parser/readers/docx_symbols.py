"""What the codes of Symbol and Wingdings look like. Word keeps them as U+F0xx, which no other program can show."""

from __future__ import annotations

import re

PRIVATE = re.compile("[\ue000-\uf8ff]")
_SYMBOL = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    0x2D: "–", 0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBE: "—", 0xD7: "·", 0xDE: "⇒",
}
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x2D: "–", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "❑", 0x73: "⬧", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9E: "·",
    0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}
_BULLET = "•"
_PLAIN_BULLETS = frozenset("●■▪◆❖⬧⬥❑❒◇·∙⁃§o")  # all of them are "a bullet" to whoever reads the page


def symbol(code: int, font: str) -> str:
    """The character that a code shows in a font; a bullet where it is not known.

    >>> symbol(0xF0B7, "Symbol"), symbol(0xFC, "Wingdings"), symbol(0x2116, "Times New Roman")
    ('•', '✓', '№')
    """
    is_private = 0xE000 <= code <= 0xF8FF
    family = font.casefold()
    low = code & 0xFF
    if "wingdings" in family or "webdings" in family:
        return _WINGDINGS.get(low, _BULLET)
    if family == "symbol" or is_private:
        return _SYMBOL.get(low) or (chr(low) if 0x20 <= low < 0x7F else _BULLET)
    return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF else ""


def readable(text: str, font: str = "Symbol") -> str:
    """The text with every private-use character as it looks.

    >>> readable("\\uf0b7 пункт")
    '• пункт'
    """
    return PRIVATE.sub(lambda found: symbol(ord(found.group()), font), text)


def bullet(text: str, font: str) -> str:
    """The marker of a bulleted list as a reader sees it.

    >>> bullet("o", "Courier New"), bullet("\\uf0a7", "Wingdings"), bullet("-", "Calibri")
    ('•', '•', '-')
    """
    look = "".join(_as_looks(char, font) for char in text).strip()
    return _BULLET if look in _PLAIN_BULLETS else look


def _as_looks(char: str, font: str) -> str:
    is_coded = PRIVATE.match(char) or (font.casefold().startswith(("symbol", "wingdings", "webdings")) and not char.isspace())
    return symbol(ord(char), font) if is_coded else char
