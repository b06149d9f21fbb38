r"""HTML: paragraphs and tables as a browser shows them, without scripts, hidden elements or anything from elsewhere.

A table that only arranges others (排版表格) is opened; a table inside a cell of words follows the outer one. The
encoding is that of a mark, else UTF-8 where the bytes are Chinese in it, else what the page declares, else UTF-8 or
GB18030.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.blocks import FileBlocks, Part, Table
from kg.readers.counting import Counting
from kg.readers.damage import damage_told
from kg.readers.html_kinds import LEFT_OUT
from kg.readers.html_looks import looked_at
from kg.readers.html_source import Line, decoded, parsed, tag_of
from kg.readers.html_tables import FoundCell, FoundTable, cells_of, placed, rows_of
from kg.readers.html_unseen import unseen
from kg.readers.marks import power, struck_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element as Element

    from kg.readers.html_looks import Looks
    from kg.readers.limits import Limits

# fields whose value is seen as words
_FIELDS = frozenset({"", "date", "email", "month", "number", "search", "tel", "text", "url"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
})  # fmt: skip
_PAIR = 2
_TICK = 1000


def read(data: bytes, name: str, limits: Limits, tick: Callable[[], None]) -> FileBlocks:
    """Read an HTML page.

    Args:
        data: The file.
        name: Its base name.
        limits: What it may ask for.
        tick: Called after each table, each 1,000 rows or paragraphs, and while parsing.

    Raises:
        NotTextError: The bytes are no text in an encoding read here.
        FileLimitError: It holds too much.

    """
    words = decoded(data, name)
    counting = Counting(name, limits)
    with damage_told(name, "HTML", "<html>"):
        root = parsed(words, counting, tick)
        if root is None:
            return FileBlocks("html", ())
        looks = looked_at(root, counting, tick)
        reader = _Reader(counting, tick, looks)
        blocks = tuple(reader.page(root))
        return FileBlocks("html", blocks, remarks=(*struck_out(looks.struck), *unseen(looks, reader.kept)))


class _Reader:
    """Walks the page and gives its blocks in reading order."""

    def __init__(self, counting: Counting, tick: Callable[[], None], looks: Looks) -> None:
        self.blocks: list[Part | Table] = []
        self.kept: set[Element] = set()
        self._looks = looks
        self._counting = counting
        self._tick = tick
        self._line = Line()
        self._paragraphs = 0
        self._tables = 0

    def page(self, root: Element) -> list[Part | Table]:
        """Return the blocks of the whole page."""
        for block in self._inside(root):
            if isinstance(block, Part):
                self._counting.block()
            self.blocks.append(block)
        return self.blocks

    def _flow(self, element: Element, *, preformatted: bool) -> None:
        preformatted = self._looks.lines.get(element, preformatted)
        self._line.add(element.text, preformatted=preformatted)
        for child in element:
            if tag_of(child) not in LEFT_OUT:
                self._element(child, preformatted=preformatted)
            self._line.add(child.tail, preformatted=preformatted)

    def _element(self, element: Element, *, preformatted: bool) -> None:
        tag = tag_of(element)
        if tag == "table":
            self._end_paragraph()
            self.blocks.extend(self._table(element))
        elif tag == "br":
            self._line.end()
        elif tag in _BLOCKS:
            self._end_paragraph()
            self._flow(element, preformatted=preformatted)
            self._end_paragraph()
        elif tag in ("input", "select"):
            self._line.add(_entered(element, tag), preformatted=True)
        elif tag in ("msup", "mfrac") and len(element) == _PAIR:
            first, second = element
            self._element(first, preformatted=preformatted)
            self._line.add(power(self._line.words) if tag == "msup" else "/", preformatted=True)
            self._element(second, preformatted=preformatted)
        else:
            if tag == "sup":
                self._line.add(power(self._line.words), preformatted=True)
            self._flow(element, preformatted=preformatted)

    def _end_paragraph(self) -> None:
        words = self._line.take()
        if words.strip():
            self.blocks.append(Part(words))
            self._paragraphs += 1
            if self._paragraphs % _TICK == 0:
                self._tick()

    def _inside(self, element: Element) -> list[Part | Table]:
        """Read an element on its own, such as a cell: its paragraphs and the tables in it."""
        outer, self.blocks, self._line = (self.blocks, self._line), [], Line()
        self._element(element, preformatted=False)
        self._end_paragraph()
        found = self.blocks
        self.blocks, self._line = outer
        return found

    def _table(self, element: Element) -> Iterator[Part | Table]:
        self._tables += 1
        self._counting.depth(self._tables)
        found = FoundTable()
        contents: list[list[Part | Table]] = []
        around: list[Part | Table] = []
        for number, (group, row) in enumerate(rows_of(element)):
            if isinstance(row, str):
                around.append(Part(row))
                continue
            if tag_of(row) != "tr":
                around.extend(self._inside(row))
                continue
            cells: list[FoundCell] = []
            for cell in cells_of(row):
                inside = self._inside(cell)
                contents.append(inside)
                words = "\n".join(block.text for block in inside if isinstance(block, Part))
                cells.append(FoundCell(cell, words, [block for block in inside if isinstance(block, Table)]))
            found.rows.append((group, cells))
            if number % _TICK == 0:
                self._tick()
        self._tables -= 1
        yield from around
        if found.only_arranges():
            for inside in contents:
                yield from inside
            return
        self._counting.block()
        self.kept.add(element)
        yield placed(element, found, self._looks, self._counting)
        for _, cells in found.rows:
            for one in cells:
                yield from one.tables
        self._tick()


def _entered(field: Element, tag: str) -> str:
    """Return what a field of a form shows: the value typed in, or the choice made."""
    if tag == "input":
        return field.get("value", "") if field.get("type", "").lower() in _FIELDS else ""
    options = [option for option in field.iter() if tag_of(option) == "option"]
    chosen = next((option for option in options if "selected" in option.attrib), options[0] if options else None)
    return "" if chosen is None else "".join(chosen.itertext()).strip()
