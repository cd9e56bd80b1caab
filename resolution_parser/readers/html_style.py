"""What a page says of looks: inline styles, old attributes, and the plainest rules of its style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Element: TypeAlias = Any  # lxml has no types
Style: TypeAlias = Mapping[str, str]

_KNOWN = frozenset((
    "display", "visibility", "font-weight", "text-align", "list-style-type", "list-style", "white-space", "mso-list",
    "text-decoration", "text-decoration-line",
))
_BRACE = re.compile(r"[{};]")
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]{0,10})?(?:\.[\w-]{1,80})?", re.IGNORECASE)
_MAX_SHEET = 500_000


class StyleSheet:
    """The rules of ``<style>`` that name a tag, a class, or both; whatever needs a real engine is left out."""

    def __init__(self, sources: Iterator[str]) -> None:
        self._rules: dict[str, dict[str, str]] = {}
        for selectors, body in _rules(_without_comments("\n".join(sources)[:_MAX_SHEET])):
            declared = _declarations(body)
            for selector in selectors.split(",") if declared else ():
                if _SELECTOR.fullmatch(selector.strip()):
                    self._rules.setdefault(selector.strip().lower(), {}).update(declared)

    def style_of(self, element: Element) -> Style:
        """Declared properties, lower case: of the tag, then its classes, then the inline style."""
        inline = element.get("style")
        if not self._rules:
            return _declarations(inline) if inline else {}
        tag = element.tag
        style = dict(self._rules.get(tag, {}))
        for name in (element.get("class") or "").lower().split()[:20]:
            style.update(self._rules.get(f".{name}", {}))
            style.update(self._rules.get(f"{tag}.{name}", {}))
        if inline:
            style.update(_declarations(inline))
        return style


def _without_comments(source: str) -> str:
    """The sheet without ``/* … */``; what an unclosed one would hide goes, too."""
    first, *rest = source.replace("<!--", " ").replace("-->", " ").split("/*")
    return " ".join([first, *(part.partition("*/")[2] for part in rest)])


def _rules(source: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that always hold; those inside ``@media`` and the like do not."""
    depth, start, selectors, conditional = 0, 0, "", False
    for sign in _BRACE.finditer(source):
        if sign.group() == "{":
            depth += 1
            if depth == 1:
                selectors, start = source[start:sign.start()].strip(), sign.end()
                conditional = selectors.startswith("@")
        elif sign.group() == "}":
            if depth == 1 and not conditional:
                yield selectors, source[start:sign.start()]
            depth = max(0, depth - 1)
        if depth == 0:
            start = sign.end()


def _declarations(source: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in source[:4000].split(";"))
    return {key.strip().lower(): value.strip().lower() for key, _, value in pairs if key.strip().lower() in _KNOWN}


def is_hidden(element: Element, style: Style) -> bool:
    """Whether a browser would not show the element."""
    if element.get("hidden") is not None or style.get("visibility", "").startswith("hidden"):
        return True
    return style.get("display", "").startswith("none")


def weight(style: Style) -> bool | None:
    """True for bold or underlined, False for a weight that is declared normal, None where nothing is said."""
    declared = style.get("font-weight", "")
    if declared.startswith(("bold", "6", "7", "8", "9")):
        return True
    if "underline" in style.get("text-decoration", "") or "underline" in style.get("text-decoration-line", ""):
        return True
    return False if declared.startswith(("normal", "lighter", "3", "4")) else None


def alignment(element: Element, style: Style) -> str | None:
    """Declared alignment of the text: ``center``, ``left``, …; None where nothing is said."""
    declared = style.get("text-align") or (element.get("align") or "").lower()
    if element.tag == "table" and not style.get("text-align"):
        return None  # moves the table, not the text in it
    return declared or None
