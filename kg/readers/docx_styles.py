"""What the styles of a DOCX file make of a run (字符样式、段落样式): hidden, struck out, raised, coloured, how large.

A run has what its own format says, else what its character style says, else that of its paragraph, each with the
styles it is based on. Properties are kept by their names, each with its value (``""`` where it has none).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

_NOTHING: dict[str, str] = {}
_MOST_BASES = 50


def tag_of(element: Element) -> str:
    """Return the name of an element without its namespace, nothing for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute whatever its namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def value_of(element: Element, *path: str) -> str | None:
    """Return ``w:val`` of the element down the path, ``""`` where it has none, ``None`` where the path ends."""
    for step in path:
        inner = [child for child in element if tag_of(child) == step]
        if not inner:
            return None
        element = inner[0]
    return attribute(element, "val") or ""


def is_on(value: str | None) -> bool:
    """Whether a property that is on or off is on; one without a value is.

    >>> is_on(""), is_on("0"), is_on(None)
    (True, False, False)

    """
    return value is not None and value not in {"0", "false", "off", "none"}


def is_filled(shading: Element) -> bool:
    """Whether a shading (``w:shd``) may paint another ground than white."""
    if not _is_white_of_theme(shading, "themeFill"):
        return True
    pattern, fill = attribute(shading, "val") or "clear", attribute(shading, "fill") or "auto"
    return pattern not in {"clear", "nil"} or fill.lower() not in {"auto", "ffffff"}


def _is_white_of_theme(element: Element, name: str) -> bool:
    """Whether a colour of the theme is its white, or none; one that is made darker (``themeFillShade``) is not."""
    colour = attribute(element, name)
    if colour is None:
        return True
    return colour in {"background1", "light1"} and attribute(element, name.removesuffix("Color") + "Shade") is None


class Styles:
    """What the styles of a file say.

    Args:
        root: ``w:styles``, ``None`` where the file has none.

    """

    def __init__(self, root: Element | None = None) -> None:
        self._own: dict[str, Element] = {}
        self._merged: dict[str | None, dict[str, str]] = {None: _NOTHING}
        self._shaded: dict[str | None, bool] = {}
        self.default_table: str | None = None
        for style in () if root is None else root:
            name = attribute(style, "styleId")
            if tag_of(style) == "style" and name:
                self._own[name] = style
                if attribute(style, "type") == "table" and is_on(attribute(style, "default")):
                    self.default_table = name

    def of_run(self, run: Element, paragraph_style: str | None = None) -> Mapping[str, str]:
        """Return the properties of a run in a paragraph of a style."""
        base = self._of_style(paragraph_style)
        own: dict[str, str] = {}
        for child in run:
            # a run of an equation has two
            if tag_of(child) == "rPr":
                own |= _properties(child)
        return {**base, **self._of_style(own.get("rStyle")), **own} if own else base

    def is_shaded(self, style: str | None) -> bool:
        """Whether a style, or one that it is based on, may shade anything."""
        if style not in self._shaded:
            shadings = (shading for one in self._chain(style) for shading in one.iter("{*}shd"))
            self._shaded[style] = any(is_filled(shading) for shading in shadings)
        return self._shaded[style]

    def _chain(self, style: str | None) -> list[Element]:
        """Return a style and those that it is based on, itself first."""
        found: list[Element] = []
        while style in self._own and len(found) < _MOST_BASES:
            found.append(self._own[style])
            style = value_of(self._own[style], "basedOn")
        return found

    def _of_style(self, style: str | None) -> dict[str, str]:
        if style not in self._merged:
            merged: dict[str, str] = {}
            for one in reversed(self._chain(style)):
                for child in one:
                    if tag_of(child) == "rPr":
                        merged |= _properties(child)
            self._merged[style] = merged
        return self._merged[style]


def _properties(format_: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in format_:
        tag = tag_of(child)
        if tag == "shd":
            found[tag] = "1" if is_filled(child) else "0"
        elif tag == "color" and not _is_white_of_theme(child, "themeColor"):
            # the theme's colour holds, whatever is written beside it for older programs
            found[tag] = "theme"
        else:
            found[tag] = attribute(child, "val") or ""
    return found
