"""Columns of an indicator table by what they hold, in any order, from its rows of headings.

A table without name and value columns is no indicator table. Where a heading is merged over several columns, those
below it part its value: 符号 | 内容 | 单位 below 实际完成值.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.folding import fold
from kg.forms.grids.columns.by_content import by_content
from kg.forms.grids.columns.by_place import ALIKE
from kg.forms.grids.columns.heading_roles import GRANTED, columns_of
from kg.forms.grids.columns.headings import (
    LEVELS,
    MONEY,
    MOST_HEADER_ROWS,
    TARGETS,
    VALUES,
    body_of,
    is_header_row,
    lowest,
    role_of,
)
from kg.forms.grids.columns.terms import says_year, term_of_headings
from kg.forms.grids.columns.unknown_headings import Guess, by_cells, notes_of_figures
from kg.forms.labels import UNITS_OF_MONEY, UNKNOWN_UNIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.forms.grids.view import GridView

_UNIT = re.compile(r"\((?:金额)?(?:单位)?:?(?:人民币)?:?([\u4e00-\u9fff]?元)\)")
_PERIOD_HALF = re.compile(r"中期|实施期|实施周期|总体|长期|全周期|三年")
_IN_WORDS = ("完成情况", "实际完成情况", "全年实际完成情况", "指标完成情况")
_ADJUSTED = re.compile(r"调整|全年")
# a standard or a reference is the target only where no other column is
_STANDARD = re.compile(r"标准|参考")
# 调整指标值 beside 年初指标值
_CHANGED_TARGET = re.compile(r"(?:调整|修订|变更)\)?后?的?(?:年度|绩效)?(?:指标|目标)值?")
_WITH_POINTS = re.compile(r"\(\d{1,3}(?:\.\d+)?分\)$")
_DEEPEST = ("四级指标", "末级指标", "四级绩效指标")


@dataclass(frozen=True, slots=True)
class Half:
    """Columns by role of one table, or of one half where 中期 and 年度 stand side by side.

    ``notes`` say no figure that is read; ``again`` are those of them that hold a second target or result, by role;
    ``adjusted`` is the one of targets that were changed during the year; ``alike`` hold the targets of further places.
    """

    columns: Mapping[str, int]
    notes: tuple[int, ...] = ()
    period: bool = False
    again: tuple[tuple[str, int], ...] = ()
    adjusted: int | None = None
    alike: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorHeader:
    """The headings of an indicator table.

    Attributes:
        first: First row of headings.
        body: First row below them.
        halves: One, or two side by side.
        labels: The words of the headings.
        words: The folded words of the first row.
        money_units: What the columns of money say by role; ``?`` for a unit that is not known (千元).
        covered: How many places the headings cover in their first row, 0 where the format does not say.
        ends: The last column of the heading above each column that has a role.
        guesses: Columns that were told by their cells and are less than certain.
        term: ``period`` where all targets are of the whole period, ``annual`` where they are of the year, ``""`` where
            no label says it; ``yearly`` where the heading of the values itself says the year.

    """

    first: int
    body: int
    halves: tuple[Half, ...]
    labels: tuple[Cell, ...] = field(default_factory=tuple)
    words: tuple[str, ...] = ()
    money_units: Mapping[str, str] = field(default_factory=dict)
    covered: int = 0
    ends: Mapping[int, int] = field(default_factory=dict)
    guesses: tuple[Guess, ...] = ()
    term: str = ""
    yearly: bool = False

    @property
    def columns(self) -> Mapping[str, int]:
        """Columns of the first half."""
        return self.halves[0].columns


def indicator_header(view: GridView, row: int, year: str = "", *, library: bool = False) -> IndicatorHeader | None:
    """Find the headings of an indicator table that begin in a row, or return ``None``.

    The row must hold a name column and a level or value column among its cells that begin there; a header merged over
    two rows, or with numbers or units in a second row, is taken whole. Of targets of several years (2023年指标值,
    2024年指标值) that of ``year`` is the annual one; without a year none is. In a ``library`` the indicators may have
    explanations and no targets.
    """
    if not is_header_row(view, row):
        return None
    body = body_of(view, row)
    # 年度绩效指标完成情况 beside the whole table stands above no column
    heads = [head for head in lowest(view, row, body) if head.rowspan <= MOST_HEADER_ROWS]
    stated = by_content(view, body, columns_of(view, row, body, year, heads))
    columns, guesses = by_cells(view, row, body, stated, heads)
    parted = (_with_cells(view, half, body) for half in _halves(view, columns, row, body))
    halves = tuple(half for half in parted if _complete(half.columns, library=library) or _is_card(view, half, body))
    if not halves:
        return None
    labels = tuple(
        cell.cell
        for at in range(row, body)
        for cell in view.new(at)
        if cell.row + cell.rowspan <= body or role_of(cell.cell.text)
    )
    money_units = _money_units(view, halves[0].columns, row, body)
    ends = {head.column: head.column + head.colspan - 1 for head in heads}
    printed = {head.column: head.cell for head in heads}
    guesses += tuple(
        Guess("again", printed[column], printed[half.columns[role]])
        for half in halves
        for role, column in half.again
        if column in printed and half.columns[role] in printed
    )
    told = [guess.heading for guess in guesses]
    guesses += tuple(one for one in notes_of_figures(view, body, columns, printed) if one.heading not in told)
    words = tuple(cell.cell.folded for cell in view.new(row))
    term, label = term_of_headings(view, row, body, halves[0].columns)
    yearly = "annual" in halves[0].columns and says_year(printed.get(halves[0].columns["annual"], Cell()).folded)
    return IndicatorHeader(
        row, body, halves, (*labels, label) if label and not yearly else labels, words, money_units,
        view.covered(row), ends, guesses, term, yearly,
    )  # fmt: skip


def _money_units(view: GridView, columns: Mapping[str, int], first: int, body: int) -> dict[str, str]:
    """Return the unit that the heading of each column of money states, or one above it; ``?`` for an unknown one."""
    found = {}
    for role in MONEY:
        for row in range(body - 1, first - 1, -1) if role in columns else ():
            if stated := _UNIT.search(view.words(row, columns[role])):
                found[role] = stated[1] if stated[1] in UNITS_OF_MONEY else UNKNOWN_UNIT
                break
    return found


def _halves(view: GridView, columns: list[tuple[int, str, str]], first: int, body: int) -> tuple[Half, ...]:
    names = [
        at
        for at, (_, role, _) in enumerate(columns)
        if role == "name" and _plain_name(view, columns[at][0], first, body)
    ]
    if len(names) < 2:
        return (_half(columns),)
    # the second half begins at the first level2 (or name) that stands after the first half's value
    cut = next((at for at in range(names[0] + 1, names[1] + 1) if columns[at][1] in LEVELS), names[1])
    one, other = _half(columns[:cut]), _half(columns[cut:])
    left, right = one.columns, other.columns
    # what one half lacks of the two levels the other says for both
    missing = [level for level in LEVELS if level not in right and level in left]
    if "level1" in missing:
        right = {**right, **{level: left[level] for level in missing}}
    above = "".join(view.words(row, left["name"]) for row in range(max(first - 2, view.first), body))
    # without a word of time, what both promise for the same thing are two periods; other names are more indicators
    near = "".join(cell.cell.folded for row in range(max(first - 2, view.first), body) for cell in view.filled(row))
    timed = bool(_PERIOD_HALF.search(near)) or _same_names(view, left["name"], right["name"], body)
    period = bool(_PERIOD_HALF.search(above)) or (timed and not _values_differ(left, right))
    return replace(one, period=period), replace(other, columns=right)


def _same_names(view: GridView, left: int, right: int, body: int) -> bool:
    """Whether any row below the headings names the same indicator on both sides."""
    rows = takewhile(lambda row: not is_header_row(view, row), range(body, view.grid.rows + 1))
    return any(fold(view.words(row, left)) == fold(view.words(row, right)) != "" for row in rows)


def _half(columns: list[tuple[int, str, str]]) -> Half:
    chosen, notes = _by_role(columns), _notes(columns)
    wordy = {column for column, role, words in columns if role == "actual" and words in _IN_WORDS}
    again = [
        (role, column)
        for column, role, _ in columns
        if role in (*TARGETS, "actual") and column != chosen[role] and (column not in notes or chosen[role] in wordy)
    ]
    changed = (column for column, role, words in columns if role == "note" and _CHANGED_TARGET.search(words))
    adjusted = next(changed, None) if "annual" in chosen else None
    unread = dict.fromkeys((*notes, *(column for _, column in again)))
    alike = tuple(column for column, role, _ in columns if role == ALIKE)
    return Half(chosen, (*unread, *alike), again=tuple(again), adjusted=adjusted, alike=alike)


def _with_cells(view: GridView, half: Half, body: int) -> Half:
    """Read the column that has cells where the chosen one of two has none; a second one without cells is none."""
    columns, notes, again = dict(half.columns), list(half.notes), []
    for role, column in half.again:
        if not _is_filled(view, body, column):
            continue
        if _is_filled(view, body, columns[role]):
            again.append((role, column))
        else:
            notes = [columns[role] if at == column else at for at in notes]
            columns[role] = column
    return replace(half, columns=columns, notes=tuple(notes), again=tuple(again))


def _is_filled(view: GridView, body: int, column: int) -> bool:
    """Whether a column has words below its headings, down to the next ones."""
    rows = takewhile(lambda row: not is_header_row(view, row), range(body, view.grid.rows + 1))
    return any(view.begun(row, column) for row in rows)


def _plain_name(view: GridView, column: int, first: int, body: int) -> bool:
    return any(
        view.words(row, column).startswith(("三级", "指标名称", "绩效指标名称", "具体指标"))
        for row in range(first, body)
    )


def _values_differ(left: Mapping[str, int], right: Mapping[str, int]) -> bool:
    return not (set(left) & set(VALUES) and set(right) & set(VALUES))


def _by_role(columns: list[tuple[int, str, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, role, _ in columns:
        # 三级指标 is the name where 指标名称 and the like stand beside it
        found.setdefault(role, column)
    # 完成情况 says in words what 全年完成值 beside it says as a value
    valued = [column for column, role, words in columns if role == "actual" and words not in _IN_WORDS]
    if valued:
        found["actual"] = valued[0]
    # 调整后预算 beside 预算数 is the later one
    adjusted = [column for column, role, words in columns if role == "amount" and _ADJUSTED.search(words)]
    if adjusted:
        found["amount"] = adjusted[0]
    targets = [(column, words) for column, role, words in columns if role == "annual"]
    plain = [column for column, words in targets if not _STANDARD.search(words) and column != found.get("name")]
    granted = [column for column, words in targets if GRANTED.search(words)]
    if granted or plain:
        found["annual"] = (granted or plain)[0]
    # but the fourth level is where forms have one
    deepest = next((column for column, role, words in columns if role == "name" and words in _DEEPEST), None)
    if deepest is not None:
        found["name"] = deepest
    return found


def _notes(columns: list[tuple[int, str, str]]) -> tuple[int, ...]:
    chosen = _by_role(columns)
    named, actual = chosen.get("name"), chosen.get("actual")
    return tuple(
        column
        for column, role, words in columns
        if role in ("note", "number", "field")
        or (role == "name" and column != named)
        or (role == "actual" and column != actual and words in _IN_WORDS)
    )


def _is_card(view: GridView, half: Half, body: int) -> bool:
    """Whether a table has levels, names and what each was given, and the names themselves say what of: 相关性(5分)."""
    if not {*LEVELS, "name", "scored"} <= set(half.columns):
        return False
    column = half.columns["name"]
    names = [words for row in range(body, view.grid.rows + 1) if (words := view.begun(row, column).folded)]
    return bool(names) and 2 * sum(bool(_WITH_POINTS.search(words)) for words in names) > len(names)


def _complete(columns: Mapping[str, int], *, library: bool) -> bool:
    if library and {*LEVELS, "name", "note"} <= set(columns) and "scored" not in columns:
        return True
    # a score card has points and no targets
    scored = {LEVELS[0], "weight", "scored"} <= set(columns)
    return "name" in columns and (scored or bool(set(columns) & {*TARGETS, "actual"}))
