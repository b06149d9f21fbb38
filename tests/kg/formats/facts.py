"""What must not depend on the format or the setting of a document: its records without white space and places."""

from __future__ import annotations

from functools import cache

from benchmarks.corpora.generating import make
from benchmarks.corpora.writing import as_html
from kg.reading import read_bytes
from kg.record_json import to_json

# of the file, not of its words; start and end are places within a value, which white space moves
_OF_THE_FILE = frozenset(
    {
        "source", "sources", "goal_source", "content_source", "outcome_source", "names", "id", "digest",
        "text_digest", "pages", "format", "start", "end",
    }
)  # fmt: skip
_REMARKS = frozenset({"joined-table", "ocr-text", "other-format", "hidden-sheet", "watermark-left-out"})


def facts(data, name):
    """Read a file and return its records as plain values."""
    plain = to_json(read_bytes(data, name))
    plain["document"].pop("name")
    plain["findings"] = [finding for finding in plain["findings"] if finding["rule"] not in _REMARKS]
    return _bare(plain)


def _bare(value):
    if isinstance(value, dict):
        return {key: _bare(one) for key, one in value.items() if key not in _OF_THE_FILE}
    if isinstance(value, list):
        return [_bare(one) for one in value]
    return "".join(value.split()) if isinstance(value, str) else value


@cache
def document(form, seed, indicators=16):
    """A document of a corpus and the records that its HTML gives, with which all others are compared."""
    made = make(seed, 0, form, contradictions=0.3, indicators=indicators)
    return made, facts(as_html(made), "form.html")


def differences(wanted, got):
    """Say where two sets of records differ: the first three places, with both values."""
    found = []
    _compare(wanted, got, "", found)
    return found[:3]


def _compare(wanted, got, place, found):
    if wanted == got:
        return
    if isinstance(wanted, dict) and isinstance(got, dict):
        for key in wanted:
            _compare(wanted[key], got.get(key), f"{place}.{key}", found)
    elif isinstance(wanted, list) and isinstance(got, list):
        if len(wanted) != len(got):
            found.append(f"{place}: {len(wanted)} ≠ {len(got)}")
        for at, (one, other) in enumerate(zip(wanted, got, strict=False), start=1):
            _compare(one, other, f"{place}[{at}]", found)
    else:
        found.append(f"{place}: {wanted!r} ≠ {got!r}")


def assert_same(wanted, data, name):
    """Fail with the first differences where a file does not give the wanted records."""
    found = differences(wanted, facts(data, name))
    assert not found, "; ".join(found)
