"""部门整体预算绩效目标申报表 as page-layout text: lines as they stood on the page, cells wrapped and interleaved.

The task table prints, for each row, the lines of its cells one after another: (group or name) content, amount, goal;
the amount, alone or at a line's end, is the only sure mark. The indicator table prints name, period value, annual
value. After a page break the section title, the merged heading and sometimes a whole row are printed again.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kg.categories import LEVEL1, LEVEL2, is_level1, is_level2
from kg.forms.declaration import DeclarationCells, IndicatorRow, TaskRow, assemble
from kg.forms.labels import (
    BUDGET,
    BUDGET_AMOUNTS,
    BUDGET_HEADERS,
    DECLARATION_SECTIONS,
    DECLARATION_TITLE,
    DEPARTMENT,
    GOAL,
    INDICATOR_HEADER,
    INDICATORS,
    OTHER_TASKS,
    PERSONAL,
    TASK_HEADER,
    TASKS,
    is_money,
    starts_with_label,
)
from kg.forms.wrapping import ValueRow, cut_rows, leading_cell, trailing_cell
from kg.text import Cell, Piece, TextLayer, fold, width, words

if TYPE_CHECKING:
    from kg.records import Reading

_LONGEST_HEADING = max(len(w) for h in (*LEVEL1, *(h for _, h in LEVEL2)) for w in h.wordings)


def read_declaration_layout(layer: TextLayer) -> Reading | None:
    """Read the form, or return ``None`` where the text is not this form in page layout."""
    lines = list(layer.printed_lines())
    title = next((Cell.of([line]) for line in lines if fold(line.text) == DECLARATION_TITLE), None)
    named = [match for at in range(len(lines)) if (match := starts_with_label(lines, at, DEPARTMENT))]
    if title is None or not named or not named[0][1]:
        return None
    found = DeclarationCells(title, named[0][1])
    sections = _sections(lines)
    _budget(found, sections.get(BUDGET, []))
    found.goal = Cell.of(sections.get(GOAL, []))
    _tasks(found, sections.get(TASKS, []))
    other = Cell.of(sections.get(OTHER_TASKS, []))
    if other:
        found.unread.append(other)
    _indicators(found, sections.get(INDICATORS, []))
    return assemble(layer, found)


def _sections(lines: list[Piece]) -> dict[str, list[Piece]]:
    """Cut the form at its section titles; a title printed again after a page break goes on with its section."""
    sections: dict[str, list[Piece]] = {}
    current: list[Piece] = []
    at = 0
    while at < len(lines):
        if PERSONAL.match(fold(lines[at].text)):
            break
        for label in DECLARATION_SECTIONS:
            match = starts_with_label(lines, at, label)
            if match:
                count, rest = match
                current = sections.setdefault(label, [])
                current.extend(rest.pieces)
                at += count
                break
        else:
            current.append(lines[at])
            at += 1
    return sections


def _budget(found: DeclarationCells, lines: list[Piece]) -> None:
    """Give figures to labels in reading order: both are printed row by row, labels before their figures."""
    waiting: list[Cell] = []
    text: list[Piece] = []
    vocabulary = sorted((*BUDGET_AMOUNTS, *BUDGET_HEADERS), key=lambda label: (-len(label), label))
    for piece in (piece for line in lines for piece in words(line)):
        if not is_money(piece.text):
            text.append(piece)
            continue
        waiting.extend(_labels(Cell.of(text), vocabulary))
        text = []
        if waiting:
            found.budget.append((waiting.pop(0), Cell.of([piece])))
        else:
            found.unread.append(Cell.of([piece]))
    found.unread.extend(waiting)


def _labels(printed: Cell, vocabulary: list[str]) -> list[Cell]:
    labels: list[Cell] = []
    text = printed.text
    at = 0
    while at < len(text):
        for label in vocabulary:
            end = next((e for e in range(at + 1, len(text) + 1) if fold(text[at:e]) == label), 0)
            if end:
                if label in BUDGET_AMOUNTS:
                    labels.append(printed.part(at, end))
                at = end
                break
        else:
            at += 1
    return labels


def _tasks(found: DeclarationCells, lines: list[Piece]) -> None:
    lines = _without_header(lines, TASK_HEADER)
    stretches: list[list[Piece]] = [[]]
    amounts: list[Cell] = []
    for line in lines:
        parts = words(line)
        if parts and is_money(parts[-1].text, layout=True):
            before = line.cut(0, parts[-1].start - line.start)
            if before.text.strip():
                stretches[-1].append(before.strip())
            amounts.append(Cell.of([parts[-1]]))
            stretches.append([])
        else:
            stretches[-1].append(line.strip())
    if not amounts:
        found.unread.extend(Cell.of([line]) for line in lines)
        return
    outcome_width = max((width(s[0].text) for s in stretches[1:] if s), default=0)
    rests: list[list[Piece]] = [stretches[0]]
    outcomes: list[Cell] = []
    for stretch in stretches[1:-1]:
        count = leading_cell(stretch, outcome_width) if stretch else 0
        outcomes.append(Cell.of(stretch[:count]))
        rests.append(stretch[count:])
    outcomes.append(Cell.of(stretches[-1]))
    content_width = max((width(line.text) for rest in rests for line in rest), default=0)
    name = Cell()
    for rest, amount, outcome in zip(rests, amounts, outcomes, strict=True):
        count = trailing_cell(rest, content_width) if rest else 0
        printed, content = Cell.of(rest[: len(rest) - count]), Cell.of(rest[len(rest) - count :])
        # over a page break the merged name is printed again
        again = bool(printed) and printed.folded == name.folded and _new_page(name, printed)
        name = printed or name
        found.tasks.append(TaskRow(Cell() if again else printed, content, amount, outcome))


def _new_page(before: Cell, after: Cell) -> bool:
    return before.pieces[-1].page != after.pieces[0].page


def _without_header(lines: list[Piece], header: tuple[str, ...]) -> list[Piece]:
    """Drop the column headings, wherever they are printed (again), whether wrapped or on one line."""
    whole = "".join(header)
    kept: list[Piece] = []
    at = 0
    while at < len(lines):
        match = starts_with_label(lines, at, whole, most_lines=2 * len(header))
        if match:
            at += match[0]
            kept.extend(match[1].pieces)
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _indicators(found: DeclarationCells, lines: list[Piece]) -> None:
    pieces = [piece for line in _without_header(lines, INDICATOR_HEADER) for piece in words(line)]
    # headings and the runs of words between them, in reading order
    events: list[tuple[str, list[Piece]]] = []
    at = 0
    while at < len(pieces):
        level, count = _heading(pieces, at)
        kind = f"level{level}" if level else "run"
        if kind == "run" and events and events[-1][0] == "run":
            events[-1][1].append(pieces[at])
        else:
            events.append((kind, pieces[at : at + count]))
        at += count
    runs = [run for kind, run in events if kind == "run"]
    cut = iter(cut_rows(runs))
    for is_run, group in groupby(events, key=lambda event: event[0] == "run"):
        if is_run:
            for _ in group:
                for row in next(cut):
                    _append(found, row)
        else:
            for kind, heading in group:
                cell = Cell.of(heading)
                level1, level2 = (cell, Cell()) if kind == "level1" else (Cell(), cell)
                found.indicators.append(IndicatorRow(level1, level2, Cell(), Cell(), Cell()))


def _heading(pieces: list[Piece], at: int) -> tuple[int, int]:
    """Return the level of the heading that begins here and the pieces it takes, or (0, 1)."""
    text = ""
    for count in range(1, 5):
        if at + count > len(pieces):
            break
        text += pieces[at + count - 1].text
        if len(fold(text)) > _LONGEST_HEADING + 4:
            break
        if is_level1(text):
            # 成本指标 is a first level only where second-level headings of cost follow
            if fold(text).endswith("成本指标") and not _heading_follows(pieces, at + count):
                return 2, count
            return 1, count
        if is_level2(text) and text.endswith("指标"):
            return 2, count
    return 0, 1


def _heading_follows(pieces: list[Piece], at: int) -> bool:
    return at < len(pieces) and is_level2(pieces[at].text)


def _append(found: DeclarationCells, row: ValueRow) -> None:
    previous = next((r for r in reversed(found.indicators) if r.name), None)
    if (
        previous is not None
        and _new_page(previous.name, row.name)
        and _words(previous) == (row.name.folded, row.period.folded, row.annual.folded)
    ):
        index = max(i for i, r in enumerate(found.indicators) if r is previous)
        found.indicators[index] = IndicatorRow(
            previous.level1, previous.level2, previous.name, previous.period, previous.annual,
            unsure=previous.unsure, printed_twice=row.name,
        )  # fmt: skip
        return
    found.indicators.append(IndicatorRow(Cell(), Cell(), row.name, row.period, row.annual, unsure=row.unsure))


def _words(row: IndicatorRow) -> tuple[str, str, str]:
    return row.name.folded, row.period.folded, row.annual.folded
