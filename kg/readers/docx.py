r"""DOCX: the body in its order, tables with their merged cells, insertions kept and deletions left out.

Not read, and told where it holds words: what nobody sees, deleted revisions, pictures in tables, other files inside; of
headers all that the body has no need of (``docx_headers``). Comments are not read. Notes follow at the end.
Numbers of automatic lists are rendered by Word alone and are not invented. A table inside a cell follows the outer
one as a table of its own. python-docx gives the elements; its ``Document`` is not used, as it loads each picture and
fails on a link to nothing, which Word forgives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import DamagedFileError
from kg.readers.blocks import FileBlocks, Part, Table, TableCell
from kg.readers.counting import Counting
from kg.readers.damage import damage_told
from kg.readers.docx_ground import Ground
from kg.readers.docx_headers import page_heads
from kg.readers.docx_paragraphs import Look, Paragraph, is_prompt, words_below
from kg.readers.docx_remarks import Unread
from kg.readers.docx_styles import Styles, tag_of, value_of
from kg.readers.packages import main_part, relationships
from kg.readers.page_heads import heads_told, taken
from kg.readers.zip_guard import Archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from kg.readers.limits import Limits

_NOTES = ("footnotes", "endnotes")  # printed below the page; what they say may change a value
_TICK = 1000


def read(data: bytes, name: str, limits: Limits, tick: Callable[[], None]) -> FileBlocks:
    """Read a DOCX file.

    Args:
        data: The file.
        name: Its base name.
        limits: What it may ask for.
        tick: Called after each table and each 1,000 paragraphs.

    Raises:
        DamagedFileError: It is cut off, broken, or no document.
        FileLimitError: It holds too much.

    """
    archive = Archive(data, name, limits, "DOCX", tick)
    part = main_part(archive)
    if part is None:
        raise DamagedFileError(name, "DOCX", "_rels/.rels", "damage-part-missing")
    root = _parsed(archive, name, part.member)
    body = next((child for child in root if tag_of(child) == "body"), None)
    if body is None:
        raise DamagedFileError(name, "DOCX", part.member, "damage-part-missing")
    parts = [one for one in relationships(archive, part.member) if one.target in archive.names]
    used = {one.type: one.target for one in parts}
    styles = Styles(_parsed(archive, name, used["styles"]) if "styles" in used else None)
    notes = [_parsed(archive, name, used[kind]) for kind in _NOTES if kind in used]
    heads = {one.id: _parsed(archive, name, one.target) for one in parts if one.type in {"header", "footer"}}
    look = Look(styles, Ground(styles, (root, *heads.values())))
    counting = Counting(name, limits)
    reader = _Reader(counting, tick, look)
    with damage_told(name, "DOCX", part.member):
        parents = (body, *(note for root in notes for note in root))
        blocks = tuple(block for parent in parents for block in reader.blocks(parent))
        lines = {id: list(_lines(_Reader(counting, tick, look, art=False).blocks(head))) for id, head in heads.items()}
        read, told = taken(blocks, *page_heads(body, lines))
        return FileBlocks("docx", (*read, *blocks), remarks=(*reader.unread.remarks(), *heads_told(told)))


def _parsed(archive: Archive, name: str, member: str) -> Element:
    """Return the root of a part; what is wrong with it is said with the part's name."""
    from docx.oxml.parser import parse_xml

    words = archive.xml(member)
    with damage_told(name, "DOCX", member):
        root: Element = parse_xml(words)
        return root


def _lines(blocks: Iterable[Part | Table]) -> Iterator[str]:
    """Give the words of a header, those of each cell of a table on their own."""
    for block in blocks:
        if isinstance(block, Part):
            yield block.text
        else:
            yield from (cell.text for cell in block.cells)


class _Reader:
    def __init__(self, counting: Counting, tick: Callable[[], None], look: Look, *, art: bool = True) -> None:
        self.unread = Unread()
        # in a header WordArt is a watermark
        self._art = art
        self._look = look
        self._counting = counting
        self._tick = tick
        self._paragraphs = 0
        self._tables = 0

    def blocks(self, parent: Element) -> Iterator[Part | Table]:
        """Give the paragraphs and tables below an element; each paragraph is followed by what its text boxes hold."""
        before = ""
        for child in _children(parent, {"p", "tbl", "altChunk"}):
            if tag_of(child) == "altChunk":
                self.unread.objects += 1
                continue
            if tag_of(child) == "tbl":
                yield from self._part(before)
                before = ""
                yield from self._table(child)
                continue
            paragraph = Paragraph(child, self._look, self.unread)
            self.unread.pictures += paragraph.pictures if self._tables else paragraph.large_pictures
            text = before + paragraph.text
            # a paragraph whose end was deleted runs on in the next
            if paragraph.runs_on:
                before = text
            else:
                before = ""
                yield from self._part(text)
            for box in paragraph.boxes:
                if tag_of(box) == "textpath":
                    yield from self._part((box.get("string") or "") if self._art else "")
                else:
                    yield from self.blocks(box)
        yield from self._part(before)

    def _part(self, text: str) -> Iterator[Part]:
        self._paragraphs += 1
        if self._paragraphs % _TICK == 0:
            self._tick()
        if text.strip():
            # the paragraphs of a cell are lines of the cell
            if not self._tables:
                self._counting.block()
            yield Part(text)

    def _table(self, element: Element) -> Iterator[Table]:
        self._tables += 1
        self._counting.depth(self._tables)
        cells: list[_OpenCell] = []
        nested: list[Part | Table] = []
        above: dict[int, _OpenCell] = {}
        number = columns = 0
        for row in _children(element, {"tr"}):
            revised = {tag_of(mark) for child in row if tag_of(child) == "trPr" for mark in child}
            if "del" in revised:
                self.unread.deleted.append(words_below(row))
                continue
            self.unread.inserted += "ins" in revised
            number += 1
            above, width = self._row(row, number, above, cells, nested)
            columns = max(columns, width)
            self._counting.area(number * columns)
            if number % _TICK == 0:
                self._tick()
        self._counting.block()
        self._counting.close_table(number * columns)
        self._tick()
        yield Table(tuple(cell.closed() for cell in cells))
        # already closed: the outer cell kept its own words
        yield from (block for block in nested if isinstance(block, Table))
        self._tables -= 1

    def _row(
        self,
        row: Element,
        number: int,
        above: dict[int, _OpenCell],
        cells: list[_OpenCell],
        nested: list[Part | Table],
    ) -> tuple[dict[int, _OpenCell], int]:
        """Read one row; returns its cells by column, for the row below, and the last column."""
        here: dict[int, _OpenCell] = {}
        end = 1
        for tc, column, span in _merged_across(row):
            end = column + span
            self._counting.area(end - 1)
            cell = above.get(column)
            if tc.vMerge == "continue" and cell is not None and cell.goes_on(number, span):
                # Word prints the words of the first cell only
                cell.rowspan += 1
            else:
                cell = _OpenCell(number, column, span, self._words(tc, nested), merges=tc.vMerge is not None)
                cells.append(cell)
            here[column] = cell
        return here, end - 1

    def _words(self, tc: Element, nested: list[Part | Table]) -> str:
        lines: list[str] = []
        # the place of a cell that a revision deletes stays, as those of the cells beside it would move
        if gone := value_of(tc, "tcPr", "cellDel") is not None:
            self.unread.deleted.append(words_below(tc))
        for block in () if gone else self.blocks(tc):
            if isinstance(block, Part):
                lines.append(block.text)
            else:
                nested.append(block)
        text = "\n".join(lines)
        self._counting.cell(text)
        return text


def _merged_across(row: Element) -> list[tuple[Element, int, int]]:
    """Return the cells of a row with first column and width; the older ``w:hMerge`` is a width like ``w:gridSpan``."""
    cells: list[tuple[Element, int, int]] = []
    column = 1 + row.grid_before
    for tc in _children(row, {"tc"}):
        span = max(tc.grid_span, 1)
        if cells and value_of(tc, "tcPr", "hMerge") in {"", "continue"}:
            first, start, width = cells[-1]
            cells[-1] = first, start, width + span
        else:
            cells.append((tc, column, span))
        column += span
    return cells


class _OpenCell:
    """A cell that the rows below may still continue."""

    def __init__(self, row: int, column: int, colspan: int, text: str, *, merges: bool) -> None:
        self.row, self.column, self.rowspan, self.colspan, self.text = row, column, 1, colspan, text
        self._merges = merges

    def goes_on(self, row: int, colspan: int) -> bool:
        """Say whether the cell may go on at ``row``: it merges, ends right above, and is as wide as what goes on."""
        return self._merges and self.row + self.rowspan == row and self.colspan == colspan

    def closed(self) -> TableCell:
        parts = (Part(self.text),) if self.text.strip() else ()
        return TableCell(self.row, self.column, parts, self.rowspan, self.colspan)


def _children(parent: Element, wanted: set[str]) -> Iterator[Element]:
    """Give the wanted elements below, through content controls and other wrappings, but never inside each other."""
    for child in parent:
        tag = tag_of(child)
        if tag in wanted:
            yield child
        elif tag == "AlternateContent":
            for choice in list(child)[:1]:
                yield from _children(choice, wanted)
        elif tag == "sdt" and is_prompt(child):
            # the cell around it stays
            for run in list(child.iter("{*}r")):
                run.clear()
            yield from _children(child, wanted)
        elif tag in {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}:
            yield from _children(child, wanted)
