"""From cells to records: the steps that every form shares.

A form's reader finds cells; here a cell becomes a target, an amount, an indicator with its category, or a finding
with its place. A figure that cannot be read is kept as words with a finding, never as a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.categories import categorise
from kg.cells import Cell
from kg.forms.labels import MONEY, UNITS_OF_MONEY, without_prefix
from kg.forms.trust import distrust
from kg.identity import canonical_department, division_code, level_of
from kg.quantities import read_value
from kg.quantities.value import Kind
from kg.records import (
    Amount,
    Basis,
    Department,
    Document,
    Duty,
    Execution,
    Finding,
    FiscalYear,
    Indicator,
    Project,
    Reading,
    Score,
    Severity,
    Source,
    Statement,
    Target,
    Task,
    Unit,
)
from kg.text import TextLayer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.records import Form, ProjectReference

_STATED_YEAR = re.compile(r"(20\d\d)\s*年\s*(?:度\s*)?(?:部门|项目|整体|预算|支出|绩效|[)）]|\S{2,30}?(?:部门|整体))")
# full-width digits are printed too
# the end of 2024-2026年 is no year of a form
_YEAR = re.compile(r"(?<![\d年][-—–~～至])([2２][0０]\d\d)\s*年(?!\s*[-—–~～至]\s*[2２][0０]\d\d)")
_NUMERAL_YEAR = re.compile(r"二([〇○零])([一二三四五六七八九〇○零])([一二三四五六七八九〇○零])年")
_NUMERALS = {char: number for number, char in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
# 2025, 预算年度：2025
_BARE_YEAR = re.compile(r"\s*[(（]?\s*(?:[\u4e00-\u9fff]{0,4}年度\s*[:：]\s*)?([2２][0０]\d\d)\s*[)）]?\s*")
# 绩效目标自评表（2021）
_YEAR_OF_TABLE = re.compile(r"表\s*[(（](20\d\d)[)）]\s*$")
_GOAL_YEAR = re.compile(r"(20\d\d)年(?:度)?(?:的)?(?:工作)?目标")
_YEAR_RANGE = re.compile(r"(20\d\d)年?[-—–~～至](20\d\d)年")
# the value columns of an indicator by their official names
VALUE_COLUMNS = {"period_target": "实施周期指标值", "annual_target": "年度指标值", "actual": "实际完成值"}
# remarks of readers that somebody must look into, the severity that ``kg.audit.reader_rules`` lists; all others inform
REMARKS_TO_CHECK = frozenset(
    {
        "formula-without-value",
        "columns-without-rules",
        "rows-without-labels",
        "error-values",
        "picture-cells",
        "written-over",
        "cut-off-words",
        "pictures-unread",
        "embedded-objects",
        "text-boxes",
        "signs-not-read",
    }
)


@dataclass
class Draft:
    """A reading in the making: lists that a form fills in reading order."""

    layer: TextLayer
    projects: list[Project] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    executions: list[Execution] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    labels: list[Cell] = field(default_factory=list)  # known words that become no record

    def amount(self, kind: str, label: str, cell: Cell, unit: str | None, fund: str | None = None) -> Amount | None:
        """Read one amount; a cell that is no amount, or whose unit is stated nowhere, becomes a finding and ``None``.

        A unit printed behind the figure is its unit, whatever ``unit`` the column has.
        """
        if not cell:
            return None
        found = MONEY.match(cell.folded)
        if found is None:
            self.find("unreadable-amount", Severity.CHECK, (cell,), words=cell.text, label=label)
            return None
        if found["unit"]:
            # 250万 is 250万元
            unit = found["unit"].removesuffix("元") + "元"
            behind = cell.text.rindex(unit[0])
            self.labels.append(cell.part(behind, len(cell.text)))
            cell = cell.part(0, behind)
        if unit not in UNITS_OF_MONEY:
            self.find("money-unit-missing", Severity.CHECK, (cell,), label=label, words=cell.text)
            return None
        yuan = Decimal(found["figure"].replace(",", "").replace("−", "-")) * UNITS_OF_MONEY[unit]
        return Amount(kind, yuan, cell.text, unit, fund, label, self.layer.source(cell))

    def target(
        self, cell: Cell, *, name: str, actual: bool = False, row: int | None = None, column: int | None = None
    ) -> Target:
        """Read one value cell by the quantity grammar; an empty cell is a missing value."""
        source = self.layer.source(cell, row=row, column=column) if cell else None
        return read_target(cell.text, source, name=name, actual=actual)

    def indicator(
        self,
        name: Cell,
        level1: str,
        level2: str,
        *,
        project: ProjectReference | None = None,
        printed_number: str | None = None,
        printed_levels: tuple[str, ...] | None = None,
        period: Cell | None = None,
        annual: Cell | None = None,
        actual: Cell | None = None,
        row: int | None = None,
    ) -> Indicator:
        """Append an indicator; ``None`` for a column means that the form lacks it.

        A prefix ``指标1：`` is no part of the name.
        """
        number, bare = without_prefix(name)
        if bare and bare != name:
            self.labels.append(name)
            name, printed_number = bare, printed_number or number
        words = name.text
        indicator = Indicator(
            ordinal=len(self.indicators) + 1,
            printed_number=printed_number,
            name=words,
            level1=level1,
            level2=level2,
            category=categorise(level1, level2, printed_levels),
            project=project,
            period_target=None if period is None else self.target(period, name=words, row=row),
            annual_target=None if annual is None else self.target(annual, name=words, row=row),
            actual=None if actual is None else self.target(actual, name=words, actual=True, row=row),
            completion_rate=None,
            weight=None,
            scored=None,
            source=self.layer.source(name, row=row),
        )
        self.indicators.append(indicator)
        self._value_findings(indicator)
        return indicator

    def _value_findings(self, indicator: Indicator) -> None:
        for field_name, column in VALUE_COLUMNS.items():
            value: Target | None = getattr(indicator, field_name)
            if value is None or value.kind not in (Kind.UNREADABLE, Kind.MISSING):
                continue
            unreadable = value.kind is Kind.UNREADABLE
            distrusted = distrust(value.raw, name=indicator.name, actual=field_name == "actual")
            self.findings.append(
                Finding(
                    distrusted or ("unreadable-value" if unreadable else "missing-value"),
                    Severity.CHECK,
                    {"name": indicator.name, "column": column, "words": value.raw},
                    None,
                    (value.source or indicator.source,),
                    (f"indicator/{indicator.ordinal}",),
                )
            )

    def stated_year(self, title: Cell, line: Cell, *others: Cell) -> FiscalYear | None:
        """Return the year that the title states, or a line of its own, or other lines: see ``stated_year``.

        Where title and line state two years that of the title counts, and both are a finding.
        """
        first, second = stated_year(self.layer, title), stated_year(self.layer, line)
        if first is not None and second is not None and first.value != second.value:
            self.find(
                "years-differ", Severity.CHECK, (title, line), stored=str(first.value), other=str(second.value)
            )  # fmt: skip
        return stated_year(self.layer, title, line, *others)

    def find(
        self,
        rule: str,
        severity: Severity,
        cells: Iterable[Cell],
        *,
        about: tuple[str, ...] = ("document",),
        row: int | None = None,
        **params: str,
    ) -> None:
        """Report a place that was not read as printed, with its words."""
        sources = tuple(self.layer.source(cell, row=row) for cell in cells if cell)
        self.findings.append(Finding(rule, severity, params, None, sources, about))

    def reading(
        self,
        form: Form,
        title: Cell,
        department: Department | None,
        *,
        goal: Cell | None = None,
        fiscal_year: FiscalYear | None = None,
    ) -> Reading:
        """Close the draft; lists become tuples and the document gets its header.

        An official library of indicators (绩效指标库) names no department.
        """
        layer = self.layer
        for rule, params in layer.structure.remarks if layer.structure else ():
            severity = Severity.CHECK if rule in REMARKS_TO_CHECK else Severity.INFO
            self.findings.append(Finding(rule, severity, params, None, (layer.source(title),), ("document",)))
        goal = goal or Cell()
        document = Document(
            name=layer.name,
            names=(layer.name,),
            id=layer.id,
            digest=layer.digest,
            text_digest=layer.text_digest,
            form=form,
            title=title.text,
            department=department.name if department else "",
            pages=layer.pages,
            overall_goal=goal.text,
            fiscal_year=fiscal_year,
            source=layer.source(title),
            goal_source=layer.source(goal) if goal else None,
            format=layer.structure.format if layer.structure else "text",
        )
        return Reading(
            document,
            (department,) if department else (),
            tuple(self.units),
            tuple(self.projects),
            tuple(self.tasks),
            tuple(self.indicators),
            tuple(self.amounts),
            tuple(self.scores),
            tuple(self.executions),
            tuple(self.duties),
            tuple(self.statements),
            tuple(self.findings),
        )


def read_target(words: str, source: Source | None, *, name: str, actual: bool = False, vouched: bool = False) -> Target:
    """Read the words of one value cell by the quantity grammar.

    Args:
        words: The cell's words, ``""`` for an empty one.
        source: Where they stand.
        name: The indicator's name.
        actual: The value is 实际完成值.
        vouched: A person says that these are the words, however odd (``295%``).

    """
    if not vouched and distrust(words, name=name, actual=actual):
        return Target(words, Kind.UNREADABLE, (), words, None, source)
    value = read_value(words, name=name, actual=actual)
    return Target(value.raw, value.kind, value.components, value.residue, value.deadline, source)


def stated_year(layer: TextLayer, title: Cell, *lines: Cell) -> FiscalYear | None:
    """Return the fiscal year that a title states (``2022 年部门整体…``), or a line of its own, with its words.

    Args:
        layer: The text layer.
        title: Of several years that it names the first counts, where no line names a single one.
        lines: Lines or cells that hold a year (``（2022年度）``, ``2022``).

    """
    for cell in (title, *lines):
        found = list(_YEAR.finditer(cell.text))
        if len({match[1] for match in found}) == 1:
            return _stated(layer, cell, found[0])
        numerals = _NUMERAL_YEAR.search(cell.text)
        if numerals is not None:
            year = int("2" + "".join(str(_NUMERALS[char]) for char in numerals.groups()))
            return FiscalYear(year, Basis.STATED, numerals[0], layer.source(cell.part(*numerals.span())))
        bare = _BARE_YEAR.fullmatch(cell.text) or _YEAR_OF_TABLE.search(cell.text)
        if bare is not None:
            return _stated(layer, cell, bare)
    first = _STATED_YEAR.search(title.text)
    return _stated(layer, title, first) if first else None


def _stated(layer: TextLayer, cell: Cell, match: re.Match[str]) -> FiscalYear:
    year = int(match[1])
    return FiscalYear(year, Basis.STATED, f"{year}年", layer.source(cell.part(*match.span(1))))


def year_of_goal(layer: TextLayer, cells: Iterable[Cell]) -> FiscalYear | None:
    """Infer the year from words such as ``2024年目标是…``, when all such words agree."""
    found: dict[int, tuple[str, Source]] = {}
    for cell in cells:
        for match in _GOAL_YEAR.finditer(cell.text):
            words = cell.part(match.start(), match.end())
            found.setdefault(int(match[1]), (match[0], layer.source(words)))
    if len(found) != 1:
        return None
    ((year, (words_, source)),) = found.items()
    return FiscalYear(year, Basis.INFERRED, words_, source)


def year_of_names(layer: TextLayer, names: Iterable[Cell]) -> FiscalYear | None:
    """Infer the year that all year ranges in project names share (``2024年-2025年``, ``2025-2026年``: 2025)."""
    common: set[int] | None = None
    evidence: list[str] = []
    source: Source | None = None
    for name in names:
        match = _YEAR_RANGE.search(name.text)
        if match:
            years = set(range(int(match[1]), int(match[2]) + 1))
            common = years if common is None else common & years
            evidence.append(match[0])
            source = source or layer.source(name.part(match.start(), match.end()))
    if common is None or len(common) != 1:
        return None
    return FiscalYear(common.pop(), Basis.INFERRED, "；".join(dict.fromkeys(evidence)), source)


def department_of(layer: TextLayer, printed: Cell) -> Department:
    """Make the department's record from its printed name; level and code are what the name itself tells."""
    canonical = canonical_department(printed.text)
    return Department(
        canonical.name,
        canonical.aliases,
        level_of(canonical.name),
        division_code(canonical.name),
        layer.source(printed),
    )
