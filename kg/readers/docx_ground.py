"""Whether white words of a DOCX file stand on white (白底白字), where nobody sees them.

Where anything may paint the ground (shading of words, paragraph, cell, row, table or style, a picture behind the text,
a page colour, a text box), the words are taken for seen: white headings on a dark band are common, and a lost heading
is worse than a word nobody sees.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kg.readers.docx_styles import attribute, is_filled, is_on, tag_of, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element as Element

    from kg.readers.docx_styles import Styles

# half points
_TINY = 4
_WHITE = 0xFA
# what paints words beside their colour
_PAINTED = {"textFill", "textOutline", "glow", "shadow", "outline", "emboss", "imprint"}
# where the format of what holds a run stands, among its first children
_FORMATS = {"p": {"pPr"}, "tc": {"tcPr"}, "tr": {"tblPrEx", "trPr"}, "tbl": {"tblPr"}}
_FIRST = 4


def is_tiny(properties: Mapping[str, str]) -> bool:
    """Whether words are too small to be seen: two points or less.

    >>> is_tiny({"sz": "2"}), is_tiny({"sz": "21"}), is_tiny({})
    (True, False, False)

    """
    size = properties.get("sz", "")
    return size.isdecimal() and int(size) <= _TINY


def is_white(properties: Mapping[str, str]) -> bool:
    """Whether words are white and nothing else of their own paints them.

    >>> is_white({"color": "FFFFFF"}), is_white({"color": "FFFFFF", "highlight": "blue"}), is_white({"color": "auto"})
    (True, False, False)

    """
    colour = properties.get("color", "")
    if len(colour) != 6 or is_on(properties.get("highlight")) or properties.get("shd") == "1":
        return False
    if any(name in properties for name in _PAINTED):
        return False
    try:
        return all(byte >= _WHITE for byte in bytes.fromhex(colour))
    except ValueError:
        return False


class Ground:
    """The ground that the words of a file stand on.

    Args:
        styles: Its styles.
        roots: The parts that paint its pages: the document, its headers.

    """

    def __init__(self, styles: Styles, roots: Sequence[Element]) -> None:
        self._styles = styles
        self._roots = roots

    def is_white(self, run: Element) -> bool:
        """Whether a run certainly stands on white."""
        if self._painted:
            return False
        for around in run.iterancestors():
            tag = tag_of(around)
            if tag == "txbxContent":
                return False
            if tag in _FORMATS and self._shades(around, tag):
                return False
        return True

    def _shades(self, around: Element, tag: str) -> bool:
        styled = False
        for format_ in (child for child in around[:_FIRST] if tag_of(child) in _FORMATS[tag]):
            if any(tag_of(child) == "shd" and is_filled(child) for child in format_):
                return True
            style = value_of(format_, "pStyle" if tag == "p" else "tblStyle")
            styled = styled or style is not None
            if style is not None and self._styles.is_shaded(style):
                return True
        return tag == "tbl" and not styled and self._styles.is_shaded(self._styles.default_table)

    @cached_property
    def _painted(self) -> bool:
        """Whether the pages have a colour, or anything drawn behind the text."""
        for root in self._roots:
            if any(tag_of(child) == "background" for child in root):
                return True
            if any(is_on(attribute(anchor, "behindDoc")) for anchor in root.iter("{*}anchor")):
                return True
            if any(
                "z-index:-" in (shape.get("style") or "") for shape in root.iter("{urn:schemas-microsoft-com:vml}*")
            ):
                return True
        return False
