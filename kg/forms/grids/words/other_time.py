"""Words that say another time than the form's year: 上年, 2023年 in a form of 2024, 中期, 上半年.

A label or a heading is bare only without its remark in brackets; a remark that says another time must not be cut off.
"""

from __future__ import annotations

import re

_OTHER = re.compile(
    r"上一?年|去年|前年|往年|历年|以前|以往|[前近][二三五]年|下年|次年|明年|以后|后续|结转|[上下]半年|(?<!\d)半年|季度|截至|截止"
)
_WHOLE_PERIOD = re.compile(r"中期|中长期|实施期|项目期|全周期|[三五]年|总投资|累计|已下达|已支出|已拨付")
_LONGEST = 24
_YEAR = re.compile(r"(20\d\d)(?!\d)(?:\s*年)?")
_SPAN = re.compile(r"20\d\d\s*年?\s*[-—–~～至]\s*20\d\d")


def says_other_time(words: str, own: str, *, periods: bool = True) -> bool:
    """Whether folded words name another time than that of a form.

    Args:
        words: A heading, a label, or what stands above or left of them.
        own: Words that name the form's year, its title for one; without a year in them years say nothing.
        periods: Whether the whole of several years (实施期) is another time; of targets it is not.

    >>> says_other_time("上年度", ""), says_other_time("预算数(2023年)", "2024年项目自评表")
    (True, True)
    >>> says_other_time("2024年预算数", "2024年项目自评表"), says_other_time("全年预算数", "")
    (False, False)

    """
    if len(words) > _LONGEST:
        # a sentence that speaks of other times
        return False
    if _OTHER.search(words) or (periods and (_WHOLE_PERIOD.search(words) or _SPAN.search(words))):
        return True
    years, stated = set(_YEAR.findall(_SPAN.sub("", words))), set(_YEAR.findall(own))
    return bool(years and stated) and years.isdisjoint(stated)
