r"""Characters → lines as printed, and how a line goes on in the next: wrapped by the width of its cell, or ended.

A line that still had room for what stands first in the next was ended by its author and keeps its ``\n``: so the digits
of two entries of a list never run together. A line that was full goes on with nothing between, so a number that was
wrapped is whole again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.readers.pdf_page import Char

# gaps, in sizes of the type, that stand for a space: between Latin characters, and where one is Chinese
_LATIN_SPACE = 0.25
_WIDE_SPACE = 0.75
# a gap that parts columns
COLUMN_GAP = 1.5
_SAME_LINE = 0.5
# letters set apart are known by so many gaps
_SPREAD_GAPS = 3
# how much a line may have left and still count as full, in sizes of the type
_SLACK = 0.15
# a line that begins further in is no first line of a paragraph but centred or set to the right
_DEEPEST_INDENT = 2.6
# what programs leave between Chinese and Latin characters, in sizes of the type
_BETWEEN_SCRIPTS = 0.27
_OPENING = "（(《〈【[「『“‘〔｛{＜"
_CLOSING = "，。、；：！？）)》〉】]」』”’〕｝}％%‰℃°…·,.;:!?＞"
_QUOTES = "“”‘’"
_ITEM = re.compile(
    r"(?:[（(]?(?P<n>\d{1,2})[、.．)）](?!\d)|[（(]?(?P<c>[一二三四五六七八九十]{1,3})[、)）]|(?P<o>[①-⑳]))"
)
_ENDS = tuple("。；;！!？?：:.")


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


@dataclass(frozen=True, slots=True)
class Frame:
    """Where lines may begin and end: the inner edges of a cell or of the page's text."""

    left: float
    right: float


def _latin(char: str) -> bool:
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
    marks = _latin(after[0]) and (_latin(char[0]) or char in _CLOSING)
    return marks or after in _CLOSING or char in _QUOTES or after in _QUOTES


def _turned(char: Char) -> Char:
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
        placed = sorted((_turned(char) if turn else char for char in group), key=lambda char: char.base)
        line: list[Char] = []
        for char in placed:
            if line and char.base - line[0].base > _SAME_LINE * max(char.size, line[0].size):
                lines.extend(_set(line, page, turned=turn > 0))
                line = []
            line.append(char)
        lines.extend(_set(line, page, turned=turn > 0))
    return lines


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
        if gap > COLUMN_GAP * size:
            while parts[-1] == " ":
                parts.pop()
            parts.append("\t")
            segments.append([char.x0, char.x1])
        elif parts[-1] != " ":
            space = _LATIN_SPACE if _latin(before.text[-1]) and _latin(char.text[0]) else _WIDE_SPACE
            if gap > space * size:
                parts.append(" ")
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


def between(line: TextLine, after: TextLine, frame: Frame, *, centred: bool = False, item: bool = False) -> str:
    r"""Return what stands between two lines of one cell: nothing or a space where it was wrapped, ``\n`` where ended.

    Args:
        line: The upper line.
        after: The next one, perhaps on the next page.
        frame: Where the lines may begin and end.
        centred: The lines are centred.
        item: The next line is known to begin an entry of a list.

    """
    if item:
        return "\n"
    width = frame.right - frame.left
    aside = centred or line.x0 - frame.left > _DEEPEST_INDENT * line.size
    room = width - (line.x1 - line.x0) if aside else frame.right - line.x1
    before, then = line.text.rstrip()[-1:], after.text.lstrip()[:1]
    latin = _latin(before), _latin(then)
    one = after.first + _SLACK * line.size
    if before.isdigit() and then.isdigit():
        # one number, had it been wrapped here, would have filled the line first
        return "\n" if room > one else ""
    needed = after.head + _SLACK * line.size
    if latin[0] != latin[1] or line.spaced:
        needed += _BETWEEN_SCRIPTS * line.size
    # what is longer than a line is moved to the next one and parted there
    if after.head <= width and room > needed:
        return "\n"
    # Latin words are wrapped where a space stood
    return " " if all(latin) and (line.spaced or (before.isalnum() and then.isalnum())) else ""


def is_centred(lines: Sequence[TextLine], frame: Frame) -> bool:
    """Say whether lines stand in the middle of their frame."""
    near = [abs((line.x0 - frame.left) - (frame.right - line.x1)) <= max(2.0, 0.4 * line.size) for line in lines]
    return all(near) and any(line.x0 - frame.left > 0.5 * line.size for line in lines)


def _item_number(text: str) -> str | None:
    match = _ITEM.match(text.lstrip())
    return match and (match["n"] or match["c"] or match["o"])


def starts_item(text: str) -> bool:
    """Say whether words begin with the number of an entry of a list.

    >>> starts_item("（一）组织实施"), starts_item("（万元）")
    (True, False)

    """
    return _item_number(text) is not None


def _follows(number: str, before: Iterable[str]) -> bool:
    order = "一二三四五六七八九十" if number in "一二三四五六七八九十" else "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    if number.isascii() and number.isdigit():
        return str(int(number) - 1) in before
    return len(number) == 1 and order.find(number) > 0 and order[order.find(number) - 1] in before


def gaps(lines: Sequence[TextLine], frame: Frame) -> list[str]:
    """Return what stands between each two lines of one cell; one fewer than lines."""
    downwards = all(len(line.text) == 1 for line in lines) and not all(line.text.isascii() for line in lines)
    if downwards or any(line.turned for line in lines):
        return [""] * (len(lines) - 1)
    centred = is_centred(lines, frame)
    numbers = [_item_number(line.text) for line in lines]
    found: list[str] = []
    for at, (line, after) in enumerate(pairwise(lines)):
        number = numbers[at + 1]
        seen = {earlier for earlier in numbers[: at + 1] if earlier}
        found.append(between(line, after, frame, centred=centred, item=bool(number) and _follows(str(number), seen)))
    return found


def continues(line: TextLine, after: TextLine, frame: Frame) -> bool:
    """Say whether a line was full, so that the next goes on with it."""
    return between(line, after, frame) != "\n"


def may_follow(line: TextLine, after: TextLine) -> bool:
    """Say whether an ended line and the next could stand in one cell: a sentence ends or an entry of a list begins."""
    return line.text.rstrip().endswith(_ENDS) or starts_item(after.text)


def next_item(lines: Sequence[TextLine], after: TextLine) -> bool:
    """Say whether a line begins the next entry of the list that lines before it hold."""
    number = _item_number(after.text)
    return number is not None and _follows(number, [found for line in lines if (found := _item_number(line.text))])


def joined(lines: Sequence[TextLine], frame: Frame) -> str:
    """Write the lines of one cell.

    A tab, where the line had a wide gap, becomes a space.
    """
    if not lines:
        return ""
    text = lines[0].text
    for line, gap in zip(lines[1:], gaps(lines, frame), strict=True):
        text = text.rstrip() + gap + line.text.lstrip() if gap != " " else f"{text.rstrip()} {line.text.lstrip()}"
    return text.replace("\t", " ").strip()
