"""Small readings by hand: a declaration, a project table and a self-evaluation of one city's department."""

from __future__ import annotations

import hashlib
import string
from decimal import Decimal

from kg.categories import categorise
from kg.messages import _catalogue, rules
from kg.quantities import read_value
from kg.records import (
    Amount,
    Basis,
    CompletionRate,
    Correction,
    Department,
    Document,
    Execution,
    Finding,
    FiscalYear,
    Form,
    Indicator,
    Level,
    Project,
    ProjectReference,
    Rate,
    Reading,
    Score,
    Severity,
    Source,
    Span,
    Target,
    Task,
    Unit,
    UnitKind,
)

CITY = "甲东市科学技术协会"
DISTRICT = "甲东市乙区科学技术协会"


class Page:
    """Gives sources at ever further places of one document, as a reader would."""

    def __init__(self, name):
        self.name = name
        self.digest = hashlib.sha256(name.encode()).hexdigest()
        self.id = self.digest[:16]
        self.at = 0
        self.line = 0

    def source(self, *words, row=None, column=None):
        """Cite words; several are the parts of a wrapped cell."""
        spans = []
        for text in words:
            self.line += 1
            spans.append(Span(self.at, self.at + len(text), 1, self.line, text))
            self.at += len(text) + 1
        first = spans[0]
        text = "".join(words)
        return Source(self.name, self.id, 1, first.line, None, row, column, text, tuple(spans))

    def target(self, raw, *, name="", actual=False):
        """Read a value cell."""
        value = read_value(raw, name=name, actual=actual)
        source = self.source(raw) if raw else None
        return Target(raw, value.kind, value.components, value.residue, value.deadline, source)

    def amount(self, kind, printed, *, label="金额", fund=None, scale="万元", factor=10_000):
        """Read an amount."""
        yuan = Decimal(printed.replace(",", "")) * factor
        return Amount(kind, yuan, printed, scale, fund, label, self.source(printed))

    def indicator(self, ordinal, name, annual, *, whole=None, actual=None, rate=None, project=None, **more):
        """Read an indicator row under 产出指标, 数量指标."""
        completion = None
        if rate is not None:
            printed, computed = rate
            value = Decimal(printed.rstrip("%"))
            completion = CompletionRate(printed, value, computed, self.source(printed))
        level1, level2 = more.pop("headings", ("产出指标", "数量指标"))
        return Indicator(
            ordinal=ordinal,
            printed_number=None,
            name=name,
            level1=level1,
            level2=level2,
            category=categorise(level1, level2),
            project=project,
            period_target=self.target(whole, name=name) if whole is not None else None,
            annual_target=self.target(annual, name=name) if annual is not None else None,
            actual=self.target(actual, name=name, actual=True) if actual is not None else None,
            completion_rate=completion,
            weight=more.pop("weight", None),
            scored=more.pop("scored", None),
            source=self.source(name or "（空）"),
            **more,
        )

    def document(self, form, title, department=CITY, **more):
        """Describe the document itself."""
        return Document(
            name=self.name,
            names=(self.name,),
            id=self.id,
            digest=self.digest,
            text_digest=hashlib.sha256(b"text").hexdigest(),
            form=form,
            title=title,
            department=department,
            pages=1,
            overall_goal=more.pop("goal", ""),
            fiscal_year=more.pop("year", None),
            source=self.source(title),
            **more,
        )


def finding(page, *about, rule=None, **more):
    """Make a finding whose sentence has all its parts."""
    rule = rule or rules()[0]
    sentences = _catalogue()["findings"][rule]
    parts = {name for text in sentences.values() for _, name, _, _ in string.Formatter().parse(text) if name}
    source = more.pop("source", None) or page.source("49.64")
    return Finding(rule, Severity.CHECK, dict.fromkeys(sorted(parts), "1"), "1 + 1 = 2", (source,), about, **more)


def declaration(name="declaration.txt", department=CITY, **more):
    """A declaration: two indicators, one task, two amounts, a year that is inferred."""
    page = Page(name)
    year = FiscalYear(2024, Basis.INFERRED, "2024年目标", page.source("2024年目标"))
    document = page.document(
        Form.DECLARATION,
        "部门整体预算绩效目标申报表",
        department,
        year=year,
        goal="为科技工作者服务。",
        metadata={"publisher": "甲东市财政局", "url": "https://example.org/a?b=1", "licence": "CC-BY-4.0"},
    )
    level = Level.DISTRICT if "乙区" in department else Level.CITY
    task = Task(
        1,
        "科普",
        "开展科普活动",
        "办活动",
        "素质提升",
        page.amount("task_funds", "12.50"),
        page.source("开展科普活动"),
    )
    indicators = (
        page.indicator(1, "科普活动场次", "不少于80.0场", whole="240场"),
        page.indicator(2, "线上传播量", "播放量550万,其中短视频1.5万人次"),
        page.indicator(3, "工作质量", "有效提升", headings=("效益指标", "社会效益指标")),
    )
    return Reading(
        document=document,
        departments=(Department(department, (), level, None, page.source(department)),),
        tasks=(task,),
        indicators=indicators,
        amounts=(page.amount("basic_expenditure", "1,028.60", label="基本支出"),),
        **more,
    )


def project_table(name="projects.txt"):
    """A project table: two projects of one name in the own unit, one in a subordinate one."""
    page = Page(name)
    document = page.document(Form.PROJECT_TABLE, "项目支出绩效目标表")
    units = (
        Unit(CITY, CITY, UnitKind.OWN, page.source(CITY)),
        Unit("甲东市科技馆", CITY, UnitKind.SUBORDINATE, page.source("甲东市", "科技馆")),
    )
    projects = tuple(
        Project(
            ordinal,
            title,
            unit,
            "建成开放",
            (
                page.amount("total", "100.00", label="总计"),
                page.amount("fiscal_appropriation", "100.00", label="财政拨款", fund="fiscal_appropriation"),
            ),
            page.source(title),
            printed_number="1",
        )
        for ordinal, title, unit in (
            (1, "科技馆", CITY),
            (2, "科技馆", "甲东市科技馆"),
            (3, "活动经费", "甲东市学会中心"),
        )
    )
    reference = ProjectReference(2, "科技馆")
    indicators = (
        page.indicator(1, "接待观众数量", "≥8万人次", whole="≥20万人次", project=reference),
        page.indicator(2, "成本控制率", "≤100%", project=reference, headings=("1-产出指标", "14-成本指标")),
    )
    departments = (Department(CITY, (), Level.CITY, None, page.source(CITY)),)
    return Reading(document=document, departments=departments, units=units, projects=projects, indicators=indicators)


def self_evaluation(name="evaluation.txt", department=f"{CITY}（部门）"):
    """A self-evaluation: one indicator of the declaration with its result, scores, executions, a finding."""
    page = Page(name)
    year = FiscalYear(2024, Basis.STATED, "2024年度", page.source("2024年度"))
    document = page.document(Form.SELF_EVALUATION, "部门整体支出绩效自评报告", department, year=year)
    third = Decimal(1) / Decimal(3)
    indicators = (
        page.indicator(
            1, "科普活动 场次", "80场", actual="90场", rate=("112.50%", Decimal("1.125")), weight=Decimal("5.0")
        ),
        page.indicator(2, "调研报告数量", "3篇", actual="1篇", rate=("33.33%", third), deviation_reason="时间不足"),
        page.indicator(3, "培训人数", "", actual=None, rate=("100%", None)),
    )
    score = Score(1, "产出", "数量", "合计", Decimal("100.0"), Decimal("97.79"), True, page.source("合计"))
    execution = Execution(
        1,
        "progressTable",
        "1至3月",
        3,
        (page.amount("cumulative_budget", "1,000.00"), page.amount("cumulative_expenditure", "250.00")),
        {"progress": Rate(Decimal("25.00"), "25.00%"), "execution_rate": Rate(Decimal("98.90"), "98.90%")},
        page.source("1至3月"),
    )
    return Reading(
        document=document,
        departments=(Department(CITY, (), Level.CITY, None, page.source(department)),),
        indicators=indicators,
        scores=(score,),
        executions=(execution,),
        findings=(finding(page, "score/1"), finding(page, "statement/1", "document")),
        corrections=(Correction("score", 1, "score", "91.79", "97.79", "漏读", "张三", "2025-01-02"),),
    )


def three():
    """One reading of each form."""
    return [declaration(), project_table(), self_evaluation()]
