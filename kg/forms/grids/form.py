"""Which form a file of tables is, and its reading.

A title decides; without one the headings do: 实际完成值 or 得分 is a self-evaluation, a 项目名称 a project's form.
A file without a table of indicators is no form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.forms.grids.declaration import assemble_declaration
from kg.forms.grids.library import assemble_library
from kg.forms.grids.projects import assemble_projects
from kg.forms.grids.reader import walk
from kg.records import Form
from kg.text import Cell

if TYPE_CHECKING:
    from kg.forms.grids.cells import FoundForm
    from kg.records import Reading
    from kg.text import TextLayer


def read_grids(layer: TextLayer) -> Reading | None:
    """Read any form that stands in tables, or return ``None`` where none does."""
    found = walk(layer.blocks)
    tables = [table for block in found.blocks for _, table in block.tables]
    if not any(table.rows or table.templates for table in tables):
        return None
    form = _form(found)
    # cited as the title where none is printed
    found.title = found.title or Cell.of([next(layer.printed_lines())])
    if form is Form.INDICATOR_LIBRARY:
        return assemble_library(layer, found)
    filled = [block for block in found.blocks if block.tables]
    if form is Form.DECLARATION and len(filled) == 1 and (found.budget or found.tasks) and not filled[0].name:
        block = filled[0]
        if block.superior or block.unit or block.reporter:
            return assemble_declaration(layer, found, block)
    return assemble_projects(layer, found, form)


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
