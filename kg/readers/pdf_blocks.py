"""Pages as read → blocks: tables joined over the pages, paragraphs, and the words of each cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.readers.blocks import Part, Remark, Table, TableCell
from kg.readers.line_joins import between, gaps
from kg.readers.long_tables import LongTable, margin_of
from kg.readers.pdf_lines import Frame
from kg.readers.pdf_paragraphs import goes_on, paragraphs_of
from kg.readers.pdf_tables import PageTable
from kg.readers.stitching import stitched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.readers.counting import Counting
    from kg.readers.long_tables import LongCell
    from kg.readers.pdf_lines import TextLine
    from kg.readers.running_heads import Page

# a line of prose is so wide, as a share of the page; so many of them end nearly at its edge, in sizes of the type
_PROSE = 0.55
_FEWEST_FULL = 3
_RAGGED = 1.6
_HANGING = tuple("，。、；：！？）》”")


def blocks_of_pages(pages: Sequence[Page], counting: Counting) -> tuple[list[Part | Table], list[Remark]]:
    """Make the blocks of a file, and remarks on the tables that were joined over page breaks.

    Raises:
        FileLimitError: There are more blocks, cells or places than the limits allow.

    """
    edges = _text_edges(pages)
    blocks: list[Part | Table] = []
    remarks: list[Remark] = []
    above: TextLine | None = None
    for found in stitched(pages):
        if isinstance(found, LongTable) and len(found.cells) > 1:
            area = found.rows * (len(found.edges) - 1)
            counting.area(area)
            blocks.append(_table(found, counting))
            counting.block()
            counting.close_table(area)
            if found.pages[0] != found.pages[1]:
                remarks.append(Remark("joined-table", {"pages": f"{found.pages[0]}–{found.pages[1]}"}))
            above = None
            continue
        # one cell is a box around text
        boxed = isinstance(found, LongTable)
        lines = found.cells[0].lines if isinstance(found, LongTable) else found
        frame = edges[round(pages[lines[0].page - 1].width)]
        if above is not None and not boxed and above.page + 1 == lines[0].page:
            _join(blocks, above, lines[0], frame)
        for block in paragraphs_of(lines, frame):
            counting.block()
            blocks.append(block)
        above = None if boxed else lines[-1]
    return blocks, remarks


def _join(blocks: list[Part | Table], above: TextLine, below: TextLine, frame: Frame) -> None:
    """Mark the last paragraph if it goes on on the next page."""
    last = blocks[-1]
    if isinstance(last, Part) and goes_on(above, below, frame):
        blocks[-1] = replace(last, text=last.text + between(above, below, frame), goes_on=True)


def _text_edges(pages: Sequence[Page]) -> dict[int, Frame]:
    """Return the edges of the text for each width of page: of its prose, or where there is none, of all there is."""
    prose: dict[int, list[TextLine]] = defaultdict(list)
    edges: dict[int, Frame] = {}
    for page in pages:
        width = round(page.width)
        for item in page.items:
            if isinstance(item, PageTable):
                x0, x1 = item.xs[0], item.xs[-1]
            elif item.turned:
                continue
            else:
                x0, x1 = item.x0, item.x1
                if len(item.segments) == 1 and x1 - x0 >= _PROSE * page.width:
                    prose[width].append(item)
            known = edges.get(width, Frame(x0, x1))
            edges[width] = Frame(min(known.left, x0), max(known.right, x1))
        edges.setdefault(width, Frame(0, page.width))
    for width, lines in prose.items():
        # a closing mark may hang over the edge
        ends = [line.x1 - line.size * line.text.endswith(_HANGING) for line in lines]
        right = max(ends)
        near = sum(right - end <= _RAGGED * line.size for end, line in zip(ends, lines, strict=True))
        if near >= _FEWEST_FULL:
            # tables may stand out of the text
            edges[width] = Frame(min(line.x0 for line in lines), right)
    return edges


def _table(found: LongTable, counting: Counting) -> Table:
    columns = {edge: at for at, edge in enumerate(found.columns(), start=1)}
    margin = margin_of(found.cells)
    cells: list[TableCell] = []
    for cell in sorted(found.cells, key=lambda cell: (cell.row, cell.left)):
        left, right = columns[cell.left], columns[cell.right]
        made = TableCell(cell.row + 1, left, tuple(_parts(cell, margin)), cell.rowspan, right - left)
        counting.cell(made.text)
        cells.append(made)
    return Table(tuple(cells))


def _parts(cell: LongCell, margin: float) -> Iterator[Part]:
    r"""Give the words of a cell on each page; a ``\n`` that falls on the page break ends the upper part."""
    lines = cell.lines
    if not lines:
        return
    x0, _, x1, _ = cell.parts[0].box
    after = iter([*gaps(lines, Frame(x0 + margin, x1 - margin)), ""])
    for part in cell.parts:
        if part.lines:
            text = "".join(line.text.replace("\t", " ").strip() + next(after) for line in part.lines)
            yield Part(text, part.page, part.box)
