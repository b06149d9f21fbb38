"""Percentiles are exact, and a failing function is not silent."""

from __future__ import annotations

import statistics
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg.sparql.functions import (
    KG,
    PERCENTILES,
    Functions,
    FunctionSource,
    PercentileAccumulator,
    percentile,
    standard_functions,
    watched,
)

_DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15)


@settings(deadline=None)
@given(st.lists(_DECIMALS, min_size=2, max_size=30), st.sampled_from(sorted(PERCENTILES.values())))
def test_percentile_is_the_inclusive_quantile(values, percent):
    """Linear interpolation between closest ranks, as the standard library has it for whole data sets."""
    exact = statistics.quantiles([Fraction(value) for value in values], n=100, method="inclusive")

    assert Fraction(percentile(values, percent)) == exact[percent - 1]
    assert percentile(values[::-1], percent) == percentile(values, percent)


def test_percentile_keeps_every_digit():
    """No context precision cuts a long figure."""
    long = Decimal("123456789012345678901234567890.5")

    assert percentile([long, Decimal("123456789012345678901234567893.5")], 50) == Decimal(
        "123456789012345678901234567892.0"
    )


@pytest.mark.parametrize(
    ("name", "result"), [("median", "2.5"), ("p10", "1.3"), ("p25", "1.75"), ("p75", "3.25"), ("p90", "3.7")]
)
def test_aggregates_by_name(name, result):
    """Each aggregate of the vocabulary gives an xsd:decimal."""
    accumulator = standard_functions().aggregates[KG + name]()
    for words in ("4", "1", "3", "2"):
        accumulator.accumulate(Literal(words, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")))

    finished = accumulator.finish()
    assert isinstance(finished, Literal)
    assert (finished.value, finished.datatype.value) == (result, "http://www.w3.org/2001/XMLSchema#decimal")


def test_an_empty_group_has_no_percentile():
    """No numbers, no figure: unbound."""
    assert PercentileAccumulator(50).finish() is None


@pytest.mark.parametrize("element", [Literal("若干"), Literal("INF"), NamedNode("http://e/1")], ids=str)
def test_what_is_no_number_is_an_error(element):
    """Words among the figures are said, not skipped."""
    with pytest.raises((TypeError, ValueError), match="not a"):
        PercentileAccumulator(50).accumulate(element)


def _raising(*terms):
    raise ValueError("boom")


def test_the_first_failure_is_kept():
    """A function's exception goes on to the engine, which drops it, and is kept for the caller."""
    failures = []
    functions = watched([Functions(scalars={"http://e/f": _raising})], failures)

    with pytest.raises(ValueError, match="boom"):
        functions.scalars["http://e/f"](Literal("1"))
    with pytest.raises(ValueError, match="boom"):
        functions.scalars["http://e/f"](Literal("2"))

    assert [(failure.function, failure.detail) for failure in failures] == [("http://e/f", "ValueError: boom")]


def test_a_source_must_give_functions():
    """A factory that gives something else is said at once, by name."""
    with pytest.raises(TypeError, match="builtins:dict returned dict"):
        FunctionSource("builtins:dict").build()
