"""The names of the graph (本体用语): namespaces, classes, properties, enumerations, functions, kinds of IRIs.

In: nothing. Out: constants that mapping, shapes, export and queries use, so that a misspelt name is an error
at once (``KG.fileNam`` raises) instead of an empty result years later. Labels, comments and the ties to W3C
vocabularies stand in ``ontology.ttl``; a test holds the two equal. Nothing here knows rdflib.
"""

from __future__ import annotations

from typing import Final


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


ONTOLOGY_IRI: Final = "https://w3id.org/jixiao/ontology/"
ONTOLOGY_VERSION: Final = "0.1.0"
ONTOLOGY_VERSION_IRI: Final = f"{ONTOLOGY_IRI}{ONTOLOGY_VERSION}"
DEFAULT_BASE_IRI: Final = "http://localhost:8000/"

CLASSES: Final = _names(
    """
    Document Declaration ProjectTable SelfEvaluation ProjectSelfEvaluation IndicatorLibrary
    Organization Department Unit Project Task Indicator IndicatorValue Target Result Component Amount
    Score Execution TextSpan Finding Correction Build ComparableConcept Alignment
    """
)
PROPERTIES: Final = _names(
    """
    name ordinal printedNumber document source
    fileName digest textDigest form department mentions fiscalYear fiscalYearBasis fiscalYearEvidence title
    publisher publishedAt issued retrieved license pages overallGoal revisionOf
    alias level divisionCode guidedBy unitOf unitKind
    unit amount group content expectedOutcome
    scope project category mappedCategory level1 level2 target result weight scored deviationReason measure
    comparableTo
    rawText kind component residue deadlineText deadlineDate period assesses printedRate printedRateText
    attainment position componentLabel comparator value upperValue printedValue measureUnit dimension
    approximate per every baseline formula role partOf assumed
    yuan printedScale amountKind fundSource
    fullScore selfScore isTotal table throughMonth adjustmentRate controlRate progress executionRate
    start end exact page line row column sheet box
    rule severity about arithmetic lower upper statedValue
    field was becomes reason madeOn
    formatVersion softwareVersion modelDigest inputDigest
    alignmentMethod alignmentScore alignmentState member concept
    """
)
# Property -> the individuals it may point to; the local names are the JSON strings.
ENUMERATIONS: Final[dict[str, tuple[str, ...]]] = {
    "level": ("national", "province", "city", "district", "township", "unknown"),
    "fiscalYearBasis": ("stated", "inferred", "given"),
    "unitKind": ("ownUnit", "subordinateUnit", "innerOffice"),
    "scope": ("departmentScope", "projectScope", "libraryScope"),
    "kind": ("quantity", "mixed", "qualitative", "deadline", "missing", "unreadable"),
    "period": ("annual", "whole"),
    "comparator": ("eq", "ge", "gt", "le", "lt", "between"),
    "every": ("year", "quarter", "month", "week", "day"),
    "role": ("promise", "context", "part", "total"),
    "assumed": ("unitAssumed", "dimensionAssumed"),
    "table": ("adjustmentTable", "progressTable"),
    "severity": ("error", "check", "info"),
    "alignmentState": ("accepted", "proposed", "rejected"),
}
INDIVIDUALS: Final = frozenset(name for names in ENUMERATIONS.values() for name in names)
FUNCTIONS: Final = _names("similar similarity median p10 p25 p75 p90")
SEARCH_NAMES: Final = _names("text like limit minScore score rank dense lexical why comparable among")

# The only values of ``/id/{kind}/`` and what each kind is.
KINDS: Final[dict[str, str]] = {
    "document": "Document",
    "department": "Department",
    "unit": "Unit",
    "project": "Project",
    "task": "Task",
    "indicator": "Indicator",
    "score": "Score",
    "execution": "Execution",
    "target": "Target",
    "result": "Result",
    "component": "Component",
    "amount": "Amount",
    "span": "TextSpan",
    "finding": "Finding",
    "concept": "ComparableConcept",
    "correction": "Correction",
    "build": "Build",
    "alignment": "Alignment",
}
# Sections of the taxonomy: ``kgt:{section}/…``.
SECTIONS: Final = ("category", "form", "unit", "dimension", "measure", "amount", "fund", "rule")
# Leaf -> superclass asserted beside it.
SUPERCLASSES: Final[dict[str, str]] = {
    "Declaration": "Document",
    "ProjectTable": "Document",
    "SelfEvaluation": "Document",
    "ProjectSelfEvaluation": "Document",
    "IndicatorLibrary": "Document",
    "Department": "Organization",
    "Unit": "Organization",
    "Target": "IndicatorValue",
    "Result": "IndicatorValue",
}


class Namespace:
    """A namespace whose attributes are full IRIs; an unknown name raises ``AttributeError``.

    >>> KG.fileName, str(KG)
    ('https://w3id.org/jixiao/ontology/fileName', 'https://w3id.org/jixiao/ontology/')

    """

    def __init__(self, iri: str, names: frozenset[str]) -> None:
        self._iri = iri
        self._names = {name: iri + name for name in sorted(names)}
        # Plain attributes: mapping looks up several for every quad.
        self.__dict__.update(self._names)

    def __str__(self) -> str:
        return self._iri

    def __getattr__(self, name: str) -> str:
        raise AttributeError(f"no name {name!r} in this namespace")

    def names(self) -> tuple[str, ...]:
        """Return all local names, sorted."""
        return tuple(self._names)


KG: Final = Namespace(ONTOLOGY_IRI, CLASSES | PROPERTIES | INDIVIDUALS | FUNCTIONS)
KGT: Final = "https://w3id.org/jixiao/taxonomy/"
KGS: Final = Namespace("https://w3id.org/jixiao/search/", SEARCH_NAMES)

RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", frozenset({"type"}))
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#", frozenset({"label", "comment"}))
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#", frozenset({"versionIRI"}))
XSD: Final = Namespace(
    "http://www.w3.org/2001/XMLSchema#",
    frozenset({"string", "decimal", "integer", "boolean", "date", "anyURI"}),
)
SKOS: Final = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    _names("ConceptScheme Concept prefLabel altLabel notation broader inScheme topConceptOf exactMatch closeMatch"),
)
PROV: Final = Namespace("http://www.w3.org/ns/prov#", frozenset({"wasAttributedTo"}))
SCHEMA: Final = Namespace("https://schema.org/", frozenset({"currency"}))
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#", frozenset({"Dataset", "version"}))
VOID: Final = Namespace(
    "http://rdfs.org/ns/void#",
    frozenset({"Dataset", "uriSpace", "sparqlEndpoint", "vocabulary", "documents", "triples"}),
)

# Prefixes as documented; queries and exports declare these.
PREFIXES: Final[dict[str, str]] = {
    "kg": str(KG),
    "kgt": KGT,
    "kgs": str(KGS),
    **{f"kgt{section}": f"{KGT}{section}/" for section in SECTIONS},
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "owl": str(OWL),
    "xsd": str(XSD),
    "skos": str(SKOS),
    "prov": str(PROV),
    "schema": str(SCHEMA),
    "dcat": str(DCAT),
    "void": str(VOID),
}
