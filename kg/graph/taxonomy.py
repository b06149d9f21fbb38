"""The taxonomy graph (分类体系): every concept that figures and indicators point to, in two languages.

In: the tables of the forms, the grammar and the message catalogue, and the units of measure that documents
use beyond them. Out: SKOS quads, and the ontology's. Both versions of the official classification stand here,
with exact matches between them. A concept is known by the code that records hold; labels are for people.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.categories import LEVEL1, LEVEL2
from kg.graph.concepts import CURRENT_SCHEME, OTHER, SCHEMES, category_concept, codes, concept, unit_concept
from kg.graph.quads import Literal, Quad, en, graph_iri, string, zh
from kg.graph.statements import Statements
from kg.graph.vocabulary import KG, KGT, RDF, RDFS, SKOS, XSD
from kg.measures import MEASURES
from kg.messages import rule_label, rules
from kg.quantities.units import UNITS, unit_of
from kg.quantities.value import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.messages import Language

Labels = tuple[str, str]

SECTION_LABELS: dict[str, Labels] = {
    "form": ("表式", "Forms of documents"),
    "unit": ("计量单位", "Units of measure"),
    "dimension": ("量纲", "Dimensions"),
    "measure": ("衡量方式", "Measures"),
    "amount": ("金额类型", "Kinds of amounts"),
    "fund": ("资金来源", "Funding sources"),
    "rule": ("核查规则", "Rules of findings"),
}
SCHEME_LABELS: dict[str, Labels] = {
    "2015": ("绩效指标分类（财预〔2015〕88号）", "Indicator categories (Ministry of Finance, 2015)"),
    "2021": ("绩效指标分类（财预〔2021〕101号）", "Indicator categories (Ministry of Finance, 2021)"),
}
CATEGORY_ENGLISH = {
    "cost": "Cost",
    "output": "Output",
    "benefit": "Benefit (outcome)",
    "satisfaction": "Satisfaction",
    "quantity": "Quantity",
    "quality": "Quality",
    "timeliness": "Timeliness",
    "economic_cost": "Economic cost",
    "social_cost": "Social cost",
    "environmental_cost": "Environmental cost",
    "economic": "Economic benefit",
    "social": "Social benefit",
    "ecological": "Ecological benefit",
    "sustainability": "Sustained effect",
    "service_object": "Satisfaction of those served",
    OTHER: "Other",
}
OTHER_ZH = "其他"
FORMS: dict[str, Labels] = {
    "declaration": ("部门整体预算绩效目标申报表", "Declaration of a department's performance targets"),
    "project_table": ("项目支出绩效目标表", "Performance targets of projects"),
    "self_evaluation": ("部门整体支出绩效自评报告", "Self-evaluation of a department"),
    "project_self_evaluation": ("项目支出绩效自评表", "Self-evaluation of a project"),
    "indicator_library": ("绩效指标库", "Indicator library"),
}
DIMENSIONS: dict[Dimension, Labels] = {
    Dimension.ITEM_COUNT: ("项数", "Number of items"),
    Dimension.EVENT_COUNT: ("场次", "Number of events"),
    Dimension.PERSON_COUNT: ("人数", "Number of persons"),
    Dimension.PERSON_TIMES: ("人次", "Person-times"),
    Dimension.VIEW_COUNT: ("浏览量", "Number of views"),
    Dimension.RATIO: ("比率", "Ratio"),
    Dimension.MONEY: ("金额", "Money"),
    Dimension.DURATION: ("时长", "Duration"),
    Dimension.AREA: ("面积", "Area"),
    Dimension.LENGTH: ("长度", "Length"),
    Dimension.MASS: ("质量（重量）", "Mass"),
    Dimension.SCORE: ("评分", "Score"),
    Dimension.DATE: ("日期", "Date"),
    Dimension.NONE: ("未知量纲", "Not known"),
}
AMOUNTS: dict[str, Labels] = {
    "basic_expenditure": ("基本支出", "Basic expenditure"),
    "project_expenditure": ("项目支出", "Project expenditure"),
    "fiscal_special_fund": ("财政专项资金", "Special fiscal funds"),
    "other_development_expenditure": ("其他事业发展性支出", "Other development expenditure"),
    "fiscal_appropriation": ("财政拨款", "Fiscal appropriation"),
    "other_funds": ("其他资金", "Other funds"),
    "own_level_use": ("本级使用资金", "Funds used at this level"),
    "transfer_to_lower_level": ("拟用于对下转移支付资金", "Funds to be transferred to lower levels"),
    "total": ("总计", "Total"),
    "special_account": ("财政专户拨款", "Appropriation from the special fiscal account"),
    "task_funds": ("任务拟投入资金", "Funds planned for a task"),
    "initial_budget": ("年初预算数", "Initial budget"),
    "adjusted_budget": ("全年预算数", "Adjusted budget"),
    "final_account": ("决算数", "Final account"),
    "cumulative_budget": ("累计预算数", "Cumulative budget"),
    "cumulative_expenditure": ("累计支出数", "Cumulative expenditure"),
    "functional_expenditure": ("按功能分类支出", "Expenditure by function"),
    "income": ("收入", "Income"),
}
FUNDS: dict[str, Labels] = {
    "fiscal_appropriation": ("财政拨款", "Fiscal appropriation"),
    "special_account": ("财政专户拨款", "Appropriation from the special fiscal account"),
    "other_funds": ("其他资金", "Other funds"),
}
# Scales in which forms print money; the grammar multiplies them out, so they are no units of its own.
MONEY_SCALES: dict[str, Labels] = {
    "万元": ("万元", "ten thousand yuan"),
    "亿元": ("亿元", "hundred million yuan"),
}


def taxonomy_quads(base_iri: str, units: Iterable[str]) -> list[Quad]:
    """Return the taxonomy graph.

    Args:
        base_iri: Where the dataset lives; ends in ``/``.
        units: Units of measure that the documents use (joined ones such as ``幅/条``, unknown ones); those of
            the grammar are always there.

    """
    taxonomy = _Taxonomy(base_iri)
    taxonomy.categories()
    taxonomy.section("form", FORMS)
    taxonomy.section("dimension", {kind.value: labels for kind, labels in DIMENSIONS.items()})
    taxonomy.section("measure", {measure.name: (measure.zh, measure.en) for measure in MEASURES})
    taxonomy.section("amount", AMOUNTS)
    taxonomy.section("fund", FUNDS)
    taxonomy.section("rule", {rule: (rule_label(rule, "zh"), rule_label(rule, "en")) for rule in rules()})
    taxonomy.units(units)
    return taxonomy.to.quads


def ontology_quads(base_iri: str) -> list[Quad]:
    """Return the ontology graph: ``ontology.ttl`` as it stands."""
    graph = graph_iri(base_iri, "ontology")
    return [Quad(subject, predicate, thing, graph) for subject, predicate, thing in _ontology_triples()]


def category_labels(code: str) -> Labels:
    """Return the labels of a category: official Chinese heading, English word.

    >>> category_labels("output/quantity")
    ('数量指标', 'Quantity')

    """
    own = code.rpartition("/")[2]
    chinese = {heading.code: heading.label for _, heading in LEVEL2}
    chinese |= {heading.code: heading.label for heading in LEVEL1}
    return chinese.get(own, OTHER_ZH), CATEGORY_ENGLISH[own]


def category_path(code: str, language: Language) -> str:
    """Return the official words of a category with those above it; raises ``KeyError`` for a code that is none.

    >>> category_path("output/quantity", "zh"), category_path("output/quantity", "en")
    ('产出指标 / 数量指标', 'Output / Quantity')

    """
    parts = code.split("/")
    labels = [category_labels("/".join(parts[: at + 1])) for at in range(len(parts))]
    return " / ".join(label[language == "en"] for label in labels)


class _Taxonomy:
    def __init__(self, base_iri: str) -> None:
        self.to = Statements(graph_iri(base_iri, "taxonomy"))

    def section(self, name: str, concepts: dict[str, Labels]) -> None:
        scheme = self.scheme(name, SECTION_LABELS[name])
        for code in sorted(concepts):
            self.concept(concept(name, code), scheme, concepts[code], code)

    def categories(self) -> None:
        for version in SCHEMES:
            scheme = self.scheme(f"category/{version}", SCHEME_LABELS[version])
            for code in codes(version):
                node = category_concept(code, version)
                parent = code.rpartition("/")[0]
                self.concept(node, scheme, category_labels(code), code, top=not parent)
                if parent:
                    self.to.say(node, SKOS.broader, category_concept(parent, version))
        for code in codes(SCHEMES[0]):
            old, new = category_concept(code, SCHEMES[0]), f"{KGT}category/{CURRENT_SCHEME}/{code}"
            if code in codes(CURRENT_SCHEME):
                self.to.say(old, SKOS.exactMatch, new)
                self.to.say(new, SKOS.exactMatch, old)
        # 成本 below 产出 and 成本 as a first level speak of the same without being the same place.
        below, alone = category_concept("output/cost", "2015"), category_concept("cost", "2021")
        self.to.say(below, SKOS.closeMatch, alone)
        self.to.say(alone, SKOS.closeMatch, below)

    def units(self, met: Iterable[str]) -> None:
        scheme = self.scheme("unit", SECTION_LABELS["unit"])
        words: dict[str, tuple[Labels, Dimension | None]] = {}
        for unit in UNITS.values():
            own = UNITS.get(unit.folded, unit)
            words[unit.folded] = ((unit.folded, own.english), own.dimension)
        for word, labels in MONEY_SCALES.items():
            words[word] = (labels, Dimension.MONEY)
        for word in met:
            if word and word not in words:
                known = unit_of(word)
                words[word] = ((word, word), known.dimension if known else None)
        spellings: dict[str, set[str]] = {}
        for unit in UNITS.values():
            spellings.setdefault(unit.folded, set()).add(unit.word)
        for word in sorted(words):
            labels, dimension = words[word]
            node = unit_concept(word)
            self.concept(node, scheme, labels, word)
            for spelling in sorted(spellings.get(word, set()) - {word}):
                self.to.say(node, SKOS.altLabel, zh(spelling))
            if dimension is not None:
                self.to.say(node, KG.dimension, concept("dimension", dimension.value))

    def scheme(self, name: str, labels: Labels) -> str:
        node = f"{KGT}{name}"
        self._labelled(node, SKOS.ConceptScheme, labels)
        return node

    def concept(self, node: str, scheme: str, labels: Labels, notation: str, *, top: bool = True) -> None:
        self._labelled(node, SKOS.Concept, labels)
        self.to.say(node, SKOS.notation, string(notation))
        self.to.say(node, SKOS.inScheme, scheme)
        if top:
            self.to.say(node, SKOS.topConceptOf, scheme)

    def _labelled(self, node: str, kind: str, labels: Labels) -> None:
        self.to.say(node, RDF.type, kind)
        for predicate in (RDFS.label, SKOS.prefLabel):
            self.to.say(node, predicate, zh(labels[0]))
            self.to.say(node, predicate, en(labels[1]))


@cache
def _ontology_triples() -> tuple[tuple[str, str, str | Literal], ...]:
    import rdflib

    graph = rdflib.Graph()
    graph.parse(data=files("kg.graph").joinpath("ontology.ttl").read_text(encoding="utf-8"), format="turtle")
    return tuple(sorted(((str(s), str(p), _neutral(o)) for s, p, o in graph), key=repr))


def _neutral(thing: object) -> str | Literal:
    import rdflib

    if isinstance(thing, rdflib.Literal):
        if thing.language:
            return Literal(str(thing), "", thing.language)
        return Literal(str(thing), str(thing.datatype or XSD.string))
    if isinstance(thing, rdflib.URIRef):
        return str(thing)
    raise ValueError(f"ontology.ttl must hold no blank nodes: {thing!r}")
