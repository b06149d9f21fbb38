"""Which form a file of tables is, and its reading.

A title decides; without one the headings do: 实际完成值 or 得分 is a self-evaluation, a 项目名称 a project's form.
A file without a table of indicators is no form.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.grids.layouts.sentences import in_sentences, name_project
from kg.forms.grids.naming.document_titles import document_title, is_document_title
from kg.forms.grids.naming.title_projects import name_by_titles
from kg.forms.grids.reader import walk
from kg.forms.grids.records.declaration import assemble_declaration
from kg.forms.grids.records.library import assemble_library
from kg.forms.grids.records.projects import assemble_projects
from kg.forms.grids.texts.barred import barred_blocks
from kg.forms.grids.texts.blank_columns import blank_blocks
from kg.forms.grids.texts.stream import stream_blocks
from kg.records import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.cells import Grid, Piece
    from kg.forms.grids.found import FoundForm
    from kg.records import Reading
    from kg.text import TextLayer

_MOST_LINES_ABOVE = 30
_SPEAKS_OF_IT = re.compile(r"[^|。；;，,：:]{0,40}绩效[^|。；;，,：:]{0,20}")


def read_grids(layer: TextLayer) -> Reading | None:
    """Read any form that stands in tables, or return ``None`` where none does."""
    return _read(layer, layer.blocks)


def read_blank_columns(layer: TextLayer) -> Reading | None:
    """Read a form in plain text whose columns are set apart by blanks, where they are clear; ``None`` for others."""
    blocks = blank_blocks(layer)
    return None if blocks is None else _read(layer, blocks)


def read_barred(layer: TextLayer) -> Reading | None:
    """Read a form in plain text whose cells end in upright strokes, as web pages are taken; ``None`` for others."""
    blocks = barred_blocks(layer)
    return None if blocks is None else _read(layer, blocks)


def read_stream(layer: TextLayer) -> Reading | None:
    """Read a form in plain text that gives its cells in the order in which they were drawn; ``None`` for others."""
    blocks = stream_blocks(layer)
    return None if blocks is None else _read(layer, blocks)


def _read(layer: TextLayer, blocks: Sequence[Piece | Grid]) -> Reading | None:
    found = walk(blocks)
    if not _has_indicators(found):
        # sentences that tell of the indicators of a table would be read again
        told = in_sentences(blocks)
        found = walk(told)
        if not _has_indicators(found):
            return None
        name_project(found, told)
    if found.form in (Form.PROJECT_TABLE, Form.PROJECT_SELF_EVALUATION):
        name_by_titles(found)
    form = _form(found)
    found.document = document_title(layer, accounts=form in (Form.SELF_EVALUATION, Form.PROJECT_SELF_EVALUATION))
    # cited as the title where none is printed
    untitled = not found.title and not found.document
    found.title = found.title or found.document or _heading(layer)
    # of budgets of several years none is the form's
    found.title_says = Cell() if untitled and is_document_title(found.title) else found.title
    if form is Form.INDICATOR_LIBRARY:
        return assemble_library(layer, found)
    filled = [block for block in found.blocks if block.tables]
    if form is Form.DECLARATION and len(filled) == 1 and (found.budget or found.tasks) and not filled[0].name:
        block = filled[0]
        if block.superior or block.unit or block.reporter:
            return assemble_declaration(layer, found, block)
    return assemble_projects(layer, found, form)


def _has_indicators(found: FoundForm) -> bool:
    return any(table.rows or table.templates for block in found.blocks for _, table in block.tables)


def _heading(layer: TextLayer) -> Cell:
    """Return the first line that speaks of performance (绩效) and is no sentence, else the first of all."""
    lines = list(islice(layer.printed_lines(), _MOST_LINES_ABOVE))
    return Cell.of([next((line for line in lines if _SPEAKS_OF_IT.fullmatch(line.text.strip())), lines[0])])


def _form(found: FoundForm) -> Form:
    columns = {role for block in found.blocks for _, table in block.tables for role in table.header.columns}
    assessed = bool(columns & {"actual", "scored"})
    projects = any(block.name for block in found.blocks) or "project" in columns
    named = found.form
    if named is Form.INDICATOR_LIBRARY and not assessed and not projects:
        return named
    if named in (Form.DECLARATION, Form.SELF_EVALUATION) and not projects:
        return Form.SELF_EVALUATION if assessed else Form.DECLARATION
    if named is Form.PROJECT_TABLE and assessed:
        return Form.PROJECT_SELF_EVALUATION
    if named in (Form.PROJECT_TABLE, Form.PROJECT_SELF_EVALUATION):
        return named
    whole = not projects
    if assessed:
        return Form.SELF_EVALUATION if whole else Form.PROJECT_SELF_EVALUATION
    return Form.DECLARATION if whole else Form.PROJECT_TABLE
