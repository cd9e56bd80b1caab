"""Tells the site from the document: menus, banners, footers, share buttons, counters, cookie notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from resolution_parser.lexicon import Lexicon
from resolution_parser.normalize import fold, squash
from resolution_parser.readers.html_style import Element

_CONTAINERS = frozenset(("div", "ul", "ol", "p", "td", "table", "section", "span", "center", "dl", "tr", "form", "tbody"))
_DOCUMENT = frozenset(("main", "article", "h1", "body", "html"))
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
_LONGEST_NOTE = 200  # characters: longer ones are no button and no counter
_LONG_LINK = 90  # characters of a link, on average: then the links are sentences, and no menu


@dataclass(slots=True)
class _Sum:
    letters: int = 0
    linked: int = 0
    links: int = 0
    document: bool = False


def find_chrome(root: Element) -> frozenset[Element]:
    """The outermost elements that belong to the site, by their tags, roles, class names and density of links.

    What holds a level-one heading, ``main``, ``article`` or more than half of the words outside links is never among them.
    """
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    sums = _sums(elements)
    whole = sums[root].letters - sums[root].linked
    return frozenset(element for element in elements if _is_chrome(element, sums[element], whole))


def _sums(elements: list[Element]) -> Mapping[Element, _Sum]:
    sums: dict[Element, _Sum] = {element: _Sum() for element in elements}
    for element in reversed(elements):  # children before their parents
        own = sums[element]
        own.letters += len((element.text or "").strip())
        if element.tag == "a" and element.get("href") is not None:
            own.linked, own.links = own.letters, 1
        own.document = own.document or element.tag in _DOCUMENT
        parent = element.getparent()
        above = sums.get(parent) if parent is not None else None
        if above is not None:
            above.letters += own.letters + len((element.tail or "").strip())
            above.linked += own.linked
            above.links += own.links
            above.document = above.document or own.document
    return sums


def _is_chrome(element: Element, own: _Sum, whole: int) -> bool:
    if own.document or not own.letters:
        return False
    if element.tag in ("nav", "footer"):
        return True
    plain = own.letters - own.linked
    if 2 * plain > whole and own.linked < 0.7 * own.letters:
        return False
    if element.tag in _words("html_chrome_tags"):
        return not _inside_document(element) or element.tag != "header"
    if (element.get("role") or "").lower() in _words("html_chrome_roles"):
        return True
    if element.tag not in ("a", "p", "b", "i") and _has_chrome_name(element):
        return True
    dense = own.links >= 3 and own.linked >= 0.8 * own.letters and own.linked < _LONG_LINK * own.links
    return dense and element.tag in _CONTAINERS


def _inside_document(element: Element) -> bool:
    return any(True for _ in element.iterancestors("article", "main"))


def _has_chrome_name(element: Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(names) > 1 and _is_chrome_name(names[:500])


@lru_cache(maxsize=4096)
def _is_chrome_name(names: str) -> bool:
    words = _words("html_chrome_classes")
    return any(name.lower() in words or any(part.lower() in words for part in _WORD.findall(name)) for name in names.split())


@lru_cache(maxsize=16)
def _words(name: str) -> frozenset[str]:
    return Lexicon.default().words(name)


def is_chrome_note(text: str, *, linked: bool) -> bool:
    """Whether a block says what only sites say; menu words count only where the whole block is a link.

    >>> is_chrome_note("Версия для печати", linked=False), is_chrome_note("Документы", linked=False)
    (True, False)
    """
    if len(text) > _LONGEST_NOTE:
        return False
    folded = fold(squash(text))
    return any(linked or where != "link" for where in _speaking(folded))


def _speaking(folded: str) -> Iterable[str]:
    rules = Lexicon.default().rules("html_chrome")
    return (rule.get("where", "any") for rule in rules if rule.shape is not None and rule.shape.search(folded))


def has_typed_marker(text: str) -> bool:
    """Whether a list item brings its own marker, so that the site surely shows no bullet before it.

    >>> has_typed_marker("1) школам"), has_typed_marker("школам")
    (True, False)
    """
    rules = Lexicon.default().rules("html_typed_marker")
    folded = fold(text[:20])
    return any(rule.shape is not None and rule.shape.search(folded) for rule in rules)
