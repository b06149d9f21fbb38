"""IRIs and addresses: what the graph calls a thing and what a browser asks for are one thing."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from api.http.addresses import kind_and_slug, path_of, slug_of, thing_iri
from kg.graph.quads import entity_iri

BASE = "http://localhost:8000/"
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(NAMES, NAMES)
def test_every_iri_survives_the_wire(department, unit):
    """An IRI made of any two names comes back the same from its own path."""
    iri = entity_iri(BASE, "unit", department, unit)
    kind, slug = kind_and_slug(iri, BASE)
    path = path_of(kind, slug)

    assert path.isascii()
    assert thing_iri(BASE, kind, slug_of(path.rpartition("/")[2])) == iri


@given(st.text())
def test_no_path_can_leave_its_iri(segment):
    """Whatever a path holds, nothing of it can end an IRI in a query or begin another."""
    try:
        slug = slug_of(segment)
    except UnicodeDecodeError:
        return

    assert not re.search(r'[\x00-\x20<>"{}|\\^`/?#]', slug)


@given(st.binary())
def test_bytes_are_read_or_refused_as_utf8(segment):
    """Raw bytes of a path are UTF-8 or an error, never something else."""
    try:
        slug = slug_of(segment)
    except UnicodeDecodeError:
        return

    assert slug_of(slug.encode()) == slug
