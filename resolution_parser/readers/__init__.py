"""Readers turn bytes into a :class:`~resolution_parser.document.Document`. One file for each format."""

from __future__ import annotations

from resolution_parser.readers.base import Limits, Reader, sha256_of

__all__ = ["Limits", "Reader", "sha256_of"]
