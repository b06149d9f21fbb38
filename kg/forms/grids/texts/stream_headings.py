"""Headings of a table in a text that gives cells in the order in which they were drawn: all known, or no table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.cells import Cell, Grid, GridCell
from kg.folding import fold
from kg.forms.grids.columns.header import indicator_header
from kg.forms.grids.columns.headings import LEVELS, TARGETS, role_of
from kg.forms.grids.view import GridView
from kg.forms.grids.words.frameworks import is_first_level
from kg.forms.grids.words.labels import field_of
from kg.forms.grids.words.wordings import by_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.forms.grids.texts.stream_cells import Drawn

MOST_WRAPS = 6
"""A heading, a level or a label is wrapped over so many lines at most."""
_HEADINGS = by_wording("columns")
_BEGINS = frozenset({*LEVELS, "name", *TARGETS, "actual"})
_POINTED = frozenset({"weight", "scored"})
_LEAST_COLUMNS = 3
_MOST_UNKNOWN = 2
_PAIR = 2
_PARTS = frozenset(
    {
        "运算符号",
        "运算符",
        "比较符",
        "比较符号",
        "符号",
        "内容",
        "数值",
        "指标值",
        "值",
        "度量单位",
        "计量单位",
        "单位",
        "指标性质",
    }
)
_VALUED = re.compile("[指目]标值|实现值|完成值")
_REMARKS = re.compile("备注|说明|原因|措施|问题")


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a table in the order of its columns.

    Attributes:
        cells: The words of each.
        head: The same as the rows of a table; one heading may be merged over those of a second row.
        levels: The columns of levels, right before the names.
        roles: What the columns from the names on hold; ``note`` or
            ``other`` for one that holds nothing that is read.
        below: The line below them.

    """

    cells: tuple[Cell, ...]
    head: tuple[GridCell, ...]
    levels: tuple[int, ...]
    roles: tuple[str, ...]
    below: int

    @property
    def name(self) -> int:
        """The column of names."""
        return len(self.cells) - len(self.roles)

    @property
    def beside(self) -> bool:
        """Whether a column stands before the levels, whose words are drawn before the rows beside it (绩效目标)."""
        return self.name > len(self.levels)

    @property
    def words(self) -> list[str]:
        """Their folded words."""
        return [cell.folded for cell in self.cells]


def headings_at(lines: Sequence[Sequence[Drawn]], at: int) -> Headings | None:
    """Return the headings that begin in a line, ``None`` where there are none, or one that nobody knows.

    Levels must stand before the names; without levels there must be points, so that rows end in figures.
    """
    if not any(role_of(word.piece.text) in _BEGINS for word in lines[at]):
        return None
    words = [word for line in lines[at : at + 2 * MOST_WRAPS] for word in line]
    # 绩效指标 beside the whole table
    words = words[wrapped(words, lambda text: field_of(text) == "known" and not role_of(text)) :]
    ends = _known(words)
    if len(ends) < _LEAST_COLUMNS:
        return None
    cells, head = _in_two_rows([cell_of(words[begin:end]) for begin, end in pairwise([0, *ends])])
    header = indicator_header(GridView(Grid(head, max(cell.row for cell in head), len(cells))), 1)
    if header is None or len(header.halves) > 1 or header.halves[0].again or header.guesses:
        return None
    stated = {column - 1: role for role, column in header.columns.items()}
    roles = [_unread(cells[at]) if stated.get(at, "note") == "note" else stated[at] for at in range(len(cells))]
    name = roles.index("name")
    levels = tuple(column for column, role in enumerate(roles) if role in LEVELS)
    first = levels[0] if levels else 0
    if levels != tuple(range(first, name)) or first > 1 or roles.count("name") > 1:
        return None
    if not (levels or _POINTED & set(roles)):
        return None
    last = words[ends[-1] - 1].piece.line
    parted = any(cell.row > 1 for cell in head)
    if (
        last > words[0].piece.line
        and not parted
        and any(
            _VALUED.search(cell.folded) and role == "other"
            for cell, role in zip(cells[name:], roles[name:], strict=True)
        )
    ):
        # 指标值 may be merged over 近两年指标值 and 预期当年实现值
        return None
    below = next((number for number in range(at, len(lines)) if lines[number][0].piece.line > last), len(lines))
    return Headings(tuple(cells), head, levels, tuple(roles[name:]), below)


def _unread(cell: Cell) -> str:
    """Return ``note`` for a column of remarks, ``other`` for one whose cells may be figures as well: 上年实绩."""
    return "note" if _REMARKS.search(cell.folded) else "other"


def wrapped(words: Sequence[Drawn], is_known: Callable[[str], bool]) -> int:
    """Return how many words from the first on make known ones, the most; several stand on lines of their own."""
    best = 0
    text = ""
    for count, word in enumerate(words[:MOST_WRAPS], start=1):
        if count > 1 and not (words[count - 2].last and word.first):
            break
        text += word.piece.text
        best = count if is_known(text) else best
    return best


def cell_of(words: Sequence[Drawn]) -> Cell:
    """Return words as one cell."""
    return Cell.of([word.piece for word in words])


def _known(words: Sequence[Drawn]) -> list[int]:
    """Return where headings end, one after another to the end of a line: of the most words.

    Of several ways the one with the fewest parts that are no usual wording is taken, then the one with the fewest
    parts: 值 | 分值 | 得分 | 偏差原因分析 is no heading, though it ends as one.
    """
    best: dict[int, tuple[int, list[int]]] = {0: (0, [])}
    for begin in range(len(words)):
        if words[begin].alone and _is_beside(words[begin].piece.text):
            break
        for count in range(1, MOST_WRAPS + 1) if begin in best else ():
            end = begin + count
            if count > 1 and end <= len(words) and _is_beside(words[end - 1].piece.text):
                break
            if end > len(words) or (count > 1 and not _may_go_on(words[end - 2], words[end - 1])):
                break
            known = _is_one([word.piece.text for word in words[begin:end]])
            if not known and not (count == 1 and _may_be_unknown(words, begin)):
                continue
            usual = fold(cell_of(words[begin:end]).text) in _HEADINGS
            odd, ends = best[begin][0] + (not usual), [*best[begin][1], end]
            if end not in best or (odd, len(ends)) < (best[end][0], len(best[end][1])):
                best[end] = odd, ends
    whole = [end for end in best if end and words[end - 1].last]
    return best[max(whole)][1] if whole else []


def _may_go_on(word: Drawn, after: Drawn) -> bool:
    """Whether one heading may go on from a word to the next: on the next line, or by letters set apart (分 值)."""
    return (word.last and after.first) or (not after.first and len(word.piece.text) == len(after.piece.text) == 1)


def _may_be_unknown(words: Sequence[Drawn], at: int) -> bool:
    """Whether a word may be a heading that nobody knows: a whole one, on a line with others of which most are known."""
    line = [word for word in words if word.piece.line == words[at].piece.line]
    known = sum(bool(role_of(word.piece.text)) for word in line)
    some = known >= _LEAST_COLUMNS and len(line) - known <= _MOST_UNKNOWN and words[at].piece.text.isalpha()
    return some or all(word.piece.text in _PARTS for word in line)


def _is_beside(text: str) -> bool:
    """Whether words are no heading of a column but stand beside rows: 绩效指标, 产出目标."""
    return (field_of(text) == "known" or is_first_level(text)) and not role_of(text)


def _is_one(lines: Sequence[str]) -> bool:
    """Whether lines are one known heading, and not two: 得分 above 偏差原因分析."""
    joined = "".join(lines)
    if not role_of(joined):
        return False
    if role_of(joined) in LEVELS:
        # 二级 above 指标
        return True
    parts = (("".join(lines[:at]), "".join(lines[at:])) for at in range(1, len(lines)))
    return not any(fold(above) in _HEADINGS and role_of(below) for above, below in parts)


def _in_two_rows(cells: list[Cell]) -> tuple[list[Cell], tuple[GridCell, ...]]:
    """Put headings in the order of their columns, and as the rows of a table.

    指标值 above 运算符号 | 内容 | 度量单位 on a line of their own, or 完成情况 above 实际完成值 | 完成率.
    """
    last = cells[-1].pieces[0].line
    lower = next(at for at, cell in enumerate(cells) if cell.pieces[0].line == last)
    parts = cells[lower:]
    one_line = all(len(cell.pieces) == 1 for cell in parts)
    above = [at for at, cell in enumerate(cells[:lower]) if one_line and _may_be_merged(cell, parts)]
    if len(above) != 1:
        cells = _in_columns(cells)
        return cells, tuple(GridCell(cell, 1, column) for column, cell in enumerate(cells, start=1))
    at = above[0]
    head = [GridCell(cell, 1, column, rowspan=2) for column, cell in enumerate(cells[:at], start=1)]
    head += [GridCell(cells[at], 1, at + 1, colspan=len(parts))]
    head += [GridCell(cell, 2, column) for column, cell in enumerate(parts, start=at + 1)]
    behind = cells[at + 1 : lower]
    head += [GridCell(cell, 1, column, rowspan=2) for column, cell in enumerate(behind, start=at + len(parts) + 1)]
    return [*cells[:at], *parts, *behind], tuple(head)


def _may_be_merged(cell: Cell, parts: Sequence[Cell]) -> bool:
    """Whether a heading is merged over those of a second row: parts of a target, or a result with its rate."""
    words = {part.folded for part in parts}
    if len(words) < _PAIR or len(words) != len(parts):
        return False
    if role_of(cell.text) in TARGETS and words <= _PARTS:
        return True
    return cell.folded.endswith("完成情况") and {role_of(word) for word in words} == {"actual", "rate"}


def _in_columns(cells: list[Cell]) -> list[Cell]:
    """Put headings of two rows in the order of their columns; those merged over others are drawn before them.

    绩效指标 | 年度指标值 | 实际完成值 | 得分 above 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位.
    """
    roles = [role_of(cell.text) for cell in cells]
    lower = next((at for at, role in enumerate(roles) if role in LEVELS), 0)
    if not lower or "name" not in roles[lower:] or roles[0] not in TARGETS:
        return cells
    names = roles.index("name", lower) + 1
    parts = cells[names:]
    return [*cells[lower:names], *(parts or cells[:1]), *cells[1:lower]]
