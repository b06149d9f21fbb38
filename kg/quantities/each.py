"""The word after 每 (每场, 每个工作站, 每万人) that says what a number is counted for (单位对象).

Periods (每年, 每月) stand in ``words``; here are things and persons.  After 每个 comes a noun, whose end is found
by what cannot belong to it: a verb, a comparator, a digit.  Without 个 the counter itself is the word.
"""

from __future__ import annotations

import re

from kg.quantities.rule import Rule, longest_first
from kg.quantities.words import ONE

#: Words after 每 that are complete by themselves.
EACH_WORDS = (
    "场次",
    "场",
    "期",
    "批次",
    "批",
    "人次",
    "人",
    "户",
    "家",
    "名",
    "位",
    "次",
    "站",
    "校",
    "镇",
    "街道",
    "村",
    "社区",
    "区",
    "县",
    "亩",
    "床位",
    "床",
    "学期",
    "学年",
    "工作日",
    "生",
    "辆",
    "公里",
    "平方米",
    "间",
    "项",
    "篇",
    "件",
    "套",
    "台",
    "届",
    "轮",
    "班",
    "组",
    "队",
    "类",
    "节",
    "课时",
    "车",
    "处",
    "标段",
    "份",
    "支",
    "条",
    "季度",
    "吨",
    "元",
    "立方米",
    "小时",
)
#: What ends the noun after 每个.
STOPS = (
    "柔性|引进|举办|开展|组织|培训|参加|参与|配备|建设|建立|新建|至少|补助|补贴|发放|资助|奖励|提供|安排|完成|覆盖|"
    "服务|召开|播出|更新|不|达|超|约|均|"
    "每|[≥≤><=0-9]|$"
)
#: How far before a number its 每 may stand.
REACH = 40
#: A number of persons or the like after 每: 每万人, 每千名老人.
_MANY = (
    r"(?:[0-9]+[万千百]?|[一二两三四五六七八九十百千万]+)(?!米|克|瓦)(?:名|个)?"
    rf"(?:常住人口|人口|老年人|老人|人次|人|户|平方公里|公里|年|个月|月|周|天|家|亩|[一-龥]{{1,4}}?(?={STOPS}))?"
)
#: The guards keep 每项目 and 每家庭 from becoming 每项 and 每家.
_WORD = "|".join(word + {"项": "(?!目)", "家": "(?!庭|长)"}.get(word, "") for word in longest_first([*EACH_WORDS]))
_AFTER = re.compile(
    rf"一?(?P<word>{_MANY}|{_WORD})|一?(?:个|家|所|名|位|"
    rf"间)?(?P<noun>(?:(?!每)[一-龥]){{2,10}}?(?={STOPS}))"
)
_AFTER_ITEM = re.compile(rf"一?个(?P<noun>(?:(?!每)[一-龥]){{2,10}}?(?={STOPS}))")
_PERIODIC = re.compile("每(?:[年月周天日季]|星期|个月|个季度)")
#: 每半年1次, 两年一次: a stretch of time directly before the number; 近三年 and 2025年 are none.
STRETCH = re.compile(
    "(?:每|(?<![近前续去满来后期上下0-9]))(半年|(?:(?<![0-9])[0-9]{1,2}|[一二两三四五六七八九十]+)(?:年|个月|个季度|"
    "周|天))$"
)
#: 一年4次 is counted every year, not for 一年.
_ONE = re.compile(f"{ONE}$")
#: The phrase as it is taken off a label.
EACH_PHRASE = rf"每一?(?:{_WORD})"


def each_word(text: str, low: int, lead: int) -> str | None:
    """Give the word after 每 before a number.

    Args:
        text: Folded text.
        low: Where the number's clause begins.
        lead: Where the words that belong to the number begin.

    Examples:
        >>> each_word("每个工作站柔性引进1个", 0, 9), each_word("每场培训2天", 0, 4), each_word("每半年1次", 0, 3)
        ('工作站', '场', '半年')
        >>> each_word("全年2场", 0, 2) is None
        True

    """
    low = max(low, lead - REACH)
    stretch = STRETCH.search(text[low:lead])
    if stretch is not None:
        return None if _ONE.match(stretch[1]) else stretch[1]
    place = text.rfind("每", low, lead)
    while place >= 0 and _PERIODIC.match(text, place):
        place = text.rfind("每", low, place)
    if place < 0:
        return None
    rest = text[place + 1 : lead]
    match = _AFTER_ITEM.match(rest) or _AFTER.match(rest)
    return None if match is None else match["noun"] or match["word"]


def each_rules() -> tuple[Rule, ...]:
    """One row for each word after 每, and the general shapes."""
    rows = [
        Rule(f"each/{word}", word, "per", f"每{word}2枚", f"quantity =2枚 per {word}", "7")
        for word in EACH_WORDS
        if word != "季度"
    ]
    return (
        *rows,
        Rule("each/noun", STOPS, "ends the noun", "每个工作站引进1枚", "quantity =1枚 per 工作站", "7"),
        Rule("each/many", _MANY, "per", "每千名老人达40枚", "quantity >=40枚 per 千名老人", "7, extended"),
        Rule("each/stretch", STRETCH.pattern, "per", "每半年1枚", "quantity =1枚 per 半年", "7, extended"),
    )
