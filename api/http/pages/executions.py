"""Budget tables of a self-evaluation (预算调整, 执行进度) as printed: money and rates in columns of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.http.addresses import path_of
from api.http.pages.labels import amount_label, named
from api.http.pages.model import Text
from api.http.pages.places import source_link
from api.http.pages.tables import table
from api.http.words import phrase
from kg.records import RATES, Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.http.pages.model import Links, Table
    from kg.messages import Language
    from kg.records import Execution, Reading

_AMOUNTS: Final = ("initial_budget", "adjusted_budget", "final_account", "cumulative_budget", "cumulative_expenditure")


def execution_tables(reading: Reading, links: Links) -> Iterator[Table]:
    """Give the budget tables of a document, each kind under its own heading."""
    language = links.language
    labels = {name: amount_label(name, None, language) for name in _AMOUNTS}
    labels |= {name: named("rate", name, language) for name in RATES}
    if reading.document.form is Form.PROJECT_SELF_EVALUATION:
        labels["final_account"] = phrase("executed-budget", language)
    for kind in dict.fromkeys(row.table for row in reading.executions):
        rows = [_row(row, reading, links) for row in reading.executions if row.table == kind]
        columns = ("execution-row", *_AMOUNTS, *RATES, "place")
        heading = table_label(kind, reading, language)
        found = table(f"table-{kind}", columns, rows, language, heading=heading, labels=labels)
        if found is not None:
            yield found


def table_label(kind: str, reading: Reading, language: Language) -> str:
    """Return the name of a budget table; a project's self-evaluation prints 项目资金 in its place."""
    of_project = reading.document.form is Form.PROJECT_SELF_EVALUATION
    return phrase("table-projectFunds", language) if of_project else named("table", kind, language)


def _row(row: Execution, reading: Reading, links: Links) -> tuple[Text | str | None, ...]:
    amounts = {amount.kind: amount for amount in row.amounts}
    rates = {name: row.rates[name].printed for name in RATES if name in row.rates}
    money = (amounts[name].yuan if name in amounts else None for name in _AMOUNTS)
    return (
        Text(row.label or "—", links.to(path_of("execution", f"{reading.document.id}-{row.ordinal}"))),
        *(None if yuan is None else format(yuan, "f") for yuan in money),
        *(Text(rates.get(name, "")) for name in RATES),
        source_link(row.source, links, within=True),
    )
