"""Collects the statements (陈述) of one graph: the small grammar in which mapping is written.

In: subject, predicate and a plain value or ``None``; out: quads. ``None`` says nothing, so that optional
fields need no branches. Everything described gets its types (leaf and superclass) and one Chinese label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.quads import Literal, Quad, boolean, decimal, en, integer, string, zh
from kg.graph.vocabulary import KG, RDF, RDFS, SUPERCLASSES, XSD

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


class Statements:
    """The quads of one named graph, in the order in which they were said."""

    __slots__ = ("graph", "quads")

    def __init__(self, graph: str) -> None:
        self.graph = graph
        self.quads: list[Quad] = []

    def say(self, subject: str, predicate: str, thing: str | Literal | None) -> None:
        """State a triple whose object is an IRI or a literal; nothing for ``None``."""
        if thing is not None:
            self.quads.append(Quad(subject, predicate, thing, self.graph))

    def describe(self, subject: str, kind: str, label: str, english: str | None = None) -> None:
        """State what a thing is: its class, the superclass, its label."""
        self.say(subject, RDF.type, getattr(KG, kind))
        if kind in SUPERCLASSES:
            self.say(subject, RDF.type, getattr(KG, SUPERCLASSES[kind]))
        self.say(subject, RDFS.label, zh(label))
        if english is not None:
            self.say(subject, RDFS.label, en(english))

    def words(self, subject: str, predicate: str, text: str | None, *, also_empty: bool = False) -> None:
        """State words as printed; empty ones only where ``""`` says something."""
        if text is not None and (text or also_empty):
            self.say(subject, predicate, string(text))

    def number(self, subject: str, predicate: str, number: int | None) -> None:
        """State a whole number."""
        if number is not None:
            self.say(subject, predicate, integer(number))

    def figure(self, subject: str, predicate: str, figure: Decimal | None) -> None:
        """State an exact figure."""
        if figure is not None:
            self.say(subject, predicate, decimal(figure))

    def truth(self, subject: str, predicate: str, value: bool) -> None:
        """State a truth value."""
        self.say(subject, predicate, boolean(value))

    def day(self, subject: str, predicate: str, day: date | None) -> None:
        """State a day."""
        if day is not None:
            self.say(subject, predicate, Literal(day.isoformat(), XSD.date))

    def individual(self, subject: str, predicate: str, name: str | None) -> None:
        """State one of the enumerated individuals; ``AttributeError`` for a name that is none."""
        if name is not None:
            self.say(subject, predicate, getattr(KG, name))
