"""Reading many documents, each on its own, through any ``concurrent.futures`` executor, as a stream.

A job is a path and what was said about the file; an outcome is the records as JSON text and the text layer,
or the error that refuses the document. Jobs are handed out a few at a time, so neither a corpus nor its
records are ever in memory. Outcomes come as they finish: whoever writes them must not let that order show.
The default reader reads each file in a limited process of its own (``kg.sandbox``), so threads suffice here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import DocumentError
from kg.sandbox.outcome import ReadOutcome, outcome_of
from kg.sandbox.reader import SandboxedReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.records import Reading

# (bytes, base name, metadata) → what was read, and the text layer that its spans point into.
Reader = Callable[[bytes, str, Mapping[str, str]], "tuple[Reading, str]"]

_AHEAD = 3
_SOON = 0.05


@dataclass(frozen=True, slots=True)
class ReadJob:
    """One document to read: where its bytes are, its digest, all its base names, its metadata."""

    path: str
    digest: str
    names: tuple[str, ...]
    metadata: Mapping[str, str]


read_original: Reader = SandboxedReader()
"""Reads one document with the readers and forms of this package: the default ``Reader``."""


def read_one(read: Reader, job: ReadJob) -> ReadOutcome | DocumentError:
    """Do one job; a document that cannot be read is an answer, anything else that goes wrong is raised."""
    name = job.names[0]
    try:
        if isinstance(read, SandboxedReader):
            return read.read_file(job.path, job.names, job.metadata, digest=job.digest)
        reading, text = read(Path(job.path).read_bytes(), name, job.metadata)
    except DocumentError as error:
        return error
    except Exception as error:
        error.add_note(f"while reading {name} ({job.digest[:16]})")
        raise
    return outcome_of(reading, text, job.names)


def read_all(
    jobs: Iterable[ReadJob],
    read: Reader,
    *,
    workers: int = 1,
    executor: Executor | None = None,
) -> Iterator[tuple[ReadJob, ReadOutcome | DocumentError]]:
    """Read documents and yield each with its outcome, in the order in which they finish.

    Args:
        jobs: Taken one by one, only a few ahead of what is being read.
        read: The reader; with an executor of processes it must be importable by name.
        workers: Files to read at once where no executor is handed in; the default reader has a process for each.
        executor: Any executor of the standard interface; it is used and left running.

    """
    if executor is not None:
        yield from _stream(jobs, read, executor, max(workers, 2) * _AHEAD)
    elif workers <= 1:
        for job in jobs:
            yield job, read_one(read, job)
    else:
        yield from _in_threads(jobs, read, workers)
    if isinstance(read, SandboxedReader):
        read.rest(keep=1)


def _in_threads(
    jobs: Iterable[ReadJob], read: Reader, workers: int
) -> Iterator[tuple[ReadJob, ReadOutcome | DocumentError]]:
    threads: set[int] = set()

    def interrupt() -> None:
        if isinstance(read, SandboxedReader):
            read.interrupt(threads)

    with ThreadPoolExecutor(workers, "reading", initializer=lambda: threads.add(threading.get_ident())) as pool:
        yield from _stream(jobs, read, pool, workers * _AHEAD, interrupt)


def _stream(
    jobs: Iterable[ReadJob],
    read: Reader,
    executor: Executor,
    window: int,
    interrupt: Callable[[], None] | None = None,
) -> Iterator[tuple[ReadJob, ReadOutcome | DocumentError]]:
    running: dict[Future[ReadOutcome | DocumentError], ReadJob] = {}
    waiting = iter(jobs)
    try:
        while True:
            while len(running) < window and (job := next(waiting, None)) is not None:
                running[executor.submit(read_one, read, job)] = job
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()
    finally:
        # whoever leaves early does not wait for what is being read
        begun = [future for future in running if not future.cancel()]
        while interrupt is not None and wait(begun, timeout=_SOON).not_done:
            interrupt()
