"""One paragraph of a DOCX file: its words as the page prints them (字符样式、域、上标、删除线).

Hard because a run says little by itself: its style may hide it, strike it out or raise it, a field has a code that is
never printed around a result that is, and the prompt of an empty control looks like words.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.readers.marks import SYMBOLS, power

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEFT_OUT = {"del", "moveFrom", "rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "instrText", "delText", "rt"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}


def tag_of(element: Element) -> str:
    """Return the name of an element without its namespace, nothing for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value_of(element: Element, *path: str) -> str | None:
    """Return ``w:val`` of the element down the path, ``""`` where it has none, ``None`` where the path ends."""
    for step in path:
        inner = [child for child in element if tag_of(child) == step]
        if not inner:
            return None
        element = inner[0]
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == "val"), "")


def _is_on(value: str | None) -> bool:
    return value is not None and value not in {"0", "false", "off", "none"}


class Styles:
    """What character styles do to runs.

    Args:
        root: ``w:styles``, ``None`` where the file has none.

    """

    def __init__(self, root: Element | None = None) -> None:
        self._own: dict[str, Element] = {}
        for style in () if root is None else root:
            name = next((value for key, value in style.attrib.items() if key.endswith("}styleId")), "")
            if tag_of(style) == "style" and name:
                self._own[name] = style

    def of_run(self, run: Element, name: str) -> str | None:
        """Return a property of a run: its own, else that of its style or of the styles that one is based on."""
        own = value_of(run, "rPr", name)
        style = value_of(run, "rPr", "rStyle")
        seen: set[str] = set()
        while own is None and style in self._own and style not in seen:
            seen.add(style)
            own, style = value_of(self._own[style], "rPr", name), value_of(self._own[style], "basedOn")
        return own


class Paragraph:
    """The words of one paragraph as the page prints them, and the text boxes that hang on it."""

    def __init__(self, element: Element, styles: Styles, struck: list[str]) -> None:
        self._styles = styles
        self._words: list[str] = []
        self._struck = struck
        self.boxes: list[Element] = []
        self._fields: list[bool] = []  # open ones, the outermost first: whether the code is being read
        self._collect(element)
        self.text = "".join(self._words)
        self.runs_on = value_of(element, "pPr", "rPr", "del") is not None

    def _collect(self, parent: Element) -> None:
        for child in parent:
            tag = tag_of(child)
            if self._codes and tag in {"t", "sym", *_BREAKS}:
                # the code of a field is not printed, nor is what a field inside it gives
                continue
            if tag == "t":
                self._words.append(child.text or "")
            elif tag in _BREAKS:
                self._words.append(_BREAKS[tag])
            elif tag == "sym":
                self._words.append(_symbol(child))
            elif tag == "txbxContent":
                self.boxes.append(child)
            elif tag == "AlternateContent":
                # the same words twice, for old and new programs
                for choice in list(child)[:1]:
                    self._collect(choice)
            elif tag == "f" and len(child):
                self._fraction(child)
            elif tag == "r" and _is_on(self._styles.of_run(child, "vanish")):
                # a field may begin or end in a hidden run
                for mark in child:
                    if tag_of(mark) == "fldChar":
                        self._field(mark)
            elif tag == "r" and any(_is_on(self._styles.of_run(child, line)) for line in ("strike", "dstrike")):
                self._struck.append("".join(word.text or "" for word in child.iter() if tag_of(word) == "t"))
            elif tag == "fldChar":
                self._field(child)
            elif tag == "r" and self._is_raised(child):
                self._raised(child)
            elif tag == "sSup":
                for part in child:
                    if tag_of(part) == "sup":
                        self._raised(part)
                    else:
                        self._collect(part)
            elif tag == "sdt" and value_of(child, "sdtPr", "showingPlcHdr") is not None:
                # the prompt of a control that nobody filled in
                continue
            elif tag and tag not in _LEFT_OUT:
                self._collect(child)

    @property
    def _codes(self) -> bool:
        return any(self._fields)

    def _field(self, mark: Element) -> None:
        """Begin a field, go on from its code to its result, or end it."""
        kind = next((value for key, value in mark.attrib.items() if key.endswith("}fldCharType")), "")
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_raised(self, run: Element) -> bool:
        """Say whether a run stands above the line: by its own format, by its style, or moved up."""
        moved = value_of(run, "rPr", "position") or "0"
        return self._styles.of_run(run, "vertAlign") == "superscript" or (moved.isdigit() and int(moved) > 0)

    def _raised(self, element: Element) -> None:
        """Take raised words; the mark of a note has none of its own."""
        before = len(self._words)
        self._words.append(power(self._words))
        self._collect(element)
        if not any(words.strip() for words in self._words[before + 1 :]):
            del self._words[before]

    def _fraction(self, fraction: Element) -> None:
        parts = [child for child in fraction if tag_of(child) in {"num", "den"}]
        for part in parts[:1]:
            self._collect(part)
        for _, part in pairwise(parts):
            self._words.append("/")
            self._collect(part)


def _symbol(element: Element) -> str:
    """Return the character of ``w:sym``; the font Symbol has its own places for ≥ and its like."""
    values = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    code = int(values.get("char", "0"), 16)
    if values.get("font") == "Symbol" and code & 0xFF in SYMBOLS:
        return SYMBOLS[code & 0xFF]
    if values.get("font") == "Symbol" and 0x20 <= code & 0xFF < 0x40:
        return chr(code & 0xFF)
    return chr(code)
