"""What a page shows, as plain values: facts, tables, places in the text. Templates only set them in type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from api.http.addresses import kind_and_slug, path_of

if TYPE_CHECKING:
    from api.http.excerpts import Line
    from kg.messages import Language

_LONG: Final = 60
"""Characters above which a fact stands in a row of its own."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words, where they lead if anywhere (a path below this server), a note below them, and further words of a cell."""

    text: str
    href: str | None = None
    note: str = ""
    also: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known: its label and one or more values."""

    label: str
    values: tuple[Text, ...]

    @property
    def is_long(self) -> bool:
        """Whether it needs the width of the page."""
        return sum(len(value.text) for value in self.values) > _LONG


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading.

    Attributes:
        caption: The heading.
        header: One for each column.
        rows: The cells.
        figures: Columns set to the right, for figures that are read down the column.
        short: Columns that never break a line (a place, a severity).
        head: The column that says what a row is about, ``None`` where none does.
        id: Name of the table on its page, to link to.
        count: What stands beside the heading; the number of rows where nothing is said.

    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    figures: frozenset[int] = frozenset()
    short: frozenset[int] = frozenset()
    head: int | None = None
    id: str = "table"
    count: str = ""

    def classes(self, column: int, cell: Text) -> str:
        """Return how a cell is set: a figure, one that never breaks, one without words."""
        kinds = (
            "figure" if column in self.figures else "short" if column in self.short else "",
            "blank" * (not cell.text),
        )
        return " ".join(filter(None, kinds))


@dataclass(frozen=True, slots=True)
class Place:
    """Words in their text: what they are, the document, the lines around."""

    caption: str
    document: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ThingPage:
    """The page of one thing."""

    kind: str
    title: str
    iri: str
    lead: str = ""
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    places: tuple[Place, ...] = ()
    links: tuple[Text, ...] = ()
    data: tuple[Text, ...] = ()
    text: tuple[Line, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """Makes addresses of this server, in the reader's language.

    >>> Links("/kg", "en").to("/", q="科普")
    '/kg/?q=%E7%A7%91%E6%99%AE&lang=en'

    """

    root: str
    language: Language

    def to(self, path: str, fragment: str = "", **query: object) -> str:
        """Return the address of a path that is already escaped."""
        return self.with_query(path, query, fragment)

    def thing(self, iri: str, base_iri: str) -> str | None:
        """Return the address of the page of an IRI of the build, ``None`` for any other."""
        found = kind_and_slug(iri, base_iri)
        return None if found is None else self.to(path_of(*found))

    def with_query(self, path: str, query: Mapping[str, object], fragment: str = "") -> str:
        """Return the address of a path with a query; empty values are left out."""
        kept = {name: str(value) for name, value in query.items() if value not in (None, "")}
        if self.language == "en":
            kept["lang"] = "en"
        return self.root + path + (f"?{urlencode(kept)}" if kept else "") + (f"#{fragment}" if fragment else "")


def fact(label: str, *values: Text | str | None) -> Fact | None:
    """Return a fact, ``None`` where nothing is known."""
    known = tuple(value if isinstance(value, Text) else Text(value) for value in values if value)
    known = tuple(value for value in known if value.text)
    return Fact(label, known) if known else None


def known_facts(*facts: Fact | None) -> tuple[Fact, ...]:
    """Return the facts that are known."""
    return tuple(one for one in facts if one is not None)
