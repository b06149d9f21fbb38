"""``kg search`` and ``kg evaluate``: comparable targets for a person drafting one, and how good the answers are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.output import remark, write_csv, write_json, write_table
from api.cli.words import phrase
from kg.errors import EmptyQueryError, NotFoundError, OptionError

if TYPE_CHECKING:
    import argparse

    from kg.messages import Language

_FILTERS = ("level", "department", "year", "category", "unit", "measure_unit", "min", "max")
_SUMMARY = ("queries", "unanswerable", "depth", "found_rightly", "none_rightly", "build")
_COLUMNS = ("score", "comparable", "target", "indicator", "department", "year", "project", "source")


def search(arguments: argparse.Namespace) -> int:
    """Print the hits, best first; a remark says so where nothing is comparable. ``@FILE`` asks each line of a file."""
    from api.workspace import open_dataset

    if arguments.text.startswith("@"):
        return _search_draft(arguments)
    language: Language = arguments.lang
    with open_dataset(arguments.dataset, model=arguments.model) as workspace:
        answer = workspace.search(
            arguments.text,
            limit=arguments.limit,
            typed=arguments.typed,
            facets=arguments.facets,
            **filters_of(arguments),
        )
    if arguments.format == "json":
        write_json(answer)
    elif arguments.format == "csv":
        rows = ((*_row(hit, language), hit["indicator"]) for hit in answer["hits"])
        write_csv((*_header(language), "IRI"), rows)
    else:
        show_hits(answer, language)
    _remark_on(answer, language)
    return 0


def _search_draft(arguments: argparse.Namespace) -> int:
    """Answer every line of a file, in its order; empty lines are left out."""
    from api.workspace import open_dataset

    language: Language = arguments.lang
    path = Path(arguments.text[1:])
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise NotFoundError(str(path)) from None
    except UnicodeDecodeError as error:
        raise OptionError("@FILE", f"{path}: {error.reason}", "UTF-8") from None
    texts = [line.strip() for line in lines if line.strip()]
    if not texts:
        raise EmptyQueryError
    with open_dataset(arguments.dataset, model=arguments.model) as workspace:
        answers = workspace.search_many(texts, limit=arguments.limit, typed=arguments.typed, **filters_of(arguments))
        build = workspace.build_id
    if arguments.format == "json":
        write_json({"build": build, "answers": answers})
    elif arguments.format == "csv":
        header = (phrase("column-query", language), *_header(language), "IRI")
        rows = ((one["query"], *_row(hit, language), hit["indicator"]) for one in answers for hit in one["hits"])
        write_csv(header, rows)
    else:
        for one in answers:
            print(f"\n{one['query']}")
            show_hits(one, language)
            if one["answer"] == "none":
                print(phrase("none-comparable" if one["hits"] else "none-at-all", language))
    return 0


def _remark_on(answer: dict[str, Any], language: Language) -> None:
    """Say beside the hits what they do not show."""
    understood = answer["understood"]
    bounds = "、".join(condition["text"] for condition in understood["conditions"])
    if bounds and not understood["applied"]:
        remark(phrase("bounds-not-applied", language, bounds=bounds))
    for facet, values in answer.get("facets", {}).items():
        if facet != "total" and values:
            counted = " · ".join(f"{one['value']} {one['count']}" for one in values)
            remark(f"{phrase(f'facet-{facet}', language)}{phrase('colon', language)}{counted}")
    if answer["answer"] == "none":
        remark(phrase("none-comparable" if answer["hits"] else "none-at-all", language))


def filters_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the filters that were given, by the contract's names."""
    return {name: value for name in _FILTERS if (value := getattr(arguments, name)) is not None}


def show_hits(answer: dict[str, Any], language: Language) -> None:
    """Print the hits of a SEARCH as a table; nothing where there are none."""
    if answer["hits"]:
        write_table(_header(language), (_row(hit, language) for hit in answer["hits"]), figures=(0, 5), whole=(7,))


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

    language: Language = arguments.lang
    path = Path(arguments.judgements)
    if not path.is_file():
        raise NotFoundError(str(path))
    with open_dataset(arguments.dataset) as workspace:
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
    remark(phrase("evaluated", language, **{name: report[name] for name in _SUMMARY}))
    for name in report["unknown_names"]:
        remark(phrase("unknown-judged-name", language, name=name))
    return 0


def _lead(interval: dict[str, float] | None) -> str:
    """Write by how much the served ranking leads a method, with its interval."""
    return "" if interval is None else f"{interval['mean']:+.3f} [{interval['low']:+.3f}, {interval['high']:+.3f}]"
