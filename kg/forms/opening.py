"""The frame of a 部门整体预算绩效目标申报表: title, department, unit of money, and the lines that are the form's own.

In: the text layer. Out: the form's lines in order, without page numbers, printed-again titles and lines that name a
person; those are kept as labels, so that nothing is lost. Hard because one file may hold two forms: the second one's
words must never run into the first one's tables, so the form ends where another title or another department stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.cells import Cell, Piece
from kg.folding import fold
from kg.forms.labels import (
    DECLARATION_TITLE,
    DEPARTMENT_LABELS,
    FORM_TITLES,
    SECTION_OF,
    SELF_EVALUATION_TITLE,
    is_personal,
    starts_with_label,
    unit_of_money,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.text import TextLayer

_PAGE_NUMBER = re.compile(r"^(?:[-—–]+\d{1,4}[-—–]+|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4})$")
# another field printed behind the department's name: 单位：, 填报日期：, (单位:万元)
# 填报单位（盖章）：
_BEFORE_NAME = re.compile(r"^[ \t\u3000]*(?:[（(][^（）()]{0,4}章[)）])?[ \t\u3000:：]*")
_NEXT_FIELD = re.compile(r"\s+(?=[\u4e00-\u9fff]{2,6}\s*[:：])|\s*(?=[(（]\s*(?:金额)?单位\s*[:：])|(?=\t)")
_UNIT_LINE = re.compile(r"^\(?(?:金额)?单位:(?:人民币)?(?:亿元|万元|元)\)?$")
_LONGEST_TITLE = 80
_LONGEST_REPORT_TITLE = 45


@dataclass
class Opening:
    """What stands around a form's tables.

    Attributes:
        title: The title as printed.
        department: The department's name as printed, without its label.
        year: A line or cell that names the year beside the title.
        money_unit: The unit that a caption states, ``None`` where none does.
        lines: The form's own lines after the title, in order.
        closes: Places in ``lines`` before which a section has ended (a person's line stood there).
        labels: Everything known that becomes no record.
        rest: The lines of another form in the same file.

    """

    title: Cell
    department: Cell
    money_unit: str | None = None
    year: Cell = field(default_factory=Cell)
    lines: list[Piece] = field(default_factory=list)
    closes: set[int] = field(default_factory=set)
    labels: list[Cell] = field(default_factory=list)
    rest: list[Piece] = field(default_factory=list)


def without_page_numbers(layer: TextLayer) -> tuple[list[Piece], list[Cell]]:
    """Return the printed lines, and the page numbers that stood among them.

    A bare number is one only as the last line of the page that it counts.
    """
    printed = list(layer.printed_lines())
    kept: list[Piece] = []
    numbers: list[Cell] = []
    for at, line in enumerate(printed):
        folded = fold(line.text) if len(line.text) <= _LONGEST_TITLE else ""
        last = at + 1 == len(printed) or printed[at + 1].page != line.page
        bare = layer.pages is not None and last and folded == str(line.page)
        if _PAGE_NUMBER.match(folded) or bare:
            numbers.append(Cell.of([line]))
        else:
            kept.append(line)
    return kept, numbers


def find_title(lines: Sequence[Piece], at: int, pattern: re.Pattern[str]) -> int:
    """Return how many lines from ``at`` on are a title that fits the pattern (a title may wrap once), 0 for none."""
    if len(lines[at].text) > _LONGEST_TITLE:
        return 0
    first = fold(lines[at].text)
    if pattern.match(first):
        return 1
    if at + 1 == len(lines) or len(lines[at + 1].text) > _LONGEST_TITLE:
        return 0
    second = fold(lines[at + 1].text)
    # the form's name itself must be wrapped, else the title is the second line alone
    return 2 if pattern.match(first + second) and not pattern.match(second) else 0


def department_line(lines: Sequence[Piece], at: int) -> tuple[int, Cell, Cell] | None:
    """Read a line such as ``部门名称：某某局 单位：万元``.

    Returns:
        The lines it takes, the name (empty where none is printed), and the words after the name; else ``None``.

    """
    for label in DEPARTMENT_LABELS:
        match = starts_with_label(lines, at, label)
        if match is None:
            continue
        count, rest = match
        begin = len(rest.text) - len(_BEFORE_NAME.sub("", rest.text, count=1))
        if begin == len(rest.text) and at + count < len(lines) and _names_something(lines[at + count]):
            return count + 1, Cell.of([lines[at + count]]), Cell()
        if is_personal(rest.text[begin:]):
            # 填报单位（盖章） that nobody filled in, beside 单位负责人（签名）：
            return count, Cell(), rest.part(begin, len(rest.text))
        end = _NEXT_FIELD.search(rest.text, begin)
        cut = end.start() if end else len(rest.text)
        return count, rest.part(begin, cut), rest.part(cut, len(rest.text))
    return None


def _names_something(line: Piece) -> bool:
    return "\t" not in line.text and fold(line.text) not in SECTION_OF and not is_personal(line.text)


def open_declaration(layer: TextLayer) -> Opening | None:
    """Find the form in the text, or return ``None`` where it is not there."""
    lines, numbers = without_page_numbers(layer)
    at = next((i for i in range(len(lines)) if find_title(lines, i, DECLARATION_TITLE)), None)
    if at is None:
        return None
    head = next((i for i in range(len(lines)) if (found := department_line(lines, i)) and found[1]), None)
    named = department_line(lines, head) if head is not None else None
    if head is None or named is None:
        return None
    size = find_title(lines, at, DECLARATION_TITLE)
    opening = Opening(Cell.of(lines[at : at + size]), named[1], labels=numbers)
    opening.money_unit = unit_of_money(opening.title.text) or unit_of_money(named[2].text)
    if opening.money_unit and unit_of_money(named[2].text):
        opening.labels.append(named[2])
    first = {*range(at, at + size), *range(head, head + named[0])}
    opening.labels.extend(Cell.of([lines[i]]) for i in sorted(first) if i < head or not named[2])
    if named[2]:
        label = lines[head].cut(0, named[1].pieces[0].start - lines[head].start)
        opening.labels.append(Cell.of([label]))
    _own_lines(opening, lines, first)
    return opening


def _own_lines(opening: Opening, lines: list[Piece], first: set[int]) -> None:
    title, department = opening.title.folded, opening.department.folded
    at = 0
    while at < len(lines):
        line = lines[at]
        if at in first:
            at += 1
            continue
        again = department_line(lines, at)
        size = max(find_title(lines, at, pattern) for pattern in FORM_TITLES)
        if size and (_other_title(lines, at, size, title) or _other_department(lines, at + size, department)):
            opening.rest.extend(lines[at:])
            return
        if _is_report_title(line):
            opening.rest.extend(lines[at:])
            return
        if size:
            opening.labels.append(Cell.of(lines[at : at + size]))
            at += size
        elif again and again[1].folded == department:
            opening.labels.append(Cell.of(lines[at : at + again[0]]))
            at += again[0]
        elif len(line.text) <= _LONGEST_TITLE and _UNIT_LINE.match(fold(line.text)):
            opening.money_unit = opening.money_unit or unit_of_money(line.text)
            opening.labels.append(Cell.of([line]))
            at += 1
        elif any(is_personal(cell) for cell in line.text.split("\t")):
            # a name may stand on the line below its label
            below = fold(line.text).endswith(":") and at + 1 < len(lines) and _names_something(lines[at + 1])
            count = 2 if below else 1
            opening.labels.append(Cell.of(lines[at : at + count]))
            opening.closes.add(len(opening.lines))
            at += count
        else:
            opening.lines.append(line)
            at += 1


def _other_title(lines: Sequence[Piece], at: int, size: int, title: str) -> bool:
    return Cell.of(lines[at : at + size]).folded != title and not DECLARATION_TITLE.match(
        Cell.of(lines[at : at + size]).folded
    )


def _other_department(lines: Sequence[Piece], at: int, department: str) -> bool:
    for place in range(at, min(at + 3, len(lines))):
        found = department_line(lines, place)
        if found and found[1]:
            return found[1].folded != department
    return False


def _is_report_title(line: Piece) -> bool:
    folded = fold(line.text) if len(line.text) <= _LONGEST_REPORT_TITLE else ""
    found = SELF_EVALUATION_TITLE.search(folded)
    return found is not None and found.end() == len(folded)
