"""Results as a table for eyes: it knows how wide Chinese is, and on a narrow screen rows are paragraphs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.table import Table
    from rich.text import Text

# where output goes to a file or another program there is no screen to fit
NARROWEST = 140
# the share of a screen that a column may take for itself; a file name can be longer than a line
_MOST_WHOLE = 0.4
# the width that a column of words needs at least, four characters; what stands between two columns
_LEAST_WORDS = 8
_BETWEEN = 3


class Marked(NamedTuple):
    """A cell with the ranges (code points, end exclusive) that are to be marked."""

    text: str
    ranges: Sequence[Sequence[int]]


def excerpt(text: str, ranges: Sequence[Sequence[int]], longest: int) -> Marked:
    """Cut a long cell to the part around the first marked words; ``…`` stands where words are left out.

    >>> excerpt("科普作品40期", [[0, 2]], 10)
    Marked(text='科普作品40期', ranges=[[0, 2]])
    >>> excerpt("长廊宣传图5期185幅，科普游参加活动2万人次", [[12, 15]], 12)
    Marked(text='…85幅，科普游参加活动2…', ranges=[[5, 8]])

    """
    if len(text) <= longest:
        return Marked(text, ranges)
    first = ranges[0][0] if ranges else 0
    begin = 0 if first < longest // 2 else min(first - longest // 3, len(text) - longest)
    end, before = begin + longest, "…" if begin else ""
    off = len(before) - begin
    shown = [[max(start, begin) + off, min(stop, end) + off] for start, stop in ranges if start < end and stop > begin]
    return Marked(before + text[begin:end] + ("…" if end < len(text) else ""), shown)


def write_table(
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    figures: Sequence[int] = (),
    whole: Sequence[int] = (),
    file: TextIO | None = None,
) -> None:
    """Print rows as a table that knows how wide Chinese is; on a screen too narrow for it, each row as a paragraph.

    Args:
        header: Titles of the columns.
        rows: Cells, shown as text; ``None`` is empty, and words of a ``Marked`` cell are bold on a screen.
        figures: Columns set to the right and never broken.
        whole: Columns that are not broken over lines (places that people copy), unless they leave no room for others.
        file: Where to print; standard output by default.

    """
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table

    class Quiet(Console):
        """A console that leaves it to the program what a reader who has gone means."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    console = Quiet(highlight=False, file=file)
    screen = (file or sys.stdout).isatty()
    if not screen:
        console.width = max(NARROWEST, console.width)
    cells = [[_shown(cell) for cell in row] for row in rows]
    header = [*header, *[""] * (max(map(len, cells), default=0) - len(header))]
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    least, most = [], []
    for position, title in enumerate(header):
        widest = max((row[position].cell_len for row in cells), default=0)
        figure, fits = position in figures, position in whole and widest <= console.width * _MOST_WHOLE
        table.add_column(title, justify="right" if figure else "left", overflow="fold", no_wrap=fits)
        # half a figure is another figure, and titles are not broken
        least.append(max(widest if figure or fits else min(widest, _LEAST_WORDS), cell_len(title)))
        most.append(max(widest, cell_len(title)))
    for row in cells:
        table.add_row(*row)
    between = _BETWEEN * len(header) - 1
    if not screen:
        console.width = max(sum(least) + between, console.width)
    # rich crops what is too wide without a word: every column has a width of its own
    for column, width in zip(table.columns, _widths(least, most, console.width - between), strict=True):
        column.width = width
    console.print(table if sum(least) + between <= console.width else _entries(header, cells))


def _widths(least: Sequence[int], most: Sequence[int], room: int) -> list[int]:
    """Return widths that fit the room, none below its least: what is too wide is cut to one width for all.

    >>> _widths([2, 8, 8], [2, 40, 10], 30), _widths([2, 8, 8], [2, 9, 10], 30)
    ([2, 18, 10], [2, 9, 10])

    """
    limit = max(most, default=0)
    while limit and sum(min(want, max(limit, need)) for need, want in zip(least, most, strict=True)) > room:
        limit -= 1
    return [min(want, max(limit, need)) for need, want in zip(least, most, strict=True)]


def _shown(cell: object) -> Text:
    from rich.text import Text

    if not isinstance(cell, Marked):
        return Text("" if cell is None else str(cell))
    text, end = Text(), 0
    for start, stop in cell.ranges:
        text.append(cell.text[end:start]).append(cell.text[start:stop], "bold")
        end = stop
    return text.append(cell.text[end:])


def _entries(header: Sequence[str], rows: Sequence[Sequence[Text]]) -> Table:
    """Return rows as paragraphs of titles and cells, for a screen that is too narrow for the columns."""
    from rich.table import Table
    from rich.text import Text

    entries = Table.grid(padding=(0, 1))
    entries.add_column()
    entries.add_column(overflow="fold")
    # no blank, so that a title and its cell are parted only where they do not fit a line
    titles = [(f"{title}=" if title.isascii() else f"{title}：", "dim") for title in header]
    for row in rows:
        said = (Text.assemble(title, cell) for title, cell in zip(titles, row, strict=True) if cell)
        entries.add_row("•", Text("  ").join(said))
    return entries
