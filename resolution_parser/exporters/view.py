"""A resolution as a page for reviewing: the text at one side, the records at the other, tied to each other. Nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from resolution_parser.exporters.cards import make_head, make_marks, make_parts, make_rules, section_starts, words_of
from resolution_parser.exporters.marks import cut_text
from resolution_parser.exporters.pages import render_page
from resolution_parser.exporters.rows import Language
from resolution_parser.lexicon import Lexicon
from resolution_parser.records import ITEM_KINDS, Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the index: a document with the address of its page, or, without ``page``, a file that could not be read and why."""

    name: str
    page: str = ""
    title: str | None = None
    day: str = ""
    counts: tuple[int, ...] = ()
    """Of items by kind, in the order of ``ITEM_KINDS``."""
    warnings: int = 0
    fault: str = ""


def index_entry(resolution: Resolution, *, name: str, page: str) -> Entry:
    """The line of a document."""
    return Entry(
        name=name, page=page, title=resolution.title, day=resolution.event.start or str(resolution.year or ""),
        counts=tuple(len(getattr(resolution, kind)) for kind in ITEM_KINDS), warnings=len(resolution.warnings))


def to_page(resolution: Resolution, *, language: Language = "ru", lexicon: Lexicon | None = None, index: str | None = None) -> str:
    """One self-contained HTML page: the text as in the document, beside it the records, each tied to its places.

    It reads without JavaScript, and no character of the document can run: all is escaped, and the page's policy allows the one script
    in it and no network. ``language`` is that of the interface; ``lexicon`` the wording that the document was read by, for the examples
    of the rules; ``index`` the address of the page with all documents, if there is one.

    >>> from resolution_parser import parse_text
    >>> page = to_page(parse_text("Съезд решил: одобрить <b>отчёт</b>."), language="en")
    >>> "одобрить &lt;b&gt;отчёт" in page, "<b>отчёт" in page
    (True, False)
    """
    parts = make_parts(resolution, language=language)
    signs = {card.number: card.sign for part in parts for group in part.groups for card in group.cards if card.sign}
    return render_page(
        "view.html", resolution=resolution, head=make_head(resolution, language=language), parts=parts, words=words_of(language),
        chunks=cut_text(resolution.text, section_starts(resolution), make_marks(parts)), signs=signs, index=index,
        rules=make_rules(parts, lexicon=lexicon), script_hash=_script_hash(),
    )


def to_index(entries: Sequence[Entry], *, language: Language = "ru") -> str:
    """The page that leads to those of all documents, with the files that could not be read."""
    return render_page("view_index.html", entries=entries, words=words_of(language), kinds=ITEM_KINDS)


def _script_hash() -> str:
    """What the page's policy names its script by, so that the browser runs no other."""
    script = (resources.files("resolution_parser") / "templates" / "view.js").read_bytes()
    return base64.b64encode(hashlib.sha256(script).digest()).decode()
