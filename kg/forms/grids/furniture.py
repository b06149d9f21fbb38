"""What stands around a form on a web page or in a notice: navigation before its title, remarks below its last table.

These lines hold no figure of the form. They are no findings; the ledger still lists their numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cells import Cell, Grid, Piece

if TYPE_CHECKING:
    from kg.text import TextLayer


def lines_of_form(layer: TextLayer, title: Cell) -> list[Piece]:
    """Return the printed lines from the title to the end of the last table; all of them where there is no table."""
    lines = list(layer.printed_lines())
    grids = [block for block in layer.blocks if isinstance(block, Grid)]
    if not grids:
        return lines
    first = min(title.pieces[0].line if title else grids[0].line, grids[0].line)
    last = grids[-1].line + grids[-1].rows
    return [line for line in lines if first <= line.line < last]
