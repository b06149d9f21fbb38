"""What all sheets of an XLSX file share: their names, the shared words, the cell styles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.readers.cell_styles import CellStyles
from kg.readers.cell_words import CellWords, WordsReader
from kg.readers.packages import relationships

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.readers.zip_guard import Archive


@dataclass(slots=True)
class Workbook:
    """What all sheets share; each sheet has its name, its state, and the member that it is."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    words: list[CellWords] = field(default_factory=list)
    styles: CellStyles = field(default_factory=CellStyles)
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
                workbook.styles = CellStyles.read(archive, part.target)
        return workbook


def _shared_words(archive: Archive, member: str) -> list[CellWords]:
    words: list[CellWords] = []
    pieces = WordsReader()

    def end(tag: str) -> None:
        pieces.end(tag)
        if tag == "si":
            words.append(pieces.take())

    archive.parse(member, pieces.start, end, pieces.data)
    return words
