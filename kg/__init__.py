"""Documents → records → graph: performance declarations (绩效目标申报表) and self-evaluations (绩效自评报告) as RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import lazy

if TYPE_CHECKING:
    from kg.reading import read_document

__all__ = ["read_document"]

__getattr__ = lazy(__name__, {"reading": __all__})
