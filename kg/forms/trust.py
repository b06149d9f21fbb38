"""Whether a printed value can be trusted as a figure; one that cannot stays words, with a finding that says why.

Templates leave placeholders (``≥**``), fake bold prints every character twice, a lost cell border glues a value to the
score beside it, and a scan reads ``≥`` as ``2``. None of these may become a figure.
"""

from __future__ import annotations

import re

from kg.folding import MARK_BESIDE_FIGURE, fold
from kg.quantities import Comparator
from kg.quantities.rule import longest_first
from kg.quantities.units import UNITS
from kg.quantities.words import COMPARATORS

_PLACEHOLDER = re.compile(
    r"\*{1,}|[×xX]{2,}|[○◯〇_＿]{2,}|…{1,}|\.{3,}|\?{2,}|^\?\d|#{2,}|[□■]+|\(?(?:填写|请填|此处填|自行填)"
    r"|^(?:同上|同左|〃|′′)$"
)
_SIGN = r"(?:[≥≤≧≦<>＝=]|>=|<=)"
_ONLY_COMPARATOR = re.compile(rf"^{_SIGN}+(?P<rest>[^\d一二三四五六七八九十百千万两]{{0,4}})$")
# ≥N公里, ≥()公里: a place for a figure
_EMPTY = re.compile(r"^(?:[A-Za-z]|\(\)|[/、])+")
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
# a figure with its unit, and right behind it one without: the score of the next column
_GLUED = re.compile(
    rf"^{_SIGN}?{_FIGURE}(?P<unit>%|‰|[万亿千百]?[\u4e00-\u9fff]{{1,3}})/?{_FIGURE}(?P<again>%|‰|[\u4e00-\u9fff]{{0,3}})$"
)
# units behind which a second figure goes on with the same value: 2023年12, 11月20, 1比3
_GOES_ON = frozenset({"年", "月", "日", "时", "点", "分", "比", "至", "到", "或", "第"})
_GLUED_DATE = re.compile(rf"^{_SIGN}?(?:20\d\d年)?\d{{1,2}}月\d{{1,2}}日{_FIGURE}(?:分)?$")
# ≥ and ≤ of the font Symbol, whose name was lost
_OF_SYMBOL_FONT = re.compile(r"^\s*[³£]\s*\d")
# 工5%, 二100百分比, 三95%以上: ≥ or = as a scan or a lost font gives it; 二0二四年 is a date
_MISREAD = re.compile(r"^[工乏之艺二三](?:[1-9][\d,]*|0(?=\.\d))(?:\.\d+)?(?:%|[\u4e00-\u9fff/])*$")
_LIMITS = {word: limit for limit, words in COMPARATORS.items() for word in words}
_CONTRARY = [{low, high} for low in (Comparator.GE, Comparator.GT) for high in (Comparator.LE, Comparator.LT)]
_TWO_SIGNS = re.compile(rf"^({'|'.join(longest_first([*_LIMITS]))})({'|'.join(longest_first([*_LIMITS]))})")
# 3.2×10^4: neither 3.2 nor 10 nor 4; √(144), and the code of an equation: neither 144 nor what it counts
_POWER = re.compile(r"\d\^\d|\d\$|\$\d|√\(\d|[≥≤<>=]√\d|\{eq ", re.IGNORECASE)
_PERCENT_AFTER_2 = re.compile(r"^2(?P<rest>[1-9]\d?(?:\.\d+)?|100(?:\.0+)?)%(?:以上)?$")
# 12 10, 2 12次: two figures with nothing but a space or a line between; 1 200, 10 0% and 9 5% are one, set loosely
_PARTED = re.compile(
    rf"^\s*{_SIGN}?\s*(?P<figures>\d[\d.,]*(?:\s+(?:[1-9]|0\.\d)[\d.,]*)+)\s*(?:%|‰|[\u4e00-\u9fff]{{0,3}})\s*$"
)
# 100 200 may be two of them
_GROUPS = re.compile(r"\d{1,2}(?:\s\d{3})+(?:\.\d+)?")
_LOOSE = re.compile(r"\d(?:\s+\d)+")
# 1,2000: neither a thousand nor ten of them
_ODD_GROUPS = re.compile(rf"^{_SIGN}?(?!{_FIGURE}(?![\d,]))\d+(?:,\d+)+(?:\.\d+)?(?:%|‰|[\u4e00-\u9fff]{{0,3}})$")
# l00%, ≥I20人: a letter that a scan gives for 1
_LETTER_FOR_1 = re.compile(r"(?<![A-Za-z])[lI|](?=\d)")
_SIGN_TWICE = re.compile(r"^(?:≥{2}|≤{2}|>{2}|<{2}|>=>=|<=<=)|%{2}$")
_GROWTH = re.compile(r"增长|增幅|提高|提升|增加|上升|超额|比")
_LEAST_DOUBLED = 4
# longer words with dots in them are prose
_LONGEST_PLACEHOLDER = 20


def are_contrary(first: str, second: str) -> bool:
    """Whether one comparator (folded) limits from below and the other from above.

    >>> are_contrary("≤", "不低于"), are_contrary("≥", "不低于")
    (True, False)

    """
    return {_LIMITS.get(first), _LIMITS.get(second)} in _CONTRARY


def distrust(words: str, *, name: str = "", actual: bool = False) -> str:
    """Return the rule that forbids to read a value as a figure, ``""`` where nothing does.

    Args:
        words: The value as printed.
        name: The indicator's name: a growth may be above 100 %.
        actual: The value is 实际完成值, which may be above 100 %.

    >>> distrust("≥**"), distrust("≥≥9955%%"), distrust("100%10"), distrust("295%"), distrust("≥95%")
    ('placeholder-value', 'doubled-characters', 'glued-figures', 'suspect-comparator', '')
    >>> distrust("工5%"), distrust("三95%以上"), distrust("二0二四年"), distrust("290$"), distrust("$290")
    ('suspect-comparator', 'suspect-comparator', '', 'unreadable-value', 'unreadable-value')
    >>> distrust("≤≥95%"), distrust("不低于≥95%")
    ('suspect-comparator', '')
    >>> distrust("12 10"), distrust("2 12次"), distrust("1 200人"), distrust("10 0%"), distrust("9 5%")
    ('glued-figures', 'suspect-comparator', '', '', '')
    >>> distrust("≥≥9900%"), distrust("95%%"), distrust("l00%"), distrust("1,2000人"), distrust("12，15场")
    ('doubled-characters', 'doubled-characters', 'unreadable-value', 'unreadable-value', '')
    >>> distrust("120③"), distrust("①10场"), distrust("100 200"), distrust("100m²")
    ('unreadable-value', 'unreadable-value', 'glued-figures', '')
    >>> distrust("1.5×10^4人次"), distrust("≥√(144)场"), distrust("√达标12场")
    ('unreadable-value', 'unreadable-value', '')

    """
    folded = fold(words)
    if not folded:
        return ""
    signs = _TWO_SIGNS.match(folded)
    if _OF_SYMBOL_FONT.match(words) or _MISREAD.match(folded) or (signs and are_contrary(*signs.groups())):
        return "suspect-comparator"
    alone = _ONLY_COMPARATOR.match(folded)
    unfilled = alone is not None and _EMPTY.sub("", alone["rest"]) in ("", *UNITS)
    if unfilled or (len(folded) <= _LONGEST_PLACEHOLDER and _PLACEHOLDER.search(folded)):
        return "placeholder-value"
    if not any(char.isdigit() for char in folded):
        return ""
    if MARK_BESIDE_FIGURE.search(words):
        return "unreadable-value"
    if _POWER.search(folded) or _LETTER_FOR_1.search(folded) or ("，" not in words and _ODD_GROUPS.match(folded)):
        return "unreadable-value"
    if _SIGN_TWICE.search(folded):
        return "doubled-characters"
    half, odd = divmod(len(folded), 2)
    if not odd and len(folded) >= _LEAST_DOUBLED:
        if folded[::2] == folded[1::2]:
            return "doubled-characters"
        if folded[:half] == folded[half:] and not folded[:half].isdigit():
            return "doubled-characters"
    parted = _PARTED.match(words)
    if parted and not _GROUPS.fullmatch(parted["figures"]) and not _LOOSE.fullmatch(parted["figures"]):
        return "suspect-comparator" if re.match(r"2\s", parted["figures"]) else "glued-figures"
    glued = _GLUED.match(folded)
    if (glued and _is_glued(glued["unit"], glued["again"])) or _GLUED_DATE.match(folded):
        return "glued-figures"
    if not actual and _PERCENT_AFTER_2.match(folded) and not _GROWTH.search(fold(name)):
        return "suspect-comparator"
    return ""


def _is_glued(unit: str, again: str) -> bool:
    """Whether two figures behind each other are two values: one without a unit behind one with, or one unit twice."""
    if again:
        return again == unit and unit not in _GOES_ON
    return unit not in _GOES_ON
