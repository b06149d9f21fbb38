"""How a place is written for people: file and line, file and page, or file, sheet and cell."""

from __future__ import annotations

PLACE_KEYS = ("document", "sheet", "row", "column", "page", "line", "box")
_LETTERS = 26


def place_words(
    document: str,
    sheet: str | None,
    row: int | None,
    column: int | None,
    page: int | None,
    line: int | None,
    box: str | None = None,
) -> str:
    """Write a place; the arguments are those of ``Source`` in the order of ``PLACE_KEYS``.

    >>> place_words("a.txt", None, None, None, 2, 152), place_words("b.xlsx", "指标", 12, 28, None, 13)
    ('a.txt:152', 'b.xlsx 指标!AB12')
    >>> place_words("c.pdf", None, 3, 2, 4, 18, "30.0,40.0,90.0,52.0"), place_words("d.txt", None, None, None, 3, None)
    ('c.pdf p.4:18', 'd.txt p.3')

    """
    if sheet is not None and row is not None and column is not None:
        return f"{document} {sheet}!{_letters(column)}{row}"
    paged = page is not None and (box is not None or line is None)
    where = f"{document} p.{page}" if paged else document
    return where if line is None else f"{where}:{line}"


def _letters(column: int) -> str:
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
