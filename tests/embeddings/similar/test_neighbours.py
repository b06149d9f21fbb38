"""Materialised neighbours are what the service answers, and stand in a graph of their own."""

from __future__ import annotations

from collections import defaultdict

import pytest

from api.building import build, verify
from api.cli import main
from embeddings.index.rows import IndicatorRows
from embeddings.similar.likeness import rank_like, repetitions
from embeddings.similar.neighbours import neighbour_quads
from kg.dataset import open_build
from kg.sample import sample_files

GRAPH = "http://localhost:8000/graph/neighbours/jixiao-static-192"


def by_hand(index, row, count):
    """The comparable hits of ``kgs:like``, from the search itself."""
    question, ranking = rank_like(index, row, index.catalogue.rows)
    return [hit["indicator"] for hit in index.hits(question, ranking) if hit["comparable"]][:count]


@pytest.mark.parametrize("count", [1, 3, 50])
def test_neighbours_are_the_best_comparable_hits(index, count):
    """For every indicator exactly the first K that the search finds comparable, none for one without."""
    found = defaultdict(set)
    for near, _, indicator, graph in neighbour_quads(index, count):
        assert graph == GRAPH
        found[indicator].add(near)

    rows = IndicatorRows(index.catalogue)
    expected = {rows.iri(row): set(by_hand(index, row, count)) for row in range(index.catalogue.rows)}
    assert dict(found) == {indicator: near for indicator, near in expected.items() if near}
    assert found


def test_no_indicator_is_its_own_neighbour(index):
    """Neither itself nor its repetition in the same document, which would say nothing."""
    rows = IndicatorRows(index.catalogue)
    for near, _, indicator, _ in neighbour_quads(index, 50):
        assert rows.row(near) not in repetitions(index.catalogue, rows.row(indicator))


def test_the_graph_is_there_and_the_service_agrees(ask, index):
    """The same triple pattern gives the same answer from the graph and from the service."""
    stored = {row[:2] for row in ask(f"SELECT ?i ?x {{ GRAPH <{GRAPH}> {{ ?i kgs:like ?x }} }}")}
    start = sorted(stored)[0][1]
    served = ask(
        f"SELECT ?i {{ SERVICE kg:similar {{ ?i kgs:like <{start}> ; kgs:limit 99 ; kgs:comparable ?c ; kgs:rank ?r }}"
        " FILTER(?c) } ORDER BY ?r LIMIT 3"
    )

    assert {near for near, indicator in stored if indicator == start} == {row[0] for row in served}


def test_the_build_holds_and_is_the_same_each_time(neighbour_dataset, tmp_path):
    """``kg verify`` finds no difference, and the same input gives the same bytes; K is part of the id."""
    first = open_build(neighbour_dataset)
    assert verify(neighbour_dataset) == (first.id, [])
    assert first.manifest.derived_graphs == (GRAPH,)

    files = sample_files()
    again = build(tmp_path / "again", files[::-1], neighbours=3)
    other = build(tmp_path / "again", files, neighbours=2)
    plain = build(tmp_path / "again", files)
    assert again.id == first.id
    assert len({again.id, other.id, plain.id}) == 3
    second = open_build(tmp_path / "again").manifest.derived_graphs
    assert second == ()


def test_the_command_line_builds_them(tmp_path, capsys):
    """``kg build --neighbours K``; K is at least 1."""
    dataset = str(tmp_path / "dataset")
    assert main(["build", str(sample_files()[0]), "--dataset", dataset, "--neighbours", "2"]) == 0
    assert open_build(tmp_path / "dataset").manifest.recipe.neighbours == 2
    assert main(["build", str(sample_files()[0]), "--dataset", dataset, "--neighbours", "0"]) == 2
    assert "--neighbours" in capsys.readouterr().err
