"""部门整体支出绩效自评报告: sections of prose with their figures, tables of money, progress, scores and targets."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from benchmarks.corpora.documents import Document, Expected, amount, draw_wan, goal_of, shared
from benchmarks.corpora.drawing import LEFT, Block, drawn, merged
from benchmarks.corpora.indicators import PLACES, Row, draw_rows, printed
from benchmarks.corpora.wordings import draw_office
from kg.readers.blocks import Part

if TYPE_CHECKING:
    import random

    from benchmarks.corpora.documents import Order, Record
    from benchmarks.corpora.wordings import Office

_OFFICES = ("办公室", "组织人事部", "规划财务部", "业务一部", "业务二部", "宣传信息部")
_MONTHS = (3, 6, 9, 12)
# 自评指标: heading, row, full points
_SCORES = (
    ("履职效能", "整体效能", "产出指标完成情况", 10), ("履职效能", "整体效能", "效益指标完成情况", 10),
    ("履职效能", "整体效能", "部门预算资金支出率", 5), ("履职效能", "专项效能", "专项资金绩效完成情况", 25),
    ("管理效率", "预算编制", "预算编制约束性", 8), ("管理效率", "预算执行", "资金管理合规性", 12),
    ("管理效率", "绩效管理", "绩效结果应用", 10), ("管理效率", "采购管理", "采购执行规范性", 10),
    ("管理效率", "资产管理", "资产盘点情况", 10),
)  # fmt: skip


def report(order: Order) -> Document:
    """Draw a self-evaluation report."""
    chance = order.chance
    office = draw_office(chance)
    year = chance.randint(2021, 2025)
    title = f"{office.name}{year}年部门整体支出绩效自评报告"
    expected = Expected("self_evaluation", title, office.name, year)
    rows = draw_rows(chance, office.sector, order.indicators, year)
    contradiction = ""
    if order.contradiction:
        contradiction = chance.choice(("self-score-differs", "execution-sum"))
        expected.contradictions = [contradiction]
    blocks: list[Block] = [Part(title), *_opening(chance, office, expected)]
    blocks += _spending(chance, expected, wrong=contradiction == "execution-sum")
    blocks += [
        Part("二、综合评价"),
        Part("（一）自评结论"),
        *_scores(chance, expected, wrong=contradiction[:4] == "self"),
    ]
    blocks += [Part("（二）目标完成情况"), Part(f"本年度共设置{len(rows)}个绩效指标，完成情况见下表。")]
    blocks += [Part("表4：绩效目标完成情况"), _results(rows)]
    for row in rows:
        expected.indicator(row, annual=row.target.raw, actual=row.actual, rate=row.rate)
    blocks += _key_project(chance, office, year, max(3, order.indicators // 8), expected)
    blocks += [
        Part("三、存在的主要问题"),
        Part("部分项目前期论证不够充分，执行进度前低后高，绩效目标与工作任务的衔接仍需加强，资料归集也不够及时。"),
        Part("四、改进措施"),
        Part("提前开展项目储备，按季度通报支出进度，把绩效结果作为安排下一年度预算的参考。"),
    ]
    return Document("report", tuple(blocks), expected.finish())


def _opening(chance: random.Random, office: Office, expected: Expected) -> list[Block]:
    inner = chance.sample(_OFFICES, chance.randint(3, 6))
    subordinate = list(dict.fromkeys(office.unit(at) for at in range(chance.randint(1, 3))))
    expected.units = [
        *({"name": name, "kind": "innerOffice"} for name in inner),
        *({"name": name, "kind": "subordinateUnit"} for name in subordinate),
    ]
    expected.goal = goal_of(chance, office.sector.duties, 3)
    blocks: list[Block] = [
        Part("一、基本情况"),
        Part("（一）部门概况"),
        Part("1. 部门机构设置"),
        Part(f"本部门内设机构{len(inner)}个，分别为：{'、'.join(inner)}。"),
        Part(f"下属单位包括：{'、'.join(subordinate)}。"),
        Part("2. 主要职责"),
    ]
    blocks += [Part(f"（{at}）{duty}；") for at, duty in enumerate(office.sector.duties, start=1)]
    blocks += [Part("（二）年度总体目标"), Part(expected.goal), Part("（三）重点工作任务绩效目标")]
    for at, event in enumerate(chance.sample(office.sector.events, 3), start=1):
        content = f"组织{event}，面向{chance.choice(office.sector.people)}扩大覆盖面，做好总结。"
        blocks += [Part(f"（{at}）{event}工作"), Part(content)]
        expected.tasks.append({"group": None, "name": f"{event}工作", "content": content, "outcome": "", "yuan": None})
    return blocks


def _percent(part: Decimal, whole: Decimal) -> str:
    return f"{(part / whole * 100).quantize(PLACES, ROUND_HALF_UP)}%"


def _spending(chance: random.Random, expected: Expected, *, wrong: bool) -> list[Block]:
    """Write 表1 (budget and adjustment) and 表2 (progress by quarter) with what the text says of them."""
    initial = shared(chance, draw_wan(chance, 2000, 40000), 2)
    adjusted = [(one * Decimal(chance.randint(90, 112)) / 100).quantize(PLACES) for one in initial]
    spent = [(one * Decimal(chance.randint(930, 1000)) / 1000).quantize(PLACES) for one in adjusted]
    lines = list(zip(("一、基本支出", "二、项目支出"), initial, adjusted, spent, strict=True))
    off = Decimal("12.30") if wrong else Decimal(0)
    lines.append(("合计", sum(initial, Decimal(0)), sum(adjusted, Decimal(0)), sum(spent, Decimal(0)) + off))
    table = [["序号", "项目", "年初预算数（万元）", "全年预算数（万元）", "决算数（万元）", "预算调整率", "预算控制率"]]
    for at, (label, before, after, final) in enumerate(lines, start=1):
        rates = {"adjustment_rate": _percent(after - before, before), "control_rate": _percent(final, after)}
        table.append([str(at), label, f"{before:.2f}", f"{after:.2f}", f"{final:.2f}", *rates.values()])
        kinds = zip(("initial_budget", "adjusted_budget", "final_account"), (before, after, final), strict=True)
        amounts = [amount(kind, label, wan) for kind, wan in kinds]
        expected.executions.append({"label": label, "amounts": amounts, "rates": rates, "project": None})
    _, before, after, final = lines[-1]
    progress, mean = _progress(chance, after, final, expected)
    expected.amounts = [
        amount("initial_budget", "年初预算收入", before),
        amount("adjusted_budget", "全年预算数", after),
        amount("final_account", "支出决算数", final),
    ]
    text = f"年初预算收入{before:,.2f}万元，全年预算数为{after:,.2f}万元，支出决算数为{final:,.2f}万元。"
    return [
        Part("（四）收支情况"),
        Part(f"{text}从季度通报看，年度平均执行率为{mean}%，支出进度与工作安排基本一致，资金使用较为均衡。"),
        Part("表1：预算调整及执行情况"),
        drawn(table),
        Part("表2：预算支出执行进度"),
        drawn(progress),
    ]


def _progress(
    chance: random.Random, budget: Decimal, final: Decimal, expected: Expected
) -> tuple[list[list[str]], Decimal]:
    table = [["序号", "时期", "年度预算（万元）", "累计支出（万元）", "支出进度", "支出执行率"]]
    found: list[Decimal] = []
    for at, month in enumerate(_MONTHS, start=1):
        share = Decimal(month) / 12
        spent = final if month == 12 else (final * share * Decimal(chance.randint(85, 105)) / 100).quantize(PLACES)
        progress = _percent(spent, budget)
        rate = (spent / budget / share * 100).quantize(PLACES, ROUND_HALF_UP)
        found.append(rate)
        label = f"1-{month}月"
        table.append([str(at), label, f"{budget:.2f}", f"{spent:.2f}", progress, f"{rate}%"])
        kinds = zip(("cumulative_budget", "cumulative_expenditure"), (budget, spent), strict=True)
        record: Record = {"label": label, "amounts": [amount(kind, label, wan) for kind, wan in kinds]}
        expected.executions.append(
            {**record, "rates": {"progress": progress, "execution_rate": f"{rate}%"}, "project": None}
        )
    return table, (sum(found, Decimal(0)) / len(found)).quantize(PLACES, ROUND_HALF_UP)


def _scores(chance: random.Random, expected: Expected, *, wrong: bool) -> list[Block]:
    points = [
        Decimal(full) - (Decimal(chance.randint(0, 60)) / 100 if chance.random() < 0.4 else 0) for *_, full in _SCORES
    ]
    parts: dict[str, Decimal] = {}
    for (level1, *_), score in zip(_SCORES, points, strict=True):
        parts[level1] = parts.get(level1, Decimal(0)) + score
    total = sum(points, Decimal(0))
    said = total - 1 if wrong else total
    words = "；".join(f"{label}得分{printed(score)}分" for label, score in parts.items())
    first = [level1 for level1, *_ in _SCORES]
    levels = merged(first), merged([level2 for _, level2, *_ in _SCORES], first)
    table = [["一级指标", "二级指标", "三级指标", "分值", "得分"]]
    for level1, level2, (_, _, name, full), score in zip(*levels, _SCORES, points, strict=True):
        table.append([level1, level2, name, str(full), printed(score)])
        expected.scores.append(
            {"name": name, "full": str(full), "score": printed(score), "total": False, "project": None}
        )
    table.append(["合计", LEFT, LEFT, "100", printed(total)])
    expected.scores.append({"name": "合计", "full": "100", "score": printed(total), "total": True, "project": None})
    conclusion = f"本年度自评得分为{printed(said)}分。其中，{words}。"
    return [Part(conclusion), Part("表3：自评得分"), drawn(table)]


def _results(rows: list[Row]) -> Block:
    first = [row.level1 for row in rows]
    levels = merged(first), merged([row.level2 for row in rows], first)
    table = [["一级指标", "二级指标", "三级指标", "年度目标值", "年度实现值", "指标完成率"]]
    for level1, level2, row in zip(*levels, rows, strict=True):
        table.append([level1, level2, row.name, row.target.raw, row.actual, row.rate])
    return drawn(table)


def _key_project(chance: random.Random, office: Office, year: int, count: int, expected: Expected) -> list[Block]:
    """Write the section of a key project with a numbered table of its own."""
    name = f"{chance.choice(office.sector.works)}项目"
    goal = goal_of(chance, office.sector.duties, 1)
    expected.projects.append({"name": name, "unit": None, "goal": goal, "outcome": "", "amounts": []})
    table = [["序号", "绩效指标", "年度目标值", "实际完成值", "完成率"]]
    for at, row in enumerate(draw_rows(chance, office.sector, count, year), start=1):
        table.append([str(at), row.name, row.target.raw, row.actual, row.rate])
        expected.indicator(
            row, annual=row.target.raw, actual=row.actual, rate=row.rate,
            number=str(at), level1="", level2="", project=len(expected.projects),
        )  # fmt: skip
    return [Part("（三）重点项目支出绩效情况"), Part(f"1. {name}"), Part(f"项目年度绩效目标：{goal}"), drawn(table)]
