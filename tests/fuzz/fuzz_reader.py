"""Coverage-guided fuzzing of one reader: ``python -m tests.fuzz.fuzz_reader FORMAT CORPUS [options of libFuzzer]``.

``make fuzz`` runs it for every format. What is found is kept as a test (tests/fuzz/test_findings.py), not as a corpus. For .docx and
.odt, FORMAT-xml changes the main part and packs it anew: bytes of a zip are seldom a zip after a change.
"""

from __future__ import annotations

import contextlib
import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["resolution_parser.readers", "resolution_parser.document"]):
    from resolution_parser.errors import InputError, MissingExtra
    from resolution_parser.readers import archive, doc, docx, html, mail, odt, office, pdf, rtf, text
    from resolution_parser.readers.base import Limits

from tests.fuzz.seeds import DOCX, pack, seeds_of

READERS = {
    "doc": doc.DocReader, "docx": docx.DocxReader, "eml": mail.MailReader, "html": html.HtmlReader, "odt": odt.OdtReader, "pdf": pdf.PdfReader,
    "rtf": rtf.RtfReader, "txt": text.TextReader, "zip": archive.ArchiveReader,
}
LIMITS = Limits(file_bytes=2_000_000, member_bytes=5_000_000, archive_bytes=20_000_000, text_chars=1_000_000)
MAIN_PARTS = {"docx": "word/document.xml", "odt": "content.xml"}


def parts_of(data: bytes) -> dict[str, bytes]:
    """The members of an honest archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def target_of(format: str) -> tuple[Callable[[bytes], None], list[bytes]]:
    """What reads one input, and the inputs to begin with."""
    kind, _, inside = format.partition("-")
    reader = READERS[kind]()
    seeds = [DOCX] if format.startswith("docx") else seeds_of(kind)
    parts = parts_of(seeds[0]) if inside else {}

    def read(data: bytes) -> None:
        packed = pack({**parts, MAIN_PARTS[kind]: data}) if inside else data
        with contextlib.suppress(InputError, MissingExtra):
            reader.read(packed, name="a", limits=LIMITS)

    return read, [parts[MAIN_PARTS[kind]]] if inside else seeds


def main() -> None:
    """Write the seeds and fuzz until libFuzzer's options end it."""
    format, corpus = sys.argv[1], Path(sys.argv[2])
    office.PROGRAMS = ()  # a process for every input would be no fuzzing
    read, seeds = target_of(format)
    corpus.mkdir(parents=True, exist_ok=True)
    for rank, seed in enumerate(seeds):
        (corpus / f"seed{rank}").write_bytes(seed)
    atheris.Setup([sys.argv[0], str(corpus), *sys.argv[3:]], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
