"""Figures that a query sets bounds to (条件): 不少于12场, 90%以上, 10-20场, 50万元以内.

In: a person's words. Out: for each bound its unit and its ends, read by the grammar that reads the documents; spoken
bounds that no document prints (顶多, 别超过, 12场起) stand in two tables here. Bounds are recognised always and filter
only when asked to (``typed``): 不少于12场科普讲座 is as a rule the wording of a drafter's own target, and hiding
everybody who promises 8 would lose the comparison that the search is for. A plain figure (一年定12场够不够) or an
approximate one (约12场) is never a bound. Who gives a bound as an option means that one; the words then bound nothing.
Values are in base units; a target passes where its figure is within the bound, counters for what is held (场, 次, 趟)
standing for each other, and those of persons (人, 名) for 人次, too. 超过12场 and 低于12场 leave the bound itself out,
but for targets that say 超过12场 or 低于12场 themselves; 不少于 and 不超过 do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.query.filters import Filters, resolve
from kg.errors import UnknownNameError
from kg.quantities.value import Comparator, Dimension, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from embeddings.index.catalogue import Catalogue
    from kg.quantities.value import Component

# Reading costs an import; without a number and something that may bound it there is nothing to read.
_NUMBER = re.compile(r"[\d〇零一二两三四五六七八九十百千万半]")
_MAY_BOUND = re.compile(r"[<>=≤≥≦≧≮≯＜＞＝⩾⩽~～—–\-－至到起超过少多高低大小长短优破逾足满限控顶说下上内达打封]")
_MOST_CHARACTERS = 2_000  # no query of a person is longer; a pasted document has hundreds of figures

_OVER = "(?:超过|超出|超|高于|多于|大于|突破)"
_UNDER = "(?:低于|少于|小于|短于)"
_NOT = "(?:不得|不能|不应该?|不该|不可以?|不宜|不准|不许|不要|不会|不想|别|莫|勿|切勿|未|没有?|绝不)"
# Spoken bounds, looked for right before and right behind a number; they go before what the grammar reads.
_SPOKEN_BEFORE = (
    (Comparator.LE, re.compile(rf"(?:{_NOT}{_OVER}|顶多|撑死了?|封顶)(?:是|有|为|到|了)?\s*$")),
    (Comparator.GE, re.compile(rf"(?:{_NOT}{_UNDER}|少说也?|怎么也得|不下于?)(?:是|有|为|到|要|得)?\s*$")),
)
_SPOKEN_AFTER = (
    (Comparator.GE, re.compile(r"^\s*(?:起步|打底|往上|朝上|开外|起(?=$|[\s，,。.；;、？?！!]))")),
    (Comparator.LE, re.compile(r"^\s*(?:封顶|为限|为上限|往下|打住)")),
)
# What is no bound although it reads as one.
_IDIOM = re.compile(r"最多跑[一1]次")
# The unit of a number without one, where what is counted has only that unit.
_ONLY_UNIT = {Dimension.PERSON_TIMES: "人次", Dimension.RATIO: "%", Dimension.MONEY: "元"}
# What people count alike, whichever of these a document prints. Offices write 人数 for 人次, never the other way round.
_HELD = ("场", "场次", "次", "回", "趟")
_PERSONS = ("人", "名", "位")
_COUNTED_ALIKE = dict.fromkeys(_HELD, _HELD) | dict.fromkeys(_PERSONS, (*_PERSONS, "人次"))
_LOW = (Comparator.GE, Comparator.GT)
_HIGH = (Comparator.LE, Comparator.LT)


@dataclass(frozen=True, slots=True)
class Condition:
    """One bound in a query.

    Attributes:
        text: The words that set it, as typed.
        measure_unit: Counter (场, 人次, %, 元); ``None`` where the words give none.
        minimum: Least value in base units; ``None`` for none.
        maximum: Largest value.
        exclusive: Whether the bound itself does not meet it (超过, 低于).

    """

    text: str
    measure_unit: str | None
    minimum: Decimal | None
    maximum: Decimal | None
    exclusive: bool = False

    @property
    def alike(self) -> tuple[Condition, ...]:
        """The same in every counter that may stand for its own: 20场 is met by 20次."""
        units = _COUNTED_ALIKE.get(self.measure_unit or "", (self.measure_unit,))
        return tuple(replace(self, measure_unit=unit) for unit in units)

    @property
    def filters(self) -> Filters:
        """The filters that say the same, but for the bound itself."""
        return Filters(measure_unit=self.measure_unit, minimum=self.minimum, maximum=self.maximum)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values; decimals as strings, as everywhere."""
        return {
            "text": self.text,
            "measure_unit": self.measure_unit,
            "min": None if self.minimum is None else format(self.minimum, "f"),
            "max": None if self.maximum is None else format(self.maximum, "f"),
            "exclusive": self.exclusive,
        }


def conditions_in(query: str) -> tuple[Condition, ...]:
    """Return the bounds that a query states, in its order, each once.

    >>> [(c.text, c.measure_unit, str(c.minimum), str(c.maximum)) for c in conditions_in("讲座≥12场，别超过50万元")]
    [('≥12场', '场', '12', 'None'), ('别超过50万元', '元', 'None', '500000')]
    >>> conditions_in("一年定12场够不够")
    ()

    """
    text = query[:_MOST_CHARACTERS]
    if not _NUMBER.search(text) or not _MAY_BOUND.search(text):
        return ()
    from kg.quantities.reading import read_value

    idioms = [match.span() for match in _IDIOM.finditer(text)]
    found: dict[tuple[object, ...], Condition] = {}
    floor = 0
    for component in read_value(text, name=text).components:
        before, after = text[floor : component.start], text[component.end :]
        floor = component.end
        if component.role not in (Role.PROMISE, Role.TOTAL) or any(a < component.end <= b for a, b in idioms):
            continue
        condition = _condition(component, before, text[component.start : component.end], after)
        if condition is not None:
            key = (condition.measure_unit, condition.minimum, condition.maximum, condition.exclusive)
            found.setdefault(key, condition)
    return tuple(found.values())


def passing(conditions: Iterable[Condition], catalogue: Catalogue, rows: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """Return those of ``rows`` (all for ``None``) whose targets meet every condition, ascending."""
    kept = np.arange(catalogue.rows) if rows is None else rows
    for condition in conditions:
        met = [_meeting(one, catalogue, kept) for one in condition.alike]
        kept = np.unique(np.concatenate(met))
    return kept


def _meeting(condition: Condition, catalogue: Catalogue, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return those of ``rows`` that meet a condition in its own counter."""
    try:
        own = resolve(condition.filters, catalogue)
    except UnknownNameError:  # a unit that no target has: the words are right, and nothing meets them
        return np.empty(0, np.int64)
    if own is not None:
        rows = np.intersect1d(rows, own, assume_unique=True)
    return _without_the_bound(condition, catalogue, rows) if condition.exclusive and len(rows) else rows


def _without_the_bound(condition: Condition, catalogue: Catalogue, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Leave out rows that have the bound itself, unless their words go beyond it as those of the query do."""
    filters, beyond = condition.filters, Comparator.GT
    if condition.minimum is not None:
        filters = replace(filters, minimum=Decimal(float(np.nextafter(float(condition.minimum), np.inf))))
    if condition.maximum is not None:
        filters = replace(filters, maximum=Decimal(float(np.nextafter(float(condition.maximum), -np.inf))))
        beyond = Comparator.LT
    passed = resolve(filters, catalogue)
    equal = rows if passed is None else np.setdiff1d(rows, passed, assume_unique=True)
    bound = condition.maximum if condition.minimum is None else condition.minimum
    left_out = [
        row
        for row, hit in zip(equal.tolist(), catalogue.hits(equal.tolist()), strict=True)
        if not any(
            one["comparator"] == beyond.value and Decimal(one["value"]) == bound for one in hit["target"]["components"]
        )
    ]
    return np.setdiff1d(rows, left_out, assume_unique=True)


def _condition(component: Component, before: str, number: str, after: str) -> Condition | None:
    """Return what bounds a number, from the words beside it; ``None`` for a plain figure."""
    grammar_before, grammar_after = _grammar_words()
    said = next(((c, m) for c, words in _SPOKEN_BEFORE if (m := words.search(before))), None)
    also = next(((c, m) for c, words in _SPOKEN_AFTER if (m := words.match(after))), None)
    comparator = said[0] if said else also[0] if also else component.comparator
    front = said[1] if said else grammar_before.search(before)
    back = also[1] if also else grammar_after.match(after)
    if comparator is Comparator.EQ or (component.approximate and front is None and back is None):
        return None
    unit = component.measure_unit or _ONLY_UNIT.get(component.dimension)
    if component.dimension is Dimension.RATIO and component.value <= 1 and not component.measure_unit:
        unit = None  # 满意度不低于0.9 is no 0.9 %
    low = component.value if comparator in (*_LOW, Comparator.BETWEEN) else None
    high = component.upper if comparator is Comparator.BETWEEN else component.value if comparator in _HIGH else None
    if comparator is Comparator.BETWEEN and not component.measure_unit:
        return None  # 3-6年级 and 5-8 are names as often as ranges
    words = (front[0] if front else "") + number + (back[0] if back else "")
    exclusive = comparator in (Comparator.GT, Comparator.LT) and not component.approximate
    return Condition(words.strip(), unit, low, high, exclusive)


@cache
def _grammar_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for the words by which the grammar knows a bound, before and behind a number."""
    from kg.quantities.rule import longest_first
    from kg.quantities.words import COMPARATORS, FILLERS, REACHED, TAILS

    def one_of(words: Iterable[str]) -> str:
        return "|".join(re.escape(word) for word in longest_first(list(words)))

    limits = [*(word for words in COMPARATORS.values() for word in words), *REACHED]
    fillers = [word for word in FILLERS if word != '"']
    tails = [word for words in TAILS.values() for word in words]
    return (
        re.compile(rf"(?:{one_of(limits)}|[<>=≤≥≦≧≮≯＜＞＝⩾⩽]+)(?:\s|{one_of(fillers)})*$"),
        re.compile(rf"^\s*(?:[（(]含[）)])?\s*(?:{one_of(tails)})"),
    )
