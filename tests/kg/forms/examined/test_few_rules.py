"""The examined forms as PDF with few rules or none: right, cited or refused with the reason, never wrong in silence."""

from __future__ import annotations

from functools import cache
from zlib import crc32

import pytest

from kg.errors import DocumentError
from kg.reading import read_bytes
from tests.kg.forms.examined.comparing import differences
from tests.kg.forms.examined.few_rules import LIKE, drawn, is_refused, right_rows
from tests.kg.forms.examined.writing import written

# what is drawn, one form of how many is set so, and the least share of rows that is right: with all forms the tests
# would take minutes longer
SETS = {
    "none": (5, 0.4),
    "rows": (10, 0.75),
    "boxed rows": (10, 0.75),
    "below": (10, 0.75),
    "above": (10, 0.75),
    "blocks": (10, 0.4),
    "frame": (10, 0.4),
}


def _is_drawn(slug: str, rules: str) -> bool:
    """Whether a form is set so: by its name alone, that a new form changes nothing for the others."""
    return crc32(f"{rules} {slug}".encode()) % SETS[rules][0] == 0


SET = {(rules, form.slug): drawn(form, rules) for rules in SETS for form in LIKE if _is_drawn(form.slug, rules)}


@cache
def wrong(rules: str, slug: str):
    return differences(SET[rules, slug])


@pytest.mark.parametrize(("rules", "slug"), SET)
def test_no_figure_is_wrong_in_silence(rules: str, slug: str):
    """A row may be missing, then its words are cited or were wrapped; none has another name, value or heading."""
    assert not [one for one in wrong(rules, slug) if one.silent and one.field != "row"]


@pytest.mark.parametrize("rules", SETS)
def test_many_are_read_and_the_others_say_why(rules: str):
    """As many rows are right as the rules tell; a refused form says what stood in columns."""
    rows = right = 0
    for (own, slug), form in SET.items():
        if own != rules:
            continue
        found = wrong(rules, slug)
        rows += len(form.page.rows)
        right += right_rows(form, found)
        if not is_refused(found):
            continue
        with pytest.raises(DocumentError) as caught:
            read_bytes(written(form), form.file_name)
        assert caught.value.key in ("columns-without-rules", "no-indicator-rows", "unknown-form")
    assert right >= SETS[rules][1] * rows, (right, rows)


def test_rows_are_read_without_labels_that_fit_none():
    """绩效指标 over all rows but 总分 stands in the middle of none: rows keep names and values, and it is told."""
    form = next(drawn(form, "none") for form in LIKE if form.slug.startswith("10-se"))
    reading = read_bytes(written(form), form.file_name)

    expected = [(row.name[0], row.target[0].strip(), row.actual[0]) for row in form.page.rows]
    found = [(one.name, one.annual_target.raw, one.actual.raw) for one in reading.indicators]
    assert found == expected
    assert {(one.level1, one.level2) for one in reading.indicators} == {("", "")}
    told = {finding.rule: finding.params for finding in reading.findings}
    assert told["rows-without-labels"] == {"pages": "1"}


@pytest.mark.parametrize("slug", ["302-t-transfer-halves", "681-heilongjiang-university"])
def test_columns_left_of_the_rows_are_labels_only(slug: str):
    """Two halves side by side: the names and values of the left one are no labels that may be left out."""
    form = next(drawn(form, "none") for form in LIKE if form.slug == slug)
    assert is_refused(differences(form))
