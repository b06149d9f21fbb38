"""What is read from one document: frozen, plain records, each with its words and where they stand.

A ``Reading`` is everything read from one file and is exactly what ``kg read`` prints. Text stands as printed
(wraps joined with nothing, outer space off) beside every normalised value. A record never holds a figure whose
words cannot be found again: ``source.text`` is the join of its spans, and each span is a slice of the text layer.

Nothing here knows files, RDF or vectors.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from kg.quantities.value import Component, Kind


class Level(StrEnum):
    """Administrative level of a department (行政级次)."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    TOWNSHIP = "township"
    UNKNOWN = "unknown"


class Form(StrEnum):
    """Kinds of documents (表式); the value is the local name in ``kgt:form/``."""

    DECLARATION = "declaration"
    PROJECT_TABLE = "project_table"
    SELF_EVALUATION = "self_evaluation"
    PROJECT_SELF_EVALUATION = "project_self_evaluation"
    INDICATOR_LIBRARY = "indicator_library"


class UnitKind(StrEnum):
    """How a unit belongs to its department: 本级, 下属单位 or 内设机构."""

    OWN = "ownUnit"
    SUBORDINATE = "subordinateUnit"
    INNER = "innerOffice"


class Basis(StrEnum):
    """How a fiscal year (预算年度) is known."""

    STATED = "stated"
    INFERRED = "inferred"
    GIVEN = "given"


class Severity(StrEnum):
    """How much a finding matters: figures that cannot both hold, a place to look at, or a remark."""

    ERROR = "error"
    CHECK = "check"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Span:
    """One contiguous place in the stored text layer: code points ``start`` to ``end`` (exclusive).

    ``row``, ``column`` and ``box`` are its own where it stands in another cell than its source's first words (a value
    of three cells) or in the part of a cell on another page, else ``None``.
    """

    start: int
    end: int
    page: int | None
    line: int | None
    text: str
    row: int | None = None
    column: int | None = None
    box: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record's words stand; ``text`` is the spans' texts joined with nothing.

    ``page``, ``line`` are those of the first span; ``row`` and ``column`` count from 1 in a table or sheet; ``box`` is
    ``x0,y0,x1,y1`` of the cell in points from the page's upper left corner; ``ocr`` says that the words were
    recognised from a picture.
    """

    document: str
    document_id: str
    page: int | None
    line: int | None
    sheet: str | None
    row: int | None
    column: int | None
    text: str
    spans: tuple[Span, ...]
    box: str | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """预算年度, with the words that say so; ``source`` is None where the year was given from outside."""

    value: int
    basis: Basis
    evidence: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Document:
    """The file itself (文件): ``name`` is its base name, ``names`` all base names of files with the same bytes.

    ``format`` is ``text``, ``pdf``, ``docx``, ``xlsx`` or ``html``, by its content.
    """

    name: str
    names: tuple[str, ...]
    id: str
    digest: str
    text_digest: str
    form: Form
    title: str
    department: str
    pages: int | None
    overall_goal: str
    fiscal_year: FiscalYear | None
    source: Source
    goal_source: Source | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    format: str = "text"


@dataclass(frozen=True, slots=True)
class Department:
    """部门: canonical name, every other spelling met, level and six-digit division code where known."""

    name: str
    aliases: tuple[str, ...]
    level: Level
    code: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Unit:
    """资金使用单位, 下属单位 or 内设机构 of ``department`` (canonical name)."""

    name: str
    department: str
    kind: UnitKind
    source: Source


@dataclass(frozen=True, slots=True)
class Amount:
    """Money (金额).

    Attributes:
        kind: Local name in ``kgt:amount/`` (``basic_expenditure`` …).
        yuan: In 元, exact.
        printed: The figure as printed (``28,028.68``).
        printed_unit: ``元``, ``万元`` or ``亿元``, as the form says.
        fund_source: Local name in ``kgt:fund/`` (``fiscal_appropriation``, ``special_account``, ``other_funds``).
        label: The row or column heading as printed (``基本支出``, ``教育支出``).

    """

    kind: str
    yuan: Decimal
    printed: str
    printed_unit: str
    fund_source: str | None
    label: str
    source: Source


@dataclass(frozen=True, slots=True)
class Project:
    """项目; identity is (document, ordinal), since two projects may carry one name.

    ``outcome`` is what a self-evaluation says of the goal (目标实际完成情况).
    """

    ordinal: int
    name: str
    unit: str | None
    goal: str
    amounts: tuple[Amount, ...]
    source: Source
    goal_source: Source | None = None
    printed_number: str | None = None
    outcome: str = ""
    outcome_source: Source | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """年度重点工作任务; ``group`` is the 名称 cell where it is merged over several rows, else ``None``."""

    ordinal: int
    group: str | None
    name: str
    content: str
    outcome: str
    amount: Amount | None
    source: Source
    printed_number: str | None = None
    content_source: Source | None = None
    outcome_source: Source | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """Where an indicator stands in its form.

    ``level1``/``level2`` are the official headings, ``printed`` the two as printed (codes kept),
    ``code`` such as ``output/quantity`` (``other`` for a heading we do not know), ``scheme`` the version of the
    official classification (``2015``: 成本 below 产出; ``2021``: 成本 a first level of its own).
    """

    level1: str
    level2: str
    printed: tuple[str, ...]
    code: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Target:
    """One value cell (指标值 or 实际完成值); ``raw`` equals ``source.text``; the components are the grammar's."""

    raw: str
    kind: Kind
    components: tuple[Component, ...]
    residue: str
    deadline: str | None
    source: Source | None


@dataclass(frozen=True, slots=True)
class CompletionRate:
    """指标完成率 as printed, its face value (``156.92``), and what target and actual give (a fraction), if anything."""

    printed: str
    value: Decimal | None
    computed: Decimal | None
    source: Source


@dataclass(frozen=True, slots=True)
class ProjectReference:
    """Which project an indicator belongs to."""

    ordinal: int
    name: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """三级指标 as stated in one document; a target is ``None`` only where the form lacks the column."""

    ordinal: int
    printed_number: str | None
    name: str
    level1: str
    level2: str
    category: Category
    project: ProjectReference | None
    period_target: Target | None
    annual_target: Target | None
    actual: Target | None
    completion_rate: CompletionRate | None
    weight: Decimal | None
    scored: Decimal | None
    source: Source
    deviation_reason: str | None = None


VALUES: Final = ("period_target", "annual_target", "actual")
"""The fields of an indicator that hold a value cell, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Score:
    """Row of a score table (自评得分表): full score (分值) and self-score (得分)."""

    ordinal: int
    level1: str
    level2: str
    name: str
    full: Decimal | None
    score: Decimal | None
    is_total: bool
    source: Source
    project: ProjectReference | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """A printed percentage: face value and words."""

    value: Decimal
    printed: str


@dataclass(frozen=True, slots=True)
class Execution:
    """Row of a budget adjustment (预算调整) or progress (执行进度) table.

    ``table`` is ``adjustmentTable`` or ``progressTable``; ``rates`` has those of :data:`RATES` that the table prints.
    """

    ordinal: int
    table: str
    label: str
    through_month: int | None
    amounts: tuple[Amount, ...]
    rates: Mapping[str, Rate]
    source: Source
    printed_number: str | None = None
    project: ProjectReference | None = None


RATES: Final = ("adjustment_rate", "control_rate", "progress", "execution_rate")
"""The rates of an execution row, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Duty:
    """主要职责, one printed item."""

    ordinal: int
    printed_number: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure in running text (正文数字) that a table or another sentence can be checked against.

    ``subject`` is a fixed key (``self_score``, ``self_score_part``, ``mean_execution_rate``, ``indicator_count``,
    ``all_but`` …), ``label`` the printed words it is about, ``unit`` as printed (``分``, ``%``, ``个``).
    """

    ordinal: int
    subject: str
    label: str
    value: Decimal
    unit: str
    source: Source


@dataclass(frozen=True, slots=True)
class Finding:
    """核查发现: figures that do not agree, or a place not read. Never an accusation, never a repair.

    Attributes:
        rule: Id of the rule (``kgt:rule/``).
        severity: How much it matters.
        params: The parts its sentence is made of (see ``kg.messages``), all strings.
        arithmetic: The calculation in digits (``49.64 + 46 = 95.64; 97.79 − 95.64 = 2.15``), else ``None``.
        sources: Every place it speaks of.
        about: Slugs ``kind/ordinal`` within the document (``indicator/12``), or ``document``; never empty.
        stated: The printed figure it doubts, where there is one.
        lower: The smallest value that would have agreed, where one can be computed.
        upper: The largest.

    """

    rule: str
    severity: Severity
    params: Mapping[str, str]
    arithmetic: str | None
    sources: tuple[Source, ...]
    about: tuple[str, ...]
    stated: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """更正: a person put one field of a reading right; ``was`` is what was read, the source keeps what is printed.

    Attributes:
        kind: Of the record: ``indicator``, ``project``, ``task``, ``amount``, ``score``, ``execution``, ``document``.
        ordinal: Which record of its kind, from 1; 0 for the document.
        field: Name of the field, as ``kg.corrections.fields`` lists them.
        was: What the field was read as.
        becomes: What it is now, as the person wrote it.
        reason: Why.
        by: Who says so; ``""`` where nobody is named.
        date: The day it was made (``2025-01-02``), as the person noted; ``None`` where none is noted.

    """

    kind: str
    ordinal: int
    field: str
    was: str
    becomes: str
    reason: str
    by: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one document; ``corrections`` are those that its records have taken in."""

    document: Document
    departments: tuple[Department, ...] = ()
    units: tuple[Unit, ...] = ()
    projects: tuple[Project, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    amounts: tuple[Amount, ...] = ()
    scores: tuple[Score, ...] = ()
    executions: tuple[Execution, ...] = ()
    duties: tuple[Duty, ...] = ()
    statements: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()
    corrections: tuple[Correction, ...] = ()
