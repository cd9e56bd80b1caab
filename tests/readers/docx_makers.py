"""Builds .docx files for tests: small ones from the XML that matters, real ones with python-docx."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str, look: str = "") -> str:
    """A run of text; ``look`` is the inside of its ``w:rPr``."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, num: tuple[int, int] | None = None, style: str = "", look: str = "") -> str:
    """A paragraph of runs (XML, or plain text); ``look`` is more of the inside of its ``w:pPr``."""
    content = "".join(piece if piece.startswith("<") else run(piece) for piece in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>' if num else ""
    return f"<w:p><w:pPr>{named}{listed}{look}</w:pPr>{content}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table of cells; a cell is text, or the XML of its inside."""
    cells = ("".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def level(depth: int, text: str, format: str = "decimal", *, start: int = 1, font: str = "", more: str = "") -> str:
    """One level of a list."""
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    counted = f'<w:start w:val="{start}"/><w:numFmt w:val="{format}"/>'
    return f'<w:lvl w:ilvl="{depth}">{counted}{more}<w:lvlText w:val="{text}"/>{fonts}</w:lvl>'


def family(rank: int, *levels: str) -> str:
    """A list definition."""
    return f'<w:abstractNum w:abstractNumId="{rank}">{"".join(levels)}</w:abstractNum>'


def num(rank: int, of: int, overrides: str = "") -> str:
    """A list that follows a definition."""
    return f'<w:num w:numId="{rank}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def style(name: str, inside: str = "", *, kind: str = "paragraph", shown: str = "", based_on: str = "", default: bool = False) -> str:
    """A style; ``shown`` is its name for people."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    mark = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"{mark}><w:name w:val="{shown or name}"/>{base}{inside}</w:style>'


def xml(tag: str, inside: str) -> str:
    """A part with the given root."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{tag} {_NAMESPACES}>{inside}</w:{tag}>'


def parts(
    *body: str, numbering: str = "", styles: str = "", headers: Sequence[str] = (), footers: Sequence[str] = (), footnotes: str = "",
    endnotes: str = "", comments: str = "",
) -> dict[str, str | bytes]:
    """The members of a .docx by name, to be changed by a test before they are packed."""
    made: dict[str, str | bytes] = {}
    relations, references = [], []
    single = (("numbering", "numbering", numbering), ("styles", "styles", styles), ("footnotes", "footnotes", footnotes),
              ("endnotes", "endnotes", endnotes), ("comments", "comments", comments))
    for kind, tag, inside in single:
        if inside:
            made[f"word/{kind}.xml"] = xml(tag, inside)
            relations.append((kind, f"{kind}.xml"))
    for kind, tag, insides in (("header", "hdr", headers), ("footer", "ftr", footers)):
        for rank, inside in enumerate(insides):
            made[f"word/{kind}{rank}.xml"] = xml(tag, inside)
            references.append(f'<w:{kind}Reference w:type="{("default", "first", "even")[rank % 3]}" r:id="rId{len(relations)}"/>')
            relations.append((kind, f"{kind}{rank}.xml"))
    section = f"<w:sectPr>{''.join(references)}</w:sectPr>"
    made["word/document.xml"] = xml("document", f"<w:body>{''.join(body)}{section}</w:body>")
    made["word/_rels/document.xml.rels"] = _relations(relations)
    made["_rels/.rels"] = _relations([("officeDocument", "word/document.xml")])
    made["[Content_Types].xml"] = _content_types(("document", *(name[5:-4] for name in made if name.startswith("word/") and name[5:-4].isalnum())))
    return made


def docx(*body: str, **more: object) -> bytes:
    """A .docx of the given body; see ``parts`` for the rest."""
    return pack(parts(*body, **more))  # type: ignore[arg-type]


def pack(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of the members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def declare_size(archive: bytes, member: str, size: int) -> bytes:
    """The archive with a lie about the unpacked size of a member, in both places where it stands."""
    name = member.encode()
    changed = bytearray(archive)
    for signature, fixed, size_at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        at = changed.find(signature)
        while at >= 0:
            if changed[at + fixed: at + fixed + len(name)] == name:
                struct.pack_into("<I", changed, at + size_at, size)
            at = changed.find(signature, at + 1)
    return bytes(changed)


def _content_types(names: Sequence[str]) -> str:
    """What LibreOffice asks for; Word's own format calls the main part ``document.main``."""
    kinds = {name: "document.main" if name == "document" else name.rstrip("0123456789") for name in names}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in kinds.items())
    defaults = ('<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>')
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{defaults}{overrides}</Types>'


def _relations(pairs: Sequence[tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{rank}" Type="{_RELATIONS}/{kind}" Target="{target}"/>' for rank, (kind, target) in enumerate(pairs))
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'
