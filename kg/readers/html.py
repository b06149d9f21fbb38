r"""HTML: paragraphs and tables as a browser shows them, without scripts, hidden elements or anything from elsewhere.

Rows and columns follow the rules of the HTML standard (spans end with their row group, 0 means to its end). A table
that only arranges others (排版表格) is opened; a table inside a cell of words follows the outer one. The encoding is
that of a mark, else UTF-8 where the bytes are Chinese in it, else what the page declares, else UTF-8 or GB18030.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.readers.blocks import FileBlocks, Part, Table, TableCell
from kg.readers.counting import Counting
from kg.readers.damage import damage_told
from kg.readers.html_kinds import PROGRAMS
from kg.readers.html_looks import looked_at
from kg.readers.html_source import Line, decoded, parsed, tag_of
from kg.readers.html_unseen import unseen
from kg.readers.marks import power, struck_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element as Element

    from kg.readers.html_looks import Looks
    from kg.readers.limits import Limits

_LEFT_OUT = PROGRAMS | {"template"}
# fields whose value is seen as words
_FIELDS = frozenset({"", "date", "email", "month", "number", "search", "tel", "text", "url"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
})  # fmt: skip
_HEADINGS = ("h1", "h2", "h3")
_LARGEST_SPAN = 1000
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


def _is_shown(element: Element) -> bool:
    return tag_of(element) not in _LEFT_OUT


@dataclass(slots=True)
class _FoundCell:
    """A cell as the page has it: its words, the tables inside, and what a browser would put around them."""

    element: Element
    words: str
    tables: list[Table]


@dataclass(slots=True)
class _FoundTable:
    rows: list[tuple[int, list[_FoundCell]]] = field(default_factory=list)  # with the number of the row group

    def only_arranges(self) -> bool:
        """Say whether the table wraps others: in each row one cell holds something, or all hold only tables.

        A heading over a table inside a cell is that of the page, and what stands beside it are menus.
        """
        cells = [row for _, row in self.rows]
        around = [cell for row in cells for cell in row if cell.tables]
        if not around:
            return False
        if any(next(cell.element.iter(*_HEADINGS), None) is not None for cell in around):
            return True
        for row in cells:
            filled = [cell for cell in row if cell.tables or cell.words.strip()]
            if len(filled) > 1 and any(cell.words.strip() for cell in filled):
                return False
        return True


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
            if _is_shown(child):
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
        found = _FoundTable()
        contents: list[list[Part | Table]] = []
        around: list[Part | Table] = []
        for number, (group, row) in enumerate(_rows(element)):
            if isinstance(row, str):
                around.append(Part(row))
                continue
            if tag_of(row) != "tr":
                around.extend(self._inside(row))
                continue
            cells: list[_FoundCell] = []
            for cell in _cells(row):
                inside = self._inside(cell)
                contents.append(inside)
                words = "\n".join(block.text for block in inside if isinstance(block, Part))
                cells.append(_FoundCell(cell, words, [block for block in inside if isinstance(block, Table)]))
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
        yield self._placed(element, found)
        for _, cells in found.rows:
            for one in cells:
                yield from one.tables
        self._tick()

    def _collapsed(self, table: Element) -> set[int]:
        """Return the numbers of the columns that are not shown."""
        collapsed = self._looks.collapsed
        found: set[int] = set()
        number = 1
        for group in table if collapsed else ():
            if tag_of(group) in ("col", "colgroup"):
                columns = [one for one in group if tag_of(one) == "col"] or [group]
                for column in columns:
                    span = max(_number(column.get("span"), 1), 1)
                    if column in collapsed or group in collapsed:
                        found |= set(range(number, number + span))
                    number += span
        return found

    def _placed(self, table: Element, found: _FoundTable) -> Table:
        """Give each cell its place, as the HTML standard forms a table."""
        collapsed = self._collapsed(table)
        cells: list[TableCell] = []
        covered_to: list[int] = [0]  # for each column from 1 the last row that is taken
        columns = 0
        last_of_group: dict[int, int] = {}
        for number, (group, _) in enumerate(found.rows, start=1):
            last_of_group[group] = number
        for number, (group, row) in enumerate(found.rows, start=1):
            column = 1
            for cell in row:
                while column < len(covered_to) and covered_to[column] >= number:
                    column += 1
                wanted = max(_number(cell.element.get("colspan"), 1), 1)
                last = last_of_group[group]
                rowspan = _number(cell.element.get("rowspan"), 1)
                bottom = last if rowspan == 0 else min(number + rowspan - 1, last)
                end = column
                while end < column + wanted:
                    if end == len(covered_to):
                        covered_to.append(0)
                    if covered_to[end] >= number:
                        break
                    covered_to[end] = bottom
                    end += 1
                columns = max(columns, end - 1)
                self._counting.area(len(found.rows) * columns)
                self._counting.cell(cell.words)
                if collapsed and cell.words.strip() and collapsed.issuperset(range(column, end)):
                    self._looks.hidden.append((cell.words, table))
                    cell.words = ""
                parts = (Part(cell.words),) if cell.words.strip() else ()
                cells.append(TableCell(number, column, parts, bottom - number + 1, end - column))
                column = end
        self._counting.close_table(len(found.rows) * columns)
        return Table(tuple(cells))


def _entered(field: Element, tag: str) -> str:
    """Return what a field of a form shows: the value typed in, or the choice made."""
    if tag == "input":
        return field.get("value", "") if field.get("type", "").lower() in _FIELDS else ""
    options = [option for option in field.iter() if tag_of(option) == "option"]
    chosen = next((option for option in options if "selected" in option.attrib), options[0] if options else None)
    return "" if chosen is None else "".join(chosen.itertext()).strip()


def _number(value: str | None, default: int) -> int:
    """Return a span; no span is larger than a browser's."""
    match = re.match(r"\s*(\d{1,9})", value or "")
    return min(int(match[1]), _LARGEST_SPAN) if match else default


def _rows(table: Element) -> Iterator[tuple[int, Element | str]]:
    """Give the rows with the number of their group, the head first and the foot last, and what stands around them."""
    groups = 0
    found: list[tuple[int, int, Element | str]] = []

    def visit(parent: Element, group: int, order: int) -> None:
        nonlocal groups
        if (parent.text or "").strip():
            found.append((-1, group, parent.text))
        for child in parent:
            tag = tag_of(child)
            if _is_shown(child):
                if tag == "tr":
                    found.append((order, group, child))
                elif tag in {"thead", "tbody", "tfoot"}:
                    groups += 1
                    visit(child, groups, {"thead": 0, "tfoot": 2}.get(tag, 1))
                elif (
                    tag in {"form", "center", "div", "font", "span", "b", "strong"} and child.find(".//tr") is not None
                ):
                    visit(child, group, order)
                elif tag not in {"col", "colgroup"}:
                    found.append((-1, group, child))
            if (child.tail or "").strip():
                found.append((-1, group, child.tail))

    visit(table, 0, 1)
    for _, group, row in sorted(found, key=lambda item: item[0]):
        yield group, row


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if not _is_shown(child):
            continue
        if tag_of(child) in {"td", "th"}:
            yield child
        elif child.find(".//td") is not None:
            yield from _cells(child)
