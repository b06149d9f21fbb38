"""How a place is written for people (file and line, page, or sheet and cell), and the words around a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.records import Source

PLACE_KEYS = ("document", "sheet", "row", "column", "page", "line", "box")
_LETTERS = 26
_WHOLE = 40  # a value of at most so many characters is quoted whole
_BESIDE = 20  # characters before and behind a number that are quoted at most
_MARKS = "，,。；;：:！!？?（(）)、\n"


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


def source_place(source: Source) -> str:
    """Write the place of a source."""
    return place_words(source.document, source.sheet, source.row, source.column, source.page, source.line, source.box)


def words_around(raw: str, start: int, end: int) -> str:
    """Return the printed words around a number of a long value; ``…`` stands where words are left out.

    Args:
        raw: The value as printed.
        start: Where the number begins in it, from 0.
        end: Where it ends.

    >>> words_around("讲座3场", 2, 4)
    '讲座3场'
    >>> raw = "举办创交会，每年促成科技成果转化金额不少于100亿元，服务企业500家；举办线下论坛等专项活动20场。"
    >>> words_around(raw, raw.index("100"), raw.index("元"))
    '…每年促成科技成果转化金额不少于100亿元…'

    """
    if len(raw) <= _WHOLE:
        return raw
    begin = max((raw.rfind(mark, 0, start) + 1 for mark in _MARKS), default=0)
    stops = [place for mark in _MARKS if (place := raw.find(mark, end)) >= 0]
    stop = min(stops, default=len(raw))
    begin, stop = max(begin, start - _BESIDE), min(stop, end + _BESIDE)
    return f"{'…' if begin else ''}{raw[begin:stop].strip()}{'…' if stop < len(raw) else ''}"


def _letters(column: int) -> str:
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
