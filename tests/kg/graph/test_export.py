"""A build in the formats of other tools."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal

import networkx
import openpyxl
import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from kg import record_json
from kg.csv_text import plain_cell
from kg.dataset.lines import write_sorted
from kg.errors import OptionError
from kg.graph.code_words import words_of
from kg.graph.export import FORMATS, csv_cell, export
from kg.graph.mapping import graph_quads
from kg.graph.quads import line
from kg.graph.spreadsheet import MOST_CHARACTERS, _Sheet, spreadsheet_text, write_spreadsheet
from kg.graph.store_view import neutral
from kg.graph.tables import TABLES, TABLES_BY_NAME, rows_of
from kg.quantities.value import Assumed, Comparator, Dimension, Every, Kind, Role
from kg.records import Basis, Form, Level, Severity
from tests.kg.graph.readings import declaration, three

BASE = "http://h/"


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    path = tmp_path_factory.mktemp("build") / "graph.nq"
    write_sorted((line(quad) for quad in graph_quads(three(), BASE)), path)
    return path


def exported(name, graph, readings=None):
    stream = io.BytesIO()
    export(name, readings or three(), graph, stream, BASE)
    return stream.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_build_gives_the_same_bytes(name, graph):
    """No clock and no order of chance enters an export."""
    assert exported(name, graph) == exported(name, graph)


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)[. ]:DeprecationWarning")
@pytest.mark.parametrize("name", ["nquads", "trig"])
def test_rdf_with_graphs_holds_every_statement(name, graph):
    """Another library reads as many statements as the file has, each in its graph."""
    dataset = rdflib.Dataset()
    dataset.parse(data=exported(name, graph), format=name)

    assert len(list(dataset.quads())) == len(graph.read_bytes().splitlines())


def test_jsonld_holds_every_statement(graph):
    """JSON-LD gives back exactly the lines of the file."""
    read = pyoxigraph.parse(exported("jsonld", graph), format=pyoxigraph.RdfFormat.JSON_LD)

    lines = {line(neutral(quad)) for quad in read}
    assert lines == set(graph.read_text(encoding="utf-8").split("\n")) - {""}


def test_turtle_is_the_union_of_all_graphs(graph):
    """A triple stands in one graph, so the union has as many triples as there are quads."""
    read = rdflib.Graph().parse(data=exported("turtle", graph), format="turtle")

    assert len(read) == len(graph.read_bytes().splitlines())


def test_records_are_one_reading_a_line(graph):
    """Each line is exactly what was read, and can be read back."""
    lines = exported("records", graph).decode().splitlines()

    assert [record_json.loads(text) for text in lines] == three()


def test_graphml_can_be_read_back(graph):
    """Nodes, kinds and figures arrive in another program."""
    read = networkx.parse_graphml(exported("graphml", graph).decode(), force_multigraph=True)

    kinds = {attributes["kind"] for _, attributes in read.nodes(data=True)}
    assert {"Department", "Unit", "Project", "Task", "Indicator", "Target", "Result", "Amount"} <= kinds
    values = [attributes["value"] for _, attributes in read.nodes(data=True) if "value" in attributes]
    assert 5_500_000.0 in values


def test_csv_has_a_row_for_each_indicator_with_figures_twice(graph):
    """A number to count with and the words that were printed."""
    text = exported("csv", graph).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))

    assert len(rows) == sum(len(reading.indicators) for reading in three())
    assert (rows[0]["annual_target_value"], rows[0]["annual_target_printed"]) == ("80.0", "80.0")
    assert rows[0]["annual_target_raw"] == "不少于80.0场"
    assert rows[0]["annual_target_measure_unit"] == "场"


@given(st.text(max_size=20))
def test_no_cell_of_words_is_a_formula(text):
    """Whatever a document prints, a spreadsheet program shows it as words."""
    assert not re.match(r"[=+\-@\t\r\n＝＋－＠]", csv_cell(text)) or re.fullmatch(r"[+-][0-9]+(\.[0-9]+)?%?", text)
    assert text in (csv_cell(text), plain_cell(csv_cell(text)))


def test_spreadsheet_has_a_sheet_for_each_kind(graph):
    """Sheets with Chinese headings, figures as numbers, words as words."""
    hostile = declaration()
    named = replace(hostile.indicators[0], name="=HYPERLINK(1)\x01")
    readings = [replace(hostile, indicators=(named, *hostile.indicators[1:]))]
    book = openpyxl.load_workbook(io.BytesIO(exported("xlsx", graph, readings)))

    assert book.sheetnames == [*(table.zh for table in TABLES), "代码"]
    sheet = book["绩效指标"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    name = sheet.cell(2, heads["三级指标"])
    assert (name.value, name.data_type) == ("=HYPERLINK(1)\ufffd", "s")
    assert sheet.cell(2, heads["年度数值"]).value == 80
    assert sheet.cell(2, heads["年度印出数字"]).value == "80.0"
    # its headings are seen whole, stay in sight and stand out
    widths = {head: sheet.column_dimensions[get_column_letter(column)].width for head, column in heads.items()}
    assert all(width >= 2 * len(head) for head, width in widths.items() if not head.isascii())
    assert widths["三级指标"] > widths["年度数值"]
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in sheet[1])


@pytest.mark.parametrize(
    ("language", "names", "words"),
    [
        ("zh", ("绩效指标", "年度比较符", "年度类型", "代码"), ("不少于", "数量", "项数")),
        ("en", ("indicators", "annual target comparator", "annual target kind", "codes"), ("at least", "quantity")),
    ],
)
def test_people_read_words_and_the_last_sheet_has_their_codes(language, names, words):
    """No cell of a sheet is a code, in either language; the sheet of codes leads back to what programs read."""
    stream = io.BytesIO()
    write_spreadsheet(three(), stream, BASE, language)
    book = openpyxl.load_workbook(stream)
    sheet, comparator, kind, codes = names
    heads = {cell.value: cell.column - 1 for cell in book[sheet][1]}
    rows = list(book[sheet].iter_rows(min_row=2, values_only=True))
    written = {row[0:4]: row[4] for row in book[codes].iter_rows(min_row=2, values_only=True)}

    assert set(words[:1]) <= {row[heads[comparator]] for row in rows}
    assert set(words[1:2]) <= {row[heads[kind]] for row in rows}
    assert written[sheet, comparator, words[0], "ge"] == "annual_target_comparator"
    for table in TABLES:
        own = book[table.zh if language == "zh" else table.name]
        for place, column in enumerate(table.columns):
            known = words_of(column.codes) if column.codes else {}
            found = {row[place] for row in own.iter_rows(min_row=2, values_only=True)} & set(known)
            assert all(known[cell][language] == cell for cell in found), (table.name, column.name)


def test_every_code_has_words_in_both_languages():
    """Every value of an enumeration that a column holds is said; a column names a group that there is."""
    enums = {
        "basis": Basis, "comparator": Comparator, "dimension": Dimension, "every": Every, "form": Form, "kind": Kind,
        "level": Level, "role": Role, "severity": Severity, "assumed": Assumed,
    }  # fmt: skip
    for column in (column for table in TABLES for column in table.columns if column.codes):
        words = words_of(column.codes)
        assert all(set(both) == {"zh", "en"} for both in words.values())
        assert {one.value for one in enums.get(column.codes, ())} <= set(words), column.codes
        assert words, column.codes


def test_a_full_sheet_goes_on_in_another():
    """Rows beyond a sheet's limit are not lost."""
    book = openpyxl.Workbook(write_only=True)
    table = TABLES_BY_NAME["scores"]
    sheet = _Sheet(book, table, most_rows=3)
    for ordinal in range(5):
        sheet.append(("a", "b", ordinal, "", "", "", Decimal("0.5"), None, False, 1, 1, None, None, None))
    stream = io.BytesIO()
    book.save(stream)

    read = openpyxl.load_workbook(stream)
    assert [(one.title, one.max_row) for one in read] == [("评分", 3), ("评分 2", 3), ("评分 3", 2)]


def test_a_figure_too_long_for_a_double_stands_as_words():
    """Nothing is rounded in silence."""
    first = declaration().amounts[0]
    exact = replace(first, yuan=Decimal("12345678901234567890.12"))
    reading = replace(declaration(), amounts=(exact,))
    stream = io.BytesIO()
    write_spreadsheet([reading], stream, BASE)

    sheet = openpyxl.load_workbook(stream)["金额"]
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    assert "12345678901234567890.12" in cells


def test_a_cell_that_is_cut_says_so():
    """A spreadsheet cell holds so many characters and no more."""
    assert spreadsheet_text("长" * 40_000)[-1] == "…"
    assert len(spreadsheet_text("长" * 40_000)) == MOST_CHARACTERS


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_are_as_long_as_their_columns(table):
    """Each row of each kind has a cell for every heading."""
    rows = [row for reading in three() for row in rows_of(table, reading, BASE)]

    assert rows
    assert {len(row) for row in rows} == {len(table.columns)}
    assert len({column.name for column in table.columns}) == len(table.columns)
    assert len({column.zh for column in table.columns}) == len(table.columns)


def test_an_unknown_format_is_refused(graph):
    """The error says which formats there are."""
    with pytest.raises(OptionError, match="graphml"):
        exported("pdf", graph)


def test_a_path_is_written_like_a_stream(graph, tmp_path):
    """The command line writes files, the service streams."""
    path = tmp_path / "out.csv"
    export("csv", three(), graph, path, BASE)

    assert path.read_bytes() == exported("csv", graph)


@pytest.mark.parametrize("reading", three(), ids=lambda reading: reading.document.form)
def test_every_figure_of_a_sheet_has_its_own_place(reading):
    """A value may stand on another line than its name: each number has the place of the words that it is read from."""

    def cells(name):
        columns = [column.name for column in TABLES_BY_NAME[name].columns]
        return [dict(zip(columns, row, strict=True)) for row in rows_of(TABLES_BY_NAME[name], reading, BASE)]

    values = {
        (one.ordinal, field): value.source
        for one in reading.indicators
        for field in ("period_target", "annual_target", "actual")
        if (value := getattr(one, field)) is not None and value.source is not None
    }
    for row in cells("indicators"):
        for field in ("period_target", "annual_target", "actual"):
            source = values.get((row["ordinal"], field))
            assert row[f"{field}_place"] == (f"{source.document}:{source.line}" if source else None)
    for row in cells("components"):
        source = values[int(row["indicator"].rpartition("-")[2]), row["field"]]
        assert (row["page"], row["line"]) == (source.page, source.line)
    for name, records in (("tasks", reading.tasks), ("projects", reading.projects)):
        for row, record in zip(cells(name), records, strict=True):
            amounts = [record.amount] if name == "tasks" else [one for one in record.amounts if one.kind == "total"]
            assert row["yuan_place"] == next((f"{a.source.document}:{a.source.line}" for a in amounts if a), None)
