"""The reader that everybody uses: from threads and processes, from a path or bytes, equal to reading in line."""

from __future__ import annotations

import hashlib
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from kg import read_document, record_json
from kg.dataset.reading_jobs import ReadJob, read_all, read_original
from kg.errors import FileLimitError, NotAFileError, NotFoundError, OptionError, ReadingEndedError
from kg.messages import error_text
from kg.readers.limits import MIB
from kg.reading import read_bytes
from kg.sample import sample_files
from kg.sandbox import ReadOutcome, SandboxedReader, enforced, limits_in_force
from kg.sandbox.restrictions import MEASURES
from tests.kg.sandbox import faults
from tests.kg.sandbox.conftest import QUICK, is_alive

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def deeds():
    """A reader with the deeds of ``faults``."""
    reader = SandboxedReader(QUICK, faults.ENTRY)
    yield reader
    reader.rest()


def job(path, **changed):
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return ReadJob(**{"path": str(path), "digest": digest, "names": (path.name,), "metadata": {}, **changed})


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.name)
def test_records_are_those_of_reading_in_line(path):
    """A reading process changes nothing: same records, same text layer, same counts of organisations."""
    data = path.read_bytes()
    reading = read_bytes(data, path.name, metadata={"title": "甲"})

    outcome = SandboxedReader().read_file(path, metadata={"title": "甲"})
    again, text = SandboxedReader()(data, path.name, {"title": "甲"})

    assert outcome.records == record_json.dumps(reading)
    assert (again, text) == (reading, outcome.text)
    assert outcome.counts["indicators"] == len(reading.indicators)
    assert outcome.departments == {department.name for department in reading.departments}
    assert read_document(path, metadata={"title": "甲"}) == reading


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path):
    """The digest that a job names is that of the bytes that were read, or there are no records."""
    path = tmp_path / "a.txt"
    path.write_bytes(sample_files()[0].read_bytes())
    before = job(path)
    path.write_bytes(sample_files()[1].read_bytes())

    [(_, outcome)] = read_all([before], read_original)

    assert isinstance(outcome, ReadingEndedError)
    assert "the file changed while being read" in str(outcome)
    assert "文件在读的过程中变了" in error_text(outcome, "zh")


def test_a_file_that_is_too_large_is_not_even_handed_over(tmp_path, monkeypatch):
    """The size is checked before anything else; the setting changes it."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * (2 * MIB))
    monkeypatch.setenv("KG_LIMIT_FILE_MIB", "1")

    with pytest.raises(FileLimitError, match=r"2\.0 MiB, the limit is 1 MiB"):
        read_document(path)


def test_what_is_no_file_is_said(tmp_path):
    """A name without a file, and a folder, are errors of whoever asked."""
    with pytest.raises(NotFoundError):
        read_document(tmp_path / "none.txt")
    with pytest.raises(NotAFileError):
        read_document(tmp_path)


def test_threads_read_at_once_each_in_a_process_of_its_own(deeds):
    """Two threads, two processes, at the same time; one that dies leaves the other alone."""
    with ThreadPoolExecutor(3) as pool:
        slow = [pool.submit(deeds.read, b"slow_but_alive", (f"{n}.txt",), {}) for n in range(2)]
        bad = pool.submit(deeds.read, b"crash", ("bad.txt",), {})
        one, two = (tuple(map(float, future.result().text.split())) for future in slow)
        assert isinstance(bad.exception(), ReadingEndedError)

    assert max(one[0], two[0]) < min(one[1], two[1])  # both were being read for a while


def test_files_read_in_threads_are_those_read_in_line():
    """Whatever the number of workers or the executor, each document has the same outcome."""
    jobs = [job(path) for path in sample_files()]

    def outcomes(**options):
        return {done.path: outcome for done, outcome in read_all(jobs, read_original, **options)}

    in_line = outcomes()
    with ThreadPoolExecutor(2) as executor:
        assert outcomes(workers=2) == outcomes(executor=executor) == in_line
    assert all(isinstance(outcome, ReadOutcome) for outcome in in_line.values())


def test_an_executor_of_processes_starts_reading_processes_in_each(deeds):
    """A reader travels to other processes with its limits, and reads there in processes of theirs."""
    assert pickle.loads(pickle.dumps(deeds)) == deeds
    here = deeds.read(b"ok", ("a.txt",), {}).text
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        first = executor.submit(deeds.read, b"ok", ("a.txt",), {}).result().text
        second = executor.submit(deeds.read, b"ok", ("a.txt",), {}).result().text
        assert first == second != here
    _wait_until(lambda: not is_alive(int(first)))
    assert is_alive(int(here))


def test_a_forked_child_starts_its_own(deeds):
    """After a fork the reading process stays the parent's, whole and alone."""
    here = deeds.read(b"ok", ("a.txt",), {}).text
    context = get_context("fork")
    ours, theirs = context.Pipe()
    child = context.Process(target=_read_and_send, args=(deeds, theirs))
    child.start()
    there = ours.recv()
    child.join()

    assert there != here
    assert deeds.read(b"ok", ("a.txt",), {}).text == here
    _wait_until(lambda: not is_alive(int(there)))


def _read_and_send(reader, pipe):
    pipe.send(reader.read(b"ok", ("a.txt",), {}).text)


def test_leaving_a_stream_of_readings_does_not_wait_for_them(tmp_path, deeds):
    """An interrupt ends what is being read, and only what this stream is reading."""
    paths = []
    for number, deed in enumerate(["nothing", *["stall"] * 3]):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(deed)
    patient = SandboxedReader(limits=None, entry=faults.ENTRY)
    stream = read_all([job(path) for path in paths], patient, workers=2)
    other = threading.Thread(target=deeds.read, args=(b"slow_but_alive", ("a.txt",), {}))
    other.start()

    assert isinstance(next(stream)[1], ReadOutcome)
    begun = time.monotonic()
    stream.close()

    assert time.monotonic() - begun < 6  # standing still is ended after 9 s
    other.join()
    patient.rest()
    assert deeds.read(b"nothing", ("a.txt",), {}).text == ""


@pytest.mark.parametrize("deed", ["ok", "stall", "spin_in_native_code"])
def test_a_reading_process_ends_with_its_parent(tmp_path, deed):
    """Kill -9 of the parent ends it at once: idle, waiting, or deep in native code."""
    code = (
        "import threading, time, sys\n"
        "from tests.kg.sandbox import faults\n"
        "from kg.sandbox import ReadingProcess\n"
        "process = ReadingProcess(entry=faults.ENTRY)\n"
        "print(process.read(b'ok', ('a.txt',), {}).text, flush=True)\n"
        f"process.read(b'{deed}', ('a.txt',), {{}})\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with parent:
        reading = int(parent.stdout.readline())
        time.sleep(0.3)
        assert is_alive(reading)
        parent.send_signal(signal.SIGKILL)

    _wait_until(lambda: not is_alive(reading))


def _wait_until(condition, seconds=5.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_what_is_enforced_is_told():
    """Every measure has a holder; memory, processor time and the parent are never left to Python code."""
    held = enforced()

    assert tuple(held) == MEASURES
    assert set(held.values()) <= {"system", "interpreter", "nobody"}
    assert held["processor"] == "system"


def test_limits_are_settings(monkeypatch):
    """A setting changes one limit; what is no number, too little or unknown is refused with what would fit."""
    limits = limits_in_force({"KG_LIMIT_MEMORY_MIB": "512", "KG_LIMIT_WALL_SECONDS": "20", "PAGES": "3"})
    assert (limits.memory_bytes, limits.wall_seconds, limits.pages) == (512 * MIB, 20, 500)

    for name, value, said in [
        ("KG_LIMIT_PAGES", "many", "≥ 1"),
        ("KG_LIMIT_PAGES", "-3", "≥ 1"),
        ("KG_LIMIT_PAGES", "9" * 30, "≥ 1"),
        ("KG_LIMIT_MEMORY_MIB", "16", "≥ 256"),
        ("KG_LIMIT_PAGE", "3", "KG_LIMIT_PAGES"),
    ]:
        with pytest.raises(OptionError) as caught:
            limits_in_force({name: value})
        assert said in str(caught.value)


def test_every_limit_stands_in_the_reference():
    """docs/limits.md lists every setting with its default."""
    from dataclasses import fields

    from kg.readers.limits import DEFAULT_LIMITS
    from kg.sandbox.settings import setting_name

    page = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    for field in fields(DEFAULT_LIMITS):
        value = getattr(DEFAULT_LIMITS, field.name)
        shown = value // MIB if field.name.endswith("_bytes") else value
        assert f"| `{setting_name(field.name)}` | {shown:,} |" in page


def test_no_process_but_the_reading_one_reads(tmp_path):
    """``kg read`` imports no form and no format: the file is never parsed in the caller's process."""
    code = (
        "import sys\n"
        "from api.cli import main\n"
        f"assert main(['read', {str(sample_files()[0])!r}]) == 0\n"
        "parsers = [name for name in sys.modules if name.startswith(('kg.forms', 'kg.reading', 'kg.readers.'))]\n"
        "print(parsers, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "['kg.readers.limits']"
