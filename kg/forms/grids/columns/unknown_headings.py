"""Columns whose headings nobody knows, told by their cells: both levels, names, comparators, units, targets, results.

A column of 产出指标 and 效益指标 is that of the first level whatever stands above it. What names, targets and results
are is less certain: they are taken only where one column alone can hold them, and ``Guess`` says so for a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.categories import is_heading, is_level1, is_level2
from kg.folding import fold
from kg.forms.grids.columns.by_place import ALIKE, places_of
from kg.forms.grids.columns.headings import LEVELS, NAMES_ALONE, TARGETS, above_of, is_header_row, of_year, role_of
from kg.forms.grids.columns.values import COMPARATOR
from kg.forms.grids.words.labels import field_of, money_column, money_row
from kg.forms.labels import without_prefix
from kg.quantities.units import UNITS
from kg.records import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.cells import Cell, GridCell
    from kg.forms.assembly import Draft
    from kg.forms.grids.view import GridView

# column, role, words of its heading
Column = tuple[int, str, str]
_MOST = 0.8
_LEAST_CELLS = 2
_SEEN_ROWS = 60
_LONGEST_VALUE = 24
_FIGURE = re.compile(r"^[^\d]{0,5}\d")
# in the place of a sign
_QUALITIES = frozenset({"定性", "定量"})
# what is no target, whatever its cells look like: points, codes, years, money, what was before
_NO_VALUE = re.compile(
    r"分|权|码|编|号|序|上|前|去|历|往|原|旧|基|底|现|近|半年|季|月|20\d\d|万元|元|金额|资金|预算|经费|支出|电话|日期|时间|备注|说明|依据|标准|偏|差|率|系数"
)

# known headings of figures that are not read
_HOLDS_FIGURES = re.compile(
    r"(?<!分)值$|(?:(?<!分)值|目标|情况|实际|执行|完成)\(|系数|偏离|年度?$|实际$|半年|季度|月|调整|历史"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A column that was taken for a role by its cells, with its heading as printed.

    A ``note`` becomes no record; one without a role may be the target, and is unread since another may be it too; one
    that says ``again`` what another says is unread, and ``chosen`` is the heading of that other. A ``grade`` is the
    best one, in the place of the target; a ``place`` has a target of its own.
    """

    role: str
    heading: Cell
    chosen: Cell | None = None


OFFICIAL = {"name": "三级指标", "annual": "年度指标值", "actual": "实际完成值"}


def find_guesses(draft: Draft, guesses: Iterable[Guess]) -> None:
    """Report each column that was taken by its cells, so that a person looks at its heading, and those left unread."""
    guesses = list(guesses)
    unread, others = ([guess.heading for guess in guesses if guess.role == role] for role in ("", "note"))
    if others:
        draft.find("unread-columns", Severity.INFO, others, headings="”“".join(heading.text for heading in others))
    places = [guess.heading for guess in guesses if guess.role == "place"]
    if places:
        draft.find("targets-by-place", Severity.CHECK, places, places="、".join(heading.text for heading in places))
    for guess in guesses:
        if guess.role in OFFICIAL:
            heading, column = guess.heading.text, OFFICIAL[guess.role]
            draft.find("column-by-cells", Severity.CHECK, (guess.heading,), heading=heading, column=column)
        if guess.role == "grade":
            draft.find("grade-as-target", Severity.CHECK, (guess.heading,), grade=guess.heading.text)
        if guess.chosen is not None:
            both = (guess.chosen, guess.heading)
            draft.find("column-again", Severity.CHECK, both, chosen=both[0].text, heading=both[1].text)
    if unread:
        headings = "”“".join(heading.text for heading in unread)
        draft.find("unknown-columns", Severity.CHECK, unread, headings=headings)


def by_cells(
    view: GridView, first: int, body: int, columns: list[Column], heads: Sequence[GridCell]
) -> tuple[list[Column], tuple[Guess, ...]]:
    """Add the columns that are told by their cells; returns them with what is less than certain.

    Args:
        view: The table.
        first: First row of its headings.
        body: First row below them.
        columns: Columns with the roles of their headings.
        heads: The lowest heading of each column.

    """
    table = _Table(view, first, body, list(columns), [head for head in heads if _is_open(view, first, body, head)])
    table.certain()
    table.names()
    table.places(heads, first)
    table.values()
    table.others()
    return table.columns, tuple(table.guesses)


def notes_of_figures(
    view: GridView, body: int, columns: Sequence[Column], printed: Mapping[int, Cell]
) -> tuple[Guess, ...]:
    """Return the columns of figures that become no record though their headings are known: 调整指标值, 半年目标值."""
    return tuple(
        Guess("note", printed[column])
        for column, role, words in columns
        if role == "note" and column in printed and _HOLDS_FIGURES.search(words)
        if any(_is_value(view.begun(row, column)) for row in _rows(view, body))
    )


def _is_open(view: GridView, first: int, body: int, head: GridCell) -> bool:
    """Whether a heading says nothing: of no role, no part of another's value, no label beside the whole table."""
    if head.row + head.rowspan > body + 1 or head.colspan > 1:
        return False
    words = head.cell.text
    if head.cell.folded in NAMES_ALONE:
        return True
    known = role_of(words) or of_year(head.cell.folded)[0] or field_of(words) or money_row(words) or money_column(words)
    return not known and not above_of(view, head, first)


class _Table:
    def __init__(self, view: GridView, first: int, body: int, columns: list[Column], heads: list[GridCell]) -> None:
        self._view = view
        self._rows = _rows(view, body)
        self.columns = columns
        taken = {column for column, _, _ in columns}
        self._open = [head for head in heads if head.column not in taken]
        self.guesses: list[Guess] = []

    def _has(self, *roles: str) -> bool:
        return any(role in roles for _, role, _ in self.columns)

    def _at(self, *roles: str) -> list[int]:
        return [column for column, role, _ in self.columns if role in roles]

    def _take(self, head: GridCell, role: str) -> None:
        self.columns.append((head.column, role, head.cell.folded))
        self.columns.sort()
        self._open.remove(head)

    def _cells(self, head: GridCell) -> list[Cell]:
        cells = (self._view.begun(row, head.column) for row in self._rows)
        return [cell for cell in cells if cell]

    def _most(self, head: GridCell, holds: Callable[[Cell], bool], least: int = _LEAST_CELLS) -> bool:
        cells = self._cells(head)
        return len(cells) >= least and sum(map(holds, cells)) >= _MOST * len(cells)

    def certain(self) -> None:
        """Take levels, comparators and units, whose cells hold nothing else."""
        self._one_level()
        for head in list(self._open):
            if not self._has("level1") and self._holds_first_levels(head):
                self._take(head, "level1")
            elif not self._has("level2") and self._most(head, lambda cell: is_level2(cell.text)):
                self._take(head, "level2")
            elif not self._has("comparator") and self._holds_signs(head):
                self._take(head, "comparator")
            elif not self._has("measure_unit") and self._most(head, lambda cell: cell.folded in UNITS):
                self._take(head, "measure_unit")

    def _holds_first_levels(self, head: GridCell) -> bool:
        """Whether a column holds first levels, some of a place's own (管理指标) among half that are known."""
        cells = self._cells(head)
        known = 2 * sum(is_level1(cell.text) for cell in cells) >= len(cells)
        own = known and not any(is_level2(cell.text) and not is_level1(cell.text) for cell in cells)
        return self._most(head, lambda cell: is_level1(cell.text) or (own and is_heading(cell.text)))

    def _holds_signs(self, head: GridCell) -> bool:
        """Whether a column holds signs, or 定性 where there is none."""
        signs = [bool(COMPARATOR.match(cell.folded)) for cell in self._cells(head)]
        return any(signs) and self._most(
            head, lambda cell: bool(COMPARATOR.match(cell.folded)) or cell.folded in _QUALITIES
        )

    def _one_level(self) -> None:
        """Call the only column of levels what its cells are: 指标类型 is the first level in one place."""
        levels = [one for one in self.columns if one[1] in LEVELS]
        if len(levels) != 1:
            return
        (column, _, words), cells = levels[0], [self._view.begun(row, levels[0][0]) for row in self._rows]
        # 成本指标 is on both levels
        found = {(is_level1(cell.text), is_level2(cell.text)) for cell in cells if cell}
        first, second = (True, False) in found, (False, True) in found
        if first != second:
            self.columns[self.columns.index(levels[0])] = (column, LEVELS[0] if first else LEVELS[1], words)

    def names(self) -> None:
        """Take the only column between levels and values as that of names."""
        values = self._at(*TARGETS, "actual", "comparator")
        levels = self._at(*LEVELS)
        if self._has("name") or not values or not levels:
            return
        between = [head for head in self._open if max(levels) < head.column < min(values)]
        if len(between) == 1 and self._is_name(between[0]):
            if between[0].cell.folded in NAMES_ALONE:
                self._take(between[0], "name")
            else:
                self._take_guessed(between[0], "name")

    def _is_name(self, head: GridCell) -> bool:
        if not self._rows:
            return head.cell.folded in NAMES_ALONE
        full = len(self._cells(head)) >= max(_LEAST_CELLS, _MOST * len(self._rows))
        return full and self._most(head, lambda cell: not _is_value(cell) and not is_heading(cell.text))

    def places(self, heads: Sequence[GridCell], first: int) -> None:
        """Take the column of all places as that of targets, else those of several as what they have in common."""
        places, whole = places_of(self._view, first, self.columns, heads)
        roles = [ALIKE if at else "annual" for at in range(len(places))] if whole is None else ["note"] * len(places)
        taken = [*zip(places, roles, strict=True), *([(whole, "annual")] if whole is not None else [])]
        for head, role in taken:
            self.columns.append((head.column, role, head.cell.folded))
            self._open = [one for one in self._open if one is not head]
        self.guesses += [Guess("note" if whole is not None else "place", head.cell) for head in places]
        self.columns.sort()

    def values(self) -> None:
        """Take the only column right of the names that holds values as the target, or as the result beside a target."""
        names = self._at("name")
        if not names or self._has("goal") or not self._has(*LEVELS):
            return
        role = "annual"
        if self._has(*TARGETS):
            if not self._has("scored") or self._has("actual"):
                return
            role = "actual"
        right = [
            head
            for head in self._open
            if head.column > max(names) and not _NO_VALUE.search(head.cell.folded) and self._holds_values(head)
        ]
        if len(right) == 1:
            self._take_guessed(right[0], role)
        elif role == "annual":
            # of several none is the target
            self.guesses += [Guess("", head.cell) for head in right]

    def others(self) -> None:
        """Keep the words of all other columns as known, under their headings: 指标值内容, 指标值类型."""
        unsure = [guess.heading for guess in self.guesses if not guess.role]
        for head in list(self._open):
            beside = head.cell in unsure or head.cell.folded in NAMES_ALONE
            if not beside and self._has("name") and self._cells(head):
                self._take_guessed(head, "note")

    def _holds_values(self, head: GridCell) -> bool:
        cells = self._cells(head)
        valued = sum(map(_is_value, cells))
        return valued >= max(_LEAST_CELLS, len(cells) / 2) and len(cells) >= len(self._rows) / 2

    def _take_guessed(self, head: GridCell, role: str) -> None:
        self._take(head, role)
        self.guesses.append(Guess(role, head.cell))


def _is_value(cell: Cell) -> bool:
    """Whether words look like a target: short, with a figure at the beginning (≥90%, 不低于3场), 指标1： aside."""
    words = fold(without_prefix(cell)[1].text)
    return len(words) <= _LONGEST_VALUE and bool(_FIGURE.match(words))


def _rows(view: GridView, body: int) -> list[int]:
    """Return the rows below the headings up to the next ones, those of one cell over the whole width left out."""
    rows: list[int] = []
    for row in view.rows:
        if row < body:
            continue
        if len(rows) == _SEEN_ROWS or is_header_row(view, row):
            break
        if len(view.filled(row)) > _LEAST_CELLS:
            rows.append(row)
    return rows
