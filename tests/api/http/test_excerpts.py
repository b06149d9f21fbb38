"""Excerpts: exactly the words that were read are marked, in lines that are the document's own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.http.excerpts import excerpt, whole
from kg.records import Span
from kg.text import TextLayer

TEXT = "一、基本情况\n\n目标值≥15场\n完成 16场\n\n\n附注"


def _lines(text):
    return TextLayer("a.txt", "0" * 64, text).lines


def _marked(shown):
    return [segment.text for line in shown for segment in line.segments if segment.marked]


@given(st.text(alphabet="甲乙 \n丙", max_size=40), st.data())
def test_marks_what_spans_say_and_keeps_every_line(text, data):
    """For any text and spans: a shown line is the document's, and what is marked is what the spans cover."""
    places = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(places, places), max_size=4))
    spans = [Span(start, end, None, None, text[start:end]) for start, end in pairs if start < end]
    lines = _lines(text)
    shown = excerpt(lines, spans, context=1)

    for line in shown:
        assert "".join(segment.text for segment in line.segments) == lines[line.number - 1].text
    covered = {at for span in spans for at in range(span.start, span.end)}
    expected = "".join(char for at, char in enumerate(text) if at in covered and char != "\n")
    assert "".join(_marked(shown)) == expected


def test_shows_lines_around_and_leaves_out_what_is_far():
    """The lines before and after stand with it, and a gap says where lines are missing."""
    start = TEXT.index("≥15场")
    spans = [Span(start, start + 4, None, 3, "≥15场"), Span(len(TEXT) - 2, len(TEXT), None, 7, "附注")]
    shown = excerpt(_lines(TEXT), spans, context=0)

    assert [(line.number, line.gap) for line in shown] == [(3, False), (7, True)]
    assert _marked(shown) == ["≥15场", "附注"]


def test_every_source_of_the_sample_is_marked_word_for_word(served):
    """For each target of the sample, the marked words joined are the printed words."""
    checked = 0
    for reading in served.readings():
        lines = served.lines(reading.document.id)
        assert len(whole(lines)) == len(lines)
        for indicator in reading.indicators:
            for value in (indicator.annual_target, indicator.period_target, indicator.actual):
                if value is not None and value.source is not None:
                    assert "".join(_marked(excerpt(lines, value.source.spans))) == value.raw
                    checked += 1
    assert checked > 50
