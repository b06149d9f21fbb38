"""``kg search`` and ``kg evaluate``: comparable targets for a person drafting one, and how good the answers are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.cli.output import remark, write_csv, write_json, write_table
from api.cli.words import phrase

if TYPE_CHECKING:
    import argparse

    from kg.messages import Language

_FILTERS = ("level", "department", "year", "category", "unit", "measure_unit", "min", "max")
_COLUMNS = ("score", "comparable", "target", "indicator", "department", "year", "project", "source")


def search(arguments: argparse.Namespace) -> int:
    """Print the hits, best first; a remark says so where nothing is comparable."""
    from api.workspace import open_dataset

    language: Language = arguments.lang
    filters = {name: value for name in _FILTERS if (value := getattr(arguments, name)) is not None}
    with open_dataset(arguments.dataset, model=arguments.model) as workspace:
        answer = workspace.search(arguments.text, limit=arguments.limit, **filters)
    if arguments.format == "json":
        write_json(answer)
    elif arguments.format == "csv":
        rows = ((*_row(hit, language), hit["indicator"]) for hit in answer["hits"])
        write_csv((*_header(language), "IRI"), rows)
    else:
        show_hits(answer, language)
    if answer["answer"] == "none":
        remark(phrase("none-comparable" if answer["hits"] else "none-at-all", language))
    return 0


def show_hits(answer: dict[str, Any], language: Language) -> None:
    """Print the hits of a SEARCH as a table; nothing where there are none."""
    if answer["hits"]:
        write_table(_header(language), (_row(hit, language) for hit in answer["hits"]), figures=(0, 5))


def _header(language: Language) -> tuple[str, ...]:
    return tuple(phrase(f"column-{name}", language) for name in _COLUMNS)


def _row(hit: dict[str, Any], language: Language) -> tuple[object, ...]:
    source = hit["source"]
    line = source["line"] if source["line"] is not None else source["page"]
    place = source["document"] if line is None else f"{source['document']}:{line}"
    mark = phrase("yes" if hit["comparable"] else "no", language)
    target = hit["target"]["raw"] if hit["target"] else ""
    name, department, project = hit["name"], hit["department"], hit["project"]
    return f"{hit['score']:.3f}", mark, target, name, department, hit["fiscal_year"], project, place


def evaluate(arguments: argparse.Namespace) -> int:
    """Print recall, nDCG and MRR of each channel and of the fusion on judged queries."""
    from api.workspace import open_dataset

    with open_dataset(arguments.dataset) as workspace:
        report = workspace.evaluate(arguments.judgements)
    plain = report.to_json()
    if arguments.format == "json":
        write_json(plain)
        return 0
    header, rows = report.query_table() if arguments.queries else report.table()
    (write_csv if arguments.format == "csv" else write_table)(header, rows)
    for line in report.remarks(arguments.lang):
        remark(line)
    return 0
