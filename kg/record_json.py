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
from kg.records import Document, Finding, Reading, Source, Span

if typing.TYPE_CHECKING:
    from collections.abc import Callable

_DOCUMENT_FIRST = '{\n "document": '
_DECODER = json.JSONDecoder()
# left out where they say nothing: most spans stand in the cell of their source
_OWN_CELL = ("row", "column", "box")
_PLAIN = frozenset({str, int, bool, float, type(None)})


def to_json(record: Any) -> Any:  # noqa: ANN401  (any record in, any JSON value out)
    """Turn a record, or a container of records, into plain JSON values.

    >>> from kg.records import Rate
    >>> to_json(Rate(value=Decimal("98.90"), printed="98.90"))
    {'value': '98.90', 'printed': '98.90'}

    """
    kind = type(record)
    if kind in _PLAIN:
        return record
    if dataclasses.is_dataclass(kind):
        plain = {name: to_json(getattr(record, name)) for name in _field_names(kind)}
        if kind is Span:
            for name in _OWN_CELL:
                if plain[name] is None:
                    del plain[name]
        if kind is Finding:
            plain["message"] = {language: finding_text(record.rule, record.params, language) for language in LANGUAGES}
        return plain
    if kind is tuple or kind is list:
        return [to_json(item) for item in record]
    if isinstance(record, Enum):
        return record.value
    if kind is Decimal:
        return format(record, "f")
    if isinstance(record, Mapping):
        return {key: to_json(record[key]) for key in sorted(record)}
    return record


def dumps(record: Any) -> str:  # noqa: ANN401
    """Write a record as the JSON text that ``kg read`` prints and a build stores (UTF-8, one final newline)."""
    return json.dumps(to_json(record), ensure_ascii=False, indent=1) + "\n"


def loads(text: str) -> Reading:
    """Read back what ``dumps`` wrote for a ``Reading``; raises ``ValueError`` or ``KeyError`` for other text."""
    reading = _reader(Reading)(json.loads(text))
    assert isinstance(reading, Reading)
    return reading


def document_of(text: str) -> Document:
    """Read back only the document of what ``dumps`` wrote for a ``Reading``: it stands first, the rest is passed over.

    Raises:
        ValueError, KeyError: The text is something else.

    """
    if not text.startswith(_DOCUMENT_FIRST):
        return loads(text).document
    document = _reader(Document)(_DECODER.raw_decode(text, len(_DOCUMENT_FIRST))[0])
    assert isinstance(document, Document)
    return document


def source_of(plain: Mapping[str, Any]) -> Source:
    """Make the record of a SOURCE; raises ``KeyError`` for other JSON."""
    source = _reader(Source)(plain)
    assert isinstance(source, Source)
    return source


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _hints(kind: type) -> dict[str, Any]:
    import kg.records

    namespace = {**vars(kg.records), **vars(quantity_values), "Mapping": Mapping, "Decimal": Decimal}
    return typing.get_type_hints(kind, localns=namespace)


# One reader for each type, made once: walking the annotations again for every value took most of the time.
@cache
def _reader(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(arm for arm in typing.get_args(kind) if arm is not type(None)))
        return lambda plain: None if plain is None else inner(plain)
    if origin is tuple:
        item = _reader(typing.get_args(kind)[0])
        return lambda plain: tuple([item(entry) for entry in plain])
    if origin is Mapping:
        value = _reader(typing.get_args(kind)[1])
        return lambda plain: {key: value(entry) for key, entry in plain.items()}
    if isinstance(kind, type):
        if dataclasses.is_dataclass(kind):
            parts = [(name, _reader(hint)) for name, hint in _hints(kind).items()]
            if kind is Span:
                own = len(parts) - len(_OWN_CELL)
                return lambda plain: kind(
                    *[read(plain[name]) for name, read in parts[:own]], *[plain.get(name) for name in _OWN_CELL]
                )
            return lambda plain: kind(*[read(plain[name]) for name, read in parts])
        if issubclass(kind, Enum) or kind is Decimal:
            return kind
    return _same


def _same(plain: Any) -> Any:  # noqa: ANN401
    return plain
