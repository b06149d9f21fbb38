"""Figures in running text (正文数字) of a self-evaluation: scores, rates, counts and money, with their words.

Each pattern is a row of a table: what it is about, the words before and after the figure, and the unit. They let the
text be checked against the tables; nothing is read from prose that no row describes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.records import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.cells import Cell
    from kg.forms.assembly import Draft

_NUMBER = r"(?P<value>\d[\d,]*(?:\.\d+)?)"
_CHINESE_DIGITS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True, slots=True)
class FigurePattern:
    """One kind of figure in prose: ``label`` in the pattern names the words the figure is about."""

    subject: str
    unit: str
    pattern: re.Pattern[str]


FIGURES = (
    FigurePattern(
        "self_score", "分", re.compile(r"(?P<label>自评得分|自评总分|自评分)[为是]?\s*" + _NUMBER + r"\s*分")
    ),
    FigurePattern(
        "self_score_part", "分", re.compile(r"(?P<label>[\u4e00-\u9fff]{2,8}?)得分[为是]?\s*" + _NUMBER + r"\s*分")
    ),
    FigurePattern("score_share", "%", re.compile(r"(?P<label>得分百分比)[为是]?\s*" + _NUMBER + r"\s*[%％]")),
    FigurePattern("mean_execution_rate", "%", re.compile(r"(?P<label>平均执行率)[为是]?\s*" + _NUMBER + r"\s*[%％]")),
    FigurePattern(
        "budget_completion_rate", "%", re.compile(r"(?P<label>预算完成率)[为是]?\s*" + _NUMBER + r"\s*[%％]")
    ),
    FigurePattern(
        "indicator_count",
        "个",
        re.compile(r"(?:所设|设置了?|设定了?|共设)\s*" + _NUMBER + r"\s*个(?P<label>(?:绩效)?指标)"),
    ),
    FigurePattern(
        "all_but",
        "个",
        re.compile(r"除(?P<value>[一两二三四五六七八九]|\d+)个(?P<label>指标)外[,，]?[^。]{0,12}(?:完成|达到|实现)"),
    ),
)


@dataclass(frozen=True, slots=True)
class MoneyPattern:
    """One kind of money in prose: amount kind (``kgt:amount/``) and funding source (``kgt:fund/``)."""

    kind: str
    fund: str | None
    pattern: re.Pattern[str]


_MONEY = r"[为是]?\s*(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|元)"
MONEY = (
    MoneyPattern("initial_budget", None, re.compile(r"(?P<label>年初预算(?:收入|支出|数)?)" + _MONEY)),
    MoneyPattern(
        "adjusted_budget",
        "fiscal_appropriation",
        re.compile(r"(?P<label>财政拨款支出全年预算数)" + _MONEY),
    ),
    MoneyPattern("adjusted_budget", None, re.compile(r"(?<!财政拨款支出)(?P<label>全年预算数)" + _MONEY)),
    MoneyPattern("income", "fiscal_appropriation", re.compile(r"(?P<label>财政拨款收入)" + _MONEY)),
    MoneyPattern("income", None, re.compile(r"(?P<label>(?:事业|经营|其他|上级补助)收入)" + _MONEY)),
    MoneyPattern("final_account", None, re.compile(r"(?P<label>(?:全口径)?支出决算数)" + _MONEY)),
    MoneyPattern("final_account", "fiscal_appropriation", re.compile(r"(?P<label>当年实际支出数)" + _MONEY)),
    MoneyPattern(
        "functional_expenditure",
        None,
        re.compile(r"(?<=[:：;；])(?P<label>[\u4e00-\u9fff]{2,12}支出)" + _MONEY + r"(?=\s*[,，]\s*占)"),
    ),
)


def read_statements(draft: Draft, paragraphs: Iterable[Cell]) -> None:
    """Read the figures of the running text into the draft's statements and amounts, in reading order."""
    for paragraph in paragraphs:
        text = paragraph.text
        found: list[tuple[int, FigurePattern | MoneyPattern, re.Match[str]]] = [
            (match.start(), row, match) for row in (*FIGURES, *MONEY) for match in row.pattern.finditer(text)
        ]
        for _, row, match in sorted(found, key=lambda item: item[0]):
            if isinstance(row, FigurePattern):
                _statement(draft, paragraph, row, match)
            else:
                amount = draft.amount(
                    row.kind, match["label"], paragraph.part(*match.span("value")), match["unit"], row.fund
                )
                if amount is not None:
                    draft.amounts.append(amount)


def _statement(draft: Draft, paragraph: Cell, row: FigurePattern, match: re.Match[str]) -> None:
    if row.subject == "self_score_part" and match["label"].endswith("自评"):
        return
    printed = match["value"]
    value = Decimal(_CHINESE_DIGITS[printed]) if printed in _CHINESE_DIGITS else Decimal(printed.replace(",", ""))
    source = draft.layer.source(paragraph.part(*match.span()))
    ordinal = len(draft.statements) + 1
    draft.statements.append(Statement(ordinal, row.subject, match["label"], value, row.unit, source))
