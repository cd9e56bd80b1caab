"""Whole archives to JSON: folders and zip archives in, one JSON for each document out, every file accounted for."""

from __future__ import annotations

from resolution_parser.archive.found import Found, Search
from resolution_parser.archive.manifest import count_statuses, read_manifest
from resolution_parser.archive.outcome import Entry, Fault, Note, Outcome, Reason, Status, Versions
from resolution_parser.archive.run import Options, parse_archive

__all__ = [
    "Entry", "Fault", "Found", "Note", "Options", "Outcome", "Reason", "Search", "Status", "Versions", "count_statuses", "parse_archive",
    "read_manifest",
]
