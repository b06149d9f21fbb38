"""One file → one reading: bytes, text layer, the form that recognises it, records, findings of its own figures.

The forms are tried in a fixed order and each answers ``None`` where the page is not its own, so the first that
knows the page reads it. Nothing is guessed: a page that no form knows is refused with its first words.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.audit import document_findings
from kg.errors import UnknownFormError, no_file
from kg.file_names import shown_name
from kg.forms.declaration_layout import read_declaration_layout
from kg.forms.declaration_table import read_declaration_table
from kg.forms.project_table import read_project_table
from kg.forms.self_evaluation import read_self_evaluation
from kg.records import Basis, FiscalYear
from kg.text import TextLayer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.records import Reading

    FormReader = Callable[[TextLayer], Reading | None]

# Order matters: the tab-separated form is the stricter one of the two declarations.
FORMS: tuple[FormReader, ...] = (
    read_declaration_table,
    read_declaration_layout,
    read_project_table,
    read_self_evaluation,
)
_FIRST_WORDS = 40


def read_bytes(data: bytes, name: str, *, metadata: Mapping[str, str] | None = None) -> Reading:
    """Read a file's bytes.

    Args:
        data: The file as it is.
        name: Its base name, as it will be cited.
        metadata: What ``documents.csv`` says of it (``fiscal_year``, ``title``, ``publisher``, ``url``, ``licence``).

    Raises:
        EmptyDocumentError: No text in it.
        NotTextError: No text in an encoding we read.
        UnknownFormError: No form recognises the page.

    """
    layer = TextLayer.from_bytes(data, name)
    for form in FORMS:
        reading = form(layer)
        if reading is not None:
            reading = with_metadata(reading, metadata or {})
            return replace(reading, findings=(*reading.findings, *document_findings(reading)))
    raise UnknownFormError(name, " ".join(layer.text.split())[:_FIRST_WORDS])


def read_document(path: str | Path, *, metadata: Mapping[str, str] | None = None) -> Reading:
    """Read one file; raises ``NotFoundError`` or ``NotAFileError`` where there is none, else as ``read_bytes``."""
    path = Path(path)
    if not path.is_file():
        raise no_file(str(path), there=path.exists())
    return read_bytes(path.read_bytes(), shown_name(path.name), metadata=metadata)


def with_metadata(reading: Reading, metadata: Mapping[str, str]) -> Reading:
    """Add what people said about a document from outside; what the document itself states always wins."""
    given = {key: value for key, value in sorted(metadata.items()) if value}
    document = replace(reading.document, metadata=given)
    stated = document.fiscal_year is not None and document.fiscal_year.basis is Basis.STATED
    if "fiscal_year" in given and not stated:
        year = FiscalYear(int(given["fiscal_year"]), Basis.GIVEN, "documents.csv", None)
        document = replace(document, fiscal_year=year)
    return replace(reading, document=document)
