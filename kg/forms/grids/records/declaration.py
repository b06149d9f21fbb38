"""部门整体预算绩效目标申报表 as a table with merged cells: from what was found to the cells of that form."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.declaration import DeclarationCells, IndicatorRow, assemble, place_shifted
from kg.forms.grids.header.department_totals import one_total
from kg.forms.labels import BUDGET_AMOUNTS
from kg.forms.opening import Opening

if TYPE_CHECKING:
    from kg.forms.grids.found import Block, FoundForm
    from kg.records import Reading
    from kg.text import TextLayer


def assemble_declaration(layer: TextLayer, found: FoundForm, block: Block) -> Reading:
    """Turn the cells of one department's form into a reading."""
    department = block.superior or block.unit or block.reporter
    unit = block.caption_unit or found.money_unit or block.money_unit
    opening = Opening(found.title, department, unit, found.year, labels=list(found.labels))
    opening.labels.extend((block.unit, block.reporter, block.year, block.name, *block.period_goal, *block.outcome))
    # of several figures of one kind none is chosen; their words are a finding
    kept = one_total(block.money, unit)
    kinds = Counter(one.kind for one in kept if one.kind)
    budget = {BUDGET_AMOUNTS[label.folded] for label, _ in found.budget}
    money = [one for one in kept if kinds[one.kind] == 1 and one.kind not in budget]
    cells = DeclarationCells(
        opening, found.budget, found.budget_unit, tasks=found.tasks, task_unit=found.task_unit,
        money=[(one.kind, one.label, one.figure, one.unit or unit) for one in money],
    )  # fmt: skip
    cells.other_money = [one for one in block.money if not one.kind]
    cells.labels.extend(one.figure for one in cells.other_money)
    if any(one.kind == "total" for one in money):
        # 合计 printed again
        cells.labels.extend(one.figure for one in block.money if one.kind == "total")
    for goal in block.goal:
        cells.goal += goal
    for _, table in block.tables:
        cells.labels.extend((*table.headings, *table.templates))
        cells.guesses.extend(table.header.guesses)
        before: tuple[Cell, Cell] = (Cell(), Cell())
        for row in table.rows:
            held = (row.level1, row.level2)
            if row.unlike:
                # its words become a finding
                continue
            if row.outside:
                placed = place_shifted(list(row.outside), row.row)
                if placed is not None:
                    cells.indicators.append(placed)
                continue
            first, second = (Cell() if now == then else now for now, then in zip(held, before, strict=True))
            before = held
            value, whole = row.value or Cell(), row.value is None and row.period is not None
            cells.indicators.append(
                IndicatorRow(first, second, row.name, row.period, value, row=row.row, weight=row.weight, whole=whole)
            )
            cells.labels.extend((*row.labels, row.weight, row.goal))
    return assemble(layer, cells)
