"""Graphs of documents that are carried over from the served build never show in any byte of the new one."""

import dataclasses
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.dataset import (
    build_dataset,
    current_id,
    graph_making,
    mapping_code,
    open_build,
    store_change,
    store_of,
    verify_build,
)
from kg.dataset.carrying import KEYS
from kg.dataset.mapping import map_quads
from kg.dataset.mapping_code import BESIDE_MAPPING, mapping_digest
from kg.graph.quads import Quad
from kg.sample import sample_files
from tests.kg.dataset import tiny
from tests.kg.dataset.test_reusing import STATES, correct, lay, of_build
from tests.kg.dataset.tiny import BASE, build, fingerprint, flip, pages

ROOT = Path(__file__).resolve().parents[3]


class Mapping:
    """The package's own mapping, which notes what it need not map."""

    def __init__(self):
        self.carried = frozenset()

    def __call__(self, given):
        self.carried = given.carried
        return map_quads(given)


def across(readings):
    """Find the same name in two documents, in words that the catalogue has."""
    words = {"name": "名", "column": "列"}
    return [dataclasses.replace(one, rule="missing-value", params=words) for one in tiny.audit(readings)]


def deriving(neighbours):
    return lambda *_: [Quad(f"{BASE}a{n}", f"{BASE}near", f"{BASE}b", f"{BASE}graph/near") for n in range(neighbours)]


def made(directory, sources, mapping="1", neighbours=0, **options):
    parts = {"audit": across, "derive": deriving(neighbours), "map_graph": map_quads, "with_store": True}
    return build(directory, [sources], yes=True, mapping=mapping, neighbours=neighbours, **parts | options)


def holds_graph(build_, store=None):
    """Say whether a store holds the quads of the graph, all of them and no others, and no graph besides."""
    found = Store.read_only(str(store or store_of(build_)))
    quads = sorted(f"{quad} .".encode() for quad in found)
    graphs = {str(quad.graph_name) for quad in found}
    assert {str(graph) for graph in found.named_graphs()} == graphs
    return quads == build_.folder.graph.read_bytes().splitlines()


def spoil(directory, how):
    """Damage what the served build would give."""
    if how is None or current_id(directory) is None:
        return
    served = open_build(directory)
    if how == "lost store":
        shutil.rmtree(served.folder.store)
    elif how == "store":
        flip(max(served.folder.store.glob("*.sst"), key=lambda path: path.stat().st_size))
    else:
        flip(served.folder.path / how)


STEPS = st.tuples(
    STATES,
    st.sampled_from([None, "11场", "12场"]),
    st.sampled_from([BASE, BASE, "http://另/"]),
    st.sampled_from([0, 0, 2]),
    st.sampled_from(["1", "1", "1", "2"]),
    st.sampled_from([None, None, None, KEYS, "graph.nq", "store", "lost store"]),
)


@settings(max_examples=8, deadline=None)
@given(st.lists(STEPS, min_size=3, max_size=4), st.sampled_from([0, 0, 5]))
def test_a_build_that_carries_graphs_over_has_the_bytes_of_one_from_scratch(steps, share):
    """Whatever came, went, changed, was corrected, got another base, neighbours or mapping, or was damaged."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for module in (graph_making, store_change):  # with 0 every store is made from the one before
            patch.setattr(module, "SHARE", share)
        top = Path(folder)
        for number, (state, becomes, base, neighbours, mapping, how) in enumerate(steps):
            lay(top / "s", state)
            correct(top / "d", becomes)
            correct(top / str(number), becomes)
            spoil(top / "d", how)
            options = {"mapping": mapping, "neighbours": neighbours, "base_iri": base}

            result = made(top / "d", top / "s", **options)

            scratch = made(top / str(number), top / "s", with_store=False, **options)
            assert result.id == scratch.id
            ours, theirs = of_build(top / "d", result.id), of_build(top / str(number), result.id)
            if result.unchanged:  # what maps is no part of the id
                ours = {name: theirs[name] if name.endswith((KEYS, "manifest.json")) else ours[name] for name in ours}
            assert ours == theirs
            opened = open_build(top / "d")
            assert holds_graph(opened)
            assert verify_build(opened, map_graph=map_quads, audit=across) == []


COUNT = 12


@pytest.fixture
def sources(tmp_path):
    return pages(tmp_path / "s", **{f"p{n:02d}": f"表 {n}\n场次=10场\n甲{n}=3场\n" for n in range(COUNT)})


def digests_of(result, *names):
    return {document.id for document in result.documents if document.names[0] in {f"{name}.txt" for name in names}}


def test_only_documents_that_changed_are_mapped(tmp_path, sources):
    """New and changed documents are mapped, and those in which another place is cited; no other."""
    mapping = Mapping()
    first = made(tmp_path / "d", sources, map_graph=mapping)
    assert mapping.carried == frozenset()
    pages(sources, p03="表 三\n人次=1人次\n", q="表 新\n乙=1场\n")

    result = made(tmp_path / "d", sources, map_graph=mapping)

    new = {document.id for document in result.documents} - {document.id for document in first.documents}
    assert len(new) == 2
    # the first of those that share a name is cited by all findings
    cited = {across(open_build(tmp_path / "d").readings())[0].sources[0].document_id}
    assert {document.id for document in result.documents} - new - cited <= mapping.carried
    assert mapping.carried.isdisjoint(new)
    assert verify_build(open_build(tmp_path / "d"), map_graph=map_quads, audit=across) == []


def test_a_place_that_is_cited_no_more_leaves_the_graph_of_its_document(tmp_path):
    """What a finding over several documents cites in one that did not change comes and goes with the finding."""
    sources = pages(tmp_path / "s", a="表 甲\n场次=10场\n", b="表 乙\n场次=3场\n", c="表 丙\n人次=3人次\n")
    mapping, seen = Mapping(), []
    for other in ("场次=3场", "篇数=3篇", "场次=3场"):
        pages(sources, b=f"表 乙\n{other}\n")
        result = made(tmp_path / "d", sources, map_graph=mapping)
        seen.append(len(digests_of(result, "a", "c") & mapping.carried))

        made(tmp_path / f"{len(seen)}", sources)
        assert of_build(tmp_path / "d", result.id) == of_build(tmp_path / f"{len(seen)}", result.id)

    assert seen[0] == 0
    assert set(seen[1:]) == {1}, "the third has nothing to do with it"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"base_iri": "http://另/"}),
        ({}, {"mapping": "2"}),
        ({"mapping": ""}, {}),
        ({}, {"mapping": ""}),
    ],
)
def test_another_base_or_mapping_carries_nothing(tmp_path, sources, before, after):
    """Whatever decides the graphs besides the records: where it is another or not known, all is mapped."""
    mapping = Mapping()
    made(tmp_path / "d", sources, **before)
    pages(sources, q="表 新\n乙=1场\n")

    made(tmp_path / "d", sources, map_graph=mapping, **after)

    assert mapping.carried == frozenset()


@pytest.mark.parametrize("name", [KEYS, "graph.nq"])
def test_damaged_keys_or_graph_are_never_used(tmp_path, sources, name):
    """A byte that is not as the manifest says: all is mapped, and the new build is whole."""
    mapping = Mapping()
    made(tmp_path / "d", sources)
    flip(open_build(tmp_path / "d").folder.path / name)
    pages(sources, q="表 新\n乙=1场\n")

    made(tmp_path / "d", sources, map_graph=mapping)

    assert mapping.carried == frozenset()
    assert verify_build(open_build(tmp_path / "d"), map_graph=map_quads, audit=across) == []


@pytest.mark.parametrize("at", ["map:5", "store", "seal", "publish"])
def test_a_kill_in_the_middle_leaves_the_served_build_to_carry_from(tmp_path, sources, at):
    """kill -9 while graph or store are made: the served build stands, and the next one carries from it."""
    parts = {"audit": tiny.audit, "derive": tiny.derive, "with_store": True}
    first = build(tmp_path / "d", [sources], **parts)
    pages(sources, q="表 新\n乙=1场\n")
    before = fingerprint(tmp_path / "d" / "builds" / first.id)
    command = [sys.executable, "-m", "tests.kg.dataset.tiny", tmp_path / "d", "1", at, sources]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), stderr=subprocess.DEVNULL, check=False)
    assert done.returncode == -signal.SIGKILL
    assert current_id(tmp_path / "d") == first.id
    assert fingerprint(tmp_path / "d" / "builds" / first.id) == before
    assert holds_graph(open_build(tmp_path / "d"))

    result = build(tmp_path / "d", [sources], **parts)

    build(tmp_path / "scratch", [sources], **parts)
    assert of_build(tmp_path / "d", result.id) == of_build(tmp_path / "scratch", result.id)
    assert holds_graph(open_build(tmp_path / "d"))


def test_the_digest_of_the_mapping_code_covers_all_that_mapping_imports():
    """No module of ours that makes a graph is left out of what says that mapping has changed."""
    program = (
        "import sys; from kg import record_json; from kg.dataset.manifest import Manifest, Recipe\n"
        "from kg.dataset.mapping import GraphInput, map_quads\n"
        "readings = [record_json.loads(open(path, encoding='utf-8').read()) for path in sys.argv[1:]]\n"
        "assert len(list(map_quads(GraphInput(Manifest(Recipe('1'), (), {}, {}), readings, ())))) > 1000\n"
        "print(*sorted(name for name in sys.modules if name.startswith('kg.')))"
    )
    with tempfile.TemporaryDirectory() as folder:
        build_dataset(Path(folder) / "d", sample_files(), with_store=False)
        records = sorted(open_build(Path(folder) / "d").folder.records.iterdir())
        command = [sys.executable, "-c", program, *map(str, records)]
        imported = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()

    assert not {name for name in imported if name.split(".")[1] in BESIDE_MAPPING}
    covered = {name for name, _ in mapping_code.sources(BESIDE_MAPPING)}
    assert {"graph/documents.py", "dataset/mapping.py", "catalogue.json", "records.py"} <= covered


def test_the_digest_of_mapping_is_of_the_own_mapping_only(monkeypatch):
    """Changed code is another digest; of a mapper of others nothing is known."""
    plain = mapping_digest(map_quads)
    known = tuple(mapping_code.sources(BESIDE_MAPPING))
    with monkeypatch.context() as patch:
        patch.setattr(mapping_code, "sources", lambda without: iter(known[1:]))
        mapping_code.code_digest.cache_clear()
        other = mapping_digest(map_quads)
    mapping_code.code_digest.cache_clear()

    assert plain != other
    assert mapping_digest(map_quads) == plain
    assert mapping_digest(tiny.map_graph) == ""
