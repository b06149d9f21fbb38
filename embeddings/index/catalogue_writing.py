"""Write the table of searchable indicators (see ``embeddings.index.catalogue``), one document at a time.

In: readings by document id. Out: the columns, the lines for people and the vocabularies, with the same bytes for the
same readings. What stays in memory is the names of documents and organisations; columns go to their files as they come,
texts and their digests wait in unnamed files until vectors and postings are made of them. Which rows have equal texts
is told once, at the end, from the digests: about a hundred bytes a row for a moment, nine until all is written.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import ExitStack
from functools import cached_property
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np

from embeddings.analysis.measures import counted_in, measures_of, pieces_of
from embeddings.analysis.pieces import PIECE_BITS
from embeddings.channels.arrays import ArrayWriter
from embeddings.index.catalogue import COLUMNS, FORMAT_VERSION, HITS, MEASURE_BITS, SETTINGS, SHARED, measure_bits
from embeddings.index.hits import HitMaker
from embeddings.index.organisations import names_of
from embeddings.index.texts import SearchText, search_text, shown_target
from kg.identity import RegistryBuilder
from kg.quantities.value import Comparator, Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import IO

    from numpy.typing import NDArray

    from kg.records import Category, Reading

# Columns that are known once all rows are.
_LAST = ("entry", "entry_rows", "entry_starts", "measures", "counted")
# Of each row: what tells its text and measures from others, and the measures.
_DIGEST = np.dtype([("text", "S16"), ("measures", COLUMNS["measures"]), ("counted", COLUMNS["counted"])])
_DIRECTIONS = {Comparator.GE: 1, Comparator.GT: 1, Comparator.LE: -1, Comparator.LT: -1}


class _Entries(NamedTuple):
    """Of each row its entry, and whether it is the first with it; of each entry its measures."""

    of_rows: NDArray[np.int32]
    first: NDArray[np.bool_]
    measures: NDArray[np.int32]
    counted: NDArray[np.int32]


class CatalogueWriter:
    """Takes readings one at a time and writes the table into a folder; keeps names only.

    A context manager: leaving it closes the files.

    Args:
        folder: An existing folder.
        base_iri: Where IRIs begin.

    """

    def __init__(self, folder: Path, base_iri: str) -> None:
        self._folder = folder
        self._base_iri = base_iri
        self._registry = RegistryBuilder()
        self._documents: dict[str, tuple[str, ...]] = {}
        self._departments: dict[str, int] = {}
        self._units: dict[tuple[str, str], int] = {}
        self._categories: dict[tuple[Any, ...], int] = {}
        self._measure_units: dict[str, int] = {}
        self._rows = 0
        with ExitStack() as files:  # what is open is closed should the next not open
            self._columns = {name: files.enter_context(self._column(name)) for name in COLUMNS if name not in _LAST}
            self._texts: IO[bytes] = files.enter_context(TemporaryFile(dir=folder))
            self._digests: IO[bytes] = files.enter_context(TemporaryFile(dir=folder))
            self._hits: IO[bytes] = files.enter_context((folder / HITS).open("wb"))
            self._shared: IO[bytes] = files.enter_context((folder / SHARED).open("wb"))
            self._files = files.pop_all()
        self._columns["hit_starts"].add([0])
        self._columns["component_starts"].add([0])
        self._columns["shared_starts"].add([0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.__exit__(kind, error, trace)

    def __len__(self) -> int:
        return self._rows

    def add(self, reading: Reading) -> None:
        """Take in one document; documents come in the order of their ids.

        Raises:
            ValueError: This document comes before one that was added already, or is that one, or after the texts.

        """
        document = reading.document
        if self._documents and document.id <= next(reversed(self._documents)):
            raise ValueError(f"document {document.id} after {next(reversed(self._documents))}")
        if "_entries" in self.__dict__:
            raise ValueError(f"document {document.id} after the texts were told apart")
        self._registry.add(reading)
        self._documents[document.id] = tuple(sorted({document.name, *document.names}))
        maker = HitMaker(reading, self._base_iri)
        department = _number(self._departments, maker.department)
        put: dict[str, list[Any]] = {name: [] for name in self._columns}
        hits_end, components_end = self._hits.tell(), len(self._columns["component_unit"])
        for indicator in sorted(reading.indicators, key=lambda indicator: indicator.ordinal):
            target, unit = shown_target(indicator), maker.unit_of(indicator)
            found = (of(indicator.name, target) for of in (measures_of, counted_in))
            measures, counted = (measure_bits(these, pieces_of(target)) for these in found)
            self._note(search_text(indicator, reading.tasks), measures, counted)
            put["document"].append(len(self._documents) - 1)
            put["ordinal"].append(indicator.ordinal)
            put["department"].append(department)
            put["unit"].append(-1 if unit is None else _number(self._units, unit))
            put["year"].append(maker.year or 0)
            put["category"].append(_number(self._categories, _category_key(indicator.category)))
            for component in target.components if target is not None else ():
                if component.role is Role.CONTEXT:
                    continue
                put["component_unit"].append(_number(self._measure_units, component.measure_unit))
                put["component_direction"].append(_DIRECTIONS.get(component.comparator, 0))
                put["component_low"].append(float(component.value))
                put["component_high"].append(float(component.value if component.upper is None else component.upper))
            put["component_starts"].append(components_end + len(put["component_unit"]))
            hits_end += self._hits.write(_line(maker.make(indicator)))
            put["hit_starts"].append(hits_end)
        put["shared_starts"].append(self._shared.tell() + self._shared.write(_line(maker.shared())))
        for name, numbers in put.items():
            self._columns[name].add(numbers)

    def texts(self) -> Iterator[SearchText]:
        """Give the text of each entry, in the order of entry numbers; no document is added after this."""
        first = self._entries.first
        self._texts.seek(0)
        for row, line in enumerate(self._texts):
            if first[row]:
                yield SearchText(*json.loads(line))

    def finish(self, **settings: object) -> None:
        """Write what only all rows together tell, and the vocabularies; ``settings`` are kept beside them."""
        of_rows, _, measures, counted = self._entries
        last: dict[str, NDArray[Any]] = {"entry": of_rows, "measures": measures, "counted": counted}
        last["entry_rows"] = np.argsort(of_rows, kind="stable")
        last["entry_starts"] = np.concatenate([[0], np.cumsum(np.bincount(of_rows, minlength=len(measures)))])
        for name in _LAST:
            with self._column(name) as column:
                column.add(last[name])
        self._files.close()
        registry = self._registry.registry()
        departments = {one.name: one for one in registry.departments}
        units = {(one.department, one.name): one for one in registry.units}
        # Organisations without an indicator are known names all the same: filtering by them finds nothing.
        for name in departments:
            _number(self._departments, name)
        for key in units:
            _number(self._units, key)
        plain = {
            "version": FORMAT_VERSION,
            "base_iri": self._base_iri,
            **settings,
            "rows": len(self),
            "entries": len(measures),
            "measures": list(MEASURE_BITS),
            "pieces": list(PIECE_BITS),
            "departments": [
                [name, one.aliases, one.level.value, names_of(name, one.aliases)] if one else _NO_DEPARTMENT
                for name, one in ((name, departments.get(name)) for name in self._departments)
            ],
            "units": [[*key, units[key].aliases] for key in self._units],
            "categories": [list(key) for key in self._categories],
            "measure_units": list(self._measure_units),
            "documents": [[one, names] for one, names in self._documents.items()],
        }
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n"
        (self._folder / SETTINGS).write_bytes(text.encode("utf-8"))

    def _column(self, name: str) -> ArrayWriter:
        return ArrayWriter(self._folder / f"{name}.npy", COLUMNS[name])

    def _note(self, text: SearchText, measures: int, counted: int) -> None:
        """Put aside what the entry of the next row is told by."""
        line = json.dumps([*text], ensure_ascii=False).encode("utf-8") + b"\n"
        self._texts.write(line)
        bits = b"".join(these.to_bytes(4, "little") for these in (measures, counted))
        digest = hashlib.blake2b(line + bits, digest_size=16).digest()
        self._digests.write(np.array((digest, measures, counted), _DIGEST).tobytes())
        self._rows += 1

    @cached_property
    def _entries(self) -> _Entries:
        """Rows with equal texts and measures, numbered as they first come."""
        self._digests.seek(0)
        digests = np.frombuffer(self._digests.read(), _DIGEST)
        _, first, group = np.unique(digests["text"], return_index=True, return_inverse=True)
        number = np.empty(len(first), np.int32)
        number[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
        is_first = np.zeros(len(digests), bool)
        is_first[first] = True
        return _Entries(number[group], is_first, digests["measures"][is_first], digests["counted"][is_first])


# of an indicator library: no name, so that no filter and no query means it
_NO_DEPARTMENT: list[object] = ["", [], "unknown", []]


def _line(plain: dict[str, Any]) -> bytes:
    return (json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def _number(vocabulary: dict[Any, int], key: object) -> int:
    return vocabulary.setdefault(key, len(vocabulary))


def _category_key(category: Category) -> tuple[Any, ...]:
    return category.level1, category.level2, category.code, category.scheme, category.printed
