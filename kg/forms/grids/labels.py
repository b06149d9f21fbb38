"""Labels around indicator tables by vocabulary: what the cell to the right of one, or below it, says.

Labels are compared without a closing colon and without a remark in brackets.
"""

from __future__ import annotations

import re

from kg.forms.grids.wordings import by_wording
from kg.text import fold

_FIELD = by_wording("fields")
_MONEY_ROW = by_wording("money_rows")
_MONEY_COLUMN = by_wording("money_columns")
# funding sources (``kgt:fund/``) by kind of amount
_FUNDS = {"fiscal_appropriation", "special_account", "other_funds"}
_REMARK = re.compile(
    r"(?:\((?:万元|元|亿元|单位:[^()]*|盖章|公章|签章|\d{1,3}分|[A-Z](?:[/÷][A-Z])?|选填|可选填|如有|[^()]{0,12}年度?)\)"
    r"|[:：*])+$"
)
# 年度绩效目标1, 年度绩效目标2
_NUMBERED = re.compile(r"(?<=目标)[\d一二三四五六]$")
_OF_WHICH = re.compile(r"^(?:其中:?|[(（]?\d[)）.、]|[一二三四五六]、|①|②|③)+")


def _bare(label: str) -> str:
    return _NUMBERED.sub("", _REMARK.sub("", fold(label)))


def field_of(label: str) -> str:
    """Return what a label names, ``""`` for words that are no label.

    >>> field_of("项目名称："), field_of("主管部门（盖章）"), field_of("科普讲座场次")
    ('project', 'superior', '')

    """
    folded = fold(label)
    return _FIELD.get(folded.rstrip(":：")) or _FIELD.get(_bare(label), "")


def money_row(label: str) -> tuple[str, str | None] | None:
    """Return kind and funding source of a label of money; kind ``""`` for money of no kind that is kept.

    >>> money_row("其中：财政拨款"), money_row("上年结转资金"), money_row("分值")
    (('fiscal_appropriation', 'fiscal_appropriation'), ('', None), None)

    """
    bare = _OF_WHICH.sub("", _bare(label)).lstrip(":：")
    kind = _MONEY_ROW.get(bare)
    if kind is None:
        return None
    return ("", None) if kind == "other" else (kind, kind if kind in _FUNDS else None)


def money_column(heading: str) -> str:
    """Return what a column of money holds: a kind of amount, ``execution_rate``, ``full`` or ``score``; else ``""``.

    >>> money_column("全年执行数（万元）"), money_column("执行率"), money_column("三级指标")
    ('final_account', 'execution_rate', '')

    """
    return _MONEY_COLUMN.get(_bare(heading), "")


def is_label(words: str) -> bool:
    """Whether words are a label of the header block and nothing else.

    >>> is_label("其中：财政拨款"), is_label("广州市科学技术协会")
    (True, False)

    """
    return bool(field_of(words) or money_row(words) or money_column(words))
