"""Makes an archive as offices have them: nested folders, mixed formats and encodings, equal names, long Cyrillic paths, some files broken."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from docx_makers import docx, p, pack, parts
from pdf_makers import draw

GOLD = Path(__file__).resolve().parents[1] / "gold"
BROKEN_SHARE = 50  # one file in so many
NAMES = ("резолюция", "Решение конференции", "протокол № 3", "итоговый документ", "рекомендации круглого стола", "решение")
FOLDERS = ("", "образование", "Культура и спорт", "совет муниципальных образований/заседания", "архив " + "очень длинное название папки " * 4)
XLSX = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}


@dataclass(frozen=True)
class Made:
    """A file of the archive: its path below the root (with members of zip archives below these) and the status that it must get."""

    path: str
    status: str


def make_archive(root: Path, documents: int, *, seed: int = 1) -> list[Made]:
    """Lay an archive of so many documents, and a few files that are none; the same for the same seed."""
    chance = random.Random(seed)
    texts = [path.read_text("utf-8") for path in sorted(GOLD.glob("*/*.txt"))]
    pages = [_pdf(text) for text in texts[:12]]
    made = [_lay(root, rank, chance, texts, pages) for rank in range(documents)]
    return [*made, *_lay_others(root), *_lay_zip(root, texts)]


def _lay(root: Path, rank: int, chance: random.Random, texts: list[str], pages: list[bytes]) -> Made:
    year = 1995 + rank % 30
    folder = "/".join(part for part in (str(year), chance.choice(FOLDERS).strip()) if part)
    name = f"{chance.choice(NAMES)}{'' if rank % 7 else ' (копия)'} {rank // 60}"
    if rank % BROKEN_SHARE == BROKEN_SHARE - 1:
        suffix, data, status = list(BROKEN)[rank // BROKEN_SHARE % len(BROKEN)]
        return _write(root, f"{folder}/{name} {rank}{suffix}", data(), status)
    text = texts[rank % len(texts)]
    suffix, data = _rendered(rank, text, pages)
    return _write(root, f"{folder}/{name} {rank % 90}{suffix}", data, "ok", rank)


def _rendered(rank: int, text: str, pages: list[bytes]) -> tuple[str, bytes]:
    """A document, unlike every other one in its bytes: a mark that no reader shows tells them apart."""
    forms: list[Callable[[], tuple[str, bytes]]] = [
        lambda: (".txt", f"{text}\n{' ' * (rank % 97)}\n{chr(10) * (rank % 89)}".encode()),
        lambda: (".txt", (text.encode("cp1251", "ignore") + b"\n" * (rank % 101))),
        lambda: (".docx", docx(*(p(escape(line)) for line in text.split("\n") if line.strip()), p(" " * (rank % 83)))),
        lambda: (".pdf", pages[rank % len(pages)] + b"\n% " + str(rank).encode()),
        lambda: (".html", f"<!-- {rank} --><html><body>{''.join(f'<p>{escape(line)}' for line in text.split(chr(10)))}</body></html>".encode()),
        lambda: (".docx", docx(*(p(escape(line)) for line in text.split("\n") if line.strip()), p(" " * (rank % 79)))),
    ]
    return forms[rank % len(forms)]()


def _write(root: Path, path: str, data: bytes, status: str, rank: int = 0) -> Made:
    file = root / path
    if file.exists():
        path = path.replace(".", f" {rank}.", 1) if "." in path else f"{path} {rank}"
        file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return Made(path, status)


def _lay_others(root: Path) -> Iterator[Made]:
    """Files that are no documents, and one whose name is as long as a file system allows."""
    yield _write(root, "1995/~$шение.docx", b"lock", "skipped")
    yield _write(root, "1995/.DS_Store", b"\0\0", "skipped")
    yield _write(root, "1996/Thumbs.db", b"\xd0\xcf\x11\xe0 thumbs", "skipped")
    yield _write(root, "1996/смета.csv", "а;б\n1;2\n".encode(), "skipped")
    yield _write(root, f"1997/{'д' * 125}.txt", "Съезд решил:\n1. Одобрить отчёт.".encode(), "ok")
    yield _write(root, f"1997/{'/'.join(['вложенная папка'] * 30)}/a.txt", "Съезд решил:\n1. Одобрить отчёт за год.".encode(), "ok")


def _lay_zip(root: Path, texts: list[str]) -> Iterator[Made]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for rank, text in enumerate(texts[:3]):
            archive.writestr(f"внутри/решение {rank}.txt", text + "\n" * 200)
        archive.writestr("внутри/пусто.txt", "")
    path = root / "1998" / "пакет.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed.getvalue())
    yield from (Made(f"1998/пакет.zip/внутри/решение {rank}.txt", "ok") for rank in range(3))
    yield Made("1998/пакет.zip/внутри/пусто.txt", "failed")


def _pdf(text: str) -> bytes:
    return draw(lambda sheet: [sheet.line(line) for line in text.split("\n")[:45] if line.strip()])


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 30_000_000)
    return packed.getvalue()


_WHOLE = docx(p("Съезд решил:"), p("1. Одобрить отчёт."))
BROKEN: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    (".txt", lambda: b"", "failed"),  # saved to a full disk
    (".docx", lambda: _WHOLE[: len(_WHOLE) // 2], "failed"),  # cut off
    (".docx", lambda: _WHOLE[:60] + bytes(range(256)) + _WHOLE[316:], "failed"),  # a bad sector
    (".docx", lambda: bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le") * 40, "failed"),  # a password
    (".docx", lambda: pack({**parts(p("x")), "word/document.xml": "<w:document"}), "failed"),  # XML that ends too soon
    (".docx", _bomb, "failed"),  # made to hurt
    (".docx", lambda: pack(XLSX), "failed"),  # a workbook with another suffix
    (".pdf", lambda: b"%PDF-1.7\n" + b"\0garbage" * 99, "failed"),  # nothing inside
    (".txt", lambda: bytes(range(256)) * 40, "failed"),  # a picture with another suffix
    (".html", lambda: b"\0" * 500, "failed"),  # nothing but zeros
)
