"""Where words stand in their text (原文摘录): the lines around some spans, with exactly the spans marked.

In: a document's lines and spans (offsets in code points of its text layer). Out: lines of segments, marked or not;
joined again, the segments of a line are the line, and all that is marked is what the spans say. Lines between two
distant spans are left out, and the gap is shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.cells import Piece
    from kg.records import Span

CONTEXT: Final = 2
"""Lines shown before the first and after the last marked one."""
_MOST_LINES: Final = 400


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of a line; ``marked`` where it is what was read."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text layer, numbered from 1; ``gap`` where lines before it were left out."""

    number: int
    segments: tuple[Segment, ...]
    gap: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether something in it is marked."""
        return any(segment.marked for segment in self.segments)


def excerpt(lines: Sequence[Piece], spans: Iterable[Span], context: int = CONTEXT) -> tuple[Line, ...]:
    """Return the lines that the spans touch, with ``context`` lines before and after."""
    marks = _marks(spans)
    wanted: set[int] = set()
    for first, last in _touched(lines, marks):
        wanted.update(range(max(first - context, 0), min(last + context + 1, len(lines))))
    shown: list[Line] = []
    before = -1
    for at in sorted(wanted)[:_MOST_LINES]:
        shown.append(Line(at + 1, _segments(lines[at], marks), gap=bool(shown) and at != before + 1))
        before = at
    return tuple(shown)


def whole(lines: Sequence[Piece], spans: Iterable[Span] = ()) -> tuple[Line, ...]:
    """Return all lines, the spans marked; a span that is not in the text marks nothing."""
    marks = _marks(spans)
    touched = {at for first, last in _touched(lines, marks) for at in range(max(first, 0), last + 1)}
    return tuple(
        Line(at + 1, _segments(line, marks) if at in touched else (Segment(line.text, marked=False),))
        for at, line in enumerate(lines)
    )


def _marks(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return sorted({(span.start, span.end) for span in spans if span.start < span.end})


def _touched(lines: Sequence[Piece], marks: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the first and last line of each mark."""
    starts = [line.start for line in lines]
    for start, end in marks:
        yield bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1


def _segments(line: Piece, marks: Sequence[tuple[int, int]]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    at = line.start
    for start, end in marks:
        start, end = max(start, at), min(end, line.end)
        if start >= end:
            continue
        if start > at:
            segments.append(Segment(line.text[at - line.start : start - line.start], marked=False))
        segments.append(Segment(line.text[start - line.start : end - line.start], marked=True))
        at = end
    if at < line.end or not segments:
        segments.append(Segment(line.text[at - line.start :], marked=False))
    return tuple(segments)
