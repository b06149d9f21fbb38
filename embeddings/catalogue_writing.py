"""Write the table of searchable indicators (see ``embeddings.catalogue``), one document at a time.

In: readings by document id. Out: the columns, the lines for people and the vocabularies, with the same bytes for the
same readings. What stays in memory is numbers, names of organisations and digests of texts; the texts themselves
wait in a temporary file until vectors and postings are made of them.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from embeddings.catalogue import COLUMNS, FLOAT, FORMAT_VERSION, HITS, MEASURE_BITS, SETTINGS, measure_bits
from embeddings.comparable import measures_of
from embeddings.hits import HitMaker
from embeddings.organisations import names_of
from embeddings.texts import SearchText, search_text, shown_target
from kg.identity import RegistryBuilder
from kg.quantities.value import Comparator, Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from kg.records import Category, Reading

_DIRECTIONS = {Comparator.GE: 1, Comparator.GT: 1, Comparator.LE: -1, Comparator.LT: -1}


class CatalogueWriter:
    """Takes readings one at a time and writes the table into a folder; keeps numbers and names only.

    A context manager: leaving it closes the files.

    Args:
        folder: An existing folder.
        base_iri: Where IRIs begin.

    """

    def __init__(self, folder: Path, base_iri: str) -> None:
        self._folder = folder
        self._base_iri = base_iri
        self._columns: dict[str, array[Any]] = {
            name: array("d" if kind == FLOAT else "q") for name, kind in COLUMNS.items()
        }
        self._registry = RegistryBuilder()
        self._documents: dict[str, tuple[str, ...]] = {}
        self._departments: dict[str, int] = {}
        self._units: dict[tuple[str, str], int] = {}
        self._categories: dict[tuple[Any, ...], int] = {}
        self._measure_units: dict[str, int] = {}
        self._entries: dict[bytes, int] = {}  # by digest: the texts of a large build are kept on disk
        self._files = ExitStack()
        self._texts: BinaryIO = self._files.enter_context(TemporaryFile())  # noqa: SIM115
        self._hits: BinaryIO = self._files.enter_context((folder / HITS).open("wb"))
        self._columns["hit_starts"].append(0)
        self._columns["component_starts"].append(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def __len__(self) -> int:
        return len(self._columns["entry"])

    def add(self, reading: Reading) -> None:
        """Take in one document; documents come in the order of their ids.

        Raises:
            ValueError: This document comes before one that was added already, or is that one.

        """
        document = reading.document
        if self._documents and document.id <= next(reversed(self._documents)):
            raise ValueError(f"document {document.id} after {next(reversed(self._documents))}")
        self._registry.add(reading)
        self._documents[document.id] = tuple(sorted({document.name, *document.names}))
        maker = HitMaker(reading, self._base_iri)
        department = _number(self._departments, maker.department)
        put = self._columns
        for indicator in sorted(reading.indicators, key=lambda indicator: indicator.ordinal):
            target, unit = shown_target(indicator), maker.unit_of(indicator)
            bits = measure_bits(measures_of(indicator.name, target))
            put["entry"].append(self._entry(search_text(indicator, reading.tasks), bits))
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
            put["component_starts"].append(len(put["component_unit"]))
            line = json.dumps(maker.make(indicator), ensure_ascii=False, separators=(",", ":")) + "\n"
            put["hit_starts"].append(put["hit_starts"][-1] + self._hits.write(line.encode("utf-8")))

    def texts(self) -> Iterator[SearchText]:
        """Give the text of each entry, in the order of entry numbers."""
        self._texts.seek(0)
        for line in self._texts:
            yield SearchText(*json.loads(line))

    def finish(self, **settings: object) -> None:
        """Write columns and vocabularies; ``settings`` are kept beside them."""
        put = self._columns
        entries = np.asarray(put["entry"], np.int64)
        rows = np.argsort(entries, kind="stable")
        starts = np.searchsorted(entries[rows], np.arange(len(self._entries) + 1))
        put["entry_rows"], put["entry_starts"] = array("q", rows.tolist()), array("q", starts.tolist())
        for name, kind in COLUMNS.items():
            np.save(self._folder / f"{name}.npy", np.asarray(put[name]).astype(kind), allow_pickle=False)
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
            "entries": len(self._entries),
            "measures": list(MEASURE_BITS),
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

    def _entry(self, text: SearchText, bits: int) -> int:
        line = json.dumps([*text], ensure_ascii=False).encode("utf-8") + b"\n"
        digest = hashlib.blake2b(line + bits.to_bytes(4, "little"), digest_size=16).digest()
        number = _number(self._entries, digest)
        if number == len(self._columns["measures"]):
            self._columns["measures"].append(bits)
            self._texts.write(line)
        return number


# of an indicator library: no name, so that no filter and no query means it
_NO_DEPARTMENT: list[object] = ["", [], "unknown", []]


def _number(vocabulary: dict[Any, int], key: object) -> int:
    return vocabulary.setdefault(key, len(vocabulary))


def _category_key(category: Category) -> tuple[Any, ...]:
    return category.level1, category.level2, category.code, category.scheme, category.printed
