"""Tables of figures in a self-evaluation: budget adjustment, monthly progress, scores, rates, one record a row.

Columns have been found by their headings. Money counts in the unit that the heading or the caption states. A cell that
is no figure becomes a finding and never a number.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.audit.attainment import computed_rate
from kg.cells import Cell
from kg.forms.labels import TOTALS
from kg.forms.table_rows import fill_centred
from kg.records import CompletionRate, Execution, Rate, Score, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.forms.assembly import Draft
    from kg.forms.table_rows import FoundTable, Line
    from kg.records import Amount, Indicator
    from kg.text import TextLayer

PERCENT = re.compile(r"^-?\d+(?:\.\d+)?%?$")
_SCORE = re.compile(r"^(-?\d+(?:\.\d+)?)分?$")
_MONTHS = re.compile(r"(?:\d{1,2}\s*[-—–~至]\s*)?(\d{1,2})\s*月")
_EXECUTIONS = {
    "adjustment": (
        "adjustmentTable",
        ("initial_budget", "adjusted_budget", "final_account"),
        ("adjustment_rate", "control_rate", "execution_rate"),
    ),
    "progress": ("progressTable", ("cumulative_budget", "cumulative_expenditure"), ("progress", "execution_rate")),
}


def read_executions(draft: Draft, table: FoundTable) -> None:
    """Read 预算调整及执行情况 or 预算支出每月执行进度 rows."""
    name, kinds, rates = _EXECUTIONS[table.kind.name]
    for line in table.lines:
        label = table.cell(line, "label")
        if not label:
            continue
        amounts: list[Amount] = []
        for kind in kinds:
            amount = draft.amount(kind, label.text, table.cell(line, kind), table.units.get(kind, table.unit))
            if amount is not None:
                amounts.append(amount)
        months = _MONTHS.search(label.folded) if name == "progressTable" else None
        number = table.cell(line, "number")
        draft.labels.append(number)
        draft.executions.append(
            Execution(
                ordinal=len(draft.executions) + 1,
                table=name,
                label=label.text,
                through_month=int(months[1]) if months else None,
                amounts=tuple(amounts),
                rates=_rates(draft, table, line, rates),
                source=draft.layer.source(label, row=line.number),
                printed_number=number.text or None,
            )
        )


def _rates(draft: Draft, table: FoundTable, line: Line, names: Sequence[str]) -> dict[str, Rate]:
    rates: dict[str, Rate] = {}
    for name in names:
        cell = table.cell(line, name)
        if cell and PERCENT.match(cell.folded):
            rates[name] = Rate(Decimal(cell.folded.rstrip("%")), cell.text)
            draft.labels.append(cell)
        elif cell:
            draft.find("unreadable-amount", Severity.CHECK, (cell,), words=cell.text, label=name)
    return rates


def read_scores(draft: Draft, table: FoundTable) -> None:
    """Read 自评指标得分 rows; the row 合计 is the total."""
    rows = [line for line in table.lines if any(line.cells)]
    body = [line for line in rows if not is_total(line)]
    first, damaged1 = fill_centred([table.cell(line, "level1") for line in body])
    second, damaged2 = fill_centred([table.cell(line, "level2") for line in body])
    for cell in (*damaged1, *damaged2):
        draft.find("damaged-heading", Severity.INFO, (cell,), words=cell.text)
    draft.labels.extend(label.printed for label in (*first, *second))
    labels = {id(line): (one.words, two.words) for line, one, two in zip(body, first, second, strict=True)}
    for line in rows:
        level1, level2 = labels.get(id(line), ("", ""))
        _score(draft, table, line, level1, level2)


def _score(draft: Draft, table: FoundTable, line: Line, level1: str, level2: str) -> None:
    total = is_total(line)
    name = next(cell for cell in line.cells if cell) if total else table.cell(line, "name")
    if not name:
        draft.find("unread-words", Severity.CHECK, line.cells, words="".join(c.text for c in line.cells))
        return
    add_score(draft, line, (level1, level2), name, (table.cell(line, "full"), table.cell(line, "score")))
    draft.labels.append(table.cell(line, "number"))


def add_score(draft: Draft, line: Line, levels: tuple[str, str], name: Cell, cells: tuple[Cell, Cell]) -> None:
    """Append a row of scores: its headings, its name, its cells of full score and score."""
    full, score = (figure(draft, cell, name) for cell in cells)
    words = Cell.of((*name.pieces, *cells[0].pieces, *cells[1].pieces))
    source = draft.layer.source(words, row=line.number)
    ordinal = len(draft.scores) + 1
    draft.scores.append(Score(ordinal, *levels, name.text, full, score, is_total(line), source))


def is_total(line: Line) -> bool:
    """Whether a row holds the total of its table."""
    return any(cell.folded in TOTALS for cell in line.cells)


def completion_rate(layer: TextLayer, indicator: Indicator, printed: Cell) -> CompletionRate:
    """Give 指标完成率 as printed beside what target and result give; no value where it is no percentage."""
    value = Decimal(printed.folded.rstrip("%")) if PERCENT.match(printed.folded) else None
    computed = None
    if indicator.annual_target is not None and indicator.actual is not None:
        computed = computed_rate(indicator.annual_target, indicator.actual, name=indicator.name)
    return CompletionRate(printed.text, value, computed, layer.source(printed))


def figure(draft: Draft, cell: Cell, name: Cell) -> Decimal | None:
    """Read one score; words that are none become a finding."""
    if not cell:
        return None
    found = _SCORE.match(cell.folded)
    if found is None:
        draft.find("unreadable-amount", Severity.CHECK, (cell,), words=cell.text, label=name.text)
        return None
    return Decimal(found[1])
