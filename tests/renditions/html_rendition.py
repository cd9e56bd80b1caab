"""Renders a page as an office's site shows it: a menu above, a footer below, the document in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from rendition_source import Part, Table

_HEAD = """<!DOCTYPE html>
<html lang="ru"><head><meta charset="utf-8"><title>Документы — Управление образования</title>
<script>var counter = 1;</script><style>.menu li { display: inline }</style></head>
<body>
<header><div class="logo"><a href="/">Управление образования</a></div>
<nav><ul class="menu"><li><a href="/">Главная</a></li><li><a href="/news">Новости</a></li><li><a href="/docs">Документы</a></li>
<li><a href="/contacts">Контакты</a></li></ul></nav></header>
<div class="breadcrumbs"><a href="/">Главная</a> / <a href="/docs">Документы</a></div>
<div id="content">
"""
_FOOT = """
<p><a href="/docs/print">Версия для печати</a></p>
</div>
<footer><p>© Управление образования, 2024. Все права защищены.</p></footer>
</body></html>
"""


def render_html(page: Sequence[Part | Table], *, automatic: bool = True) -> bytes:
    """``automatic``: lists are ``ol`` and ``ul`` where a browser can draw the markers; without it all markers are typed in ``p``."""
    return (_HEAD + "\n".join(_body(page, automatic=automatic)) + _FOOT).encode("utf-8")


def _body(page: Sequence[Part | Table], *, automatic: bool) -> Iterator[str]:
    opened = ""
    number = 0
    title: list[str] = []
    for part in page:
        tag = _list_of(part) if automatic else ""
        if tag and not (opened == tag and (tag != "<ol>" or _number(part) == number + 1)):
            yield from _end(opened)
            opened = tag
            yield tag if tag != "<ol>" or _number(part) == 1 else f'<ol start="{_number(part)}">'
        elif not tag:
            yield from _end(opened)
            opened = ""
        number = _number(part) if tag == "<ol>" else 0
        in_title = isinstance(part, Part) and part.place == "centre"
        if title and not (in_title and isinstance(part, Part) and not part.gap):
            yield _title(title, automatic=automatic)
            title = []
        if in_title and isinstance(part, Part):
            title.append(_inline(part))
        elif isinstance(part, Table):
            yield from _table(part)
        else:
            yield f"<li>{_inline(part)}</li>" if tag else _paragraph(part)
    yield from _end(opened)


def _title(lines: Sequence[str], *, automatic: bool) -> str:
    inside = "<br>\n".join(lines)
    return f"<h1>{inside}</h1>" if automatic else f'<p align="center"><strong>{inside}</strong></p>'


def _paragraph(part: Part) -> str:
    align = ' style="text-align: right"' if part.place == "right" else ""
    return f"<p{align}>{escape(part.label) + ' ' if part.label else ''}{_inline(part)}</p>"


def _inline(part: Part) -> str:
    pieces = (f"<b>{escape(run.text)}</b>" if run.bold else escape(run.text) for run in part.runs)
    return "".join(pieces).replace("\t", "&nbsp;" * 20 + " ")


def _list_of(part: Part | Table) -> str:
    """The tag of the list whose browser draws the label of the part, or nothing."""
    if isinstance(part, Table) or part.label is None:
        return ""
    if part.label == "•":
        return "<ul>"
    if part.style.startswith("bullet"):
        return f"<ul style=\"list-style-type: '{part.label} '\">"
    return "<ol>" if part.style == "number" and part.label == f"{_number(part)}." else ""


def _number(part: Part | Table) -> int:
    label = part.label if isinstance(part, Part) and part.label else ""
    return int(label.rstrip(".")) if label.rstrip(".").isdigit() else 0


def _end(opened: str) -> list[str]:
    return [f"</{opened[1:3]}>"] if opened else []


def _table(table: Table) -> Iterator[str]:
    yield "<table border=1>"
    for rank, row in enumerate(table.rows):
        tag = "th" if not rank else "td"
        yield "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>"
    yield "</table>"
