"""The five real documents against what people counted and read in them."""

from __future__ import annotations

import csv
import json
from collections import Counter
from decimal import Decimal

import pytest

from kg.categories import without_code
from kg.folding import fold
from kg.reading import read_document
from kg.record_json import dumps, loads, to_json
from kg.text import TextLayer

WAN = Decimal(10_000)


@pytest.fixture(scope="module")
def readings(corpus):
    """Every real document, by the three digits its name begins with."""
    return {path.name[:3]: read_document(path) for path in sorted(corpus.glob("*.txt"))}


@pytest.fixture(scope="module")
def counts(shared):
    """What a person counted."""
    return json.loads((shared / "expected" / "counts.json").read_text(encoding="utf-8"))


CODES = {
    "产出/数量": "output/quantity",
    "产出/质量": "output/quality",
    "产出/时效": "output/timeliness",
    "产出/成本": "output/cost",
    "效益/经济": "benefit/economic",
    "效益/社会": "benefit/social",
    "效益/生态": "benefit/ecological",
    "效益/可持续影响": "benefit/sustainability",
    "效益/可持续发展": "benefit/sustainability",
    "满意度/服务对象": "satisfaction/service_object",
}


def by_category(expected):
    """The counted categories under their codes, those without rows left out."""
    return {CODES[name]: n for name, n in expected.items() if n}


@pytest.mark.parametrize("document", ["000", "003", "004"])
def test_a_declaration_is_read_to_the_last_cell(readings, counts, document):
    """Header, budget, tasks and indicators of each declaration are as a person counted them."""
    reading, expected = readings[document], counts[document]
    printed_department = next(
        name
        for name in (reading.departments[0].name, *reading.departments[0].aliases)
        if fold(name).removesuffix("(部门)") == fold(expected["department"])
    )

    assert printed_department
    assert reading.document.pages == expected.get("pages")
    assert {a.label: a.yuan for a in reading.amounts} == {
        label: Decimal(value) * WAN for label, value in expected["budget_wan"].items()
    }
    amounts = [task.amount.yuan / WAN for task in reading.tasks]
    assert len(amounts) == expected["tasks"]
    assert sum(amounts) == Decimal(expected["tasks_sum_wan"])
    if "task_groups" in expected:
        groups = {}
        for task in reading.tasks:
            groups.setdefault(task.group, []).append(str(task.amount.yuan / WAN))
        assert {g: [Decimal(v) for v in values] for g, values in groups.items()} == {
            g: [Decimal(v) for v in values] for g, values in expected["task_groups"].items()
        }
    else:
        assert amounts == [Decimal(value) for value in expected["task_amounts"]]
    assert len(reading.indicators) == expected["indicators_total"]
    assert Counter(i.category.code for i in reading.indicators) == by_category(expected["indicators"])


def test_the_project_table_is_read_to_the_last_cell(readings, counts):
    """Three units, 19 projects with amounts, goals and 145 indicators, as a person counted them."""
    reading, expected = readings["001"], counts["001"]

    assert reading.document.pages == expected["pages"]
    assert [u.name for u in reading.units] == [u["name"] for u in expected["units"]]
    assert [
        (p.ordinal, p.unit, fold(p.name), p.amounts[0].yuan, p.amounts[1].yuan, len(p.amounts))
        for p in reading.projects
    ] == [
        (p["n"], p["unit"], fold(p["name"]), Decimal(p["amount_wan"]) * WAN, Decimal(p["fiscal_wan"]) * WAN, 2)
        for p in expected["projects"]
    ]
    assert [len(p.goal) for p in reading.projects] == [p["goal_chars"] for p in expected["projects"]]
    per_project = Counter(i.project.ordinal for i in reading.indicators)
    assert [per_project[p["n"]] for p in expected["projects"]] == [p["indicators"] for p in expected["projects"]]
    assert Counter(f"{i.level1}/{i.level2}" for i in reading.indicators) == expected["indicators"]
    rows = {a.label: a.yuan for a in reading.amounts if a.kind == "total"}
    assert rows.pop("合计") == Decimal(expected["total_wan"]) * WAN
    assert list(rows.values()) == [Decimal(u["amount_wan"]) * WAN for u in expected["units"]]
    differ = [
        i
        for i in reading.indicators
        if fold(i.period_target.raw) != fold(i.annual_target.raw)
        and fold(i.period_target.raw).rstrip("。") == fold(i.annual_target.raw).rstrip("。")
    ]
    assert len(differ) == expected["period_differs_from_annual_only_by_full_stop"]


def test_the_projects_add_up_to_the_printed_total(readings):
    """The 19 projects reconcile to 19,454.63 万元 with 0.00 left, unit by unit."""
    reading = readings["001"]
    by_unit = Counter()
    for project in reading.projects:
        by_unit[project.unit] += project.amounts[0].yuan
    printed = {a.label: a.yuan for a in reading.amounts if a.kind == "total"}

    assert printed["合计"] - sum(by_unit.values()) == 0
    assert by_unit == {name: yuan for name, yuan in printed.items() if name != "合计"}


def test_the_self_evaluation_is_read_to_the_last_cell(readings, counts):
    """Units, duties, tasks, the four tables and the two key projects, as a person counted them."""
    reading, expected = readings["002"], counts["002"]
    kinds = Counter(u.kind.value for u in reading.units)
    table4 = [i for i in reading.indicators if i.project is None]
    two_rates = [f for f in reading.findings if f.rule == "two-rates"]

    assert reading.document.fiscal_year.value == expected["fiscal_year"]
    assert [u.name for u in reading.units if u.kind == "subordinateUnit"] == expected["subordinate_units"]
    assert kinds["innerOffice"] == expected["internal_departments"]
    assert len(reading.duties) == expected["duties"]
    assert len(reading.tasks) == expected["key_tasks"]
    tables = Counter(e.table for e in reading.executions)
    assert (tables["adjustmentTable"], tables["progressTable"]) == (expected["table1_rows"], expected["table2_rows"])
    rows = [s for s in reading.scores if not s.is_total]
    assert len(rows) == expected["table3_rows"]
    assert sum(s.full for s in rows) == Decimal(expected["table3_weight"])
    assert sum(s.score for s in rows) == Decimal(expected["table3_score_sum"])
    assert [s.score for s in reading.scores if s.is_total] == [Decimal(expected["table3_score_sum"])]
    assert len(table4) == expected["table4_rows"]
    assert Counter(i.category.code for i in table4) == by_category(expected["table4"])
    assert Counter(i.completion_rate.printed.removesuffix("%") for i in table4) == Counter(expected["table4_rates"])
    assert len(table4) + len(two_rates) == expected["table4_rate_cells"]
    assert len(reading.projects) == expected["key_projects"]
    references = dict.fromkeys(i.project for i in reading.indicators if i.project)
    rows_of = [sum(i.project == reference for i in reading.indicators) for reference in references]
    assert rows_of == expected["key_project_rows"]


def test_fiscal_years_say_how_they_are_known(readings):
    """A year is stated, inferred with the words that say so, or unknown; never guessed."""
    years = {
        name: r.document.fiscal_year and (r.document.fiscal_year.value, r.document.fiscal_year.basis.value)
        for name, r in readings.items()
    }

    assert years == {
        "000": (2024, "inferred"),
        "001": (2025, "inferred"),
        "002": (2022, "stated"),
        "003": None,
        "004": None,
    }
    assert all(
        fold(r.document.fiscal_year.source.text) in r.document.fiscal_year.evidence
        for r in readings.values()
        if r.document.fiscal_year
    )


FIELDS = {"period": "period_target", "annual": "annual_target", "target": "annual_target", "actual": "actual"}


@pytest.fixture(scope="module")
def checked_cells(shared):
    """The hand-checked value cells, by document and field, in reading order."""
    with (shared / "expected" / "targets.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    cells = {}
    for row in rows:
        cells.setdefault((row["document"], row["field"]), []).append(row)
    return cells


def test_every_value_cell_holds_the_words_a_person_read(readings, checked_cells):
    """Each of the 540 value cells and 36 rates stands at its indicator with exactly its words."""
    wrong = []
    for (document, field), rows in checked_cells.items():
        indicators = readings[document].indicators
        if field == "rate":
            indicators = [i for i in indicators if i.completion_rate]
            read = [i.completion_rate.printed for i in indicators]
        else:
            read = [getattr(i, FIELDS[field]).raw for i in indicators]
        assert len(read) == len(rows), (document, field)
        # 003: a lost value is nothing; a final full stop of an item is not part of a value
        wrong += [
            (row["id"], row["raw"], raw)
            for row, raw in zip(rows, read, strict=True)
            if squeezed(row["raw"]) != squeezed(raw)
        ]

    assert wrong == []


def test_names_are_what_a_person_read(readings, checked_cells):
    """At least 98 % of the names agree; the two that the scan damaged contain their legible part and are findings."""
    different, total = [], 0
    for (document, field), rows in checked_cells.items():
        if field not in ("annual", "target"):
            continue
        total += len(rows)
        for row, indicator in zip(rows, readings[document].indicators, strict=True):
            if squeezed(row["indicator"]) != squeezed(indicator.name):
                different.append((row["indicator"], indicator.name))
    damaged = {f.params["words"] for f in readings["002"].findings if f.rule == "damaged-name"}

    assert len(different) <= 0.02 * total
    assert {name for _, name in different} <= damaged


def test_headings_are_what_a_person_read(readings, checked_cells):
    """First and second level of every indicator, codes removed, are what a person filled down."""
    for (document, field), rows in checked_cells.items():
        if field not in ("annual", "target"):
            continue
        for row, indicator in zip(rows, readings[document].indicators, strict=True):
            assert (without_code(indicator.level1), without_code(indicator.level2)) == (
                without_code(row["level1"]),
                without_code(row["level2"]),
            ), row["id"]


def squeezed(text):
    """The words without any white space."""
    return "".join(text.split())


def test_every_span_of_every_record_is_where_it_says(corpus):
    """Each source's text is the join of its spans and each span is a slice of the text layer, with line and page."""
    for path in sorted(corpus.glob("*.txt")):
        layer = TextLayer.from_bytes(path.read_bytes(), path.name)
        lines = layer.text.split("\n")
        for source in sources_of(to_json(read_document(path))):
            assert source["text"] == "".join(span["text"] for span in source["spans"])
            for span in source["spans"]:
                assert layer.text[span["start"] : span["end"]] == span["text"]
                assert span["text"] in lines[span["line"] - 1]


def sources_of(plain):
    """Every SOURCE inside plain JSON."""
    if isinstance(plain, dict):
        if "spans" in plain:
            yield plain
        for value in plain.values():
            yield from sources_of(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from sources_of(value)


def test_a_reading_survives_json(readings):
    """What a build stores is everything that was read."""
    for reading in readings.values():
        assert loads(dumps(reading)) == reading
