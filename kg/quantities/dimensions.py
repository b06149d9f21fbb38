"""What a number counts when its unit does not say so (量纲): the last word of the label, else of the name.

Goes in: a number with its label and the indicator's name.  Comes out: dimension, unit and what was concluded
rather than printed.  率, 度 and 比例 are shares; 数 and 数量 tell nothing.  Money gets 元 only when a scale word is
printed: a bare 100 under 金额 may as well be 万元, and then nothing is concluded.
"""

from __future__ import annotations

import re

from kg.quantities.beside import Found
from kg.quantities.rule import Rule
from kg.quantities.value import Assumed, Dimension

#: Endings of a label or a name that tell what a number without a unit counts (没有单位时由末词判断).
NAMED_DIMENSIONS: tuple[tuple[str, Dimension, str], ...] = (
    ("满意度", Dimension.RATIO, "5, extended"),
    ("率", Dimension.RATIO, "5"),
    ("度", Dimension.RATIO, "5"),
    ("比例", Dimension.RATIO, "5"),
    ("占比", Dimension.RATIO, "5, extended"),
    ("比重", Dimension.RATIO, "5, extended"),
    ("播放量", Dimension.VIEW_COUNT, "5"),
    ("点击量", Dimension.VIEW_COUNT, "5"),
    ("浏览量", Dimension.VIEW_COUNT, "5, extended"),
    ("阅读量", Dimension.VIEW_COUNT, "5, extended"),
    ("访问量", Dimension.VIEW_COUNT, "5, extended"),
    ("观看量", Dimension.VIEW_COUNT, "5, extended"),
    ("播放次数", Dimension.VIEW_COUNT, "5, extended"),
    ("点击次数", Dimension.VIEW_COUNT, "5, extended"),
    ("访客数", Dimension.PERSON_COUNT, "5"),
    ("人数", Dimension.PERSON_COUNT, "5"),
    ("人次", Dimension.PERSON_TIMES, "5, extended"),
    ("人次数", Dimension.PERSON_TIMES, "5, extended"),
    ("得分", Dimension.SCORE, "5, extended"),
    ("评分", Dimension.SCORE, "5, extended"),
)
#: Endings that are degrees of something else than a share.
_NOT_RATIOS = (
    "年度",
    "季度",
    "月度",
    "长度",
    "宽度",
    "高度",
    "厚度",
    "温度",
    "湿度",
    "强度",
    "速度",
    "力度",
    "制度",
    "频度",
    "进度",
    "深度",
    "浓度",
    "密度",
    "功率",
    "频率",
    "汇率",
    "速率",
    "额度",
    "跨度",
)
#: Nouns for persons: 1个院士 counts persons.
PERSON_NOUNS = (
    "院士",
    "专家",
    "学生",
    "教师",
    "老师",
    "人员",
    "干部",
    "志愿者",
    "人才",
    "青年",
    "学员",
    "员工",
    "职工",
    "工人",
    "农民",
    "群众",
    "居民",
    "村民",
    "市民",
    "儿童",
    "老人",
    "患者",
    "医生",
    "护士",
    "选手",
    "代表",
    "委员",
    "顾问",
    "学者",
    "教授",
    "博士",
    "硕士",
    "会员",
    "党员",
    "工程师",
    "技术员",
    "经纪人",
    "负责人",
    "残疾人",
    "科学家",
    "企业家",
    "领军人物",
    "人",
)
MONEY_NOUNS = (
    "金额",
    "总额",
    "投资额",
    "成交额",
    "交易额",
    "合同额",
    "销售额",
    "融资额",
    "产值",
    "经费",
    "资金",
    "投资",
    "收入",
    "营业额",
    "税收",
)

_NAME_TAIL = re.compile(r"[（(][^（()）]*[)）]$|[0-9。.、:：%]+$")
_COUNT_WORDS = re.compile("(?:总)?(?:人数|数量|个数|数|总量)$")


def _last_words(name: str) -> str:
    """Give a name without the bracket and the stops behind it: 完成率（%） is 完成率."""
    name = "".join(name.split())
    while True:
        shorter = _NAME_TAIL.sub("", name)
        if shorter == name:
            return name
        name = shorter


def dimension_of(item: Found, label: str, noun: str, name: str) -> tuple[Dimension, str, tuple[Assumed, ...]]:
    """Give dimension, unit and what was assumed: the printed unit decides, else label, else name."""
    if item.dimension is not None:
        if item.unit == "个" and (noun or _COUNT_WORDS.sub("", label)).endswith(PERSON_NOUNS):
            return Dimension.PERSON_COUNT, item.unit, ()
        return item.dimension, item.unit, ()
    for words in (label, _last_words(name)):
        if not words:
            continue
        if words.endswith(MONEY_NOUNS):
            if item.scaled:
                return Dimension.MONEY, "元", (Assumed.UNIT,)
            return Dimension.NONE, "", ()
        for ending, dimension, _ in NAMED_DIMENSIONS:
            if words.endswith(ending) and not words.endswith(_NOT_RATIOS):
                return dimension, "", (Assumed.DIMENSION,)
    return Dimension.NONE, "", ()


def dimension_rules() -> tuple[Rule, ...]:
    """One row for each ending that tells a dimension, and for each noun of persons."""
    rows = [
        Rule(
            f"named/{ending}", ending, dimension, "95", f"quantity =95[{dimension}]", source, name=f"资金{ending}（个）"
        )
        for ending, dimension, source in NAMED_DIMENSIONS
    ]
    rows += [
        Rule(f"money/{noun}", noun, Dimension.MONEY, "3亿", "quantity =300000000元", "4", name=f"技术{noun}")
        for noun in MONEY_NOUNS
    ]
    rows += [
        Rule(f"person/{noun}", noun, Dimension.PERSON_COUNT, f"引进1个{noun}", "quantity =1个[person_count]", "5")
        for noun in PERSON_NOUNS
        if noun not in {"人", "人才", "人员"}
    ]
    return tuple(rows)
