"""Lines outside of tables → paragraphs.

Prose that the page wrapped is joined. Where columns stand side by side each line stays as it is laid out, its columns
kept apart by spaces, as page-layout text has them; what is wrapped in one of them is put behind its first line.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.readers.blocks import Part
from kg.readers.line_joins import between, is_centred, joined, starts_item
from kg.readers.pdf_lines import Frame, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.readers.blocks import Box
    from kg.readers.pdf_lines import TextLine

# a line of prose goes on below when it is not further away than this, in sizes of the type
_LEADING = 2.2
# what is wrapped in columns stands nearer, and begins where its column does within this, in sizes of the type
_WRAPPED = 1.75
_SAME_LEFT = 0.2
_ENDS = tuple("。！!？?；;")
_CAPTION = re.compile(r"[附续]?[表图]\s*[\d一二三四五六七八九十]{1,3}(?:[-–.]\d{1,2})?\s*[:：、 ]")
# an indent of at most so many half characters is kept, a larger one is a place on the page
_DEEPEST_INDENT = 8


def laid_out(line: TextLine, left: float) -> str:
    """Write a line with spaces where its columns are apart; ``left`` is the left edge of the page's text, in points."""
    half = line.size / 2
    indent = round((line.x0 - left) / half)
    text = " " * indent if 0 < indent <= _DEEPEST_INDENT else ""
    words = line.text.split("\t")
    for at, word in enumerate(words):
        text += word
        if at + 1 < len(words):
            text += " " * max(2, round((line.segments[at + 1][0] - line.segments[at][1]) / half))
    return text


def _box(lines: Sequence[TextLine]) -> Box | None:
    if any(line.turned for line in lines):
        return None
    return (
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )


def _heads(line: TextLine, after: TextLine) -> bool:
    """Say whether a heading or the caption of a table begins after a line that ends a sentence."""
    return line.text.rstrip().endswith(_ENDS) and bool(starts_item(after.text) or _CAPTION.match(after.text))


def goes_on(line: TextLine, after: TextLine, frame: Frame) -> bool:
    """Say whether prose that fills a line goes on in another, perhaps on the next page, at the left edge of the text.

    Args:
        line: The upper line.
        after: The next one.
        frame: The edges of the text.

    """
    return (
        "\t" not in line.text + after.text
        and not line.turned
        and not after.turned
        and abs(line.size - after.size) <= 0.1 * line.size
        and after.x0 - frame.left <= line.size
        and not is_centred([line], frame)
        and not _heads(line, after)
        and between(line, after, frame) != "\n"
    )


def _near(line: TextLine, after: TextLine) -> bool:
    return 0 < after.bottom - line.bottom <= _LEADING * line.size


def paragraphs_of(lines: Sequence[TextLine], frame: Frame) -> Iterator[Part]:
    """Make paragraphs of lines that follow each other on one page.

    Args:
        lines: From top to bottom.
        frame: The edges of the text on this page.

    """
    at = 0
    while at < len(lines):
        end = at + 1
        if len(lines[at].segments) > 1:
            while end < len(lines) and _beside(lines[at], lines[end]):
                end += 1
            if end - at > 1:
                # what is wrapped around the middle of a row begins above it
                yield from _fields(lines[at:end], frame, whole=not (at and _beside(lines[at], lines[at - 1])))
                at = end
                continue
        while end < len(lines) and _near(lines[end - 1], lines[end]) and goes_on(lines[end - 1], lines[end], frame):
            end += 1
        if end - at > 1:
            yield Part(joined(lines[at:end], frame), lines[at].page, _box(lines[at:end]))
        else:
            aside = len(lines[at].segments) > 1 or any(
                len(near.segments) > 1 for near in lines[max(at - 1, 0) : at + 2]
            )
            text = laid_out(lines[at], frame.left) if aside else lines[at].text
            yield Part(text, lines[at].page, _box(lines[at:end]))
        at = end


def _beside(line: TextLine, other: TextLine) -> bool:
    """Say whether a line next to one with columns holds only what is wrapped in them: it leaves the first one blank."""
    near = abs(other.bottom - line.bottom) <= _WRAPPED * line.size
    return near and other.x0 > line.segments[0][1] and not other.turned


def _fields(lines: Sequence[TextLine], frame: Frame, *, whole: bool) -> Iterator[Part]:
    """Write columns of which some are wrapped: together where each line begins where its column does, else one by one.

    A value that cannot be put together must not stand beside its label as if it were whole.
    """
    words = lines[0].text.split("\t")
    for line in lines[1:]:
        for text, (x0, _) in zip(line.text.split("\t"), line.segments, strict=True):
            own = [at for at, (left, _) in enumerate(lines[0].segments) if abs(left - x0) <= _SAME_LEFT * line.size]
            whole = whole and bool(own) and not (words[own[0]][-1:].isdigit() and text[:1].isdigit())
            if whole:
                words[own[0]] = words[own[0]].rstrip() + text.lstrip()
    if whole:
        yield Part(laid_out(replace(lines[0], text="\t".join(words)), frame.left), lines[0].page, _box(lines))
        return
    for each in (part for line in lines for part in parts_of(line)):
        yield Part(each.text, each.page, _box([each]))
