"""The running text of a self-evaluation: duties, offices and units, tasks, goals, and figures in sentences.

In: sections, each with its numbered title and its lines. Out: records in the draft, and the overall goal. Prose is
read only where its title or its words say what it is; the rest of the text becomes no record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.cells import Cell, Piece
from kg.forms.statements import read_statements
from kg.identity import canonical_department
from kg.records import Department, Duty, Task, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.forms.assembly import Draft

_SECTION = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|\d+[.．、]\s*(?!\d))")
_NUMBERED = re.compile(r"^\s*\d+[.．、]")
# a numbered line that ends as a sentence is an item of a list, no title
_SENTENCE_END = ("。", "；", ";")
_ITEM = re.compile(r"^\s*(?:-\s*)?(?:[(（](?P<bracketed>\d+)[)）]|(?P<plain>\d+)[.．、](?!\d))\s*")
_LIST_MARK = re.compile(r"^\s*-\s+")
_INNER = re.compile(r"内设机构\s*\d*\s*个?[,，、]?\s*(?:分别)?[设为是](?:有)?[:：]?\s*(?P<names>[^。;；(（]+)")
_SUBORDINATE = re.compile(r"下属(?:单位|事业单位)[^。;；:：]{0,6}[:：]\s*(?P<names>[^。;；]+)")
_NAME_IN_LIST = re.compile(r"[^、,，（）()\s]+(?:\s{0,4}[(（][^)）]{0,60}[)）])?")
_GOAL_LABEL = re.compile(r"(?:项目)?年度绩效目标\s*[:：]\s*")
_PROJECT_TITLE = re.compile(r"^\s*(?P<number>\d+)[.．、]\s*(?P<name>.+(?:项目|经费|工程|资金))\s*$")


@dataclass
class Section:
    """A numbered title, folded, and its lines, the title's own first; ``project`` is the key project it opens."""

    title: str
    lines: list[Piece] = field(default_factory=list)
    project: int | None = None


def section_title(line: Piece) -> bool:
    """Whether a line is a numbered title."""
    if not _SECTION.match(line.text):
        return False
    return not (_NUMBERED.match(line.text) and line.text.rstrip().endswith(_SENTENCE_END))


def key_project_title(line: Piece) -> re.Match[str] | None:
    """Return the number and name of a key project whose title the line is."""
    return _PROJECT_TITLE.match(line.text)


def read_prose(draft: Draft, sections: Sequence[Section], department: Department) -> Cell:
    """Read what the running text holds into the draft; returns the overall goal (履职总体目标)."""
    goal = Cell()
    for section in sections:
        body = section.lines[1:]
        title = section.title.rstrip("。:")
        if title.endswith(("主要职责", "主要职能")):
            _duties(draft, body)
        elif title.endswith("总体目标") and not goal:
            goal = Cell.of(line.strip() for line in body)
        elif title.endswith("重点工作任务绩效目标"):
            _tasks(draft, body)
        if section.project is not None:
            words = _key_project_goal(body)
            if words:
                at = section.project - 1
                source = draft.layer.source(words)
                draft.projects[at] = replace(draft.projects[at], goal=words.text, goal_source=source)
        for line in body:
            _units(draft, Cell.of([line]), department)
    read_statements(draft, (Cell.of([line]) for section in sections for line in section.lines))
    return goal


def _key_project_goal(lines: list[Piece]) -> Cell:
    """Return the goal (项目年度绩效目标) among the lines below a key project's title."""
    goal: list[Piece] = []
    inside = False
    for line in lines:
        label = _GOAL_LABEL.search(line.text)
        if label:
            inside = True
            goal.append(line.cut(label.end()))
        elif inside:
            goal.append(line.strip())
    return Cell.of(goal)


def _items(lines: list[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """Give the ``(1) …`` items among lines, each with the lines that continue it."""
    number, pieces = "", list[Piece]()
    for line in lines:
        match = _ITEM.match(line.text)
        if match:
            if number:
                yield number, pieces
            number, pieces = match["bracketed"] or match["plain"], [line.cut(match.end())]
        elif number:
            mark = _LIST_MARK.match(line.text)
            pieces.append(line.cut(mark.end() if mark else 0).strip())
    if number:
        yield number, pieces


def _duties(draft: Draft, lines: list[Piece]) -> None:
    for number, pieces in _items(lines):
        words = Cell.of(pieces)
        if words:
            draft.duties.append(Duty(len(draft.duties) + 1, number, words.text, draft.layer.source(words)))


def _tasks(draft: Draft, lines: list[Piece]) -> None:
    for number, pieces in _items(lines):
        pieces = [piece for piece in pieces if piece.text.strip()]
        name, content = Cell.of(pieces[:1]), Cell.of(pieces[1:])
        if not name:
            continue
        draft.tasks.append(
            Task(
                ordinal=len(draft.tasks) + 1,
                group=None,
                name=name.text,
                content=content.text,
                outcome="",
                amount=None,
                source=draft.layer.source(name),
                printed_number=number,
                content_source=draft.layer.source(content) if content else None,
            )
        )


def _units(draft: Draft, paragraph: Cell, department: Department) -> None:
    for pattern, kind in ((_INNER, UnitKind.INNER), (_SUBORDINATE, UnitKind.SUBORDINATE)):
        for match in pattern.finditer(paragraph.text):
            for name in _NAME_IN_LIST.finditer(match["names"]):
                offset = match.start("names")
                words = paragraph.part(offset + name.start(), offset + name.end())
                canonical = canonical_department(words.text).name
                draft.units.append(Unit(canonical, department.name, kind, draft.layer.source(words)))
