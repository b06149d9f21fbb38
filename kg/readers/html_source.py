"""HTML as bytes and as characters: its encoding, its tree within the depth that is allowed, its white space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.decoding import BYTE_ORDER_MARKS
from kg.errors import NotTextError

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

    from kg.readers.counting import Counting

# as browsers take the names; a Latin name says nothing of Chinese words
_ENCODINGS = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030",
    "cp936": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "hz-gb-2312": "hz",
}  # fmt: skip
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CHINESE_UTF8 = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")
_HEAD = 4096
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")
# two calls for each level; libxml2 ends a page without a word at 2,048
_LARGEST_DEPTH = 400
_CHUNK = 1 << 16


def decoded(data: bytes, name: str) -> str:
    r"""Decode a page; raises ``NotTextError``.

    >>> decoded('<meta charset="gb2312"><p>绩效'.encode("gb18030"), "a.html")
    '<meta charset="gb2312"><p>绩效'

    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name, len(mark))
    declared = _DECLARED.search(data[:_HEAD])
    encodings = ["utf-8", "gb18030"]
    if declared is not None:
        found = _ENCODINGS.get(declared[1].decode("ascii", "replace").lower(), "utf-8")
        # a page saved again as UTF-8 often keeps its old declaration
        encodings = ["utf-8"] * bool(_CHINESE_UTF8.search(data)) + [found, *encodings]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _strictly(data, "gb18030", name)


def _strictly(data: bytes, encoding: str, name: str, start: int = 0) -> str:
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        place = start + error.start
        raise NotTextError(name, place, f"0x{data[place]:02X}") from error


def parsed(words: str, counting: Counting, tick: Callable[[], None]) -> Element | None:
    """Parse a page piece by piece, so that its depth is known before the tree is too deep."""
    from lxml import etree

    parser = etree.HTMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    data = words.encode("utf-8", "replace")
    if not data.strip():
        return None
    depth = 0
    for at in range(0, len(data), _CHUNK):
        parser.feed(data[at : at + _CHUNK])
        for event, _ in parser.read_events():
            depth += 1 if event == "start" else -1
            counting.depth(depth)
            counting.hold("limit-depth", depth, _LARGEST_DEPTH)
        tick()
    try:
        root: Element | None = parser.close()
    except etree.XMLSyntaxError:
        return None  # nothing but comments
    return root


def tag_of(element: Element) -> str:
    """Return the name of an element in small letters, ``""`` for a comment and the like."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


class Line:
    """Words as they are shown: white space collapsed, lines where the page breaks them; ``words`` of the open line."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.words: list[str] = []

    def add(self, text: str | None, *, preformatted: bool) -> None:
        """Add characters of the source; those of ``pre`` keep their lines."""
        if text:
            if preformatted:
                head, *rest = text.split("\n")
                self.words.append(head)
                for line in rest:
                    self.end()
                    self.words.append(line)
            else:
                self.words.append(text)

    def end(self) -> None:
        """End the line."""
        self._lines.append(_collapsed("".join(self.words)))
        self.words.clear()

    def take(self) -> str:
        """Return the lines and forget them."""
        self.end()
        text = "\n".join(self._lines).strip("\n")
        self._lines.clear()
        return text


def _collapsed(text: str) -> str:
    r"""Collapse white space as a browser does; a line of the source that ends between Chinese words is no space.

    >>> _collapsed("  绩效\n  指标  Big\n Data ")
    '绩效指标 Big Data'

    """

    def shown(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return "" if "\n" in match[0] and _WIDE.match(before) and _WIDE.match(after) else " "

    return _SPACE.sub(shown, text).strip(" ")
