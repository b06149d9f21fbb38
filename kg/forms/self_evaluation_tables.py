"""The tables of a self-evaluation, row by row: budget adjustment, monthly progress, scores, targets with results.

Columns have been found by their headings; here printed lines become rows (``table_rows``) and rows records. A label
or name that the scan damaged is kept as printed and reported; a second printing of a row or a rate is reported, never
merged into the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.audit.attainment import computed_rate
from kg.categories import is_level1, is_level2, recognise_damaged
from kg.forms.table_rows import TableKind, column, fill_centred, group_rows
from kg.records import CompletionRate, Execution, Rate, Score, Severity
from kg.text import Cell, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kg.forms.assembly import Draft
    from kg.forms.table_rows import Line
    from kg.records import Amount, Indicator, ProjectReference

    TableReader = Callable[[Draft, Mapping[str, int], Sequence[Line], ProjectReference | None], None]

ADJUSTMENT = TableKind(
    "adjustment",
    {
        "number": ("序号",),
        "label": ("项目",),
        "initial_budget": ("年初预算数",),
        "adjusted_budget": ("全年预算数",),
        "final_account": ("决算数",),
        "adjustment_rate": ("预算调整率", "调整率"),
        "control_rate": ("预算控制率", "控制率"),
    },
    ("label", "initial_budget", "adjusted_budget"),
    figures=3,
)
PROGRESS = TableKind(
    "progress",
    {
        "number": ("序号",),
        "label": ("时期", "月份"),
        "cumulative_budget": ("年度预算",),
        "cumulative_expenditure": ("累计实际支出", "累计支出"),
        "progress": ("支出进度",),
        "execution_rate": ("支出执行率", "执行率"),
    },
    ("label", "cumulative_expenditure"),
    figures=3,
)
SCORES = TableKind(
    "scores",
    {
        "level1": ("一级指标",),
        "level2": ("二级指标",),
        "name": ("三级指标",),
        "full": ("分值",),
        "score": ("得分", "自评分"),
    },
    ("name", "full", "score"),
)
TARGETS = TableKind(
    "targets",
    {
        "level1": ("一级指标", "级指标", "级指"),
        "level2": ("二级指标",),
        "name": ("三级指标",),
        "target": ("年度目标值", "年初目标值", "年度指标值"),
        "actual": ("年度实现值", "实际完成值", "全年实际完成值"),
        "rate": ("指标完成率", "完成率"),
    },
    ("name", "target", "actual", "rate"),
)
KEY_PROJECT = TableKind(
    "key_project",
    {
        "number": ("序号",),
        "level2": ("二级指标",),
        "name": ("三级指标",),
        "target": ("年度指标值", "年度目标值", "年初目标值"),
        "actual": ("实际完成值", "年度实现值"),
    },
    ("number", "name", "target", "actual"),
)
KINDS = (ADJUSTMENT, PROGRESS, SCORES, TARGETS, KEY_PROJECT)

_MONTHS = re.compile(r"(?:\d{1,2}\s*[-—–~至]\s*)?(\d{1,2})\s*月")
_PERCENT = re.compile(r"^-?\d+(?:\.\d+)?\s*[%％]?$")
# signs of a scan that went wrong: digits or Latin letters glued between Chinese characters of a heading
_SHORTEST_HEADING, _LONGEST_HEADING = 3, 12
_STRAY = re.compile(r"[0-9A-Za-z:)(]")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading a row stands under: its words, as printed where it stands, and this row's damaged print, if any."""

    words: str
    printed: str
    damaged: Cell


def _cell(line: Line, columns: Mapping[str, int], name: str) -> Cell:
    index = columns.get(name)
    return line.cells[index] if index is not None and index < len(line.cells) else Cell()


def _rates(draft: Draft, line: Line, columns: Mapping[str, int], names: tuple[str, ...]) -> dict[str, Rate]:
    rates: dict[str, Rate] = {}
    for name in names:
        cell = _cell(line, columns, name)
        if cell and _PERCENT.match(cell.folded):
            rates[name] = Rate(Decimal(cell.folded.rstrip("%％")), cell.text)
        elif cell:
            draft.find("unreadable-amount", Severity.CHECK, (cell,), words=cell.text, label=name)
    return rates


def _execution(
    draft: Draft, columns: Mapping[str, int], line: Line, table: str, kinds: tuple[str, ...], rates: tuple[str, ...]
) -> None:
    label = _cell(line, columns, "label")
    if not label:
        return
    amounts: list[Amount] = []
    for kind in kinds:
        amount = draft.amount(kind, label.text, _cell(line, columns, kind), "万元")
        if amount is not None:
            amounts.append(amount)
    months = _MONTHS.search(label.folded) if table == "progressTable" else None
    draft.executions.append(
        Execution(
            ordinal=len(draft.executions) + 1,
            table=table,
            label=label.text,
            through_month=int(months[1]) if months else None,
            amounts=tuple(amounts),
            rates=_rates(draft, line, columns, rates),
            source=draft.layer.source(label, row=line.number),
            printed_number=_cell(line, columns, "number").text or None,
        )
    )


def read_adjustment(
    draft: Draft, columns: Mapping[str, int], lines: Sequence[Line], _: ProjectReference | None
) -> None:
    """Read 预算调整及执行情况 rows."""
    kinds = ("initial_budget", "adjusted_budget", "final_account")
    for line in lines:
        _execution(draft, columns, line, "adjustmentTable", kinds, ("adjustment_rate", "control_rate"))


def read_progress(draft: Draft, columns: Mapping[str, int], lines: Sequence[Line], _: ProjectReference | None) -> None:
    """Read 预算支出每月执行进度 rows."""
    kinds = ("cumulative_budget", "cumulative_expenditure")
    for line in lines:
        _execution(draft, columns, line, "progressTable", kinds, ("progress", "execution_rate"))


def read_scores(draft: Draft, columns: Mapping[str, int], lines: Sequence[Line], _: ProjectReference | None) -> None:
    """Read 自评指标得分 rows; the row 合计 is the total."""
    rows = [line for line in lines if any(line.cells)]
    body = [line for line in rows if not _is_total(line)]
    first, damaged1 = fill_centred([_cell(line, columns, "level1") for line in body])
    second, damaged2 = fill_centred([_cell(line, columns, "level2") for line in body])
    for cell in (*damaged1, *damaged2):
        draft.find("damaged-heading", Severity.INFO, (cell,), words=cell.text)
    labels = {id(line): (one.words, two.words) for line, one, two in zip(body, first, second, strict=True)}
    for line in rows:
        total = _is_total(line)
        name = _cell(line, columns, "name")
        if total:
            name = next(cell for cell in line.cells if cell)
        if not name:
            draft.find("unread-words", Severity.CHECK, line.cells, words="".join(c.text for c in line.cells))
            continue
        level1, level2 = labels.get(id(line), ("", ""))
        figures = [_decimal(draft, _cell(line, columns, key), name) for key in ("full", "score")]
        cells = Cell.of((*name.pieces, *_cell(line, columns, "full").pieces, *_cell(line, columns, "score").pieces))
        source = draft.layer.source(cells, row=line.number)
        ordinal = len(draft.scores) + 1
        draft.scores.append(Score(ordinal, level1, level2, name.text, figures[0], figures[1], total, source))


def _is_total(line: Line) -> bool:
    return any(cell.folded in ("合计", "总分", "总计", "得分合计") for cell in line.cells)


def _decimal(draft: Draft, cell: Cell, name: Cell) -> Decimal | None:
    if not cell:
        return None
    if not re.match(r"^-?\d+(\.\d+)?$", cell.folded):
        draft.find("unreadable-amount", Severity.CHECK, (cell,), words=cell.text, label=name.text)
        return None
    return Decimal(cell.folded)


def read_targets(
    draft: Draft, columns: Mapping[str, int], lines: Sequence[Line], project: ProjectReference | None
) -> None:
    """Read 绩效目标完成情况 rows (target, actual, printed rate) or a key project's numbered rows."""
    anchor = columns.get("rate", columns.get("number", columns["name"]))
    rows = [
        row
        for row in group_rows(lines, anchor, (columns["target"], columns["actual"]))
        if any(column(row, columns[key]) for key in ("name", "target", "actual"))
    ]
    level1, level2 = (
        _headings([column(row, columns[key]) if key in columns else Cell() for row in rows], level)
        for level, key in enumerate(("level1", "level2"), start=1)
    )
    for row, headings in zip(rows, zip(level1, level2, strict=True), strict=True):
        _target_row(draft, columns, row, headings, project)


def _target_row(
    draft: Draft,
    columns: Mapping[str, int],
    row: Sequence[Line],
    headings: tuple[Heading, Heading],
    project: ProjectReference | None,
) -> None:
    row, again = _without_second_printing(row, columns)
    name = column((*row, *again), columns["name"])
    target, actual = column(row, columns["target"]), column(row, columns["actual"])
    rate_cells = [line.cells[columns["rate"]] for line in row if "rate" in columns and line.cells[columns["rate"]]]
    number = column(row, columns["number"]).text if "number" in columns else None
    if not name:
        draft.find("unread-words", Severity.CHECK, (target, actual), words=target.text)
        return
    indicator = draft.indicator(
        name,
        headings[0].words,
        headings[1].words,
        project=project,
        printed_number=number or None,
        printed_levels=tuple(heading.printed for heading in headings),
        annual=target,
        actual=actual,
        rate=None,
        row=row[0].number,
    )
    about = (f"indicator/{indicator.ordinal}",)
    if rate_cells:
        _add_rate(draft, indicator, rate_cells)
    for heading in headings:
        if heading.damaged:
            draft.find("damaged-heading", Severity.INFO, (heading.damaged,), about=about, words=heading.damaged.text)
    if not _legible(name.folded):
        draft.find("damaged-name", Severity.CHECK, (name,), about=about, words=name.text)
    if again:
        cells = [line.cells[columns[key]] for line in again for key in ("target", "actual")]
        draft.find("second-printing", Severity.INFO, cells, about=about, name=name.text)


def _headings(cells: Sequence[Cell], level: int) -> list[Heading]:
    """Read a merged heading column: the official or clean words of each row, filled down, and what is damaged."""
    words = [_official(cell.text, level) for cell in cells]
    current = next((word for word in words if word), "")
    printed = next((cell.text for cell, word in zip(cells, words, strict=True) if word), "")
    headings: list[Heading] = []
    for cell, word in zip(cells, words, strict=True):
        if word:
            current, printed = word, cell.text
        damaged = cell if cell and word != cell.folded else Cell()
        headings.append(Heading(current, printed, damaged))
    return headings


def _official(words: str, level: int) -> str:
    """Return a heading without its wraps, the official words where the print is damaged, or ``""`` for a scrap."""
    folded = fold(words)
    if is_level1(words) or is_level2(words):
        return folded
    if not _STRAY.search(folded) and _SHORTEST_HEADING <= len(folded) <= _LONGEST_HEADING:
        return folded
    return recognise_damaged(words, level=level)


def _legible(name: str) -> bool:
    """Whether a name shows no sign of damage: brackets in pairs, no dangling stroke, no rare characters.

    A simplified-Chinese form prints characters of GB 2312; a scan that guesses prints others.
    """
    pairs = all(name.count(left) == name.count(right) for left, right in ("《》", "()", "“”"))
    try:
        name.replace("《", "").encode("gb2312")
    except UnicodeEncodeError:
        return False
    return pairs and not name.endswith(("/", "—", "-"))


def _without_second_printing(row: Sequence[Line], columns: Mapping[str, int]) -> tuple[Sequence[Line], Sequence[Line]]:
    """Part the lines whose row number was already printed in this row: the scan gave the row twice."""
    if "number" not in columns:
        return row, ()
    anchors = [i for i, line in enumerate(row) if _cell(line, columns, "number")]
    if len(anchors) < 2:
        return row, ()
    return row[: anchors[1]], row[anchors[1] :]


def _add_rate(draft: Draft, indicator: Indicator, cells: Sequence[Cell]) -> None:
    first = cells[0]
    value = Decimal(first.folded.rstrip("%％")) if _PERCENT.match(first.folded) else None
    if value is None:
        draft.find("unreadable-amount", Severity.CHECK, (first,), words=first.text, label=indicator.name)
    computed = None
    if indicator.annual_target is not None and indicator.actual is not None:
        computed = computed_rate(indicator.annual_target, indicator.actual)
    rate = CompletionRate(first.text, value, computed, draft.layer.source(first))
    draft.indicators[-1] = replace(indicator, completion_rate=rate)
    if len(cells) > 1:
        about = (f"indicator/{indicator.ordinal}",)
        draft.find("two-rates", Severity.CHECK, cells, about=about, name=indicator.name, count=str(len(cells)))


READERS: dict[str, TableReader] = {
    "adjustment": read_adjustment,
    "progress": read_progress,
    "scores": read_scores,
    "targets": read_targets,
    "key_project": read_targets,
}
