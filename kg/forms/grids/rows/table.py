"""Rows of an indicator table: from the cells under its headings to one ``IndicatorCells`` for each indicator."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.categories import is_heading, is_level1, is_level2
from kg.cells import Cell
from kg.forms.grids.columns.header import IndicatorHeader, indicator_header
from kg.forms.grids.columns.headings import LEVELS, role_of
from kg.forms.grids.columns.levels import Labels, labels_of
from kg.forms.grids.columns.stairs import is_label_row, steps_of, unsure_levels, with_projects
from kg.forms.grids.columns.terms import WHOLE, terms_of
from kg.forms.grids.indicator_cells import IndicatorCells
from kg.forms.grids.rows.remnants import without_remnants
from kg.forms.grids.rows.row_cells import is_part, read_row, value_columns
from kg.forms.grids.rows.several import several
from kg.forms.grids.rows.standing import OF_PROJECTS, with_doubts
from kg.forms.grids.words.labels import field_of
from kg.forms.grids.words.titles import title_form
from kg.forms.grids.words.totals import is_total
from kg.forms.labels import SECTION_OF, TOTALS, is_personal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.cells import GridCell
    from kg.forms.grids.view import GridView

_FULL_ROW = 4
# in the place of a value: 财政部门审核意见 | (盖章)
_SIGNED = re.compile(r"^\(?(?:盖章|公章|签章|签字|签名|签字盖章)\)?$")
# words of a first cell that end a table of indicators
_END = re.compile(
    r"^(?:(?:自评|绩效自评|评价)?(?:总分|得分|等级|结论)|其他需|其它需|需要?说明|有关说明|说明:|备注:|注:|填表|填报|审核|"
    r"联系|经办|单位负责人|主要经验|存在(?:的)?(?:主要)?问题|改进措施|下一步|项目名称|部门名称|单位名称|主管部门|附件|"
    r"项目资金|年度资金|总体目标|年度(?:总体)?目标)"
)


@dataclass
class IndicatorTable:
    """An indicator table: its header, the rows of indicators, of totals and of templates, and where it ends.

    ``headings`` are all printed headings of the two levels, also of rows without an indicator; ``units`` are rows that
    hold a name in the column of projects alone, ``last`` the two headings of the last row of each half.
    """

    header: IndicatorHeader
    rows: list[IndicatorCells] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    templates: list[Cell] = field(default_factory=list)
    headings: list[Cell] = field(default_factory=list)
    units: dict[int, GridCell] = field(default_factory=dict)
    last: list[Labels] = field(default_factory=list)
    end: int = 0


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A table of another shape laid out anew, an indicator a row.

    ``labels`` are words that become no record, ``end`` is the row behind it in the table as printed.
    """

    view: GridView
    table: IndicatorTable
    labels: tuple[Cell, ...]
    end: int


def read_table(
    view: GridView, header: IndicatorHeader, start: int | None = None, before: Sequence[Labels] = ()
) -> IndicatorTable:
    """Read all rows below the headings up to the end of the table.

    Args:
        view: The grid.
        header: The headings, of this grid or of the one before it.
        start: First row, where the headings stand in the grid before.
        before: For each half the two headings of the last row in the grid before.

    """
    table = IndicatorTable(header)
    body: list[int] = []
    filled: list[int] = []
    row = header.body if start is None else start
    while row in view.rows:
        if _repeats(view, row, header) and not _differs(view, row, header):
            row = header.body - header.first + row
            continue
        if indicator_header(view, row) is not None:
            break
        if _ends(view, row, header):
            if not _resumes(view, row + 1, header):
                break
            # a note between the rows
            row += 1
            continue
        if view.new(row):
            filled.append(row)
        if is_total(view, row, header.columns):
            table.totals.append(row)
            row += 1
            continue
        holds = _holds(view, row, header)
        if holds:
            body.append(row)
        # in text the first label of a staircase stands beside its project, which was merged over its rows
        if not holds or (view.flat and is_label_row(view, row, header.columns)):
            unit = view.at(row, header.columns["project"]) if "project" in header.columns else None
            if unit is not None and unit.cell:
                table.units[row] = unit
        row += 1
    table.end = row
    whole = _of_whole_period(view, table, header.body if start is None else start)
    for place, half in enumerate(header.halves):
        steps = steps_of(view, body, half.columns)
        told = {"level1", "level2"} - unsure_levels(view, body, half.columns, steps)
        levels = [half.columns[level] for level in sorted(told) if level in half.columns]
        table.headings += [view.begun(row, column) for row in body for column in levels if view.begun(row, column)]
        labels1, labels2 = labels_of(view, body, half.columns, before[place] if before else (Cell(), Cell()))
        table.last.append((labels1[-1], labels2[-1]) if body else (Cell(), Cell()))
        for at, here in enumerate(body):
            if is_label_row(view, here, half.columns) and (steps or _over_names(view, here, half.columns)):
                continue
            heading_alone = _begins_heading_alone(view, here, half.columns)
            if not heading_alone and is_part(view, here, half.columns):
                continue
            cells = read_row(view, here, half, labels1[at], labels2[at], header, whole=here in whole)
            if cells is None:
                continue
            if heading_alone:
                table.rows[-1:] = [_with_rest_of_heading(one, labels2[at]) for one in table.rows[-1:]]
            elif isinstance(cells, Cell):
                table.templates.append(cells)
            else:
                joint = half.columns.get("annual") == half.columns["name"]
                table.rows.extend(several(cells, view.grid.breaks, joint=joint))
    if len(header.halves) > 1:
        table.rows = _paired(table.rows)
    rows = with_projects(view, table.rows, header.columns, table.units)
    table.rows = with_doubts(without_remnants(view, rows, filled, header))
    return table


def _begins_heading_alone(view: GridView, row: int, columns: Mapping[str, int]) -> bool:
    """Whether a row is that above it, with its name and values, and only a heading begins in it."""
    name = view.at(row, columns["name"])
    levels = [columns[level] for level in LEVELS if level in columns]
    return name is not None and name.row < row and all(cell.column in levels for cell in view.new(row) if cell.cell)


def _with_rest_of_heading(cells: IndicatorCells, rest: Cell) -> IndicatorCells:
    """Join a heading that was parted over two rows: 社会公众或服务 | 对象满意度指标."""
    whole = cells.level2 + rest
    return replace(cells, level2=whole) if is_level2(whole.text) and not is_level2(cells.level2.text) else cells


def _of_whole_period(view: GridView, table: IndicatorTable, start: int) -> set[int]:
    """Return the rows whose targets are of the whole period by their label.

    What holds at the end stays with the table, for the grid that goes on with it.
    """
    header = table.header
    if len(header.halves) > 1 or header.yearly or "annual" not in header.columns:
        return set()
    rows = range(start, table.end)
    found = set()
    for row, (term, labels) in zip(rows, terms_of(view, rows, header.columns, header.term), strict=True):
        table.headings += labels
        table.header = replace(header, term=term)
        if term == WHOLE:
            found.add(row)
    return found


def goes_on(view: GridView, before: GridView, table: IndicatorTable) -> bool:
    """Whether a grid without headings goes on with the table at the end of the grid before: as wide, same labels."""
    header, first = table.header, view.first
    if view.grid.columns != before.grid.columns or view.covered(first) < header.covered:
        return False
    if indicator_header(view, first) is not None or not _holds(view, first, header):
        return False
    levels = [header.columns[key] for key in ("level1", "level2") if key in header.columns]
    printed = [words for row in view.rows for column in levels if (words := view.words(row, column))]
    known = sum(map(is_heading, printed))
    return bool(known) and known * 2 >= len(printed) and bool(view.words(first, header.columns["name"]))


def _resumes(view: GridView, row: int, header: IndicatorHeader) -> bool:
    """Whether a row of indicators stands here: a known heading, a name and a value, each in its column.

    In a library without values an explanation counts as one.
    """
    columns = header.columns
    levels = [view.begun(row, columns[key]) for key in ("level1", "level2") if key in columns]
    values = [view.begun(row, column) for column in value_columns(header) or header.halves[0].notes]
    known = any(cell and (is_level1(cell.text) or is_level2(cell.text)) for cell in levels)
    # or headings of the place's own, each in its column
    new = view.new(row)
    full = len(levels) > 1 and all(levels) and len(new) >= _FULL_ROW and not any(field_of(c.cell.text) for c in new)
    return row in view.rows and (known or full) and bool(view.begun(row, columns["name"])) and any(values)


def _holds(view: GridView, row: int, header: IndicatorHeader) -> bool:
    """Whether a row holds anything of an indicator."""
    return any(
        view.at(row, column) and view.cell(row, column)
        for half in header.halves
        for role, column in half.columns.items()
        if role not in (*OF_PROJECTS, "reason", "rate", "note", "number")
    )


def _repeats(view: GridView, row: int, header: IndicatorHeader) -> bool:
    """Whether the headings are printed again here, as on every page."""
    return tuple(cell.cell.folded for cell in view.new(row)) == header.words


def _differs(view: GridView, row: int, header: IndicatorHeader) -> bool:
    """Whether the same first line of headings begins another table, with other headings below it."""
    again = indicator_header(view, row)
    return again is not None and (again.body - again.first, again.columns) != (
        header.body - header.first,
        header.columns,
    )


def _ends(view: GridView, row: int, header: IndicatorHeader) -> bool:
    new = view.new(row)
    if not new:
        return False
    first = new[0]
    words = first.cell.folded
    if len(new) == 1 and title_form(first.cell.text) is not None:
        # the next form, in the same table
        return True
    if is_personal(first.cell.text) or any(_SIGNED.match(cell.cell.folded) for cell in new[1:]):
        return True
    label = field_of(first.cell.text)
    left = min(header.columns[key] for key in ("name", "level1", "level2") if key in header.columns)
    if (
        label
        and first.column < left
        and words not in SECTION_OF
        and role_of(first.cell.text) not in ("project", "unit")
        # 年度绩效目标1 beside its indicators
        and not _resumes(view, row, header)
    ):
        return True
    under = {header.columns[key] for key in ("name", "level1", "level2") if key in header.columns}
    beside = new[1] if len(new) > 1 else None
    if label == "known" and words not in SECTION_OF and len(new) == 2 and beside is not None and beside.colspan > 2:
        return True
    if first.column in under and not _END.match(words):
        return False
    if first.column == header.columns["name"] and any(view.begun(row, at) for at in value_columns(header)):
        # 联系部门满意度, 审核通过率: a name with its value
        return False
    if _END.match(words) and words not in TOTALS and not is_total(view, row, header.columns):
        return True
    # one cell over the whole width is no row of the table
    return len(new) == 1 and first.colspan > max(header.columns.values()) - min(header.columns.values())


def _over_names(view: GridView, row: int, columns: Mapping[str, int]) -> bool:
    """Whether a heading stands over its level and the names: 一、产出指标 above its rows."""
    name = view.at(row, columns["name"])
    return name is not None and any(
        view.at(row, columns[level]) is name for level in ("level1", "level2") if level in columns
    )


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
