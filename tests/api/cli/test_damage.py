"""A damaged dataset: each command says which file and what to do and shows no figure from it; the advice works."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.kg.dataset.tiny import flip


@pytest.fixture
def dataset(sample_dataset, tmp_path):
    """A copy of the sample dataset that may be spoilt."""
    return shutil.copytree(sample_dataset, tmp_path / "dataset")


@pytest.mark.parametrize(
    ("spoilt", "commands"),
    [
        ("records/*.json", [("audit",), ("export", "--format", "records")]),
        ("graph.nq", [("export", "--format", "nquads"), ("export", "--format", "graphml")]),
        ("vectors/vectors.faiss", [("search", "科普讲座"), ("compare", "满意度")]),
        ("vectors/hits.jsonl", [("search", "科普讲座")]),
        ("vectors/documents.jsonl", [("search", "科普讲座")]),
        ("lexical/*.npy", [("search", "科普讲座")]),
        ("store/*.sst", [("sparql", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")]),
        ("store/CURRENT", [("sparql", "ASK { ?s ?p ?o }")]),
        ("manifest.json", [("search", "科普讲座"), ("audit",), ("sparql", "ASK {}")]),
    ],
)
def test_a_changed_byte_is_named_and_a_build_mends_it(kg, dataset, spoilt, commands):
    """One byte of any file that a command reads: 1, its name, nothing shown; `kg build` mends it."""
    build = dataset / "builds" / (dataset / "CURRENT").read_text().strip()
    path = sorted(build.glob(spoilt))[0]
    flip(path)

    for code, out, err in [kg(*command, "--dataset", dataset) for command in commands]:
        assert (code, out) == (1, "")
        assert path.name in err
        assert f"`kg build --dataset {dataset}`" in err
    assert kg("build", "--dataset", dataset)[0] == 0
    assert [kg(*command, "--dataset", dataset)[0] for command in commands] == [0] * len(commands)


@pytest.mark.parametrize("spoilt", ["store/*.sst", "store/CURRENT", "records/*.json"])
def test_verify_says_what_is_damaged_and_never_fails_itself(kg, dataset, spoilt):
    """What cannot even be opened is a difference in the list, with its file."""
    build = dataset / "builds" / (dataset / "CURRENT").read_text().strip()
    path = sorted(build.glob(spoilt))[0]
    flip(path)

    code, out, _ = kg("verify", "--json", "--dataset", dataset)

    assert code == 1
    assert [one["file"] for one in json.loads(out)["differences"]] == [path.relative_to(build).as_posix()]
