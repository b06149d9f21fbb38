"""What a value is as a whole (值的类型): a quantity, a mixture, prose, a time limit, nothing, or damage.

The numbers are known here; what is judged is the rest: which clauses promise something without a number,
which only say how, whether the words are a time limit for an act, and whether they are still a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Set

from kg.quantities.clause_words import ACTS, DAMAGES, EXTRA_OBJECTS, LIMITS, MANNER, PROMISES
from kg.quantities.not_quantities import DATES, MONTH_NAME
from kg.quantities.rule import longest_first
from kg.quantities.scanning import Scan
from kg.quantities.words import COMPARATORS

_LIMIT_WORDS = "|".join(rule.pattern for rule in (*DATES, *LIMITS))
_LIMIT = re.compile(
    rf"(?:于|在|(?P<until>截止|截至|到|至))?(?P<day>(?:每月|每年|每季度|每周|次月|当月|"
    rf"次年)?(?:{_LIMIT_WORDS})(?:之前|以前|前|之内|以内|内|止)?)"
)
#: 小于等于2025年6月: a form that has the sign in words in a column of its own.
_COMPARED = [word for words in COMPARATORS.values() for word in words]
_COMPARATOR = re.compile(f"^(?:{'|'.join(longest_first([*_COMPARED, '等于', '不晚于', '不迟于', '早于']))})")
_CALENDAR = re.compile(f"[年月季期日号前]|[0-9]{{4}}|{MONTH_NAME}")
_LIMIT_ENDS = ("前", "底", "末", "内", "止")
_ACT = re.compile(rf"[一-龥A-Za-z\"]{{0,16}}?(?:{ACTS})[一-龥]{{0,6}}$")
_AIM = re.compile("提升|提高|有效|显著|明显|增强|改善|促进|推动|逐步|不断|持续|扩大|长期|稳定")
_MANNER = re.compile("|".join(f"(?:{rule.pattern})" for rule in MANNER))
_PROMISE = re.compile(PROMISES)
#: How many clauses away a bracket or a list still belongs to a number.
NEAR_CLAUSES = 50
_FOLDED_DAMAGE = re.compile("|".join(f"(?:{rule.pattern})" for rule in DAMAGES if "raw" not in rule.meaning))
_RAW_DAMAGE = re.compile("|".join(f"(?:{rule.pattern})" for rule in DAMAGES if "raw" in rule.meaning))
_EXTRA_OBJECTS = re.compile(EXTRA_OBJECTS.pattern)
#: 合格数/抽检数 defines a ratio and promises nothing.
_DEFINITION = re.compile("[一-龥]{2,}/[一-龥]{2,}")
_WORDS = re.compile("[一-龥A-Za-z]")


def damaged(raw: str, text: str) -> bool:
    """Tell whether the words make no sentence any more or a number itself is lost.

    Examples:
        >>> damaged("≥ %", "≥%"), damaged("75项8 4 4 4", "75项8444"), damaged("不少于5场", "不少于5场")
        (True, True, False)

    """
    return bool(_FOLDED_DAMAGE.search(text) or _RAW_DAMAGE.search(raw))


def time_limit(scanned: Scan, *, strict: bool = False) -> str:
    """Give the day by which, as it stands in the folded text (``2022年底``); ``""`` when none is printed.

    Args:
        scanned: The value.
        strict: Only with words of limit (前, 底, 内, 截止): a mere date may be the past or a stretch of time.

    """
    if not _CALENDAR.search(scanned.text):
        return ""
    for match in _LIMIT.finditer(scanned.text):
        if not strict or match["until"] or match["day"].endswith(_LIMIT_ENDS):
            return match["day"]
    return ""


def is_deadline(scanned: Scan) -> bool:
    """Tell whether the value is a time limit for an act and nothing else."""
    if not _CALENDAR.search(scanned.text):
        return False
    rest, changed = _LIMIT.subn("", _COMPARATOR.sub("", scanned.text))
    if not changed or _AIM.search(rest):
        return False
    pieces = [piece for piece in re.split("[，；。：（）、]", rest) if piece]
    return all(_ACT.match(piece) or not _WORDS.search(piece) for piece in pieces)


def promises(scanned: Scan, index: int, numbered: Set[int]) -> bool:
    """Tell whether a clause without a number promises something by itself."""
    clause = scanned.clauses[index]
    if _continues(scanned, index, numbered) or _lists(scanned, index, numbered):
        return False
    words = _LIMIT.sub("", scanned.text[clause.start : clause.end])
    if clause.closer == "：" or not _WORDS.search(words) or len(words) < 3 or clause.depth > 0:
        return False
    if _MANNER.search(words) or _DEFINITION.fullmatch(words):
        return False
    return bool(_PROMISE.search(words))


def extra_object(words: str) -> bool:
    """Tell whether an uncounted object stands beside the counted one (及若干专家)."""
    return bool(_EXTRA_OBJECTS.search(words))


def _continues(scanned: Scan, index: int, numbered: Set[int]) -> bool:
    """Tell whether a bracket only interrupts the clause and its number comes behind: 管理（含监理）招标1个."""
    clause = scanned.clauses[index]
    if clause.closer != "（":
        return False
    for later in range(index + 1, min(len(scanned.clauses), index + NEAR_CLAUSES)):
        other = scanned.clauses[later]
        if other.depth <= clause.depth:
            return later in numbered and scanned.text[other.start - 1] == "）"
    return False


def _lists(scanned: Scan, index: int, numbered: Set[int]) -> bool:
    """Tell whether the clause lists what a bare number before a colon counted: 3份：甲报告、乙报告."""
    clause = scanned.clauses[index]
    for earlier in range(index - 1, max(-1, index - NEAR_CLAUSES), -1):
        other = scanned.clauses[earlier]
        if other.sentence != clause.sentence:
            return False
        if other.closer == "：":
            return earlier in numbered
    return False
