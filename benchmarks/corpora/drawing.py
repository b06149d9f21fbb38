"""Rows of words → tables with merged cells: ``LEFT`` joins a place to the cell on its left, ``ABOVE`` to the one above.

Every form of a synthetic corpus is drawn this way once, and then written in each format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.blocks import Part, Table, TableCell

if TYPE_CHECKING:
    from collections.abc import Sequence

LEFT, ABOVE = "\x00left", "\x00above"
Block = Part | Table


def drawn(rows: Sequence[Sequence[str]], sheet: str | None = None) -> Table:
    """Draw a table; each row has a word for every place, ``""`` for an empty cell.

    >>> [(cell.text, cell.rowspan, cell.colspan) for cell in drawn([["甲", "乙", LEFT], [ABOVE, "1", "2"]]).cells]
    [('甲', 2, 1), ('乙', 1, 2), ('1', 1, 1), ('2', 1, 1)]

    """
    cells: list[TableCell] = []
    for at, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise ValueError(f"row {at + 1} has {len(row)} places, the first {len(rows[0])}: {row}")
        for column, words in enumerate(row):
            if words in (LEFT, ABOVE):
                continue
            width, height = 1, 1
            while column + width < len(row) and row[column + width] == LEFT:
                width += 1
            while at + height < len(rows) and rows[at + height][column] == ABOVE:
                height += 1
            parts = (Part(words),) if words else ()
            cells.append(TableCell(at + 1, column + 1, parts, height, width))
    return Table(tuple(cells), sheet)


def extent(table: Table) -> tuple[int, int]:
    """Return the numbers of rows and columns."""
    return (
        max(cell.row + cell.rowspan - 1 for cell in table.cells),
        max(cell.column + cell.colspan - 1 for cell in table.cells),
    )


def merged(words: Sequence[str], within: Sequence[str] = ()) -> list[str]:
    """Write a column whose equal neighbours are one cell, but where a cell of the column ``within`` ends.

    >>> merged(["成本", "成本", "成本"], ["产出", "产出", "效益"]) == ["成本", ABOVE, "成本"]
    True

    """
    keys = list(zip(words, within or words, strict=True))
    return [ABOVE if at and key == keys[at - 1] else key[0] for at, key in enumerate(keys)]
