"""`kg serve` as a process: it says where, answers, and ends when told; and says why when it cannot."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request

from api.cli import main
from api.http.serving import _listen

_RUN = "import sys; from api.cli import main; sys.exit(main(sys.argv[1:]))"


def test_serves_until_interrupted(sample_dataset):
    """The command prints its address, answers there, and an interrupt ends it without a trace."""
    command = [sys.executable, "-W", "error", "-c", _RUN, "serve", "--port", "0", "--dataset", str(sample_dataset)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            said = process.stderr.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert address is not None, said + process.stderr.read()
            with urllib.request.urlopen(f"{address[0]}healthz", timeout=30) as answer:
                assert b'"status":"ok"' in answer.read()
                assert answer.headers["server"] is None
        finally:
            process.send_signal(signal.SIGINT)
        out, rest = process.communicate(timeout=30)

    assert process.returncode in (0, 130)
    assert "Traceback" not in rest
    assert out == ""


def test_answers_in_parts_do_not_wait_for_each_other():
    """A connection sends at once: the rest of an answer waits for no acknowledgement of its head."""
    with (
        _listen("127.0.0.1", 0) as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as connection,
    ):
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_says_that_there_is_no_dataset(tmp_path, capsys):
    """Without a dataset it ends with 1 and the sentence of every other command."""
    code = main(["serve", "--port", "0", "--dataset", str(tmp_path / "none")])

    assert code == 1
    assert "没有数据集" in capsys.readouterr().err


def test_says_that_the_port_is_taken(sample_dataset, capsys):
    """A port in use is named with what the system says."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code = main(["serve", "--port", str(port), "--dataset", str(sample_dataset)])

    assert code == 1
    assert str(port) in capsys.readouterr().err


def test_a_port_that_is_none_is_refused(capsys):
    """A number that no port has is a wrong option."""
    assert main(["serve", "--port", "70000"]) == 2
    assert "70000" in capsys.readouterr().err
