"""Which measure (衡量方式) an indicator uses: 场次, 人次, 率, 金额, 满意度 and so on.

In: an indicator's name and its target; out: the local name of a concept in ``kgt:measure/``, or ``None``.
Promises can be compared only where the measure is one, and search must not leave that to the vectors. The
first promised number decides by its dimension; the name's words decide where the value says nothing. Hard
because words mislead: 数量 says nothing, 年度 is no degree. The heading above the indicator is not used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.folding import fold
from kg.quantities.units import unit_of
from kg.quantities.value import Dimension, Kind, Role

if TYPE_CHECKING:
    from kg.records import Target


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: local name, labels, the dimension it measures, and the endings of names that say it."""

    name: str
    zh: str
    en: str
    dimension: Dimension | None
    endings: tuple[str, ...]


_D = Dimension
_ROWS: tuple[tuple[str, str, str, Dimension | None, str], ...] = (
    ("satisfaction", "满意度", "satisfaction", None, "满意度 满意率 满意程度 满意 好评率 好评度 认可度 认可率"),
    ("person_times", "人次", "person-times", _D.PERSON_TIMES, "人次 人次数 人次量"),
    (
        "person_count",
        "人数",
        "persons",
        _D.PERSON_COUNT,
        "人数 人员数 人员数量 名额 专家数 科学家数 作家数 画家数 艺术家数",
    ),
    (
        "view_count",
        "浏览量",
        "views",
        _D.VIEW_COUNT,
        "播放量 点击量 浏览量 阅读量 访问量 下载量 观看量 点击次数 播放次数 浏览次数 访问次数",
    ),
    ("event_count", "场次", "events", _D.EVENT_COUNT, "场次 次数 场数 期数 场次数 频次"),
    (
        "ratio",
        "率",
        "rate",
        _D.RATIO,
        "率 比例 比例值 比重 占比 百分比 知晓度 完成度 参与度 覆盖面 覆盖度 达标度",
    ),
    (
        "money",
        "金额",
        "money",
        _D.MONEY,
        "金额 资金 经费 产值 收入 投资额 交易额 总额 成本 费用 资金额 预算数",
    ),
    ("duration", "时长", "duration", _D.DURATION, "时长 天数 小时数 学时 学时数 工期"),
    ("area", "面积", "area", _D.AREA, "面积"),
    ("length", "长度", "length", _D.LENGTH, "长度 里程"),
    ("mass", "重量", "mass", _D.MASS, "重量 吨数"),
    ("score", "评分", "score", _D.SCORE, "评分 得分 分数"),
    ("deadline", "时限", "deadline", _D.DATE, "完成时间 时限 及时性 完成时限 截止时间"),
    (
        "item_count",
        "项数",
        "items",
        _D.ITEM_COUNT,
        "项数 项目数 项目数量 个数 件数 篇数 家数 企业数 企业数量 课程数",
    ),
)
MEASURES = tuple(Measure(name, zh, en, dimension, tuple(words.split())) for name, zh, en, dimension, words in _ROWS)
# Opinions, and the dimensions that they are given in.
_OPINION = re.compile("满意|好评|认可[度率]")
_OPINIONS = (Dimension.RATIO, Dimension.SCORE)
_BY_DIMENSION = {measure.dimension: measure.name for measure in MEASURES if measure.dimension is not None}
_BY_ENDING = tuple(
    sorted(
        ((ending, measure.name) for measure in MEASURES for ending in measure.endings),
        key=lambda row: (-len(row[0]), row[0]),
    )
)
# 万元, 亿元, 万亩; 千克 and 百分点 are units of their own
_SCALE = re.compile(r"^[万亿]+(?=.)")
_BRACKET = re.compile(r"\(([^()]*)\)$")


def measure_of(name: str, target: Target | None) -> str | None:
    """Return the local name of an indicator's measure in ``kgt:measure/``, ``None`` where nothing tells it.

    Args:
        name: The indicator's name as printed.
        target: Its annual target, else the whole-period one; ``None`` where there is none.

    >>> [measure_of(name, None) for name in ("科普活动受益人次", "培训学员满意度（%）", "成果数量")]
    ['person_times', 'satisfaction', None]
    >>> measure_of("补助标准（万元）", None), measure_of("补助标准（元/人·月）", None)
    ('money', 'money')

    """
    folded = fold(name)
    by_name = _by_name(folded)
    dimension = _promised(target)
    if dimension is None:
        if target is not None and target.kind is Kind.DEADLINE:
            return "deadline"
        return by_name
    if dimension in _OPINIONS and _OPINION.search(folded):
        return "satisfaction"
    return _BY_DIMENSION[dimension]


def _promised(target: Target | None) -> Dimension | None:
    """Return the dimension of the first promised number that has one."""
    if target is None:
        return None
    return next(
        (
            component.dimension
            for component in target.components
            if component.role in (Role.PROMISE, Role.TOTAL) and component.dimension is not Dimension.NONE
        ),
        None,
    )


def _by_name(folded: str) -> str | None:
    bracket = _BRACKET.search(folded)
    bare = folded[: bracket.start()] if bracket else folded
    for ending, measure in _BY_ENDING:
        if bare.endswith(ending):
            return measure
    unit = unit_of(_SCALE.sub("", bracket.group(1))) if bracket else None
    return _BY_DIMENSION.get(unit.dimension) if unit else None
