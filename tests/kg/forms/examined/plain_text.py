"""A form as the text of a page: columns at fixed places, words broken where their column ends."""

from __future__ import annotations

from itertools import zip_longest
from unicodedata import east_asian_width

from kg.readers.blocks import Part, Table
from tests.kg.forms.examined.notation import shown
from tests.kg.forms.variants.writing import extent


def as_page_layout(blocks: list[Part | Table], widths: tuple[int, ...]) -> bytes:
    """Set the blocks; ``widths`` are those of the columns, a Chinese character being two wide."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Part):
            lines.append(" " * 20 + block.text)
        else:
            for row in range(1, extent(block)[0] + 1):
                lines += _row(block, row, widths)
    return ("\n".join(lines) + "\n").encode()


def _row(table: Table, row: int, widths: tuple[int, ...]) -> list[str]:
    cells = [cell for cell in table.cells if cell.row == row]
    starts = [sum(widths[: cell.column - 1]) for cell in cells]
    columns = [
        _wrapped(shown(cell.text), sum(widths[cell.column - 1 : cell.column - 1 + cell.colspan]) - 2) for cell in cells
    ]
    lines = []
    for pieces in zip_longest(*columns, fillvalue=""):
        line = ""
        for start, piece in zip(starts, pieces, strict=True):
            if piece:
                line += " " * max(bool(start), start - _wide(line)) + piece
        lines.append(line)
    return lines


def _wrapped(words: str, width: int) -> list[str]:
    lines = [""]
    for char in words:
        if _wide(lines[-1] + char) > width:
            lines.append("")
        lines[-1] += char
    return lines


def _wide(words: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in words)
