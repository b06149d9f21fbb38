"""Money above a table that only blanks set apart: 年初预算数 | 全年预算数 | 全年执行数 with their rows.

In: lines as words with their places. Out: a grid. A row is clear where a figure or a dash stands below every heading;
any other is kept with fewer places covered than the headings have, so that it is cited and never read: which of its
cells is empty cannot be told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.cells import Cell, Grid, GridCell
from kg.folding import fold
from kg.forms.grids.words.labels import money_column, money_row
from kg.forms.labels import unit_of_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.forms.grids.texts.blank_rows import Words

_FIGURES = frozenset({"initial_budget", "adjusted_budget", "final_account"})
_LEAST_FIGURES = 2
_MOST_LEFT = 2  # 资金执行情况（万元） | 资金类别
_CELL = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?|[-—–―/]+")


def money_table(lines: Sequence[Sequence[Words]], at: int) -> tuple[Grid, int] | None:
    """Read a table of money whose headings stand in a line.

    Args:
        lines: The words of each line.
        at: The line.

    Returns:
        The table, its row labels in column 2 and its figures from column 3 on, and the line below it; ``None`` where
        the line is no heading of money or none of its rows is below it.

    """
    heads = lines[at]
    first = next((place for place, head in enumerate(heads) if money_column(head.piece.text)), len(heads))
    left, columns = list(heads[:first]), heads[first:]
    if len(left) > _MOST_LEFT or len({money_column(head.piece.text) for head in columns} & _FIGURES) < _LEAST_FIGURES:
        return None
    caption = left[:1]
    end = at + 1
    if end < len(lines) and len(lines[end]) == 1 and _is_of(caption, lines[end][0]):
        # 项目资金（ above 万元）
        caption = [*caption, *lines[end]]
        end += 1
    rows: list[Sequence[Words]] = []
    clear: list[bool] = []
    while end < len(lines):
        label = _label_of(lines[end])
        if label is None:
            if not rows or not _goes_on(lines[end], rows[-1][0]):
                break
            # the end of a wrapped label: whose money it is cannot be told
            clear[-1] = False
            rows.append(lines[end])
            clear.append(False)
        else:
            words = lines[end]
            if label and _is_of(caption, words[0]):
                # （万元） below the label at the left
                caption, words = [*caption, words[0]], words[1:]
                label -= 1
            rows.append(words)
            clear.append(not label and _is_clear(words[1:], columns))
        end += 1
    if not rows:
        return None
    cells = [GridCell(Cell.of([word.piece for word in caption]), 1, 1)] if caption else []
    cells += [GridCell(Cell.of([word.piece]), 1, 2) for word in left[1:]]
    cells += [GridCell(Cell.of([head.piece]), 1, place) for place, head in enumerate(columns, start=3)]
    for number, words in enumerate(rows, start=2):
        cells += [GridCell(Cell.of([word.piece]), number, place) for place, word in enumerate(words, start=2)]
    count = max(len(columns) + 1, *map(len, rows)) + 1
    covered = (count, *(count if whole else count - 1 for whole in clear))
    return Grid(tuple(cells), len(rows) + 1, count, None, heads[0].piece.line, covered, flat=True), end


def _label_of(parts: Sequence[Words]) -> int | None:
    """Return where the label of a row of money stands among its words, ``None`` where there is none with a figure."""
    places = (place for place, word in enumerate(parts[:_MOST_LEFT]) if money_row(word.piece.text) is not None)
    label = next(places, None)
    return label if label is not None and len(parts) > label + 1 else None


def _is_clear(figures: Sequence[Words], columns: Sequence[Words]) -> bool:
    """Whether a figure stands below every heading, and below no other."""
    if len(figures) != len(columns):
        return False
    for place, figure in enumerate(figures):
        words = figure.piece.text
        # a blank inside: two figures that stand close
        if len(words.split()) > 1 or not _CELL.fullmatch(fold(words)):
            return False
        below = [at for at, head in enumerate(columns) if figure.start < head.end and head.start < figure.end]
        if below != [place]:
            return False
    return True


def _goes_on(parts: Sequence[Words], label: Words) -> bool:
    """Whether a line is nothing but words right below a row's label."""
    return len(parts) == 1 and parts[0].start == label.start and not any(char.isdigit() for char in parts[0].piece.text)


def _is_of(caption: Sequence[Words], words: Words) -> bool:
    """Whether words below the label at the left say its unit: （万元） below 资金执行情况."""
    if not caption or words.start != caption[0].start:
        return False
    before = "".join(part.piece.text for part in caption)
    return unit_of_money(before) is None and unit_of_money(before + words.piece.text) is not None
