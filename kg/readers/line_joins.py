r"""How a line goes on in the next: wrapped by the width of its cell, or ended by its author.

A line that still had room for what stands first in the next was ended by its author and keeps its ``\n``: so the digits
of two entries of a list never run together. A line that was full goes on with nothing between, so a number that was
wrapped is whole again.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.readers.pdf_lines import is_latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.readers.pdf_lines import Frame, TextLine

# how much a line may have left and still count as full, in sizes of the type
_SLACK = 0.15
# a line that begins further in is no first line of a paragraph but centred or set to the right
_DEEPEST_INDENT = 2.6
# what programs leave between Chinese and Latin characters, in sizes of the type
_BETWEEN_SCRIPTS = 0.27
_ITEM = re.compile(
    r"(?:[（(]?(?P<n>\d{1,2})[、.．)）](?!\d)|[（(]?(?P<c>[一二三四五六七八九十]{1,3})[、)）]|(?P<o>[①-⑳]))"
)
_ENDS = tuple("。；;！!？?：:.")


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
    latin = is_latin(before), is_latin(then)
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
