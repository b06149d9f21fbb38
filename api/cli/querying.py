"""``kg sparql``: one SPARQL 1.1 query over the served build."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.files import text_of
from api.cli.output import remark
from api.cli.tables import write_table
from api.cli.words import phrase

if TYPE_CHECKING:
    import argparse


def query_text(given: str) -> str:
    """Return the query: the argument itself, ``@FILE`` or ``-`` for standard input.

    >>> query_text("ASK {}")
    'ASK {}'

    """
    if given == "-" or given.startswith("@"):
        return text_of(given.removeprefix("@"))
    return given


def sparql(arguments: argparse.Namespace) -> int:
    """Run the query and print its result in the format asked for."""
    from api.workspace import open_dataset

    text = query_text(arguments.query)
    with open_dataset(arguments.dataset, model=arguments.model) as workspace:
        result = workspace.sparql(text, format=arguments.format, timeout_seconds=arguments.timeout)
    if arguments.output and arguments.format == "table":
        with Path(arguments.output).open("w", encoding="utf-8") as file:
            write_table(result.variables, result.rows(), file=file)
    elif arguments.output:
        Path(arguments.output).write_bytes(result.body)
    elif arguments.format == "table":
        write_table(result.variables, result.rows())
    else:
        sys.stdout.buffer.write(result.body)
        if not result.body.endswith(b"\n"):
            sys.stdout.buffer.write(b"\n")
    key = "rows-cut" if result.truncated else "rows"
    seconds = f"{result.milliseconds / 1000:.3f}"
    remark(phrase(key, arguments.lang, count=result.row_count, seconds=seconds, id=workspace.build_id))
    for name, near in result.misspelt:
        key = "misspelt-near" if near else "misspelt"
        remark(phrase(key, arguments.lang, name=name, near="、".join(near)))
    for line, why in result.without_hits:
        remark(phrase(f"without-hits-{why}", arguments.lang, line=line))
    return 0
