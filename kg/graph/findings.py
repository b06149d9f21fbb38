"""Findings and corrections → quads (核查发现、人工更正): what does not agree, and what a person put right.

In: the findings of one document, or lines of ``corrections.csv``. Out: statements of the findings graph
(sentences in Chinese and English, so that no locale changes a build) and of the corrections graph. The places
that a finding cites are described in the graph of their document; here they are only pointed to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph.concepts import concept
from kg.graph.iris import Iris, finding_slugs
from kg.graph.quads import Quad, en, entity_iri, graph_iri, string, zh
from kg.graph.statements import Statements
from kg.graph.vocabulary import DEFAULT_BASE_IRI, KG, PROV, RDFS
from kg.messages import finding_text, rule_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from kg.records import Finding


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's correction of a reading (人工更正).

    Attributes:
        doc: Document id (first 16 hex digits of its digest).
        kind: ``indicator``, ``project`` and so on, or ``document`` (ordinal 0).
        ordinal: Which one.
        field: Name of the field in the records.
        was: What was read.
        becomes: What a person says it is.
        reason: Why.
        by: Who says so.
        made_on: The day it was made, as the person wrote it down.

    """

    doc: str
    kind: str
    ordinal: int
    field: str
    was: str
    becomes: str
    reason: str
    by: str
    made_on: date | None


def findings_quads(doc: str, findings: Sequence[Finding], base_iri: str = DEFAULT_BASE_IRI) -> list[Quad]:
    """Return the quads of a document's findings; equal findings are one node."""
    to = Statements(graph_iri(base_iri, "findings"))
    iris = Iris(doc, base_iri)
    said: set[str] = set()
    for slug, finding in zip(finding_slugs(doc, findings), findings, strict=True):
        if slug in said:
            continue
        said.add(slug)
        node = entity_iri(base_iri, "finding", slug)
        to.describe(node, "Finding", rule_label(finding.rule, "zh"), rule_label(finding.rule, "en"))
        to.say(node, KG.rule, concept("rule", finding.rule))
        to.individual(node, KG.severity, finding.severity.value)
        to.say(node, KG.document, iris.document)
        for about in sorted(set(finding.about)):
            to.say(node, KG.about, iris.about(about))
        to.words(node, KG.arithmetic, finding.arithmetic)
        to.figure(node, KG.statedValue, finding.stated)
        to.figure(node, KG.lower, finding.lower)
        to.figure(node, KG.upper, finding.upper)
        to.say(node, RDFS.comment, zh(finding_text(finding.rule, finding.params, "zh")))
        to.say(node, RDFS.comment, en(finding_text(finding.rule, finding.params, "en")))
        for source in finding.sources:
            cited = Iris(source.document_id, base_iri)
            for span in source.spans:
                to.say(node, KG.source, cited.span(span))
    return list(dict.fromkeys(to.quads))


def correction_quads(corrections: Iterable[Correction], base_iri: str = DEFAULT_BASE_IRI) -> list[Quad]:
    """Return the corrections graph: what was read, what a person says it is, why and who."""
    to = Statements(graph_iri(base_iri, "corrections"))
    for one in corrections:
        slug = f"{one.doc}-{one.kind}-{one.ordinal}-{one.field}"
        node = entity_iri(base_iri, "correction", slug)
        to.describe(node, "Correction", f"{one.field}：{one.was} → {one.becomes}")
        about = one.kind if one.kind == "document" else f"{one.kind}/{one.ordinal}"
        to.say(node, KG.about, Iris(one.doc, base_iri).about(about))
        to.words(node, KG.field, one.field)
        to.words(node, KG.was, one.was, also_empty=True)
        to.words(node, KG.becomes, one.becomes, also_empty=True)
        to.words(node, KG.reason, one.reason)
        if one.by:
            to.say(node, PROV.wasAttributedTo, string(one.by))
        to.day(node, KG.madeOn, one.made_on)
    return to.quads
