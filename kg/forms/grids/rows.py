"""Rows of an indicator table: from the cells under its headings to one ``IndicatorCells`` for each indicator.

Labels of the two levels are merged over rows, printed on the first of them, or in their middle; a label holds until the
next one. Comparator, number and unit in three cells are one value, joined in this order. A row that holds words of
another column (a heading where the name should be) is not read as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.categories import is_heading, is_level1, is_level2
from kg.forms.grids.columns import Half, IndicatorHeader, indicator_header, role_of
from kg.forms.grids.labels import field_of
from kg.forms.labels import SECTION_OF, TOTALS, is_personal, without_prefix
from kg.forms.table_rows import fill_centred
from kg.text import Cell, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.forms.grids.view import GridView
    from kg.text import GridCell

# words of a first cell that end a table of indicators
_END = re.compile(
    r"^(?:(?:自评|绩效自评|评价)?(?:总分|得分|等级|结论)|其他需|其它需|需要?说明|有关说明|说明:|备注:|注:|填表|填报|审核|"
    r"联系|经办|单位负责人|主要经验|存在(?:的)?(?:主要)?问题|改进措施|下一步|项目名称|部门名称|单位名称|主管部门|附件|"
    r"项目资金|年度资金|总体目标|年度(?:总体)?目标)"
)
_TEMPLATE = re.compile(r"^(?:…+|\.{3,}|/|—+|-+|无|\*+|[xX×]{2,}|指标\d*)$")
_COMPARATOR = re.compile(
    r"^(?:[≥≤≧≦><＞＜=＝]|>=|<=|大于等于|小于等于|大于|小于|等于|不少于|不低于|不高于|不超过|至少)$"
)
_STARTS_WITH_COMPARATOR = re.compile(r"^(?:[≥≤≧≦><=]|>=|<=|不少于|不低于|大于|小于|等于)")
_NO_UNIT = re.compile(r"^(?:/|\\|-+|—+|无|无单位|无量纲|定性|其他)$")
_CENTRE_NEEDS = 2
_LONGEST_LABEL = 16


@dataclass(frozen=True, slots=True)
class IndicatorCells:
    """The cells of one indicator; ``None`` for a column that the form lacks, empty for an empty cell.

    Attributes:
        row: Row of the grid, from 1.
        level1: The cell of the first heading that holds for this row, wherever it is printed; ``level2`` the same.
        number: Printed number (序号).
        name: Name as printed.
        value: 年度指标值, comparator, number and unit joined.
        others: Further cells that are read by nobody (指标解释 …), and words around the value.
        outside: The cells did not stand under their headings.

    """

    row: int
    level1: Cell
    level2: Cell
    number: str | None
    name: Cell
    period: Cell | None = None
    value: Cell | None = None
    actual: Cell | None = None
    weight: Cell = field(default_factory=Cell)
    scored: Cell = field(default_factory=Cell)
    rate: Cell = field(default_factory=Cell)
    reason: Cell | None = None
    project: GridCell | None = None
    unit: GridCell | None = None
    goal: Cell = field(default_factory=Cell)
    amount: GridCell | None = None
    labels: tuple[Cell, ...] = ()
    outside: tuple[Cell, ...] = ()


@dataclass
class IndicatorTable:
    """An indicator table: its header, the rows of indicators, of totals and of templates, and where it ends.

    ``headings`` are all printed headings of the two levels, also of rows without an indicator.
    """

    header: IndicatorHeader
    rows: list[IndicatorCells] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    templates: list[Cell] = field(default_factory=list)
    headings: list[Cell] = field(default_factory=list)
    end: int = 0


def read_table(view: GridView, header: IndicatorHeader) -> IndicatorTable:
    """Read all rows below the headings up to the end of the table."""
    table = IndicatorTable(header)
    body: list[int] = []
    row = header.body
    while row in view.rows:
        if _repeats(view, row, header):
            row = header.body - header.first + row
            continue
        if indicator_header(view, row) is not None or _ends(view, row, header):
            break
        if _is_total(view, row):
            table.totals.append(row)
        else:
            body.append(row)
        row += 1
    table.end = row
    for half in header.halves:
        levels = [half.columns[level] for level in ("level1", "level2") if level in half.columns]
        table.headings += [view.begun(row, column) for row in body for column in levels if view.begun(row, column)]
        labels1, labels2 = _labels(view, body, half.columns)
        for at, here in enumerate(body):
            cells = _row(view, here, half, labels1[at], labels2[at])
            if cells is None:
                continue
            if isinstance(cells, Cell):
                table.templates.append(cells)
            else:
                table.rows.append(cells)
    if len(header.halves) > 1:
        table.rows = _paired(table.rows)
    return table


def _repeats(view: GridView, row: int, header: IndicatorHeader) -> bool:
    """Whether the headings are printed again here, as on every page."""
    again = [cell.cell.folded for cell in view.new(row)]
    return bool(again) and again == [cell.cell.folded for cell in view.new(header.first)]


def _ends(view: GridView, row: int, header: IndicatorHeader) -> bool:
    new = view.new(row)
    if not new:
        return False
    first = new[0]
    words = first.cell.folded
    if is_personal(first.cell.text):
        return True
    label = field_of(first.cell.text)
    left = min(header.columns[key] for key in ("name", "level1", "level2") if key in header.columns)
    if (
        label
        and first.column < left
        and words not in SECTION_OF
        and role_of(first.cell.text) not in ("project", "unit")
    ):
        return True
    under = {header.columns[key] for key in ("name", "level1", "level2") if key in header.columns}
    if first.column in under and not _END.match(words):
        return False
    if _END.match(words) and words not in TOTALS and not _is_total(view, row):
        return True
    # one cell over the whole width is no row of the table
    return len(new) == 1 and first.colspan > max(header.columns.values()) - min(header.columns.values())


def _is_total(view: GridView, row: int) -> bool:
    return any(cell.cell.folded.rstrip(":") in TOTALS for cell in view.new(row)[:3])


def _labels(view: GridView, body: Sequence[int], columns: Mapping[str, int]) -> tuple[list[Cell], list[Cell]]:
    """Return for each row the cells of the two headings that hold for it."""
    first, second = (_level(view, body, columns.get(level)) for level in ("level1", "level2"))
    if "level1" not in columns or "level2" not in columns:
        return first, second
    # a new first heading without a second one on its row: the second of the rows above does not go on
    fresh = False
    for at in range(1, len(body)):
        fresh = (
            (fresh or first[at] != first[at - 1])
            and second[at] == second[at - 1]
            and not _covers(view, body[at], columns["level2"])
        )
        if fresh:
            second[at] = Cell()
    return first, second


def _covers(view: GridView, row: int, column: int) -> bool:
    return bool(view.cell(row, column))


def _level(view: GridView, body: Sequence[int], column: int | None) -> list[Cell]:
    if column is None:
        return [Cell()] * len(body)
    covering = [view.at(row, column) for row in body]
    printed = [cell.cell if cell else Cell() for cell in covering]
    merged = any(cell is not None and cell.rowspan > 1 for cell in covering)
    if not merged and printed and not printed[0] and sum(map(bool, printed)) >= _CENTRE_NEEDS:
        labels, _ = fill_centred(printed)
        by_words = {cell.text: cell for cell in printed if cell}
        return [by_words.get(label.words, Cell()) for label in labels]
    holding = Cell()
    found: list[Cell] = []
    for cell in printed:
        holding = cell or holding
        found.append(holding)
    return found


def _row(view: GridView, row: int, half: Half, first: Cell, second: Cell) -> IndicatorCells | Cell | None:
    """Read one row of one half; a template's words alone are returned as a cell, an empty row is ``None``."""
    columns = half.columns
    name = view.cell(row, columns["name"])
    value, around = _value(view, row, columns)
    stated = {key: view.begun(row, columns[key]) for key in ("weight", "scored", "rate", "reason") if key in columns}
    actual = view.cell(row, columns["actual"]) if "actual" in columns else None
    period = view.cell(row, columns["period"]) if "period" in columns else None
    _, bare = without_prefix(name)
    if name and (not bare or _TEMPLATE.match(bare.folded)):
        values = [cell for cell in (value, actual, period) if cell and not _TEMPLATE.match(cell.folded)]
        return None if values else name
    if not name and not any((value, actual, period)):
        return None
    printed = view.cell(row, columns["number"]).text if "number" in columns else None
    labels = [view.begun(row, column) for column in half.notes]
    cells = IndicatorCells(
        row=row, level1=first, level2=second,
        number=printed or None, name=name, period=period, value=value, actual=actual,
        weight=stated.get("weight", Cell()), scored=stated.get("scored", Cell()), rate=stated.get("rate", Cell()),
        reason=stated.get("reason"), project=view.at(row, columns["project"]) if "project" in columns else None,
        unit=view.at(row, columns["unit"]) if "unit" in columns else None,
        goal=view.cell(row, columns["goal"]) if "goal" in columns else Cell(),
        amount=view.at(row, columns["amount"]) if "amount" in columns else None,
        labels=tuple(cell for cell in (*labels, *around) if cell),
    )  # fmt: skip
    if half.period and cells.period is None:
        cells = replace(cells, period=cells.value, value=None)
    return cells if _stands(cells) else replace(cells, outside=tuple(cell.cell for cell in view.new(row)))


def _stands(cells: IndicatorCells) -> bool:
    """Whether the cells of a row stand under their own headings."""
    name = cells.name
    if not name or is_level1(name.text) or (is_level2(name.text) and cells.level2.text != name.text):
        return False
    if not any(char.isalpha() for char in name.folded):
        return False
    values = [cell for cell in (cells.period, cells.value, cells.actual) if cell]
    if any(is_level1(cell.text) or is_level2(cell.text) or role_of(cell.text) == "name" for cell in values):
        return False
    return all(
        not words
        or is_heading(words)
        or (len(fold(words)) <= _LONGEST_LABEL and not any(c.isdigit() for c in fold(words)[2:]))
        for words in (cells.level1.text, cells.level2.text)
    )


def _value(view: GridView, row: int, columns: Mapping[str, int]) -> tuple[Cell | None, list[Cell]]:
    """Join comparator, number and unit; returns the value and the words beside it that say nothing of it."""
    if "annual" not in columns:
        return None, []
    number = view.cell(row, columns["annual"])
    around: list[Cell] = []
    comparator = view.cell(row, columns["comparator"]) if "comparator" in columns else Cell()
    unit = view.cell(row, columns["measure_unit"]) if "measure_unit" in columns else Cell()
    if not number or _TEMPLATE.match(number.folded):
        return number, [cell for cell in (comparator, unit) if cell]
    value = number
    if comparator:
        if _COMPARATOR.match(comparator.folded) and not _STARTS_WITH_COMPARATOR.match(number.folded):
            value = _joined(comparator, value)
        else:
            around.append(comparator)
    if unit:
        said = number.folded.endswith(unit.folded)
        if said or _NO_UNIT.match(unit.folded) or not any(char.isdigit() for char in number.folded):
            around.append(unit)
        else:
            value = _joined(value, unit)
    return value, around


def _joined(first: Cell, second: Cell) -> Cell:
    # as printed: nothing between them
    return Cell((*first.pieces, *second.pieces))


def _paired(rows: list[IndicatorCells]) -> list[IndicatorCells]:
    """Bring the two halves of 中期 and 年度 together where one row holds the same indicator in both."""
    by_row: dict[int, list[IndicatorCells]] = {}
    for cells in rows:
        by_row.setdefault(cells.row, []).append(cells)
    return list(_pairs(by_row))


def _pairs(by_row: Mapping[int, list[IndicatorCells]]) -> Iterator[IndicatorCells]:
    for row in sorted(by_row):
        halves = by_row[row]
        if len(halves) == 2 and halves[0].name.folded == halves[1].name.folded and halves[0].value is None:
            left, right = halves
            yield replace(right, period=left.period, labels=(*right.labels, left.name, left.level1, left.level2))
        else:
            yield from halves
