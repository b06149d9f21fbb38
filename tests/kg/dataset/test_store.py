import os
import shutil

import pyoxigraph

from kg.dataset import open_build, store_of
from kg.dataset.store import MARKER
from tests.kg.dataset.tiny import build, pages


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
