"""One table gives one grid, whatever file it comes in, and every word of it has its offset and its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from kg.cells import Grid, Piece
from kg.errors import EmptyDocumentError, NoTextLayerError
from kg.readers.blocks import FileBlocks, Part, Table, TableCell
from kg.readers.composing import compose, joined
from kg.readers.limits import DEFAULT_LIMITS
from kg.readers.opening_files import open_layer
from tests.kg.readers.grids import MergedGrid, as_docx, as_html, as_xlsx, grids, saved, seen, wanted

_WRITERS = {"docx": as_docx, "xlsx": as_xlsx, "html": as_html}


def _read(data: bytes, file_format: str) -> FileBlocks:
    from kg.readers import docx, html, xlsx

    return {"docx": docx, "xlsx": xlsx, "html": html}[file_format].read(data, "表", DEFAULT_LIMITS, lambda: None)


@pytest.mark.parametrize("file_format", _WRITERS)
@settings(max_examples=15)
@given(grid=grids())
def test_a_table_with_merged_cells_is_the_same_in_every_format(file_format: str, grid: MergedGrid):
    """Each place, span, empty cell and broken line of a random table is read as it was written."""
    (table,) = _read(_WRITERS[file_format](grid), file_format).blocks

    assert seen(table) == wanted(grid)


@settings(max_examples=40)
@given(grid=grids())
def test_every_cell_is_cited_with_its_words_and_place(grid: MergedGrid):
    """In the text layer a cell's words stand at their offsets, and their source names row and column."""
    layer = compose(FileBlocks("xlsx", (Part("标题"), Table(grid.cells, "表一"))), "a.xlsx", "0" * 64)
    title, table = layer.blocks

    assert isinstance(title, Piece)
    assert isinstance(table, Grid)
    assert layer.text[title.start : title.end] == "标题"
    # a single empty cell says nothing and takes no room
    kept = [c for c in grid.cells if joined(c.text) or c.rowspan > 1 or c.colspan > 1]
    assert [(c.row, c.column, c.rowspan, c.colspan) for c in table.cells] == [
        (c.row, c.column, c.rowspan, c.colspan) for c in kept
    ]
    for found, drawn in zip(table.cells, kept, strict=True):
        assert found.cell.text == joined(drawn.text)
        assert [layer.text[p.start : p.end] for p in found.cell.pieces] == [p.text for p in found.cell.pieces]
        if found.cell:
            source = layer.source(found.cell)
            assert (source.sheet, source.row, source.column) == ("表一", drawn.row, drawn.column)


def test_a_table_is_written_with_tabs_and_a_blank_line():
    """A person reads rows as lines; a covered place is empty between its tabs."""
    cells = (
        TableCell(1, 1, (Part("一级\n指标"),), rowspan=2),
        TableCell(1, 2, (Part("Big\nData"),)),
        TableCell(2, 2),
        TableCell(3, 2, (Part("3 场"),)),
    )
    layer = compose(FileBlocks("docx", (Table(cells), Part("第一行\n第二行"))), "a.docx", "0" * 64)

    assert layer.text == "一级指标\tBig Data\n\t\n\t3 场\n\n第一行\n第二行\n"


def test_parts_on_two_pages_keep_their_pages():
    """A cell that a page break parted cites both pages."""
    cell = TableCell(1, 1, (Part("培育技术经纪人数", 1), Part("量", 2)))
    layer = compose(FileBlocks("pdf", (Table((cell,)),), pages=2), "a.pdf", "0" * 64)
    (table,) = layer.blocks

    assert [span.page for span in layer.source(table.cells[0].cell).spans] == [1, 2]
    assert layer.pages == 2


def test_a_file_without_words_is_empty():
    """A document of nothing but blank paragraphs is refused as empty, not stored."""
    import docx

    document = docx.Document()
    document.add_paragraph(" \u3000")

    with pytest.raises(EmptyDocumentError):
        open_layer(saved(document), "空.docx")


def test_words_that_nobody_can_read_are_refused():
    """A page of private or lost characters is no text, in whatever file it comes."""
    with pytest.raises(NoTextLayerError, match=r"U\+FFFD|unreadable"):
        open_layer(f"<html><p>{chr(0xE123) * 30}预算</p>".encode(), "乱.html")


def test_one_odd_character_among_many_words_does_no_harm():
    """A bullet in a private font, as Word writes it, does not make a document unreadable."""
    layer = open_layer(f"<html><p>{chr(0xF0B7)}年度绩效目标完成情况良好</p>".encode(), "a.html")

    assert "年度绩效目标" in layer.text
