"""Builds letters, web archives and zip archives around documents, as mail programs, browsers and Windows write them."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

COVER = "Добрый день! Направляем решение во вложении. С уважением, секретарь."
WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


def letter(text: str = COVER, *, html: bytes | None = None, attached: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """A letter with a text, the same as a page, and attachments by name."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Решение конференции"
    message.set_content(text)
    if html is not None:
        message.add_alternative(html.decode(), subtype="html")
    for name, data in attached:
        message.add_attachment(data, maintype=WORD[0], subtype=WORD[1] if name.endswith(".docx") else "octet-stream", filename=name)
    return message.as_bytes()


def web_archive(page: bytes, *, pictures: int = 1) -> bytes:
    """A page with its pictures in one file, as browsers and Word save it."""
    message = EmailMessage()
    message["From"], message["Subject"] = "<Saved by a browser>", "Документы"
    message.set_content(page.decode(), subtype="html")
    for rank in range(pictures):
        message.add_related(b"\x89PNG\r\n\x1a\n" + bytes(100), "image", "png", cid=f"<{rank}@example.org>")
    return message.as_bytes()


class _DosName(zipfile.ZipInfo):
    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("cp866"), 0


def archive(*files: tuple[str, bytes]) -> bytes:
    """A zip with names in cp866, as Russian Windows packs it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            info = _DosName(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, data)
    return packed.getvalue()
