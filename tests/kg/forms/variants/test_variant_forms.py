"""Forms as many places print them, each read and compared with what stands beside it."""

from __future__ import annotations

from functools import cache

import pytest

from kg.errors import DocumentError
from kg.reading import read_bytes, read_layer
from tests.kg.forms.variants.comparing import Outcome, compare, outcome, refusal
from tests.kg.forms.variants.every_form import FORMS
from tests.kg.forms.variants.expecting import Form
from tests.kg.forms.variants.writing import as_docx, as_html, as_tabs, as_xlsx, layer_of

WRITERS = {"docx": as_docx, "xlsx": as_xlsx, "html": as_html, "txt": as_tabs}
# what text with tabs cannot say: which empty cells were covered by a merged one
NOT_IN_TEXT = {
    "whole-targets": "the reader of the city's own declaration in tabs takes it, which knows no （2024年度） line",
    "label-ends-in-mid-block": "满意度指标 over both levels",
    "heading-over-three-levels": "绩效指标 over the three columns",
}
BY_SLUG = {form.slug: form for form in FORMS}


@cache
def found(slug: str) -> Outcome:
    return outcome(BY_SLUG[slug])


def test_slugs_are_unique():
    """A form is named by its slug."""
    assert len(BY_SLUG) == len(FORMS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.slug)
def test_form_gives_what_stands_beside_it(form: Form):
    """Each row has its name, headings, values, points and reason; each project its name, unit, goal and money."""
    assert not found(form.slug).differences


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.slug)
def test_words_are_found_again(form: Form):
    """Every value that is stored stands in the text layer where its source says."""
    layer = layer_of(form.slug, form.blocks, form.format)
    try:
        reading = read_layer(layer, {})
    except DocumentError:
        assert found(form.slug).refused
        return
    for indicator in reading.indicators:
        for value in (indicator.period_target, indicator.annual_target, indicator.actual):
            if value is not None and value.source is not None:
                assert value.raw == value.source.text == "".join(span.text for span in value.source.spans)
                assert all(layer.text[span.start : span.end] == span.text for span in value.source.spans)


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.slug)
def test_form_as_file(form: Form, suffix: str):
    """The same form as a Word file, a workbook, a web page and text with tabs gives the same."""
    try:
        as_read = compare(form, read_bytes(WRITERS[suffix](form.blocks), f"{form.slug}.{suffix}"))
    except DocumentError as error:
        as_read = refusal(form, str(error))
    assert not as_read.silent
    if suffix == "txt" and form.slug in NOT_IN_TEXT:
        assert as_read.differences
        return
    assert not as_read.differences
    assert bool(as_read.refused) == bool(found(form.slug).refused)
