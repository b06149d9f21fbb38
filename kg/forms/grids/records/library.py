"""绩效指标库, 共性指标 and the like: official indicators without department, project or money.

Headings of fields (行业领域, 资金用途) stand in columns or in rows of their own; they are kept as known words. A 指标值
column there is an example or a rule how to set one, and is read as any other value; without one a unit is a known word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.assembly import Draft
from kg.forms.grids.columns.unknown_headings import find_guesses
from kg.forms.grids.furniture import lines_of_form
from kg.forms.grids.words.points import points
from kg.forms.ledger import unread_words
from kg.records import Form, Reading, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.forms.grids.found import FoundForm
    from kg.forms.grids.rows.table import IndicatorTable
    from kg.forms.grids.view import GridView
    from kg.text import TextLayer

_FIRST_WORDS = 80


def _beside(view: GridView, table: IndicatorTable) -> Iterator[Cell]:
    """Give the headings of fields in rows of their own, and the units of indicators without a value."""
    for row in range(table.header.body, table.end):
        new = view.new(row)
        if len(new) == 1 and new[0].colspan == view.grid.columns:
            yield new[0].cell
    if (column := table.header.columns.get("measure_unit")) is not None:
        yield from (view.begun(cells.row, column) for cells in table.rows if cells.value is None)


def assemble_library(layer: TextLayer, found: FoundForm) -> Reading | None:
    """Turn what was found into a reading; ``None`` where no indicator stands in it."""
    draft = Draft(layer)
    labels: list[Cell] = [*found.labels]
    for block in found.blocks:
        labels.extend((block.name, block.superior, block.unit))
        for view, table in block.tables:
            labels.extend((*table.headings, *table.templates, *_beside(view, table)))
            find_guesses(draft, table.header.guesses)
            for cells in table.rows:
                if cells.outside or not cells.name:
                    words = cells.outside or tuple(cell for cell in (cells.name, cells.value) if cell)
                    said = "｜".join(cell.text for cell in words)[:_FIRST_WORDS]
                    draft.find("unread-row", Severity.CHECK, words, words=said)
                    continue
                indicator = draft.indicator(
                    cells.name, cells.level1.text, cells.level2.text, printed_number=cells.number,
                    period=cells.period, annual=cells.value,
                )  # fmt: skip
                draft.indicators[-1] = replace(indicator, weight=points(draft, cells.weight, cells.name))
                labels.extend((*cells.labels, cells.weight, cells.goal))
                labels.extend(one.cell for one in (cells.project, cells.unit) if one)
    if not draft.indicators:
        return None
    lines = lines_of_form(layer, found.title)
    for cell in unread_words(lines, (draft.indicators, draft.findings), [*labels, *draft.labels]):
        if any(char.isalnum() for char in cell.folded):
            draft.find("unread-words", Severity.CHECK, (cell,), words=cell.text[:_FIRST_WORDS])
    return draft.reading(Form.INDICATOR_LIBRARY, found.title, None)
