"""Words beside a number: comparators, scales, approximation, periods (比较词、量级、约数、周期).

Each table maps printed words to one meaning.  Words before the number are peeled off from the right, the
longest first, so that 不少于 is never taken for 少于.  "以上" and "以下" include the number itself, as in
article 1259 of the Civil Code (民法典); "超过" and "不足" do not.
"""

from __future__ import annotations

from kg.quantities.rule import Rule
from kg.quantities.value import Comparator, Every

#: Words before a number that limit it. Symbols are folded first (≧ is ≥, ＞ is >).
COMPARATORS: dict[Comparator, tuple[str, ...]] = {
    Comparator.GE: (
        "≥",
        ">=",
        "=>",
        "≮",
        "不少于",
        "不低于",
        "不小于",
        "不短于",
        "不得少于",
        "不得低于",
        "不得小于",
        "不应少于",
        "不应低于",
        "不能少于",
        "不能低于",
        "至少",
        "最少",
        "最低",
        "起码",
        "大于等于",
        "大于或等于",
        "大于或者等于",
        "大于/等于",
        ">/=",
        "高于等于",
        "高于或等于",
        "多于或等于",
        "达到或超过",
        "不少於",
        "不低於",
        "不弱于",
    ),
    Comparator.GT: (">", "超过", "超", "超出", "高于", "大于", "多于", "优于", "突破", "逾", "超過", "高於"),
    Comparator.LE: (
        "≤",
        "<=",
        "=<",
        "≯",
        "不超过",
        "不多于",
        "不高于",
        "不大于",
        "不超",
        "不长于",
        "不得超过",
        "不得高于",
        "不得多于",
        "不得大于",
        "不能超过",
        "不应超过",
        "不超出",
        "至多",
        "最多",
        "最高",
        "最大",
        "最长",
        "上限",
        "小于等于",
        "小于或等于",
        "小于或者等于",
        "小于/等于",
        "</=",
        "低于等于",
        "低于或等于",
        "控制在",
        "不迟于",
        "不晚于",
        "不超過",
    ),
    Comparator.LT: ("<", "小于", "低于", "少于", "短于", "不足", "不到", "不满", "未满", "未超过", "低於"),
    Comparator.EQ: ("=", "等于"),
}

#: 达 reads >= in a target and = in an actual.
REACHED: tuple[str, ...] = (
    "达",
    "达到",
    "已达",
    "已达到",
    "预期达到",
    "达至",
    "须达到",
    "应达到",
    "要达到",
    "力争达到",
    "确保达到",
)

#: Words after the number with its unit.
TAILS: dict[Comparator, tuple[str, ...]] = {
    Comparator.GE: ("以上", "及以上", "或以上", "之上", "及其以上", "含以上", "含及以上"),
    Comparator.LE: ("以下", "及以下", "或以下", "以内", "之内", "及以内", "内", "含以下", "含以内"),
}

#: Approximation before or after the number, with the comparator it brings when nothing else is printed.
APPROXIMATE_BEFORE: dict[str, Comparator] = {
    "约": Comparator.EQ,
    "大约": Comparator.EQ,
    "约为": Comparator.EQ,
    "大概": Comparator.EQ,
    "约有": Comparator.EQ,
    "约达": Comparator.EQ,
    "≈": Comparator.EQ,
    "预计约": Comparator.EQ,
    "近": Comparator.LT,
    "将近": Comparator.LT,
    "接近": Comparator.LT,
}
APPROXIMATE_INSIDE: dict[str, Comparator] = {"余": Comparator.GT, "多": Comparator.GT, "+": Comparator.GT}
APPROXIMATE_AFTER: dict[str, Comparator] = {"左右": Comparator.EQ, "上下": Comparator.EQ}

#: Scale words, as powers of ten. 百 and 千 give way to 百分点, 千米, 千克 ... (see ``numerals``).
SCALES: dict[str, int] = {
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "个亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}

#: Words that say the number is a sum.
TOTALS: tuple[str, ...] = ("合计", "共计", "总计", "总共", "合共")
SUMS: tuple[str, ...] = (*TOTALS, "共")

#: Periods a number repeats in, before it in its own clause.
PERIODS: dict[str, Every] = {
    "全年度": Every.YEAR,
    "全年": Every.YEAR,
    "每年度": Every.YEAR,
    "每年": Every.YEAR,
    "年均": Every.YEAR,
    "年度内": Every.YEAR,
    "每季度": Every.QUARTER,
    "每季": Every.QUARTER,
    "每个季度": Every.QUARTER,
    "每月度": Every.MONTH,
    "每月": Every.MONTH,
    "每个月": Every.MONTH,
    "月均": Every.MONTH,
    "每周": Every.WEEK,
    "每星期": Every.WEEK,
    "周均": Every.WEEK,
    "每天": Every.DAY,
    "每日": Every.DAY,
    "日均": Every.DAY,
}

#: The same after a slash: 1次/月.
SLASH_PERIODS: dict[str, Every] = {
    "年度": Every.YEAR,
    "年": Every.YEAR,
    "季度": Every.QUARTER,
    "季": Every.QUARTER,
    "月": Every.MONTH,
    "个月": Every.MONTH,
    "周": Every.WEEK,
    "星期": Every.WEEK,
    "天": Every.DAY,
    "日": Every.DAY,
    "每年": Every.YEAR,
    "每季度": Every.QUARTER,
    "每月": Every.MONTH,
    "每周": Every.WEEK,
    "每天": Every.DAY,
}

#: A year, month, quarter, week or day; 近一年, 上一年 and 第一天 are none that is meant here.
ONE = "(?<![近前续去满来后期为第上下同某任另这那0-9〇零一二两三四五六七八九十])[一1](?:年|个月|个季度|周|天)"
_SO_MANY = "(?:[≥≤>]|不(?:得|应)?[少低多高超](?:于|过)|至[少多])?(?:[0-9]+|[一二两三四五六七八九十]+)"
#: The same before what is counted in it: 一年4次, 一周至少5天, but not 一年, 一年期 or 1个月15天, which is one time.
ONE_PERIOD = rf"{ONE}(?=(?:(?<=[周天]){_SO_MANY}个?小时|(?<=周){_SO_MANY}天|{_SO_MANY}[次届期轮场]))"

#: Words before the number that say "each" without 每.
EACH_BEFORE: dict[str, str] = {
    "各": "各",
    "人均": "人",
    "户均": "户",
    "生均": "生",
    "亩均": "亩",
    "校均": "校",
    "床均": "床",
    "村均": "村",
    "师均": "师",
}

#: Words that may stand between the words and the number and mean nothing by themselves.
FILLERS: tuple[str, ...] = (
    "为",
    "是",
    "有",
    "到",
    "至",
    "在",
    "了",
    "人民币",
    "¥",
    "RMB",
    "总量为",
    "稳定在",
    "保持在",
    "维持在",
    "累计",
    "累积",
    "平均",
    "均",
    "均为",
    "均在",
    "原则上",
    "预计",
    "预期",
    "拟",
    "力争",
    "确保",
    "保证",
    "分别",
    "分别为",
    *EACH_BEFORE,
    "占",
    "即",
    "将",
    "已",
    "仅",
    "只",
    "就",
    '"',
)

#: Words that look like one of the above at their end and are not.
NOT_LEADS: tuple[str, ...] = (
    "附近",
    "最近",
    "临近",
    "抵达",
    "传达",
    "表达",
    "发达",
    "存在",
    "所在",
    "所有",
    "公共",
    "节约",
    "预约",
    "签约",
)

_WORDS = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<", "eq": "="}


def word_rules() -> tuple[Rule, ...]:
    """Every row of the word tables.

    Examples:
        >>> [rule.reads for rule in word_rules() if rule.pattern == "不少于"]
        ['quantity >=20场']

    """
    rows = [
        Rule(f"comparator/{word}", word, meaning, f"{word}20场", f"quantity {_WORDS[meaning]}20场", "2")
        for meaning, words in COMPARATORS.items()
        for word in words
    ]
    for word in REACHED:
        rows.append(Rule(f"reached/{word}", word, "ge", f"获奖率{word}78%", "quantity >=78%", "2"))
        rows.append(Rule(f"reached-actual/{word}", word, "eq", f"获奖率{word}78%", "quantity =78%", "2", "", True))
    rows += [
        Rule(f"tail/{word}", word, meaning, f"3小时{word}", f"quantity {_WORDS[meaning]}3小时", "2")
        for meaning, words in TAILS.items()
        for word in words
    ]
    rows += [
        Rule(f"approximate/{word}N", word, meaning, f"{word}80场", f"quantity {_WORDS[meaning]}~80场", "2")
        for word, meaning in APPROXIMATE_BEFORE.items()
    ]
    rows += [
        Rule(f"approximate/N{word}", word, meaning, f"80{word}场", f"quantity {_WORDS[meaning]}~80场", "2")
        for word, meaning in APPROXIMATE_INSIDE.items()
    ]
    rows += [
        Rule(f"approximate/N场{word}", word, meaning, f"80场{word}", f"quantity {_WORDS[meaning]}~80场", "2")
        for word, meaning in APPROXIMATE_AFTER.items()
    ]
    rows += [
        Rule(f"scale/{word}", word, f"10^{power}", f"3{word}人次", f"quantity ={3 * 10**power}人次", "3")
        for word, power in SCALES.items()
    ]
    rows += [
        Rule(f"every/{word}", word, meaning, f"{word}2次", f"quantity =2次 every {meaning}", "7")
        for word, meaning in PERIODS.items()
    ]
    rows += [
        Rule(f"every/N次-{word}", f"/{word}", meaning, f"2次/{word}", f"quantity =2次 every {meaning}", "7, extended")
        for word, meaning in SLASH_PERIODS.items()
    ]
    rows += [Rule(f"sum/{word}", word, "sum", f"个数{word}17个", "quantity =17个", "2") for word in SUMS]
    rows += [
        Rule(f"filler/{word}", word, "nothing", f"个数{word}17个", "quantity =17个" + _each(word), "2, extended")
        for word in FILLERS
    ]
    return tuple(rows)


def _each(word: str) -> str:
    return f" per {EACH_BEFORE[word]}" if word in EACH_BEFORE else ""
