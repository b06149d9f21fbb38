"""Forms as many places print them, each read and compared with what stands beside it."""

from __future__ import annotations

from functools import cache

import pytest

from kg.errors import DocumentError
from kg.reading import read_bytes, read_layer
from tests.kg.forms.variants.comparing import Outcome, compare, outcome, refusal
from tests.kg.forms.variants.differences import Difference
from tests.kg.forms.variants.every_form import FORMS
from tests.kg.forms.variants.expecting import Form
from tests.kg.forms.variants.known import KNOWN, Known
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


def covered(form: Form, difference: Difference) -> bool:
    return any(known.covers(form.slug, difference) for known in KNOWN)


def test_slugs_are_unique():
    """A form is named by its slug."""
    assert len(BY_SLUG) == len(FORMS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.slug)
def test_form_gives_what_stands_beside_it(form: Form):
    """Each row has its name, headings, values, points and reason; each project its name, unit, goal and money."""
    news = [difference for difference in found(form.slug).differences if not covered(form, difference)]
    assert not news


@pytest.mark.parametrize(
    "known",
    [pytest.param(known, marks=pytest.mark.xfail(reason=known.reason, strict=True), id=known.id) for known in KNOWN],
)
def test_known_failure(known: Known):
    """What is listed as failing still fails; once it is mended, its entry goes."""
    assert not [one for one in found(known.slug).differences if known.covers(known.slug, one)]


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
    assert not [difference for difference in as_read.differences if not covered(form, difference)]
    assert bool(as_read.refused) == bool(found(form.slug).refused)
