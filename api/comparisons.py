"""What a comparison (横向比较) says in words, alike in the terminal and on the page: measure, terms, standing.

In: groups and rows of COMPARISON. Out: words; how they are set is each door's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from api.phrases import Phrases
from kg.graph.code_words import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.messages import Language

_said: Final = Phrases("phrases.json").say
_EACH: Final = "各"


def measure_words(group: Mapping[str, Any], language: Language) -> str:
    """Return what the figures of a group measure.

    >>> measure_words({"measure": "person_times"}, "zh"), measure_words({"measure": None}, "en")
    ('人次', 'other')

    """
    return in_words("measure", group["measure"] or "", language) or _said("compare-other-measure", language)


def terms_words(group: Mapping[str, Any], language: Language) -> str:
    """Return what the figures of a group share besides measure and unit, nothing where they share no more.

    >>> terms = {"per": "工作站", "every": "month", "baseline": "十三五", "change": True, "limit": "at_most"}
    >>> terms_words(terms, "zh")
    '每工作站 每月 与“十三五”相比 变化幅度 上限'

    """
    found = []
    if group["per"]:
        found.append(_said("each", language) if group["per"] == _EACH else _said("per", language, what=group["per"]))
    if group["every"]:
        found.append(in_words("every", group["every"], language))
    if group["baseline"]:
        found.append(_said("against", language, what=group["baseline"]))
    if group["change"]:
        found.append(_said("change", language))
    if group["limit"] == "at_most":
        found.append(_said("at-most", language))
    return " ".join(found)


def units_words(unit: str, others: Sequence[str], language: Language) -> str:
    """Return that a filter by one unit leaves others out, which count the same.

    >>> units_words("场", ["场次", "次"], "zh")
    '只列计量单位写作“场”的；数据里 场次、次 计的也是这一量，没有列入'

    """
    return _said("units-left-out", language, unit=unit, others="、".join(others))


def group_words(group: Mapping[str, Any], language: Language) -> str:
    """Return the heading of a group: measure, unit and terms, each said once.

    >>> terms = {"per": "", "every": "month", "baseline": "", "change": False, "limit": ""}
    >>> group_words({"measure": "person_times", "measure_unit": "人次", **terms}, "zh")
    '人次 · 每月'

    """
    named = (measure_words(group, language), group["measure_unit"], terms_words(group, language))
    return " · ".join(dict.fromkeys(filter(None, named)))


def standing_words(row: Mapping[str, Any], language: Language) -> list[str]:
    """Return what is particular about a row; nothing about a plain peer.

    >>> standing_words({"standing": "repeats", "several": True}, "en")
    ['repeated', 'one of several figures in the value']

    """
    found = [] if row["standing"] == "counted" else [_said(f"standing-{row['standing']}", language)]
    if row["several"] and row["standing"] != "several":
        found.append(_said("standing-one-of", language))
    return found
