"""``kg export``: the whole build for other people's tools."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from api.cli.output import binary_output, remark
from api.cli.words import phrase

if TYPE_CHECKING:
    import argparse


def export(arguments: argparse.Namespace) -> int:
    """Write the build in one format, to a file or to standard output."""
    from api.workspace import open_dataset

    with open_dataset(arguments.dataset) as workspace:
        if arguments.format == "xlsx":
            workspace.export("xlsx", binary_output(arguments.output, "xlsx"), language=arguments.lang)
        elif arguments.output:
            workspace.export(arguments.format, arguments.output)
        else:
            workspace.export(arguments.format, sys.stdout.buffer)
    if arguments.output:
        remark(phrase("written", arguments.lang, path=arguments.output))
    return 0
