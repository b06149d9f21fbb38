"""Quoted words must stand in every hit; curved quotes belong to names."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.folding import fold
from embeddings.highlights import highlights, pieces
from embeddings.phrases import holding, phrases_in, words_of


def _texts(hit):
    return [fold(text) for text in words_of(hit)]


def test_straight_and_corner_quotes_ask_curved_do_not():
    """Names of campaigns keep their quotes; empty quotes ask for nothing."""
    assert phrases_in('「讲座」和 ＂满意度＂ "讲座"') == ("讲座", "满意度")
    assert phrases_in('举办“科普讲座”场次 "" "，"') == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.data())
def test_the_rows_that_hold_a_phrase_are_all_and_only_those(index, data):
    """The same as reading every row."""
    hits = [index.catalogue.hit(row) for row in range(index.catalogue.rows)]
    name = data.draw(st.sampled_from([hit["name"] for hit in hits]))
    start = data.draw(st.integers(0, len(name) - 1))
    phrase = name[start : start + data.draw(st.integers(1, 4))]
    if not fold(phrase):
        return

    found = holding([phrase], index.catalogue, index.lexical, None)

    assert found.tolist() == [row for row, hit in enumerate(hits) if any(fold(phrase) in t for t in _texts(hit))]


def test_a_quoted_word_narrows_a_search(index):
    """Every hit holds it, the scores are those of the same query, and a word nobody has finds nothing."""
    narrowed = index.search("「讲座」有多少场", limit=50)
    nothing = index.search('"量子纠缠" 讲座场次')

    assert narrowed.hits
    assert all(any("讲座" in text for text in _texts(hit)) for hit in narrowed.hits)
    assert (nothing.hits, nothing.answer, nothing.understood["phrases"]) == ((), "none", ["量子纠缠"])


@given(st.text("科普讲座场次ＡＢab（） ①㎡", max_size=12), st.text("科普讲座场次ＡＢab（） ①㎡", max_size=12))
def test_highlights_are_ranges_of_the_shown_text(query, text):
    """Ranges ascend, stay apart and inside the text; the pieces join to it; nothing is marked without a shared word."""
    ranges = highlights(query, text)
    flat = [at for one in ranges for at in one]

    assert flat == sorted(flat)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert "".join(piece for piece, _ in pieces(text, ranges)) == text
    if not set(fold(query)) & set(fold(text)):
        assert ranges == []


def test_width_and_white_space_do_not_hide_a_shared_word():
    """A wrapped and full-width word is marked from its first to its last character."""
    assert highlights("FM818活动", "黄埔 ＦＭ８ １８") == [[3, 9]]
    assert highlights("科", "科普") == [[0, 1]]


def test_hits_carry_the_ranges_of_their_words(index):
    """The ranges in a hit mark words of the query in the name as shown."""
    (first, *_) = index.search("科普讲座场次").hits

    marked = "".join(first["name"][start:end] for start, end in first["highlights"]["name"])
    assert "讲座" in marked


def test_rows_can_be_narrowed_before(index):
    """A phrase is looked for among the rows that other filters left."""
    everything = holding(["讲座"], index.catalogue, index.lexical, None)

    assert holding(["讲座"], index.catalogue, index.lexical, everything[:1]).tolist() == everything[:1].tolist()
    assert holding(["讲座"], index.catalogue, index.lexical, np.empty(0, np.int64)).tolist() == []
