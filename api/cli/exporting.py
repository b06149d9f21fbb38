"""``kg export``: the whole build for other people's tools."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.output import remark
from api.cli.words import phrase
from kg.errors import BinaryOutputError

if TYPE_CHECKING:
    import argparse


def export(arguments: argparse.Namespace) -> int:
    """Write the build in one format, to a file or to standard output."""
    from api.workspace import open_dataset

    with open_dataset(arguments.dataset) as workspace:
        if arguments.output and not Path(arguments.output).absolute().parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(Path(arguments.output).parent))
        if arguments.format == "xlsx" and not arguments.output:  # never goes to a terminal or pipe unasked
            raise BinaryOutputError("xlsx")
        workspace.export(arguments.format, arguments.output or sys.stdout.buffer, language=arguments.lang)
    if arguments.output:
        remark(phrase("written", arguments.lang, path=arguments.output))
    return 0
