"""Records ⇄ JSON: exactly the shapes of ``kg read`` (READ, TARGET, COMPONENT, SOURCE …), in both directions.

Field names of the dataclasses are the JSON names, so one generic walk suffices: decimals become strings (their
printed digits matter), enumerations their value, tuples arrays. A finding also carries its sentences in both
languages under ``message``; ``params`` stays beside it so that reading back loses nothing.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from kg.messages import LANGUAGES, finding_text
from kg.quantities import value as quantity_values
from kg.records import Finding, Reading


def to_json(record: Any) -> Any:  # noqa: ANN401  (any record in, any JSON value out)
    """Turn a record, or a container of records, into plain JSON values.

    >>> from kg.records import Rate
    >>> to_json(Rate(value=Decimal("98.90"), printed="98.90"))
    {'value': '98.90', 'printed': '98.90'}

    """
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        plain = {f.name: to_json(getattr(record, f.name)) for f in dataclasses.fields(record)}
        if isinstance(record, Finding):
            plain["message"] = {language: finding_text(record.rule, record.params, language) for language in LANGUAGES}
        return plain
    if isinstance(record, Enum):
        return record.value
    if isinstance(record, Decimal):
        return format(record, "f")
    if isinstance(record, tuple | list):
        return [to_json(item) for item in record]
    if isinstance(record, Mapping):
        return {key: to_json(record[key]) for key in sorted(record)}
    return record


def dumps(record: Any) -> str:  # noqa: ANN401
    """Write a record as the JSON text that ``kg read`` prints and a build stores (UTF-8, one final newline)."""
    return json.dumps(to_json(record), ensure_ascii=False, indent=1) + "\n"


def loads(text: str) -> Reading:
    """Read back what ``dumps`` wrote for a ``Reading``; raises ``ValueError`` or ``KeyError`` for other text."""
    reading = _from_json(Reading, json.loads(text))
    assert isinstance(reading, Reading)
    return reading


@cache
def _hints(kind: type) -> dict[str, Any]:
    import kg.records

    namespace = {**vars(kg.records), **vars(quantity_values), "Mapping": Mapping, "Decimal": Decimal}
    return typing.get_type_hints(kind, localns=namespace)


def _from_json(kind: Any, plain: Any) -> Any:  # noqa: ANN401
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        if plain is None:
            return None
        return _from_json(next(arm for arm in typing.get_args(kind) if arm is not type(None)), plain)
    if origin is tuple:
        item = typing.get_args(kind)[0]
        return tuple(_from_json(item, entry) for entry in plain)
    if origin is Mapping:
        item = typing.get_args(kind)[1]
        return {key: _from_json(item, entry) for key, entry in plain.items()}
    if isinstance(kind, type):
        if dataclasses.is_dataclass(kind):
            hints = _hints(kind)
            return kind(**{name: _from_json(hints[name], plain[name]) for name in hints})
        if issubclass(kind, Enum) or kind is Decimal:
            return kind(plain)
    return plain
