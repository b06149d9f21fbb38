"""部门整体预算绩效目标申报表, 项目支出绩效目标表 with packed strings: content, table, page layout, records."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from benchmarks.corpora.documents import Document, Expected, amount, draw_wan, goal_of, money
from benchmarks.corpora.drawing import ABOVE, LEFT, Block, drawn, merged
from benchmarks.corpora.indicators import draw_rows
from benchmarks.corpora.wordings import draw_office
from benchmarks.typesetting import (
    CODES,
    DeclarationContent,
    IndicatorEntry,
    ProjectEntry,
    TaskEntry,
    UnitEntry,
    Widths,
    declaration_layout,
    packed,
    project_table,
)
from kg.readers.blocks import Part

if TYPE_CHECKING:
    import random

    from benchmarks.corpora.documents import Order, Setting
    from benchmarks.corpora.indicators import Row
    from benchmarks.corpora.wordings import Sector

_KINDS = {
    "基本支出": "basic_expenditure", "项目支出": "project_expenditure", "财政拨款": "fiscal_appropriation",
    "其他资金": "other_funds", "财政专项资金": "fiscal_special_fund",
    "其他事业发展性支出": "other_development_expenditure", "拟用于对下转移支付资金": "transfer_to_lower_level",
}  # fmt: skip
_BUDGET_HEADS = (("部门预算支出", "收入来源"), ("事业发展性支出", "按预算级次划分"))
_COLUMNS = ("总计", "财政拨款", "财政专户拨款", "其他资金")
# sets of column widths, in full-width characters
WIDTHS = (
    Widths(),
    Widths(group=8, content=20, outcome=30, name=12, period=16, annual=16),
    Widths(group=12, content=34, outcome=42, name=14, period=18, annual=28, goal=90),
    Widths(group=9, content=18, outcome=18, name=18, period=14, annual=14, goal=40),
)
_PROJECT_WIDTHS = ((10, 37), (7, 25), (14, 50), (9, 30))


def declaration(order: Order) -> Document:
    """Draw a 部门整体预算绩效目标申报表."""
    chance = order.chance
    office = draw_office(chance)
    sector, year = office.sector, chance.randint(2022, 2026)
    basic, project = draw_wan(chance, 200, 9000), draw_wan(chance, 100, 20000)
    lifted = draw_wan(chance, 1, 90) if order.contradiction else Decimal(0)
    rows = draw_rows(chance, sector, order.indicators, year)
    content = DeclarationContent(
        office.name,
        office.level,
        money(basic),
        money(project),
        money(basic + project + lifted),
        goal=goal_of(chance, sector.duties, 3),
        tasks=_tasks(chance, sector, project),
        indicators=tuple(_entry(row) for row in rows),
    )
    expected = Expected("declaration", _TITLE, office.name, goal=content.goal)
    expected.contradictions = ["budget-sum"] if order.contradiction else []
    for left, left_figure, right, right_figure in content.budget:
        for label, figure in ((left, left_figure), (right, right_figure)):
            expected.amounts.append(amount(_KINDS.get(label, "own_level_use"), label, _plain(figure)))
    grouped = any(not task.name for task in content.tasks)
    group = ""
    for task in content.tasks:
        group = task.name or group
        expected.tasks.append(
            {
                "group": group if grouped else None, "name": group, "content": task.content, "outcome": task.outcome,
                "yuan": amount("", "", _plain(task.wan))["yuan"],
            }
        )  # fmt: skip
    for row in rows:
        expected.indicator(row, period=row.target.raw, annual=row.target.raw)
    blocks: tuple[Block, ...] = (Part(_TITLE), Part(f"部门名称：{office.name}"), _declaration_table(content))

    def layout(setting: Setting) -> str:
        return declaration_layout(content, replace(WIDTHS[setting.widths], page=setting.page))

    return Document("declaration", blocks, expected.finish(), layout)


_TITLE = "部门整体预算绩效目标申报表"


def _plain(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))


def _entry(row: Row) -> IndicatorEntry:
    return IndicatorEntry(row.level1, row.level2, row.name, row.target.raw)


def _tasks(chance: random.Random, sector: Sector, most: Decimal) -> tuple[TaskEntry, ...]:
    count = chance.randint(4, 9)
    grouped = chance.random() < 0.4
    names = chance.sample([*sector.works, *sector.events], count)
    tasks: list[TaskEntry] = []
    for at, name in enumerate(names):
        event, other = chance.sample(sector.events, 2)
        people = chance.choice(sector.people)
        content = chance.choice((
            f"面向{people}组织{event}，配套做好{other}。",
            f"制定{event}实施方案，落实场地、人员和物资，同步开展{other}，年底前完成总结评估。",
            f"支持开展{event}。",
        ))  # fmt: skip
        outcome = chance.choice((
            f"{people}得到更好的服务，{event}覆盖面扩大。",
            f"工作机制更加健全，{people}满意。",
            f"{event}和{other}按计划完成，形成一批可推广的做法，{people}的获得感增强。",
        ))  # fmt: skip
        again = grouped and at % 3 != 0
        wan = Decimal(chance.randint(100, max(101, int(most * 100 / count)))) / 100
        tasks.append(TaskEntry("" if again else f"{name}工作", content, money(wan), outcome))
    return tuple(tasks)


def _declaration_table(content: DeclarationContent) -> Block:
    rows: list[list[str]] = []
    for at, (head, pair) in enumerate(zip(_BUDGET_HEADS, (content.budget[:2], content.budget[2:]), strict=True)):
        section = ABOVE if at else "预算整体情况"
        rows.append([section, head[0], "预算金额（万元）", head[1], "预算金额（万元）", LEFT])
        rows.extend([ABOVE, *line, LEFT] for line in pair)
    rows.append(["总体绩效目标", content.goal, LEFT, LEFT, LEFT, LEFT])
    rows.append(["年度重点工作任务", "名称", "主要实施内容", "拟投入的资金（万元）", "期望达到的目标（概述）", LEFT])
    rows.extend([ABOVE, task.name or ABOVE, task.content, task.wan, task.outcome, LEFT] for task in content.tasks)
    rows.append(["其他需完成的任务（可选填）", "", LEFT, LEFT, LEFT, LEFT])
    rows.append(["绩效指标", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"])
    first = [entry.level1 for entry in content.indicators]
    levels = merged(first), merged([entry.level2 for entry in content.indicators], first)
    for level1, level2, entry in zip(*levels, content.indicators, strict=True):
        rows.append([ABOVE, level1, level2, entry.name, *entry.values])
    return drawn(rows)


def packed_projects(order: Order) -> Document:
    """Draw a 项目支出绩效目标表 whose indicators stand in one string a project."""
    chance = order.chance
    office = draw_office(chance)
    sector, year = office.sector, chance.randint(2022, 2026)
    expected = Expected("project_table", _PROJECTS_TITLE, office.name)
    per_project = max(3, order.indicators // 6)
    names = [office.name, *dict.fromkeys(office.unit(at) for at in range(chance.randint(1, 2)))]
    units: list[UnitEntry] = []
    for name in names:
        works = chance.sample([*sector.works, *sector.events], max(1, 6 // len(names)))
        projects = [
            ProjectEntry(
                f"{work}{chance.choice(('经费', '项目', '专项工作经费'))}",
                f"{draw_wan(chance, 3, 900):.2f}",
                f"{goal_of(chance, sector.duties, 1)}",
                tuple(_entry(row) for row in _packable(chance, sector, per_project, year)),
            )
            for work in works
        ]
        wrong = order.contradiction and not units
        total = sum((Decimal(project.wan) for project in projects), Decimal(0)) + (Decimal("0.75") if wrong else 0)
        units.append(UnitEntry(name, tuple(projects), f"{total:.2f}" if wrong else ""))
    expected.contradictions = ["project-sum"] if order.contradiction else []
    _expect_projects(expected, office.name, units)
    head = Part(f"部门名称：{office.name}    单位：万元")
    blocks = (Part(_PROJECTS_TITLE), head, _projects_table(units))

    def layout(setting: Setting) -> str:
        name_width, packed_width = _PROJECT_WIDTHS[setting.widths]
        return project_table(office.name, units, name_width=name_width, packed_width=packed_width)

    return Document("packed_projects", blocks, expected.finish(), layout, landscape=True)


_PROJECTS_TITLE = "项目支出绩效目标表（含转移支付项目）"


def _packable(chance: random.Random, sector: Sector, count: int, year: int) -> list[Row]:
    """Draw rows under the headings that have a code in packed strings."""
    rows = draw_rows(chance, sector, count * 2, year)
    coded = [row for row in rows if row.level2.removesuffix("指标") in CODES or row.level2 in CODES]
    chosen = sorted(chance.sample(range(len(coded)), min(count, len(coded))))
    return [replace(coded[at], level2=_short(coded[at].level2)) for at in chosen]


def _short(level2: str) -> str:
    return level2 if level2 in CODES else level2.removesuffix("指标")


def _expect_projects(expected: Expected, department: str, units: list[UnitEntry]) -> None:
    whole = sum((unit.total for unit in units), Decimal(0))
    expected.amounts += _both("合计", whole)
    for unit in units:
        kind = "ownUnit" if unit.name == department else "subordinateUnit"
        expected.units.append({"name": unit.name, "kind": kind})
        expected.amounts += _both(unit.name, unit.total)
        for project in unit.projects:
            amounts = _both(project.name, Decimal(project.wan))
            expected.projects.append(
                {"name": project.name, "unit": unit.name, "goal": project.goal, "outcome": "", "amounts": amounts}
            )
            for number, entry in enumerate(project.indicators, start=1):
                level1, level2 = CODES[entry.level2]
                period, annual = entry.values
                expected.indicators.append(
                    {
                        "number": str(number), "name": entry.name, "level1": level1, "level2": level2,
                        "project": len(expected.projects), "period": period, "annual": annual, "actual": None,
                        "rate": None, "weight": None, "scored": None, "reason": None,
                    }
                )  # fmt: skip


def _both(label: str, wan: Decimal) -> list[dict[str, str]]:
    return [amount(kind, label, wan) for kind in ("total", "fiscal_appropriation")]


def _projects_table(units: list[UnitEntry]) -> Block:
    rows = [["项目名称（资金使用单位）", *_COLUMNS, "绩效目标", "绩效指标"]]

    def line(name: str, wan: Decimal, goal: str = "", strings: str = "") -> None:
        rows.append([name, money(wan), money(wan), "", "", goal, strings])

    line("合计", sum((unit.total for unit in units), Decimal(0)))
    for unit in units:
        line(unit.name, unit.total)
        for project in unit.projects:
            line(project.name, Decimal(project.wan), project.goal, packed(project.indicators))
    return drawn(rows)
