"""What findings ask to check of an indicator (核查), beside its name, alike in the terminal and on the page.

In: ``findings`` of a HIT or of a row of a comparison, ids of rules. Out: their short names; how they are set is each
door's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from api.phrases import Phrases
from kg.messages import rule_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.messages import Language

_said: Final = Phrases("phrases.json").say


def doubts(hit: Mapping[str, Any], language: Language) -> str:
    """Return the short names of the rules, nothing where none asks.

    >>> doubts({"findings": ["damaged-name", "two-rates"]}, "zh"), doubts({"findings": []}, "zh")
    ('名称损坏、同一行两个完成率', '')

    """
    return ("、" if language == "zh" else ", ").join(rule_label(rule, language) for rule in hit["findings"])


def doubt_words(hit: Mapping[str, Any], language: Language, *, in_cell: bool = False) -> str:
    """Return that something is to be checked and what, in a cell of several only how much, nothing where nothing is.

    >>> doubt_words({"findings": ["damaged-name"]}, "zh", in_cell=True)
    '核查：名称损坏'
    >>> doubt_words({"findings": ["damaged-name", "two-rates"]}, "zh", in_cell=True)
    '核查 2 项'

    """
    count = len(hit["findings"])
    if in_cell and count > 1:
        return _said("to-check-several", language, count=count)
    return _said("to-check", language, rules=doubts(hit, language)) if count else ""
