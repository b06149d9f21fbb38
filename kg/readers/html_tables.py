"""Tables of a page: which rows and cells an element has, and where each cell stands.

Rows and columns follow the rules of the HTML standard (spans end with their row group, 0 means to its end). Hard
because saved pages put forms and fonts between table and row, and wrap tables in others that only arrange (排版表格).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.readers.blocks import Part, Table, TableCell
from kg.readers.html_kinds import CELLS, COLUMNS, LEFT_OUT
from kg.readers.html_source import tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from kg.readers.counting import Counting
    from kg.readers.html_looks import Looks

_HEADINGS = ("h1", "h2", "h3")
_LARGEST_SPAN = 1000


@dataclass(slots=True)
class FoundCell:
    """A cell as the page has it: its words, the tables inside, and what a browser would put around them."""

    element: Element
    words: str
    tables: list[Table]


@dataclass(slots=True)
class FoundTable:
    """The rows of a table with the number of their row group."""

    rows: list[tuple[int, list[FoundCell]]] = field(default_factory=list)

    def only_arranges(self) -> bool:
        """Say whether the table wraps others: in each row one cell holds something, or all hold only tables.

        A heading over a table inside a cell is that of the page, and what stands beside it are menus.
        """
        cells = [row for _, row in self.rows]
        around = [cell for row in cells for cell in row if cell.tables]
        if not around:
            return False
        if any(next(cell.element.iter(*_HEADINGS), None) is not None for cell in around):
            return True
        for row in cells:
            filled = [cell for cell in row if cell.tables or cell.words.strip()]
            if len(filled) > 1 and any(cell.words.strip() for cell in filled):
                return False
        return True


def rows_of(table: Element) -> Iterator[tuple[int, Element | str]]:
    """Give the rows with the number of their group, the head first and the foot last, and what stands around them."""
    groups = 0
    found: list[tuple[int, int, Element | str]] = []

    def visit(parent: Element, group: int, order: int) -> None:
        nonlocal groups
        if (parent.text or "").strip():
            found.append((-1, group, parent.text))
        for child in parent:
            tag = tag_of(child)
            if tag not in LEFT_OUT:
                if tag == "tr":
                    found.append((order, group, child))
                elif tag in {"thead", "tbody", "tfoot"}:
                    groups += 1
                    visit(child, groups, {"thead": 0, "tfoot": 2}.get(tag, 1))
                elif (
                    tag in {"form", "center", "div", "font", "span", "b", "strong"} and child.find(".//tr") is not None
                ):
                    visit(child, group, order)
                elif tag not in COLUMNS:
                    found.append((-1, group, child))
            if (child.tail or "").strip():
                found.append((-1, group, child.tail))

    visit(table, 0, 1)
    for _, group, row in sorted(found, key=lambda item: item[0]):
        yield group, row


def cells_of(row: Element) -> Iterator[Element]:
    """Give the cells of a row, those inside other elements too."""
    for child in row:
        if tag_of(child) in LEFT_OUT:
            continue
        if tag_of(child) in CELLS:
            yield child
        elif child.find(".//td") is not None:
            yield from cells_of(child)


def placed(table: Element, found: FoundTable, looks: Looks, counting: Counting) -> Table:
    """Give each cell its place, as the HTML standard forms a table.

    Args:
        table: The element.
        found: Its rows.
        looks: Of the page; words of cells in columns that are not shown are told in it.
        counting: Refuses a page that asks for too much (``FileLimitError``).

    """
    collapsed = _collapsed(table, looks)
    cells: list[TableCell] = []
    covered_to: list[int] = [0]  # for each column from 1 the last row that is taken
    columns = 0
    last_of_group: dict[int, int] = {}
    for number, (group, _) in enumerate(found.rows, start=1):
        last_of_group[group] = number
    for number, (group, row) in enumerate(found.rows, start=1):
        column = 1
        for cell in row:
            while column < len(covered_to) and covered_to[column] >= number:
                column += 1
            wanted = max(_number(cell.element.get("colspan"), 1), 1)
            last = last_of_group[group]
            rowspan = _number(cell.element.get("rowspan"), 1)
            bottom = last if rowspan == 0 else min(number + rowspan - 1, last)
            end = column
            while end < column + wanted:
                if end == len(covered_to):
                    covered_to.append(0)
                if covered_to[end] >= number:
                    break
                covered_to[end] = bottom
                end += 1
            columns = max(columns, end - 1)
            counting.area(len(found.rows) * columns)
            counting.cell(cell.words)
            if collapsed and cell.words.strip() and collapsed.issuperset(range(column, end)):
                looks.hidden.append((cell.words, table))
                cell.words = ""
            parts = (Part(cell.words),) if cell.words.strip() else ()
            cells.append(TableCell(number, column, parts, bottom - number + 1, end - column))
            column = end
    counting.close_table(len(found.rows) * columns)
    return Table(tuple(cells))


def _collapsed(table: Element, looks: Looks) -> set[int]:
    """Return the numbers of the columns that are not shown."""
    collapsed = looks.collapsed
    found: set[int] = set()
    number = 1
    for group in table if collapsed else ():
        if tag_of(group) in COLUMNS:
            columns = [one for one in group if tag_of(one) == "col"] or [group]
            for column in columns:
                span = max(_number(column.get("span"), 1), 1)
                if column in collapsed or group in collapsed:
                    found |= set(range(number, number + span))
                number += span
    return found


def _number(value: str | None, default: int) -> int:
    """Return a span; no span is larger than a browser's."""
    match = re.match(r"\s*(\d{1,9})", value or "")
    return min(int(match[1]), _LARGEST_SPAN) if match else default
