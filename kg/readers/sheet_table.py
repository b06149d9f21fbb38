"""From the cells of a sheet that have words, and its merged ranges, to a table (合并单元格).

Only cells with words make the table larger; ranges merged over a whole row or column of the sheet end where the words
end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.readers.blocks import Part, TableCell

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from kg.readers.counting import Counting

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_TICK = 1000
# empty rows that still belong to a table
_LONGEST_GAP = 20


class SheetTable:
    """The words of one sheet by row and column, and the ranges that are merged."""

    def __init__(self, counting: Counting, tick: Callable[[], None]) -> None:
        self._counting = counting
        self._tick = tick
        self.words: dict[tuple[int, int], str] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._first_row, self._last_row, self._last_column = LAST_ROW, 0, 0

    @property
    def first_row(self) -> int:
        """The first row with words."""
        return self._first_row

    def put(self, place: tuple[int, int], words: str) -> None:
        """Put words into a cell."""
        self.words[place] = words
        self._grow(place[0], place[0], place[1])

    def take_out(self, place: tuple[int, int], rest: str) -> None:
        """Leave only ``rest`` in a cell; ``settle`` is called after the last one."""
        if rest.strip():
            self.words[place] = rest
        else:
            del self.words[place]

    def settle(self) -> None:
        """Count the size of the table again, after words were taken out."""
        self._first_row, self._last_row, self._last_column = LAST_ROW, 0, 0
        for row, column in self.words:
            self._grow(row, row, column)

    def _grow(self, first_row: int, last_row: int, last_column: int) -> None:
        """Make the table larger; its columns are counted from the first of the sheet, as they are written."""
        self._first_row = min(self._first_row, first_row)
        self._last_row = max(self._last_row, last_row)
        self._last_column = max(self._last_column, last_column)
        self._counting.area((self._last_row - self._first_row + 1) * self._last_column)

    def merge(self, reference: str) -> None:
        """Take a merged range, such as ``A1:C3``."""
        first, _, last = reference.partition(":")
        top, left = place_of(first)
        bottom, right = place_of(last or first)
        self._merged.append((top, left, bottom, right))
        self._counting.area(len(self._merged))

    def cells(
        self, hidden: Mapping[tuple[int, int], str], rows: Collection[int], columns: Collection[int], places: int
    ) -> Iterator[TableCell]:
        """Give all cells of the table by row, then column; merged ranges that overlap are cut.

        Args:
            hidden: The words of cells in hidden rows and columns.
            rows: The rows that are hidden.
            columns: The columns that are hidden.
            places: The number of places that the sheet has, empty ones with them.

        """
        first_column = min(column for _, column in self.words)
        last_row, last_column = self._last_row, self._last_column
        merged = [
            # a range over a whole row or column of the sheet says nothing of the table's size
            (top, left, last_row if bottom == LAST_ROW else bottom, last_column if right == LAST_COLUMN else right)
            for top, left, bottom, right in self._merged
        ]
        for top, left, bottom, right in merged:
            # a label that begins in a hidden row or column and goes on in a visible one
            seen = bottom not in rows and right not in columns
            if (bottom, right) != (top, left) and seen and (top, left) in hidden:
                # the table begins behind a hidden first column
                self.words[top, max(left, first_column)] = hidden[top, left]
            if (top, max(left, first_column)) in self.words:
                self._grow(top, bottom, right)
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in merged:
            corner = max(top, self._first_row), max(left, first_column)
            end = min(bottom, self._last_row), min(right, self._last_column)
            if corner[0] <= end[0] and corner[1] <= end[1]:
                spans.setdefault(corner, end)
        return self._placed(first_column, spans, places)

    def _placed(
        self, first_column: int, spans: Mapping[tuple[int, int], tuple[int, int]], places: int
    ) -> Iterator[TableCell]:
        by_row: dict[int, dict[int, str]] = {}
        for (row, column), words in self.words.items():
            by_row.setdefault(row, {})[column] = words
        merged_rows = {row for row, _ in spans}
        covered_to = [0] * (self._last_column + 2)
        last = 0  # the last row with a word or under a merged range
        for row in range(self._first_row, self._last_row + 1):
            words_here = by_row.get(row, {})
            if row in merged_rows or row <= last:
                for cell in self._merged_row(row, first_column, words_here, spans, covered_to):
                    last = max(last, row + cell.rowspan - 1)
                    yield cell
            elif words_here or row - last <= _LONGEST_GAP:
                last = row if words_here else last
                for column in range(first_column, self._last_column + 1):
                    yield TableCell(row, column, (Part(words_here[column]),) if column in words_here else ())
            if row % _TICK == 0:
                self._tick()
        rows = self._last_row - self._first_row + 1
        self._counting.close_table(max(rows * self._last_column, places))

    def _merged_row(
        self,
        row: int,
        first_column: int,
        words: Mapping[int, str],
        spans: Mapping[tuple[int, int], tuple[int, int]],
        covered_to: list[int],
    ) -> Iterator[TableCell]:
        for column in range(first_column, self._last_column + 1):
            if covered_to[column] >= row:
                continue
            bottom, right = spans.get((row, column), (row, column))
            end = column
            while end <= right and covered_to[end] < row:
                covered_to[end] = bottom
                end += 1
            parts = (Part(words[column]),) if column in words else ()
            yield TableCell(row, column, parts, bottom - row + 1, end - column)


def place_of(reference: str) -> tuple[int, int]:
    """Return row and column of ``B3``; raises ``ValueError`` for a place that no sheet has.

    >>> place_of("B3"), place_of("XFD1048576")
    ((3, 2), (1048576, 16384))

    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if not 1 <= row <= LAST_ROW or column > LAST_COLUMN:
        raise ValueError(reference)
    return row, column
