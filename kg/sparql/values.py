"""Read a result in the SPARQL JSON format as plain Python values, for tables and notebooks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias

Value: TypeAlias = "str | int | float | bool | Decimal | None"

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


class Iri(str):
    """An IRI among plain values, so that a table may abbreviate it and a page may link it."""

    __slots__ = ()


def read_rows(body: bytes) -> tuple[tuple[Value, ...], ...]:
    """Read a result in JSON back as plain values, row by row in the order of its variables.

    IRIs are ``Iri``, ``xsd:decimal`` is ``Decimal``, integers, doubles and booleans are Python's; other
    literals, dates among them, are their words; unbound is None. An ASK answer is one row of one value.

    Examples:
        >>> read_rows(b'{"head":{},"boolean":true}')
        ((True,),)

    """
    result = json.loads(body)
    if "boolean" in result:
        return ((bool(result["boolean"]),),)
    variables = result["head"]["vars"]
    return tuple(
        tuple(_value(binding.get(variable)) for variable in variables) for binding in result["results"]["bindings"]
    )


def _value(term: Mapping[str, Any] | None) -> Value:
    if term is None:
        return None
    words = str(term["value"])
    if term["type"] == "uri":
        return Iri(words)
    if term["type"] == "bnode":
        return "_:" + words
    read = _READERS.get(str(term.get("datatype", "")).removeprefix(_XSD))
    try:
        return words if read is None else read(words)
    except (ValueError, ArithmeticError):
        return words


_READERS: Final[Mapping[str, Callable[[str], Value]]] = {
    "integer": int,
    "int": int,
    "long": int,
    "nonNegativeInteger": int,
    "positiveInteger": int,
    "decimal": Decimal,
    "double": float,
    "float": float,
    "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
}
