"""Blocks → text layer: one line for each line of a paragraph and each row of a table, cells parted by tabs.

The text layer (文本层) of a file that is no text is written here, so that every figure has an offset, and a person can
read it. A covered place of a merged cell stays empty between its tabs. Lines broken inside a cell are joined with
nothing, or with one space where two Latin letters or digits would run together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.cells import Cell, Grid, GridCell, Piece
from kg.readers.blocks import Part, Table
from kg.text import CellPlace, Structure, TextLayer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.readers.blocks import FileBlocks, TableCell

# formats whose lines in a cell are ended by people; in a PDF those are told from lines that fill the column
_ENDED_LINES = ("docx", "html", "pdf", "xlsx")
# formats that state every cell, also the empty ones
_EVERY_CELL = ("docx", "html")
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
    return _with_line_starts(text)[0]


def _with_line_starts(text: str) -> tuple[str, list[int]]:
    """Write words on one line; returns them and where their second and further lines began."""
    words = ""
    starts: list[int] = []
    for line in _BREAK.split(_CONTROL.sub("", text).strip()):
        if line:
            words += " " if _run_together(words, line) else ""
            starts.append(len(words))
            words += _SPACE.sub(" ", line)
    return words, starts[1:]


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
    parts: list[Part] = []
    for block in found.blocks:
        if isinstance(block, Table):
            writer.table(block, every_cell=found.format in _EVERY_CELL, ended_lines=found.format in _ENDED_LINES)
            continue
        parts.append(block)
        if not block.goes_on:
            writer.paragraph(parts)
            parts = []
    writer.paragraph(parts)
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
        # where lines within cells of this table begin
        self._breaks: set[int] = set()

    def _line(self, text: str, page: int | None) -> None:
        self.lines.append(text)
        self.line_pages.append(page)
        self._at += len(text) + 1

    def paragraph(self, parts: Sequence[Part]) -> None:
        """Write the lines of a paragraph; the last one of a part goes on in the first of the next."""
        text = ""
        places: list[tuple[int, int, Part]] = []
        for part in parts:
            words = _CONTROL.sub("", part.text).strip("\n")
            places.append((len(text), len(text) + len(words), part))
            text += words
        begin = 0
        for line in _BREAK.split(text):
            begin = text.index(line, begin)
            self._paragraph_line(line, [place for place in places if place[0] < begin + len(line)], begin)
            begin += len(line)
            places = [place for place in places if place[1] > begin]

    def _paragraph_line(self, text: str, places: list[tuple[int, int, Part]], begin: int) -> None:
        # a tab in a paragraph is no table
        words = _SPACE.sub(" ", text)
        if not words.strip():
            return
        page = places[0][2].page
        piece = Piece(words, self._at, len(self.lines) + 1, page)
        for first, last, part in places:
            if part.box is not None:
                start, end = (len(_SPACE.sub(" ", text[: max(place - begin, 0)])) for place in (first, last))
                other = part.page if part.page != page else None
                self.places.append(CellPlace(self._at + start, self._at + end, None, None, None, part.box, other))
        self._line(words, page)
        self.blocks.append(piece)

    def table(self, table: Table, *, every_cell: bool, ended_lines: bool) -> None:
        if not table.cells:
            return
        self._breaks = set()
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
        covered = _covered(table, rows) if every_cell else ()
        breaks = frozenset(self._breaks) if ended_lines else frozenset()
        self.blocks.append(Grid(tuple(placed), rows, columns, table.sheet, first, covered, breaks=breaks))

    def _row(self, cells: list[TableCell], sheet: str | None, page: int | None) -> list[GridCell]:
        text = ""
        placed: list[GridCell] = []
        line, column = len(self.lines) + 1, 1
        for cell in cells:
            text += "\t" * (cell.column - column)
            column = cell.column
            pieces: list[Piece] = []
            ended = False
            for part in cell.parts:
                words, starts = _with_line_starts(part.text)
                if not words:
                    continue
                # a number that a page parts is whole again; what ended above keeps its distance
                if pieces and ended and _run_together(pieces[-1].text, words):
                    text += " "
                ended = part.text[-1:].isspace()
                piece = Piece(words, self._at + len(text), line, part.page)
                self._breaks.update(piece.start + start for start in (*starts, *([0] if pieces else [])))
                text += words
                pieces.append(piece)
                self.places.append(CellPlace(piece.start, piece.end, sheet, cell.row, cell.column, part.box))
            if pieces or cell.rowspan > 1 or cell.colspan > 1:
                placed.append(GridCell(Cell(tuple(pieces)), cell.row, cell.column, cell.rowspan, cell.colspan))
        self._line(text, page)
        return placed


def _covered(table: Table, rows: int) -> tuple[int, ...]:
    found = [0] * rows
    for cell in table.cells:
        for row in range(cell.row - 1, cell.row - 1 + cell.rowspan):
            found[row] += cell.colspan
    return tuple(found)
