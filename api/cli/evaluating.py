"""``kg evaluate``: how good the answers of the search are, by what people judged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.output import remark, write_csv, write_json
from api.cli.tables import write_table
from api.cli.words import phrase
from kg.errors import no_file

if TYPE_CHECKING:
    import argparse

    from kg.messages import Language


def evaluate(arguments: argparse.Namespace) -> int:
    """Print recall, nDCG and MRR of each channel and of the fusion on judged queries."""
    from api.workspace import open_dataset

    language: Language = arguments.lang
    path = Path(arguments.judgements)
    if not path.is_file():
        raise no_file(str(path), there=path.exists())
    with open_dataset(arguments.dataset, model=arguments.model) as workspace:
        report = workspace.evaluate(path).to_json()
        report["build"] = workspace.build_id
    if arguments.format == "json":
        write_json(report)
        return 0
    if arguments.queries:
        header = tuple(report["listing"][0]) if report["listing"] else ("id",)
        rows: list[tuple[object, ...]] = [tuple(one.values()) for one in report["listing"]]
    else:
        metrics = tuple(next(iter(report["methods"].values())))
        header = (phrase("column-method", language), *metrics, phrase("column-lead", language))
        rows = [
            (name, *values.values(), _lead(report["ndcg_lead"].get(name))) for name, values in report["methods"].items()
        ]
    if arguments.format == "csv":
        write_csv(header, rows)
    else:
        write_table(header, rows, figures=range(1, len(header)))
    (found, comparable), (none, without) = report["found"], report["none"]
    counts = {"found": found, "comparable": comparable, "none": none, "without": without}
    remark(phrase("evaluated", language, depth=report["depth"], build=report["build"], **counts))
    for name in report["unknown_names"]:
        remark(phrase("unknown-judged-name", language, name=name))
    return 0


def _lead(interval: dict[str, float] | None) -> str:
    """Write by how much the served ranking leads a method, with its interval."""
    return "" if interval is None else f"{interval['mean']:+.3f} [{interval['low']:+.3f}, {interval['high']:+.3f}]"
