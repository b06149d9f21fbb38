"""One row of an indicator table: from its cells to a record with weight, score, reason and completion rate."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.budget_tables import PERCENT, completion_rate
from kg.forms.grids.words.points import is_percentage, points
from kg.records import Severity

if TYPE_CHECKING:
    from kg.forms.assembly import Draft
    from kg.forms.grids.indicator_cells import IndicatorCells
    from kg.records import ProjectReference

_FIRST_WORDS = 80


def take_indicator(draft: Draft, cells: IndicatorCells, project: ProjectReference | None, labels: list[Cell]) -> None:
    """Make an indicator of a row; a row without a name, or with words outside its columns, is a finding.

    Args:
        draft: Takes the indicator or the finding.
        cells: Of the row.
        project: To which it belongs.
        labels: Takes the words that become no field of the record.

    """
    if cells.outside or not cells.name:
        words = cells.outside or tuple(c for c in (cells.name, cells.period, cells.value, cells.actual) if c)
        draft.find("unread-row", Severity.CHECK, words, words="｜".join(cell.text for cell in words)[:_FIRST_WORDS])
        return
    indicator = draft.indicator(
        cells.name,
        cells.level1.text,
        cells.level2.text,
        project=project,
        printed_number=cells.number,
        period=cells.period,
        annual=cells.value,
        actual=cells.actual,
    )
    labels.extend((*cells.labels, cells.weight, cells.scored, cells.rate, cells.goal, cells.reason or Cell()))
    name = cells.name
    if cells.doubtful:
        draft.find("uncertain-points", Severity.CHECK, (cells.doubtful,), name=name.text, words=cells.doubtful.text)
    if cells.adjusted:
        words = (cells.value or Cell(), cells.adjusted)
        draft.find(
            "adjusted-target", Severity.CHECK, (name, *words), about=(f"indicator/{indicator.ordinal}",),
            name=name.text, stored=words[0].text, adjusted=words[1].text,
        )  # fmt: skip
    draft.indicators[-1] = indicator = replace(
        indicator,
        weight=points(draft, cells.weight, name),
        scored=points(draft, cells.scored, name),
        deviation_reason=cells.reason.text or None if cells.reason is not None else None,
    )
    if PERCENT.match(cells.rate.folded) and not is_percentage(cells.rate):
        draft.find("unreadable-amount", Severity.CHECK, (cells.rate,), words=cells.rate.text, label=name.text)
    elif is_percentage(cells.rate):
        rate = completion_rate(draft.layer, indicator, cells.rate)
        draft.indicators[-1] = replace(indicator, completion_rate=rate)
