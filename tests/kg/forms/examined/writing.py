"""A form → the bytes of its file, in the format that its author chose."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from tests.kg.forms.examined.pdf_pages import Hand, as_hand_set, as_pdf_pages
from tests.kg.forms.examined.plain_text import as_page_layout
from tests.kg.forms.examined.web_page import as_web_page
from tests.kg.forms.examined.word_file import as_word_file
from tests.kg.forms.examined.workbook import as_workbook
from tests.kg.forms.variants.writing import as_tabs

if TYPE_CHECKING:
    from tests.kg.forms.examined.setting import ExaminedForm


def written(form: ExaminedForm) -> bytes:
    """Write a form's file."""
    blocks, edit = form.page.blocks, partial(_edited, form.edits)
    if form.kind == "html":
        encoding = "gb18030" if form.look.get("charset") == "gb2312" else "utf-8"
        return edit(as_web_page(form.slug, form.title, blocks, **form.look)).encode(encoding)
    if form.kind == "docx":
        return as_word_file(blocks, edit)
    if form.kind == "xlsx":
        return as_workbook(blocks, form.page.hidden, **form.look)
    if form.kind == "pdf":
        return as_pdf_pages(blocks, **form.look)
    if form.kind == "hand":
        return as_hand_set(blocks, Hand(**form.look))
    if form.kind == "layout":
        return as_page_layout(blocks, **form.look)
    return edit(as_tabs(tuple(blocks)).decode()).encode()


def _edited(edits: tuple[tuple[str, str], ...], markup: str) -> str:
    for pattern, replacement in edits:
        markup, hits = re.subn(pattern, replacement, markup, flags=re.DOTALL)
        assert hits, f"nothing to edit: {pattern}"
    return markup
