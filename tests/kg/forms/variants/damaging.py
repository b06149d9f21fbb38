"""Damage done to a drawn table, and where its cells came from: no figure may be stored that stands in another column.

A table is laid out as a browser does it, cell after cell, so a lost cell moves what follows it to the left. Each cell
keeps its *role* (what the columns line said of its column) and the rows that it stood in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.cells import Grid
from kg.errors import DocumentError
from kg.quantities.value import Kind
from kg.readers.blocks import Part, Table, TableCell
from kg.reading import read_layer
from tests.kg.forms.variants.comparing import LEFT_OUT, WARNINGS, outcome
from tests.kg.forms.variants.every_form import FORMS
from tests.kg.forms.variants.expecting import Drawn, Form, figure, roles
from tests.kg.forms.variants.writing import layer_of

if TYPE_CHECKING:
    from kg.records import Indicator, Reading, Source
    from kg.text import TextLayer

TARGET_ROLES = frozenset({"target", "period", "cmp", "val", "unit"})
ACTUAL_ROLES = frozenset({"actual", "acmp", "aval", "aunit"})
_NOTICES = WARNINGS | {LEFT_OUT}
KINDS = ("drop a cell", "join two cells", "blank a heading", "swap two columns")


@dataclass(frozen=True)
class Tagged:
    """A cell as written: words, spans, role, the rows it covered; of joined cells each one's role and words."""

    words: str
    rowspan: int
    colspan: int
    role: str
    rows: frozenset[int]
    joined: tuple[tuple[str, str], ...] = ()

    def strangers(self, allowed: frozenset[str]) -> list[str]:
        """Return the roles of figures in this cell that stand in none of the allowed columns."""
        parts = self.joined or ((self.role, self.words),)
        if not any(role in allowed for column, _ in parts for role in column.split("+")) and not self.joined:
            return [self.role or "no column"]
        return [
            role or "no column"
            for role, words in parts
            if any(map(str.isdigit, words)) and not set(role.split("+")) & (allowed | {"name"})
        ]


Rows = list[list[Tagged]]


@cache
def sound_drawings() -> tuple[tuple[Form, int], ...]:
    """Return the drawings whose rows are read as they should be before any damage: form, and which of its drawings."""
    sound = []
    for form in FORMS:
        found = outcome(form)
        faults = [one for one in found.differences if one.row != "document" and not one.row.startswith("project")]
        if form.foreign or found.refused or faults:
            continue
        for number, drawn in enumerate(form.drawings):
            if drawn.rows and not misplaced(form, number, tagged(drawn)):
                sound.append((form, number))
    return tuple(sound)


@cache
def ways(slug: str, number: int, kind: str) -> tuple[tuple[str, Rows], ...]:
    """Return every way to do one kind of damage to one drawing of the form ``slug``."""
    drawn = next(form for form in FORMS if form.slug == slug).drawings[number]
    return tuple(damages(tagged(drawn), frozenset(row.row for row in drawn.rows), kind))


def tagged(drawn: Drawn) -> Rows:
    """Return the table row by row with the role of each cell; ``""`` for cells of rows without a mark."""
    role_at: dict[tuple[int, int], str] = {}
    owner: dict[tuple[int, int], TableCell] = {}
    for cell in drawn.table.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                owner[row, column] = cell
    for marked in drawn.rows:
        for column, role in enumerate(roles(marked), start=1):
            cell = owner[marked.row, column]
            known = role_at.get((cell.row, cell.column))
            if known in (None, "-"):
                role_at[cell.row, cell.column] = role
            elif role not in ("-", *known.split("+")):
                role_at[cell.row, cell.column] = f"{known}+{role}"
    rows: Rows = [[] for _ in range(max(row for row, _ in owner))]
    for cell in drawn.table.cells:
        covered = frozenset(range(cell.row, cell.row + cell.rowspan))
        role = role_at.get((cell.row, cell.column), "")
        rows[cell.row - 1].append(Tagged(cell.text, cell.rowspan, cell.colspan, role, covered))
    return rows


def laid_out(rows: Rows) -> tuple[Table, dict[tuple[int, int], Tagged]]:
    """Lay the rows out as a browser does; return the table and the cell written at each place."""
    taken: set[tuple[int, int]] = set()
    cells: list[TableCell] = []
    at: dict[tuple[int, int], Tagged] = {}
    for row, written in enumerate(rows, start=1):
        column = 1
        for cell in written:
            while (row, column) in taken:
                column += 1
            width = 1
            while width < cell.colspan and (row, column + width) not in taken:
                width += 1
            height = min(cell.rowspan, len(rows) - row + 1)
            taken |= {(r, c) for r in range(row, row + height) for c in range(column, column + width)}
            parts = (Part(cell.words),) if cell.words else ()
            cells.append(TableCell(row, column, parts, height, width))
            at[row, column] = cell
            column += width
    return Table(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))), at


def damages(rows: Rows, marked: frozenset[int], kind: str) -> Iterator[tuple[str, Rows]]:
    """Give every way to do one kind of damage: what was done, and the rows then."""
    header = min(marked) - 1
    if kind == "swap two columns":
        yield from _swapped(rows, header)
        return
    for row, written in enumerate(rows, start=1):
        for at, cell in enumerate(written):
            if kind == "drop a cell" and row in marked and cell.rowspan == 1:
                yield f"row {row}: {cell.words!r} dropped", _with(rows, row, [*written[:at], *written[at + 1 :]])
            elif kind == "join two cells" and row in marked and at + 1 < len(written):
                after = written[at + 1]
                if cell.rowspan == after.rowspan == 1:
                    joined = _joined(cell, after)
                    yield (
                        f"row {row}: {joined.words!r} joined",
                        _with(rows, row, [*written[:at], joined, *written[at + 2 :]]),
                    )
            elif kind == "blank a heading" and cell.words and row <= header and row >= header - 1:
                blank = replace(cell, words="")
                yield (
                    f"row {row}: heading {cell.words!r} blanked",
                    _with(rows, row, [*written[:at], blank, *written[at + 1 :]]),
                )


def _with(rows: Rows, row: int, written: list[Tagged]) -> Rows:
    return [written if number == row else list(old) for number, old in enumerate(rows, start=1)]


def _joined(cell: Tagged, after: Tagged) -> Tagged:
    parts = tuple((part.role, part.words) for part in (cell, after) if part.words)
    role = "+".join(role for role, _ in parts)
    words = cell.words + after.words
    return Tagged(words, 1, cell.colspan + after.colspan, role, cell.rows | after.rows, parts)


def _swapped(rows: Rows, header: int) -> Iterator[tuple[str, Rows]]:
    table, at = laid_out(rows)
    below = [cell for cell in table.cells if cell.row >= header]
    width = max(cell.column + cell.colspan - 1 for cell in table.cells)
    for left in range(1, width):
        pair = [cell for cell in below if {left, left + 1} & set(range(cell.column, cell.column + cell.colspan))]
        heads = [cell for cell in pair if cell.row == header and cell.colspan == 1]
        if len(heads) != 2 or any(cell.colspan == 2 or (cell.colspan > 1 and cell.column == left + 1) for cell in pair):
            continue
        order: Rows = [list(written) for written in rows[: header - 1]] + [[] for _ in rows[header - 1 :]]
        for cell in sorted(below, key=lambda cell: (cell.row, _swap(cell, left))):
            order[cell.row - 1].append(at[cell.row, cell.column])
        yield f"columns {heads[0].text!r} and {heads[1].text!r} swapped", order


def _swap(cell: TableCell, left: int) -> int:
    return {left: left + 1, left + 1: left}.get(cell.column, cell.column) if cell.colspan == 1 else cell.column


def read_damaged(
    form: Form, number: int, rows: Rows
) -> tuple[Reading, TextLayer, dict[tuple[int, int], Tagged]] | None:
    """Read a form whose ``number``-th drawing is replaced by damaged rows; ``None`` where it is refused."""
    table, at = laid_out(rows)
    damaged = form.drawings[number].table
    blocks = tuple(replace(table, sheet=damaged.sheet) if block is damaged else block for block in form.blocks)
    layer = layer_of(form.slug, blocks, form.format)
    try:
        return read_layer(layer, {}), layer, at
    except DocumentError:
        return None


def misplaced(form: Form, number: int, rows: Rows) -> list[str]:
    """Say which figures of a damaged form are stored from a cell of another column or row, with no finding there."""
    found = read_damaged(form, number, rows)
    if found is None:
        return []
    reading, layer, at = found
    assert layer.structure is not None
    grid = [block for block in layer.structure.blocks if isinstance(block, Grid)][number]
    lines = range(grid.line, grid.line + grid.rows)
    wrong = []
    for indicator in reading.indicators:
        name = _cells(indicator.source, layer, lines, at)
        if not name or _noticed(reading, indicator):
            continue
        home = frozenset[int]().union(*(cell.rows for cell in name))
        for what, value, allowed in (
            ("period", indicator.period_target, TARGET_ROLES),
            ("target", indicator.annual_target, TARGET_ROLES),
            ("actual", indicator.actual, ACTUAL_ROLES),
        ):
            if value is None or value.source is None or value.kind not in (Kind.QUANTITY, Kind.MIXED, Kind.DEADLINE):
                continue
            for cell in _cells(value.source, layer, lines, at):
                strange = cell.strangers(allowed) or ([] if cell.rows & home else ["another row"])
                wrong.extend(f"{indicator.name}: {what} {value.raw!r} holds a figure of {role}" for role in strange)
            if not any("name" in cell.role.split("+") for cell in name):
                wrong.append(f"{indicator.name}: a name of {name[0].role or 'no column'} has {what} {value.raw!r}")
        for what, points in (("weight", indicator.weight), ("score", indicator.scored)):
            printed = {figure(cell.words) for cell in at.values() if what in cell.role.split("+") and cell.rows & home}
            if points is not None and points not in printed:
                wrong.append(f"{indicator.name}: {what} {points} is none of its column")
    return wrong


def _cells(source: Source, layer: TextLayer, lines: range, at: dict[tuple[int, int], Tagged]) -> list[Tagged]:
    """Return the written cells that the words of a source stand in; none for words outside the damaged table."""
    assert layer.structure is not None
    places = layer.structure.places
    cells = []
    for span in source.spans:
        place = places[bisect_right(places, span.start, key=lambda place: place.start) - 1]
        if span.line in lines and (place.row, place.column) in at:
            cells.append(at[place.row, place.column])
    return cells


def _noticed(reading: Reading, indicator: Indicator) -> bool:
    lines = {span.line for span in indicator.source.spans}
    return any(
        finding.rule in _NOTICES
        and (f"indicator/{indicator.ordinal}" in finding.about or any(s.line in lines for s in finding.sources))
        for finding in reading.findings
    )
