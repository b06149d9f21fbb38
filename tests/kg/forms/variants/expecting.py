"""What a form should give, written beside it: projects, money, indicators with their values, and what is debatable.

The columns line of a drawing (``@ …``) names what each column of a marked row holds, ``-`` for what no record takes:

``level1 level2 number name period target actual weight score reason``
    the words of that column; a blank heading is the one above it, ``指标1：`` before a name is its number
``cmp val unit`` (``acmp aval aunit``)
    comparator, number and unit of the target (of the result) in three cells; joined in this order, 定性 left out
``project=N`` ``levels=产出指标/数量指标``
    said of all marked rows below, whatever the cells say
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from kg.readers.blocks import Format, Part, Table
from tests.kg.forms.variants.writing import Drawn, DrawnRow, draw

UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_NUMBERED = re.compile(r"^指标\s*(\d+)\s*[：:、.．]?\s*(.*)$", re.DOTALL)
_TARGET = ("target", "cmp", "val", "unit")
_ACTUAL = ("actual", "acmp", "aval", "aunit")
_NO_COMPARATOR = frozenset({"定性", "其他", "无"})


@dataclass(frozen=True)
class Row:
    """One expected indicator; a value is ``None`` where the form lacks its column, ``""`` where the cell is empty.

    ``doubted`` names the fields of which no figure may be read, ``shifted`` that right or reported is enough.
    """

    name: str
    level1: str = ""
    level2: str = ""
    number: str | None = None
    target: str | None = None
    period: str | None = None
    actual: str | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    reason: str = ""
    project: int = 1
    doubted: frozenset[str] = frozenset()
    shifted: bool = False


@dataclass(frozen=True)
class ExpectedProject:
    """One expected project.

    ``budget`` is its total as printed, ``money`` every other figure of the form that is money, both in the unit that
    ``said`` names (``None``: the form names none, so no amount may be stored).
    """

    name: str
    unit: str | None = None
    goal: str | tuple[str, ...] | None = None
    budget: str | tuple[str, ...] | None = None
    money: str = ""
    said: str | None = "万元"
    outcome: str | None = None


@dataclass(frozen=True)
class Form:
    """A form with what it should give.

    Attributes:
        slug: Its name here; the file's name.
        place: Where forms look like this, and what is peculiar.
        blocks: Paragraphs and tables.
        rows: The indicators, in reading order.
        projects: The projects, in reading order.
        department: The department's name, ``None`` where any is right.
        year: The fiscal year that the form states.
        tasks: Names of 年度主要任务.
        money: Figures in 元 that the document itself may store (部门整体), as printed in ``said``.
        foreign: No form of ours: refused, or without indicators, projects and amounts.
        allow: ``name.field`` → other readings that are right as well: what is debatable.
        drawings: The tables with their marked rows.

    """

    slug: str
    place: str
    blocks: tuple[Part | Table, ...]
    rows: tuple[Row, ...] = ()
    projects: tuple[ExpectedProject, ...] = ()
    department: str | None = None
    year: int | None = None
    tasks: tuple[str, ...] = ()
    money: str = ""
    said: str | None = "万元"
    foreign: bool = False
    allow: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    format: Format = "docx"
    drawings: tuple[Drawn, ...] = ()


def form(
    slug: str,
    place: str,
    *blocks: str | Drawn,
    projects: tuple[ExpectedProject, ...] | ExpectedProject = (),
    rows: tuple[Row, ...] | None = None,
    **more: object,
) -> Form:
    """Make a form of paragraphs (words) and drawings; its rows are read off the drawings if not given."""
    drawings = tuple(block for block in blocks if isinstance(block, Drawn))
    parts = tuple(block.table if isinstance(block, Drawn) else Part(block) for block in blocks)
    found = rows if rows is not None else tuple(row for drawn in drawings for row in read_off(drawn))
    listed = projects if isinstance(projects, tuple) else (projects,)
    return Form(slug, place, parts, found, listed, drawings=drawings, **more)  # type: ignore[arg-type]


def read_off(drawn: Drawn) -> tuple[Row, ...]:
    """Read the expected rows off a drawing by the columns lines of its author."""
    rows: list[Row] = []
    above: dict[str, str] = {}
    columns = ""
    for marked in drawn.rows:
        if marked.columns != columns:
            columns, above = marked.columns, {}
        row = _row(marked, above)
        above = {"level1": row.level1, "level2": row.level2}
        rows.append(row)
    return tuple(rows)


def roles(marked: DrawnRow) -> list[str]:
    """Return what each column of a marked row holds, as the columns line says."""
    return [token for token in marked.columns.split() if "=" not in token]


def _row(marked: DrawnRow, above: dict[str, str]) -> Row:
    names = roles(marked)
    words = dict(zip(names, marked.words, strict=False))
    doubted = {role for role, doubt in zip(names, marked.doubted, strict=False) if doubt}
    said = dict(token.split("=") for token in marked.columns.split() if "=" in token)
    level1, level2 = said["levels"].split("/") if "levels" in said else (words.get("level1"), words.get("level2"))
    level1 = flat(level1 or "") or above.get("level1", "")
    level2 = flat(level2 or "") or above.get("level2", "")
    name = words.get("name", "")
    numbered = _NUMBERED.match(name)
    number = words.get("number")
    if numbered:
        number, name = number or numbered[1], numbered[2]
    return Row(
        name=name,
        level1=level1,
        level2=level2,
        number=number or None,
        target=_value(words, _TARGET),
        period=words.get("period"),
        actual=_value(words, _ACTUAL),
        weight=figure(words.get("weight", "")),
        score=figure(words.get("score", "")),
        reason=words.get("reason", ""),
        project=int(said.get("project", 1)),
        doubted=frozenset({"target" if role in _TARGET else "actual" if role in _ACTUAL else role for role in doubted}),
        shifted=marked.mark == "?",
    )


def _value(words: dict[str, str], columns: tuple[str, ...]) -> str | None:
    if not any(column in words for column in columns):
        return None
    whole, comparator, value, unit = (words.get(column, "") for column in columns)
    return whole + ("" if comparator in _NO_COMPARATOR else comparator) + value + unit


def figure(words: str) -> Decimal | None:
    """Return a weight or score, ``None`` for a dash or nothing."""
    try:
        return Decimal(flat(words).rstrip("分"))
    except InvalidOperation:
        return None


def flat(words: str) -> str:
    """Return words without white space."""
    return "".join(words.split())


def money_of(project: ExpectedProject) -> tuple[Decimal, ...]:
    """Return every amount of a project in 元."""
    if project.said is None:
        return ()
    budget = project.budget if isinstance(project.budget, tuple) else (project.budget or "",)
    printed = " ".join((*budget, project.money)).split()
    return tuple(Decimal(figure.replace(",", "")) * UNITS[project.said] for figure in printed)


__all__ = ["ExpectedProject", "Form", "Row", "draw", "figure", "flat", "form", "money_of", "read_off", "roles"]
