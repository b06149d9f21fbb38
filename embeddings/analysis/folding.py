"""What of a text counts when words are compared: its letters and digits, whatever their width and case.

Signs are left out, which ``kg.folding.fold`` keeps, since a label is recognised with its brackets. Used by the lexical
index, by judging and by the training data, so that "the same text" means one thing in all of them. The embedded text
itself stays as printed; only comparisons see this.
"""

from __future__ import annotations

import re
import unicodedata

from kg.folding import simplified

_NOT_WORD = re.compile(r"[\W_]+")
_TRAILING_BRACKET = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]\s*[。.；;]?\s*$")


def letters(text: str) -> str:
    """Return the letters and digits of ``text`` in compatibility form, simplified and without case.

    >>> letters("举办 科普宣传活动次数（次）")
    '举办科普宣传活动次数次'
    >>> letters("ＦＭ８１８ 节目")
    'fm818节目'
    >>> letters("科學講座場次")
    '科学讲座场次'

    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return simplified(unicodedata.normalize("NFKC", _NOT_WORD.sub("", plain)))


def fold_name(name: str) -> str:
    """Fold an indicator's name as judgements are compared: also without one bracket at its end.

    >>> fold_name("举办科普宣传活动次数（次）") == fold_name("举办科普宣传活动次数")
    True
    >>> fold_name("出国（境）人数")
    '出国境人数'

    """
    shortened = _TRAILING_BRACKET.sub("", name)
    return letters(shortened) or letters(name)
