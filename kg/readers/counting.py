"""Counts of what a reader gives, each held under its limit while the file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import FileLimitError

if TYPE_CHECKING:
    from kg.readers.limits import Limits

_UNITS = ("B", "KiB", "MiB", "GiB")


def size(count: int) -> str:
    """Write a number of bytes for people.

    >>> size(50 << 20), size(1536), size(7)
    ('50 MiB', '1.5 KiB', '7 B')

    """
    shown, unit = float(count), 0
    while shown >= 1024 and unit + 1 < len(_UNITS):
        shown, unit = shown / 1024, unit + 1
    return f"{shown:.1f}".removesuffix(".0") + f" {_UNITS[unit]}"


class Counting:
    """The running counts of one file; each method raises ``FileLimitError`` once its limit is passed.

    >>> from kg.readers.limits import Limits
    >>> Counting("表.xlsx", Limits(cells=1)).cell("数量指标")

    """

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self._blocks = 0
        self._cells = 0
        self._area = 0

    def block(self) -> None:
        """Count a paragraph or a table."""
        self._blocks += 1
        self.hold("limit-blocks", self._blocks, self.limits.blocks)

    def cell(self, text: str) -> None:
        """Count a cell; one without words counts nothing."""
        if not text or text.isspace():
            return
        self._cells += 1
        self.hold("limit-cells", self._cells, self.limits.cells)
        self.hold("limit-cell-characters", len(text), self.limits.cell_characters)

    def area(self, places: int) -> None:
        """Hold the places of one table, before they count (``close_table``), with those of the tables read."""
        self.hold("limit-table-area", self._area + places, self.limits.table_area)

    def close_table(self, places: int) -> None:
        """Count the places of a table that was read: many tables of a legal size are a bomb as well."""
        self.area(places)
        self._area += places

    def depth(self, levels: int) -> None:
        """Hold the depth of nested elements or tables."""
        self.hold("limit-depth", levels, self.limits.depth)

    def hold(self, reason: str, found: int, allowed: int) -> None:
        """Refuse the file when ``found`` is more than ``allowed``; ``reason`` is the word that names the limit."""
        if found > allowed:
            raise FileLimitError(self.name, reason, f"{found:,}", f"{allowed:,}")
