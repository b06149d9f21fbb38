"""部门整体预算绩效目标申报表 as a table with merged cells: from what was found to the cells of that form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.forms.declaration import DeclarationCells, IndicatorRow, assemble, place_shifted
from kg.forms.opening import Opening
from kg.text import Cell

if TYPE_CHECKING:
    from kg.forms.grids.cells import Block, FoundForm
    from kg.records import Reading
    from kg.text import TextLayer


def assemble_declaration(layer: TextLayer, found: FoundForm, block: Block) -> Reading:
    """Turn the cells of one department's form into a reading."""
    department = block.superior or block.unit or block.reporter
    opening = Opening(
        found.title, department, found.money_unit or block.money_unit, found.year, labels=list(found.labels)
    )
    opening.labels.extend((block.unit, block.reporter, block.year, block.name, *block.period_goal, *block.outcome))
    opening.labels.extend(figure.figure for figure in block.money)
    cells = DeclarationCells(opening, found.budget, found.budget_unit, tasks=found.tasks, task_unit=found.task_unit)
    for goal in block.goal:
        cells.goal += goal
    for _, table in block.tables:
        cells.labels.extend((*table.headings, *table.templates))
        before: tuple[Cell, Cell] = (Cell(), Cell())
        for row in table.rows:
            held = (row.level1, row.level2)
            if row.outside:
                placed = place_shifted(list(row.outside), row.row)
                if placed is not None:
                    cells.indicators.append(placed)
                continue
            first, second = (Cell() if now == then else now for now, then in zip(held, before, strict=True))
            before = held
            period = row.period if "period" in table.header.columns else None
            cells.indicators.append(IndicatorRow(first, second, row.name, period, row.value or Cell(), row=row.row))
            cells.labels.extend((*row.labels, row.weight, row.goal))
    return assemble(layer, cells)
