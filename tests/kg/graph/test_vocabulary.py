"""The names of the graph are those of the ontology and of the fixed vocabulary, no more and no less."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS

from kg.graph.vocabulary import (
    CLASSES,
    ENUMERATIONS,
    FUNCTIONS,
    INDIVIDUALS,
    KG,
    KGS,
    KINDS,
    ONTOLOGY_IRI,
    ONTOLOGY_VERSION,
    ONTOLOGY_VERSION_IRI,
    PREFIXES,
    PROPERTIES,
    SUPERCLASSES,
)


@pytest.fixture(scope="module")
def ontology():
    text = files("kg.graph").joinpath("ontology.ttl").read_text(encoding="utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


def test_ontology_declares_exactly_the_names(ontology):
    """Every class, property, individual and function is declared, and nothing else is."""
    declared = {str(subject) for subject in ontology.subjects()} - {ONTOLOGY_IRI}

    names = {getattr(KG, name) for name in KG.names()} | {getattr(KGS, name) for name in KGS.names()}
    assert declared == names


@pytest.mark.parametrize("predicate", [RDFS.label, RDFS.comment], ids=["label", "comment"])
def test_everything_is_said_in_both_languages(ontology, predicate):
    """Each declared thing has one Chinese and one English label and comment."""
    for subject in set(ontology.subjects()):
        languages = sorted(thing.language for thing in ontology.objects(subject, predicate))
        assert languages == ["en", "zh"], subject


def test_kinds_of_names_match_their_declarations(ontology):
    """Classes are classes, individuals individuals, and superclasses are those that mapping asserts."""

    def declared(kind):
        return {str(s).removeprefix(str(KG)) for s in ontology.subjects(RDF.type, kind)}

    assert declared(OWL.Class) == CLASSES
    assert declared(OWL.NamedIndividual) == INDIVIDUALS
    assert declared(OWL.ObjectProperty) | declared(OWL.DatatypeProperty) | {"license"} == PROPERTIES
    for leaf, above in SUPERCLASSES.items():
        parents = set(ontology.objects(rdflib.URIRef(getattr(KG, leaf)), RDFS.subClassOf))
        assert rdflib.URIRef(getattr(KG, above)) in parents


def test_ontology_has_no_blank_nodes_and_names_its_version(ontology):
    """The ontology is a named graph of every dataset, where no blank node may be."""
    assert not any(isinstance(term, rdflib.BNode) for triple in ontology for term in triple)
    version = ontology.value(rdflib.URIRef(ONTOLOGY_IRI), OWL.versionIRI)
    assert str(version) == ONTOLOGY_VERSION_IRI
    assert str(ontology.value(rdflib.URIRef(ONTOLOGY_IRI), OWL.versionInfo)) == ONTOLOGY_VERSION


def test_a_local_name_means_one_thing():
    """No name is a property and an individual at once."""
    groups = (CLASSES, PROPERTIES, INDIVIDUALS, FUNCTIONS)

    assert sum(len(group) for group in groups) == len(frozenset().union(*groups))
    assert sum(len(names) for names in ENUMERATIONS.values()) == len(INDIVIDUALS)


def test_a_misspelt_name_is_an_error():
    """A name that the vocabulary lacks fails where it is written."""
    with pytest.raises(AttributeError, match="fileNam"):
        _ = KG.fileNam


def test_names_are_those_of_the_fixed_vocabulary(shared):
    """Every name of the vocabulary's tables is here, and every name here is in its tables."""
    text = (shared / "VOCABULARY.md").read_text(encoding="utf-8")
    written = set()
    for chunk in re.findall(r"`([^`]*)`", text):
        for run in re.findall(r"kg:([A-Za-z0-9]+(?:\|(?:kg:)?[A-Za-z0-9]+)*)", chunk):
            written |= {name.removeprefix("kg:") for name in run.split("|")}
    # Named there only as examples of what is a syntax error.
    written -= {"percentile"}
    searched = set(re.findall(r"kgs:([A-Za-z]+)", text))

    assert written == set(KG.names())
    assert searched == set(KGS.names())


def test_kinds_and_prefixes_are_those_of_the_fixed_vocabulary(shared):
    """The kinds of IRIs and the namespaces are fixed for everybody."""
    text = (shared / "VOCABULARY.md").read_text(encoding="utf-8")
    table = text[text.index("| kind | slug |") : text.index("## Classes")]
    kinds = {name for row in re.findall(r"^\| ([^|]*) \|", table, re.M) for name in re.findall(r"`(\w+)`", row)}

    # A result shares its row with the target.
    assert kinds | {"result"} == set(KINDS)
    for prefix in ("kg", "kgt", "kgs"):
        assert f"`{prefix}: <{PREFIXES[prefix]}>`" in text
