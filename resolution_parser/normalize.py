"""Pure ``str -> str`` functions. Those that stages use for recognition keep the length, so that offsets stay true."""

from __future__ import annotations

import re
import unicodedata

# Latin letters (and a few signs) that look like Cyrillic ones; in a word that also has Cyrillic letters they are typos.
_LATIN = "aceopxykmtbhABCEHKMOPTXYIi"
_CYRILLIC = "асеорхукмтвнАВСЕНКМОРТХУІі"
_LOOKALIKES = str.maketrans(_LATIN, _CYRILLIC)
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u2002": " ", "\u2003": " ", "\t": " "})
_FOLD = str.maketrans({
    "ё": "е", "Ё": "Е", "‑": "-", "‐": "-", "–": "-", "—": "-", "−": "-", "―": "-",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "\u2019": "'",
}) | _SPACES

_FOLDED = tuple((chr(sign), str(plain)) for sign, plain in _FOLD.items())

# Words that mix scripts: "Москвa" with a Latin a. A word of Latin letters only is left alone.
_MIXED = re.compile(r"\b(?=\w*[а-яёА-ЯЁ])(?=\w*[A-Za-z])[\w]+\b")
_ROMAN = re.compile("[IVXLCDM\u0425\u0406\u0423\u0421\u041c]+")  # with the Cyrillic letters that stand for Roman ones
_ACCENTED = re.compile("[^\\W\\d_][\u0300-\u036f]")
_HAS_LATIN = re.compile(r"[A-Za-z]")


def heal_lookalikes(text: str) -> str:
    """Put Cyrillic letters for Latin look-alikes in words that mix both; the length stays.

    >>> heal_lookalikes("Mосквa и IT-парк")
    'Москва и IT-парк'
    """
    if not _HAS_LATIN.search(text):
        return text
    return _MIXED.sub(lambda word: word.group().translate(_LOOKALIKES), text)


def find_mixed_words(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the words that hold Latin look-alikes among Cyrillic letters; «ХХI» is a number and «3D-модель» no typo.

    >>> [text[start:end] for text in ["Mосква, XХI век, IT-парк, 5G-сеть"] for start, end in find_mixed_words(text)]
    ['Mосква']
    """
    if not _HAS_LATIN.search(text):
        return []
    return [word.span() for word in _MIXED.finditer(text)
            if not _HAS_LATIN.search(word.group().translate(_LOOKALIKES)) and not _ROMAN.fullmatch(word.group())]


def fold(text: str) -> str:
    """The form in which wording is recognised: ё as е, all quotes as ``"``, all dashes as ``-``, look-alikes healed; length stays.

    Case is kept. All shapes of the lexicon are matched against this form.

    >>> fold("«Ёлка» — Mосква")
    '"Елка" - Москва'
    """
    text = heal_lookalikes(text)
    for sign, plain in _FOLDED:  # for Cyrillic text many times faster than str.translate
        text = text.replace(sign, plain)
    return text


def compose(text: str) -> str:
    """«й» and other letters with one accent in one piece, as Macs and some fonts do not write them; the length may shrink.

    Not ``unicodedata.normalize`` of the whole text: that takes minutes for a long run of accents.

    >>> len("\\u0438\\u0306"), compose("\\u0438\\u0306") == "й"
    (2, True)
    """
    return _ACCENTED.sub(lambda pair: unicodedata.normalize("NFC", pair.group()), text)


def squash(text: str) -> str:
    """All white space to single spaces, none at the ends.

    >>> squash("  два \\n слова ")
    'два слова'
    """
    return " ".join(text.split())
