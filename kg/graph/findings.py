"""Findings and corrections → quads (核查发现、人工更正): what does not agree, and what a person put right.

In: the findings of one document, or the corrections its reading has taken in. Out: statements of the findings graph
(sentences in Chinese and English, so that no locale changes a build) and of the corrections graph. The places
that a finding cites are described in the graph of their document; here they are only pointed to.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg.corrections.saying import field_label
from kg.graph.concepts import concept
from kg.graph.iris import Iris, finding_slugs
from kg.graph.quads import Quad, en, entity_iri, graph_iri, string, zh
from kg.graph.statements import Statements
from kg.graph.vocabulary import KG, PROV, RDFS
from kg.messages import finding_text, rule_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.records import Correction, Finding

_MOST_IN_LABEL = 40


def findings_quads(doc: str, findings: Sequence[Finding], base_iri: str) -> list[Quad]:
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


def correction_quads(doc: str, corrections: Iterable[Correction], base_iri: str) -> list[Quad]:
    """Return a document's part of the corrections graph: what was read, what a person says it is, why and who."""
    to = Statements(graph_iri(base_iri, "corrections"))
    iris = Iris(doc, base_iri)
    for one in corrections:
        node = iris.correction(one.kind, one.ordinal, one.field)
        to.describe(node, "Correction", f"{field_label(one.field)}：{_short(one.was)} → {_short(one.becomes)}")
        about = one.kind if one.kind == "document" else f"{one.kind}/{one.ordinal}"
        to.say(node, KG.about, iris.about(about))
        to.words(node, KG.field, one.field)
        to.words(node, KG.was, one.was, also_empty=True)
        to.words(node, KG.becomes, one.becomes, also_empty=True)
        to.words(node, KG.reason, one.reason)
        if one.by:
            to.say(node, PROV.wasAttributedTo, string(one.by))
        to.day(node, KG.madeOn, date.fromisoformat(one.date) if one.date else None)
    return to.quads


def _short(words: str) -> str:
    return words if len(words) <= _MOST_IN_LABEL else f"{words[:_MOST_IN_LABEL]}…"
