"""Findings and corrections in the graph."""

from __future__ import annotations

from decimal import Decimal

from kg.graph.findings import correction_quads, findings_quads
from kg.graph.iris import Iris
from kg.graph.vocabulary import KG, KGT, PROV, RDFS
from kg.records import Correction
from tests.kg.graph.readings import Page, finding

BASE = "http://h/"


def test_a_finding_says_rule_figures_and_both_sentences():
    """Numbers stand as numbers; the sentence stands in both languages, whatever the locale."""
    page = Page("a")
    one = finding(page, "indicator/2", stated=Decimal("95.640"), lower=Decimal("97.78"))
    quads = findings_quads(page.id, [one], BASE)
    said = {quad.predicate: quad.object for quad in quads}

    assert said[KG.rule] == f"{KGT}rule/{one.rule}"
    assert said[KG.about] == Iris(page.id, BASE).numbered("indicator", 2)
    assert said[KG.statedValue].text == "95.64"
    assert said[KG.lower].text == "97.78"
    assert KG.upper not in said
    languages = sorted(quad.object.language for quad in quads if quad.predicate == RDFS.comment)
    assert languages == ["en", "zh"]


def test_equal_findings_are_one_node():
    """The same thing found twice is one finding."""
    page = Page("a")
    source = page.source("49.64")
    twice = [finding(page, "document", source=source), finding(page, "document", source=source)]

    assert findings_quads(page.id, twice, BASE) == findings_quads(page.id, twice[:1], BASE)


def test_a_finding_over_two_documents_cites_places_of_both():
    """A place is cited under the document it stands in."""
    page, other = Page("a"), Page("b")
    quads = findings_quads(page.id, [finding(page, "document", source=other.source("第九届"))], BASE)

    cited = [quad.object for quad in quads if quad.predicate == KG.source]
    assert cited == [f"{BASE}id/span/{other.id}-0-3"]


def test_a_correction_keeps_what_was_read():
    """What was read, what a person says it is, why, who and when."""
    one = Correction("indicator", 3, "name", "平合", "平台", "笔误", "张三", "2025-01-02")
    quads = correction_quads("a" * 16, [one], BASE)
    said = {quad.predicate: getattr(quad.object, "text", quad.object) for quad in quads}

    assert {quad.subject for quad in quads} == {f"{BASE}id/correction/{'a' * 16}-indicator-3-name"}
    assert {quad.graph for quad in quads} == {f"{BASE}graph/corrections"}

    assert said[KG.about] == f"{BASE}id/indicator/{'a' * 16}-3"
    assert (said[KG.was], said[KG.becomes]) == ("平合", "平台")
    assert said[PROV.wasAttributedTo] == "张三"
    assert said[KG.madeOn] == "2025-01-02"
