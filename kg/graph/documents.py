"""One reading → the quads of its document graph (文件图): everything read from one file and nothing shared.

In: a ``Reading``. Out: its document, projects, tasks, indicators, values, amounts, scores, executions and
every place cited, each once. What documents share (departments, units, concepts) is only pointed to, since a
triple stands in exactly one graph. Findings have their own graph, but what they cite are places of this one.
Duties and statements have no class in the vocabulary and stay in the records.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg.graph.concepts import category_concept, concept, mapped_category_concept, unit_concept
from kg.graph.iris import Iris, Numbered, NumberedAmount, Period, department_iri, numbered_amounts, unit_iri
from kg.graph.quads import Literal, string
from kg.graph.statements import Statements
from kg.graph.values import rate_statements, value_statements
from kg.graph.vocabulary import KG, SCHEMA, XSD
from kg.identity import canonical_department, organisation_of_project, unit_name
from kg.measures import measure_of
from kg.quantities.value import Kind
from kg.records import Form, Target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph.quads import Quad
    from kg.records import Indicator, Project, Reading, Source, Span

FORM_CLASSES = {
    Form.DECLARATION: "Declaration",
    Form.PROJECT_TABLE: "ProjectTable",
    Form.SELF_EVALUATION: "SelfEvaluation",
    Form.PROJECT_SELF_EVALUATION: "ProjectSelfEvaluation",
    Form.INDICATOR_LIBRARY: "IndicatorLibrary",
}
# ``rdfs:label`` words for nodes that print no name of their own.
_VALUE_LABELS: dict[str, str] = {
    "annual": "{name}（年度指标值）",
    "whole": "{name}（实施周期指标值）",
    "result": "{name}（实际完成值）",
}
_PLACE_LABELS = (("sheet", "“{}”"), ("page", "第{}页"), ("line", "第{}行"))
_RECOGNISED = "（图像识别）"
_NAMELESS = {
    "project": "项目{}",
    "task": "任务{}",
    "indicator": "指标{}",
    "score": "得分{}",
    "execution": "执行{}",
}
_RATES = {
    "adjustment_rate": KG.adjustmentRate,
    "control_rate": KG.controlRate,
    "progress": KG.progress,
    "execution_rate": KG.executionRate,
}
# Metadata column -> property, of plain words.
_METADATA_WORDS = {"publisher": KG.publisher}
_METADATA_DAYS = {"issued": KG.issued, "retrieved": KG.retrieved}
_LICENCES = ("licence", "license")
_NO_VALUE = Target(raw="", kind=Kind.MISSING, components=(), residue="", deadline=None, source=None)


def document_quads(reading: Reading, base_iri: str, also: Iterable[Source] = ()) -> list[Quad]:
    """Return the quads of a document's graph.

    Args:
        reading: What was read from the document.
        base_iri: Where the dataset lives; ends in ``/``.
        also: Further places of this document that findings over several documents cite.

    """
    return _Mapping(reading, base_iri).run(also)


class _Mapping:
    def __init__(self, reading: Reading, base_iri: str) -> None:
        self.reading = reading
        self.iris = Iris(reading.document.id, base_iri)
        self.to = Statements(self.iris.graph)
        # an indicator library has none
        named = reading.document.department
        self.department = department_iri(named, base_iri) if named else None
        self.spans: set[str] = set()
        self.amounts: dict[tuple[str, int], list[NumberedAmount]] = {}
        for numbered in numbered_amounts(reading):
            self.amounts.setdefault((numbered.owner, numbered.ordinal), []).append(numbered)

    def run(self, also: Iterable[Source]) -> list[Quad]:
        self._document()
        self._organisations()
        for project in self.reading.projects:
            self._project(project)
        self._tasks()
        for indicator in self.reading.indicators:
            self._indicator(indicator)
        self._scores()
        self._executions()
        for finding in self.reading.findings:
            self._places(finding.sources)
        self._places(also)
        return self.to.quads

    def _document(self) -> None:
        document, to, node = self.reading.document, self.to, self.iris.document
        to.describe(node, FORM_CLASSES[document.form], document.title or document.name)
        for name in sorted({document.name, *document.names}):
            to.words(node, KG.fileName, name)
        to.words(node, KG.digest, document.digest)
        to.words(node, KG.textDigest, document.text_digest)
        to.say(node, KG.form, concept("form", document.form.value))
        to.words(node, KG.title, document.title)
        self._of_department(node)
        to.number(node, KG.pages, document.pages)
        to.words(node, KG.overallGoal, document.overall_goal)
        self._cited(node, document.source)
        self._places(source for source in (document.goal_source,) if source)
        year = document.fiscal_year
        if year is not None:
            to.number(node, KG.fiscalYear, year.value)
            to.individual(node, KG.fiscalYearBasis, year.basis.value)
            to.words(node, KG.fiscalYearEvidence, year.evidence)
            self._places((year.source,) if year.source else ())
        self._metadata(node)
        self._owned_amounts(node, "document", 0)

    def _of_department(self, node: str) -> None:
        if self.department is not None:
            self.to.say(node, KG.department, self.department)

    def _metadata(self, node: str) -> None:
        given, to = self.reading.document.metadata, self.to
        for column, predicate in _METADATA_WORDS.items():
            to.words(node, predicate, given.get(column))
        for column, predicate in _METADATA_DAYS.items():
            if column in given:
                to.day(node, predicate, date.fromisoformat(given[column]))
        if given.get("url"):
            to.say(node, KG.publishedAt, Literal(given["url"], XSD.anyURI))
        licence = next((given[column] for column in _LICENCES if given.get(column)), None)
        if licence is not None:
            is_iri = licence.startswith(("http://", "https://")) and not set(licence) & set(' <>"{}|\\^`')
            to.say(node, KG.license, licence if is_iri else string(licence))

    def _organisations(self) -> None:
        base = self.iris.base
        named = [(department_iri(one.name, base), one.source) for one in self.reading.departments]
        for unit in self.reading.units:
            department = canonical_department(unit.department).name
            own = unit_name(unit.name, department, unit.kind)
            named.append((unit_iri(department, own, base), unit.source))
        for organisation, source in named:
            if organisation != self.department:
                self.to.say(self.iris.document, KG.mentions, organisation)
            self._cited(organisation, source)
            for span in source.spans:
                self.to.say(self.iris.span(span), KG.mentions, organisation)

    def _project(self, project: Project) -> None:
        number, source = project.printed_number, project.source
        node = self._numbered("project", project.ordinal, project.name, number, source)
        self._of_department(node)
        if project.unit is not None:
            department, unit = organisation_of_project(self.reading, project.unit)
            self.to.say(node, KG.unit, unit_iri(department, unit, self.iris.base))
        self.to.words(node, KG.overallGoal, project.goal)
        self._places((project.goal_source,) if project.goal_source else ())
        self._owned_amounts(node, "project", project.ordinal)

    def _tasks(self) -> None:
        for task in self.reading.tasks:
            node = self._numbered("task", task.ordinal, task.name, task.printed_number, task.source)
            self._of_department(node)
            self.to.words(node, KG.group, task.group)
            self.to.words(node, KG.content, task.content)
            self.to.words(node, KG.expectedOutcome, task.outcome)
            self._places(source for source in (task.content_source, task.outcome_source) if source)
            self._owned_amounts(node, "task", task.ordinal)

    def _indicator(self, indicator: Indicator) -> None:
        to, category = self.to, indicator.category
        number, name = indicator.printed_number, indicator.name
        node = self._numbered("indicator", indicator.ordinal, name, number, indicator.source)
        self._of_department(node)
        library = self.reading.document.form is Form.INDICATOR_LIBRARY
        scope = "projectScope" if indicator.project else "libraryScope" if library else "departmentScope"
        to.individual(node, KG.scope, scope)
        if indicator.project is not None:
            to.say(node, KG.project, self.iris.numbered("project", indicator.project.ordinal))
        to.words(node, KG.level1, indicator.level1)
        to.words(node, KG.level2, indicator.level2)
        to.say(node, KG.category, category_concept(category.code, category.scheme))
        to.say(node, KG.mappedCategory, mapped_category_concept(category.code, category.scheme))
        measure = measure_of(name, indicator.annual_target or indicator.period_target)
        if measure is not None:
            to.say(node, KG.measure, concept("measure", measure))
        to.figure(node, KG.weight, indicator.weight)
        to.figure(node, KG.scored, indicator.scored)
        to.words(node, KG.deviationReason, indicator.deviation_reason)
        self._targets(node, indicator)
        self._result(node, indicator)

    def _targets(self, node: str, indicator: Indicator) -> None:
        periods: tuple[tuple[Period, Target | None], ...] = (
            ("whole", indicator.period_target),
            ("annual", indicator.annual_target),
        )
        for period, target in periods:
            if target is not None:
                own = self.iris.target(indicator.ordinal, period)
                self.to.say(node, KG.target, own)
                self._value(own, "Target", period, indicator, target)
                self.to.individual(own, KG.period, period)

    def _result(self, node: str, indicator: Indicator) -> None:
        rate = indicator.completion_rate
        actual = indicator.actual or (_NO_VALUE if rate else None)
        if actual is None:
            return
        own = self.iris.result(indicator.ordinal)
        self.to.say(node, KG.result, own)
        self._value(own, "Result", "result", indicator, actual)
        if indicator.annual_target is not None:
            self.to.say(own, KG.assesses, self.iris.target(indicator.ordinal, "annual"))
        if rate is not None:
            rate_statements(self.to, own, rate)
            self._places((rate.source,))

    def _value(self, node: str, kind: str, label: str, indicator: Indicator, value: Target) -> None:
        name = indicator.name or _NAMELESS["indicator"].format(indicator.ordinal)
        self.to.describe(node, kind, _VALUE_LABELS[label].format(name=name))
        self.to.say(node, KG.document, self.iris.document)
        if value.source is not None:
            self._cited(node, value.source)
        value_statements(self.to, self.iris, node, value)

    def _scores(self) -> None:
        for score in self.reading.scores:
            node = self._numbered("score", score.ordinal, score.name, None, score.source)
            self.to.words(node, KG.level1, score.level1)
            self.to.words(node, KG.level2, score.level2)
            self.to.figure(node, KG.fullScore, score.full)
            self.to.figure(node, KG.selfScore, score.score)
            self.to.truth(node, KG.isTotal, score.is_total)

    def _executions(self) -> None:
        for row in self.reading.executions:
            node = self._numbered("execution", row.ordinal, row.label, row.printed_number, row.source)
            self.to.individual(node, KG.table, row.table)
            self.to.number(node, KG.throughMonth, row.through_month)
            for key in sorted(row.rates):
                self.to.figure(node, _RATES[key], row.rates[key].value)
            self._owned_amounts(node, "execution", row.ordinal)

    def _owned_amounts(self, owner: str, kind: str, ordinal: int) -> None:
        to = self.to
        for number, _, _, amount in self.amounts.get((kind, ordinal), ()):
            node = self.iris.amount(number)
            to.say(owner, KG.amount, node)
            to.describe(node, "Amount", f"{amount.label} {amount.printed} {amount.printed_unit}".strip())
            to.say(node, KG.document, self.iris.document)
            to.figure(node, KG.yuan, amount.yuan)
            to.words(node, KG.printedValue, amount.printed)
            to.say(node, KG.printedScale, unit_concept(amount.printed_unit))
            to.say(node, KG.amountKind, concept("amount", amount.kind))
            if amount.fund_source is not None:
                to.say(node, KG.fundSource, concept("fund", amount.fund_source))
            to.say(node, SCHEMA.currency, string("CNY"))
            self._cited(node, amount.source)

    def _numbered(self, kind: Numbered, ordinal: int, name: str, printed: str | None, source: Source) -> str:
        node = self.iris.numbered(kind, ordinal)
        self.to.describe(node, kind.capitalize(), name or _NAMELESS[kind].format(ordinal))
        self.to.words(node, KG.name, name, also_empty=True)
        self.to.number(node, KG.ordinal, ordinal)
        self.to.words(node, KG.printedNumber, printed)
        self.to.say(node, KG.document, self.iris.document)
        self._cited(node, source)
        return node

    def _cited(self, node: str, source: Source) -> None:
        """Let a node point to its words."""
        for span in source.spans:
            self.to.say(node, KG.source, self._place(span, source))

    def _places(self, sources: Iterable[Source]) -> None:
        """Keep places whose words belong to a field or a finding rather than to a node of this graph."""
        for source in sources:
            if source.document_id == self.iris.doc:
                for span in source.spans:
                    self._place(span, source)

    def _place(self, span: Span, source: Source) -> str:
        node, to = self.iris.span(span), self.to
        if node in self.spans:
            return node
        self.spans.add(node)
        at = {"sheet": source.sheet, "page": span.page, "line": span.line}
        label = "".join(words.format(at[key]) for key, words in _PLACE_LABELS if at[key] is not None)
        label = label or f"{span.start}–{span.end}"
        to.describe(node, "TextSpan", label + _RECOGNISED if source.ocr else label)
        to.say(node, KG.document, self.iris.document)
        to.number(node, KG.start, span.start)
        to.number(node, KG.end, span.end)
        to.words(node, KG.exact, span.text, also_empty=True)
        to.number(node, KG.page, span.page)
        to.number(node, KG.line, span.line)
        place = span if span.row or span.column or span.box else source
        to.number(node, KG.row, place.row)
        to.number(node, KG.column, place.column)
        to.words(node, KG.sheet, source.sheet)
        to.words(node, KG.box, place.box)
        return node
