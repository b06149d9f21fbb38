"""What a document of a synthetic corpus is: its blocks, its page-layout text where it has one, its expected records.

Also what several forms share: money that adds up, and which contradiction is planted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from benchmarks.corpora.drawing import Block
    from benchmarks.corpora.indicators import Points, Row

Record = dict[str, Any]
WAN = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Setting:
    """How page-layout text is set: one of several sets of column widths, and how many lines a page holds."""

    widths: int = 0
    page: int = 400


@dataclass(frozen=True, slots=True)
class Document:
    """A document before it is written in a format.

    Attributes:
        form: Name of the form in the corpus (``project_evaluation``).
        blocks: Paragraphs and tables in reading order.
        expected: The records it must give, as JSON is.
        layout: Sets it as page-layout text; ``None`` where its text has tab-separated rows.
        landscape: Whether its pages lie on their side.

    """

    form: str
    blocks: tuple[Block, ...]
    expected: Record
    layout: Callable[[Setting], str] | None = None
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What a document is asked to be: its chance, how many indicators about, whether it contradicts itself."""

    chance: random.Random
    indicators: int = 40
    contradiction: bool = False


@dataclass
class Expected:
    """The records of one document in the making; ``finish`` gives them as JSON is."""

    form: str
    title: str
    department: str
    year: int | None = None
    goal: str = ""
    units: list[Record] = field(default_factory=list)
    projects: list[Record] = field(default_factory=list)
    amounts: list[Record] = field(default_factory=list)
    tasks: list[Record] = field(default_factory=list)
    indicators: list[Record] = field(default_factory=list)
    executions: list[Record] = field(default_factory=list)
    scores: list[Record] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)

    def finish(self) -> Record:
        """Return the records in the order in which they are declared here."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def indicator(
        self,
        row: Row,
        *,
        period: str | None = None,
        annual: str | None = None,
        actual: str | None = None,
        rate: str | None = None,
        points: Points | None = None,
        **more: object,
    ) -> None:
        """Append an indicator; ``None`` for a value means that the form lacks its column.

        ``more`` are ``project`` (its ordinal), ``number`` as printed, and headings printed otherwise.
        """
        self.indicators.append(
            {
                "number": None, "name": row.name, "level1": row.level1, "level2": row.level2, "project": None,
                "period": period, "annual": annual, "actual": actual, "rate": rate,
                "weight": None if points is None else str(points.weight),
                "scored": None if points is None else str(points.scored),
                "reason": None if points is None else points.reason or None,
                **more,
            }
        )  # fmt: skip


def amount(kind: str, label: str, wan: Decimal) -> Record:
    """Write an amount that was printed in 万元.

    >>> amount("total", "合计", Decimal("1.50"))
    {'kind': 'total', 'label': '合计', 'yuan': '15000'}

    """
    return {"kind": kind, "label": label, "yuan": f"{(wan * WAN).normalize():f}"}


def draw_wan(chance: random.Random, least: int, most: int) -> Decimal:
    """Draw an amount in 万元 with two decimals."""
    return Decimal(chance.randint(least * 100, most * 100)) / 100


def money(wan: Decimal) -> str:
    """Print an amount with its decimals, thousands parted.

    >>> money(Decimal(28028))
    '28,028.00'

    """
    return f"{wan:,.2f}"


def shared(chance: random.Random, whole: Decimal, count: int) -> list[Decimal]:
    """Share an amount out over so many, each at least a hundredth; the shares add up exactly."""
    cuts = sorted(chance.sample(range(1, int(whole * 100)), count - 1))
    edges = [0, *cuts, int(whole * 100)]
    return [Decimal(right - left) / 100 for left, right in pairwise(edges)]


def goal_of(chance: random.Random, sentences: Sequence[str], count: int, *, numbered: bool = False) -> str:
    r"""Write a goal of several sentences, numbered ones on lines of their own."""
    chosen = chance.sample(list(sentences), min(count, len(sentences)))
    if numbered:
        return "\n".join(f"目标{at}：{sentence}。" for at, sentence in enumerate(chosen, start=1))
    return "。".join(chosen) + "。"
