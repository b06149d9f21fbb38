"""The block above a table of indicators, row by row: labels with the value to their right, goals below them."""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.grids.block_fields import FIELDS, PERSONS
from kg.forms.grids.block_money import PAIRED, BlockMoney
from kg.forms.grids.cells import MoneyCell
from kg.forms.grids.columns import indicator_header
from kg.forms.grids.department_totals import is_of_budget, is_side, without_marks
from kg.forms.grids.headings import role_of
from kg.forms.grids.labels import field_of, is_label, money_column, money_row
from kg.forms.grids.listed import list_of_projects
from kg.forms.grids.other_time import says_other_time
from kg.forms.grids.points import is_points
from kg.forms.grids.totals import states_score
from kg.forms.grids.values import TEMPLATE
from kg.forms.labels import BUDGET_AMOUNTS, BUDGET_HEADERS, SECTION_OF, UNITS_OF_MONEY, UNKNOWN_UNIT, is_money, one_unit
from kg.forms.labels import unit_of_money as unit_in
from kg.records import Form

if TYPE_CHECKING:
    from kg.cells import GridCell
    from kg.forms.grids.view import GridView

_SUM_OF_MONEY = re.compile(r"资金|投资|预算|经费|支出|总额|金额")
_WHOLE_PERIOD = re.compile(r"中期|实施期|项目期|长期|全周期|总投资")
_YEAR_BEFORE = re.compile(r"(20\d\d)\s*年\s*度?(?=\D)")
_OF_MONEY = re.compile(r"预算|资金|经费|收入|支出|金额")
_BUDGET = re.compile(r"^预算(?:\((?:万元|元)\))?$")
_ANNUAL = re.compile(r"年度|本年|当年|本次")
_WITH_PARTS = re.compile(r"(?P<amount>[\d.,]+\s*(?:亿元?|万元?|元))\s*[（(][^（）()]+[）)]$")
_NOTHING = Cell()


class HeaderBlocks(BlockMoney):
    """What header blocks say, collected in ``found``; ``block`` is the project that is being read."""

    def read_pairs(self, view: GridView, row: int) -> None:
        """Read labels with the value to their right."""
        filled = view.filled(row)
        # 资金（万元） at the left says the unit of what stands beside it
        left = self._row_unit if view.flat and not view.cell(row, 1) else None
        units = {unit for cell in filled if (unit := unit_in(cell.cell.text))}
        # 资金总额（元） | 150 | 财政拨款（万元） | 120 | 其他资金 | 30: whose unit the last has is not told
        self._row_unit = units.pop() if len(units) == 1 else UNKNOWN_UNIT if units else left
        paired = [unit_in(one.cell.text) for one, other in pairwise(filled) if is_money(other.cell.text)]
        others = [unit for one in filled if (unit := unit_in(one.cell.text))]
        later = bool(paired) and paired[0] is None and len([unit for unit in paired if unit]) == len(others)
        if any(paired) and (later or self._captions[1] not in (None, self._row_unit)):
            # a later label says 元, or one below a caption of 万元: which of them the others have is not told
            self._row_unit = UNKNOWN_UNIT
        self._section = view.words(row, 1) or self._section
        section = view.at(row, 1)
        # 上年项目资金 beside several rows
        labelled = len(filled) > 1 and money_row(filled[1].cell.text) is not None
        merged = section is not None and (section.rowspan > 1 or labelled)
        self._beside_other_time = merged and says_other_time(view.words(row, 1), self._own_year())
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
            further = filled[place + 2] if place + 2 < len(filled) else None
            if cell.row == row and states_score(words.folded) and is_points(value):
                # 自评得分 | 100 | 98: which of two figures was given cannot be told
                # 自评总分 | 100分 | 得分 | 98
                given = further is not None and further.cell.folded.rstrip(":") in ("得分", "自评得分", "实际得分")
                if not given and (further is None or not is_points(further.cell)):
                    self._set_score(words, value)
                continue
            nothing = _is_lower(words.folded) and bool(TEMPLATE.match(value.folded))
            # 项目名称 | 金额 are headings of a list
            heading = field_of(words.text) == "project" and bool(role_of(value.text))
            if cell.row == row and (nothing or heading or _names_programme(view, row, words.folded)):
                # 二级项目名称 | 无: what 一级项目名称 says is the project
                self.found.labels.extend(one for one in (words, value) if one)
                continue
            self._pair(row, cell, value)
            if not is_money_or_rate(value) and money_row(words.text) == ("total", None) and cell.row == row:
                self._total_below(view, cell)
            if (
                words
                and cell.row == row
                and not is_label(words.text)
                and PERSONS.search(words.folded)
                and len(words.folded) <= 14
            ):
                self.found.labels.extend(one for one in (words, value) if one)

    def _pair(self, row: int, cell: GridCell, value: Cell) -> None:
        label = cell.cell
        begins = cell.row == row
        if begins and money_row(label.text) is not None:
            value = _amount_before_its_parts(value)
        if self.foreign and (self.listed or is_money(value.text) or label.folded in BUDGET_AMOUNTS):
            return
        if begins and label.folded.endswith("单位:") and value.folded in UNITS_OF_MONEY:
            # 金额单位： | 万元
            self.say_unit(value.folded)
            self.found.labels.extend((label, value))
            return
        if (label.folded in BUDGET_HEADERS and not is_money(value.text)) or label.folded in SECTION_OF:
            if begins:
                self.found.labels.append(label)
                self.found.budget_unit = one_unit(self.found.budget_unit, unit_in(label.text))
            if SECTION_OF.get(label.folded) == "总体绩效目标" and value:
                self._set("goal", value)
            return
        if begins and self.found.form is Form.DECLARATION and not self.block.tables:
            unit = unit_in(label.text) if not is_money(value.text) and _OF_MONEY.search(label.folded) else None
            if unit:
                # 预算情况（元） or 金额（元） above and beside the figures
                self.found.labels.append(label)
                self.found.budget_unit = one_unit(self.found.budget_unit, unit)
            bare = without_marks(label)
            if bare.folded in BUDGET_AMOUNTS:
                self.found.labels.append(label)
                self.found.budget.append((bare, value))
                return
            if is_money(value.text) and not self.block.name:
                if is_side(label.folded):
                    self.found.labels.append(label)
                    unit = unit_in(label.text) or self._row_unit
                    self.block.money.append(MoneyCell(label, value, "total", None, unit))
                    return
                if not is_of_budget(label.folded, self._section):
                    return
        column = money_column(label.text)
        if begins and column in PAIRED and is_money_or_rate(value):
            self._pair_columns[cell.column] = column
            if column == "final_account":
                # 其中：财政拨款 beside 执行数 is what was spent of it
                self._other_row = row
            self._money_pair("", label, value, column, cell.column)
            return
        bare = self._without_own_year(label)
        # 2025年预算（万元）
        money = ("total", None) if bare is not label and _BUDGET.match(bare.folded) else money_row(bare.text)
        if money is not None and begins and (not value or is_money(value.text)):
            self.found.labels.append(label)
            if _WHOLE_PERIOD.search(label.folded):
                self._period_columns.add(cell.column)
                self._other_row = row
            elif money[0] == "total":
                self._other_row = 0
            if says_other_time(label.folded, self._own_year()):
                # 其中：财政拨款 below 上年结转 is a part of that, 其他资金 below it is not
                self._other_columns[cell.column] = money[0] == "total"
            elif money[0] == "total":
                self._other_columns.pop(cell.column, None)
            if "其中" in label.folded:
                self._part_columns.add(cell.column)
            if cell.column in self._pair_columns and cell.column in self._part_columns:
                self._money_pair(label.folded, label, value, self._pair_columns[cell.column], cell.column)
            elif value:
                if _ANNUAL.search(label.folded):
                    # 本年度资金 below 总投资
                    self._period_columns.discard(cell.column)
                part = self._other_columns.get(cell.column)
                other = cell.column in self._period_columns or part or (part is False and "其中" in label.folded)
                other = other or (self._other_row == row and money[0] != "total")
                kind = "" if other or self._beside_other_time else money[0]
                unit = unit_in(label.text) or self._row_unit
                self.block.money.append(MoneyCell(label, value, kind, money[1], unit))
            return
        if begins and is_money(value.text) and _SUM_OF_MONEY.search(label.folded):
            # 已支出资金, 2023年资金总额: 其中：财政拨款 below it is a part of that
            self._other_columns[cell.column] = True
            self._other_row = row
        if begins and not self.foreign and (self._money_in_cell(label) or self._label_and_money(label)):
            return
        name = field_of(label.text)
        if not name:
            if (
                begins
                and (not value or not FIELDS.sub("", label.text).strip())
                and not self.take_fields(label)
                and unit_in(label.text)
            ):
                self.found.labels.append(label)
            return
        if begins and name == "project" and not value:
            # what stands below a second 项目名称 is not the first one's, though nobody filled it in
            (self.next_block() if self.block.tables else self.block).unnamed = True
        if begins:
            self.found.labels.append(label)
            if _SUM_OF_MONEY.search(label.folded):
                self.block.money_unit = self.block.money_unit or unit_in(label.text)
        if value and not is_label(value.text) and (begins or name in ("goal", "period_goal", "outcome")):
            self._set(name, value)

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


def _names_programme(view: GridView, row: int, label: str) -> bool:
    """Whether a label is 一级项目名称 with 二级项目名称 beside or below it: that names the project."""
    if not label.startswith("一级项目"):
        return False
    near = (pairwise(view.new(at)) for at in (row, row + 1) if at in view.rows)
    return any(
        _is_lower(cell.cell.folded) and not is_label(value.cell.text) and not TEMPLATE.match(value.cell.folded)
        for cell, value in chain.from_iterable(near)
    )


def _is_lower(label: str) -> bool:
    return label.startswith("二级项目") and field_of(label) == "project"


def _amount_before_its_parts(value: Cell) -> Cell:
    """Cut the brackets off that say what an amount is made of: 500万元（其中上级资金220万元）."""
    found = _WITH_PARTS.match(value.text)
    return value if found is None else value.part(0, found.end("amount"))


def _may_be_value(label: Cell, words: Cell) -> bool:
    """Whether words stand for a label's value although there are empty cells between them."""
    if is_money_or_rate(words):
        return True
    named = field_of(label.text) in ("project", "superior", "unit", "goal")
    return named and not is_label(words.text) and not PERSONS.search(words.folded) and words.folded[-1:] != ":"


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
