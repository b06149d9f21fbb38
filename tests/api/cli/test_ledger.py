"""`kg read FILE --ledger`: every number with the record that claims it, and the sum of it."""

from __future__ import annotations

import csv
import io
import json

import pytest

from kg.sample import sample_files


@pytest.fixture
def file():
    return next(path for path in sample_files() if path.name == "city_self_evaluation.txt")


def test_json_has_place_kind_state_and_record_of_each_number(kg, file):
    """Each number is a slice of the stored text layer, and the counts are those of the list."""
    code, out, err = kg("read", file, "--ledger", "--json")
    ledger = json.loads(out)

    assert code == 0
    assert ledger["document"]["name"] == file.name
    assert ledger["summary"]["numbers"] == len(ledger["numbers"])
    assert sum(ledger["summary"]["states"].values()) == len(ledger["numbers"])
    text = file.read_text("utf-8")
    assert all(text[one["start"] : one["end"]] == one["text"] for one in ledger["numbers"])
    assert all((one["record"] is None) == (one["state"] in ("label", "unclaimed")) for one in ledger["numbers"])
    assert f"共 {len(ledger['numbers'])} 个数字" in err


def test_table_and_csv_show_the_same_numbers(kg, file):
    """A line of the CSV for each number; only the unclaimed where they are asked for."""
    count = json.loads(kg("read", file, "--ledger", "--json")[1])["summary"]
    rows = list(csv.reader(io.StringIO(kg("read", file, "--ledger", "--format", "csv")[1])))
    left = list(csv.reader(io.StringIO(kg("read", file, "--ledger", "--unclaimed", "--format", "csv")[1])))
    table = kg("read", file, "--ledger")[1]

    assert len(rows) == count["numbers"] + 1
    assert len(left) == count["states"].get("unclaimed", 0) + 1
    assert "score/" in table


def test_english_says_the_same(kg, file):
    """Header and summary in the reader's language."""
    _, out, err = kg("read", file, "--ledger", "--lang", "en")

    assert "words around" in out
    assert "figures are in records" in err


def test_records_have_no_table(kg, file):
    """CSV belongs to the ledger; asking for records in it is said to be wrong."""
    assert kg("read", file, "--format", "csv")[0] == 2


def test_only_the_unclaimed_are_a_ledger_too(kg, file):
    """Who asks for the numbers without a record needs not say that a ledger is meant."""
    assert kg("read", file, "--unclaimed") == kg("read", file, "--ledger", "--unclaimed")
