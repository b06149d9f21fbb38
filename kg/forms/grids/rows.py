"""Rows of an indicator table: from the cells under its headings to one ``IndicatorCells`` for each indicator.

Labels of the two levels are merged over rows, printed on the first of them, or in their middle; a label holds until the
next one. Comparator, number and unit in three cells are one value, joined in this order. A row that holds words of
another column (a heading where the name should be) is not read as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.categories import is_heading, is_level1, is_level2, level1_of, without_code
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
_SIGN = re.compile(r"[≥≤≧≦><＞＜=＝]|不少于|不低于|不高于|不超过|大于|小于")
_NEVER_A_UNIT = re.compile(rf"^(?:\d+(?:\.\d+)?分?|定[量性](?:指标)?|{_COMPARATOR.pattern[1:-1]})$")
_NO_UNIT = re.compile(r"^(?:/|\\|-+|—+|无|无单位|无量纲|定性|其他)$")
# ≥90%, 12场 or 10月底前 in the column of names
_VALUE_AS_NAME = re.compile(
    r"^(?:(?:[≥≤≧≦><=]|>=|<=|不少于|不低于|不超过)*\d[\d,.]*(?:[%‰]|[万亿]?[\u4e00-\u9fff]{0,3})?(?:以上|以内|以下)?"
    r"|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|末|上旬|中旬|下旬)?(?:之?前)?)$"
)
_BARE = re.compile(r"^\d{1,3}(?:\.\d+)?分?$")
# the values of a row and the columns that hold their comparator and unit
_VALUE_PARTS = {
    "period": ("period_comparator", "period_measure_unit"),
    "annual": ("comparator", "measure_unit"),
    "actual": ("actual_comparator", "actual_measure_unit"),
}
# labels may be merged over both levels (满意度指标), a project over what stands beside it
_OF_PROJECTS = ("project", "unit", "goal", "amount", "spent")
_MAY_SPAN = ("level1", "level2", *_OF_PROJECTS)
_CENTRE_NEEDS = 2
_DOUBT_NEEDS = 2
_LONGEST_LABEL = 16

# the cells of both headings
Labels = tuple[Cell, Cell]


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
        doubtful: The only score of a row, where the form has 分值 and 得分.

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
    doubtful: Cell = field(default_factory=Cell)


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
    row = header.body if start is None else start
    while row in view.rows:
        if _repeats(view, row, header):
            row = header.body - header.first + row
            continue
        if indicator_header(view, row) is not None or _ends(view, row, header):
            break
        if _is_total(view, row):
            table.totals.append(row)
        elif _holds(view, row, header):
            body.append(row)
        elif "project" in header.columns and (unit := view.at(row, header.columns["project"])) and unit.cell:
            table.units[row] = unit
        row += 1
    table.end = row
    for place, half in enumerate(header.halves):
        levels = [half.columns[level] for level in ("level1", "level2") if level in half.columns]
        table.headings += [view.begun(row, column) for row in body for column in levels if view.begun(row, column)]
        labels1, labels2 = _labels(view, body, half.columns, before[place] if before else (Cell(), Cell()))
        table.last.append((labels1[-1], labels2[-1]) if body else (Cell(), Cell()))
        for at, here in enumerate(body):
            cells = _row(view, here, half, labels1[at], labels2[at], header)
            if cells is None:
                continue
            if isinstance(cells, Cell):
                table.templates.append(cells)
            else:
                table.rows.append(cells)
    if len(header.halves) > 1:
        table.rows = _paired(table.rows)
    table.rows = _with_doubts(table.rows)
    return table


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


def _with_doubts(rows: list[IndicatorCells]) -> list[IndicatorCells]:
    """Keep no 分值 where 得分 is missing in it alone: the score may have moved to the left."""
    both = sum(bool(cells.weight and cells.scored) for cells in rows)
    if both < _DOUBT_NEEDS:
        return rows
    alone = [bool(cells.weight and not cells.scored) for cells in rows]
    if sum(alone) * _DOUBT_NEEDS > both:
        return rows
    return [
        replace(cells, weight=Cell(), doubtful=cells.weight) if one else cells
        for cells, one in zip(rows, alone, strict=True)
    ]


def _holds(view: GridView, row: int, header: IndicatorHeader) -> bool:
    """Whether a row holds anything of an indicator."""
    return any(
        view.at(row, column) and view.cell(row, column)
        for half in header.halves
        for role, column in half.columns.items()
        if role not in _OF_PROJECTS
    )


def _repeats(view: GridView, row: int, header: IndicatorHeader) -> bool:
    """Whether the headings are printed again here, as on every page."""
    return tuple(cell.cell.folded for cell in view.new(row)) == header.words


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
    beside = new[1] if len(new) > 1 else None
    if label == "known" and words not in SECTION_OF and len(new) == 2 and beside is not None and beside.colspan > 2:
        return True
    if first.column in under and not _END.match(words):
        return False
    if _END.match(words) and words not in TOTALS and not _is_total(view, row):
        return True
    # one cell over the whole width is no row of the table
    return len(new) == 1 and first.colspan > max(header.columns.values()) - min(header.columns.values())


def _is_total(view: GridView, row: int) -> bool:
    return any(cell.cell.folded.rstrip(":") in TOTALS for cell in view.new(row)[:3])


def _labels(
    view: GridView, body: Sequence[int], columns: Mapping[str, int], before: Labels
) -> tuple[list[Cell], list[Cell]]:
    """Return for each row the cells of the two headings that hold for it."""
    levels = zip(("level1", "level2"), before, strict=True)
    first, second = (_level(view, body, columns.get(level), holding) for level, holding in levels)
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
    _by_parent(view, body, columns, first, second)
    return first, second


def _by_parent(
    view: GridView, body: Sequence[int], columns: Mapping[str, int], first: list[Cell], second: Sequence[Cell]
) -> None:
    """Give a row whose first heading is only carried on from above the printed one that its second belongs to."""
    printed = {_stem(cell.text): cell for row in body if (cell := view.cell(row, columns["level1"]))}
    for at, row in enumerate(body):
        parent = _stem(level1_of(second[at].text))
        own = view.cell(row, columns["level1"])
        if (not own or _stem(own.text) == parent) and parent in printed and _stem(second[at].text) != "成本":
            first[at] = printed[parent]


def _covers(view: GridView, row: int, column: int) -> bool:
    return bool(view.cell(row, column))


def _level(view: GridView, body: Sequence[int], column: int | None, holding: Cell) -> list[Cell]:
    if column is None:
        return [Cell()] * len(body)
    covering = [view.at(row, column) for row in body]
    printed = [cell.cell if cell else Cell() for cell in covering]
    merged = any(cell is not None and cell.rowspan > 1 for cell in covering)
    if not merged and not holding and printed and not printed[0] and sum(map(bool, printed)) >= _CENTRE_NEEDS:
        labels, _ = fill_centred(printed)
        by_words = {cell.text: cell for cell in printed if cell}
        return [by_words.get(label.words, Cell()) for label in labels]
    found: list[Cell] = []
    for cell in printed:
        holding = cell or holding
        found.append(holding)
    return found


def _row(
    view: GridView, row: int, half: Half, first: Cell, second: Cell, header: IndicatorHeader
) -> IndicatorCells | Cell | None:
    """Read one row of one half; a template's words alone are returned as a cell, an empty row is ``None``."""
    columns = half.columns
    name = view.cell(row, columns["name"])
    around: list[Cell] = []
    printed: dict[str, Cell | None] = {}
    for key, parts in _VALUE_PARTS.items():
        printed[key], beside = _value(view, row, columns, key, parts)
        around += beside
    if columns.get("annual") == columns["name"]:
        name, printed["annual"] = _parted(name)
    period, value, actual = printed["period"], printed["annual"], printed["actual"]
    values = [cell for cell in (value, actual, period) if cell]
    stated = {key: view.begun(row, columns[key]) for key in ("weight", "scored", "rate", "reason") if key in columns}
    _, bare = without_prefix(name)
    if name and (not bare or _TEMPLATE.match(bare.folded)):
        if all(_TEMPLATE.match(cell.folded) for cell in values):
            return name
    elif not name and not values:
        return None
    number = view.cell(row, columns["number"]).text if "number" in columns else None
    labels = [view.begun(row, column) for column in half.notes]
    cells = IndicatorCells(
        row=row, level1=first, level2=second,
        number=number or None, name=name, period=period, value=value, actual=actual,
        weight=stated.get("weight", Cell()), scored=stated.get("scored", Cell()), rate=stated.get("rate", Cell()),
        reason=stated.get("reason"), project=view.at(row, columns["project"]) if "project" in columns else None,
        unit=view.at(row, columns["unit"]) if "unit" in columns else None,
        goal=view.cell(row, columns["goal"]) if "goal" in columns else Cell(),
        amount=view.at(row, columns["amount"]) if "amount" in columns else None,
        labels=tuple(cell for cell in (*labels, *around) if cell),
    )  # fmt: skip
    if half.period and cells.period is None:
        cells = replace(cells, period=cells.value, value=None)
    moved = _lost_a_cell(view, row, half, header) or _slid(cells, weighed="weight" in columns)
    return cells if _stands(cells) and not moved else replace(cells, outside=tuple(cell.cell for cell in view.new(row)))


def _parted(cell: Cell) -> tuple[Cell, Cell]:
    """Part a name from the value behind it at its comparator; without one nothing is a value."""
    sign = _SIGN.search(cell.text)
    return (cell.part(0, sign.start()), cell.part(sign.start(), len(cell.text))) if sign else (cell, Cell())


def _lost_a_cell(view: GridView, row: int, half: Half, header: IndicatorHeader) -> bool:
    """Whether the row is short of a cell, or one cell stands below two headings."""
    if view.covered(row) < header.covered:
        return True
    for role, column in half.columns.items():
        cell = view.at(row, column)
        if cell is None or not cell.cell or role in _MAY_SPAN:
            continue
        if cell.row != row and view.covered(cell.row) < header.covered:
            return True
        end = header.ends.get(column, column)
        if cell.column < column or (cell.column + cell.colspan - 1 > end and _headed(header, column, cell)):
            return True
    return any(
        _NEVER_A_UNIT.match(view.words(row, column))
        for part in ("measure_unit", "actual_measure_unit")
        for column in [half.columns.get(part)]
        if column is not None
    )


def _headed(header: IndicatorHeader, column: int, cell: GridCell) -> bool:
    """Whether another heading stands above a cell."""
    return any(at in header.ends for at in range(column + 1, cell.column + cell.colspan))


def _slid(cells: IndicatorCells, *, weighed: bool) -> bool:
    """Whether the cells look as if they had moved to the left: the last is empty, and its figure is in a value."""
    target, actual = cells.value or cells.period, cells.actual
    if not target or not any(char.isdigit() for char in target.folded):
        return False
    if actual:
        lacks = bool(cells.weight and not cells.scored)
        return lacks and bool(_BARE.match(actual.folded)) and not _BARE.match(target.folded)
    return weighed and not cells.weight and bool(_BARE.match(target.folded))


def _stands(cells: IndicatorCells) -> bool:
    """Whether the cells of a row stand under their own headings."""
    name = cells.name
    if not name or role_of(name.text) == "name" or _VALUE_AS_NAME.match(name.folded):
        return False
    own = _stem(name.text) in (_stem(cells.level1.text), _stem(cells.level2.text))
    if (is_level1(name.text) or is_level2(name.text)) and not own:
        return False
    # a second heading where the first should be
    if cells.level2 and is_level2(cells.level1.text) and not is_level1(cells.level1.text):
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


def _stem(heading: str) -> str:
    return without_code(heading).removesuffix("指标")


def _value(
    view: GridView, row: int, columns: Mapping[str, int], key: str, parts: tuple[str, str]
) -> tuple[Cell | None, list[Cell]]:
    """Join comparator, number and unit; returns the value and the words beside it that say nothing of it."""
    if key not in columns:
        return None, []
    number = view.cell(row, columns[key])
    around: list[Cell] = []
    comparator, unit = (view.cell(row, columns[part]) if part in columns else Cell() for part in parts)
    if not number or _TEMPLATE.match(number.folded):
        return number, [cell for cell in (comparator, unit) if cell]
    value = number
    if comparator:
        if _COMPARATOR.match(comparator.folded) and not _STARTS_WITH_COMPARATOR.match(number.folded):
            value = _joined(comparator, value)
        elif _STARTS_WITH_COMPARATOR.sub("", comparator.folded) in (number.folded, number.folded + unit.folded):
            # the whole value is said there already
            return comparator, [number, unit] if unit else [number]
        elif any(char.isdigit() for char in comparator.folded):
            # a whole value where only a sign should be: joined, it is trusted by nobody
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
