"""The official headings of indicator tables (绩效指标分类) and what each printed heading is.

Two versions of the Ministry of Finance's classification are in use: in the older forms (财预〔2015〕88号) 成本指标
stands below 产出指标; newer ones (财预〔2021〕101号) make it a first level of its own. Forms print the headings with
codes (``11-数量指标``), with and without 指标, and in several wordings; the tables below fold them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.folding import fold
from kg.records import Category


@dataclass(frozen=True, slots=True)
class Heading:
    """One official heading: its code part, its official words, and every folded wording met."""

    code: str
    label: str
    wordings: tuple[str, ...]


LEVEL1 = (
    Heading("cost", "成本指标", ("成本指标",)),
    Heading("output", "产出指标", ("产出指标", "产出")),
    Heading("benefit", "效益指标", ("效益指标", "效益", "效果指标")),
    Heading("satisfaction", "满意度指标", ("满意度指标", "满意度")),
)
# (parent, heading): the parent is where the heading stands in the 2015 scheme
LEVEL2 = (
    ("output", Heading("quantity", "数量指标", ("数量指标", "数量"))),
    ("output", Heading("quality", "质量指标", ("质量指标", "质量"))),
    ("output", Heading("timeliness", "时效指标", ("时效指标", "时效"))),
    ("output", Heading("cost", "成本指标", ("成本指标", "成本"))),
    ("cost", Heading("economic_cost", "经济成本指标", ("经济成本指标", "经济成本"))),
    ("cost", Heading("social_cost", "社会成本指标", ("社会成本指标", "社会成本"))),
    (
        "cost",
        Heading("environmental_cost", "生态环境成本指标", ("生态环境成本指标", "生态环境成本", "环境成本指标")),
    ),
    ("benefit", Heading("economic", "经济效益指标", ("经济效益指标", "经济效益"))),
    ("benefit", Heading("social", "社会效益指标", ("社会效益指标", "社会效益"))),
    (
        "benefit",
        Heading(
            "ecological",
            "生态效益指标",
            ("生态效益指标", "生态效益", "环境效益指标", "环境效益", "生态环境效益指标"),
        ),
    ),
    (
        "benefit",
        Heading(
            "sustainability",
            "可持续影响指标",
            ("可持续影响指标", "可持续影响", "可持续发展", "可持续发展指标", "可持续性影响指标"),
        ),
    ),
    (
        "satisfaction",
        Heading(
            "service_object",
            "服务对象满意度指标",
            (
                "服务对象满意度指标",
                "服务对象满意度",
                "社会公众或服务对象满意度指标",
                "社会公众或服务对象满意度",
                "服务对象",
            ),
        ),
    ),
)
_LONGEST_OTHER_HEADING = 10
# 11-数量指标, 一、产出指标, (一)产出指标, 1.产出指标, A1数量指标
_CODE = re.compile(r"^(?:\d{1,2}[-.、:]|\(?[一二三四五六七八九十]{1,2}[)、.]|[A-Z]\d{0,2}[-.、]?)")
# 产出指标(50分), 数量指标50分, 效益指标(30%), 产出指标(40-50)分, 数量指标(必填硬性指标)
_POINTS = re.compile(
    r"(?:\((?:\d{1,3}(?:\.\d+)?(?:[-~至]\d{1,3})?(?:分|%)?|分|(?:必|选|可选?)填项?(?:硬性指标)?|可选项?)\)分?"
    r"|\d{1,3}(?:\.\d+)?分)$"
)
# wordings of places; as a cell of its own each may be something else
_ALSO_LEVEL1 = {
    "项目产出": "output",
    "产出值": "output",
    "产出目标": "output",
    "项目效益": "benefit",
    "项目效果": "benefit",
    "效益值": "benefit",
    "效益目标": "benefit",
    "效果目标": "benefit",
}
_ALSO_LEVEL2 = re.compile(r"^(?:产出(?=数量|质量|时效|成本))?(?P<kind>.{2,12}?)(?:目标|指标|值)?$")
_LEVEL1_BY_WORDING = {wording: heading for heading in LEVEL1 for wording in heading.wordings}
_LEVEL2_BY_WORDING = {wording: (parent, heading) for parent, heading in LEVEL2 for wording in heading.wordings}
_LEVEL1_BY_CODE = {heading.code: heading for heading in LEVEL1}


def without_code(printed: str) -> str:
    """Fold a heading and remove its leading code and the points behind it.

    >>> without_code("11-数量指标"), without_code("产出指标（50分）")
    ('数量指标', '产出指标')

    """
    return _POINTS.sub("", _CODE.sub("", fold(printed).rstrip(":")))


def is_level1(printed: str) -> bool:
    """Whether the words are a first-level heading and nothing else; bare 产出, 效益 count only with 指标."""
    bare = without_code(printed)
    return bare in _LEVEL1_BY_WORDING and bare.endswith("指标")


def is_level2(printed: str) -> bool:
    """Whether the words are a second-level heading and nothing else (bare 数量, 质量 … do not count)."""
    bare = without_code(printed)
    return bare in _LEVEL2_BY_WORDING and len(bare) >= 4


def is_kind(printed: str) -> bool:
    """Whether words name a second level, in a place's wording too.

    >>> is_kind("数量指标"), is_kind("产出数量"), is_kind("时效目标"), is_kind("讲座数量")
    (True, True, True, False)

    """
    return is_level2(printed) or _second_of_place(printed) is not None


def is_heading(printed: str) -> bool:
    """Whether words can stand in a heading column: a heading we know, or a short word that ends with 指标.

    >>> is_heading("质量"), is_heading("部门特色指标"), is_heading("科普讲座场次")
    (True, True, False)

    """
    bare = without_code(printed)
    known = bare in _LEVEL1_BY_WORDING or bare in _LEVEL2_BY_WORDING
    return known or (bare.endswith("指标") and len(bare) <= _LONGEST_OTHER_HEADING)


def level1_of(level2: str) -> str:
    """Return the official first-level words above a printed second-level heading, ``""`` where unknown.

    >>> level1_of("可持续影响指标")
    '效益指标'

    """
    found = _LEVEL2_BY_WORDING.get(without_code(level2))
    return _LEVEL1_BY_CODE[found[0]].label if found else ""


def recognise_damaged(text: str, *, level: int) -> str:
    """Return the official heading whose characters stand in damaged words in their order, else ``""``.

    >>> recognise_damaged("产) 出指标173", level=1)
    '产出指标'

    """
    folded = fold(text)
    headings = LEVEL1 if level == 1 else tuple(heading for _, heading in LEVEL2)
    for heading in headings:
        for wording in heading.wordings:
            if len(wording) < 4:
                continue
            rest = iter(folded)
            if all(char in rest for char in wording):
                return heading.label
    return ""


def categorise(level1: str, level2: str, printed: tuple[str, ...] | None = None) -> Category:
    """Say where an indicator stands, from its two headings as printed.

    >>> categorise("1-产出指标", "11-数量指标").code
    'output/quantity'
    >>> categorise("成本指标", "经济成本指标").scheme
    '2021'
    >>> categorise("社会公众或服务对象满意度", "满意度").code
    'satisfaction/other'
    >>> categorise("社会效应", "满意度").code, categorise("社会效应", "公众满意度指标").code
    ('satisfaction/other', 'satisfaction/other')
    >>> categorise("产出", "产出数量").code, categorise("效益指标", "社会效益目标").code
    ('output/quantity', 'benefit/social')

    """
    bare = without_code(level1)
    first = _LEVEL1_BY_WORDING.get(bare) or _LEVEL1_BY_CODE.get(_ALSO_LEVEL1.get(bare, "")) or _satisfaction(level1)
    second = _LEVEL2_BY_WORDING.get(without_code(level2)) or _second_of_place(level2)
    scheme = "2021" if (first and first.code == "cost") or (second and second[0] == "cost") else "2015"
    printed = (level1, level2) if printed is None else printed
    if second is None:
        # 社会效应 | 满意度: the second heading says what the first, which no scheme has, does not
        head = first or _satisfaction(level2) or Heading("other", level1, ())
        return Category(head.label, level2, printed, f"{head.code}/other", scheme)
    parent, heading = second
    head = first or _LEVEL1_BY_CODE[parent]
    return Category(head.label, heading.label, printed, f"{head.code}/{heading.code}", scheme)


def _second_of_place(level2: str) -> tuple[str, Heading] | None:
    """Return the official heading for 产出数量, 数量目标 and 数量值."""
    found = _ALSO_LEVEL2.match(without_code(level2))
    return _LEVEL2_BY_WORDING.get(f"{found['kind']}指标") if found else None


def _satisfaction(level1: str) -> Heading | None:
    """Return 满意度指标 for a first heading that is worded as the one below it or says whose satisfaction it is."""
    bare = without_code(level1).removesuffix("指标")
    return _LEVEL1_BY_CODE["satisfaction"] if bare.endswith("满意度") or level1_of(level1) == "满意度指标" else None
