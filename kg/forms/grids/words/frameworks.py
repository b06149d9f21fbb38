"""First and second levels of frameworks of indicators (指标体系框架) other than 产出, 效益, 满意度.

Evaluations are scored by 决策, 过程, 产出, 效益 (财预〔2020〕10号) or, before, by 投入, 过程, 产出, 效果
(财预〔2013〕53号); several provinces have frameworks of their own for whole departments: 履职效能 | 重点工作履行情况,
投入和管理目标 | 财务管理. In a column with a heading such words need not be known; where no column is told, only
these are taken for levels.
"""

from __future__ import annotations

from kg.categories import is_kind, is_level2, without_code

_OUTPUT = (
    "数量",
    "质量",
    "时效",
    "成本",
    "产出数量",
    "产出质量",
    "产出时效",
    "产出成本",
    "项目产出",
    "职责履行",
    "重点工作任务完成",
    "履职目标实现",
)
_BENEFIT = (
    *("经济效益", "社会效益", "生态效益", "环境效益", "安全效益", "可持续影响", "可持续性", "项目效益", "履职效益"),
    *("实施效益", "满意度", "服务对象满意度", "社会公众满意度"),
)
_SATISFACTION = ("满意度", "服务对象满意度", "社会公众满意度", "群众满意度", "公众满意度", "内部职工满意度")
_MANAGED = (
    *("资金管理", "组织实施", "业务管理", "财务管理", "预算执行", "预算管理", "资产管理", "项目管理", "人员管理"),
    *("绩效管理", "采购管理", "机构建设", "资金到位", "投入管理", "项目实施", "实施管理", "信息公开"),
)
_DECIDED = ("项目立项", "绩效目标", "资金投入", "资金落实", "计划制定", "目标设定", "预算编制", "预算配置", "项目目标")
_FRAMEWORKS: dict[str, tuple[str, ...]] = {
    "产出": _OUTPUT,
    "产出目标": _OUTPUT,
    "产出指标": _OUTPUT,
    "项目产出": _OUTPUT,
    "效益": _BENEFIT,
    "效益指标": _BENEFIT,
    "效益目标": _BENEFIT,
    "效果": _BENEFIT,
    "效果目标": _BENEFIT,
    "项目效果": _BENEFIT,
    "项目效益": _BENEFIT,
    "满意度": _SATISFACTION,
    "满意度指标": _SATISFACTION,
    "项目完成指标": _OUTPUT,
    "项目效益指标": _BENEFIT,
    "决策": _DECIDED,
    "项目决策": (*_DECIDED, "决策过程", "资金分配"),
    "部门决策": (*_DECIDED, "目标任务"),
    "投入": (*_DECIDED, "预算执行"),
    "过程": _MANAGED,
    "项目管理": _MANAGED,
    # 上海
    "投入和管理目标": _MANAGED,
    "影响力目标": ("长效管理", "人力资源", "部门协助", "配套设施", "信息共享", "满意度"),
    # 辽宁, 重庆
    "履职效能": ("重点工作履行情况", "重点工作履行", "重点工作", "整体工作完成情况", "基础管理", "整体效能"),
    "管理效率": (
        *("预算编制管理", "预算执行管理", "预算监督管理", "预算收支管理", "预算绩效管理", "预算编制"),
        *_MANAGED,
    ),
    "运行成本": ("成本控制成效", "成本控制"),
    "社会效应": _BENEFIT,
    "可持续性": ("体制机制改革", "体制机制改革情况", "创新驱动发展", "人才支撑"),
    "可持续发展能力": ("体制机制改革", "体制机制改革情况", "创新驱动发展", "人才支撑"),
    # 甘肃
    "部门管理": ("资金投入", "财务管理", "采购管理", "人员管理", "重点工作管理", "资产管理"),
    "履职效果": ("部门履职目标", "部门效果目标", "社会影响", "服务对象满意度"),
    "能力建设": ("长效管理", "人力资源建设", "档案管理"),
    # 河南
    "投入管理指标": ("工作目标管理", "预算和财务管理", "绩效管理"),
}


def is_first_level(printed: str) -> bool:
    """Whether words are a first level of some framework, with or without points.

    >>> is_first_level("决策（20分）"), is_first_level("履职效能"), is_first_level("渠道清淤")
    (True, True, False)

    """
    return without_code(printed) in _FRAMEWORKS


def is_second_level(printed: str) -> bool:
    """Whether words are a second level of some framework."""
    bare = without_code(printed)
    return bare in _SECONDS or is_level2(printed) or is_kind(printed)


def stands_below(lower: str, upper: str) -> bool:
    """Whether a framework has one level below another.

    >>> stands_below("财务管理", "投入和管理目标"), stands_below("财务管理", "产出目标")
    (True, False)

    """
    bare = without_code(lower).removesuffix("指标")
    below = _FRAMEWORKS.get(without_code(upper), ())
    return bare in below or f"{bare}指标" in below


_SECONDS = frozenset(word for below in _FRAMEWORKS.values() for word in below)
