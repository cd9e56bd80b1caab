"""Self-contained HTML pages from the templates of the package: all that comes from documents is escaped, nothing is fetched."""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    """The text with ``�`` for the signs that could play tricks on a terminal or break a file: controls and lone surrogates.

    >>> printable("a\\x1b[1m\\n\\ud800")
    'a�[1m\\n�'
    """
    return "".join("�" if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" else sign for sign in text)


def render_page(template: str, **values: object) -> str:
    """Fill a template of ``resolution_parser/templates``; a name that it asks for and does not get is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # 40 ms

    environment = Environment(
        loader=PackageLoader("resolution_parser", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True, finalize=lambda value: printable(value) if type(value) is str else value,
    )
    return environment.get_template(template).render(values)
