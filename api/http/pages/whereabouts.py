"""How a page names a place (位置): sheet and cell, page, line, row and column of a table, whichever the format has.

In: places of words, as records or as the answers of the search have them. Out: words in the reader's language. A
spreadsheet is looked up by its cells and a PDF by its pages; the line is then one of the text that was taken from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.http.words import phrase
from kg.citing import place_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.messages import Language
    from kg.records import Source


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand; the fields are those of ``Source`` (rows, columns, pages and lines from 1)."""

    line: int | None
    page: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    box: str | None = None

    @property
    def is_cell(self) -> bool:
        """Whether it is a cell of a spreadsheet."""
        return None not in (self.sheet, self.row, self.column)

    @property
    def is_paged(self) -> bool:
        """Whether the page is what a person looks it up by."""
        return self.page is not None and (self.box is not None or self.line is None)


def spot_of(source: Source) -> Spot:
    """Return where a source stands."""
    return Spot(source.line, source.page, source.sheet, source.row, source.column, source.box)


def spot_in(source: Mapping[str, Any]) -> Spot:
    """Return where a SOURCE of an answer stands."""
    return Spot(*(source[name] for name in ("line", "page", "sheet", "row", "column", "box")))


def spots_words(spots: Sequence[Spot], language: Language) -> str:
    """Name places of one document, neighbouring ones as ranges; ``""`` where none is known.

    >>> spots_words([Spot(13, sheet="表一", row=13, column=5)], "zh"), spots_words([Spot(18, 4, box="0,0,9,9")], "zh")
    ('工作表“表一”E13', '第 4 页（全文第 18 行）')
    >>> spots_words([Spot(13, sheet="表一", row=13, column=column) for column in (4, 5, 7)], "en")
    'sheet “表一”, D13:E13, G13'
    >>> spots_words([Spot(84, row=3, column=2)], "zh"), spots_words([Spot(7, 2), Spot(8, 2)], "en")
    ('第 84 行（表格第 3 行第 2 列）', 'lines 7–8')

    """
    found = [
        phrase("place-sheet", language, sheet=sheet, cells=_cells(own, language))
        for sheet, own in _by_sheet(spots).items()
    ]
    rest = [spot for spot in spots if not spot.is_cell]
    lines = sorted({spot.line for spot in rest if spot.line is not None})
    pages = sorted({spot.page for spot in rest if spot.is_paged and spot.page is not None})
    said = lines_words(lines, language) if lines else ""
    if pages:
        paged = _numbered(("page", "several-pages"), "page", pages, language)
        found.append(phrase("place-text", language, place=paged, line=said) if said else paged)
    elif said and len(rest) == 1 and rest[0].row is not None and rest[0].column is not None:
        found.append(phrase("place-table", language, place=said, row=rest[0].row, column=rest[0].column))
    elif said:
        found.append(said)
    return phrase("comma", language).join(found)


def lines_words(lines: Sequence[int], language: Language) -> str:
    """Name lines, runs of them as ranges.

    >>> lines_words([147, 152, 153, 154, 182], "zh"), lines_words([5], "en")
    ('第 147、152–154、182 行', 'line 5')

    """
    return _numbered(("line", "several-lines"), "line", lines, language)


def _numbered(keys: tuple[str, str], name: str, numbers: Sequence[int], language: Language) -> str:
    words = [f"{first}" if first == last else f"{first}–{last}" for first, last in _runs(numbers)]
    if len(numbers) == 1:
        return phrase(keys[0], language, **{name: words[0]})
    return phrase(keys[1], language, **{f"{name}s": phrase("comma", language).join(words)})


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _by_sheet(spots: Iterable[Spot]) -> dict[str, set[tuple[int, int]]]:
    """Return column and row of all cells, by sheet."""
    found: dict[str, set[tuple[int, int]]] = {}
    for spot in spots:
        if spot.sheet is not None and spot.row is not None and spot.column is not None:
            found.setdefault(spot.sheet, set()).add((spot.column, spot.row))
    return found


def _cells(cells: set[tuple[int, int]], language: Language) -> str:
    """Name cells as spreadsheets do, neighbours as a range (``D12:F22``)."""
    blocks: list[tuple[int, int, list[tuple[int, int]]]] = []
    for column in sorted({column for column, _ in cells}):
        rows = _runs(sorted(row for own, row in cells if own == column))
        if blocks and blocks[-1][1:] == (column - 1, rows):
            blocks[-1] = (blocks[-1][0], column, rows)
        else:
            blocks.append((column, column, rows))
    words = []
    for left, right, rows in blocks:
        for first, last in rows:
            corners = dict.fromkeys((_cell(first, left), _cell(last, right)))
            words.append(":".join(corners))
    return phrase("comma", language).join(words)


def _cell(row: int, column: int) -> str:
    # the sheet is said apart from it
    return place_words("", "", row, column, None, None).rpartition("!")[2]
