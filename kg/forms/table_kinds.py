"""The tables of a self-evaluation as tables of headings: which words name which column.

A heading may be wrapped over lines; where a scan lost a part of it, the ``damaged`` wordings still tell the column.
The order of ``KINDS`` matters: a table of targets may hold 分值 and 得分 as well and is no table of scores.
"""

from __future__ import annotations

from kg.forms.table_rows import TableKind

ADJUSTMENT = TableKind(
    "adjustment",
    {
        "number": ("序号",),
        "label": ("项目", "支出类型", "类别", "资金类型"),
        "initial_budget": ("年初预算",),
        "adjusted_budget": ("全年预算", "调整后预算", "调整预算数"),
        "final_account": ("决算数", "执行数", "实际支出", "支出数"),
        "adjustment_rate": ("预算调整率", "调整率"),
        "control_rate": ("预算控制率", "控制率"),
        "execution_rate": ("执行率",),
    },
    ("label", "initial_budget", "adjusted_budget"),
    figures=3,
)
PROGRESS = TableKind(
    "progress",
    {
        "number": ("序号",),
        "label": ("时期", "月份", "时间"),
        "cumulative_budget": ("年度预算",),
        "cumulative_expenditure": ("累计实际支出", "累计支出"),
        "progress": ("支出进度",),
        "execution_rate": ("支出执行率", "执行率"),
    },
    ("label", "cumulative_expenditure"),
    figures=3,
)
_NAMES = ("三级指标", "指标名称", "评价指标", "绩效指标")
_TARGETS = ("年度目标值", "年初目标值", "年度指标值", "目标值", "预期值")
_ACTUALS = ("年度实现值", "实际完成值", "全年实际完成值", "实现值", "完成值")
_RESULTS = {
    "rate": ("指标完成率", "完成率"),
    "weight": ("分值", "权重"),
    "scored": ("得分", "自评分", "评分"),
    "reason": ("偏差原因", "未完成原因", "原因分析"),
}
TARGETS = TableKind(
    "targets",
    {
        "number": ("序号",),
        "level1": ("一级指标",),
        "level2": ("二级指标",),
        "name": _NAMES,
        "target": _TARGETS,
        "actual": _ACTUALS,
        **_RESULTS,
    },
    ("level1", "name", "target", "actual"),
    damaged={"level1": ("级指标", "级指")},
)
KEY_PROJECT = TableKind(
    "key_project",
    {"number": ("序号",), "level2": ("二级指标",), "name": _NAMES, "target": _TARGETS, "actual": _ACTUALS, **_RESULTS},
    ("name", "target", "actual"),
)
SCORES = TableKind(
    "scores",
    {
        "number": ("序号",),
        "level1": ("一级指标",),
        "level2": ("二级指标",),
        "name": _NAMES,
        "full": ("分值", "权重", "满分"),
        "score": ("得分", "自评分", "评分"),
    },
    ("name", "full", "score"),
)
KINDS = (ADJUSTMENT, PROGRESS, TARGETS, KEY_PROJECT, SCORES)
