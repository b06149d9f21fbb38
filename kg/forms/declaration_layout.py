"""部门整体预算绩效目标申报表 as page-layout text: lines as they stood on the page, cells wrapped and interleaved.

Section titles cut the form; here its budget block and its indicator table are read, ``task_layout`` reads the tasks.
The indicator table prints name, period value, annual value. After a page break the section title, the merged heading
and sometimes a whole row are printed again.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from kg.categories import LEVEL1, LEVEL2, is_level1, is_level2
from kg.cells import Cell, Piece, words
from kg.folding import fold, fold_with_places
from kg.forms.declaration import DeclarationCells, IndicatorRow, assemble
from kg.forms.grids.words.frameworks import is_first_level
from kg.forms.labels import (
    BUDGET,
    BUDGET_AMOUNTS,
    BUDGET_HEADERS,
    GOAL,
    INDICATOR_COLUMNS,
    INDICATORS,
    SECTION_OF,
    TASKS,
    UNITS_OF_MONEY,
    header_line,
    is_money,
    one_unit,
    starts_with_label,
    unit_of_money,
)
from kg.forms.opening import Opening, open_declaration
from kg.forms.row_cutting import ValueRow, cut_rows
from kg.forms.task_layout import read_tasks, without_header
from kg.text import TextLayer

if TYPE_CHECKING:
    from kg.records import Reading

_LONGEST_HEADING = max(len(w) for h in (*LEVEL1, *(h for _, h in LEVEL2)) for w in h.wordings)
_INDICATOR_HEADER = header_line(INDICATOR_COLUMNS)
_BUDGET_WORDS = re.compile(
    "|".join(re.escape(label) for label in sorted((*BUDGET_AMOUNTS, *BUDGET_HEADERS), key=lambda w: (-len(w), w)))
)
_HEADINGS = re.compile("一级指标二级指标")
_LEVELS = ("数量指标", "质量指标", "产出指标")
_SECTION_WORDINGS = sorted(SECTION_OF, key=lambda wording: (-len(wording), wording))


def read_declaration_layout(layer: TextLayer) -> Reading | None:
    """Read the form, or return ``None`` where the text is not this form in page layout."""
    opening = open_declaration(layer)
    if opening is None:
        return None
    found = DeclarationCells(opening)
    sections = _sections(opening, found.labels)
    _budget(found, sections.get(BUDGET, []))
    found.goal = Cell.of(sections.get(GOAL, []))
    read_tasks(found, sections.get(TASKS, []))
    _indicators(found, sections.get(INDICATORS, []))
    if not found.indicators and _holds_another_table(layer):
        return None
    return assemble(layer, found)


def _holds_another_table(layer: TextLayer) -> bool:
    """Whether levels stand below headings of indicators: a form that prints its rows otherwise, which would be lost."""
    lines = list(layer.printed_lines())
    page = fold("".join(line.text for line in lines))
    heads = _HEADINGS.search(page)
    if heads is None:
        return False
    # a form that nobody filled in has its headings alone
    return any(level in page[heads.end() :] for level in _LEVELS) or any(
        is_first_level(words(line)[0].text) for line in lines
    )


def _sections(opening: Opening, labels: list[Cell]) -> dict[str, list[Piece]]:
    """Cut the form at its section titles; a title printed again after a page break goes on with its section."""
    lines = opening.lines
    sections: dict[str, list[Piece]] = {}
    current: list[Piece] = []
    at = 0
    while at < len(lines):
        if at in opening.closes:
            current = []
        for label in _SECTION_WORDINGS:
            match = starts_with_label(lines, at, label)
            if match:
                count, rest = match
                current = sections.setdefault(SECTION_OF[label], [])
                colon = rest.part(0, len(rest.text) - len(rest.text.lstrip(":：")))
                rest = rest.part(len(colon.text), len(rest.text))
                current.extend(rest.pieces)
                last = lines[at + count - 1]
                end = rest.pieces[0].start if rest else last.end
                labels.append(Cell.of([*lines[at : at + count - 1], last.cut(0, end - last.start)]))
                at += count
                break
        else:
            current.append(lines[at])
            at += 1
    return sections


def _budget(found: DeclarationCells, lines: list[Piece]) -> None:
    """Give figures to labels: labels stand before their figures, one by one or several before as many figures.

    Labels that no table knows take their figure as well, so that no figure comes to stand at another label.
    """
    pieces = [piece for line in lines for piece in words(line)]
    labels: list[Cell] = []
    figures: list[Cell] = []
    for is_figure, group in groupby(pieces, key=lambda piece: is_money(piece.text)):
        cells = list(group)
        if is_figure:
            figures = [Cell.of([piece]) for piece in cells]
            continue
        if figures:
            if fold(cells[0].text) in UNITS_OF_MONEY:
                figures[-1] += Cell.of(cells[:1])
                del cells[0]
            _pair(found, labels, figures)
            labels, figures = [], []
        labels.extend(_labels(found, Cell.of(cells)))
    _pair(found, labels, figures)


def _pair(found: DeclarationCells, labels: list[Cell], figures: list[Cell]) -> None:
    # a label without a figure leaves no trace of its empty cell; a figure alone belongs to the label before it
    if len(figures) == 1:
        labels = labels[-1:]
    if len(labels) == len(figures):
        known = [(label, figure) for label, figure in zip(labels, figures, strict=True)
                 if label.folded in BUDGET_AMOUNTS]  # fmt: skip
        found.budget.extend(known)


def _labels(found: DeclarationCells, printed: Cell) -> list[Cell]:
    """Return the labels of amounts among printed words, unknown ones included; headings are known words."""
    folded, places = fold_with_places(printed.text)
    places.append(len(printed.text))
    labels: list[Cell] = []
    begin = 0
    for match in [*_BUDGET_WORDS.finditer(folded), None]:
        start, end = match.span() if match else (len(folded), len(folded))
        if begin < start:
            labels.append(printed.part(places[begin], places[start]))
        if match and match[0] in BUDGET_AMOUNTS:
            labels.append(printed.part(places[start], places[end]))
        elif match:
            heading = printed.part(places[start], places[end])
            found.labels.append(heading)
            found.budget_unit = one_unit(found.budget_unit, unit_of_money(heading.text))
        begin = end
    return labels


def _indicators(found: DeclarationCells, lines: list[Piece]) -> None:
    headers: list[re.Match[str]] = []
    lines = without_header(found, lines, _INDICATOR_HEADER, headers)
    events = _events([piece for line in lines for piece in words(line)])
    if not any(header["period"] for header in headers) or not events or not events[0][0].startswith("level"):
        # columns that the form does not have, or levels that nobody knows: whatever was cut would be guessed
        return
    cut = iter(cut_rows([run for kind, run in events if kind == "run"]))
    rows = [(next(cut) if kind == "run" else []) for kind, _ in events]
    for at in range(2, len(events)):
        # a name at the foot of a page whose values follow the headings printed again on the next page
        parted = events[at - 1][0] == "again" and bool(rows[at - 2]) and bool(rows[at])
        if parted and not (rows[at - 2][-1].annual or rows[at - 2][-1].period):
            run = [*events[at - 2][1], *events[at][1]]
            events[at], rows[at], rows[at - 2] = ("run", run), cut_rows([run])[0], []
    for (kind, pieces), cut_here in zip(events, rows, strict=True):
        cell = Cell.of(pieces)
        if kind == "run":
            for row in cut_here:
                _append(found, row)
        elif kind == "again":
            found.labels.append(cell)
        else:
            level1, level2 = (cell, Cell()) if kind == "level1" else (Cell(), cell)
            found.indicators.append(IndicatorRow(level1, level2, Cell(), Cell(), Cell()))


def _events(pieces: list[Piece]) -> list[tuple[str, list[Piece]]]:
    """Return headings, headings printed again at the top of a page, and the runs of words between, in order."""
    events: list[tuple[str, list[Piece]]] = []
    current = {1: "", 2: ""}
    top = False
    at = 0
    while at < len(pieces):
        level, count = _heading(pieces, at)
        group = pieces[at : at + count]
        top = bool(at) and (top or pieces[at - 1].page != pieces[at].page) and bool(level)
        kind = f"level{level}" if level else "run"
        if level and top and Cell.of(group).folded == current[level]:
            kind = "again"
        elif level:
            current |= {2: Cell.of(group).folded} if level == 2 else {1: Cell.of(group).folded, 2: ""}
        if events and kind == events[-1][0] and kind in ("run", "again"):
            events[-1][1].extend(group)
        else:
            events.append((kind, group))
        at += count
    return events


def _heading(pieces: list[Piece], at: int) -> tuple[int, int]:
    """Return the level of the heading that begins here and the pieces it takes, or (0, 1)."""
    text = ""
    for count in range(1, 5):
        if at + count > len(pieces):
            break
        text += pieces[at + count - 1].text
        if len(text) > _LONGEST_HEADING + 4:
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
    return at < len(pieces) and (is_level2(pieces[at].text) or (
        at + 1 < len(pieces) and is_level2(pieces[at].text + pieces[at + 1].text)
    ))  # fmt: skip


def _append(found: DeclarationCells, row: ValueRow) -> None:
    at = next((i for i in range(len(found.indicators) - 1, -1, -1) if found.indicators[i].name), None)
    previous = found.indicators[at] if at is not None else None
    if at is not None and previous is not None and _same_row_again(previous, row):
        found.indicators[at] = IndicatorRow(
            previous.level1, previous.level2, previous.name, previous.period, previous.annual,
            unsure=previous.unsure, printed_twice=row.name,
        )  # fmt: skip
        found.labels.extend((row.period, row.annual))
        return
    found.indicators.append(IndicatorRow(Cell(), Cell(), row.name, row.period, row.annual, unsure=row.unsure))


def _same_row_again(previous: IndicatorRow, row: ValueRow) -> bool:
    words_before = (previous.name.folded, (previous.period or Cell()).folded, previous.annual.folded)
    return previous.name.pieces[-1].page != row.name.pieces[0].page and words_before == (
        row.name.folded,
        row.period.folded,
        row.annual.folded,
    )
