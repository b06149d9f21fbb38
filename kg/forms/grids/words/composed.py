"""Headings by their parts: 年度 + 计划 + 指标 + 值. Places put the same few words together in hundreds of ways.

A heading has a role here only where every part of it is known; ``wordings.json`` goes before, for what a place calls by
a word of its own and for what the parts would say wrongly (指标内容, 绩效目标).
"""

from __future__ import annotations

import re

# parts by what they say; the longest fits first
_PARTS = {
    "past": (
        "上一年度?|上年度?|去年|前年|前一年|历年|历史|往年|以前年度|前三年|近[两三五]年|近年来?|基期|基准|现状|现有|原有|原|本底|"
        "同期|上期"
    ),
    "partly": "上半年|下半年|半年度?|年中|季度|阶段性?|截至|中期评估|监控|\\d{1,2}[-—–~至]\\d{1,2}月份?",
    "changed": "调整后?|修订后?|变更后?",
    "period": (
        "项目实施周期|项目实施期|实施周期|实施期|项目周期|项目期|全周期|周期|中期|总体|三年|五年|规划期|长期|执行期|服务期|"
        "期间"
    ),
    "time": "预算年度|本年度|当年度|全年度|本年|当年|今年|全年|年度|年初|年末|年底|年终|期末|本期",
    "goal": "目标|任务目标",
    "plan": (
        "计划|预期|预计|预定|预设|预估|设定|设置|制定|拟定|拟|批复|批准|核定|审定|确定|下达|申报|申请|编报|应当?|承诺|约定|"
        "期望|规划"
    ),
    "done": "实际|完成|实现|达成|达到|实绩|已",
    "thing": "绩效|指标|考核|任务|量化|三级|末级|四级|定量|具体|分项|关键",
    "place": "项目|部门|单位|财政|工作|产出|评价|评估|自评|业绩",
    "value": "数值|数额|值|数量|数|量|水平",
    "result": "情况|结果|程度|成效|效果|状况",
    "and": "及|与|和|的|、|/",
}
_PART = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _PARTS.items()))
_LONGEST = 24
_INDICATOR = "(?:绩效|考核|评价|评估|项目|年度|产出|关键|定量|量化|支出|部门|整体|分解)*"
# whole headings whose last part decides
_WHOLE = (
    ("reason", r".{0,8}(?:偏差|偏离|未完成|未达|未实现|差异|超额|超标).{0,14}(?:原因|分析|说明|措施|情况)"),
    (
        "note",
        r".{0,6}(?:评分|计分|扣分|打分|赋分|得分|评价|考核|计算|取值|测算|设定|设置|数据|佐证|证明|证据|标准)"
        r"(?:值)?(?:和|及|与)?(?:标准|规则|办法|方法|细则|依据|公式|来源|说明|解释|材料|口径|要点|理由|方式|过程)",
    ),
    (
        "project",
        r"(?:项目|预算|资金)?(?:单位|部门)(?:名称)?[、/]?\((?:项目|专项)(?:名称)?\)|(?:项目|专项)(?:单位)?(?:名称)?\((?:单位|部门|项目)(?:名称)?\)"
        r"|(?:单位|部门)\((?:项目|专项)\)名称",
    ),
    ("initial", r"(?:年初|期初)(?:安排)?(?:预算|资金)(?:安排)?(?:金额|总额|数|额度)?"),
    ("amount", r"(?:年度|本年|当年|本年度|项目|支出)*(?:预算|资金)(?:安排)?(?:金额|总额|数|额度)"),
    ("amount", r"(?:年度|本年|当年|本年度|项目|支出)*预算安排(?:情况)?"),
    ("amount", r"(?:全年|调整后?的?)预算(?:金额|总额|数|额度)?"),
    ("spent", r"(?:决算支出|支出决算)(?:数|金额|额)?|(?:全年)?(?:预算执行|实际支出)(?:数|金额|额)|决算(?:数|金额)"),
    ("weight", rf"{_INDICATOR}(?:指标)?(?:设定|预设|权重|参考|标准)?(?:分值|权重|满分|标准分|赋分|配分|基准分)"),
    (
        "scored",
        r"(?:本年|年度|全年|绩效|指标|三级|单项|单位|部门|自我|自评|自评价|评价|实际|最终|最后|评分|考核)*"
        r"(?:得分|自评分|自评分数|自评分值)(?:情况|值)?",
    ),
    ("rate", r"(?:年度|全年|绩效|指标|任务|计划|目标|实际|目标值|指标值)*(?:完成|实现|达成)(?:率|比例|百分比)"),
    (
        "comparator",
        r"(?:绩效|指标|目标|值|数值|三级)*(?:比较|计算|运算|数学|关系|逻辑|判断|计量|取值|限定|对比|方向)?(?:符号|运算符|比较符|算符)",
    ),
    (
        "measure_unit",
        r"(?:绩效|指标|目标|三级|值|数值|数据|数量)*(?:计量|度量|计算|量化|计数|统计|数量|指标|目标|数值|数据|值)单位(?:名称)?",
    ),
    (
        "level1",
        rf"{_INDICATOR}(?:指标)?(?:第?一级|1级|I级|大类|一级分类)(?:绩效|考核|评价)?(?:指标|目标|分类|类别|类型)?(?:名称)?",
    ),
    (
        "level2",
        rf"{_INDICATOR}(?:指标)?(?:第?二级|2级|II级|小类|中类|子类|二级分类)(?:绩效|考核|评价)?(?:指标|目标|分类|类别|类型)?(?:名称)?",
    ),
    (
        "name",
        rf"{_INDICATOR}(?:第?三级|3级|III级|末级|四级|细化|明细|具体|个性化?){_INDICATOR}(?:指标|目标)(?:名称?|内容|项目?|事项|描述)?",
    ),
    ("name", rf"{_INDICATOR}指标(?:名称?|项目?|事项)"),
)
_WHOLES = tuple((role, re.compile(pattern)) for role, pattern in _WHOLE)
_NUMBERED = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十])[.、](?=\D)")


def composed_role(folded: str) -> str:
    """Return the role of a folded heading by its parts, ``""`` where a part is not known or nothing follows from them.

    >>> composed_role("年度计划目标值"), composed_role("预计完成数"), composed_role("实际达成水平")
    ('annual', 'annual', 'actual')
    >>> composed_role("上年完成数"), composed_role("实施周期预期值"), composed_role("项目目标")
    ('note', 'period', '')

    """
    bare = _NUMBERED.sub("", folded)
    if not 1 < len(bare) <= _LONGEST:
        return ""
    for role, pattern in _WHOLES:
        if pattern.fullmatch(bare):
            return role
    return _of_value(_kinds(bare))


def _kinds(words: str) -> frozenset[str]:
    """Return the kinds of all parts of a heading; ``actual`` beside 实际.

    None where a part is not known, or where the last one says what is counted and no value (数量指标).
    """
    found: set[str] = set()
    at, last = 0, ""
    while at < len(words):
        part = _PART.match(words, at)
        if part is None or part.lastgroup is None:
            return frozenset()
        found.add(part.lastgroup)
        if part[0] in ("实际", "实绩"):
            found.add("actual")
        at, last = part.end(), part.lastgroup
    return frozenset() if last in ("thing", "place", "and") else frozenset(found)


def _of_value(kinds: frozenset[str]) -> str:
    """Say which value a heading of these parts holds."""
    valued = bool(kinds & {"value", "result", "thing"})
    if not kinds & {"value", "result", "done", "plan"}:
        return ""
    if kinds & {"past", "partly", "changed"}:
        return "note" if valued or "done" in kinds else ""
    annual = "period" if "period" in kinds and "time" not in kinds else "annual"
    if "done" in kinds:
        if "plan" in kinds and "actual" not in kinds:
            return annual
        # 目标完成值 is a target in one place and a result in another
        if "goal" in kinds and not kinds & {"actual", "result"}:
            return ""
        told = bool(kinds & {"actual", "value", "result", "time", "thing"} - {"done"})
        return "actual" if told and len(kinds) > 1 else ""
    if "result" in kinds:
        return ""
    if "plan" in kinds:
        return annual if kinds & {"goal", "value", "thing"} and kinds & {"value", "goal"} else ""
    if "goal" in kinds or "thing" in kinds or "time" in kinds or "period" in kinds:
        return annual if "value" in kinds else ""
    return ""
