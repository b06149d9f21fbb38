"""Forms set by somebody who did not write the reader, each read as the file it is and compared with what it prints."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.kg.forms.examined.comparing import differences
from tests.kg.forms.examined.every_form import FORMS
from tests.kg.forms.examined.known import KNOWN
from tests.kg.forms.examined.known_difference import Known
from tests.kg.forms.examined.setting import ExaminedForm
from tests.kg.forms.variants.differences import Difference

BY_SLUG = {form.slug: form for form in FORMS}
every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.slug)


@cache
def found(slug: str) -> tuple[Difference, ...]:
    return differences(BY_SLUG[slug])


def test_slugs_are_unique():
    """A form is named by its slug, and what is known of one is known of a form that stands here."""
    assert len(BY_SLUG) == len(FORMS)
    assert {known.slug for known in KNOWN} <= set(BY_SLUG)


@pytest.mark.parametrize(
    ("field", "printed"),
    [
        ("name", ("养护国道里程",)),
        ("target", ("≥1281公里",)),
        ("actual", ("",)),
        ("weight", "2"),
        ("score", ""),
        ("level1", "效益指标"),
        ("level2", "质量指标"),
        ("project", "国道养护"),
    ],
)
def test_a_wrong_value_is_noticed(field: str, printed: str | tuple[str, ...]):
    """Were another value printed than the one that was read, the comparison would call it stored in silence."""
    form = replace(BY_SLUG["01-se-central"])
    form.page.rows[0] = replace(form.page.rows[0], **{field: printed})
    assert field in {difference.field for difference in differences(form) if difference.silent}


@every_form
def test_nothing_wrong_is_stored_in_silence(form: ExaminedForm):
    """A name, value, weight, score, heading, project or department that the form does not print there is cited."""
    assert not [difference for difference in found(form.slug) if difference.silent]


@every_form
def test_what_is_printed_is_read(form: ExaminedForm):
    """Each row, project, amount, department and year that the form prints is read, but for what is known."""
    assert not [one for one in found(form.slug) if not any(known.covers(form.slug, one) for known in KNOWN)]


@pytest.mark.parametrize(
    "known",
    [pytest.param(known, marks=pytest.mark.xfail(reason=known.reason, strict=True), id=known.id) for known in KNOWN],
)
def test_known_failure(known: Known):
    """What is listed as failing still fails; once it is mended, its entry goes."""
    assert not [one for one in found(known.slug) if known.covers(known.slug, one)]
