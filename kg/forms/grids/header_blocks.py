"""The block above a table of indicators: labels with their values, money, goals, of one project after the other.

A second 项目名称 begins the next project, so that nothing of one runs into another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.forms.grids.cells import Block, FoundForm, MoneyCell, MoneyRow
from kg.forms.grids.columns import indicator_header
from kg.forms.grids.headings import role_of
from kg.forms.grids.labels import field_of, is_label, money_column, money_row
from kg.forms.grids.titles import title_form
from kg.forms.labels import BUDGET_AMOUNTS, BUDGET_HEADERS, SECTION_OF, is_money
from kg.forms.labels import unit_of_money as unit_in
from kg.records import Form
from kg.text import Cell, fold

if TYPE_CHECKING:
    from kg.forms.grids.view import GridView
    from kg.text import GridCell

# label：value, several on one line
_FIELDS = re.compile(
    r"(?P<label>[\u4e00-\u9fff()（）]{2,14}?)\s*[:：]\s*(?P<value>[^:：]*?)(?=\s+[\u4e00-\u9fff()（）]{2,14}\s*[:：]|\s*$)"
)
_WHOLE_PERIOD = re.compile(r"中期|实施期|总投资")
_NOTHING = Cell()
_PERSONS = re.compile(r"负责人|联系人|电话|手机|经办人|填表人|填报人|审核人|复核人|制表人|分管领导|签字|签名")


class HeaderBlocks:
    """What header blocks say, collected in ``found``; ``block`` is the project that is being read."""

    def __init__(self) -> None:
        self.found = FoundForm()
        self.block = Block()
        self.found.blocks.append(self.block)
        # columns of money labels that speak of the whole period, and those of budget or execution, in this table
        self._period_columns: set[int] = set()
        self._pair_columns: dict[int, str] = {}
        self._row_unit: str | None = None

    def begin_table(self) -> None:
        """Forget what the columns of the table before said."""
        self._period_columns.clear()
        self._pair_columns.clear()

    def take_title(self, cell: Cell) -> bool:
        """Take a line if it is a title, which begins the next project where one has begun."""
        form = title_form(cell.text)
        if form is None:
            return False
        if not self.found.title:
            self.found.title, self.found.form = cell, form
        self.found.money_unit = self.found.money_unit or unit_in(cell.text)
        self.found.labels.append(cell)
        if self.block.begun():
            self.next_block()
        return True

    def take_year(self, cell: Cell) -> None:
        """Take a line that names the year: of the file and of this project, unless one is named already."""
        self.found.labels.append(cell)
        if not self.found.year:
            self.found.year = cell
        if not self.block.year:
            self.block.year = cell

    def take_fields(self, cell: Cell) -> bool:
        """Read ``项目名称：…　主管部门：…`` in one line or cell; returns whether any label was known."""
        known = False
        for match in _FIELDS.finditer(cell.text):
            label, value = cell.part(*match.span("label")), cell.part(*match.span("value"))
            name = field_of(label.text)
            if label.folded == "单位" and value and not unit_in(match[0]):
                self.found.labels.append(label)
                self._set("reporter", value)
            elif fold(label.text).endswith("单位") and unit_in(match[0]):
                self.found.money_unit = self.found.money_unit or unit_in(match[0])
                self.found.labels.append(cell.part(*match.span()))
            elif _PERSONS.search(label.folded):
                self.found.labels.append(cell.part(*match.span()))
            elif name:
                self.found.labels.append(cell.part(match.start(), match.start("value")))
                self._set(name, value)
            else:
                continue
            known = True
        return known

    def read_pairs(self, view: GridView, row: int) -> None:
        """Read labels with the value to their right."""
        filled = view.filled(row)
        # 资金（万元） at the left says the unit of what stands beside it
        left = self._row_unit if view.flat and not view.cell(row, 1) else None
        self._row_unit = next((unit for cell in filled if (unit := unit_in(cell.cell.text))), left)
        for place, cell in enumerate(filled):
            words = cell.cell
            right = filled[place + 1] if place + 1 < len(filled) else None
            beside = view.at(row, cell.column + cell.colspan)
            value = beside.cell if beside is not None and beside.row == row else _NOTHING
            if right is not None and beside is not None and right is not beside and value:
                value = _NOTHING
            elif view.flat and not value and right is not None and _may_be_value(words, right.cell):
                # what was merged is empty in text
                value = right.cell
            self._pair(row, cell, value)
            if (
                words
                and cell.row == row
                and not is_label(words.text)
                and _PERSONS.search(words.folded)
                and len(words.folded) <= 14
            ):
                self.found.labels.extend(one for one in (words, value) if one)

    def _pair(self, row: int, cell: GridCell, value: Cell) -> None:
        label = cell.cell
        begins = cell.row == row
        if (label.folded in BUDGET_HEADERS and not is_money(value.text)) or label.folded in SECTION_OF:
            if begins:
                self.found.labels.append(label)
                self.found.budget_unit = unit_in(label.text) or self.found.budget_unit
            if SECTION_OF.get(label.folded) == "总体绩效目标" and value:
                self._set("goal", value)
            return
        if begins and self.found.form is Form.DECLARATION and label.folded in BUDGET_AMOUNTS and not self.block.tables:
            self.found.labels.append(label)
            if value or label.folded:
                self.found.budget.append((label, value))
            return
        column = money_column(label.text)
        if (
            begins
            and column in ("initial_budget", "adjusted_budget", "final_account", "execution_rate")
            and is_money_or_rate(value)
        ):
            self._pair_columns[cell.column] = column
            self._money_pair("", label, value, column, cell.column)
            return
        money = money_row(label.text)
        if money is not None and begins and (not value or is_money(value.text)):
            self.found.labels.append(label)
            if _WHOLE_PERIOD.search(label.folded):
                self._period_columns.add(cell.column)
            if cell.column in self._pair_columns:
                self._money_pair(label.folded, label, value, self._pair_columns[cell.column], cell.column)
            elif value:
                kind = "" if cell.column in self._period_columns else money[0]
                unit = unit_in(label.text) or self._row_unit
                self.block.money.append(MoneyCell(label, value, kind, money[1], unit))
            return
        name = field_of(label.text)
        if not name:
            if (
                begins
                and (not value or _FIELDS.fullmatch(label.text))
                and not self.take_fields(label)
                and unit_in(label.text)
            ):
                self.found.labels.append(label)
            return
        if begins:
            self.found.labels.append(label)
            self.block.money_unit = self.block.money_unit or unit_in(label.text)
        if value and not is_label(value.text) and (begins or name in ("goal", "period_goal", "outcome")):
            self._set(name, value)

    def _money_pair(self, key: str, label: Cell, value: Cell, column: str, _place: int) -> None:
        """Put a figure of 预算数：… 执行数：… to the row of its label."""
        self.found.labels.append(label)
        rows = self.block.money_rows
        row = next((one for one in rows if one.label.folded == key or (not key and one.kind == "total")), None)
        if row is None:
            kind, fund = ("total", None) if not key else (money_row(label.text) or ("", None))
            row = MoneyRow(label, kind, fund, unit_in(label.text) or self._row_unit)
            rows.append(row)
        row.figures[column] = value

    def read_money_table(self, view: GridView, row: int) -> int | None:
        """Read 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 with their rows."""
        new = view.new(row)
        columns: dict[str, int] = {}
        for cell in new:
            role = money_column(cell.cell.text)
            if role and role not in columns:
                columns[role] = cell.column
        figures = {"initial_budget", "adjusted_budget", "final_account"} & set(columns)
        # figures right beside the labels: pairs, no table
        if len(figures) < 2 or any(is_money(view.words(row, c.column + c.colspan)) for c in new):
            return None
        first = min(columns.values())
        unit = next((unit for cell in view.filled(row) if (unit := unit_in(cell.cell.text))), None)
        self.found.labels.extend(cell.cell for cell in view.filled(row) if is_label(cell.cell.text))
        at = row + 1
        while at in view.rows:
            # the label is the last words before the first figure
            label = next((c for c in reversed(view.filled(at)) if c.column < first and money_row(c.cell.text)), None)
            if at == row + 1 and (label is None or label.row == row):
                # one row without a label of its own, beside 预算执行情况
                left = (c for c in view.filled(row) if c.column < first and not money_column(c.cell.text))
                label = next(left, None) if view.begun(at, first) else None
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
            figures_of = {role: view.begun(at, column) for role, column in columns.items()}
            own = unit_in(label.cell.text) or unit
            self.block.money_rows.append(MoneyRow(label.cell, kind, fund, own, figures_of))
            self.found.labels.append(label.cell)
            at += 1
        return at if at > row + 1 else None

    def read_goals(self, view: GridView, row: int) -> int | None:
        """Read goals below their headings (预期目标 | 实际完成情况) or below 中期目标 | 年度目标."""
        heads = [cell for cell in view.new(row) if field_of(cell.cell.text) in ("goal", "period_goal", "outcome")]
        below = row + 1
        under = [cell for cell in heads if _heads_column(view, cell, below)]
        if not under:
            return None
        self.found.labels.extend(cell.cell for cell in view.filled(row) if is_label(cell.cell.text))
        at = below
        while at in view.rows:
            new = [cell for cell in view.new(at) if cell.cell]
            if not new or any(is_label(cell.cell.text) for cell in new) or indicator_header(view, at) is not None:
                break
            if at > below and not _same_label(view, row, at):
                break
            for cell in under:
                words = view.begun(at, cell.column)
                if words:
                    self._set(field_of(cell.cell.text), words)
            at += 1
        return at

    def _set(self, name: str, value: Cell) -> None:
        if not value:
            return
        if name == "known":
            self.found.labels.append(value)
            return
        block = self.block
        again = name == "project" and block.name and (block.begun() or block.name.folded != value.folded)
        if again or (block.tables and name in ("project", "superior", "unit", "reporter", "year")):
            block = self.next_block()
        if name == "project":
            block.name = value
        elif name == "superior":
            block.superior = value if not block.superior else block.superior
        elif name == "upper":
            block.upper = value if not block.upper else block.upper
        elif name == "unit":
            block.unit = value if not block.unit else block.unit
        elif name == "reporter":
            block.reporter = value if not block.reporter else block.reporter
        elif name == "year":
            self.take_year(value)
        elif name == "goal":
            block.goal.append(value)
        elif name == "period_goal":
            block.period_goal.append(value)
        elif name == "outcome":
            block.outcome.append(value)

    def next_block(self) -> Block:
        """Begin the next project; department and year hold on until they are printed again."""
        before = self.block
        self.block = Block(year=before.year, inherited=before.superior or before.inherited)
        self.found.blocks.append(self.block)
        return self.block


def _may_be_value(label: Cell, words: Cell) -> bool:
    """Whether words stand for a label's value although there are empty cells between them."""
    if is_money_or_rate(words):
        return True
    named = field_of(label.text) in ("project", "superior", "unit", "goal")
    return named and not is_label(words.text) and not _PERSONS.search(words.folded) and words.folded[-1:] != ":"


def is_money_or_rate(value: Cell) -> bool:
    """Whether a cell holds an amount or a percentage."""
    return bool(value) and (is_money(value.text) or bool(re.fullmatch(r"-?\d+(?:\.\d+)?%", value.folded)))


def _heads_column(view: GridView, cell: GridCell, below: int) -> bool:
    """Whether a label stands above its value: nothing but labels to its right, words that are none below it."""
    right = view.at(cell.row, cell.column + cell.colspan)
    under = view.at(below, cell.column)
    if under is None or under.row != below or not under.cell or is_label(under.cell.text) or role_of(under.cell.text):
        return False
    beside_label = right is None or not right.cell or is_label(right.cell.text)
    return beside_label and under.column == cell.column


def _same_label(view: GridView, first: int, row: int) -> bool:
    """Whether the label at the left goes on over both rows."""
    left = view.at(first, 1)
    return left is not None and left is view.at(row, 1)
