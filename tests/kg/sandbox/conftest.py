"""What the tests of reading processes share."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from kg.readers.limits import DEFAULT_LIMITS, MIB
from kg.sandbox import ReadingProcess
from tests.kg.sandbox import faults

QUICK = replace(
    DEFAULT_LIMITS, memory_bytes=256 * MIB, cpu_seconds=1, wall_seconds=30, stall_seconds=1, answer_bytes=MIB
)


@pytest.fixture(scope="module")
def process():
    """A reading process with the reader of deeds and low limits; it is replaced whenever it dies."""
    process = ReadingProcess(QUICK, entry=faults.ENTRY)
    yield process
    process.close()


@pytest.fixture
def do(process):
    """Have the reading process do a deed; returns the text that comes back."""

    def doing(deed, **metadata):
        return process.read(deed.encode(), ("a.pdf", "b.pdf"), metadata).text

    return doing


def is_alive(pid):
    """Whether a process runs; one that has ended and was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    except OSError:
        return False


def open_descriptors():
    """How many descriptors this process has."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208
