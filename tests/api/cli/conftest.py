"""The command line as a process of its own, where streams and signals matter."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

_RUN = "import sys; from api.cli import main; sys.exit(main())"


@pytest.fixture
def process(sample_dataset):
    """Start one command on the sample dataset as a process; keyword arguments are those of ``Popen``."""
    started = []

    def start(*arguments, environment=None, **settings):
        command = [sys.executable, "-c", _RUN, *(str(argument) for argument in arguments)]
        inherited = {name: value for name, value in os.environ.items() if name != "KG_LANG"}
        settings.setdefault("stdout", subprocess.PIPE)
        settings.setdefault("stderr", subprocess.PIPE)
        env = {**inherited, "KG_DATASET": str(sample_dataset), **(environment or {})}
        one = subprocess.Popen(command, env=env, **settings)
        started.append(one)
        return one

    yield start
    for one in started:
        one.kill()
        one.wait()
        for stream in (one.stdout, one.stderr):
            if stream is not None:
                stream.close()
