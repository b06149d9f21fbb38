"""A form as somebody drew it: its text, the format and look of its file, and what the document should say."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from tests.kg.forms.examined.notation import Page, parse

Kind = Literal["html", "docx", "xlsx", "pdf", "hand", "tabs", "layout"]
SUFFIXES = {"hand": "pdf", "tabs": "txt", "layout": "txt"}


@dataclass(frozen=True)
class ExaminedForm:
    """One form.

    Attributes:
        slug: Its name, with its number.
        kind: What writes the file; ``hand`` is a PDF whose rules and words are set one by one.
        columns: What the marked rows hold, see ``notation``.
        text: The form in that notation.
        department: As printed, ``None`` where any is right.
        year: The fiscal year, ``None`` where the form states none or several.
        title: Of the web page around the form.
        note: What is hard about it.
        may_refuse: Without indicators: to refuse it is as right as to read it.
        quoted: Words that a finding must cite.
        edits: Patterns and replacements in the markup, each of which must hit.
        look: What its writer is told.

    """

    slug: str
    kind: Kind
    columns: str
    text: str
    department: str | None = None
    year: int | None = None
    title: str = "信息公开"
    note: str = ""
    may_refuse: bool = False
    quoted: tuple[str, ...] = ()
    edits: tuple[tuple[str, str], ...] = ()
    look: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def page(self) -> Page:
        """Its blocks and what they say."""
        return parse(self.text, self.columns)

    @property
    def file_name(self) -> str:
        """The name that its file is read under."""
        return f"{self.slug}.{SUFFIXES.get(self.kind, self.kind)}"
