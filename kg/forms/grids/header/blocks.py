"""The block above a table of indicators, row by row: labels with the value to their right, goals below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.grids.columns.header import indicator_header
from kg.forms.grids.columns.headings import role_of
from kg.forms.grids.found import MoneyCell
from kg.forms.grids.header.beside import (
    is_below_other_time,
    is_money_or_rate,
    names_nothing,
    several_projects,
    value_beside,
)
from kg.forms.grids.header.department_totals import is_of_budget, is_side, without_marks
from kg.forms.grids.header.fields import FIELDS, PERSONS
from kg.forms.grids.header.lists import list_of_projects
from kg.forms.grids.header.money import PAIRED, BlockMoney
from kg.forms.grids.words.labels import field_of, is_label, money_column, money_row
from kg.forms.grids.words.points import is_points
from kg.forms.grids.words.totals import states_score
from kg.forms.labels import BUDGET_AMOUNTS, BUDGET_HEADERS, SECTION_OF, UNITS_OF_MONEY, is_money, one_unit
from kg.forms.labels import unit_of_money as unit_in
from kg.records import Form

if TYPE_CHECKING:
    from kg.cells import GridCell
    from kg.forms.grids.view import GridView

_SUM_OF_MONEY = re.compile(r"资金|投资|预算|经费|支出|总额|金额")
_YEAR_BEFORE = re.compile(r"(20\d\d)\s*年\s*度?(?=\D)")
_OF_MONEY = re.compile(r"预算|资金|经费|收入|支出|金额")
_BUDGET = re.compile(r"^预算(?:\((?:万元|元)\))?$")
_WITH_PARTS = re.compile(r"(?P<amount>[\d.,]+\s*(?:亿元?|万元?|元))\s*[（(][^（）()]+[）)]$")
_LONGEST_LABEL = 14
_NOTHING = Cell()


class HeaderBlocks(BlockMoney):
    """What header blocks say, collected in ``found``; ``block`` is the project that is being read."""

    def read_pairs(self, view: GridView, row: int) -> None:
        """Read labels with the value to their right."""
        filled = view.filled(row)
        if view.is_open(row):
            # 项目名称 | 签约服务平台 above words that may go on with it
            if any(field_of(cell.cell.text) == "project" for cell in filled):
                (self.next_block() if self.block.tables else self.block).unnamed = True
            return
        self._sums.begin_row(view, row, self._captions[1], self._own_year())
        several = several_projects(filled)
        for place, cell in enumerate(filled):
            label, beside = cell.cell, value_beside(view, row, filled, place)
            value = _NOTHING if beside is None else beside.cell
            begins = cell.row == row
            if begins and states_score(label.folded) and is_points(value):
                further = filled[place + 2].cell if place + 2 < len(filled) else _NOTHING
                # 自评得分 | 100 | 98: which of two figures was given cannot be told; 自评总分 | 100分 | 得分 | 98
                given = further.folded.rstrip(":") in ("得分", "自评得分", "实际得分")
                if not given and not is_points(further):
                    self._set_score(label, value)
                continue
            if begins and several and field_of(label.text) == "project":
                # whose money and indicators stand below cannot be told
                (self.next_block() if self.block.tables else self.block).unnamed = True
                continue
            if begins and names_nothing(view, row, label, value):
                self.found.labels.extend(one for one in (label, value) if one)
                continue
            if begins and beside is not None and is_below_other_time(view, row, beside.column, self._own_year()):
                if not is_money(label.text) and not self.foreign:
                    self.found.labels.append(label)
                    self.block.money.append(MoneyCell(label, value, "", None, None))
                continue
            self._pair(row, cell, value)
            if begins and not is_money_or_rate(value) and money_row(label.text) == ("total", None):
                self._total_below(view, cell)
            if begins and label and not is_label(label.text) and _is_person(label):
                self.found.labels.extend(one for one in (label, value) if one)

    def _pair(self, row: int, cell: GridCell, value: Cell) -> None:
        label = cell.cell
        begins = cell.row == row
        if self.foreign and (self.listed or is_money(value.text) or label.folded in BUDGET_AMOUNTS):
            return
        if (label.folded in BUDGET_HEADERS and not is_money(value.text)) or label.folded in SECTION_OF:
            if begins:
                self.found.labels.append(label)
                self.found.budget_unit = one_unit(self.found.budget_unit, unit_in(label.text))
            if SECTION_OF.get(label.folded) == "总体绩效目标" and value:
                self._set("goal", value)
            return
        if begins and (self._unit_pair(label, value) or self._budget_pair(label, value) or self._sum_pair(cell, value)):
            return
        name = field_of(label.text)
        if not begins:
            # a label merged over several rows says its value once; of goals each row goes on
            if name in ("goal", "period_goal", "outcome") and value and not is_label(value.text):
                self._set(name, value)
            return
        if not name:
            if (not value or not FIELDS.sub("", label.text).strip()) and not self.take_fields(label):
                self.found.labels.extend([label] if unit_in(label.text) else [])
            return
        if name == "project" and not value:
            # what stands below a second 项目名称 is not the first one's, though nobody filled it in
            (self.next_block() if self.block.tables else self.block).unnamed = True
        self.found.labels.append(label)
        if _SUM_OF_MONEY.search(label.folded):
            self.block.money_unit = self.block.money_unit or unit_in(label.text)
        if value and not is_label(value.text):
            self._set(name, value)

    def _unit_pair(self, label: Cell, value: Cell) -> bool:
        """Take 金额单位： | 万元."""
        if not (label.folded.endswith("单位:") and value.folded in UNITS_OF_MONEY):
            return False
        self.say_unit(value.folded)
        self.found.labels.extend((label, value))
        return True

    def _budget_pair(self, label: Cell, value: Cell) -> bool:
        """Take a figure of a department's whole budget, or see that a sum is none of it."""
        if self.found.form is not Form.DECLARATION or self.block.tables:
            return False
        unit = unit_in(label.text) if not is_money(value.text) and _OF_MONEY.search(label.folded) else None
        if unit:
            # 预算情况（元） or 金额（元） above and beside the figures
            self.found.labels.append(label)
            self.found.budget_unit = one_unit(self.found.budget_unit, unit)
        bare = without_marks(label)
        if bare.folded in BUDGET_AMOUNTS:
            self.found.labels.append(label)
            self.found.budget.append((bare, _amount_before_its_parts(value) if money_row(label.text) else value))
            return True
        if not is_money(value.text) or self.block.name:
            return False
        if is_side(label.folded):
            self.found.labels.append(label)
            unit = unit_in(label.text) or self._sums.unit
            self.block.money.append(MoneyCell(label, value, "total", None, unit))
            return True
        return not is_of_budget(label.folded, self._sums.section)

    def _sum_pair(self, cell: GridCell, value: Cell) -> bool:
        """Take a figure of a project's money: of budget or execution, of a kind that is kept, or of one that is not."""
        label, row = cell.cell, cell.row
        column = money_column(label.text)
        if column in PAIRED and is_money_or_rate(value):
            self._sums.pair(row, cell.column, column)
            self._money_pair("", label, value, column)
            return True
        bare = self._without_own_year(label)
        # 2025年预算（万元）
        money = ("total", None) if bare is not label and _BUDGET.match(bare.folded) else money_row(bare.text)
        if money is not None:
            value = _amount_before_its_parts(value)
        if money is not None and (not value or is_money(value.text)):
            self.found.labels.append(label)
            paired = self._sums.take(row, cell.column, label.folded, money[0], self._own_year())
            if paired:
                self._money_pair(label.folded, label, value, paired)
            elif value:
                kind = self._sums.kind(row, cell.column, label.folded, money[0])
                unit = unit_in(label.text) or self._sums.unit
                self.block.money.append(MoneyCell(label, value, kind, money[1], unit))
            return True
        if is_money(value.text) and _SUM_OF_MONEY.search(label.folded):
            # 已支出资金, 2023年资金总额
            self._sums.unknown(row, cell.column)
        return not self.foreign and (self._money_in_cell(label) or self._label_and_money(label))

    def _without_own_year(self, label: Cell) -> Cell:
        """Cut the year of the form off a label of money (2025年预算金额); another year's stays, and is of no kind."""
        year = _YEAR_BEFORE.match(label.text)
        own = year is not None and year[1] in self.found.title.folded + self.found.year.folded
        return label.part(year.end(), len(label.text)) if year is not None and own else label

    def read_list(self, view: GridView, row: int) -> int | None:
        """Read a list of projects with their money; inside the head of one project's form it belongs to nobody."""
        listed = list_of_projects(view, row, self.found.money_unit, self._own_year())
        if listed is None:
            return None
        if self.block.name and not self.block.tables:
            return listed.end
        if self.block.begun():
            self.next_block()
        self.found.labels.extend(listed.labels)
        self.block.listed.extend(listed.projects)
        self.block.money_rows.extend(listed.totals)
        self.next_block()
        return listed.end

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


def _is_person(label: Cell) -> bool:
    return bool(PERSONS.search(label.folded)) and len(label.folded) <= _LONGEST_LABEL


def _amount_before_its_parts(value: Cell) -> Cell:
    """Cut the brackets off that say what an amount is made of: 500万元（其中上级资金220万元）."""
    found = _WITH_PARTS.match(value.text)
    return value if found is None else value.part(0, found.end("amount"))


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
