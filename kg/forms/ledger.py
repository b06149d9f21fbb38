"""What of a page was not read: every printed word is in a record, a label, a finding, or named here.

The forms read what they know. To keep the rest from being lost in silence, the words that no record, label or finding
holds are collected at the end and reported with their place. Lines that name a person are labels: they are read by
nobody and quoted nowhere.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from kg.cells import Cell, Piece
from kg.records import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BETWEEN_CELLS = " \t\u3000\u00a0\n|｜"


def unread_words(lines: Sequence[Piece], records: Iterable[object], labels: Iterable[Cell]) -> list[Cell]:
    """Return the stretches of words in ``lines`` that stand in no record's source and in no label.

    Words of neighbouring lines with nothing read between them are one stretch, but for figures below each other.
    """
    taken = [(span.start, span.end) for record in records for source in sources_of(record) for span in source.spans]
    taken += [(piece.start, piece.end) for cell in labels for piece in cell.pieces]
    taken.sort()
    stretches: list[list[Piece]] = [[]]
    at = 0
    for line in lines:
        begin = line.start
        while at < len(taken) and taken[at][0] < line.end:
            start, end = taken[at]
            _leave(stretches, line, begin, start)
            if line.text[max(start, begin, line.start) - line.start : max(end - line.start, 0)].strip():
                stretches.append([])
            begin = max(begin, end)
            if end > line.end:
                break
            at += 1
        _leave(stretches, line, begin, line.end)
    return [Cell.of(stretch) for stretch in stretches if stretch]


def _leave(stretches: list[list[Piece]], line: Piece, begin: int, end: int) -> None:
    left = _without_strokes(line.cut(max(begin - line.start, 0), max(end - line.start, 0)))
    if begin < end and left.text.strip():
        if stretches[-1] and stretches[-1][-1].text[-1].isdigit() and left.text[0].isdigit():
            stretches.append([])
        stretches[-1].append(left)


def _without_strokes(piece: Piece) -> Piece:
    """Cut white space off both ends, and the strokes between the cells of a text."""
    text = piece.text
    left = len(text) - len(text.lstrip(_BETWEEN_CELLS))
    return piece.cut(left, max(left, len(text.rstrip(_BETWEEN_CELLS))))


def sources_of(record: object) -> Iterator[Source]:
    """Give every source inside a record, a tuple or a list of them."""
    if isinstance(record, Source):
        yield record
    elif isinstance(record, (tuple, list)):
        for part in record:
            yield from sources_of(part)
    elif is_dataclass(record):
        for part in fields(record):
            yield from sources_of(getattr(record, part.name))
