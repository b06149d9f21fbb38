"""One paragraph of a DOCX file: its words as the page prints them (字符样式、域、上标、删除线).

Hard because a run says little by itself: its style may hide it, strike it out or raise it, a field has a code that is
never printed around a result that is, and the prompt of an empty control looks like words.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.readers.docx_fields import Field
from kg.readers.docx_ground import Ground, is_tiny, is_white
from kg.readers.docx_styles import attribute, is_on, tag_of, value_of
from kg.readers.marks import SYMBOLS, is_table_sized, power

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from kg.readers.docx_remarks import Unread
    from kg.readers.docx_styles import Styles

_LEFT_OUT = {"rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "delText", "rt"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_INSERTED, _DELETED = {"ins", "moveTo"}, {"del", "moveFrom"}


class Look:
    """How the words of a file look: its styles, and the ground that they stand on."""

    def __init__(self, styles: Styles, ground: Ground) -> None:
        self.styles = styles
        self.ground = ground

    def is_unseen(self, run: Element, properties: Mapping[str, str]) -> bool:
        """Whether nobody sees a run: hidden, tiny, or white on white."""
        if is_on(properties.get("vanish")) or is_tiny(properties):
            return True
        return is_white(properties) and self.ground.is_white(run)


class Paragraph:
    """The words of one paragraph as the page prints them, and the text boxes and WordArt that hang on it."""

    def __init__(self, element: Element, look: Look, unread: Unread) -> None:
        self._look = look
        self._words: list[str] = []
        self._unread = unread
        self._style = value_of(element, "pPr", "pStyle")
        self.boxes: list[Element] = []
        self.pictures = self.large_pictures = 0
        self._fields: list[Field] = []  # open ones, the outermost first
        self._collect(element)
        self.text = "".join(self._words)
        self.runs_on = value_of(element, "pPr", "rPr", "del") is not None

    def _collect(self, parent: Element) -> None:
        for child in parent:
            tag = tag_of(child)
            if tag == "r":
                self._run(child)
            elif self._codes and tag in {"t", "sym", *_BREAKS}:
                # the code of a field is not printed, nor is what a field inside it gives
                continue
            elif tag == "t":
                self._words.append(child.text or "")
            elif tag in _BREAKS:
                self._words.append(_BREAKS[tag])
            elif tag == "sym":
                self._words.append(_symbol(child))
            elif tag == "instrText":
                if self._fields and self._fields[-1].in_code:
                    self._fields[-1].code.append(child.text or "")
            elif tag == "txbxContent" or (tag == "textpath" and not _is_behind(child)):
                self.boxes.append(child)
            elif tag == "AlternateContent":
                # the same words twice, for old and new programs
                for choice in list(child)[:1]:
                    self._collect(choice)
            elif tag == "fldChar":
                self._field(child)
            elif tag in _DELETED:
                self._deleted(child)
            elif tag == "OLEObject":
                self._unread.objects += 1
            elif tag in {"inline", "pict"}:
                self._picture(child)
                self._collect(child)
            elif tag == "anchor":
                # a seal over a table hangs on a cell of it
                self.large_pictures += _is_picture(child) and _is_large(child)
                self._collect(child)
            elif tag in {"f", "rad", "d", "sSup"} and len(child):
                self._equation(child, tag)
            elif tag == "sdt" and is_prompt(child):
                continue
            elif tag and tag not in _LEFT_OUT:
                if tag in _INSERTED and words_below(child):
                    self._unread.inserted += 1
                self._collect(child)

    def _run(self, run: Element) -> None:
        properties = self._look.styles.of_run(run, self._style)
        if not properties:
            self._collect(run)
        elif self._look.is_unseen(run, properties):
            if not self._codes:
                self._unread.unseen.append(words_below(run))
            # a field may begin or end in a hidden run
            for mark in run:
                if tag_of(mark) == "fldChar":
                    self._field(mark)
        elif is_on(properties.get("strike")) or is_on(properties.get("dstrike")):
            self._unread.struck.append(words_below(run))
        elif _is_raised(properties):
            self._raised(run)
        else:
            self._collect(run)

    def _picture(self, element: Element) -> None:
        if _is_picture(element):
            self.pictures += 1
            self.large_pictures += _is_large(element)

    def _deleted(self, element: Element) -> None:
        if words := words_below(element):
            self._unread.deleted.append(words)

    @property
    def _codes(self) -> bool:
        return any(field.in_code for field in self._fields)

    def _field(self, mark: Element) -> None:
        """Begin a field, go on from its code to its result, or end it."""
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(Field(mark, len(self._words)))
        elif kind == "separate" and self._fields:
            self._fields[-1].in_code = False
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            drawn = "" if self._codes else field.drawn(self._words)
            if drawn and not any(words.strip() for words in self._words[field.words :]):
                self._words.append(drawn)

    def _raised(self, element: Element) -> None:
        """Take raised words; the mark of a note has none of its own."""
        before = len(self._words)
        self._words.append(power(self._words))
        self._collect(element)
        if not any(words.strip() for words in self._words[before + 1 :]):
            del self._words[before]

    def _equation(self, element: Element, tag: str) -> None:
        """Take a fraction, a root, a pair of brackets or a power of an equation."""
        if tag == "sSup":
            for part in element:
                if tag_of(part) == "sup":
                    self._raised(part)
                else:
                    self._collect(part)
        elif tag == "f":
            self._fraction(element)
        elif tag == "rad":
            for part in element:
                self._words.append("√(" if tag_of(part) == "e" else "")
                self._collect(part)
            self._words.append(")")
        else:
            self._words.append(_bracket(element, "begChr", "("))
            self._collect(element)
            self._words.append(_bracket(element, "endChr", ")"))

    def _fraction(self, fraction: Element) -> None:
        parts = [child for child in fraction if tag_of(child) in {"num", "den"}]
        if parts and next((words for words in reversed(self._words) if words), "")[-1:].isdigit():
            # 2½, and no 21/2
            self._words.append(" ")
        for part in parts[:1]:
            self._collect(part)
        for _, part in pairwise(parts):
            self._words.append("/")
            self._collect(part)


def is_prompt(control: Element) -> bool:
    """Say whether a content control (``w:sdt``) that nobody filled in shows its prompt."""
    return is_on(value_of(control, "sdtPr", "showingPlcHdr"))


def words_below(element: Element) -> str:
    """Return all words below, deleted ones too."""
    return "".join(word.text or "" for word in element.iter("{*}t", "{*}delText"))


def _is_raised(properties: Mapping[str, str]) -> bool:
    """Say whether a run stands above the line: by its format, or moved up."""
    moved = properties.get("position", "")
    return properties.get("vertAlign") == "superscript" or (moved.isdecimal() and int(moved) > 0)


def _is_behind(art: Element) -> bool:
    """Say whether WordArt stands behind the text, as a watermark does."""
    return any("z-index:-" in (around.get("style") or "") for around in art.iterancestors("{*}shape"))


def _is_picture(element: Element) -> bool:
    return next(element.iter("{*}blip", "{*}imagedata"), None) is not None


def _is_large(element: Element) -> bool:
    """Say whether a picture is as large as a table may be."""
    extent = next((child for child in element if tag_of(child) == "extent"), None)
    if extent is None:
        return False
    width, height = attribute(extent, "cx") or "", attribute(extent, "cy") or ""
    return width.isdecimal() and height.isdecimal() and is_table_sized(int(width), int(height))


def _bracket(element: Element, name: str, usual: str) -> str:
    found = value_of(element, "dPr", name)
    return usual if found is None else found


def _symbol(element: Element) -> str:
    """Return the character of ``w:sym``; the font Symbol has its own places for ≥ and its like."""
    values = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    code = int(values.get("char", "0"), 16)
    if values.get("font") == "Symbol" and code & 0xFF in SYMBOLS:
        return SYMBOLS[code & 0xFF]
    if values.get("font") == "Symbol" and 0x20 <= code & 0xFF < 0x40:
        return chr(code & 0xFF)
    return chr(code)
