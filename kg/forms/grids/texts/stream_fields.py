"""Labels and money above a table, in a text that gives cells in the order in which they were drawn: what is certain.

A label with its value stands on a line of its own, or several of them do. A row of money is certain where there are as
many figures or dashes behind its label as headings above; any other is kept with fewer places covered, so that it is
cited and never read: which of its cells is empty cannot be told.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.cells import Cell, Grid, GridCell, words
from kg.folding import fold, width
from kg.forms.grids.header.fields import PERSONS
from kg.forms.grids.words.labels import is_label, money_column, money_row
from kg.forms.labels import unit_of_money
from kg.forms.wrapping import is_full

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.cells import Piece

_PAIR = 2
_MOST_WRAPS = 3
_LONGEST_PERSON = 14
_LONGEST_CAPTION = 3
_FIGURES = frozenset({"initial_budget", "adjusted_budget", "final_account"})
_CELL = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?|[-—–―/]+")


def fields_table(lines: Sequence[Piece], at: int) -> tuple[Grid, int] | None:
    """Read labels with their values, or a table of money, that begin in a line.

    Returns:
        The table and the line below it; ``None`` where the line is neither, or words below may go on with a value.

    """
    return _money(lines, at) or _pairs(lines, at)


def _pairs(lines: Sequence[Piece], at: int) -> tuple[Grid, int] | None:
    """Read labels with the value behind each; that of the last may be wrapped, on lines of its own."""
    parts = words(lines[at])
    if [_is_label(part) for part in parts] != [place % _PAIR == 0 for place in range(len(parts))]:
        return None
    below = at + 1
    while below < len(lines) and len(found := words(lines[below])) == 1 and not _is_label(found[0]):
        below += 1
    wrapped = [line.strip() for line in lines[at + 1 : below]]
    if len(parts) % _PAIR == 0 and wrapped and _is_caption(lines[at + 1 :]):
        # 预算规模及资金 | 用途 is the next label, and no value goes on
        below, wrapped = at + 1, []
    cells = [GridCell(Cell.of([part]), 1, column) for column, part in enumerate(parts, start=1)]
    if len(parts) % _PAIR and len(wrapped) > 1 and _are_one(wrapped) and below < len(lines):
        cells.append(GridCell(Cell.of(wrapped), 1, len(parts) + 1))
    elif len(parts) % _PAIR == 0 and wrapped:
        # 项目名称 | 签约服务平台 above 运维: whose words these are cannot be told
        covered = (len(cells) - 1,)
        return Grid(tuple(cells), 1, len(cells), None, lines[at].line, covered, flat=True), at + 1
    elif len(parts) % _PAIR:
        # an empty value, or one that words below may go on with
        return None
    return Grid(tuple(cells), 1, len(cells), line=lines[at].line, flat=True), below


def _is_caption(lines: Sequence[Piece]) -> bool:
    """Whether lines begin with a label or a caption of money, wrapped or not."""
    text = ""
    for line in lines[:_MOST_WRAPS]:
        text += line.text.strip()
        if is_label(text) or unit_of_money(text) is not None or money_row(text) is not None:
            return True
    return False


def _is_label(part: Piece) -> bool:
    return is_label(part.text) or (len(part.text) <= _LONGEST_PERSON and bool(PERSONS.search(fold(part.text))))


def _are_one(lines: Sequence[Piece]) -> bool:
    """Whether all lines but the last had to be broken in a column as wide as the widest."""
    column = max(width(line.text) for line in lines)
    return all(is_full(line, below, column) for line, below in pairwise(lines))


def _money(lines: Sequence[Piece], at: int) -> tuple[Grid, int] | None:
    """Read 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数, each row with its label in column 2."""
    caption: list[Piece] = []
    head = at
    while head < len(lines) and len(words(lines[head])) == 1 and len(caption) < _LONGEST_CAPTION:
        caption.append(lines[head].strip())
        head += 1
    heads, end = _heads(lines, head)
    if caption and unit_of_money("".join(piece.text for piece in caption)) is None:
        return None
    if len({money_column("".join(piece.text for piece in one)) for one in heads} & _FIGURES) < _PAIR:
        return None
    cells = [GridCell(Cell.of(caption), 1, 1)] if caption else []
    cells += [GridCell(Cell.of(one), 1, column) for column, one in enumerate(heads, start=3)]
    count = len(heads) + _PAIR
    covered = [count]
    while (found := _row(lines, end)) is not None:
        label, figures, end = found
        whole = len(figures) == len(heads) and all(_CELL.fullmatch(fold(figure.text)) for figure in figures)
        covered.append(count if whole else count - 1)
        cells.append(GridCell(Cell.of(label), len(covered), _PAIR))
        cells += [GridCell(Cell.of([figure]), len(covered), column) for column, figure in enumerate(figures, start=3)]
    if len(covered) == 1:
        return None
    return Grid(tuple(cells), len(covered), count, None, lines[head].line, tuple(covered), flat=True), end


def _heads(lines: Sequence[Piece], at: int) -> tuple[list[list[Piece]], int]:
    """Return headings of money on a line, the last perhaps wrapped, and the line below; none where one is unknown."""
    heads = [[part] for part in words(lines[at])] if at < len(lines) else []
    if len(heads) < _PAIR or not all(money_column(one[0].text) for one in heads):
        return [], at
    at += 1
    while at + 1 < len(lines) and len(words(lines[at])) == 1 and money_row(lines[at].text) is None:
        # 得分 above （20分*执行率）, or a further heading on a line of its own
        part = lines[at].strip()
        if money_column(heads[-1][-1].text + part.text):
            heads[-1].append(part)
        elif money_column(part.text):
            heads.append([part])
        else:
            break
        at += 1
    return heads, at


def _row(lines: Sequence[Piece], at: int) -> tuple[list[Piece], list[Piece], int] | None:
    """Return label and figures of a row of money and the line below it; a wrapped label has its lines for itself."""
    if at >= len(lines):
        return None
    first, *figures = words(lines[at])
    if figures:
        return ([first], figures, at + 1) if money_row(first.text) is not None else None
    label = [first]
    for below in range(at + 1, min(at + _LONGEST_CAPTION, len(lines))):
        parts = words(lines[below])
        if all(_CELL.fullmatch(fold(part.text)) for part in parts):
            return (label, parts, below + 1) if money_row("".join(piece.text for piece in label)) is not None else None
        if len(parts) > 1:
            return None
        label += parts
    return None
