"""The five real documents as one dataset: what a researcher counts in the graph is what stands on the pages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from api.building import build, verify
from api.workspace import open_dataset

PREFIXES = "PREFIX kg: <https://w3id.org/jixiao/ontology/> "


@pytest.fixture(scope="module")
def dataset(corpus, tmp_path_factory):
    """A dataset of the five real documents."""
    directory = tmp_path_factory.mktemp("real") / "dataset"
    build(directory, [corpus])
    return directory


@pytest.fixture(scope="module")
def ask(dataset):
    """Run a query over it and get the rows as plain values."""
    with open_dataset(dataset) as workspace:
        yield lambda query: workspace.sparql(PREFIXES + query).rows()


def test_a_department_in_three_documents_is_counted_once(ask):
    """广州市科学技术协会 published three of the five documents; it is one department, described in one graph."""
    departments = ask("SELECT ?n (COUNT(?d) AS ?k) WHERE { ?d a kg:Department ; kg:name ?n } GROUP BY ?n ORDER BY ?n")
    documents = ask(
        "SELECT ?n (COUNT(?doc) AS ?k) WHERE { ?doc a kg:Document ; kg:department ?d . ?d kg:name ?n }"
        " GROUP BY ?n ORDER BY ?n"
    )
    graphs = ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?d a kg:Department } }")

    assert departments == (("广州市白云区科学技术协会", 1), ("广州市科学技术协会", 1), ("广州市黄埔区科学技术协会", 1))
    assert documents == (("广州市白云区科学技术协会", 1), ("广州市科学技术协会", 3), ("广州市黄埔区科学技术协会", 1))
    assert [str(graph).rsplit("/", 1)[-1] for (graph,) in graphs] == ["registry"]


def test_the_projects_add_up_to_the_printed_total(ask):
    """19 projects, 194,546,300 元, and 0.00 left against the printed 合计."""
    ((count, total),) = ask(
        "SELECT (COUNT(?p) AS ?k) (SUM(?y) AS ?s) WHERE { ?p a kg:Project ; kg:amount ?a . ?a kg:yuan ?y ;"
        " kg:amountKind <https://w3id.org/jixiao/taxonomy/amount/total> }"
    )
    ((printed,),) = ask(
        "SELECT (MAX(?y) AS ?m) WHERE { ?d a kg:ProjectTable ; kg:amount ?a . ?a kg:yuan ?y ;"
        " kg:amountKind <https://w3id.org/jixiao/taxonomy/amount/total> }"
    )

    assert (count, total) == (19, Decimal("194546300"))
    assert printed - total == 0


def test_the_department_and_its_own_unit_are_two(ask):
    """The unit 本级 carries the department's name and is not the department."""
    rows = ask(
        'SELECT ?d ?u WHERE { ?d a kg:Department ; kg:name "广州市科学技术协会" .'
        ' ?u a kg:Unit ; kg:name "广州市科学技术协会" ; kg:unitKind kg:ownUnit ; kg:unitOf ?d }'
    )

    assert len(rows) == 1
    assert rows[0][0] != rows[0][1]


def test_every_target_has_words_and_a_place(ask):
    """No target without its printed words; each printed one has a span whose words and line are known."""
    assert ask("ASK { ?t a kg:Target MINUS { ?t kg:rawText ?raw } }") == ((False,),)
    assert ask('ASK { ?t a kg:Target ; kg:rawText ?raw FILTER(?raw != "") MINUS { ?t kg:source ?s } }') == ((False,),)
    assert ask("ASK { ?t kg:source ?s MINUS { ?s kg:exact ?e ; kg:line ?l ; kg:start ?b ; kg:end ?n } }") == ((False,),)


def test_indicators_by_document_are_what_people_counted(ask):
    """39, 145, 36 + 20, 15 and 15 indicators."""
    rows = ask(
        "SELECT ?f (COUNT(?i) AS ?k) WHERE { ?i a kg:Indicator ; kg:document ?d . ?d kg:fileName ?f }"
        " GROUP BY ?f ORDER BY ?f"
    )

    assert [count for _, count in rows] == [39, 145, 56, 15, 15]


def test_every_span_of_the_build_equals_its_text(dataset):
    """`kg verify` finds nothing: spans, digests, shapes, and no triple in two graphs."""
    _, differences = verify(dataset)

    assert differences == []


def test_the_fusion_beats_bm25_and_lsa_on_the_judged_queries(dataset, shared):
    """By at least .08 nDCG@10 against BM25 1+2-grams, both intervals above 0 (the dev queries are kind to us)."""
    with open_dataset(dataset) as workspace:
        report = workspace.evaluate(shared / "judgements" / "dev.jsonl").to_json()
    lead = report["ndcg_lead"]

    assert report["unknown_names"] == []
    assert lead["bm25"]["mean"] >= 0.08
    assert lead["bm25"]["low"] > 0
    assert lead["lsa+bm25"]["low"] > 0
