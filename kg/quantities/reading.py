"""Read a target value (指标值) such as ``≥90%`` or ``项目路演2场，专利拍卖会1场``.

Departments write the same promise in many ways.  To compare promises we need, for each number in a value, its
comparator, its exact value and its measure unit, and to know what it counts.  One value may hold several; many
are prose, and that is a result rather than a failure: no components, and the words intact.

The original text is always kept; nothing here rounds, guesses or translates.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.quantities.dimensions import dimension_of
from kg.quantities.folding import Folded, fold
from kg.quantities.kinds import damaged, extra_object, is_deadline, promises, time_limit
from kg.quantities.labels import LIGHT_VERBS, labels, per_word
from kg.quantities.patterns import CONTEXTS
from kg.quantities.scanning import Clause, Found, Scan, scan
from kg.quantities.value import Comparator, Component, Dimension, Every, Kind, Role, Value
from kg.quantities.words import PERIODS

#: 年均 and the like repeat only when they stand beside the number: 年均浓度 is a measure.
_PERIOD = re.compile("|".join(sorted((word for word in PERIODS if not word.endswith("均")),
key=lambda word: (-len(word), word))))
_PART = re.compile("其中")
_CONTEXT = [re.compile(rule.pattern) for rule in CONTEXTS]
_DOING = re.compile(f"(?:{LIGHT_VERBS}|出具|了)")
_EACH = re.compile(f"各(?:{LIGHT_VERBS}|出具)")
#: A cell with nothing but dashes, slashes or stops says nothing.
_SAYS = re.compile(r"[^\W_]|[%≥≤<>=±+¥《]|[^\x00-\uffff]")
_FORMULA = re.compile(r"^([^/，；。：0-9]*[一-龥]{2,})/([一-龥][^/，；。：0-9]*?)(?:的比例|比例|之比)?$")
_DEFINED = re.compile("\"([^\"]+)\"|((?:十[一二三四五]五|(?:19|20)[0-9]{2}年|上一?年度?|去年|往年|同期|全国|全省|"
    "全市|上年同期|去年同期)(?:平均|同期|水平|期间|末)?)")
_COUNTING = {Dimension.ITEM_COUNT, Dimension.EVENT_COUNT, Dimension.PERSON_COUNT, Dimension.PERSON_TIMES}


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
    roles = _roles(scanned)
    built: list[Component] = []
    previous: Found | None = None
    for item, (label, noun), (role, whole) in zip(scanned.found, named, roles, strict=True):
        clause = scanned.clauses[item.clause]
        low = clause.start
        if previous is not None and previous.clause == item.clause:
            low = max(low, previous.tail)
        dimension, unit, assumed = dimension_of(item, label, noun, name)
        formula = _formula(text, low, item.lead)
        start, end = folded.span(item.start, item.end)
        built.append(Component(
            label="" if formula else label,
            comparator=_comparator(item, actual),
            value=item.value,
            upper=item.upper,
            printed=text[item.start : item.number_end],
            measure_unit=unit,
            dimension=dimension,
            approximate=item.approximate,
            per=item.per or per_word(text, item, clause.start) or ("各" if _EACH.search(text, low,
            item.lead) else None),
            every=item.every or _every(text, clause, item),
            role=role,
            part_of=whole,
            baseline=_baseline(folded, low, item),
            formula=folded.words(low, low + len(formula)) if formula else None,
            assumed=assumed,
            start=start,
            end=end,
        ))
        previous = item
    return _totals(tuple(built), scanned)


def _comparator(item: Found, actual: bool) -> Comparator:
    if item.comparator is not None:
        return item.comparator
    if item.weak is not None:
        return item.weak
    if item.reached:
        return Comparator.EQ if actual else Comparator.GE
    return Comparator.EQ


def _every(text: str, clause: Clause, item: Found) -> Every | None:
    last = None
    for match in _PERIOD.finditer(text, clause.start, item.start):
        last = PERIODS[match[0]]
    return last


def _formula(text: str, low: int, lead: int) -> str:
    match = _FORMULA.match(text[low:lead]) if "/" in text else None
    return match[0] if match else ""


def _baseline(folded: Folded, low: int, item: Found) -> str | None:
    """Give the compared period of 高于“十三五”17.4% and 较上年增长10%."""
    words = folded.text[low : item.start]
    compared = re.search("高于|低于|超过|比|较|同比", words)
    if compared is None:
        return None
    match = _DEFINED.search(words, compared.end() if compared[0] != "同比" else compared.start())
    if match is None:
        return None
    group = 1 if match[1] else 2
    return folded.words(low + match.start(group), low + match.end(group))


def _roles(scanned: Scan) -> list[tuple[Role, int | None]]:
    """Find parts (其中, up to the end of its clause or bracket) and context."""
    text = scanned.text
    result: list[tuple[Role, int | None]] = []
    part_depth = part_clause = -1
    whole: int | None = None
    for index, item in enumerate(scanned.found):
        clause = scanned.clauses[item.clause]
        if _PART.search(text, clause.start, item.start):
            part_clause, part_depth = item.clause, clause.depth
            whole = _whole_of(scanned, result, index)
        inside = part_clause == item.clause or (part_depth > 0 and clause.depth >= part_depth)
        if inside:
            result.append((Role.PART, whole))
            continue
        part_depth = -1
        if _is_context(text, scanned, item, clause) or _is_attribute(scanned, index, item, clause):
            result.append((Role.CONTEXT, None))
        else:
            result.append((Role.PROMISE, None))
    return result


def _whole_of(scanned: Scan, roles: list[tuple[Role, int | None]], index: int) -> int | None:
    item = scanned.found[index]
    candidates = [place for place in range(index) if roles[place][0] is not Role.PART]
    same = [place for place in candidates if scanned.found[place].dimension == item.dimension]
    chosen = same or candidates
    return chosen[-1] + 1 if chosen else None


def _is_context(text: str, scanned: Scan, item: Found, clause: Clause) -> bool:
    if item.comparator is not None or item.reached or item.approximate or item.dimension not in _COUNTING:
        return False
    head = text[clause.start : item.start]
    if not any(pattern.search(head) for pattern in _CONTEXT):
        return False
    # 在三个区打造50个特色村 promises 50; 依托新建立的10家工作站 does not promise 10.
    if not head.endswith("的") and _DOING.search(head):
        return False
    earlier = [other for other in scanned.found if other.clause == item.clause and other.start < item.start]
    return not earlier


def _is_attribute(scanned: Scan, index: int, item: Found, clause: Clause) -> bool:
    """Tell whether a limit only describes what the next number counts: 500万元以上项目10个."""
    if item.lead > clause.start or index + 1 >= len(scanned.found):
        return False
    following = scanned.found[index + 1]
    between = scanned.text[item.tail : following.lead]
    return (
        scanned.text[item.end : item.tail] in {"以上", "以下", "及以上", "及以下"}
        and following.clause == item.clause
        and len(between) > 1
        and between[0].isalpha()
    )


def _totals(components: tuple[Component, ...], scanned: Scan) -> tuple[Component, ...]:
    """Mark a 合计 that sums other numbers of the same value."""
    result = list(components)
    for index, item in enumerate(scanned.found):
        if item.summed not in {"合计", "共计", "总计", "总共", "合共"} or result[index].role is not Role.PROMISE:
            continue
        same = [other for place, other in enumerate(components) if place != index and other.measure_unit == item.unit]
        before = [other for place, other in enumerate(components[:index]) if other.measure_unit == item.unit]
        if before or (same and sum(other.value for other in same) == item.value):
            result[index] = replace(result[index], role=Role.TOTAL)
    return tuple(result)


def _whole(folded: Folded, scanned: Scan) -> tuple[Kind, str]:
    """Tell a quantity from a mixture, and give the words that no component consumed."""
    numbered = {item.clause for item in scanned.found}
    mixed = False
    rest: list[str] = []
    for index, clause in enumerate(scanned.clauses):
        if index in numbered:
            last = max(item.tail for item in scanned.found if item.clause == index)
            if extra_object(scanned.text[last : clause.end]):
                mixed = True
                rest.append(folded.words(last, clause.end))
            continue
        words = folded.words(clause.start, clause.end)
        if words:
            rest.append(words)
        mixed = mixed or promises(scanned, index, numbered)
    return (Kind.MIXED if mixed else Kind.QUANTITY), "；".join(rest)
