"""Characters → lines as printed: in their order, with spaces and wide gaps, also where text is turned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

from kg.readers.marks import power

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.readers.pdf_content import Char

# gaps, in sizes of the type, that stand for a space: between Latin characters, and where one is Chinese
_LATIN_SPACE = 0.25
_WIDE_SPACE = 0.75
# a gap that parts columns
COLUMN_GAP = 1.5
# and one between Chinese characters without any space printed, as between the cells of Word's tables
_JUMPED = 0.9
_SAME_LINE = 0.5
# letters set apart are known by so many gaps
_SPREAD_GAPS = 3
_OPENING = "（(《〈【[「『“‘〔｛{＜"
_CLOSING = "，。、；：！？）)》〉】]」』”’〕｝}％%‰℃°…·,.;:!?＞"
_QUOTES = "“”‘’"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line.

    Attributes:
        text: Its words; a tab stands where columns are parted.
        page: From 1.
        x0: Left edge in points, along the direction of writing.
        x1: Right edge.
        top: Upper edge.
        bottom: Lower edge.
        size: Of its type.
        head: Width of what cannot be parted at its beginning.
        first: Width of its first character and the closing marks that stay with it.
        segments: Left and right edge of each part between tabs.
        spaced: A space was printed after it.
        turned: It does not run to the right; its edges are those of the page turned back.

    """

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    head: float
    first: float
    segments: tuple[tuple[float, float], ...] = ()
    spaced: bool = False
    turned: bool = False


# a power or the mark of a note, as shares of the type before it: how large it is at most, and how far up at least,
# where it is smaller and where it is not
_SMALLER = 0.9
_RAISED = 0.12
_RAISED_ALIKE = 0.25
# and of one that stands nearly in a line of its own: digits, how far behind the type, and how far up at most
_LONGEST_POWER = 3
_BEHIND = 0.3
_HIGHEST = 0.85


@dataclass(frozen=True, slots=True)
class Frame:
    """Where lines may begin and end: the inner edges of a cell or of the page's text."""

    left: float
    right: float


def is_latin(char: str) -> bool:
    """Say whether a character is a Latin letter, a digit or one of their marks."""
    return "!" <= char <= "ɏ" or char in "≥≤±×％‰"


def _head(chars: Sequence[Char]) -> float:
    """Return the width of what some typesetter keeps together at the beginning of a line.

    That is an opening bracket with what follows, a number or Latin word, and closing marks with a number after them:
    LibreOffice wraps neither between 3 and the full stop nor between the full stop and 5.
    """
    at, last = 0, len(chars) - 1
    while at < last and chars[at].text in _OPENING:
        at += 1
    while at < last and _kept_together(chars[at].text, chars[at + 1].text):
        at += 1
    return chars[at].x1 - chars[0].x0


def _first(chars: Sequence[Char]) -> float:
    at = 0
    while at + 1 < len(chars) and chars[at + 1].text in _CLOSING and chars[at + 1].text not in ",.":
        at += 1
    return chars[at].x1 - chars[0].x0


def _kept_together(char: str, after: str) -> bool:
    marks = is_latin(after[0]) and (is_latin(char[0]) or char in _CLOSING)
    return marks or after in _CLOSING or char in _QUOTES or after in _QUOTES


def turned_back(char: Char) -> Char:
    """Return a turned character as if the page were turned back, so that its line runs to the right."""
    x0, x1, top, bottom = char.x0, char.x1, char.top, char.bottom
    if char.turn == 90:
        return char._replace(x0=-bottom, x1=-top, top=x0, bottom=x1)
    if char.turn == 270:
        return char._replace(x0=top, x1=bottom, top=-x1, bottom=-x0, base=-char.base)
    return char._replace(x0=-x1, x1=-x0, top=-bottom, bottom=-top, base=-char.base)


def lines_of(chars: Iterable[Char], page: int) -> list[TextLine]:
    """Set characters into lines, from top to bottom; turned text comes after the upright."""
    lines: list[TextLine] = []
    for turn, group in groupby(sorted(chars, key=lambda char: char.turn), key=lambda char: char.turn):
        placed = sorted((turned_back(char) if turn else char for char in group), key=lambda char: char.base)
        rows: list[list[Char]] = []
        for char in placed:
            if not rows or char.base - rows[-1][0].base > _SAME_LINE * max(char.size, rows[-1][0].size):
                rows.append([])
            rows[-1].append(char)
        for upper, row in pairwise(rows):
            if _is_power(upper, row):
                row += upper
                upper.clear()
        for row in rows:
            lines.extend(_set(row, page, turned=turn > 0))
    return lines


def _is_power(upper: Sequence[Char], row: Sequence[Char]) -> bool:
    """Say whether all of a line is a number raised so far that it stands nearly above the line that it belongs to."""
    if not 0 < len(upper) <= _LONGEST_POWER or not all(char.text.isdigit() for char in upper):
        return False
    left, right = min(char.x0 for char in upper), max(char.x1 for char in upper)
    if right - left > sum(char.x1 - char.x0 for char in upper) + 1:
        return False
    return any(
        abs(left - char.x1) <= _BEHIND * char.size and 0 < char.base - upper[0].base <= _HIGHEST * char.size
        for char in row
    )


def _set(chars: list[Char], page: int, *, turned: bool = False) -> Iterable[TextLine]:
    chars.sort(key=lambda char: char.x0)
    spaced = False
    while chars and chars[-1].text.isspace():
        spaced = bool(chars.pop())
    begin = next((at for at, char in enumerate(chars) if not char.text.isspace()), None)
    if begin is None:
        return
    size = median(char.size for char in chars)
    spread = _spread(chars[begin:], size)
    parts = [" " * begin]
    segments = [[chars[begin].x0, chars[begin].x1]]
    before = chars[begin]
    parts.append(before.text)
    for char in chars[begin + 1 :]:
        if char.text.isspace():
            parts.append(" ")
            continue
        gap = char.x0 - before.x1 - spread
        jumped = parts[-1] != " " and not (is_latin(before.text[-1]) or is_latin(char.text[0]))
        if gap > (_JUMPED if jumped else COLUMN_GAP) * size:
            while parts[-1] == " ":
                parts.pop()
            parts.append("\t")
            segments.append([char.x0, char.x1])
        elif parts[-1] != " ":
            space = _LATIN_SPACE if is_latin(before.text[-1]) and is_latin(char.text[0]) else _WIDE_SPACE
            if gap > space * size:
                parts.append(" ")
        if _is_raised(char, before):
            parts.append(power(parts))
        parts.append(char.text)
        segments[-1][1] = max(segments[-1][1], char.x1)
        before = char
    printed = chars[begin:]
    yield TextLine(
        text="".join(parts),
        page=page,
        x0=printed[0].x0,
        x1=max(char.x1 for char in printed),
        top=min(char.top for char in printed),
        bottom=max(char.bottom for char in printed),
        size=size,
        head=_head([char for char in printed if not char.text.isspace()][:40]),
        first=_first(printed),
        segments=tuple((x0, x1) for x0, x1 in segments),
        spaced=spaced,
        turned=turned,
    )


def _is_raised(char: Char, before: Char) -> bool:
    """Say whether a character stands above the line of the one before it: a power, or the mark of a note."""
    up = (before.base - char.base) / before.size if before.size else 0.0
    return up >= (_RAISED if char.size <= _SMALLER * before.size else _RAISED_ALIKE)


def _spread(chars: Sequence[Char], size: float) -> float:
    """Return by how much letters are set apart: a number printed so is one number."""
    gaps = [after.x0 - char.x1 for char, after in pairwise(chars) if not (char.text.isspace() or after.text.isspace())]
    usual = median(gaps) if len(gaps) >= _SPREAD_GAPS else 0.0
    return usual if 0 < usual <= size else 0.0


def parts_of(line: TextLine) -> list[TextLine]:
    """Return the parts of a line between its wide gaps as lines of their own."""
    if len(line.segments) < 2:
        return [line]
    parts = zip(line.text.split("\t"), line.segments, strict=True)
    return [replace(line, text=text, x0=x0, x1=x1, segments=((x0, x1),)) for text, (x0, x1) in parts]
