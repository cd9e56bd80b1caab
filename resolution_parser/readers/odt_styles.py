"""What the styles of an OpenDocument text say that a reader of the page sees."""

from __future__ import annotations

from dataclasses import dataclass, replace

from resolution_parser.readers.docx_xml import Element

_MAX_CHAIN = 32
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
NAME = STYLE + "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How text or a paragraph looks; None where nothing is said."""

    bold: bool | None = None
    underlined: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    centred: bool | None = None
    outline: int | None = None

    def over(self, base: Look) -> Look:
        """This look, and that of ``base`` where this one is silent.

        >>> Look(bold=False).over(Look(bold=True, centred=True)) == Look(bold=False, centred=True)
        True
        """
        own = {name: value for name in Look.__slots__ if (value := getattr(self, name)) is not None}
        return replace(base, **own)


PLAIN = Look()


class OdtStyles:
    """The styles of styles.xml and the automatic ones of content.xml, each worked out when it is first asked for."""

    def __init__(self, *roots: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self.lists: dict[str, Element] = {}
        self.outline: Element | None = None
        for root in roots:
            self._collect(() if root is None else root)

    def _collect(self, root: Element) -> None:
        for group in root:
            for element in group:
                if element.tag == STYLE + "style":
                    self._elements[element.get(STYLE + "family", ""), element.get(NAME, "")] = element
                elif element.tag == STYLE + "default-style":
                    self._elements[element.get(STYLE + "family", ""), ""] = element
                elif element.tag == TEXT + "list-style":
                    self.lists[element.get(NAME, "")] = element
                elif element.tag == TEXT + "outline-style":
                    self.outline = element

    def look(self, family: str, name: str) -> Look:
        """What a style of a family ("paragraph", "text") sets, with all that it is based on."""
        key = family, name
        if key not in self._looks:
            look = PLAIN
            for element in reversed(self._chain(family, name)):
                look = _read_look(element).over(look)
            self._looks[key] = look
        return self._looks[key]

    def _chain(self, family: str, name: str) -> list[Element]:
        chain: list[Element] = []
        while len(chain) < _MAX_CHAIN:
            element = self._elements.get((family, name))
            if element is None:
                break
            chain.append(element)
            if not name:
                break
            name = element.get(STYLE + "parent-style-name", "")
        return chain


def _read_look(style: Element) -> Look:
    text, paragraph = style.find(STYLE + "text-properties"), style.find(STYLE + "paragraph-properties")
    weight = _value(text, FO + "font-weight")
    underline = _value(text, STYLE + "text-underline-style")
    transform = _value(text, FO + "text-transform")
    display = _value(text, TEXT + "display")
    align = _value(paragraph, FO + "text-align")
    outline = style.get(STYLE + "default-outline-level", "")
    return Look(
        bold=None if weight is None else weight == "bold" or (weight.isdigit() and int(weight[:4]) >= 600),
        underlined=None if underline is None else underline != "none",
        caps=None if transform is None else transform == "uppercase",
        hidden=None if display is None else display == "none",
        centred=None if align is None else align == "center",
        outline=int(outline) if outline.isdigit() and 0 < int(outline[:4]) < 10 else None,
    )


def _value(element: Element | None, attribute: str) -> str | None:
    return None if element is None else element.get(attribute)
