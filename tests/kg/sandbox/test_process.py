"""One reading process: whatever a reader does in there, the caller gets an outcome or a sentence, soon."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import replace

import pytest

from kg.errors import DamagedFileError, FileLimitError, NothingReadableError, ReadingEndedError, UnknownFormError
from kg.messages import error_text
from kg.sandbox import ReadingProcess
from tests.kg.sandbox import faults
from tests.kg.sandbox.conftest import QUICK, is_alive, open_descriptors

_ENDS = {
    "memory": "reading-memory",
    "swallowed_memory": "reading-memory",
    "spin": "reading-cpu",
    "spin_in_native_code": "reading-stalled",
    "stall": "reading-stalled",
    "killed": "reading-killed",
    "crash": "reading-crashed",
    "leave": "reading-left",
    "junk_on_channel": "reading-garbled",
    "half_a_frame": "reading-left",
    "no_json": "reading-garbled",
    "strange_answer": "reading-garbled",
    "announce_all_memory": "reading-answer",
    "close_channel": "reading-left",
    "huge": "reading-answer",
}


@pytest.mark.parametrize("deed", _ENDS)
def test_a_reader_that_goes_wrong_is_a_reported_outcome_and_the_next_file_is_read(do, deed):
    """Memory, time, death, junk: each ends in its own sentence, in both languages, and the next file is read."""
    begun = time.monotonic()
    with pytest.raises(ReadingEndedError) as caught:
        do(deed)

    assert caught.value.reason == _ENDS[deed]
    assert caught.value.document == "a.pdf"
    assert error_text(caught.value, "zh").endswith("没有读完")
    assert str(caught.value).endswith("it was not read to the end")
    assert time.monotonic() - begun < 10
    assert do("nothing") == ""


def test_a_file_that_goes_on_for_ever_is_ended():
    """Progress does not help beyond the whole time."""
    process = ReadingProcess(replace(QUICK, wall_seconds=2), entry=faults.ENTRY)
    begun = time.monotonic()
    with pytest.raises(ReadingEndedError) as caught:
        process.read(b"endless_but_alive", ("a.pdf",), {})
    process.close()

    assert (caught.value.reason, caught.value.allowed) == ("reading-wall", "2 s · KG_LIMIT_WALL_SECONDS")
    assert time.monotonic() - begun < 8


def test_a_small_file_gets_less_time_than_a_large_one():
    """Processor time grows with the size of the file; who meets the limit learns what was allowed, and its setting."""
    limits = replace(QUICK, cpu_seconds=60, cpu_start_seconds=1, cpu_pace=10)
    process = ReadingProcess(limits, entry=faults.ENTRY)
    with pytest.raises(ReadingEndedError) as caught:
        process.read(b"spin", ("a.pdf",), {})
    process.close()

    assert (caught.value.reason, caught.value.allowed) == ("reading-cpu", "1 s · KG_LIMIT_CPU_START_SECONDS")
    assert [limits.processor_seconds(size) for size in (4, 25, 10_000)] == [1, 3, 60]


def test_a_limit_is_said_with_the_setting_that_changes_it(do):
    """Who meets a limit learns its value and how to raise it."""
    with pytest.raises(ReadingEndedError) as caught:
        do("memory")

    assert str(caught.value) == (
        "a.pdf: reading it takes more memory than allowed (256 MiB · KG_LIMIT_MEMORY_MIB); it was not read to the end"
    )


def test_one_process_reads_file_after_file(do):
    """Starting is paid for once, as long as nothing goes wrong."""
    assert len({do("ok") for _ in range(5)}) == 1


def test_progress_keeps_a_slow_file_alive(do):
    """Ticks prove that reading goes on: 1.4 s of work with a limit of 1 s for standing still."""
    begun, ended = map(float, do("slow_but_alive").split())

    assert ended - begun > QUICK.stall_seconds


def test_what_a_library_prints_is_no_answer(do):
    """Standard output and error lead nowhere, and never block however much is printed."""
    assert do("junk_on_stdout") == "done"
    assert do("junk_on_stdout") == "done"


def test_errors_travel_as_they_are(do):
    """A refusal keeps its class and parts on the way out."""
    with pytest.raises(UnknownFormError) as form:
        do("refuse")
    with pytest.raises(FileLimitError) as limit:
        do("refuse_with_numbers")
    with pytest.raises(NothingReadableError) as other:
        do("refuse_other")

    assert form.value.args == ("a.pdf", "开头")
    assert limit.value.params() == {"document": "a.pdf", "reason": "limit-members", "found": "3", "allowed": "2"}
    assert other.value.count == 7


@pytest.mark.parametrize(
    ("deed", "place"),
    [
        ("unforeseen", "tests.kg.sandbox.faults: KeyError"),
        ("recursion", "tests.kg.sandbox.faults: RecursionError"),
        ("leave_politely", "tests.kg.sandbox.faults: SystemExit"),
    ],
)
def test_an_error_that_no_reader_foresaw_names_its_place(do, deed, place):
    """The user reads class and module; the trace is in the notes, for whoever debugs."""
    with pytest.raises(DamagedFileError) as caught:
        do(deed)

    assert (caught.value.format, caught.value.place) == ("PDF", place)
    assert "Traceback" not in str(caught.value)
    assert deed in "".join(caught.value.__notes__)
    assert do("nothing") == ""


@pytest.mark.parametrize(
    "deed",
    ["open_socket", "look_up_name", "start_program", "shell", "fork", "write_file", "append_file", "remove_file"],
)
def test_a_reader_may_not_reach_out(do, tmp_path, deed):
    """Sockets, programs and changes to files are refused, and nothing of them happens."""
    path = tmp_path / "there"
    path.write_text("as it was")

    with pytest.raises(DamagedFileError) as caught:
        do(deed, path=str(path))

    assert "PermissionError" in caught.value.place
    assert path.read_text() == "as it was"
    assert list(tmp_path.iterdir()) == [path]


def test_native_code_may_not_either(process, tmp_path):
    """Where the system holds the promises, native code gets no further than Python."""
    held = process.held()
    if "system" not in {held["writing"], held["network"]}:
        pytest.skip(f"this platform leaves it to the interpreter: {held}")
    path = tmp_path / "there"
    path.write_text("as it was")

    through = process.read(b"native_attempts", ("a.pdf",), {"path": str(path)}).text

    assert through == ""
    assert [entry.name for entry in tmp_path.iterdir()] == ["there"]


def test_a_reader_sees_nothing_of_the_caller(do, monkeypatch):
    """No credentials, no proxies, no home: the environment is empty but for what the reader needs."""
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy")
    monkeypatch.setenv("SECRET_TOKEN", "x")

    names, folder, arguments, isolated, utf8 = eval(do("surroundings"))

    assert set(names) <= {"LC_ALL", "TZ", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "LC_CTYPE", "LD_LIBRARY_PATH"}
    assert (folder, arguments, isolated, utf8) == ("/", ["-c"], 1, 1)


def test_a_process_killed_in_the_middle_of_a_file_is_that_files_outcome(process, do):
    """Kill -9 from outside while a file is read: that file is reported, the next is read by another process."""
    first = do("ok")
    threading.Timer(0.3, os.kill, (int(first), signal.SIGKILL)).start()
    with pytest.raises(ReadingEndedError) as caught:
        do("stall")

    assert caught.value.reason == "reading-killed"
    assert do("ok") != first


def test_a_process_killed_between_files_costs_no_file(do):
    """A process that died while it had nothing to do is replaced in silence."""
    first = do("ok")
    os.kill(int(first), signal.SIGKILL)

    assert do("ok") != first


def test_a_process_that_has_grown_or_read_many_files_is_replaced(do, monkeypatch):
    """Memory that a library keeps, and whatever else gathers, ends with the process."""
    monkeypatch.setattr("kg.sandbox.process._MOST_GROWTH", 64 << 20)
    first = do("grow")
    second = do("ok")
    monkeypatch.setattr("kg.sandbox.process._MOST_FILES", 2)

    assert second != first
    assert do("ok") == second
    assert do("ok") != second


def test_a_process_that_cannot_start_is_a_sentence():
    """A reader that cannot be imported is told with its last words, not waited for."""
    process = ReadingProcess(QUICK, entry="kg.no_such_module:read")

    with pytest.raises(ReadingEndedError, match=r"no process to read it could be started.*no_such_module"):
        process.read(b"", ("a.pdf",), {})


def test_nothing_is_left_behind(do, process):
    """Processes that died, were ended or closed leave no process and no descriptor."""
    first = int(do("ok"))
    before = open_descriptors()
    for deed in ("killed", "stall", "close_channel"):
        with pytest.raises(ReadingEndedError):
            do(deed)
    last = int(do("ok"))

    assert open_descriptors() == before
    assert not is_alive(first)
    process.close()
    assert not is_alive(last)
    assert faults.ENTRY.startswith("tests.")
