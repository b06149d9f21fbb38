"""Files made to hurt end soon, each with one sentence, and leave the machine and the next file as they were."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from benchmarks.hostile import FILES
from kg.errors import DocumentError
from kg.messages import error_text
from kg.readers.limits import DEFAULT_LIMITS
from kg.sample import sample_files
from kg.sandbox import ReadingProcess
from kg.sandbox.patience import processor_seconds

# these take several seconds each; `make soak` reads them
SLOW = {"long-line.txt", "many-packed.txt", "many-tabs.txt", "many-cells.xlsx", "many-lines.pdf"}
QUICK = [name for name in FILES if name not in SLOW]
SECONDS = 10


@pytest.fixture(scope="module")
def process():
    """One reading process for all of them, with the limits that are shipped."""
    process = ReadingProcess()
    yield process
    process.close()


def largest(process):
    """Bytes that the reading process held at most; ``getrusage`` would give those of the parent before ``exec``."""
    status = Path(f"/proc/{process.pid}/status") if process.pid else Path("/nowhere")
    lines = status.read_text().splitlines() if status.is_file() else []
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM")), 0)


def used(process):
    """Processor seconds of reading, that of processes that died included: on a busy machine wall time says little."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime + (processor_seconds(process.pid) if process.pid else 0.0)


@pytest.mark.parametrize("name", QUICK)
def test_a_hostile_file_ends_soon_with_a_sentence(process, name):
    """Bombs, circles, depths and nonsense: less than 10 s of processor time, and one sentence in each language."""
    data = FILES[name]()
    before = used(process)

    with pytest.raises(DocumentError) as caught:
        process.read(data, (name,), {})

    assert used(process) - before < SECONDS
    assert largest(process) < DEFAULT_LIMITS.memory_bytes
    assert error_text(caught.value, "zh").startswith(name)
    assert str(caught.value).startswith(name)


def test_what_hostile_files_did_ends_with_them(process):
    """The next file is read as ever, and no process was ever larger than its limit."""
    path = sample_files()[0]
    fresh = ReadingProcess()
    alone = fresh.read(path.read_bytes(), (path.name,), {})
    fresh.close()

    assert process.read(path.read_bytes(), (path.name,), {}) == alone
    assert 0 < largest(process) < DEFAULT_LIMITS.memory_bytes
