"""Write the ``.ipynb`` of every notebook from its ``.py``, or with ``--check`` say which one is out of step.

The ``.py`` (jupytext, percent format) is the source that people edit and review; the ``.ipynb`` is for Jupyter and
holds the same cells: no output, no execution count, no metadata of whoever ran it, cells named by their place.
"""

from __future__ import annotations

import sys
from pathlib import Path

import jupytext  # type: ignore[import-untyped]
import nbformat

FOLDER = Path(__file__).resolve().parent
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_HEADER = "# ---\n# jupyter:\n"


def sources(folder: Path = FOLDER) -> list[Path]:
    """Return the ``.py`` of every notebook, sorted."""
    return [path for path in sorted(folder.glob("*.py")) if path.read_text(encoding="utf-8").startswith(_HEADER)]


def rendered(source: Path) -> str:
    """Return the text of the ``.ipynb`` that belongs to a ``.py``."""
    notebook = jupytext.read(source, fmt="py:percent")
    notebook.metadata = {"kernelspec": KERNEL}
    for place, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{place}"
    return str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]


def main(arguments: list[str], folder: Path = FOLDER) -> int:
    """Write the notebooks, or with ``--check`` compare them; 1 when one is out of step."""
    stale = []
    for source in sources(folder):
        pair, text = source.with_suffix(".ipynb"), rendered(source)
        if pair.is_file() and pair.read_text(encoding="utf-8") == text:
            continue
        stale.append(pair.name)
        if "--check" not in arguments:
            pair.write_text(text, encoding="utf-8", newline="\n")
    if "--check" in arguments and stale:
        print(f"out of step, run python -m notebooks.generate: {', '.join(stale)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
