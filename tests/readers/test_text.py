"""Plain text: lines as blocks, and the right encoding or a clear refusal."""

from __future__ import annotations

import pytest

from resolution_parser.errors import EmptyFile, TooLarge, UnknownFormat, UnreadableText
from resolution_parser.readers.base import Limits, sha256_of
from resolution_parser.readers.encodings import cost_of, decode, is_mojibake
from resolution_parser.readers.text import TextReader, document_from_text

LIMITS = Limits()
RESOLUTION = (
    "РЕЗОЛЮЦИЯ\nVII съезда учителей Заречного района\n\nУчастники съезда, заслушав и обсудив доклады, отмечают:\n"
    "- в школах района созданы условия для обучения детей;\n- объём финансирования ещё недостаточен.\n\n"
    "Съезд рекомендует:\n1. Управлению образования (Иванова А.Ю.) до 1 сентября 2012 года подготовить план ремонта.\n"
    "2. Директорам школ № 3 и № 7 усилить работу с родителями.\n"
)
TYPEWRITER = RESOLUTION.replace("№", "N")
SINGLE_BYTE = ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso-8859-5")


def lines_of(text: str) -> list[str]:
    document = document_from_text(text)
    return [document.text[block.start:block.end] for block in document.blocks]


@pytest.mark.parametrize(("data", "text", "reason"), [
    ("а\r\nб".encode(), "а\nб", "Windows line ends"),
    ("а\rб".encode(), "а\nб", "line ends of old Macs"),
    ("а\r\r\nб".encode(), "а\nб", "a file converted twice has no blank lines for that"),
    ("а\u2028б\u0085в\vг".encode(), "а\nб\nв\nг", "rarer line ends"),
    ("\ufeffрешение".encode(), "решение", "the byte order mark is no text"),
    ("обра\u00ad\nзо\u00adвание".encode(), "обра-\nзование", "a soft hyphen shows at a line's end only"),
    ("    РЕШЕНИЕ\n\n\n1. Да".encode(), "    РЕШЕНИЕ\n\n\n1. Да", "indents and blank lines stay"),
    ("решение\x1a".encode("cp866"), "решение ", "the end mark of DOS is no sign"),
])
def test_text_is_kept_but_for_line_ends_and_invisible_signs(data: bytes, text: str, reason: str) -> None:
    assert TextReader().read(data, name="a.txt", limits=LIMITS).text == text, reason


def test_blocks_are_the_stripped_lines_and_indents_stay_between_them() -> None:
    document = TextReader().read("  РЕШЕНИЕ  \n \n\t1. Да".encode(), name="a.txt", limits=LIMITS)
    assert [document.text[block.start:block.end] for block in document.blocks] == ["РЕШЕНИЕ", "1. Да"]
    assert [block.start for block in document.blocks] == [2, 15]
    assert all(block.is_line for block in document.blocks)
    assert document.pages is None
    assert document.format == "txt"


def test_form_feeds_count_pages_also_in_the_middle_of_a_line() -> None:
    document = TextReader().read("первая\n\fвторая\fтретья\n\f".encode(), name="a.txt", limits=LIMITS)
    assert [block.page for block in document.blocks] == [1, 2, 3]
    assert document.pages == 3
    assert document.text.count("\f") == 3


def test_control_characters_become_spaces_with_a_warning() -> None:
    document = TextReader().read("Решение\x00 съезда\x07 учителей района".encode(), name="a.txt", limits=LIMITS)
    assert document.text == "Решение  съезда  учителей района"
    assert [warning.code for warning in document.warnings] == ["replaced_characters"]


@pytest.mark.parametrize("encoding", SINGLE_BYTE)
@pytest.mark.parametrize("change", [str, str.upper], ids=["as printed", "in capitals"])
def test_single_byte_encodings_are_told_apart_by_letters(encoding: str, change: type[str]) -> None:
    text = change(TYPEWRITER)
    assert TextReader().read(text.encode(encoding), name="a.txt", limits=LIMITS).text == text
    for start in range(0, len(text) - 200, 50):
        piece = text[start:start + 200]
        assert decode(piece.encode(encoding), name="a").text == piece


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "mac-cyrillic"])
@pytest.mark.parametrize("text", ["РЕШЕНИЕ", "ПОСТАНОВЛЕНИЕ СЪЕЗДА", "Р Е З О Л Ю Ц И Я", "Решение № 5", "утвердить план работы"])
def test_short_texts_are_read_right_where_chardet_fails(text: str, encoding: str) -> None:
    if encoding == "koi8-r":
        text = text.replace("№", "N")
    assert decode(text.encode(encoding), name="a").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_known_with_and_without_a_mark(encoding: str) -> None:
    assert decode(RESOLUTION.encode(encoding), name="a").text == RESOLUTION
    assert decode("РЕШЕНИЕ".encode(encoding), name="a").text == "РЕШЕНИЕ"


def test_one_broken_byte_in_utf8_is_replaced_with_a_warning() -> None:
    data = RESOLUTION.encode()
    result = decode(data[:29] + b"\xff" + data[29:], name="a")
    assert (result.encoding, result.text.count("\ufffd")) == ("utf-8", 1)
    assert [warning.code for warning in result.warnings] == ["replaced_characters"]


@pytest.mark.parametrize(("wrong", "right"), [
    ("latin-1", "cp1251"), ("koi8-r", "cp1251"), ("cp1251", "koi8-r"), ("cp866", "cp1251"), ("latin-1", "utf-8"), ("koi8-r", "utf-8"),
])
def test_mojibake_that_can_be_undone_exactly_is_undone_with_a_warning(wrong: str, right: str) -> None:
    damaged = TYPEWRITER.encode(right).decode(wrong).encode()
    result = decode(damaged, name="a")
    assert result.text == TYPEWRITER
    assert [warning.code for warning in result.warnings] == ["damaged_text"]


def test_mojibake_with_lost_letters_is_refused_with_a_hint() -> None:
    damaged = RESOLUTION.encode().decode("cp1251", errors="replace").encode()
    with pytest.raises(UnreadableText, match="UTF-8"):
        decode(damaged, name="a")


@pytest.mark.parametrize(("encoding", "forced"), [
    ("cp1251", "koi8-r"), ("koi8-r", "cp1251"), ("cp866", "cp1251"), ("utf-8", "cp1251"), ("cp1251", "utf-8"), ("utf-8", "latin-1"),
    ("cp1251", "mac-cyrillic"), ("cp1251", "ascii"),
])
def test_a_wrong_forced_encoding_is_an_error_and_never_silent_mojibake(encoding: str, forced: str) -> None:
    with pytest.raises(UnreadableText, match="not readable"):
        TextReader(forced).read(TYPEWRITER.encode(encoding), name="a.txt", limits=LIMITS)


def test_the_right_forced_encoding_is_used() -> None:
    assert TextReader("CP866").read("Ёлка".encode("cp866"), name="a.txt", limits=LIMITS).text == "Ёлка"
    assert TextReader("utf-16").read("Ёлка".encode("utf-16"), name="a.txt", limits=LIMITS).text == "Ёлка"


@pytest.mark.parametrize("encoding", ["cp-1251-no", "rot13", "base64", ""])
def test_an_unknown_encoding_names_those_that_exist(encoding: str) -> None:
    with pytest.raises(UnreadableText, match="cp1251, koi8-r"):
        decode(b"text", name="a", encoding=encoding)


@pytest.mark.parametrize("text", [
    "The conference adopted the following resolution.",
    "Français: élève, garçon, déjà vu, où ça, très bien, à côté, œuvre",
    "Рішення конференції вчителів про підтримку шкіл та їхній розвиток у районі",
    "ЗАГС ЖКХ МКУ ФСБ МВД ФГБОУ ВПО ГБУЗ ФГУП МЧС РФ ЦБ РФ НКО СРО ТОС ФЗ ЖСК ТСЖ МФЦ ПФР",
    "日本語のテキスト",
    "R E S O L U T I O N — 5 °C ± 2",
])
def test_readable_texts_of_other_kinds_pass_unchanged(text: str) -> None:
    assert decode(text.encode(), name="a").text == text
    assert not is_mojibake(text)


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x00\x01\x02\x03\x04", b"\x7fELF\x02\x01\x01" + bytes(100) + b"\x90\x05" * 50])
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(UnknownFormat, match="binary"):
        decode(data, name="a")


@pytest.mark.parametrize("data", [b"  \n\n", b"\xef\xbb\xbf", "\u00a0\u200b".encode()])
def test_a_file_of_blanks_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        TextReader().read(data, name="a.txt", limits=LIMITS)


def test_too_much_text_is_refused_by_both_ways_in() -> None:
    limits = Limits(text_chars=5)
    with pytest.raises(TooLarge, match="text_chars"):
        TextReader().read(b"123456", name="a.txt", limits=limits)
    with pytest.raises(TooLarge, match="text_chars"):
        document_from_text("123456", limits=limits)


@pytest.mark.parametrize("text", ["", " \n", "\ud800", "\x00", "Ð ÐµÑˆÐµÐ½Ð¸Ðµ" * 20, "щъыщъыщъы" * 20])
def test_text_at_hand_never_raises(text: str) -> None:
    document = document_from_text(text)
    document.text.encode()
    assert all(document.text[block.start:block.end].strip() for block in document.blocks)


def test_text_at_hand_is_known_by_its_utf8_bytes() -> None:
    assert document_from_text("Решение").sha256 == sha256_of("Решение".encode())
    assert lines_of("а\n\n б ") == ["а", "б"]


def test_russian_costs_less_than_the_same_bytes_misread() -> None:
    right, wrong = cost_of(TYPEWRITER)[0], cost_of(TYPEWRITER.encode("cp1251").decode("koi8-r"))[0]
    assert right < 5 < 6 < wrong
