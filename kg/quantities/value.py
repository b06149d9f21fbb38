"""What a target value (指标值) says, as plain values: the words, the kind, one component for each number.

These types are the vocabulary of the grammar and of everything after it: a ``Component`` becomes a
``kg:Component`` in the graph and a COMPONENT in every JSON answer under the same names.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a value is as a whole (值的类型)."""

    QUANTITY = "quantity"
    MIXED = "mixed"
    QUALITATIVE = "qualitative"
    DEADLINE = "deadline"
    MISSING = "missing"
    UNREADABLE = "unreadable"


class Comparator(StrEnum):
    """How a number limits what is measured (比较符)."""

    EQ = "eq"
    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    BETWEEN = "between"


class Dimension(StrEnum):
    """What kind of thing is counted (量纲); comparison works on this, never on the printed unit."""

    ITEM_COUNT = "item_count"
    EVENT_COUNT = "event_count"
    PERSON_COUNT = "person_count"
    PERSON_TIMES = "person_times"
    VIEW_COUNT = "view_count"
    RATIO = "ratio"
    MONEY = "money"
    DURATION = "duration"
    AREA = "area"
    LENGTH = "length"
    MASS = "mass"
    SCORE = "score"
    DATE = "date"
    NONE = "none"


class Role(StrEnum):
    """What a number does inside its value: promise, mere context, part of another number, or their total."""

    PROMISE = "promise"
    CONTEXT = "context"
    PART = "part"
    TOTAL = "total"


class Every(StrEnum):
    """The period a number repeats in (全年, 每月 …)."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


class Assumed(StrEnum):
    """What the document does not print and the reader concluded from its words."""

    UNIT = "unitAssumed"
    DIMENSION = "dimensionAssumed"


@dataclass(frozen=True, slots=True)
class Component:
    """One number of a target value.

    Attributes:
        label: What is counted, in the document's words; ``""`` for the indicator itself.
        comparator: How ``value`` limits what is measured.
        value: In base units (万 and 亿 multiplied out), exact. A percentage keeps its face
            value: ``90%`` is ``Decimal("90")``. The lower end where ``comparator`` is ``between``.
        upper: The upper end of a range, else ``None``.
        printed: The number as printed with its scale word and without its unit (``550万``).
        measure_unit: ``"人次"``, ``"%"``, ...; ``""`` when the document gives none.
        dimension: What kind of thing ``measure_unit`` counts.
        approximate: Whether the document says 约, 余, 左右 or 近.
        per: The word after 每 or 每个 (``工作站``), or ``各``; else ``None``.
        every: The period the number repeats in, else ``None``.
        role: See ``Role``.
        part_of: Position (from 1) of the whole among the value's components for a ``part``;
            ``None`` where the whole is not in the value.
        baseline: The compared period (``十三五``), else ``None``.
        formula: The printed definition of a ratio (``满意人数/调查总人数``), else ``None``.
        assumed: What was concluded rather than printed.
        start: Where the number begins in the raw words, in code points.
        end: Where the number with its unit ends in the raw words, exclusive.

    """

    label: str
    comparator: Comparator
    value: Decimal
    upper: Decimal | None
    printed: str
    measure_unit: str
    dimension: Dimension
    approximate: bool = False
    per: str | None = None
    every: Every | None = None
    role: Role = Role.PROMISE
    part_of: int | None = None
    baseline: str | None = None
    formula: str | None = None
    assumed: tuple[Assumed, ...] = ()
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """What one value cell says.

    Attributes:
        raw: The words as given, untouched.
        kind: What the value is as a whole.
        components: One for each number, in the order of the text.
        residue: The words that no component consumed, clauses joined by ``；``; ``""`` when none.
        deadline: The day or time limit as printed (``2022年底``), else ``None``.

    """

    raw: str
    kind: Kind
    components: tuple[Component, ...] = ()
    residue: str = ""
    deadline: str | None = None
