"""Tables without rules, or without those between columns, over page breaks; and words in columns that are in no table.

Such tables get the same columns on all their pages. A table without rules ends on its page where its words end: whether
the row goes on below is told by its words alone. Where they do not tell, what was cut from the page is undone, and its
words are cited like all others whose rows nothing tells.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from kg.readers.blocks import Remark, ranges
from kg.readers.parted_labels import is_label, parted
from kg.readers.pdf_columns import FULL
from kg.readers.pdf_lines import TextLine, parts_of
from kg.readers.pdf_row_ruled import RowRuledTable, set_columns
from kg.readers.pdf_tables import SNAP, PageTable
from kg.readers.pdf_unruled import UnruledTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.readers.running_heads import Page

# words in columns: at least so many columns on so many lines
_FEWEST_COLUMNS = 3
_FEWEST_LINES = 3
_FIRST_WORDS = 300


def over_pages(pages: Sequence[Page]) -> None:
    """Give tables that lack rules the same columns on all their pages; undo those that a page may break in a row."""
    _share_columns(pages)
    _undo_open_rows(pages)
    for page, after in pairwise(pages):
        if not page.items or not after.items:
            continue
        upper, lower = page.items[-1], after.items[0]
        if isinstance(upper, UnruledTable) and isinstance(lower, UnruledTable):
            inks = _common(upper.inks, lower.inks)
            # a row that goes on is known by its other cells, a label beside it is not
            ends = upper.last(labels=inks is not None)
            if any(_goes_on(above, below, inks or upper.inks) for above in ends for below in lower.first()):
                page.items[-1:], after.items[:1] = upper.undone(), lower.undone()
            elif inks is not None:
                upper.set_columns(inks)
                lower.set_columns(inks)
        elif isinstance(upper, UnruledTable) and isinstance(lower, TextLine):
            if any(_goes_on(above, below, upper.inks) for above in upper.last() for below in parts_of(lower)):
                page.items[-1:] = upper.undone()
        elif (
            isinstance(upper, TextLine)
            and isinstance(lower, UnruledTable)
            and any(_goes_on(above, below, lower.inks) for above in parts_of(upper) for below in lower.first())
        ):
            after.items[:1] = lower.undone()


def _share_columns(pages: Sequence[Page]) -> None:
    """Give tables with rules between rows alone that may go on over page breaks the same columns."""
    chain: list[RowRuledTable] = []
    for page in pages:
        tables = [item for item in page.items if isinstance(item, PageTable)]
        for table in tables:
            if not isinstance(table, RowRuledTable):
                continue
            goes_on = chain and table is tables[0] and chain[-1].page == page.number - 1 and chain[-1].is_as_wide(table)
            if not goes_on:
                if len(chain) > 1:
                    set_columns(chain)
                chain = []
            chain.append(table)
    if len(chain) > 1:
        set_columns(chain)


def _undo_open_rows(pages: Sequence[Page]) -> None:
    """Undo tables with rules between rows alone where words of their columns stand beyond the outermost rules.

    They are lines of a row that no rule ends; over a page break the other part of the table has the rest of it.
    """
    tables = [item for page in pages for item in page.items if isinstance(item, RowRuledTable)]
    broken = [(one, two) for one, two in pairwise(tables) if one.page + 1 == two.page and one.is_as_wide(two)]
    breaks = {(id(one), -1) for one, _ in broken} | {(id(two), 0) for _, two in broken}
    undone: set[int] = set()
    for one, other in (pair for page in pages for pair in pairwise(page.items)):
        for table, line, edge in ((one, other, -1), (other, one, 0)):
            if isinstance(table, RowRuledTable) and isinstance(line, TextLine):
                is_open = not table.is_closed(table.ys[edge])
                # （2024年度） above the first row is no part of it
                titled = edge == 0 and len(line.segments) == 1 and table.is_in_middle(line)
                near = (is_open and not titled) or (id(table), edge) in breaks
                if (
                    near
                    and _distance(one, other) <= line.size
                    and _stands_in(line, table, first=is_open and edge == -1)
                ):
                    undone.add(id(table))
    for page, after in pairwise(pages):
        upper, lower = (one.items[at] if one.items else None for one, at in ((page, -1), (after, 0)))
        if isinstance(upper, RowRuledTable) and isinstance(lower, TextLine) and _stands_in(lower, upper):
            undone.add(id(upper))
    for one, two in broken:
        if not undone.isdisjoint((id(one), id(two))):
            undone.update((id(one), id(two)))
    for page in pages if undone else ():
        page.items = [
            line
            for item in page.items
            for line in (item.undone() if isinstance(item, RowRuledTable) and id(item) in undone else [item])
        ]


def _distance(above: TextLine | PageTable, below: TextLine | PageTable) -> float:
    return below.top - above.bottom


def _stands_in(line: TextLine, table: RowRuledTable, *, first: bool = False) -> bool:
    """Say whether a part of a line stands in a column of a table; in the first, words may be a note."""
    columns = [*pairwise(table.xs if first else table.xs[1:])]
    return any(left < part.x0 and part.x1 < right for part in parts_of(line) for left, right in columns)


def _common(
    upper: Sequence[tuple[float, float]], lower: Sequence[tuple[float, float]]
) -> list[tuple[float, float]] | None:
    """Return what the words of columns cover on both pages, ``None`` if the columns are others."""
    if len(upper) != len(lower):
        return None
    inks = [(min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(upper, lower, strict=True)]
    return inks if all(before[1] < after[0] for before, after in pairwise(inks)) else None


def _goes_on(line: TextLine, after: TextLine, inks: Sequence[tuple[float, float]]) -> bool:
    """Say whether words above and below a page break stand in one column and may be of one cell."""
    for left, right in inks:
        if left - SNAP <= min(line.x0, after.x0) and max(line.x1, after.x1) <= right + SNAP:
            full = (right - left) - (line.x1 - line.x0) <= FULL * line.size
            # a word of the vocabulary may also be the end of a name (完成比例), after a label it is another label
            return bool(parted(line.text, after.text, ())) or (full and not is_label(line.text))
    return False


def not_told(pages: Sequence[Page]) -> list[Remark]:
    """Cite words that stand in columns and are in no table: nothing tells their rows.

    Beside tables without rules each page is cited in full, as rows may be among them. In a file without any such table
    the pages are named once.
    """
    found: dict[int, str] = {}
    begun = False
    for page in pages:
        for table, items in groupby(page.items, key=lambda item: isinstance(item, PageTable)):
            if table:
                begun = begun or any(isinstance(item, UnruledTable | RowRuledTable) for item in items)
                continue
            lines = [item for item in items if isinstance(item, TextLine)]
            # below a table two columns are its rows, above it a label and its value
            aside = [at for at, line in enumerate(lines) if len(line.segments) >= _FEWEST_COLUMNS - begun]
            if len(aside) >= (1 if begun else _FEWEST_LINES):
                words = " ".join(line.text.replace("\t", " ") for line in lines[aside[0] : aside[-1] + 1])
                found[page.number] = f"{found.get(page.number, '')} {words}".strip()
    if begun or len(found) < 2:
        return [_remark(str(number), words) for number, words in found.items()]
    return [_remark(ranges(list(found)), next(iter(found.values()))[:_FIRST_WORDS])]


def without_labels(pages: Sequence[Page]) -> list[Remark]:
    """Name the pages with tables whose labels fit no rows: the rows are read without them."""
    numbers = [
        page.number
        for page in pages
        if any(isinstance(item, UnruledTable) and not item.labelled for item in page.items)
    ]
    return [Remark("rows-without-labels", {"pages": ranges(numbers)})] if numbers else []


def _remark(pages: str, words: str) -> Remark:
    return Remark("columns-without-rules", {"pages": pages, "words": words})
