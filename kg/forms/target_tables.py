"""Tables of targets with results in a self-evaluation: 绩效目标完成情况 and a key project's rows.

Printed lines become rows (``table_rows``) and rows indicators with target, result, rate, full score and score. A label
or name that the scan damaged is kept as printed and reported; a second printing of a row or a rate is reported, never
merged into the first. The row of totals is a score, no indicator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.categories import is_heading, recognise_damaged
from kg.cells import Cell
from kg.folding import fold
from kg.forms.budget_tables import add_score, completion_rate, figure, is_total
from kg.forms.table_rows import column, group_rows, plain_rows
from kg.records import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.forms.assembly import Draft
    from kg.forms.table_rows import FoundTable, Line
    from kg.records import Indicator, ProjectReference

# signs of a scan that went wrong: digits or Latin letters glued between Chinese characters of a heading
_SHORTEST_HEADING, _LONGEST_HEADING = 3, 12
_STRAY = re.compile(r"[0-9A-Za-z:)(]")
_VALUES = ("name", "target", "actual")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading a row stands under: its words, as printed where it stands, and this row's damaged print, if any."""

    words: str
    printed: str
    damaged: Cell
    cell: Cell


def read_targets(draft: Draft, table: FoundTable, project: ProjectReference | None) -> None:
    """Read 绩效目标完成情况 rows (target, actual, printed rate) or a key project's numbered rows."""
    columns = table.columns
    lines = [line for line in table.lines if not is_total(line)]
    rows = plain_rows(lines, columns["name"], (columns["target"], columns["actual"]))
    if rows is None:
        anchor = next(columns[key] for key in ("rate", "number", "scored", "weight", "name") if key in columns)
        rows = group_rows(lines, anchor, (columns["target"], columns["actual"]))
    rows = [row for row in rows if any(column(row, columns[key]) for key in _VALUES)]
    level1, level2 = (
        _headings([column(row, columns[key]) if key in columns else Cell() for row in rows], level)
        for level, key in enumerate(("level1", "level2"), start=1)
    )
    for row, headings in zip(rows, zip(level1, level2, strict=True), strict=True):
        _target_row(draft, columns, row, headings, project)
    for line in table.lines:
        if is_total(line):
            name = next(cell for cell in line.cells if cell)
            add_score(draft, line, ("", ""), name, (table.cell(line, "weight"), table.cell(line, "scored")))


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
    rate_cells = _printed(row, columns, ("rate",))
    number = column(row, columns["number"]) if "number" in columns else Cell()
    if not name:
        cells = [column(row, index) for index in sorted(columns.values())]
        draft.find("unread-words", Severity.CHECK, cells, words="".join(cell.text for cell in cells))
        return
    indicator = draft.indicator(
        name,
        headings[0].words,
        headings[1].words,
        project=project,
        printed_number=number.text or None,
        printed_levels=tuple(heading.printed for heading in headings),
        annual=target,
        actual=actual,
        row=row[0].number,
    )
    about = (f"indicator/{indicator.ordinal}",)
    printed = {key: column(row, columns[key]) for key in ("weight", "scored", "reason") if key in columns}
    draft.labels.extend((*printed.values(), number, *(heading.cell for heading in headings)))
    if any(printed.values()):
        draft.indicators[-1] = indicator = replace(
            indicator,
            weight=figure(draft, printed.get("weight", Cell()), name),
            scored=figure(draft, printed.get("scored", Cell()), name),
            deviation_reason=printed["reason"].text or None if "reason" in printed else None,
        )
    if rate_cells:
        _add_rate(draft, indicator, rate_cells)
    for heading in headings:
        if heading.damaged:
            draft.find("damaged-heading", Severity.INFO, (heading.damaged,), about=about, words=heading.damaged.text)
    if not _legible(name.folded):
        draft.find("damaged-name", Severity.CHECK, (name,), about=about, words=name.text)
    if again:
        cells = _printed(again, columns, ("number", "target", "actual"))
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
        headings.append(Heading(current, printed, damaged, cell))
    return headings


def _official(words: str, level: int) -> str:
    """Return a heading without its wraps, the official words where the print is damaged, or ``""`` for a scrap."""
    folded = fold(words)
    if is_heading(words):
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
    index = columns["number"]
    anchors = [i for i, line in enumerate(row) if index < len(line.cells) and line.cells[index]]
    if len(anchors) < 2:
        return row, ()
    return row[: anchors[1]], row[anchors[1] :]


def _add_rate(draft: Draft, indicator: Indicator, cells: Sequence[Cell]) -> None:
    first = cells[0]
    rate = completion_rate(draft.layer, indicator, first)
    if rate.value is None:
        draft.find("unreadable-amount", Severity.CHECK, (first,), words=first.text, label=indicator.name)
    draft.indicators[-1] = replace(indicator, completion_rate=rate)
    if len(cells) > 1:
        about = (f"indicator/{indicator.ordinal}",)
        draft.find("two-rates", Severity.CHECK, cells, about=about, name=indicator.name, count=str(len(cells)))


def _printed(row: Sequence[Line], columns: Mapping[str, int], names: Sequence[str]) -> list[Cell]:
    indices = [columns[name] for name in names if name in columns]
    return [line.cells[at] for line in row for at in indices if at < len(line.cells) and line.cells[at]]
