"""RTF as many programs write it: code pages, labels of lists, tables, what is not shown, and what is hostile."""

from __future__ import annotations

import random
import time

import pytest

from resolution_parser.document import Document
from resolution_parser.errors import EmptyFile, HostileFile, InputError, NoTextLayer, TooLarge, UnreadableText
from resolution_parser.readers.base import Limits
from resolution_parser.readers.rtf import RtfReader

RUSSIAN = "РЕШЕНИЕ съезда. Поручить школам провести смотр библиотек до 1 мая 2021 года."


def read(inside: str | bytes, *, head: str = r"\ansi\ansicpg1251\deff0", limits: Limits | None = None) -> Document:
    body = inside if isinstance(inside, bytes) else inside.encode("cp1251")
    return RtfReader().read(b"{\\rtf1" + head.encode() + b" " + body + b"}", name="a.rtf", limits=limits or Limits())


def escaped(text: str, encoding: str = "cp1251") -> str:
    """Each byte that is no ASCII as ``\\'xx``."""
    return "".join(chr(byte) if byte < 0x80 else f"\\'{byte:02x}" for byte in text.encode(encoding))


def lines(document: Document) -> list[str]:
    return [document.text[block.start:block.end] for block in document.blocks]


@pytest.mark.parametrize(("inside", "head", "reason"), [
    (escaped(RUSSIAN), r"\ansi\ansicpg1251", "Russian Word"),
    (RUSSIAN, r"\ansi\ansicpg1251", "bytes that nobody escaped"),
    (escaped(RUSSIAN), r"\ansi\ansicpg1252", "an English Word that says cp1252 over Russian bytes"),
    (escaped(RUSSIAN), r"\ansi", "no code page at all"),
    (escaped(RUSSIAN), r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}}", "fonts that say cp1252, too"),
    (r"\f1 " + escaped(RUSSIAN), r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial CYR;}}", "the font tells"),
    (escaped(RUSSIAN, "cp866"), r"\pc", "a program of DOS"),
    (escaped(RUSSIAN, "mac_cyrillic"), r"\mac\deff0{\fonttbl{\f0\fcharset89 Geneva CY;}}", "Word on a Mac"),
    ("".join(f"\\u{ord(sign)}?" for sign in RUSSIAN), r"\ansi\ansicpg1252", "Unicode with a sign for old programs"),
    (r"\uc2 " + "".join(f"\\u{ord(sign)}\\'d0\\'90" for sign in RUSSIAN) + r"\uc1", r"\ansi", "two bytes for old programs"),
    (r"{\upr{???}{\*\ud{" + "".join(f"\\u{ord(sign)}?" for sign in RUSSIAN) + "}}}", r"\ansi", "a choice of which one is Unicode"),
])
def test_russian_is_read_whatever_the_file_says_of_itself(inside: str, head: str, reason: str) -> None:
    assert read(inside, head=head).text == RUSSIAN, reason


def test_a_pair_of_halves_is_one_sign() -> None:
    assert read(r"\u-10179?\u-8704? text").text == "😀 text"


@pytest.mark.parametrize(("inside", "expected", "reason"), [
    (r"{\listtext\pard\plain 3.1.\tab}\ilvl1\ls2 пункт\par", ("3.1.", 1), "Word and LibreOffice store the label that they show"),
    (r"{\fonttbl{\f2\fcharset2 Symbol;}}{\pntext\f2\'b7\tab}{\*\pn\pnlvlblt{\pntxtb\'b7}}пункт\par", ("•", 0), "WordPad and Word 6"),
    (r"{\listtext\u-3913?\tab}пункт\par", ("•", 0), "a bullet of Symbol as a private character"),
    (r"{\listtext а)\tab}пункт\par", ("а)", 0), "a Russian letter"),
    (r"{\listtext\tab}пункт\par", (None, None), "an empty label"),
])
def test_labels_of_lists_are_those_that_the_file_stores(inside: str, expected: tuple[str | None, int | None], reason: str) -> None:
    block = read(inside).blocks[0]
    assert (block.marker, block.level) == expected, reason


@pytest.mark.parametrize(("inside", "expected", "reason"), [
    (r"раз{\v скрыто} два", ["раз два"], "hidden"),
    (r"раз{\deleted удалено} два", ["раз два"], "a tracked deletion"),
    (r"раз{\*\nonsense чужое} два", ["раз два"], "a destination that nobody knows"),
    (r"раз{\*\annotation замечание} два", ["раз два"], "a comment"),
    (r"раз{\field{\*\fldinst HYPERLINK x}{\fldrslt{ два}}}", ["раз два"], "a field shows its result"),
    (r"раз{\pict\pngblip 89504e47} два", ["раз два"], "a picture"),
    (r"раз{\object{\*\objdata 0105}{\result  два}}", ["раз два"], "an embedded object shows its result"),
    (r"раз\line два\tab три", ["раз\nдва\tтри"], "breaks and tabs"),
    (r"об\-ра\~зец \_ \{\}", ["обра\u00a0зец - {}"], "signs"),
    (r"раз\bin5 {{{{{ два", ["раз два"], "raw bytes"),
    (r"{\caps Решение} съезда", ["РЕШЕНИЕ съезда"], "capitals"),
    (r"раз\par\pard два", ["раз", "два"], "paragraphs"),
    ("раз\\\nдва", ["раз", "два"], "a line end behind a backslash, as TextEdit writes it"),
    (r"раз{\footnote\pard сноска} два\par", ["раз два", "сноска"], "a footnote stands after the text"),
    (r"{\header\pard верх\par}{\footer низ}раз", ["верх", "раз", "низ"], "running heads"),
    (r"раз{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv b}}{\shptxt рамка\par}}{\shprslt рамка}} два", ["раз два", "рамка"], "a text box, once"),
])
def test_a_page_shows_this(inside: str, expected: list[str], reason: str) -> None:
    assert lines(read(inside)) == expected, reason


def test_looks_of_paragraphs() -> None:
    document = read(r"{\stylesheet{\s0 Normal;}{\s3 heading 2;}}\pard\qc{\b Решение}\par\pard\s3 Раздел\par\pard\outlinelevel0 Глава\par\pard\b0 просто{\b , но}\par\ul черта\par")
    assert [(block.bold, block.centred, block.heading) for block in document.blocks] == [
        (True, True, None), (False, False, 2), (False, False, 1), (False, False, None), (True, False, None)]


def test_cells_have_their_places_in_the_grid_and_covered_ones_are_left_out() -> None:
    row = r"\trowd\trleft0\cellx4000\clvmrg\cellx6000 \pard\intbl широкая\cell пусто\cell\row"
    document = read(r"до\par\trowd\trleft0\cellx2000\cellx4000\cellx6000 \pard\intbl раз\cell два\par еще\cell три\cell\row " + row + r"\pard после\par")
    assert [(line, block.cell and (block.cell.row, block.cell.column)) for line, block in zip(lines(document), document.blocks, strict=True)] == [
        ("до", None), ("раз", (0, 0)), ("два", (0, 1)), ("еще", (0, 1)), ("три", (0, 2)), ("широкая", (1, 0)), ("после", None)]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    document = read(
        r"\trowd\cellx4000\pard\intbl снаружи\par\pard\intbl\itap2 внутри\nestcell{\*\nesttableprops\trowd\cellx2000\nestrow}{\nonesttables\par}"
        r"\pard\intbl\itap1 под ней\cell\row\pard после\par")
    assert [(line, block.cell and block.cell.table) for line, block in zip(lines(document), document.blocks, strict=True)] == [
        ("снаружи", 0), ("внутри", 1), ("под ней", 0), ("после", None)]


def test_a_file_that_is_cut_off_is_read_with_a_warning() -> None:
    document = RtfReader().read(rb"{\rtf1\ansi\ansicpg1251 {\b " + RUSSIAN.encode("cp1251"), name="a.rtf", limits=Limits())
    assert document.text == RUSSIAN
    assert [warning.message for warning in document.warnings] == ["The .rtf is cut off: its last group does not end"]


@pytest.mark.parametrize(("inside", "limits", "error", "reason"), [
    (b"{" * 5_000, {}, HostileFile, "groups without end"),
    (b"{\\b " * 20, {"rtf_depth": 10}, HostileFile, "a limit of one's own"),
    (b"\\b\\b0" * 1_000_000, {}, TooLarge, "control words without end"),
    (b"\\trowd" + b"\\cellx1" * 100_000 + b"\\intbl a" + b"\\cell" * 100_000 + b"\\row", {}, None, "a row of a hundred thousand cells"),
    (b"\\itap30000\\intbl a\\nestcell\\nestrow", {}, None, "a table thirty thousand deep"),
    (b"{\\listtext 1.}\\ilvl100000 a\\par", {}, None, "a hundred thousand list levels"),
    (b"\\u99999999999 \\uc99999999999 \\f-99999 a\\bin-5 \\bin4000000000", {}, None, "numbers without sense"),
    (b"text", {"text_chars": 3}, TooLarge, "a text over the limit"),
    (b"", {}, EmptyFile, "nothing"),
    (b"{\\pict 00}", {}, NoTextLayer, "a picture only"),
])
def test_hostile_files_end_soon(inside: bytes, limits: dict[str, int], error: type[InputError] | None, reason: str) -> None:
    start = time.process_time()
    if error is None:
        read(inside, limits=Limits(**limits))
    else:
        with pytest.raises(error):
            read(inside, limits=Limits(**limits))
    assert time.process_time() - start < 2.0, reason


def test_bytes_that_only_begin_like_rtf_are_refused() -> None:
    junk = bytes(byte for byte in random.Random(7).randbytes(20_000) if byte not in b"{}\\")
    with pytest.raises(UnreadableText):
        read(junk)
