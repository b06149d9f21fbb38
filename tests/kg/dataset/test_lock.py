import subprocess
import sys
from pathlib import Path

import pytest

from kg.dataset.lock import writer_lock
from kg.errors import DatasetLockedError
from kg.messages import error_text
from tests.kg.dataset.tiny import build, pages

ROOT = Path(__file__).resolve().parents[3]
HOLD = """
import sys
from pathlib import Path
from kg.dataset.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(directory):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, directory],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    return process


def end(process):
    process.stdin.close()
    process.stdout.close()
    process.wait()


def test_a_second_writer_is_told_who_writes(tmp_path):
    """The second of two writers ends at once and names the first."""
    sources = pages(tmp_path / "sources", a="表 甲\n场次=10场\n")
    first = build(tmp_path / "dataset", [sources])
    process = holder(str(tmp_path / "dataset"))

    with pytest.raises(DatasetLockedError) as refusal:
        build(tmp_path / "dataset", [sources], software="2")
    end(process)

    assert f"pid {process.pid}," in refusal.value.holder
    assert "另一个进程正在写入" in error_text(refusal.value, "zh")
    assert build(tmp_path / "dataset", [sources]).id == first.id


def test_the_lock_of_a_killed_writer_does_not_block(tmp_path):
    """After kill -9 the file and its words are still there, the lock is not."""
    process = holder(str(tmp_path))
    process.kill()
    end(process)

    assert f"pid {process.pid}," in (tmp_path / "lock").read_text()
    with writer_lock(tmp_path):
        assert f"pid {process.pid}," not in (tmp_path / "lock").read_text()


def test_two_writers_in_one_process_are_kept_apart(tmp_path):
    """The kernel's lock is per process; threads of a service are kept apart as well, and it can be had again."""
    with writer_lock(tmp_path):
        with pytest.raises(DatasetLockedError), writer_lock(tmp_path):
            pass
        process = subprocess.run(
            [sys.executable, "-c", HOLD, str(tmp_path)], cwd=ROOT, capture_output=True, check=False, input=b""
        )
        assert b"DatasetLockedError" in process.stderr

    with writer_lock(tmp_path):
        assert (tmp_path / "lock").read_text().startswith("pid ")
