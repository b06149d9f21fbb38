"""Whether the money of a table is that of the form: a budget document holds tables of its own beside the forms.

``合计 | 4.20`` of a table of 三公经费 stands above a project's form and looks like its total. A part of a table (rows
without a blank one between them) is the form's where one of its labels or a head of indicators stands in it; one of
money alone only directly beside the form, where most of its figures have a label of a form.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.folding import fold
from kg.forms.grids.columns.header import indicator_header
from kg.forms.grids.words.labels import field_of, is_label, money_column, money_row
from kg.forms.grids.words.titles import is_year_line, title_form
from kg.forms.labels import BUDGET_AMOUNTS, SECTION_OF, is_money

if TYPE_CHECKING:
    from kg.cells import GridCell
    from kg.forms.grids.view import GridView

_NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十]+(?:部分|[、.．])|[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．])"
)
_CAPTION = re.compile(
    r"(?:表|公开|说明|情况)(?:\([^()]*\))?$|^(?:第?[一二三四五六七八九十]+(?:部分|、)|表[\d一二三四五六七八九十])"
)
_OF_FORMS = ("project", "goal", "period_goal", "outcome")
# 部门：…　单位：万元 in one cell stands above any table
_OWN = (*_OF_FORMS, "superior", "upper", "unit", "reporter")
# the label that begins a line: before a colon, or before a wide gap
_LINE_LABEL = re.compile(r"^\s*[^:：\s]{2,14}(?=[:：]|\s{2,}|\u3000|\t)")
_LABEL_AND_VALUE = re.compile(r"^(?P<label>[^:：]{2,14})[:：].")


class Belonging:
    """Tells of each row of a file, in reading order, whether its money may be the form's.

    Attributes:
        beside: Nothing but the form's own lines and tables stands since its title or a table of it.
        listed: The rows are a list of projects with their money.

    """

    def __init__(self) -> None:
        self.beside = True
        self.listed = False
        self._parts: list[range] = []
        self._part: range | None = None
        self._own = True

    def line(self, words: str) -> None:
        """Take a line between tables: the title or a label of a form, or words that lead away from it."""
        label = _LINE_LABEL.match(words)
        if title_form(words) is not None or (label is not None and field_of(label[0]) in ("project", "goal")):
            self.beside = True
        elif _leads_away(words, label[0] if label else ""):
            self.beside = False

    def table(self, view: GridView, first: int) -> None:
        """Begin a table, of which the rows before ``first`` went on with the table of indicators before it."""
        self._parts = _parts_of(view)
        self._part = next((one for one in self._parts if first > view.first and first in one), None)
        self._own = True

    def owns(self, view: GridView, row: int, *, indicators: bool) -> bool:
        """Whether money in a row may be the form's; ``indicators`` says that a table of them stands above it."""
        at = bisect_right(self._parts, row, key=lambda part: part.start) - 1
        part = self._parts[at] if at >= 0 and row in self._parts[at] else None
        if part is None or part == self._part:
            return self._own
        self._part = part
        self.listed = is_list_head(view, part.start)
        if self.listed:
            self._own = False
        elif _holds_form(view, part):
            self._own = self.beside = True
        else:
            first = view.new(part.start)
            self.beside = self.beside and not (len(first) == 1 and _is_caption(first[0]))
            self._own = self.beside and not indicators and _mostly_known(view, part)
        return self._own


def _parts_of(view: GridView) -> list[range]:
    """Return the rows in parts: between blank rows, from a caption or title on, and a list of projects by itself."""
    starts: list[int] = []
    blank, listed = True, False
    for row in view.rows:
        new = view.new(row)
        if not new and not view.filled(row):
            blank = True
            continue
        head = len(new) > 1 and is_list_head(view, row)
        apart = len(new) == 1 and (title_form(new[0].cell.text) is not None or _is_caption(new[0]))
        if blank or head or apart or (listed and _is_of_form(view, row)):
            starts.append(row)
            listed = head
        blank = False
    return [range(start, end) for start, end in pairwise([*starts, view.grid.rows + 1])]


def is_list_head(view: GridView, row: int) -> bool:
    """Whether a row is the headings of a list of projects with their money: 项目名称 … 合计, figures below them."""
    new = view.new(row)
    named = any("名" in (words := cell.cell.text) and field_of(words) == "project" for cell in new)
    if not named or indicator_header(view, row) is not None:
        return False
    return any(
        (money_row(cell.cell.text) or money_column(cell.cell.text))
        and not is_money(view.cell(row, cell.column + cell.colspan).text)
        and is_money(view.begun(row + cell.rowspan, cell.column).text)
        for cell in new
    )


def _is_caption(cell: GridCell) -> bool:
    """Whether the only words of a row are the caption of a table that is not the form's."""
    return cell.column == 1 and bool(_CAPTION.search(cell.cell.folded)) and _leads_away(cell.cell.text)


def _holds_form(view: GridView, rows: range) -> bool:
    """Whether a label of a form with its value, a form's title or a head of indicators stands in these rows."""
    return any(_is_of_form(view, row) for row in rows)


def _is_of_form(view: GridView, row: int) -> bool:
    if indicator_header(view, row) is not None:
        return True
    for cell in view.new(row):
        words = cell.cell.text
        if title_form(words) is not None:
            return True
        inside = _LABEL_AND_VALUE.match(words)
        if inside and field_of(inside["label"]) in _OF_FORMS:
            return True
        if field_of(words) not in _OWN and fold(words) not in SECTION_OF:
            continue
        right = next((one for one in view.filled(row) if one.column > cell.column), None)
        if right is not None and not is_label(right.cell.text) and not is_money(right.cell.text):
            return True
    return False


def _mostly_known(view: GridView, rows: range) -> bool:
    """Whether most figures of these rows stand beside a label of money that forms have."""
    known = others = 0
    for row in rows:
        filled = view.filled(row)
        for left, right in pairwise(filled):
            if left.row != row or not is_money(right.cell.text) or is_money(left.cell.text):
                continue
            if money_row(left.cell.text) or left.cell.folded in BUDGET_AMOUNTS or is_label(left.cell.text):
                known += 1
            else:
                others += 1
    return known > others


def _leads_away(words: str, label: str = "") -> bool:
    """Whether a line is neither a label nor a section of a form: the caption of another table, or a sentence."""
    folded = fold(words)
    bare = _NUMBERING.sub("", folded)
    known = (
        bool(label and is_label(label))
        or is_label(bare)
        or bare in SECTION_OF
        or title_form(words) is not None
        or is_year_line(words)
    )
    return not known and not re.fullmatch(r"[(\[]?(?:金额|计量)?单位:?.{1,6}[)\]]?", folded)
