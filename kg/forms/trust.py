"""Whether a printed value can be trusted as a figure; one that cannot stays words, with a finding that says why.

Templates leave placeholders (``≥**``), fake bold prints every character twice, a lost cell border glues a value to the
score beside it, and a scan reads ``≥`` as ``2``. None of these may become a figure.
"""

from __future__ import annotations

import re

from kg.folding import fold

_PLACEHOLDER = re.compile(
    r"\*{1,}|[×xX]{2,}|[○◯〇_＿]{2,}|…{1,}|\.{3,}|\?{2,}|#{2,}|[□■]+|\(?(?:填写|请填|此处填|自行填)"
)
_ONLY_COMPARATOR = re.compile(r"^(?:[≥≤≧≦<>＝=]|>=|<=)+[^\d一二三四五六七八九十百千万两]{0,4}$")
_UNIT = r"(?:%|‰|[^\W\d_]{1,4}(?:[/、][^\W\d_]{1,4})?)"
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
# a figure with its unit, and right behind it one without: the score of the next column
_GLUED = re.compile(
    rf"^(?:[≥≤≧≦<>=]|>=|<=)?(?P<first>{_FIGURE})(?P<unit>%|‰|万元|元|万|亿元|人次|人|场次|场|次|个|项|家|份|篇|件|天|小时|分钟|平方米|公里|套|台)(?P<second>{_FIGURE})(?:分)?$"
)
_PERCENT_AFTER_2 = re.compile(r"^2(?P<rest>[1-9]\d?(?:\.\d+)?|100(?:\.0+)?)%(?:以上)?$")
_GROWTH = re.compile(r"增长|增幅|提高|提升|增加|上升|超额|比")
_LEAST_DOUBLED = 4
# longer words with dots in them are prose
_LONGEST_PLACEHOLDER = 20


def distrust(words: str, *, name: str = "", actual: bool = False) -> str:
    """Return the rule that forbids to read a value as a figure, ``""`` where nothing does.

    Args:
        words: The value as printed.
        name: The indicator's name: a growth may be above 100 %.
        actual: The value is 实际完成值, which may be above 100 %.

    >>> distrust("≥**"), distrust("≥≥9955%%"), distrust("100%10"), distrust("295%"), distrust("≥95%")
    ('placeholder-value', 'doubled-characters', 'glued-figures', 'suspect-comparator', '')

    """
    folded = fold(words)
    if not folded:
        return ""
    if _ONLY_COMPARATOR.match(folded) or (len(folded) <= _LONGEST_PLACEHOLDER and _PLACEHOLDER.search(folded)):
        return "placeholder-value"
    if not any(char.isdigit() for char in folded):
        return ""
    half, odd = divmod(len(folded), 2)
    if not odd and len(folded) >= _LEAST_DOUBLED:
        if folded[::2] == folded[1::2]:
            return "doubled-characters"
        if folded[:half] == folded[half:] and not folded[:half].isdigit():
            return "doubled-characters"
    if _GLUED.match(folded):
        return "glued-figures"
    if not actual and _PERCENT_AFTER_2.match(folded) and not _GROWTH.search(fold(name)):
        return "suspect-comparator"
    return ""
