"""Comparable figures side by side: who counts, who is a repetition, and what minimum, median and maximum are.

In: peers, nearest first, each a figure of one indicator. Out: groups of like with like, departments together and their
years in order. Hard because one promise is printed several times (申报表, 项目表, 自评报告): the repetitions are shown
with the reason and counted once, or a department would outvote the others with its own paper. So would a cell that
names seven kinds of events in one indicator: where nothing tells which is meant, all are shown and none is counted. The
indicator that the question is about is shown and not counted. Not done: no weighting, no mean, no judgement of what is
much.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any, Literal

from embeddings.analysis.folding import fold_name, letters
from kg.citing import words_around
from kg.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from embeddings.comparison.figures import Alike, Figure

Standing = Literal["counted", "own", "several", "repeats-own", "repeats", "repeats-undated"]
"""Why a row is counted or not: a peer; the indicator asked for; one of several like figures of one value; the same
promise printed again (of a known fiscal year, or of one that no document says)."""

_PRECISION = 60
_MEASURE_ORDER: dict[str | None, int] = {measure.name: place for place, measure in enumerate(MEASURES)}
_HIT_FIELDS = (
    "indicator", "name", "department", "level", "unit", "project", "document", "document_id", "fiscal_year",
    "fiscal_year_basis",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Peer:
    """One figure of one indicator.

    Attributes:
        hit: HIT of the contract, ``rank`` as it came.
        figure: What of its target is compared.
        actual: ``{"value", "measure_unit", "printed", "raw", "excerpt", "source"}`` or ``None`` where nothing was
            reported; ``value`` is ``None`` where no number answers this one for certain.
        attainment: Reached ÷ promised as a fraction, ``None`` where that is not certain.
        yuan_per_result: The project's budget ÷ value in 元, or ``None``.
        no_yuan: Why not, a key; else ``None``.
        standing: Whether it counts.
        repeats: IRI of the indicator whose promise it repeats.

    """

    hit: dict[str, Any]
    figure: Figure
    actual: dict[str, Any] | None = None
    attainment: Decimal | None = None
    yuan_per_result: Decimal | None = None
    no_yuan: str | None = None
    standing: Standing = "counted"
    repeats: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that are alike.

    Attributes:
        alike: What they share.
        measure_unit: The unit of ``minimum``, ``median``, ``maximum`` and of the rows' values: the printed one where
            all rows have it, else that of the family.
        peers: Departments together, the one with the nearest peer first, each by year; the own indicator before all,
            like figures of one value behind all.

    """

    alike: Alike
    measure_unit: str
    peers: tuple[Peer, ...]

    @property
    def counted(self) -> tuple[Peer, ...]:
        """The peers that the statistics are made of."""
        return tuple(peer for peer in self.peers if peer.standing == "counted")

    def value(self, figure: Figure) -> Decimal:
        """Return a figure's value in the unit of the group."""
        return figure.value if self.measure_unit == self.alike.family else figure.component.value

    def to_json(self) -> dict[str, Any]:
        """Return the group as plain JSON values; see ``embeddings.comparison.side_by_side`` for the shape."""
        values = sorted(self.value(peer.figure) for peer in self.counted)
        alike = self.alike
        return {
            "measure": alike.measure,
            "dimension": alike.dimension.value,
            "measure_unit": self.measure_unit,
            "per": alike.per,
            "every": alike.every.value if alike.every else None,
            "baseline": alike.baseline,
            "limit": "at_most" if alike.at_most else "level",
            "change": alike.change,
            "n": len(values),
            "n_indicators": len({peer.hit["indicator"] for peer in self.counted}),
            "n_departments": len({peer.hit["department"] for peer in self.counted}),
            "n_documents": len({peer.hit["document_id"] for peer in self.counted}),
            "minimum": plain(values[0]) if values else None,
            "median": plain(median(values)) if values else None,
            "maximum": plain(values[-1]) if values else None,
            "rows": [self._row(peer) for peer in self.peers],
        }

    def _row(self, peer: Peer) -> dict[str, Any]:
        component, target = peer.figure.component, peer.hit["target"]
        upper = None
        if component.upper is not None:
            upper = component.upper * (self.value(peer.figure) / component.value if component.value else 1)
        return {
            **{name: peer.hit[name] for name in _HIT_FIELDS},
            "standing": peer.standing,
            "repeats": peer.repeats,
            "label": component.label,
            "comparator": component.comparator.value,
            "value": plain(self.value(peer.figure)),
            "upper": None if upper is None else plain(upper),
            "approximate": component.approximate,
            "assumed": [word.value for word in component.assumed],
            "several": peer.figure.several,
            "printed": component.printed,
            "printed_unit": component.measure_unit,
            "raw": target["raw"],
            "excerpt": words_around(target["raw"], component.start, component.end),
            "actual": peer.actual,
            "attainment": None if peer.attainment is None else plain(peer.attainment),
            "budget_yuan": peer.hit["budget_yuan"],
            "budget_amounts": peer.hit["budget_amounts"],
            "yuan_per_result": None if peer.yuan_per_result is None else format(peer.yuan_per_result, "f"),
            "no_yuan_per_result": peer.no_yuan,
            "source": target["source"] or peer.hit["source"],
            "corrections": peer.hit["corrections"],
            "findings": peer.hit["findings"],
            "rank": peer.hit["rank"],
            "score": peer.hit["score"],
        }


def grouped(peers: Iterable[Peer]) -> tuple[Group, ...]:
    """Put like with like and say who counts.

    Args:
        peers: Nearest first; the own indicator has the standing ``own``, all others ``counted`` or ``several``.

    Returns:
        The groups of the own indicator first, then those of most departments, then those of most figures.

    """
    by_kind: dict[Alike, list[Peer]] = {}
    for peer in peers:
        by_kind.setdefault(peer.figure.alike, []).append(peer)
    groups = [Group(alike, _unit(alike, own), _ordered(_standing(own))) for alike, own in by_kind.items()]
    return tuple(sorted(groups, key=_group_order))


def median(values: Sequence[Decimal]) -> Decimal:
    """Return the middle of sorted values, of an even number the mean of the two in the middle.

    >>> median([Decimal(1), Decimal(6), Decimal(200)]), median([Decimal(1), Decimal(2)])
    (Decimal('6'), Decimal('1.5'))

    """
    low, high = values[(len(values) - 1) // 2], values[len(values) // 2]
    with localcontext(prec=_PRECISION):
        return low if low == high else (low + high) / 2


def plain(value: Decimal) -> str:
    """Write a value in digits: no exponent, no zeros behind the last decimal that says something.

    >>> plain(Decimal("1E+4")), plain(Decimal("95.50")), plain(Decimal("0.0"))
    ('10000', '95.5', '0')

    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _unit(alike: Alike, peers: Sequence[Peer]) -> str:
    printed = {peer.figure.component.measure_unit for peer in peers} - {""}
    return printed.pop() if len(printed) == 1 else alike.family


def _standing(peers: Sequence[Peer]) -> list[Peer]:
    """Say of each peer whether it counts; of a promise printed several times the nearest to the question does."""
    first: dict[tuple[object, ...], list[Peer]] = {}
    found = []
    for peer in sorted(peers, key=lambda peer: peer.standing != "own"):
        if peer.standing == "several":
            found.append(peer)
            continue
        seen = first.setdefault(_promise(peer), [])
        same = next((other for other in seen if _same_promise(peer, other)), None)
        if same is None:
            seen.append(peer)
        elif peer.standing != "own":
            standing: Standing = "repeats" if peer.hit["fiscal_year"] is not None else "repeats-undated"
            standing = "repeats-own" if same.standing == "own" else standing
            peer = replace(peer, standing=standing, repeats=same.hit["indicator"])
        found.append(peer)
    return found


def _promise(peer: Peer) -> tuple[object, ...]:
    """Return what two prints of one promise share, besides what :func:`_same_promise` looks at."""
    upper = peer.figure.component.upper
    return peer.hit["department"], peer.hit["fiscal_year"], fold_name(peer.hit["name"]), peer.figure.value, upper


def _same_promise(one: Peer, other: Peer) -> bool:
    """Whether two rows of one department, year, name and value are one promise printed twice.

    Two projects of one name in one document are two, and so are the same figures of two projects. Of values with
    several figures the labels must not differ.
    """
    if one.hit["indicator"] == other.hit["indicator"]:
        return False
    projects = [hit["project"] and letters(hit["project"]) for hit in (one.hit, other.hit)]
    if None not in projects and (projects[0] != projects[1] or one.hit["document_id"] == other.hit["document_id"]):
        return False
    labels = {letters(peer.figure.component.label) for peer in (one, other)} - {""}
    return len(labels) < 2 or not (one.figure.several or other.figure.several)


def _ordered(peers: Sequence[Peer]) -> tuple[Peer, ...]:
    nearest: dict[str, int] = {}
    for peer in peers:
        department = peer.hit["department"]
        nearest[department] = min(nearest.get(department, peer.hit["rank"]), peer.hit["rank"])

    def place(peer: Peer) -> tuple[object, ...]:
        hit, department, year = peer.hit, peer.hit["department"], peer.hit["fiscal_year"]
        block = ("own", "several").index(peer.standing) * 2 if peer.standing in ("own", "several") else 1
        return block, nearest[department], department, year is None, year, hit["rank"]

    return tuple(sorted(peers, key=place))


def _group_order(group: Group) -> tuple[object, ...]:
    alike, counted = group.alike, group.counted
    own = any(peer.standing == "own" for peer in group.peers)
    departments = Counter(peer.hit["department"] for peer in counted)
    words = alike.dimension.value, alike.family, alike.per or "", alike.every or "", alike.baseline or ""
    measure = _MEASURE_ORDER.get(alike.measure, len(_MEASURE_ORDER))
    return not own, -len(departments), -len(counted), alike.at_most, alike.change, measure, words
