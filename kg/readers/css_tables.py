"""Tables that styles make of other elements (``display: table-cell``): they become tables of the page.

Only what holds at least two cells side by side is a row; a cell alone is how pages put words into the middle, and one
with a table inside how they put a menu beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.html_source import tag_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

_GROUPS = {"table-header-group": "thead", "table-row-group": "tbody", "table-footer-group": "tfoot"}
_TABLES = frozenset({"table", "inline-table"})
_PARTS = frozenset({"td", "th", "tr"})
_LEAST = 2


def set_as_tables(roles: Mapping[Element, str]) -> None:
    """Give elements the names of what they are set as.

    Args:
        roles: Elements by their ``display``, in the order of the page.

    """
    parents = {element.getparent(): None for element, role in roles.items() if role == "table-cell"}
    rows = [one for one in parents if one is not None and tag_of(one) not in _PARTS and _is_row(one, roles)]
    for row in rows:
        for cell in row:
            if roles.get(cell) == "table-cell":
                cell.tag = "td"
        if roles.get(row) == "table-row":
            row.tag = "tr"
        else:
            _wrap(row)
    groups: dict[Element, None] = {}
    for row in rows:
        parent = row.getparent()
        if tag_of(row) == "tr" and parent is not None:
            groups[parent] = None
    for group in groups:
        name = _GROUPS.get(roles.get(group, ""))
        table = group.getparent() if name else group
        if name and table is not None:
            group.tag = name
        if table is not None and roles.get(table) in _TABLES:
            table.tag = "table"
        elif tag_of(table) != "table" and table is not None:
            _wrap_rows(table)


def _is_row(parent: Element, roles: Mapping[Element, str]) -> bool:
    """Say whether cells stand side by side and nothing else has words there."""
    cells = 0
    if (parent.text or "").strip():
        return False
    for child in parent:
        if roles.get(child) == "table-cell":
            cells += 1
            if next(child.iter("table"), None) is not None:
                return False
        if (child.tail or "").strip() or (roles.get(child) != "table-cell" and "".join(child.itertext()).strip()):
            return False
    return cells >= _LEAST


def _wrap(row: Element) -> None:
    """Put the cells of what is no row into a table of one row."""
    table = row.makeelement("table", {}, None)
    line = row.makeelement("tr", {}, None)
    table.append(line)
    first = next(cell for cell in row if tag_of(cell) == "td")
    first.addprevious(table)
    for cell in [cell for cell in row if tag_of(cell) == "td"]:
        line.append(cell)


def _wrap_rows(parent: Element) -> None:
    """Put rows that follow each other into a table, where no element is set as one."""
    table: Element | None = None
    for child in list(parent):
        if tag_of(child) in ("tr", "thead", "tbody", "tfoot"):
            if table is None:
                table = parent.makeelement("table", {}, None)
                child.addprevious(table)
            behind, child.tail = child.tail, None
            table.append(child)
            if (behind or "").strip():
                table.tail, table = behind, None
        elif tag_of(child) != "template":
            table = None
