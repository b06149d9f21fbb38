"""A store made from that of the served build holds what one made from the graph does, and leaves the other alone."""

import errno
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.dataset import open_build, store
from kg.dataset.store import MARKER, damaged_files
from kg.dataset.store_change import StoreChange
from tests.kg.dataset.test_carrying import ROOT, holds_graph, made
from tests.kg.dataset.test_loading import lines
from tests.kg.dataset.test_reusing import PAGES, correct
from tests.kg.dataset.tiny import flip, pages

COUNT = 24


@pytest.fixture
def sources(tmp_path):
    texts = {f"p{n:02d}": f"表 {n}\n场次=10场\n甲{n}=3场\n" for n in range(COUNT)}
    return pages(tmp_path / "s", **texts, a=PAGES["a.txt"][0])


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "d"


def tables(build_):
    return {path.stat().st_ino for path in build_.folder.store.glob("*.sst")}


def shares_tables(one, other):
    return bool(tables(one) & tables(other))


def as_it_was(build_):
    return {path.name: path.read_bytes() for path in build_.folder.store.iterdir() if path.name != "LOCK"}


def add(sources):
    pages(sources, q="表 新\n乙=1场\n")


def change(sources):
    pages(sources, p03="表 三\n人次=1人次\n")


def remove(sources):
    (sources / "p03.txt").unlink()


def rename(sources):
    (sources / "p03.txt").rename(sources / "z03.txt")


def name_twice(sources):
    shutil.copyfile(sources / "p03.txt", sources / "z03.txt")


def describe(sources):
    (sources / "documents.csv").write_text("file,fiscal_year,publisher\np03.txt,2023,甲\n", encoding="utf-8")


def share_a_name(sources):
    pages(sources, p03="表 3\n场次=10场\n甲4=3场\n")


def mend(sources):
    correct(sources.parent / "d", "12场")


@pytest.mark.parametrize("edit", [add, change, remove, rename, name_twice, describe, share_a_name, mend])
def test_the_store_of_the_next_build_holds_its_graph(directory, sources, edit):
    """Every quad of the graph, no other, no empty graph; there and back again, with the first store as it was."""
    made(directory, sources)
    first = open_build(directory)
    before, opened = as_it_was(first), Store.read_only(str(first.folder.store))
    shutil.copytree(sources, sources.with_name("kept"))

    edit(sources)
    made(directory, sources)
    second = open_build(directory)
    (directory / "corrections.csv").unlink(missing_ok=True)
    shutil.rmtree(sources)
    sources.with_name("kept").rename(sources)
    pages(sources, r="表 后\n丙=1场\n")
    made(directory, sources)
    third = open_build(directory)

    assert shares_tables(first, second)
    assert shares_tables(second, third)
    assert all(holds_graph(one) and not damaged_files(one.folder, graph_of(one)) for one in (first, second, third))
    assert as_it_was(first) == before
    assert sorted(f"{quad} .".encode() for quad in opened) == first.folder.graph.read_bytes().splitlines()


def graph_of(build_):
    return build_.manifest.files["graph.nq"].sha256


def test_neighbours_come_and_go(directory, sources):
    """Quads that vectors gave are taken in and removed as all others, with their graph."""
    stores = []
    for neighbours in (0, 2, 1, 0):
        made(directory, sources, neighbours=neighbours)
        stores.append(open_build(directory))
        assert holds_graph(stores[-1])
    assert all(shares_tables(one, other) for one, other in pairwise(stores))


def test_what_a_marker_lists_is_all_that_a_changed_store_needs(directory, sources, tmp_path):
    """Logs that the engine leaves behind hold nothing."""
    made(directory, sources)
    add(sources)
    made(directory, sources)
    build_ = open_build(directory)
    (tmp_path / "copy").mkdir()
    for row in (build_.folder.store / MARKER).read_text().splitlines()[1:]:
        name = row.split(" ", 2)[2]
        shutil.copyfile(build_.folder.store / name, tmp_path / "copy" / name)

    assert holds_graph(build_, tmp_path / "copy")


@pytest.mark.parametrize("spoil", [flip, lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize("name", ["*.sst", "CURRENT", MARKER])
def test_a_damaged_store_is_never_passed_on(directory, sources, spoil, name):
    """A byte that is not as it was written: the next store is loaded from the graph."""
    made(directory, sources)
    first = open_build(directory)
    spoil(max(first.folder.store.glob(name), key=lambda path: path.stat().st_size))
    add(sources)

    made(directory, sources)

    assert not shares_tables(first, open_build(directory))
    assert holds_graph(open_build(directory))
    assert damaged_files(open_build(directory).folder, graph_of(open_build(directory))) == []


def test_a_disk_without_hard_links_gets_copies(directory, sources, monkeypatch):
    """Where a file cannot have two names its bytes are copied."""

    def refuse(path, target):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM), str(path))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    made(directory, sources)
    first = open_build(directory)
    names = {path.name for path in first.folder.store.glob("*.sst")}
    add(sources)

    made(directory, sources)

    second = open_build(directory)
    assert not shares_tables(first, second)
    assert names & {path.name for path in second.folder.store.glob("*.sst")}
    assert holds_graph(second)


def test_after_some_changes_a_store_is_loaded_whole(directory, sources, monkeypatch):
    """What changes leave behind (small tables, words that nothing uses) does not pile up."""
    monkeypatch.setattr(store, "_MOST_CHANGES", 2)
    builds = []
    for number in range(5):
        pages(sources, q=f"表 新\n乙={number}场\n")
        made(directory, sources, keep=9)
        builds.append(open_build(directory))
        assert holds_graph(builds[-1])

    assert [shares_tables(one, other) for one, other in pairwise(builds)] == [True, True, False, True]


def test_a_big_change_loads_the_store_whole(directory, sources):
    """Where many lines change although few documents do, all lines are loaded."""
    made(directory, sources)
    first = open_build(directory)

    made(directory, sources, neighbours=5_000)

    assert not shares_tables(first, open_build(directory))
    assert holds_graph(open_build(directory))


def test_a_store_that_the_engine_cannot_change_is_loaded_whole(directory, sources, monkeypatch):
    """Whatever is wrong with a store, a new one can be made of the graph."""

    def fail(change, path):
        Store(str(path))
        raise OSError("corruption")

    made(directory, sources)
    first = open_build(directory)
    monkeypatch.setattr(StoreChange, "apply", fail)
    add(sources)

    made(directory, sources)

    assert not shares_tables(first, open_build(directory))
    assert holds_graph(open_build(directory))


def test_a_full_disk_is_an_error_of_the_disk(tmp_path):
    """As for a whole load: the engine's words get their number back."""
    program = (
        "import resource, sys; from pathlib import Path\n"
        "from kg.dataset.store_change import StoreChange\n"
        "from tests.kg.dataset.test_loading import lines\n"
        "with StoreChange(Path(sys.argv[1])) as change:\n"
        "    change.note(b'', '\\n'.join([*lines(20_000), '']).encode())\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))\n"
        "    try:\n"
        "        change.apply(Path(sys.argv[1]) / 'store')\n"
        "    except OSError as error:\n"
        "        sys.exit(error.errno)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, tmp_path], cwd=ROOT, check=False)

    assert done.returncode == errno.EFBIG


def test_a_change_is_small_beside_many_lines_only(tmp_path):
    """Lines that left and came count alike."""
    with StoreChange(tmp_path) as noted:
        noted.note("\n".join([*lines(2), ""]).encode(), "\n".join([*lines(3), ""]).encode())
        assert noted.lines == 5
        assert noted.is_small(25)
        assert not noted.is_small(24)
