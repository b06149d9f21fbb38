"""Damage to sound forms: no figure may be stored that stands in a cell of another column, unless a finding says so."""

from __future__ import annotations

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from tests.kg.forms.variants.damaging import KINDS, misplaced, sound_drawings, ways


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, derandomize=True, database=None)
@given(st.data())
def test_no_figure_of_another_column(kind: str, data: st.DataObject):
    """Target, result, weight and score come from their own column and row, or a finding cites the row."""
    at = data.draw(st.integers(0, len(sound_drawings()) - 1))
    form, number = sound_drawings()[at]
    done = ways(form.slug, number, kind)
    if not done:
        return
    what, rows = done[data.draw(st.integers(0, len(done) - 1))]
    note(f"{form.slug}: {what}")
    assert not misplaced(form, number, rows)


@pytest.mark.parametrize("kind", ["blank a heading", "swap two columns"])
def test_no_heading_misleads(kind: str):
    """Every way to lose a heading or to swap two columns, in every sound form."""
    wrong = [
        (form.slug, what, found)
        for form, number in sound_drawings()
        for what, rows in ways(form.slug, number, kind)
        if (found := misplaced(form, number, rows))
    ]
    assert not wrong
