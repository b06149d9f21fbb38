"""Functions and aggregates that a query may call by IRI, beside those of SPARQL 1.1.

A worker process builds them itself: it is given the place of a factory (``"package.module:name"``) and
its arguments. pyoxigraph turns any exception in such a function into an unbound value without a word, so
each is watched, and the first failure is raised once the query has ended. They exist in this engine only: a
query with them does not run on a remote server. Nothing is guessed for a missing number.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

KG: Final = "https://w3id.org/jixiao/ontology/"
PERCENTILES: Final = {"median": 50, "p10": 10, "p25": 25, "p75": 75, "p90": 90}
_DECIMAL: Final = "http://www.w3.org/2001/XMLSchema#decimal"


class Accumulator(Protocol):
    """One group of an aggregate: terms go in one by one, the result comes out at the end."""

    def accumulate(self, element: Term, /) -> None:
        """Take one term of the group."""

    def finish(self) -> Term | None:
        """Return the result, None for unbound."""


@dataclass(frozen=True, slots=True)
class Functions:
    """What a factory gives: functions and aggregates by IRI."""

    scalars: Mapping[str, Callable[..., Term | None]] = field(default_factory=dict)
    aggregates: Mapping[str, Callable[[], Accumulator]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FunctionSource:
    """Where a worker finds a factory.

    Attributes:
        factory: ``"package.module:name"`` of a callable that returns ``Functions``.
        arguments: Strings handed to it, such as the folder of an index.

    """

    factory: str
    arguments: tuple[str, ...] = ()

    def build(self) -> Functions:
        """Import the factory and call it; raises what importing or the factory raises."""
        module, _, name = self.factory.partition(":")
        built = getattr(importlib.import_module(module), name)(*self.arguments)
        if not isinstance(built, Functions):
            raise TypeError(f"{self.factory} returned {type(built).__name__}, not Functions")
        return built


@dataclass(frozen=True, slots=True)
class Failure:
    """A function that raised: its IRI and what it said."""

    function: str
    detail: str


def percentile(values: Iterable[Decimal], percent: int) -> Decimal:
    """Return a percentile, exactly: linear interpolation between the closest ranks.

    Of n values in order it is the one at rank ``1 + (n - 1) * percent / 100``; between two ranks, that share
    of the way from one to the other (the method ``linear`` of NumPy, ``PERCENTILE.INC`` of spreadsheets).

    Args:
        values: At least one number, in any order.
        percent: 0 to 100.

    Examples:
        >>> percentile([Decimal("0.1"), Decimal("0.2")], 50)
        Decimal('0.15')
        >>> percentile([Decimal(8), Decimal(1), Decimal(2), Decimal(4)], 25)
        Decimal('1.75')

    """
    ordered = sorted(values)
    whole, rest = divmod((len(ordered) - 1) * percent, 100)
    lower = Fraction(ordered[whole])
    if rest:
        lower += (Fraction(ordered[whole + 1]) - lower) * Fraction(rest, 100)
    return _as_decimal(lower)


def _as_decimal(value: Fraction) -> Decimal:
    """Write a fraction with a finite decimal form in full, whatever the context's precision."""
    places = 0
    scale = 1
    while scale % value.denominator:
        scale *= 10
        places += 1
    numerator = value.numerator * (scale // value.denominator)
    digits = tuple(int(digit) for digit in str(abs(numerator)))
    return Decimal((int(numerator < 0), digits, -places))


class PercentileAccumulator:
    """Collects the numbers of one group; a term that is no number is an error, an empty group is unbound."""

    def __init__(self, percent: int) -> None:
        self._percent = percent
        self._values: list[Decimal] = []

    def accumulate(self, element: Term, /) -> None:
        """Take one number of the group."""
        from pyoxigraph import Literal

        if not isinstance(element, Literal):
            raise TypeError(f"not a number: {element}")
        try:
            value = Decimal(element.value)
        except InvalidOperation:
            raise ValueError(f"not a number: {element}") from None
        if not value.is_finite():
            raise ValueError(f"not a finite number: {element}")
        self._values.append(value)

    def finish(self) -> Literal | None:
        """Return the percentile as ``xsd:decimal``."""
        from pyoxigraph import Literal, NamedNode

        if not self._values:
            return None
        return Literal(f"{percentile(self._values, self._percent):f}", datatype=NamedNode(_DECIMAL))


def _aggregate(percent: int) -> Callable[[], Accumulator]:
    return lambda: PercentileAccumulator(percent)


def standard_functions() -> Functions:
    """Return the aggregates ``kg:median kg:p10 kg:p25 kg:p75 kg:p90``.

    >>> [iri.removeprefix(KG) for iri in standard_functions().aggregates]
    ['median', 'p10', 'p25', 'p75', 'p90']

    """
    return Functions(aggregates={KG + name: _aggregate(percent) for name, percent in PERCENTILES.items()})


STANDARD_FUNCTIONS: Final = (FunctionSource("kg.sparql.functions:standard_functions"),)


class _Watch:
    """Notes what is raised inside a ``with`` block and lets it go on."""

    def __init__(self, function: str, failures: list[Failure]) -> None:
        self._function = function
        self._failures = failures

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if problem is not None and not self._failures:
            self._failures.append(Failure(self._function, f"{type(problem).__name__}: {problem}"))


class _WatchedAccumulator:
    def __init__(self, watch: _Watch, make: Callable[[], Accumulator]) -> None:
        self._watch = watch
        with watch:
            self._inner = make()

    def accumulate(self, element: Term, /) -> None:
        with self._watch:
            self._inner.accumulate(element)

    def finish(self) -> Term | None:
        with self._watch:
            return self._inner.finish()


def watched(functions: Sequence[Functions], failures: list[Failure]) -> Functions:
    """Return all functions together, each noting its first failure in ``failures``."""
    scalars: dict[str, Callable[..., Term | None]] = {}
    aggregates: dict[str, Callable[[], Accumulator]] = {}
    for some in functions:
        for iri, scalar in some.scalars.items():
            scalars[iri] = _watched_scalar(_Watch(iri, failures), scalar)
        for iri, make in some.aggregates.items():
            aggregates[iri] = _watched_aggregate(_Watch(iri, failures), make)
    return Functions(scalars, aggregates)


def _watched_scalar(watch: _Watch, scalar: Callable[..., Term | None]) -> Callable[..., Term | None]:
    def call(*arguments: Term) -> Term | None:
        with watch:
            return scalar(*arguments)

    return call


def _watched_aggregate(watch: _Watch, make: Callable[[], Accumulator]) -> Callable[[], Accumulator]:
    return lambda: _WatchedAccumulator(watch, make)
