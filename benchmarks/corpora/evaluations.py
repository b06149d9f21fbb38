"""项目支出绩效自评表 (one project or several) and 部门整体支出绩效自评表: header, money, goals, results."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from benchmarks.corpora.documents import Document, Expected, amount, draw_wan, goal_of, money
from benchmarks.corpora.drawing import ABOVE, LEFT, Block, drawn, merged
from benchmarks.corpora.indicators import PLACES, Points, Row, draw_points, draw_rows, printed
from benchmarks.corpora.wordings import Office, draw_office
from kg.readers.blocks import Part

if TYPE_CHECKING:
    import random

    from benchmarks.corpora.documents import Order

_TITLE = "项目支出绩效自评表"
_INDICATOR_POINTS = 90
_EXECUTION_POINTS = Decimal(10)
_MONEY_HEADS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
_DONE = ("各项工作按计划完成。", "年度任务全部完成，成效符合预期。", "主要任务完成，个别事项顺延至下年度。")
_CONTRADICTIONS = ("points-sum", "full-points-short")


@dataclass(frozen=True, slots=True)
class Spending:
    """A row of money: initial and adjusted budget and what was spent, in 万元."""

    label: str
    kind: str
    initial: Decimal
    adjusted: Decimal
    spent: Decimal

    @property
    def rate(self) -> str:
        """执行率 as printed."""
        return f"{(self.spent / self.adjusted * 100).quantize(PLACES, ROUND_HALF_UP)}%"

    @property
    def score(self) -> Decimal:
        """Points for execution."""
        return (self.spent / self.adjusted * _EXECUTION_POINTS).quantize(PLACES, ROUND_HALF_UP)


def draw_spending(chance: random.Random, labels: tuple[tuple[str, str], ...]) -> list[Spending]:
    """Draw the total and its parts, which add up in each column; the first label is the total's."""
    parts: list[Spending] = []
    for label, kind in labels[1:]:
        initial = draw_wan(chance, 20, 900)
        adjusted = (initial * Decimal(chance.randint(80, 115)) / 100).quantize(PLACES)
        spent = (adjusted * Decimal(chance.randint(820, 1000)) / 1000).quantize(PLACES)
        parts.append(Spending(label, kind, initial, adjusted, spent))
    columns = (sum((getattr(part, name) for part in parts), Decimal(0)) for name in ("initial", "adjusted", "spent"))
    return [Spending(*labels[0], *columns), *parts]


_PROJECT_MONEY = (
    ("年度资金总额", "total"), ("其中：当年财政拨款", "fiscal_appropriation"), ("其他资金", "other_funds"),
)  # fmt: skip
_DEPARTMENT_MONEY = (("年度资金总额", "total"), ("其中：基本支出", ""), ("项目支出", ""))


def project_evaluation(order: Order) -> Document:
    """Draw a 自评表 of one project."""
    return _projects(order, "project_evaluation", 1, max(8, order.indicators // 2))


def project_evaluations(order: Order) -> Document:
    """Draw a file of several projects, in a workbook each on a sheet of its own."""
    return _projects(order, "project_evaluations", 4, max(6, order.indicators // 4))


def _projects(order: Order, form: str, count: int, rows: int) -> Document:
    chance = order.chance
    office = draw_office(chance)
    year = chance.randint(2021, 2025)
    expected = Expected("project_self_evaluation", _TITLE, office.name, year)
    blocks: list[Block] = []
    works = chance.sample([*office.sector.works, *office.sector.events], count)
    for at, work in enumerate(works):
        contradiction = chance.choice(_CONTRADICTIONS) if order.contradiction and not at else ""
        blocks += _project(
            order, office, f"{work}项目", year, rows, expected, contradiction, sheet=at if count > 1 else None
        )
    return Document(form, tuple(blocks), expected.finish())


def _project(
    order: Order,
    office: Office,
    name: str,
    year: int,
    count: int,
    expected: Expected,
    contradiction: str,
    *,
    sheet: int | None,
) -> list[Block]:
    chance = order.chance
    unit = chance.choice((office.name, office.unit(0), office.unit(1)))
    spending = draw_spending(chance, _PROJECT_MONEY)
    goal = goal_of(chance, office.sector.duties, 2, numbered=chance.random() < 0.5)
    outcome = chance.choice(_DONE)
    rows = draw_rows(chance, office.sector, count, year)
    points = draw_points(chance, rows, _INDICATOR_POINTS)
    total, contradiction = _contradict(rows, points, spending[0], contradiction)
    expected.contradictions += [contradiction] if contradiction else []
    head = [
        ["项目名称", name, *[LEFT] * 7],
        ["主管部门", office.name, LEFT, LEFT, "实施单位", unit, LEFT, LEFT, LEFT],
        *_money_rows("项目资金（万元）", spending),
        ["年度总体目标", "预期目标", LEFT, LEFT, LEFT, "实际完成情况", LEFT, LEFT, LEFT],
        [ABOVE, goal, LEFT, LEFT, LEFT, outcome, LEFT, LEFT, LEFT],
    ]
    if unit not in [one["name"] for one in expected.units]:
        expected.units.append({"name": unit, "kind": "ownUnit" if unit == office.name else "subordinateUnit"})
    amounts = [amount(one.kind, one.label, one.adjusted) for one in spending]
    expected.projects.append({"name": name, "unit": unit, "goal": _flat(goal), "outcome": outcome, "amounts": amounts})
    ordinal = len(expected.projects)
    _expect_money(expected, spending, ordinal)
    heads = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
    body = [["绩效指标", *heads], *_result_rows(rows, points)]
    for row, point in zip(rows, points, strict=True):
        expected.indicator(row, annual=row.target.raw, actual=row.actual, points=point, project=ordinal)
    end = ["总分", *[LEFT] * 5, "100", printed(total), ""]
    expected.scores.append({"name": "总分", "full": "100", "score": printed(total), "total": True, "project": ordinal})
    table = drawn([*head, *body, end], None if sheet is None else f"项目{sheet + 1}")
    return [Part(_TITLE), Part(f"（{year}年度）"), table]


def _flat(words: str) -> str:
    return "".join(words.split())


def _contradict(rows: list[Row], points: list[Points], spending: Spending, kind: str) -> tuple[Decimal, str]:
    """Return the printed total, and the contradiction that was really planted."""
    missed = [at for at, row in enumerate(rows) if row.missed]
    if kind == "full-points-short" and missed:
        points[missed[0]] = Points(points[missed[0]].weight, points[missed[0]].weight, "")
    elif kind:
        kind = "points-sum"
    total = sum((point.scored for point in points), spending.score)
    return total + (2 if kind == "points-sum" else 0), kind


def _money_rows(section: str, spending: list[Spending]) -> list[list[str]]:
    rows = [[section, "", *_MONEY_HEADS, ""]]
    for at, one in enumerate(spending):
        scores = (str(_EXECUTION_POINTS), one.rate, printed(one.score)) if not at else ("—", "", "—")
        figures = [money(one.initial), money(one.adjusted), money(one.spent)]
        rows.append([ABOVE, one.label, *figures, *scores, ""])
    return rows


def _expect_money(expected: Expected, spending: list[Spending], project: int | None) -> None:
    for at, one in enumerate(spending):
        figures = (("initial_budget", one.initial), ("adjusted_budget", one.adjusted), ("final_account", one.spent))
        amounts = [amount(kind, one.label, wan) for kind, wan in figures]
        rates = {"execution_rate": one.rate} if not at else {}
        expected.executions.append({"label": one.label, "amounts": amounts, "rates": rates, "project": project})
    first = spending[0]
    score = {"name": first.label, "full": str(_EXECUTION_POINTS), "score": printed(first.score)}
    expected.scores.append({**score, "total": False, "project": project})


def _result_rows(rows: list[Row], points: list[Points], *, rates: bool = False) -> list[list[str]]:
    first = [row.level1 for row in rows]
    levels = merged(first), merged([row.level2 for row in rows], first)
    found: list[list[str]] = []
    for level1, level2, row, point in zip(*levels, rows, points, strict=True):
        values = [row.target.raw, row.actual, *([row.rate] if rates else [])]
        scores = [printed(point.weight), printed(point.scored), point.reason]
        found.append([ABOVE, level1, level2, row.name, *values, *scores])
    return found


def department_evaluation(order: Order) -> Document:
    """Draw a 部门整体支出绩效自评表."""
    chance = order.chance
    office = draw_office(chance)
    year = chance.randint(2021, 2025)
    spending = draw_spending(chance, _DEPARTMENT_MONEY)
    goal = goal_of(chance, office.sector.duties, 3, numbered=True)
    outcome = chance.choice(_DONE)
    rows = draw_rows(chance, office.sector, order.indicators, year)
    points = draw_points(chance, rows, _INDICATOR_POINTS)
    total, contradiction = _contradict(rows, points, spending[0], "points-sum" if order.contradiction else "")
    title = "部门整体支出绩效自评表"
    expected = Expected("self_evaluation", title, office.name, year, goal=_flat(goal))
    expected.contradictions = [contradiction] if contradiction else []
    expected.amounts = [amount("total", spending[0].label, spending[0].adjusted)]
    _expect_money(expected, spending, None)
    for row, point in zip(rows, points, strict=True):
        expected.indicator(row, annual=row.target.raw, actual=row.actual, rate=row.rate, points=point)
    expected.scores.append({"name": "总分", "full": "100", "score": printed(total), "total": True, "project": None})
    heads = [
        "一级指标",
        "二级指标",
        "三级指标",
        "年初目标值",
        "实际完成值",
        "完成率",
        "权重",
        "自评得分",
        "未完成原因分析",
    ]
    table = [
        ["部门名称", office.name, *[LEFT] * 8],
        *([*row[:2], LEFT, *row[2:]] for row in _money_rows("预算执行情况（万元）", spending)),
        ["年度总体目标", "预期目标", *[LEFT] * 3, "实际完成情况", *[LEFT] * 4],
        [ABOVE, goal, *[LEFT] * 3, outcome, *[LEFT] * 4],
        ["绩效指标", *heads],
        *_result_rows(rows, points, rates=True),
        ["总分", *[LEFT] * 6, "100", printed(total), ""],
    ]
    blocks = (Part(title), Part(f"（{year}年度）"), drawn(table))
    return Document("department_evaluation", blocks, expected.finish(), landscape=True)
