"""Blocks → text layer: one line for each line of a paragraph and each row of a table, cells parted by tabs.

The text layer (文本层) of a file that is no text is written here, so that every figure has an offset, and a person can
read it. A covered place of a merged cell stays empty between its tabs. Lines broken inside a cell are joined with
nothing, or with one space where two Latin letters or digits would run together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.readers.blocks import Part, Table
from kg.text import Cell, CellPlace, Grid, GridCell, Piece, Structure, TextLayer

if TYPE_CHECKING:
    from kg.readers.blocks import FileBlocks, TableCell

# no character that would end a line or a cell, nor one that no text layer may hold
_BREAK = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")
_SPACE = re.compile(r"[\t\u00a0]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ufeff]")
_LATIN = re.compile(r"[0-9A-Za-z]")


def joined(text: str) -> str:
    r"""Write the words of a cell on one line.

    >>> joined("不少于\n12场"), joined("Big\nData"), joined(" 1.5\t万元 ")
    ('不少于12场', 'Big Data', '1.5 万元')

    """
    lines = [line for line in _BREAK.split(_CONTROL.sub("", text).strip()) if line]
    words = ""
    for line in lines:
        words += (" " if _run_together(words, line) else "") + line
    return _SPACE.sub(" ", words)


def _run_together(before: str, after: str) -> bool:
    return bool(before) and bool(_LATIN.match(before[-1])) and bool(_LATIN.match(after[0]))


def compose(found: FileBlocks, name: str, digest: str) -> TextLayer:
    """Write the text layer of a file and keep where each cell stands.

    Args:
        found: What a reader gave.
        name: Base name of the file.
        digest: SHA-256 of its bytes.

    """
    writer = _Writer()
    for block in found.blocks:
        if isinstance(block, Table):
            writer.table(block)
        else:
            writer.paragraph(block)
    structure = Structure(
        format=found.format,
        blocks=tuple(writer.blocks),
        line_pages=tuple(writer.line_pages),
        pages=found.pages,
        places=tuple(writer.places),
        ocr=found.ocr,
        remarks=tuple((remark.rule, dict(remark.params)) for remark in found.remarks),
    )
    return TextLayer(name, digest, "\n".join(writer.lines) + "\n", structure=structure)


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line_pages: list[int | None] = []
        self.blocks: list[Piece | Grid] = []
        self.places: list[CellPlace] = []
        self._at = 0

    def _line(self, text: str, page: int | None) -> None:
        self.lines.append(text)
        self.line_pages.append(page)
        self._at += len(text) + 1

    def paragraph(self, part: Part) -> None:
        for text in _BREAK.split(_CONTROL.sub("", part.text).strip("\n")):
            # a tab in a paragraph is no table
            words = _SPACE.sub(" ", text)
            if not words.strip():
                continue
            piece = Piece(words, self._at, len(self.lines) + 1, part.page)
            if part.box is not None:
                self.places.append(CellPlace(piece.start, piece.end, None, None, None, part.box))
            self._line(words, part.page)
            self.blocks.append(piece)

    def table(self, table: Table) -> None:
        if not table.cells:
            return
        rows = max(cell.row + cell.rowspan - 1 for cell in table.cells)
        columns = max(cell.column + cell.colspan - 1 for cell in table.cells)
        by_row: dict[int, list[TableCell]] = {}
        for cell in table.cells:
            by_row.setdefault(cell.row, []).append(cell)
        placed: list[GridCell] = []
        first = len(self.lines) + 1
        page: int | None = None
        for row in range(min(by_row), rows + 1):
            cells = sorted(by_row.get(row, ()), key=lambda cell: cell.column)
            page = next((part.page for cell in cells for part in cell.parts if part.page is not None), page)
            placed.extend(self._row(cells, table.sheet, page))
        self._line("", page)
        self.blocks.append(Grid(tuple(placed), rows, columns, table.sheet, first))

    def _row(self, cells: list[TableCell], sheet: str | None, page: int | None) -> list[GridCell]:
        text = ""
        placed: list[GridCell] = []
        line, column = len(self.lines) + 1, 1
        for cell in cells:
            text += "\t" * (cell.column - column)
            column = cell.column
            pieces: list[Piece] = []
            for part in cell.parts:
                words = joined(part.text)
                if not words:
                    continue
                if pieces and _run_together(pieces[-1].text, words):
                    text += " "
                piece = Piece(words, self._at + len(text), line, part.page)
                text += words
                pieces.append(piece)
                self.places.append(CellPlace(piece.start, piece.end, sheet, cell.row, cell.column, part.box))
            placed.append(GridCell(Cell(tuple(pieces)), cell.row, cell.column, cell.rowspan, cell.colspan))
        self._line(text, page)
        return placed
