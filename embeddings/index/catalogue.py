"""The table of searchable indicators: columns that filters look at, and one line per indicator for people.

In: the files that ``embeddings.index.catalogue_writing`` wrote, opened without being read: ``.npy`` columns and a
JSON-lines file with the offset of each line. Row numbers are the order by document id and ordinal, which is also the
order in which equal scores stand. Indicators with the same searched text and measures share an *entry*: vectors,
postings and scores belong to entries, so equal texts cannot score differently, and a million indicators cost no more
vectors than they have wordings. Names (departments, units, categories) are small vocabularies; a row holds numbers.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.analysis.pieces import ANY_PIECE, PIECE_BITS
from kg.errors import DamagedBuildError, FormatVersionError, dataset_around
from kg.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

VECTORS = "vectors"
LEXICAL = "lexical"
FORMAT_VERSION = 5
SETTINGS = "catalogue.json"
HITS = "hits.jsonl"
SHARED = "documents.jsonl"

# What a person sees of an indicator, in the contract's order: of its own line, or of that of its document.
_HIT = (
    "indicator", "name", "department", "unit", "project", "document", "document_id", "fiscal_year", "fiscal_year_basis",
    "category", "target", "actual", "budget_yuan", "budget_amounts", "department_budget_yuan",
    "department_budget_amounts", "source", "corrections", "findings",
)  # fmt: skip
# How a line begins, as written: the IRI of an indicator, its name.
_NAME = re.compile(rb'\{"indicator":"[^"]*","name":("(?:[^"\\]|\\.)*")')
_INT8 = np.dtype("<i1")
_INT32 = np.dtype("<i4")
_INT64 = np.dtype("<i8")
FLOAT = np.dtype("<f8")
# Column -> type. ``*_starts`` have one element more than what they divide.
COLUMNS: dict[str, np.dtype[Any]] = {
    "entry": _INT32,  # of each row
    "document": _INT32,
    "ordinal": _INT32,
    "department": _INT32,
    "unit": _INT32,  # -1: none
    "year": _INT32,  # 0: none
    "category": _INT32,
    "hit_starts": _INT64,  # bytes
    "shared_starts": _INT64,  # bytes, of each document
    "component_starts": _INT64,
    "component_unit": _INT32,  # of each component of the shown targets
    "component_direction": _INT8,  # 1: at least, -1: at most, 0: neither
    "component_low": FLOAT,
    "component_high": FLOAT,
    "entry_starts": _INT64,  # rows of each entry, ascending
    "entry_rows": _INT32,
    # of each entry, one bit per measure and, of items, one for each kind that may be meant:
    "measures": _INT32,  # what a person may ask for it by
    "counted": _INT32,  # those of its value, in which another may be compared with it
}
ITEMS = "item_count"
_SHIFT = len(MEASURES)
"""Where the bits of what is counted by the piece begin."""
MEASURE_BITS = {
    measure.name: ANY_PIECE << _SHIFT if measure.name == ITEMS else 1 << place for place, measure in enumerate(MEASURES)
}
"""Two indicators, or a query and one, have a measure in common where their bits do."""


@dataclass(frozen=True, slots=True)
class DepartmentName:
    """A department as filters know it; ``words`` are those by which a query can mean it, folded."""

    name: str
    aliases: tuple[str, ...]
    level: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as filters know it."""

    department: str
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentName:
    """A document: its id and all base names of its bytes."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CategoryName:
    """A category as printed somewhere."""

    level1: str
    level2: str
    code: str
    scheme: str
    printed: tuple[str, ...]


def measure_bits(measures: Collection[str], pieces: int = ANY_PIECE) -> int:
    """Return measures as a set of bits.

    Args:
        measures: Local names in ``kgt:measure/``.
        pieces: What is counted where items are, as ``embeddings.analysis.pieces`` says it.

    >>> from embeddings.analysis.pieces import pieces_counted
    >>> measure_bits(frozenset()), measure_bits(frozenset({"ratio"})).bit_count()
    (0, 1)
    >>> measure_bits({"item_count"}, pieces_counted(["台"])) & measure_bits({"item_count"}, pieces_counted(["种"]))
    0

    """
    bits = sum(MEASURE_BITS[measure] for measure in measures if measure != ITEMS)
    return bits | pieces << _SHIFT if ITEMS in measures else bits


def measures_in(bits: int) -> tuple[frozenset[str], int]:
    """Return the measures and what is counted, of :func:`measure_bits`.

    >>> measures_in(measure_bits({"ratio", "item_count"}, 4)) == (frozenset({"ratio", "item_count"}), 4)
    True

    """
    measures = frozenset(name for name, bit in MEASURE_BITS.items() if bits & bit)
    return measures, bits >> _SHIFT or ANY_PIECE


class Catalogue:
    """The table, opened from a folder; columns and lines are read as they are needed.

    Raises:
        DamagedBuildError: A file is missing, cut short, or does not fit the others.

    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._arrays: dict[str, NDArray[Any]] = {}
        try:
            self.settings: dict[str, Any] = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
            version, rows, entries = (self.settings[key] for key in ("version", "rows", "entries"))
            self.rows, self.entries = int(rows), int(entries)
            self.base_iri: str = self.settings["base_iri"]
            bits = self.settings["measures"], self.settings["pieces"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedBuildError.within(folder, SETTINGS, str(error)) from error
        if isinstance(version, int) and version != FORMAT_VERSION:
            raise FormatVersionError(str(dataset_around(folder)), version, FORMAT_VERSION)
        if version != FORMAT_VERSION or bits != (list(MEASURE_BITS), list(PIECE_BITS)):
            raise DamagedBuildError.within(folder, SETTINGS, "version, measures, pieces")

    def column(self, name: str) -> NDArray[Any]:
        """Return a column of ``COLUMNS``, mapped from its file."""
        if name not in self._arrays:
            try:
                found = np.asarray(np.load(self._folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))
            except (OSError, ValueError, EOFError) as error:
                raise DamagedBuildError.within(self._folder, f"{name}.npy", str(error)) from error
            expected = self._length(name)
            if found.dtype != COLUMNS[name] or found.ndim != 1 or (expected is not None and len(found) != expected):
                raise DamagedBuildError.within(self._folder, f"{name}.npy", f"{found.dtype} {found.shape}")
            self._arrays[name] = found
        return self._arrays[name]

    @cached_property
    def departments(self) -> tuple[DepartmentName, ...]:
        """The departments that column ``department`` counts."""
        return tuple(
            DepartmentName(name, tuple(also), level, tuple(words))
            for name, also, level, words in self.settings["departments"]
        )

    @cached_property
    def units(self) -> tuple[UnitName, ...]:
        """The units that column ``unit`` counts."""
        return tuple(UnitName(department, name, tuple(also)) for department, name, also in self.settings["units"])

    @cached_property
    def categories(self) -> tuple[CategoryName, ...]:
        """The categories that column ``category`` counts."""
        found = []
        for level1, level2, code, scheme, printed in self.settings["categories"]:
            found.append(CategoryName(level1, level2, code, scheme, tuple(printed)))
        return tuple(found)

    @property
    def measure_units(self) -> tuple[str, ...]:
        """The units of measure that column ``component_unit`` counts."""
        return tuple(self.settings["measure_units"])

    def document(self, row: int) -> DocumentName:
        """Return the document of a row."""
        document_id, names = self.settings["documents"][int(self.column("document")[row])]
        return DocumentName(document_id, tuple(names))

    def entry_rows(self, entry: int) -> NDArray[Any]:
        """Return the rows of an entry, ascending."""
        starts = self.column("entry_starts")
        return self.column("entry_rows")[int(starts[entry]) : int(starts[entry + 1])]

    def components_of(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return of each component of ``rows`` the place of its row among them and its number; int64 of shape (n,)."""
        starts = self.column("component_starts")
        first = starts[rows]
        counts = starts[rows + 1] - first
        owners = np.repeat(np.arange(len(rows)), counts)
        before = np.cumsum(counts) - counts
        return owners, np.arange(len(owners)) + np.repeat(first - before, counts)

    def hit(self, row: int) -> dict[str, Any]:
        """Return what people see of a row: HIT without rank, score, comparable and why."""
        (hit,) = self.hits([row])
        return hit

    def hits(self, rows: Iterable[int]) -> Iterator[dict[str, Any]]:
        """Give what people see of each of ``rows``, in their order."""
        documents = self.column("document")
        shared: dict[int, dict[str, Any]] = {}
        for row, line in self._lines(HITS, "hit_starts", rows):
            document = int(documents[row])
            if document not in shared:
                ((_, own),) = self._lines(SHARED, "shared_starts", [document])
                shared[document] = self._read(SHARED, own)
            try:
                plain = {**shared[document], **self._read(HITS, line)}
                hit = {key: plain[key] for key in _HIT}
            except (KeyError, TypeError) as error:
                raise DamagedBuildError.within(self._folder, HITS, str(error)) from error
            hit["level"] = self.departments[int(self.column("department")[row])].level
            yield hit

    def names(self, rows: Iterable[int]) -> Iterator[str]:
        """Give the name of each of ``rows``, in their order; what else stands in a line is not read."""
        for _, line in self._lines(HITS, "hit_starts", rows):
            found = _NAME.match(line)
            yield self._read(HITS, found[1]) if found else self._read(HITS, line)["name"]

    def _lines(self, name: str, column: str, places: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Give lines of a file by their places, which a column of starts tells."""
        starts = self.column(column)
        try:
            with (self._folder / name).open("rb") as lines:
                for place in places:
                    start, end = int(starts[place]), int(starts[place + 1])
                    lines.seek(start)
                    yield place, lines.read(end - start)
        except OSError as error:
            raise DamagedBuildError.within(self._folder, name, str(error)) from error

    def _read(self, name: str, line: bytes) -> Any:  # noqa: ANN401
        try:
            return json.loads(line)
        except ValueError as error:
            raise DamagedBuildError.within(self._folder, name, str(error)) from error

    def _length(self, name: str) -> int | None:
        if name.startswith("component_") and name != "component_starts":
            return int(self.column("component_starts")[-1])
        return {
            "hit_starts": self.rows + 1,
            "shared_starts": len(self.settings["documents"]) + 1,
            "component_starts": self.rows + 1,
            "entry_starts": self.entries + 1,
            "measures": self.entries,
            "counted": self.entries,
        }.get(name, int(self.rows))
