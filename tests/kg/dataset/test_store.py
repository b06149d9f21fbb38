import os
import shutil

import pyoxigraph
import pytest

from kg.dataset import open_build, store_of
from kg.dataset.store import MARKER, damaged_files
from kg.errors import DamagedBuildError
from tests.kg.dataset.tiny import build, flip, pages


def opened(tmp_path):
    build(tmp_path / "dataset", [pages(tmp_path / "sources", a="表 甲\n场次=10场\n")], with_store=True)
    return open_build(tmp_path / "dataset")


def size(build_):
    return len(pyoxigraph.Store.read_only(str(store_of(build_))))


def test_a_build_comes_with_its_store(tmp_path):
    """The store stands when a build is served and holds the graph."""
    one = opened(tmp_path)

    assert one.folder.store.is_dir()
    assert size(one) == one.manifest.counts["quads"]


def test_a_missing_store_is_made_again(tmp_path):
    """Deleting store/ costs nothing but time."""
    one = opened(tmp_path)
    shutil.rmtree(one.folder.store)

    assert size(one) == one.manifest.counts["quads"]


def test_a_store_that_is_half_made_or_of_another_graph_is_never_used(tmp_path):
    """Without the marker of this graph a store is made again."""
    one = opened(tmp_path)
    for marker in (None, "0" * 64, "\udcff"):
        path = one.folder.store / MARKER
        path.unlink()
        if marker is not None:
            path.write_bytes(os.fsencode(marker))
        next(one.folder.store.glob("*.sst")).unlink()

        assert size(one) == one.manifest.counts["quads"]
    assert not list(one.folder.path.glob(".store-*"))


def test_leftovers_of_a_dead_process_are_swept_by_the_next_writer(tmp_path):
    """A reader that died while making a store leaves a folder, which the next build removes."""
    one = opened(tmp_path)
    dead = one.folder.path / ".store-999999999-x"
    living = one.folder.path / f".store-{os.getpid()}-x"
    dead.mkdir()
    living.mkdir()

    result = build(tmp_path / "dataset", [tmp_path / "sources"])

    assert result.unchanged
    assert not dead.exists()
    assert living.exists()


@pytest.mark.parametrize("name", ["*.sst", "CURRENT", "MANIFEST-*"])
def test_a_store_with_a_lost_or_cut_file_is_made_again_by_the_next_query(tmp_path, name):
    """Queries mend what they can see at opening: no file of the store is lost or cut afterwards."""
    one = opened(tmp_path)
    for spoil in (lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:-1])):
        spoil(next(one.folder.store.glob(name)))

        assert size(one) == one.manifest.counts["quads"]


def test_a_store_with_a_changed_byte_is_made_again_by_the_next_build(tmp_path):
    """Building the same input looks at the bytes of the store, so the advice to build helps."""
    one = opened(tmp_path)
    graph = one.manifest.files["graph.nq"].sha256
    table = next(one.folder.store.glob("*.sst"))
    flip(table)
    assert damaged_files(one.folder, graph) == [table.name]

    result = build(tmp_path / "dataset", with_store=True)

    assert result.unchanged
    assert damaged_files(one.folder, graph) == []
    assert size(one) == one.manifest.counts["quads"]


def test_no_store_is_made_from_a_damaged_graph(tmp_path):
    """A changed graph is named; it never becomes what queries answer from."""
    one = opened(tmp_path)
    shutil.rmtree(one.folder.store)
    flip(one.folder.graph)

    with pytest.raises(DamagedBuildError, match=r"graph\.nq"):
        store_of(one)
