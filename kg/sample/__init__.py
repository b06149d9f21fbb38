"""The shipped sample (样例): five small documents in the three forms, set from published names and figures."""

from __future__ import annotations

from pathlib import Path

SAMPLE_FOLDER = Path(__file__).parent


def sample_files() -> list[Path]:
    """Return the sample's documents, sorted by name."""
    return sorted(SAMPLE_FOLDER.glob("*.txt"))
