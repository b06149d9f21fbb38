"""Where output goes: a reader that leaves, a full disk, a closed stream, a terminal without Chinese, an interrupt."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.mark.parametrize("arguments", [("search", "科普", "--limit", "2"), ("export", "--format", "nquads")])
def test_a_reader_that_leaves_early_is_no_error(process, arguments):
    """`kg … | head` ends quietly with 0, for output that fits a pipe and for output that does not."""
    reading, writing = os.pipe()
    os.close(reading)

    one = process(*arguments, stdout=writing)
    os.close(writing)
    _, said = one.communicate()

    assert (one.returncode, said) == (0, b"")


@pytest.mark.parametrize("arguments", [("search", "科普", "--limit", "2"), ("export", "--format", "nquads")])
def test_a_full_disk_is_said_in_one_sentence(process, arguments):
    """What could not be written is an error, whether much or little was to be written."""
    with Path("/dev/full").open("wb") as full:
        one = process(*arguments, stdout=full)
        _, said = one.communicate()

    assert one.returncode == 1
    assert said.decode().strip() == "磁盘已满，没有写完"


def test_a_closed_standard_output_is_no_crash(process):
    """Run from a place without standard output, a command still does its work."""
    one = process("search", "科普", "--json", stdout=None, preexec_fn=lambda: os.close(1))
    _, said = one.communicate()

    assert (one.returncode, said) == (0, b"")


def test_a_terminal_without_chinese_gets_escapes_and_no_crash(process):
    """Where the encoding has no Chinese, JSON comes with its own escapes and reads back whole."""
    one = process("search", "科普讲座", "--json", "--limit", "1", environment={"PYTHONIOENCODING": "ascii"})
    out, said = one.communicate()

    assert (one.returncode, said) == (0, b"")
    assert json.loads(out)["query"] == "科普讲座"


def _heeds_interrupts():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupt_ends_with_130_and_one_word(process):
    """Ctrl-C stops a running query at once."""
    # what a shell runs in the background is told to ignore the key, and so would what it starts
    one = process("sparql", ENDLESS, start_new_session=True, preexec_fn=_heeds_interrupts)
    time.sleep(2.5)
    os.kill(one.pid, signal.SIGINT)
    out, said = one.communicate(timeout=20)

    assert (one.returncode, out, said.decode().strip()) == (130, b"", "已中断")


@pytest.mark.parametrize("arguments", [("search", "@-", "--limit", "1"), ("sparql", "-")])
def test_standard_input_may_be_saved_on_any_desk_and_no_text_is_no_crash(process, arguments):
    """What is piped in is read as a file is: GB18030 too; bytes that are no text, and none at all, are a sentence."""
    words = "科普讲座场次\n" if arguments[0] == "search" else 'SELECT ?n { VALUES ?n { "科普" } }'
    said = {}
    for given in (words.encode("gb18030"), b"\xff\x00\x81\n", b""):
        one = process(*arguments, stdin=subprocess.PIPE)
        said[given] = (*one.communicate(given), one.returncode)
    closed = process(*arguments, preexec_fn=lambda: os.close(0))

    out, _, code = said[words.encode("gb18030")]
    assert code == 0
    assert "科普" in out.decode()
    for _, error, code in (said[b"\xff\x00\x81\n"], said[b""], (*closed.communicate(), closed.returncode)):
        assert code in (1, 2)
        assert error.strip()
        assert b"Traceback" not in error
