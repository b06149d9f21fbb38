"""Documents → records → graph: performance declarations (绩效目标申报表) and self-evaluations (绩效自评报告) as RDF."""

from kg.reading import read_document

__all__ = ["read_document"]
