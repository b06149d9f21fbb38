"""Loading a store beside the work that makes its lines."""

import errno
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.dataset.lines import write_sorted
from kg.dataset.loading import StoreLoading
from kg.graph.quads import Quad, line, string

ROOT = Path(__file__).resolve().parents[3]


def lines(count, start=0):
    return [line(Quad(f"http://h/{n}", "http://h/p", string(f"值{n}"), "http://h/g")) for n in range(start, count)]


def test_the_store_holds_what_the_file_holds_whatever_the_blocks(tmp_path):
    """Lines given in any order, in many blocks and several times are each once in file and store."""
    made = [*lines(500), *lines(700, 300)]
    with StoreLoading(tmp_path / "store") as loading:
        written = write_sorted(made, tmp_path / "graph.nq", run_lines=64, also=loading.add)
        loading.finish()

    store = Store.read_only(str(tmp_path / "store"))
    assert written.lines == len(store) == 700
    assert sorted(f"{quad} .".encode() for quad in store) == (tmp_path / "graph.nq").read_bytes().splitlines()


def test_an_error_while_lines_are_made_ends_the_thread(tmp_path):
    """Whoever makes lines and fails is not waited for, and leaves no thread behind."""

    def fail():
        with StoreLoading(tmp_path / "store") as loading:
            loading.add("\n".join([*lines(10), ""]).encode())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not [thread for thread in threading.enumerate() if thread.name == "loading"]


def test_a_line_that_is_none_is_told_to_whoever_makes_lines(tmp_path):
    """What the engine refuses ends the making, at the next block or at the end."""

    def load():
        with StoreLoading(tmp_path / "store") as loading:
            loading.add(b"nonsense\n")
            loading.finish()

    with pytest.raises(SyntaxError):
        load()


def test_a_full_disk_below_the_engine_is_an_error_of_the_disk(tmp_path):
    """The engine keeps the words of an error only; its number, which sentences hang on, comes back."""
    program = (
        "import errno, resource, sys; from pathlib import Path\n"
        "from kg.dataset.loading import StoreLoading\n"
        "from tests.kg.dataset.test_loading import lines\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))\n"
        "try:\n"
        "    with StoreLoading(Path(sys.argv[1])) as loading:\n"
        "        loading.add('\\n'.join([*lines(20_000), '']).encode())\n"
        "        loading.finish()\n"
        "except OSError as error:\n"
        "    sys.exit(error.errno)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, tmp_path / "store"], cwd=ROOT, check=False)

    assert done.returncode == errno.EFBIG
