"""Reading many documents, each on its own, through any ``concurrent.futures`` executor, as a stream.

A job is a path and what was said about the file; an outcome is the records as JSON text and the text layer,
or the error that refuses the document. Jobs are handed out a few at a time, so neither a corpus nor its
records are ever in memory. Outcomes come as they finish: whoever writes them must not let that order show.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import record_json
from kg.errors import DocumentError
from kg.records import Reading, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# (bytes, base name, metadata) → what was read, and the text layer that its spans point into.
Reader = Callable[[bytes, str, Mapping[str, str]], tuple[Reading, str]]

KINDS = (
    "projects",
    "tasks",
    "indicators",
    "amounts",
    "scores",
    "executions",
    "duties",
    "statements",
    "findings",
)
_AHEAD = 3


@dataclass(frozen=True, slots=True)
class ReadJob:
    """One document to read: where its bytes are, its digest, all its base names, its metadata."""

    path: str
    digest: str
    names: tuple[str, ...]
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What one document gave: records (JSON text), text layer, form, counts by kind, organisations."""

    records: str
    text: str
    form: str
    counts: Mapping[str, int]
    departments: frozenset[str]
    units: frozenset[tuple[str, str]]


def read_original(data: bytes, name: str, metadata: Mapping[str, str]) -> tuple[Reading, str]:
    """Read one document with the readers and forms of this package: the default ``Reader``."""
    from kg.reading import read_bytes
    from kg.text import TextLayer

    return read_bytes(data, name, metadata=metadata), TextLayer.from_bytes(data, name).text


def read_one(read: Reader, job: ReadJob) -> ReadOutcome | DocumentError:
    """Do one job; a document that cannot be read is an answer, anything else that goes wrong is raised."""
    name = job.names[0]
    try:
        reading, text = read(Path(job.path).read_bytes(), name, job.metadata)
    except DocumentError as error:
        return error
    except Exception as error:
        error.add_note(f"while reading {name} ({job.digest[:16]})")
        raise
    document = dataclasses.replace(reading.document, names=job.names)
    reading = dataclasses.replace(reading, document=document)
    counts = Counter({kind: len(getattr(reading, kind)) for kind in KINDS})
    counts.update({f"findings_{severity}": 0 for severity in Severity})
    counts.update(f"findings_{finding.severity}" for finding in reading.findings)
    return ReadOutcome(
        record_json.dumps(reading),
        text,
        document.form.value,
        dict(counts),
        frozenset(department.name for department in reading.departments),
        frozenset((unit.department, unit.name) for unit in reading.units),
    )


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
        read: The reader; with processes it must be importable by name.
        workers: Processes to start where no executor is handed in; 1 reads in this process.
        executor: Any executor of the standard interface; it is used and left running.

    """
    if executor is not None:
        yield from _stream(jobs, read, executor, max(workers, 2) * _AHEAD)
    elif workers <= 1:
        for job in jobs:
            yield job, read_one(read, job)
    else:
        pool = _processes(workers)
        try:
            yield from _stream(jobs, read, pool, workers * _AHEAD)
        finally:
            pool.shutdown(cancel_futures=True)


def _stream(
    jobs: Iterable[ReadJob], read: Reader, executor: Executor, window: int
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
        for future in running:
            future.cancel()


def _processes(workers: int) -> ProcessPoolExecutor:
    import multiprocessing

    # Not fork: the parent may run threads (models, stores), and a forked child would inherit its locks.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Let a worker end when its parent is killed; the standard pool leaves it waiting for ever."""
    import multiprocessing
    import os
    import threading
    from multiprocessing.connection import wait as wait_for

    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait_for([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
