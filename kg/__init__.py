"""Documents → records → graph: performance declarations (绩效目标申报表) and self-evaluations (绩效自评报告) as RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.reading import read_document

__all__ = ["read_document"]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    # looked up when used: a query worker imports a part of this package only, and starts faster
    if name == "read_document":
        from kg.reading import read_document

        return read_document
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
