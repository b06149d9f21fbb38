"""The readings that people wrote down for the five real documents, one by one."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kg.quantities import Role, Value, read_value

_KINDS = {
    "quant": "quantity", "mixed": "mixed", "qual": "qualitative", "deadline": "deadline", "missing": "missing",
    "corrupt": "unreadable",
}  # fmt: skip
_COMPARATORS = {"=": "eq", ">=": "ge", ">": "gt", "<=": "le", "<": "lt", "range": "between"}
_EVERY = {"年": "year", "季度": "quarter", "月": "month", "周": "week", "天": "day"}
_QUOTES = str.maketrans("", "", "\"'“”„「」『』《》")
#: The conventions name the kinds that are equally right in the note, as "(kind: mixed or quant)".
_EITHER = re.compile(r"kind: ([^)]+)\)")

#: Shares of the distinct values that must be read right.
CORE_SHARE, SIDE_SHARE = 0.99, 0.97


@dataclass
class Difference:
    """What one reading has otherwise than the truth; ``core`` is kind, comparator, value, unit."""

    row: dict[str, str]
    core: list[str] = field(default_factory=list)
    dimension: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.core) + len(self.dimension) + len(self.label) + len(self.more)


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _rows(shared: Path) -> list[dict[str, str]]:
    """Distinct values: by words without white space, indicator and whether it is an actual."""
    with (shared / "expected" / "targets.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row["field"] != "rate"]
    distinct: dict[tuple[str, str, bool], dict[str, str]] = {}
    for row in rows:
        distinct.setdefault((_squeezed(row["raw"]), row["indicator"], row["field"] == "actual"), row)
    return list(distinct.values())


def _difference(row: dict[str, str], expected: list[dict[str, Any]], value: Value) -> Difference:
    result = Difference(row)
    wanted = [component for component in expected if component.get("role") != "context"]
    got = [component for component in value.components if component.role is not Role.CONTEXT]
    if len(wanted) != len(got):
        result.core.append(f"{len(wanted)} components expected, {len(got)} read")
        return result
    for place, (want, have) in enumerate(zip(wanted, got, strict=True), start=1):
        low, _, high = str(want["value"]).partition("..")
        if (_COMPARATORS[want["cmp"]], Decimal(low), Decimal(high) if high else None, want["unit"]) != (
            have.comparator, have.value, have.upper, have.measure_unit,
        ):  # fmt: skip
            result.core.append(f"{place}: {want['cmp']}{want['value']}{want['unit']}, read {have}")
        if (want["dim"] or "none") != have.dimension:
            result.dimension.append(f"{place}: {want['dim'] or 'none'}, read {have.dimension}")
        if not _label_is_right(want, have.label, row["raw"]):
            result.label.append(f"{place}: {want['label']!r}, read {have.label!r}")
        for key, wish, seen in (
            ("approximate", bool(want.get("approx")), have.approximate),
            ("every", _EVERY.get(want.get("period", "")), have.every),
            ("per", want.get("per"), have.per),
            ("role", _role(want), have.role),
            ("part_of", _whole(want, expected), have.part_of),
        ):
            if wish != seen:
                result.more.append(f"{place}: {key} {wish}, read {seen}")
    return result


def _label_is_right(want: dict[str, Any], label: str, raw: str) -> bool:
    core = _squeezed(want["label"]).translate(_QUOTES)
    read = _squeezed(label).translate(_QUOTES)
    if want.get("formula") and read in {"", _squeezed(want["formula"]).translate(_QUOTES)}:
        return True
    if not core:
        return not read
    return core in read and read in _squeezed(raw).translate(_QUOTES)


def _role(want: dict[str, Any]) -> str:
    role = str(want.get("role", "promise"))
    return "part" if role.startswith("part_of") else role


def _whole(want: dict[str, Any], expected: list[dict[str, Any]]) -> int | None:
    _, mark, label = str(want.get("role", "")).partition("part_of:")
    if not mark:
        return None
    wholes = [place for place, other in enumerate(expected, start=1) if other["label"] == label and other is not want]
    return wholes[0] if wholes else None


def _differences(shared: Path) -> Iterator[Difference]:
    for row in _rows(shared):
        value = read_value(row["raw"], name=row["indicator"], actual=row["field"] == "actual")
        readings = [json.loads(row["components_json"]), *(json.loads(row["also"]) if row["also"] else [])]
        best = min((_difference(row, reading, value) for reading in readings), key=len)
        either = _EITHER.search(row["note"] or "")
        kinds = {_KINDS[kind] for kind in (row["kind"], *(either[1].split(" or ") if either else ())) if kind in _KINDS}
        if value.kind not in kinds:
            best.core.append(f"kind {' or '.join(sorted(kinds))}, read {value.kind}")
        yield best


@pytest.fixture(scope="module")
def differences(shared: Path) -> list[Difference]:
    """Every distinct value with what differs, which is nothing for most."""
    found = list(_differences(shared))
    score: dict[str, Counter[str]] = {}
    for difference in found:
        for document in (difference.row["document"], "all"):
            counts = score.setdefault(document, Counter())
            counts["values"] += 1
            for part in ("core", "dimension", "label", "more"):
                counts[part] += not getattr(difference, part)
        if len(difference):
            parts = (*difference.core, *difference.dimension, *difference.label, *difference.more)
            sys.stdout.write(f"{difference.row['id']} {difference.row['raw'][:40]!r}: {'; '.join(parts)}\n")
    for document, counts in sorted(score.items()):
        sys.stdout.write(f"{document} {dict(counts)}\n")
    return found


def test_kind_comparator_value_and_unit_are_right(differences: list[Difference]):
    """At least 99 of 100 distinct values of the real documents have the right figures."""
    right = sum(not difference.core for difference in differences)

    assert len(differences) > 300
    assert right >= CORE_SHARE * len(differences)


@pytest.mark.parametrize("part", ["dimension", "label", "more"])
def test_what_is_counted_is_right(differences: list[Difference], part: str):
    """At least 97 of 100 distinct values have the right dimensions, labels, periods and roles."""
    right = sum(not getattr(difference, part) and not difference.core for difference in differences)

    assert right >= SIDE_SHARE * len(differences)


def test_white_space_does_not_matter(shared: Path):
    """A value reads the same when the white space that wrapped it is gone."""
    for row in _rows(shared):
        wrapped = read_value(row["raw"], name=row["indicator"])
        joined = read_value(_squeezed(row["raw"]), name=row["indicator"])
        if wrapped.kind != "unreadable":
            assert [(c.comparator, c.value, c.measure_unit, c.label) for c in wrapped.components] == [
                (c.comparator, c.value, c.measure_unit, c.label) for c in joined.components
            ], row["id"]
