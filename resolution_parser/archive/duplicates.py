"""Documents that stand in an archive more than once: the same bytes, or the same text in another format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from resolution_parser.archive.manifest import Manifest
from resolution_parser.archive.outcome import Entry


def mark_duplicates(manifest: Manifest, folder: Path, *, unique: bool) -> None:
    """Name in every duplicate the first document of its kind, in the order of paths; with ``unique`` leave the others out, files included.

    Which is first depends on the paths alone, not on which worker was quicker.
    """
    first: dict[str, str] = {}
    for path in manifest.paths():
        entry = manifest.get(path)
        if entry is None or entry.status not in ("ok", "partial"):
            continue
        keys = [key for key in (entry.sha256, entry.text_key) if key is not None]
        original = next((first[key] for key in keys if key in first), None)
        for key in keys:
            first.setdefault(key, original or path)
        marked = _marked(entry, original, unique=unique)
        if marked != entry:
            if unique and original is not None:
                for output in entry.outputs:
                    (folder / output).unlink(missing_ok=True)
            manifest.append(marked)


def _marked(entry: Entry, original: str | None, *, unique: bool) -> Entry:
    if original is None or not unique:
        return replace(entry, duplicate_of=original)
    return replace(entry, status="skipped", reason="duplicate", duplicate_of=original, outputs=(), output_bytes=0)
