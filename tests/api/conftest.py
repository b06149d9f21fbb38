"""Running the command line in this process."""

from __future__ import annotations

import pytest

from api.cli import main


@pytest.fixture
def kg(sample_dataset, capsys, monkeypatch):
    """Run one command on the sample dataset; returns (exit code, standard output, standard error)."""
    monkeypatch.setenv("KG_DATASET", str(sample_dataset))
    monkeypatch.delenv("KG_LANG", raising=False)
    monkeypatch.setattr("api.cli.progress.EVERY_SECONDS", float("inf"))  # a busy machine tells its progress otherwise

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run
