"""Compare what a form gave with what stands beside it: every difference by itself, and which of them are silent.

A difference is *silent* where a figure is stored that the form does not give there and no finding says anything about
the row. Money is silent where a stored amount is none of the form's, and no finding cites its place.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from kg.errors import DocumentError
from kg.folding import fold
from kg.quantities.value import Kind
from kg.reading import read_layer
from kg.records import Severity
from tests.kg.forms.variants.comparing_projects import compare_document
from tests.kg.forms.variants.differences import Difference
from tests.kg.forms.variants.expecting import Form, Row, figure, flat
from tests.kg.forms.variants.writing import layer_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Finding, Indicator, Reading, Target

_READABLE = frozenset({Kind.QUANTITY, Kind.MIXED, Kind.DEADLINE})
# findings that tell a person that a row may not be what it seems; sums and wordings do not
WARNINGS = frozenset({
    "unreadable-value", "missing-value", "shifted-row", "placeholder-value", "doubled-characters", "glued-figures",
    "suspect-comparator", "unread-row", "uncertain-columns", "damaged-name",
})  # fmt: skip
# "these words were not read" warns of a wrong figure only where they are the words that should have been read
LEFT_OUT = "unread-words"
_CODE = re.compile(r"^(?:\(?[一二三四五六七八九十]+[)、.]|\d{1,2}[-.、])")
_POINTS = re.compile(r"\(?\d+(?:\.\d+)?[分%]\)?$")


@dataclass
class Outcome:
    """What became of one form; ``right`` counts rows whose name and target (period, annual) are right."""

    form: Form
    expected: int
    right: int = 0
    differences: list[Difference] = field(default_factory=list)
    refused: str = ""

    @property
    def silent(self) -> list[Difference]:
        """Return the wrong figures that nothing warns of."""
        return [difference for difference in self.differences if difference.silent]


def outcome(form: Form) -> Outcome:
    """Read a form from its blocks and compare."""
    try:
        reading = read_layer(layer_of(form.slug, form.blocks, form.format), {})
    except DocumentError as error:
        return refusal(form, str(error))
    return compare(form, reading)


def refusal(form: Form, why: str) -> Outcome:
    """Return the outcome of a form that was refused."""
    found = Outcome(form, len(form.rows), refused=why)
    if not form.foreign and "*.refused" not in form.allow:
        found.differences.append(Difference("document", "refused", "read", why))
    return found


def compare(form: Form, reading: Reading) -> Outcome:
    """Compare a reading with what the form should give."""
    found = Outcome(form, len(form.rows))
    for row, indicator, at in _pairs(form, reading):
        if row is None:
            assert indicator is not None
            found.differences.extend(_extra(form, reading, indicator))
        elif indicator is None:
            found.differences.extend(_missing(form, reading, row, at))
        else:
            differences = list(_row(form, reading, row, indicator, at))
            found.differences.extend(differences)
            found.right += not {"name", "target", "period"} & {difference.field for difference in differences}
    found.differences.extend(compare_document(form, reading))
    return found


def _pairs(form: Form, reading: Reading) -> Iterator[tuple[Row | None, Indicator | None, int]]:
    wanted = [(row.project if form.projects else 0, fold(row.name)) for row in form.rows]
    got = [(i.project.ordinal if i.project and form.projects else 0, fold(i.name)) for i in reading.indicators]
    # a wrong project must not hide that the row was read
    if Counter(wanted) & Counter(got) == Counter():
        wanted, got = [(0, name) for _, name in wanted], [(0, name) for _, name in got]
    matcher = SequenceMatcher(None, wanted, got, autojunk=False)
    for _, first, last, begin, end in matcher.get_opcodes():
        for step in range(max(last - first, end - begin)):
            row = form.rows[first + step] if first + step < last else None
            indicator = reading.indicators[begin + step] if begin + step < end else None
            yield row, indicator, first + step + 1


def _row(form: Form, reading: Reading, row: Row, got: Indicator, at: int) -> Iterator[Difference]:
    name = f"{at} {row.name}"
    warned = _warned(reading, got)
    if row.shifted and warned:
        return
    if _differs(form, row, "name", row.name, got.name):
        # a figure under the words of another cell is a wrong figure
        related = fold(row.name) in fold(got.name) or fold(got.name) in fold(row.name)
        silent = not (related or warned or _left_out(reading, got, row.name)) and any(map(_has_figure, _values(got)))
        yield Difference(name, "name", row.name, got.name, silent=silent)
    for level in ("level1", "level2"):
        expected, printed, official = getattr(row, level), getattr(got, level), getattr(got.category, level)
        if _heading(expected) not in (_heading(printed), _heading(official)):
            allowed = form.allow.get(f"{row.name}.{level}", ())
            if not any(_heading(words or "") in (_heading(printed), _heading(official)) for words in allowed):
                yield Difference(name, level, expected, f"{printed} / {official}")
    if row.number is not None and _differs(form, row, "number", row.number, got.printed_number or ""):
        yield Difference(name, "number", row.number, got.printed_number or "")
    target = got.annual_target if got.annual_target is not None else got.period_target
    values: list[tuple[str, str | None, Target | None]] = [
        ("target", row.target, target),
        ("actual", row.actual, got.actual),
    ]
    if row.period is not None:
        values = [("target", row.target, got.annual_target), ("period", row.period, got.period_target), values[1]]
    for what, expected_value, value in values:
        noticed = warned or _left_out(reading, got, expected_value or "")
        yield from _value(form, row, name, what, expected_value, value, warned=noticed)
    for what, expected_points, points in (("weight", row.weight, got.weight), ("score", row.score, got.scored)):
        if expected_points == points:
            continue
        also = form.allow.get(f"{row.name}.{what}", ())
        if any((None if words is None else figure(words)) == points for words in also):
            continue
        silent = points is not None and not warned and not _left_out(reading, got, str(expected_points))
        yield Difference(name, what, str(expected_points), str(points), silent=silent)
    if _differs(form, row, "reason", row.reason, got.deviation_reason or ""):
        yield Difference(name, "reason", row.reason, got.deviation_reason or "")
    if form.projects and "*.projects" not in form.allow and (got.project is None or got.project.ordinal != row.project):
        yield Difference(name, "project", str(row.project), str(got.project))


def _value(
    form: Form,
    row: Row,
    name: str,
    what: str,
    expected: str | None,
    value: Target | None,
    *,
    warned: bool,
) -> Iterator[Difference]:
    raw = None if value is None else value.raw
    if what in row.doubted:
        if value is None or fold(value.raw) != fold(expected or ""):
            yield Difference(
                name, what, f"unreadable {expected!r}", repr(raw), silent=_has_figure(value) and not warned
            )
        elif value.kind is not Kind.UNREADABLE or not warned:
            yield Difference(name, what, f"unreadable {expected!r}", f"{value.kind} {raw!r}", silent=_has_figure(value))
        return
    if expected is None and raw in (None, ""):
        return
    if "*.missing" in form.allow and raw in (None, "") and expected in (None, ""):
        return
    if raw == "" and expected == "" and value is not None and value.kind is Kind.MISSING:
        return
    if _differs(form, row, what, expected, raw):
        silent = _has_figure(value) and not warned
        yield Difference(name, what, repr(expected), repr(raw), silent=silent)
    elif value is not None and value.kind is Kind.UNREADABLE:
        yield Difference(name, what, f"readable {expected!r}", f"unreadable {raw!r}")


def _extra(form: Form, reading: Reading, got: Indicator) -> Iterator[Difference]:
    figures = any(_has_figure(value) for value in (got.period_target, got.annual_target, got.actual))
    if "*.extra" in form.allow or ("*.valueless" in form.allow and not figures):
        return
    figures = figures or got.weight is not None or got.scored is not None
    warned = _warned(reading, got)
    target = got.annual_target or got.period_target
    if not form.foreign and warned and not figures:
        return
    yield Difference(
        f"extra {got.name}",
        "row",
        "no indicator",
        f"target {target.raw if target else None!r}",
        silent=figures and not warned,
    )


def _missing(form: Form, reading: Reading, row: Row, at: int) -> Iterator[Difference]:
    mentioned = any(
        fold(row.name) in fold(" ".join((*finding.params.values(), *(source.text for source in finding.sources))))
        for finding in reading.findings
        if finding.rule in WARNINGS or finding.rule == LEFT_OUT
    )
    if row.shifted and mentioned:
        return
    yield Difference(
        f"{at} {row.name}", "row", "an indicator", "reported, not read" if mentioned else "lost without a word"
    )


def _differs(form: Form, row: Row, what: str, expected: str | None, got: str | None) -> bool:
    same = (expected is None) == (got is None) and flat(expected or "") == flat(got or "")
    allowed = form.allow.get(f"{row.name}.{what}", ())
    return not same and not any(
        got == also or (got is not None and also is not None and fold(got) == fold(also)) for also in allowed
    )


def _heading(words: str) -> str:
    return _POINTS.sub("", _CODE.sub("", fold(words))).removesuffix("指标").removesuffix("指標")


def _has_figure(value: Target | None) -> bool:
    return value is not None and value.kind in _READABLE and (bool(value.components) or value.kind is Kind.DEADLINE)


def _warned(reading: Reading, got: Indicator) -> bool:
    lines = {source.line for source in (got.source, *(v.source for v in _values(got) if v.source is not None))}
    return any(_speaks_of(finding, f"indicator/{got.ordinal}", lines) for finding in reading.findings)


def _left_out(reading: Reading, got: Indicator, words: str) -> bool:
    lines = {got.source.line}
    return bool(words) and any(
        finding.rule == LEFT_OUT and source.line in lines and fold(words) in fold(source.text)
        for finding in reading.findings
        for source in finding.sources
    )


def _values(got: Indicator) -> list[Target]:
    return [value for value in (got.period_target, got.annual_target, got.actual) if value is not None]


def _speaks_of(finding: Finding, slug: str, lines: set[int | None]) -> bool:
    if finding.rule not in WARNINGS or finding.severity is Severity.INFO:
        return False
    return slug in finding.about or any(source.line in lines for source in finding.sources)
