"""Labels of the two levels of an indicator table: which heading holds for each row.

They are merged over rows, printed on the first of them, or in their middle; a label holds until the next one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.categories import is_level1, is_level2, level1_of, without_code
from kg.cells import Cell
from kg.folding import fold
from kg.forms.grids.columns.stairs import fill_steps, is_label_row, steps_of, unsure_levels
from kg.forms.table_rows import fill_centred

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.forms.grids.view import GridView

# the cells of both headings
Labels = tuple[Cell, Cell]
_CENTRE_NEEDS = 2
# the heading above holds on
_DITTO = frozenset(map(fold, ("同上", "同前", "〃", "″", '"')))


def labels_of(
    view: GridView, body: Sequence[int], columns: Mapping[str, int], before: Labels
) -> tuple[list[Cell], list[Cell]]:
    """Return for each row the cells of the two headings that hold for it."""
    steps = steps_of(view, body, columns)
    if steps:
        return _labels_of_stairs(view, body, columns, before, steps)
    only = [level for level in ("level1", "level2") if level in columns]
    if len(only) == 1 and _holds_both(view, body, columns[only[0]]):
        return _of_one_column(view, body, columns[only[0]], columns["name"], before)
    levels = zip(("level1", "level2"), before, strict=True)
    first, second = (_level(view, body, columns.get(level), holding) for level, holding in levels)
    if "level1" not in columns or "level2" not in columns:
        return first, second
    # a new first heading without a second one on its row: the second of the rows above does not go on
    fresh, carried = False, list(second)
    for at in range(1, len(body)):
        fresh = (
            (fresh or first[at] != first[at - 1])
            and carried[at] == carried[at - 1]
            and not _covers(view, body[at], columns["level2"])
        )
        if fresh:
            second[at] = Cell()
    _by_parent(view, body, columns, first, second)
    return first, second


def _holds_both(view: GridView, body: Sequence[int], column: int) -> bool:
    """Whether one column holds the first level on lines of their own, and the second beside the names."""
    labels = [cell for row in body if (cell := view.begun(row, column))]
    # 成本指标 is on both levels
    kinds = {(is_level1(cell.text), is_level2(cell.text)) for cell in labels}
    return {(True, False), (False, True)} <= kinds


def _of_one_column(
    view: GridView, body: Sequence[int], column: int, name: int, before: Labels
) -> tuple[list[Cell], list[Cell]]:
    """Return the headings of a column of both levels; the first stand alone on their lines and end a second one."""
    first, second = before
    found: tuple[list[Cell], list[Cell]] = ([], [])
    for row in body:
        label = view.begun(row, column)
        alone = not view.begun(row, name) or view.at(row, name) is view.at(row, column)
        if label and alone and is_level1(label.text):
            first, second = label, Cell()
        elif label:
            second = label
        found[0].append(first)
        found[1].append(second)
    return found


def _labels_of_stairs(
    view: GridView, body: Sequence[int], columns: Mapping[str, int], before: Labels, steps: Sequence[str]
) -> tuple[list[Cell], list[Cell]]:
    """Return the headings of a staircase; a level 1 beside the names holds as in any other table."""
    below = [level for level in ("level1", "level2") if level in columns and (level in steps or "level1" in steps)]
    filled = fill_steps(view, body, columns, below)
    filled |= {level: [Cell()] * len(body) for level in unsure_levels(view, body, columns, steps)}
    named = [row for row in body if not is_label_row(view, row, columns)]
    for level, holding in zip(("level1", "level2"), before, strict=True):
        if level not in filled:
            by_row = dict(zip(named, _level(view, named, columns.get(level), holding), strict=True))
            filled[level] = [by_row.get(row, Cell()) for row in body]
    return filled["level1"], filled["level2"]


def _by_parent(
    view: GridView, body: Sequence[int], columns: Mapping[str, int], first: list[Cell], second: Sequence[Cell]
) -> None:
    """Give a row whose first heading is only carried on from above the printed one that its second belongs to."""
    printed = {stem(cell.text): cell for row in body if (cell := view.cell(row, columns["level1"]))}
    for at, row in enumerate(body):
        parent = stem(level1_of(second[at].text))
        own = view.cell(row, columns["level1"])
        if (not own or stem(own.text) == parent) and parent in printed and stem(second[at].text) != "成本":
            first[at] = printed[parent]


def _covers(view: GridView, row: int, column: int) -> bool:
    return bool(view.cell(row, column))


def _level(view: GridView, body: Sequence[int], column: int | None, holding: Cell) -> list[Cell]:
    if column is None:
        return [Cell()] * len(body)
    covering = [view.at(row, column) for row in body]
    printed = [cell.cell if cell and cell.cell.folded not in _DITTO else Cell() for cell in covering]
    merged = any(cell is not None and cell.rowspan > 1 for cell in covering)
    if not merged and not holding and printed and not printed[0] and sum(map(bool, printed)) >= _CENTRE_NEEDS:
        labels, _ = fill_centred(printed)
        by_words = {cell.text: cell for cell in printed if cell}
        # a row that prints another heading has that one: then none stands in the middle of its rows
        pairs = zip(labels, printed, strict=True)
        if all(not cell or label.words == cell.text or not is_level2(cell.text) for label, cell in pairs):
            return [by_words.get(label.words, Cell()) for label in labels]
    found: list[Cell] = []
    for cell in printed:
        holding = cell or holding
        found.append(holding)
    return found


def stem(heading: str) -> str:
    """Return what a heading says without its code, points and 指标.

    >>> stem("产出指标（50分）"), stem("服务对象满意度")
    ('产出', '服务对象满意度')

    """
    return without_code(heading).removesuffix("指标")
