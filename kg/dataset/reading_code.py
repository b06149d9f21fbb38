"""What decides a reading besides the file: the code that reads, the libraries it stands on, the limits in force.

All of it is one digest, which is part of the recipe: a build is never said to be unchanged, and no reading is taken
over, after any of it is another. Everything in ``kg`` counts but what comes after reading, so a new module cannot be
forgotten; a test holds that a reading process imports nothing of the rest.
"""

from __future__ import annotations

import unicodedata
from dataclasses import asdict
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kg.dataset.durable import digest_bytes
from kg.sandbox.reader import SandboxedReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.dataset.reading_jobs import Reader

AFTER_READING = frozenset(
    {"corrections", "dataset", "graph", "ledger", "queries", "sample", "sparql", "syntax_details.json"}
)
"""What of ``kg`` no reading depends on."""
LIBRARIES = ("cssselect2", "lxml", "openpyxl", "pdfminer.six", "pdfplumber", "python-docx", "tinycss2")
"""Packages of others that turn bytes into words."""


def reading_digest(read: Reader) -> str:
    """Return the SHA-256 of what decides the readings of a reader, ``""`` for one of which nothing is known.

    Args:
        read: The reader; only those of ``kg.sandbox`` are known.

    Raises:
        OptionError: A limit is set to what is none.

    """
    if not isinstance(read, SandboxedReader):
        return ""
    _, (limits, entry) = read.__reduce__()
    facts = [code_digest(), entry, *sorted(asdict(limits).items())]
    return digest_bytes(repr(facts).encode())


@cache
def code_digest() -> str:
    """Return the SHA-256 over the modules and tables that read, and the versions of what they stand on."""
    facts = [
        *sources(AFTER_READING),
        ("unicodedata", unicodedata.unidata_version),
        *((name, _version(name)) for name in LIBRARIES),
    ]
    return digest_bytes(repr(facts).encode())


def sources(without: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield path and SHA-256 of every module and table of ``kg``, but for what stands in it under these names."""
    top = Path(str(files("kg")))
    for path in sorted(top.rglob("*")):
        parts = path.relative_to(top).parts
        hidden = any(part.startswith((".", "__pycache__")) for part in parts)
        if parts[0] not in without and not hidden and path.is_file():
            yield "/".join(parts), digest_bytes(path.read_bytes())


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""
