"""Indicators with targets and results: names that a department would print, values in the wordings that forms use.

A target keeps its comparator, figure and unit apart, because some forms print them in three cells. Results reach their
targets but for a stated share, and rates and points follow from them, so that no contradiction is there by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from benchmarks.corpora.wordings import Sector

_QUANTITY = ("产出指标", "数量指标")
_QUALITY = ("产出指标", "质量指标")
_TIMELY = ("产出指标", "时效指标")
_COST = ("成本指标", "经济成本指标")
_ECONOMIC = ("效益指标", "经济效益指标")
_SOCIAL = ("效益指标", "社会效益指标")
_ECOLOGICAL = ("效益指标", "生态效益指标")
_LASTING = ("效益指标", "可持续影响指标")
_SATISFIED = ("满意度指标", "服务对象满意度指标")
# how the rows of a form are spread over its headings
SPREAD = (
    (_QUANTITY, 36), (_QUALITY, 18), (_TIMELY, 12), (_COST, 7),
    (_ECONOMIC, 5), (_SOCIAL, 10), (_ECOLOGICAL, 3), (_LASTING, 4), (_SATISFIED, 7),
)  # fmt: skip
PLACES = Decimal("0.01")
_RATES = ("完成率", "合格率", "验收通过率", "达标率", "准确率", "覆盖率")
_QUALITIES = ("进一步提升", "持续增强", "明显改善", "稳步提高")
_REASONS = ("受连续降雨影响，部分工作顺延。", "参与单位临时调整，已安排补办。", "招标时间较长，下年度提前启动。")
_MISSED = 0.06
# a sector has only so many names for one heading
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Target:
    """A target: comparator, figure and unit as printed; a worded one has only ``figure``.

    ``tail`` is a word behind them (以上), which forms with three cells leave out.
    """

    comparator: str
    figure: str
    unit: str
    tail: str = ""

    @property
    def raw(self) -> str:
        """The target in one cell."""
        return self.comparator + self.figure + self.unit + self.tail


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator: headings, name, target and result as printed, with what follows from them.

    ``share`` is result over target where both are one number, capped at nothing; a row below 1 has a reason.
    """

    level1: str
    level2: str
    name: str
    target: Target
    actual: str
    share: Decimal = Decimal(1)

    @property
    def rate(self) -> str:
        """指标完成率 as printed."""
        return f"{(self.share * 100).quantize(PLACES, ROUND_HALF_UP)}%"

    @property
    def missed(self) -> bool:
        """Whether the result falls short of the target."""
        return self.share < 1


def draw_rows(chance: random.Random, sector: Sector, count: int, year: int) -> list[Row]:
    """Draw indicators in the order of their headings, no two with one name below one heading."""
    found: list[Row] = []
    total = sum(weight for _, weight in SPREAD)
    due = 0.0
    for heading, weight in SPREAD:
        due += count * weight / total
        names: set[str] = set()
        for _ in range(_TRIES * count):
            if len(found) >= round(due):
                break
            row = Row(*heading, *_DRAW[heading](chance, sector, year))
            if row.name not in names:
                names.add(row.name)
                found.append(row)
    return found


_Drawn = tuple[str, Target, str, Decimal]


def _quantity(chance: random.Random, sector: Sector, year: int) -> _Drawn:
    kind = chance.randrange(8)
    if kind < 3:
        return (f"{_verb(chance)}{chance.choice(sector.events)}场次", *_counted(chance, chance.randint(2, 60), "场"))
    if kind == 3:
        people = chance.choice(("参与", "受益", "服务"))
        return (
            f"{chance.choice(sector.events)}{people}人次",
            *_counted(chance, chance.randint(3, 90), "万人次", tenth=True),
        )
    if kind == 4:
        return _compound(chance, sector)
    thing, unit, usual = chance.choice(sector.things)
    other = chance.choice(("", "", "上半年", "下半年", "重点片区"))
    return (f"{other}{thing}数量", *_counted(chance, max(2, round(usual * chance.uniform(0.4, 1.6))), unit))


def _verb(chance: random.Random) -> str:
    return chance.choice(("开展", "组织", "举办", ""))


def _counted(chance: random.Random, number: int, unit: str, *, tenth: bool = False) -> tuple[Target, str, Decimal]:
    """Promise at least so many and reach as many, more, or rarely fewer; ``tenth`` prints the number with a decimal."""
    wording = chance.randrange(10)
    comparator, tail = (
        ("≥", "") if wording < 6 else ("", "以上") if wording < 7 else ("不少于", "") if wording < 8 else ("", "")
    )
    reached = number
    if chance.random() < _MISSED:
        reached = max(1, number - max(1, number // chance.randint(5, 12)))
    elif chance.random() < 0.5:
        reached = number + max(1, round(number * chance.uniform(0, 0.3)))
    scale = Decimal("0.1") if tenth else Decimal(1)
    words = [f"{value * scale:f}" if tenth else str(value) for value in (number, reached)]
    return Target(comparator, words[0], unit, tail), words[1] + unit, Decimal(reached) / Decimal(number)


def _compound(chance: random.Random, sector: Sector) -> _Drawn:
    times, people, more = chance.randint(2, 9), chance.randint(3, 40) * 10, chance.choice((1, 1, 2))
    event, whom = chance.choice(sector.events), chance.choice(sector.people)
    promised, reached = (f"{event}{times * by}场，覆盖{whom}{people * by}人次" for by in (1, more))
    return f"{event}情况", Target("", promised, ""), reached, Decimal(more)


def _quality(chance: random.Random, sector: Sector, year: int) -> _Drawn:
    thing = chance.choice((*sector.works, *sector.events))
    return (f"{thing}{chance.choice(_RATES)}", *_percent(chance, chance.choice((85, 90, 95, 98, 100))))


def _percent(chance: random.Random, least: int) -> tuple[Target, str, Decimal]:
    reached = Decimal(100 if least == 100 else chance.randint(least * 10, 1000)) / (1 if least == 100 else 10)
    if least < 100 and chance.random() < _MISSED:
        reached = Decimal(least) - Decimal(chance.randint(5, 80)) / 10
    target = Target("", "100", "%") if least == 100 else Target("≥", str(least), "%")
    if least < 100 and chance.random() < 0.15:
        target = Target("", str(least), "%", "以上")
    return target, f"{reached:f}%", reached / least


def _timely(chance: random.Random, sector: Sector, year: int) -> _Drawn:
    work = chance.choice((*sector.works, *sector.events))
    if chance.random() < 0.5:
        return f"{work}按期完成率", Target("", "100", "%"), "100%", Decimal(1)
    month = chance.randint(6, 12)
    words = chance.choice((f"{year}年{month}月底前", f"{month}月底前", f"{year}年{month}月30日前"))
    return f"{work}完成时间", Target("", words, ""), f"{year}年{month}月{chance.randint(1, 28)}日完成", Decimal(1)


def _cost(chance: random.Random, sector: Sector, year: int) -> _Drawn:
    limit = chance.randint(5, 400)
    spent = f"{Decimal(chance.randint(limit * 80, limit * 100)) / 100:.2f}万元"
    return f"{chance.choice(sector.works)}成本", Target("≤", str(limit), "万元"), spent, Decimal(1)


def _economic(chance: random.Random, sector: Sector, year: int) -> _Drawn:
    return (f"{chance.choice(sector.works)}带动投入金额", *_counted(chance, chance.randint(10, 900), "万元"))


def _social(chance: random.Random, sector: Sector, year: int) -> _Drawn:
    people, event = chance.choice(sector.people), chance.choice(sector.events)
    if chance.random() < 0.5:
        return (f"{people}对{event}的知晓率", *_percent(chance, chance.choice((75, 80, 85))))
    words = f"{chance.choice(_QUALITIES)}{people}的参与意愿"
    return f"{event}社会影响", Target("", words, ""), f"{words}，效果良好", Decimal(1)


def _ecological(chance: random.Random, sector: Sector, year: int) -> _Drawn:
    work = chance.choice(sector.works)
    return f"{work}绿色施工情况", Target("", "落实扬尘和噪声控制要求", ""), "已落实", Decimal(1)


def _lasting(chance: random.Random, sector: Sector, year: int) -> _Drawn:
    thing = chance.choice((*sector.events, *sector.works))
    return f"{thing}长效机制", Target("", "制度健全，责任到人", ""), "制度健全，责任到人", Decimal(1)


def _satisfied(chance: random.Random, sector: Sector, year: int) -> _Drawn:
    people = chance.choice(sector.people)
    about = chance.choice(("", f"对{chance.choice(sector.events)}的"))
    return (f"{people}{about}满意度", *_percent(chance, chance.choice((85, 90, 95))))


_DRAW: dict[tuple[str, str], Callable[[random.Random, Sector, int], _Drawn]] = {
    _QUANTITY: _quantity,
    _QUALITY: _quality,
    _TIMELY: _timely,
    _COST: _cost,
    _ECONOMIC: _economic,
    _SOCIAL: _social,
    _ECOLOGICAL: _ecological,
    _LASTING: _lasting,
    _SATISFIED: _satisfied,
}


@dataclass(frozen=True, slots=True)
class Points:
    """分值 and 得分 of a row as printed, and why points are missing."""

    weight: Decimal
    scored: Decimal
    reason: str


def draw_points(chance: random.Random, rows: list[Row], whole: int) -> list[Points]:
    """Share out points over the rows, exactly ``whole`` in all; a missed target loses some."""
    halves = [1] * len(rows)
    for _ in range(2 * whole - len(rows)):
        halves[chance.randrange(len(rows))] += 1
    found: list[Points] = []
    for row, half in zip(rows, halves, strict=True):
        weight = Decimal(half) / 2
        scored = weight if not row.missed else min((weight * row.share).quantize(PLACES), weight - PLACES)
        found.append(Points(weight, scored, chance.choice(_REASONS) if row.missed else ""))
    return found


def printed(value: Decimal) -> str:
    """Write points as people do: no zeros behind the point.

    >>> printed(Decimal("9.50")), printed(Decimal("10"))
    ('9.5', '10')

    """
    return f"{value.normalize():f}"
