"""What all sheets of an XLSX file share: their names, the shared words, the number formats of the cell styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.readers.marks import power
from kg.readers.number_formats import CHINESE_FORMATS
from kg.readers.packages import relationships

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.readers.zip_guard import Archive

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(words: str) -> str:
    r"""Return words with the characters that Excel writes by their number.

    >>> unescaped("数量_x000D_指标")
    '数量\r指标'

    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), words)


@dataclass(slots=True)
class Workbook:
    """What all sheets share: their names, the shared words with those struck out, the formats."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    struck_styles: frozenset[int] = frozenset()
    from_1904: bool = False

    @classmethod
    def read(cls, archive: Archive, member: str) -> Workbook:
        """Read the part that is the workbook, and the parts it uses; raises what ``Archive.parse`` raises."""
        workbook = cls()
        parts = relationships(archive, member)
        sheets = {part.id: part.target for part in parts if part.type == "worksheet"}

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            if tag == "sheet" and attributes.get("id") in sheets:
                state = attributes.get("state", "visible")
                workbook.sheets.append((attributes.get("name", ""), state, sheets[attributes["id"]]))
            elif tag == "workbookPr":
                workbook.from_1904 = attributes.get("date1904") in {"1", "true"}

        archive.parse(member, start)
        for part in parts:
            if part.type == "sharedStrings":
                workbook.words = _shared_words(archive, part.target)
            elif part.type == "styles":
                workbook.formats, workbook.struck_styles = _formats(archive, part.target)
        return workbook

    def is_struck(self, style: str | None) -> bool:
        """Say whether a cell style strikes its words out."""
        return int(style or "0") in self.struck_styles

    def format(self, style: str | None) -> str:
        """Return the number format of a cell style."""
        number = int(style or "0")
        return self.formats[number] if number < len(self.formats) else "General"


def _shared_words(archive: Archive, member: str) -> list[tuple[str, str]]:
    words: list[tuple[str, str]] = []
    pieces = Words()

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        pieces.start(tag, attributes)

    def end(tag: str) -> None:
        pieces.end(tag)
        if tag == "si":
            words.append(pieces.take())

    archive.parse(member, start, end, pieces.data)
    return words


class Words:
    """The words of ``si`` or ``is``: those of all its runs, without the phonetic guide."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._struck: list[str] = []
        self._inside = self._guide = False
        # of the run that is being read
        self._is_struck = self._is_raised = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        self._guide = self._guide or tag == "rPh"
        self._inside = tag == "t" and not self._guide
        if tag == "r":
            self._is_struck = self._is_raised = False
        elif tag == "strike":
            self._is_struck = attributes.get("val", "1") not in ("0", "false")
        elif tag == "vertAlign":
            self._is_raised = attributes.get("val") == "superscript"
        elif self._inside and self._is_raised:
            self._parts.append(power(self._parts))

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        self._inside = False
        if tag == "rPh":
            self._guide = False

    def data(self, text: str) -> None:
        """Take characters."""
        if self._inside:
            (self._struck if self._is_struck else self._parts).append(text)

    def take(self) -> tuple[str, str]:
        """Return the words, and those that are struck out, and forget them."""
        words, struck = "".join(self._parts), "".join(self._struck)
        self._parts.clear()
        self._struck.clear()
        self._is_struck = self._is_raised = False
        return unescaped(words), unescaped(struck)


def _formats(archive: Archive, member: str) -> tuple[list[str], frozenset[int]]:
    """Return the number format of each cell style, as cells name them, and the styles that strike words out."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    codes: dict[int, str] = {**BUILTIN_FORMATS, **CHINESE_FORMATS}
    numbers: list[int] = []
    fonts: list[bool] = []  # whether each strikes out
    struck: set[int] = set()
    inside = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        if tag == "font":
            fonts.append(False)
        elif tag == "strike" and fonts and not numbers:
            fonts[-1] = attributes.get("val", "1") not in ("0", "false")
        elif tag == "numFmt" and "numFmtId" in attributes:
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "General")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            font = int(attributes.get("fontId", "0"))
            if font < len(fonts) and fonts[font]:
                struck.add(len(numbers))
            numbers.append(int(attributes.get("numFmtId", "0")))

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    archive.parse(member, start, end)
    return [codes.get(number, "General") for number in numbers], frozenset(struck)
