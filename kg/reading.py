"""One file → one reading: bytes, text layer, the form that recognises it, records, findings of its own figures.

The forms are tried in a fixed order and each answers ``None`` where the page is not its own, so the first that
knows the page reads it. Nothing is guessed: a page that no form knows is refused with its first words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.audit import document_findings
from kg.cells import Grid
from kg.errors import (
    CellsWithoutPlacesError,
    ColumnsWithoutRulesError,
    NoIndicatorRowsError,
    TableIsPictureError,
    UnknownFormError,
)
from kg.folding import fold
from kg.forms.declaration_layout import read_declaration_layout
from kg.forms.declaration_table import read_declaration_table
from kg.forms.grids.form import read_barred, read_blank_columns, read_grids, read_stream
from kg.forms.grids.texts.barred import has_barred_rows
from kg.forms.packed_table import read_packed_table
from kg.forms.project_table import read_project_table
from kg.forms.self_evaluation import read_self_evaluation
from kg.readers.limits import DEFAULT_LIMITS
from kg.readers.opening_files import open_layer, pictures_in
from kg.records import Basis, FiscalYear

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.readers.limits import Limits
    from kg.records import Reading
    from kg.text import TextLayer

    FormReader = Callable[[TextLayer], Reading | None]

# Order matters: of the two declarations in plain text the tab-separated one is the stricter, and a report may hold
# tables that are forms of their own.
TEXT_FORMS: tuple[FormReader, ...] = (
    read_declaration_table,
    read_declaration_layout,
    read_project_table,
    read_self_evaluation,
    read_packed_table,
    read_grids,
    read_blank_columns,
    read_stream,
)
# Files whose tables are known.
TABLE_FORMS: tuple[FormReader, ...] = (read_packed_table, read_self_evaluation, read_grids)
# What a PDF printed without rules is read as page-layout text; where there are tables they are never guessed.
LAYOUT_FORMS: tuple[FormReader, ...] = (read_declaration_layout, read_project_table)
_FIRST_WORDS = 40
# what a page that is no form at all does not say
_FORM_WORDS = re.compile("绩效目标申报表|绩效(?:目标|自评)表|绩效自评报告|绩效指标库|三级指标")
# a table of fewer columns holds no indicators
_FORM_COLUMNS = 3


def read_bytes(
    data: bytes,
    name: str,
    *,
    metadata: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    tick: Callable[[], None] | None = None,
) -> Reading:
    """Read a file's bytes in this process; for a file that is not trusted see ``kg.sandbox``.

    Args:
        data: The file as it is.
        name: Its base name, as it will be cited.
        metadata: What ``documents.csv`` says of it (``fiscal_year``, ``title``, ``publisher``, ``url``, ``licence``).
        limits: What the file may ask for.
        tick: Told of each page or sheet.

    Raises:
        EmptyDocumentError: No text in it.
        NotTextError, NoTextLayerError: No text that can be read.
        FormatNotReadError, DamagedFileError, FileLimitError: No file that can be read.
        UnknownFormError: No form recognises the page.

    """
    return read_layer(open_layer(data, name, limits, tick or _silent), metadata or {})


def _silent() -> None:
    """Stand in for a callback that nobody handed in."""


def read_layer(layer: TextLayer, metadata: Mapping[str, str]) -> Reading:
    """Read a text layer by the first form that knows it; raises ``UnknownFormError`` where none does.

    A form that knows a title but finds no indicator below it leaves the page to the forms after it, unless they find
    none either: then the first that finds figures has read it, else the first that knows it. A title without any record
    below it is no reading.
    """
    read: Reading | None = None
    for form in _forms(layer):
        found = form(layer)
        if found is not None and found.indicators:
            read = found
            break
        if read is None or (found is not None and _holds_figures(found) and not _holds_figures(read)):
            read = found
    if read is not None and not _holds_records(read):
        # the title of a report, and nothing below it that is known
        read = None
    if read is None and (unread := _columns_without_rules(layer)):
        raise ColumnsWithoutRulesError(layer.name, unread["pages"], unread["words"][:_FIRST_WORDS])
    if read is None and (pictures := pictures_in(layer)):
        raise TableIsPictureError(layer.name, pictures)
    if read is None:
        first_words = " ".join(layer.text.split())[:_FIRST_WORDS]
        seen = _words_of_a_form(layer)
        if seen and layer.structure is None and has_barred_rows(layer):
            raise CellsWithoutPlacesError(layer.name, first_words, seen)
        if seen:
            raise NoIndicatorRowsError(layer.name, first_words, seen)
        raise UnknownFormError(layer.name, first_words)
    read = with_metadata(read, metadata)
    return replace(read, findings=(*read.findings, *document_findings(read)))


def _words_of_a_form(layer: TextLayer) -> str:
    """Return the title or the column that a form would have, for a page that no form could read."""
    found = _FORM_WORDS.search(fold(layer.text))
    return found[0] if found else ""


def _holds_figures(reading: Reading) -> bool:
    executed = any(one.amounts or one.rates for one in reading.executions)
    return bool(reading.amounts or reading.projects or reading.tasks or executed)


def _holds_records(reading: Reading) -> bool:
    told = reading.statements or reading.duties or reading.document.overall_goal
    return bool(_holds_figures(reading) or reading.indicators or reading.scores or told)


def _forms(layer: TextLayer) -> tuple[FormReader, ...]:
    tables = any(isinstance(block, Grid) and block.columns >= _FORM_COLUMNS for block in layer.blocks)
    if layer.structure is None:
        if has_barred_rows(layer):
            # no other reader knows that cells are missing
            return (read_barred,)
        return (read_declaration_table, *TABLE_FORMS, *LAYOUT_FORMS) if tables else TEXT_FORMS
    return TABLE_FORMS if tables or _columns_without_rules(layer) else (*TABLE_FORMS, *LAYOUT_FORMS)


def _columns_without_rules(layer: TextLayer) -> Mapping[str, str]:
    """Return what a reader says of words in columns that it could not part into rows: no layout of text is trusted."""
    remarks = layer.structure.remarks if layer.structure else ()
    return next((params for rule, params in remarks if rule == "columns-without-rules"), {})


def read_document(path: str | Path, *, metadata: Mapping[str, str] | None = None) -> Reading:
    """Read one file in a limited process of its own (``kg.sandbox``).

    Args:
        path: Where it is.
        metadata: As for ``read_bytes``.

    Raises:
        NotFoundError, NotAFileError: There is no file.
        ReadingEndedError: Its reading was ended at a limit.
        DocumentError: As ``read_bytes``.

    """
    from kg import record_json
    from kg.sandbox.reader import SandboxedReader

    return record_json.loads(SandboxedReader().read_file(path, metadata=metadata).records)


def with_metadata(reading: Reading, metadata: Mapping[str, str]) -> Reading:
    """Add what people said about a document from outside; what the document itself states always wins."""
    given = {key: value for key, value in sorted(metadata.items()) if value}
    document = replace(reading.document, metadata=given)
    stated = document.fiscal_year is not None and document.fiscal_year.basis is Basis.STATED
    if "fiscal_year" in given and not stated:
        year = FiscalYear(int(given["fiscal_year"]), Basis.GIVEN, "documents.csv", None)
        document = replace(document, fiscal_year=year)
    return replace(reading, document=document)
