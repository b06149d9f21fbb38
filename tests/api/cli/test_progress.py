"""How far a build is, told to eyes and to logs."""

import io
import os
import pty
import subprocess
import sys
import time
from itertools import count

from rich.console import Console

from api.cli.progress import EVERY_SECONDS, bar, lines
from api.cli.words import phrases
from kg.dataset import Step
from kg.sample import sample_files


def test_every_step_has_words():
    """No step of a build is told by its key."""
    assert {f"step-{step}" for step in Step} <= set(phrases())


def test_a_log_gets_a_line_now_and_then():
    """A build of an hour is no log of ten thousand lines, and one of a second is none at all."""
    stream, clock = io.StringIO(), count().__next__
    tell = lines("zh", stream, clock)
    for done in range(1, 101):
        tell(Step.READ, done, 10_000)

    told = stream.getvalue().splitlines()
    assert len(told) == 100 // EVERY_SECONDS
    assert told[0] == "读文件 30/10,000"


def test_the_bar_is_gone_at_the_end_and_words_stand_above_it():
    """Steps with a count show it; a file name in brackets is no markup."""
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=100, highlight=False)
    with bar("zh", console) as tell:
        tell(Step.READ, 0, 12_000)
        tell(Step.READ, 7, 12_000)
        time.sleep(0.5)  # it is drawn a few times a second
        console.print("[bold].txt", markup=False)
        tell(Step.STORE, 0, 1)

    shown = stream.getvalue()
    assert "读文件" in shown
    assert "7/12,000" in shown
    assert "[bold].txt" in shown
    assert shown.rstrip("\n\r").endswith("\x1b[2K")


def test_a_terminal_sees_a_bar_and_a_pipe_sees_none(tmp_path):
    """The bar is on standard error of a terminal; standard output holds the summary alone either way."""
    command = [
        sys.executable,
        "-c",
        "import sys; from api.cli import main; sys.exit(main())",
        "build",
        str(sample_files()[0]),
        "--dataset",
    ]
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    environment.pop("KG_LANG", None)
    one = subprocess.run(
        [*command, str(tmp_path / "a")], stdout=subprocess.PIPE, stderr=theirs, env=environment, check=True
    )
    os.close(theirs)
    seen = b""
    while part := _read(ours):
        seen += part
    os.close(ours)
    other = subprocess.run([*command, str(tmp_path / "b")], capture_output=True, env=environment, check=True)

    assert "读文件".encode() in seen
    assert b"\x1b[" in seen
    assert b"\x1b" not in other.stderr  # at most a line now and then, on a machine that is busy with other things
    assert one.stdout == other.stdout
    assert "新读 1 份".encode() in other.stdout


def _read(descriptor):
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # the other end is closed
        return b""
