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
_RULE = re.compile(r"([^{}@;]{1,500})\{([^{}]{0,4000})\}")
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]{0,10})?(?:\.[\w-]{1,80})?", re.IGNORECASE)
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/)){0,10000}\*/|<!--|-->")
_MAX_SHEET = 500_000


class StyleSheet:
    """The rules of ``<style>`` that name a tag, a class, or both; whatever needs a real engine is left out."""

    def __init__(self, sources: Iterator[str]) -> None:
        self._rules: dict[str, dict[str, str]] = {}
        for source in sources:
            for selectors, body in _RULE.findall(_COMMENT.sub(" ", source[:_MAX_SHEET])):
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
