"""What all sheets of an XLSX file share: their names, the shared words, the number formats of the cell styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
    """What all sheets share: their names, the shared words, the formats."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
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
                workbook.formats = _formats(archive, part.target)
        return workbook

    def format(self, style: str | None) -> str:
        """Return the number format of a cell style."""
        number = int(style or "0")
        return self.formats[number] if number < len(self.formats) else "General"


def _shared_words(archive: Archive, member: str) -> list[str]:
    words: list[str] = []
    pieces = Words()

    def start(tag: str, _attributes: Mapping[str, str]) -> None:
        pieces.start(tag)

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
        self._inside = self._guide = False

    def start(self, tag: str) -> None:
        """Take the start of an element."""
        self._guide = self._guide or tag == "rPh"
        self._inside = tag == "t" and not self._guide

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        self._inside = False
        if tag == "rPh":
            self._guide = False

    def data(self, text: str) -> None:
        """Take characters."""
        if self._inside:
            self._parts.append(text)

    def take(self) -> str:
        """Return the words and forget them."""
        words = "".join(self._parts)
        self._parts.clear()
        return unescaped(words)


def _formats(archive: Archive, member: str) -> list[str]:
    """Return the number format of each cell style, as cells name them."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    codes: dict[int, str] = {**BUILTIN_FORMATS, **CHINESE_FORMATS}
    numbers: list[int] = []
    inside = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt" and "numFmtId" in attributes:
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "General")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            numbers.append(int(attributes.get("numFmtId", "0")))

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    archive.parse(member, start, end)
    return [codes.get(number, "General") for number in numbers]
