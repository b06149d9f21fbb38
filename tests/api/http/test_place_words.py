"""Where a figure stands, in words: the sheet and cell, the page, the row and column that pages name hold the words."""

from __future__ import annotations

import csv
import hashlib
import html
import re
from collections import defaultdict
from io import BytesIO

import docx
import openpyxl
import pdfplumber
import pytest
from lxml import html as lxml_html
from openpyxl.utils import range_boundaries
from starlette.testclient import TestClient

from api.building import build
from api.http import DatasetSource, create_app
from benchmarks.corpora.generating import make
from benchmarks.corpora.pdf import PdfSetting, as_pdf
from benchmarks.corpora.writing import as_docx, as_html, as_xlsx
from tests.api.http.markup import Page

FILES = {
    "sheets.xlsx": lambda: as_xlsx(make(7, 4, "project_evaluations")),
    "goals.pdf": lambda: as_pdf(make(7, 0, "declaration"), PdfSetting()),
    "evaluation.docx": lambda: as_docx(make(7, 3, "project_evaluation")),
    "report.html": lambda: as_html(make(7, 2, "report")),
}
TABLE_PLACE = re.compile(r"第 \d+ 行（表格第 (\d+) 行第 (\d+) 列）")
REASON = "表里写错了一位"

_MONEY = re.compile(r"[\d,.]+( 万元| 元| yuan)?$")


@pytest.fixture(scope="module")
def contents():
    """Synthetic documents in four formats, by file name."""
    return {name: write() for name, write in FILES.items()}


@pytest.fixture(scope="module")
def site(contents, tmp_path_factory):
    """A service over the documents, with one figure put right; gives its client and its build."""
    folder = tmp_path_factory.mktemp("places")
    documents, dataset = folder / "documents", folder / "dataset"
    documents.mkdir()
    for name, data in contents.items():
        (documents / name).write_bytes(data)
    assert not build(dataset, [documents]).refused
    with (dataset / "corrections.csv").open("w", newline="", encoding="utf-8") as table:
        rows = csv.writer(table)
        rows.writerow(["document", "kind", "ordinal", "field", "was", "becomes", "reason", "by", "date"])
        digest = hashlib.sha256(contents["sheets.xlsx"]).hexdigest()
        value = _first_actual(dataset, "sheets.xlsx")
        rows.writerow([digest, "indicator", value.ordinal, "actual", value.actual.raw, "7场", REASON, "张三", ""])
    build(dataset)
    source = DatasetSource(dataset, query_workers=1)
    source.open()
    with source.lease() as served:
        yield TestClient(create_app(source), follow_redirects=False), served
    source.close()


def _first_actual(dataset, name):
    source = DatasetSource(dataset, query_workers=1)
    source.open()
    with source.lease() as served:
        reading = next(one for one in served.readings() if one.document.name == name)
        found = next(one for one in reading.indicators if one.actual is not None and one.actual.raw)
    source.close()
    return found


def _places(site, name):
    """Give each place of each indicator page of a document: its words, and what is marked there."""
    client, served = site
    reading = next(one for one in served.readings() if one.document.name == name)
    for indicator in reading.indicators:
        text = client.get(f"/page/indicator/{reading.document.id}-{indicator.ordinal}").text
        for figure in re.findall(r"<figure.*?</figure>", text, re.DOTALL):
            where = html.unescape(re.search(rf'">{re.escape(name)} (.*?)</a>', figure)[1])
            yield where, "".join(Page(figure).marked)


def _bare(words):
    return "".join(str(words).split())


def test_a_cell_of_a_spreadsheet_is_named_as_the_program_names_it(site, contents):
    """Opened in another reader, the sheet and cell that a page names hold the words that it marks."""
    book = openpyxl.load_workbook(BytesIO(contents["sheets.xlsx"]))
    sheets = set()
    for where, words in _places(site, "sheets.xlsx"):
        sheet, cell = re.fullmatch(r"工作表“(.+)”([A-Z]+\d+)", where).groups()
        value, shown = book[sheet][cell].value, _bare(words)
        if isinstance(value, int | float):
            assert float(shown.rstrip("%").replace(",", "")) == pytest.approx(value * (100 if "%" in shown else 1))
        else:
            assert shown in _bare(value)
        sheets.add(sheet)
    assert len(sheets) > 1


def test_words_of_a_pdf_are_found_on_the_page_named(site, contents):
    """The page that is named prints the words."""
    with pdfplumber.open(BytesIO(contents["goals.pdf"])) as pdf:
        printed = [_bare("".join(char["text"] for char in page.chars)) for page in pdf.pages]
    pages = set()
    for where, words in _places(site, "goals.pdf"):
        page = int(re.fullmatch(r"第 (\d+) 页（全文第 \d+ 行）", where)[1])
        assert _bare(words) in printed[page - 1]
        pages.add(page)
    assert len(pages) > 1


def test_a_cell_of_a_word_table_is_named_by_row_and_column(site, contents):
    """One of the tables of the file has the words in the row and column that are named."""
    grids = [
        {(row, column): _bare(cell.text) for row, cells in enumerate(table.rows, 1) for column, cell in _columns(cells)}
        for table in docx.Document(BytesIO(contents["evaluation.docx"])).tables
    ]
    _check_grids(site, "evaluation.docx", grids)


def _columns(row):
    """Give the cells of a row under the columns where they begin."""
    seen = None
    for column, cell in enumerate(row.cells, 1):
        if cell._tc is not seen:
            yield column, cell
        seen = cell._tc


def test_a_cell_of_a_web_table_is_named_by_row_and_column(site, contents):
    """One of the tables of the page has the words in the row and column that are named."""
    grids = []
    for table in lxml_html.fromstring(contents["report.html"].decode()).iter("table"):
        grid, covered = {}, defaultdict(bool)
        for row, line in enumerate(table.iter("tr"), 1):
            column = 1
            for cell in line.iter("td", "th"):
                while covered[row, column]:
                    column += 1
                grid[row, column] = _bare(cell.text_content())
                for down in range(int(cell.get("rowspan", 1))):
                    for right in range(int(cell.get("colspan", 1))):
                        covered[row + down, column + right] = True
        grids.append(grid)
    _check_grids(site, "report.html", grids)


def _check_grids(site, name, grids):
    checked = 0
    for where, words in _places(site, name):
        row, column = map(int, TABLE_PLACE.fullmatch(where).groups())
        assert any(_bare(words) in grid.get((row, column), "") for grid in grids), (where, words)
        checked += 1
    assert checked > 10


@pytest.mark.parametrize(("language", "sheet"), [("zh", "工作表“"), ("en", "sheet “")])
def test_every_list_names_sheet_and_cells(site, language, sheet):
    """Search, list, comparison and the page of the file name cells, not lines, of a spreadsheet."""
    client, served = site
    reading = next(one for one in served.readings() if one.document.name == "sheets.xlsx")
    name = reading.indicators[0].name
    for address in (
        f"/?q={name}",
        f"/?department={reading.document.department}",
        f"/compare?q={reading.document.id}-{reading.indicators[0].ordinal}",
        f"/page/document/{reading.document.id}",
    ):
        text = client.get(f"{address}{'&' if '?' in address else '?'}lang={language}").text
        links = re.findall(rf'<a href="/page/document/{reading.document.id}\?[^"]*mark=[^"]*"[^>]*>([^<]*)</a>', text)
        # a budget leads to its figure by the figure itself
        links = [html.unescape(one).removeprefix("sheets.xlsx ") for one in links if not _MONEY.match(one)]

        assert links, address
        assert all(one.startswith(sheet) for one in links), (address, links)
        for one in links:
            for cells in re.findall(r"[A-Z]+\d+(?::[A-Z]+\d+)?", one.rpartition("”")[2]):
                left, top, right, bottom = range_boundaries(cells)
                assert left <= right
                assert top <= bottom


def test_a_correction_shows_both_readings_and_what_is_printed(site):
    """Its page has what was read, what it is now, why and who, and marks the printed words, which are the former."""
    client, served = site
    reading = next(one for one in served.readings() if one.corrections)
    (one,) = reading.corrections
    thing = client.get(f"/page/indicator/{reading.document.id}-{one.ordinal}").text
    (link,) = {link for link in Page(thing).links if link.startswith("/page/correction/")}
    text = client.get(link).text

    assert Page(text).marked == [one.was]
    for words in (one.was, one.becomes, REASON, "张三", f'/page/indicator/{reading.document.id}-{one.ordinal}"'):
        assert words in text
    assert re.search("工作表“[^”]+”[A-Z]+[0-9]+", text)
    document = client.get(f"/page/document/{reading.document.id}").text
    assert f"绩效指标 {one.ordinal} " in document
    assert re.search(rf'/page/indicator/{reading.document.id}-{one.ordinal}">[^<]*</a> <small>更正</small>', document)
    assert client.get(link + "x").status_code == 404


def test_labels_of_graph_nodes_are_words_of_the_readers_language(site):
    """No page of a node names a property as programs do: Chinese pages have Chinese labels, English ones none."""
    client, served = site
    reading = next(one for one in served.readings() if one.corrections)
    slug = f"{reading.document.id}-{reading.corrections[0].ordinal}"
    span = re.findall(r"/id/(span/[^\s>]+)", client.get(f"/data/indicator/{slug}.nt").text)[0]
    for address in (
        f"amount/{reading.document.id}-1",
        f"target/{slug}-annual",
        f"result/{slug}",
        span,
    ):
        labels = {
            language: re.findall("<dt>(.*?)</dt>", client.get(f"/page/{address}", params={"lang": language}).text)
            for language in ("zh", "en")
        }

        assert labels["zh"], address
        assert all(re.search("[一-鿿]", label) for label in labels["zh"] if "IRI" not in label), labels
        assert not any(re.search("[一-鿿]|^[a-z]+[A-Z]", label) for label in labels["en"]), labels
