"""Setting small forms as rows of cells with merged ones."""

from kg.forms.grids.form import read_grids
from kg.readers.blocks import FileBlocks, Part, Table, TableCell
from kg.readers.composing import compose


def table(rows, sheet=None):
    """A table of rows; ``None`` is covered by the cell to its left, ``...`` by the cell above."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text is None or text is ...:
                continue
            width, height = 1, 1
            while c + width < len(row) and row[c + width] is None:
                width += 1
            while r + height < len(rows) and rows[r + height][c] is ...:
                height += 1
            cells.append(TableCell(r + 1, c + 1, (Part(text),) if text else (), height, width))
    return Table(tuple(cells), sheet)


def read(*blocks, name="form.docx"):
    """Read lines (strings) and tables (lists of rows) as one file."""
    parts = tuple(Part(block) if isinstance(block, str) else table(block) for block in blocks)
    return read_grids(compose(FileBlocks("docx", parts), name, "ab" * 32))
