"""Titles of forms by vocabulary: which form a page says it is, and for which year.

Only whole lines count: a sentence that mentions a form is no title.
"""

from __future__ import annotations

import re

from kg.folding import fold
from kg.records import Form

_LONGEST = 76
_END = r"(?:样表|样式|模板|参考)?(?:\([^()]*\)|\d{1,3})*$"
_START = (
    r"^(?:附件?表?[\d一二三四五六七八九十]*(?:-\d+)*[:：.、]?)?"
    r"(?:[^。;；!！?？]{0,40}?|(?!.*[我本](?:单位|部门|局|校))[^。;；!！?？,，]{41,56}?)"
)
# in this order: a self-evaluation of projects names the department's 整体 nowhere
_PATTERNS = (
    (Form.SELF_EVALUATION, re.compile(_START + r"整体.{0,12}?绩效.{0,6}?(?:自评|自我评价).{0,4}表" + _END)),
    (Form.PROJECT_SELF_EVALUATION, re.compile(_START + r"绩效.{0,8}?(?:自评|自我评价).{0,4}表" + _END)),
    (Form.PROJECT_SELF_EVALUATION, re.compile(_START + r"(?:项目|资金).{0,8}?自评.{0,4}表" + _END)),
    (Form.DECLARATION, re.compile(_START + r"整体.{0,12}?(?:绩效目标|绩效指标).{0,6}?表" + _END)),
    (Form.PROJECT_TABLE, re.compile(_START + r"绩效(?:目标|指标).{0,8}?表" + _END)),
    (Form.PROJECT_TABLE, re.compile(_START + r"(?:绩效目标|绩效)(?:申报|批复)书" + _END)),
    (Form.PROJECT_TABLE, re.compile(_START + r"20\d\d年度?项目(?:支出)?绩效目标[和及与](?:绩效)?指标" + _END)),
    (Form.PROJECT_TABLE, re.compile(_START + r"项目(?:支出)?(?:预算)?申报[表书]" + _END)),
    (
        Form.INDICATOR_LIBRARY,
        re.compile(
            _START + r"(?:绩效|共性|核心).{0,10}?指标(?:和标准)?(?:库|体系(?:框架)?|框架|集|汇编|指引)(?:表)?" + _END
        ),
    ),
)
_LIBRARY = re.compile(r"指标(?:和标准)?(?:库|体系|框架|集|汇编|指引)|共性.{0,12}指标|核心.{0,6}指标")
_SELF_EVALUATION = re.compile(r"自评|自我评价")
_YEAR_LINE = re.compile(
    r"^\(?(?:申报|填报|预算|评价)?(?:年度[:：])?(?:20\d\d|二[〇○零][一二三四五六七八九〇○零]{2})年?度?"
    r"(?:\d{1,2}[-至—]\d{1,2}月份?)?\)?$"
)


def title_form(line: str) -> Form | None:
    """Return the form that a line is the title of, ``None`` for other lines.

    >>> title_form("2023年度项目支出绩效自评表"), title_form("附件2：部门整体支出绩效目标表（2024年度）")
    (<Form.PROJECT_SELF_EVALUATION: 'project_self_evaluation'>, <Form.DECLARATION: 'declaration'>)
    >>> title_form("填报项目绩效目标表的说明")

    """
    folded = fold(line)
    if len(folded) > _LONGEST or ":" in folded.removeprefix("附件").lstrip("0123456789-")[1:]:
        return None
    for form, pattern in _PATTERNS:
        if pattern.match(folded):
            if _LIBRARY.search(folded) and not _SELF_EVALUATION.search(folded):
                return Form.INDICATOR_LIBRARY
            return form
    return None


def is_year_line(line: str) -> bool:
    """Whether a line holds a year and nothing else.

    >>> is_year_line("（2022 年度）"), is_year_line("2022年工作总结")
    (True, False)

    """
    return bool(_YEAR_LINE.match(fold(line)))
