"""Which column each cell of a row stands in, where some cells are missing: told by what the cells say.

Levels are known words, points numbers, signs ≥ and 定性. There may be one way to give the cells their columns in their
order, or several, or none: only the first is certain. Levels that are not on a row are those of the rows above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from kg.categories import categorise, is_kind, is_level1
from kg.cells import Cell, Grid, GridCell
from kg.forms.grids.columns.header import indicator_header
from kg.forms.grids.columns.headings import LEVELS
from kg.forms.grids.columns.values import COMPARATOR
from kg.forms.grids.texts.stream_cells import QUALITIES, is_name
from kg.forms.grids.view import GridView

if TYPE_CHECKING:
    from collections.abc import Mapping

Places = dict[int, Cell]
_POINTS = re.compile(r"\d{1,4}(?:\.\d+)?(?:分|%)?|[-—–―/]+")
_LIKE_A_LEVEL = re.compile(
    r"\S{0,12}(?:指标|目标)(?:\(.*\))?|(?:经济|社会|生态|环境|可持续)\S{0,4}(?:效益|影响|成本|发展)"
)
_LONGEST_UNIT = 8
_VALUES = frozenset({"period", "annual", "actual"})
_POINTED = frozenset({"weight", "scored"})
_MONEY = frozenset({"initial", "amount", "spent"})
_OF_PROJECTS = frozenset({"project", "unit", "goal"})
_SUM = re.compile(r"\d[\d,]*(?:\.\d+)?(?:万元|元)?")
_WHOLE_FIGURE = re.compile(r"[≥≤<>=≧≦]{0,2}-?\d[\d,.]*(?:%|[^\W\d_]{1,6})?(?:以上|以下|以内)?")
# a first level has a second one beside it, a unit its project, a project its money
_TOGETHER = ((LEVELS[0], LEVELS[1]), ("unit", "project"), *(("project", money) for money in sorted(_MONEY)))
_MOST_WAYS = 3_000
# no more columns than this may lack their cells in one row
_MOST_LACKING = 8
_LONGEST_LEVEL = 16


def roles_of(headings: Sequence[Cell], rows: Sequence[Sequence[Cell]] = ()) -> tuple[str, ...] | None:
    """Return what each column of an indicator table holds, ``note`` for one that is not read.

    ``None`` for other rows, and where a heading is unknown or several columns may hold the same. Some headings leave it
    to the cells, which those of the ``rows`` below tell that lack none.
    """
    whole = [headings, *(row for row in rows if len(row) == len(headings) and all(row))]
    cells = tuple(GridCell(cell, at, column) for at, row in enumerate(whole, 1) for column, cell in enumerate(row, 1))
    header = indicator_header(GridView(Grid(cells, len(whole), len(headings))), 1) if cells else None
    if header is None or header.body > 2 or header.guesses or any(half.again for half in header.halves):
        return None
    roles = ["note"] * len(headings)
    for half in header.halves:
        for role, column in half.columns.items():
            if roles[column - 1] not in ("note", role):
                # name and target in one cell
                return None
            roles[column - 1] = role
    return tuple(roles)


def fitted(cells: Sequence[Cell], roles: Sequence[str], *, exact: bool = False) -> Places | None:
    """Return the cells of a row by column, from 0 on, ``None`` unless there is one way only to place them.

    Args:
        cells: The cells in order, empty ones where the text has a place for them.
        roles: What the columns hold.
        exact: Only cells that merged ones cover are missing: the first columns of a row, whatever its levels say.

    >>> from kg.cells import Piece
    >>> cells = [Cell.of([Piece(word, 0, 1, None)]) for word in ("质量指标", "讲座满意率", "≥90%", "10")]
    >>> sorted(fitted(cells, ("level1", "level2", "name", "annual", "actual", "weight", "scored")) or {})
    []
    >>> sorted(fitted(cells, ("level1", "level2", "name", "annual", "weight")))
    [1, 2, 3, 4]

    """
    count = len(roles) - len(cells)
    if exact and roles.count("name") == 1:
        first = frozenset(range(count)) if 0 <= count <= roles.index("name") else None
        places = _placed(cells, roles, first, known=False) if first is not None else None
        return places if places and not _is_beside(places, roles) else None
    found = (_placed(cells, roles, lacking) for lacking in _lacking(count, tuple(roles)))
    ways = [places for places in found if places]
    if len(ways) > 1:
        ways = [places for places in ways if not _is_beside(places, roles)]
    return ways[0] if len(ways) == 1 else None


def _is_beside(places: Places, roles: Sequence[str]) -> bool:
    """Whether what looks like a value would stand in a remark, beside a target that does not."""
    targets = [cell for at, cell in places.items() if roles[at] in _VALUES]
    remarks = [cell for at, cell in places.items() if roles[at] in ("note", "reason")]
    figures = any(_WHOLE_FIGURE.fullmatch(cell.folded) for cell in remarks)
    return figures and not any(char.isdigit() for cell in targets for char in cell.text)


@lru_cache(maxsize=256)  # the rows of a table ask the same again and again
def _lacking(count: int, roles: tuple[str, ...]) -> tuple[frozenset[int], ...]:
    """Return each set of so many columns that may lack their cells; the two halves of a table lack the same.

    Of more sets than anyone could tell apart, none.
    """
    groups: dict[object, list[int]] = {}
    for column, role in enumerate(roles):
        if role != "name":
            groups.setdefault(column if role == "note" else role, []).append(column)
    if not 0 <= count <= _MOST_LACKING or comb(len(groups), min(count, len(groups) // 2)) > _MOST_WAYS:
        return ()
    found: list[frozenset[int]] = []
    for number in range(count + 1):
        for chosen in combinations(groups.values(), number):
            lacking = frozenset(column for columns in chosen for column in columns)
            if len(lacking) == count and not any(_parts(groups, lacking, above, below) for above, below in _TOGETHER):
                found.append(lacking)
    return tuple(found)


def _parts(groups: Mapping[object, list[int]], lacking: frozenset[int], above: str, below: str) -> bool:
    """Whether a row would print one heading, or a project, and not what stands beside it."""
    upper, lower = groups.get(above, []), groups.get(below, [])
    return bool(upper and lower) and lacking.isdisjoint(upper) and not lacking.isdisjoint(lower)


def _placed(
    cells: Sequence[Cell], roles: Sequence[str], lacking: frozenset[int], *, known: bool = True
) -> Places | None:
    """Place the cells in the columns that are not lacking; levels must be ``known`` words, or none of a first level."""
    columns = [column for column in range(len(roles)) if column not in lacking]
    lowest = LEVELS[1] if LEVELS[1] in roles else LEVELS[0]
    levelled = all(column not in lacking for column, role in enumerate(roles) if role == lowest)
    above = LEVELS[0] in {roles[column] for column in columns}
    for column, cell in zip(columns, cells, strict=True):
        role = roles[column]
        if not cell:
            # a place that is printed empty
            if role == "name":
                return None
        elif not known and role in LEVELS:
            below = role == LEVELS[1] and not above and is_level1(cell.text) and not is_kind(cell.text)
            if below or len(cell.folded) > _LONGEST_LEVEL or not is_name(cell.text):
                return None
        elif not known and cell.folded.endswith("指标") and is_kind(cell.text):
            # it would stand in the column of something else
            return None
        elif not _may_say(cell, role, above=above, levelled=levelled or not known):
            return None
    return {column: cell for column, cell in zip(columns, cells, strict=True) if cell}


def _may_say(cell: Cell, role: str, *, above: bool, levelled: bool) -> bool:
    text = cell.folded
    if role == LEVELS[0]:
        return _head_of(cell.text) != "other"
    if role == LEVELS[1]:
        return is_kind(cell.text) or (above and is_level1(cell.text))
    if role == "name":
        return is_name(cell.text) and (levelled or not _LIKE_A_LEVEL.fullmatch(text))
    if role in _OF_PROJECTS:
        return is_name(cell.text) and not is_kind(cell.text) and not is_level1(cell.text)
    if role in _MONEY:
        return bool(_SUM.fullmatch(text))
    if role in _POINTED:
        return bool(_POINTS.fullmatch(text))
    if role == "comparator":
        return text in QUALITIES or bool(COMPARATOR.match(text))
    if role == "measure_unit":
        return len(text) <= _LONGEST_UNIT and text not in QUALITIES and not any(char.isdigit() for char in text)
    if role == "rate":
        return any(char.isdigit() for char in text) or not any(char.isalnum() for char in text)
    if role in _VALUES:
        return text not in QUALITIES and any(char.isalnum() for char in text)
    if role == "reason":
        return any(char.isalpha() for char in text)
    # a sign below a heading that nobody knows
    return not COMPARATOR.match(text)


class Levels:
    """The levels that hold for each row, as far as they are certain; none is below a project that is not."""

    def __init__(self, roles: Sequence[str], *, exact: bool = False) -> None:
        self._exact = exact and roles.count("name") == 1
        self._columns = {level: [at for at, role in enumerate(roles) if role == level] for level in LEVELS}
        self._held: Places = {}
        self._sure = not any(self._columns.values())
        self._project = roles.index("project") if "project" in roles else None
        self._below_project = self._project is None

    def held_by(self, cells: Sequence[Cell], places: Mapping[int, Cell] | None) -> Places | None:
        """Return the levels of a row by column, ``None`` where they are not certain."""
        if self._project is not None and (places is None or self._project in places):
            self._below_project = places is not None
        printed = self._printed(cells) if places is None else places
        levels = {at: printed[at] for columns in self._columns.values() for at in columns if at in printed}
        if levels:
            begins = any(at in levels for at in self._columns[LEVELS[0]])
            held = {} if begins else self._held
            self._held = {**held, **levels}
            upper, lower = ([self._held.get(at, Cell()) for at in columns] for columns in self._columns.values())
            agreed = all(
                _agree(above.text, below.text) or (self._exact and not (_is_known(above.text) and is_kind(below.text)))
                for above in upper[:1]
                for below in lower
            )
            self._sure = all([*upper, *lower]) and agreed
        elif places is None and (self._exact or any(_LIKE_A_LEVEL.fullmatch(cell.folded) for cell in cells[:2])):
            # a level that nobody knows may hold for all that is below
            self._sure = False
        return dict(self._held) if self._sure and self._below_project else None

    def _printed(self, cells: Sequence[Cell]) -> Places:
        """Return the levels that a row begins with, whatever stands behind them."""
        upper, lower = self._columns.values()
        filled = [cell for cell in cells if cell]
        if len(upper) != 1 or len(lower) != 1 or len(filled) < 2:
            return {}
        if is_level1(filled[0].text) and is_kind(filled[1].text):
            return {upper[0]: filled[0], lower[0]: filled[1]}
        return {lower[0]: filled[0]} if is_kind(filled[0].text) else {}


def _head_of(text: str) -> str:
    return categorise(text, "").code.partition("/")[0]


def _is_known(text: str) -> bool:
    return _head_of(text) != "other"


def _agree(above: str, below: str) -> bool:
    """Whether a second level stands below a first one in a scheme."""
    head = _head_of(above)
    return (
        head != "other"
        and categorise("", below).code.partition("/")[0] in (head, "other" if head == "satisfaction" else head)
    ) or (head == "cost" and "成本" in below)
