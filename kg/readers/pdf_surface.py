"""What is painted below and above the words of a page: which of them lie on their own colour, or under a box.

Only what is certain counts. A ground has a colour where one plain rectangle of it lies below a whole character, nothing
else over it; a box hides a character where it covers it whole. Anything else (a picture, a curve, an edge) may show the
words, so they are seen. So does what would take too long to tell.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.readers.pdf_paint import WHITE

if TYPE_CHECKING:
    from kg.readers.blocks import Box
    from kg.readers.pdf_content import Char
    from kg.readers.pdf_paint import Paint

# share of a character's box at each side that may hold no ink
_MARGIN = 0.15
# a thinner box is a rule, and hides nothing
THINNEST_BOX = 3.0
# squares that characters are kept in, and rows that areas are kept in, at least and of the height of a page; in points
_SQUARE = 32.0
_ROWS = 64
# looks at an area or a character, of a page
_MOST_LOOKS = 4_000_000


class Area(NamedTuple):
    """A painted rectangle, or the box around another shape, whose colour is ``None`` then."""

    x0: float
    top: float
    x1: float
    bottom: float
    paint: Paint | None


class Surface:
    """What has been painted so far; places are in points from the upper left corner."""

    def __init__(self, chars: list[Char], height: float) -> None:
        self._chars = chars
        self._row = max(_SQUARE, height / _ROWS)
        self._looks = 0
        self._areas: dict[int, list[Area]] = defaultdict(list)
        self._grounds = {WHITE}
        self._indexed = 0
        self._squares: dict[tuple[int, int], list[int]] = defaultdict(list)
        self.covered: set[int] = set()

    def paint(self, area: Area) -> None:
        """Paint an area."""
        # half a row further at each side: a character is looked for in the row of its middle
        first, last = area.top / self._row - 0.5, area.bottom / self._row + 0.5
        for row in range(int(first // 1), int(last // 1) + 1):
            self._areas[row].append(area)
        if area.paint is not None and min(area.x1 - area.x0, area.bottom - area.top) > THINNEST_BOX:
            self._grounds.add(area.paint)

    def may_lie_on(self, paint: Paint) -> bool:
        """Say whether a colour is that of any ground, so that words in it may be unseen."""
        return paint in self._grounds

    def ground(self, box: Box) -> Paint | None:
        """Return the colour below a character, ``None`` where it is not one or not known."""
        x0, top, x1, bottom = _core(box)
        for area in reversed(self._areas.get(int((top + bottom) / 2 // self._row), ())):
            self._looks += 1
            if self._looks > _MOST_LOOKS:
                return None
            if area.x0 < x1 and x0 < area.x1 and area.top < bottom and top < area.bottom:
                whole = area.x0 <= x0 and x1 <= area.x1 and area.top <= top and bottom <= area.bottom
                return area.paint if whole else None
        return WHITE

    def cover(self, box: Box) -> list[Char]:
        """Lay an opaque box over the page; return the characters that it hides."""
        if self._looks > _MOST_LOOKS:
            return []
        self._index()
        x0, top, x1, bottom = box
        columns, rows = (int(x0 // _SQUARE), int(x1 // _SQUARE)), (int(top // _SQUARE), int(bottom // _SQUARE))
        most = (columns[1] - columns[0] + 1) * (rows[1] - rows[0] + 1)
        self._looks += min(most, len(self._squares))
        if most > len(self._squares):
            squares = [
                square
                for square in self._squares
                if columns[0] <= square[0] <= columns[1] and rows[0] <= square[1] <= rows[1]
            ]
        else:
            squares = [
                (column, row) for column in range(columns[0], columns[1] + 1) for row in range(rows[0], rows[1] + 1)
            ]
        hidden: list[int] = []
        for square in squares:
            inside = self._squares.get(square, [])
            self._looks += len(inside)
            if not inside or self._looks > _MOST_LOOKS:
                continue
            left: list[int] = []
            for at in inside:
                char = self._chars[at]
                a, b, c, d = _core((char.x0, char.top, char.x1, char.bottom))
                # where a font tells wrongly how far it reaches down, its line is elsewhere
                in_line = char.turn or top <= char.base <= bottom
                (hidden if in_line and x0 <= a and top <= b and c <= x1 and d <= bottom else left).append(at)
            if left:
                self._squares[square] = left
            else:
                del self._squares[square]
        self.covered.update(hidden)
        return [self._chars[at] for at in hidden]

    def _index(self) -> None:
        """Take the characters drawn since the last box: a page without boxes over words needs no index."""
        for at in range(self._indexed, len(self._chars)):
            char = self._chars[at]
            x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
            self._squares[int(x // _SQUARE), int(y // _SQUARE)].append(at)
        self._indexed = len(self._chars)


def _core(box: Box) -> Box:
    x0, top, x1, bottom = box
    across, down = _MARGIN * (x1 - x0), _MARGIN * (bottom - top)
    return x0 + across, top + down, x1 - across, bottom - down
