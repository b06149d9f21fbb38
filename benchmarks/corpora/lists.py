"""Long tables: a province's projects with comparator, number and unit in cells of their own, and 绩效指标库."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.corpora.documents import Document, Expected, amount, draw_wan, goal_of, money
from benchmarks.corpora.drawing import ABOVE, drawn, merged
from benchmarks.corpora.indicators import Row, Target, draw_rows
from benchmarks.corpora.wordings import SECTORS, draw_office
from kg.readers.blocks import Part

if TYPE_CHECKING:
    from benchmarks.corpora.documents import Order

_LEVELS = ("一级指标", "二级指标", "三级指标")
_SIGNS = {"≥": "≥", "不少于": "≥", "≤": "≤"}


def _three_cells(target: Target) -> tuple[str, str, str]:
    """Return comparator, number and unit as such tables print them; words are 定性 and have no unit."""
    if not target.unit:
        return "定性", target.figure, "/"
    return _SIGNS.get(target.comparator, "≥" if target.tail else "＝"), target.figure, target.unit


def long_table(order: Order) -> Document:
    """Draw a table with one row an indicator and the projects beside them as merged cells."""
    chance = order.chance
    office = draw_office(chance, province=True)
    year = chance.randint(2022, 2026)
    title = f"{year}年度部门预算项目绩效目标表"
    expected = Expected("project_table", title, office.name, year)
    expected.contradictions = ["vacuous-target"] if order.contradiction else []
    names = [office.name, office.unit(0), office.unit(1)]
    heads = ["单位名称", "项目名称", "预算数", "年度绩效目标", *_LEVELS, "绩效指标性质", "绩效指标值", "绩效度量单位"]
    table = [heads]
    works = chance.sample([*office.sector.works, *office.sector.events], 6)
    for at, work in enumerate(works):
        unit, goal, wan = names[at // 2], goal_of(chance, office.sector.duties, 1), draw_wan(chance, 3, 3000)
        name = f"{work}经费"
        expected.projects.append(
            {"name": name, "unit": unit, "goal": goal, "outcome": "", "amounts": [amount("total", name, wan)]}
        )
        rows = draw_rows(chance, office.sector, max(3, order.indicators // len(works)), year)
        if order.contradiction and not at:
            rows[0] = Row(rows[0].level1, rows[0].level2, rows[0].name, Target("≥", "0", "场"), "")
        first = [row.level1 for row in rows]
        levels = merged(first), merged([row.level2 for row in rows], first)
        for line, (level1, level2, row) in enumerate(zip(*levels, rows, strict=True)):
            beside = [ABOVE if at % 2 or line else unit, *([ABOVE] * 3 if line else [name, money(wan), goal])]
            sign, figure, measure = _three_cells(row.target)
            table.append([*beside, level1, level2, row.name, sign, figure, measure])
            raw = figure if sign == "定性" else sign + figure + measure
            expected.indicator(row, annual=raw, project=len(expected.projects))
    for unit in names:
        expected.units.append({"name": unit, "kind": "ownUnit" if unit == office.name else "subordinateUnit"})
    blocks = (Part(title), Part(f"主管部门：{office.name}"), Part("单位：万元"), drawn(table))
    return Document("long_table", blocks, expected.finish(), landscape=True)


def library(order: Order) -> Document:
    """Draw an official library of indicators: no department, no money; 指标值 is an example or empty."""
    chance = order.chance
    office = draw_office(chance, province=True)
    year = chance.randint(2021, 2025)
    title = f"{office.place}预算项目支出绩效指标库（{year}年版）"
    expected = Expected("indicator_library", title, "")
    heads = ["序号", "行业领域", *_LEVELS, "指标解释", "计量单位", "指标值", "评分标准"]
    table = [heads]
    sectors = chance.sample(list(dict.fromkeys(SECTORS)), 3)
    number = 0
    for sector in sectors:
        rows = draw_rows(chance, sector, max(3, order.indicators // len(sectors)), year)
        first = [row.level1 for row in rows]
        levels = merged(first), merged([row.level2 for row in rows], first)
        for line, (level1, level2, row) in enumerate(zip(*levels, rows, strict=True)):
            number += 1
            sign, figure, measure = _three_cells(row.target)
            given = chance.random() < 0.7
            words = ("" if sign == "定性" else sign) + figure if given else ""
            field = ABOVE if line else f"{sector.body}领域"
            explained = f"反映{row.name}的实际情况"
            table.append([str(number), field, level1, level2, row.name, explained, measure, words, "按比例计分"])
            raw = words + (measure if given and sign != "定性" else "")
            expected.indicator(row, annual=raw, number=str(number))
    blocks = (Part(title), drawn(table))
    return Document("library", blocks, expected.finish(), landscape=True)
