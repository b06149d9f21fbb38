"""Read a target value (指标值) such as ``≥90%`` or ``项目路演2场，专利拍卖会1场``.

Departments write the same promise in many ways.  To compare promises we need, for each number in a value, its
comparator, its exact value and its measure unit, and to know what it counts.  One value may hold several; many
are prose, and that is a result rather than a failure: no components, and the words intact.

The original text is always kept; nothing here rounds, guesses or translates.
"""

from __future__ import annotations

import re

from kg.quantities import words
from kg.quantities.beside import Found
from kg.quantities.clause_words import MONTH_DIGITS, NAMES_OF_TIME
from kg.quantities.dimensions import dimension_of
from kg.quantities.each import each_word
from kg.quantities.folding import Folded, fold
from kg.quantities.kinds import damaged, extra_object, is_deadline, promises, time_limit
from kg.quantities.labels import labels
from kg.quantities.noun_phrases import LIGHT_VERBS
from kg.quantities.roles import roles_of, totals_marked
from kg.quantities.rule import longest_first
from kg.quantities.scanning import Scan, scan
from kg.quantities.value import Comparator, Component, Every, Kind, Role, Value

#: 年均 and the like repeat only when they stand beside the number: 年均浓度 is a measure.
_PERIOD = re.compile(
    "|".join(longest_first([word for word in words.PERIODS if not word.endswith("均")])) + f"|{words.ONE_PERIOD}"
)
# the longest counter that tells 一年 before it for a period: 个小时
_LONGEST_COUNTER = 3
_MONTH_DIGITS, _OF_TIME = re.compile(MONTH_DIGITS.pattern), re.compile(NAMES_OF_TIME)
_EACH = re.compile(f"各(?:{LIGHT_VERBS}|出具)")
#: A cell with nothing but dashes, slashes or stops says nothing.
_SAYS = re.compile(r"[^\W_]|[√✓✔☑%≥≤<>=±+¥《]|[^\x00-\uffff]")
#: Longer definitions are prose.
MAX_FORMULA = 80
_COMPARED = re.compile("高于|低于|超过|比|较|同比")
_TERMS = "(?P<formula>[^/，；。：（）0-9≥≤<>=]*[一-龥]{2,}/[一-龥][^/，；。：（）0-9≥≤<>=×]*?)"
_FORMULA = re.compile(rf"(?:^|[，；。：（、])（?{_TERMS}）?(?:[×xX*]100%)?(?:的比例|比例|之比|的比值)?[，：=]?$")
_FORMULA_BEHIND = re.compile(rf"（{_TERMS}(?:[×xX*]100%)?）")
_DEFINED = re.compile(
    '"([^"]+)"|((?:十[一二三四五]五|(?:19|20)[0-9]{2}年|上一?年度?|去年|往年|同期|全国|全省|'
    "全市|上年同期|去年同期|同比)(?:平均|同期|水平|期间|末)?)"
)


def read_value(text: str, *, name: str = "", actual: bool = False) -> Value:
    """Split a target value into its components.

    Args:
        text: The content of one 指标值 cell, line wraps already joined. Any text is allowed.
        name: The indicator's printed name. Used only to tell the dimension of a number without a unit and the
            unit of money; never copied into a label.
        actual: Whether the value is an actual (实际完成值) rather than a target: 达 then reads ``=``.

    Returns:
        The value: its words, its kind, and a component for each number that counts, in the order of the text;
        none when the cell is prose.

    Examples:
        >>> [(c.comparator, c.value, c.measure_unit) for c in read_value("不少于1.5万人次").components]
        [(<Comparator.GE: 'ge'>, Decimal('15000'), '人次')]
        >>> read_value("有效推动科技成果转化").kind
        <Kind.QUALITATIVE: 'qualitative'>
        >>> [(c.label, c.value, c.every) for c in read_value("《科学大求真》每周播出一期,全年50期").components][1]
        ('科学大求真', Decimal('50'), <Every.YEAR: 'year'>)

    """
    folded = fold(text)
    if not _SAYS.search(folded.text):
        return Value(text, Kind.MISSING)
    if damaged(text, folded.text):
        return Value(text, Kind.UNREADABLE, residue=_bare(text))
    if _MONTH_DIGITS.fullmatch(folded.text) and _OF_TIME.search(name):
        return Value(text, Kind.DEADLINE, (), _bare(text), _bare(text))
    scanned = scan(folded.text)
    scanned.found = [item for item in scanned.found if _reliable(scanned, item)]
    components = _components(folded, scanned, name, actual) if scanned.found else ()
    limit = time_limit(scanned, strict=True)
    counted = any(component.role is not Role.CONTEXT for component in components)
    if not counted:
        if not components and is_deadline(scanned):
            return Value(text, Kind.DEADLINE, (), _bare(text), _printed(folded, limit or time_limit(scanned)))
        return Value(text, Kind.QUALITATIVE, components, _bare(text), _printed(folded, limit))
    kind, residue = _whole(folded, scanned)
    return Value(text, kind, components, residue, _printed(folded, limit))


def _bare(text: str) -> str:
    return "".join(text.split()).rstrip("。")


def _printed(folded: Folded, words: str) -> str | None:
    if not words:
        return None
    start = folded.text.find(words)
    return folded.words(start, start + len(words))


def _reliable(scanned: Scan, item: Found) -> bool:
    """Tell whether a number without a unit may be taken as a figure: precision before recall."""
    if item.unit or item.comparator is not None or item.reached or item.approximate or item.scaled:
        return True
    following = scanned.text[item.tail : item.tail + 1]
    return not (following.isalpha() or following.isdigit() or following in {"-", "/", "~", "."})


def _components(folded: Folded, scanned: Scan, name: str, actual: bool) -> tuple[Component, ...]:
    named = labels(folded, scanned)
    text = scanned.text
    roles = roles_of(scanned, actual=actual)
    built: list[Component] = []
    previous: Found | None = None
    every: Every | None = None
    for item, (label, noun), (role, whole) in zip(scanned.found, named, roles, strict=True):
        clause = scanned.clauses[item.clause]
        low = clause.start
        if previous is not None and previous.clause == item.clause:
            low = max(low, previous.tail)
        every = _every(text, low, item, None if low == clause.start else every)
        dimension, unit, assumed = dimension_of(item, label, noun, name)
        formula = _formula(folded, scanned, item)
        start, end = folded.span(item.start, item.end)
        built.append(
            Component(
                label="" if formula and ("/" in label or "／" in label) else label,
                comparator=_comparator(item, actual),
                value=item.value,
                upper=item.upper,
                printed=text[item.start : item.number_end],
                measure_unit=unit,
                dimension=dimension,
                approximate=item.approximate,
                per=item.per or each_word(text, clause.start, item.lead) or _each_of(text, low, item),
                every=item.every or every,
                role=role,
                part_of=whole,
                baseline=_baseline(folded, low, item),
                formula=formula,
                assumed=assumed,
                start=start,
                end=end,
            )
        )
        previous = item
    return totals_marked(tuple(built), scanned)


def _comparator(item: Found, actual: bool) -> Comparator:
    if item.comparator is not None:
        return item.comparator
    if item.weak is not None:
        return item.weak
    if item.reached:
        return Comparator.EQ if actual else Comparator.GE
    return Comparator.EQ


def _every(text: str, low: int, item: Found, carried: Every | None) -> Every | None:
    """Give the last period printed before the number in its clause; an earlier number's holds on."""
    # 一年4次 is told by the number that follows, and by its counter
    for match in _PERIOD.finditer(text, low, item.tail + _LONGEST_COUNTER):
        if match.end() > item.start:
            break
        carried = words.PERIODS.get(match[0]) or words.SLASH_PERIODS[match[0][1:].removeprefix("个")]
    return carried


def _each_of(text: str, low: int, item: Found) -> str | None:
    return "各" if _EACH.search(text, low, item.lead) else None


def _formula(folded: Folded, scanned: Scan, item: Found) -> str | None:
    """Find the definition of a ratio before the number, or in brackets right behind it."""
    text = folded.text
    if "/" not in text:
        return None
    clause = scanned.clauses[item.clause]
    place = item.clause
    while (
        place
        and scanned.clauses[place - 1].sentence == clause.sentence
        and clause.start - scanned.clauses[place].start < MAX_FORMULA
    ):
        place -= 1
    start = scanned.clauses[place].start
    start = max(start, item.lead - MAX_FORMULA)
    match = _FORMULA.search(text[start : item.lead])
    if match is not None:
        return folded.words(start + match.start("formula"), start + match.end("formula"))
    behind = _FORMULA_BEHIND.match(text, item.tail)
    return folded.words(*behind.span("formula")) if behind is not None else None


def _baseline(folded: Folded, low: int, item: Found) -> str | None:
    """Give the compared period of 高于“十三五”17.4% and 较上年增长10%."""
    before = folded.text[low : item.start]
    compared = _COMPARED.search(before)
    if compared is None:
        return None
    match = _DEFINED.search(before, compared.end() if compared[0] != "同比" else compared.start())
    if match is None:
        return None
    group = 1 if match[1] else 2
    return folded.words(low + match.start(group), low + match.end(group))


def _whole(folded: Folded, scanned: Scan) -> tuple[Kind, str]:
    """Tell a quantity from a mixture, and give the words that no component consumed."""
    # The last number of a clause overwrites the earlier ones.
    numbered = {item.clause: item.tail for item in scanned.found}
    mixed = False
    rest: list[str] = []
    for index, clause in enumerate(scanned.clauses):
        if index in numbered:
            last = numbered[index]
            if extra_object(scanned.text[last : clause.end]):
                mixed = True
                rest.append(folded.words(last, clause.end))
            continue
        printed = folded.words(clause.start, clause.end)
        if printed:
            rest.append(printed)
        mixed = mixed or promises(scanned, index, numbered.keys())
    return (Kind.MIXED if mixed else Kind.QUANTITY), "；".join(rest)
