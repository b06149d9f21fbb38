"""The task table (年度重点工作任务) in page-layout text: lines of wrapped cells with one sure mark a row, the amount.

Each row prints the lines of its cells one after another: (group or name) content, amount, goal; a row whose cells fit
stands on one line. What stands between two amounts is the goal of the row before and name and content of the row
after; how full lines are tells where one ends. An amount is a figure with decimals at a line's end or between cells,
or any figure alone on its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.cells import Cell, Piece, words
from kg.folding import fold, fold_with_places
from kg.forms.declaration import DeclarationCells
from kg.forms.grids.found import TaskRow
from kg.forms.labels import TASK_COLUMNS, TOTALS, header_line, is_money
from kg.forms.task_parting import Stretch, part_goals

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

_HEADER = header_line(TASK_COLUMNS)
_MOST_HEADER_LINES = 12
_LONGEST_HEADER = 60
_SHORTEST_NAME = 4  # characters of a name printed again


@dataclass
class _Row:
    """An amount with the lines before it (name and content) and after it (goal)."""

    amount: Cell
    before: list[Piece]
    after: list[Piece] = field(default_factory=list)
    named: Piece | None = None
    names: int = 0
    unsure: bool = False


def without_header(
    found: DeclarationCells, lines: list[Piece], header: re.Pattern[str], met: list[re.Match[str]]
) -> list[Piece]:
    """Drop the column headings, wherever they are printed (again), whether wrapped or on one line.

    The headings met are appended to ``met`` and their words to the form's labels.
    """
    kept: list[Piece] = []
    at = 0
    while at < len(lines):
        count, end, match = header_at(lines, at, header)
        if match is None:
            kept.append(lines[at])
            at += 1
            continue
        last = lines[at + count - 1]
        met.append(match)
        found.labels.append(Cell.of([*lines[at : at + count - 1], last.cut(0, end)]))
        rest = last.cut(end).strip()
        if rest.text:
            kept.append(rest)
        at += count
    return kept


def header_at(lines: Sequence[Piece], at: int, header: re.Pattern[str]) -> tuple[int, int, re.Match[str] | None]:
    """Find headings that begin at a line: how many lines they take, where they end in the last one, the match."""
    best: tuple[int, int, re.Match[str] | None] = (0, 0, None)
    text = ""
    for count in range(1, min(_MOST_HEADER_LINES, len(lines) - at) + 1):
        line = lines[at + count - 1]
        if len(text) > _LONGEST_HEADER:
            break
        folded, places = fold_with_places(line.text)
        joined = text + folded
        match = header.match(joined)
        if match and match.end() > len(text):
            best = (count, places[match.end() - len(text) - 1] + 1, match)
        text = joined
    return best


def read_tasks(found: DeclarationCells, lines: list[Piece]) -> None:
    """Read the rows of the task table into the form's cells."""
    headers: list[re.Match[str]] = []
    lines = without_header(found, lines, _HEADER, headers)
    found.task_unit = next((header["unit"] for header in headers if header["unit"]), None)
    rows, last = _rows(_without_names_again(found, lines))
    if not rows:
        return
    rows[-1].after = last
    _part_goals(rows)
    name, doubt = Cell(), False
    for row in rows:
        if row.named is not None:
            printed, content = Cell.of([row.named]), Cell.of(row.before)
        else:
            printed, content = Cell.of(row.before[: row.names]), Cell.of(row.before[row.names :])
        if (printed or content).folded in TOTALS:
            continue
        # over a page break the merged name is printed again
        again = bool(printed) and printed.folded == name.folded and _new_page(name, printed)
        name = printed or name
        if again:
            found.labels.append(printed)
        # what a doubtful row may have lost of its name, the rows below it have lost too
        doubt = row.unsure or (doubt and not printed)
        printed = Cell() if again else printed
        found.tasks.append(TaskRow(printed, content, row.amount, Cell.of(row.after), unsure=doubt))


def _without_names_again(found: DeclarationCells, lines: list[Piece]) -> list[Piece]:
    """Drop the lines of a merged name that the top of a page prints again, wrapped as it was before."""
    kept: list[Piece] = []
    folded = [fold(line.text) for line in lines]
    places: dict[str, list[int]] = {}
    at = 0
    while at < len(lines):
        count = 0
        if at and lines[at - 1].page != lines[at].page:
            count = max((_alike(folded, place, at) for place in places.get(folded[at], ())), default=0)
        if count and sum(map(len, folded[at : at + count])) >= _SHORTEST_NAME:
            found.labels.append(Cell.of(lines[at : at + count]))
        else:
            count = 1
            kept.append(lines[at])
        for place in range(at, at + count):
            places.setdefault(folded[place], []).append(place)
        at += count
    return kept


def _alike(folded: Sequence[str], before: int, at: int) -> int:
    """Return how many lines from a place on are the same as those from a place before it, amounts left out."""
    count = 0
    while at + count < len(folded) and before + count < at and folded[before + count] == folded[at + count]:
        if is_money(folded[at + count]):
            break
        count += 1
    return count


def _rows(lines: Sequence[Piece]) -> tuple[list[_Row], list[Piece]]:
    """Cut the lines at their amounts; the second value holds what stands after the last amount."""
    rows: list[_Row] = []
    stretch: list[Piece] = []
    for line in lines:
        parts = words(line)
        at = _amount_at(parts)
        if at is None:
            stretch.append(line.strip())
            continue
        row = _Row(Cell.of([parts[at]]), stretch)
        before = parts[:at]
        if len(before) > 1 and len(before) == at and _one_line(parts, at):
            row.named = before[0]
            before = before[1:]
        if before:
            row.before.append(line.cut(before[0].start - line.start, before[-1].end - line.start))
        rows.append(row)
        stretch = []
        if at + 1 < len(parts):
            stretch.append(line.cut(parts[at + 1].start - line.start).strip())
    return rows, stretch


def _one_line(parts: Sequence[Piece], at: int) -> bool:
    # name, content, amount, goal: all cells of the row stand on this line
    return at >= 2 and at + 1 < len(parts)


def _amount_at(parts: Sequence[Piece]) -> int | None:
    if len(parts) == 1:
        return 0 if is_money(parts[0].text) else None
    places = [at for at, part in enumerate(parts) if at and is_money(part.text, layout=True)]
    return places[-1] if places else None


def _part_goals(rows: list[_Row]) -> None:
    """Part what stands between two amounts into the goal before and name and content after."""
    # with its name on the line of its amount, all lines before that line are the goal above
    partings = part_goals([Stretch(row.before, on_line=row.named is not None) for row in rows], rows[-1].after)
    above: _Row | None = None
    for row, parting in zip(rows, partings, strict=True):
        goal, row.before, row.names = row.before[: parting.goal], row.before[parting.goal :], parting.name
        row.unsure = not parting.sure
        if above is not None:
            above.after = goal
            above.unsure |= row.unsure
        above = row


def _new_page(before: Cell, after: Cell) -> bool:
    return before.pieces[-1].page != after.pieces[0].page
