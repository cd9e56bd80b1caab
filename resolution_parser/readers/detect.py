"""What a file is, by its content, and how it is opened. The suffix is asked only where the content leaves a doubt."""

from __future__ import annotations

import errno
import importlib
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path, PurePath
from typing import cast

from resolution_parser.document import Document
from resolution_parser.errors import EmptyFile, EncryptedFile, FileMissing, InputError, NotAFile, TooLarge, UnknownFormat
from resolution_parser.readers.base import Limits, Reader, check_file_size
from resolution_parser.readers.encodings import is_binary, is_wide

PLUGINS = "resolution_parser.readers"
"""The group of entry points; the name of an entry point is the name of its format."""

_BUILT_IN = {
    "docx": "DocxReader", "pdf": "PdfReader", "html": "HtmlReader", "txt": "TextReader", "doc": "DocReader", "rtf": "RtfReader",
    "odt": "OdtReader", "eml": "MailReader", "zip": "ArchiveReader", "image": "PictureReader",
}
_MODULES = {"txt": "text", "eml": "mail", "zip": "archive", "image": "picture"}
_SUFFIXES = {
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".dotm": "docx", ".pdf": "pdf", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".txt": "txt", ".text": "txt", ".md": "txt", ".doc": "doc", ".dot": "doc", ".rtf": "rtf", ".odt": "odt", ".ott": "odt", ".eml": "eml",
    ".mht": "eml", ".mhtml": "eml", ".zip": "zip", ".tif": "image", ".tiff": "image", ".jpg": "image", ".jpeg": "image",
    ".png": "image", ".gif": "image",
}

_GIVE = "give a .docx, .doc, .rtf, .odt, .pdf, .html or .txt file"
_AS_DOCX = "save it as .docx in Word or LibreOffice"
_RECOGNISE = "recognise its text first (OCR) and save it as .docx or .pdf"
_UNPACK = "unpack it and give the files inside"
_KNOWN = {
    "xls": ("an old Excel workbook (.xls)", "copy the text into a .docx"),
    "xlsx": ("an Excel workbook (.xlsx)", "copy the text into a .docx"),
    "ppt": ("an old PowerPoint presentation (.ppt)", "copy the text into a .docx"),
    "pptx": ("a PowerPoint presentation (.pptx)", "copy the text into a .docx"),
    "ole": ("a file of an old Office program", _AS_DOCX),
    "epub": ("an e-book (.epub)", "save its text as .html or .txt"),
    "ods": ("an OpenDocument spreadsheet (.ods)", "copy the text into a .docx or .odt"),
    "odp": ("an OpenDocument presentation (.odp)", "copy the text into a .docx or .odt"),
    "msg": ("a message of Outlook (.msg)", "save its attachment as a file, or the message as .eml or .mht"),
    "archive": ("a packed archive", _UNPACK),
    "djvu": ("a DjVu scan", _RECOGNISE),
    "xml": ("an XML file", _AS_DOCX),
    "json": ("a JSON file", "give the document itself; `view`, `review` and `compare` take records that were made from it"),
    "postscript": ("a PostScript file", "save it as .pdf"),
}
_MAGIC = (
    (b"{\\rtf", "rtf"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"II*\0", "image"),
    (b"MM\0*", "image"), (b"AT&TFORM", "djvu"), (b"\x1f\x8b", "archive"), (b"7z\xbc\xaf\x27\x1c", "archive"), (b"Rar!", "archive"),
    (b"BZh9", "archive"), (b"\xfd7zXZ", "archive"), (b"%!PS", "postscript"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENTRY = 128
_OLE_STREAMS = (
    ("__properties_version1.0", "msg"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"),
)
_MIME_LENGTH = 200
_MIME_TYPES = (
    (b"application/epub", "epub"), (b"opendocument.spreadsheet", "ods"), (b"opendocument.presentation", "odp"), (b"opendocument", "odt"),
)
_ZIP_FOLDERS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_MAIL = re.compile(rb"(?:(?:From|To|Received|Return-Path|MIME-Version|Date|Subject|Message-ID|Delivered-To|X-[\w-]{1,40}|"
                   rb"Content-[\w-]{1,40}):[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){2}", re.IGNORECASE)
_HTML_START = re.compile(r"\s*(?:<\?xml[^>]{0,500}>\s*)?"
                         r"(?:<!--(?:[^-]|-(?!->)){0,5000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_JSON_START = re.compile(r'\s*[{\[]\s*["{\[]')
_XML_START = re.compile(r"\s*<\?(?:xml|mso-application)\b", re.I)
_TAG = re.compile(r"<(?:/?(?:p|div|br|table|tr|td|span|h[1-6]|ul|ol|li|b|i|strong|font|center|a|body|html|meta)\b[^<>]{0,2000})>", re.I)
_OPENING = re.compile(r"\s*<[a-z!]", re.I)
_HEAD = 65_536


def detect_format(data: bytes, *, name: str) -> str:
    """The format of the bytes: "docx", "doc", "pdf", "txt" …, or what they are instead ("xlsx", "djvu", …).

    Raises EncryptedFile for an Office file with a password and UnknownFormat for binary data of no known kind.

    >>> detect_format(b"%PDF-1.7", name="a.txt")
    'pdf'
    """
    head = data[:_HEAD]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(data, name)
    if head.startswith(_OLE):
        return _ole_format(data, name)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    magic = next((kind for start, kind in _MAGIC if head.startswith(start)), None)
    return magic or _text_format(data, name)


def _zip_format(data: bytes, name: str) -> str:
    names, says = _zip_directory(data)
    for folder, kind in _ZIP_FOLDERS:
        if any(member.replace("\\", "/").startswith(folder) for member in names):
            return kind
    for word, kind in _MIME_TYPES:
        if word in says:
            return kind
    if {"content.xml", "META-INF/manifest.xml"} <= set(names):
        return "odt"
    return "docx" if _suffix(name) == ".docx" else "zip"


def _zip_directory(data: bytes) -> tuple[list[str], bytes]:
    """The names of the members, and what the archive says of itself in the member for that."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            with archive.open("mimetype") as member:
                return names, member.read(_MIME_LENGTH)
    except KeyError:
        return names, b""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, UnicodeDecodeError, RuntimeError, zlib.error):
        # Cut off or broken: the names of the members still stand in the bytes, and the reader says what is wrong.
        return [folder for folder, _ in _ZIP_FOLDERS if folder.encode() in data], data[:_MIME_LENGTH]


def _ole_format(data: bytes, name: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedFile("the file is protected by a password", where=name, hint="open it in Word and save it without one")
    known = next((kind for stream, kind in _OLE_STREAMS if _has_stream(data, stream)), "ole")
    return "doc" if known == "ole" and _SUFFIXES.get(_suffix(name)) == "doc" else known  # cut off before its directory


def _has_stream(data: bytes, stream: str) -> bool:
    """Whether an entry of the directory has that name: entries are 128 bytes apart, and zeros fill what the name leaves free."""
    name = stream.encode("utf-16-le") + b"\0\0"
    at = data.find(name)
    while at >= 0 and at % _OLE_ENTRY:
        at = data.find(name, at + 1)
    return at >= 0


def _text_format(data: bytes, name: str) -> str:
    suffix = _suffix(name)
    if not is_wide(data) and is_binary(data):
        raise UnknownFormat(
            "this is binary data of no known kind", where=name,
            hint="the file may be damaged: get it again" if suffix in _SUFFIXES else _GIVE,
        )
    text = _rough_text(data)
    if _HTML_START.match(text):
        return "html"
    if _XML_START.match(text):
        return "html" if re.search("<html", text, re.I) else "xml"
    if _MAIL.match(data[:_HEAD].lstrip()):
        return "eml"
    if _JSON_START.match(text) and _is_json(data):
        return "json"
    tags = sum(1 for _ in _TAG.finditer(text))
    wanted = {"html": 1, "txt": 20}.get(_SUFFIXES.get(suffix, ""), 5)
    opens_with_tag = _OPENING.match(text) is not None and (tags > 0 or wanted == 1) and wanted < 20
    return "html" if tags >= wanted or opens_with_tag else "txt"


def _is_json(data: bytes) -> bool:
    import json

    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _rough_text(data: bytes) -> str:
    """The beginning, good enough to see tags in it."""
    head = data[:_HEAD]
    return (head.replace(b"\0", b"") if is_wide(data) else head).decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe")


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


# Readers


def default_readers() -> dict[str, Reader]:
    """All readers by format: the built-in ones and those of plugins (entry points of the group ``resolution_parser.readers``).

    A built-in reader wins over a plugin of the same format.

    >>> sorted(default_readers())[:4]
    ['doc', 'docx', 'eml', 'html']
    """
    return {**plugin_readers(), **{kind: _built_in(kind) for kind in _BUILT_IN}}


def built_in_formats() -> tuple[str, ...]:
    """The formats that have a built-in reader."""
    return tuple(_BUILT_IN)


def _built_in(kind: str, *, encoding: str | None = None) -> Reader:
    module = importlib.import_module(f"resolution_parser.readers.{_MODULES.get(kind, kind)}")
    make = getattr(module, _BUILT_IN[kind])
    return cast(Reader, make(encoding=encoding) if kind in ("txt", "html") else make())


def plugin_readers() -> dict[str, Reader]:
    """The readers of plugins by format, without those that a built-in one wins over."""
    return dict(_plugins())


def _plugins() -> Iterator[tuple[str, Reader]]:
    from importlib.metadata import entry_points  # 10 ms, and some more for each installed package

    for entry in sorted(entry_points(group=PLUGINS), key=lambda entry: (entry.name, entry.value)):
        if entry.name not in _BUILT_IN:
            plugin = entry.load()
            yield entry.name, cast(Reader, plugin() if isinstance(plugin, type) else plugin)


def _choose(kind: str, name: str, encoding: str | None, readers: Mapping[str, Reader] | None) -> Reader:
    """The reader of the content's format; a reader of another kind that claims the suffix wins over plain text."""
    suffix = _suffix(name)
    if readers is None and kind in _BUILT_IN and (kind != "txt" or suffix in _SUFFIXES or not suffix):
        return _built_in(kind, encoding=encoding)
    known = default_readers() if readers is None else readers
    claimed = [reader for key, reader in known.items() if suffix and suffix in reader.suffixes and key not in _BUILT_IN]
    if claimed and (kind not in _BUILT_IN or kind == "txt"):
        return claimed[0]
    if kind in known:
        forced = encoding is not None and kind in ("txt", "html")
        return _built_in(kind, encoding=encoding) if forced else known[kind]
    raise _not_readable(kind, name)


def _not_readable(kind: str, name: str) -> InputError:
    what, hint = _KNOWN.get(kind, (f"a .{kind} file, for which there is no reader", _GIVE))
    return UnknownFormat(f"this is {what}, which cannot be read", where=name, hint=hint)


# Opening


def read_bytes(
    data: bytes, *, name: str, limits: Limits | None = None, encoding: str | None = None, readers: Mapping[str, Reader] | None = None,
) -> Document:
    """Read a document from bytes; ``encoding`` forces that of plain text and HTML, ``readers`` replaces the default ones.

    Raises only :class:`~resolution_parser.errors.InputError`, and :class:`~resolution_parser.errors.MissingExtra` for a picture where
    nothing can be recognised.

    >>> read_bytes("Решили: одобрить.".encode("koi8-r"), name="a.txt").text
    'Решили: одобрить.'
    """
    limits = limits or Limits()
    if not data.strip(b" \t\r\n\0"):
        raise EmptyFile("the file is empty", where=name, hint="check that it was saved or copied to the end")
    check_file_size(data, name=name, limits=limits)
    reader = _choose(detect_format(data, name=name), name, encoding, readers)
    return reader.read(data, name=name, limits=limits)


def read_path(
    path: str | Path, *, limits: Limits | None = None, encoding: str | None = None, readers: Mapping[str, Reader] | None = None,
) -> Document:
    """Read a document from a file, see :func:`read_bytes`. At most ``limits.file_bytes`` and one byte are read."""
    limits = limits or Limits()
    path = Path(path)
    return read_bytes(_load(path, limits), name=path.name, limits=limits, encoding=encoding, readers=readers)


def _load(path: Path, limits: Limits) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "a directory" if stat.S_ISDIR(status.st_mode) else "a device, a pipe or the like"
            raise NotAFile(f"this is {what}, not a file", where=str(path), hint="give the path of a document")
        if status.st_size > limits.file_bytes:
            raise _too_large(path, limits, status.st_size)
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except (OSError, ValueError) as cause:
        raise _missing(path, cause) from cause
    if len(data) > limits.file_bytes:
        raise _too_large(path, limits, len(data))
    return data


def _too_large(path: Path, limits: Limits, size: int) -> InputError:
    return TooLarge(
        f"the file has {size:,} bytes, the limit is {limits.file_bytes:,}", where=str(path),
        hint="raise Limits.file_bytes if the file is genuine",
    )


def _missing(path: Path, cause: OSError | ValueError) -> InputError:
    number = cause.errno if isinstance(cause, OSError) else None
    if number == errno.EISDIR:
        return NotAFile("this is a directory, not a file", where=str(path), hint="give the path of a document")
    if number in (errno.ENOENT, errno.ENOTDIR):
        return FileMissing("there is no such file", where=str(path), hint="check the path")
    reason = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(cause)
    return FileMissing(f"the file cannot be read ({reason.lower()})", where=str(path), hint="check the path and the rights")
