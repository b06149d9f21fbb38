"""The examined forms as PDF without a single rule: right, cited or refused with the reason, never wrong in silence."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from kg.errors import DocumentError
from kg.readers.blocks import Table
from kg.reading import read_bytes
from tests.kg.forms.examined.comparing import differences
from tests.kg.forms.examined.every_form import FORMS
from tests.kg.forms.examined.notation import TYPED
from tests.kg.forms.examined.setting import ExaminedForm
from tests.kg.forms.examined.writing import written

_FEWEST_ROWS = 4


def _is_like(form: ExaminedForm) -> bool:
    """Whether a form has rows, and words that a PDF prints as they are."""
    words = [cell.text for block in form.page.blocks if isinstance(block, Table) for cell in block.cells]
    printed = not any(TYPED.fullmatch(text) or "·" in text for text in words)
    return printed and len(form.page.rows) >= _FEWEST_ROWS and form.kind in ("docx", "html", "pdf", "xlsx")


# one in five: with all of them the tests would take a minute longer
UNRULED = [replace(form, kind="pdf", look={"ruled": False}, edits=()) for form in FORMS if _is_like(form)][::5]


@cache
def wrong(slug: str):
    form = next(form for form in UNRULED if form.slug == slug)
    return differences(form)


@pytest.mark.parametrize("form", UNRULED, ids=lambda form: form.slug)
def test_no_figure_is_wrong_in_silence(form):
    """A row may be missing, then its words are cited or were wrapped; none has another name, value or heading."""
    assert not [difference for difference in wrong(form.slug) if difference.silent and difference.field != "row"]


def test_many_are_read_and_the_others_say_why():
    """Two rows of five are right; a refused form says what stood in columns."""
    rows = right = 0
    for form in UNRULED:
        found = wrong(form.slug)
        rows += len(form.page.rows)
        if not any(difference.field == "refused" for difference in found):
            right += len(form.page.rows) - len({one.row for one in found if one.row[:1].isdigit()})
            continue
        with pytest.raises(DocumentError) as caught:
            read_bytes(written(form), form.file_name)
        assert caught.value.key in ("columns-without-rules", "unknown-form")
    assert right >= 0.4 * rows, (right, rows)
