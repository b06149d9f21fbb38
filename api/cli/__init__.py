"""The command line: ``kg VERB …``; data on standard output, remarks and progress on standard error."""

from api.cli.program import main

__all__ = ["main"]
