"""One text per form → its paragraphs and tables, and beside them the rows, projects and amounts that it prints.

Lines of a table are drawn as in ``variants.writing``: ``|`` between places, ``<`` and ``^`` joined to the left and
above, ``⏎`` a new line, ``*`` before a row that holds an indicator; a row that is too short ends in empty cells. And:

``~`` before a row
    a hidden row of a sheet
``=value;number format;words``
    a typed cell of a sheet: a number, a date or a formula (``==F6*0.9``), and the words that the sheet shows
``!paragraph words`` ``!sheet name``
    what stands around the tables; a blank line ends a table as well
``!columns level1 level2 name target …``
    what the marked rows below hold: ``project``, ``level1``, ``level2``, ``name``, ``target`` of the year, ``period``,
    ``actual``, ``weight``, ``score``; ``sign``, ``figure`` and ``unit`` are the parts of a target; ``-`` is not checked
``!project name`` ``!amount kind yuan``
    the project (none without a name) of the rows and amounts below
``!row level1|level2|name|target|actual|weight|score|period``
    an expected row that no drawn row says, such as one whose cells were lost; ``//`` between two right readings
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import permutations

from kg.readers.blocks import Part, Table
from tests.kg.forms.variants.writing import Drawn, draw

TYPED = re.compile(r"=([^;]+);([^;]*);(.*)", re.DOTALL)
_TARGET = ("sign", "figure", "unit")
_GIVEN = ("level1", "level2", "name", "target", "actual", "weight", "score", "period")


@dataclass(frozen=True)
class ExpectedRow:
    """One printed indicator, ``""`` for what is not printed; names and values have all readings that are right.

    ``sign`` and ``figure`` are set where a target stands in columns of its parts.
    """

    name: tuple[str, ...] = ("",)
    target: tuple[str, ...] = ("",)
    actual: tuple[str, ...] = ("",)
    period: str = ""
    weight: str = ""
    score: str = ""
    level1: str = ""
    level2: str = ""
    project: str = ""
    sign: str = ""
    figure: str = ""


@dataclass(frozen=True)
class ExpectedAmount:
    """Money of a project, or of the document (``""``), in 元."""

    project: str
    kind: str
    yuan: Decimal


@dataclass
class Page:
    """What a text says; ``hidden`` are the blocks and rows (from 1) that a sheet does not show."""

    blocks: list[Part | Table] = field(default_factory=list)
    rows: list[ExpectedRow] = field(default_factory=list)
    amounts: list[ExpectedAmount] = field(default_factory=list)
    hidden: set[tuple[int, int]] = field(default_factory=set)


def shown(words: str) -> str:
    """Return the words that a cell shows, on one line.

    >>> shown("=0.95;0%;95%")
    '95%'

    """
    typed = TYPED.fullmatch(words)
    return (typed[3] if typed else words).replace("\n", "")


def parse(text: str, columns: str) -> Page:
    """Parse a form's text; ``columns`` holds until a ``!columns`` line says otherwise."""
    return _Parser(columns).parse(text)


class _Parser:
    def __init__(self, columns: str) -> None:
        self.page = Page()
        self.columns, self.sheet, self.project = columns, "", ""
        self.lines: list[str] = []
        # the project and whether a project began, for each marked row of the table
        self.owners: list[tuple[str, int]] = []
        self.projects = 0

    def parse(self, text: str) -> Page:
        for line in text.strip("\n").split("\n"):
            word, _, rest = line.partition(" ")
            if not line.strip():
                self._end()
            elif line.startswith("!"):
                self._directive(word, rest.strip())
            else:
                self._row(line)
        self._end()
        return self.page

    def _directive(self, word: str, rest: str) -> None:
        if word in ("!paragraph", "!sheet", "!row"):
            self._end()
        if word == "!paragraph":
            self.page.blocks.append(Part(rest))
        elif word == "!sheet":
            self.sheet = rest
        elif word == "!columns":
            self.columns = rest
        elif word == "!project":
            self.project, self.projects = rest, self.projects + 1
        elif word == "!amount":
            kind, yuan = rest.split()
            self.page.amounts.append(ExpectedAmount(self.project, kind, Decimal(yuan)))
        else:
            assert word == "!row", word
            values = dict(zip(_GIVEN, rest.split("|"), strict=False))
            self.page.rows.append(_expected(values, self.project))

    def _row(self, line: str) -> None:
        if line.startswith("~"):
            line = line[1:]
            self.page.hidden.add((len(self.page.blocks), 1 + sum(not one.startswith("@") for one in self.lines)))
        if line.startswith("*"):
            self.owners.append((self.project, self.projects))
            self.lines.append(f"@ {self.columns}")
        self.lines.append(line)

    def _end(self) -> None:
        if not self.lines:
            return
        width = max(line.count("|") for line in self.lines)
        padded = [line if line.startswith("@") else line + " |" * (width - line.count("|")) for line in self.lines]
        drawn = draw("\n".join(padded), sheet=self.sheet or None)
        self.page.blocks.append(drawn.table)
        self.page.rows += _read_off(drawn, self.owners)
        self.lines, self.owners = [], []


def _read_off(drawn: Drawn, owners: list[tuple[str, int]]) -> list[ExpectedRow]:
    """Give the marked rows of a table; a heading that is blank is the one above in the same project."""
    rows = []
    above: dict[str, str] = {}
    last = None
    for marked, (project, number) in zip(drawn.rows, owners, strict=True):
        if number != last:
            above, last = {}, number
        values = {
            role: shown(words) for role, words in zip(marked.columns.split(), marked.words, strict=False) if role != "-"
        }
        for role in ("level1", "level2", "project"):
            if role in values:
                above[role] = values[role] = values[role] or above.get(role, "")
        rows.append(_expected(values, values.get("project", project)))
    return rows


def _expected(values: dict[str, str], project: str) -> ExpectedRow:
    plain = {role: values.get(role, "") for role in ("period", "weight", "score", "level1", "level2")}
    name, target, actual = (tuple(values.get(role, "").split("//")) for role in ("name", "target", "actual"))
    row = ExpectedRow(name, target, actual, project=project, **plain)
    if "figure" not in values:
        return row
    parts = [values[role] for role in _TARGET if values.get(role)]
    if actual[0] and values.get("unit"):
        # the unit of the row is that of its result as well
        row = replace(row, actual=(*actual, f"{actual[0]}{values['unit']}"))
    orders = tuple("".join(order) for order in permutations(parts))
    return replace(row, target=orders, sign=values.get("sign", ""), figure=values["figure"])
