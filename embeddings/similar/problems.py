"""What can be wrong with a ``SERVICE kg:similar`` block: said with line, column and a sentence of the catalogue."""

from __future__ import annotations

from kg.errors import QueryError, RequestError


class SimilarBlockError(QueryError, RequestError):
    """``what`` cannot stand like this in the block; ``reason`` is a key of the catalogue's words."""

    key = "query-similar"
    fields = ("what", "line", "column", "reason")
    what: str
    line: int
    column: int
    reason: str


class SimilarPropertyError(QueryError, RequestError):
    """``what`` is no property of the block; ``nearest`` are close names that are."""

    key = "query-similar-property"
    fields = ("what", "line", "column", "nearest")
    what: str
    line: int
    column: int
    nearest: tuple[str, ...]
