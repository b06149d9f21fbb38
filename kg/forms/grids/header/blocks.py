"""The block above a table of indicators, row by row: labels with the value to their right, goals below them."""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.grids.columns.header import indicator_header
from kg.forms.grids.columns.headings import role_of
from kg.forms.grids.columns.values import TEMPLATE
from kg.forms.grids.found import MoneyCell
from kg.forms.grids.header.department_totals import is_of_budget, is_side, without_marks
from kg.forms.grids.header.fields import FIELDS, PERSONS
from kg.forms.grids.header.lists import list_of_projects
from kg.forms.grids.header.money import PAIRED, BlockMoney
from kg.forms.grids.words.labels import field_of, is_label, money_column, money_row
from kg.forms.grids.words.other_time import says_other_time
from kg.forms.grids.words.points import is_points
from kg.forms.grids.words.totals import states_score
from kg.forms.labels import BUDGET_AMOUNTS, BUDGET_HEADERS, SECTION_OF, UNITS_OF_MONEY, is_money, one_unit
from kg.forms.labels import unit_of_money as unit_in
from kg.records import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.cells import GridCell
    from kg.forms.grids.view import GridView

_SUM_OF_MONEY = re.compile(r"资金|投资|预算|经费|支出|总额|金额")
_YEAR_BEFORE = re.compile(r"(20\d\d)\s*年\s*度?(?=\D)")
_OF_MONEY = re.compile(r"预算|资金|经费|收入|支出|金额")
_BUDGET = re.compile(r"^预算(?:\((?:万元|元)\))?$")
_PROGRAMME = re.compile(r"(?:专项|资金|专项资金|转移支付)名称")
_PROJECT = re.compile(r"(?:(?:二级|具体|预算)?项目名称)")
_OF_TIME = re.compile(r"年[度份]|时间|日期|期限")
# headings of money by time, and no values such as 2023年1月
_HEADING_OF_TIME = re.compile(
    r"(?:[上前]一?年度?|去年度?|20\d\d年度?|项目|全部)?(?:财政|全年|年初)?(?:实际|预算|决算|执行|资金|金额|支出|安排|批复|结转|总投资|累计|已?下达|已?到位|已支出|已安排)*"
    r"[数额]?(?:\((?:20\d\d年度?|[上前]年度?|(?:亿|万)?元)\))*"
)
_WITH_PARTS = re.compile(r"(?P<amount>[\d.,]+\s*(?:亿元?|万元?|元))\s*[（(][^（）()]+[）)]$")
_LONGEST_LABEL = 14
_NOTHING = Cell()


class HeaderBlocks(BlockMoney):
    """What header blocks say, collected in ``found``; ``block`` is the project that is being read."""

    def read_pairs(self, view: GridView, row: int) -> None:
        """Read labels with the value to their right."""
        filled = view.filled(row)
        self._sums.begin_row(view, row, self._captions[1], self._own_year())
        several = _several_projects(filled)
        for place, cell in enumerate(filled):
            label, beside = cell.cell, _value_beside(view, row, filled, place)
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
            if begins and _names_nothing(view, row, label, value):
                self.found.labels.extend(one for one in (label, value) if one)
                continue
            if begins and beside is not None and _is_below_other_time(view, row, beside.column, self._own_year()):
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


def _names_programme(view: GridView, row: int, label: str) -> bool:
    """Whether a label is 一级项目名称 or 专项名称 with the project's own name near it: 二级项目名称, 项目名称."""
    first = label.startswith("一级项目")
    if not first and not _PROGRAMME.match(label):
        return False
    rows = (row, row + 1) if first else (row - 1, row, row + 1)
    near = (pairwise(view.new(at)) for at in rows if at in view.rows)
    return any(
        (_is_lower(cell.cell.folded) if first else _PROJECT.match(cell.cell.folded))
        and not is_label(value.cell.text)
        and not TEMPLATE.match(value.cell.folded)
        for cell, value in chain.from_iterable(near)
    )


def _names_nothing(view: GridView, row: int, label: Cell, value: Cell) -> bool:
    """Whether a label of a project names none: 二级项目名称 | 无, or 项目名称 | 金额 as headings of a list."""
    nothing = _is_lower(label.folded) and bool(TEMPLATE.match(value.folded))
    heading = field_of(label.text) == "project" and bool(role_of(value.text))
    return nothing or heading or _names_programme(view, row, label.folded)


def _is_lower(label: str) -> bool:
    return label.startswith("二级项目") and field_of(label) == "project"


def _several_projects(cells: Sequence[GridCell]) -> bool:
    """Whether projects stand side by side: 项目名称 | 甲 | 项目名称 | 乙."""
    pairs = [(label.cell, name.cell) for label, name in pairwise(cells)]
    named = [(label.folded, name.folded) for label, name in pairs if field_of(label.text) == "project"]
    return len(named) > 1 and len({label for label, _ in named}) == 1 < len({name for _, name in named})


def _is_person(label: Cell) -> bool:
    return bool(PERSONS.search(label.folded)) and len(label.folded) <= _LONGEST_LABEL


def _value_beside(view: GridView, row: int, filled: Sequence[GridCell], place: int) -> GridCell | None:
    """Return what stands right of a label in its own row."""
    cell = filled[place]
    right = filled[place + 1] if place + 1 < len(filled) else None
    beside = view.at(row, cell.column + cell.colspan)
    if beside is not None and beside.row == row and beside.cell:
        return beside if right is None or right is beside else None
    # what was merged is empty in text
    return right if view.flat and right is not None and _may_be_value(cell.cell, right.cell) else None


def _is_below_other_time(view: GridView, row: int, column: int, own: str) -> bool:
    """Whether a figure stands below the heading of another time, or of an untold one: 上年实际 | 本年预算."""
    if not is_money(view.words(row, column)):
        return False
    for above in range(row - 1, view.first - 1, -1):
        head, left = view.at(above, column), view.at(above, column - 1)
        if head is None or not head.cell or is_money(head.cell.text):
            continue
        words = head.cell.folded
        # what stands right of 起始年度 is its value
        value = left is not None and bool(_OF_TIME.search(left.cell.folded))
        other = _HEADING_OF_TIME.fullmatch(words) and says_other_time(words, own)
        # 年初预算数 | 全年预算数 of a table that was not read, as its units differ; 预算数 | 执行数 twice
        kinds = [money_column(one.cell.text) for one in view.filled(above)]
        kind = money_column(words)
        untold = (kind == "initial_budget" and "adjusted_budget" in kinds) or (
            kind and kinds.count("final_account") > 1
        )
        return not value and bool(other or untold)
    return False


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
