"""Search over what departments of all sectors published: a dataset of the published forms, and a judge's queries on it.

Run ``python -m tests.embeddings.published FOLDER``: it sets the forms as files in FOLDER, builds a dataset of them and
prints the figures of docs/quality.md.
"""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path
from typing import Any

from api import open_dataset
from api.building import build
from tests.embeddings.told import told
from tests.kg.forms.examined.known import KNOWN
from tests.kg.forms.examined.setting import ExaminedForm
from tests.kg.forms.examined.writing import written

JUDGED = Path(__file__).parent / "judged" / "published.jsonl"
DRAWN_TWICE = ("920", "923", "924", "925", "927", "928", "932", "933", "942", "972", "974", "988", "990")
"""Forms of documents that another form is of, too."""
_REFUSED = {known.slug for known in KNOWN if known.field == "refused"}


def forms() -> list[ExaminedForm]:
    """Return the published forms that are read, each document once."""
    modules = [import_module(f"tests.kg.forms.examined.drawn.published_{letter}") for letter in "abcdefg"]
    every = (form for module in modules for form in module.FORMS)
    return [form for form in every if form.slug[:3] not in DRAWN_TWICE and form.slug not in _REFUSED]


def set_as_files(folder: Path) -> None:
    """Write each form as the file that its department published, or might have."""
    folder.mkdir(parents=True, exist_ok=True)
    for form in forms():
        (folder / form.file_name).write_bytes(written(form))


def rates(workspace: Any) -> dict[str, tuple[int, int]]:
    """Return by kind of query how many are told rightly: found where there is an answer, none where there is not."""
    found: dict[str, list[bool]] = {}
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        one = told(workspace, json.loads(line))
        found.setdefault(one.kind, []).append(one.found == (one.kind == "answerable"))
    return {kind: (sum(right), len(right)) for kind, right in found.items()}


def main() -> None:
    """Print nDCG@10 and recall@10 by method, and how often "nothing comparable" is right."""
    parser = argparse.ArgumentParser(prog="python -m tests.embeddings.published", description=__doc__)
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    folder = parser.parse_args().folder
    set_as_files(folder / "forms")
    build(folder / "dataset", [folder / "forms"])
    with open_dataset(folder / "dataset") as workspace:
        report = workspace.evaluate(JUDGED)
        for name, method in report.reports.items():
            figures = [f"{what} {method.mean(what):.3f}" for what in ("ndcg", "recall", "recall_strict")]
            print(name, *figures)  # noqa: T201
        print({name: (one.low, one.high) for name, one in report.intervals.items()})  # noqa: T201
        print(rates(workspace), "unknown:", report.unknown)  # noqa: T201


if __name__ == "__main__":
    main()
