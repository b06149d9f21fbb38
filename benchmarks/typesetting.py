"""Typeset the three forms as published text: page layout with wrapped cells and page breaks, or tab-separated rows.

The same content at several column widths must give the same records; synthetic corpora and samples are made with it.
Page layout follows what published pages look like as text: a row whose cells fit stands on one line, else the lines
of its cells follow one another; a new page prints the section title and the headings again.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# may not begin a line
_CLOSING = "，。、；：！？）》”’】%％"


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """年度重点工作任务: a row; an empty name continues the merged name above."""

    name: str
    content: str
    wan: str
    outcome: str


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """A row of 绩效指标; annual is the period value where it is not given."""

    level1: str
    level2: str
    name: str
    period: str
    annual: str = ""

    @property
    def values(self) -> tuple[str, str]:
        """Period and annual value."""
        return self.period, self.annual or self.period


@dataclass(frozen=True, slots=True)
class DeclarationContent:
    """What a 部门整体预算绩效目标申报表 says; amounts in 万元 as printed."""

    department: str
    level: str
    basic: str
    project: str
    appropriation: str
    special: str = "0.00"
    goal: str = ""
    tasks: tuple[TaskEntry, ...] = ()
    indicators: tuple[IndicatorEntry, ...] = ()

    @property
    def budget(self) -> tuple[tuple[str, str, str, str], ...]:
        """The four printed lines of 预算整体情况: label, figure, label, figure."""
        own = f"{self.level}本级使用资金"
        return (
            ("基本支出", self.basic, "财政拨款", self.appropriation),
            ("项目支出", self.project, "其他资金", "0.00"),
            ("财政专项资金", self.special, own, self.appropriation),
            ("其他事业发展性支出", "0.00", "拟用于对下转移支付资金", "0.00"),
        )


@dataclass(frozen=True, slots=True)
class Widths:
    """Column widths in full-width characters, and how many printed lines a page holds."""

    group: int = 10
    content: int = 15
    outcome: int = 24
    name: int = 15
    period: int = 13
    annual: int = 10
    goal: int = 60
    page: int = 400


@cache
def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def wrap(text: str, characters: int) -> list[str]:
    """Break words as a printed table cell does: at the column's width, no closing mark at a line's beginning."""
    lines: list[str] = []
    line, used = "", 0
    for char in text:
        wide = _width(char)
        if used + wide > 2 * characters and char not in _CLOSING:
            lines.append(line)
            line, used = "", 0
        line += char
        used += wide
    return [*lines, line] if line else lines


@dataclass
class _Page:
    """Printed lines with page breaks; ``header`` is printed again at the top of a page."""

    capacity: int
    lines: list[str] = field(default_factory=list)
    _on_page: int = 0

    def put(self, lines: Sequence[str], header: Sequence[str] = ()) -> None:
        if self._on_page and self._on_page + len(lines) > self.capacity:
            self.lines.extend(["", "", ""])
            self._on_page = 0
            for line in header:
                self._print(line)
        for line in lines:
            self._print(line)

    def _print(self, line: str) -> None:
        self.lines.append(line)
        self._on_page += 1
        # published pages leave a blank line between most printed lines, by their height
        if self._on_page % 5:
            self.lines.append("")


def declaration_layout(content: DeclarationContent, widths: Widths | None = None) -> str:
    """Typeset a declaration as page-layout text."""
    widths = widths or Widths()
    page = _Page(widths.page)
    page.put(["部门整体预算绩效目标申报表", f"部门名称 {content.department}", "预算整体情况"])
    page.put(["部门预算支出 预算金额（万元） 收入来源 预算金额（万元）"])
    page.put([" ".join(row) for row in content.budget[:2]])
    page.put(["事业发展性支出 预算金额（万元） 按预算级次划分 预算金额（万元）"])
    page.put([" ".join(row) for row in content.budget[2:]])
    page.put(["总体绩效目标", *wrap(content.goal, widths.goal)])
    page.put(["年度重点工作任务", "名称 主要实施内容 拟投入的资金（万元） 期望达到的目标（概述）"])
    group = ""
    for task in content.tasks:
        group = task.name or group
        lines = [*wrap(task.name, widths.group), *wrap(task.content, widths.content), task.wan]
        again = [] if task.name else wrap(group, widths.group)
        page.put([*lines, *wrap(task.outcome, widths.outcome)], ["年度重点工作任务", *again])
    page.put(["其他需完成的任务（可选填）"])
    page.put(["绩效指标", "一级指标 二级指标 三级指标 实施周期指标值 年度指标值"])
    level1 = level2 = ""
    for entry in content.indicators:
        headings = [h for h, old in ((entry.level1, level1), (entry.level2, level2)) if h != old]
        level1, level2 = entry.level1, entry.level2
        again = [heading for heading in (level1, level2) if heading not in headings]
        page.put([*headings, *_indicator(entry, widths)], ["绩效指标", *again])
    return "\n" + "\n".join(page.lines) + "\n"


def _indicator(entry: IndicatorEntry, widths: Widths) -> list[str]:
    period, annual = entry.values
    name, first, second = wrap(entry.name, widths.name), wrap(period, widths.period), wrap(annual, widths.annual)
    if len(first) == len(second) == 1:
        values = [f"{first[0]} {second[0]}"]
        return [f"{name[0]} {values[0]}"] if len(name) == 1 else [*name, *values]
    return [*name, *first, *second]


def declaration_table(content: DeclarationContent) -> str:
    """Typeset a declaration as tab-separated rows of six columns."""
    rows: list[Sequence[str]] = [("部门名称", content.department, "", "", "", "")]
    budget = content.budget
    rows.append(("预算整体情况", "部门预算支出", "预算金额（万元）", "收入来源", "预算金额（万元）", ""))
    rows.extend(("", *row, "") for row in budget[:2])
    rows.append(("", "事业发展性支出", "预算金额（万元）", "按预算级次划分", "预算金额（万元）", ""))
    rows.extend(("", *row, "") for row in budget[2:])
    rows.append(("总体绩效目标", content.goal, "", "", "", ""))
    header = ("名称", "主要实施内容", "拟投入的资金（万元）", "期望达到的目标（概述）")
    rows.append(("年度重点工作任务", *header, ""))
    rows.extend(("", task.name, task.content, task.wan, task.outcome, "") for task in content.tasks)
    rows.append(("其他需完成的任务（可选填）", "", "", "", "", ""))
    rows.append(("绩效指标", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"))
    level1 = level2 = ""
    for entry in content.indicators:
        first = entry.level1 if entry.level1 != level1 else ""
        second = entry.level2 if entry.level2 != level2 or first else ""
        level1, level2 = entry.level1, entry.level2
        rows.append(("", first, second, entry.name, *entry.values))
    return "部门整体预算绩效目标申报表\n\n" + "\n".join("\t".join(row) for row in rows) + "\n"


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A project of a 项目支出绩效目标表: name, amount in 万元 as printed, goal, indicators."""

    name: str
    wan: str
    goal: str
    indicators: tuple[IndicatorEntry, ...]


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A spending unit and its projects; ``stated`` is the total it prints where that is not their sum."""

    name: str
    projects: tuple[ProjectEntry, ...]
    stated: str = ""

    @property
    def total(self) -> Decimal:
        """Its total in 万元 as printed."""
        if self.stated:
            return Decimal(self.stated)
        return sum((Decimal(p.wan.replace(",", "")) for p in self.projects), Decimal(0))


CODES = {
    "数量指标": ("1-产出指标", "11-数量指标"),
    "质量指标": ("1-产出指标", "12-质量指标"),
    "时效指标": ("1-产出指标", "13-时效指标"),
    "经济效益": ("2-效益指标", "21-经济效益"),
    "社会效益": ("2-效益指标", "22-社会效益"),
    "生态效益": ("2-效益指标", "23-生态效益"),
    "服务对象满意度": ("3-满意度指标", "31-服务对象满意度"),
}


def packed(indicators: Sequence[IndicatorEntry]) -> str:
    """Write indicators as one packed string."""

    def items() -> Iterator[str]:
        for number, entry in enumerate(indicators, start=1):
            level1, level2 = CODES[entry.level2]
            period, annual = entry.values
            yield f"{number}、{level1}；{level2}；{entry.name}；实施周期指标值:{period}；年度指标值:{annual}。"

    return "".join(items())


def project_table(department: str, units: Sequence[UnitEntry], *, name_width: int = 10, packed_width: int = 37) -> str:
    """Typeset a project table as page-layout text; only 总计 and 财政拨款 are filled."""
    lines = ["项目支出绩效目标表（含转移支付项目）", "", f"部门名称：{department} 单位：万元", ""]
    lines += ["项目名称（资金使用单位）", "总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标", ""]

    def money(value: Decimal) -> str:
        return f"{value:,.2f} {value:,.2f}"

    lines += [f"合计 {money(sum((u.total for u in units), Decimal(0)))}", ""]
    for unit in units:
        lines += [*_named(unit.name, money(unit.total), name_width), ""]
        for project in unit.projects:
            amount = money(Decimal(project.wan.replace(",", "")))
            name = _named(project.name, amount, name_width)
            lines += ["    " + name[0], *name[1:], ""]
            lines += [*wrap(project.goal, 15), "", *wrap(packed(project.indicators), packed_width), ""]
    return "\n".join(lines) + "\n"


def _named(name: str, amount: str, width: int) -> list[str]:
    lines = wrap(name, width)
    return [f"{lines[0]} {amount}"] if len(lines) == 1 else [*lines, amount]
