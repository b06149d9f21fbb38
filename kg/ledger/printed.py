"""Every number that a text prints (数字), with what it is: a figure, a year, a list mark, a code, a page number.

In: a text layer. Out: numbers in reading order, each a slice of the text. Found independently of the readers, so that
what these overlook is found as well. Arabic figures with separators, decimals and percent signs, in half and full
width; Chinese numerals where a counter follows or 百分之 precedes. What a number is, is told by the characters beside
it only; a number that is none of the others is a figure. A number wrapped over two lines is two numbers here; where
one cell of a record joins them, the ledger calls the second one the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.forms.opening import without_page_numbers
from kg.quantities.numerals import CHINESE, COUNTED
from kg.quantities.units import unit_pattern
from kg.text import TextLayer

if TYPE_CHECKING:
    from collections.abc import Iterator


class NumberKind(StrEnum):
    """What a printed number is; the rest of one that is wrapped shows only when the record's cell is known."""

    FIGURE = "figure"
    YEAR = "year"
    MARK = "mark"
    CODE = "code"
    PAGE = "page"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Number:
    """One printed number: code points ``start`` to ``end`` (exclusive) of the text layer."""

    start: int
    end: int
    text: str
    kind: NumberKind


# one for one, so that places stay what they are; the full-width comma separates clauses, not digits
_WIDTH = str.maketrans("０１２３４５６７８９．％（）－、", "0123456789.%()-、")
_CIRCLED = "①-⑳⑴-⒇⒈-⒛❶-❿"
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_PERCENT = r"[ ]?\\?[%‰]"
_CN_DIGITS = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"(?P<circled>[{_CIRCLED}])"
    rf"|(?P<arabic>{_ARABIC}(?:\.[0-9]+)*)(?P<percent>{_PERCENT})?"
    r"|百分之(?P<share>[〇零一二两三四五六七八九十百点]+)"
    rf"|第(?P<rank>[〇零{_CN_DIGITS}百]+)"
    rf"|(?P<item>(?<=[（(])[{_CN_DIGITS}]{{1,3}}(?=[）)])|(?<![^\s；。：:;，,])[{_CN_DIGITS}]{{1,3}}(?=[、是]))"
    # 一批经验 is a quantity without a number
    rf"|(?!一批(?!次))(?P<counted>{CHINESE})(?=[余多几]?(?:{COUNTED}))"
)
_QUOTES = {"“": "”", "「": "」", "《": "》", "‘": "’", '"': '"', "〔": "〕", "【": "】"}
_LONGEST_QUOTED = 12
_BEGINS = re.compile(r"(?:^|[\n\t；。：:;！？]|\s{2})[ \u3000]*[(（]?$")
_MARK_BEHIND = re.compile(r"[ \n]*、|[ ]?[.)](?![0-9])")
_DATE_BEHIND = re.compile(r"[ ]?(?:[学财]?年(?!级|内|以|间|龄)|届)|[ ]?[-—–~～至到/][ ]?(?:19|20)[0-9]{2}[ ]?[学财]?年")
_DOTTED_DAY = re.compile(r"(?:19|20)[0-9]{2}\.(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12][0-9]|3[01])")
# 2024-03-05, 2024/3/5: from its year, its month, its day
_MONTH, _DAY = "(?:0?[1-9]|1[0-2])", "(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
_DAY_BEHIND_YEAR = re.compile(rf"(?P<by>[-/]){_MONTH}(?P=by){_DAY}")
_DAY_BEHIND_MONTH = re.compile(rf"[-/]{_DAY}")
_OF_A_DAY = re.compile(rf"(?<![0-9])(?:19|20)[0-9]{{2}}[-/](?P<month>{_MONTH}[-/])?$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DATE_BEFORE = re.compile(
    r"(?:19|20)[0-9]{2}[ ]?(?:年[ ]?)?[-—–~～至到/.][ ]?$|[年月][ ]?$|[0-9][ ]?月?[-—–~～至到][ ]?$"
)
# 11-数量指标, 88号, 〔2015〕, 5A, 第14位, FM818
_CODE_BEHIND = re.compile(r"[A-Za-z]{2}|[A-Z](?![A-Za-z0-9])|-\s*[一-鿿]|〕|号(?!召|线)|届")
_CAPTION_BEFORE = re.compile(r"(?:^|[^一-鿿报列])(?:附?表|图|附件)[ ]?$|详见(?:附?表|图|附件)[ ]?$")
_CODE_BEFORE = re.compile(r"[A-Za-z][-.]?$|〔$|第[ ]?$")
_WRAPPED_SIGN = re.compile(r"^[ ]?\n(?=-\s*[一-鿿]|[年月日])")
_UNIT_LETTERS = re.compile(r"(?:KG|kg|km|mm|cm|GB|TB|MB|kW|kwh|PM|AM|ml|mg)(?![A-Za-z])")
# 2022中国创新创业成果交易会: a year without 年, before a name and not before a unit
_NAMED = re.compile(r"[一-鿿]{2}")
_UNIT_BEHIND = re.compile(rf"[余多几万亿千百元]|{unit_pattern()}")
_LONG_DIGITS = 6


def numbers(layer: TextLayer) -> list[Number]:
    """Return all numbers of a text layer in reading order.

    >>> text = "1、2024年办科普活动12场，参与1,200人次，满意度≥95%；“四个意识”"
    >>> [(n.text, n.kind.value) for n in numbers(TextLayer("a.txt", "0" * 64, text))]
    [('1', 'mark'), ('2024', 'year'), ('12', 'figure'), ('1,200', 'figure'), ('95%', 'figure'), ('四', 'code')]
    >>> {n.kind.value for n in numbers(TextLayer("a.txt", "0" * 64, "发布时间：2024-03-05，更新 2024/3/15"))}
    {'year'}
    >>> [n.kind.value for n in numbers(TextLayer("a.txt", "0" * 64, "2010-12个，比例 3/4"))]
    ['figure', 'figure', 'figure', 'figure']

    """
    _, cells = without_page_numbers(layer)
    pages = [(piece.start, piece.end) for cell in cells for piece in cell.pieces]
    plain = layer.text.translate(_WIDTH)
    return list(_numbers(layer.text, plain, pages))


def _numbers(text: str, plain: str, pages: list[tuple[int, int]]) -> Iterator[Number]:
    for found in _NUMBER.finditer(plain):
        start, end = found.span()
        kind = _kind(plain, found)
        if any(begin <= start and end <= stop for begin, stop in pages):
            kind = NumberKind.PAGE
        yield Number(start, end, text[start:end], kind)


def _kind(text: str, found: re.Match[str]) -> NumberKind:
    start, end = found.span()
    before, behind = text[max(start - 12, 0) : start], text[end : end + 12]
    # 11 ⏎ -数量指标, 2022 ⏎ 年: what tells a code or a date may be wrapped off it
    behind = _WRAPPED_SIGN.sub("", behind, count=1)
    if found["circled"] or found["item"]:
        return NumberKind.MARK
    if found["rank"]:
        return NumberKind.MARK if behind[:1] in "章节条款项部篇" else NumberKind.CODE
    if found["share"] or found["percent"]:
        return NumberKind.FIGURE
    if _is_quoted(text, start, end):
        return NumberKind.CODE
    digits = found["arabic"]
    if digits is None:
        return NumberKind.FIGURE
    if digits.count(".") > 1 and _DOTTED_DAY.fullmatch(digits):
        return NumberKind.YEAR
    if digits.count(".") > 1:
        return NumberKind.MARK if _BEGINS.search(before) else NumberKind.CODE
    if _is_date(digits, before, behind):
        return NumberKind.YEAR
    if _is_mark(digits, before, behind):
        return NumberKind.MARK
    letters = _CODE_BEHIND.match(behind) and not _UNIT_LETTERS.match(behind)
    if letters or _CODE_BEFORE.search(before):
        return NumberKind.CODE
    return NumberKind.CODE if len(digits) > _LONG_DIGITS and digits.isdigit() else NumberKind.FIGURE


def _is_date(digits: str, before: str, behind: str) -> bool:
    if _YEAR.fullmatch(digits):
        if _DAY_BEHIND_YEAR.match(behind):
            return True
        named = _NAMED.match(behind) is not None and not _UNIT_BEHIND.match(behind)
        return named or _DATE_BEHIND.match(behind) is not None or _DATE_BEFORE.search(before) is not None
    if not digits.isdigit() or len(digits) > 2 or int(digits) > 31:
        return False
    of_day = _OF_A_DAY.search(before)
    if of_day is not None and (of_day["month"] or _DAY_BEHIND_MONTH.match(behind)):
        return True
    months = behind.lstrip(" ").startswith("月") and not behind.lstrip(" ").startswith("月均")
    day = behind.lstrip(" ").startswith("日") and re.search(r"月[ ]?$", before) is not None
    ranged = re.match(r"[ ]?[-—–~～至到][ ]?[0-9]{1,2}[ ]?月", behind) is not None
    return months or day or ranged


def _is_mark(digits: str, before: str, behind: str) -> bool:
    if not digits.isdigit() or len(digits) > 3:
        return False
    if _CAPTION_BEFORE.search(before) or (before.endswith(("(", "（")) and behind.startswith((")", "）"))):
        return True
    return _MARK_BEHIND.match(behind) is not None and _BEGINS.search(before) is not None


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a number begins a short quotation: “四个意识”, “1310”, 《2035规划》 are names."""
    closing = _QUOTES.get(text[start - 1]) if start else None
    return closing is not None and closing in text[end : end + _LONGEST_QUOTED]
