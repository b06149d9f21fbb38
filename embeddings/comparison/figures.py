"""Which numbers of a target (指标值) can be compared, and with what: the figure and its kind.

In: the components of one value. Out: figures, each with its ``Alike``: two figures may stand in one median only where
all of it is equal. Hard because units lie on both sides of the line: 场 and 次 count the same events, 人 and 人次
never the same people, 百分点 and 增长10% are changes and no shares, 每月2次 is not 2次, ≤5 is not ≥5. Context and
parts (其中 …) are no figures of comparison. Where a value promises several numbers, the labels say which one was asked
for, or which one the indicator's own name means; where they do not, all stay and are marked.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from embeddings.analysis.folding import letters
from embeddings.analysis.measures import MEASURE_OF_DIMENSION, object_of
from embeddings.analysis.unit_families import FAMILIES, FAMILY_OF
from kg.quantities.units import unit_of
from kg.quantities.value import Assumed, Comparator, Component, Dimension, Every, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

LEAST_LABEL = 0.46  # how near the question's object a label must be to be about it
LABEL_MARGIN = 0.1
"""Labels this much less near to the question than the nearest one are of something else."""
_TELLING = 4  # characters of an object that a label may hold: 活动 is in every other one
SATISFACTION = "satisfaction"
FIGURE_ROLES = (Role.PROMISE, Role.TOTAL)
"""Context and parts (其中 …) are no figures of comparison."""

_D = Dimension
# What units with an exact factor are converted to, and what a number without a printed unit is taken for.
_BASE_UNITS = {
    _D.RATIO: "%",
    _D.MONEY: "元",
    _D.DURATION: "秒",
    _D.AREA: "平方米",
    _D.LENGTH: "米",
    _D.MASS: "千克",
}
_UNPRINTED = {_D.RATIO: "%", **{dimension: units[0] for dimension, units in FAMILIES}}
del _UNPRINTED[_D.EVENT_COUNT], _UNPRINTED[_D.ITEM_COUNT]
# These measure a change, although they can be converted to a share.
_CHANGES = ("百分点", "倍")
_OPINIONS = (_D.RATIO, _D.SCORE)
_CHANGING = "增长|增加|增收|递增|提高|提升|上升|上涨|下降|下浮|降低|减少|压减|压缩|缩减|节约"
_REACHING = r"(?:了|约|近|超过?|达到?|不低于|不少于|不高于|不超过|高于|低于|[大小]于(?:等于)?|至少|[≥≤><=]|\s)*"
# 增长10% before a number, but neither 提高到95% nor 提高满意度95%
_CHANGE = re.compile(
    rf"(?:(?:{_CHANGING})(?:(?:率|幅度?|比例)?[为是:：])?|[增降涨]幅[为是:：]?|增速[为是:：]?){_REACHING}$"
)
_NAMES_CHANGE = re.compile(
    rf"(?:(?:{_CHANGING})(?:率|幅度|比例|比率|成本率)?|[增降涨]幅|增速)(?:[（(]%[）)])?$|(?:增长|下降)(?:率|幅度)(?!.*[完达控]成?制?率)"
)
# 服务水平有效提升≥90% asks for a level
_MUCH_FOR_A_CHANGE = 50
_NO_FIGURES = (_D.DATE,)


@dataclass(frozen=True, slots=True)
class Alike:
    """What figures of one group share.

    Attributes:
        measure: Local name in ``kgt:measure/``, ``None`` where the dimension has none (立方米).
        dimension: What is counted.
        family: The name of its family of units, or the unit all of them are converted to.
        per: The word after 每 (``工作站``) or ``各``; else ``None``.
        every: The period it repeats in; ``None`` also for a year, which is the form's own.
        baseline: The compared period, else ``None``.
        at_most: Whether it is an upper limit (≤, 以内) and not a level to be reached.
        change: Whether it is by how much a share changes (增长10%), as its words or the indicator's name say.

    """

    measure: str | None
    dimension: Dimension
    family: str
    per: str | None
    every: Every | None
    baseline: str | None
    at_most: bool
    change: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that can be compared.

    Attributes:
        component: As read.
        alike: What it can be compared with.
        factor: How many units of the family one of its own units is.
        several: Whether its value has more figures of this measure and the question does not tell which is meant.
        crowded: Whether some of these are even alike: as one indicator they would count more than once in a median.

    """

    component: Component
    alike: Alike
    factor: Decimal
    several: bool = False
    crowded: bool = False

    @property
    def value(self) -> Decimal:
        """Its value in the unit of its family; the lower end of a range."""
        return self.component.value * self.factor

    @property
    def assumed(self) -> bool:
        """Whether unit or dimension were concluded from the words."""
        return bool(self.component.assumed)


def component_of(plain: Mapping[str, Any]) -> Component:
    """Return the component that a COMPONENT of a stored answer stands for."""
    return Component(
        **{
            **plain,
            "comparator": Comparator(plain["comparator"]),
            "value": Decimal(plain["value"]),
            "upper": None if plain["upper"] is None else Decimal(plain["upper"]),
            "dimension": Dimension(plain["dimension"]),
            "every": None if plain["every"] is None else Every(plain["every"]),
            "role": Role(plain["role"]),
            "assumed": tuple(Assumed(word) for word in plain["assumed"]),
        }
    )


def family_of(component: Component) -> tuple[str, Decimal] | None:
    """Return the family of a number's unit and its factor, ``None`` where nothing tells what is counted.

    >>> from kg.quantities.reading import read_value
    >>> [family_of(read_value(words).components[0]) for words in ("2期", "3家", "提高5个百分点", "2小时")]
    [('场次', Decimal('1')), ('家', Decimal('1')), ('百分点', Decimal('1')), ('秒', Decimal('3600'))]

    """
    dimension, unit = component.dimension, component.measure_unit
    if dimension in _NO_FIGURES:
        return None
    if not unit:
        if dimension is Dimension.NONE:
            return None
        # 0.95 without a unit may be 95 %: left apart, not decided.
        unclear = dimension is Dimension.RATIO and component.value <= 1
        return ("" if unclear else _UNPRINTED.get(dimension, "")), Decimal(1)
    known = unit_of(unit)
    if known is not None and known.factor is not None and dimension in _BASE_UNITS and unit not in _CHANGES:
        return _BASE_UNITS[dimension], known.factor
    return FAMILY_OF.get((dimension, unit), unit), Decimal(1)


def figures_of(
    components: Sequence[Component], accepted: Collection[str] | None, *, opinion: bool, raw: str = "", name: str = ""
) -> list[Figure]:
    """Return the numbers of one value that can be compared, in the order of its words.

    Args:
        components: Of the target.
        accepted: Measures that were asked for, ``None`` for any.
        opinion: Whether the indicator is a satisfaction (满意度): its shares and scores measure that.
        raw: The whole value as printed, which tells 增长10% from 10%.
        name: The indicator's name, which may do so too (增长率).

    """
    found = []
    names_change = _NAMES_CHANGE.search(name) is not None
    for component in components:
        family = family_of(component) if component.role in FIGURE_ROLES else None
        if family is None:
            continue
        measure = MEASURE_OF_DIMENSION.get(component.dimension)
        if opinion and component.dimension in _OPINIONS:
            measure = SATISFACTION
        if accepted is None or measure in accepted:
            is_share = component.dimension is Dimension.RATIO
            said = names_change or _CHANGE.search(raw[: component.start]) is not None
            change = is_share and said and component.value < _MUCH_FOR_A_CHANGE
            found.append(Figure(component, _alike(component, measure, family[0], change=change), family[1]))
    return found


def chosen(figures: Sequence[Figure], name: str, nearness: Callable[[Sequence[str]], Sequence[float]]) -> list[Figure]:
    """Return those of one value's figures that the question is about, in their order.

    Args:
        figures: Of one value.
        name: The indicator's name, which a number without a label is about.
        nearness: How near the question each text is, 0 to 1.

    A measure with one figure has nothing to choose. Else the label nearest to the question decides, with those about
    as near, if it is near enough to be the same object; if none is, the one label that holds what the name is about;
    else all stay. A printed total stands for what it sums.
    """
    kept: list[Figure] = []
    for measure in dict.fromkeys(figure.alike.measure for figure in figures):
        named = _named([figure for figure in figures if figure.alike.measure == measure], name, nearness)
        totals = {figure.alike for figure in named if figure.component.role is Role.TOTAL}
        named = [figure for figure in named if figure.component.role is Role.TOTAL or figure.alike not in totals]
        alike = Counter(figure.alike for figure in named)
        kept += [replace(one, several=len(named) > 1, crowded=alike[one.alike] > 1) for one in named]
    return sorted(kept, key=lambda figure: figure.component.start)


def _named(figures: list[Figure], name: str, nearness: Callable[[Sequence[str]], Sequence[float]]) -> list[Figure]:
    labels = [figure.component.label or name for figure in figures]
    if len(set(labels)) == 1:
        return figures
    near = nearness(labels)
    best = max(near)
    if best < LEAST_LABEL:
        about = letters(object_of(name))
        is_told = len(about) >= _TELLING
        own = [figure for figure in figures if is_told and about in letters(figure.component.label)]
        return own if len({figure.component.label for figure in own}) == 1 else figures
    return [figure for figure, how_near in zip(figures, near, strict=True) if how_near >= best - LABEL_MARGIN]


def _alike(component: Component, measure: str | None, family: str, *, change: bool) -> Alike:
    # 近10000人 promises about 10000: an approximate word is no upper limit.
    at_most = component.comparator is Comparator.LE or (
        component.comparator is Comparator.LT and not component.approximate
    )
    return Alike(
        measure=measure,
        dimension=component.dimension,
        family=family,
        per=component.per,
        every=None if component.every is Every.YEAR else component.every,
        baseline=component.baseline,
        at_most=at_most,
        change=change,
    )
