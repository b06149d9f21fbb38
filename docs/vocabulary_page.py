"""``docs/vocabulary.md``: every class and property of the graph with its meaning, from the ontology itself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.graph.quads import Literal
from kg.graph.taxonomy import ontology_quads
from kg.graph.vocabulary import CLASSES, DEFAULT_BASE_IRI, ENUMERATIONS, ONTOLOGY_IRI, PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Iterator

_INTRODUCTION = """# Vocabulary

Written by `python -m docs.generate` from `graph/ontology`. `kg:` is `{iri}`; a name that is
not here matches nothing, and `kg sparql` says so. Below each class stand the properties that its things may have, what
they point to, and what they mean.
"""


def vocabulary() -> str:
    """Return the page."""
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in ontology_quads(DEFAULT_BASE_IRI):
        name = quad.subject.removeprefix(ONTOLOGY_IRI)
        key = quad.predicate.replace("#", "/").rpartition("/")[2]
        if isinstance(quad.object, Literal):
            facts[name][f"{key}@{quad.object.language}"].append(quad.object.text)
        else:
            facts[name][key].append(quad.object.replace("#", "/").rpartition("/")[2])
    parts = [_INTRODUCTION.format(iri=ONTOLOGY_IRI)]
    parts += [part for name in sorted(CLASSES) for part in _class(name, facts)]
    parts += _enumerations(facts)
    return "\n".join(parts).rstrip("\n") + "\n"


def _class(name: str, facts: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    own = facts[name]
    above = f", a kind of {', '.join(own['subClassOf'])}" if set(own["subClassOf"]) & CLASSES else ""
    yield f"## kg:{name} ({_said(own, 'label@zh')}{above})\n"
    yield f"{_said(own, 'comment@en')}\n"
    properties = sorted(one for one in PROPERTIES if name in facts[one]["domainIncludes"])
    if properties:
        yield "| property | points to | meaning | |\n|---|---|---|---|"
        yield from (
            f"| `kg:{one}` | {', '.join(facts[one]['rangeIncludes'])} | {_said(facts[one], 'comment@en')} "
            f"| {_said(facts[one], 'label@zh')} |"
            for one in properties
        )
        yield ""


def _enumerations(facts: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    yield "## Values\n"
    yield "| property | one of |\n|---|---|"
    for one, names in sorted(ENUMERATIONS.items()):
        told = ", ".join(f"`kg:{name}` {_said(facts[name], 'label@zh')}".rstrip() for name in names)
        yield f"| `kg:{one}` | {told} |"


def _said(own: dict[str, list[str]], key: str) -> str:
    return " ".join(own[key]).replace("|", "/")
