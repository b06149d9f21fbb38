"""``kg compare``: comparable targets side by side: a table for each kind of figure, and what must be known about it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from api.cli.output import remark, write_csv, write_json
from api.cli.searching import basis_words, doubt_mark, filtered_away, filters_of, is_corrected, place_told, year_words
from api.cli.tables import write_table
from api.cli.words import phrase
from api.comparisons import group_words, measure_words, standing_words, terms_words
from api.doubts import doubts
from kg.graph.code_words import in_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from kg.messages import Language

_TABLE = (
    "standing", "department", "year", "indicator", "value", "printed", "actual", "attainment", "money",
    "money-per-result", "score", "source",
)  # fmt: skip
_FIGURES = ("value", "attainment", "money", "money-per-result", "score")
# Left out of the table where no row has any.
_OPTIONAL = ("standing", "actual", "attainment", "money", "money-per-result")
_CSV = (
    "measure", "measure-unit", "terms", "standing", "department", "level", "year", "indicator", "label", "comparator",
    "value", "upper", "printed", "target", "actual", "actual-unit", "actual-text", "attainment", "project", "budget",
    "per-result", "no-per-result", "score", "source",
)  # fmt: skip
_SIGNS = {"eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "between": ""}


def compare(arguments: argparse.Namespace) -> int:
    """Print what departments promise for the same thing; a remark says so where nothing is comparable."""
    from api.workspace import open_dataset

    language: Language = arguments.lang
    with open_dataset(arguments.dataset, model=arguments.model) as workspace:
        answer = workspace.compare(arguments.text, limit=arguments.limit, **filters_of(arguments))
    if arguments.format == "json":
        write_json(answer)
    elif arguments.format == "csv":
        rows = (_csv_row(group, row, language) for group in answer["groups"] for row in group["rows"])
        behind = (
            phrase("column-year-basis", language),
            "IRI",
            phrase("column-corrected", language),
            phrase("column-findings", language),
        )
        write_csv((*_header(_CSV, language), *behind), rows)
    else:
        show_groups(answer, language)
    for said in filtered_away(arguments, answer["units_left_out"], empty=not answer["groups"]):
        remark(said)
    for note in answer["remarks"]:
        remark(phrase(f"compare-{note['key']}", language, count=note["count"]))
    if answer["related"]:
        remark(phrase("compare-related", language, count=answer["related"]))
    return 0


def show_groups(answer: dict[str, Any], language: Language) -> None:
    """Print a heading with the statistics and a table for each group."""
    for group in answer["groups"]:
        key = "compare-group" if group["n"] else "compare-group-none"
        counts = {name: group[name] for name in ("n", "n_departments", "n_documents")}
        values = {name: _short(group[name]) for name in ("minimum", "median", "maximum")}
        print(phrase(key, language, kind=group_words(group, language), **counts, **values))
        cells = [_table_row(row, language) for row in group["rows"]]
        columns = [name for name in _TABLE if name not in _OPTIONAL or any(row[name] for row in cells)]
        write_table(
            _header(columns, language),
            ([row[name] for name in columns] for row in cells),
            figures=[place for place, name in enumerate(columns) if name in _FIGURES],
            whole=[columns.index("source")],
        )


def _header(columns: Sequence[str], language: Language) -> tuple[str, ...]:
    return tuple(phrase(f"column-{name}", language) for name in columns)


def _table_row(row: dict[str, Any], language: Language) -> dict[str, object]:
    about = phrase("compare-about", language) if row["approximate"] else ""
    value = _SIGNS[row["comparator"]] + about + _short(row["value"])
    if row["upper"]:
        value += "~" + _short(row["upper"])
    actual, attainment = row["actual"], row["attainment"]
    return {
        "standing": " ".join(standing_words(row, language)),
        "department": row["department"],
        "year": year_words(row, language),
        "indicator": row["name"] + doubt_mark(row, language),
        "value": value,
        "printed": row["excerpt"] + (phrase("corrected-mark", language) if is_corrected(row) else ""),
        "actual": actual["excerpt"] if actual else None,
        "attainment": f"{Decimal(attainment) * 100:.2f}%" if attainment else None,
        "money": _money(row["budget_yuan"], language),
        "money-per-result": _money(row["yuan_per_result"], language),
        "score": f"{row['score']:.3f}",
        "source": place_told(row["source"]),
    }


def _csv_row(group: dict[str, Any], row: dict[str, Any], language: Language) -> list[object]:
    actual = row["actual"] or {}
    reason = row["no_yuan_per_result"]
    cells = {
        "measure": measure_words(group, language),
        "measure-unit": group["measure_unit"],
        "terms": terms_words(group, language),
        "standing": " ".join(standing_words(row, language)) or phrase("standing-counted", language),
        "department": row["department"],
        "level": in_words("level", row["level"], language),
        "year": row["fiscal_year"],
        "indicator": row["name"],
        "label": row["label"],
        "comparator": in_words("comparator", row["comparator"], language),
        "value": row["value"],
        "upper": row["upper"],
        "printed": row["excerpt"],
        "target": row["raw"],
        "actual": actual.get("value"),
        "actual-unit": actual.get("measure_unit"),
        "actual-text": actual.get("raw"),
        "attainment": row["attainment"],
        "project": row["project"],
        "budget": row["budget_yuan"],
        "per-result": row["yuan_per_result"],
        "no-per-result": phrase(f"no-per-result-{reason}", language) if reason else None,
        "score": row["score"],
        "source": place_told(row["source"]),
    }
    # behind the IRI, where nobody who counts columns misses one
    corrected = phrase("yes" if is_corrected(row) else "no", language)
    behind = (basis_words(row, language), row["indicator"], corrected, doubts(row, language))
    return [*(cells[name] for name in _CSV), *behind]


def _money(yuan: str | None, language: Language) -> str:
    """Write an amount with its unit, nothing for none."""
    return phrase("yuan", language, amount=_short(yuan)) if yuan else ""


def _short(figure: str | None) -> str:
    """Write a figure with 万 or 亿 where that is exact, without zeros behind the point; nothing for none."""
    from embeddings.comparison.peers import plain
    from kg.quantities.rendering import scaled_number

    return "" if figure is None else scaled_number(Decimal(plain(Decimal(figure))))
