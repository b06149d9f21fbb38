"""Money in the block above a table of indicators: pairs of label and figure, both in one cell, or rows and columns."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.forms.grids.found import MoneyCell, MoneyRow
from kg.forms.grids.header.department_totals import is_of_budget, is_side, without_marks
from kg.forms.grids.header.fields import BlockFields
from kg.forms.grids.header.lists import money_columns
from kg.forms.grids.header.money_words import money_in_cell
from kg.forms.grids.words.labels import is_label, money_column, money_row
from kg.forms.grids.words.other_time import says_other_time
from kg.forms.labels import BUDGET_AMOUNTS, MONEY, TOTALS, UNKNOWN_UNIT, is_money
from kg.forms.labels import unit_of_money as unit_in
from kg.records import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.cells import Cell, GridCell
    from kg.forms.grids.view import GridView

PAIRED = ("initial_budget", "adjusted_budget", "final_account", "execution_rate")
_MONEY_FIELD = re.compile(r"\s*(?P<label>[^:：\d]{2,14})\s*[:：]\s*(?P<value>[\d,.]+\s*(?:亿元|万元|元|%))\s*")
_FEWEST = 2
# left of the headings of money, where they say nothing more
_LEFT = re.compile(
    r"(?:项目|预算|年度)?(?:资金|经费)?(?:预算|投入|使用|来源|执行)*(?:情况|类别|性质|构成|类型)?(?:\((?:单位:)?(?:亿元|万元|元)\))?"
)


class BlockMoney(BlockFields):
    """Takes money to the project that is being read."""

    def _total_below(self, view: GridView, label: GridCell) -> None:
        """Take the figure below a label of a total: 资金总额 above 35600万元, or 862.47 where labels say 万元."""
        below = label.row + label.rowspan
        figure = view.begun(below, label.column)
        right = view.at(label.row, label.column + label.colspan)
        left = view.at(below, label.column - 1)
        # 年度预算申请（万元） beside both; a figure beside a label of its own row is that label's
        above = left is not None and left.row <= label.row
        whole = left is not None and above and label.cell.folded not in TOTALS and self._of_department()
        stated = left is not None and whole and self._is_whole_budget(label.cell, [left])
        unit = unit_in(label.cell.text) or unit_in(left.cell.text) if left is not None and stated else None
        if self.foreign or not (figure.folded.endswith("元") or unit) or not is_money(figure.text):
            return
        if right is None or right.row != label.row or not right.cell or is_money(right.cell.text):
            return
        self.block.money.append(MoneyCell(label.cell, figure, "total", None, unit))

    def _label_and_money(self, cell: Cell) -> bool:
        """Read 年度资金总额：88.00, label and figure in one cell, where the row or the figure says the unit."""
        found = money_in_cell(cell, self._sums.unit)
        if found is None:
            return False
        label, figure = found
        self.found.labels.append(label)
        bare = without_marks(label)
        if self.found.form is Form.DECLARATION and bare.folded in BUDGET_AMOUNTS and not self.block.tables:
            self.found.budget.append((bare, figure))
        elif is_side(bare.folded):
            if self._of_department():
                self.block.money.append(MoneyCell(label, figure, "total", None, self._sums.unit))
        elif (money := money_row(label.text)) is not None:
            self.block.money.append(MoneyCell(label, figure, money[0], money[1], self._sums.unit))
        return True

    def _money_in_cell(self, cell: Cell) -> bool:
        """Read 预算安排数：880万元, label, figure and unit in one cell."""
        found = _MONEY_FIELD.fullmatch(cell.text)
        column = money_column(found["label"]) if found else ""
        rate = found is not None and found["value"].rstrip().endswith("%")
        if found is None or column not in PAIRED or rate != (column == "execution_rate"):
            return False
        if any(one.kind == "total" and column in one.figures for one in self.block.money_rows):
            return False
        self._money_pair("", cell.part(*found.span("label")), cell.part(*found.span("value")), column)
        self.found.labels.append(cell.part(0, found.start("value")))
        return True

    def _money_pair(self, key: str, label: Cell, value: Cell, column: str) -> None:
        """Put a figure of 预算数：… 执行数：… to the row of its label."""
        self.found.labels.append(label)
        rows = self.block.money_rows
        row = next((one for one in rows if one.label.folded == key or (not key and one.kind == "total")), None)
        if row is None:
            kind, fund = ("total", None) if not key else (money_row(label.text) or ("", None))
            row = MoneyRow(label, kind, fund, unit_in(label.text) or self._sums.unit)
            rows.append(row)
        elif (own := unit_in(label.text) or self._sums.unit) is not None and own != row.unit:
            # 全年执行数（元） below 全年预算数（万元）
            row.unit = UNKNOWN_UNIT
        row.figures[column] = value

    def read_money_below(self, view: GridView, row: int) -> int | None:
        """Read 年度资金总额 | 其中：财政拨款 | 其他资金 with figures below, beside a label that says the unit.

        A second row of labels may part one of the first: 财政资金 over 中央 | 省级 | 本级.
        """
        at = _row_of_figures(view, row)
        if self.foreign or at is None:
            return None
        figures, above = view.new(at), view.new(row)
        left = [cell for cell in above if cell.column < figures[0].column]
        labels = [view.at(at - 1, figure.column) for figure in figures]
        units = {unit for cell in above if (unit := unit_in(cell.cell.text))}
        parts = [cell for cell in view.new(at - 1) if at - 1 > row]
        if {unit for cell in parts if (unit := unit_in(cell.cell.text))} - units:
            # 一般公共预算（元） below 项目资金（万元）
            return None
        if len(left) > 1 or len(units) != 1 or len(above) - len(left) < _FEWEST:
            return None
        own = [label for label in labels if label is not None and row <= label.row and label.cell]
        if [label.column for label in own] != [figure.column for figure in figures]:
            return None
        short = len(figures) < len(_lowest(view, row, at, figures[0].column))
        if short and not _adds_up([figure.cell for figure in figures]):
            # which is below which label cannot be told
            return None
        (unit,) = units
        year = self._own_year()
        if any(says_other_time(cell.cell.folded, year) for cell in left):
            return None
        kinds = [_kind_below(view, row, label, year) for label in own]
        known = kinds[0] is not None and kinds[0][0] == "total" and None not in kinds
        if not known and (kinds[0] == ("", None) or not self._of_department()):
            # 上年 over 收入合计
            return None
        if not known and not (self._of_department() and self._is_whole_budget(own[0].cell, left)):
            return None
        # beside 财政拨款收入, 基本支出 and the like, of no kind that is known here, the total alone is taken
        for label, figure, kind in zip(own, figures, kinds if known else [("total", None)], strict=known):
            self.block.money.append(MoneyCell(label.cell, figure.cell, *(kind or ("", None)), unit))
            self.found.labels.append(label.cell)
        self.found.labels.extend(cell.cell for cell in left)
        return at + 1

    def _is_whole_budget(self, label: Cell, left: Sequence[GridCell]) -> bool:
        """Whether a label names all money of the department in the year of the form, as the words at its left say."""
        section = left[0].cell.folded if left else ""
        if says_other_time(section, self._own_year()):
            return False
        whole = money_row(label.text) == ("total", None) and is_of_budget(label.folded, section)
        return whole or is_side(label.folded)

    def _own_year(self) -> str:
        """Return the words that name the year of the form."""
        return "".join(cell.folded for cell in (self.found.title, self.found.year, self.block.title, self.block.year))

    def _of_department(self) -> bool:
        return self.found.form is Form.DECLARATION and not self.block.name and not self.block.tables

    def read_money_table(self, view: GridView, row: int) -> int | None:
        """Read 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 with their rows."""
        if self.foreign:
            return None
        new = view.new(row)
        columns = money_columns(view, row, self._own_year())
        figures = {"initial_budget", "adjusted_budget", "final_account"} & set(columns)
        # figures right beside the labels: pairs, no table
        if len(figures) < 2 or any(is_money(view.words(row, c.column + c.colspan)) for c in new):
            return None
        first = min(columns.values())
        if says_other_time(view.words(row, 1), self._own_year()) and first > 1:
            # 上年项目资金 beside the rows
            return None
        units = {unit for cell in view.filled(row) if (unit := unit_in(cell.cell.text))}
        if len(units) > 1:
            # 全年预算数（万元） | 全年执行数（元）
            return None
        unit = next(iter(units), None)
        left = [c for c in view.filled(row) if c.column < first and _LEFT.fullmatch(c.cell.folded)]
        labels = [cell for cell in view.filled(row) if is_label(cell.cell.text)]
        self.found.labels.extend(cell.cell for cell in (*left, *labels))
        at = row + 1
        while at in view.rows:
            # the label is the last words before the first figure
            label = next((c for c in reversed(view.filled(at)) if c.column < first and money_row(c.cell.text)), None)
            if at == row + 1 and (label is None or label.row == row):
                # one row without a label of its own, beside 预算执行情况
                if any(cell.column < first for cell in view.new(at)):
                    break
                beside = (c for c in view.filled(row) if c.column < first and not money_column(c.cell.text))
                label = next(beside, None) if view.begun(at, first) else None
                kind, fund = "total", None
            elif label is None or label.row != at:
                break
            else:
                kind, fund = money_row(label.cell.text) or ("", None)
            if label is None:
                break
            if view.covered(at) < view.covered(row):
                # short of a cell: which figure stands in which column cannot be told
                at += 1
                continue
            figures_of = {role: view.alone(at, column, columns.values()) for role, column in columns.items()}
            stated = unit_in(label.cell.text)
            own = stated or unit
            if own != unit:
                # 年度资金总额（元） in a table in 万元: whose the next ones have is not told
                unit = UNKNOWN_UNIT
            self.block.money_rows.append(MoneyRow(label.cell, kind, fund, own, figures_of))
            self.found.labels.append(label.cell)
            at += 1
        return at if at > row + 1 else None


def _row_of_figures(view: GridView, row: int) -> int | None:
    """Return the first row below labels of money that holds nothing but amounts, one or two rows further on."""
    for at in (row + 1, row + 2):
        new = view.new(at) if at in view.rows else []
        if new and all(is_money(cell.cell.text) for cell in new):
            return at
    return None


def _kind_below(view: GridView, row: int, label: GridCell, year: str) -> tuple[str, str | None] | None:
    """Return the kind of money of a label; 中央 below 财政资金 is of none that is kept, nor is that of another time."""
    kind = money_row(label.cell.text)
    above, group = view.at(row, label.column), view.at(row - 1, label.column)
    grouped = group if group is not None and group.colspan > label.colspan else None
    if any(says_other_time(cell.cell.folded, year) for cell in (label, above, grouped) if cell is not None):
        return "", None
    parted = above is not None and above is not label and money_row(above.cell.text) is not None
    return ("", None) if kind is None and parted else kind


def _lowest(view: GridView, row: int, below: int, first: int) -> list[GridCell]:
    """Return the lowest labels between two rows from a column on."""
    return [cell for cell in view.filled(below - 1) if cell.row >= row and cell.column >= first]


def _adds_up(figures: Sequence[Cell]) -> bool:
    """Whether the first amount is the sum of the others, or of each half of them: by income and by expenditure."""
    printed = [found["figure"] for figure in figures if (found := MONEY.match(figure.folded))]
    amounts = [Decimal(figure.replace(",", "").replace("−", "-")) for figure in printed]
    return len(amounts) == len(figures) > 1 and sum(amounts[1:]) in (amounts[0], 2 * amounts[0])
