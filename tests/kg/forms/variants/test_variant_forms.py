"""Forms as many places print them, each read and compared with what stands beside it."""

from __future__ import annotations

from functools import cache

import pytest

from kg.errors import DocumentError, NotTextError
from kg.reading import read_bytes, read_layer
from tests.kg.forms.variants.comparing import Outcome, compare, outcome, refusal
from tests.kg.forms.variants.differences import Difference
from tests.kg.forms.variants.every_form import FORMS
from tests.kg.forms.variants.expecting import Form
from tests.kg.forms.variants.known import KNOWN, Known
from tests.kg.forms.variants.writing import as_docx, as_html, as_xlsx, layer_of

WRITERS = {"docx": as_docx, "xlsx": as_xlsx, "html": as_html}
AS_FILES = (
    "central-self-evaluation-2020", "central-declaration-2015-halves", "sichuan-long-table", "hunan-pairs-and-serial",
    "anhui-points-in-labels", "shanxi-vertical-labels", "gansu-blank-below", "heilongjiang-value-and-unit",
    "guangxi-title-in-table", "traditional-headings", "whole-targets", "one-project-a-sheet", "shifted-right",
    "foreign-three-public-expenses",
)  # fmt: skip
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
@pytest.mark.parametrize("slug", AS_FILES)
def test_form_as_file(slug: str, suffix: str):
    """The same form as a Word file, a workbook and a web page gives the same."""
    form = BY_SLUG[slug]
    try:
        outcome_of_file = compare(form, read_bytes(WRITERS[suffix](form.blocks), f"{slug}.{suffix}"))
    except NotTextError:
        pytest.skip("LOUD: read_bytes reads no files but text yet, so no form is checked as a file")
    except DocumentError as error:
        outcome_of_file = refusal(form, str(error))
    assert not [difference for difference in outcome_of_file.differences if not covered(form, difference)]
    assert bool(outcome_of_file.refused) == bool(found(slug).refused)
