"""One form, any format, any setting: the same records. White space, places and remarks on the file aside."""

import random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from benchmarks.corpora.declarations import WIDTHS
from benchmarks.corpora.documents import Setting
from benchmarks.corpora.generating import FORMS
from benchmarks.corpora.pdf import PdfSetting, as_pdf
from benchmarks.corpora.writing import as_docx, as_text, as_xlsx, rows_of
from tests.kg.formats.facts import assert_same, document

WRITERS = {
    "text": ("txt", as_text),
    "rows": ("txt", lambda made: rows_of(made.blocks).encode()),
    "docx": ("docx", as_docx),
    "xlsx": ("xlsx", as_xlsx),
    "pdf": ("pdf", as_pdf),
}
PAGED = ("declaration", "packed_projects")
# heights of pages in points, each with one of the four ways to go on
HEIGHTS = ((230, ""), (270, "split"), (310, "head"), (365, "split head"), (430, ""), (520, "split"), (610, "head"))


@pytest.mark.parametrize(
    ("form", "found", "seed"),
    [(form, found, seed) for form in FORMS for found in WRITERS for seed in (1, 2)],
)
def test_every_format_gives_the_same_records(form, found, seed):
    """Text, rows of tab-separated cells, DOCX, XLSX and PDF give what HTML gives, in forms of full length."""
    made, wanted = document(form, seed, 40)
    suffix, write = WRITERS[found]

    assert_same(wanted, write(made), f"form.{suffix}")


@pytest.mark.parametrize(("form", "height", "way"), [(form, height, way) for form in FORMS for height, way in HEIGHTS])
def test_page_breaks_change_nothing(form, height, way):
    """A page may end anywhere, also within a row or a merged cell, with the head printed again or not."""
    made, wanted = document(form, 3)
    setting = PdfSetting(height=height, split_rows="split" in way, repeat_head="head" in way)

    assert_same(wanted, as_pdf(made, setting), "form.pdf")


@pytest.mark.parametrize(
    ("form", "columns", "size"),
    [(form, columns, size) for form in FORMS for columns in ("words", "even", "left") for size in (9, 10.5)],
)
def test_column_widths_and_type_change_nothing(form, columns, size):
    """Three ways to share the width out and two sizes of type give the same records."""
    made, wanted = document(form, 4)

    assert_same(wanted, as_pdf(made, PdfSetting(columns=columns, size=size)), "form.pdf")


@pytest.mark.parametrize("form", FORMS)
def test_labels_in_the_middle_of_their_cells_change_nothing(form):
    """Merged labels may stand in the middle of their cell, and lines may break within numbers."""
    made, wanted = document(form, 5)

    assert_same(wanted, as_pdf(made, PdfSetting(middle=True, words=False, height=480)), "form.pdf")


@pytest.mark.parametrize(
    ("form", "widths", "page"),
    [(form, widths, page) for form in PAGED for widths in range(len(WIDTHS)) for page in (24, 41, 400)],
)
def test_page_layout_at_any_width(form, widths, page):
    """Page-layout text at four sets of column widths and three lengths of page gives what the table gives."""
    made, wanted = document(form, 6, 40)

    assert_same(wanted, as_text(made, Setting(widths, page)), "form.txt")


@settings(max_examples=16, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(sorted(FORMS)), st.integers(10, 10_000), st.sampled_from([as_docx, as_xlsx]))
def test_any_document_is_the_same_in_office_formats(form, seed, write):
    """Whatever a form says, Word and Excel files give what HTML gives."""
    made, wanted = document(form, seed, 30)

    assert_same(wanted, write(made), "form.docx" if write is as_docx else "form.xlsx")


@settings(max_examples=16, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
@given(st.sampled_from(sorted(FORMS)), st.integers(10, 10_000), st.integers(220, 800))
def test_any_document_is_the_same_on_pages_of_any_height(form, seed, height):
    """Whatever a form says, wherever its pages end, and however it is set, the PDF gives what HTML gives."""
    made, wanted = document(form, seed)
    chance = random.Random(seed)
    setting = PdfSetting(
        height=height,
        size=chance.choice((9, 10.5)),
        columns=chance.choice(("words", "even", "left")),
        split_rows=chance.random() < 0.5,
        repeat_head=chance.random() < 0.5,
        words=chance.random() < 0.5,
    )

    assert_same(wanted, as_pdf(made, setting), "form.pdf")


def test_html_gives_what_the_corpus_expects():
    """The records that all formats are compared with are those that the form states, in every form."""
    for form in FORMS:
        made, wanted = document(form, 7, 30)
        rows = [(row["name"], row["annual_target"] and row["annual_target"]["raw"]) for row in wanted["indicators"]]

        assert rows == [(row["name"], row["annual"]) for row in made.expected["indicators"]], form
