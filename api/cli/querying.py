"""``kg sparql``: one SPARQL 1.1 query over the served build."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.files import text_of
from api.cli.output import remark
from api.cli.tables import write_table
from api.cli.words import phrase
from kg.errors import OptionError

if TYPE_CHECKING:
    import argparse

_FORMATS = {
    ".csv": "csv", ".tsv": "tsv", ".json": "json", ".srj": "json", ".xml": "xml", ".srx": "xml",
    ".ttl": "turtle", ".nt": "ntriples", ".jsonld": "jsonld", ".txt": "table",
}  # fmt: skip


def query_text(given: str) -> str:
    """Return the query: the argument itself, ``@FILE`` or ``-`` for standard input.

    >>> query_text("ASK {}")
    'ASK {}'

    """
    if given == "-" or given.startswith("@"):
        return text_of(given.removeprefix("@"))
    if given.endswith((".rq", ".sparql")) and len(given.split()) == 1:
        raise OptionError("QUERY", given, f"@{given}")
    return given


def _format(arguments: argparse.Namespace) -> str:
    """Return the format asked for, else that of the file's ending, else a table for the screen."""
    if arguments.format is not None or not arguments.output:
        return str(arguments.format or "table")
    ending = Path(arguments.output).suffix.lower()
    if ending not in _FORMATS:
        endings = "、".join(_FORMATS)
        raise OptionError("--output", arguments.output, phrase("sparql-endings", arguments.lang, endings=endings))
    return _FORMATS[ending]


def sparql(arguments: argparse.Namespace) -> int:
    """Run the query and print its result in the format asked for."""
    from api.workspace import open_dataset

    text = query_text(arguments.query)
    format_name = _format(arguments)
    with open_dataset(arguments.dataset, model=arguments.model) as workspace:
        result = workspace.sparql(text, format=format_name, timeout_seconds=arguments.timeout)
    if arguments.output and format_name == "table":
        with Path(arguments.output).open("w", encoding="utf-8") as file:
            write_table(result.variables, result.rows(), file=file)
    elif arguments.output:
        Path(arguments.output).write_bytes(result.body)
    elif format_name == "table":
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
